"""Strips of tables: stages, days, pairs, plain grids. Rows never break; heads are drawn again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import DayGrid, DayRow, Grid, GridRow, KeyValues, StageTable
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
    pen: Pen, cells: Sequence[Cell], widths: Sequence[float], theme: Theme, x: float, top: float, height: float
) -> None:
    left = x
    for cell, width in zip(cells, widths, strict=True):
        boxed = theme.tick + 4 if cell.box else 0.0
        y = top + (height - len(cell.lines) * cell.face.leading) / 2
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
) -> Strip:
    """Give a row with a line under it; ``upright`` are the columns with a line at their left side."""
    height = max(_row_height(cells, theme), lowest)

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        _draw_cells(pen, cells, widths, theme, x, top, full)
        pen.line(x, top + full, x + sum(widths), top + full, width=line, grey=grey)
        for column in upright:
            at = x + sum(widths[:column])
            pen.line(at, top, at, top + full, width=0.4, grey=FAINT)

    return Strip(key, height, draw)


# ── stages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def stage_table(block: StageTable, theme: Theme) -> list[Strip]:
    """Give the heads, a strip per stage, and the sum."""
    widths = _stage_widths(block, theme)
    doses = len(block.rows[0].doses)
    upright = tuple(range(3, 3 + doses + 1))
    head_face = theme.face(Style.HEAD)
    aligns = _stage_aligns(doses)
    head_cells = [
        _cell(text, width - 2 * theme.cell_x, head_face, align)
        for text, width, align in zip(block.heads, widths, aligns, strict=True)
    ]
    head = _row_strip(block.key, head_cells, widths, theme, line=1.0, grey=INK, upright=upright)
    strips = [replace(head, gap=theme.gap, tied=True)]
    table, strong, dose = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG), theme.face(Style.DOSE)
    for row in block.rows:
        room = [width - 2 * theme.cell_x for width in widths]
        cells = [
            _cell(row.stage, room[0], table, aligns[0]),
            _cell(row.days, room[1], table, aligns[1]),
            _cell(row.dates, room[2], table, aligns[2]) if room[2] > 0 else Cell((), table),
            *(
                Cell(tuple(part for text in cell.lines for part in wrap(text, room[3 + n], dose)), dose, "middle")
                for n, cell in enumerate(row.doses)
            ),
            Cell(tuple(part for text in row.day_tablets.lines for part in wrap(text, room[-2], table)), table, "end"),
            _cell(row.day_mg, room[-1], strong, "end"),
        ]
        strips.append(replace(_row_strip(block.key, cells, widths, theme, upright=upright), heads=(head,)))
    for total in block.sums:
        strips[-1] = replace(strips[-1], tied=True)
        cell = _cell(total.text, theme.inner - 2 * theme.cell_x, strong, "end")
        strips.append(_row_strip(block.key, [cell], [theme.inner], theme, line=1.0, grey=INK))
    return strips


def _stage_aligns(doses: int) -> list[Align]:
    return ["start", "start", "start", *(["middle"] * doses), "end", "end"]  # type: ignore[list-item]


def _stage_widths(block: StageTable, theme: Theme) -> list[float]:
    """Share the page's width: every column as wide as its content; dates in two lines when they must; rest to doses."""
    table, strong, dose = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG), theme.face(Style.DOSE)
    head = theme.face(Style.HEAD)
    doses = len(block.rows[0].doses)
    dates = [row.dates for row in block.rows]
    columns = [
        max(text_width(row.stage, table) for row in block.rows),
        max(text_width(row.days, table) for row in block.rows),
        max(text_width(text, table) for text in dates),
        *(max(text_width(t, dose) for row in block.rows for t in row.doses[n].lines) for n in range(doses)),
        max(text_width(t, table) for row in block.rows for t in row.day_tablets.lines),
        max(text_width(row.day_mg, strong) for row in block.rows),
    ]
    columns = [max(width, word_width(text, head)) for width, text in zip(columns, block.heads, strict=True)]
    pads = 2 * theme.cell_x
    widths = [width + pads + 0.5 if width else 0.0 for width in columns]
    if sum(widths) > theme.inner and any(dates):
        widest = max(max(text_width(part, table) for part in text.split(" ")) for text in dates)
        widths[2] = max(widest, word_width(block.heads[2], head)) + pads + 0.5
    left = theme.inner - sum(widths)
    if left < 0:
        return [width * theme.inner / sum(widths) for width in widths]
    return _spread(widths, left, doses)


