"""What plan and patient give rise to together: rises that should wait, ceilings of the kidney, visits, results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from .as_needed import counted_mg, extra_value
from .checks_patient import PatientFacts
from .checks_plan import first_above, in_order
from .dose import ZERO, decimal_text
from .findings import Finding
from .plan import IntakeTime, Plan
from .policy import Rules
from .reading import Reading
from .thresholds import Numbers


def check_course(plan: Plan, rules: Rules, facts: PatientFacts, numbers: Numbers, today: date) -> tuple[Finding, ...]:
    """Check a plan for this patient on this day; the worst first. A plan without a start is taken as still to come."""
    if not plan.stages:
        return ()
    seen = Reading(plan)
    now = plan.day_of(today) or 0
    found = [
        *_waiting(seen, facts, numbers, now),
        *_kidney(plan, seen, rules, facts, numbers),
        *_lung(plan, seen, facts, numbers),
        *_result(plan, facts, numbers, now),
        *_stable(plan, seen, numbers, now),
        *_visit(plan, facts, numbers, today),
    ]
    return in_order(found)


def _waiting(seen: Reading, facts: PatientFacts, numbers: Numbers, now: int) -> Iterator[Finding]:
    """The next rise, the first dose included, waits while one of these stands open."""
    doses = enumerate(seen.doses)
    rise = next((i for i, dose in doses if dose > seen.previous(i) and seen.firsts[i] >= now), None)
    if rise is None:
        return
    stage, day = rise + 1, seen.firsts[rise]
    for effect in numbers.blocking_effects:
        if effect in facts.effects:
            yield numbers.finding("rise_while_effect", stage, day, effect, effect=effect)
    if facts.suicidal:
        yield numbers.finding("rise_while_suicidal", stage, day)
    if facts.drowsiness is not None and facts.drowsiness >= numbers.drowsiness_from:
        level, line = str(facts.drowsiness), str(numbers.drowsiness_from)
        yield numbers.finding("rise_while_drowsy", stage, day, level=level, line=line)


def kidney_ceiling(rules: Rules, egfr: Fraction | None, numbers: Numbers) -> Fraction | None:
    """Give the highest day dose in mg at this eGFR, or None where the kidney does not lower the policy's last line."""
    if egfr is None or egfr >= numbers.egfr_full_from:
        return None
    mild = egfr >= numbers.egfr_two_thirds_from
    return rules.policy.last_line_mg * (numbers.egfr_two_thirds_share if mild else numbers.egfr_half_share)


def _kidney(plan: Plan, seen: Reading, rules: Rules, facts: PatientFacts, numbers: Numbers) -> Iterator[Finding]:
    ceiling, counted = kidney_ceiling(rules, facts.egfr, numbers), counted_mg(plan, rules.policy)
    index = None if ceiling is None else first_above(seen, seen.units(max(ZERO, ceiling - counted)))
    if index is not None and ceiling is not None and facts.egfr is not None:
        yield numbers.finding(
            "dose_above_kidney_share",
            index + 1,
            seen.firsts[index],
            mg=seen.text(seen.doses[index]),
            line_mg=_rounded_down(ceiling),
            egfr=decimal_text(facts.egfr),
            **dict(extra_value(counted)),
        )


def _rounded_down(mg: Fraction) -> str:
    """Write a ceiling; a third of a mg has no decimal form, and a ceiling is cut, never raised."""
    return decimal_text(Fraction(int(mg * 10), 10))


def is_bedtime(times: tuple[IntakeTime, ...], place: int, hour: int) -> bool:
    """Tell whether a time is bedtime: the last of several, without a clock time or at ``hour`` o'clock or later."""
    at = times[place].at
    return len(times) > 1 and place == len(times) - 1 and (at is None or int(at[:2]) >= hour)


def _lung(plan: Plan, seen: Reading, facts: PatientFacts, numbers: Numbers) -> Iterator[Finding]:
    if "lung" not in facts.yes:
        return
    for index, amounts in enumerate(seen.amounts):
        if amounts[-1] and is_bedtime(plan.times_at(index), len(amounts) - 1, numbers.bedtime_hour):
            yield numbers.finding("patient.lung", index + 1, seen.firsts[index], "lung")
            return


def _result(plan: Plan, facts: PatientFacts, numbers: Numbers, now: int) -> Iterator[Finding]:
    """After so many days, compare the last drinking told with that before day 1."""
    if now < numbers.no_effect_days or plan.start is None:
        return
    before = [grams for on, grams in facts.drinking if on <= plan.start]
    since = [grams for on, grams in facts.drinking if on > plan.start]
    if before and since and since[-1] >= before[-1] > 0:  # whoever drank nothing before cannot drink less
        yield numbers.finding("no_effect", day=now, n=str(numbers.no_effect_days))


def _stable(plan: Plan, seen: Reading, numbers: Numbers, now: int) -> Iterator[Finding]:
    index = plan.stage_index_on(now)
    if index is None or not seen.doses[index]:
        return
    stayed = now - seen.firsts[seen.run_start(index)]
    if stayed >= numbers.stable_days:
        yield numbers.finding("stable_dose", index + 1, now, mg=seen.text(seen.doses[index]), n=str(stayed))


def _visit(plan: Plan, facts: PatientFacts, numbers: Numbers, today: date) -> Iterator[Finding]:
    """The stage of today, or the first one of a plan to come, should hold a visit."""
    if plan.start is None:
        return
    index = plan.stage_index_on(max(plan.day_of(today) or 1, 1))
    if index is None:
        return
    span = plan.spans()[index]
    first = plan.date_of(span.first_day)
    last = None if span.last_day is None else plan.date_of(span.last_day)
    since = today if first is None else max(first, today)
    if not any(since <= on and (last is None or on <= last) for on in facts.visits_on):
        yield numbers.finding("no_visit_planned", index + 1, span.first_day)
