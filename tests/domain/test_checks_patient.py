from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from baclodesk.domain.checks import PatientFacts, check_course, check_issue, check_patient, kidney_ceiling
from baclodesk.domain.checks_course import is_bedtime
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.intake import Decision
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.services.library import Library

LIBRARY = Library.load()
NUMBERS = LIBRARY.numbers
TODAY = date(2027, 3, 10)
WELL = PatientFacts(age=45, egfr=Fraction(95), egfr_on=TODAY)
MONDAY = date(2027, 3, 1)
BEDTIME = (IntakeTime("morning", "08:00"), IntakeTime("bedtime"))


def codes(facts: PatientFacts, policy: str = "guide") -> set[str]:
    return {item.code for item in check_patient(facts, NUMBERS, TODAY, policy=policy)}


def severity(code: str) -> Severity:
    return NUMBERS.rules[code].severity


def test_a_patient_in_good_health_gives_no_finding() -> None:
    assert check_patient(WELL, NUMBERS, TODAY) == ()


@pytest.mark.parametrize(
    ("age", "code"),
    [(17, "patient.under_age"), (18, ""), (64, ""), (65, "patient.older"), (66, "patient.older"), (None, "")],
)
def test_under_18_is_a_stop_and_from_65_a_caution(age: int | None, code: str) -> None:
    assert codes(replace(WELL, age=age)) == ({code} if code else set())


@pytest.mark.parametrize(
    ("egfr", "code"),
    [
        ("90", ""),
        ("89.5", "patient.egfr_low"),
        ("60", "patient.egfr_low"),
        ("30", "patient.egfr_low"),
        ("29.5", "patient.egfr_stop"),
    ],
)
def test_the_kidney_value_is_a_caution_below_90_and_a_stop_below_30(egfr: str, code: str) -> None:
    assert codes(replace(WELL, egfr=Fraction(egfr))) == ({code} if code else set())


@pytest.mark.parametrize(("days", "old"), [(89, False), (90, False), (91, True)])
def test_a_kidney_value_is_old_after_90_days(days: int, old: bool) -> None:
    facts = replace(WELL, egfr_on=TODAY - timedelta(days=days))
    assert codes(facts) == ({"patient.egfr_old"} if old else set())


def test_a_kidney_value_without_a_date_is_old_and_a_missing_one_is_missed() -> None:
    assert codes(replace(WELL, egfr_on=None)) == {"patient.egfr_old"}
    assert codes(replace(WELL, egfr=None)) == {"patient.egfr_missing"}
    assert codes(replace(WELL, egfr=None, yes=frozenset({"dialysis"}))) == {"patient.dialysis"}


@pytest.mark.parametrize(
    ("item", "code", "wanted"),
    [
        ("suicide_plan", "patient.suicide_plan", Severity.STOP),
        ("suicide_now", "patient.suicidal", Severity.STOP),
        ("pregnancy", "patient.pregnancy", Severity.STOP),
        ("allergy_baclofen", "patient.allergy", Severity.STOP),
        ("sleep_apnoea", "patient.sleep_apnoea", Severity.STOP),
        ("epilepsy", "patient.epilepsy", Severity.STOP),
        ("seizure", "patient.seizure", Severity.CAUTION),
        ("bipolar", "patient.bipolar", Severity.CAUTION),
        ("liver", "patient.liver", Severity.CAUTION),
        ("heart", "patient.heart", Severity.CAUTION),
        ("ulcer", "patient.ulcer", Severity.CAUTION),
    ],
)
def test_an_illness_told_at_intake_is_found_at_its_item(item: str, code: str, wanted: Severity) -> None:
    (found,) = check_patient(replace(WELL, yes=frozenset({item})), NUMBERS, TODAY)
    assert (found.code, found.severity, found.item) == (code, wanted, item)


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("guide", "patient.epilepsy"),
        ("germany", "patient.epilepsy"),
        ("france-label", "patient.seizure"),
        ("uk", "patient.seizure"),
        ("usa", "patient.seizure"),
        ("australia", "patient.seizure"),
    ],
)
def test_epilepsy_stops_under_the_guide_and_in_germany_and_is_a_caution_elsewhere(policy: str, code: str) -> None:
    assert codes(replace(WELL, yes=frozenset({"epilepsy"})), policy) == {code}


