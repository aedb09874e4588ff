"""The panel for a note: on the current stage, or on the plan where none is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from baclodesk.domain.notes import MOST_LETTERS, plain_note, set_note
from baclodesk.gui.chart import plan_words

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel

_HEIGHT = 150.0


def build(panel: FormPanel) -> None:
    """Fill the panel."""
    board, texts, uid = panel.board, panel.board.texts, panel.board.current
    plan = board.plan
    assert plan is not None
    number = None if uid is None else plan.index_of(uid) + 1
    of = texts("chart_plan.note.of_plan") if number is None else texts("chart_plan.note.of_stage", stage=number)
    panel.words(of)
    panel.reason = field = QPlainTextEdit(panel)
    field.setPlainText(plan.note if uid is None else plan.stage(uid).note)
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.setTabChangesFocus(True)
    field.setFixedHeight(round(panel.theme.px(_HEIGHT)))
    field.setAccessibleName(texts("chart_plan.title.note"))
    field.setAccessibleDescription(of)
    panel.add(field)
    count = panel.words("")
    panel.words(texts("chart_plan.note.where"))

    def show() -> None:
        count.setText(texts("chart_plan.note.count", n=len(plain_note(field.toPlainText())), most=MOST_LETTERS))

    def take() -> None:
        note = plain_note(field.toPlainText())
        if len(note) > MOST_LETTERS:
            panel.tell(texts("chart_plan.note.too_long", n=len(note), most=MOST_LETTERS))
            field.setFocus()
            return
        key = f"{'change' if note else 'gone'}_{'plan' if number is None else 'stage'}"
        panel.do(lambda before: set_note(before, uid, note), plan_words.step(f"note.{key}", stage=number))

    field.textChanged.connect(show)
    show()
    panel.button("apply", texts("chart.inspector.apply"), take, primary=True)
