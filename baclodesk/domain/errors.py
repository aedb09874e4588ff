"""Typed errors of the domain. None of their texts ever holds a patient's data."""

from __future__ import annotations

from fractions import Fraction


class DomainError(Exception):
    """Something asked of the domain cannot be done; ``code`` names the sentence to show."""

    code = "domain"


class NotMakeableError(DomainError):
    """A dose cannot be made from the plan's tablets.

    ``lower`` and ``upper`` are the nearest doses in mg that can be made; ``lower`` may be 0.
    """

    code = "dose.not_makeable"

    def __init__(self, mg: Fraction, lower: Fraction, upper: Fraction) -> None:
        super().__init__("the dose cannot be made from the tablets")
        self.mg, self.lower, self.upper = mg, lower, upper


class PlanError(DomainError):
    """A value does not form a plan.

    ``place`` is a path such as ``stages[3].days``; ``expected`` says what belongs there.
    """

    code = "plan.invalid"

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(f"{place}: expected {expected}")
        self.place, self.expected = place, expected


class EditError(DomainError):
    """An edit is not possible here. ``reason`` is a finding-like code, ``numbers`` fill its sentence."""

    def __init__(self, reason: str, **numbers: object) -> None:
        super().__init__(reason)
        self.code, self.reason, self.numbers = reason, reason, dict(numbers)
