"""How the cells of the table are written: mirrored in place where the layout is, never in their letters and signs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override


class CellWords(QStyledItemDelegate):
    """The languages of the program run from left to right: in a mirrored window "1½" must not become "½1"."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            side = QStyle.visualAlignment(option.direction, option.displayAlignment)
            option.displayAlignment = side
            option.direction = Qt.LayoutDirection.LeftToRight
