"""What the use cases need from the outside: a sealed store, documents, a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice

Clock = Callable[[], datetime]
"""Gives the present moment with its time zone; passed in, so that tests choose the day."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the store found while opening: ``code`` names the sentence, ``severe`` is shown in red."""

    code: str
    severe: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it was read, the file revision it came from, and what was noticed."""

    record: PatientRecord
    file_revision: int
    notices: tuple[Notice, ...] = ()
    draft: PatientRecord | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the patient list; ``damaged`` when no revision of the dossier could be read.

    ``phase`` is a PhaseKind's value on the day of listing; ``stages`` the issued plan's (days, mg a day); ``stop_day``
    and ``stop_days`` count a stop under way; ``draft`` says that unsaved work waits on this computer; ``printed_on`` is
    the day (UTC) on which the schedule of the revision in force was last written. ``papers`` are the kinds of document
    written for that revision, with those that go with no revision; ``consent_waits``: prepared and not printed yet.
    """

    id: str
    full_name: str = field(repr=False)
    birth_date: date | None = field(default=None, repr=False)
    phase: str = "new"
    start: date | None = None
    next_visit: date | None = None
    next_time: str = ""
    top_mg: str = ""
    stages: tuple[tuple[int | None, str], ...] = ()
    intake_open: bool = True
    to_print: bool = False
    reason_on_file: bool = False
    damaged: bool = False
    stop_day: int | None = None
    stop_days: int | None = None
    draft: bool = False
    printed_on: date | None = None
    issued_on: date | None = None
    papers: tuple[str, ...] = ()
    consent_waits: bool = False


class PracticeStore(Protocol):
    """An unlocked practice. Every method may raise the store's typed errors (``code`` attribute)."""

    @property
    def user(self) -> str:
        """The name under which the practice was unlocked."""

    def practice(self) -> Practice:
        """Give letterhead and settings."""

    def save_practice(self, practice: Practice) -> None:
        """Keep letterhead and settings; durable on return."""

    def new_id(self) -> str:
        """Give a fresh random patient id."""

    def patients(self) -> Sequence[Listed]:
        """List all patients by name."""

    def open(self, patient_id: str) -> Opened:
        """Read one record, falling back to the newest good revision."""

    def save(self, record: PatientRecord, base: int | None) -> int:
        """Write the record as the revision after ``base`` (None: first); durable on return; gives the new revision."""

    def save_draft(self, record: PatientRecord, base: int | None) -> None:
        """Keep unsaved work on this computer, sealed."""

    def discard_draft(self, patient_id: str) -> None:
        """Forget the unsaved work."""

    def keep_paper(self, content: bytes) -> str:
        """Keep a document handed out, sealed; gives the name under which it comes back."""

    def kept_paper(self, name: str) -> bytes:
        """Give the bytes kept under ``name``."""

    def lock(self) -> None:
        """Drop keys and everything read."""
