"""The theme in force: colours, scale and fonts, laid over Qt's Fusion style and kept true to the system's choice."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from baclodesk.paths import resources

from . import tokens
from .tokens import Colours

CHOICES: Final = ("auto", "light", "dark")
TEXT_SIZES: Final = (100, 125, 150, 175, 200)


@contextmanager
def _no_widget_dies() -> Iterator[None]:
    """Keep the garbage collector still: Qt goes over a list of all widgets and falls over one that goes meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Theme(QObject):
    """Colours and scale in force; ``changed`` tells painters to draw again.

    ``choice`` is auto, light or dark; ``scheme`` tells the system's.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: str = "auto",
        text_size: int = 100,
        scheme: Callable[[], Qt.ColorScheme] | None = None,
    ) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        self._system_font = QFont(app.font())
        self._system_palette = QPalette(app.palette())
        self._choice, self._text_size = choice, text_size
        self._scheme = scheme or app.styleHints().colorScheme
        self.colours: Colours = tokens.LIGHT
        self.scale = 1.0
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self.apply()

    @property
    def choice(self) -> str:
        """What was asked for: auto, light or dark."""
        return self._choice

    @property
    def text_size(self) -> int:
        """The text size asked for, in percent of the system's."""
        return self._text_size

    def choose(self, choice: str, text_size: int) -> None:
        """Take another choice of colours and text size (percent) at once."""
        if (choice, text_size) != (self._choice, self._text_size):
            self._choice, self._text_size = choice, text_size
            self.apply()

    def px(self, size: float) -> int:
        """Give a length that grows with the text, in pixels."""
        return round(size * self.scale)

    def colour(self, name: str) -> QColor:
        """Give a colour of the set by its field name."""
        return QColor(getattr(self.colours, name))

    def font(self, size: float = tokens.BODY, *, bold: bool = False) -> QFont:
        """Give the window's font at ``size`` (pixels at 100 %), with figures of equal width."""
        font = QFont(self._system_font)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow_system(self) -> None:
        self.apply()

    def _colours(self) -> Colours:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return tokens.high_contrast(self._system_palette)
        dark = self._choice == "dark" or (self._choice == "auto" and self._scheme() == Qt.ColorScheme.Dark)
        return tokens.DARK if dark else tokens.LIGHT

    def apply(self) -> None:
        """Lay palette, font and style sheet over the application."""
        self.colours = self._colours()
        system = max(1.0, QFontInfo(self._system_font).pixelSize() / tokens.BODY)
        self.scale = min(tokens.LARGEST_SCALE, system * self._text_size / 100)
        with _no_widget_dies():
            self._app.setPalette(palette(self.colours))
            self._app.setFont(self.font())
            self._app.setStyleSheet(style_sheet(self.colours, self.scale))
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    """Give Qt's palette in these colours, for everything the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, colours.ground),
        (role.Base, colours.raised),
        (role.AlternateBase, colours.panel),
        (role.Button, colours.raised),
        (role.ToolTipBase, colours.panel),
        (role.Light, colours.raised),
        (role.Midlight, colours.hover),
        (role.Mid, colours.edge),
        (role.Dark, colours.edge),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.PlaceholderText, colours.secondary),
    ):
        made.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText):
        made.setColor(target, QColor(colours.ink))
        if target is not role.BrightText:
            made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.secondary))
    return made


def style_sheet(colours: Colours, scale: float) -> str:
    """Fill the style sheet's places with colours and scaled sizes."""
    sizes = {
        "body": tokens.BODY,
        "small": tokens.SMALL,
        "title": tokens.TITLE,
        "name": tokens.NAME,
        "control": tokens.CONTROL - 2,
        "inner": tokens.CONTROL - 4,
        "target": tokens.TARGET,
        "icon": tokens.ICON,
        "dense": tokens.DENSE,
    }
    lengths = {key: f"{round(value * scale)}px" for key, value in sizes.items()}
    fixed = {"radius": tokens.RADIUS, "panel_radius": tokens.PANEL_RADIUS, "focus": tokens.FOCUS}
    template = Template((resources() / "styles" / "window.qss").read_text("utf-8"))
    values = {**asdict(colours), **lengths, **{key: f"{value}px" for key, value in fixed.items()}}
    return template.substitute(values)
