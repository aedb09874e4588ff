"""Every edit of a plan, as a pure function plan → plan.

Stages are addressed by their ``uid``; days by their number from 1. Doses are exact mg. An edit that cannot be done
raises EditError (with a code that names its sentence) or NotMakeableError (with the nearest doses); the plan given in
is never touched. What a policy forbids is not decided here but in ``limits`` and the findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from . import split as sharing
from .dose import ZERO
from .errors import EditError
from .plan import Exemption, IntakeTime, Kind, Origin, Plan, Stage
from .product import nearest_mg
from .stages import Piece, cut_at, index_or_refuse, pieces_of, rebuild, retime

# --- lengths


def move_end(plan: Plan, uid: int, days: int) -> Plan:
    """Give the stage ``days`` days (≥ 1); all later stages shift, none changes its length (ripple)."""
    index = index_or_refuse(plan, uid)
    _need_days(days)
    stages = list(plan.stages)
    stages[index] = replace(stages[index], days=days)
    return plan.with_stages(stages)


def roll(plan: Plan, uid: int, days: int) -> Plan:
    """Move only the boundary after the stage: it gets ``days`` days, the next one gives or takes the difference.

    An open next stage stays open. Raises EditError when there is no next stage or it would lose all its days.
    """
    index = index_or_refuse(plan, uid)
    _need_days(days)
    stages = list(plan.stages)
    here = stages[index]
    if here.days is None or index + 1 == len(stages):
        raise EditError("edit.no_next_stage", stage=index + 1)
    following = stages[index + 1]
    if following.days is not None:
        left = following.days + here.days - days
        if left < 1:
            raise EditError("edit.neighbour_used_up", stage=index + 2)
        stages[index + 1] = replace(following, days=left)
    stages[index] = replace(here, days=days)
    return plan.with_stages(stages)


def close_end(plan: Plan, days: int) -> Plan:
    """Give the last stage ``days`` days, so that the plan has an end."""
    if not plan.stages:
        raise EditError("edit.empty_plan")
    return move_end(plan, plan.stages[-1].uid, days)


def open_end(plan: Plan) -> Plan:
    """Let the last stage run on without an end."""
    if not plan.stages:
        raise EditError("edit.empty_plan")
    return plan.with_stages((*plan.stages[:-1], replace(plan.stages[-1], days=None)))


def hold(plan: Plan, uid: int, days: int) -> Plan:
    """Stay ``days`` (≥ 1) days longer at the stage's dose."""
    stage = plan.stages[index_or_refuse(plan, uid)]
    if stage.days is None:
        raise EditError("edit.already_open")
    _need_days(days)
    return _kind(move_end(plan, uid, stage.days + days), uid, Kind.HOLD)


def plateau(plan: Plan, uid: int, days: int) -> Plan:
    """Make the stage a plateau of ``days`` (≥ 1) days."""
    return _kind(move_end(plan, uid, days), uid, Kind.MAINTENANCE)


def set_start(plan: Plan, start: date) -> Plan:
    """Move day 1, and every stage with it, to a date."""
    return replace(plan, start=start)


# --- doses


def set_daily_mg(plan: Plan, uid: int, mg: Fraction) -> Plan:
    """Give one stage another day dose, shared over its times by the rule.

    Raises NotMakeableError with the nearest day doses.
    """
    index = index_or_refuse(plan, uid)
    if mg < 0:
        raise EditError("edit.below_zero")
    stage = plan.stages[index]
    if stage.daily_mg == mg:
        return plan
    stages = list(plan.stages)
    stages[index] = _dosed(plan, stage, len(plan.times_at(index)), mg)
    return plan.with_stages(stages)


def shift_from(plan: Plan, uid: int, difference_mg: Fraction) -> Plan:
    """Add the same difference (mg a day, either sign) to this stage and all later ones; pauses stay at 0 mg."""
    index = index_or_refuse(plan, uid)
    stages = list(plan.stages)
    for place in range(index, len(stages)):
        stage = stages[place]
        if stage.daily_mg == 0 and place != index:
            continue
        mg = stage.daily_mg + difference_mg
        if mg < 0:
            raise EditError("edit.below_zero", stage=place + 1)
        if difference_mg:
            stages[place] = _dosed(plan, stage, len(plan.times_at(place)), mg)
    return plan.with_stages(stages)


