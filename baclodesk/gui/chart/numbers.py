"""Reading a number that a doctor types: days, mg or tablets, with comma or point, glyphs and units. No Qt."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.dose import ZERO, parse_decimal

_GLYPHS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}


def read(text: str) -> Fraction | None:
    """Read ``70``, ``2,5``, ``2½``, ``1 000 mg``; None when it is no plain amount from 0 to 99 999."""
    plain = text.strip().lower().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").removesuffix("mg")
    if not plain:
        return None
    extra = ZERO
    if plain[-1] in _GLYPHS:
        extra, plain = _GLYPHS[plain[-1]], plain[:-1] or "0"
    try:
        return parse_decimal(plain.replace(",", ".")) + extra
    except ValueError:
        return None


def read_days(text: str) -> Fraction | None:
    """Read a whole number of days; a word after it (``9 days``) is passed over."""
    found = read(text.strip().split(" ")[0].split("\u00a0")[0]) if text.strip() else None
    return found if found is not None and found.denominator == 1 else None
