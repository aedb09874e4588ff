"""Fingers and pen on the chart: what they do becomes the machine's events, a pinch becomes zoom and pan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QGuiApplication, QTabletEvent, QTouchEvent

from baclodesk.gui.chart import gestures
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.targets import Pointer

LONG_PRESS = 500
"""Milliseconds after which a press that rests opens the menu."""
_NEAR = 40.0
"""Pixels within which two taps are one double tap."""
_LEAST_SPREAD = 20.0
"""Pixels between two fingers below which their distance says nothing."""


class Touched(Protocol):
    """What fingers and pen act on: the chart."""

    @property
    def state(self) -> gestures.State:
        """The machine's state."""

    @property
    def frame(self) -> Frame | None:
        """The parts of the chart."""

    def inside(self, place: QPointF) -> QPointF:
        """Give the place in the layout of a place on the chart."""

    def take(self, event: gestures.Event) -> None:
        """Give the machine an event."""

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show more or fewer days about a day offset."""

    def pan(self, days: float) -> None:
        """Move the picture by days."""


class Touch(QObject):
    """See the module. ``menu`` is called with the place of a long press and what pressed."""

    def __init__(self, chart: Touched, menu: Callable[[QPointF, Pointer], None], parent: QObject) -> None:
        super().__init__(parent)
        self._chart, self._menu = chart, menu
        self._place, self._pointer = QPointF(), "touch"
        self._two: tuple[float, float] | None = None
        self._tap, self._since_tap = QPointF(), QElapsedTimer()
        self._rest = QTimer(self, singleShot=True, interval=LONG_PRESS)
        self._rest.timeout.connect(self._rested)

    def finger(self, event: QTouchEvent) -> None:
        """Take a touch event of any kind; a second finger drops what the first was doing."""
        points = event.points()
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._drop()
        elif self._two is not None or len(points) > 1:
            self._pinch(points, ended=event.type() == QEvent.Type.TouchEnd)
        elif points:
            self._one(self._chart.inside(points[0].position()), event.type(), _modifiers(event))

    def pen(self, event: QTabletEvent) -> None:
        """Take a pen event: like the mouse, with wider zones, and a long press or the barrel button for the menu."""
        event.accept()
        ctrl, shift = _modifiers(event)
        place, kind = self._chart.inside(event.position()), event.type()
        if kind == QEvent.Type.TabletPress:
            if event.button() == Qt.MouseButton.RightButton:
                self._menu(place, "pen")
                return
            self._press(place, "pen", ctrl=ctrl, shift=shift)
        elif kind == QEvent.Type.TabletRelease:
            self._lifted(place)
        else:
            held = bool(event.buttons() & Qt.MouseButton.LeftButton)
            self._chart.take(gestures.Moved(place.x(), place.y(), held, ctrl, shift))
            self._still_resting()

    def _one(self, place: QPointF, kind: QEvent.Type, modifiers: tuple[bool, bool]) -> None:
        ctrl, shift = modifiers
        if kind == QEvent.Type.TouchBegin:
            self._press(place, "touch", ctrl=ctrl, shift=shift)
        elif kind == QEvent.Type.TouchUpdate:
            self._chart.take(gestures.Moved(place.x(), place.y(), held=True, ctrl=ctrl, shift=shift))
            self._still_resting()
        else:
            self._lifted(place)
            self._chart.take(gestures.Gone())

    def _press(self, place: QPointF, pointer: Pointer, *, ctrl: bool, shift: bool) -> None:
        self._place, self._pointer = place, pointer
        if isinstance(self._chart.state, gestures.Muted):  # the end of a dropped touch went elsewhere, to a menu say
            self._chart.take(gestures.Released(-1, -1))
        self._chart.take(gestures.Pressed(place.x(), place.y(), ctrl=ctrl, shift=shift, pointer=pointer))
        self._rest.start()

    def _lifted(self, place: QPointF) -> None:
        """The finger or pen left: a second tap soon after a first one, at the same place, is a double one."""
        self._rest.stop()
        tapped = isinstance(self._chart.state, gestures.Armed)
        self._chart.take(gestures.Released(place.x(), place.y()))
        most = QGuiApplication.styleHints().mouseDoubleClickInterval()
        soon = self._since_tap.isValid() and self._since_tap.elapsed() < most
        if tapped and soon and (place - self._tap).manhattanLength() < _NEAR:
            self._since_tap.invalidate()
            self._chart.take(gestures.Twice(place.x(), place.y()))
        elif tapped:
            self._tap = place
            self._since_tap.start()

    def _still_resting(self) -> None:
        if not isinstance(self._chart.state, gestures.Armed):
            self._rest.stop()

    def _drop(self) -> None:
        self._rest.stop()
        self._two = None
        self._chart.take(gestures.Dropped("touch"))
        self._chart.take(gestures.Released(-1, -1))

    def _rested(self) -> None:
        if isinstance(self._chart.state, gestures.Armed):
            self._chart.take(gestures.Dropped("touch"))
            self._menu(self._place, "pen" if self._pointer == "pen" else "touch")

    def _pinch(self, points: Sequence[QEventPoint], *, ended: bool) -> None:
        if self._two is None:
            self._rest.stop()
            self._chart.take(gestures.Dropped("touch"))
        if ended:
            self._drop()
            return
        if len(points) < 2:
            return
        one, two = self._chart.inside(points[0].position()), self._chart.inside(points[1].position())
        spread = max(hypot(one.x() - two.x(), one.y() - two.y()), _LEAST_SPREAD)
        middle = (one.x() + two.x()) / 2
        before, self._two = self._two, (spread, middle)
        frame = self._chart.frame
        if before is None or frame is None:
            return
        if spread != before[0]:
            self._chart.zoom(before[0] / spread, frame.scale.offset_at(before[1]))
        self._chart.pan((before[1] - middle) / frame.scale.per_day * before[0] / spread)


def _modifiers(event: QTouchEvent | QTabletEvent) -> tuple[bool, bool]:
    held = event.modifiers()
    return bool(held & Qt.KeyboardModifier.ControlModifier), bool(held & Qt.KeyboardModifier.ShiftModifier)
