"""Back to the length that the plan's own scheme has for a stage; a sentence where it has none."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Stage
from baclodesk.gui.chart.board import NOTE, Board
from baclodesk.gui.chart.pace import scheme_days
from baclodesk.gui.chart.typed import set_typed


def give_scheme_length(board: Board, stage: Stage) -> None:
    """Give a stage of the plan the scheme's days for its dose and kind; an open stage stays open."""
    plan, texts = board.plan, board.texts
    assert plan is not None
    days, number = scheme_days(plan, stage), plan.index_of(stage.uid) + 1
    if days is None:
        key = "no_scheme_length" if plan.scheme else "own_length"
        board.refuse(texts(f"chart_acts.{key}", stage=number, mg=texts.mg(stage.daily_mg)))
    elif days == stage.days:
        board.told.emit(texts("chart_acts.same_length", stage=number), NOTE)
    elif stage.days is None:
        board.refuse(texts("chart.refusal.already_open"))
    else:
        set_typed(board, Handle(HandleKind.END, stage.uid), Fraction(days))
