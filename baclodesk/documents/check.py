"""Nothing wrong reaches paper: the printed rows are read back and added up, the finished pages are read back too.

The amounts are taken from the very texts that will be printed, not from the values they were made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from baclodesk.domain.dose import ZERO
from baclodesk.domain.findings import Severity
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import Row, of_plan

from .blocks import DayGrid, DayRow, Description, DoseCell, DoseFacts, StageRow, StageTable
from .errors import DocumentRefused
from .inputs import Period, PlanCopy

_GLYPHS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_AMOUNT = re.compile(r"(\d*)([¼½¾]?)\Z")
_MG = re.compile(r"(.+)\u00a0mg\Z")


def read_number(text: str) -> Fraction:
    """Read a printed number: digits, thousands apart by U+00A0 or English comma, decimal point or French comma.

    Raises ValueError for anything else.
    """
    plain = text.replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain) and "\u00a0" not in text:
        plain = plain.replace(",", "")
    return Fraction(plain.replace(",", "."))


@lru_cache(maxsize=1024)
def read_tablets(text: str) -> Fraction:
    """Read a printed count of tablets: ``2½``, ``0``, ``0.2``. Raises ValueError for anything else."""
    match = _AMOUNT.match(text)
    if match is None or not text:
        return read_number(text)
    whole, glyph = match.groups()
    return Fraction(whole or 0) + _GLYPHS.get(glyph, ZERO)


@lru_cache(maxsize=1024)
def read_mg(text: str) -> Fraction:
    """Read a printed dose such as ``70 mg``. Raises ValueError for anything else."""
    match = _MG.match(text)
    if match is None:
        raise ValueError("not a dose")
    return read_number(match.group(1))


def read_dose(cell: DoseCell, products: Sequence[Product]) -> tuple[Fraction, Fraction]:
    """Read a printed dose as (tablets, mg). Raises ValueError when it cannot be read or names no known strength."""
    if len(products) == 1:
        (text,) = cell.lines
        tablets = read_tablets(text)
        return tablets, tablets * products[0].strength_mg
    tablets = mg = ZERO
    if cell.lines == ("0",):
        return tablets, mg
    strengths = {item.strength_mg for item in products}
    for line in cell.lines:
        count, _, strength = line.partition(" ×\u00a0")
        if (each := read_mg(strength)) not in strengths:
            raise ValueError("no such strength")
        tablets, mg = tablets + read_tablets(count), mg + read_tablets(count) * each
    return tablets, mg


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
    rows = {row.number: row for row in facts.schedule.rows}
    wanted = [number for number, row in rows.items() if shown_days(row, facts) is not None]
    printed = [row for block in description.blocks if isinstance(block, StageTable) for row in block.rows]
    if printed:
        if [row.number for row in printed] != wanted:
            raise DocumentRefused("rows_differ", "stage table")
        for row in printed:
            _check_stage(row, rows[row.number], facts)
        _check_sums(description, printed, facts)
    grids = [row for block in description.blocks if isinstance(block, DayGrid) for row in block.rows]
    if grids:
        _check_days(grids, facts)


def shown_days(row: Row, facts: DoseFacts) -> tuple[int, int | None] | None:
    """Give the days of a stage that the sheet shows, or None."""
    first = max(row.first_day, facts.first_day)
    ends = [day for day in (row.last_day, facts.last_day) if day is not None]
    last = min(ends) if ends else None
    return None if last is not None and last < first else (first, last)


def _check_stage(printed: StageRow, row: Row, facts: DoseFacts) -> None:
    place = f"stage {row.number}"
    if (printed.first_day, printed.last_day) != shown_days(row, facts) or len(printed.doses) != len(row.intakes):
        raise DocumentRefused("rows_differ", place)
    _check_amounts(printed.doses, printed.day_tablets, printed.day_mg, row, facts.products, place)


def _check_amounts(
    doses: Sequence[DoseCell], total: DoseCell | None, mg: str, row: Row, products: Sequence[Product], place: str
) -> None:
    tablets_sum = mg_sum = ZERO
    for number, (cell, intake) in enumerate(zip(doses, row.intakes, strict=True), 1):
        tablets, dose_mg = _read(cell, products, f"{place}, time {number}")
        if dose_mg != intake.mg or tablets != intake.tablets:
            raise DocumentRefused("dose_differs", f"{place}, time {number}")
        tablets_sum, mg_sum = tablets_sum + tablets, mg_sum + dose_mg
    if total is not None and _read(total, products, f"{place}, sum") != (tablets_sum, mg_sum):
        raise DocumentRefused("sum_differs", place)
    if mg and _read_mg(mg, place) != mg_sum:
        raise DocumentRefused("sum_differs", place)


def _read(cell: DoseCell, products: Sequence[Product], place: str) -> tuple[Fraction, Fraction]:
    try:
        return read_dose(cell, products)
    except ValueError:
        raise DocumentRefused("unreadable", place) from None


def _read_mg(text: str, place: str) -> Fraction:
    try:
        return read_mg(text)
    except ValueError:
        raise DocumentRefused("unreadable", place) from None


def totals(printed: Iterable[StageRow], products: Sequence[Product]) -> tuple[int, Fraction, Fraction]:
    """Add up printed rows that have an end: days, tablets, mg."""
    days, tablets, mg = 0, ZERO, ZERO
    for row in printed:
        if row.last_day is not None:
            length = row.last_day - row.first_day + 1
            day_tablets, day_mg = read_dose(row.day_tablets, products)
            days, tablets, mg = days + length, tablets + length * day_tablets, mg + length * day_mg
    return days, tablets, mg


def _check_sums(description: Description, printed: Sequence[StageRow], facts: DoseFacts) -> None:
    """Compare the sum printed under the last table with the rows and, for a whole plan, with the schedule's own."""
    days, tablets, mg = totals(printed, facts.products)
    if facts.first_day == 1 and facts.last_day is None:
        schedule = facts.schedule
        own = (schedule.closed_days, schedule.closed_total_tablets, schedule.closed_total_mg)
        if (days, tablets, mg) != own:
            raise DocumentRefused("sum_differs", "total")
    said = [row for block in description.blocks if isinstance(block, StageTable) for row in block.sums]
    if len(said) != (1 if days else 0):
        raise DocumentRefused("sum_differs", "total")
    for row in said:
        if _read(row.tablets, facts.products, "total") != (tablets, mg) or _read_mg(row.mg, "total") != mg:
            raise DocumentRefused("sum_differs", "total")
        if not all(text in row.text for text in (*row.tablets.lines, row.mg)):
            raise DocumentRefused("sum_differs", "total")


