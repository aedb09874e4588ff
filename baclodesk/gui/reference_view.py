"""Pages of the reference as rich text: lists and tables with their sources, all of it or only what a search finds.

Pure but for the colours handed in; a table that has no room becomes one block per row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from baclodesk.services.reference_pages import Block, Page

from .style.tokens import Colours
from .widgets.fields import plain_letters

_COLUMN = 104
"""Pixels at 100 % that a column of a table needs at least."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How pages are drawn: colours, sizes of small text and titles and width in sight in pixels; ``colon`` in words."""

    colours: Colours
    small: int
    title: int
    width: int
    scale: float
    colon: str = ":"


def found_in(page: Page, search: str) -> Page:
    """Give the page with only the blocks, lines and rows in which every word of ``search`` stands; all when empty."""
    words = plain_letters(search).split()
    if not words:
        return page
    blocks = (_found(block, page.title, words) for block in page.blocks)
    return replace(page, blocks=tuple(block for block in blocks if block is not None))


def _found(block: Block, page_title: str, words: list[str]) -> Block | None:
    if _holds(f"{page_title} {block.title}", words):
        return block
    context = f"{page_title} {block.title}"
    lines = tuple(line for line in block.lines if _holds(f"{context} {line}", words) and _holds_any(line, words))
    rows = tuple(
        row for row in block.rows if _holds(f"{context} {' '.join(row)}", words) and _holds_any(" ".join(row), words)
    )
    return replace(block, lines=lines, rows=rows) if lines or rows else None


def _holds(text: str, words: list[str]) -> bool:
    plain = plain_letters(text)
    return all(word in plain for word in words)


def _holds_any(text: str, words: list[str]) -> bool:
    plain = plain_letters(text)
    return any(word in plain for word in words)


def hits(page: Page) -> int:
    """Count the lines and rows of a page."""
    return sum(len(block.lines) + len(block.rows) for block in page.blocks)


def html_of(page: Page, search: str, sheet: Sheet) -> str:
    """Write a page as the rich text that a text browser of Qt shows; words of ``search`` are marked."""
    words = plain_letters(search).split()
    parts = [f'<h2 style="font-size:{sheet.title}px">{_marked(page.title, words, sheet)}</h2>']
    parts += [_block(block, words, sheet) for block in page.blocks]
    return "".join(parts)


def _block(block: Block, words: list[str], sheet: Sheet) -> str:
    parts = [f"<h4>{_marked(block.title, words, sheet)}</h4>"]
    if block.lines:
        items = "".join(f'<li style="margin-bottom:4px">{_marked(line, words, sheet)}</li>' for line in block.lines)
        parts.append(f'<ul style="margin-left:-16px">{items}</ul>')
    if block.rows:
        narrow = len(block.header) * _COLUMN * sheet.scale > sheet.width
        parts.append(_stacked(block, words, sheet) if narrow else _table(block, words, sheet))
    quiet = f"color:{sheet.colours.secondary};font-size:{sheet.small}px"
    parts.append(f'<p style="{quiet}">{_marked(block.source, words, sheet)}</p>')
    return "".join(parts)


def _table(block: Block, words: list[str], sheet: Sheet) -> str:
    line = sheet.colours.line
    head = "".join(f'<th align="left">{_marked(cell, words, sheet)}</th>' for cell in block.header)
    rows = "".join(
        "<tr>" + "".join(f'<td valign="top">{_marked(cell, words, sheet)}</td>' for cell in row) + "</tr>"
        for row in block.rows
    )
    style = f"border-collapse:collapse;border-color:{line};border-style:solid"
    return (
        f'<table width="100%" border="1" cellpadding="5" cellspacing="0" style="{style}"><tr>{head}</tr>{rows}</table>'
    )


def _stacked(block: Block, words: list[str], sheet: Sheet) -> str:
    """Write each row as its first cell and, under it, the others with their headings."""
    parts = []
    for row in block.rows:
        told = [f"<b>{_marked(row[0], words, sheet)}</b>"]
        for name, cell in zip(block.header[1:], row[1:], strict=False):
            if cell:
                quiet = (
                    f'<span style="color:{sheet.colours.secondary}">{_marked(name, words, sheet)}{sheet.colon}</span>'
                )
                told.append(f"{quiet} {_marked(cell, words, sheet)}")
        parts.append(f"<p>{'<br>'.join(told)}</p>")
    return "".join(parts)


def _marked(text: str, words: list[str], sheet: Sheet) -> str:
    """Write text for HTML with every found word marked; letters keep their accents."""
    spans = sorted({span for word in words for span in _places(text, word)})
    parts, at = [], 0
    for first, last in spans:
        if first >= at:
            look = f"background-color:{sheet.colours.chosen};color:{sheet.colours.on_chosen}"
            parts.append(f'{escape(text[at:first])}<span style="{look}">{escape(text[first:last])}</span>')
            at = last
    return "".join((*parts, escape(text[at:])))


def _places(text: str, word: str) -> list[tuple[int, int]]:
    """Give where a plain word stands in a text, letter by letter so that accents do not shift it."""
    letters = [plain_letters(letter) for letter in text]
    plain = "".join(letters)
    starts: list[int] = []
    for index, letter in enumerate(letters):
        starts.extend([index] * len(letter))
    return [(starts[hit.start()], starts[hit.end() - 1] + 1) for hit in re.finditer(re.escape(word), plain)]
