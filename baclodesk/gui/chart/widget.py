"""The chart on screen: Qt's events become the machine's, its effects become cursor, selection and commits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QShowEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from baclodesk.gui.chart import gestures, keys
from baclodesk.gui.chart.board import NOTE, Board
from baclodesk.gui.chart.effects import ChartEffects
from baclodesk.gui.chart.targets import Pointer, Target, TargetKind
from baclodesk.gui.chart.theme import ChartTheme
from baclodesk.gui.chart.touch import Touch


class ChartView(ChartEffects):
    """See the module. ``noted`` carries what to do about doses without room; empty when each is written."""

    noted = Signal(str)

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(board, theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.letters = True
        self.stages_read = True
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.touch = Touch(self, self._menu_at, self)

    def inside(self, place: QPointF) -> QPointF:
        """Give the place in the layout of a place on the chart, or the other way round: they differ when mirrored."""
        return QPointF(self.width() - place.x(), place.y()) if self.mirrored else place

    def take(self, event: gestures.Event) -> None:
        """Give the machine an event of finger or pen."""
        if isinstance(event, gestures.Pressed):
            self._dragged = False
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if self.picking is not None and self._pick(QPointF(event.x, event.y)):
                return
        self._take(event)

    def drop(self, why: str) -> None:
        """Drop whatever the pointer is doing; the plan stays the one before. ``why`` as in ``gestures.Dropped``."""
        self._take(gestures.Dropped(why))

    # --- doses without room

    @override
    def rebuild(self) -> None:
        super().rebuild()
        if not self.dragging:
            self._note_hidden()

    @override
    def _relay(self) -> None:
        super()._relay()
        if not self.dragging:
            self._note_hidden()

    def _note_hidden(self) -> None:
        """Say how every dose can be read, where some are ticks only."""
        hidden = False
        if self.steps is not None and self.frame is not None and self.isVisible():
            scale = self.frame.scale
            pairs = zip(self.steps.labels, self.steps.bars, strict=True)
            hidden = any(area is None and bar.x1 > scale.left and bar.x0 < scale.right for area, bar in pairs)
        self.noted.emit(self.board.texts("chart_read.every_dose") if hidden else "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._note_hidden()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._note_hidden()

    # --- pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, mods = self.inside(event.position()), event.modifiers()
        names = {
            Qt.MouseButton.LeftButton: "left",
            Qt.MouseButton.RightButton: "right",
            Qt.MouseButton.MiddleButton: "middle",
        }
        button = names.get(event.button())
        if button is None:
            return
        if button == "left" and self.picking is not None and self._pick(point):
            return
        ctrl, shift = _mods(mods)
        self._dragged = False
        self._take(gestures.Pressed(point.x(), point.y(), button, ctrl, shift, self._space))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self.inside(event.position())
        ctrl, shift = _mods(event.modifiers())
        held = bool(event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton))
        if isinstance(self.state, gestures.Muted):
            held = event.buttons() != Qt.MouseButton.NoButton
        self._take(gestures.Moved(point.x(), point.y(), held, ctrl, shift))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton and not isinstance(self.state, gestures.Muted):
            return
        point = self.inside(event.position())
        self._take(gestures.Released(point.x(), point.y(), event.buttons() == Qt.MouseButton.NoButton))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._dragged:
            self.mousePressEvent(event)  # a press soon after a drag is a press, not the second half of a double click
        else:
            point = self.inside(event.position())
            self._take(gestures.Twice(point.x(), point.y()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.dragging or isinstance(self.state, gestures.Muted):
            return
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        if keyboard and self.board.current is not None:
            target = Target(TargetKind.BODY, self.board.current)
            self.menu_asked.emit(target, self.mapToGlobal(self.menu_point()), 0)
            return
        self._menu_at(self.inside(QPointF(event.pos())), "mouse")

    def _menu_at(self, place: QPointF, pointer: Pointer) -> None:
        """Open the menu of what lies at a place of the layout, selecting it."""
        target = self.desk.target(place.x(), place.y(), pointer)
        if target.uid and target.uid not in self.board.selected:
            self.board.select(target.uid)
        number = 0 if self.frame is None else self.frame.scale.day_at(place.x())
        self.menu_asked.emit(target, self.mapToGlobal(self.inside(place).toPoint()), number)

    def menu_point(self) -> QPointF:
        """Give the middle of the current stage on the chart, where a menu asked by key opens."""
        index = self.board.index
        if index is None or self.steps is None:
            return QPointF(self.width() / 2, self.height() / 2)
        bar = self.steps.bars[index]
        return self.inside(QPointF((bar.x0 + min(bar.x1, self.width())) / 2, bar.y))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._take(gestures.Gone())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.frame is None or self.dragging:
            event.ignore()
            return
        turn = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turn:
            self.zoom(0.8 if turn > 0 else 1.25, self.frame.scale.offset_at(self.inside(event.position()).x()))
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turn:
            self.pan(-turn / 120 * self.view.days / 12)
            event.accept()
        else:
            event.ignore()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        self.touch.pen(event)

    # --- keys and focus

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self.dragging or keys.command_of(event, letters=self.letters) is not None:
                event.accept()
                return True
            return super().event(event)
        if isinstance(event, QTouchEvent):
            self.touch.finger(event)
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            if self.frame is not None and not self.dragging:
                self.zoom(
                    1 / max(1 + event.value(), 0.2), self.frame.scale.offset_at(self.inside(event.position()).x())
                )
            return True
        if event.type() == QEvent.Type.WindowDeactivate:
            self.drop("window")
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.board.offered:
            self.board.show_preview(None)
            if event.key() == Qt.Key.Key_Escape:
                return
        if not isinstance(self.state, gestures.Idle | gestures.Hover):
            self._key_in_drag(event)
            return
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._set_cursor(self._hovered)
            return
        if event.key() == Qt.Key.Key_Control:
            self._look_again(ctrl=True)
        command = keys.command_of(event, letters=self.letters)
        if command is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if command == "escape" and self.picking is not None:
            self.picking = None
            self.board.told.emit("", NOTE)
            return
        self.command.emit(command)

    def _look_again(self, *, ctrl: bool) -> None:
        """Show what Ctrl makes of the handle under the resting pointer."""
        if isinstance(self.state, gestures.Hover):
            place = self.inside(QPointF(self.mapFromGlobal(self.cursor().pos())))
            self._take(gestures.Moved(place.x(), place.y(), ctrl=ctrl))

    def _key_in_drag(self, event: QKeyEvent) -> None:
        event.accept()
        key = keys.drag_key(event)
        if key == "escape":
            self.drop("escape")
        elif key is not None:
            self._take(gestures.Typed(key))

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._set_cursor(self._hovered)
        elif event.key() == Qt.Key.Key_Shift and self.dragging:
            self._take(gestures.Typed("unshift"))
        elif event.key() == Qt.Key.Key_Control:
            self._look_again(ctrl=False)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        plan = self.board.plan
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self.board.current is None and plan is not None and plan.stages:
            self.board.select(plan.stages[0].uid)
        self._relay()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.drop("focus")
        super().focusOutEvent(event)
        self._relay()


def _mods(mods: Qt.KeyboardModifier) -> tuple[bool, bool]:
    return bool(mods & Qt.KeyboardModifier.ControlModifier), bool(mods & Qt.KeyboardModifier.ShiftModifier)
