"""An intake before the hour of the strongest craving: which one moves, from which day on, and when none does."""

from __future__ import annotations

from fractions import Fraction

import pytest

from baclodesk.domain.courses import keeps_history
from baclodesk.domain.errors import EditError
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.timing import clock_of, hour_of, in_order_of_day, is_covered, place_to_move, taken_before

from .edit_plans import TABLET

TWO, FOUR = Fraction(2), Fraction(4)
DAY = (IntakeTime("8 h", "08:00"), IntakeTime("13 h", "13:00"), IntakeTime("18 h", "18:00"), IntakeTime("coucher"))


def plan(*stages: Stage, times: tuple[IntakeTime, ...] = DAY) -> Plan:
    return Plan(None, (TABLET,), times, stages)


def stage(uid: int, days: int | None, mg: int = 10, times: tuple[IntakeTime, ...] | None = None) -> Stage:
    return Stage(uid, days, (Fraction(mg),) * 4, times=times)


def moved(of: Plan, day: int, hour: str) -> Plan:
    return taken_before(of, day, Fraction(hour), TWO, FOUR, lambda clock: f"at {clock}")


def clocks(of: Plan, index: int) -> list[str | None]:
    return [item.at for item in of.times_at(index)]


@pytest.mark.parametrize(
    ("hour", "covered"), [("14.9", False), ("15", True), ("17", True), ("17.1", False), ("12", True), ("12.1", False)]
)
def test_an_hour_is_covered_from_two_to_four_hours_after_an_intake(hour: str, covered: bool) -> None:
    assert is_covered(DAY, Fraction(hour), TWO, FOUR) is covered


def test_an_intake_in_the_evening_covers_an_hour_after_midnight() -> None:
    late = (IntakeTime("22 h", "22:00"),)
    assert is_covered(late, Fraction(1), TWO, FOUR)
    assert not is_covered((IntakeTime("coucher"),), Fraction(1), TWO, FOUR)


def test_the_nearest_intake_moves_and_takes_the_name_of_its_new_hour() -> None:
    before = plan(stage(1, 5), stage(2, None))
    after = moved(before, 1, "18.5")
    assert clocks(after, 0) == ["08:00", "13:00", "16:30", None]
    assert [item.name for item in after.times] == ["8 h", "13 h", "at 16:30", "coucher"]
    assert [item.mg for item in after.stages] == [item.mg for item in before.stages]
    assert after.stages[1].times is None


def test_a_name_without_a_figure_stays() -> None:
    times = (IntakeTime("matin", "08:00"), IntakeTime("soir", "20:00"))
    after = moved(Plan(None, (TABLET,), times, (Stage(1, None, (Fraction(10),) * 2),)), 1, "19")
    assert after.times == (IntakeTime("matin", "08:00"), IntakeTime("soir", "17:00"))


def test_only_the_days_to_come_change() -> None:
    before = plan(stage(1, 5), stage(2, 5, 20), stage(3, None, 30))
    after = moved(before, 8, "18.5")
    assert [(item.days, item.times is not None) for item in after.stages] == [
        (5, False), (2, False), (3, True), (None, False)
    ]  # fmt: skip
    assert keeps_history(before, after, 7)


def test_a_stage_that_has_such_an_intake_stays_as_it_is() -> None:
    late = (*DAY[:2], IntakeTime("15 h 30", "15:30"), DAY[3])
    after = moved(plan(stage(1, 5), stage(2, None, times=late)), 1, "18.5")
    assert clocks(after, 0) == ["08:00", "13:00", "16:30", None]
    assert after.times_at(1) == late


def test_nothing_moves_where_nothing_has_to() -> None:
    with pytest.raises(EditError) as told:
        moved(plan(stage(1, None)), 1, "16")
    assert told.value.code == "edit.hour_covered"


def test_the_nearest_intake_is_chosen_and_the_order_of_the_day_stays() -> None:
    close = (IntakeTime("a", "10:00"), IntakeTime("b", "10:30"), IntakeTime("coucher"))
    assert place_to_move(close, Fraction(16)) == 1
    assert place_to_move(close, Fraction(7)) == 0
    assert place_to_move(close, Fraction(-14)) == 0, "ten o’clock of the day before"


def test_a_stage_without_clock_times_stays_as_it_is() -> None:
    only_names = (IntakeTime("lever"), IntakeTime("repas"), IntakeTime("soir"), IntakeTime("coucher"))
    after = moved(plan(stage(1, 5), stage(2, None, times=only_names)), 1, "18.5")
    assert clocks(after, 0)[2] == "16:30"
    assert after.times_at(1) == only_names


def test_hours_and_clocks_are_the_same_both_ways() -> None:
    assert clock_of(Fraction("16.5")) == "16:30"
    assert clock_of(Fraction(-1)) == "23:00"
    assert hour_of("16:30") == Fraction("16.5")


def test_times_stand_by_the_clock_and_those_without_one_keep_their_place() -> None:
    late, early, bed, noon = (
        IntakeTime("late", "20:00"),
        IntakeTime("early", "06:30"),
        IntakeTime("bed"),
        IntakeTime("noon", "12:00"),
    )
    assert in_order_of_day((late, bed, early, noon)) == (2, 1, 3, 0)
    assert in_order_of_day((bed, late)) == (0, 1)
    assert in_order_of_day(()) == ()
