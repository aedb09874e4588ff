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

    ``place`` is a path such as ``stages[3].days``; ``expected`` says in English what belongs there, ``key`` and
    ``numbers`` name the same in the texts of every language.
    """

    code = "plan.invalid"

    def __init__(self, place: str, expected: str, key: str = "", **numbers: object) -> None:
        super().__init__(f"{place}: expected {expected}")
        self.place, self.expected, self.key, self.numbers = place, expected, key, dict(numbers)

    def within(self, place: str) -> PlanError:
        """Give the same error with its place seen from further out: ``name`` within ``times[1]``."""
        return PlanError(f"{place}.{self.place}", self.expected, self.key, **self.numbers)


class EditError(DomainError):
    """An edit is not possible here. ``reason`` is a finding-like code, ``numbers`` fill its sentence."""

    def __init__(self, reason: str, **numbers: object) -> None:
        super().__init__(reason)
        self.code, self.reason, self.numbers = reason, reason, dict(numbers)
