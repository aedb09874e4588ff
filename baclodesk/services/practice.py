"""The use cases in one place: every edit takes a record and gives another; the store is reached through its port.

Edits are values: what is to be undone is the record before. Nothing here reads a clock: moments are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.services.answering import (
    answered,
    confirmed,
    decided,
    informed,
    none_of_these,
    rest_of,
    stamp,
    with_medicines,
    with_support,
    with_treatments,
)
from baclodesk.services.consenting import (
    ConsentError,
    Renewal,
    Wanted,
    clause_texts,
    prepared,
    printed,
    renewals,
    signed,
    variant_for,
    withdrawn,
)
from baclodesk.services.issuing import (
    IssueRefusedError,
    IssueSheet,
    Paper,
    Reply,
    document_made,
    is_whole,
    issue_sheet,
    issued,
    papers_missing,
    plan_digest,
)
from baclodesk.services.ports import PracticeStore
from baclodesk.services.visiting import (
    new_visit,
    visit_before,
    with_appointment,
    with_visit,
    without_appointment,
    without_visit,
)

__all__ = [
    "ConsentError",
    "IssueRefusedError",
    "IssueSheet",
    "Kept",
    "Paper",
    "Renewal",
    "Reply",
    "Wanted",
    "answered",
    "clause_texts",
    "confirmed",
    "decided",
    "document_made",
    "informed",
    "is_whole",
    "issue_sheet",
    "issued",
    "new_patient",
    "new_visit",
    "none_of_these",
    "papers_missing",
    "plan_digest",
    "prepared",
    "printed",
    "renewals",
    "rest_of",
    "signed",
    "stamp",
    "variant_for",
    "visit_before",
    "with_appointment",
    "with_identity",
    "with_medicines",
    "with_plan",
    "with_support",
    "with_treatments",
    "with_visit",
    "withdrawn",
    "without_appointment",
    "without_visit",
]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it stands in the practice's files, and the revision of its file."""

    record: PatientRecord
    revision: int


def new_patient(store: PracticeStore, person: Identity) -> Kept:
    """Make and save the record of a new patient under a fresh id; raises the store's errors, then nothing is kept."""
    record = PatientRecord(replace(person, id=store.new_id()))
    return Kept(record, store.save(record, None))


def with_identity(record: PatientRecord, person: Identity) -> PatientRecord:
    """Change who the patient is; the id stays."""
    return replace(record, identity=replace(person, id=record.identity.id))


def with_plan(record: PatientRecord, plan: Plan | None) -> PatientRecord:
    """Take another draft; issued revisions stay as they are."""
    return replace(record, plan=plan)
