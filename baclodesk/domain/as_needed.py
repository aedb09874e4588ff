"""The extra dose on a strong urge: set on a plan, and what a policy's lines count of it.

It is never part of the day's dose. A policy may hold its lines to all that can be taken in a day: it then counts the
extra dose as often as it may be taken, and the day's dose stays that much lower.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from .dose import ZERO, decimal_text
from .errors import NotMakeableError
from .findings import Finding
from .handles import ABOVE_LAST_LINE, Reason
from .plan import AsNeeded, Plan
from .policy import Policy, Rules
from .product import nearest_mg, tablets_or_none
from .thresholds import Numbers


def set_as_needed(plan: Plan, extra: AsNeeded | None) -> Plan:
    """Give the plan an extra dose, or none.

    Raises NotMakeableError when the tablets cannot make one, PlanError outside 0 to 1000 mg or 1 to 10 times a day.
    """
    after = replace(plan, as_needed=extra)
    if extra is not None and tablets_or_none(plan.products, extra.mg) is None:
        raise NotMakeableError(extra.mg, *nearest_mg(plan.products, extra.mg))
    return after


def most_mg(extra: AsNeeded | None) -> Fraction:
    """Give the most that may be taken of it in a day, in mg; 0 without an extra dose."""
    return ZERO if extra is None else extra.mg * extra.most_per_day


def counted_mg(plan: Plan, policy: Policy) -> Fraction:
    """Give the mg a day that the policy counts besides the day's dose when it tests a line."""
    return most_mg(plan.as_needed) if policy.counts_as_needed else ZERO


def highest_mg(plan: Plan, rules: Rules) -> Fraction:
    """Give the highest day dose in mg under the policy's last line; 0 or more."""
    return max(ZERO, rules.policy.last_line_mg - counted_mg(plan, rules.policy))


def last_line_reason(plan: Plan, rules: Rules, stage: int | None = None) -> Reason:
    """Give the wall of the policy's last line; its value ``extra_mg`` tells what it counts of the extra dose."""
    counted = counted_mg(plan, rules.policy)
    values = (("mg", decimal_text(rules.policy.last_line_mg)), *extra_value(counted))
    return Reason(ABOVE_LAST_LINE, values, wall=True, stage=stage, owner=rules.policy.owner)


def extra_value(counted: Fraction) -> tuple[tuple[str, str], ...]:
    """Give the value that tells what was counted of the extra dose; none where nothing was."""
    return (("extra_mg", decimal_text(counted)),) if counted else ()


def check_as_needed(plan: Plan, numbers: Numbers) -> Iterator[Finding]:
    """Check the extra dose as an intake of its own: whether the tablets make it, and how large it is."""
    extra = plan.as_needed
    if extra is None:
        return
    if tablets_or_none(plan.products, extra.mg) is None:
        lower, upper = nearest_mg(plan.products, extra.mg)
        yield numbers.finding(
            "extra_not_makeable",
            mg=decimal_text(extra.mg),
            lower_mg=decimal_text(lower),
            upper_mg=decimal_text(upper),
        )
    if extra.mg >= numbers.intake_stop_from_mg:
        line = decimal_text(numbers.intake_stop_from_mg)
        yield numbers.finding("extra_very_high", mg=decimal_text(extra.mg), line_mg=line)
    elif extra.mg > numbers.intake_caution_above_mg:
        line = decimal_text(numbers.intake_caution_above_mg)
        yield numbers.finding("extra_high", mg=decimal_text(extra.mg), line_mg=line)
