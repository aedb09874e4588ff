"""What the guide offers at a visit: the plan each act would make, what it suggests for what was found, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.domain import edits
from baclodesk.domain.courses import keeps_history
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.services import catalogue, demo, visiting
from baclodesk.services.acts import acts
from baclodesk.services.texts import LANGUAGES, Texts
from baclodesk.services.visit_acts import alarms, offers, running_plan

from .record_examples import CALM, TODAY, calm_record
from .visit_examples import ENGLISH, FRENCH, LIBRARY, offered, on_day, sick, suggested, tail, visit, with_earlier

RISING = on_day(33)
"""70 mg on the third of five days; 60 mg before."""


def maintenance(days: int = 80, top: int = 180, low: int = 60) -> PatientRecord:
    """Give a patient who came down to ``low`` mg and has stayed ``days`` days."""
    plan = LIBRARY.build_scheme("reduce", start=TODAY, before_mg=Fraction(top), target_mg=Fraction(low))
    return on_day(plan.closed_days + days + 1, plan)


# ── staying and stepping back ────────────────────────────────────────────────────────────────────────────────────────


def test_without_anything_found_the_plan_goes_on() -> None:
    made = offered(RISING, craving=5, drowsiness=1)
    assert suggested(made) == ["go_on"]
    assert made["go_on"].plan == RISING.plan_in_force
    assert made["go_on"].why == "Nothing was found that asks for a change."
    assert made["hold"].why == ""


def test_sleepiness_waits_at_the_dose_for_the_days_of_the_data() -> None:
    made = offered(RISING, effects=[sick("sleepiness")])
    assert suggested(made) == ["hold"]
    assert tail(made["hold"].plan, 9)[0] == (5 + acts().hold_days, 70)
    assert made["hold"].see_again == (TODAY + timedelta(5), TODAY + timedelta(5))
    assert made["hold"].source == "house default, without a source"


@pytest.mark.parametrize(("level", "act"), [(3, "go_on"), (4, "hold"), (5, "hold")])
def test_drowsiness_holds_from_4_of_10(level: int, act: str) -> None:
    assert suggested(offered(RISING, drowsiness=level)) == [act]


@pytest.mark.parametrize(("was", "level", "act"), [(4, 4, "see"), (6, 5, "hold"), (3, 4, "hold"), (4, 6, "see")])
def test_drowsiness_that_stays_leads_to_the_last_dose_without_it(was: int, level: int, act: str) -> None:
    record = with_earlier(RISING, 4, drowsiness=was)
    assert suggested(offered(record, drowsiness=level)) == [act]


def test_confused_ideas_lead_back_for_seven_days_and_to_a_new_try() -> None:
    made = offered(RISING, effects=[sick("confusion")])
    assert suggested(made) == ["step_back"]
    assert tail(made["step_back"].plan, 11)[:4] == [(3, 70), (7, 60), (5, 70), (5, 80)]
    assert made["step_back"].see_again == (TODAY + timedelta(7), TODAY + timedelta(7))
    assert made["step_back"].why == "Confusion: the dose before, then one more try."
    assert all("Confusion: No rise." in offer.alarms[0] for offer in made.values())


@pytest.mark.parametrize(("severity", "act"), [(1, "hold"), (2, "step_back"), (3, "step_back")])
def test_bad_sleep_leads_back_when_it_is_more_than_mild(severity: int, act: str) -> None:
    assert suggested(offered(RISING, effects=[sick("disturbed_sleep", severity)])) == [act]


def test_an_effect_that_stays_leads_to_the_last_dose_without_it_for_one_to_two_weeks() -> None:
    record = with_earlier(RISING, 5, effects=[sick("tremor", 1)])  # told at 60 mg already
    made = offered(record, effects=[sick("tremor", 1, "same")])
    assert suggested(made) == ["see"]
    assert tail(made["see"].plan, 12)[:5] == [(3, 70), (14, 50), (5, 60), (5, 70), (5, 80)]
    assert made["see"].see_again == (TODAY + timedelta(7), TODAY + timedelta(14))
    better = offered(record, effects=[sick("tremor", 1, "better")])
    assert suggested(better) == ["go_on"]
    milder = offered(with_earlier(RISING, 5, effects=[sick("tremor", 3)]), effects=[sick("tremor", 1, "same")])
    assert suggested(milder) == ["hold"]


def test_an_effect_of_an_earlier_time_does_not_lead_below_the_present_row() -> None:
    record = with_earlier(RISING, 25, effects=[sick("tremor")])
    record = with_earlier(record, 20, effects=[sick("tremor", 1, "gone")])
    made = offered(with_earlier(record, 1, effects=[sick("tremor")]), effects=[sick("tremor", 2, "same")])
    assert tail(made["see"].plan, 11)[1] == (14, 60)


def test_a_dangerous_effect_told_before_and_not_said_gone_holds() -> None:
    record = with_earlier(RISING, 4, effects=[sick("confusion"), sick("headache")])
    made = offered(record)
    assert suggested(made) == ["hold"]
    assert "earlier visit" in made["hold"].why
    assert made["hold"].alarms
    gone = offered(record, effects=[sick("confusion", 1, "gone")])
    assert suggested(gone) == ["go_on"]
    assert gone["go_on"].alarms == ()


def test_at_the_lowest_dose_a_step_back_becomes_two_thirds_or_a_stop() -> None:
    first = on_day(3)
    made = offered(first, effects=[sick("confusion")])
    assert made["step_back"].plan is None
    assert made["step_back"].reason.startswith("There was no lower dose")
    assert suggested(made) == ["lowest_share:5"]
    whole = Product("five", Fraction(5), 1)
    lone = Plan(TODAY, (whole,), (IntakeTime("day"),), (Stage(1, None, (Fraction(5),)),))
    assert suggested(offered(on_day(3, lone), effects=[sick("confusion")])) == ["stop_rate:10"]


def test_dark_thoughts_hold_the_dose_and_say_what_to_do_now() -> None:
    made = offered(RISING, suicidal=True)
    assert suggested(made) == ["hold"]
    assert made["hold"].alarms[0].startswith("Suicidal thoughts: Ask now")
    assert suggested(offered(RISING, effects=[sick("morbid_thoughts")])) == ["hold"]
    at_top = offered(on_day(90), suicidal=True)
    assert at_top["hold"].reason == "The last stage already runs on without an end."
    assert suggested(at_top) == ["go_on"]


@pytest.mark.parametrize("code", acts().emergency)
def test_in_an_emergency_help_comes_first_and_no_plan_is_suggested(code: str) -> None:
    made = offered(RISING, effects=[sick(code)])
    assert suggested(made) == []
    assert len(made["go_on"].alarms) == 1


def test_an_effect_the_catalogue_no_longer_has_is_only_watched() -> None:
    assert suggested(offered(RISING, effects=[sick("green_hair", 3)])) == ["go_on"]


# ── recurrence ───────────────────────────────────────────────────────────────────────────────────────────────────────


def retried(*, told_during: bool = False) -> PatientRecord:
    """Give a patient back at 70 mg, two days after seven days at 60 mg for confusion."""
    start = on_day(33).plan_in_force
    assert start is not None
    shifted = replace(start, start=TODAY - timedelta(41))
    record = on_day(42, shifted)
    record = with_earlier(record, 9, effects=[sick("confusion")])
    stepped = offers(record, record.visits[0], TODAY - timedelta(9), "guide", ENGLISH)
    plan = {offer.code: offer.plan for offer in stepped}["step_back"]
    assert plan is not None
    record = replace(record, issued=(*record.issued, replace(record.issued[0], revision=2, plan=plan)))
    during = [sick("confusion", 1, "same" if told_during else "gone")]
    return with_earlier(record, 4, effects=during)


def test_an_effect_that_comes_back_at_the_retried_dose_leads_to_staying_below() -> None:
    record = retried()
    made = offered(record, effects=[sick("confusion")])
    assert visit(record).planned_mg == 70
    assert suggested(made) == ["cap"]
    assert made["cap"].timely
    assert tail(made["cap"].plan, 2) == [(2, 70), (None, 60)]
    assert made["cap"].why == "Confusion: back again at 70\u00a0mg, after a step down and a new try."
    assert made["level_up"].plan is None


def test_what_never_went_away_or_is_another_effect_did_not_come_back() -> None:
    assert suggested(offered(retried(told_during=True), effects=[sick("confusion", 2, "same")])) == ["step_back"]
    other = offered(retried(), effects=[sick("hypomania")])
    assert suggested(other) == ["step_back"]
    assert not other["cap"].timely
    watched = offered(retried(), effects=[sick("headache")])
    assert suggested(watched) == ["go_on"]


def test_at_the_lower_dose_an_effect_has_not_come_back() -> None:
    record = retried()
    made = offered(record, effects=[sick("confusion")], taken_mg=Fraction(60))
    assert suggested(made) == ["step_back"]
    assert tail(made["step_back"].plan, 12)[1] == (7, 50)


# ── lower and higher ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "timely"), [(59, False), (60, True), (61, True), (90, True)])
def test_after_60_steady_days_the_lowest_dose_is_looked_for(days: int, timely: bool) -> None:
    record = on_day(70 + days + 1)
    made = offered(record, craving=1)
    ways = ["lowest_weekly:100", "lowest_share:130", "lowest_share:135"]
    assert suggested(made) == (ways if timely else ["go_on"])
    assert [made[code].timely for code in ways] == [timely] * 3
    assert f"held for {days} days" in made[ways[0]].sentence


def test_two_thirds_are_two_choices_where_no_dose_is_exact_and_stay_one_to_two_months() -> None:
    made = offered(on_day(140), craving=0)
    assert tail(made["lowest_share:130"].plan, 1) == [(None, 130)]
    assert tail(made["lowest_share:135"].plan, 1) == [(None, 135)]
    assert made["lowest_share:130"].see_again == (TODAY + timedelta(30), TODAY + timedelta(60))
    weekly = made["lowest_weekly:100"]
    assert tail(weekly.plan, 3) == [(7, 120), (7, 110), (None, 100)]
    assert made["lowest_weekly:100"].see_again == (TODAY + timedelta(7), TODAY + timedelta(7))


def test_a_stay_that_was_split_counts_as_one() -> None:
    record = on_day(140)
    plan = edits.amend_from(record.issued[0].plan, 100)
    assert plan.stages[-1].daily_mg == plan.stages[-2].daily_mg
    assert "held for 69 days" in offered(on_day(140, plan))["lowest_share:130"].sentence


def test_with_an_urge_the_lowest_dose_is_not_looked_for() -> None:
    assert suggested(offered(on_day(140), craving=4)) == ["go_on"]
    assert len(suggested(offered(on_day(140), craving=3))) == 3


def test_a_dose_that_is_a_third_of_the_top_goes_no_lower_by_the_week() -> None:
    made = offered(maintenance())
    assert made["lowest_weekly"].plan is None
    assert made["lowest_weekly"].reason == "The dose is already low against its top of 180\u00a0mg a day."
    assert tail(made["lowest_share:40"].plan, 1) == [(None, 40)]
    assert "lowest_weekly:60" in offered(maintenance(low=90))


@pytest.mark.parametrize(
    ("before", "now", "act"), [(3, 4, "level_up"), (3, 3, "go_on"), (4, 4, "go_on"), (None, 8, "go_on")]
)
def test_the_urge_that_returns_after_a_reduction_leads_one_level_up(before: int | None, now: int, act: str) -> None:
    made = offered(with_earlier(maintenance(30), 9, craving=before), craving=now)
    assert suggested(made) == [act]
    assert tail(made["level_up"].plan, 2) == [(31, 60), (None, 70)]


def test_one_level_up_is_not_offered_where_it_brought_an_effect_or_nothing_is_above() -> None:
    record = with_earlier(maintenance(30), 36, craving=1, effects=[sick("confusion")])
    record = with_earlier(record, 9, craving=1, effects=[sick("confusion", 1, "gone")])
    made = offered(record, craving=7)
    assert made["level_up"].plan is None
    assert made["level_up"].reason == "The dose above brought this before: Confusion."
    assert suggested(made) == ["go_on"]
    rising = offered(with_earlier(RISING, 9, craving=1), craving=7)
    assert (rising["level_up"].plan, suggested(rising)) == (None, ["go_on"])
    assert rising["level_up"].reason == "There was no higher dose before."


def test_a_stop_is_offered_by_both_rates_and_both_lengths_with_its_days() -> None:
    made = offered(on_day(90))
    assert tail(made["stop_rate:10"].plan, 3) == [(2, 20), (2, 10), (None, 0)]
    assert "38 days, at most 10\u00a0mg" in made["stop_rate:10"].sentence
    assert "26 days, at most 15\u00a0mg" in made["stop_rate:15"].sentence
    assert tail(made["stop_length:10"].plan, 2) == [(2, 15), (None, 0)]
    assert "within 10 days" in made["stop_length:10"].sentence
    assert made["stop_rate:10"].source == "French label"
    assert made["stop_length:15"].source == "prescribers’ guide (France, about 2012), section 4"


def test_tablets_that_cannot_follow_a_rate_refuse_it_and_never_stop_at_once() -> None:
    large = Product("large", Fraction(50), 1)
    plan = Plan(TODAY, (large,), (IntakeTime("day"),), (Stage(1, None, (Fraction(100),)),))
    made = offered(on_day(9, plan))
    assert made["stop_rate:10"].plan is None
    assert made["stop_rate:10"].reason.startswith("90\u00a0mg cannot be made")
    assert made["lowest_weekly:50"].plan is None


def test_when_nothing_is_taken_there_is_nothing_to_lower_or_raise() -> None:
    plan = LIBRARY.build_scheme("stop", start=TODAY, before_mg=Fraction(20))
    made = offered(with_earlier(on_day(40, plan), 3, craving=1), craving=8)
    for code in ("lowest_weekly", "lowest_share", "level_up", "stop_rate", "stop_length"):
        assert (made[code].plan, made[code].reason) == (None, "No dose is taken now.")
    assert suggested(made) == ["go_on"]


# ── less taken, days missed ──────────────────────────────────────────────────────────────────────────────────────────


def test_when_less_is_taken_the_plan_goes_on_from_there() -> None:
    made = offered(RISING, taken_mg=Fraction(50))
    assert suggested(made) == ["from_taken"]
    assert tail(made["from_taken"].plan, 12)[:4] == [(3, 70), (5, 50), (5, 60), (2, 70)]
    assert made["from_taken"].why == "50\u00a0mg taken, 70\u00a0mg planned."
    assert tail(made["stop_rate:10"].plan, 6)[1] == (2, 40), "a stop begins from what is taken"
    odd = offered(RISING, taken_mg=Fraction(100, 3))
    assert odd["from_taken"].plan is None
    assert "nearest doses" in odd["from_taken"].reason
    assert suggested(odd) == ["hold"]
    assert "from_taken" not in offered(RISING, taken_mg=Fraction(70))


@pytest.mark.parametrize(
    ("missed", "codes"),
    [
        (1, ["restart:planned"]),
        (2, ["restart:35"]),
        (3, ["restart:35"]),
        (4, ["restart:15", "restart:20"]),
        (7, ["restart:15", "restart:20"]),
        (8, ["restart:10"]),
    ],
)
def test_after_missed_days_the_dose_to_begin_again_follows_the_data(missed: int, codes: list[str]) -> None:
    made = offered(RISING, missed_days=missed)
    assert [code for code in made if code.startswith("restart")] == codes
    assert suggested(made) == (["go_on"] if missed == 1 else codes)
    assert made[codes[0]].source == "house default, without a source"


def test_a_restart_climbs_by_the_rules_back_to_the_planned_dose() -> None:
    made = offered(RISING, missed_days=8)
    assert tail(made["restart:10"].plan, 15)[:7] == [(5, 10), (5, 20), (5, 30), (5, 40), (5, 50), (5, 60), (2, 70)]
    low = offered(on_day(3), missed_days=9)
    assert low["restart:planned"].plan == on_day(3).plan_in_force
    none = offered(RISING)["restart"]
    assert (none.plan, none.reason) == (None, "No missed days were noted.")


# ── which plan, which day ────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_running_plan_nothing_is_offered() -> None:
    nobody = calm_record()
    assert running_plan(nobody, TODAY) is None
    assert offered(nobody) == {}
    assert offered(on_day(0)) == {}
    over = Plan(TODAY, RISING.issued[0].plan.products, (IntakeTime("day"),), (Stage(1, 5, (Fraction(10),)),))
    assert offered(on_day(6, over)) == {}


def test_acts_build_on_the_draft_while_it_keeps_the_days_that_are_over() -> None:
    plan = RISING.issued[0].plan
    longer = edits.move_end(plan, plan.stages[6].uid, 9)
    assert running_plan(replace(RISING, plan=longer), TODAY) == longer
    assert running_plan(replace(RISING, plan=edits.move_end(plan, plan.stages[0].uid, 9)), TODAY) == plan
    other = LIBRARY.build_scheme("gentle", start=TODAY)
    assert running_plan(replace(RISING, plan=other), TODAY) == plan
    assert running_plan(RISING, TODAY) == plan


def test_an_unknown_dose_at_a_visit_is_read_from_the_plan() -> None:
    bare = replace(visit(RISING, effects=[sick("confusion")]), planned_mg=None)
    made = {offer.code: offer for offer in offers(RISING, bare, TODAY, "guide", ENGLISH)}
    assert made["step_back"].plan is not None
    early = replace(visit(RISING, TODAY - timedelta(90), "old"), planned_mg=None, effects=(sick("tremor"),))
    record = visiting.with_visit(RISING, early)
    assert suggested(offered(record, effects=[sick("tremor", 2, "same")])) == ["see"]


def test_alarms_are_told_in_the_language_of_the_texts() -> None:
    told = alarms(RISING, visit(RISING, suicidal=True, effects=[sick("mania"), sick("headache")]), FRENCH)
    assert [item.code for item in told] == ["suicidal", "mania"]
    assert told[1].now == FRENCH("effects.effect.mania.alarm")


PATIENTS = demo.records(TODAY)
effects = st.builds(
    sick,
    st.sampled_from([entry.code for entry in catalogue.effects().effects]),
    st.integers(1, 3),
    st.sampled_from(["new", "same", "better", "gone"]),
)


@settings(max_examples=60, deadline=None)
@given(
    record=st.sampled_from(PATIENTS),
    found=st.fixed_dictionaries(
        {
            "effects": st.lists(effects, max_size=3),
            "drowsiness": st.none() | st.integers(0, 10),
            "craving": st.none() | st.integers(0, 10),
            "missed_days": st.none() | st.integers(0, 12),
            "taken_mg": st.none() | st.integers(0, 40).map(lambda n: Fraction(5 * n)),
            "suicidal": st.none() | st.booleans(),
        }
    ),
    later=st.integers(0, 60),
    policy=st.sampled_from(sorted(LIBRARY.policies)),
    language=st.sampled_from(LANGUAGES),
)
def test_every_offer_keeps_history_and_says_a_plan_or_a_reason(
    record: PatientRecord, found: dict[str, Any], later: int, policy: str, language: str
) -> None:
    today: date = TODAY + timedelta(later)
    made = offers(record, visit(record, today, **found), today, policy, Texts(language))
    for offer in made:
        assert (offer.plan is None) == bool(offer.reason), offer.code
        assert offer.label
        assert offer.source
        assert not offer.suggested or (offer.plan is not None and offer.why)
        if offer.plan is not None:
            issue = record.plan_in_force
            assert issue is not None
            assert keeps_history(issue, offer.plan, issue.day_of(today) or 0), offer.code
    assert CALM.id not in repr(made)
