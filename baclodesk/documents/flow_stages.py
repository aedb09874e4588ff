"""Strips of the table of stages: columns as wide as they need, faces as large as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .dose_blocks import StageRow, StageTable
from .flow_cells import Cell, cell_of, head_width, middles, row_strip
from .lines import text_width, word_width, wrap
from .pen import Align
from .strips import Strip
from .theme import INK, Face, Style, Theme

_FIRST_DOSE = 3
_SCALES = ((1.0, 1.0), (1.0, 0.9), (0.95, 0.85), (0.9, 0.77), (0.9, 0.7))  # of table text and of doses, best first


@dataclass(frozen=True, slots=True)
class _Look:
    """The faces of a stage table at one scale, and the widths of its columns."""

    table: Face
    strong: Face
    dose: Face
    head: Face
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Measured:
    """Each column's width on one line, with breaks at every blank, and with every U+00A0 broken too."""

    look: _Look
    natural: list[float]
    narrow: list[float]
    torn: list[float]


def stage_table(block: StageTable, theme: Theme) -> list[Strip]:
    """Give the heads, a strip per stage, and the sum."""
    look = _stage_look(block, theme)
    widths = look.widths
    doses = len(block.rows[0].doses)
    upright = tuple(range(_FIRST_DOSE, _FIRST_DOSE + doses + 1))
    aligns: list[Align] = ["start", "start", "start", *middles(doses), "end", "end"]
    head_cells = [
        cell_of(text, width - 2 * theme.cell_x, look.head, align)
        for text, width, align in zip(block.heads, widths, aligns, strict=True)
    ]
    head = row_strip(block.key, head_cells, widths, theme, line=1.0, grey=INK, upright=upright)
    strips = [replace(head, gap=theme.gap, tied=True)]
    made: dict[tuple[int, tuple[str, ...]], Cell] = {}
    for row in block.rows:
        cells = _stage_cells(row, look, aligns, theme, made)
        strips.append(row_strip(block.key, cells, widths, theme, upright=upright, heads=(head,)))
    for total in block.sums:
        strips[-1] = replace(strips[-1], tied=True)
        cell = cell_of(total.text, theme.inner - 2 * theme.cell_x, theme.face(Style.TABLE_STRONG), "end")
        strips.append(row_strip(block.key, [cell], [theme.inner], theme, line=1.0, grey=INK))
    return strips


def _stage_texts(row: StageRow) -> list[tuple[str, ...]]:
    """Give the texts of a row, column by column."""
    doses = [cell.lines for cell in row.doses]
    return [(row.stage,), (row.days,), (row.dates,), *doses, row.day_tablets.lines, (row.day_mg,)]


def _stage_faces(look: _Look, doses: int) -> list[Face]:
    return [look.table, look.table, look.table, *(look.dose for _ in range(doses)), look.table, look.strong]


def _stage_cells(
    row: StageRow,
    look: _Look,
    aligns: Sequence[Align],
    theme: Theme,
    made: dict[tuple[int, tuple[str, ...]], Cell],
) -> list[Cell]:
    """Give the cells of a row; ``made`` keeps those of a column, where the same few doses come again and again."""
    cells = []
    faces = _stage_faces(look, len(row.doses))
    for column, texts in enumerate(_stage_texts(row)):
        cell = made.get((column, texts))
        if cell is None:
            room, face = look.widths[column] - 2 * theme.cell_x, faces[column]
            lines = tuple(line for text in texts for line in wrap(text, room, face)) if look.widths[column] else ()
            cell = made[column, texts] = Cell(lines, face, aligns[column])
        cells.append(cell)
    return cells


def _stage_look(block: StageTable, theme: Theme) -> _Look:
    """Find the largest faces with which the table fits the page's width.

    Dates may take two lines; doses only when nothing else helps, and then between the count and the strength first.
    """
    doses = len(block.rows[0].doses)
    made: list[_Measured] = []
    for scale in _SCALES:
        tried = _measured(block, theme, *scale)
        if sum(tried.natural) <= theme.inner:
            return replace(tried.look, widths=_spread(tried.natural, theme.inner - sum(tried.natural), doses))
        least = [*tried.narrow[:_FIRST_DOSE], *tried.natural[_FIRST_DOSE:]]
        if sum(least) <= theme.inner:
            return replace(tried.look, widths=_between(least, tried.natural, theme.inner))
        made.append(tried)
    for tried in made:
        if sum(tried.narrow) <= theme.inner:
            return replace(tried.look, widths=_between(tried.narrow, tried.natural, theme.inner))
    last = made[-1]
    if sum(last.torn) <= theme.inner:
        return replace(last.look, widths=_between(last.torn, last.natural, theme.inner))
    return replace(last.look, widths=tuple(width * theme.inner / sum(last.torn) for width in last.torn))


def _between(least: Sequence[float], natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Give every column its least width, and of the rest the same part of what it lacks."""
    share = (room - sum(least)) / (sum(natural) - sum(least))
    return tuple(low + (wide - low) * share for low, wide in zip(least, natural, strict=True))


def _measured(block: StageTable, theme: Theme, table: float, dose: float) -> _Measured:
    """Measure every column at a scale."""
    look = _Look(
        table=_scaled(theme.face(Style.TABLE), table),
        strong=_scaled(theme.face(Style.TABLE_STRONG), table),
        dose=_scaled(theme.face(Style.DOSE), dose),
        head=_scaled(theme.face(Style.HEAD), table),
    )
    pads = 2 * theme.cell_x + 0.5
    natural, narrow, torn = [], [], []
    columns = zip(*(_stage_texts(row) for row in block.rows), strict=True)
    faces = _stage_faces(look, len(block.rows[0].doses))
    for texts, face, head in zip(columns, faces, block.heads, strict=True):
        shown = {text for lines in texts for text in lines if text}  # the same few doses stand in most rows
        if not shown:
            natural.append(0.0)
            narrow.append(0.0)
            torn.append(0.0)
            continue
        words = word_width(head, look.head)
        natural.append(max(head_width(head, look.head), *(text_width(text, face) for text in shown)) + pads)
        narrow.append(max(words, *(word_width(text, face) for text in shown)) + pads)
        torn.append(max(words, *(word_width(text, face, torn=True) for text in shown)) + pads)
    return _Measured(look, natural, narrow, torn)


def _scaled(face: Face, by: float) -> Face:
    return face if by == 1 else replace(face, size=face.size * by, leading=face.leading * by)


def _spread(natural: Sequence[float], left: float, doses: int) -> tuple[float, ...]:
    """Give the room left first to the narrow dose columns, until all are alike, then to all columns that are used."""
    widths = list(natural)
    middle = range(_FIRST_DOSE, _FIRST_DOSE + doses)
    level = max(widths[column] for column in middle)
    wanting = sum(level - widths[column] for column in middle)
    share = min(1.0, left / wanting) if wanting else 0.0
    for column in middle:
        widths[column] += (level - widths[column]) * share
    used = [column for column, width in enumerate(widths) if width]
    each = (left - wanting * share) / len(used)
    for column in used:
        widths[column] += each
    return tuple(widths)
