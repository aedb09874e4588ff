"""What keys and menu entries ask of the tab itself: the view, the table, the menu, the panels of the whole plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import lifted, plan_acts
from baclodesk.gui.chart.board import NOTE
from baclodesk.gui.chart.menu import open_menu
from baclodesk.gui.chart.targets import Target, TargetKind
from baclodesk.services.texts import Texts

if TYPE_CHECKING:
    from baclodesk.gui.chart.tab import TitrationTab


def run_in_tab(tab: TitrationTab, name: str) -> None:
    """Do what a command of this name asks of the tab."""
    doing: dict[str, Callable[[], object]] = {
        "zoom_in": lambda: tab.chart.zoom(0.7),
        "zoom_out": lambda: tab.chart.zoom(1.4),
        "fit": tab.chart.fit,
        "table": lambda: tab.show_page("table"),
        "chart": lambda: tab.show_page("chart"),
        "escape": lambda: _escape(tab),
        "day_later": lambda: tab.day.move(1),
        "day_earlier": lambda: tab.day.move(-1),
        "week_later": lambda: tab.day.move(7),
        "week_earlier": lambda: tab.day.move(-7),
        "today": lambda: _today(tab),
        "menu": lambda: _menu(tab),
        "end_on": lambda: _arm_end_on(tab),
        "print": tab.print_wanted.emit,
        "first_day": lambda: _first_day(tab),
        "revisions": lambda: tab.open_form("revisions"),
        **plan_acts.commands(tab),
        **lifted.commands(tab),
    }
    doing[name]()


def _escape(tab: TitrationTab) -> None:
    """Leave the day pointed at, else clear the selection; drag and editor have taken the key before."""
    if not tab.day.drop():
        tab.board.select(None)


def _today(tab: TitrationTab) -> None:
    day, plan = tab.board.state.today_number, tab.board.plan
    if plan is None:
        return
    index = None if day is None else plan.stage_index_on(day)
    if day is not None and index is not None:
        tab.chart.show_day(day)
        tab.board.select(plan.stages[index].uid)
    else:
        tab.board.refuse(_no_today(tab.board.texts, plan, day))


def _no_today(texts: Texts, plan: Plan, day: int | None) -> str:
    """Say why today has no place in the plan."""
    if day is None or plan.start is None:
        return texts("chart_acts.today_no_start")
    if day < 1:
        return texts("chart_acts.today_before", on=texts.date(plan.start))
    return texts("chart_acts.today_after", on=texts.date(plan.start + timedelta(days=plan.closed_days - 1)))


def _menu(tab: TitrationTab) -> None:
    """Open the menu at the current stage, or that of the whole plan where none is selected."""
    point = tab.chart.mapToGlobal(tab.chart.menu_point().toPoint())
    uid = tab.board.current
    open_menu(tab, Target(TargetKind.EMPTY) if uid is None else Target(TargetKind.BODY, uid), point)


def _arm_end_on(tab: TitrationTab) -> None:
    board = tab.board
    if board.current is None or board.plan is None or not board.editable:
        return
    tab.show_page("chart")
    tab.chart.picking = board.current
    number = board.plan.index_of(board.current) + 1
    board.told.emit(board.texts("chart.hint.picked", stage=number), NOTE)


def _first_day(tab: TitrationTab) -> None:
    """Ask for day 1, unless its date is history."""
    board = tab.board
    if board.state.locked:
        board.refuse(board.state.locked)
    elif board.history is not None:
        board.refuse(board.texts("chart.refusal.history"))
    elif board.plan is not None:
        tab.open_form("first_day")
