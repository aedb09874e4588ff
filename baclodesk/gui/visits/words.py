"""What changed since the visit before, on one line. Pure; no Qt."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.visit import Visit
from baclodesk.services.texts import Texts

_COMPARED = ("craving", "drinks", "drowsiness", "taken_mg", "weight_kg")


def since_before(before: Visit | None, now: Visit, texts: Texts) -> str:
    """Say what differs from the visit before; empty without one, or while nothing can be compared."""
    if before is None:
        return ""
    parts = []
    for name in _COMPARED:
        old, new = getattr(before, name), getattr(now, name)
        if old is not None and new is not None and old != new:
            words = texts(f"visit_page.compared.{name}")
            parts.append(f"{words} {_number(texts, old)} → {_number(texts, new)}")
    if not parts:
        return ""
    return texts("visit_page.since", date=texts.date(before.on, year=False), changes=", ".join(parts))


def _number(texts: Texts, value: int | Fraction) -> str:
    return texts.number(value)
