"""Which doses and which sharing over the day come from a scheme itself; every other sharing is a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .dose import ZERO
from .product import Product
from .schemes import Ladder, Plateaus, Rows, Scheme, rising_doses

_TOP_MG = Fraction(400)
"""Doses are listed up to here; no policy has a last line above it."""


@dataclass(frozen=True, slots=True)
class SchemeDoses:
    """Day doses of a scheme in mg. Its page shares them over ``times`` intakes (0: it shares nothing) of tablets of
    ``strength_mg``.
    """

    doses_mg: frozenset[Fraction] = frozenset()
    times: int = 0
    strength_mg: Fraction = ZERO

    def gives(self, amounts_mg: tuple[Fraction, ...], products: tuple[Product, ...]) -> bool:
        """Tell whether a day's ``amounts_mg`` (mg of each intake, as the rule shares them) follow from the scheme.

        They do when the scheme has the dose, and its page shares it or nothing is left over: all amounts are equal.
        """
        daily = sum(amounts_mg, ZERO)
        if daily == ZERO:
            return True
        if daily not in self.doses_mg:
            return False
        on_page = len(amounts_mg) == self.times and [item.strength_mg for item in products] == [self.strength_mg]
        return on_page or len(set(amounts_mg)) == 1


NO_DOSES = SchemeDoses()


def doses_of(scheme: Scheme, schemes: Mapping[str, Scheme], times: int, strength_mg: Fraction) -> SchemeDoses:
    """Give the doses of a scheme; its page's number of ``times`` and tablet strength hold only where it has rows.

    A reduction and a stop have no doses of their own: they start from the patient's.
    """
    shape = scheme.shape
    if isinstance(shape, Plateaus):
        found = doses_of(schemes[shape.base], schemes, times, strength_mg)
        return SchemeDoses(found.doses_mg | frozenset(shape.doses_mg), found.times, found.strength_mg)
    if isinstance(shape, Rows):
        return SchemeDoses(_below_top(scheme, ""), times, strength_mg)
    if isinstance(shape, Ladder):
        ways = [_below_top(scheme, variant) for variant in scheme.variants or ("",)]
        return SchemeDoses(frozenset[Fraction]().union(*ways))
    return NO_DOSES


def _below_top(scheme: Scheme, variant: str) -> frozenset[Fraction]:
    return frozenset(rising_doses(scheme, _TOP_MG, variant)[:-1])
