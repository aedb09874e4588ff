"""The titration tab as it stands in the patient's page: the chart, the schemes in its place, the visit beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.services.texts import Texts
from baclodesk.services.visit_acts import Offer

from ..chart.board import NOTE
from ..chart.host import FindingLine
from ..chart.tab import TitrationTab
from ..chart.theme import ChartTheme, from_colours
from ..desk import Desk
from ..paper.beside import SheetBeside
from ..patient.page import Work
from ..visits.panel import VisitPanel
from ..widgets.pieces import column, row
from .craving import CravingOffer
from .host import SessionHost, item_of
from .room import Room
from .schemes import SchemePanel

LEAST_CHART, BESIDE_CHART, ROOMY = 420, 470, 760
"""Pixels of width that the chart needs beside a visit, beside the sheet, and beside both sheet and inspector."""
_MARGINS, _NO_MARGINS = (24, 12, 16, 4), (0, 0, 0, 0)
_ANY_WIDTH = 16_777_215


class TitrationPage(QWidget):
    """The chart over the session. ``question_wanted`` carries an intake question or ``decision``.

    ``issue_wanted`` carries a finding's key, ``paper_wanted`` the kind of a document.
    """

    question_wanted = Signal(str)
    issue_wanted = Signal(str)
    sheet_left = Signal()
    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self.host = SessionHost(desk, work, self.offer_schemes, self._follow)
        self.chart = TitrationTab(self.host, self._theme())
        self.chart.chart.stages_read = desk.preferences.stages_read
        self.schemes: SchemePanel | None = None
        self.visit: VisitPanel | None = None
        self.sheet: SheetBeside | None = None
        self._sheet_wanted = False
        self._begun = False
        self.pages = QStackedWidget()
        self.craving = CravingOffer(desk, work)
        self.craving.looked_at.connect(self._look_at)
        content = QWidget()
        inside = column(content)
        inside.addWidget(self.craving)
        inside.addWidget(self.chart, 1)
        self._area = Room(content, self.chart)  # in a low window with large text the tab keeps its least height
        self.pages.addWidget(self._area)
        self.chart.header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._chart_room = chart_room = column()
        chart_room.setContentsMargins(*_MARGINS)
        chart_room.addWidget(self.pages)
        self._room = row(self, gap=0)
        self._room.addLayout(chart_room, 1)
        self.chart.board.previewed.connect(self._hold_saving)
        self.chart.print_wanted.connect(lambda: self.paper_wanted.emit("schedule"))
        desk.theme.changed.connect(self._take_theme)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        preferences = self._desk.preferences  # they may have been changed in the settings meanwhile
        self.chart.letters, self.chart.still = preferences.letters, preferences.still
        self.chart.mirrored = preferences.mirrored

    def _theme(self) -> ChartTheme:
        return from_colours(self._desk.theme.colours, self._desk.theme.scale)

    def _take_theme(self) -> None:
        self.chart.set_theme(self._theme())

    def _hold_saving(self) -> None:
        board = self.chart.board
        if not board.offered:
            self.craving.drop()
            if self.visit is not None:
                self.visit.acts.drop()
        if board.preview is not None and not board.offered:
            self._work.autosave.hold()
        else:
            self._work.autosave.release()

    # schemes

    def offer_schemes(self) -> None:
        """Show all schemes in the chart's place."""
        record = self._work.record
        if self.schemes is None:
            self.schemes = SchemePanel(self._desk)
            self.pages.addWidget(self.schemes)
            self.schemes.chosen.connect(self._load)
            self.schemes.left.connect(self._back_to_chart)
        self.schemes.prepare(record.plan_in_force, record.identity.language)
        self.pages.setCurrentWidget(self.schemes)
        self.craving.set_room(there=False)

    def _load(self, plan: Plan) -> None:
        self._back_to_chart()
        self._work.edit(replace(self._work.record, plan=plan), lambda texts: texts("titration_page.step_other"))

    def _back_to_chart(self) -> None:
        self.pages.setCurrentWidget(self._area)
        self.craving.set_room(there=not self.pages.isHidden())
        self.chart.chart.setFocus()

    # visit

    def open_visit(self) -> None:
        """Write a visit beside the chart, in the inspector's place."""
        self._back_to_chart()
        if self.visit is None:
            self.visit = VisitPanel(self._desk, self._work)
            self._room.addWidget(self.visit)
            self._fit()
            self.visit.closed.connect(self.close_visit)
            self.visit.acts.looked_at.connect(self._look_at)
        self.visit.show()
        self._place_sheet()
        self.visit.prepare()

    def _look_at(self, offer: Offer | None) -> None:
        """Show on the chart what an act would make, over the outline of the plan as it is."""
        if offer is None:
            self.chart.board.show_preview(None)
        else:
            words = self._desk.texts("visit_page.shown", act=offer.label)
            self.chart.show_page("chart", focus=False)
            self.chart.board.show_preview(offer.plan, words)

    def close_visit(self) -> None:
        """Give the inspector its place back."""
        if self.visit is not None:
            self.visit.acts.drop()
            self.visit.hide()
        self._place_sheet()
        self.chart.chart.setFocus()

    # the sheet as it would be printed

    def show_sheet(self, *, shown: bool) -> None:
        """Show the sheet beside the plan, or take it away; a visit goes before it."""
        self._sheet_wanted = shown
        if shown and self.sheet is None:
            self.sheet = SheetBeside(self._desk)
            self._room.addWidget(self.sheet)
            self.sheet.closed.connect(self.sheet_left)
        self._place_sheet()

    def _place_sheet(self) -> None:
        """Give the place at the right to the visit, else to the sheet; the inspector stays where there is room."""
        visiting = self.visit is not None and not self.visit.isHidden()
        sheet = self.sheet
        if sheet is not None:
            sheet.setVisible(self._sheet_wanted and not visiting)
            sheet.show_record(self._work.record)
        beside = sheet is not None and not sheet.isHidden()
        self._fit()
        roomy = sheet is None or self.width() - sheet.width() >= ROOMY
        self.chart.show_side(shown=not visiting and (roomy or not beside))

    def _fit(self) -> None:
        """Leave the whole room to what stands at the right where the chart does not fit beside it."""
        visit, sheet = self.visit, self.sheet
        beside = True
        if visit is not None and not visit.isHidden():
            panel = visit.minimumWidth()
            beside = self.width() - panel >= LEAST_CHART
            visit.setMaximumWidth(panel if beside else _ANY_WIDTH)
            visit.acts.set_picture(shown=not beside)
            self._room.setStretchFactor(visit, 0 if beside else 1)
        elif sheet is not None and not sheet.isHidden():
            beside = sheet.fit(self.width() - self._desk.theme.px(BESIDE_CHART), self.width())
        self.pages.setVisible(beside)
        self.craving.set_room(there=beside and self.pages.currentWidget() is self._area)
        self._chart_room.setContentsMargins(*(_MARGINS if beside else _NO_MARGINS))
        self._room.setStretchFactor(self._chart_room, 1 if beside else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sheet()

    def _follow(self, line: FindingLine) -> None:
        if line.action == "intake":
            self.question_wanted.emit(item_of(line))
        elif line.action == "decision":
            self.question_wanted.emit(line.action)
        elif line.action == "start":
            self.chart.commands.run("first_day")
        elif line.action == "prescription":
            self.paper_wanted.emit(line.action)
        else:
            self.issue_wanted.emit(line.key)

    # the tab

    def show_record(self, record: PatientRecord) -> None:
        """Show the record."""
        self.chart.refresh()
        self.craving.show_record(record)
        if not self._begun and self.chart.board.plan is not None and self.chart.board.plan.stages:
            self._begun = True
            self._select_today()
        for part in (self.visit, self.sheet):
            if part is not None:
                part.show_record(record)

    def _select_today(self) -> None:
        """Select the stage of today, else the first: the inspector then has something to show."""
        board = self.chart.board
        day = board.state.today_number
        if board.plan is not None and day is not None and board.plan.stage_index_on(day) is not None:
            self.chart.commands.run("today")
        if board.current is None and board.plan is not None:
            board.select(board.plan.stages[0].uid)

    def reveal(self, before: PatientRecord, after: PatientRecord) -> None:
        """Select the stage that differs."""
        if before.plan is not None and after.plan is not None:
            known = {stage.uid: stage for stage in before.plan.stages}
            changed = next((stage.uid for stage in after.plan.stages if known.get(stage.uid) != stage), None)
            self.chart.board.told.emit("", NOTE)  # what was said of the step is no longer true
            if changed is not None:
                self.chart.board.select(changed)

    @property
    def busy(self) -> bool:
        """Tell whether a drag is under way."""
        return bool(self.chart.chart.dragging)

    def take_focus(self) -> None:
        """Put the keyboard onto the chart, or the table in its place."""
        self.chart.take_focus()

    def settle(self) -> None:
        """Drop a drag under way."""
        self.chart.drop_drag("lock")
        self.craving.drop()
        if self.visit is not None:
            self.visit.acts.drop()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.chart.retranslate()
        self.craving.retranslate(texts)
        for part in (self.schemes, self.visit, self.sheet):
            if part is not None:
                part.retranslate(texts)
