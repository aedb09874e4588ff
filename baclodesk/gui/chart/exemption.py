"""The panel that asks why a wall is lifted, and the stage and rule that the record belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from baclodesk.domain import edits
from baclodesk.domain.handles import (
    ABOVE_LAST_LINE,
    LATER_RISE,
    NEIGHBOUR_SHORTEST,
    RISE_FROM_BEFORE,
    RISE_INTO_NEXT,
    RISE_TOO_LARGE,
    STAGE_TOO_SHORT,
    Handle,
    Reason,
)
from baclodesk.domain.plan import Exemption, Plan
from baclodesk.gui.chart import plan_words, wording
from baclodesk.services.texts import Words

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel


def build(panel: FormPanel) -> None:
    """Fill the panel for the wall just hit."""
    board, texts = panel.board, panel.board.texts
    assert board.wall is not None
    assert board.plan is not None
    handle, reason = board.wall
    uid, code = exempted(board.plan, handle, reason)
    number = board.plan.index_of(uid) + 1
    values = {name: wording.written(texts, value) for name, value in reason.values}
    rule = texts(f"chart.rule.{code}", **values)
    panel.words(texts("chart.form.exempt_for", stage=number, rule=rule))
    counted = plan_words.counted(texts, reason).strip()
    if counted:
        panel.words(counted)
    panel.words(texts("chart.form.reason"))
    panel.reason = field = QPlainTextEdit(panel)
    field.setTabChangesFocus(True)
    field.setMaximumHeight(round(panel.theme.px(110)))
    field.setAccessibleName(texts("chart.form.reason"))
    panel.add(field)
    words = wording.step("exempt", stage=number)
    panel.button("apply", texts("chart.form.record"), lambda: _record(panel, uid, code, words), primary=True)


def _record(panel: FormPanel, uid: int, code: str, words: Words) -> None:
    why = panel.reason.toPlainText().strip() if panel.reason is not None else ""
    if not why:
        panel.tell(panel.board.texts("chart.form.reason_missing"))
        return
    state = panel.board.state
    made = Exemption(code, why, state.doctor, state.today)
    panel.do(lambda plan: edits.exempt(plan, uid, made), words)


_WALL_CODES = {
    LATER_RISE: RISE_TOO_LARGE,
    NEIGHBOUR_SHORTEST: STAGE_TOO_SHORT,
    RISE_FROM_BEFORE: RISE_TOO_LARGE,
    RISE_INTO_NEXT: RISE_TOO_LARGE,
}
_OF_ANOTHER_STAGE = (*_WALL_CODES, ABOVE_LAST_LINE, STAGE_TOO_SHORT)


def exempted(plan: Plan, handle: Handle, reason: Reason) -> tuple[int, str]:
    """Give the stage and the rule that an exemption for a wall belongs to: the stage in the way where there is one."""
    code = _WALL_CODES.get(reason.code, reason.code)
    if reason.stage is not None and reason.code in _OF_ANOTHER_STAGE:
        return plan.stages[reason.stage - 1].uid, code
    return handle.uid, code
