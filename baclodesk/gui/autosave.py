"""Saving by itself: after each pause in the editing, in a thread, and nothing called saved before it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.ports import Clock, PracticeStore

from .jobs import expected_code
from .session import Session

PAUSE_MS: Final = 1200
"""How long the editing must rest before a save begins; a save is asked for at the latest after three such pauses."""

_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="baclodesk-save")


@dataclass(frozen=True, slots=True)
class SaveState:
    """How the record stands against the disk.

    ``saved_at`` is when it was last acknowledged; ``failure`` an error's code when the last try failed, and then
    ``draft_kept`` says whether the work lies sealed on this computer all the same.
    """

    dirty: bool
    saving: bool = False
    saved_at: datetime | None = None
    failure: str = ""
    draft_kept: bool = False


class Autosave(QObject):
    """Keeps one session on the disk. ``changed`` carries a SaveState whenever it moves.

    ``has_draft``: a draft of this very work lies on this computer and goes with the next save.
    """

    changed = Signal(object)
    saved = Signal()
    _ended = Signal(object)

    def __init__(self, session: Session, store: PracticeStore, clock: Clock) -> None:
        super().__init__(session)
        self._session, self._store, self._clock = session, store, clock
        self._state = SaveState(dirty=session.dirty)
        self._running: tuple[Future[int], PatientRecord] | None = None
        self._held = False
        self.has_draft = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.begin)
        self._latest = QTimer(self, singleShot=True, interval=3 * PAUSE_MS)
        self._latest.timeout.connect(self.begin)
        self._ended.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        session.edited.connect(self._note_edit)

    @property
    def state(self) -> SaveState:
        """How the record stands now."""
        return self._state

    def hold(self) -> None:
        """Keep still while something is being dragged."""
        self._held = True

    def release(self) -> None:
        """Go on after a drag."""
        self._held = False
        if self._session.dirty:
            self._pause.start()

    def _note_edit(self) -> None:
        self._tell(dirty=self._session.dirty, saving=self._running is not None)
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def begin(self) -> None:
        """Start saving what stands now, unless nothing is new, a save runs, or a drag is on."""
        if self._held:
            return
        self._pause.stop()
        self._latest.stop()
        if self._running is not None or not self._session.dirty:
            return
        record, base = self._session.record, self._session.base
        future = _writer.submit(self._store.save, record, base)
        self._running = (future, record)
        self._tell(dirty=True, saving=True)
        future.add_done_callback(self._ended.emit)

    def flush(self) -> bool:
        """Save now and wait for it; gives True when everything is on the disk. Used before lock, issue and closing."""
        self._held = False
        if self._running is not None:
            self._settle(*self._running)
        self.begin()
        if self._running is not None:
            self._settle(*self._running)
        return not self._session.dirty

    def stop(self) -> None:
        """Save nothing more."""
        self._pause.stop()
        self._latest.stop()
        self._session.edited.disconnect(self._note_edit)

    def _collect(self, ended: Future[int]) -> None:
        if self._running is not None and self._running[0] is ended:
            self._settle(*self._running)
            if self._session.dirty and not self._state.failure:
                self._pause.start()

    def _settle(self, future: Future[int], record: PatientRecord) -> None:
        error = future.exception()
        self._running = None
        if error is None:
            self._session.base = future.result()
            self._session.saved_record = record
            if self.has_draft:
                self.has_draft = False
                self._quietly(lambda: self._store.discard_draft(record.identity.id))
            self._state = SaveState(dirty=self._session.dirty, saved_at=self._clock())
            self.changed.emit(self._state)
            self.saved.emit()
            return
        code = expected_code(error)
        kept = self._quietly(lambda: self._store.save_draft(self._session.record, self._session.base))
        self.has_draft = self.has_draft or kept
        self._state = SaveState(
            dirty=True, saved_at=self._state.saved_at, failure=code or "unforeseen", draft_kept=kept
        )
        self.changed.emit(self._state)
        if code is None:
            raise error

    def _quietly(self, act: Callable[[], None]) -> bool:
        """Do what helps but must not hide the first failure; tells whether it worked."""
        try:
            act()
        except Exception as error:
            if expected_code(error) is None:
                raise
            return False
        return True

    def _tell(self, *, dirty: bool, saving: bool) -> None:
        last = self._state
        self._state = SaveState(dirty, saving, last.saved_at, last.failure if dirty else "", last.draft_kept)
        self.changed.emit(self._state)
