"""A visit that was due and did not take place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from baclodesk.domain.patient import Appointment
from baclodesk.domain.visit import Visit
from baclodesk.services import demo
from baclodesk.services.facts import overdue_review

TODAY = date(2026, 11, 28)


def test_a_visit_that_was_due_is_overdue_until_one_takes_place() -> None:
    records = {record.identity.family_name: record for record in demo.records(TODAY, "en")}
    record = replace(records["Arnaud"], appointments=(), visits=())
    assert overdue_review(record, TODAY) is None
    due = TODAY - timedelta(days=3)
    waiting = replace(record, appointments=(Appointment(due), Appointment(TODAY + timedelta(days=5))))
    assert overdue_review(waiting, TODAY) == due
    seen = replace(waiting, visits=(Visit(id="1", on=due + timedelta(days=1), next_visit=TODAY),))
    assert overdue_review(seen, TODAY) is None
    promised = replace(record, visits=(Visit(id="1", on=TODAY - timedelta(days=9), next_visit=due),))
    assert overdue_review(promised, TODAY) == due
    assert overdue_review(replace(waiting, issued=()), TODAY) is None
