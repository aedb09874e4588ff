"""Labels, buttons, rows and columns with the house's measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
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

from ..style import tokens
from ..style.theme import Theme


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


def label(role: str = "", text: str = "", *, wrap: bool = False, figures: bool = False) -> QLabel:
    """Give a label; ``role`` names its look in the style sheet, ``figures`` aligns numbers to the right."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
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


def scrolled(content: QWidget) -> QScrollArea:
    """Put ``content`` into a frameless area that scrolls up and down only."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("scrolled", "true")
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


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
