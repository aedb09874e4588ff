"""A stage without an end, as a doctor types it: the words of every language, and what they do."""

from __future__ import annotations

from functools import cache

from baclodesk.domain import edits
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board
from baclodesk.services.texts import LANGUAGES, NBSP, Texts


@cache
def _words() -> frozenset[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        texts = Texts(language)
        found |= {texts("chart.inspector.open"), texts("chart.field.open"), *texts("chart_read.open_words").split("|")}
    return frozenset(word.lower() for word in found)


def is_open(text: str) -> bool:
    """Tell whether a text means an open end, in any language of the program."""
    return " ".join(text.replace(NBSP, " ").lower().split()) in _words()


def open_stage(board: Board, uid: int) -> bool:
    """Open the end of a stage; a sentence says why when it is not the last one. True when something changed."""
    plan, texts = board.plan, board.texts
    if plan is None or plan.stage(uid).days is None:
        return False
    if plan.stages[-1].uid != uid:
        board.refuse(texts("chart_read.only_last_open"))
        return False
    return board.edit(edits.open_end, wording.step("opened", stage=len(plan.stages)))
