"""The dose of one day in words, as cards and letters give it."""

from __future__ import annotations

from baclodesk.domain.schedule import Intake

from .dose_blocks import DoseCell, DoseFacts, DoseNow
from .errors import DocumentRefused
from .inputs import PlanCopy
from .wording import Words


def dose_on(day: int, copy: PlanCopy, facts: DoseFacts, words: Words) -> DoseNow:
    """Give the dose of a day number; refuses a day outside the plan."""
    plan = copy.plan
    index = plan.stage_index_on(day)
    if index is None:
        raise DocumentRefused("period", last=str(plan.closed_days))
    row = facts.schedule.rows[index]
    mg, on = words.mg(row.daily_mg), plan.date_of(day)
    if on is None:
        title = words("now.day", day=day, mg=mg)
    else:
        title = words("now.dated", date=words.texts.date(on), day=day, mg=mg)
    doses = tuple(words.dose(intake.by_product or (), plan.products) for intake in row.intakes)
    return DoseNow(
        number=row.number,
        title=title,
        day_mg=mg,
        doses=doses,
        parts=tuple(_part(intake, dose, words) for intake, dose in zip(row.intakes, doses, strict=True)),
    )


def _part(intake: Intake, dose: DoseCell, words: Words) -> str:
    text = words("now.part", time=words.time(intake.time), dose=" + ".join(dose.lines))
    return text.replace("\n", " ").replace(" ", "\u00a0")
