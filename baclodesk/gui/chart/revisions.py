"""The panel that says in words what differs between any two revisions, or a revision and the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel


def build(panel: FormPanel) -> None:
    """Fill the panel: the earlier plan, the later one, and the list; the earlier one is drawn under the chart."""
    board, texts = panel.board, panel.board.texts
    choices = _plans(board)
    earlier, later = QComboBox(panel), QComboBox(panel)
    for name, words, box in (("from", "chart_more.earlier", earlier), ("to", "chart_more.later", later)):
        panel.words(texts(words))
        box.setObjectName(f"revisions.{name}")
        box.setAccessibleName(texts(words))
        box.addItems([label for label, _, _ in choices])
        panel.add(box)
    numbers = [number for _, number, _ in choices]
    start = numbers.index(board.overlay) if board.overlay in numbers else max(len(choices) - 2, 0)
    earlier.setCurrentIndex(start)
    later.setCurrentIndex(len(choices) - 1)
    lines = panel.words("")
    lines.setObjectName("revisions.list")

    def show() -> None:
        _, number, old = choices[earlier.currentIndex()]
        _show(lines, "\n".join(wording.differences(texts, old, choices[later.currentIndex()][2])))
        board.lay_under(number)

    earlier.currentIndexChanged.connect(show)
    later.currentIndexChanged.connect(show)
    show()
    earlier.setFocus()


def _show(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setAccessibleName(words)


def _plans(board: Board) -> list[tuple[str, int | None, Plan]]:
    """Every revision and, last, the draft where it differs: what it is called, its number (None: the draft)."""
    texts, state = board.texts, board.state
    found: list[tuple[str, int | None, Plan]] = [
        (texts("chart.menu.overlay_revision", number=item.number, on=texts.date(item.on)), item.number, item.plan)
        for item in state.issued
    ]
    if state.plan is not None and (not found or found[-1][2] != state.plan):
        found.append((texts("chart.header.draft", revision=state.revision), None, state.plan))
    return found
