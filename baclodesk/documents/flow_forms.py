"""Strips of letterheads, boxed notices, tick lists and signature blocks."""

from __future__ import annotations

from .blocks import Letterhead, Notice, Signature, TickItem, TickList
from .lines import text_width, wrap
from .pen import Pen
from .strips import Draw, Strip
from .theme import INK, LINE, Style, Theme


def letterhead(block: Letterhead, theme: Theme) -> list[Strip]:
    """Give sender's lines, the first in bold, over a line across the page."""
    face, strong = theme.face(Style.SMALL), theme.face(Style.SMALL_STRONG)
    right_room = min(theme.inner / 2, max((text_width(line, face) for line in block.right), default=0.0))
    left_room = theme.inner - right_room - 12
    left = [line for text in block.left for line in wrap(text, left_room, strong)]
    right = [line for text in block.right for line in wrap(text, right_room, face)]
    height = max(len(left), len(right)) * face.leading + 4

    def draw(pen: Pen, x: float, top: float, full: float) -> None:
        for number, line in enumerate(left):
            pen.text(x, top + number * face.leading + face.ascent, line, strong if number == 0 else face)
        for number, line in enumerate(right):
            pen.text(x + theme.inner, top + number * face.leading + face.ascent, line, face, "end")
        pen.line(x, top + full, x + theme.inner, top + full, width=0.8, grey=INK)

    return [Strip(block.key, height, draw)]


def notice(block: Notice, theme: Theme) -> list[Strip]:
    """Give a framed box in one piece; a very long one is a box per line that share their sides."""
    strong, face = theme.face(Style.STRONG), theme.face(Style.TABLE)
    pad = theme.cell_x + 3
    room = theme.inner - 2 * pad
    rows = [(line, strong) for line in wrap(block.title, room, strong)] if block.title else []
    rows += [(line, face) for text in block.lines for line in wrap(text, room, face)]
    weight = 1.4 if block.strong else 0.6

    def drawer(number: int) -> Draw:
        line, line_face = rows[number]
        first, last = number == 0, number == len(rows) - 1

        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            right, bottom = x + theme.inner, top + height
            pen.line(x, top, x, bottom, width=weight, grey=INK)
            pen.line(right, top, right, bottom, width=weight, grey=INK)
            if first:
                pen.line(x - weight / 2, top, right + weight / 2, top, width=weight, grey=INK)
            if last:
                pen.line(x - weight / 2, bottom, right + weight / 2, bottom, width=weight, grey=INK)
            pen.text(x + pad, top + (4 if first else 0) + line_face.ascent, line, line_face)

        return draw

    made = []
    for number, (_line, line_face) in enumerate(rows):
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
    face = theme.face(style)
    strong = theme.face(Style.STRONG if style is Style.BODY else Style.TABLE_STRONG)
    room = theme.inner - indent
    titles = wrap(item.title, room, strong) if item.title else []
    lines = wrap(item.text, room, face) if item.text else []
    height = max(theme.tick + 1, (len(titles) + len(lines)) * leading)

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.tick_box(x + 0.5, top + 1.0, theme.tick, ticked=item.ticked)
        line_top = top if len(titles) + len(lines) > 1 else top + (height - leading) / 2
        for number, line in enumerate((*titles, *lines)):
            used = strong if number < len(titles) else face
            pen.text(x + indent, line_top + number * leading + used.ascent, line, used)

    return height, draw


def signature(block: Signature, theme: Theme) -> list[Strip]:
    """Give columns to sign in, in one piece, with room to write on every line."""
    strong, small = theme.face(Style.STRONG), theme.face(Style.SMALL)
    gutter = 24.0
    count = len(block.columns)
    column = (theme.inner - gutter * (count - 1)) / count
    words = wrap(block.words, theme.inner, theme.face(Style.BODY)) if block.words else []
    words_height = len(words) * theme.face(Style.BODY).leading + (2 if words else 0)
    heads = [wrap(head, column, strong) if head else [] for head, _labels in block.columns]
    head_height = max(len(lines) for lines in heads) * strong.leading
    most = max(len(labels) for _head, labels in block.columns)
    height = words_height + head_height + most * block.height

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        body = theme.face(Style.BODY)
        for number, line in enumerate(words):
            pen.text(x, top + number * body.leading + body.ascent, line, body)
        for index, (_head, labels) in enumerate(block.columns):
            left = x + index * (column + gutter)
            for number, line in enumerate(heads[index]):
                pen.text(left, top + words_height + number * strong.leading + strong.ascent, line, strong)
            for number, label in enumerate(labels):
                base = top + words_height + head_height + (number + 1) * block.height - small.leading
                pen.line(left, base, left + column, base, width=0.7, grey=LINE)
                pen.text(left, base + small.ascent, label, small)

    return [Strip(block.key, height, draw, gap=theme.gap)]