def set_intake(plan: Plan, uid: int, time: int, mg: Fraction) -> Plan:
    """Set one time's dose by hand (mg ≥ 0); the others stay. Whether it can be made is a finding."""
    index = index_or_refuse(plan, uid)
    stage = plan.stages[index]
    if not 0 <= time < len(stage.mg):
        raise EditError("edit.no_such_time")
    if mg < 0:
        raise EditError("edit.below_zero")
    if stage.mg[time] == mg:
        return plan
    amounts = (*stage.mg[:time], mg, *stage.mg[time + 1 :])
    stages = list(plan.stages)
    stages[index] = replace(stage, mg=amounts, by_hand=True, origin=Origin.DOCTOR)
    return plan.with_stages(stages)


def propose_again(plan: Plan, uid: int) -> Plan:
    """Share the stage's dose over its times by the rule, dropping a sharing set by hand."""
    index = index_or_refuse(plan, uid)
    stages = list(plan.stages)
    stages[index] = _dosed(plan, stages[index], len(plan.times_at(index)), stages[index].daily_mg)
    return plan.with_stages(stages)


def set_times_from(
    plan: Plan, uid: int, times: Sequence[IntakeTime], came_from: Sequence[int | None] | None = None
) -> Plan:
    """Use other times from this stage on, as long as the stages keep to the times it had.

    ``came_from`` tells for every new time its place among the old ones, None for one that was not there. While all of
    the old times are still there, every amount goes with its time; else each stage's dose is shared anew. Without it
    the same number of times keeps every amount in its place. Raises NotMakeableError where a dose cannot be shared,
    PlanError for times that no plan can have.
    """
    index = index_or_refuse(plan, uid)
    new = tuple(times)
    replace(plan, times=new, stages=())  # refuses what no plan can have
    pieces = pieces_of(plan)
    old = pieces[index][1]
    for place in range(index, len(pieces)):
        if pieces[place][1] != old:
            break
        pieces[place] = retime(plan, pieces[place], new, came_from)
    return rebuild(plan, pieces)


def move_time(plan: Plan, uid: int, time: int, moved: IntakeTime) -> Plan:
    """Give one time another name and clock from this stage on, as long as the stages keep to the same times.

    Its amounts go with it; the times stay in the order of the day. Raises EditError when another time has that clock.
    """
    index = index_or_refuse(plan, uid)
    pieces = pieces_of(plan)
    times = pieces[index][1]
    if not 0 <= time < len(times) or moved.at is None:
        raise EditError("edit.no_such_time")
    rest = [place for place in range(len(times)) if place != time]
    if any(times[place].at == moved.at for place in rest):
        raise EditError("edit.time_taken")
    earlier = [n for n, place in enumerate(rest, start=1) if (at := times[place].at) is not None and at < moved.at]
    order = [*rest[: max(earlier, default=0)], time, *rest[max(earlier, default=0) :]]
    new = tuple(moved if place == time else times[place] for place in order)
    for here in range(index, len(pieces)):
        stage, theirs = pieces[here]
        if theirs != times:
            break
        pieces[here] = (replace(stage, mg=tuple(stage.mg[place] for place in order)), new)
    return rebuild(plan, pieces)


# --- structure


def split(plan: Plan, uid: int, first_days: int) -> Plan:
    """Split a stage in two of the same dose; the first part gets ``first_days`` days and keeps the uid."""
    index = index_or_refuse(plan, uid)
    stage = plan.stages[index]
    _need_days(first_days)
    if stage.days is not None and first_days >= stage.days:
        raise EditError("edit.split_outside", stage=index + 1)
    return cut_at(plan, plan.spans()[index].first_day + first_days)


def merge(plan: Plan, uid: int, keep_mg: Fraction) -> Plan:
    """Join a stage with the next one; the days add up; ``keep_mg`` must be the day dose of one of the two."""
    index = index_or_refuse(plan, uid)
    if index + 1 == len(plan.stages):
        raise EditError("edit.no_next_stage", stage=index + 1)
    pieces = pieces_of(plan)
    (first, first_times), (second, second_times) = pieces[index], pieces[index + 1]
    days = None if first.days is None or second.days is None else first.days + second.days
    if keep_mg == first.daily_mg:
        joined = (replace(first, days=days), first_times)
    elif keep_mg == second.daily_mg:
        joined = (replace(second, uid=first.uid, days=days), second_times)
    else:
        raise EditError("edit.not_one_of_both")
    return rebuild(plan, [*pieces[:index], joined, *pieces[index + 2 :]])


def insert_after(plan: Plan, uid: int, days: int | None = None) -> Plan:
    """Insert a stage after this one, its dose half-way to the next one on the tablets' grid.

    ``days`` defaults to the length of this stage. After an open last stage that stage is closed after ``days``
    (5 where nothing else is given) and the new one is open.
    """
    index = index_or_refuse(plan, uid)
    pieces = pieces_of(plan)
    here, times = pieces[index]
    length = days or here.days or _usual_days(plan)
    _need_days(length)
    here_mg = here.daily_mg
    next_mg = pieces[index + 1][0].daily_mg if index + 1 < len(pieces) else here_mg
    middle, _ = nearest_mg(plan.products, (here_mg + next_mg) / 2)
    new = Stage(
        plan.next_uid(),
        None if here.days is None else length,
        sharing.propose(plan.products, middle, len(times)),
    )
    pieces[index] = (replace(here, days=here.days or length), times)
    pieces.insert(index + 1, (new, times))
    return rebuild(plan, pieces)


