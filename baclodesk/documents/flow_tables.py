"""Strips of pairs and of plain grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .blocks import Grid, GridRow, KeyValues
from .flow_cells import Cell, cell_of, row_strip
from .lines import word_width, wrap
from .pen import Align, Pen
from .strips import Draw, Strip
from .theme import FAINT, INK, LINE, Face, Style, Theme


def key_values(block: KeyValues, theme: Theme) -> list[Strip]:
    """Give a strip per line of pairs; an empty value is a line to write on."""
    label_face, value_face = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG)
    label_face = replace(label_face, grey=theme.face(Style.SMALL).grey)
    width = theme.inner / block.columns
    longest = max((word_width(label, label_face) for label, _value in block.pairs), default=0.0)
    label_room = max(width * block.label_share, longest + 6)
    value_room = width - label_room - 8

    def drawer(pairs: Sequence[tuple[list[str], list[str]]]) -> Draw:
        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            for column, (label, value) in enumerate(pairs):
                left = x + column * width
                pen.cell(head=True)
                for number, line in enumerate(label):
                    pen.text(left, top + number * label_face.leading + label_face.ascent, line, label_face)
                pen.cell()
                for number, line in enumerate(value):
                    base = top + number * value_face.leading + value_face.ascent
                    pen.text(left + label_room, base, line, value_face)
                if not value:
                    base = top + value_face.ascent + 1
                    pen.line(left + label_room, base, left + label_room + value_room, base, width=0.6)

        return draw

    made = []
    for begin in range(0, len(block.pairs), block.columns):
        pairs = [
            (wrap(label, label_room - 6, label_face), wrap(value, value_room, value_face) if value else [])
            for label, value in block.pairs[begin : begin + block.columns]
        ]
        lines = max(max(len(label), len(value)) for label, value in pairs)
        made.append(Strip(block.key, lines * value_face.leading + 1, drawer(pairs), gap=0 if begin else theme.gap / 2))
    return made


def grid(block: Grid, theme: Theme) -> list[Strip]:
    """Give heads and rows of a plain table; a row too high for a third of the page is cut between its lines."""
    widths = _widths(block, theme)
    table, head_face = theme.face(Style.TABLE), theme.face(Style.HEAD)
    faces = [theme.face(style) for style in block.styles] or [table] * len(widths)
    upright = tuple(range(1, len(widths))) if block.ruled else ()
    align: Align = "middle" if block.centred else "start"
    heads: tuple[Strip, ...] = ()
    strips: list[Strip] = []
    if any(block.heads):
        cells = [
            cell_of(t, w - 2 * theme.cell_x, head_face, align if n else "start")
            for n, (t, w) in enumerate(zip(block.heads, widths, strict=True))
        ]
        head = row_strip(block.key, cells, widths, theme, line=1.0, grey=INK, upright=upright)
        heads = (head,)
        strips.append(replace(head, gap=theme.gap * block.gap, tied=True))
    for number, row in enumerate(block.rows):
        made = _grid_row(block, row, widths, faces, theme, align, upright)
        if number == 0 and not heads:
            made[0] = replace(made[0], gap=theme.gap * block.gap)
        strips += [replace(strip, heads=heads) for strip in made]
    return strips


def _widths(block: Grid, theme: Theme) -> list[float]:
    """Share the page's width out; a column too narrow for a word of its head takes what it lacks from the others."""
    shares = [theme.inner * share / sum(block.shares) for share in block.shares]
    if not any(block.heads):
        return shares
    face = theme.face(Style.HEAD)
    pads = 2 * theme.cell_x + 0.5
    faces = [theme.face(style) for style in block.styles or (Style.TABLE,) * len(shares)]
    least = [word_width(head, face) + pads for head in block.heads]
    if block.ruled:  # a form: dates and names stand on one line, as long as others have room
        most = 0.35 * theme.inner
        columns = zip(*(row.cells for row in block.rows), strict=True)
        least = [
            max(low, *(min(most, word_width(cell, used) + pads) for cell in cells))
            for low, used, cells in zip(least, faces, columns, strict=True)
        ]
    lacking = sum(max(0.0, low - share) for low, share in zip(least, shares, strict=True))
    spare = sum(max(0.0, share - low) for low, share in zip(least, shares, strict=True))
    given = min(1.0, lacking / spare) if spare else 0.0
    return [low if share < low else share - (share - low) * given for low, share in zip(least, shares, strict=True)]


def _grid_row(
    block: Grid,
    row: GridRow,
    widths: Sequence[float],
    faces: Sequence[Face],
    theme: Theme,
    align: Align,
    upright: Sequence[int],
) -> list[Strip]:
    strong = theme.face(Style.TABLE_STRONG)
    texts = list(row.cells)
    if block.spill:
        while len(texts) > 1 and not texts[-1]:
            texts.pop()
        last = len(texts) - 1
        widths, faces = [*widths[:last], sum(widths[last:])], faces[: last + 1]
    cells = [
        cell_of(text, width - 2 * theme.cell_x, strong if row.strong else face, align if number else "start")
        for number, (text, width, face) in enumerate(zip(texts, widths, faces, strict=True))
    ]
    hang = not block.row_height
    grey = LINE if block.ruled else FAINT
    whole = row_strip(block.key, cells, widths, theme, grey=grey, lowest=block.row_height, upright=upright, hang=hang)
    if whole.height <= theme.height / 3:
        return [whole]
    return _cut_row(block.key, cells, widths, theme, upright)


def _cut_row(
    key: str, cells: Sequence[Cell], widths: Sequence[float], theme: Theme, upright: Sequence[int]
) -> list[Strip]:
    """Cut a very high row into a strip per line, so that a long note can run over pages."""
    count = max(len(cell.lines) for cell in cells)
    strips = []
    for number in range(count):
        part = [replace(cell, lines=cell.lines[number : number + 1]) for cell in cells]
        line, grey = (0.4, FAINT) if number == count - 1 else (0.0, 1.0)
        strips.append(row_strip(key, part, widths, theme, line=line, grey=grey, upright=upright, hang=True))
    return strips
