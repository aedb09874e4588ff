"""The record: what is in force, what is next, and that it never shows a name by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from baclodesk.domain.consent import Consent, ConsentState
from baclodesk.domain.patient import Identity, IssuedPlan, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.domain.visit import Visit

from .edit_plans import ladder

PERSON = Identity("0" * 32, "Arnaud", "Claire", date(1979, 5, 3), phone="0199")


def test_without_an_issue_nothing_is_in_force_and_the_first_revision_is_next() -> None:
    record = PatientRecord(PERSON)
    assert (record.current_issue, record.plan_in_force, record.next_revision) == (None, None, 1)
    assert not record.draft_differs
    assert replace(record, plan=ladder()).draft_differs


def test_the_last_issue_is_in_force_and_an_edited_draft_differs_from_it() -> None:
    plan = ladder()
    record = PatientRecord(PERSON, plan=plan, issued=(IssuedPlan(1, plan, "guide", "", ""),))
    assert record.current_issue == record.issued[0]
    assert (record.plan_in_force, record.next_revision) == (plan, 2)
    assert not record.draft_differs
    assert replace(record, plan=replace(plan, note="x")).draft_differs


def test_a_name_is_written_family_first_and_whole_only_where_it_is_known() -> None:
    assert PERSON.full_name == "Arnaud, Claire"
    assert Identity("1", given_name="Claire").full_name == "Claire"
    assert Identity("1").full_name == ""


def test_only_a_signature_that_was_not_withdrawn_counts_as_signed() -> None:
    assert [state for state in ConsentState if Consent(state).is_signed] == [ConsentState.SIGNED]


def test_nothing_of_a_person_shows_in_the_values_names() -> None:
    visit = Visit("v1", date(2026, 1, 1), craving=8, note="told in confidence")
    consent = Consent(doctor="Dr Secret", patient="Claire", withdrawn_note="told in confidence")
    shown = repr((PERSON, visit, consent, Practice(name="Secret Practice", doctor="Dr Secret")))
    for word in ("Arnaud", "Claire", "1979", "0199", "confidence", "Secret", "craving"):
        assert word not in shown
