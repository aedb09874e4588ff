"""From blocks to strips: every block is measured on the page's width and cut where it may break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .block import Block, Keep, Role
from .blocks import (
    Bullets,
    Chart,
    CutLine,
    Grid,
    KeyValues,
    Letterhead,
    NewPage,
    Notice,
    Paragraph,
    Signature,
    TickList,
)
from .dose_blocks import BigDoses, Card, DayGrid, DoseBox, StageTable
from .flow_cards import card, cut_line, dose_box
from .flow_chart import chart_strips
from .flow_days import big_doses, day_grid
from .flow_forms import letterhead, notice, signature, tick_list
from .flow_stages import stage_table
from .flow_tables import grid, key_values
from .lines import text_width, wrap
from .pen import Pen
from .stored import own_words
from .strips import Draw, Start, Strip, tied
from .tags import Tag
from .theme import Theme


def strips_of(blocks: Sequence[Block], theme: Theme, *, tagged: bool = False) -> list[Strip]:
    """Measure all blocks; a new page marks the strip after it, so that two in a row give no empty page.

    ``tagged`` strips know which element of the document they are part of.
    """
    strips: list[Strip] = []
    start = Start.HERE
    for owner, block in enumerate(blocks):
        if isinstance(block, NewPage):
            start = Start.SHEET if block.sheet or start is Start.SHEET else Start.PAGE
            continue
        made = _made(block, theme)
        if not made:
            continue
        made[0] = replace(made[0], start=start, outline=_outline(block))
        if tagged:
            made = _tagged(made, block, owner)
        start = Start.HERE
        if block.keep in (Keep.WHOLE, Keep.NEXT):
            made = tied(made)
        if block.keep in (Keep.NEXT, Keep.TAIL):
            made[-1] = replace(made[-1], tied=True)
        strips += made
    return strips


_KINDS: tuple[tuple[type[Block], str], ...] = (
    (Bullets, "L"),
    (TickList, "L"),
    (Chart, "Figure"),
    (Letterhead, "Div"),
    (Notice, "Div"),
    (DoseBox, "Div"),
    (Card, "Div"),
    (Signature, "Div"),
    (KeyValues, "Table"),
    (StageTable, "Table"),
    (DayGrid, "Table"),
    (BigDoses, "Table"),
    (Grid, "Table"),
)
_HEADINGS = {Role.TITLE: "H1", Role.HEADING: "H2"}


def _tagged(strips: list[Strip], block: Block, owner: int) -> list[Strip]:
    """Say of every strip which element it is part of; the first row of a table with heads holds heads."""
    kind = next((name for made, name in _KINDS if isinstance(block, made)), _HEADINGS.get(block.role, "P"))
    headed = isinstance(block, StageTable | DayGrid) or (isinstance(block, Grid) and any(block.heads))
    alt = block.alt if isinstance(block, Chart) else ""
    return [
        replace(strip, tag=Tag(owner, kind, alt, head=headed and number == 0)) for number, strip in enumerate(strips)
    ]


def _outline(block: Block) -> str:
    """Give the words for the file's outline: titles and headings, without anything typed."""
    if block.role not in (Role.TITLE, Role.HEADING, Role.FIGURE):
        return ""
    return own_words(next(block.texts(), "")).replace("\n", " ").replace("\u00a0", " ")


def _made(block: Block, theme: Theme) -> list[Strip]:
    for kind, maker in _MAKERS:
        if isinstance(block, kind):
            return maker(block, theme)
    raise TypeError(type(block).__name__)


def _paragraph(block: Paragraph, theme: Theme) -> list[Strip]:
    face = theme.face(block.style)
    side_face = theme.face(block.side_style)
    room = theme.inner
    if block.side:
        room -= text_width(block.side, side_face) + 12
    lines = wrap(block.text, room, face)
    below = bool(block.side) and len(lines) > 1  # then the side stands under the text, which keeps its whole width
    if below:
        lines = wrap(block.text, theme.inner, face)

    def drawer(line: str, side: str) -> Draw:
        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            pen.text(x, top + face.ascent, line, face)
            if side:
                pen.aside()
                pen.text(x + theme.inner, top + face.ascent, side, side_face, "end")

        return draw

    def draw_side(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.aside()
        pen.text(x, top + side_face.ascent, block.side, side_face)

    made = [
        Strip(block.key, face.leading, drawer(line, "" if below or number else block.side))
        for number, line in enumerate(lines)
    ]
    if below:
        made.append(Strip(block.key, side_face.leading, draw_side))
    made[0] = replace(made[0], gap=theme.gap * block.gap)
    if len(made) > 3:  # no line alone at the end or the top of a page
        made[0] = replace(made[0], tied=True)
        made[-2] = replace(made[-2], tied=True)
    return made


def _bullets(block: Bullets, theme: Theme) -> list[Strip]:
    face = theme.face(block.style)
    indent = text_width(block.mark + "\u00a0", face) + 3

    def drawer(lines: list[str]) -> Draw:
        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            pen.part("Lbl")
            pen.text(x, top + face.ascent, block.mark, face)
            pen.part("LBody")
            for number, line in enumerate(lines):
                pen.text(x + indent, top + number * face.leading + face.ascent, line, face)

        return draw

    made = []
    for number, item in enumerate(block.items):
        lines = wrap(item, theme.inner - indent, face)
        gap = theme.gap / 2 if number == 0 else 1.5
        made.append(Strip(block.key, len(lines) * face.leading, drawer(lines), gap=gap))
    return made


_MAKERS: tuple[tuple[type[Block], Callable[..., list[Strip]]], ...] = (
    (Paragraph, _paragraph),
    (Bullets, _bullets),
    (Chart, chart_strips),
    (Letterhead, letterhead),
    (Notice, notice),
    (TickList, tick_list),
    (Signature, signature),
    (KeyValues, key_values),
    (StageTable, stage_table),
    (DayGrid, day_grid),
    (BigDoses, big_doses),
    (DoseBox, dose_box),
    (Card, card),
    (CutLine, cut_line),
    (Grid, grid),
)
