"""Why the domain refused, in one sentence, with the nearest choices where there are some."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.errors import DomainError, EditError, NotMakeableError, PlanError
from baclodesk.services.texts import NBSP, Texts


def refusal(error: DomainError, texts: Texts) -> str:
    """Say what was refused and what would work."""
    if isinstance(error, NotMakeableError):
        lower, upper = texts.mg(error.lower), texts.mg(error.upper)
        return texts("edits.not_makeable", mg=_dose(error.mg, texts), lower=lower, upper=upper)
    if isinstance(error, PlanError):
        return texts("edits.place", place=error.place)
    if isinstance(error, EditError) and texts.has(f"edits.{error.code}"):
        return texts(f"edits.{error.code}", **error.numbers)
    return texts("edits.other")


def _dose(mg: Fraction, texts: Texts) -> str:
    """Write a dose; two thirds of one need not have a finite decimal form."""
    try:
        return texts.mg(mg)
    except ValueError:
        return f"{mg}{NBSP}mg"
