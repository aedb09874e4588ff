"""Answers, lists, ticks and the decision: each a new record, each answer with its own day, nothing forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Decision, DecisionMade, EarlierTreatment, Medicine, RowsBefore, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import answering, catalogue, practice

from .record_examples import CALM, DOCTOR, NOW, TODAY

BARE = PatientRecord(CALM)


def test_a_changed_answer_leaves_the_one_before_in_the_history_with_its_day() -> None:
    first = practice.answered(BARE, "weight", Answer(Status.YES, amount=Fraction(62)), by=DOCTOR, now=NOW)
    later = NOW + timedelta(days=30)
    second = practice.answered(first, "weight", Answer(Status.YES, amount=Fraction(64)), by="Dr B", now=later)
    assert BARE.intake.answers == {}
    assert second.intake.amount("weight") == 64
    (kept,) = second.intake.history["weight"]
    assert (kept.amount, kept.given_at, kept.by) == (62, "2026-12-04T10:20:00+00:00", DOCTOR)
    assert second.intake.catalogue == catalogue.intake().version


def test_the_same_answer_again_changes_nothing() -> None:
    once = practice.answered(BARE, "liver", Answer(Status.NO), by=DOCTOR, now=NOW)
    assert practice.answered(once, "liver", Answer(Status.NO), by="Dr B", now=NOW + timedelta(1)) is once


def test_an_answer_taken_back_is_kept_in_the_history() -> None:
    once = practice.answered(BARE, "liver", Answer(Status.YES), by=DOCTOR, now=NOW)
    back = practice.answered(once, "liver", Answer(), by=DOCTOR, now=NOW + timedelta(1))
    assert back.intake.answer("liver").is_open
    assert [answer.status for answer in back.intake.history["liver"]] == [Status.YES]


def test_a_question_that_is_not_asked_cannot_be_answered() -> None:
    with pytest.raises(KeyError):
        practice.answered(BARE, "horoscope", Answer(Status.YES), by=DOCTOR, now=NOW)


def test_moments_are_kept_in_universal_time() -> None:
    paris = datetime(2026, 12, 4, 0, 30, 59, 999, tzinfo=timezone(timedelta(hours=1)))
    assert answering.stamp(paris) == "2026-12-03T23:30:59+00:00"
    assert answering.stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00+00:00"


def test_none_of_these_answers_only_open_yes_or_no_questions() -> None:
    one = practice.answered(BARE, "epilepsy", Answer(Status.YES), by=DOCTOR, now=NOW)
    all_said = practice.none_of_these(one, "medical", by=DOCTOR, now=NOW)
    intake = all_said.intake
    assert intake.answer("epilepsy").status is Status.YES
    assert intake.answer("liver").status is Status.NO
    assert intake.answer("egfr").is_open
    assert intake.answer("depression").is_open


def test_a_medicine_gets_its_group_unless_one_was_chosen() -> None:
    rows = (Medicine("Valium 5 mg"), Medicine("Valium", group="hypnotic"), Medicine("Paracetamol"))
    record = practice.with_medicines(BARE, rows, TODAY)
    assert [item.group for item in record.intake.medicines] == ["benzodiazepine", "hypnotic", ""]
    assert practice.with_medicines(record, record.intake.medicines, TODAY) is record


def test_treatments_of_the_other_kind_stay() -> None:
    record = practice.with_treatments(BARE, "drug", (EarlierTreatment("", "Acamprosate"),), TODAY)
    record = practice.with_treatments(record, "other", (EarlierTreatment("other", "Group"),), TODAY)
    record = practice.with_treatments(record, "drug", (), TODAY)
    assert [(item.kind, item.name) for item in record.intake.treatments] == [("other", "Group")]


def test_the_support_plan_is_kept_in_rows() -> None:
    rows = (("group", "Thursday group", "2026"),)
    assert practice.with_support(BARE, rows, TODAY).intake.support == rows


def test_a_point_is_ticked_once_and_can_be_taken_back() -> None:
    record = practice.informed(practice.informed(BARE, "aim", TODAY, DOCTOR), "aim", TODAY, "Dr B")
    assert [(tick.code, tick.by) for tick in record.intake.information] == [("aim", "Dr B")]
    assert practice.informed(record, "aim", None, DOCTOR).intake.information == ()
    ticked = practice.confirmed(BARE, "grounds", TODAY, DOCTOR)
    assert [tick.on for tick in ticked.intake.off_label] == [TODAY]
    assert practice.confirmed(ticked, "grounds", None, DOCTOR).intake.off_label == ()


def test_a_decision_has_reasons_name_and_day_and_can_be_opened_again() -> None:
    made = practice.decided(BARE, Decision.WAIT, "sleep clinic first", DOCTOR, TODAY)
    decision = made.intake.decision
    assert (decision.decision, decision.reasons, decision.by, decision.on) == (
        Decision.WAIT, "sleep clinic first", DOCTOR, TODAY
    )  # fmt: skip
    again = practice.decided(made, Decision.OPEN, decision.reasons, DOCTOR, TODAY).intake.decision
    assert (again.decision, again.reasons, again.by, again.on) == (Decision.OPEN, "sleep clinic first", "", None)


def test_a_decision_that_another_one_replaces_is_kept_and_changed_reasons_are_not() -> None:
    waited = practice.decided(BARE, Decision.WAIT, "sleep clinic", DOCTOR, TODAY)
    for reasons in ("sleep clinic f", "sleep clinic first"):
        waited = practice.decided(waited, Decision.WAIT, reasons, DOCTOR, TODAY)
    assert waited.intake.earlier_decisions == ()
    begun = practice.decided(waited, Decision.PRESCRIBE, "apnoea treated", "Dr B", TODAY + timedelta(30))
    assert begun.intake.earlier_decisions == (DecisionMade(Decision.WAIT, "sleep clinic first", DOCTOR, TODAY),)
    opened = practice.decided(begun, Decision.OPEN, "", "Dr B", TODAY + timedelta(60))
    assert [item.decision for item in opened.intake.earlier_decisions] == [Decision.WAIT, Decision.PRESCRIBE]


def test_every_list_keeps_what_it_held_before_by_the_day() -> None:
    later = TODAY + timedelta(7)
    record = practice.with_medicines(BARE, (Medicine("Valium"),), TODAY)
    record = practice.with_medicines(record, (), later)
    record = practice.with_treatments(record, "other", (EarlierTreatment("", "Group"),), later)
    record = practice.with_support(record, (("group", "", ""),), later)
    assert record.intake.earlier_rows == (
        RowsBefore("medicines", TODAY),
        RowsBefore("medicines", later, (("Valium", "benzodiazepine", "", ""),)),
        RowsBefore("treatments_other", later),
        RowsBefore("support", later),
    )


def test_the_id_of_a_patient_never_changes() -> None:
    changed = practice.with_identity(BARE, replace(CALM, id="0" * 32, given_name="Clara"))
    assert (changed.identity.id, changed.identity.given_name) == (CALM.id, "Clara")
