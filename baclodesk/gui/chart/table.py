"""The table twin: the same plan, limits and edits as the chart, every number typed in a cell."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)
from typing_extensions import override

from baclodesk.gui.chart import keys
from baclodesk.gui.chart.board import WARN, Board
from baclodesk.gui.chart.cell_delegate import CellDelegate
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.row_note import RowNote
from baclodesk.gui.chart.stage_model import FIRST_TYPED, StageModel
from baclodesk.gui.chart.step_box import style_of
from baclodesk.gui.chart.targets import Target, TargetKind
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
        "menu",
        "select_all",
        "hold",
        "step_back",
        "plateau",
        "split",
        "merge",
        "exempt",
        "today",
    }
)
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ROW, _LEAST_ROW = 23.0, 24
"""Height of a row at 100 %, and in pixels at least, so that a finger finds it."""


class StageTable(QTableView):
    """See the module. ``left`` asks to go back to the chart, ``menu_asked`` for a menu at a point of the screen.

    ``letters``: single letters are commands while no cell is being edited.
    """

    left = Signal()
    menu_asked = Signal(object, object, int)

    def __init__(self, board: Board, commands: Commands, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.commands = board, commands
        self.note = RowNote(theme, self.viewport())
        self._noted = board.plan
        self.stages = StageModel(board, self)
        self.setModel(self.stages)
        self.setItemDelegate(CellDelegate(self.stages, self))
        self.letters = True
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
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().selectionChanged.connect(self._to_board)
        self.selectionModel().currentRowChanged.connect(self._to_board)
        board.refreshed.connect(self.follow)
        board.chosen.connect(self._from_board)
        board.told.connect(self._note_told)
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.note.set_theme(theme)
        self.verticalHeader().setMinimumSectionSize(_LEAST_ROW)
        self.verticalHeader().setDefaultSectionSize(max(round(theme.px(_ROW)), _LEAST_ROW))
        self.setStyleSheet(
            f"QTableView {{ background: {theme.ground}; color: {theme.ink}; border: 1px solid {theme.lines};"
            f" selection-background-color: {theme.fill}; selection-color: {theme.ink}; }}"
            f" QTableView:focus {{ border: 2px solid {theme.accent}; }}"
            f" QTableView::item {{ padding: 0 3px; border-bottom: 1px solid {theme.lines}; }}"
            f" QTableView::item:focus {{ border: 2px solid {theme.accent}; }}"
            f" QHeaderView::section {{ background: {theme.panel}; color: {theme.secondary}; border: none;"
            f" border-bottom: 1px solid {theme.lines}; padding: 3px 4px; }}" + style_of(theme, "none")
        )
        self._fit_columns()

    def retranslate(self) -> None:
        """Say everything in the board's language."""
        self._drop_note(young_too=True)
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
        if self.board.plan is not self._noted:
            self._drop_note()
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

    @override
    def minimumSizeHint(self) -> QSize:
        """Headings and some rows, as high as the chart at least is."""
        return QSize(super().minimumSizeHint().width(), min(round(self.theme.px(130)), 206))

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

    # --- why an edit was refused

    @property
    def tells(self) -> bool:
        """Tell whether a refusal stands under its row, or is about to."""
        return self.isVisible() and (self.stages.asking is not None or not self.note.isHidden())

    def _note_told(self, sentence: str, meant: str) -> None:
        """Say under the row being edited why that was refused; anything else that is told is the next action."""
        uid = self.stages.asking
        if meant != WARN or not sentence or uid is None or self._row_of(uid) is None:
            self._drop_note(young_too=True)
            return
        self.note.say(uid, sentence)
        self._noted = self.board.plan
        self.updateGeometries()
        self._come_to_note()

    def _row_of(self, uid: int) -> int | None:
        return next((row for row in range(self.stages.rowCount()) if self.stages.uid(row) == uid), None)

    def _drop_note(self, *, young_too: bool = False) -> None:
        if not self.note.isHidden() and (young_too or not self.note.young):
            self.note.hide()
            self.updateGeometries()

    def _row_room(self, row: int) -> QRect:
        room = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        for box in self.viewport().findChildren(QLineEdit):
            if row == self.currentIndex().row() and box.isVisible():
                room.setBottom(max(room.bottom(), box.geometry().bottom()))
        return room

    def _put_note(self) -> None:
        row = None if self.note.isHidden() else self._row_of(self.note.uid)
        if row is None:
            return
        current = self.currentIndex().row()
        self.note.put(self._row_room(row), self._row_room(current if current >= 0 else row), first=row == 0)

    def _come_to_note(self) -> None:
        """Scroll so that the whole sentence is seen, as far as its row stays in sight."""
        bar, note, row = self.verticalScrollBar(), self.note.geometry(), self._row_of(self.note.uid)
        if row is not None:
            under = note.bottom() + 1 - self.viewport().height()
            bar.setValue(bar.value() + min(note.top(), max(0, min(under, self.rowViewportPosition(row)))))

    @override
    def updateGeometries(self) -> None:
        """Leave room to scroll under the last row while a note stands there."""
        bar = self.verticalScrollBar()
        at = bar.value()
        super().updateGeometries()
        row = None if self.note.isHidden() else self._row_of(self.note.uid)
        if row is not None:
            foot = self.rowViewportPosition(row) + self.rowHeight(row) + self.note.height_for(self.viewport().width())
            least = foot + self.verticalOffset() - self.viewport().height()
            bar.setMaximum(max(bar.maximum(), least))
            bar.setValue(at)
        self._put_note()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._put_note()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drop_note()
        super().mousePressEvent(event)
        self._put_note()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._put_note()  # Tab opens the next cell, whose box may be higher than its row

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._drop_note(young_too=True)
        super().hideEvent(event)

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
        if self.board.current != self.note.uid:
            self._drop_note()
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
        command = keys.command_of(event, letters=self.letters)
        if event.key() not in _HELD:
            self._drop_note()
        if command in _PASSED_ON:
            event.accept()
            if command == "chart":
                self.left.emit()
            elif command == "menu":
                self._menu_of_current()
            else:
                with self.stages.asked(None if command == "help" else self.board.current):
                    self.commands.run(command)
            return
        super().keyPressEvent(event)
        self._put_note()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the stage under the pointer, or by key that of the current one."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._menu_of_current()
        elif index.isValid():
            self._menu_of(index.row(), event.globalPos())
        else:
            self.menu_asked.emit(Target(TargetKind.EMPTY), event.globalPos(), 0)

    def _menu_of_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._menu_of(index.row(), self.viewport().mapToGlobal(self.visualRect(index).center()))

    def _menu_of(self, row: int, place: QPoint) -> None:
        uid = self.stages.uid(row)
        if uid not in self.board.selected:
            self.board.select(uid)
        self.menu_asked.emit(Target(TargetKind.BODY, uid), place, 0)
