"""The extra dose on an urge: what may be set, and what a policy's lines count of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain import limits as reach_of
from baclodesk.domain.as_needed import counted_mg, highest_mg, most_mg, set_as_needed
from baclodesk.domain.checks import check_course, check_plan
from baclodesk.domain.checks_patient import PatientFacts
from baclodesk.domain.errors import NotMakeableError, PlanError
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.own_policy import copy_of
from baclodesk.domain.plan import AsNeeded, Exemption, Plan, Stage
from baclodesk.domain.walls import breaches
from baclodesk.services.findings_text import sentence
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .edit_plans import ladder

LIBRARY = Library.load()
NUMBERS = LIBRARY.numbers
TWICE = AsNeeded(Fraction(10), 2)
LABELS = [code for code in LIBRARY.policies if code != "guide"]


def with_extra(extra: AsNeeded | None, *doses: int) -> Plan:
    """The ladder, or some stages of 5 days at these doses, with an extra dose."""
    plan = ladder()
    if doses:
        stages = tuple(Stage(n, 5, (Fraction(mg), *[Fraction(0)] * 3)) for n, mg in enumerate(doses, start=1))
        plan = plan.with_stages(stages)
    return set_as_needed(plan, extra)


def found(plan: Plan, policy: str, code: str) -> list[Finding]:
    rules = LIBRARY.rules_for(plan, policy)
    return [item for item in check_plan(plan, rules, NUMBERS) if item.code == code]


def test_an_extra_dose_is_set_changed_and_taken_away() -> None:
    plan = set_as_needed(ladder(), TWICE)
    assert plan.as_needed == TWICE
    assert [stage.daily_mg for stage in plan.stages] == [stage.daily_mg for stage in ladder().stages]
    assert set_as_needed(plan, None) == ladder()
    assert (most_mg(TWICE), most_mg(None)) == (20, 0)


def test_an_extra_dose_that_the_tablets_cannot_make_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotMakeableError) as refused:
        set_as_needed(ladder(), AsNeeded(Fraction(7), 1))
    assert (refused.value.lower, refused.value.upper) == (5, 10)
    for wrong in (AsNeeded(Fraction(0), 1), AsNeeded(Fraction(10), 0), AsNeeded(Fraction(10), 11)):
        with pytest.raises(PlanError):
            set_as_needed(ladder(), wrong)


def test_the_labels_count_it_and_the_guide_does_not() -> None:
    assert not LIBRARY.policies["guide"].counts_as_needed
    assert all(LIBRARY.policies[code].counts_as_needed for code in LABELS)
    plan = with_extra(TWICE)
    assert counted_mg(plan, LIBRARY.policies["guide"]) == 0
    assert counted_mg(plan, LIBRARY.policies["france-label"]) == 20
    assert counted_mg(ladder(), LIBRARY.policies["france-label"]) == 0


@pytest.mark.parametrize("policy", LABELS)
def test_a_label_line_is_reached_that_much_earlier(policy: str) -> None:
    last = int(LIBRARY.policies[policy].last_line_mg)
    at, above = with_extra(TWICE, 10, last - 20), with_extra(TWICE, 10, last - 15)
    assert found(at, policy, "dose_above_last_line") == []
    (item,) = found(above, policy, "dose_above_last_line")
    assert dict(item.values)["extra_mg"] == "20"
    assert found(with_extra(None, 10, last), policy, "dose_above_last_line") == []
    rules = LIBRARY.rules_for(above, policy)
    assert [breach.uid for breach in breaches(above, rules) if breach.reason.code == item.code] == [2]
    assert [breach for breach in breaches(at, rules) if breach.reason.code == item.code] == []


def test_the_sentence_names_the_extra_dose_in_both_languages() -> None:
    (item,) = found(with_extra(TWICE, 10, 65), "france-label", "dose_above_last_line")
    assert "65\u00a0mg and 20\u00a0mg as needed a day, above 80\u00a0mg" in sentence(Texts("en"), item)
    assert "65\u00a0mg et 20\u00a0mg à la demande par jour" in sentence(Texts("fr"), item)
    (plain,) = found(with_extra(None, 10, 85), "france-label", "dose_above_last_line")
    assert "as needed" not in sentence(Texts("en"), plain)


def test_the_guides_lines_stay_where_they_are() -> None:
    plan = with_extra(AsNeeded(Fraction(10), 10), 10, 80)
    assert found(plan, "guide", "dose_above_line") == []
    assert highest_mg(plan, LIBRARY.rules_for(plan, "guide")) == 300


def test_a_handle_stops_below_the_line_and_says_what_is_counted() -> None:
    plan = with_extra(TWICE, 40, 50)
    rules = LIBRARY.rules_for(plan, "france-label")
    rules = replace(rules, policy=replace(rules.policy, rise_is_wall=False))
    reach = reach_of.limits(plan, Handle(HandleKind.DOSE, 2), rules)
    assert (reach.hi, reach.hi_reason.code) == (60, "dose_above_last_line")
    assert dict(reach.hi_reason.values) == {"mg": "80", "extra_mg": "20"}
    later = reach_of.limits(plan, Handle(HandleKind.DOSE_AND_LATER, 1), rules)
    assert (later.hi, later.hi_reason.stage) == (50, 2)
    without = reach_of.limits(set_as_needed(plan, None), Handle(HandleKind.DOSE, 2), rules)
    assert (without.hi, dict(without.hi_reason.values)) == (80, {"mg": "80"})


def test_an_extra_dose_above_the_line_leaves_nothing_but_what_is_there() -> None:
    plan = with_extra(AsNeeded(Fraction(50), 2), 10)
    rules = LIBRARY.rules_for(plan, "france-label")
    assert highest_mg(plan, rules) == 0
    assert reach_of.limits(plan, Handle(HandleKind.DOSE, 1), rules).hi == 10
    assert len(found(plan, "france-label", "dose_above_last_line")) == 1


def test_a_recorded_exemption_lifts_it_as_before() -> None:
    plan = with_extra(TWICE, 10, 80)
    lifted = replace(plan.stages[1], exemptions=(Exemption("dose_above_last_line", "why", "who", date(2026, 11, 1)),))
    plan = plan.with_stages((plan.stages[0], lifted))
    rules = LIBRARY.rules_for(plan, "france-label")
    assert [breach for breach in breaches(plan, rules) if breach.reason.code == "dose_above_last_line"] == []


@pytest.mark.parametrize(("mg", "code"), [(40, ""), (45, "extra_high"), (95, "extra_high"), (100, "extra_very_high")])
def test_a_large_extra_dose_is_an_intake_like_any_other(mg: int, code: str) -> None:
    plan = with_extra(AsNeeded(Fraction(mg), 1), 10)
    seen = {item.code: item for item in check_plan(plan, LIBRARY.rules_for(plan, "guide"), NUMBERS)}
    assert {name for name in seen if name.startswith("extra_")} == ({code} if code else set())
    if code:
        assert seen[code].severity is (Severity.STOP if code == "extra_very_high" else Severity.CAUTION)
        assert f"{mg}\u00a0mg" in sentence(Texts("en"), seen[code])


def test_an_extra_dose_from_a_file_that_no_tablets_make_is_refused() -> None:
    plan = replace(ladder(), as_needed=AsNeeded(Fraction(7), 1))
    (item,) = found(plan, "guide", "extra_not_makeable")
    assert item.severity is Severity.REFUSE
    assert "5\u00a0mg et 10\u00a0mg" in sentence(Texts("fr"), item)


def test_the_kidneys_share_of_a_labels_ceiling_counts_it_too() -> None:
    facts = PatientFacts(egfr=Fraction(45))  # half of 80 mg

    def above(extra: AsNeeded | None, mg: int) -> list[Finding]:
        plan = with_extra(extra, 10, mg)
        rules = LIBRARY.rules_for(plan, "france-label")
        every = check_course(plan, rules, facts, NUMBERS, date(2026, 11, 1))
        return [item for item in every if item.code == "dose_above_kidney_share"]

    assert above(None, 40) == above(TWICE, 20) == []
    (item,) = above(TWICE, 25)
    assert dict(item.values)["extra_mg"] == "20"


def test_a_practices_own_policy_counts_what_the_one_it_was_copied_from_counts() -> None:
    for code, counts in (("france-label", True), ("guide", False)):
        own = copy_of(LIBRARY.policies[code], "own-1", "Ours", "why", "who", date(2026, 11, 1))
        assert own.counts_as_needed is counts
        assert own.as_policy().counts_as_needed is counts
