"""A layout that sets its parts in a line and breaks the line where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget
from typing_extensions import override


def _natural(item: QLayoutItem) -> QSize:
    """Give the size an item would like: for words that wrap, all of them in one line."""
    part = item.widget()
    if isinstance(part, QLabel) and part.wordWrap():
        line = part.fontMetrics().size(0, part.text())
        return QSize(line.width() + 2 * part.margin() + 2, max(line.height(), part.minimumHeight()))
    return item.sizeHint()


def _size(item: QLayoutItem, width: int) -> QSize:
    """Give the size an item takes in a line of ``width``: one too wide for it may break into lines of its own."""
    hint = _natural(item)
    size = hint.boundedTo(QSize(max(width, item.minimumSize().width()), 16_777_215))
    if size.width() < hint.width() and item.hasHeightForWidth():
        size.setHeight(item.heightForWidth(size.width()))
    return size


class Flow(QLayout):
    """Left to right, then down; parts of one line stand on one middle.

    Parts added after ``spring`` stand at the right end of their line.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._right_from: int | None = None
        self.setContentsMargins(QMargins())

    def spring(self) -> None:
        """Let what is added from now on stand at the right."""
        self._right_from = len(self._items)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        room = width - edges.left() - edges.right()
        return self._arrange(QRect(0, 0, room, 0), move=False) + edges.top() + edges.bottom()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    @override
    def sizeHint(self) -> QSize:
        width = sum(_natural(item).width() + self._gap for item in self._shown())
        height = max((_natural(item).height() for item in self._shown()), default=0)
        return QSize(max(0, width - self._gap), height).grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        height = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _stands_right(self, item: QLayoutItem) -> bool:
        return self._right_from is not None and item in self._items[self._right_from :]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._shown():
            size = _size(item, width)
            if lines[-1] and used + self._gap + size.width() > width:
                lines.append([])
                used = 0
            used += size.width() + (self._gap if lines[-1] else 0)
            lines[-1].append((item, size))
        return [line for line in lines if line]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            left = rect.left()
            rest = rect.width() - sum(size.width() + self._gap for _item, size in line) + self._gap
            for item, size in line:
                if rest > 0 and self._stands_right(item):
                    left, rest = left + rest, 0
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._line_gap
        return max(0, top - rect.top() - self._line_gap)
