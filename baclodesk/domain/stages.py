"""Taking a plan apart into stages with their times, and putting it together again.

A stage stores times only where they change. Edits that move stages about work on pieces, each with the times in force
for it, so that no stage can fall under another's times by accident.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import split as sharing
from .errors import EditError
from .plan import IntakeTime, Plan, Stage

Piece = tuple[Stage, tuple[IntakeTime, ...]]


def pieces_of(plan: Plan) -> list[Piece]:
    """Give every stage with the times in force in it."""
    return [(stage, plan.times_at(index)) for index, stage in enumerate(plan.stages)]


def rebuild(plan: Plan, pieces: Sequence[Piece]) -> Plan:
    """Put pieces together: the first one's times become the plan's, later ones are stored where they change."""
    stages: list[Stage] = []
    current = pieces[0][1] if pieces else plan.times
    first = current
    for stage, times in pieces:
        stages.append(replace(stage, times=None if times == current else times))
        current = times
    return replace(plan, times=first, stages=tuple(stages))


def index_or_refuse(plan: Plan, uid: int) -> int:
    """Give the place of a stage; raises EditError when it is gone."""
    try:
        return plan.index_of(uid)
    except KeyError:
        raise EditError("edit.stage_gone") from None


def cut_at(plan: Plan, day: int) -> Plan:
    """Split the stage that holds ``day`` so that a stage begins there; raises EditError outside the plan."""
    index = plan.stage_index_on(day)
    if index is None:
        raise EditError("edit.day_outside", day=day)
    before = day - plan.spans()[index].first_day
    if before == 0:
        return plan
    pieces = pieces_of(plan)
    stage, times = pieces[index]
    rest = None if stage.days is None else stage.days - before
    second = replace(stage, uid=plan.next_uid(), days=rest, times=None)
    pieces[index : index + 1] = [(replace(stage, days=before), times), (second, times)]
    return rebuild(plan, pieces)


def before_day(plan: Plan, day: int) -> list[Piece]:
    """Give the pieces that lie before ``day`` (1: none), the last one cut there; raises EditError outside the plan.

    ``day`` may be the one after a closed end.
    """
    if day == plan.closed_days + 1 and not plan.is_open:
        return pieces_of(plan)
    parted = cut_at(plan, day)
    return [piece for piece, span in zip(pieces_of(parted), parted.spans(), strict=True) if span.first_day < day]


def retime(
    plan: Plan, piece: Piece, times: tuple[IntakeTime, ...], came_from: Sequence[int | None] | None = None
) -> Piece:
    """Give a piece other times: each amount goes with its time, or, where one came or went, the dose is shared anew.

    ``came_from`` tells the old place of each new time (None: it was not there); without it the places stay.
    """
    stage, old = piece
    moved = range(len(times)) if came_from is None else came_from
    if len(old) == len(times) and set(moved) == set(range(len(old))):
        return replace(stage, mg=tuple(stage.mg[place] for place in moved if place is not None)), times
    return replace(stage, mg=sharing.propose(plan.products, stage.daily_mg, len(times)), by_hand=False), times
