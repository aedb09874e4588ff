"""Several stages taken out as one step: all of them, or none where one is history. No Qt."""

from __future__ import annotations

from baclodesk.domain import edits
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board


def take_out(board: Board, uids: list[int], *, close_gap: bool) -> None:
    """Delete the stages ``uids`` (in the plan's order) and select what comes after the first.

    Without ``close_gap`` their days go to the stage before, of each unbroken run of them.
    """
    assert board.plan is not None
    at = board.plan.index_of(uids[0])

    def all_gone(plan: Plan) -> Plan:
        for uid in uids:
            plan = edits.delete(plan, uid, close_gap=close_gap)
        return plan

    words = wording.step("delete_many" if close_gap else "give_many", n=len(uids))
    if board.edit(all_gone, words, within_walls=True):
        left = [stage.uid for stage in board.plan.stages]
        board.select(left[min(at, len(left) - 1)] if left else None)
