"""A handle that can go neither way, though nothing is locked: why. No Qt."""

from __future__ import annotations

from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board


def why_stuck(board: Board, handle: Handle | None) -> str:
    """Say which limits hold a handle of the plan at rest from both sides; empty when it can move."""
    if handle is None or board.plan is None or handle.kind is HandleKind.START:
        return ""
    found = board.limits(handle)
    return wording.stuck(board.texts, handle, found) if found.lo == found.hi else ""