def _check_days(printed: Sequence[DayRow], facts: DoseFacts) -> None:
    """Every day of the period once and in order, each with the doses of its stage and a box for each not 0."""
    last = facts.last_day if facts.last_day is not None else facts.schedule.closed_days
    if [row.day for row in printed] != list(range(facts.first_day, last + 1)):
        raise DocumentRefused("rows_differ", "calendar")
    for row in printed:
        index = facts.plan.stage_index_on(row.day)
        if index is None:
            raise DocumentRefused("rows_differ", f"day {row.day}")
        own = facts.schedule.rows[index]
        place = f"day {row.day}"
        if row.boxes != tuple(intake.mg != 0 for intake in own.intakes) or len(row.doses) != len(own.intakes):
            raise DocumentRefused("rows_differ", place)
        _check_amounts(row.doses, None, row.day_mg, own, facts.products, place)


def squeezed(text: str) -> str:
    """Give ``text`` without any blank, as pages are compared: readers of a page set blanks where they like."""
    return re.sub(r"[\s\u00a0\u202f\u2009\u200b\ufffe\x00-\x1f]+", "", text)


def check_pages(description: Description, pages: Sequence[str]) -> None:
    """Look for each stage's line, each sum and each day's line in the text of the finished pages.

    Raises DocumentRefused naming the first that is not there: then nothing is handed out.
    """
    found = squeezed("".join(pages))
    for block in description.blocks:
        if isinstance(block, StageTable):
            for row in block.rows:
                if squeezed("".join(row.line())) not in found:
                    raise DocumentRefused("not_on_page", f"stage {row.number}")
            for total in block.sums:
                if squeezed(total.text) not in found:
                    raise DocumentRefused("not_on_page", "total")
        elif isinstance(block, DayGrid):
            for day in block.rows:
                if squeezed("".join(day.line())) not in found:
                    raise DocumentRefused("not_on_page", f"day {day.day}")
