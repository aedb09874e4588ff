"""The name of an undo step says the answer, short and on one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Status
from baclodesk.gui.intake.answering import step_words
from baclodesk.services import catalogue
from baclodesk.services.texts import Texts


@pytest.mark.parametrize(
    ("code", "answer", "says"),
    [
        ("craving_hour", Answer(Status.YES, amount=Fraction(37, 2)), "18:30"),
        ("drinks_day", Answer(Status.YES, amount=Fraction(17, 2)), "8.5 drinks a day"),
        ("epilepsy", Answer(Status.UNKNOWN), "Unknown"),
        ("epilepsy", Answer(), "Not asked"),
        ("drinks_day", Answer(Status.YES), "Yes"),
    ],
)
def test_an_answer_is_named_in_words(code: str, answer: Answer, says: str) -> None:
    assert step_words(catalogue.intake().item(code), answer, Texts("en")).replace("\u00a0", " ") == says


def test_long_words_of_several_lines_are_cut_to_one_short_line() -> None:
    item = next(item for item in catalogue.intake().items if item.kind is catalogue.ItemKind.TEXT)
    words = step_words(item, Answer(Status.YES, text="wants\nto " + "really " * 30), Texts("en"))
    assert words.startswith("wants to really")
    assert len(words) == 60
    assert words.endswith("…")
