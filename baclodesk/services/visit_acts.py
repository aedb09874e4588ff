"""The guide's acts at a visit as offers: each with the plan it would make, so that it can be seen before it is taken.

Nothing is changed here. Every plan begins to differ on the day after ``today``; what cannot be made comes with the
reason instead of a plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from baclodesk.domain.courses import keeps_history
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.visit import Visit
from baclodesk.services import catalogue
from baclodesk.services.act_offer import Desk, Offer
from baclodesk.services.acts import acts
from baclodesk.services.acts_down import lowest, stop
from baclodesk.services.acts_hours import before_craving
from baclodesk.services.acts_steady import from_taken, level_up, restart, steady
from baclodesk.services.facts import in_time, open_effects
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts
from baclodesk.services.visit_reading import LOWEST, Act, read_visit

__all__ = ["Act", "Alarm", "Offer", "alarms", "offers", "running_plan"]

_INSTEAD: Mapping[Act, tuple[Act, ...]] = MappingProxyType(
    {
        Act.HOLD: (Act.GO_ON,),
        Act.CAP: (Act.LOWEST_SHARE, Act.STOP_RATE),
        Act.STEP_BACK: (Act.LOWEST_SHARE, Act.STOP_RATE),
        Act.SEE: (Act.LOWEST_SHARE, Act.STOP_RATE),
        Act.FROM_TAKEN: (Act.HOLD, Act.GO_ON),
        Act.LOWEST_WEEKLY: (Act.GO_ON,),
    }
)
"""What is suggested where an act cannot be done: an open stage does not rise; below the lowest dose taken
comes two thirds of it, or nothing."""


@dataclass(frozen=True, slots=True, repr=False)
class Alarm:
    """An alarm sign that stands open: its code, name, and what to do now."""

    code: str
    name: str
    now: str


def running_plan(record: PatientRecord, today: date) -> Plan | None:
    """Give the plan that acts begin from: the draft while it keeps every day up to today as issued, else the issued
    one; None while nothing was issued.
    """
    issued = record.plan_in_force
    if issued is None or record.plan is None:
        return issued
    return record.plan if keeps_history(issued, record.plan, issued.day_of(today) or 0) else issued


def alarms(record: PatientRecord, visit: Visit, texts: Texts) -> tuple[Alarm, ...]:
    """Give the alarm signs that stand open with this visit, suicidal thoughts first, each with what to do now."""
    known = {entry.code: entry for entry in catalogue.effects().effects}
    earlier = [item for item in record.visits if item.on <= visit.on and item.id != visit.id]
    found = []
    if visit.suicidal:
        found.append(Alarm("suicidal", texts("acts.alarm.suicidal_name"), texts("acts.alarm.suicidal")))
    for effect in open_effects((*in_time(earlier), visit)):
        if effect.code in known and known[effect.code].alarm:
            key = f"effects.effect.{effect.code}"
            found.append(Alarm(effect.code, texts(f"{key}.name"), texts(f"{key}.alarm")))
    return tuple(found)


def offers(
    record: PatientRecord, visit: Visit, today: date, policy: str, texts: Texts, *, library: Library | None = None
) -> tuple[Offer, ...]:
    """Offer the acts for a visit (new or kept) as of ``today``; empty while no issued plan runs on that day.

    Raises KeyError for an unknown policy (its id).
    """
    library = library or Library.load()
    plan, issued, numbers = running_plan(record, today), record.plan_in_force, acts()
    if plan is None or issued is None:
        return ()
    reading = read_visit(record, visit, plan, today, library.numbers, numbers)
    if reading is None:
        return ()
    desk = Desk(reading, today, library.rules_for(plan, policy), library, texts, numbers)
    made = (
        *steady(desk),
        *lowest(desk),
        level_up(desk),
        *from_taken(desk),
        *restart(desk),
        before_craving(desk, record),
        *stop(desk),
    )
    now = tuple(texts("acts.alarm.line", name=item.name, now=item.now) for item in alarms(record, visit, texts))
    return _marked(tuple(replace(item, alarms=now) for item in made), desk)


def _marked(made: tuple[Offer, ...], desk: Desk) -> tuple[Offer, ...]:
    """Mark the suggestion; where it cannot be done, the next best act that can."""
    asked = desk.reading.suggestion.acts
    possible = {item.act for item in made if item.plan is not None}
    chosen = [act for act in asked if act in possible]
    chosen = chosen or [act for first in asked for act in _INSTEAD.get(first, ()) if act in possible][:1]
    why = _why(desk)
    marked: list[Offer] = []
    for item in made:
        several = item.act in (*LOWEST, Act.RESTART)  # two choices where no dose is exact
        again = any(other.suggested and other.act is item.act for other in marked)
        suggested = item.plan is not None and item.act in chosen and (several or not again)
        marked.append(replace(item, suggested=True, why=why) if suggested else item)
    return tuple(marked)


def _why(desk: Desk) -> str:
    """Say why the guide suggests what it suggests."""
    reading, texts = desk.reading, desk.texts
    found = reading.suggestion
    values: dict[str, object] = {
        "effect": texts(f"effects.effect.{found.effect}.name") if found.effect else "",
        "mg": desk.mg(reading.dose_mg),
        "planned": desk.mg(reading.planned_mg),
        "level": reading.visit.drowsiness,
        "craving": reading.visit.craving,
        "n": reading.visit.missed_days if found.code == "missed" else reading.stable_days,
    }
    return texts(f"acts.why.{found.code}", **values)
