"""Blocks that print doses, and the facts they are checked against before a page is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from typing_extensions import override

from baclodesk.domain.plan import Plan
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import Schedule

from .block import Block


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
class DoseNow:
    """The dose of one day in words; ``number`` ties it to the plan's row. ``title`` holds ``day_mg``.

    ``parts`` are times with their ``doses``, one text for each time of day, with no break inside.
    """

    number: int
    title: str
    day_mg: str
    doses: tuple[DoseCell, ...]
    parts: tuple[str, ...]

    def line(self) -> str:
        """Give times and doses in one line."""
        return " · ".join(self.parts)


@dataclass(frozen=True, slots=True)
class DoseBox(Block):
    """The dose of one day in a heavy frame."""

    now: DoseNow

    @override
    def texts(self) -> Iterator[str]:
        """Give title and doses."""
        yield from (self.now.title, self.now.line())


@dataclass(frozen=True, slots=True)
class Card(Block):
    """A card to cut out and fold: two sides of lines under a title; the dose stands on the first, above ``foot``."""

    front: tuple[str, ...]
    back: tuple[str, ...]
    now: DoseNow
    foot: tuple[str, ...] = ()

    @override
    def texts(self) -> Iterator[str]:
        """Give the first side, then the second."""
        yield from (*self.front, self.now.title, self.now.line(), *self.foot, *self.back)


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
