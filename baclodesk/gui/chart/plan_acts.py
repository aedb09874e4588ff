"""How one comes to the panels for times, note and as-needed dose: commands and menu entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from baclodesk.gui.chart.tab import TitrationTab


class Add(Protocol):
    """Adds an entry to a menu."""

    def __call__(self, tab: TitrationTab, menu: QMenu, words: str, command: str, *, enabled: bool) -> None:
        """Add ``words``, which run ``command``."""


def commands(tab: TitrationTab) -> dict[str, Callable[[], object]]:
    """Give what the tab does for these commands."""
    return {
        "times": lambda: _times(tab),
        "note": lambda: _open(tab, "note"),
        "as_needed": lambda: _open(tab, "as_needed"),
    }


def entries(tab: TitrationTab, menu: QMenu, add: Add, *, of_stage: bool) -> None:
    """Add the entries to the menu of a stage, or to that of the whole plan."""
    board, texts = tab.board, tab.board.texts
    if of_stage:
        words, past = texts("chart_plan.menu.times"), _is_past(tab)
        told = texts("chart_more.act_is_history", act=words) if past else words
        add(tab, menu, told, "times", enabled=board.editable and not past)
    key = "note" if of_stage else "note_of_plan"
    add(tab, menu, texts(f"chart_plan.menu.{key}"), "note", enabled=board.editable)
    add(tab, menu, texts("chart_plan.menu.as_needed"), "as_needed", enabled=board.editable)


def _is_past(tab: TitrationTab) -> bool:
    """Tell whether all days of the current stage are history."""
    board = tab.board
    if board.plan is None or board.current is None or board.history is None:
        return False
    last = board.plan.spans()[board.plan.index_of(board.current)].last_day
    return last is not None and last <= board.history


def _open(tab: TitrationTab, name: str) -> None:
    board = tab.board
    if board.state.locked:
        board.refuse(board.state.locked)
    elif board.editable and board.plan is not None and board.plan.stages:
        tab.open_form(name)


def _times(tab: TitrationTab) -> None:
    board = tab.board
    if board.current is None and not board.state.locked:
        board.refuse(board.none_hint)
    elif _is_past(tab) and not board.state.locked:
        board.refuse(board.texts("chart.refusal.history"))
    else:
        _open(tab, "times")
