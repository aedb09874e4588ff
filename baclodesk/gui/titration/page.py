"""The titration tab as it stands in the patient's page: the chart, the schemes in its place, the visit beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.services.texts import Texts

from ..chart.host import FindingLine
from ..chart.tab import TitrationTab
from ..chart.theme import ChartTheme, from_colours
from ..desk import Desk
from ..patient.page import Work
from ..visits.panel import VisitPanel
from ..widgets.pieces import column, row
from .host import SessionHost, item_of
from .schemes import SchemePanel

LEAST_CHART = 420
_ANY_WIDTH = 16_777_215


class TitrationPage(QWidget):
    """The chart over the session. ``question_wanted`` carries an intake question, ``issue_wanted`` a finding's key."""

    question_wanted = Signal(str)
    issue_wanted = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self.host = SessionHost(desk, work, self.offer_schemes, self._follow)
        self.chart = TitrationTab(self.host, self._theme())
        self.schemes: SchemePanel | None = None
        self.visit: VisitPanel | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self.chart)
        self.chart.header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        chart_room = column()
        chart_room.setContentsMargins(24, 12, 16, 4)
        chart_room.addWidget(self.pages)
        self._room = row(self, gap=0)
        self._room.addLayout(chart_room, 1)
        self.chart.board.previewed.connect(self._hold_saving)
        desk.theme.changed.connect(self._take_theme)

    def _theme(self) -> ChartTheme:
        return from_colours(self._desk.theme.colours, self._desk.theme.scale)

    def _take_theme(self) -> None:
        self.chart.set_theme(self._theme())

    def _hold_saving(self) -> None:
        if self.chart.board.preview is not None:
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

    def _load(self, plan: Plan) -> None:
        record, texts = self._work.record, self._desk.texts
        self._back_to_chart()
        self._work.edit(replace(record, plan=plan), texts("titration_page.step_other"))

    def _back_to_chart(self) -> None:
        self.pages.setCurrentWidget(self.chart)
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
        self.chart.show_side(shown=False)
        self.visit.show()
        self._fit()
        self.visit.prepare()

    def close_visit(self) -> None:
        """Give the inspector its place back."""
        if self.visit is not None:
            self.visit.hide()
        self._fit()
        self.chart.show_side(shown=True)
        self.chart.chart.setFocus()

    def _fit(self) -> None:
        """Leave the whole room to the visit where chart and visit do not fit beside each other."""
        if self.visit is None:
            return
        panel = self.visit.minimumWidth()
        beside = self.width() - panel >= LEAST_CHART
        self.visit.setMaximumWidth(panel if beside else _ANY_WIDTH)
        self.pages.setVisible(beside or self.visit.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _follow(self, line: FindingLine) -> None:
        if line.action == "intake":
            self.question_wanted.emit(item_of(line))
        else:
            self.issue_wanted.emit(line.key)

    # the tab

    def show_record(self, record: PatientRecord) -> None:
        """Show the record."""
        self.chart.refresh()
        if self.visit is not None:
            self.visit.show_record(record)

    def reveal(self, before: PatientRecord, after: PatientRecord) -> None:
        """Select the stage that differs."""
        if before.plan is not None and after.plan is not None:
            known = {stage.uid: stage for stage in before.plan.stages}
            changed = next((stage.uid for stage in after.plan.stages if known.get(stage.uid) != stage), None)
            if changed is not None:
                self.chart.board.select(changed)

    @property
    def busy(self) -> bool:
        """Tell whether a drag is under way."""
        return bool(self.chart.chart.dragging)

    def take_focus(self) -> None:
        """Put the keyboard onto the chart."""
        self.chart.chart.setFocus()

    def settle(self) -> None:
        """Drop a drag under way."""
        self.chart.drop_drag("lock")

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.chart.retranslate()
        for part in (self.schemes, self.visit):
            if part is not None:
                part.retranslate(texts)