def test_treated_sleep_apnoea_gives_no_finding() -> None:
    assert codes(replace(WELL, yes=frozenset({"sleep_apnoea"}), apnoea_treated=True)) == set()


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (None, "patient.suicide_attempt"),
        (date(2027, 3, 9), "patient.suicide_attempt"),
        (date(2026, 3, 11), "patient.suicide_attempt"),
        (date(2026, 3, 10), "patient.past_attempt"),
        (date(2020, 1, 1), "patient.past_attempt"),
    ],
)
def test_a_suicide_attempt_is_a_stop_for_12_months_and_while_its_day_is_unknown(on: date | None, code: str) -> None:
    assert codes(replace(WELL, yes=frozenset({"suicide_attempt"}), attempt_on=on)) == {code}


def test_suicidal_thoughts_at_a_visit_stop() -> None:
    assert codes(replace(WELL, suicidal=True)) == {"patient.suicidal"}


@pytest.mark.parametrize(
    ("medicines", "found"),
    [
        ((), set()),
        (("benzodiazepine",), {"patient.sedative"}),
        (("benzodiazepine", "benzodiazepine"), {"patient.two_sedatives"}),
        (("hypnotic", "other_sedative"), {"patient.two_sedatives"}),
        (("opioid",), {"patient.opioid"}),
        (
            ("levodopa", "lithium", "tricyclic", "antihypertensive", "nsaid"),
            {"patient.levodopa", "patient.lithium", "patient.tricyclic", "patient.antihypertensive", "patient.nsaid"},
        ),
        (("antidiabetic", "maoi", ""), set()),
    ],
)
def test_medicines_are_found_by_their_group(medicines: tuple[str, ...], found: set[str]) -> None:
    assert codes(replace(WELL, medicines=medicines)) == found


def test_an_opioid_and_two_sedatives_stop_and_one_sedative_is_a_caution() -> None:
    wanted = {"opioid": Severity.STOP, "two_sedatives": Severity.STOP, "sedative": Severity.CAUTION}
    assert {name: severity(f"patient.{name}") for name in wanted} == wanted


@pytest.mark.parametrize(
    ("days", "before", "after", "found"),
    [
        (7, "101", "50", True),
        (7, "100", "10", False),
        (7, "120", "60", False),
        (7, "120", "59.5", True),
        (8, "120", "10", False),
        (1, "300", "0", True),
    ],
)
def test_a_cut_by_more_than_half_within_a_week_from_over_100_g_warns_of_withdrawal(
    days: int, before: str, after: str, found: bool
) -> None:
    drinking = ((TODAY - timedelta(days=days), Fraction(before)), (TODAY, Fraction(after)))
    assert codes(replace(WELL, drinking=drinking)) == ({"patient.drinking_cut"} if found else set())


def test_one_word_on_drinking_is_no_cut() -> None:
    assert codes(replace(WELL, drinking=((TODAY, Fraction(0)),))) == set()


def test_the_facts_do_not_show_themselves_in_a_log() -> None:
    assert "45" not in repr(WELL)


def test_the_worst_come_first() -> None:
    found = check_patient(replace(WELL, age=70, egfr=Fraction(20)), NUMBERS, TODAY)
    assert [item.code for item in found] == ["patient.egfr_stop", "patient.older"]


# ── plan and patient together ──────────────────────────────────────────────────────────────────────────────────────


def plan(*stages: tuple[int, int | None], before: int = 0, times: tuple[IntakeTime, ...] = BEDTIME) -> Plan:
    made = tuple(
        Stage(n, days, (Fraction(mg), *[Fraction(0)] * (len(times) - 2), Fraction(mg)))
        for n, (mg, days) in enumerate(stages, start=1)
    )
    return Plan(MONDAY, (LIBRARY.default_product.product,), times, made,
                before_mg=Fraction(before))  # fmt: skip


LADDER = plan((5, 7), (10, 7), (15, None))
VISITS = (MONDAY + timedelta(days=3), TODAY + timedelta(days=2), TODAY + timedelta(days=60))


