"""How a handle's value is written in a cell or a box, and read back: days, mg, or tablets of the one product. No Qt."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import numbers
from baclodesk.services.texts import Texts


def written(texts: Texts, plan: Plan, handle: Handle, value: Fraction) -> str:
    """Write a value (days, or mg a day, or mg of an intake) as the table does."""
    if handle.kind is not HandleKind.INTAKE:
        return texts.number(value)
    if len(plan.products) == 1:
        return texts.tablets(value / plan.products[0].strength_mg)
    return texts.mg(value)


def read(plan: Plan, handle: Handle, text: str) -> Fraction | None:
    """Read what was typed, in days or mg; None when it is no number that fits."""
    if handle.kind is HandleKind.END:
        return numbers.read_days(text)
    found = numbers.read(text)
    tablets = handle.kind is HandleKind.INTAKE and len(plan.products) == 1 and "mg" not in text.lower()
    return found * plan.products[0].strength_mg if found is not None and tablets else found
