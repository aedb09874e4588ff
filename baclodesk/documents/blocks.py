"""The description of a document: frozen blocks in order, each with a stable key, a keep rule and a role.

Pure: no ReportLab, no measuring. This is what the checks read before a page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

from typing_extensions import override

from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import Schedule

from .theme import Style


class Keep(Enum):
    """What may happen at the end of a page. A table BREAKs between rows only, a paragraph between lines only."""

    BREAK = "break"
    WHOLE = "whole"
    NEXT = "next"  # whole, and on the page of what follows
    TAIL = "tail"  # may break, but its last piece stands on the page of what follows


class Role(StrEnum):
    """What a block is to a reader who does not see the page."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    DATA = "data"
    WARNING = "warning"
    FIGURE = "figure"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """What all blocks have."""

    key: str
    keep: Keep = field(default=Keep.WHOLE, kw_only=True)
    role: Role = field(default=Role.TEXT, kw_only=True)

    def texts(self) -> Iterator[str]:
        """Give every text of the block in reading order."""
        yield from ()


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
    """Who it comes from, left and right, over a line."""

    left: tuple[str, ...]
    right: tuple[str, ...]

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
    """A framed box; the frame is heavy when ``strong``."""

    title: str
    lines: tuple[str, ...] = ()
    strong: bool = True

    @override
    def texts(self) -> Iterator[str]:
        """Give title and lines."""
        yield from filter(None, (self.title, *self.lines))


@dataclass(frozen=True, slots=True)
class DoseCell:
    """One dose in print: a line per product taken; read back and added up before the page is drawn."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in print. ``number``, ``first_day`` and ``last_day`` (None: open) tie it to the plan's row."""

    number: int
    first_day: int
    last_day: int | None
    stage: str
    days: str
    dates: str
    doses: tuple[DoseCell, ...]
    day_tablets: DoseCell
    day_mg: str

    def line(self) -> tuple[str, ...]:
        """Give every text of the row from left to right."""
        cells = (text for dose in (*self.doses, self.day_tablets) for text in dose.lines)
        return tuple(filter(None, (self.stage, self.days, self.dates, *cells, self.day_mg)))


@dataclass(frozen=True, slots=True)
class SumRow:
    """The sum of the stages that have an end: the sentence printed, and the amounts it holds."""

    text: str
    tablets: DoseCell
    mg: str


@dataclass(frozen=True, slots=True)
class StageTable(Block):
    """Stages as rows under the times of day; repeats its heads on every page; breaks between rows only."""

    heads: tuple[str, ...]
    rows: tuple[StageRow, ...]
    sums: tuple[SumRow, ...] = ()

    @override
    def texts(self) -> Iterator[str]:
        """Give heads, rows and sums."""
        yield from filter(None, self.heads)
        for row in self.rows:
            yield from row.line()
        for total in self.sums:
            yield total.text


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a calendar; a box to tick for every dose that is not 0, ``marked`` days carry a word (visit)."""

    day: int
    day_text: str
    date_text: str
    doses: tuple[DoseCell, ...]
    boxes: tuple[bool, ...]
    day_mg: str
    mark: str = ""

    def line(self) -> tuple[str, ...]:
        """Give every text of the row from left to right."""
        cells = (text for dose in self.doses for text in dose.lines)
        return tuple(filter(None, (self.day_text, self.date_text, *cells, self.day_mg, self.mark)))


@dataclass(frozen=True, slots=True)
class DaySection:
    """The days of one stage, or a week of a long one; ``again`` names it when it goes on over the page."""

    title: str
    again: str
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class DayGrid(Block):
    """Days as rows with boxes to tick, stage by stage; the heads stand at the top of every page."""

    heads: tuple[str, ...]
    sections: tuple[DaySection, ...]

    @property
    def rows(self) -> tuple[DayRow, ...]:
        """All days in order."""
        return tuple(row for section in self.sections for row in section.rows)

    @override
    def texts(self) -> Iterator[str]:
        """Give heads, then titles and rows."""
        yield from filter(None, self.heads)
        for section in self.sections:
            yield from (section.title, section.again)
            for row in section.rows:
                yield from row.line()


@dataclass(frozen=True, slots=True)
class BigDoses(Block):
    """The doses of one stage in large figures, one line per time of day; ``number`` ties it to the plan's row."""

    number: int
    times: tuple[str, ...]
    doses: tuple[DoseCell, ...]

    @override
    def texts(self) -> Iterator[str]:
        """Give time and dose, line by line."""
        for time, dose in zip(self.times, self.doses, strict=True):
            yield from (time, *dose.lines)


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
    """A plain table; ``shares`` are the columns' parts of the width, ``ruled`` draws every cell's frame."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    shares: tuple[float, ...]
    ruled: bool = False
    row_height: float = 0.0
    styles: tuple[Style, ...] = ()
    centred: bool = False
    gap: float = 0.5

    @override
    def texts(self) -> Iterator[str]:
        """Give heads, then cells row by row."""
        yield from filter(None, self.heads)
        for row in self.rows:
            yield from filter(None, row.cells)


@dataclass(frozen=True, slots=True)
class Signature(Block):
    """Columns to sign in: a head over lines to write on; a line with several labels is shared by them."""

    columns: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    height: float = 32.0

    @override
    def texts(self) -> Iterator[str]:
        """Give heads and labels, column by column."""
        for head, lines in self.columns:
            yield from filter(None, (head, *(label for line in lines for label in line)))


@dataclass(frozen=True, slots=True)
class Chart(Block):
    """The picture of a plan, drawn as lines; it grows into room left on its page, up to ``highest`` points."""

    plan: Plan
    caption: str
    language: str
    policy_lines: tuple[PolicyLine, ...] = ()
    today: date | None = None
    lowest: float = 120.0
    highest: float = 210.0

    @override
    def texts(self) -> Iterator[str]:
        """Give the caption."""
        yield from filter(None, (self.caption,))


@dataclass(frozen=True, slots=True)
class NewPage(Block):
    """What follows begins on a new page; on a new sheet of paper when ``sheet``."""

    sheet: bool = False


@dataclass(frozen=True, slots=True)
class DoseFacts:
    """What the printed rows are checked against: the plan, and which of its days the sheet shows."""

    plan: Plan
    schedule: Schedule
    first_day: int
    last_day: int | None

    @property
    def products(self) -> tuple[Product, ...]:
        """The plan's products."""
        return self.plan.products


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page: lines at the left; ``page`` is a sentence with {page} and {pages}."""

    lines: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Description:
    """A whole document before it is laid out.

    ``title`` goes into the file's metadata and never names the patient. ``draft`` is the word across each page, or
    empty. ``version`` is that of the template. ``facts`` is None when no doses are printed.
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

    def texts(self) -> Iterator[tuple[str, str]]:
        """Give (key, text) for everything that will stand on paper."""
        for block in self.blocks:
            for text in block.texts():
                yield block.key, text
        for line in (*self.footer.lines, self.footer.page):
            yield "footer", line
