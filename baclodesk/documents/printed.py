"""Reading printed amounts back: the very texts that go on paper, not the values they were made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from baclodesk.domain.dose import ZERO
from baclodesk.domain.product import Product

from .dose_blocks import DoseCell
from .errors import DocumentRefused

_GLYPHS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_AMOUNT = re.compile(r"(\d*)([¼½¾]?)")


@lru_cache(maxsize=1024)
def read_number(text: str, language: str) -> Fraction:
    """Read a printed number: ``5750``, ``12,345.5`` in English, ``5 750``, ``12 345,5`` in French.

    Raises ValueError for anything else.
    """
    group, point = ("\u00a0", ",") if language == "fr" else (",", r"\.")
    if not re.fullmatch(rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)(?:{point}\d+)?", text):
        raise ValueError("not a number")
    return Fraction(text.replace(group, "").replace(",", "."))


@lru_cache(maxsize=1024)
def read_tablets(text: str, language: str) -> Fraction:
    """Read a printed count of tablets: ``2½``, ``0``, ``0.2``. Raises ValueError for anything else."""
    match = _AMOUNT.fullmatch(text)
    if match is None or not text:
        return read_number(text, language)
    whole, glyph = match.groups()
    return Fraction(whole or 0) + _GLYPHS.get(glyph, ZERO)


@lru_cache(maxsize=1024)
def read_mg(text: str, language: str) -> Fraction:
    """Read a printed dose such as ``70 mg``. Raises ValueError for anything else."""
    number, _, unit = text.rpartition("\u00a0")
    if unit != "mg":
        raise ValueError("not a dose")
    return read_number(number, language)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the doses of one document; what cannot be read is refused with its place."""

    products: tuple[Product, ...]
    language: str
    _seen: dict[DoseCell, tuple[Fraction, Fraction]] = field(default_factory=dict, init=False, repr=False)
    """What was read once; on a sheet the same few doses come again and again."""

    def dose(self, cell: DoseCell, place: str) -> tuple[Fraction, Fraction]:
        """Read a printed dose as (tablets, mg)."""
        read = self._seen.get(cell)
        if read is None:
            try:
                read = self._seen[cell] = self._dose(cell)
            except ValueError:
                raise DocumentRefused("unreadable", place) from None
        return read

    def mg(self, text: str, place: str) -> Fraction:
        """Read a printed dose in mg."""
        try:
            return read_mg(text, self.language)
        except ValueError:
            raise DocumentRefused("unreadable", place) from None

    def _dose(self, cell: DoseCell) -> tuple[Fraction, Fraction]:
        if len(self.products) == 1:
            (text,) = cell.lines
            tablets = read_tablets(text, self.language)
            return tablets, tablets * self.products[0].strength_mg
        tablets = mg = ZERO
        if cell.lines == ("0",):
            return tablets, mg
        strengths = {item.strength_mg for item in self.products}
        for line in cell.lines:
            count, _, strength = line.partition(" ×\u00a0")
            each = read_mg(strength, self.language)
            if each not in strengths:
                raise ValueError("no such strength")
            taken = read_tablets(count, self.language)
            tablets, mg = tablets + taken, mg + taken * each
        return tablets, mg
