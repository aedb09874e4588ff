"""The context menu: every entry is also a key, a button or a page of the tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from baclodesk.gui.chart import lifted, plan_acts, wording
from baclodesk.gui.chart.direction import held
from baclodesk.gui.chart.frame import LANES
from baclodesk.gui.chart.pace import scheme_days
from baclodesk.gui.chart.targets import Target

if TYPE_CHECKING:
    from baclodesk.gui.chart.tab import TitrationTab

MOST_LANES = 3
"""More lanes would leave the plot too little room."""


def open_menu(tab: TitrationTab, target: Target, point: object, day: int | None = None) -> QMenu:
    """Open the menu of a target at a point of the screen, over a day (from 1); it deletes itself when it closes."""
    menu = QMenu(tab)
    if target.uid and tab.board.current is not None:
        _stage(tab, menu, day)
    else:
        _empty(tab, menu)
    menu.aboutToHide.connect(menu.deleteLater)
    where = point.toPoint() if isinstance(point, QPointF) else point
    menu.popup(where if isinstance(where, QPoint) else QPoint())
    return menu


def _add(tab: TitrationTab, menu: QMenu, words: str, command: str, key: str = "", *, enabled: bool = True) -> None:
    action = menu.addAction(f"{held(words)}\t{key}" if key else held(words))
    action.setData(command)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: tab.commands.run(command))


def _stage(tab: TitrationTab, menu: QMenu, pointed: int | None) -> None:
    board, texts, pace = tab.board, tab.board.texts, tab.commands.pace
    free = board.editable

    def words(name: str, **values: object) -> str:
        return texts(f"chart.menu.{name}", **values)

    if board.state.locked:
        menu.addAction(board.state.locked).setEnabled(False)
        menu.addSeparator()
    _add(tab, menu, words("edit"), "edit", texts("chart_more.key_enter"), enabled=free)
    menu.addSeparator()
    _add(tab, menu, words("hold", days=pace.hold_days), "hold", "H", enabled=free)
    _add(tab, menu, words("step_back", days=pace.back_days), "step_back", "B", enabled=free)
    _add(tab, menu, words("cap"), "cap", enabled=free)
    _add(tab, menu, words("up"), "level_up", enabled=free)
    _add(tab, menu, words("plateau"), "plateau", "P", enabled=free)
    _add(tab, menu, words("reduce"), "reduce", enabled=free)
    _add(tab, menu, words("stop"), "stop", enabled=free)
    _add(tab, menu, words("resume"), "resume", enabled=free)
    menu.addSeparator()
    _structure(tab, menu, pointed)
    menu.addSeparator()
    _scheme_length(tab, menu)
    _add(tab, menu, words("propose"), "propose", enabled=free)
    _add(tab, menu, words("end_on"), "end_on", enabled=free)
    plan = board.plan
    if plan is not None and plan.stages[-1].uid == board.current and not plan.is_open:
        _add(tab, menu, words("open_end"), "open_end", enabled=free)
    exempt = words("exempt") if board.wall is not None else texts("chart_more.exempt_later")
    _add(tab, menu, exempt, "exempt", "X", enabled=free and board.wall is not None)
    lifted.entry(tab, menu, _add)
    menu.addSeparator()
    plan_acts.entries(tab, menu, _add, of_stage=True)
    menu.addSeparator()
    _add(tab, menu, words("copy"), "copy", "Ctrl+C")
    _add(tab, menu, words("explain"), "help", "F1")


def _scheme_length(tab: TitrationTab, menu: QMenu) -> None:
    board, texts = tab.board, tab.board.texts
    assert board.plan is not None
    assert board.current is not None
    days = scheme_days(board.plan, board.plan.stage(board.current))
    if days is None:
        words = texts("chart_acts.menu_no_length")
    else:
        words = texts("chart.menu.scheme_length", days=wording.days(texts, days))
    _add(tab, menu, words, "scheme_length", enabled=board.editable and days is not None)


def _structure(tab: TitrationTab, menu: QMenu, pointed: int | None) -> None:
    board, texts, commands = tab.board, tab.board.texts, tab.commands
    free = board.editable
    why, day = commands.why_no_split(), commands.split_day(pointed)
    split = why or texts("chart.menu.split", day=wording.day(texts, day or 1))
    at = menu.addAction(f"{held(split)}\tS")
    at.setData("split")
    at.setEnabled(free and not why)
    at.triggered.connect(lambda: commands.split(day))
    plan, index = board.plan, board.index
    gone = free and board.current is not None and commands.is_history(board.current, "delete")
    after_gone = free and board.current is not None and commands.is_history(board.current, "insert")

    def key(name: str) -> str:
        return texts(f"chart_more.key_{name}")

    def why_not(act: str, *, history: bool) -> str:
        return texts("chart_more.act_is_history", act=texts(act)) if history else texts(act)

    if plan is not None and index is not None and index + 1 == len(plan.stages):
        _add(tab, menu, texts("chart_more.no_merge"), "merge", enabled=False)
    elif plan is not None and index is not None and gone:
        _add(tab, menu, why_not("chart.menu.merge", history=True), "merge", enabled=False)
    elif plan is not None and index is not None:
        one, two = plan.stages[index], plan.stages[index + 1]
        days = None if one.days is None or two.days is None else one.days + two.days
        doses = sorted({one.daily_mg, two.daily_mg})
        merge = menu.addMenu(texts("chart.menu.merge"))
        merge.setEnabled(free)
        for command, mg in zip(("merge", "merge_second"), doses, strict=False):
            words = texts("chart.menu.merge_keep", mg=texts.mg(mg), days=wording.days(texts, days))
            _add(tab, merge, words, command, "M" if command == "merge" else "", enabled=free)
    insertable = free and not after_gone
    _add(tab, menu, why_not("chart.menu.duplicate", history=after_gone), "duplicate", "Ctrl+D", enabled=insertable)
    _add(
        tab,
        menu,
        why_not("chart.menu.insert", history=after_gone),
        "insert",
        texts("chart_more.key_insert"),
        enabled=insertable,
    )
    if gone:
        _add(tab, menu, why_not("chart.menu.delete", history=True), "delete", enabled=False)
        return
    delete = menu.addMenu(texts("chart.menu.delete"))
    delete.setEnabled(free)
    _add(tab, delete, texts("chart.menu.close_gap"), "delete", key("delete"), enabled=free)
    _add(
        tab,
        delete,
        texts("chart.menu.give_days"),
        "delete_give",
        key("shift_delete"),
        enabled=free and bool(index),
    )


def _empty(tab: TitrationTab, menu: QMenu) -> None:
    board, texts = tab.board, tab.board.texts
    _add(tab, menu, texts("chart.menu.paste"), "paste", "Ctrl+V", enabled=board.editable)
    _add(tab, menu, texts("chart.menu.fit"), "fit", "Ctrl+0")
    _add(tab, menu, texts("chart.menu.zoom_in"), "zoom_in", "+")
    _add(tab, menu, texts("chart.menu.zoom_out"), "zoom_out", "−")
    lanes = menu.addMenu(texts("chart.menu.lanes"))
    for name in LANES:
        shown = name in tab.chart.view.lanes
        full = not shown and len(tab.chart.view.lanes) >= MOST_LANES
        words = texts(f"chart.lane.{name}")
        action = lanes.addAction(texts("chart_more.lanes_full", lane=words) if full else words)
        action.setCheckable(True)
        action.setChecked(shown)
        action.setEnabled(not full)
        action.triggered.connect(lambda _=False, name=name: tab.chart.toggle_lane(name))
    if board.plan is not None:
        changeable = board.editable and board.history is None
        words = texts("chart_more.first_day")
        begun = words if board.history is None else texts("chart_more.act_is_history", act=words)
        _add(tab, menu, begun, "first_day", enabled=changeable)
        plan_acts.entries(tab, menu, _add, of_stage=False)
    if board.state.issued:
        _overlays(tab, menu)
    menu.addSeparator()
    _add(tab, menu, texts("chart_more.print"), "print", "Ctrl+P")


def _overlays(tab: TitrationTab, menu: QMenu) -> None:
    board, texts = tab.board, tab.board.texts
    _add(tab, menu, texts("chart_more.revisions"), "revisions")
    overlay = menu.addMenu(texts("chart.menu.overlay"))
    none = overlay.addAction(texts("chart.menu.overlay_none"))
    none.triggered.connect(lambda: tab.commands.compare(None))
    for revision in board.state.issued:
        words = texts("chart.menu.overlay_revision", number=revision.number, on=texts.date(revision.on))
        action = overlay.addAction(words)
        action.setCheckable(True)
        action.setChecked(board.overlay == revision.number)
        action.triggered.connect(lambda _=False, number=revision.number: tab.commands.compare(number))
