"""The schedule for other programs: JSON and CSV, from the same rows as screen and paper.

Amounts are decimal texts, dates ISO, an open end and what cannot be made are null (empty in CSV).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from baclodesk.domain.dose import decimal_text
from baclodesk.domain.findings import Finding
from baclodesk.domain.plan import Plan
from baclodesk.domain.schedule import Intake, Row, of_plan
from baclodesk.services.findings_text import sentence, source
from baclodesk.services.texts import Texts

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _text(amount: Fraction | None) -> str | None:
    return None if amount is None else decimal_text(amount)


def _date(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def schedule_to_dict(plan: Plan, findings: Iterable[Finding], texts: Texts) -> dict[str, object]:
    """Give the schedule as plain values, findings told in the language of ``texts``.

    Where the times of day change within the plan every stage names its own ``times``, with the clock or null.
    A plan of several products has ``tablets_by_product`` in every stage besides the sum, in the plan's order.
    """
    schedule = of_plan(plan)
    several = len(plan.products) > 1
    change = any(stage.times is not None for stage in plan.stages)
    return {
        "stages": [_stage(row, several=several, times_change=change) for row in schedule.rows],
        "closed_days": schedule.closed_days,
        "closed_total_mg": decimal_text(schedule.closed_total_mg),
        "closed_total_tablets": _text(schedule.closed_total_tablets),
        "findings": [finding_to_dict(item, texts) for item in findings],
    }


def finding_to_dict(item: Finding, texts: Texts) -> dict[str, object]:
    """Give one finding as plain values."""
    return {
        "code": item.code,
        "severity": item.severity.word,
        "stage": item.stage,
        "text": sentence(texts, item),
        "source": source(item, texts),
    }


def _stage(row: Row, *, several: bool, times_change: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "stage": row.number,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "start": _date(row.start),
        "end": _date(row.end),
        "days": row.days,
        "mg": [decimal_text(intake.mg) for intake in row.intakes],
        "tablets": [_text(intake.tablets) for intake in row.intakes],
        "daily_mg": decimal_text(row.daily_mg),
        "daily_tablets": _text(row.daily_tablets),
    }
    if times_change:
        data["times"] = [{"name": intake.time.name, "at": intake.time.at} for intake in row.intakes]
    if several:
        data["tablets_by_product"] = [_by_product(intake) for intake in row.intakes]
    return data


def _by_product(intake: Intake) -> list[str] | None:
    return None if intake.by_product is None else [decimal_text(tablets) for tablets in intake.by_product]


def schedule_to_json(plan: Plan, findings: Iterable[Finding], texts: Texts) -> str:
    """Give the schedule as JSON text."""
    return json.dumps(schedule_to_dict(plan, findings, texts), ensure_ascii=False, indent=1) + "\n"


def schedule_to_csv(plan: Plan) -> str:
    """Give the schedule as CSV, a row for each stage, with as many time columns as the fullest day has.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    rows = of_plan(plan).rows
    width = max((len(row.intakes) for row in rows), default=len(plan.times))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    times = [f"{name}_{place + 1}" for place in range(width) for name in ("time", "mg", "tablets")]
    writer.writerow(["stage", "first_day", "last_day", "start", "end", "days", *times, "daily_mg", "daily_tablets"])
    for row in rows:
        writer.writerow([_cell(value) for value in _csv_row(row, width)])
    return out.getvalue()


def _csv_row(row: Row, width: int) -> list[object]:
    cells: list[object] = [row.number, row.first_day, row.last_day, _date(row.start), _date(row.end), row.days]
    for intake in row.intakes:
        cells += [intake.time.name, decimal_text(intake.mg), _text(intake.tablets)]
    cells += [None] * (3 * (width - len(row.intakes)))
    return [*cells, decimal_text(row.daily_mg), _text(row.daily_tablets)]


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
