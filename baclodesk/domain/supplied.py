"""What a prescription supplies, and how far its tablets reach in a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .dispensing import supply
from .dose import ZERO
from .plan import Plan, Stage
from .product import Product, Tablets, tablets_or_none

DailyTablets = Callable[[Stage], Tablets | None]
"""Gives the tablets of each product of the plan that a day of a stage takes; None when a dose cannot be made."""


@dataclass(frozen=True, slots=True)
class SuppliedTablets:
    """Whole tablets (0 or more) of one product, which its name and strength (mg, above 0) tell from every other."""

    name: str
    strength_mg: Fraction
    tablets: int

    def __post_init__(self) -> None:
        if self.tablets < 0 or self.strength_mg <= 0:
            raise ValueError("no such tablets")


@dataclass(frozen=True, slots=True)
class Supplied:
    """What one prescription supplies from ``first_on`` on, its renewals included.

    ``written_on`` is the day on the prescription; ``as_needed``: the doses for a strong urge are among the tablets.
    """

    written_on: date
    first_on: date
    tablets: tuple[SuppliedTablets, ...]
    as_needed: bool = False


def supplied(
    plan: Plan, first_day: int, last_day: int, written_on: date, *, renewals: int = 0, as_needed: bool
) -> Supplied | None:
    """Give what a prescription for days ``first_day`` to ``last_day`` (1 ≤ first ≤ last) of a plan supplies.

    Each of the ``renewals`` (0 or more) gives the same whole tablets again. None while the plan has no start.
    Raises as :func:`baclodesk.domain.dispensing.supply`.
    """
    first_on = plan.date_of(first_day)
    if first_on is None:
        return None
    counted = supply(plan, first_day, last_day, as_needed=as_needed)
    tablets = tuple(
        SuppliedTablets(item.product.name, item.product.strength_mg, item.whole_tablets * (1 + renewals))
        for item in counted
        if item.whole_tablets
    )
    return Supplied(written_on, first_on, tablets, as_needed and plan.as_needed is not None)


def covered_until(plan: Plan, given: Supplied, daily: DailyTablets | None = None) -> int | None:
    """Give the last day number of ``plan`` whose doses the tablets ``given`` cover, counted from their first day on.

    The product that ends first decides. As-needed doses count with their daily maximum when the prescription counted
    them. What is left of earlier prescriptions is not counted, so the tablets may reach further, never less far. The
    day before the first one is given when not even that is covered.

    None when the tablets reach as far as the plan's last dose above 0 mg; for a plan without a start, or one that
    begins after the tablets' first day (they were written for another course); and when a dose on the way cannot be
    made. ``daily`` may hand in tablets worked out before.
    """
    first = plan.day_of(given.first_on)
    if first is None or first < 1:
        return None
    find = daily or _daily(plan)
    left: dict[tuple[str, Fraction], Fraction] = {}
    for item in given.tablets:
        key = item.name, item.strength_mg
        left[key] = left.get(key, ZERO) + item.tablets
    extra = _extra(plan, given)
    if extra is None:
        return None
    ended: int | None = None
    day = 1
    for stage in plan.stages:
        begin = max(day, first)
        day += stage.days or 0
        length = None if stage.days is None else day - begin
        if length is not None and length <= 0:
            continue
        if ended is None:
            tablets = find(stage)
            if tablets is None:
                return None
            need = _need(plan.products, tablets, extra)
            lasts = _days(left, need)
            if lasts is None or (length is not None and lasts >= length):
                for key, amount in need.items():
                    left[key] -= amount * (length or 0)
                continue
            ended = begin + lasts - 1
        if stage.daily_mg:
            return ended
    return None


def _daily(plan: Plan) -> DailyTablets:
    def tablets(stage: Stage) -> Tablets | None:
        found = [tablets_or_none(plan.products, mg) for mg in stage.mg]
        made = [item for item in found if item is not None]
        return tuple(sum(column, ZERO) for column in zip(*made, strict=True)) if len(made) == len(found) else None

    return tablets


def _extra(plan: Plan, given: Supplied) -> Tablets | None:
    """Give the as-needed tablets a day that were counted; None when that dose cannot be made."""
    extra = plan.as_needed
    if extra is None or not given.as_needed:
        return (ZERO,) * len(plan.products)
    found = tablets_or_none(plan.products, extra.mg)
    return None if found is None else tuple(tablets * extra.most_per_day for tablets in found)


def _need(products: tuple[Product, ...], tablets: Tablets, extra: Tablets) -> dict[tuple[str, Fraction], Fraction]:
    """Give the tablets a day of every product that is needed at all."""
    need: dict[tuple[str, Fraction], Fraction] = {}
    for item, planned, more in zip(products, tablets, extra, strict=True):
        if amount := planned + more:
            key = item.name, item.strength_mg
            need[key] = need.get(key, ZERO) + amount
    return need


def _days(left: Mapping[tuple[str, Fraction], Fraction], need: Mapping[tuple[str, Fraction], Fraction]) -> int | None:
    """Give the whole days for which the tablets suffice; None when nothing is needed."""
    return min((left.get(key, ZERO) // amount for key, amount in need.items()), default=None)
