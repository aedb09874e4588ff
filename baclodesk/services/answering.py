"""Use cases of the intake: every one takes a record and gives the changed one; none touches what it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from baclodesk.domain.intake import Answer, Decision, DecisionMade, EarlierTreatment, Intake, Medicine, Status, Tick
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue


def stamp(now: datetime) -> str:
    """Write a moment (with its zone) as records keep it: ISO, UTC, whole seconds."""
    return now.astimezone(UTC).replace(microsecond=0).isoformat()


def answered(record: PatientRecord, code: str, answer: Answer, *, by: str, now: datetime) -> PatientRecord:
    """Answer a question; an answer given before moves to the history with its own day.

    An answer to a question the catalogue does not have raises KeyError. An unchanged answer changes nothing.
    """
    catalogue.intake().item(code)
    if answer == record.intake.answer(code):
        return record
    given = replace(answer, given_at=stamp(now), by=by)
    intake = record.intake.with_answer(code, given)
    return replace(record, intake=replace(intake, catalogue=catalogue.intake().version))


def none_of_these(record: PatientRecord, group: str, *, by: str, now: datetime, brief: bool = False) -> PatientRecord:
    """Answer "no" to every open yes-or-no question of a group (``brief``: of its short way), said once for all.

    Questions that can stop the treatment are left open: each of them is asked on its own.
    """
    for item in rest_of(record, group, brief=brief):
        record = answered(record, item.code, Answer(Status.NO), by=by, now=now)
    return record


def rest_of(record: PatientRecord, group: str, *, brief: bool = False) -> tuple[catalogue.Item, ...]:
    """Give the open yes-or-no questions of a group that one "none of these" may answer."""
    asked = catalogue.intake().asked(record.identity.sex, group, brief=brief)
    return tuple(
        item
        for item in asked
        if item.kind is catalogue.ItemKind.YES_NO and not item.stopping and item.waits(record.intake)
    )


def with_medicines(record: PatientRecord, medicines: tuple[Medicine, ...], on: date) -> PatientRecord:
    """Keep the list of other medicines as of a day; a name without a group gets the group it is known in."""
    known = catalogue.medicines()
    grouped = tuple(item if item.group else replace(item, group=known.group_of(item.name)) for item in medicines)
    return _intake(record, record.intake.followed_by(replace(record.intake, medicines=grouped), on))


def with_treatments(record: PatientRecord, kind: str, rows: tuple[EarlierTreatment, ...], on: date) -> PatientRecord:
    """Keep the earlier treatments of one kind (``drug`` or ``other``) as of a day; those of the other kind stay."""
    others = tuple(item for item in record.intake.treatments if item.kind != kind)
    own = tuple(replace(item, kind=kind) for item in rows)
    return _intake(record, record.intake.followed_by(replace(record.intake, treatments=(*others, *own)), on))


def with_support(record: PatientRecord, rows: tuple[tuple[str, str, str], ...], on: date) -> PatientRecord:
    """Keep the support plan as of a day: what, with whom, since when."""
    return _intake(record, record.intake.followed_by(replace(record.intake, support=rows), on))


def informed(record: PatientRecord, code: str, on: date | None, by: str) -> PatientRecord:
    """Tick an information point with its day, or (``on`` None) take the tick away."""
    return _intake(record, replace(record.intake, information=_ticked(record.intake.information, code, on, by)))


def confirmed(record: PatientRecord, code: str, on: date | None, by: str) -> PatientRecord:
    """Tick an off-label condition with its day, or (``on`` None) take the tick away."""
    return _intake(record, replace(record.intake, off_label=_ticked(record.intake.off_label, code, on, by)))


def _ticked(ticks: tuple[Tick, ...], code: str, on: date | None, by: str) -> tuple[Tick, ...]:
    kept = tuple(tick for tick in ticks if tick.code != code)
    return kept if on is None else (*kept, Tick(code, on, by))


def decided(record: PatientRecord, decision: Decision, reasons: str, by: str, on: date) -> PatientRecord:
    """End the intake with a decision; OPEN takes it back, the typed reasons stay. One it replaces is kept."""
    opened = decision is Decision.OPEN
    made = DecisionMade(reasons=reasons) if opened else DecisionMade(decision, reasons, by, on)
    return _intake(record, record.intake.with_decision(made, by=by, on=on))


def _intake(record: PatientRecord, intake: Intake) -> PatientRecord:
    return record if intake == record.intake else replace(record, intake=intake)
