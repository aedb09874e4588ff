"""The titration tab: header line with the choice of chart or table, readout, chart, inspector at the right, findings.

For the window around it::

    tab = TitrationTab(host, theme)            # host: gui.chart.host.ChartHost; theme: theme.from_colours(...)
    session.recordChanged.connect(lambda _: tab.refresh())
    tab.set_theme(from_colours(colours, scale))   # colours or text size changed
    tab.retranslate()                             # language changed (host.texts() gives the new sentences)
    tab.drop_drag("lock")                         # before locking: a drag under way is dropped
    tab.still = True                              # reduced motion; tab.letters = False switches single letters off
    tab.mirrored = True                           # time from right to left

``host.commit`` is the only way in which the tab changes anything; it must make ``host.state()`` give the new plan.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.gui.chart import headline, low_window, spoken
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.came_from import CameFrom
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.day_cursor import DayCursor
from baclodesk.gui.chart.editor import StageEditor
from baclodesk.gui.chart.empty import EmptyPage
from baclodesk.gui.chart.findings_bar import FindingsBar
from baclodesk.gui.chart.forgetting import Forgetting
from baclodesk.gui.chart.forms import FormPanel
from baclodesk.gui.chart.head import HeadLine
from baclodesk.gui.chart.host import ChartHost
from baclodesk.gui.chart.inspector import WIDTH, StagePanel
from baclodesk.gui.chart.menu import open_menu
from baclodesk.gui.chart.panels import scrolled
from baclodesk.gui.chart.readout import Readout
from baclodesk.gui.chart.refreshing import Refreshing
from baclodesk.gui.chart.speech import Speech
from baclodesk.gui.chart.tab_acts import run_in_tab
from baclodesk.gui.chart.table import StageTable
from baclodesk.gui.chart.targets import Target
from baclodesk.gui.chart.theme import ChartTheme
from baclodesk.gui.chart.widget import ChartView

_LEAST_CHART = 430
"""Pixels that the chart needs beside the inspector."""
_ANY = 16_777_215
_SLOW = 100
"""Table and findings follow a drag every so many milliseconds."""


class TitrationTab(QWidget):
    """See the module. ``print_wanted`` asks for the paper with the chart."""

    print_wanted = Signal()

    def __init__(self, host: ChartHost, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host, self.theme = host, theme
        self.board = Board(host, self)
        self.commands = Commands(self.board, self)
        self.head = HeadLine(self)
        self.header, self._group = self.head.words, self.head.choice
        self.show_chart, self.show_table, self.show_stage = self.head.chart, self.head.table, self.head.stage
        self.readout = Readout(self.board, theme, self)
        self.chart = ChartView(self.board, theme, self)
        self.table = StageTable(self.board, self.commands, theme, self)
        self.empty = EmptyPage(host, theme, self)
        self.findings = FindingsBar(self.board, theme, self)
        self.inspector = StagePanel(self.board, self.commands, theme)
        self.form = FormPanel(self.board, self.commands, theme)
        self.editor = StageEditor(self.board, theme, self.chart)
        self.speech = Speech(self.chart, self.board)
        self.day = DayCursor(self.board, self.commands, self.chart, self.readout)
        self._refreshing = Refreshing(self.board, self.chart)
        self._forgetting = Forgetting(self.board, self.readout)
        self._came_from = CameFrom(self, self.form, self.chart, self.table)
        self._side_wanted = True
        self._focus_order: tuple[QWidget, ...] = ()
        self.pages = QStackedWidget(self)
        self.side = QStackedWidget(self)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._follow_drag)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.retranslate()

    # --- settings

    @property
    def still(self) -> bool:
        """Reduced motion: no old outline lingers after a drop."""
        return self.chart.still

    @still.setter
    def still(self, value: bool) -> None:
        self.chart.still = value

    @property
    def letters(self) -> bool:
        """Single letters are commands while the chart has the focus."""
        return self.chart.letters

    @letters.setter
    def letters(self, value: bool) -> None:
        self.chart.letters = self.table.letters = self.editor.letters = value

    @property
    def mirrored(self) -> bool:
        """Time runs from right to left in the chart; keys keep their meaning (← is earlier)."""
        return self.chart.mirrored

    @mirrored.setter
    def mirrored(self, value: bool) -> None:
        if value != self.chart.mirrored:
            self.chart.mirrored = value
            self.chart.rebuild()

    def _lay_out(self) -> None:
        for page in (self.chart, self.table, self.empty):
            self.pages.addWidget(page)
        self._side_areas = [scrolled(self.inspector), scrolled(self.form)]
        for area in self._side_areas:
            self.side.addWidget(area)
        self._side_frame = QFrame(self)
        self._side_frame.setObjectName("chartSide")
        side = QVBoxLayout(self._side_frame)
        side.setContentsMargins(1, 1, 1, 1)
        side.addWidget(self.side)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self._side_frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.readout)
        layout.addLayout(middle, 1)
        layout.addWidget(self.findings)
        self.low = low_window.LowWindow(layout, self.readout, self.findings)

    def _connect(self) -> None:
        self.board.refreshed.connect(self._refreshed)
        self.board.previewed.connect(self._previewed)
        self.commands.form.connect(self.open_form)
        self.commands.asked.connect(lambda name: run_in_tab(self, name))
        self.commands.editor.connect(self._edit)
        self.editor.asked.connect(self.commands.run)
        self.form.closed.connect(self.close_form)
        self.chart.command.connect(self.commands.run)
        self.chart.editor_asked.connect(self._edit)
        self.chart.hinted.connect(self.readout.hint)
        self.chart.menu_asked.connect(self._menu)
        self.chart.day_picked.connect(self.commands.end_on)
        self._group.buttonToggled.connect(self._choose_page)
        self.chart.noted.connect(self.readout.note)
        self.readout.elsewhere = lambda: self.table.tells
        self.table.left.connect(lambda: self.show_page("chart"))
        self.table.menu_asked.connect(self._menu)

    # --- what the window calls

    def refresh(self) -> None:
        """Take the host's state anew, after a drag whose plan is still the same; one on another plan is dropped."""
        self._refreshing.refresh()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        for part in (
            self.head,
            self.readout,
            self.chart,
            self.table,
            self.empty,
            self.findings,
            self.inspector,
            self.form,
            self.editor,
        ):
            part.set_theme(theme)
        self._side_frame.setMinimumWidth(round(theme.px(WIDTH)))
        self._side_frame.setStyleSheet(
            f"QFrame#chartSide {{ background: {theme.panel}; border: none; border-radius: 8px; }}"
        )

    def retranslate(self) -> None:
        """Say everything in the host's language."""
        self.board.refresh()
        texts = self.board.texts
        self.show_chart.setText(texts("chart.switch.chart"))
        self.show_table.setText(texts("chart.switch.table"))
        self.show_stage.setText(texts("chart.switch.stage"))
        self.inspector.retranslate()
        self.empty.retranslate()
        self.table.retranslate()
        self.chart.setAccessibleName(texts("chart.name.chart"))

    def drop_drag(self, why: str) -> None:
        """Drop a drag under way; the plan stays the one before it."""
        self.chart.drop(why)

    def show_side(self, *, shown: bool) -> None:
        """Leave the inspector's place to the window, or take it back."""
        self._side_wanted = shown
        self._choose_page()

    def show_page(self, name: str, *, focus: bool = True) -> None:
        """Show the chart or the table, with the keyboard on it unless that must stay where it is."""
        (self.show_table if name == "table" else self.show_chart).setChecked(True)
        if focus:
            (self.table if name == "table" else self.chart).setFocus()

    def take_focus(self) -> None:
        """Put the keyboard onto what is shown: chart, table, or what stands in their place."""
        shown = self.pages.currentWidget()
        if shown is not None:
            shown.setFocus()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.low.pin()
        return done

    # --- inside

    def _order_focus(self) -> None:
        """Lead the Tab key from readout to chart, inspector, findings, table; parts are made when first needed."""
        foot = (self.show_chart, self.show_table, self.show_stage)
        order = (
            self.readout,
            self.chart,
            *self.inspector.focus_order,
            *self.findings.focus_order,
            self.table,
            *foot,
        )
        if order != self._focus_order:
            self._focus_order = order
            for first, second in pairwise(order):
                QWidget.setTabOrder(first, second)

    def _refreshed(self) -> None:
        board = self.board
        self.header.setText(headline.header(board.texts, board.state))
        self._choose_page()
        self.close_form()
        self._order_focus()
        if board.plan is not None:
            until = board.supply_until(board.plan)
            now = board.plan.stage_index_on(board.state.today_number or 0)
            self.chart.setAccessibleDescription(spoken.summary(board.texts, board.plan, now, until))

    def _choose_page(self) -> None:
        board = self.board
        board.in_table = self.show_table.isChecked()
        self.inspector.hint.setText(board.none_hint)
        drawn = board.plan is not None and bool(board.plan.stages) and board.state.rules is not None
        if not drawn or board.state.damaged:
            self.empty.refresh()
            self.pages.setCurrentWidget(self.empty)
        elif self.show_table.isChecked():
            self.pages.setCurrentWidget(self.table)
        else:
            self.pages.setCurrentWidget(self.chart)
        low_window.ask_for_the_shown(self.pages)
        whole = drawn and not board.state.damaged
        self.readout.setVisible(not board.state.damaged)
        narrow = whole and self._side_wanted and self._is_narrow()
        if not narrow and self.show_stage.isChecked():
            self.show_chart.setChecked(True)
        alone = narrow and self.show_stage.isChecked()
        self._side_frame.setMaximumWidth(_ANY if alone else round(self.theme.px(WIDTH)))
        resting = self.show_table.isChecked() and self.side.currentIndex() == 0  # a panel of a verb goes before columns
        crowded = resting and self.table.width_of_columns + self.theme.px(WIDTH) > self.width()
        side = whole and self._side_wanted and (alone or not (narrow or crowded))
        if alone:  # what goes is hidden before what comes is shown: both together could widen the window
            self.pages.hide()
        self._side_frame.setVisible(side)
        self.pages.setVisible(not alone)
        for part in (self.show_chart, self.show_table):
            part.setVisible(whole)
        self.show_stage.setVisible(narrow)

    def _is_narrow(self) -> bool:
        """Tell whether chart and inspector have no room side by side; the inspector then is a page of its own."""
        return self.width() < self.theme.px(WIDTH) + _LEAST_CHART

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_page()

    def _previewed(self) -> None:
        if self.board.preview is None:
            self._slow.stop()
            self._follow_drag()
        elif not self._slow.isActive():
            self._slow.start()

    def _follow_drag(self) -> None:
        board = self.board
        if board.preview is not None:
            self.findings.show_lines(board.findings_of(board.preview))
        else:
            self.findings.refresh()
        self.table.follow()
        self.inspector.refresh_values()

    def open_form(self, name: str) -> None:
        """Let a verb ask for its numbers in the inspector's place."""
        self._came_from.remember()
        self.form.open(name)
        self.side.setCurrentIndex(1)
        if self._is_narrow():
            self.show_stage.setChecked(True)
        self._choose_page()

    def close_form(self) -> None:
        """Show the inspector again, with the keyboard back where the panel was opened from."""
        if self.side.currentIndex() == 1:
            had_focus = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self.side.setCurrentIndex(0)
            self._choose_page()
            if self.show_stage.isChecked():
                self.show_chart.setChecked(True)
            if had_focus and not self._came_from.go_back():
                self.take_focus()

    def _edit(self, uid: int, first: str) -> None:
        why = self.board.state.locked
        if why:
            self.board.refuse(why)
            return
        if uid not in self.board.selected:
            self.board.select(uid)
        self.editor.open(uid, first, self.chart.menu_point())

    def _menu(self, target: Target, point: object, day: int) -> None:
        open_menu(self, target, point, day or None)