def _spread(widths: list[float], left: float, doses: int) -> list[float]:
    """Give the room left to the dose columns up to a good width, then to all columns alike."""
    target = max(widths[3 : 3 + doses])
    for column in range(3, 3 + doses):
        more = min(left, target - widths[column])
        widths[column] += more
        left -= more
    each = left / (doses + 5)
    used = [column for column, width in enumerate(widths) if width]
    for column in used:
        widths[column] += each
    widths[3] += left - each * len(used)
    return widths


# ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_grid(block: DayGrid, theme: Theme) -> list[Strip]:
    """Give the stage's title and heads, then a strip per day with its boxes."""
    heading, head_face = theme.face(Style.STRONG), theme.face(Style.HEAD)
    table, strong = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG)
    doses = len(block.rows[0].doses)
    widths = _day_widths(block, theme, doses)
    upright = tuple(range(2, len(widths)))

    def titled(text: str) -> Strip:
        lines = wrap(text, theme.inner, heading)
        return _row_strip(block.key, [Cell(tuple(lines), heading)], [theme.inner], theme, line=0.8, grey=INK)

    aligns: list[Align] = ["start", "start", *(["middle"] * doses), "end", "start"]  # type: ignore[list-item]
    heads = _row_strip(
        block.key,
        [
            _cell(text, width - 2 * theme.cell_x, head_face, align)
            for text, width, align in zip(block.heads, widths, aligns, strict=True)
        ],
        widths,
        theme,
        upright=upright,
    )
    again = (titled(block.continued), heads)
    strips = [replace(titled(block.title), gap=theme.gap, tied=True), replace(heads, tied=True)]
    for row in block.rows:
        cells = _day_cells(row, widths, theme, table, strong)
        strip = _row_strip(block.key, cells, widths, theme, lowest=theme.tick + 3, upright=upright)
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


def _day_widths(block: DayGrid, theme: Theme, doses: int) -> list[float]:
    """Content decides; the column for effects takes what is left."""
    table, strong, head = theme.face(Style.TABLE), theme.face(Style.TABLE_STRONG), theme.face(Style.HEAD)
    pads = 2 * theme.cell_x
    widths = [
        max(text_width(row.day_text, table) for row in block.rows),
        max(text_width(row.date_text, table) for row in block.rows),
        *(max(text_width(t, strong) for row in block.rows for t in row.doses[n].lines) for n in range(doses)),
        max(text_width(row.day_mg, table) for row in block.rows),
    ]
    widths = [max(width, word_width(text, head)) + pads for width, text in zip(widths, block.heads[:-1], strict=True)]
    for column in range(2, 2 + doses):
        widths[column] += theme.tick + 4
    least = theme.inner * 0.18
    if sum(widths) > theme.inner - least:
        widths = [width * (theme.inner - least) / sum(widths) for width in widths]
    return [*widths, theme.inner - sum(widths)]


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
        strips.append(replace(head, gap=theme.gap, tied=True))
    for number, row in enumerate(block.rows):
        made = _grid_row(block, row, widths, faces, theme, align, upright)
        if number == 0 and not heads:
            made[0] = replace(made[0], gap=theme.gap / 2)
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
    cells = []
    for number, (text, width, face) in enumerate(zip(row.cells, widths, faces, strict=True)):
        words = f"{row.flag}\u00a0{text}" if number == 0 and row.flag else text
        cells.append(_cell(words, width - 2 * theme.cell_x, strong if row.strong else face, align if number else "start"))
    whole = _row_strip(block.key, cells, widths, theme, lowest=block.row_height, upright=upright)
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
        part = [replace(cell, lines=cell.lines[number : number + 1] or ("",)) for cell in cells]
        last = number == count - 1
        strips.append(
            _row_strip(key, part, widths, theme, line=0.4 if last else 0.0, grey=LINE if last else 1.0, upright=upright)
        )
    return strips
