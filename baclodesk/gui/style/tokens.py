"""Every colour and measure of the window, for light, dark and high contrast; nowhere else stands one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours as ``#RRGGBB``; text at least 4.5:1 and marks at least 3:1 on their ground."""

    dark: bool
    ink: str
    secondary: str
    line: str
    edge: str
    ground: str
    panel: str
    raised: str
    hover: str
    accent: str
    accent_strong: str
    on_accent: str
    chosen: str
    on_chosen: str
    attention: str
    attention_ground: str
    attention_edge: str
    alarm: str
    alarm_ground: str
    craving: str
    drinks: str
    high_contrast: bool = False


LIGHT = Colours(
    dark=False,
    ink="#1B1F24",
    secondary="#5F6670",
    line="#E3E6EA",
    edge="#868E99",
    ground="#FFFFFF",
    panel="#F7F8FA",
    raised="#FFFFFF",
    hover="#EEF1F4",
    accent="#0072B2",
    accent_strong="#005C91",
    on_accent="#FFFFFF",
    chosen="#E1EFF9",
    on_chosen="#1B1F24",
    attention="#8A4B00",
    attention_ground="#FFF4E5",
    attention_edge="#E3A857",
    alarm="#B3261E",
    alarm_ground="#FDECEA",
    craving="#8C3B6D",
    drinks="#00664B",
)

DARK = Colours(
    dark=True,
    ink="#E8EAED",
    secondary="#A8B0BA",
    line="#2B3036",
    edge="#767F8A",
    ground="#16191D",
    panel="#1E2227",
    raised="#22272D",
    hover="#2A3037",
    accent="#56B4E9",
    accent_strong="#7CC6F0",
    on_accent="#10141A",
    chosen="#1F3645",
    on_chosen="#E8EAED",
    attention="#E69F00",
    attention_ground="#2E2718",
    attention_edge="#8A6412",
    alarm="#FF8A80",
    alarm_ground="#3A1F1E",
    craving="#CC79A7",
    drinks="#009E73",
)


def high_contrast(palette: QPalette) -> Colours:
    """Take every colour from the system's palette; shapes and words carry the meaning that colour lost."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name()

    text, ground = name(QPalette.ColorRole.WindowText), name(QPalette.ColorRole.Window)
    mark, on_mark = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
    return Colours(
        dark=QColor(ground).lightness() < 128,
        ink=text,
        secondary=text,
        line=text,
        edge=text,
        ground=ground,
        panel=ground,
        raised=ground,
        hover=ground,
        accent=mark,
        accent_strong=mark,
        on_accent=on_mark,
        chosen=mark,
        on_chosen=on_mark,
        attention=text,
        attention_ground=ground,
        attention_edge=text,
        alarm=text,
        alarm_ground=ground,
        craving=text,
        drinks=text,
        high_contrast=True,
    )


BODY, SMALL, TITLE, NAME = 13.0, 11.5, 15.0, 20.0
"""Text sizes in pixels at 100 %."""

TINY_GAP, GAP, MIDDLE_GAP, WIDE_GAP, HUGE_GAP = 4, 8, 12, 16, 24
"""Distances in pixels; they do not grow with the text, so that large text keeps its room."""

CONTROL, TARGET, DENSE = 31, 24, 20
RADIUS, PANEL_RADIUS = 6, 8
FOCUS, ICON = 2, 16
LARGEST_SCALE = 2.0
"""Control height, least target, button of a scale, corner radii, focus line, icon (pixels); the largest scale."""


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio (1 to 21) of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        made = QColor(colour)
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
            for part in (made.redF(), made.greenF(), made.blueF())
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
