"""Notes on a stage and on the plan."""

from __future__ import annotations

import pytest

from baclodesk.domain.errors import EditError
from baclodesk.domain.notes import MOST_LETTERS, plain_note, set_note
from baclodesk.domain.plain import plan_from_dict, plan_to_dict

from .edit_plans import ladder


def test_a_note_belongs_to_a_stage_or_to_the_plan_and_changes_nothing_else() -> None:
    plan = set_note(ladder(), 5, " sleeps badly ")
    assert plan.stage(5).note == "sleeps badly"
    assert plan.note == ""
    assert [stage.mg for stage in plan.stages] == [stage.mg for stage in ladder().stages]
    whole = set_note(plan, None, "two lines\r\nof text")
    assert whole.note == "two lines\nof text"
    assert set_note(set_note(whole, None, ""), 5, "  ") == ladder()
    assert plan_from_dict(plan_to_dict(whole)) == whole


def test_a_note_is_as_long_as_it_may_be_and_no_longer() -> None:
    assert set_note(ladder(), 1, "é" * MOST_LETTERS).stage(1).note == "é" * MOST_LETTERS
    with pytest.raises(EditError, match="note_too_long") as refused:
        set_note(ladder(), 1, "é" * (MOST_LETTERS + 1))
    assert refused.value.numbers == {"letters": MOST_LETTERS + 1, "most": MOST_LETTERS}
    with pytest.raises(EditError, match="stage_gone"):
        set_note(ladder(), 99, "x")


def test_control_characters_become_blanks_and_line_ends_one_kind() -> None:
    assert plain_note("a\tb\x00c\u2028d\x85e\ud800") == "a b c\nd\ne"
    assert plain_note("Noté\u00a0: 5\u00a0mg") == "Noté\u00a0: 5\u00a0mg"
