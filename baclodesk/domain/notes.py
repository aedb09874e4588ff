"""Notes of the doctor on a stage or on the whole plan: plain text that changes neither days nor doses."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from .errors import EditError
from .plan import Plan
from .stages import index_or_refuse

MOST_LETTERS = 500


def plain_note(text: str) -> str:
    """Give a note as it is kept: line ends as ``\\n``, no other control characters, nothing empty around it."""
    lines = "\n".join(text.splitlines())
    return "".join(item if item == "\n" or unicodedata.category(item)[0] != "C" else " " for item in lines).strip()


def set_note(plan: Plan, uid: int | None, text: str) -> Plan:
    """Give the stage ``uid``, or the plan (None), a note of at most ``MOST_LETTERS`` letters; an empty one is none.

    Raises EditError when it is longer.
    """
    note = plain_note(text)
    if len(note) > MOST_LETTERS:
        raise EditError("edit.note_too_long", letters=len(note), most=MOST_LETTERS)
    if uid is None:
        return replace(plan, note=note)
    index = index_or_refuse(plan, uid)
    stages = list(plan.stages)
    stages[index] = replace(stages[index], note=note)
    return plan.with_stages(stages)
