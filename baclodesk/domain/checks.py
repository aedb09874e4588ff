"""All checks in one place: of a plan, of the rows about to be printed, of the patient, and at issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .checks_course import check_course, kidney_ceiling
from .checks_patient import PatientFacts, check_patient
from .checks_plan import check_plan, in_order
from .checks_supply import check_supply
from .consent import ConsentState
from .dose import ZERO
from .findings import Finding, Severity
from .intake import Decision
from .plan import Plan
from .schedule import Row, Schedule
from .thresholds import Numbers

__all__ = [
    "PatientFacts",
    "blocks_issue",
    "check_course",
    "check_issue",
    "check_patient",
    "check_plan",
    "check_schedule",
    "check_supply",
    "in_order",
    "kidney_ceiling",
]


def check_schedule(plan: Plan, schedule: Schedule, numbers: Numbers) -> tuple[Finding, ...]:
    """Add the tablets of a schedule up again and lay its days beside the plan, before anything leaves the program.

    The schedule is made from the plan, so a finding here means a fault of the program, caught in time.
    """
    found = []
    next_day = 1
    for row in schedule.rows:
        if row.first_day != next_day or row.last_day != (None if row.days is None else next_day + row.days - 1):
            found.append(numbers.finding("stages_apart", row.number, row.first_day))
        next_day += row.days or 0
        found.extend(_row(plan, row, numbers))
    if len(schedule.rows) != len(plan.stages):
        found.append(numbers.finding("stages_apart"))
    return in_order(found)


def _row(plan: Plan, row: Row, numbers: Numbers) -> Iterator[Finding]:
    inside = 1 <= row.number <= len(plan.stages)
    if not inside or row.stage != plan.stages[row.number - 1] or len(row.intakes) != len(row.stage.mg):
        yield numbers.finding("outside_plan", row.number if inside else None, row.first_day)
        return
    if row.start != plan.date_of(row.first_day):
        yield numbers.finding("outside_plan", row.number, row.first_day)
    total = ZERO
    for intake in row.intakes:
        if intake.by_product is None:
            return  # reported by check_plan as a dose that cannot be made
        strengths = (item.strength_mg for item in plan.products)
        total += sum((t * mg for t, mg in zip(intake.by_product, strengths, strict=True)), ZERO)
    if total != row.stage.daily_mg:
        yield numbers.finding("tablets_sum", row.number, row.first_day)


def check_issue(decision: Decision, consent: ConsentState, numbers: Numbers) -> tuple[Finding, ...]:
    """Check what must stand before a plan is issued: the intake's decision and the signed consent."""
    found = []
    if decision is Decision.OPEN:
        found.append(numbers.finding("issue.intake_undecided"))
    elif decision is not Decision.PRESCRIBE:
        found.append(numbers.finding("issue.intake_against"))
    if consent is not ConsentState.SIGNED:
        found.append(numbers.finding("issue.consent_unsigned"))
    return in_order(found)


def blocks_issue(found: Iterable[Finding], answered_keys: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Give the findings that still stand in the way: every refuse, stops without a reason, cautions without a tick."""
    keys = frozenset(answered_keys)
    return tuple(
        item
        for item in found
        if item.severity is Severity.REFUSE
        or (item.severity > Severity.NOTE and not item.answered and item.key not in keys)
    )
