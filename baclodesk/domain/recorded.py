"""What visits recorded about the days between them: taken, some missed, none taken, or nothing recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

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
    """The days from ``first_day`` to ``last_day`` (numbers from 1), and the day dose taken in mg where it was told."""

    first_day: int
    last_day: int
    taking: Taking = field(repr=False)
    mg: Fraction | None = field(default=None, repr=False)


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
            yield Recorded(from_day, last, *_taking(visit, stretch))
        from_day = max(from_day, day)
    if plan.start is not None and from_day < until:
        yield Recorded(from_day, until - 1, Taking.UNRECORDED)


def _taking(visit: Visit, stretch: int) -> tuple[Taking, Fraction | None]:
    if visit.taken_mg is None and visit.missed_days is None:
        return Taking.UNRECORDED, None
    missed = visit.missed_days or 0
    if missed == 0:
        return Taking.TAKEN, visit.taken_mg
    return (Taking.MISSED, None) if missed >= stretch else (Taking.SOME, visit.taken_mg)
