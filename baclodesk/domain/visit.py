"""One visit during treatment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Effect:
    """An unwanted effect: its catalogue code, severity 1 to 3, course (``new``, ``same``, ``better``, ``gone``)."""

    code: str
    severity: int = 1
    course: str = "new"


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit found; scales 0 to 10, doses in mg a day, weight in kg, blood pressure in mmHg; None: unasked."""

    id: str
    on: date
    day: int | None = None
    planned_mg: Fraction | None = None
    taken_mg: Fraction | None = field(default=None, repr=False)
    drowsiness: int | None = field(default=None, repr=False)
    effects: tuple[Effect, ...] = field(default=(), repr=False)
    craving: int | None = field(default=None, repr=False)
    drinks: Fraction | None = field(default=None, repr=False)
    mood: int | None = field(default=None, repr=False)
    suicidal: bool | None = field(default=None, repr=False)
    falls: bool | None = field(default=None, repr=False)
    systolic: int | None = field(default=None, repr=False)
    diastolic: int | None = field(default=None, repr=False)
    weight_kg: Fraction | None = field(default=None, repr=False)
    driving: bool | None = field(default=None, repr=False)
    indifference: bool = field(default=False, repr=False)
    missed_days: int | None = field(default=None, repr=False)
    as_needed_taken: int | None = field(default=None, repr=False)
    note: str = field(default="", repr=False)
    next_visit: date | None = None
    by: str = field(default="", repr=False)
