"""Stays: neighbouring stages at one day dose, which count as one where a shortest stage binds.

Before a rise a stay lasts at least the rules' shortest stage. Here is told which stays a dose would make or part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .dose import ZERO
from .handles import STAGE_TOO_SHORT, Reason
from .plan import Plan, Stage
from .policy import Rules


def is_lifted(stage: Stage, code: str) -> bool:
    """Tell whether the doctor lifted the wall ``code`` on this stage."""
    return any(item.code == code for item in stage.exemptions)


def shortest_reason(rules: Rules, index: int) -> Reason:
    """Give the wall of the shortest stage at ``index``."""
    values = (("days", str(rules.shortest_days)),)
    return Reason(STAGE_TOO_SHORT, values, wall=True, stage=index + 1, owner=rules.shortest_owner)


def stay_around(plan: Plan, index: int) -> tuple[int, int]:
    """Give the first and last place of the neighbouring stages at the same day dose: together they are one stay."""
    here = plan.stages[index].daily_mg
    first = last = index
    while first and plan.stages[first - 1].daily_mg == here:
        first -= 1
    while last + 1 < len(plan.stages) and plan.stages[last + 1].daily_mg == here:
        last += 1
    return first, last


def is_stay_free(plan: Plan, stay: tuple[Stage, ...]) -> bool:
    """Tell whether no shortest length binds a stay: the doctor lifted it, or it goes on from before day 1."""
    goes_on = stay[0] is plan.stages[0] and plan.before_mg > 0 and plan.before_mg == stay[0].daily_mg
    return goes_on or any(is_lifted(stage, STAGE_TOO_SHORT) for stage in stay)


@dataclass(frozen=True, slots=True)
class _Stay:
    """Some days (None: open) at one dose; ``place`` is its last stage's, ``free``: no shortest stage binds it."""

    mg: Fraction
    days: int | None
    place: int
    free: bool


@dataclass(frozen=True, slots=True)
class MovedDose:
    """What becomes of the stays about a stage when its day dose moves.

    ``with_later``: every later dose but a pause moves by the same difference. ``lengthens``: with another dose the
    stage is given the shortest length where it needs it.
    """

    plan: Plan
    index: int
    shortest_days: int
    with_later: bool = False
    lengthens: bool = False

    def reach(self, *, up: bool, end_mg: Fraction) -> tuple[Fraction, int | None]:
        """Give the last dose on the way to ``end_mg`` that leaves no stay too short that is not so now.

        With it comes the place of the stay that stops it, None when nothing does. Between two doses of the neighbours
        the answer is the same everywhere, and at the dose of a neighbour never worse than just before it.
        """
        here = self.plan.stages[self.index].daily_mg
        now = self._too_short(here)
        ahead = {mg for mg in self._marks() if (here < mg < end_mg if up else end_mg < mg < here)}
        marks = [here, *sorted(ahead, reverse=not up), end_mg]
        for mark, following in pairwise(marks):
            for place, days in self._too_short((mark + following) / 2).items():
                if days < now.get(place, self.shortest_days):
                    return mark, place
        return end_mg, None

    def _marks(self) -> Iterator[Fraction]:
        stages = self.plan.stages
        yield stages[self.index - 1].daily_mg if self.index else self.plan.before_mg
        if self.index + 1 < len(stages) and not self.with_later:
            yield stages[self.index + 1].daily_mg

    def _too_short(self, mg: Fraction) -> dict[int, int]:
        """Give the days of every stay about the stage that is too short before a rise, by the place of its last."""
        stays, following = self._stays(mg)
        rises = [after.mg > before.mg for before, after in pairwise(stays)]
        rises.append(following is not None and following > stays[-1].mg)
        return {
            stay.place: stay.days
            for stay, rising in zip(stays, rises, strict=True)
            if rising and not stay.free and stay.days is not None and stay.days < self.shortest_days
        }

    def _stays(self, mg: Fraction) -> tuple[list[_Stay], Fraction | None]:
        """Give the stay before the stage, its own and the one after it, joined where equal, and the dose after them."""
        stages, index = self.plan.stages, self.index
        first = stay_around(self.plan, index - 1)[0] if index else 0
        last = stay_around(self.plan, index + 1)[1] if index + 1 < len(stages) else index
        moved = mg - stages[index].daily_mg
        stays: list[_Stay] = []
        for place in range(first, last + 1):
            one = self._alone(place, mg, moved)
            if stays and stays[-1].mg == one.mg:
                one = _joined(stays.pop(), one)
            stays.append(one)
        following = self._dose_of(last + 1, moved) if last + 1 < len(stages) else None
        return stays, following

    def _alone(self, place: int, mg: Fraction, moved: Fraction) -> _Stay:
        stage = self.plan.stages[place]
        dose = mg if place == self.index else self._dose_of(place, moved)
        days = stage.days
        if place == self.index and moved and self.lengthens and days is not None:
            days = max(days, self.shortest_days)
        goes_on = place == 0 and dose == self.plan.before_mg > ZERO
        return _Stay(dose, days, place, goes_on or is_lifted(stage, STAGE_TOO_SHORT))

    def _dose_of(self, place: int, moved: Fraction) -> Fraction:
        mg = self.plan.stages[place].daily_mg
        return mg + moved if mg and self.with_later and place > self.index else mg


def _joined(before: _Stay, after: _Stay) -> _Stay:
    days = None if before.days is None or after.days is None else before.days + after.days
    return _Stay(after.mg, days, after.place, before.free or after.free)
