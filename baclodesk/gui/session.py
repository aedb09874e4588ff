"""The record being worked on: its undo stack, and what became of every change.

The session holds one immutable record. An edit, typed or dragged, is one undo step with the record before and after;
nothing else changes the record. The stack belongs to the record, so undo never crosses patients. Nothing is connected
to the stack: it empties itself once more when it goes, and would call a session that is half gone already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.ports import Opened
from baclodesk.services.texts import Words, run_together

_MERGE_ID: Final = 1
_STEPS_KEPT: Final = 1000


class RecordCommand(QUndoCommand):
    """One edit: the record before and after, the words that name it, and a key under which edits run together.

    Edits with the same non-empty ``merge_key`` that follow each other become one step, named from where the first of
    them began where their words can join; a step that leads back to where it began disappears.
    """

    def __init__(
        self,
        place: Callable[[PatientRecord], None],
        before: PatientRecord,
        after: PatientRecord,
        words: Words,
        merge_key: str = "",
    ) -> None:
        super().__init__()
        self._place, self.before, self.after, self.words, self.merge_key = place, before, after, words, merge_key

    @override
    def id(self) -> int:
        return _MERGE_ID if self.merge_key else -1

    @override
    def redo(self) -> None:
        self._place(self.after)

    @override
    def undo(self) -> None:
        self._place(self.before)

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, RecordCommand) or other.merge_key != self.merge_key:
            return False
        self.after = other.after
        self.words = run_together(self.words, other.words)
        self.setObsolete(self.after == self.before)
        return True


@dataclass(frozen=True, slots=True)
class UndoState:
    """What can be undone and redone, each to be named in the language of the moment; None when there is nothing."""

    undo: Words | None = None
    redo: Words | None = None


class Session(QObject):
    """One patient's record at work; ``work`` is unsaved work to go on with instead of what was read.

    ``record_changed`` carries the new record, ``undo_changed`` an UndoState. ``edited`` tells the autosave that there
    is something to keep.
    """

    record_changed = Signal(object)
    undo_changed = Signal(object)
    edited = Signal()

    def __init__(self, opened: Opened, work: PatientRecord | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = opened.record if work is None else work
        self.saved_record: PatientRecord | None = opened.record if opened.file_revision else None
        self.base: int | None = opened.file_revision or None
        self.opened = opened
        self._seal = 0
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_STEPS_KEPT)

    @property
    def record(self) -> PatientRecord:
        """The record as it stands."""
        return self._record

    @property
    def dirty(self) -> bool:
        """Tell whether the record holds something that no file holds yet."""
        return self._record is not self.saved_record and self._record != self.saved_record

    def edit(self, after: PatientRecord, words: Words, merge_key: str = "") -> None:
        """Take ``after`` as the record, as one undo step named by ``words``; nothing happens when it is equal."""
        if after is self._record or after == self._record:
            return
        key = f"{merge_key}#{self._seal}" if merge_key else ""
        self.stack.push(RecordCommand(self._step, self._record, after, words, key))
        self._tell_undo()

    def end_typing(self) -> None:
        """Close the step being typed: what follows is a new one even under the same key."""
        self._seal += 1

    def note_fact(self, after: PatientRecord, *, closes: bool = False) -> None:
        """Take ``after``, which holds something that happened (a paper written, a plan issued): no undo step.

        Later undo carries such facts along. ``closes`` drops the steps before it: undo never crosses an issue.
        """
        if closes:
            self.stack.clear()
        self._take(after)
        self._tell_undo()

    def undo(self) -> None:
        """Go one step back."""
        self.end_typing()
        self.stack.undo()
        self._tell_undo()

    def redo(self) -> None:
        """Go one step forward again."""
        self.stack.redo()
        self._tell_undo()

    @property
    def undo_state(self) -> UndoState:
        """What undo and redo would do."""
        at = self.stack.index()
        return UndoState(self._words(at - 1), self._words(at))

    def _words(self, place: int) -> Words | None:
        """Give the name of the step at ``place`` of the stack; None where there is none."""
        command = self.stack.command(place) if 0 <= place < self.stack.count() else None
        return command.words if isinstance(command, RecordCommand) else None

    def _tell_undo(self) -> None:
        self.undo_changed.emit(self.undo_state)

    def _step(self, record: PatientRecord) -> None:
        """Go to a step's record; papers written, plans issued and answers begun meanwhile stay."""
        now = self._record
        self._take(replace(record, documents=now.documents, issued=now.issued, begun=now.begun))

    def _take(self, record: PatientRecord) -> None:
        self._record = record
        self.record_changed.emit(record)
        self.edited.emit()
