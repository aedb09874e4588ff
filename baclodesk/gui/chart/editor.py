"""The in-place editor of a stage: days and dose a day, applied together as one step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from baclodesk.domain import edits
from baclodesk.domain import limits as reach_of
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Stage
from baclodesk.gui.chart import numbers, wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.open_words import is_open
from baclodesk.gui.chart.step_box import StepBox, style_of
from baclodesk.gui.chart.targets import Part
from baclodesk.gui.chart.theme import ChartTheme


class StageEditor(QFrame):
    """Floats over the stage. Tab between the two, Enter applies both, Escape leaves.

    ``asked`` carries the command of the one letter that a refusal offers here, X for the exemption; ``letters`` as in
    the chart.
    """

    asked = Signal(str)

    def __init__(self, board: Board, theme: ChartTheme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.board = board
        self.uid, self.letters = 0, True
        self.days = StepBox(board, Handle(HandleKind.END), self)
        self.dose = StepBox(board, Handle(HandleKind.DOSE), self)
        self._labels = [QLabel(self), QLabel(self)]
        self.setObjectName("stageEditor")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        for label, edit in zip(self._labels, (self.days, self.dose), strict=True):
            layout.addWidget(label)
            layout.addWidget(edit)
            edit.installEventFilter(self)
        QWidget.setTabOrder(self.days, self.dose)
        self._opened_on: Stage | None = None
        self.set_theme(theme)
        self.hide()
        board.chosen.connect(self._look_again)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.setStyleSheet(
            f"QFrame#stageEditor {{ background: {theme.panel}; border: 2px solid {theme.accent}; border-radius: 8px; }}"
            + style_of(theme, f"1px solid {theme.edge}")
            + f" QLineEdit:focus {{ border: 2px solid {theme.accent}; }}"
        )
        for edit in (self.days, self.dose):
            edit.setFixedSize(round(theme.px(76)), max(round(theme.px(26)), 26))
        self.adjustSize()

    def open(self, uid: int, first: str, near: QPointF) -> None:
        """Open over the stage; a digit typed on a handle begins its box."""
        plan, texts = self.board.plan, self.board.texts
        if plan is None:
            return
        self.uid = uid
        self.days.handle, self.dose.handle = Handle(HandleKind.END, uid), Handle(HandleKind.DOSE, uid)
        stage = self._opened_on = plan.stage(uid)
        for label, name in zip(self._labels, ("days", "dose"), strict=True):
            label.setText(texts(f"chart.inspector.{name}"))
        self.days.setAccessibleName(texts("chart.inspector.days"))
        self.dose.setAccessibleName(texts("chart.inspector.dose"))
        self.days.setText(texts("chart.inspector.open") if stage.days is None else str(stage.days))
        self.dose.setText(texts.number(stage.daily_mg))
        self.adjustSize()
        x = min(max(near.x() - self.width() / 2, 4), self._over.width() - self.width() - 4)
        above = near.y() - self.height() - 30
        self.move(round(x), round(above if above > 4 else near.y() + 16))
        self.show()
        self.raise_()
        box = self.dose if self.board.part is Part.DOSE else self.days
        box.setFocus()
        box.selectAll()
        if first:
            box.setText(first)

    def leave(self) -> None:
        """Close without changing anything."""
        self.hide()
        self._over.setFocus()

    def _look_again(self) -> None:
        """Leave when another stage became the current one, or this one is gone or no longer what was opened."""
        if self.isHidden():
            return
        board = self.board
        stages = () if board.plan is None else board.plan.stages
        there = any(stage is self._opened_on or stage == self._opened_on for stage in stages)
        if board.current != self.uid or not there or not board.editable:
            focus = QApplication.focusWidget()
            self.hide()
            if focus in (self.days, self.dose):
                self._over.setFocus()

    def apply(self) -> None:
        """Apply both values as one step; what cannot be read or reached is told, and the editor stays open."""
        board, texts, plan = self.board, self.board.texts, self.board.plan
        if plan is None or self.isHidden():
            return
        index = plan.index_of(self.uid)
        stage = plan.stages[index]
        after, days = plan, stage.days
        try:
            if is_open(self.days.text()):
                if stage.days is not None and index + 1 < len(plan.stages):
                    board.refuse(texts("chart_read.only_last_open"))
                    return
                after, days = after if stage.days is None else edits.open_end(after), None
            else:
                wished = numbers.read_days(self.days.text())
                if wished is None:
                    board.refuse(wording.no_number(texts, self.days.text(), "days"))
                    return
                handle = Handle(HandleKind.END, self.uid)
                found = reach_of.limits(after, handle, board.rules, today=board.history)
                if not found.lo <= wished <= found.hi and wished != stage.days:
                    board.hit_wall(handle, found.lo_reason if wished < found.lo else found.hi_reason)
                    return
                if wished != stage.days:
                    after = reach_of.apply(after, handle, wished, board.rules, today=board.history)
                days = int(wished)
            mg = numbers.read(self.dose.text())
            if mg is None:
                board.refuse(wording.no_number(texts, self.dose.text(), "mg"))
                return
            if mg != stage.daily_mg:
                handle = Handle(HandleKind.DOSE, self.uid)
                found = reach_of.limits(after, handle, board.rules, today=board.history)
                if not found.lo <= mg <= found.hi:
                    board.hit_wall(handle, found.lo_reason if mg < found.lo else found.hi_reason)
                    return
                after = reach_of.apply(after, handle, mg, board.rules, today=board.history)
        except DomainError as error:
            board.refuse(wording.refusal(texts, error))
            return
        self.leave()
        length, dose = wording.days_of(days), wording.mg_of(mg)
        if board.execute(after, wording.step("both", stage=index + 1, days=length, mg=dose)):
            board.follow_split(plan)

    def _means_exemption(self, event: QKeyEvent, box: StepBox) -> bool:
        """Tell whether a key is the X that was offered: not a letter of a word or unit being typed in the box."""
        plain = self.letters and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or event.key() != Qt.Key.Key_X or self.board.wall is None:
            return False
        at, marked = box.selectionStart(), len(box.selectedText())
        kept = box.text() if at < 0 else box.text()[:at] + box.text()[at + marked :]
        return not any(letter.isalpha() for letter in kept)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.apply()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if isinstance(watched, StepBox) and self._means_exemption(event, watched):
                self.leave()
                self.asked.emit("exempt")
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False
