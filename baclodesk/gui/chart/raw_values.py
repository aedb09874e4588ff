"""The values of a plan that is not drawn: a table as it was read, to be looked at, copied or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.theme import ChartTheme
from baclodesk.services.texts import Texts


def rows_of(texts: Texts, plan: Plan) -> list[list[str]]:
    """Give the headings and one row for each stage: number, days, day numbers, dates, mg of every time. No sums."""
    lists = [plan.times_at(index) for index in range(len(plan.stages))]
    most = max(lists, key=len, default=())
    names = ("stage", "days", "from", "to", "first", "last")
    found = [[texts(f"chart_read.raw.{name}") for name in names]]
    found[0] += [texts("chart_read.raw.time", time=time.name) for time in most]
    for number, (stage, span) in enumerate(zip(plan.stages, plan.spans(), strict=True), start=1):
        days = texts("chart.inspector.open") if stage.days is None else texts.number(stage.days)
        ends = (span.first_day, span.last_day)
        places = ["–" if day is None else texts("chart.day.short", day=day) for day in ends]
        dates = [None if day is None else plan.date_of(day) for day in ends]
        when = ["–" if on is None else texts.date(on) for on in dates]
        amounts = [texts.number(mg) for mg in stage.mg]
        found.append([str(number), days, *places, *when, *amounts, *[""] * (len(most) - len(amounts))])
    return found


class RawValues(QWidget):
    """See the module. ``said`` carries what became of saving."""

    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: Texts | None = None
        self._rows: list[list[str]] = []
        self._dialog: QFileDialog | None = None
        self.table = QTableWidget(self)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.copy, self.save = QPushButton(self), QPushButton(self)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self.ask_where)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.table.setStyleSheet(
            f"QTableWidget {{ background: {theme.ground}; color: {theme.ink}; gridline-color: {theme.lines};"
            f" border: 1px solid {theme.lines}; selection-background-color: {theme.fill};"
            f" selection-color: {theme.ink}; }}"
            f" QTableWidget:focus {{ border: 2px solid {theme.accent}; }}"
            f" QHeaderView::section {{ background: {theme.panel}; color: {theme.secondary}; border: none;"
            f" border-bottom: 1px solid {theme.lines}; padding: 4px 6px; }}"
        )

    def show_plan(self, texts: Texts, plan: Plan) -> None:
        """Show the values of a plan."""
        self._texts, self._rows = texts, rows_of(texts, plan)
        heads, *rows = self._rows
        self.table.setAccessibleName(texts("chart_more.raw"))
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                self.table.setItem(at, column, QTableWidgetItem(words))
        self.copy.setText(texts("chart_more.copy_raw"))
        self.save.setText(texts("chart_read.save_raw"))

    @property
    def text(self) -> str:
        """The whole table as tab-separated text, headings first."""
        return "".join("\t".join(row) + "\n" for row in self._rows)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def ask_where(self) -> None:
        """Ask for a place, without a patient's name in the proposed file name."""
        if self._texts is None:
            return
        dialog = QFileDialog(self, self._texts("chart_read.save_raw"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("TSV (*.tsv)")
        dialog.setDefaultSuffix("tsv")
        dialog.selectFile(self._texts("chart_read.raw_file"))
        dialog.fileSelected.connect(lambda name: self.save_as(Path(name)))
        self._dialog = dialog
        dialog.open()

    def save_as(self, target: Path) -> None:
        """Write the table to a place of the doctor's choice; tells whether it was written."""
        assert self._texts is not None
        try:
            target.write_text(self.text, encoding="utf-8")
        except OSError:
            self.said.emit(self._texts("chart_read.raw_not_saved"))
        else:
            self.said.emit(self._texts("chart_read.raw_saved", name=target.name))
