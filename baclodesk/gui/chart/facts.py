"""What the chart asks of every stage again and again, worked out once per stage value. No Qt.

Stages are immutable and an edit keeps all untouched ones, so during a drag only the moved stage is worked out anew.
The sums are those of ``domain.schedule``; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from baclodesk.domain.chart_list import Item
from baclodesk.domain.dose import ZERO
from baclodesk.domain.plan import Plan, Stage
from baclodesk.domain.product import Product, Tablets, tablets_or_none
from baclodesk.domain.supplied import Supplied, covered_until
from baclodesk.services.plan_scale import Bar, Scale
from baclodesk.services.texts import Texts

_MOST_KEPT = 4000


@dataclass(frozen=True, slots=True)
class StageFact:
    """One stage: day dose exact and as a pixel-ready float, its words, tablets a day (None: not makeable)."""

    stage: Stage
    daily_mg: Fraction
    height_mg: float
    words: str
    tablets: Fraction | None
    by_product: Tablets | None


class Facts:
    """Remembers facts by the identity of the stage value; one per language and set of products."""

    def __init__(self, texts: Texts, products: tuple[Product, ...]) -> None:
        self.texts = texts
        self.products = products
        self._known: dict[int, StageFact] = {}
        self._totalled: list[tuple[Plan, Fraction]] = []
        self._supplied: list[tuple[Plan, Supplied, int | None]] = []
        self._row: tuple[Plan, list[StageFact]] | None = None
        self._once: dict[str, tuple[tuple[object, ...], list[Item]]] = {}

    def of(self, stage: Stage) -> StageFact:
        """Give the facts of a stage value."""
        fact = self._known.get(id(stage))
        if fact is None or fact.stage is not stage:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            fact = self._known[id(stage)] = self._work_out(stage)
        return fact

    def _work_out(self, stage: Stage) -> StageFact:
        daily = stage.daily_mg
        parts = [tablets_or_none(self.products, mg) for mg in stage.mg]
        by_product: Tablets | None = None
        if all(part is not None for part in parts):
            columns = zip(*(part for part in parts if part is not None), strict=True)
            by_product = tuple(sum(column, ZERO) for column in columns)
        tablets = None if by_product is None else sum(by_product, ZERO)
        return StageFact(stage, daily, float(daily), self.texts.number(daily), tablets, by_product)

    def row(self, plan: Plan) -> list[StageFact]:
        """Give the facts of all stages of a plan; the last plan's are at hand."""
        if self._row is None or self._row[0] is not plan:
            self._row = (plan, [self.of(stage) for stage in plan.stages])
        return self._row[1]

    def bars(self, plan: Plan, scale: Scale) -> list[Bar]:
        """Give the bars of all stages, edges on whole pixels."""
        bars, offset = [], 0
        per_day, left, first = scale.per_day, scale.left, scale.first
        base, per_mg, end = scale.base, scale.per_mg, scale.right
        x0 = round(left - first * per_day)
        for stage, fact in zip(plan.stages, self.row(plan), strict=True):
            y = round(base - fact.height_mg * per_mg)
            if stage.days is None:
                bars.append(Bar(x0, max(end, x0 + 24), y, open=True))
            else:
                offset += stage.days
                x1 = round(left + (offset - first) * per_day)
                bars.append(Bar(x0, x1, y))
                x0 = x1
        return bars

    def once(self, name: str, of: tuple[object, ...], make: Callable[[], list[Item]]) -> list[Item]:
        """Give what ``make`` lays out, made anew only when ``of``, all that it depends on, has changed."""
        known = self._once.get(name)
        if known is None or known[0] != of:
            known = self._once[name] = (of, make())
        return known[1]

    def total_tablets(self, plan: Plan) -> Fraction | None:
        """Give the tablets of all stages that have an end; None when a dose cannot be made."""
        for known, sum_of in self._totalled:
            if known is plan:
                return sum_of
        parts: dict[int, int] = {}  # whole numbers by denominator: exact, and quick enough for every step of a drag
        for stage in plan.stages:
            if stage.days is not None:
                tablets = self.of(stage).tablets
                if tablets is None:
                    return None
                below = tablets.denominator
                parts[below] = parts.get(below, 0) + stage.days * tablets.numerator
        total = sum((Fraction(number, below) for below, number in parts.items()), ZERO)
        self._totalled = [*self._totalled[-1:], (plan, total)]  # a drag asks for its base and for the preview
        return total

    def supply_until(self, plan: Plan, given: Supplied) -> int | None:
        """Give the last day that the tablets ``given`` cover, see ``domain.supplied``; the last plans' are at hand."""
        found = next((row for row in self._supplied if row[0] is plan and row[1] is given), None)
        if found is None:
            found = plan, given, covered_until(plan, given, lambda stage: self.of(stage).by_product)
        others = [row for row in self._supplied if row is not found]
        self._supplied = [*others[-1:], found]  # the base, asked for last, stays while a drag goes on
        return found[2]
