"""The second line of a patient's row: the one thing that matters now. Pure; no Qt."""

from __future__ import annotations

from datetime import date

from baclodesk.domain.dose import parse_decimal
from baclodesk.services.ports import Listed
from baclodesk.services.texts import Texts


def matters_now(listed: Listed, today: date, texts: Texts, *, with_time: bool = False) -> str:
    """Say what matters about this patient on ``today``; ``with_time`` puts the appointment's hour first."""
    parts = [listed.next_time] if with_time and listed.next_time else []
    if listed.damaged:
        return texts("patients.row.damaged")
    if listed.draft:
        parts.append(texts("patients.row.draft"))
    elif listed.to_print:
        parts.append(texts("patients.row.to_print"))
    else:
        parts.extend(_where(listed, today, texts))
        if listed.reason_on_file and listed.phase == "rising" and not with_time:
            parts.append(texts("patients.row.reason"))
    return " · ".join(parts)


def _where(listed: Listed, today: date, texts: Texts) -> list[str]:
    phase = listed.phase
    if listed.start is None or not listed.stages:
        return [texts(f"patients.row.{phase}")]
    day = (today - listed.start).days + 1
    if phase == "planned":
        return [texts("patients.row.planned", date=texts.date(listed.start, year=False))]
    dose = dose_on(listed, day)
    if dose is None or phase in ("stopped", "paused", "run_out"):
        return [texts(f"patients.row.{phase}")]
    shown = texts.mg(parse_decimal(dose))
    if phase == "stopping":
        return [texts("patients.row.stopping", day=listed.stop_day or 0, days=listed.stop_days or 0)]
    if phase == "rising":
        return [texts("patients.row.day", day=day), shown]
    return [texts(f"patients.row.{phase}"), shown]


def dose_on(listed: Listed, day: int) -> str | None:
    """Give the day's dose in mg as a decimal, or None after the plan's end."""
    for days, mg in listed.stages:
        if days is None or day <= days:
            return mg
        day -= days
    return None
