"""What a stop by rate and one by length would come to, and how they differ. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from baclodesk.domain import courses
from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import numbers, wording
from baclodesk.gui.chart.board import Board


@dataclass(frozen=True, slots=True)
class Stop:
    """A way down to nothing: its days, the day (number from 1) of the first 0 mg, the largest fall in mg a day."""

    days: int
    zero_day: int
    fall_mg: Fraction


def stop_of(plan: Plan, from_day: int) -> Stop:
    """Measure the end of a plan that comes down to nothing from ``from_day`` on."""
    spans = plan.spans()
    doses = [plan.before_mg, *(stage.daily_mg for stage in plan.stages)]
    falls = [doses[at] - doses[at + 1] for at, span in enumerate(spans) if span.first_day >= from_day]
    zero = spans[-1].first_day
    return Stop(zero - from_day, zero, max(falls))


class StopOutlook:
    """Says both ways down from ``day`` as they are typed, and the difference."""

    def __init__(self, board: Board, day: int, stage_days: int) -> None:
        self._board, self._day, self._stage_days = board, day, stage_days

    def sentences(self, typed: Mapping[str, str]) -> tuple[str, str, str]:
        """Give what stopping by rate comes to, by length, and the difference; empty where something cannot be read."""
        step, every, over = (numbers.read(typed[name]) for name in ("step", "every", "over"))
        day = self._day
        by_rate = by_length = None
        if step is not None and every is not None and every >= 1:
            by_rate = self._made(lambda plan: courses.stop_by_rate(plan, day, step, int(every)))
        if over is not None and over >= 1:
            by_length = self._made(lambda plan: courses.stop_by_length(plan, day, int(over), self._stage_days))
        return self._said(by_rate), self._said(by_length), self._difference(by_rate, by_length)

    def _made(self, make: Callable[[Plan], Plan]) -> Stop | None:
        plan = self._board.plan
        try:
            return None if plan is None else stop_of(make(plan), self._day)
        except DomainError:
            return None

    def _said(self, stop: Stop | None) -> str:
        if stop is None:
            return ""
        texts = self._board.texts
        last = wording.day(texts, stop.zero_day)
        days = wording.days(texts, stop.days)
        return texts("chart_more.stop_way", day=last, days=days, mg=texts.mg(stop.fall_mg))

    def _difference(self, one: Stop | None, two: Stop | None) -> str:
        if one is None or two is None or one.days == two.days:
            return ""
        texts = self._board.texts
        key = "longer" if one.days > two.days else "shorter"
        return texts(f"chart_more.stop_{key}", days=wording.days(texts, abs(one.days - two.days)))
