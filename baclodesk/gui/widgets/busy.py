"""A calm sign that something is being worked on: a thin bar and a sentence, nothing that blinks."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from .pieces import column, label


class Busy(QWidget):
    """Hidden until ``start``; keeps its room, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._words = label("secondary", wrap=True)
        whole = column(self, gap=4)
        whole.addWidget(self._bar)
        whole.addWidget(self._words)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def start(self, words: str) -> None:
        """Show the sign with a sentence."""
        self._words.setText(words)
        self.show()

    def stop(self) -> None:
        """Take the sign away."""
        self.hide()
