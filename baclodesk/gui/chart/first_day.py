"""The panel that asks for the date of day 1: the typed twin of dragging the plan's start."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from baclodesk.domain import edits
from baclodesk.gui.chart import wording
from baclodesk.gui.widgets.fields import DateField

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel


def build(panel: FormPanel) -> None:
    """Fill the panel."""
    board, texts = panel.board, panel.board.texts
    field = DateField(lambda: board.texts, lambda: board.state.today, past=False, parent=panel)
    field.line.setAccessibleName(texts("chart_more.first_day_title"))
    field.set_value(board.plan.start if board.plan is not None else None)
    panel.words(texts("chart_more.first_day_hint"))
    panel.add(field)
    panel.boxes["first_day"] = field.line

    def take() -> None:
        if field.value is None:
            panel.tell(texts("window.date_expected"))
            field.line.setFocus()
            return
        _take(panel, field.value)

    field.line.returnPressed.connect(take)
    panel.button("apply", texts("chart.inspector.apply"), take, primary=True)


def _take(panel: FormPanel, on: date) -> None:
    plan = panel.board.plan
    old = wording.date_of(None if plan is None else plan.start)
    panel.do(lambda before: edits.set_start(before, on), wording.step("start", old=old, new=wording.date_of(on)))
