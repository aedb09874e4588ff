"""What a plan alone gives rise to: its tablets, its pace, its ceilings, its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from .as_needed import check_as_needed, counted_mg, extra_value
from .dose import ZERO, decimal_text
from .findings import Finding, Severity
from .plan import Plan
from .policy import LineKind, Rules
from .product import Product, nearest_mg, tablets_or_none
from .reading import Reading
from .thresholds import Holidays, Numbers


def check_plan(plan: Plan, rules: Rules, numbers: Numbers, *, today: date | None = None) -> tuple[Finding, ...]:
    """Check a plan by itself; the worst findings first, then in the order of the stages.

    A stop whose stage carries an exemption for its code comes back ``answered``. With ``today`` the age of the rules
    is checked too. Runs at every step of a drag.
    """
    found = list(_products(plan, numbers))
    if plan.stages:
        seen = Reading(plan)
        found += _makeable(plan, seen, numbers)
        found += _start(seen, rules, numbers)
        found += _pace(seen, rules, numbers)
        found += _falls(seen, rules, numbers)
        found += _stops(seen, rules, numbers)
        found += _lines(plan, seen, rules, numbers)
        found += _intakes(plan, seen, numbers)
        found += check_as_needed(plan, numbers)
        found += _marks(plan, seen, numbers)
        found += _calendar(plan, rules, numbers)
    if today is not None and months_between(rules.policy.checked, today) >= numbers.stale_months:
        found.append(numbers.finding("rules_stale", checked_on=rules.policy.checked.isoformat()))
    return in_order(_answered(plan, item) for item in found)


def in_order(found: Iterator[Finding] | list[Finding]) -> tuple[Finding, ...]:
    """Put findings in their order: the worst first, then by stage."""
    return tuple(sorted(found, key=lambda item: (-item.severity, item.stage or 0, item.code, item.item)))


def _answered(plan: Plan, item: Finding) -> Finding:
    if item.stage is None or item.severity is Severity.REFUSE:
        return item
    exemptions = plan.stages[item.stage - 1].exemptions
    if exemptions and any(exemption.code == item.code for exemption in exemptions):
        return replace(item, answered=True)
    return item


def months_between(earlier: date, later: date) -> int:
    """Give the whole months from one day to a later one; negative when it is earlier."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


# ── tablets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _products(plan: Plan, numbers: Numbers) -> Iterator[Finding]:
    names = [item.name.strip().casefold() for item in plan.products]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield numbers.finding("same_name", item=str(index + 1), name=plan.products[index].name)


def _makeable(plan: Plan, seen: Reading, numbers: Numbers) -> Iterator[Finding]:
    makeable: dict[int, bool] = {}
    for index, amounts in enumerate(seen.amounts):
        for place, units in enumerate(amounts):
            if units not in makeable:
                makeable[units] = tablets_or_none(plan.products, seen.mg(units)) is not None
            if not makeable[units]:
                yield _not_makeable(plan, seen, numbers, index, place)


def _not_makeable(plan: Plan, seen: Reading, numbers: Numbers, index: int, place: int) -> Finding:
    mg = seen.mg(seen.amounts[index][place])
    halves = tuple(_halved(item) for item in plan.products)
    code = "not_makeable" if tablets_or_none(halves, mg) is None else "half_not_allowed"
    lower, upper = nearest_mg(plan.products, mg)
    return numbers.finding(
        code,
        index + 1,
        seen.firsts[index],
        str(place + 1),
        mg=decimal_text(mg),
        lower_mg=decimal_text(lower),
        upper_mg=decimal_text(upper),
        time=plan.times_at(index)[place].name,
    )


def _halved(item: Product) -> Product:
    return replace(item, parts=max(item.parts, 2))


# ── pace ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _start(seen: Reading, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    """Compare day 1 with the policy's start; a plan that only falls was begun before, whatever it says."""
    policy, first = rules.policy, seen.doses[0]
    if seen.before or first <= seen.units(policy.start_high_mg):
        return
    if seen.falls and not seen.rises:
        yield numbers.finding("before_dose_missing", 1, 1, mg=seen.text(first))
        return
    yield numbers.finding(
        "start_above_policy",
        1,
        1,
        mg=seen.text(first),
        low_mg=decimal_text(policy.start_low_mg),
        most_mg=decimal_text(policy.start_high_mg),
        policy=policy.id,
    )


