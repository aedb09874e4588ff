"""Nothing wrong reaches paper: the printed rows are read back and added up, the finished pages are read back too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction

from baclodesk.domain.dose import added
from baclodesk.domain.findings import Severity
from baclodesk.domain.product import tablets_or_none
from baclodesk.domain.schedule import Row, of_plan

from .blocks import Description
from .dose_blocks import (
    BigDoses,
    Card,
    DayGrid,
    DayRow,
    DoseBox,
    DoseCell,
    DoseFacts,
    DoseNow,
    StageRow,
    StageTable,
    SumRow,
)
from .errors import DocumentRefused
from .inputs import Period, PlanCopy
from .lines import on_paper
from .printed import Reader

_HYPHENS = dict.fromkeys(map(ord, "-\u00ad\u2010\ufffe"))  # the last is what a reader gives at the end of a line


def facts_of(copy: PlanCopy, period: Period | None = None) -> DoseFacts:
    """Give what a sheet prints from, for the whole plan or a period.

    Refuses an empty plan, one with a finding of severity refuse, one with a dose that cannot be made, and a period
    outside it.
    """
    plan = copy.plan
    if not plan.stages:
        raise DocumentRefused("plan_empty")
    for finding in copy.findings:
        if finding.severity is Severity.REFUSE:
            raise DocumentRefused("plan_refused", finding.key)
    schedule = of_plan(plan)
    for row in schedule.rows:
        for number, intake in enumerate(row.intakes, 1):
            if intake.by_product is None:
                raise DocumentRefused("not_makeable", f"stage {row.number}, time {number}")
    if plan.as_needed is not None and tablets_or_none(plan.products, plan.as_needed.mg) is None:
        raise DocumentRefused("not_makeable", "as needed")
    chosen = period or Period()
    end = None if plan.is_open else plan.closed_days
    late = end is not None and chosen.first > end
    if chosen.first < 1 or late or (chosen.last is not None and chosen.last < chosen.first):
        raise DocumentRefused("period", last=str(plan.closed_days))
    whole = chosen.last is None or (end is not None and chosen.last >= end)
    return DoseFacts(plan, schedule, chosen.first, None if whole else chosen.last)


def check_doses(description: Description) -> None:
    """Add up again what the stage tables and day grids say and compare it with the plan, stage by stage, in order.

    Raises DocumentRefused with the place of the first difference.
    """
    facts = description.facts
    if facts is None:
        return
    reader = Reader(facts.products, description.language)
    rows = {row.number: row for row in facts.schedule.rows}
    wanted = [number for number, row in rows.items() if shown_days(row, facts) is not None]
    tables = [block for block in description.blocks if isinstance(block, StageTable)]
    if tables:
        printed = [row for table in tables for row in table.rows]
        if [row.number for row in printed] != wanted:
            raise DocumentRefused("rows_differ", "stage table")
        for row in printed:
            _check_stage(row, rows[row.number], facts, reader)
        _check_sums([total for table in tables for total in table.sums], printed, facts, reader)
    for big in description.blocks:
        if isinstance(big, BigDoses):
            place = f"stage {big.number}"
            if big.number not in rows or len(big.doses) != len(rows[big.number].intakes):
                raise DocumentRefused("rows_differ", place)
            _added_up(big.doses, rows[big.number], reader, place)
        elif isinstance(big, DoseBox | Card):
            _check_now(big.now, rows.get(big.now.number), reader)
    grids = [block for block in description.blocks if isinstance(block, DayGrid)]
    if grids:
        _check_days([row for grid in grids for row in grid.rows], facts, reader)


def _check_now(now: DoseNow, row: Row | None, reader: Reader) -> None:
    place = f"stage {now.number}"
    if row is None or len(now.doses) != len(row.intakes):
        raise DocumentRefused("rows_differ", place)
    _tablets, mg = _added_up(now.doses, row, reader, place)
    for part, dose in zip(now.parts, now.doses, strict=True):
        if not part.endswith(" + ".join(dose.lines).replace(" ", "\u00a0")):
            raise DocumentRefused("dose_differs", place)
    if reader.mg(now.day_mg, place) != mg or now.day_mg not in now.title:
        raise DocumentRefused("sum_differs", place)


def shown_days(row: Row, facts: DoseFacts) -> tuple[int, int | None] | None:
    """Give the days of a stage that the sheet shows, or None."""
    first = max(row.first_day, facts.first_day)
    ends = [day for day in (row.last_day, facts.last_day) if day is not None]
    last = min(ends) if ends else None
    return None if last is not None and last < first else (first, last)


def _check_stage(printed: StageRow, row: Row, facts: DoseFacts, reader: Reader) -> None:
    place = f"stage {row.number}"
    if (printed.first_day, printed.last_day) != shown_days(row, facts) or len(printed.doses) != len(row.intakes):
        raise DocumentRefused("rows_differ", place)
    tablets, mg = _added_up(printed.doses, row, reader, place)
    if reader.dose(printed.day_tablets, place) != (tablets, mg) or reader.mg(printed.day_mg, place) != mg:
        raise DocumentRefused("sum_differs", place)


def _added_up(doses: Sequence[DoseCell], row: Row, reader: Reader, place: str) -> tuple[Fraction, Fraction]:
    """Compare a day's printed doses with the schedule's; give their sums in tablets and mg."""
    read: list[tuple[Fraction, Fraction]] = []
    for number, (cell, intake) in enumerate(zip(doses, row.intakes, strict=True), 1):
        tablets, mg = reader.dose(cell, f"{place}, time {number}")
        planned = intake.by_product or ()
        if mg != intake.mg or tablets != (planned[0] if len(planned) == 1 else intake.tablets):
            raise DocumentRefused("dose_differs", f"{place}, time {number}")
        read.append((tablets, mg))
    return added([tablets for tablets, _mg in read]), added([mg for _tablets, mg in read])


def _check_sums(said: Sequence[SumRow], printed: Sequence[StageRow], facts: DoseFacts, reader: Reader) -> None:
    """Compare the sum printed under the last table with the rows and, for a whole plan, with the schedule's own."""
    days = 0
    parts: list[tuple[Fraction, Fraction]] = []
    for row in printed:
        if row.last_day is not None:
            length = row.last_day - row.first_day + 1
            day_tablets, day_mg = reader.dose(row.day_tablets, f"stage {row.number}")
            days += length
            parts.append((length * day_tablets, length * day_mg))
    tablets, mg = added([part for part, _mg in parts]), added([part for _tablets, part in parts])
    if facts.first_day == 1 and facts.last_day is None:
        schedule = facts.schedule
        own = (schedule.closed_days, schedule.closed_total_tablets, schedule.closed_total_mg)
        if (days, tablets, mg) != own:
            raise DocumentRefused("sum_differs", "total")
    if len(said) != (1 if days else 0):
        raise DocumentRefused("sum_differs", "total")
    for total in said:
        told = all(text in total.text for text in (*total.tablets.lines, total.mg))
        if not told or reader.dose(total.tablets, "total") != (tablets, mg) or reader.mg(total.mg, "total") != mg:
            raise DocumentRefused("sum_differs", "total")


