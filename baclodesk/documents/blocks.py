"""The description of a document: frozen blocks in order, each with a stable key, a keep rule and a role.

Pure: no ReportLab, no measuring. This is what the checks read before a page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from typing_extensions import override

from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.domain.recorded import Recorded

from .block import Block
from .dose_blocks import DoseFacts
from .theme import Style


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Running text; ``side`` stands at the right end of the first line."""

    text: str
    style: Style = Style.BODY
    side: str = ""
    side_style: Style = Style.SMALL
    gap: float = 1.0

    @override
    def texts(self) -> Iterator[str]:
        """Give the text, then what stands at its side."""
        yield from filter(None, (self.text, self.side))


@dataclass(frozen=True, slots=True)
class Letterhead(Block):
    """Who it comes from, left and right, over a line; ``logo`` is a grey PNG picture before the left, or empty."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    logo: bytes = field(default=b"", repr=False)

    @override
    def texts(self) -> Iterator[str]:
        """Give left, then right."""
        yield from (*self.left, *self.right)


@dataclass(frozen=True, slots=True)
class KeyValues(Block):
    """Pairs of a label and a value; one column of pairs, or ``columns`` beside each other. Empty values get a line."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1
    label_share: float = 0.3

    @override
    def texts(self) -> Iterator[str]:
        """Give label and value of every pair."""
        for label, value in self.pairs:
            yield from filter(None, (label, value))


@dataclass(frozen=True, slots=True)
class Bullets(Block):
    """Short rules, one below the other; ``mark`` is drawn before each."""

    items: tuple[str, ...]
    mark: str = "•"
    style: Style = Style.BODY

    @override
    def texts(self) -> Iterator[str]:
        """Give the rules."""
        yield from self.items


@dataclass(frozen=True, slots=True)
class Notice(Block):
    """A framed box; the frame is heavy when ``strong``. ``style`` is that of the lines."""

    title: str
    lines: tuple[str, ...] = ()
    strong: bool = True
    style: Style = Style.TABLE

    @override
    def texts(self) -> Iterator[str]:
        """Give title and lines."""
        yield from filter(None, (self.title, *self.lines))


@dataclass(frozen=True, slots=True)
class TickItem:
    """A box to tick with its text; ``title`` in bold before it."""

    text: str
    title: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class TickList(Block):
    """Drawn boxes with texts."""

    items: tuple[TickItem, ...]
    style: Style = Style.BODY

    @override
    def texts(self) -> Iterator[str]:
        """Give titles and texts."""
        for item in self.items:
            yield from filter(None, (item.title, item.text))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a plain table; an empty cell is room to write."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid(Block):
    """A plain table; ``shares`` are the columns' parts of the width, ``ruled`` draws lines between columns.

    With ``spill`` the last cell that holds text takes the room of the empty ones behind it.
    """

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    shares: tuple[float, ...]
    ruled: bool = False
    row_height: float = 0.0
    styles: tuple[Style, ...] = ()
    centred: bool = False
    gap: float = 0.5
    spill: bool = False

    @override
    def texts(self) -> Iterator[str]:
        """Give heads, then cells row by row."""
        yield from filter(None, self.heads)
        for row in self.rows:
            yield from filter(None, row.cells)


Strokes = tuple[tuple[tuple[int, int], ...], ...]
"""A drawing by hand: lines of points in thousandths of its width, both ways."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on a line already: words or a drawing; column, row and place count from 0."""

    column: int
    row: int
    place: int = 0
    words: str = ""
    strokes: Strokes = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Signature(Block):
    """Columns to sign in: a head over lines to write on; a line with several labels is shared by them."""

    columns: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    height: float = 32.0
    written: tuple[Written, ...] = ()

    @override
    def texts(self) -> Iterator[str]:
        """Give heads and labels, column by column."""
        for head, lines in self.columns:
            yield from filter(None, (head, *(label for line in lines for label in line)))
        yield from filter(None, (item.words for item in self.written))


@dataclass(frozen=True, slots=True)
class Chart(Block):
    """The picture of a plan, drawn as lines; it grows into room left on its page, up to ``highest`` points.

    A plan with more doses than have room stands in parts under each other, each ``part_height`` points high.
    ``recorded`` is what was taken of it, ``alt`` says in words what the picture shows.
    """

    plan: Plan
    language: str
    policy_lines: tuple[PolicyLine, ...] = ()
    today: date | None = None
    recorded: tuple[Recorded, ...] = field(default=(), repr=False)
    lowest: float = 120.0
    highest: float = 210.0
    part_height: float = 135.0
    alt: str = ""

    @override
    def texts(self) -> Iterator[str]:
        """Give nothing: the picture's words are the program's own."""
        yield from ()


@dataclass(frozen=True, slots=True)
class CutLine(Block):
    """A dashed line to cut along, with a sentence over it."""

    text: str

    @override
    def texts(self) -> Iterator[str]:
        """Give the sentence."""
        yield self.text


@dataclass(frozen=True, slots=True)
class NewPage(Block):
    """What follows begins on a new page; on a new sheet of paper when ``sheet``."""

    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page: lines at the left; ``page`` is a sentence with {page} and {pages}.

    ``code`` is drawn as a QR mark at the right.
    """

    lines: tuple[str, ...]
    page: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A whole document before it is laid out.

    ``title`` goes into the file's metadata and never names the patient. ``draft`` is the word across each page, or
    empty. ``version`` is that of the template. ``facts`` is None when no doses are printed. An ``archive`` file is
    tagged and keeps to PDF/A. ``each_page`` is what is to be signed at the foot of every page but the last, of a
    document of several pages; empty: nothing is.
    """

    kind: str
    version: str
    language: str
    title: str
    author: str
    footer: Footer
    blocks: tuple[Block, ...]
    draft: str = ""
    facts: DoseFacts | None = None
    most_pages: int | None = None
    archive: bool = False
    each_page: str = ""

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give (key, text) for everything that will stand on paper."""
        for block in self.blocks:
            for text in block.texts():
                yield block.key, text
        for line in (*self.footer.lines, self.footer.page, self.each_page):
            yield "footer", line
