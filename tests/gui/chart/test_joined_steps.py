"""Steps that ran together are named from where the first of them began: that is where undo goes back to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.gui.chart import wording
from baclodesk.services.texts import NBSP, Texts
from tests.gui.chart.conftest import CTRL, LEFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

ALT = Qt.KeyboardModifier.AltModifier


def named(hand: Hand) -> str:
    return hand.window.stack.undoText().replace(NBSP, " ")


@pytest.mark.parametrize(
    ("key", "mods", "words"),
    [
        (Qt.Key.Key_Up, CTRL, "Stage 11: 120 mg → 180 mg"),
        (Qt.Key.Key_Right, CTRL, "Stage 11: 5 → 8 days"),
    ],
)
def test_three_presses_are_one_step_with_the_words_of_all_three(
    made: Make, key: Qt.Key, mods: Qt.KeyboardModifier, words: str
) -> None:
    hand = made()
    hand.select(11)
    for _ in range(3):
        hand.key(key, mods)
    assert named(hand) == words
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == consensus()
    assert hand.said.replace(NBSP, " ") == f"Undone: {words}"


def test_the_buttons_of_the_inspector_name_days_dose_and_times_so_too(made: Make) -> None:
    hand = made()
    hand.select(11)
    panel = hand.tab.inspector
    for field, words in (
        (panel.days, "Stage 11: 5 → 7 days"),
        (panel.dose, "Stage 11: 120 mg → 160 mg"),
        (panel.slots[1][1], "Stage 11, 1 pm: 30 mg → 40 mg"),
    ):
        for _ in range(2):
            QTest.mouseClick(field.more, LEFT)
        assert named(hand) == words
        hand.key(Qt.Key.Key_Z, CTRL)
        assert hand.window.plan == consensus()


def test_a_boundary_moved_step_by_step_tells_all_its_days(made: Make) -> None:
    hand = made()
    hand.select(12)
    hand.key(Qt.Key.Key_H)
    hand.select(11)
    for _ in range(3):
        hand.key(Qt.Key.Key_Right, CTRL | ALT)
    assert hand.days[10:12] == [8, 7]
    assert named(hand) == "Stages 11 and 12: boundary +3 d"


def test_the_part_from_tomorrow_goes_on_from_todays_dose(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    for _ in range(2):
        hand.key(Qt.Key.Key_Down, CTRL)
    assert hand.doses[6:8] == [70, 50]
    assert named(hand) == "Stage 7 from D35: 70 mg → 50 mg"


def test_an_open_stage_that_is_closed_and_lengthened_was_open(made: Make) -> None:
    hand = made()
    hand.select(15)
    for _ in range(3):
        hand.key(Qt.Key.Key_Right, CTRL)
    days = hand.days[14]
    assert named(hand) == f"Stage 15: open → {days} days"


def test_another_handle_and_another_kind_of_step_are_named_alone() -> None:
    plan, texts = consensus(), Texts("en")
    dose = wording.change_of(plan, plan, Handle(HandleKind.DOSE, 3), Fraction(30), Fraction(40))
    days = wording.change_of(plan, plan, Handle(HandleKind.END, 3), Fraction(5), Fraction(6))
    other = wording.change_of(plan, plan, Handle(HandleKind.END, 4), Fraction(5), Fraction(6))
    assert isinstance(days, wording.ChangeWords)
    assert isinstance(other, wording.ChangeWords)
    assert days.after(dose)(texts) == "Stage 3: 5 → 6 days"
    assert other.after(days)(texts) == "Stage 4: 5 → 6 days"
    assert days.after(wording.step("hold", stage=3, days=5))(texts) == "Stage 3: 5 → 6 days"


def test_joined_words_are_worded_in_the_language_of_the_moment(made: Make) -> None:
    hand = made(StandIn(consensus("fr"), language="fr", today=date(2026, 11, 1)))
    hand.select(11)
    for _ in range(2):
        hand.key(Qt.Key.Key_Up, CTRL)
    assert named(hand) == "Palier 11 : 120 mg → 160 mg"
