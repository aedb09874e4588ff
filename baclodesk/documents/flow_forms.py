"""Strips of letterheads, boxed notices, tick lists and signature blocks."""

from __future__ import annotations

from .blocks import Letterhead, Notice, Signature, TickItem, TickList
from .ink import draw_strokes
from .lines import text_width, wrap, wrap_after
from .logo import logo_size
from .pen import Pen
from .strips import Draw, Strip
from .theme import INK, LINE, Style, Theme

LOGO_GAP = 10.0


def letterhead(block: Letterhead, theme: Theme) -> list[Strip]:
    """Give the logo and the sender's lines, the first in bold, over a line across the page."""
    face, strong = theme.face(Style.SMALL), theme.face(Style.SMALL_STRONG)
    right_room = min(theme.inner / 2, max((text_width(line, face) for line in block.right), default=0.0))
    wide, high = logo_size(block.logo)
    begin = wide + LOGO_GAP if wide else 0.0
    left_room = theme.inner - right_room - 12 - begin
    left = [
        (line, strong if n == 0 else face)
        for n, text in enumerate(block.left)
        for line in wrap(text, left_room, strong if n == 0 else face)
    ]
    right = [line for text in block.right for line in wrap(text, right_room, face)]
    height = max(max(len(left), len(right)) * face.leading, high) + 4

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        pen.picture(block.logo, x, top + (full - 4 - high) / 2, wide, high)
        for number, (line, used) in enumerate(left):
            pen.part("P")
            pen.text(x + begin, top + number * face.leading + used.ascent, line, used)
        for number, line in enumerate(right):
            pen.part("P")
            pen.text(x + theme.inner, top + number * face.leading + face.ascent, line, face, "end")
        pen.line(x, top + full, x + theme.inner, top + full, width=0.8, grey=INK)

    return [Strip(block.key, height, draw)]


def notice(block: Notice, theme: Theme) -> list[Strip]:
    """Give a framed box in one piece; a very long one is a box per line that share their sides."""
    strong, face = theme.face(Style.STRONG), theme.face(block.style)
    pad = theme.cell_x + 3
    room = theme.inner - 2 * pad
    texts = [(block.title, strong)] if block.title else []
    texts += [(text, face) for text in block.lines]
    rows = [(line, used, n == 0) for text, used in texts for n, line in enumerate(wrap(text, room, used))]
    weight = 1.4 if block.strong else 0.6

    def drawer(number: int) -> Draw:
        line, line_face, begins = rows[number]
        first, last = number == 0, number == len(rows) - 1

        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            right, bottom = x + theme.inner, top + height
            pen.line(x, top, x, bottom, width=weight, grey=INK)
            pen.line(right, top, right, bottom, width=weight, grey=INK)
            if first:
                pen.line(x - weight / 2, top, right + weight / 2, top, width=weight, grey=INK)
            if last:
                pen.line(x - weight / 2, bottom, right + weight / 2, bottom, width=weight, grey=INK)
            pen.part("P", fresh=begins)
            pen.text(x + pad, top + (4 if first else 0) + line_face.ascent, line, line_face)

        return draw

    made = []
    for number, (_line, line_face, _begins) in enumerate(rows):
        pads = 4 * ((number == 0) + (number == len(rows) - 1))
        gap = theme.gap if number == 0 else 0.0
        made.append(Strip(block.key, line_face.leading + pads, drawer(number), gap=gap))
    return made


def tick_list(block: TickList, theme: Theme) -> list[Strip]:
    """Give drawn boxes with their texts; every item is one strip."""
    face = theme.face(block.style)
    indent = theme.tick + 8
    gap = max(theme.gap * 0.55, 2.5)
    return [
        Strip(block.key, height, draw, gap=theme.gap if number == 0 else gap)
        for number, item in enumerate(block.items)
        for height, draw in (_tick_item(item, theme, face.leading, indent, block.style),)
    ]


def _tick_item(item: TickItem, theme: Theme, leading: float, indent: float, style: Style) -> tuple[float, Draw]:
    """Give height and drawing of one item; its title runs into its text."""
    face = theme.face(style)
    strong = theme.face(Style.STRONG if style is Style.BODY else Style.TABLE_STRONG)
    room = theme.inner - indent
    title = f"{item.title}\u00a0 " if item.title and item.text else item.title
    taken = text_width(title, strong) if title else 0.0
    lines = wrap_after(item.text, taken, room, face)
    height = max(theme.tick + 1, len(lines) * leading)

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.tick_box(x + 0.5, top + 0.5, theme.tick, ticked=item.ticked)
        first = top if len(lines) > 1 else top + (height - leading) / 2
        pen.part("LBody")
        pen.text(x + indent, first + strong.ascent, title, strong)
        for number, line in enumerate(lines):
            left = x + indent + (taken if number == 0 else 0.0)
            pen.text(left, first + number * leading + face.ascent, line, face)

    return height, draw


def signature(block: Signature, theme: Theme) -> list[Strip]:
    """Give columns to sign in, in one piece, with room to write on every line."""
    strong, small = theme.face(Style.STRONG), theme.face(Style.SMALL)
    gutter = 24.0
    column = (theme.inner - gutter * (len(block.columns) - 1)) / len(block.columns)
    heads = [wrap(head, column, strong) if head else [] for head, _lines in block.columns]
    fields = [_fields(lines, column, gutter, theme) for _head, lines in block.columns]
    under = max(len(words) for column_fields in fields for _row, _x, _width, words in column_fields) * small.leading
    step = max(block.height, under + 20)
    first = max(len(head) for head in heads) * strong.leading
    height = first + max(len(lines) for _head, lines in block.columns) * step

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        for index, (head, column_fields) in enumerate(zip(heads, fields, strict=True)):
            left = x + index * (column + gutter)
            pen.part("P")
            for number, line in enumerate(head):
                pen.text(left, top + number * strong.leading + strong.ascent, line, strong)
            for row, at, width, words in column_fields:
                base = top + first + (row + 1) * step - under
                pen.line(left + at, base, left + at + width, base, width=0.7, grey=LINE)
                pen.part("P")
                for number, line in enumerate(words):
                    pen.text(left + at, base + number * small.leading + small.ascent, line, small)
            for item in (item for item in block.written if item.column == index):
                row, at, width, _words = [field for field in column_fields if field[0] == item.row][item.place]
                base = top + first + (row + 1) * step - under
                draw_strokes(pen, item.strokes, left + at, base, width, step - under - 2)
                if item.words:
                    pen.part("P")
                    pen.text(left + at + 2, base - 3, item.words, theme.face(Style.BODY))

    return [Strip(block.key, height, draw, gap=theme.gap)]


def _fields(
    lines: tuple[tuple[str, ...], ...], column: float, gutter: float, theme: Theme
) -> list[tuple[int, float, float, list[str]]]:
    """Give row, left, width and label of every line to write on in one column."""
    small = theme.face(Style.SMALL)
    fields = []
    for row, labels in enumerate(lines):
        width = (column - (len(labels) - 1) * gutter / 2) / len(labels)
        for number, label in enumerate(labels):
            fields.append((row, number * (width + gutter / 2), width, wrap(label, width, small)))
    return fields
