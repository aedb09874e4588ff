"""How many tablets and boxes a stretch of days needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .dose import ZERO
from .errors import EditError, NotMakeableError
from .plan import Plan
from .product import Product, nearest_mg, tablets_for
from .schedule import of_plan


@dataclass(frozen=True, slots=True)
class Supply:
    """Tablets of one product for some days.

    ``tablets`` is exact; ``whole_tablets`` what is handed out (a broken tablet's rest is used later, so rounded up
    once); ``boxes`` rounded up, None when the box size is not known.
    """

    product: Product
    tablets: Fraction
    whole_tablets: int
    boxes: int | None


def supply(plan: Plan, first_day: int, last_day: int, *, as_needed: bool) -> tuple[Supply, ...]:
    """Count tablets per product from ``first_day`` to ``last_day`` (day numbers, inclusive, 1 ≤ first ≤ last).

    An open stage counts up to ``last_day``; days after a closed end need nothing. With ``as_needed`` the daily
    maximum of the extra dose is added for every treatment day. Raises EditError for an impossible period and
    NotMakeableError when a dose of the period cannot be made.
    """
    if not 1 <= first_day <= last_day:
        raise EditError("period.invalid", first=first_day, last=last_day)
    totals = [ZERO] * len(plan.products)
    for row in of_plan(plan).rows:
        end = last_day if row.last_day is None else min(row.last_day, last_day)
        days = end - max(row.first_day, first_day) + 1
        if days <= 0:
            continue
        for intake in row.intakes:
            if intake.by_product is None:
                raise NotMakeableError(intake.mg, *nearest_mg(plan.products, intake.mg))
        extra = (ZERO,) * len(plan.products)
        if as_needed and plan.as_needed is not None:
            extra = tuple(t * plan.as_needed.most_per_day for t in tablets_for(plan.products, plan.as_needed.mg))
        for index, tablets in enumerate(row.daily_by_product or ()):
            totals[index] += days * (tablets + extra[index])
    return tuple(_supply(item, tablets) for item, tablets in zip(plan.products, totals, strict=True))


def _supply(item: Product, tablets: Fraction) -> Supply:
    whole = ceil(tablets)
    return Supply(item, tablets, whole, None if item.box is None else ceil(Fraction(whole, item.box)))
