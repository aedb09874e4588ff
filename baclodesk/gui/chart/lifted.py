"""What is said of a stage whose rules were lifted, and how that is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from baclodesk.domain import edits
from baclodesk.domain.plan import Exemption
from baclodesk.gui.chart.answered import signed
from baclodesk.gui.chart.board import Board
from baclodesk.services.texts import Texts

if TYPE_CHECKING:
    from baclodesk.gui.chart.plan_acts import Add
    from baclodesk.gui.chart.tab import TitrationTab


def told(board: Board, uid: int) -> str:
    """Say which rules were lifted for a stage, why, by whom and when; empty where none was."""
    plan = board.plan
    stage = None if plan is None else next((item for item in plan.stages if item.uid == uid), None)
    return "" if stage is None else " ".join(_sentence(board.texts, item) for item in stage.exemptions)


def _sentence(texts: Texts, item: Exemption) -> str:
    rule = texts(f"chart_lifted.rule.{item.code}")
    return texts("chart_lifted.told", rule=rule, reason=item.reason, signed=signed(texts, item))


def commands(tab: TitrationTab) -> dict[str, Callable[[], object]]:
    """Give what the tab does for this command."""
    return {"withdraw": lambda: _withdraw(tab.board)}


def entry(tab: TitrationTab, menu: QMenu, add: Add) -> None:
    """Add the entry to the menu of a stage that has something to take back."""
    board = tab.board
    if board.plan is not None and board.current is not None and board.plan.stage(board.current).exemptions:
        add(tab, menu, board.texts("chart_lifted.withdraw"), "withdraw", enabled=board.editable)


def _withdraw(board: Board) -> None:
    plan, uid = board.plan, board.current
    if plan is None or uid is None:
        return
    number = plan.index_of(uid) + 1
    board.edit(
        lambda before: edits.withdraw_exemptions(before, uid),
        lambda texts: texts("chart_lifted.withdrawn", stage=number),
    )