def course(facts: PatientFacts, of: Plan = LADDER, policy: str = "guide", today: date = TODAY) -> list[Finding]:
    facts = replace(facts, visits_on=facts.visits_on or VISITS)
    return list(check_course(of, LIBRARY.rules_for(of, policy), facts, NUMBERS, today))


@pytest.mark.parametrize("level", [None, 0, 3, 4, 10])
def test_the_next_rise_waits_while_drowsiness_is_4_or_more(level: int | None) -> None:
    found = course(replace(WELL, drowsiness=level))
    assert [(item.code, item.stage, item.day) for item in found] == [("rise_while_drowsy", 3, 15)] * (
        level is not None and level >= 4
    )


@pytest.mark.parametrize("effect", ["confusion", "mania", "delirium", "hypomania", "hallucinations"])
def test_the_next_rise_waits_while_a_grave_effect_stands_open(effect: str) -> None:
    (found,) = course(replace(WELL, effects=frozenset({effect, "nausea"})))
    assert (found.code, found.severity, found.stage, found.item) == ("rise_while_effect", Severity.STOP, 3, effect)


def test_the_next_rise_waits_while_suicidal_thoughts_stand_open() -> None:
    (found,) = course(replace(WELL, suicidal=True))
    assert (found.code, found.stage) == ("rise_while_suicidal", 3)


def test_the_first_dose_is_a_rise_and_one_of_today_still_counts() -> None:
    facts = replace(WELL, suicidal=True)
    assert course(facts, today=MONDAY)[0].stage == 1
    assert course(facts, today=MONDAY + timedelta(days=7))[0].stage == 2
    assert course(facts, replace(LADDER, start=None))[0].stage == 1


def test_a_plan_that_rises_no_more_has_nothing_to_wait_for() -> None:
    facts = replace(WELL, suicidal=True, drowsiness=9, effects=frozenset({"mania"}))
    assert course(facts, today=MONDAY + timedelta(days=20)) == []


@pytest.mark.parametrize(
    ("egfr", "policy", "ceiling"),
    [
        ("90", "guide", None),
        ("89", "guide", 200),
        ("60", "guide", 200),
        ("59", "guide", 150),
        ("30", "guide", 150),
        ("20", "guide", 150),
        ("89", "france-label", Fraction(160, 3)),
        ("59", "usa", 40),
    ],
)
def test_a_weaker_kidney_lowers_the_last_line(egfr: str, policy: str, ceiling: Fraction | None) -> None:
    assert kidney_ceiling(LIBRARY.rules_for(None, policy), Fraction(egfr), NUMBERS) == ceiling


@pytest.mark.parametrize(("half", "stops"), [(75, 0), (80, 1)])
def test_a_dose_above_the_kidneys_ceiling_stops(half: int, stops: int) -> None:
    found = course(replace(WELL, egfr=Fraction(59)), plan((half, None), before=150))
    assert [item.code for item in found] == ["dose_above_kidney_share"] * stops


def test_a_ceiling_of_thirds_is_cut_when_it_is_shown() -> None:
    (found,) = course(replace(WELL, egfr=Fraction(70)), plan((30, None), before=60), "france-label")
    assert dict(found.values)["line_mg"] == "53.3"
    assert course(replace(WELL, egfr=None)) == []


@pytest.mark.parametrize(
    ("times", "warned"),
    [
        (BEDTIME, True),
        ((IntakeTime("a", "08:00"), IntakeTime("b", "22:00")), True),
        ((IntakeTime("a", "08:00"), IntakeTime("b", "21:00")), True),
        ((IntakeTime("a", "08:00"), IntakeTime("b", "20:59")), False),
    ],
)
def test_lung_disease_with_a_bedtime_dose_is_a_caution(times: tuple[IntakeTime, ...], warned: bool) -> None:
    found = course(replace(WELL, yes=frozenset({"lung"})), plan((5, 20), (10, None), times=times))
    assert [(item.code, item.stage) for item in found] == [("patient.lung", 1)] * warned


def test_lung_disease_without_a_dose_at_bedtime_is_none() -> None:
    stages = (Stage(1, None, (Fraction(10), Fraction(0))),)
    assert course(replace(WELL, yes=frozenset({"lung"})), replace(LADDER, stages=stages)) == []