def duplicate_after(plan: Plan, uid: int) -> Plan:
    """Put a copy of the stage after it; of an open stage the first is closed at the plan's usual length."""
    index = index_or_refuse(plan, uid)
    pieces = pieces_of(plan)
    here, times = pieces[index]
    copy = replace(here, uid=plan.next_uid(), origin=Origin.DOCTOR, exemptions=())
    pieces[index] = (replace(here, days=here.days or _usual_days(plan)), times)
    pieces.insert(index + 1, (copy, times))
    return rebuild(plan, pieces)


def delete(plan: Plan, uid: int, *, close_gap: bool) -> Plan:
    """Take a stage out: later stages move earlier, or, without ``close_gap``, the stage before gets its days."""
    index = index_or_refuse(plan, uid)
    pieces = pieces_of(plan)
    gone, _ = pieces.pop(index)
    if not close_gap:
        if index == 0:
            raise EditError("edit.no_stage_before")
        before, times = pieces[index - 1]
        days = None if gone.days is None or before.days is None else before.days + gone.days
        pieces[index - 1] = (replace(before, days=days), times)
    return rebuild(plan, pieces)


def paste_after(plan: Plan, uid: int | None, stages: Sequence[Stage]) -> Plan:
    """Insert copies of ``stages`` after the stage (None: at the beginning), with new uids.

    Each must have as many amounts as there are times at that place. An open one is closed at the usual length unless
    it becomes the last; a formerly open stage before it is closed likewise.
    """
    pieces = pieces_of(plan)
    index = 0 if uid is None else index_or_refuse(plan, uid) + 1
    times = pieces[index - 1][1] if index else plan.times
    usual, fresh = _usual_days(plan), plan.next_uid()
    added: list[Piece] = []
    for offset, stage in enumerate(stages):
        if len(stage.mg) != len(times):
            raise EditError("edit.paste_times", expected=len(times))
        added.append((replace(stage, uid=fresh + offset, times=None, exemptions=()), times))
    joined = [*pieces[:index], *added, *pieces[index:]]
    closed = [(s if s.days or n == len(joined) - 1 else replace(s, days=usual), t) for n, (s, t) in enumerate(joined)]
    return rebuild(plan, closed)


def amend_from(plan: Plan, day: int) -> Plan:
    """Make a stage begin on ``day`` by splitting the one that holds it; unchanged when one begins there already."""
    return cut_at(plan, day)


def exempt(plan: Plan, uid: int, exemption: Exemption) -> Plan:
    """Record on the stage that the doctor lifted a wall, replacing an earlier record for the same code."""
    index = index_or_refuse(plan, uid)
    stages = list(plan.stages)
    kept = tuple(item for item in stages[index].exemptions if item.code != exemption.code)
    stages[index] = replace(stages[index], exemptions=(*kept, exemption))
    return plan.with_stages(stages)


def withdraw_exemptions(plan: Plan, uid: int) -> Plan:
    """Take back every exemption of the stage; what then lies beyond a wall stays as it is and is shown so."""
    index = index_or_refuse(plan, uid)
    stages = list(plan.stages)
    stages[index] = replace(stages[index], exemptions=())
    return plan.with_stages(stages)


# --- shared by the above


def _need_days(days: int) -> None:
    if days < 1:
        raise EditError("edit.at_least_one_day")


def _usual_days(plan: Plan) -> int:
    """The commonest length of the plan's stages, the shorter one on a tie; 5 in a plan without any."""
    lengths = [stage.days for stage in plan.stages if stage.days is not None]
    return min(lengths, key=lambda days: (-lengths.count(days), days), default=5)


def _kind(plan: Plan, uid: int, kind: Kind) -> Plan:
    return plan.with_stages([replace(stage, kind=kind) if stage.uid == uid else stage for stage in plan.stages])


def _dosed(plan: Plan, stage: Stage, times: int, mg: Fraction) -> Stage:
    amounts = sharing.propose(plan.products, mg, times)
    kind = Kind.PAUSE if mg == ZERO else (Kind.RISE if stage.kind is Kind.PAUSE else stage.kind)
    return replace(stage, mg=amounts, by_hand=False, origin=Origin.DOCTOR, kind=kind)
