"""Colours and sizes of the chart, in one place; made from the window's tokens or used as they stand here.

Contrast on the ground of each theme: text at least 4.5:1, marks at least 3:1. Form or dash always doubles meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from baclodesk.domain.chart_list import Look
from baclodesk.gui.style.tokens import Colours

BODY, SMALL, TITLE = 13.0, 11.5, 15.0


@dataclass(frozen=True)
class ChartTheme:
    """The chart's colours as ``#RRGGBB``; ``fill`` and ``selected`` as ``#AARRGGBB``: the grid is seen through them.

    ``text_scale`` follows the system's font, 1.0 to 2.0.
    ``plain_fills`` False leaves out every fill that is not needed to read the picture (high contrast).
    """

    name: str
    ink: str
    secondary: str
    lines: str
    edge: str
    ground: str
    panel: str
    input: str
    accent: str
    on_accent: str
    fill: str
    selected: str
    past: str
    taken: str
    attention: str
    on_attention: str
    attention_ground: str
    attention_line: str
    craving: str
    drinks: str
    ghost: str
    text_scale: float = 1.0
    outline: float = 2.0
    plain_fills: bool = True
    dark: bool = False
    looks: Mapping[str, Look] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looks", MappingProxyType(_looks(self)))

    def px(self, size: float) -> float:
        """Give a text-dependent size in pixels at the present text scale."""
        return size * self.text_scale

    def scaled(self, text_scale: float) -> ChartTheme:
        """Give the theme at another text scale."""
        return self if text_scale == self.text_scale else replace(self, text_scale=text_scale)


def _looks(theme: ChartTheme) -> dict[str, Look]:
    body, small = theme.px(BODY), theme.px(SMALL)
    wide = theme.outline
    back = theme.ground
    week = _over(f"#38{theme.secondary[1:]}", back) if theme.plain_fills else theme.lines
    sparse = () if theme.plain_fills else (1.0, 7.0)  # in high contrast a full line would cross doses out
    return {
        "grid": Look(stroke=theme.lines, dash=sparse),
        "grid.week": Look(stroke=week, dash=sparse),
        "grid.inside": Look(stroke=_over(theme.fill, theme.lines) if theme.plain_fills else None),
        "grid.week.inside": Look(stroke=_over(theme.fill, week) if theme.plain_fills else None),
        "frame": Look(stroke=theme.lines),
        "base": Look(stroke=theme.secondary),
        "past": Look(fill=theme.past),
        "ground": Look(fill=back),
        "fill": Look(fill=_over(theme.fill, back) if theme.plain_fills else None),
        "fill.past": Look(fill=_over(theme.fill, theme.past) if theme.plain_fills else None),
        "selected": Look(fill=theme.selected),
        "outline": Look(stroke=theme.accent, width=wide),
        "steps": Look(stroke=theme.accent, width=wide),
        "outline.selected": Look(stroke=theme.accent, width=wide + 1),
        "breach": Look(stroke=theme.attention_line, width=1.0, hatch=True),
        "ghost": Look(stroke=theme.ghost, width=1.0, dash=(4, 3)),
        "overlay": Look(stroke=theme.secondary, width=1.0, dash=(1, 2)),
        "overlay.name": Look(ink=theme.secondary, size=small),
        "policy": Look(stroke=theme.attention_line, width=1.0, dash=(7, 4)),
        "policy.name": Look(ink=theme.attention, size=small),
        "today": Look(stroke=theme.attention, width=2.0),
        "today.flag": Look(fill=theme.attention),
        "today.name": Look(ink=theme.on_attention, size=small, bold=True),
        "stale": Look(fill=f"#A8{back[1:]}" if theme.plain_fills else None),
        "visit": Look(fill=theme.secondary),
        "visit.planned": Look(stroke=theme.secondary, fill=back),
        "review.name": Look(ink=theme.attention, size=small, bold=True),
        "review": Look(stroke=theme.attention, width=1.0, dash=(2, 2)),
        "wall": Look(stroke=theme.attention, width=3.0),
        "wall.beyond": Look(stroke=theme.attention, width=1.0, hatch=True),
        "rubber": Look(stroke=theme.attention, width=1.0, dash=(2, 2)),
        "magnet": Look(stroke=theme.accent, width=1.0, dash=(2, 3)),
        "magnet.name": Look(ink=theme.accent, size=small),
        "dose": Look(ink=theme.ink, size=body, bold=True, halo=back),
        "dose.inside": Look(ink=theme.ink, size=body, bold=True, halo=None if theme.plain_fills else back),
        "dose.past": Look(ink=theme.ink, size=body, bold=True, halo=theme.past),
        "tick": Look(stroke=theme.ink, width=1.0),
        "axis": Look(ink=theme.secondary, size=small),
        "axis.title": Look(ink=theme.secondary, size=small),
        "day": Look(ink=theme.ink, size=small, bold=True),
        "date": Look(ink=theme.secondary, size=small),
        "weekday": Look(ink=theme.secondary, size=small),
        "knob": Look(stroke=theme.accent, fill=back, width=2.0),
        "knob.forbidden": Look(stroke=theme.secondary, fill=back, width=2.0),
        "focus": Look(stroke=theme.ink, width=2.0),
        "focus.inner": Look(stroke=back, width=2.0),
        "tag": Look(stroke=theme.accent, fill=back),
        "tag.name": Look(ink=theme.accent, size=small, bold=True),
        "tag.sign": Look(stroke=theme.accent, fill=back, width=1.5),
        "badge": Look(stroke=theme.attention, fill=theme.attention_ground),
        "badge.name": Look(ink=theme.attention, size=small, bold=True),
        "hand": Look(fill=theme.ink),
        "taken": Look(fill=theme.taken),
        "taken.some": Look(stroke=theme.accent, width=1.0, hatch=True),
        "taken.more": Look(stroke=theme.attention, fill=theme.attention_ground),
        "missed": Look(stroke=theme.accent, fill=back),
        "unrecorded": Look(stroke=theme.secondary, width=1.0, dash=(1, 3)),
        "extra": Look(stroke=theme.attention, fill=back, width=1.5),
        "extra.name": Look(ink=theme.attention, size=small, bold=True),
        "reached": Look(stroke=theme.drinks, width=1.5, dash=(6, 2)),
        "reached.name": Look(ink=theme.drinks, size=small, bold=True),
        "supply": Look(stroke=theme.secondary, width=1.0, dash=(8, 3, 2, 3)),
        "supply.name": Look(ink=theme.ink, size=small, bold=True, halo=back),
        "supply.name.past": Look(ink=theme.ink, size=small, bold=True, halo=theme.past),
        "lane.line": Look(stroke=theme.lines),
        "craving": Look(stroke=theme.craving, width=1.5),
        "craving.dot": Look(fill=theme.craving),
        "craving.name": Look(ink=theme.craving, size=small, bold=True),
        "drinks": Look(fill=theme.drinks),
        "drinks.name": Look(ink=theme.drinks, size=small, bold=True),
        "effects.name": Look(ink=theme.attention, size=small, bold=True),
        "chip": Look(stroke=theme.attention_line, fill=theme.attention_ground),
        "chip.name": Look(ink=theme.attention, size=small),
        "weight": Look(stroke=theme.secondary, width=1.5),
        "weight.dot": Look(fill=theme.secondary),
        "weight.name": Look(ink=theme.secondary, size=small, bold=True),
        "cursor": Look(stroke=theme.secondary, width=1.0, dash=(1, 2)),
        "cursor.set": Look(stroke=theme.ink, width=theme.outline / 2, dash=(4, 3)),
        "band": Look(stroke=theme.accent, width=1.0, dash=(3, 2)),
        "more": Look(ink=theme.accent, size=small, bold=True),
        "hint": Look(ink=theme.secondary, size=body),
        "overview": Look(stroke=theme.secondary, fill=theme.fill),
        "overview.ghost": Look(stroke=theme.ghost, width=1.0, dash=(3, 2)),
        "overview.view": Look(stroke=theme.accent, width=1.5),
    }


def _over(tint: str, ground: str) -> str:
    """Give the colour that a see-through tint (``#AARRGGBB``) makes on a ground."""
    alpha = int(tint[1:3], 16)
    parts = ((int(tint[at + 2 : at + 4], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(over * alpha + under * (255 - alpha) + 127) // 255:02X}" for over, under in parts)


LIGHT = ChartTheme(
    name="light",
    ink="#1B1F24",
    secondary="#5F6670",
    lines="#E3E6EA",
    edge="#868E99",
    ground="#FFFFFF",
    panel="#F7F8FA",
    input="#FFFFFF",
    accent="#0072B2",
    on_accent="#FFFFFF",
    fill="#230072B2",
    selected="#2B0072B2",
    past="#F3F4F6",
    taken="#7FB0DC",
    attention="#8A4B00",
    on_attention="#FFFFFF",
    attention_ground="#FFF4E5",
    attention_line="#B87A3C",
    craving="#8C3B6D",
    drinks="#00664B",
    ghost="#5F6670",
)

DARK = ChartTheme(
    name="dark",
    ink="#E8EAED",
    secondary="#A8B0BA",
    lines="#2B3036",
    edge="#767F8A",
    ground="#16191D",
    panel="#1E2227",
    input="#16191D",
    accent="#56B4E9",
    on_accent="#10141A",
    fill="#2B56B4E9",
    selected="#4056B4E9",
    past="#1D2126",
    taken="#4585B0",
    attention="#E69F00",
    on_attention="#16191D",
    attention_ground="#33260C",
    attention_line="#B98413",
    craving="#CC79A7",
    drinks="#009E73",
    ghost="#A8B0BA",
    dark=True,
)


def high_contrast(ink: str, ground: str, highlight: str, on_highlight: str, *, dark: bool) -> ChartTheme:
    """Give the theme made of the system's own colours: thicker outlines, no tints, meaning by form alone."""
    return ChartTheme(
        name="high contrast",
        ink=ink,
        secondary=ink,
        lines=ink if dark else "#767676",
        edge=ink,
        ground=ground,
        panel=ground,
        input=ground,
        accent=highlight,
        on_accent=on_highlight,
        fill="#00000000",
        selected="#00000000",
        past=ground,
        taken=highlight,
        attention=ink,
        on_attention=ground,
        attention_ground=ground,
        attention_line=ink,
        craving=ink,
        drinks=ink,
        ghost=ink,
        outline=3.0,
        plain_fills=False,
        dark=dark,
    )


def from_colours(colours: Colours, text_scale: float) -> ChartTheme:
    """Give the chart's theme for the window's set of colours at its text scale."""
    if colours.high_contrast:
        made = high_contrast(colours.ink, colours.ground, colours.accent, colours.on_accent, dark=colours.dark)
    else:
        made = replace(
            DARK if colours.dark else LIGHT,
            ink=colours.ink,
            secondary=colours.secondary,
            lines=colours.line,
            edge=colours.edge,
            ground=colours.ground,
            panel=colours.panel,
            input=colours.raised,
            accent=colours.accent,
            on_accent=colours.on_accent,
            attention=colours.attention,
            attention_ground=colours.attention_ground,
            craving=colours.craving,
            drinks=colours.drinks,
        )
    return made.scaled(text_scale)
