"""Stages as tab-separated text, for a spreadsheet and back. Amounts are exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from baclodesk.domain.dose import decimal_text, parse_decimal
from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import MAX_INTAKE_MG, MAX_STAGE_DAYS, MAX_STAGES, Plan, Stage
from baclodesk.gui.chart.open_words import is_open

OPEN = "open"


def to_text(stages: Sequence[Stage]) -> str:
    """Write one line for each stage: days (or ``open``), then the mg of each time."""
    lines = []
    for stage in stages:
        length = OPEN if stage.days is None else str(stage.days)
        lines.append("\t".join((length, *(decimal_text(mg) for mg in stage.mg))))
    return "\n".join(lines) + "\n"


def from_text(text: str, plan: Plan, times: int) -> list[Stage] | None:
    """Read lines as :func:`to_text` writes them, decimal commas allowed; None when any line does not read so.

    An open end is read in the words of every language.
    A line with one amount only is a day dose to be shared by the rule.
    """
    from baclodesk.domain.split import propose

    found: list[Stage] = []
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        days = _days(cells[0])
        amounts = [_amount(cell) for cell in cells[1:]]
        if days == 0 or not amounts or any(amount is None for amount in amounts):
            return None
        mg = tuple(amount for amount in amounts if amount is not None)
        if len(mg) == 1 and times > 1:
            try:
                mg = propose(plan.products, mg[0], times)
            except DomainError:
                return None
        if len(mg) != times or any(amount > MAX_INTAKE_MG for amount in mg):
            return None
        found.append(Stage(len(found) + 1, days, mg))
    return found if 0 < len(found) <= MAX_STAGES - len(plan.stages) else None


def _days(cell: str) -> int | None:
    """Give the days; None for an open end, 0 when the cell reads as neither."""
    if is_open(cell):
        return None
    return int(cell) if cell.isascii() and cell.isdigit() and 1 <= int(cell) <= MAX_STAGE_DAYS else 0


def _amount(cell: str) -> Fraction | None:
    try:
        return parse_decimal(cell.replace(",", "."))
    except ValueError:
        return None
