"""The one schedule: screen, table, PDF and export all read these rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .dose import ZERO, added
from .plan import IntakeTime, Plan, Stage
from .product import Product, Tablets, tablets_or_none


@dataclass(frozen=True, slots=True)
class Intake:
    """One time of one day: the dose in mg, and the tablets of each product (None when it cannot be made)."""

    time: IntakeTime
    mg: Fraction
    by_product: Tablets | None

    @property
    def tablets(self) -> Fraction | None:
        """Tablets of all products together."""
        return None if self.by_product is None else sum(self.by_product, ZERO)


@dataclass(frozen=True, slots=True)
class Row:
    """One stage as it is read: ``number`` from 1, day numbers and dates inclusive, None at an open end."""

    number: int
    stage: Stage
    first_day: int
    last_day: int | None
    start: date | None
    end: date | None
    intakes: tuple[Intake, ...]
    daily_by_product: Tablets | None
    """Tablets of each product a day; None when an intake cannot be made."""

    @property
    def days(self) -> int | None:
        """Length in days; None for the open stage."""
        return self.stage.days

    @property
    def daily_mg(self) -> Fraction:
        """The day's dose in mg."""
        return self.stage.daily_mg

    @property
    def daily_tablets(self) -> Fraction | None:
        """Tablets of all products a day; None when an intake cannot be made."""
        return None if self.daily_by_product is None else sum(self.daily_by_product, ZERO)


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rows of a plan, with the sums of the stages that have an end."""

    products: tuple[Product, ...]
    rows: tuple[Row, ...]
    closed_days: int
    closed_total_mg: Fraction
    closed_total_by_product: Tablets | None

    @property
    def closed_total_tablets(self) -> Fraction | None:
        """Tablets of all products over the closed days; None when a dose cannot be made."""
        return None if self.closed_total_by_product is None else sum(self.closed_total_by_product, ZERO)


def of_plan(plan: Plan) -> Schedule:
    """Lay a plan out as rows; a dose that cannot be made has None for its tablets and is reported by findings."""
    rows = []
    times = plan.times
    for index, (stage, span) in enumerate(zip(plan.stages, plan.spans(), strict=True)):
        times = times if stage.times is None else stage.times
        intakes = tuple(
            Intake(time, mg, tablets_or_none(plan.products, mg)) for time, mg in zip(times, stage.mg, strict=True)
        )
        rows.append(
            Row(
                number=index + 1,
                stage=stage,
                first_day=span.first_day,
                last_day=span.last_day,
                start=plan.date_of(span.first_day),
                end=None if span.last_day is None else plan.date_of(span.last_day),
                intakes=intakes,
                daily_by_product=_daily(intakes),
            )
        )
    closed = [row for row in rows if row.days is not None]
    return Schedule(
        products=plan.products,
        rows=tuple(rows),
        closed_days=plan.closed_days,
        closed_total_mg=added([(row.days or 0) * row.daily_mg for row in closed]),
        closed_total_by_product=_totals(plan, closed),
    )


def _daily(intakes: tuple[Intake, ...]) -> Tablets | None:
    parts = [intake.by_product for intake in intakes if intake.by_product is not None]
    if len(parts) < len(intakes):
        return None
    if len(parts[0]) == 1:
        return (added([part[0] for part in parts]),)
    return tuple(added(column) for column in zip(*parts, strict=True))


def _totals(plan: Plan, closed: list[Row]) -> Tablets | None:
    totals = [ZERO] * len(plan.products)
    for row in closed:
        daily = row.daily_by_product
        if daily is None:
            return None
        for index, tablets in enumerate(daily):
            totals[index] += (row.days or 0) * tablets
    return tuple(totals)
