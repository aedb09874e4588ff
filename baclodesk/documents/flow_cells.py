"""Cells and rows: what all tables are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import text_width, wrap
from .pen import Align, Pen
from .strips import Strip
from .theme import FAINT, LINE, Face, Theme


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one cell, in one face; ``box`` draws a box to tick behind the text."""

    lines: tuple[str, ...]
    face: Face
    align: Align = "start"
    box: bool = False


def cell_of(text: str, room: float, face: Face, align: Align = "start") -> Cell:
    """Give a cell with ``text`` broken to fit ``room`` points."""
    return Cell(tuple(wrap(text, room, face)), face, align)


def _row_height(cells: Sequence[Cell], theme: Theme) -> float:
    return max(len(cell.lines) * cell.face.leading for cell in cells) + 2 * theme.cell_y


def _draw_cells(
    pen: Pen,
    cells: Sequence[Cell],
    widths: Sequence[float],
    theme: Theme,
    x: float,
    top: float,
    height: float,
    *,
    hang: bool,
) -> None:
    left = x
    for cell, width in zip(cells, widths, strict=True):
        pen.cell()
        face, align = cell.face, cell.align
        boxed = theme.tick + 4 if cell.box else 0.0
        y = top + theme.cell_y if hang else top + (height - len(cell.lines) * face.leading) / 2
        at = left + theme.cell_x
        if align == "middle":
            at = left + (width - boxed) / 2
        elif align == "end":
            at = left + width - theme.cell_x
        base = y + face.ascent
        for line in cell.lines:
            pen.text(at, base, line, face, align)
            base += face.leading
        if cell.box:
            pen.tick_box(left + width - theme.tick - theme.cell_x, top + (height - theme.tick) / 2, theme.tick)
        left += width


def row_strip(
    key: str,
    cells: Sequence[Cell],
    widths: Sequence[float],
    theme: Theme,
    *,
    line: float = 0.4,
    grey: float = LINE,
    lowest: float = 0.0,
    upright: Sequence[int] = (),
    hang: bool = False,
    heads: tuple[Strip, ...] = (),
) -> Strip:
    """Give a row with a line under it; ``upright`` are the columns with a line at their left side.

    Cells stand in the middle of the row's height, or ``hang`` from its top. ``heads`` are those of its table.
    """
    height = max(_row_height(cells, theme), lowest)
    total = sum(widths)
    offsets = [sum(widths[:column]) for column in upright]

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        _draw_cells(pen, cells, widths, theme, x, top, full, hang=hang)
        pen.line(x, top + full, x + total, top + full, width=line, grey=grey)
        pen.uprights([x + offset for offset in offsets], top, top + full, width=0.4, grey=FAINT)

    return Strip(key, height, draw, heads=heads)


def middles(count: int) -> list[Align]:
    """Give the alignment of ``count`` dose columns."""
    return ["middle"] * count


def head_width(text: str, face: Face) -> float:
    """Give the width that a head needs to stand in two lines."""
    if "\n" in text:
        return text_width(text, face)
    words = text.split(" ")
    splits = (" ".join(words[:n]) + "\n" + " ".join(words[n:]) for n in range(1, len(words)))
    return min((text_width(split, face) for split in splits), default=text_width(text, face))
