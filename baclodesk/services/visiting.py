"""Use cases of the visits and appointments: record in, record out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from baclodesk.domain.patient import Appointment, PatientRecord
from baclodesk.domain.visit import Visit
from baclodesk.services.facts import in_time


def new_visit(record: PatientRecord, visit_id: str, on: date, by: str) -> Visit:
    """Begin a visit: day of plan and planned dose are filled in from the plan in force, all else is unasked."""
    plan = record.plan_in_force
    day = None if plan is None else plan.day_of(on)
    place = None if plan is None or day is None else plan.stage_index_on(day)
    planned = None if plan is None or place is None else plan.stages[place].daily_mg
    return Visit(id=visit_id, on=on, day=day, planned_mg=planned, by=by)


def with_visit(record: PatientRecord, visit: Visit) -> PatientRecord:
    """Keep a visit: a new one, or the changed one of the same id; visits stand in the order of their days."""
    others = tuple(item for item in record.visits if item.id != visit.id)
    return replace(record, visits=in_time((*others, visit)))


def without_visit(record: PatientRecord, visit_id: str) -> PatientRecord:
    """Take a visit out; an unknown id changes nothing."""
    left = tuple(item for item in record.visits if item.id != visit_id)
    return record if len(left) == len(record.visits) else replace(record, visits=left)


def visit_before(record: PatientRecord, visit: Visit) -> Visit | None:
    """Give the last visit before this one, to say what changed."""
    earlier = [item for item in in_time(record.visits) if item.on < visit.on and item.id != visit.id]
    return earlier[-1] if earlier else None


def with_appointment(record: PatientRecord, appointment: Appointment) -> PatientRecord:
    """Keep an appointment; one at the same day and time is replaced."""
    kept = _without(record, appointment.on, appointment.time)
    rows = sorted((*kept, appointment), key=lambda item: (item.on, item.time))
    return replace(record, appointments=tuple(rows))


def without_appointment(record: PatientRecord, on: date, time: str = "") -> PatientRecord:
    """Take an appointment out."""
    return replace(record, appointments=_without(record, on, time))


def _without(record: PatientRecord, on: date, time: str) -> tuple[Appointment, ...]:
    return tuple(item for item in record.appointments if (item.on, item.time) != (on, time))
