"""A handle that can go neither way, though nothing is locked: why. No Qt."""

from __future__ import annotations

from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board


def why_stuck(board: Board, handle: Handle | None, *, brief: bool = False) -> str:
    """Say which limits hold a handle of the plan at rest from both sides; empty when it can move.

    ``brief``: only the first of them.
    """
    if handle is None or board.plan is None or handle.kind is HandleKind.START:
        return ""
    found = board.limits(handle)
    return wording.stuck(board.texts, handle, found, brief=brief) if found.lo == found.hi else ""
