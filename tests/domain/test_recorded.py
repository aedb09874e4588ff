"""What visits told of the days between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from baclodesk.domain.recorded import Recorded, Taking, recorded_days
from baclodesk.domain.visit import Visit

from .edit_plans import ladder

PLAN = ladder()


def on(day: int, **found: object) -> Visit:
    assert PLAN.start is not None
    return Visit(str(day), PLAN.start + timedelta(days=day - 1), **found)  # type: ignore[arg-type]


def test_each_visit_tells_of_the_days_since_the_one_before() -> None:
    visits = [
        on(21, missed_days=7),
        on(6, taken_mg=Fraction(10)),
        on(11, taken_mg=Fraction(15), missed_days=1),
        on(14),
    ]
    assert list(recorded_days(PLAN, visits, 30)) == [
        Recorded(1, 5, Taking.TAKEN, Fraction(10)),
        Recorded(6, 10, Taking.SOME, Fraction(15)),
        Recorded(11, 13, Taking.UNRECORDED),
        Recorded(14, 20, Taking.MISSED),
        Recorded(21, 29, Taking.UNRECORDED),
    ]


def test_more_days_missed_than_there_were_are_all_of_them_and_none_missed_is_taken() -> None:
    assert [one.taking for one in recorded_days(PLAN, [on(4, missed_days=9)], 4)] == [Taking.MISSED]
    assert list(recorded_days(PLAN, [on(4, missed_days=0)], 4)) == [Recorded(1, 3, Taking.TAKEN)]


def test_visits_outside_the_days_gone_tell_nothing_of_them() -> None:
    early, late, first = on(-3, missed_days=0), on(12, missed_days=0), on(1, missed_days=0)
    assert list(recorded_days(PLAN, [early, first, late], 8)) == [Recorded(1, 8, Taking.TAKEN)]
    assert list(recorded_days(PLAN, [], 1)) == []
    undated = replace(PLAN, start=None)
    assert list(recorded_days(undated, [Visit("x", date(2027, 3, 9), missed_days=0)], 30)) == []


def test_what_was_told_goes_beyond_the_plan_only_where_it_is_more_than_the_dose_of_the_visit() -> None:
    (as_planned,) = recorded_days(PLAN, [on(12, taken_mg=Fraction(30), planned_mg=Fraction(30))], 12)
    assert not as_planned.beyond
    assert [as_planned.taken_of(Fraction(mg)) for mg in (10, 20, 30)] == [10, 20, 30]
    (less,) = recorded_days(PLAN, [on(12, taken_mg=Fraction(15))], 12)
    assert [less.taken_of(Fraction(mg)) for mg in (10, 20, 30)] == [10, 15, 15]
    (more,) = recorded_days(PLAN, [on(12, taken_mg=Fraction(50))], 12)
    assert more.beyond
    assert more.taken_of(Fraction(30)) == 50
    ended = ladder((10,), 5, is_open=False)
    assert next(recorded_days(ended, [on(9, taken_mg=Fraction(10))], 9)).beyond


def test_missed_and_unrecorded_days_took_nothing_and_untold_ones_the_plan() -> None:
    assert Recorded(1, 2, Taking.MISSED).taken_of(Fraction(10)) == 0
    assert Recorded(1, 2, Taking.UNRECORDED).taken_of(Fraction(10)) == 0
    assert Recorded(1, 2, Taking.TAKEN).taken_of(Fraction(10)) == 10
