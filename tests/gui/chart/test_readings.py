"""What the readout says of splits, of sums beside an open plan, and of a first day that is dragged."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt

from baclodesk.domain.handles import Handle, HandleKind
from tests.gui.chart.conftest import Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus

PROPOSED = {"en": "split proposed", "fr": "répartition proposée"}


def dose(hand: Hand) -> tuple[str, ...]:
    return hand.tab.readout.fields[1].light


@pytest.mark.parametrize("language", ["en", "fr"])
def test_doses_of_the_scheme_say_nothing_and_others_that_the_split_is_proposed(made: Make, language: str) -> None:
    hand = made(StandIn(consensus(language), language=language))
    board = hand.tab.board
    for stage in range(1, 16):
        hand.select(stage)
        assert PROPOSED[language] not in dose(hand)
    hand.select(6)
    uid = board.current
    assert uid is not None
    board.set_value(Handle(HandleKind.DOSE, uid), Fraction(65))
    assert dose(hand)[-1] == PROPOSED[language]
    board.set_value(Handle(HandleKind.DOSE, uid), Fraction(70))
    assert PROPOSED[language] not in dose(hand), "the scheme has 70 mg"


def test_a_split_set_by_hand_that_a_dose_replaces_is_told_in_the_drag_and_after_it(made: Make) -> None:
    hand = made()
    hand.select(6)
    uid = hand.tab.board.current
    assert uid is not None
    hand.tab.board.set_value(Handle(HandleKind.INTAKE, uid, 0), Fraction(20))
    assert dose(hand)[-1] == "split set by hand"
    hand.press(hand.top(6))
    hand.by_mg(10)
    assert dose(hand)[-1] == "split proposed anew"
    hand.release()
    assert hand.said.endswith("mg. The split set by hand was proposed anew.")
    hand.press(hand.top(6))
    hand.by_mg(-20)
    hand.release()
    assert "anew" not in hand.said, "it is told once"


def test_a_stage_with_a_hand_set_split_that_goes_is_not_told(made: Make) -> None:
    hand = made()
    hand.select(6)
    uid = hand.tab.board.current
    assert uid is not None
    hand.tab.board.set_value(Handle(HandleKind.INTAKE, uid, 0), Fraction(20))
    hand.select(6)
    hand.key(Qt.Key.Key_Delete)
    assert hand.said.startswith("Delete stage 6")
    assert "anew" not in hand.said


def test_a_sum_beside_an_open_plan_names_the_days_it_covers(made: Make) -> None:
    hand = made()
    assert hand.tab.readout.fields[2].strong == ("D1–D70: 575 tablets",)
    hand.press(hand.edge(9))
    hand.by_days(2)
    assert "D1–D72: 575 → 593 tablets" in [words.replace("\u00a0", " ") for words in hand.tab.readout.fields[2].strong]
    hand.release()
    plan = consensus()
    closed = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=10)])
    assert made(StandIn(closed)).tab.readout.fields[2].strong == ("775 tablets",)


def test_one_open_stage_states_no_sum(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([plan.stages[-1]])))
    assert hand.tab.readout.fields[2].strong == ()
    hand.select(1)
    assert hand.tab.readout.fields[2].strong == ()


@pytest.mark.parametrize("selected", [None, 3])
def test_a_first_day_that_is_dragged_says_old_and_new_whatever_is_selected(made: Make, selected: int | None) -> None:
    hand = made()
    if selected is not None:
        hand.select(selected)
    assert hand.chart.steps is not None
    bar = hand.chart.steps.bars[0]
    hand.press(QPoint(round(bar.x0), round(bar.y) + 4))
    hand.by_days(3)
    said = " ".join(field.sentence() for field in hand.tab.readout.fields)
    assert "starts 4\u00a0Nov\u00a02026 (was 1\u00a0Nov\u00a02026)" in said
    hand.key(Qt.Key.Key_Escape)
    hand.release()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_doses_are_ticks_only_the_way_to_read_them_is_told(made: Make, language: str) -> None:
    hand = made(StandIn(consensus(language), language=language), width=680)
    hint = hand.tab.board.texts("chart_read.every_dose")
    assert hand.said == hint
    hand.tab.show_page("table")
    assert hand.said == ""
    hand.tab.show_page("chart")
    assert hand.said == hint
    hand.press(hand.edge(9))
    hand.by_days(2)
    assert hand.said != hint
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    for _ in range(3):
        hand.key(Qt.Key.Key_Plus)
    hand.select(14)
    hand.tab.readout.tell("", "note")
    hand.tab.readout.hint("")
    assert hand.said == ""
