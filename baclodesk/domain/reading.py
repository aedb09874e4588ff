"""A plan read once for all its checks: doses as whole numbers on a common scale, days as running numbers.

A check runs at every step of a drag. Whole numbers are compared exactly and quickly; fractions come back only where
a finding is made.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from .dose import decimal_text
from .plan import Plan


class Reading:
    """``doses``, ``amounts`` and ``before`` count in 1/``scale`` mg; ``firsts`` are day numbers from 1."""

    __slots__ = ("amounts", "before", "days", "doses", "firsts", "scale")

    def __init__(self, plan: Plan) -> None:
        denominators = {amount.denominator for stage in plan.stages for amount in stage.mg}
        self.scale = scale = lcm(plan.before_mg.denominator, *denominators)
        self.before = self.units(plan.before_mg)
        self.amounts = [
            tuple([amount.numerator * (scale // amount.denominator) for amount in stage.mg]) for stage in plan.stages
        ]
        self.doses = [sum(amounts) for amounts in self.amounts]
        self.days = [stage.days for stage in plan.stages]
        self.firsts, day = [], 1
        for days in self.days:
            self.firsts.append(day)
            day += days or 0

    def units(self, mg: Fraction) -> int:
        """Give the largest whole number not above ``mg``: a dose is above ``mg`` just when it is above this."""
        return mg.numerator * self.scale // mg.denominator

    def previous(self, index: int) -> int:
        """Give the dose before the stage at ``index``; before day 1 that is what was taken before the plan."""
        return self.doses[index - 1] if index else self.before

    def mg(self, units: int) -> Fraction:
        """Give a dose in mg."""
        return Fraction(units, self.scale)

    def text(self, units: int) -> str:
        """Give a dose in mg as a decimal text, as findings carry it."""
        return decimal_text(Fraction(units, self.scale))

    @property
    def rises(self) -> bool:
        """Tell whether any stage is above the one before it in the plan."""
        return any(self.doses[index] > self.doses[index - 1] for index in range(1, len(self.doses)))

    @property
    def falls(self) -> bool:
        """Tell whether any stage is below the one before it in the plan."""
        return any(self.doses[index] < self.doses[index - 1] for index in range(1, len(self.doses)))

    def run_start(self, index: int) -> int:
        """Give the place of the first stage of the unbroken run at one dose to which ``index`` belongs."""
        while index and self.doses[index - 1] == self.doses[index]:
            index -= 1
        return index
