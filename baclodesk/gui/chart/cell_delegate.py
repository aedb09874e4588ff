"""What a cell of the table becomes while it is typed in."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from baclodesk.gui.chart.stage_model import StageModel
from baclodesk.gui.chart.step_box import StepBox

_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Gives every cell that can be typed in a box that steps along its handle's grid."""

    def __init__(self, stages: StageModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._stages = stages

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        handle = self._stages.handle(index)
        if handle is None:
            return super().createEditor(parent, option, index)
        box = StepBox(self._stages.board, handle, parent)
        box.asked = self._stages.asked
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        return box

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, StepBox) and not editor.isModified():
            editor.set_text(str(index.data(Qt.ItemDataRole.EditRole)))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, StepBox):
            model.setData(index, editor.text())
