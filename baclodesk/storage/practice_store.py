"""The port of the use cases over the vault: records in, records out.

The vault hands tables about and wants a base with every save; this adapter keeps, for each opened dossier, the bases
it has seen by revision number, and the tables behind them, so that what a later program wrote is carried through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.ports import Clock, Listed, Notice, Opened
from baclodesk.storage import codec, summary
from baclodesk.storage.errors import BadFile, Conflict, DossierNotFound, Unstorable
from baclodesk.storage.revisions import Base, NoticeKind
from baclodesk.storage.revisions import Notice as Found
from baclodesk.storage.schema import Tables
from baclodesk.storage.shapes import RecordError
from baclodesk.storage.vault import Vault

_SEVERE: Final = frozenset(kind for kind in NoticeKind if kind is not NoticeKind.UNFINISHED)


@dataclass(frozen=True, slots=True)
class _Kept:
    base: Base
    tables: Tables


class VaultPracticeStore:
    """An unlocked practice over a vault; implements :class:`baclodesk.services.ports.PracticeStore`.

    ``user`` is the name it was unlocked under; ``clock`` tells the day for the list. Raises the store's typed errors,
    and RecordError for a dossier that opens but whose rows are not as expected.
    """

    def __init__(self, vault: Vault, user: str, clock: Clock) -> None:
        self.vault, self._user, self._clock = vault, user, clock
        self._kept: dict[str, dict[int, _Kept]] = {}
        self._practice: _Kept | None = None
        self._practice_read = False

    @property
    def user(self) -> str:
        """The name under which the practice was unlocked."""
        return self._user

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was found while unlocking."""
        return tuple(_notice(found) for found in self.vault.notices)

    def practice(self) -> Practice:
        """Give letterhead and settings; those of a new practice before they were saved."""
        loaded = self.vault.load_practice()
        self._practice_read = True
        if loaded is None:
            self._practice = None
            return Practice()
        self._practice = _Kept(loaded.base, loaded.tables)
        return codec.decode_practice(loaded.tables)

    def save_practice(self, practice: Practice) -> None:
        """Keep letterhead and settings; durable on return."""
        if not self._practice_read:
            self.practice()
        tables = codec.encode_practice(practice)
        if self._practice is not None:
            tables = codec.carried(tables, self._practice.tables)
        base = self.vault.save_practice(tables, self._practice.base if self._practice else None)
        self._practice = _Kept(base, tables)

    def new_id(self) -> str:
        """Give a fresh random patient id."""
        return self.vault.new_id()

    def patients(self) -> Sequence[Listed]:
        """List all patients by name, as of today; those that exist only as unsaved work among them."""
        today = self._today()
        drafts = set(self.vault.drafts())
        rows = self.vault.index(summary.summary, version=summary.VERSION)
        found = [summary.listed(row["id"], row, today, draft=row["id"] in drafts) for row in rows]
        found += [self._draft_row(patient_id, today) for patient_id in sorted(drafts - {row["id"] for row in rows})]
        return sorted(found, key=lambda row: (row.full_name.casefold(), row.birth_date or date.min, row.id))

    def _draft_row(self, patient_id: str, today: date) -> Listed:
        try:
            draft = self.vault.load_draft(patient_id)
            row = summary.of_record(codec.decode(draft.tables)) if draft else {"unreadable": "gone"}
        except (BadFile, RecordError) as problem:
            row = {"unreadable": problem.code}
        return summary.listed(patient_id, row, today, draft=True)

    def open(self, patient_id: str) -> Opened:
        """Read one record, falling back to the newest good revision, with unsaved work where there is some.

        A patient never saved opens from the unsaved work, at file revision 0.
        """
        notices: list[Notice] = []
        draft = self._draft(patient_id, notices)
        try:
            loaded = self.vault.load(patient_id)
        except DossierNotFound:
            if draft is None:
                raise
            return Opened(draft, 0, (*notices, Notice("never_saved")), draft)
        record = codec.decode(loaded.tables)
        self._kept[patient_id] = {loaded.revision: _Kept(loaded.base, loaded.tables)}
        notices = [*(_notice(found) for found in loaded.notices), *notices]
        return Opened(record, loaded.revision, tuple(notices), None if draft == record else draft)

    def _draft(self, patient_id: str, notices: list[Notice]) -> PatientRecord | None:
        try:
            draft = self.vault.load_draft(patient_id)
            return None if draft is None else codec.decode(draft.tables)
        except (BadFile, RecordError) as problem:
            notices.append(Notice("draft_unreadable", severe=True, detail=problem.code))
            return None

    def save(self, record: PatientRecord, base: int | None) -> int:
        """Write the record as the revision after ``base`` (None: first); durable on return; gives the new revision.

        The rows are read back and compared before anything is written; a record that would not come back equal
        raises Unstorable, and nothing is written.
        """
        patient_id = record.identity.id
        kept = self._base(patient_id, base)
        tables = self._tables(record, kept)
        saved = self.vault.save(patient_id, tables, kept.base if kept else None)
        seen = self._kept.get(patient_id, {})
        self._kept[patient_id] = {**({base: seen[base]} if base in seen else {}), saved.revision: _Kept(saved, tables)}
        return saved.revision

    def save_draft(self, record: PatientRecord, base: int | None) -> None:
        """Keep unsaved work on this computer, sealed."""
        kept = self._base(record.identity.id, base)
        self.vault.save_draft(record.identity.id, self._tables(record, kept), kept.base if kept else None)

    def discard_draft(self, patient_id: str) -> None:
        """Forget the unsaved work."""
        self.vault.discard_draft(patient_id)

    def keep_paper(self, content: bytes) -> str:
        """Keep a finished document sealed; gives the name under which it is found again. Durable on return."""
        return self.vault.put_attachment(content)

    def kept_paper(self, name: str) -> bytes:
        """Give a document kept before."""
        return self.vault.get_attachment(name)

    def lock(self) -> None:
        """Drop keys and everything read."""
        self._kept.clear()
        self._practice, self._practice_read = None, False
        self.vault.lock()

    def _base(self, patient_id: str, base: int | None) -> _Kept | None:
        if not base:
            return None
        seen = self._kept.get(patient_id, {})
        if base not in seen:
            raise Conflict(max(seen, default=0))
        return seen[base]

    @staticmethod
    def _tables(record: PatientRecord, kept: _Kept | None) -> Tables:
        try:
            tables = codec.encode(record)
            again = codec.decode(tables)
            same = again == record and codec.encode(again) == tables
        except (ValueError, RecordError) as problem:
            raise Unstorable(type(problem).__name__) from None
        if not same:
            raise Unstorable("the record would come back different")
        return codec.carried(tables, kept.tables) if kept else tables

    def _today(self) -> date:
        return self._clock().date()


def _notice(found: Found) -> Notice:
    return Notice(found.kind.value, severe=found.kind in _SEVERE, detail=str(found.revision))
