"""Visits and appointments: begun from the plan in force, kept in order, found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from baclodesk.domain.patient import Appointment, PatientRecord
from baclodesk.domain.visit import Visit
from baclodesk.services import demo, practice

from .record_examples import CALM, DOCTOR, TODAY, calm_record

ARNAUD = demo.records(TODAY)[0]


def test_a_visit_begins_with_the_day_and_the_dose_of_the_plan_in_force() -> None:
    visit = practice.new_visit(ARNAUD, "v9", TODAY, DOCTOR)
    assert (visit.day, visit.planned_mg, visit.by) == (34, Fraction(70), DOCTOR)
    assert (visit.drowsiness, visit.craving, visit.suicidal, visit.taken_mg) == (None, None, None, None)


def test_without_an_issued_plan_a_visit_has_neither_day_nor_dose() -> None:
    visit = practice.new_visit(calm_record(), "v1", TODAY, DOCTOR)
    assert (visit.day, visit.planned_mg) == (None, None)
    before = practice.new_visit(ARNAUD, "v1", TODAY - timedelta(60), DOCTOR)
    assert (before.day, before.planned_mg) == (-26, None)
    undated = replace(ARNAUD, issued=(replace(ARNAUD.issued[0], plan=replace(ARNAUD.issued[0].plan, start=None)),))
    assert practice.new_visit(undated, "v1", TODAY, DOCTOR).day is None


def test_visits_stand_in_order_and_a_changed_one_takes_its_own_place() -> None:
    record = PatientRecord(CALM)
    for number in (3, 1, 2):
        record = practice.with_visit(record, Visit(f"v{number}", TODAY + timedelta(number)))
    record = practice.with_visit(record, Visit("v2", TODAY + timedelta(9), note="moved"))
    assert [visit.id for visit in record.visits] == ["v1", "v3", "v2"]
    left = practice.without_visit(record, "v3")
    assert [visit.id for visit in left.visits] == ["v1", "v2"]
    assert practice.without_visit(left, "v3") is left


def test_the_visit_before_is_the_last_earlier_one() -> None:
    last = ARNAUD.visits[-1]
    assert practice.visit_before(ARNAUD, last) == ARNAUD.visits[-2]
    assert practice.visit_before(ARNAUD, ARNAUD.visits[0]) is None


def test_appointments_stand_in_order_and_are_replaced_at_the_same_time() -> None:
    record = PatientRecord(CALM)
    for hour in ("11:00", "09:00"):
        record = practice.with_appointment(record, Appointment(TODAY, hour))
    record = practice.with_appointment(record, Appointment(TODAY, "11:00", "bring the diary"))
    assert [(item.time, item.note) for item in record.appointments] == [("09:00", ""), ("11:00", "bring the diary")]
    assert [item.time for item in practice.without_appointment(record, TODAY, "09:00").appointments] == ["11:00"]