def _check_days(printed: Sequence[DayRow], facts: DoseFacts, reader: Reader) -> None:
    """Every day of the period once and in order, each with the doses of its stage and a box for each not 0."""
    last = facts.last_day if facts.last_day is not None else facts.schedule.closed_days
    if [row.day for row in printed] != list(range(facts.first_day, last + 1)):
        raise DocumentRefused("rows_differ", "calendar")
    ends = [row.first_day for row in facts.schedule.rows]
    for day in printed:
        row = facts.schedule.rows[bisect_right(ends, day.day) - 1]
        place = f"day {day.day}"
        if day.boxes != tuple(intake.mg != 0 for intake in row.intakes) or len(day.doses) != len(row.intakes):
            raise DocumentRefused("rows_differ", place)
        _tablets, mg = _added_up(day.doses, row, reader, place)
        if reader.mg(day.day_mg, place) != mg:
            raise DocumentRefused("sum_differs", place)


def squeezed(text: str) -> str:
    """Give ``text`` without blanks and hyphens, as pages are compared: readers of a page set both where they like."""
    return "".join(text.split()).translate(_HYPHENS)


def check_pages(description: Description, pages: Sequence[str]) -> None:
    """Look for each stage's line, each sum and each day's line in the text of the finished pages.

    Raises DocumentRefused naming the first that is not there: then nothing is handed out.
    """
    found = squeezed("".join(pages))
    for place, line in _promised(description):
        if squeezed(on_paper(line)) not in found:
            raise DocumentRefused("not_on_page", place)


def _promised(description: Description) -> Iterator[tuple[str, str]]:
    """Give (place, line) for every line with a dose that the finished pages must hold."""
    for block in description.blocks:
        if isinstance(block, StageTable):
            yield from ((f"stage {row.number}", "".join(row.line())) for row in block.rows)
            yield from (("total", total.text) for total in block.sums)
        elif isinstance(block, DayGrid):
            yield from ((f"day {day.day}", "".join(day.line())) for day in block.rows)
        elif isinstance(block, BigDoses):
            yield f"stage {block.number}", "".join(block.texts())
        elif isinstance(block, DoseBox | Card):
            yield f"stage {block.now.number}", f"{block.now.title}{block.now.line()}"
