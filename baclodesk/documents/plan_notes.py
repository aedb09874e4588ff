"""The doctor's notes on the plan and its stages: on the doctor's own copy, never on the patient's sheet."""

from __future__ import annotations

from collections.abc import Iterator

from .block import Block, Keep, Role
from .blocks import Notice
from .check import shown_days
from .dose_blocks import DoseFacts
from .inputs import PlanCopy
from .stored import stored
from .wording import Words


def notes(copy: PlanCopy, facts: DoseFacts, words: Words) -> Iterator[Block]:
    """Give the plan's note and those of the stages that are shown, or nothing where none was written."""
    lines = [stored(copy.plan.note)] if copy.plan.note.strip() else []
    lines += [
        words("schedule.note_of_stage", stage=row.number, text=stored(row.stage.note))
        for row in facts.schedule.rows
        if row.stage.note.strip() and shown_days(row, facts) is not None
    ]
    if lines:
        yield Notice("notes", words("schedule.notes"), tuple(lines), keep=Keep.BREAK, role=Role.DATA)


def has_notes(copy: PlanCopy) -> bool:
    """Tell whether anything was written: the copy may then need more than a page."""
    return bool(copy.plan.note.strip()) or any(stage.note.strip() for stage in copy.plan.stages)
