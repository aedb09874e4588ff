"""The titration tab as it stands in the patient's page: the chart, the schemes in its place, the visit beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

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


class TitrationPage(QWidget):
    """The chart over the session. ``question_wanted`` carries an intake question, ``issue_wanted`` a finding's key."""

    question_wanted = Signal(str)
    issue_wanted = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self.host = SessionHost(desk, work, self.offer_schemes, self._follow)
        self.chart = TitrationTab(self.host, self._theme())
        self.schemes, self.visit = SchemePanel(desk), VisitPanel(desk, work)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.chart)
        self.pages.addWidget(self.schemes)
        self.visit.hide()
        chart_room = column()
        chart_room.setContentsMargins(24, 12, 16, 4)
        chart_room.addWidget(self.pages)
        whole = row(self, gap=0)
        whole.addLayout(chart_room, 1)
        whole.addWidget(self.visit)
        self.schemes.chosen.connect(self._load)
        self.schemes.left.connect(self._back_to_chart)
        self.visit.closed.connect(self.close_visit)
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
        self.chart.show_side(shown=False)
        self.visit.show()
        self.visit.prepare()

    def close_visit(self) -> None:
        """Give the inspector its place back."""
        self.visit.hide()
        self.chart.show_side(shown=True)
        self.chart.chart.setFocus()

    def _follow(self, line: FindingLine) -> None:
        if line.action == "intake":
            self.question_wanted.emit(item_of(line))
        else:
            self.issue_wanted.emit(line.key)

    # the tab

    def show_record(self, record: PatientRecord) -> None:
        """Show the record."""
        self.chart.refresh()
        self.visit.show_record(record)

    def reveal(self, before: PatientRecord, after: PatientRecord) -> bool:
        """Select the stage that differs; tells whether the difference is here."""
        if before.visits != after.visits or before.appointments != after.appointments:
            return True
        if before.plan == after.plan:
            return False
        if before.plan is not None and after.plan is not None:
            known = {stage.uid: stage for stage in before.plan.stages}
            changed = next((stage.uid for stage in after.plan.stages if known.get(stage.uid) != stage), None)
            if changed is not None:
                self.chart.board.select(changed)
        return True

    @property
    def busy(self) -> bool:
        """Tell whether a drag is under way."""
        return bool(self.chart.chart.dragging)

    def settle(self) -> None:
        """Drop a drag under way."""
        self.chart.drop_drag("lock")
        self.visit.settle()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.chart.retranslate()
        self.schemes.retranslate(texts)
        self.visit.retranslate(texts)
