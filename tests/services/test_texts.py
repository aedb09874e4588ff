from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from baclodesk.services.texts import NBSP, Texts, Words, run_together


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="en or fr"):
        Texts("de")


@pytest.mark.parametrize("key", ["common.month", "common.nothing.at.all", "common.month.m1.deeper"])
def test_a_sentence_that_is_not_there_is_an_error_and_never_an_empty_text(key: str) -> None:
    with pytest.raises(KeyError):
        Texts("en")(key, n=1)
    assert not Texts("en").has("common.nothing")
    assert not Texts("en").has("no_such_area.key")


def test_numbers_and_dates_follow_the_language() -> None:
    english, french = Texts("en"), Texts("fr")
    assert (english.number(Fraction(5, 2)), french.number(Fraction(5, 2))) == ("2.5", "2,5")
    assert (english.number(5750), english.number(12_345), french.number(5750)) == ("5750", "12,345", f"5{NBSP}750")
    assert english.number(Fraction(-3)) == "−3"
    assert french.date(date(2026, 5, 1)) == f"1er{NBSP}mai{NBSP}2026"
    assert english.date(date(2026, 5, 12), year=False, weekday=True) == f"Tue{NBSP}12{NBSP}May"
    assert french.mg(Fraction(5, 2)) == f"2,5{NBSP}mg"
    assert english.tablets(Fraction(5, 2)) == "2½"


class _Move:
    """A step from one number to another, which goes on from a step before it."""

    def __init__(self, old: int, new: int) -> None:
        self.old, self.new = old, new

    def __call__(self, texts: Texts, /) -> str:
        return f"{self.old} → {texts.number(Fraction(self.new))}"

    def after(self, earlier: Words) -> Words:
        return _Move(earlier.old, self.new) if isinstance(earlier, _Move) else self


def test_changes_that_became_one_step_are_named_from_the_first_ones_start() -> None:
    texts = Texts("en")
    assert run_together(_Move(120, 140), _Move(140, 160))(texts) == "120 → 160"
    assert run_together(lambda _: "typed", _Move(140, 160))(texts) == "140 → 160"
    assert run_together(_Move(120, 140), lambda _: "typed")(texts) == "typed"
