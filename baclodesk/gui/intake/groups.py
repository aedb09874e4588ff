"""The list of the intake's parts at the left: title, how far it is, whether something was flagged."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ..style import icons, tokens
from ..style.theme import Theme

_STATE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class PartState:
    """One line of the list."""

    title: str
    progress: str
    complete: bool = False
    flagged: bool = False


class _PartDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self._theme.px(34))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        part = index.data(_STATE)
        if not isinstance(part, PartState):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme, chosen = self._theme, bool(state & QStyle.StateFlag.State_Selected)
        box = area.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen" if chosen else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.FOCUS))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        self._paint_part(painter, box, part, chosen=chosen)
        painter.restore()

    def _paint_part(self, painter: QPainter, box: QRect, part: PartState, *, chosen: bool) -> None:
        theme, right = self._theme, box.right() - 8
        ink = theme.colour("on_chosen" if chosen else "ink")
        quiet = ink if chosen and theme.colours.high_contrast else theme.colour("secondary")
        side = theme.px(14)
        top = box.center().y() - side // 2 + 1
        if part.complete:
            painter.drawPixmap(right - side, top, icons.pixmap("check", quiet.name(), side))
            right -= side + 6
        elif part.progress:
            painter.setFont(theme.font(tokens.SMALL))
            painter.setPen(quiet)
            width = QFontMetrics(painter.font()).horizontalAdvance(part.progress)
            painter.drawText(QRect(right - width, box.top(), width, box.height()), 0x80, part.progress)
            right -= width + 6
        if part.flagged:
            painter.drawPixmap(right - side, top, icons.pixmap("caution", theme.colours.attention, side))
            right -= side + 6
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(ink)
        room = right - box.left() - 10
        shown = QFontMetrics(painter.font()).elidedText(part.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(box.left() + 10, box.top(), room, box.height()), 0x80, shown)


class PartList(QListWidget):
    """The parts in order; ``chosen`` carries the code of the one a person went to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, codes: tuple[str, ...]) -> None:
        super().__init__()
        self._codes = codes
        self._telling = True
        self.setItemDelegate(_PartDelegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _code in codes:
            self.addItem(QListWidgetItem())
        self.currentRowChanged.connect(self._tell)

    def show_state(self, code: str, state: PartState) -> None:
        """Show one line."""
        item = self.item(self._codes.index(code))
        if item.data(_STATE) != state:
            item.setData(_STATE, state)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{state.title}, {state.progress}")
            item.setToolTip(state.title)

    def choose(self, code: str) -> None:
        """Mark a part as the one in sight, telling nobody."""
        self._telling = False
        self.setCurrentRow(self._codes.index(code))
        self._telling = True

    def _tell(self, place: int) -> None:
        if self._telling and place >= 0:
            self.chosen.emit(self._codes[place])
