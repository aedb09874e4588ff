"""The rows of the queue as Qt sees and draws them: who, why, which document, how far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from baclodesk.services.printing_queue import Queue, Row, Step
from baclodesk.services.texts import Texts

from ..style import icons, tokens
from ..style.theme import Theme
from .words import due_words, step_words

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROW_HEIGHT = 50
_BAR_HEIGHT = 3
ROW: Final = int(Qt.ItemDataRole.UserRole)
SECOND_LINE: Final = ROW + 1
STATE: Final = ROW + 2
_SIGNS: Final = {
    Step.DONE: ("check", "drinks"),
    Step.FAILED: ("stop", "alarm"),
    Step.UNNOTED: ("caution", "alarm"),
    Step.CANCELLED: ("caution", "attention"),
    Step.PRINTING: ("print", "accent"),
}


class QueueModel(QAbstractListModel):
    """Shows a Queue; a row that only moved on is not built anew, so the one chosen stays chosen."""

    def __init__(self, texts: Callable[[], Texts], today: Callable[[], date]) -> None:
        super().__init__()
        self._texts, self._today = texts, today
        self._queue = Queue()

    def show(self, queue: Queue) -> None:
        """Take another state of the queue."""
        before, self._queue = self._queue, queue
        if [row.key for row in before.rows] == [row.key for row in queue.rows]:
            if queue.rows:
                self.dataChanged.emit(self.index(0), self.index(len(queue.rows) - 1))
            return
        self._queue = before
        self.beginResetModel()
        self._queue = queue
        self.endResetModel()

    def row_of(self, key: str) -> QModelIndex:
        """Give the place of a row; an invalid one when it is gone."""
        return next((self.index(place) for place, row in enumerate(self._queue.rows) if row.key == key), _ROOT)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._queue.rows)

    @override
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, texts = self._queue.rows[index.row()], self._texts()
        if role == int(Qt.ItemDataRole.DisplayRole):
            return row.due.name
        if role == ROW:
            return row
        if role == SECOND_LINE:
            return due_words(row, texts, self._today())
        if role == STATE:
            return step_words(row, texts)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.due.name}, {due_words(row, texts, self._today())}, {step_words(row, texts)}"
        return None


class QueueDelegate(QStyledItemDelegate):
    """Paints a row: name and state in the first line, what and why in the second, a thin bar while it prints."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, self._theme.px(_ROW_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = area.adjusted(0, 1, -2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, state, chosen=chosen)
        self._paint_words(painter, box, index, row, chosen=chosen)
        if row.step is Step.PRINTING and row.pages:
            self._paint_bar(painter, box, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, *, chosen: bool) -> None:
        theme = self._theme
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen" if chosen else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.FOCUS))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(self, painter: QPainter, box: QRect, index: _Index, row: Row, *, chosen: bool) -> None:
        theme, room = self._theme, box.adjusted(12, 0, -12, 0)
        middle = box.center().y()
        plain = "on_chosen" if chosen else "ink"
        quiet = plain if chosen and theme.colours.high_contrast else "secondary"
        font = theme.font(bold=True)
        metrics = QFontMetrics(font)
        top = middle - metrics.height()
        state, (sign, colour) = str(index.data(STATE)), _SIGNS.get(row.step, ("", quiet))
        right = QFontMetrics(theme.font()).horizontalAdvance(state)
        painter.setFont(theme.font())
        painter.setPen(theme.colour(quiet if not sign else plain))
        at = QRect(room.right() - right, top, right + 1, metrics.height())
        painter.drawText(at, int(Qt.AlignmentFlag.AlignRight), state)
        if sign:
            side = theme.px(14)
            drawn = icons.pixmap(sign, getattr(theme.colours, colour), side)
            right += side + 6
            painter.drawPixmap(room.right() - right, top + (metrics.height() - side) // 2, drawn)
        painter.setFont(font)
        painter.setPen(theme.colour(plain))
        width = room.width() - right - 12
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(room.left(), top, width, metrics.height()), 0, name)
        small = theme.font(tokens.SMALL)
        painter.setFont(small)
        painter.setPen(theme.colour(quiet))
        second = QFontMetrics(small).elidedText(str(index.data(SECOND_LINE)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), middle + 2, room.width(), QFontMetrics(small).height()), 0, second)

    def _paint_bar(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme, height = self._theme, self._theme.px(_BAR_HEIGHT)
        line = QRect(box.left() + 12, box.bottom() - height, box.width() - 24, height)
        painter.fillRect(line, theme.colour("line"))
        line.setWidth(line.width() * row.page // row.pages)
        painter.fillRect(line, theme.colour("accent"))
