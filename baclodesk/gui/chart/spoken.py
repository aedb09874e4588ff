"""The chart's sentences for readers: nothing is left to a glyph or a place on the screen. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import plan_words, wording
from baclodesk.services.texts import Texts


def summary(texts: Texts, plan: Plan, current: int | None, tablets_until: int | None = None) -> str:
    """Say the whole chart in one sentence, for readers.

    ``current`` is the place of today's stage (0-based), ``tablets_until`` the last day that the tablets cover.
    """
    if not plan.stages:
        return texts("chart.name.empty")
    doses = [stage.daily_mg for stage in plan.stages]
    tail = texts("chart.name.open_tail") if plan.is_open else ""
    if tablets_until is not None:
        tail += texts("chart_spoken.tablets_until", day=tablets_until)
    if current is not None:
        tail += texts("chart.name.current", stage=current + 1)
    return texts(
        "chart.name.summary",
        n=len(plan.stages),
        low=texts.mg(min(doses)),
        high=texts.mg(max(doses)),
        last=plan.closed_days,
        tail=tail,
    )


def stage_name(texts: Texts, plan: Plan, index: int) -> str:
    """Name a stage for readers: ``Stage 5, day 21 to day 29, 50 mg per day``."""
    found = wording.span_of(plan, index)
    if found.last_day is None:
        where = texts("chart.name.stage_open", first=found.first_day)
    else:
        where = texts("chart.name.stage_days", first=found.first_day, last=found.last_day)
    return texts("chart.name.stage", stage=index + 1, days=where, dose=texts.mg(plan.stages[index].daily_mg))


def stage_description(texts: Texts, plan: Plan, index: int, warnings: list[str]) -> str:
    """Describe a stage for readers: its length, what is taken when, what was found."""
    parts = [wording.days(texts, plan.stages[index].days), ", ".join(_intakes(texts, plan, index))]
    parts += filter(None, (plan_words.note(texts, plan.stages[index].note),))
    parts += [texts("chart_spoken.warning", text=warning) for warning in warnings]
    return "; ".join(parts)


def _intakes(texts: Texts, plan: Plan, index: int) -> Iterator[str]:
    single = plan.products[0] if len(plan.products) == 1 else None
    for time, mg in zip(plan.times_at(index), plan.stages[index].mg, strict=True):
        amount = texts.mg(mg) if single is None else tablets(texts, mg / single.strength_mg)
        yield f"{time.name} {amount}"


def tablets(texts: Texts, count: Fraction) -> str:
    """Say a number of tablets in words where a glyph would be read badly: ``1 and a half tablets``."""
    whole, rest = divmod(count, 1)
    if rest == 0:
        return wording.tablets(texts, count)
    if rest != Fraction(1, 2):
        return texts("chart_spoken.tablets", count=texts.number(count))
    return texts("chart_spoken.and_half", n=whole) if whole else texts("chart_spoken.half")
