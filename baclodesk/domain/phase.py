"""The phase of a treatment on a day: the one thing about a patient that a list shows.

It is read from the issued plan's doses alone, so a list can tell it from a handful of stored numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from .dose import ZERO
from .intake import Decision
from .patient import PatientRecord


class PhaseKind(StrEnum):
    """What is going on.

    NEW: nothing asked yet · HALF_DONE: intake begun, undecided · WAITING, DECLINED: decided so · READY: to prescribe,
    no plan issued · PLANNED: issued, starts later · RISING: a higher dose is to come · STEPPED_BACK: lower than
    before, to be tried again · HOLDING: at the highest dose · MAINTENANCE: at a lower dose, with no change to come ·
    REDUCING: a lower dose is to come · STOPPING: falling to nothing · PAUSED: 0 mg, a dose is to come ·
    STOPPED: 0 mg for good · RUN_OUT: the plan's last day is over and doses were not stopped.
    """

    NEW = "new"
    HALF_DONE = "half_done"
    WAITING = "waiting"
    DECLINED = "declined"
    READY = "ready"
    PLANNED = "planned"
    RISING = "rising"
    STEPPED_BACK = "stepped_back"
    HOLDING = "holding"
    MAINTENANCE = "maintenance"
    REDUCING = "reducing"
    STOPPING = "stopping"
    PAUSED = "paused"
    STOPPED = "stopped"
    RUN_OUT = "run_out"


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its numbers: day of the plan, the day's dose in mg, and for a stop its day and length."""

    kind: PhaseKind
    day: int | None = None
    mg: Fraction | None = None
    stop_day: int | None = None
    stop_days: int | None = None


Doses = Sequence[tuple[int | None, Fraction]]
"""A plan's stages as (days, mg a day); None: open."""


def phase_of(record: PatientRecord, today: date) -> Phase:
    """Tell a record's phase on ``today``."""
    plan = record.plan_in_force
    if plan is None or plan.start is None or not plan.stages:
        return Phase(before_treatment(record))
    return in_treatment([(stage.days, stage.daily_mg) for stage in plan.stages], plan.start, today, plan.before_mg)


def before_treatment(record: PatientRecord) -> PhaseKind:
    """Tell the phase of a patient for whom no plan was issued."""
    decision = record.intake.decision.decision
    if decision is Decision.PRESCRIBE:
        return PhaseKind.READY
    if decision is Decision.WAIT:
        return PhaseKind.WAITING
    if decision is Decision.DECLINE:
        return PhaseKind.DECLINED
    begun = any(not answer.is_open for answer in record.intake.answers.values())
    return PhaseKind.HALF_DONE if begun else PhaseKind.NEW


def in_treatment(doses: Doses, start: date, today: date, before_mg: Fraction = ZERO) -> Phase:
    """Tell the phase of a plan (at least one stage) that began on ``start``, after ``before_mg`` a day."""
    day = (today - start).days + 1
    if day < 1:
        return Phase(PhaseKind.PLANNED, day, doses[0][1])
    doses = [(0, before_mg), *doses]
    place, first = _stage_on(doses, day)
    if place is None:
        last = doses[-1][1]
        return Phase(PhaseKind.STOPPED if last == 0 else PhaseKind.RUN_OUT, day, last)
    mgs = [mg for _, mg in doses]
    kind = _kind(mgs, place)
    if kind is not PhaseKind.STOPPING:
        return Phase(kind, day, mgs[place])
    began, length = _stop(doses, place, first)
    return Phase(kind, day, mgs[place], day - began + 1, length)


def _stage_on(doses: Doses, day: int) -> tuple[int | None, int]:
    """Give the place of the stage that holds ``day`` and its first day; None after the end."""
    first = 1
    for place, (days, _) in enumerate(doses):
        if days is None or day < first + days:
            return place, first
        first += days
    return None, first


def _kind(mgs: Sequence[Fraction], place: int) -> PhaseKind:
    now, later = mgs[place], mgs[place + 1 :]
    if now == 0:
        return PhaseKind.PAUSED if any(later) else PhaseKind.STOPPED
    if any(mg > now for mg in later):
        return PhaseKind.STEPPED_BACK if _fell(mgs, place) else PhaseKind.RISING
    if any(mg < now for mg in later) and _fell(mgs, place):
        return PhaseKind.STOPPING if later[-1] == 0 else PhaseKind.REDUCING
    return PhaseKind.MAINTENANCE if now < max(mgs) else PhaseKind.HOLDING


def _fell(mgs: Sequence[Fraction], place: int) -> bool:
    """Tell whether the last change up to ``place`` was a fall."""
    for before in reversed(mgs[:place]):
        if before != mgs[place]:
            return before > mgs[place]
    return False


def _stop(doses: Doses, place: int, first: int) -> tuple[int, int]:
    """Give the first day of a stop under way (its first fallen dose) and its length in days above 0 mg."""
    while doses[place - 1][1] >= doses[place][1] and _fell([mg for _, mg in doses], place - 1):
        place -= 1
        first -= doses[place][0] or 0
    return first, sum(days or 0 for days, mg in doses[place:] if mg > 0)
