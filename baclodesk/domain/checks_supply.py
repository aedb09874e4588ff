"""Whether the tablets prescribed last reach the next visit, and whether they ended while the plan goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .findings import Finding
from .plan import Plan
from .supplied import Supplied, covered_until
from .thresholds import Numbers


def check_supply(
    plan: Plan, given: Supplied | None, visits_on: Sequence[date], numbers: Numbers, today: date
) -> tuple[Finding, ...]:
    """Check what the prescription written last supplies (None: there is none) against a plan; at most one finding.

    ``visits_on`` are the visits from ``today`` on, in order. A finding stands at the stage of the first day without
    tablets; ``day`` is the last one with them.
    """
    until = None if given is None else covered_until(plan, given)
    if given is None or until is None or plan.start is None:
        return ()
    until_on = plan.start + timedelta(days=until - 1)
    spans = plan.spans()
    stage = sum(1 for span in spans if span.first_day <= until + 1)
    told = {"written_on": given.written_on.isoformat(), "until_on": until_on.isoformat()}
    if until_on < today:
        now = (today - plan.start).days + 1
        doses = zip(plan.stages, spans, strict=True)
        if not any(item.daily_mg and (span.last_day is None or span.last_day >= now) for item, span in doses):
            return ()
        return (numbers.finding("supply_ended", stage, until, **told),)
    if visits_on and visits_on[0] > until_on:
        return (numbers.finding("supply_before_visit", stage, until, visit_on=visits_on[0].isoformat(), **told),)
    return ()
