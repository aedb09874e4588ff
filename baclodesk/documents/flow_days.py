"""Strips of the calendar's days with boxes to tick, and of doses in large figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .dose_blocks import BigDoses, DayGrid, DayRow
from .flow_cells import Cell, cell_of, head_width, middles, row_strip
from .lines import text_width, word_width, wrap
from .pen import Align
from .strips import Strip
from .theme import INK, Face, Style, Theme

_EFFECTS_SHARE = 0.18
"""The part of the page's width that the column for effects has where there is room."""
_HEAD_SCALES = (0.9, 0.8, 0.7)


def day_grid(block: DayGrid, theme: Theme) -> list[Strip]:
    """Give the heads, then for every section its title and a strip per day with its boxes."""
    heading = theme.face(Style.STRONG)
    table, strong = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG)
    rows = block.rows
    doses = len(rows[0].doses)
    widths, head_face = _day_widths(block, rows, theme, doses)
    upright = tuple(range(2, len(widths)))

    def titled(text: str) -> Strip:
        return row_strip(block.key, [cell_of(text, theme.inner, heading)], [theme.inner], theme, line=0.8, grey=INK)

    aligns: list[Align] = ["start", "start", *middles(doses), "end", "start"]
    cells = [
        cell_of(text, width - 2 * theme.cell_x, head_face, align) if width else Cell((), head_face)
        for text, width, align in zip(block.heads, widths, aligns, strict=True)
    ]
    heads = row_strip(block.key, cells, widths, theme, line=0.8, grey=INK)
    strips = [replace(heads, gap=theme.gap, tied=True)]
    for number, section in enumerate(block.sections):
        gap = theme.gap * 0.8 if number else 0.0
        strips.append(replace(titled(section.title), gap=gap, tied=True, heads=(heads,)))
        again = (heads, titled(section.again))
        for row in section.rows:
            strip = row_strip(
                block.key,
                _day_cells(row, widths, theme, table, strong),
                widths,
                theme,
                lowest=theme.tick + 3,
                upright=upright,
            )
            strips.append(replace(strip, heads=again))
    return strips


def _day_cells(row: DayRow, widths: Sequence[float], theme: Theme, table: Face, strong: Face) -> list[Cell]:
    return [
        Cell((row.day_text,), table),
        Cell((row.date_text,), table),
        *(
            Cell(cell.lines, strong if box else table, "middle", box)
            for cell, box in zip(row.doses, row.boxes, strict=True)
        ),
        Cell((row.day_mg,), table, "end"),
        cell_of(row.mark, widths[-1] - 2 * theme.cell_x, table),
    ]


def _day_widths(block: DayGrid, rows: Sequence[DayRow], theme: Theme, doses: int) -> tuple[list[float], Face]:
    """Content decides; the column for effects takes what is left, but never less than its longest word needs.

    Gives the widths and the face of the heads: a smaller one where many times with long names have no room else.
    """
    table, strong, head = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG), theme.face(Style.HEAD)
    pads, box = 2 * theme.cell_x, theme.tick + 6
    inked = [
        max(text_width(row.day_text, table) for row in rows),
        max(text_width(row.date_text, table) for row in rows),
        *(max(text_width(t, strong) for row in rows for t in row.doses[n].lines) + box for n in range(doses)),
        max(text_width(row.day_mg, table) for row in rows),
    ]
    heads, marks = block.heads[:-1], [word_width(row.mark, table) for row in rows if row.mark]

    def tried(face: Face) -> tuple[list[float], float]:
        least = [
            max(width, word_width(text, face)) + pads if text else 0.0 for width, text in zip(inked, heads, strict=True)
        ]
        return least, max(word_width(block.heads[-1], face), *marks, 0.0) + pads

    least, last = tried(head)
    for scale in _HEAD_SCALES:
        if sum(least) + last <= theme.inner:
            break
        head = replace(theme.face(Style.HEAD), size=theme.face(Style.HEAD).size * scale)
        least, last = tried(head)
    natural = [max(low, head_width(text, head) + pads) if text else 0.0 for low, text in zip(least, heads, strict=True)]
    room = theme.inner - max(last, min(theme.inner * _EFFECTS_SHARE, theme.inner - sum(least)))
    if sum(natural) > room and sum(least) < sum(natural):
        share = max(0.0, (room - sum(least)) / (sum(natural) - sum(least)))
        natural = [low + (wide - low) * share for low, wide in zip(least, natural, strict=True)]
    if sum(natural) > room:
        natural = [width * room / sum(natural) for width in natural]
    return [*natural, theme.inner - sum(natural)], head


def big_doses(block: BigDoses, theme: Theme) -> list[Strip]:
    """Give a strip per time of day in the largest face; time and dose stand close to each other."""
    face = theme.face(Style.HUGE)
    room = theme.inner - 4 * theme.cell_x
    widest = max(text_width(text, face) for dose in block.doses for text in dose.lines)
    second = min(room / 2, widest + 2 * theme.cell_x)
    first = min(room - second, max(text_width(_flat(time), face) for time in block.times) + 60)
    widths = [first + 2 * theme.cell_x, second + 2 * theme.cell_x]
    strips = []
    for time, dose in zip(block.times, block.doses, strict=True):
        lines = tuple(part for text in dose.lines for part in wrap(text, second, face))
        cells = [cell_of(_flat(time), first, face), Cell(lines, face, "end")]
        strips.append(row_strip(block.key, cells, widths, theme, line=0.8, lowest=face.leading * 1.9))
    strips[0] = replace(strips[0], gap=theme.gap * 2)
    return strips


def _flat(text: str) -> str:
    return text.replace("\n", " ")
