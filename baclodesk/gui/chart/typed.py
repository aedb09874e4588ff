"""Values that were typed: taken exactly as they stand, or refused with what could be taken. Never rounded. No Qt."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind, Limits
from baclodesk.domain.product import tablets_for
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board

_DOSES = (HandleKind.DOSE, HandleKind.DOSE_AND_LATER, HandleKind.INTAKE)


def set_typed(board: Board, handle: Handle, value: Fraction) -> bool:
    """Set a handle to exactly ``value`` (days, or mg a day); why that cannot be is told. True when it changed."""
    why = board.why_not(handle)
    if why:
        board.refuse(why)
        return False
    try:
        found = board.limits(handle)
    except DomainError as error:
        board.refuse(wording.refusal(board.texts, error))
        return False
    if not found.lo <= value <= found.hi:
        board.hit_wall(handle, found.lo_reason if value < found.lo else found.hi_reason)
        return False
    why = why_not_typed(board, handle, value, found)
    if why:
        board.refuse(why)
        return False
    return board.move_to(handle, found, value)


def why_not_typed(board: Board, handle: Handle, value: Fraction, found: Limits) -> str:
    """Say why a typed value cannot be taken as it is; empty when it can."""
    assert board.plan is not None
    if not found.lo <= value <= found.hi:
        return wording.reason(board.texts, found.lo_reason if value < found.lo else found.hi_reason)
    if handle.kind not in _DOSES:
        fits = value.denominator == 1
        return "" if fits else wording.no_number(board.texts, board.texts.number(value), "days")
    try:
        tablets_for(board.plan.products, value)
        board.applied(handle, value)
    except DomainError as error:
        return wording.refusal(board.texts, error)
    return ""
