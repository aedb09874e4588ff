"""A practice store that lets one thread in at a time: the window reads while the autosave writes."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.ports import Listed, Opened, PracticeStore


class OneAtATime:
    """Passes every call on to ``store`` under one lock; see the port for what each does."""

    def __init__(self, store: PracticeStore) -> None:
        self._store, self._gate = store, RLock()

    @property
    def user(self) -> str:
        """The name signed in."""
        return self._store.user

    def practice(self) -> Practice:
        """See the port."""
        with self._gate:
            return self._store.practice()

    def save_practice(self, practice: Practice) -> None:
        """See the port."""
        with self._gate:
            self._store.save_practice(practice)

    def new_id(self) -> str:
        """See the port."""
        return self._store.new_id()

    def patients(self) -> Sequence[Listed]:
        """See the port."""
        with self._gate:
            return self._store.patients()

    def open(self, patient_id: str) -> Opened:
        """See the port."""
        with self._gate:
            return self._store.open(patient_id)

    def save(self, record: PatientRecord, base: int | None) -> int:
        """See the port."""
        with self._gate:
            return self._store.save(record, base)

    def save_draft(self, record: PatientRecord, base: int | None) -> None:
        """See the port."""
        with self._gate:
            self._store.save_draft(record, base)

    def discard_draft(self, patient_id: str) -> None:
        """See the port."""
        with self._gate:
            self._store.discard_draft(patient_id)

    def keep_paper(self, content: bytes) -> str:
        """See the port."""
        with self._gate:
            return self._store.keep_paper(content)

    def kept_paper(self, name: str) -> bytes:
        """See the port."""
        with self._gate:
            return self._store.kept_paper(name)

    def lock(self) -> None:
        """See the port."""
        with self._gate:
            self._store.lock()
