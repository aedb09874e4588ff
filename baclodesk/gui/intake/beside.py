"""What stands beside a question, reckoned from the answers: kidney function, AUDIT-C, drinks and grams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from baclodesk.domain.intake import Answer, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue, measures
from baclodesk.services.texts import Texts

from ..desk import Desk


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside a question with their source; ``take`` is an answer a button gives to the question ``code``."""

    words: str = field(repr=False)
    source: str = ""
    attention: bool = False
    code: str = ""
    take: Answer | None = field(default=None, repr=False)
    button: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    record: PatientRecord
    texts: Texts
    today: date
    country: str

    def amount(self, code: str) -> Fraction | None:
        return self.record.intake.amount(code)

    def offered(self, code: str, amount: Fraction, on: date | None = None) -> Answer | None:
        """Give the answer a button would put down; None where the question would not take the amount."""
        if not catalogue.intake().item(code).accepts(amount):
            return None
        return replace(self.record.intake.answer(code), status=Status.YES, amount=amount, on=on)


def beside(code: str, record: PatientRecord, desk: Desk) -> Beside | None:
    """Give what stands beside the question ``code``, or None."""
    make = _MAKERS.get(code)
    return None if make is None else make(_Known(record, desk.texts, desk.today(), country_of(record, desk)))


def country_of(record: PatientRecord, desk: Desk) -> str:
    """Give the country whose standard drink is used: the practice's product's, else the plan's product's."""
    plan = record.plan or record.plan_in_force
    of_plan = "" if plan is None or not plan.products else plan.products[0].code or ""
    return measures.country_of(desk.practice.product or of_plan)


def _kidney(known: _Known) -> Beside | None:
    texts, creatinine = known.texts, known.record.intake.answer("creatinine")
    if creatinine.amount is None:
        return None
    person, equation = known.record.identity, measures.measures().equation
    age = measures.age_on(person.birth_date, creatinine.on or known.today)
    if age is None or person.sex not in measures.SEXES:
        return Beside(texts("intake_page.beside.egfr_missing"))
    found = measures.computed_kidney(known.record, known.today)
    if found is None:
        return Beside(texts("intake_page.beside.egfr_young", years=equation.youngest))
    value = texts.number(found.egfr)
    words = texts("intake.summary.egfr_computed", value=value)
    if found.on is not None:
        words = texts("intake_page.beside.on_day", words=words, date=texts.date(found.on))
    source = texts("intake_page.beside.egfr_source", date=texts.date(measures.measures().egfr_checked))
    given = known.record.intake.answer("egfr")
    if given.amount == found.egfr and given.on == found.on:
        return Beside(words, source)
    take = known.offered("egfr", found.egfr, found.on)
    return Beside(words, source, code="egfr", take=take, button=texts("intake_page.beside.take_egfr", value=value))


def _audit_c(known: _Known) -> Beside | None:
    texts, score = known.texts, measures.audit_c(known.record)
    if score is None:
        return None
    source = texts("intake_page.beside.audit_c_source", date=texts.date(measures.measures().audit_c_checked))
    if score.threshold is None:
        return Beside(texts("intake_page.beside.audit_c_unsexed", points=score.points), source)
    key = "intake.summary.audit_c_reached" if score.is_reached else "intake_page.beside.audit_c_below"
    words = texts(key, points=score.points, threshold=score.threshold)
    return Beside(words, source, score.is_reached)


def _grams(known: _Known) -> Beside | None:
    """Stand beside the drinks: how many grams they make."""
    texts, drinks = known.texts, known.amount("drinks_day")
    if drinks is None:
        return None
    grams = measures.grams_of(drinks, known.country)
    each = measures.measures().grams_per_drink(known.country)
    words = texts(
        "intake.summary.drinks_grams", drinks=texts.number(drinks), grams=texts.number(each), total=texts.number(grams)
    )
    return _either_way(known, words, "grams_day", grams)


def _drinks(known: _Known) -> Beside | None:
    """Stand beside the grams: how many drinks they make, to the nearest half."""
    texts, grams = known.texts, known.amount("grams_day")
    if grams is None:
        return None
    drinks = measures.drinks_of(grams, known.country)
    each = measures.measures().grams_per_drink(known.country)
    key = "grams_drinks" if drinks * each == grams else "grams_about"
    words = texts(
        f"intake_page.beside.{key}",
        drinks=texts.number(drinks),
        grams=texts.number(each),
        total=texts.number(grams),
    )
    return _either_way(known, words, "drinks_day", drinks)


def _either_way(known: _Known, words: str, code: str, amount: Fraction) -> Beside:
    texts = known.texts
    checked = measures.measures().drink_checked(known.country)
    source = texts("intake_page.beside.drink_source", date=texts.date(checked))
    drinks, grams = known.amount("drinks_day"), known.amount("grams_day")
    if drinks is not None and grams is not None and measures.same_alcohol(drinks, grams, known.country):
        return Beside(words, source)
    take = known.offered(code, amount)
    button = texts(f"intake_page.beside.take_{code}", n=texts.number(amount))
    return Beside(words, source, code=code, take=take, button=button)


_MAKERS: Final[dict[str, Callable[[_Known], Beside | None]]] = {
    "creatinine": _kidney,
    "egfr": _kidney,
    "audit_six": _audit_c,
    "drinks_day": _grams,
    "grams_day": _drinks,
}
