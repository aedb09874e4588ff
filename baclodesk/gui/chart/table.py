"""The table twin: the same plan, limits and edits as the chart, every number typed in a cell."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from baclodesk.domain.dose import ZERO
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan, Stage
from baclodesk.gui.chart import keys, numbers, wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.theme import ChartTheme

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FIXED_LEFT = ("number", "kind", "days_span", "dates", "days")
_FIXED_RIGHT = ("tablets", "mg", "change", "findings")
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


class StageModel(QAbstractTableModel):
    """Rows are stages; the columns between days and tablets are the times of day."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._plan: Plan | None = board.shown
        self._spans = self._plan.spans() if self._plan else ()
        self._times = self._count()

    def _count(self) -> int:
        return max((len(stage.mg) for stage in self._plan.stages), default=0) if self._plan else 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns; times are ``time:0``, ``time:1`` …"""
        return (*_FIXED_LEFT, *(f"time:{at}" for at in range(self._times)), *_FIXED_RIGHT)

    def follow(self) -> None:
        """Show the board's plan; rows stay (and with them the current cell) while their number does."""
        plan = self.board.shown
        before = len(self._plan.stages) if self._plan else 0
        after = len(plan.stages) if plan else 0
        times = max((len(stage.mg) for stage in plan.stages), default=0) if plan else 0
        if before == after and times == self._times:
            self._plan, self._spans = plan, plan.spans() if plan else ()
            if after:
                self.dataChanged.emit(self.index(0, 0), self.index(after - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._plan, self._spans, self._times = plan, plan.spans() if plan else (), times
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._plan is None else len(self._plan.stages)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_FIXED_LEFT) + self._times + len(_FIXED_RIGHT)

    def uid(self, row: int) -> int:
        """Give the stage of a row."""
        assert self._plan is not None
        return self._plan.stages[row].uid

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.board.editable and self._handle(index) is not None:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def _handle(self, index: _Index) -> Handle | None:
        if self._plan is None or not 0 <= index.row() < len(self._plan.stages):
            return None
        stage, name = self._plan.stages[index.row()], self.columns[index.column()]
        if name == "days":
            return Handle(HandleKind.END, stage.uid)
        if name == "mg":
            return Handle(HandleKind.DOSE, stage.uid)
        if name.startswith("time:") and int(name[5:]) < len(stage.mg):
            return Handle(HandleKind.INTAKE, stage.uid, int(name[5:]))
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        name = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(name)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if name.startswith("time:") and self._plan is not None:
            at = int(name[5:])
            lists = [self._plan.times_at(index) for index in range(len(self._plan.stages))]
            return next((times[at].name for times in lists if at < len(times)), "")
        return self.board.texts(f"chart.table.{name}")

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._plan is None or not 0 <= index.row() < len(self._plan.stages):
            return None
        name = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), name)
        if role == Qt.ItemDataRole.ToolTipRole and name == "dates":
            return wording.dates(self.board.texts, self._plan, index.row())
        if role == Qt.ItemDataRole.ToolTipRole and name == "findings":
            return self._text(index.row(), name)
        return _aligned(name) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _text(self, row: int, name: str) -> str:
        assert self._plan is not None
        plan, texts, board = self._plan, self.board.texts, self.board
        stage = plan.stages[row]
        fact = board.facts.of(stage)
        if name.startswith("time:"):
            return self._amount(stage, int(name[5:]))
        match name:
            case "number":
                return str(row + 1)
            case "kind":
                return texts(f"chart.kind.{stage.kind.value}")
            case "days_span":
                return wording.span(texts, plan, row)
            case "dates":
                return wording.short_dates(texts, plan, row)
            case "days":
                return texts("chart.inspector.open") if stage.days is None else texts.number(stage.days)
            case "tablets":
                return "–" if fact.tablets is None else texts.tablets(fact.tablets)
            case "mg":
                return fact.words
            case "change":
                before = board.facts.of(plan.stages[row - 1]).daily_mg if row else plan.before_mg
                difference = fact.daily_mg - before
                return wording.signed(texts, difference) if difference else texts.number(ZERO)
            case _:
                return "; ".join(line.text for line in board.findings if line.stage == row + 1)

    def _amount(self, stage: Stage, at: int) -> str:
        if at >= len(stage.mg):
            return ""
        products = self.board.facts.products
        if len(products) == 1:
            return self.board.texts.tablets(stage.mg[at] / products[0].strength_mg)
        return self.board.texts.mg(stage.mg[at])

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        handle = self._handle(index)
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or handle is None or text == self.data(index):
            return False
        board, plan = self.board, self.board.plan
        if plan is None or handle.uid not in {stage.uid for stage in plan.stages}:
            return False
        if handle.kind is HandleKind.END and text.lower() == board.texts("chart.inspector.open").lower():
            return False
        wished = numbers.read_days(text) if handle.kind is HandleKind.END else numbers.read(text)
        if wished is None:
            board.refuse(board.texts("chart.refusal.number", text=text))
            return False
        single = len(plan.products) == 1
        if handle.kind is HandleKind.INTAKE and single and "mg" not in text.lower():
            wished *= plan.products[0].strength_mg
        return board.set_value(handle, Fraction(wished))


def _aligned(name: str) -> int:
    words = name in ("kind", "days_span", "dates", "findings")
    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class StageTable(QTableView):
    """See the module. ``left`` asks to go back to the chart."""

    left = Signal()

    def __init__(self, board: Board, commands: Commands, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.commands = board, commands
        self.stages = StageModel(board, self)
        self.setModel(self.stages)
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

    def _fit_columns(self) -> None:
        last = self.stages.columnCount() - 1
        for column in range(last):
            self.resizeColumnToContents(column)
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
        column = max(self.currentIndex().column(), _FIXED_LEFT.index("days"))
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
