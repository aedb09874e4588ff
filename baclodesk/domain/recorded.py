"""What visits recorded about the days between them: taken, some missed, none taken, or nothing recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from .dose import ZERO
from .plan import Plan
from .visit import Visit


class Taking(StrEnum):
    """How a stretch of days was taken."""

    TAKEN = "taken"
    SOME = "taken.some"
    MISSED = "missed"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The days from ``first_day`` to ``last_day`` (numbers from 1), and the day dose taken in mg where it was told.

    ``beyond``: that dose was more than the one planned at the visit; else no day of the stretch had more than planned.
    """

    first_day: int
    last_day: int
    taking: Taking = field(repr=False)
    mg: Fraction | None = field(default=None, repr=False)
    beyond: bool = field(default=False, repr=False)

    def taken_of(self, planned_mg: Fraction) -> Fraction:
        """Give the dose taken, in mg, on a day with that dose planned."""
        if self.taking in (Taking.MISSED, Taking.UNRECORDED):
            return ZERO
        if self.mg is None:
            return planned_mg
        return self.mg if self.beyond else min(self.mg, planned_mg)


def recorded_days(plan: Plan, visits: Iterable[Visit], until: int) -> Iterator[Recorded]:
    """Give what each visit told about the days since the one before it, in order, up to day ``until``.

    The day of a visit belongs to the next stretch; ``until`` itself is not over yet. A plan without a start has none.
    """
    from_day = 1
    for visit in sorted(visits, key=lambda visit: visit.on):
        day = plan.day_of(visit.on)
        if day is None or day < from_day:
            continue
        last = min(day - 1, until)
        stretch = last - from_day + 1
        if stretch > 0:
            yield _recorded(plan, visit, from_day, last)
        from_day = max(from_day, day)
    if plan.start is not None and from_day < until:
        yield Recorded(from_day, until - 1, Taking.UNRECORDED)


def _recorded(plan: Plan, visit: Visit, first: int, last: int) -> Recorded:
    if visit.taken_mg is None and visit.missed_days is None:
        return Recorded(first, last, Taking.UNRECORDED)
    missed = visit.missed_days or 0
    if missed > last - first:
        return Recorded(first, last, Taking.MISSED)
    taking = Taking.SOME if missed else Taking.TAKEN
    beyond = visit.taken_mg is not None and visit.taken_mg > _planned(plan, visit, last)
    return Recorded(first, last, taking, visit.taken_mg, beyond)


def _planned(plan: Plan, visit: Visit, day: int) -> Fraction:
    """Give the dose planned at the visit, else that of the day before it; 0 after a closed end."""
    index = plan.stage_index_on(day)
    if visit.planned_mg is not None:
        return visit.planned_mg
    return ZERO if index is None else plan.stages[index].daily_mg
