"""What can be prescribed: rows of the product table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from .product import Product


class Form(StrEnum):
    """How the medicine is taken; a solution counts millilitres where tablets count pieces."""

    TABLET = "tablet"
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class ProductInfo:
    """One row of the product table.

    A score line does not mean that the halves are equal: ``has_score_line`` and ``equal_halves`` are two facts, and
    ``product.parts`` follows the second. ``boxes`` lists known box sizes; ``alcohol_most_mg`` is the label's highest
    day dose for alcohol use disorder when that is ``on_alcohol_label``, since ``on_label_since`` (ISO date or year).
    """

    product: Product
    country: str
    form: Form
    has_score_line: bool
    equal_halves: bool
    boxes: tuple[int, ...]
    on_alcohol_label: bool
    alcohol_most_mg: Fraction | None
    on_label_since: str
    source: str
    checked: date

    @property
    def code(self) -> str:
        """The row's code, which plans keep."""
        return self.product.code or ""

    def in_boxes_of(self, box: int | None) -> Product:
        """Give the product counted in another box size."""
        return replace(self.product, box=box)

    def covers(self, daily_mg: Fraction) -> bool:
        """Tell whether alcohol use disorder and this day dose are both on the label."""
        return self.on_alcohol_label and (self.alcohol_most_mg is None or daily_mg <= self.alcohol_most_mg)