def _pace(seen: Reading, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    policy = rules.policy
    largest = seen.units(policy.largest_rise_mg)
    for index, dose in enumerate(seen.doses):
        before = seen.previous(index)
        if dose <= before or (index == 0 and not before):
            continue
        if dose - before > largest:
            yield numbers.finding(
                "rise_too_large",
                index + 1,
                seen.firsts[index],
                mg=seen.text(dose - before),
                most_mg=decimal_text(policy.largest_rise_mg),
                from_mg=seen.text(before),
                to_mg=seen.text(dose),
                policy=policy.id,
            )
        if index:
            yield from _too_short(seen, index - 1, rules, numbers)


def _too_short(seen: Reading, index: int, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    """Look at the stage before a rise; neighbours at the same dose count as one stay."""
    start = seen.run_start(index)
    if start == 0 and seen.before == seen.doses[0] and seen.before:
        return  # the dose was taken before day 1, for longer than the plan can tell
    stayed = seen.firsts[index] + (seen.days[index] or 0) - seen.firsts[start]
    if stayed < rules.shortest_days:
        yield numbers.finding(
            "stage_too_short",
            index + 1,
            seen.firsts[start],
            n=str(stayed),
            least=str(rules.shortest_days),
            policy=rules.policy.id,
            **({} if rules.scheme is None else {"scheme": rules.scheme.id}),
        )


def _fall_within_two_days(seen: Reading, index: int) -> int:
    """Give the fall into a stage, seen from the day before and from two days before; 0 or less when it is none."""
    dose, before = seen.doses[index], seen.previous(index)
    if index and seen.days[index - 1] == 1:
        before = max(before, seen.previous(index - 1))
    return before - dose if seen.previous(index) > dose else 0


def _falls(seen: Reading, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    """Report every unbroken row of falls that are too fast once, at its first stage, with its largest fall."""
    policy = rules.policy
    limit = seen.units(policy.fall_per_two_days_mg)
    code = "fall_fast" if policy.fall_is_note else "fall_too_fast"
    first, largest = -1, 0
    for index in range(len(seen.doses) + 1):
        fall = _fall_within_two_days(seen, index) if index < len(seen.doses) else 0
        if fall > limit:
            first, largest = (index if first < 0 else first), max(largest, fall)
        elif first >= 0:
            yield numbers.finding(
                code,
                first + 1,
                seen.firsts[first],
                mg=seen.text(largest),
                most_mg=decimal_text(policy.fall_per_two_days_mg),
                policy=policy.id,
            )
            first, largest = -1, 0


def _stops(seen: Reading, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    most, least = seen.units(numbers.nothing_above_mg), rules.policy.stop_at_least_days
    for index, dose in enumerate(seen.doses):
        before = seen.previous(index)
        if dose or not before:
            continue
        day = seen.firsts[index]
        if before > most:
            most_mg = decimal_text(numbers.nothing_above_mg)
            yield numbers.finding("abrupt_stop", index + 1, day, mg=seen.text(before), most_mg=most_mg)
        length = day - _first_fall(seen, index)
        if least is not None and length < least:
            yield numbers.finding(
                "stop_too_short", index + 1, day, n=str(length), least=str(least), policy=rules.policy.id
            )


def _first_fall(seen: Reading, index: int) -> int:
    """Give the first day of the way down that reaches nothing at ``index``.

    A plan that only falls was begun from a dose it does not tell: its day 1 is a fall already.
    """
    if not seen.before and not seen.rises:
        return 1
    first = seen.firsts[index]
    while index >= 0 and seen.previous(index) >= seen.doses[index]:
        if seen.previous(index) > seen.doses[index]:
            first = seen.firsts[index]
        index -= 1
    return first


# ── ceilings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_above(seen: Reading, units: int) -> int | None:
    """Give the place of the first stage whose dose is above ``units``."""
    return next((index for index, dose in enumerate(seen.doses) if dose > units), None)


def _lines(plan: Plan, seen: Reading, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    counted = counted_mg(plan, rules.policy)
    for line in rules.policy.lines:
        index = first_above(seen, seen.units(max(ZERO, line.mg - counted)))
        if index is None:
            return
        last = line.kind is LineKind.LAST
        yield numbers.finding(
            "dose_above_last_line" if last else "dose_above_line",
            index + 1,
            seen.firsts[index],
            "" if last else line.kind.value,
            mg=seen.text(seen.doses[index]),
            line_mg=decimal_text(line.mg),
            policy=rules.policy.id,
            **dict(extra_value(counted)),
        )


def _intakes(plan: Plan, seen: Reading, numbers: Numbers) -> Iterator[Finding]:
    """Report a large intake at the stage that passes a threshold, not again at those that stay above it."""
    caution = seen.units(numbers.intake_caution_above_mg)
    stop = -seen.units(-numbers.intake_stop_from_mg)
    reached = 0
    for index, amounts in enumerate(seen.amounts):
        largest = max(amounts)
        level = 2 if largest >= stop else 1 if largest > caution else 0
        if level > reached:
            yield numbers.finding(
                "intake_very_high" if level == 2 else "intake_high",
                index + 1,
                seen.firsts[index],
                mg=seen.text(largest),
                line_mg=decimal_text(numbers.intake_stop_from_mg if level == 2 else numbers.intake_caution_above_mg),
                time=plan.times_at(index)[amounts.index(largest)].name,
            )
        reached = level


def _marks(plan: Plan, seen: Reading, numbers: Numbers) -> Iterator[Finding]:
    for code, line in (("cohort", numbers.cohort_above_mg), ("cohort_high", numbers.cohort_high_above_mg)):
        index = first_above(seen, seen.units(line))
        if index is not None:
            mg = seen.text(seen.doses[index])
            yield numbers.finding(code, index + 1, seen.firsts[index], mg=mg, line_mg=decimal_text(line))
    last = seen.doses[-1]
    if last and not plan.is_open:
        yield numbers.finding(
            "ends_above_nothing", len(seen.doses), plan.closed_days, mg=seen.text(last), n=str(plan.closed_days)
        )


# ── calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _calendar(plan: Plan, rules: Rules, numbers: Numbers) -> Iterator[Finding]:
    if plan.start is None:
        return
    holidays = (numbers.holidays or {}).get(rules.policy.id)
    if holidays is not None and is_holiday(plan.start, holidays):
        yield numbers.finding("holiday_start", 1, 1, start_on=plan.start.isoformat())
    elif plan.start.isoweekday() > 5:
        yield numbers.finding("weekend_start", 1, 1, start_on=plan.start.isoformat())


def is_holiday(day: date, holidays: Holidays) -> bool:
    """Tell whether a day is one of the public holidays."""
    easter = easter_sunday(day.year)
    return (day.month, day.day) in holidays.fixed or any(
        day == easter + timedelta(days=offset) for offset in holidays.from_easter
    )


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the rule printed in Nature in 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps = century // 4
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
