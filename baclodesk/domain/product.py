"""Products, and which tablets make a dose.

For one intake the tablets are chosen by looking at every combination: fewest broken tablets first, then fewest
pieces, then the earlier product of the plan. What cannot be made is refused with the nearest doses that can.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .dose import ZERO, gcd
from .errors import NotMakeableError, PlanError
from .tablet_search import fewest_pieces

PARTS = (1, 2, 4)
MAX_STRENGTH_MG = Fraction(1000)
MAX_PRODUCTS = 6


@dataclass(frozen=True, slots=True)
class Product:
    """One strength of one medicine.

    ``strength_mg`` is above 0 and at most 1 000; ``parts`` is how many equal pieces the label lets a tablet be
    broken into (1 whole only, 2 halves, 4 quarters); ``box`` is tablets per box when known; ``code`` the row of
    the product table it came from.
    """

    name: str
    strength_mg: Fraction
    parts: int = 2
    box: int | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > 80:
            raise PlanError("name", "a product name of 1 to 80 characters", "product_name")
        if not ZERO < self.strength_mg <= MAX_STRENGTH_MG or (100 * self.strength_mg).denominator != 1:
            expected = "a strength above 0 and at most 1000 mg, with at most two decimals"
            raise PlanError("strength_mg", expected, "strength")
        if self.parts not in PARTS:
            raise PlanError("parts", "1, 2 or 4", "parts")
        if self.box is not None and not 1 <= self.box <= 10_000:
            raise PlanError("box", "a whole number of tablets from 1 to 10000", "box")

    @property
    def part_mg(self) -> Fraction:
        """The smallest amount of this product that can be taken, in mg."""
        return self.strength_mg / self.parts


Tablets = tuple[Fraction, ...]
"""Tablets of each product of the plan, in the plan's order."""


def smallest_step_mg(products: tuple[Product, ...]) -> Fraction:
    """Give the grid in mg on which every makeable dose of ``products`` (at least one) lies."""
    return gcd([item.part_mg for item in products])


def tablets_or_none(products: tuple[Product, ...], mg: Fraction) -> Tablets | None:
    """Give the tablets of each product for one intake of ``mg`` (≥ 0), or None when it cannot be made."""
    if len(products) == 1:  # the common case needs no search, and hashing a product costs more than dividing
        tablets = mg / products[0].strength_mg
        return (tablets,) if products[0].parts % tablets.denominator == 0 else None
    return _searched(products, mg)


@lru_cache(maxsize=8192)
def _searched(products: tuple[Product, ...], mg: Fraction) -> Tablets | None:
    step = smallest_step_mg(products)
    steps = mg / step
    if steps.denominator != 1:
        return None
    sizes = tuple(int(item.strength_mg / step) for item in products)
    found = fewest_pieces(sizes, tuple(item.parts for item in products), int(steps))
    if found is None:
        return None
    return tuple(whole + Fraction(n, item.parts) for whole, n, item in zip(*found, products, strict=True))


def tablets_for(products: tuple[Product, ...], mg: Fraction) -> Tablets:
    """Give the tablets of each product for one intake of ``mg`` (≥ 0).

    Raises NotMakeableError with the nearest makeable doses below and above.
    """
    found = tablets_or_none(products, mg)
    if found is None:
        raise NotMakeableError(mg, *nearest_mg(products, mg))
    return found


def nearest_mg(products: tuple[Product, ...], mg: Fraction) -> tuple[Fraction, Fraction]:
    """Give the nearest makeable doses at or below and at or above ``mg`` (≥ 0); equal when it can be made."""
    step = smallest_step_mg(products)
    lower = mg // step * step
    upper = lower if lower == mg else lower + step
    while tablets_or_none(products, lower) is None:
        lower -= step  # 0 mg is always makeable
    while tablets_or_none(products, upper) is None:
        upper += step  # a multiple of any strength is
    return lower, upper


def is_makeable(products: tuple[Product, ...], mg: Fraction) -> bool:
    """Tell whether one intake of ``mg`` can be made from ``products``."""
    return mg >= 0 and tablets_or_none(products, mg) is not None
