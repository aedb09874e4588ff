"""From a record to what the checks ask for, and all findings of a record in one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from baclodesk.domain.checks import (
    PatientFacts,
    check_course,
    check_issue,
    check_patient,
    check_plan,
    check_supply,
    in_order,
)
from baclodesk.domain.findings import Finding
from baclodesk.domain.intake import Intake, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import catalogue
from baclodesk.services.catalogue import ItemKind
from baclodesk.services.library import Library
from baclodesk.services.measures import DEFAULT_COUNTRY, age_on, grams_of, kidney, weight

GONE = "gone"
DARK_THOUGHTS = "morbid_thoughts"


def facts_of(record: PatientRecord, today: date, *, country: str = DEFAULT_COUNTRY) -> PatientFacts:
    """Gather what intake and visits say on ``today``; ``country`` (of the product) decides the standard drink.

    An intake answer stands until it is changed in the intake; an effect stands open until a visit says it is gone.
    """
    intake, visits = record.intake, in_time(record.visits)
    kidneys = kidney(record, today)
    effects = frozenset(effect.code for effect in open_effects(visits))
    suicidal = next((visit.suicidal for visit in reversed(visits) if visit.suicidal is not None), False)
    return PatientFacts(
        age=age_on(record.identity.birth_date, today),
        weight_kg=weight(record),
        egfr=kidneys.egfr if kidneys else None,
        egfr_on=kidneys.on if kidneys else None,
        yes=standing(intake),
        attempt_on=intake.answer("suicide_attempt").on,
        apnoea_treated=intake.answer("sleep_apnoea").choice == "treated",
        medicines=medicine_groups(intake),
        effects=effects,
        drowsiness=next((visit.drowsiness for visit in reversed(visits) if visit.drowsiness is not None), None),
        suicidal=suicidal or DARK_THOUGHTS in effects,
        drinking=drinking(record, country),
        visits_on=visits_to_come(record, today),
    )


def standing(intake: Intake) -> frozenset[str]:
    """Give the codes of yes-or-no questions that stand: yes, or not known where the question stops a treatment."""
    return frozenset(
        item.code
        for item in catalogue.intake().items
        if item.kind is ItemKind.YES_NO
        and (
            intake.answer(item.code).status is Status.YES or (item.stopping and intake.answer(item.code).counts_as_yes)
        )
    )


def medicine_groups(intake: Intake) -> tuple[str, ...]:
    """Give the group of every medicine taken; a group said yes to without a named medicine counts once."""
    named = [medicine.group for medicine in intake.medicines if medicine.group]
    asked = {group.item: group.code for group in catalogue.medicines().groups}
    yes = standing(intake)
    return (*named, *(code for item, code in asked.items() if item in yes and code not in named))


def in_time(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Give visits in the order of their days."""
    return tuple(sorted(visits, key=lambda visit: visit.on))


def open_effects(visits: Iterable[Visit]) -> tuple[Effect, ...]:
    """Give the effects that stand open, each as it was told last; ``visits`` in the order of days."""
    last: dict[str, Effect] = {}
    for visit in visits:
        for effect in visit.effects:
            last.pop(effect.code, None)
            last[effect.code] = effect
    return tuple(effect for effect in last.values() if effect.course != GONE)


def drinking(record: PatientRecord, country: str) -> tuple[tuple[date, Fraction], ...]:
    """Give grams of alcohol a day by the day they were told: intake, with its earlier answers, then visits."""
    told: dict[date, Fraction] = {}
    for code in ("drinks_day", "grams_day"):  # grams, told later in the loop, win over drinks of the same day
        for answer in (*record.intake.history.get(code, ()), record.intake.answer(code)):
            on = _day(answer.given_at)
            if answer.amount is not None and on is not None:
                told[on] = grams_of(answer.amount, country) if code == "drinks_day" else answer.amount
    for visit in record.visits:
        if visit.drinks is not None:
            told[visit.on] = grams_of(visit.drinks, country)
    return tuple(sorted(told.items()))


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def visits_to_come(record: PatientRecord, today: date) -> tuple[date, ...]:
    """Give the days of appointments from ``today`` on."""
    days = {item.on for item in record.appointments}
    days |= {visit.next_visit for visit in record.visits if visit.next_visit is not None}
    return tuple(sorted(day for day in days if day >= today))


def overdue_review(record: PatientRecord, today: date) -> date | None:
    """Give the day a visit was due and did not take place; None without an issued plan or when none is overdue."""
    days = {item.on for item in record.appointments}
    days |= {visit.next_visit for visit in record.visits if visit.next_visit is not None}
    due = max((day for day in days if day < today), default=None)
    if due is None or not record.issued or any(visit.on >= due for visit in record.visits):
        return None
    return due


def findings_of(
    record: PatientRecord, policy: str, today: date, *, library: Library | None = None, at_issue: bool = False
) -> tuple[Finding, ...]:
    """Give all findings of a record under a policy (its id), the worst first.

    The draft is checked where there is one, else the plan in force. With ``at_issue`` what must stand before issuing
    (decision, consent) is checked too. Raises KeyError for an unknown policy.
    """
    library = library or Library.load()
    numbers, plan = library.numbers, record.plan or record.plan_in_force
    country = library.products[code].country if (code := _product(record)) in library.products else DEFAULT_COUNTRY
    facts = facts_of(record, today, country=country)
    found = list(check_patient(facts, numbers, today, policy=policy))
    if plan is not None:
        rules = library.rules_for(plan, policy)
        found += check_plan(plan, rules, numbers, today=today)
        found += check_course(plan, rules, facts, numbers, today)
        found += check_supply(plan, record.supply, facts.visits_on, numbers, today)
    if at_issue:
        found += check_issue(record.intake.decision.decision, record.consent.state, numbers)
    return in_order(found)


def _product(record: PatientRecord) -> str:
    plan = record.plan or record.plan_in_force
    return "" if plan is None else plan.products[0].code or ""