def test_a_single_time_of_day_is_not_bedtime() -> None:
    assert not is_bedtime((IntakeTime("day"),), 0, 21)


@pytest.mark.parametrize(
    ("day", "drinking", "told"),
    [
        (89, (("2027-02-20", 80), ("2027-05-20", 80)), False),
        (90, (("2027-02-20", 80), ("2027-05-20", 80)), True),
        (90, (("2027-02-20", 80), ("2027-05-20", 79)), False),
        (90, (("2027-02-20", 80),), False),
        (90, (("2027-05-20", 80),), False),
        (90, (("2027-02-20", 0), ("2027-05-20", 0)), False),
        (90, (("2027-02-20", 0), ("2027-05-20", 20)), False),
        (90, (("2027-02-20", 1), ("2027-05-20", 1)), True),
    ],
)
def test_after_90_days_without_less_drinking_a_note_is_made(
    day: int, drinking: tuple[tuple[str, int], ...], told: bool
) -> None:
    facts = replace(WELL, drinking=tuple((date.fromisoformat(on), Fraction(grams)) for on, grams in drinking))
    found = course(facts, today=MONDAY + timedelta(days=day - 1))
    assert ("no_effect" in {item.code for item in found}) == told


@pytest.mark.parametrize(("days", "told"), [(59, False), (60, True), (200, True)])
def test_after_60_days_at_one_dose_the_lowest_dose_is_looked_for(days: int, told: bool) -> None:
    today = MONDAY + timedelta(days=14 + days)
    found = [item for item in course(WELL, today=today) if item.code == "stable_dose"]
    assert [(item.stage, dict(item.values)["n"]) for item in found] == [(3, str(days))] * told


def test_sixty_days_of_nothing_are_no_dose_to_lower() -> None:
    stopped = plan((5, 7), (0, None))
    codes_ = {item.code for item in course(WELL, stopped, today=MONDAY + timedelta(days=100))}
    assert "stable_dose" not in codes_


@pytest.mark.parametrize(
    ("today", "visits", "stage"),
    [
        ("2027-03-10", ["2027-03-14"], None),
        ("2027-03-10", ["2027-03-10"], None),
        ("2027-03-10", ["2027-03-09"], 2),
        ("2027-03-10", ["2027-03-15"], 2),
        ("2027-03-20", ["2029-01-01"], None),
        ("2027-02-01", ["2027-03-01"], None),
        ("2027-02-01", ["2027-02-20"], 1),
    ],
)
def test_the_stage_of_today_or_the_first_one_should_hold_a_visit(
    today: str, visits: list[str], stage: int | None
) -> None:
    facts = replace(WELL, visits_on=tuple(date.fromisoformat(on) for on in visits))
    found = [item for item in course(facts, today=date.fromisoformat(today)) if item.code == "no_visit_planned"]
    assert [item.stage for item in found] == ([] if stage is None else [stage])


def test_a_plan_that_is_over_or_empty_asks_for_no_visit() -> None:
    over = plan((5, 7))
    assert course(replace(WELL, visits_on=(MONDAY,)), over, today=MONDAY + timedelta(days=30)) == []
    assert course(WELL, plan()) == []


def test_a_plan_without_a_start_asks_for_no_visit() -> None:
    assert course(replace(WELL, visits_on=(MONDAY,)), replace(LADDER, start=None)) == []


# ── issue ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision.OPEN, "issue.intake_undecided"),
        (Decision.WAIT, "issue.intake_against"),
        (Decision.DECLINE, "issue.intake_against"),
        (Decision.PRESCRIBE, ""),
    ],
)
def test_a_plan_goes_out_after_the_decision_to_prescribe(decision: Decision, code: str) -> None:
    found = check_issue(decision, ConsentState.SIGNED, NUMBERS)
    assert [item.code for item in found] == ([code] if code else [])
    assert all(item.severity is Severity.STOP for item in found)


@pytest.mark.parametrize("state", list(ConsentState))
def test_a_plan_goes_out_with_a_signed_consent(state: ConsentState) -> None:
    found = check_issue(Decision.PRESCRIBE, state, NUMBERS)
    assert [item.code for item in found] == ([] if state is ConsentState.SIGNED else ["issue.consent_unsigned"])
