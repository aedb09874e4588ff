"""Labels, buttons, rows and columns with the house's measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..style import tokens
from ..style.theme import Theme
from .choice_list import ChoiceList


def _measure(layout: QBoxLayout, margin: int | tuple[int, int, int, int], gap: int) -> None:
    margins = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)


def column(
    parent: QWidget | None = None, margin: int | tuple[int, int, int, int] = 0, gap: int = tokens.GAP
) -> QVBoxLayout:
    """Give a vertical layout; laid into ``parent`` when there is one."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _measure(layout, margin, gap)
    return layout


def row(
    parent: QWidget | None = None, margin: int | tuple[int, int, int, int] = 0, gap: int = tokens.GAP
) -> QHBoxLayout:
    """Give a horizontal layout; laid into ``parent`` when there is one."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _measure(layout, margin, gap)
    return layout


class _Wrapping(QLabel):
    """A label that breaks its words into lines; its least height is one line, so layouts go by the width they give."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().lineSpacing())


def label(role: str = "", text: str = "", *, wrap: bool = False, figures: bool = False) -> QLabel:
    """Give a label; ``role`` names its look in the style sheet, ``figures`` aligns numbers to the right."""
    made = _Wrapping(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if figures:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def button(kind: str = "", text: str = "") -> QPushButton:
    """Give a push button; ``kind`` is primary, link, quiet or empty. Enter presses the one that has the focus."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(True)
    if kind in ("link", "quiet", "primary"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class _Scaled(QObject):
    """Keeps a length of ``widget`` in step with the text; goes away with it, unlike a function connected to a theme."""

    def __init__(self, widget: QWidget, theme: Theme, length: float, setter: Callable[[int], None]) -> None:
        super().__init__(widget)
        self._theme, self._length, self._setter = theme, length, setter
        theme.changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Set the length at the present scale."""
        self._setter(self._theme.px(self._length))


def keep_width(widget: QWidget, theme: Theme, width: float) -> None:
    """Hold ``widget`` at a width (pixels at 100 %) that grows with the text."""
    _Scaled(widget, theme, width, widget.setFixedWidth)


def limit_width(widget: QWidget, theme: Theme, width: float) -> None:
    """Let ``widget`` become no wider than this (pixels at 100 %), growing with the text."""
    _Scaled(widget, theme, width, widget.setMaximumWidth)


def choice_box() -> ChoiceList:
    """Give a list to choose from, at least eight letters wide."""
    made = ChoiceList()
    made.setMinimumContentsLength(8)
    return made


def rule() -> QFrame:
    """Give a thin horizontal line."""
    made = QFrame()
    made.setProperty("rule", "true")
    made.setFixedHeight(1)
    return made


def flag(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and draw the widget anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class _Scrolled(QScrollArea):
    """Gives its content the height that the width in sight needs; Qt reckons with the width before the bar came."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        self.setWidget(content)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()  # only when the layouts within have taken notice; asked now, they keep the old answer
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        content = self.widget()
        layout = None if content is None else content.layout()
        if content is not None and layout is not None and layout.hasHeightForWidth():
            width = min(self.viewport().width(), content.maximumWidth())
            content.setMinimumHeight(layout.totalHeightForWidth(width))


def scrolled(content: QWidget) -> QScrollArea:
    """Put ``content`` into a frameless area that scrolls up and down only."""
    content.setProperty("scrolled", "true")
    return _Scrolled(content)


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := _take(layout)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _take(layout: QLayout) -> QLayoutItem | None:
    return layout.takeAt(0) if layout.count() else None


def add_all(layout: QBoxLayout, parts: Iterable[QWidget]) -> None:
    """Add several widgets in order."""
    for part in parts:
        layout.addWidget(part)


def go_along(forward: bool, *places: QWidget) -> bool:
    """Move the keyboard on through all that ``places`` are or hold, in order; False when it is on none or at the end.

    What is made later than its neighbours stands at the end of the window's own tab order; what holds it asks this
    first when Tab is pressed (``focusNextPrevChild``).
    """
    stops = [
        part
        for place in places
        for part in (place, *place.findChildren(QWidget))
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and part.isEnabled()
    ]
    here = next((at for at, part in enumerate(stops) if part.hasFocus()), None)
    there = -1 if here is None else here + (1 if forward else -1)
    if not 0 <= there < len(stops):
        return False
    stops[there].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True
