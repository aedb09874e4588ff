"""Strips of tables: stages, days, pairs, plain grids. Rows never break; heads are drawn again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import BigDoses, DayGrid, DayRow, Grid, GridRow, KeyValues, StageRow, StageTable
from .lines import text_width, word_width, wrap
from .pen import Align, Pen
from .strips import Draw, Strip
from .theme import FAINT, INK, LINE, Face, Style, Theme


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one cell, in one face; ``box`` draws a box to tick behind the text."""

    lines: tuple[str, ...]
    face: Face
    align: Align = "start"
    box: bool = False


def _cell(text: str, room: float, face: Face, align: Align = "start") -> Cell:
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
        boxed = theme.tick + 4 if cell.box else 0.0
        y = top + theme.cell_y if hang else top + (height - len(cell.lines) * cell.face.leading) / 2
        at = left + theme.cell_x
        if cell.align == "middle":
            at = left + (width - boxed) / 2
        elif cell.align == "end":
            at = left + width - theme.cell_x
        for number, line in enumerate(cell.lines):
            pen.text(at, y + number * cell.face.leading + cell.face.ascent, line, cell.face, cell.align)
        if cell.box:
            pen.tick_box(left + width - theme.tick - theme.cell_x, top + (height - theme.tick) / 2, theme.tick)
        left += width


def _row_strip(
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
) -> Strip:
    """Give a row with a line under it; ``upright`` are the columns with a line at their left side.

    Cells stand in the middle of the row's height, or ``hang`` from its top.
    """
    height = max(_row_height(cells, theme), lowest)
    total = sum(widths)
    offsets = [sum(widths[:column]) for column in upright]

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        _draw_cells(pen, cells, widths, theme, x, top, full, hang=hang)
        pen.line(x, top + full, x + total, top + full, width=line, grey=grey)
        pen.uprights([x + offset for offset in offsets], top, top + full, width=0.4, grey=FAINT)

    return Strip(key, height, draw)


# ── stages ───────────────────────────────────────────────────────────────────────────────────────────────────────────

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
    aligns: list[Align] = ["start", "start", "start", *_middles(doses), "end", "end"]
    head_cells = [
        _cell(text, width - 2 * theme.cell_x, look.head, align)
        for text, width, align in zip(block.heads, widths, aligns, strict=True)
    ]
    head = _row_strip(block.key, head_cells, widths, theme, line=1.0, grey=INK, upright=upright)
    strips = [replace(head, gap=theme.gap, tied=True)]
    for row in block.rows:
        cells = _stage_cells(row, look, aligns, theme)
        strips.append(replace(_row_strip(block.key, cells, widths, theme, upright=upright), heads=(head,)))
    for total in block.sums:
        strips[-1] = replace(strips[-1], tied=True)
        cell = _cell(total.text, theme.inner - 2 * theme.cell_x, theme.face(Style.TABLE_STRONG), "end")
        strips.append(_row_strip(block.key, [cell], [theme.inner], theme, line=1.0, grey=INK))
    return strips


def _middles(count: int) -> list[Align]:
    return ["middle"] * count


def _stage_texts(row: StageRow) -> list[tuple[str, ...]]:
    """Give the texts of a row, column by column."""
    doses = [cell.lines for cell in row.doses]
    return [(row.stage,), (row.days,), (row.dates,), *doses, row.day_tablets.lines, (row.day_mg,)]


def _stage_faces(look: _Look, doses: int) -> list[Face]:
    return [look.table, look.table, look.table, *(look.dose for _ in range(doses)), look.table, look.strong]


def _stage_cells(row: StageRow, look: _Look, aligns: Sequence[Align], theme: Theme) -> list[Cell]:
    cells = []
    faces = _stage_faces(look, len(row.doses))
    for texts, width, face, align in zip(_stage_texts(row), look.widths, faces, aligns, strict=True):
        room = width - 2 * theme.cell_x
        lines = tuple(line for text in texts for line in wrap(text, room, face)) if width else ()
        cells.append(Cell(lines, face, align))
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
        shown = [text for lines in texts for text in lines if text]
        if not shown:
            natural.append(0.0)
            narrow.append(0.0)
            torn.append(0.0)
            continue
        words = word_width(head, look.head)
        natural.append(max(_head_width(head, look.head), *(text_width(text, face) for text in shown)) + pads)
        narrow.append(max(words, *(word_width(text, face) for text in shown)) + pads)
        torn.append(max(words, *(word_width(text, face, torn=True) for text in shown)) + pads)
    return _Measured(look, natural, narrow, torn)


def _head_width(text: str, face: Face) -> float:
    """Give the width that a head needs to stand in two lines."""
    if "\n" in text:
        return text_width(text, face)
    words = text.split(" ")
    splits = (" ".join(words[:n]) + "\n" + " ".join(words[n:]) for n in range(1, len(words)))
    return min((text_width(split, face) for split in splits), default=text_width(text, face))


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


# ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_grid(block: DayGrid, theme: Theme) -> list[Strip]:
    """Give the heads, then for every section its title and a strip per day with its boxes."""
    heading, head_face = theme.face(Style.STRONG), theme.face(Style.HEAD)
    table, strong = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG)
    rows = block.rows
    doses = len(rows[0].doses)
    widths = _day_widths(block, rows, theme, doses)
    upright = tuple(range(2, len(widths)))

    def titled(text: str) -> Strip:
        return _row_strip(block.key, [_cell(text, theme.inner, heading)], [theme.inner], theme, line=0.8, grey=INK)

    aligns: list[Align] = ["start", "start", *_middles(doses), "end", "start"]
    cells = [
        _cell(text, width - 2 * theme.cell_x, head_face, align) if width else Cell((), head_face)
        for text, width, align in zip(block.heads, widths, aligns, strict=True)
    ]
    heads = _row_strip(block.key, cells, widths, theme, line=0.8, grey=INK)
    strips = [replace(heads, gap=theme.gap, tied=True)]
    for number, section in enumerate(block.sections):
        gap = theme.gap * 0.8 if number else 0.0
        strips.append(replace(titled(section.title), gap=gap, tied=True, heads=(heads,)))
        again = (heads, titled(section.again))
        for row in section.rows:
            strip = _row_strip(
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
        _cell(row.mark, widths[-1] - 2 * theme.cell_x, table),
    ]


def _day_widths(block: DayGrid, rows: Sequence[DayRow], theme: Theme, doses: int) -> list[float]:
    """Content decides; the column for effects takes what is left."""
    table, strong, head = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG), theme.face(Style.HEAD)
    pads = 2 * theme.cell_x
    columns = [
        max(text_width(row.day_text, table) for row in rows),
        max(text_width(row.date_text, table) for row in rows),
        *(max(text_width(t, strong) for row in rows for t in row.doses[n].lines) for n in range(doses)),
        max(text_width(row.day_mg, table) for row in rows),
    ]
    widths = [
        max(width, _head_width(text, head)) + pads if text else 0.0
        for width, text in zip(columns, block.heads[:-1], strict=True)
    ]
    for column in range(2, 2 + doses):
        widths[column] += theme.tick + 4
    least = theme.inner * 0.18
    if sum(widths) > theme.inner - least:
        widths = [width * (theme.inner - least) / sum(widths) for width in widths]
    return [*widths, theme.inner - sum(widths)]


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
        cells = [_cell(_flat(time), first, face), Cell(lines, face, "end")]
        strips.append(_row_strip(block.key, cells, widths, theme, line=0.8, lowest=face.leading * 1.9))
    strips[0] = replace(strips[0], gap=theme.gap * 2)
    return strips


def _flat(text: str) -> str:
    return text.replace("\n", " ")


# ── pairs and plain grids ────────────────────────────────────────────────────────────────────────────────────────────


def key_values(block: KeyValues, theme: Theme) -> list[Strip]:
    """Give a strip per line of pairs; an empty value is a line to write on."""
    label_face, value_face = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG)
    label_face = replace(label_face, grey=theme.face(Style.SMALL).grey)
    width = theme.inner / block.columns
    label_room = width * block.label_share
    value_room = width - label_room - 8

    def drawer(pairs: Sequence[tuple[list[str], list[str]]]) -> Draw:
        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            for column, (label, value) in enumerate(pairs):
                left = x + column * width
                for number, line in enumerate(label):
                    pen.text(left, top + number * label_face.leading + label_face.ascent, line, label_face)
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
    widths = [theme.inner * share / sum(block.shares) for share in block.shares]
    table, head_face = theme.face(Style.TABLE), theme.face(Style.HEAD)
    faces = [theme.face(style) for style in block.styles] or [table] * len(widths)
    upright = tuple(range(1, len(widths))) if block.ruled else ()
    align: Align = "middle" if block.centred else "start"
    heads: tuple[Strip, ...] = ()
    strips: list[Strip] = []
    if any(block.heads):
        cells = [
            _cell(t, w - 2 * theme.cell_x, head_face, align if n else "start")
            for n, (t, w) in enumerate(zip(block.heads, widths, strict=True))
        ]
        head = _row_strip(block.key, cells, widths, theme, line=1.0, grey=INK, upright=upright)
        heads = (head,)
        strips.append(replace(head, gap=theme.gap * block.gap, tied=True))
    for number, row in enumerate(block.rows):
        made = _grid_row(block, row, widths, faces, theme, align, upright)
        if number == 0 and not heads:
            made[0] = replace(made[0], gap=theme.gap * block.gap)
        strips += [replace(strip, heads=heads) for strip in made]
    return strips


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
    cells = [
        _cell(text, width - 2 * theme.cell_x, strong if row.strong else face, align if number else "start")
        for number, (text, width, face) in enumerate(zip(row.cells, widths, faces, strict=True))
    ]
    hang = not block.row_height
    grey = LINE if block.ruled else FAINT
    whole = _row_strip(block.key, cells, widths, theme, grey=grey, lowest=block.row_height, upright=upright, hang=hang)
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
        strips.append(_row_strip(key, part, widths, theme, line=line, grey=grey, upright=upright, hang=True))
    return strips
