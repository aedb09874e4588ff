"""Document B: the calendar, a row for every day and a box to tick for every dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from baclodesk.domain.patient import Appointment
from baclodesk.domain.plan import IntakeTime
from baclodesk.domain.schedule import Row
from baclodesk.services.paper_numbers import paper_numbers

from . import frame
from .block import Block, Keep, Role
from .blocks import Description, Paragraph
from .check import facts_of, shown_days
from .dose_blocks import DayGrid, DayRow, DaySection, DoseFacts
from .inputs import Period, PlanCopy, Sheet
from .page import Document, make
from .schedule import legend, status
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "calendar"


def build_calendar(
    sheet: Sheet, copy: PlanCopy, period: Period | None = None, appointments: Sequence[Appointment] = ()
) -> Document:
    """Print the calendar; without a last day an open stage is printed for the usual days.

    Raises DocumentRefused like :func:`baclodesk.documents.schedule.build_schedule`.
    """
    return make(describe_calendar(sheet, copy, period, appointments), theme(sheet.paper, large=sheet.large))


def closed_period(copy: PlanCopy, period: Period | None) -> Period:
    """Give the period with a last day even when the plan has none."""
    chosen = period or Period()
    if chosen.last is not None or not copy.plan.is_open:
        return chosen
    return Period(chosen.first, max(copy.plan.closed_days + 1, chosen.first) + paper_numbers().open_days - 1)


def describe_calendar(
    sheet: Sheet, copy: PlanCopy, period: Period | None = None, appointments: Sequence[Appointment] = ()
) -> Description:
    """Give the calendar's blocks; pure."""
    facts = facts_of(copy, closed_period(copy, period))
    words = Words(sheet.language)
    grids = tuple(_grids(copy, facts, words, {visit.on: visit for visit in appointments}, large=sheet.large))
    boxes = sum(sum(row.boxes) for grid in grids for row in grid.rows)
    days = words.days(facts.first_day, facts.last_day or copy.plan.closed_days)
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(words("calendar.title"), status(copy, words)),
        frame.patient(sheet, words),
        *legend(copy, words, with_dates=copy.plan.start is not None),
        Paragraph("boxes", words("calendar.boxes", count=boxes, days=days), Style.TABLE, gap=0.1),
        *grids,
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
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
    )


def _grids(
    copy: PlanCopy, facts: DoseFacts, words: Words, visits: Mapping[date, Appointment], *, large: bool
) -> Iterator[DayGrid]:
    """Give one grid per run of stages with the same times."""
    dated = copy.plan.start is not None
    runs: list[tuple[tuple[IntakeTime, ...], list[DaySection]]] = []
    for row in facts.schedule.rows:
        days = shown_days(row, facts)
        if days is None:
            continue
        times = tuple(intake.time for intake in row.intakes)
        if not runs or runs[-1][0] != times:
            runs.append((times, []))
        runs[-1][1].extend(_sections(row, days[0], days[1] or days[0], copy, words, visits, large=large))
    for number, (times, sections) in enumerate(runs):
        heads = (
            words("calendar.head.day"),
            words("calendar.head.date") if dated else "",
            *(words.time(time) for time in times),
            words("schedule.head.mg"),
            words("calendar.effects"),
        )
        yield DayGrid(f"days{number}", heads, tuple(sections), keep=Keep.BREAK, role=Role.DATA)


def _sections(
    row: Row,
    first: int,
    last: int,
    copy: PlanCopy,
    words: Words,
    visits: Mapping[date, Appointment],
    *,
    large: bool,
) -> Iterator[DaySection]:
    """Give a stage whole, or a long one week by week."""
    mg = words.mg(row.daily_mg)
    again = words("calendar.continued", stage=row.number, mg=mg)
    length, numbers = last - first + 1, paper_numbers()
    cut = length if length <= numbers.uncut_days else numbers.week_days
    for begin in range(first, last + 1, cut):
        end = min(begin + cut - 1, last)
        rows = tuple(_day(row, day, copy, words, visits, year=not large) for day in range(begin, end + 1))
        title = (
            again if begin > first else words("calendar.stage", stage=row.number, days=words.days(first, last), mg=mg)
        )
        if large and copy.plan.start is not None:
            title = f"{title} · {_years(copy, begin, end)}"
        yield DaySection(title, again, rows)


def _years(copy: PlanCopy, first: int, last: int) -> str:
    """Give the year or years of these days: in large print they stand over the rows and not in each of them."""
    days = (copy.plan.date_of(first), copy.plan.date_of(last))
    return "–".join(dict.fromkeys(str(day.year) for day in days if day is not None))


def _day(row: Row, day: int, copy: PlanCopy, words: Words, visits: Mapping[date, Appointment], *, year: bool) -> DayRow:
    on = copy.plan.date_of(day)
    visit = None if on is None else visits.get(on)
    mark = ""
    if visit is not None:
        mark = words("calendar.visit_at", time=words.clock(visit.time)) if visit.time else words("calendar.visit")
        mark = f"{mark} {stored(visit.note)}" if visit.note.strip() else mark
    return DayRow(
        day=day,
        day_text=str(day),
        date_text="" if on is None else words.texts.date(on, weekday=True, year=year),
        doses=tuple(words.dose(intake.by_product or (), copy.plan.products) for intake in row.intakes),
        boxes=tuple(intake.mg != 0 for intake in row.intakes),
        day_mg=words.mg(row.daily_mg),
        mark=mark,
    )
