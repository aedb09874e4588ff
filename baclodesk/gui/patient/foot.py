"""The foot of a patient's page: which policy holds, what undo would do, and what became of the changes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from baclodesk.services.texts import Texts

from ..autosave import SaveState
from ..desk import Desk
from ..knowledge import policy_words
from ..session import UndoState
from ..style import icons
from ..widgets.flow import Flow
from ..widgets.pieces import button, label


class PatientFoot(QWidget):
    """The policy at the left, undo by name and the saving's state at the right; ``undo_wanted`` when it is pressed."""

    undo_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._undo, self._save = UndoState(), SaveState(dirty=False)
        self.policy = label("secondary", wrap=True)
        self.undo = button("quiet")
        self.state = label("secondary")
        line = Flow(self, gap=12, line_gap=0)
        line.setContentsMargins(24, 4, 24, 8)
        line.addWidget(self.policy)
        line.spring()
        line.addWidget(self.undo)
        line.addWidget(self.state)
        fixed = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fixed.setHeightForWidth(True)
        self.setSizePolicy(fixed)
        self.undo.clicked.connect(self.undo_wanted)
        desk.theme.changed.connect(self._draw)
        self._draw()
        self.retranslate(desk.texts)

    def refresh_policy(self) -> None:
        """Say the policy that holds now."""
        self.policy.setText(policy_words(self._desk, self._desk.texts))

    def show_undo(self, state: UndoState) -> None:
        """Name the step that undo would take back."""
        self._undo = state
        texts = self._desk.texts
        whole = "" if state.undo is None else state.undo(texts)
        words = whole if len(whole) <= 60 else whole[:59] + "…"
        self.undo.setText(texts("window.undo", step=words) if whole else texts("window.undo_none"))
        self.undo.setToolTip(whole)
        self.undo.setEnabled(bool(whole))

    def show_save(self, state: SaveState) -> None:
        """Say what became of the changes; never more than is true."""
        self._save = state
        texts = self._desk.texts
        if state.failure:
            words = texts("window.save.failed")
        elif state.saving:
            words = texts("window.save.saving")
        elif state.dirty:
            words = texts("window.save.dirty")
        elif state.saved_at is not None:
            words = texts("window.save.saved", time=state.saved_at.astimezone().strftime("%H:%M"))
        else:
            words = texts("window.save.nothing")
        self.state.setText(words)

    def _draw(self) -> None:
        self.undo.setIcon(icons.icon(self._desk.theme, "undo"))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.undo.setAccessibleDescription(texts("window.undo_none"))
        self.refresh_policy()
        self.show_undo(self._undo)
        self.show_save(self._save)
