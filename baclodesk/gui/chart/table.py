"""The table twin: the same plan, limits and edits as the chart, every number typed in a cell."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from baclodesk.gui.chart import keys
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.cell_words import CellWords
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.stage_model import FIRST_TYPED, StageModel
from baclodesk.gui.chart.theme import ChartTheme

_PASSED_ON = frozenset(
    {
        "duplicate",
        "insert",
        "delete",
        "delete_give",
        "undo",
        "redo",
        "copy",
        "paste",
        "longer",
        "shorter",
        "longer_5",
        "shorter_5",
        "more",
        "less",
        "more_fine",
        "less_fine",
        "roll_later",
        "roll_earlier",
        "chart",
        "help",
        "select_all",
    }
)


class StageTable(QTableView):
    """See the module. ``left`` asks to go back to the chart."""

    left = Signal()

    def __init__(self, board: Board, commands: Commands, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.commands = board, commands
        self.stages = StageModel(board, self)
        self.setModel(self.stages)
        self.setItemDelegate(CellWords(self))
        self._syncing = False
        self._stale = True
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().selectionChanged.connect(self._to_board)
        self.selectionModel().currentRowChanged.connect(self._to_board)
        board.refreshed.connect(self.follow)
        board.chosen.connect(self._from_board)
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.verticalHeader().setDefaultSectionSize(round(theme.px(28)))
        self.setStyleSheet(
            f"QTableView {{ background: {theme.ground}; color: {theme.ink}; border: 1px solid {theme.lines};"
            f" selection-background-color: {theme.fill}; selection-color: {theme.ink}; }}"
            f" QTableView:focus {{ border: 2px solid {theme.accent}; }}"
            f" QTableView::item {{ padding: 0 6px; border-bottom: 1px solid {theme.lines}; }}"
            f" QTableView::item:focus {{ border: 2px solid {theme.accent}; }}"
            f" QHeaderView::section {{ background: {theme.panel}; color: {theme.secondary}; border: none;"
            f" border-bottom: 1px solid {theme.lines}; padding: 4px 6px; }}"
        )
        self._fit_columns()

    def retranslate(self) -> None:
        """Say everything in the board's language."""
        self.setAccessibleName(self.board.texts("chart.name.table"))
        count = self.stages.columnCount()
        self.stages.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, count - 1)
        self.follow()

    def follow(self) -> None:
        """Show the board's plan and selection."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._syncing = True
        columns = self.stages.columnCount()
        self.stages.follow()
        self._syncing = False
        if columns != self.stages.columnCount() or self.board.preview is None:
            self._fit_columns()
        self._from_board()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.follow()

    @property
    def width_of_columns(self) -> float:
        """The pixels that the columns shown need side by side."""
        last = self.stages.columnCount() - 1
        least = max(self.sizeHintForColumn(last), self.horizontalHeader().sectionSizeHint(last)) + 8
        return sum(self.columnWidth(column) for column in range(last)) + least

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        last = self.stages.columnCount() - 1
        kind = self.stages.columns.index("kind")
        self.showColumn(kind)
        for column in range(last):
            self.resizeColumnToContents(column)
        self.setColumnHidden(kind, self.width_of_columns > self.viewport().width())  # the inspector tells it too
        self.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)

    # --- one selection with the chart

    def _to_board(self) -> None:
        if self._syncing or self.board.preview is not None:
            return
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.currentIndex().row()
        uids = tuple(self.stages.uid(row) for row in rows)
        uid = self.stages.uid(current) if 0 <= current < self.stages.rowCount() and current in rows else None
        if uids == self.board.selected and uid == self.board.current:
            return
        self._syncing = True
        self.board.selected = uids
        self.board.current = uid if uid is not None else (uids[-1] if uids else None)
        self.board.chosen.emit()
        self._syncing = False

    def _from_board(self) -> None:
        if self._syncing or self._stale:
            return
        self._syncing = True
        chosen = set(self.board.selected)
        column = max(self.currentIndex().column(), self.stages.columns.index(FIRST_TYPED))
        model = self.selectionModel()
        model.clearSelection()
        if self.stages.rowCount() and not self.currentIndex().isValid():
            model.setCurrentIndex(self.stages.index(0, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in range(self.stages.rowCount()):
            uid = self.stages.uid(row)
            if uid in chosen:
                model.select(self.stages.index(row, 0), flags)
            if uid == self.board.current:
                model.setCurrentIndex(self.stages.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._syncing = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = keys.command_of(event, letters=False)
        if command in _PASSED_ON:
            event.accept()
            if command == "chart":
                self.left.emit()
            else:
                self.commands.run(command)
            return
        super().keyPressEvent(event)
