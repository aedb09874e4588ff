"""Strips of the wallet card, of the dose in a frame, and of the line to cut along."""

from __future__ import annotations

from dataclasses import replace

from .blocks import CutLine, Notice
from .dose_blocks import Card, DoseBox
from .flow_forms import notice
from .lines import wrap
from .pen import Pen
from .strips import Strip, tied
from .theme import INK, LINE, MM, Face, Style, Theme

CARD_WIDTH, CARD_HEIGHT = 85.6 * MM, 54 * MM  # ISO/IEC 7810 ID-1: it goes where bank cards go
_DASHES = (4.0, 3.0)
Lines = list[tuple[str, Face]]


def dose_box(block: DoseBox, theme: Theme) -> list[Strip]:
    """Give the dose of a day in a heavy frame, in one piece."""
    return tied(
        notice(Notice(block.key, block.now.title, (block.now.line(),), style=Style.BODY, role=block.role), theme)
    )


def cut_line(block: CutLine, theme: Theme) -> list[Strip]:
    """Give the sentence over a dashed line across the page."""
    face = theme.face(Style.SMALL)
    lines = wrap(block.text, theme.inner, face)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for number, line in enumerate(lines):
            pen.text(x, top + number * face.leading + face.ascent, line, face)
        pen.dashes(_DASHES)
        pen.line(x, top + height - 1, x + theme.inner, top + height - 1, width=0.7, grey=LINE)
        pen.dashes(())

    return [Strip(block.key, len(lines) * face.leading + 4, draw, gap=theme.gap * 1.5)]


def card(block: Card, theme: Theme) -> list[Strip]:
    """Give both sides beside each other inside dashed lines to cut along; the line between them is for folding."""
    width = min(CARD_WIDTH, theme.inner / 2)
    pad = 8.0
    front = [*_set(block.front, width - 2 * pad, theme), *_dose(block, width - 2 * pad, theme)]
    front += _lines(block.foot, width - 2 * pad, theme.face(Style.SMALL))
    back = _set(block.back, width - 2 * pad, theme)
    sides = (front, back)
    height = max(CARD_HEIGHT, *(sum(face.leading for _line, face in side) + 2 * pad for side in sides))

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        for number, side in enumerate(sides):
            y = top + pad
            for line, face in side:
                pen.part("P")
                pen.text(x + number * width + pad, y + face.ascent, line, face)
                y += face.leading
        right, bottom = x + 2 * width, top + full
        pen.dashes(_DASHES)
        for x1, y1, x2, y2 in ((x, top, right, top), (x, bottom, right, bottom)):
            pen.line(x1, y1, x2, y2, width=0.7, grey=INK)
        pen.uprights((x, right), top, bottom, width=0.7, grey=INK)
        pen.dashes(())
        pen.line(x + width, top, x + width, bottom, width=0.4, grey=LINE)

    return [Strip(block.key, height, draw, gap=theme.gap * 1.5)]


def _set(texts: tuple[str, ...], room: float, theme: Theme) -> Lines:
    """Give the lines of a side: the first text large."""
    title, *rest = texts
    strong = replace(theme.face(Style.STRONG), leading=theme.face(Style.STRONG).leading + 1)
    return [*_lines((title,), room, strong), *_lines(tuple(rest), room, theme.face(Style.SMALL))]


def _dose(block: Card, room: float, theme: Theme) -> Lines:
    strong = theme.face(Style.SMALL_STRONG)
    return [*_lines((block.now.title,), room, strong), *_lines((block.now.line(),), room, strong)]


def _lines(texts: tuple[str, ...], room: float, face: Face) -> Lines:
    dark = replace(face, grey=INK)
    return [(line, dark) for text in texts for line in wrap(text, room, dark)]
