"""The stages as rows of a table: what each cell says, and how a typed one asks the plan's limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from baclodesk.domain.dose import ZERO
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan, Stage
from baclodesk.gui.chart import cells, plan_words, wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.direction import held
from baclodesk.gui.chart.open_words import is_open, open_stage
from baclodesk.gui.chart.time_columns import columns_of
from baclodesk.gui.chart.typed import set_typed

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WHOLE = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
FIRST_TYPED = "days"
_FIXED_LEFT = ("number", "kind", "days_span", "dates", FIRST_TYPED)
_FIXED_RIGHT = ("tablets", "mg", "change", "findings")
_SHORT = ("tablets", "mg", "findings")
"""Columns whose heading is a short sign, with the words as tool tip and for readers."""


class StageModel(QAbstractTableModel):
    """Rows are stages; the columns between days and tablets are the times of day."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._plan: Plan | None = board.shown
        self._spans = self._plan.spans() if self._plan else ()
        self._times = columns_of(self._plan)
        self.asking: int | None = None

    @contextmanager
    def asked(self, uid: int | None) -> Iterator[None]:
        """Remember, while an edit is done, which stage it is about; what is told meanwhile is said under its row."""
        self.asking = uid
        try:
            yield
        finally:
            self.asking = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns; times are ``time:0``, ``time:1`` …"""
        return (*_FIXED_LEFT, *(f"time:{at}" for at in range(len(self._times.names))), *_FIXED_RIGHT)

    def follow(self) -> None:
        """Show the board's plan; rows stay (and with them the current cell) while their number does."""
        plan = self.board.shown
        before = len(self._plan.stages) if self._plan else 0
        after = len(plan.stages) if plan else 0
        times = columns_of(plan)
        if before == after and len(times.names) == len(self._times.names):
            renamed = times.names != self._times.names
            self._plan, self._spans, self._times = plan, plan.spans() if plan else (), times
            if renamed:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
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
        return 0 if parent.isValid() else len(_FIXED_LEFT) + len(self._times.names) + len(_FIXED_RIGHT)

    def uid(self, row: int) -> int:
        """Give the stage of a row."""
        assert self._plan is not None
        return self._plan.stages[row].uid

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.board.editable and self.handle(index) is not None:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def handle(self, index: _Index) -> Handle | None:
        """Give what a cell changes; None for cells that only tell."""
        if self._plan is None or not 0 <= index.row() < len(self._plan.stages):
            return None
        stage, name = self._plan.stages[index.row()], self.columns[index.column()]
        if name == "days":
            return Handle(HandleKind.END, stage.uid)
        if name == "mg":
            return Handle(HandleKind.DOSE, stage.uid)
        place = self._times.place(index.row(), int(name[5:])) if name.startswith("time:") else None
        if place is not None:
            return Handle(HandleKind.INTAKE, stage.uid, place)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        name = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and name in _SHORT:
            return self.board.texts(f"chart_read.head.{name}")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if name.startswith("time:") and self._plan is not None:
            return held(self._times.names[int(name[5:])])
        return held(self.board.texts(f"chart.table.{name}"))

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._plan is None or not 0 <= index.row() < len(self._plan.stages):
            return None
        name = self.columns[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return self._text(index.row(), name)
        if role == Qt.ItemDataRole.DisplayRole:
            return held(self._text(index.row(), name))
        if role == Qt.ItemDataRole.ToolTipRole and name == "dates":
            return wording.dates(self.board.texts, self._plan, index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole and name == "findings":
            return self.board.texts("chart.field.findings", n=len(self._found(index.row())))
        if role in _WHOLE and name == "findings":
            return "\n".join(self._found(index.row())) or None
        if role in _WHOLE:
            return plan_words.note(self.board.texts, self._plan.stages[index.row()].note) or None
        return _aligned(name) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _text(self, row: int, name: str) -> str:
        assert self._plan is not None
        plan, texts, board = self._plan, self.board.texts, self.board
        stage = plan.stages[row]
        fact = board.facts.of(stage)
        if name.startswith("time:"):
            place = self._times.place(row, int(name[5:]))
            return "" if place is None else self._amount(stage, place)
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
                count = len(self._found(row))
                return texts.number(count) if count else ""

    def _found(self, row: int) -> list[str]:
        return [line.text for line in self.board.findings if line.stage == row + 1]

    def _amount(self, stage: Stage, at: int) -> str:
        assert self._plan is not None
        return cells.written(self.board.texts, self._plan, Handle(HandleKind.INTAKE, stage.uid, at), stage.mg[at])

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        handle = self.handle(index)
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or handle is None or text == self.data(index, role):
            return False
        plan = self.board.plan
        if plan is None or handle.uid not in {stage.uid for stage in plan.stages}:
            return False
        with self.asked(handle.uid):
            return self._set(plan, handle, text)

    def _set(self, plan: Plan, handle: Handle, text: str) -> bool:
        board = self.board
        if handle.kind is HandleKind.END and is_open(text):
            return open_stage(board, handle.uid)
        wished = cells.read(plan, handle, text)
        if wished is None:
            board.refuse(wording.no_value(board.texts, plan, handle.kind, text))
            return False
        return set_typed(board, handle, wished)


def _aligned(name: str) -> int:
    words = name in ("kind", "days_span", "dates", "findings")
    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
