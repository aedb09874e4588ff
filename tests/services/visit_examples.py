"""A patient on the consensus scheme, and visits on a chosen day, for the tests of visit acts and journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from baclodesk.domain.patient import IssuedPlan, PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import visiting
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts
from baclodesk.services.visit_acts import Offer, offers

from .record_examples import CALM, DOCTOR, TODAY

LIBRARY = Library.load()
ENGLISH, FRENCH = Texts("en"), Texts("fr")


def issued(plan: Plan) -> IssuedPlan:
    return IssuedPlan(1, plan, "guide", "2026-01-01T00:00:00+00:00", DOCTOR)


def on_day(day: int, plan: Plan | None = None, **wishes: Any) -> PatientRecord:
    """Give a patient who is on ``day`` of an issued plan today: the consensus scheme unless another is given."""
    start = TODAY - timedelta(day - 1)
    plan = replace(plan, start=start) if plan else LIBRARY.build_scheme("consensus", start=start, **wishes)
    return replace(PatientRecord(CALM), issued=(issued(plan),))


def visit(record: PatientRecord, on: date = TODAY, name: str = "now", **found: Any) -> Visit:
    effects = tuple(found.pop("effects", ()))
    fresh = visiting.new_visit(record, name, on, DOCTOR)
    return replace(fresh, effects=effects, **found)


def with_earlier(record: PatientRecord, ago: int, **found: Any) -> PatientRecord:
    on = TODAY - timedelta(ago)
    return visiting.with_visit(record, visit(record, on, f"v{ago}", **found))


def offered(record: PatientRecord, policy: str = "guide", texts: Texts = ENGLISH, **found: Any) -> Mapping[str, Offer]:
    made = offers(record, visit(record, **found), TODAY, policy, texts)
    assert len({offer.code for offer in made}) == len(made)
    return {offer.code: offer for offer in made}


def suggested(made: Mapping[str, Offer]) -> list[str]:
    return [code for code, offer in made.items() if offer.suggested]


def tail(plan: Plan | None, last: int) -> list[tuple[int | None, Fraction]]:
    assert plan is not None
    return [(stage.days, stage.daily_mg) for stage in plan.stages[-last:]]


def sick(code: str, severity: int = 2, course: str = "new") -> Effect:
    return Effect(code, severity, course)
