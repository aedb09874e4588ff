"""Each number of each policy: at it, just below it, just above it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.checks import blocks_issue, check_plan, check_schedule
from baclodesk.domain.checks_plan import easter_sunday, months_between
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import Exemption, IntakeTime, Plan, Stage
from baclodesk.domain.policy import LineKind, Policy, Rules
from baclodesk.domain.product import Product, is_makeable
from baclodesk.domain.schedule import Intake, Schedule, of_plan
from baclodesk.domain.split import propose
from baclodesk.services.library import Library
from tests.conftest import FIXTURES

from .plan_strategies import full_plans

LIBRARY = Library.load()
NUMBERS = LIBRARY.numbers
SCHEDULES = {case["id"]: case for case in json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))}
FIVE = Product("five", Fraction(5), 2)
SIX_TIMES = tuple(IntakeTime(f"time {n}") for n in range(6))
MONDAY = date(2027, 3, 1)
HALF = Fraction(5, 2)
"""The smallest step of a dose in these tests."""

POLICIES = list(LIBRARY.policies.values())
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)


def ladder(
    *stages: tuple[Fraction | int, int | None],
    before: Fraction | int = 0,
    scheme: str = "",
    times: tuple[IntakeTime, ...] = SIX_TIMES,
    products: tuple[Product, ...] = (FIVE,),
) -> Plan:
    made = tuple(
        Stage(n, days, propose(products, Fraction(mg), len(times))) for n, (mg, days) in enumerate(stages, start=1)
    )
    return Plan(MONDAY, products, times, made, scheme=scheme, before_mg=Fraction(before))


def found(plan: Plan, policy: Policy | str = "guide", code: str = "", today: date | None = None) -> list[Finding]:
    name = policy if isinstance(policy, str) else policy.id
    every = check_plan(plan, LIBRARY.rules_for(plan, name), NUMBERS, today=today)
    return [item for item in every if item.code == code] if code else list(every)


def codes(items: Sequence[Finding]) -> set[str]:
    return {item.code for item in items}


def value(item: Finding, name: str) -> str:
    return dict(item.values)[name]


# ── start ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@each_policy
def test_day_1_may_begin_with_the_highest_start_but_not_above_it(policy: Policy) -> None:
    top = policy.start_high_mg
    for dose in (top - HALF, top):
        assert found(ladder((dose, 9), (dose + HALF, None)), policy, "start_above_policy") == []
    (item,) = found(ladder((top + HALF, 9), (top + 5, None)), policy, "start_above_policy")
    assert (item.severity, item.stage, item.day) == (Severity.STOP, 1, 1)
    assert dict(item.values)["most_mg"] == str(top)


def test_one_high_dose_and_nothing_else_is_a_start() -> None:
    assert codes(found(ladder((100, None)))) >= {"start_above_policy"}


def test_a_plan_that_only_falls_is_asked_what_was_taken_before() -> None:
    falling = ladder((60, 5), (50, 5), (40, None))
    assert codes(found(falling)) == {"before_dose_missing"}
    assert found(replace(falling, before_mg=Fraction(65))) == []


def test_a_plan_that_falls_and_rises_again_is_a_start() -> None:
    assert "start_above_policy" in codes(found(ladder((60, 5), (50, 7), (60, None))))


def test_after_an_earlier_dose_day_1_is_a_rise_like_any_other() -> None:
    assert found(ladder((80, None), before=60)) == found(ladder((80, None), before=60), code="cohort")
    (item,) = found(ladder((80, None), before=Fraction(115, 2)), code="rise_too_large")
    assert (item.stage, value(item, "from_mg"), value(item, "to_mg")) == (1, "57.5", "80")


# ── pace ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@each_policy
def test_a_rise_may_be_as_large_as_the_policy_says_and_no_larger(policy: Policy) -> None:
    rise = policy.largest_rise_mg
    for step in (rise - HALF, rise):
        assert found(ladder((10, 9), (10 + step, None)), policy, "rise_too_large") == []
    (item,) = found(ladder((10, 9), (10 + rise + HALF, None)), policy, "rise_too_large")
    assert (item.severity, item.stage, item.day) == (Severity.STOP, 2, 10)


@each_policy
def test_a_stage_before_a_rise_is_as_long_as_the_policy_says(policy: Policy) -> None:
    least = policy.shortest_days
    for days in (least, least + 1):
        assert found(ladder((10, days), (15, None)), policy, "stage_too_short") == []
    (item,) = found(ladder((10, least - 1), (15, None)), policy, "stage_too_short")
    assert (item.severity, item.stage, item.day) == (Severity.STOP, 1, 1)
    assert (value(item, "n"), value(item, "least")) == (str(least - 1), str(least))


@pytest.mark.parametrize(
    ("scheme", "least"), [("consensus", 5), ("gentle", 3), ("fast", 3), ("neurological", 3), ("label", 3), ("", 5)]
)
def test_a_schemes_own_shortest_stage_goes_before_the_policys(scheme: str, least: int) -> None:
    assert found(ladder((10, least), (15, None), scheme=scheme), code="stage_too_short") == []
    assert len(found(ladder((10, least - 1), (15, None), scheme=scheme), code="stage_too_short")) == 1


def test_a_stage_may_be_short_before_a_fall_and_at_the_end() -> None:
    assert found(ladder((15, 9), (20, 1), (15, 7), (20, 9), (25, 1)), code="stage_too_short") == []


def test_neighbouring_stages_at_one_dose_count_as_one_stay() -> None:
    assert found(ladder((10, 2), (10, 3), (15, None)), code="stage_too_short") == []
    (item,) = found(ladder((5, 9), (10, 2), (10, 2), (15, None)), code="stage_too_short")
    assert (item.stage, item.day, value(item, "n")) == (3, 10, "4")


def test_a_first_stage_at_the_dose_taken_before_may_be_short() -> None:
    assert found(ladder((30, 1), (40, None), before=30), code="stage_too_short") == []
    assert len(found(ladder((30, 1), (40, None), before=20), code="stage_too_short")) == 1


# ── falls ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@each_policy
def test_a_fall_within_two_days_may_be_as_large_as_the_policy_says(policy: Policy) -> None:
    code = "fall_fast" if policy.id == "guide" else "fall_too_fast"
    severity = Severity.NOTE if policy.id == "guide" else Severity.CAUTION
    most = policy.fall_per_two_days_mg
    for fall in (most - HALF, most):
        assert found(ladder((60 - fall, None), before=60), policy, code) == []
    (item,) = found(ladder((60 - most - HALF, None), before=60), policy, code)
    assert (item.severity, item.stage) == (severity, 1)


def test_daily_falls_are_added_over_two_days() -> None:
    assert found(ladder((50, 2), (35, 2), (20, None), before=60), "uk", "fall_too_fast") == []
    (item,) = found(ladder((50, 1), (40, 1), (30, None), before=60), "uk", "fall_too_fast")
    assert (item.stage, value(item, "mg")) == (2, "20")
    (item,) = found(ladder((50, 1), (40, None), before=60), "uk", "fall_too_fast")
    assert item.stage == 2
    assert found(ladder((50, 3), (40, None), before=60), "uk", "fall_too_fast") == []


def test_a_row_of_fast_falls_is_told_once_with_its_largest() -> None:
    (item,) = found(ladder((80, 3), (40, 3), (20, 3), (10, None), before=100), "uk", "fall_too_fast")
    assert (item.stage, value(item, "mg")) == (1, "40")


def test_a_later_row_of_fast_falls_is_told_again() -> None:
    items = found(ladder((80, 3), (75, 3), (50, None), before=100), "uk", "fall_too_fast")
    assert [item.stage for item in items] == [1, 3]


@pytest.mark.parametrize(("last", "stops"), [(Fraction(25, 2), 0), (15, 0), (Fraction(35, 2), 1)])
def test_no_more_than_15_mg_goes_to_nothing_in_one_step(last: Fraction, stops: int) -> None:
    items = found(ladder((last, 20), (0, None), before=20), code="abrupt_stop")
    assert [item.stage for item in items] == [2] * stops
    assert all(item.severity is Severity.STOP for item in items)


@pytest.mark.parametrize("before", [15, 20])
def test_nothing_from_day_1_on_is_a_stop_too(before: int) -> None:
    assert len(found(ladder((0, None), before=before), code="abrupt_stop")) == (before > 15)


@pytest.mark.parametrize(("days", "cautions"), [(9, 1), (10, 0), (11, 0)])
def test_a_stop_under_the_guide_takes_ten_days(days: int, cautions: int) -> None:
    plan = ladder((60, 9), (30, days - 3), (10, 3), (0, None), before=60)
    items = found(plan, code="stop_too_short")
    assert [(item.severity, item.stage, value(item, "n")) for item in items] == [
        (Severity.CAUTION, 4, str(days))
    ] * cautions
    assert found(plan, "uk", "stop_too_short") == []


@pytest.mark.parametrize(("days", "cautions"), [(9, 1), (10, 0)])
def test_a_stop_written_alone_counts_from_its_first_day(days: int, cautions: int) -> None:
    assert len(found(ladder((30, days - 3), (10, 3), (0, None)), code="stop_too_short")) == cautions


def test_the_way_down_begins_after_the_last_rise() -> None:
    (item,) = found(ladder((10, 30), (15, 30), (10, 4), (0, None)), code="stop_too_short")
    assert value(item, "n") == "4"


# ── ceilings ───────────────────────────────────────────────────────────────────────────────────────────────────────

LINES = [(policy, line) for policy in POLICIES for line in policy.lines]


@pytest.mark.parametrize(("policy", "line"), LINES, ids=[f"{p.id}-{line.mg}" for p, line in LINES])
def test_each_line_may_be_reached_but_not_passed_without_a_reason(policy: Policy, line: Any) -> None:
    code = "dose_above_last_line" if line.kind is LineKind.LAST else "dose_above_line"
    item_code = "" if line.kind is LineKind.LAST else line.kind.value
    for dose in (line.mg - HALF, line.mg):
        assert [x for x in found(ladder((dose, None)), policy, code) if x.item == item_code] == []
    (item,) = [x for x in found(ladder((line.mg + HALF, None)), policy, code) if x.item == item_code]
    assert (item.severity, item.stage) == (Severity.STOP, 1)
    assert value(item, "line_mg") == str(line.mg)


def test_the_consensus_plan_passes_three_lines_of_the_guide_each_told_once() -> None:
    items = found(plan_from_dict(SCHEDULES["C01"]["plan"]), code="dose_above_line")
    assert [(item.stage, item.day, item.item) for item in items] == [
        (9, 41, "reason"), (12, 56, "second_opinion"), (15, 71, "collegial"),
    ]  # fmt: skip
    assert len({item.key for item in items}) == 3


def test_two_lines_passed_at_once_keep_two_keys() -> None:
    items = found(ladder((60, 9), (140, None), before=60), code="dose_above_line")
    assert {item.key for item in items} == {"dose_above_line@2/reason", "dose_above_line@2/second_opinion"}


@pytest.mark.parametrize(("mg", "codes_"), [(40, []), (Fraction(85, 2), ["intake_high"]),
    (Fraction(195, 2), ["intake_high"]), (100, ["intake_very_high"]), (105, ["intake_very_high"])])  # fmt: skip
def test_a_single_intake_is_large_above_40_and_too_large_from_100(mg: Fraction, codes_: list[str]) -> None:
    items = [x for x in found(ladder((mg, None), times=SIX_TIMES[:1])) if x.code.startswith("intake_")]
    assert [item.code for item in items] == codes_
    assert all(value(item, "time") == "time 0" for item in items)


def test_a_large_intake_is_told_where_it_begins_and_again_after_it_was_given_up() -> None:
    plan = ladder((50, 9), (55, 9), (30, 9), (50, 9), (100, None), before=50, times=SIX_TIMES[:1])
    every = [x for x in found(plan) if x.code.startswith("intake_")]
    assert sorted((x.stage, x.code) for x in every) == [
        (1, "intake_high"), (4, "intake_high"), (5, "intake_very_high"),
    ]  # fmt: skip


@pytest.mark.parametrize(("mg", "told"), [(75, set()), (Fraction(155, 2), {"cohort"}), (180, {"cohort"}),
    (Fraction(365, 2), {"cohort", "cohort_high"})])  # fmt: skip
def test_the_cohort_figures_are_told_above_75_and_above_180_mg(mg: Fraction, told: set[str]) -> None:
    assert codes(found(ladder((mg, None)))) & {"cohort", "cohort_high"} == told


def test_a_plan_that_ends_on_a_dose_asks_what_follows() -> None:
    (item,) = found(ladder((10, 9), (15, 9)), code="ends_above_nothing")
    assert (item.severity, item.stage, item.day, value(item, "n")) == (Severity.NOTE, 2, 18, "18")
    assert found(ladder((10, 9), (0, 9)), code="ends_above_nothing") == []
    assert found(ladder((10, None)), code="ends_above_nothing") == []


# ── tablets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dose_that_cannot_be_made_is_refused_with_its_neighbours() -> None:
    plan = replace(ladder((10, None), times=SIX_TIMES[:2]), stages=(Stage(1, None, (Fraction(6), Fraction(5))),))
    (item,) = found(plan, code="not_makeable")
    assert (item.severity, item.stage, item.item) == (Severity.REFUSE, 1, "1")
    assert dict(item.values) == {"mg": "6", "lower_mg": "5", "upper_mg": "7.5", "time": "time 0"}


def test_half_of_a_tablet_that_does_not_divide_is_refused_by_name() -> None:
    whole = (Product("whole", Fraction(10), 1),)
    plan = replace(ladder((10, None), times=SIX_TIMES[:1], products=whole), stages=(Stage(1, None, (Fraction(15),)),))
    assert codes(found(plan)) >= {"half_not_allowed"}
    assert "not_makeable" not in codes(found(plan))


def test_two_products_with_one_name_are_refused() -> None:
    plan = ladder((10, None))
    twice = replace(plan, products=(FIVE, Product(" FIVE ", Fraction(10), 2)))
    (item,) = found(twice, code="same_name")
    assert (item.severity, item.item) == (Severity.REFUSE, "2")


@given(full_plans())
def test_just_the_intakes_that_cannot_be_made_are_refused(plan: Plan) -> None:
    wanted = {
        (number, str(place))
        for number, stage in enumerate(plan.stages, start=1)
        for place, mg in enumerate(stage.mg, start=1)
        if not is_makeable(plan.products, mg)
    }
    refused = [x for x in found(plan) if x.code in ("not_makeable", "half_not_allowed")]
    assert {(item.stage, item.item) for item in refused} == wanted


# ── calendar ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "policy", "code"),
    [
        (date(2027, 3, 5), "guide", ""),
        (date(2027, 3, 6), "guide", "weekend_start"),
        (date(2027, 3, 7), "uk", "weekend_start"),
        (date(2027, 3, 8), "guide", ""),
        (date(2027, 7, 14), "guide", "holiday_start"),
        (date(2027, 7, 14), "uk", ""),
        (date(2027, 3, 29), "guide", "holiday_start"),
        (date(2027, 5, 6), "germany", "holiday_start"),
        (date(2027, 3, 26), "uk", "holiday_start"),
        (date(2027, 3, 26), "guide", ""),
        (date(2027, 7, 5), "usa", ""),
        (date(2027, 12, 25), "usa", "holiday_start"),
    ],
)
def test_a_start_on_a_weekend_or_a_holiday_is_noted(start: date, policy: str, code: str) -> None:
    plan = replace(ladder((10, None)), start=start)
    assert codes(found(plan, policy)) & {"weekend_start", "holiday_start"} == ({code} if code else set())


def test_a_plan_without_a_start_has_no_calendar() -> None:
    assert found(replace(ladder((10, None)), start=None)) == []


@pytest.mark.parametrize(
    "easter", ["2000-04-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18"]
)
def test_easter_falls_where_the_calendar_has_it(easter: str) -> None:
    assert easter_sunday(int(easter[:4])).isoformat() == easter


def test_rules_checked_a_year_ago_are_old() -> None:
    plan, checked = ladder((10, None)), LIBRARY.policies["guide"].checked
    anniversary = checked.replace(year=checked.year + 1)
    assert found(plan, today=anniversary - timedelta(days=1)) == []
    assert codes(found(plan, today=anniversary)) == {"rules_stale"}
    assert found(plan) == []


@pytest.mark.parametrize(
    ("later", "months"),
    [("2026-11-21", -1), ("2026-11-22", 0), ("2026-12-21", 0), ("2027-11-21", 11), ("2027-11-22", 12)],
)
def test_months_are_counted_whole(later: str, months: int) -> None:
    assert months_between(date(2026, 11, 22), date.fromisoformat(later)) == months


# ── order, exemptions, rows ────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_plan_has_nothing_to_find() -> None:
    assert found(ladder()) == []


@given(full_plans(), st.sampled_from([policy.id for policy in POLICIES]))
def test_findings_come_worst_first_and_point_into_the_plan(plan: Plan, policy: str) -> None:
    items = found(plan, policy)
    assert [item.severity for item in items] == sorted((item.severity for item in items), reverse=True)
    assert len({item.key for item in items}) == len(items)
    assert all(item.stage is None or 1 <= item.stage <= len(plan.stages) for item in items)


def test_an_exemption_on_the_stage_answers_its_stop_but_never_a_refusal() -> None:
    reason = tuple(Exemption(code, "seen", "Dr", MONDAY) for code in ("dose_above_line", "not_makeable"))
    plan = ladder((10, 9), (90, None), before=80)
    exempt = plan.with_stages([plan.stages[0], replace(plan.stages[1], exemptions=reason)])
    (stop,) = found(exempt, code="dose_above_line")
    assert stop.answered
    assert stop.severity is Severity.STOP
    (rise,) = found(exempt, code="rise_too_large")
    assert not rise.answered
    broken = exempt.with_stages([exempt.stages[0], replace(exempt.stages[1], mg=(Fraction(6),) * 6)])
    assert [item.answered for item in found(broken, code="not_makeable")] == [False] * 6


def test_what_stands_in_the_way_of_issue_is_what_nobody_has_answered() -> None:
    plan = ladder((10, 9), (50, 9), (95, None), times=SIX_TIMES[:2])
    every = check_plan(plan, LIBRARY.rules_for(plan, "guide"), NUMBERS)
    assert codes(blocks_issue(every)) == {"rise_too_large", "dose_above_line", "intake_high"}
    ticked = [item.key for item in every if item.code != "dose_above_line"]
    assert codes(blocks_issue(every, ticked)) == {"dose_above_line"}
    refusal = (Finding("not_makeable", Severity.REFUSE, 1),)
    assert blocks_issue(refusal, ["not_makeable@1"]) == refusal


@given(full_plans(makeable=True))
def test_an_honest_schedule_passes_the_last_look(plan: Plan) -> None:
    assert check_schedule(plan, of_plan(plan), NUMBERS) == ()


def schedule_with(change: dict[str, Any], plan: Plan) -> Schedule:
    schedule = of_plan(plan)
    return replace(schedule, rows=(replace(schedule.rows[0], **change), *schedule.rows[1:]))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first_day": 2, "start": date(2027, 3, 2)}, "stages_apart"),
        ({"last_day": 4}, "stages_apart"),
        ({"number": 9}, "outside_plan"),
        ({"intakes": ()}, "outside_plan"),
        ({"stage": Stage(1, 9, (Fraction(5),))}, "outside_plan"),
        ({"start": date(2027, 3, 2)}, "outside_plan"),
        ({"intakes": (Intake(SIX_TIMES[0], Fraction(10), (Fraction(3),)),)}, "tablets_sum"),
    ],
)
def test_a_schedule_that_departs_from_its_plan_is_caught(change: dict[str, Any], code: str) -> None:
    plan = ladder((10, 9), (15, None), times=SIX_TIMES[:1])
    caught = check_schedule(plan, schedule_with(change, plan), NUMBERS)
    assert codes(caught) == {code}
    assert {item.severity for item in caught} == {Severity.REFUSE}


def test_a_schedule_with_a_row_missing_is_caught() -> None:
    plan = ladder((10, 9), (15, None))
    schedule = of_plan(plan)
    assert codes(check_schedule(plan, replace(schedule, rows=schedule.rows[:1]), NUMBERS)) == {"stages_apart"}


def test_what_cannot_be_made_is_left_to_the_check_of_the_plan() -> None:
    plan = replace(ladder((10, None), times=SIX_TIMES[:1]), stages=(Stage(1, None, (Fraction(6),)),))
    assert check_schedule(plan, of_plan(plan), NUMBERS) == ()


@each_policy
def test_rules_for_a_plan_join_policy_and_scheme(policy: Policy) -> None:
    rules = LIBRARY.rules_for(None, policy.id)
    assert rules == Rules(policy, policy.shortest_days, Fraction(10), Fraction(100), Fraction(20))
    assert policy.last_line_mg == policy.lines[-1].mg
    assert policy.name("en") == policy.name("xx")


WANTED = {
    "C01": {"dose_above_line", "intake_high", "cohort", "cohort_high"},
    "C02": {"dose_above_line", "intake_high", "cohort", "cohort_high"},
    "C03": {"dose_above_line", "intake_high", "cohort", "cohort_high"},
    "C04": {"dose_above_line", "cohort"},
    "C05": {"dose_above_line", "abrupt_stop", "fall_fast", "before_dose_missing", "cohort"},
    "C06": {"dose_above_line", "start_above_policy", "cohort"},
    "C07": {"start_above_policy"},
    "C09": {"stage_too_short", "ends_above_nothing"},
    "C10": {"stage_too_short"},
    "C13": {"dose_above_line", "intake_very_high", "before_dose_missing", "cohort"},
    "C14": {"intake_high", "before_dose_missing"},
    "C15": {"stage_too_short", "ends_above_nothing"},
}


@pytest.mark.parametrize("name", WANTED)
def test_the_real_baclofen_schedules_give_just_these_findings_under_the_guide(name: str) -> None:
    assert codes(found(plan_from_dict(SCHEDULES[name]["plan"]))) == WANTED[name]
