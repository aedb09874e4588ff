"""Kidney function from creatinine: the CKD-EPI equation of 2021, which asks for age and sex and not for descent.

The numbers of the equation are data (``resources/intake.toml``, table ``egfr``). The powers are computed with decimals
of 28 digits; the result is cut to a whole number, never raised, so that rounding cannot lift it over a threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

_CONTEXT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Equation:
    """The equation's numbers: ``factor`` · min(c/κ, 1)^-lower · max(c/κ, 1)^-upper · ``age_base``^age (· female).

    κ and the lower powers are by sex (``"f"``, ``"m"``), creatinine in mg/dl; ``youngest`` is the least age in years.
    """

    factor: Fraction
    age_base: Fraction
    upper_power: Fraction
    female_factor: Fraction
    kappa: tuple[tuple[str, Fraction], ...]
    lower_power: tuple[tuple[str, Fraction], ...]
    umol_per_mg_dl: Fraction
    youngest: int


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def egfr(creatinine_umol: Fraction, age: int, sex: str, equation: Equation) -> Fraction | None:
    """Give the eGFR in whole ml/min/1.73 m² from creatinine in µmol/l; None where the equation does not hold.

    That is below its least age, without a known sex, or with a creatinine of 0.
    """
    kappa, lower = dict(equation.kappa).get(sex), dict(equation.lower_power).get(sex)
    if kappa is None or lower is None or age < equation.youngest or creatinine_umol <= 0:
        return None
    ratio = creatinine_umol / equation.umol_per_mg_dl / kappa
    power = equation.upper_power if ratio > 1 else lower
    value = _CONTEXT.power(_decimal(ratio), -_decimal(power))
    value = _CONTEXT.multiply(value, _decimal(equation.factor))
    value = _CONTEXT.multiply(value, _CONTEXT.power(_decimal(equation.age_base), Decimal(age)))
    if sex == "f":
        value = _CONTEXT.multiply(value, _decimal(equation.female_factor))
    return Fraction(int(value))
