"""Measures around the intake: kidney function, AUDIT-C, drinks and grams; their numbers are data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from baclodesk.domain.audit_c import Scale, Score, score
from baclodesk.domain.dose import decimal_text
from baclodesk.domain.egfr import Equation, egfr
from baclodesk.domain.patient import PatientRecord
from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read

SEXES = ("f", "m")
DEFAULT_COUNTRY = "fr"


@dataclass(frozen=True, slots=True)
class Measures:
    """The equation of kidney function, the AUDIT-C scale, and grams of alcohol in a standard drink by country.

    ``egfr_checked``, ``audit_c_checked`` and ``drinks_checked`` are the days on which their sources were looked at.
    """

    equation: Equation
    audit_c: Scale
    drink_grams: tuple[tuple[str, Fraction], ...]
    egfr_checked: date
    audit_c_checked: date
    drinks_checked: tuple[tuple[str, date], ...]

    def grams_per_drink(self, country: str) -> Fraction:
        """Give the standard drink of a country (``"fr"``); one not listed has the default country's."""
        table = dict(self.drink_grams)
        return table.get(country.lower(), table[DEFAULT_COUNTRY])

    def drink_checked(self, country: str) -> date:
        """Give the day on which a country's standard drink was looked up."""
        table = dict(self.drinks_checked)
        return table.get(country.lower(), table[DEFAULT_COUNTRY])


@dataclass(frozen=True, slots=True)
class Kidney:
    """A kidney function in ml/min/1.73 m², the day of the test, and whether it was computed from creatinine."""

    egfr: Fraction
    on: date | None
    computed: bool = False


def _equation(table: Table) -> tuple[Equation, date]:
    equation = Equation(
        factor=table.amount("factor"),
        age_base=table.amount("age_base"),
        upper_power=table.amount("upper_power"),
        female_factor=table.amount("female_factor"),
        kappa=tuple((sex, table.amount(f"kappa_{sex}")) for sex in SEXES),
        lower_power=tuple((sex, table.amount(f"lower_power_{sex}")) for sex in SEXES),
        umol_per_mg_dl=table.amount("umol_per_mg_dl"),
        youngest=table.count("youngest"),
    )
    table.text("source")
    checked = table.day("checked")
    table.done()
    return equation, checked


def _scale(table: Table) -> tuple[Scale, date]:
    points = {}
    for question in table.tables("question"):
        points[question.text("code")] = {answer: place for place, answer in enumerate(question.texts("answers"))}
        question.done()
    scale = Scale(points, {sex: table.count(f"threshold_{sex}") for sex in SEXES})
    table.text("source")
    checked = table.day("checked")
    table.done()
    return scale, checked


def _drink(table: Table) -> tuple[str, Fraction, date]:
    drink = table.text("country"), table.amount("grams"), table.day("checked")
    table.text("source")
    table.done()
    return drink


@cache
def measures() -> Measures:
    """Read the measures' numbers."""
    file = read(resources() / "intake.toml")
    equation, egfr_checked = _equation(file.table("egfr"))
    scale, audit_c_checked = _scale(file.table("audit_c"))
    drinks = [_drink(table) for table in file.tables("drink")]
    return Measures(
        equation,
        scale,
        tuple((country, grams) for country, grams, _checked in drinks),
        egfr_checked,
        audit_c_checked,
        tuple((country, checked) for country, _grams, checked in drinks),
    )


def age_on(born: date | None, today: date) -> int | None:
    """Give the age in whole years, or None without a birth date."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def kidney(record: PatientRecord, today: date) -> Kidney | None:
    """Give the kidney function: the eGFR of the intake, else one computed from creatinine, age and sex."""
    given = record.intake.answer("egfr")
    return computed_kidney(record, today) if given.amount is None else Kidney(given.amount, given.on)


def computed_kidney(record: PatientRecord, today: date) -> Kidney | None:
    """Give the kidney function from creatinine, the age on the day of its test, and sex; None when one is missing."""
    creatinine = record.intake.answer("creatinine")
    age = age_on(record.identity.birth_date, creatinine.on or today)
    if creatinine.amount is None or age is None:
        return None
    value = egfr(creatinine.amount, age, record.identity.sex, measures().equation)
    return None if value is None else Kidney(value, creatinine.on, computed=True)


def audit_c(record: PatientRecord) -> Score | None:
    """Give the AUDIT-C score, or None until its three questions are answered."""
    return score(record.intake, record.identity.sex, measures().audit_c)


def country_of(product_code: str) -> str:
    """Give the country of a product's code (``"fr-…"``): its standard drink is used."""
    return product_code.partition("-")[0]


def grams_of(drinks: Fraction, country: str) -> Fraction:
    """Give grams of pure alcohol in so many drinks."""
    return drinks * measures().grams_per_drink(country)


def drinks_of(grams: Fraction, country: str) -> Fraction:
    """Give drinks in so many grams, to the nearest half (it is a figure to talk about, not a dose)."""
    halves = grams * 2 / measures().grams_per_drink(country)
    return Fraction(int(halves + Fraction(1, 2)), 2)


def same_alcohol(drinks: Fraction, grams: Fraction, country: str) -> bool:
    """Tell whether drinks and grams say the same, in one direction or, rounded to half a drink, in the other."""
    return grams == grams_of(drinks, country) or drinks == drinks_of(grams, country)


def weight(record: PatientRecord) -> Fraction | None:
    """Give the newest weight in kg: of the last visit that has one, else of the intake."""
    weighed = [(visit.on, visit.weight_kg) for visit in record.visits if visit.weight_kg is not None]
    return max(weighed, key=lambda item: item[0])[1] if weighed else record.intake.amount("weight")


def per_kg(daily_mg: Fraction, kg: Fraction) -> str:
    """Give a day dose in mg per kg with two digits, cut: shown for orientation, never computed with."""
    return decimal_text(Fraction(int(daily_mg * 100 / kg), 100))
