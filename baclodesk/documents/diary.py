"""Document D: the patient's diary, fourteen days a page."""

from __future__ import annotations

from datetime import date, timedelta

from baclodesk.services.paper_numbers import paper_numbers

from . import frame
from .block import Block, Keep
from .blocks import Description, Grid, GridRow, NewPage, Paragraph
from .inputs import PlanCopy, Sheet
from .page import Document, make
from .schedule import call
from .theme import Style, theme
from .wording import Words

KIND = "diary"
_COLUMNS = ("drowsy", "effects", "drinks", "craving", "missed", "remarks")
_SHARES = (0.155, 0.15, 0.21, 0.085, 0.085, 0.115, 0.2)
_LARGE_SHARES = (0.2, 0.175, 0.19, 0.11, 0.095, 0.14, 0.09)


def build_diary(sheet: Sheet, first: date | None, days: int | None = None, copy: PlanCopy | None = None) -> Document:
    """Print ``days`` lines (None: the usual number) from ``first`` on (None: the dates are left to be written in)."""
    return make(describe_diary(sheet, first, days, copy), theme(sheet.paper, large=sheet.large))


def describe_diary(
    sheet: Sheet, first: date | None, days: int | None = None, copy: PlanCopy | None = None
) -> Description:
    """Give the diary's blocks; pure."""
    words = Words(sheet.language)
    numbers = paper_numbers()
    days, a_page = days or numbers.diary_days, numbers.diary_page
    blocks: list[Block] = []
    for begin in range(0, days, a_page):
        number = begin // a_page + 1
        if begin:
            blocks.append(NewPage(f"page{number}"))
        blocks += [
            *frame.letterhead(sheet, words),
            frame.title(words("diary.title")),
            frame.patient(sheet, words),
            Paragraph(f"intro{number}", words("diary.intro"), Style.TABLE, gap=0.4),
            _lines(words, first, begin, min(a_page, days - begin), number, large=sheet.large),
            Paragraph(f"scale{number}", words("diary.scale"), Style.SMALL, gap=0.6),
            call(sheet, words),
        ]
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, KIND, copy),
        blocks=tuple(blocks),
        most_pages=-(-days // a_page),
    )


def _lines(words: Words, first: date | None, begin: int, count: int, number: int, *, large: bool) -> Block:
    dates = [
        "" if first is None else words.texts.date(first + timedelta(days=begin + day), weekday=True, year=False)
        for day in range(count)
    ]
    heads = (words("calendar.head.date"), *(words(f"diary.{column}") for column in _COLUMNS))
    return Grid(
        f"days{number}",
        heads,
        tuple(GridRow((on, *("" for _ in _COLUMNS))) for on in dates),
        _LARGE_SHARES if large else _SHARES,
        ruled=True,
        row_height=24.0 if large else 31.0,
        keep=Keep.BREAK,
    )
