"""The guide's acts on a running plan: step back and retry, cap, reduce, go one level up, stop, resume.

Each takes the first day it changes and leaves the days before as they are. Numbers of days and mg come from the caller
(from data, with their source), never from here. Like all edits: pure, exact, EditError or NotMakeableError.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from . import split as sharing
from .dose import ZERO
from .errors import EditError
from .plan import Kind, Origin, Plan, Stage
from .product import smallest_step_mg, tablets_or_none
from .stages import Piece, before_day, index_or_refuse, pieces_of, rebuild


def step_back(plan: Plan, from_day: int, days: int) -> Plan:
    """Go back from ``from_day`` to the last lower dose for ``days`` days, then try the stage again in full.

    The rest of the plan follows unchanged, later by the days added.
    """
    index = _index_on(plan, from_day)
    pieces = pieces_of(plan)
    lower = _earlier(pieces, index, higher=False)
    here, times = pieces[index]
    kept = before_day(plan, from_day)
    if kept and kept[-1][0].uid == here.uid:  # the cut part stays as it was, the retry is a new stage
        retry: Piece = (replace(here, uid=plan.next_uid(), origin=Origin.RULE), times)
    else:
        retry = pieces[index]
    uid = max(plan.next_uid(), retry[0].uid + 1)
    back = (replace(lower[0], uid=uid, days=days, kind=Kind.STEP_BACK, origin=Origin.RULE, exemptions=()), lower[1])
    return rebuild(plan, [*kept, back, retry, *pieces[index + 1 :]])


def cap_below(plan: Plan, from_day: int) -> Plan:
    """Stay from ``from_day`` at the last lower dose, without an end; everything later is dropped."""
    index = _index_on(plan, from_day)
    lower, times = _earlier(pieces_of(plan), index, higher=False)
    cap = replace(lower, uid=plan.next_uid(), days=None, kind=Kind.MAINTENANCE, origin=Origin.RULE, exemptions=())
    return rebuild(plan, [*before_day(plan, from_day), (cap, times)])


def one_level_up(plan: Plan, from_day: int) -> Plan:
    """Go from ``from_day`` one level up, to the last higher dose before, and stay there without an end."""
    index = _index_on(plan, from_day)
    higher, times = _earlier(pieces_of(plan), index, higher=True)
    stay = replace(higher, uid=plan.next_uid(), days=None, kind=Kind.MAINTENANCE, origin=Origin.RULE, exemptions=())
    return rebuild(plan, [*before_day(plan, from_day), (stay, times)])


def reduce_weekly(plan: Plan, from_day: int, per_step_mg: Fraction, to_mg: Fraction, every_days: int = 7) -> Plan:
    """Come down by ``per_step_mg`` every ``every_days`` days to ``to_mg``, and stay there without an end."""
    here_mg = _dose_before(plan, from_day)
    if to_mg >= here_mg or per_step_mg <= 0:
        raise EditError("edit.not_lower")
    doses, mg = [], here_mg - per_step_mg
    while mg > to_mg:
        doses.append(mg)
        mg -= per_step_mg
    return _descend(plan, from_day, [*((dose, every_days) for dose in doses), (to_mg, None)])


def reduce_to(plan: Plan, from_day: int, mg: Fraction, days: int | None) -> Plan:
    """Go down to ``mg`` in one step and stay ``days`` days (None: without an end)."""
    if mg >= _dose_before(plan, from_day):
        raise EditError("edit.not_lower")
    return _descend(plan, from_day, [(mg, days)])


def two_thirds(plan: Plan, from_day: int) -> tuple[Fraction, ...]:
    """Give the makeable doses nearest to two thirds of the dose before ``from_day``: one when exact, else two."""
    from .product import nearest_mg

    lower, upper = nearest_mg(plan.products, _dose_before(plan, from_day) * Fraction(2, 3))
    return (lower,) if lower == upper else (lower, upper)


def stop_by_rate(plan: Plan, from_day: int, per_step_mg: Fraction, every_days: int) -> Plan:
    """Come down to nothing by ``per_step_mg`` every ``every_days`` days; the plan ends with an open stage of 0 mg."""
    return reduce_weekly(plan, from_day, per_step_mg, ZERO, every_days)


def stop_by_length(plan: Plan, from_day: int, length_days: int, every_days: int) -> Plan:
    """Come down to nothing over ``length_days`` days in falls as even as the tablets allow, one per ``every_days``."""
    here_mg = _dose_before(plan, from_day)
    steps = length_days // every_days if every_days >= 1 else 0
    if here_mg == 0 or steps < 1:
        raise EditError("edit.not_lower")
    grid = smallest_step_mg(plan.products)
    parts = int(here_mg / grid)
    doses: list[tuple[Fraction, int | None]] = []
    for step in range(1, steps + 1):
        mg = parts * (steps + 1 - step) // (steps + 1) * grid
        while tablets_or_none(plan.products, mg) is None:
            mg -= grid
        length = length_days - every_days * (steps - 1) if step == steps else every_days
        if doses and doses[-1][0] == mg:
            doses[-1] = (mg, (doses[-1][1] or 0) + length)
        elif mg:
            doses.append((mg, length))
    return _descend(plan, from_day, [*doses, (ZERO, None)])


def resume_after_gap(plan: Plan, from_day: int, restart_mg: Fraction) -> Plan:
    """Begin again on ``from_day`` at ``restart_mg`` after missed days, then climb the plan's own rungs.

    The climb ends at the dose in force on that day, never at a higher one of the past: that may have been left for
    a reason. What the plan holds after it follows unchanged.
    """
    index = _index_on(plan, from_day)
    pieces = pieces_of(plan)
    here, times = pieces[index]
    kept = before_day(plan, from_day)
    rungs = [piece for piece in pieces[: index + 1] if restart_mg < piece[0].daily_mg <= here.daily_mg]
    climb = [piece for n, piece in enumerate(rungs) if all(piece[0].daily_mg > r[0].daily_mg for r in rungs[:n])]
    length = next((stage.days for stage, _ in [*rungs, *pieces] if stage.days), here.days) or 1
    amounts = sharing.propose(plan.products, restart_mg, len(times))
    last = bool(not climb and index + 1 == len(pieces))
    added: list[Piece] = [(Stage(0, None if last else length, amounts, origin=Origin.RULE), times)]
    for stage, stage_times in climb:
        added.append((replace(stage, origin=Origin.RULE, exemptions=()), stage_times))
    later = pieces[index + 1 :]
    joined = [*added, *later]
    closed = [(s if s.days or n == len(joined) - 1 else replace(s, days=length), t) for n, (s, t) in enumerate(joined)]
    if climb and not later and here.days is None:
        closed[-1] = (replace(closed[-1][0], days=None), closed[-1][1])
    fresh = plan.next_uid()
    numbered = [(replace(s, uid=fresh + n), t) for n, (s, t) in enumerate(closed)]
    return rebuild(plan, [*kept, *numbered])


def keeps_history(before: Plan, after: Plan, today: int) -> bool:
    """Tell whether every day up to and including ``today`` (day number) has the same date, times and doses in both."""
    if today < 1:
        return True
    if before.start != after.start:
        return False
    return _days_until(before, today) == _days_until(after, today)


def _days_until(plan: Plan, today: int) -> list[object]:
    """Runs of equal days up to ``today``, joined where a stage was merely split."""
    runs: list[tuple[object, int]] = []
    for (stage, times), span in zip(pieces_of(plan), plan.spans(), strict=True):
        if span.first_day > today:
            break
        last = today if span.last_day is None else min(span.last_day, today)
        what = (stage.mg, times)
        if runs and runs[-1][0] == what:
            runs[-1] = (what, last)
        else:
            runs.append((what, last))
    return list(runs)


def _index_on(plan: Plan, day: int) -> int:
    index = plan.stage_index_on(day)
    if index is None:
        raise EditError("edit.day_outside", day=day)
    return index


def _earlier(pieces: list[Piece], index: int, *, higher: bool) -> Piece:
    here = pieces[index][0].daily_mg
    for stage, times in reversed(pieces[:index]):
        if (stage.daily_mg > here) if higher else (ZERO < stage.daily_mg < here):
            return stage, times
    raise EditError("edit.no_higher_dose" if higher else "edit.no_lower_dose")


def _dose_before(plan: Plan, from_day: int) -> Fraction:
    if from_day == 1:
        return plan.before_mg
    index = plan.stage_index_on(from_day - 1)
    if index is None:
        raise EditError("edit.day_outside", day=from_day)
    return plan.stages[index].daily_mg


def _descend(plan: Plan, from_day: int, doses: list[tuple[Fraction, int | None]]) -> Plan:
    kept = before_day(plan, from_day)
    times = kept[-1][1] if kept else plan.times
    fresh = plan.next_uid()
    added: list[Piece] = []
    for offset, (mg, days) in enumerate(doses):
        amounts = sharing.propose(plan.products, mg, len(times))
        kind = Kind.PAUSE if mg == 0 else (Kind.MAINTENANCE if days is None else Kind.TAPER)
        added.append((Stage(fresh + offset, days, amounts, kind=kind, origin=Origin.RULE), times))
    return rebuild(plan, [*kept, *added])


def append_stop(plan: Plan, uid: int, per_step_mg: Fraction, every_days: int) -> Plan:
    """Come down to nothing after the stage ``uid`` (which must have an end); later stages are dropped."""
    index = index_or_refuse(plan, uid)
    span = plan.spans()[index]
    if span.last_day is None:
        raise EditError("edit.needs_end", stage=index + 1)
    return stop_by_rate(plan, span.last_day + 1, per_step_mg, every_days)
