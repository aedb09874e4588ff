"""The readout says everything it has to say, at every width and text size, at rest and during a drag."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from baclodesk.domain.as_needed import set_as_needed
from baclodesk.domain.plan import AsNeeded, Plan
from baclodesk.domain.supplied import DailyTablets, Supplied, covered_until
from baclodesk.gui.chart import facts
from baclodesk.gui.chart.readout import Readout
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import consensus, prescribed, running


def _cut(readout: Readout) -> list[str]:
    """Give the fields of which something is missing, too wide or too low."""
    wrong = []
    for number, field in enumerate(readout.fields):
        width = readout._room(number).width() - 20
        lines = readout.lines(field, width)
        said = "".join(line for _font, line, _depth in lines)
        meant = "".join((*field.strong, *field.light))
        deep = max((depth + QFontMetricsF(font).descent() for font, _line, depth in lines), default=0.0)
        wide = max((QFontMetricsF(font).horizontalAdvance(line) for font, line, _depth in lines), default=0.0)
        plain = (said.replace(" ", "").replace("·", ""), meant.replace(" ", "").replace("·", ""))
        if plain[0] != plain[1] or wide > width or deep > readout._rows * readout._line + 2:
            wrong.append(f"{field.title}: {[line for _font, line, _depth in lines]}")
        assert all(font.pixelSize() >= 11 for font, _line, _depth in lines)
    return wrong


@pytest.mark.parametrize("days", [0, 28])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("scale", "width"),
    [(1.0, 430), *((scale, width) for scale in (1.0, 1.5, 2.0) for width in (650, 700, 760, 900, 1100, 1400))],
)
def test_nothing_of_the_readout_is_cut(made: Make, language: str, scale: float, width: int, days: int) -> None:
    window = running() if not days else prescribed(running(), 34, days)
    window.language = language
    if days:
        assert window.plan is not None
        window.plan = set_as_needed(window.plan, AsNeeded(Fraction(10), 2))
    hand = made(window, width=width, height=900)
    hand.tab.set_theme(LIGHT.scaled(scale))
    hand.tab.retranslate()
    QApplication.processEvents()
    readout = hand.tab.readout
    assert _cut(readout) == []
    assert hand.tab.board.plan is not None
    for stage in hand.tab.board.plan.stages:
        hand.tab.board.select(stage.uid)
        assert _cut(readout) == []
    hand.press(hand.edge(9))
    hand.by_days(11)
    assert "+11" in str(readout.fields)
    assert _cut(readout) == []
    hand.release()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.4, 2.0])
def test_the_longest_reading_is_whole_at_every_width(made: Make, language: str, scale: float) -> None:
    window = running(language)
    assert window.plan is not None
    *before, last = window.plan.stages
    window.plan = window.plan.with_stages((*before, replace(last, days=30)))
    hand = made(prescribed(window, 34, 28), width=1300, height=900)
    hand.tab.set_theme(LIGHT.scaled(scale))
    hand.press(hand.edge(9))
    hand.by_days(11)
    readout = hand.tab.readout
    assert "D61 → D64" in str(readout.fields) or "J61 → J64" in str(readout.fields)
    for width in range(round(430 * scale), round(1500 * scale), 10):
        readout.resize(width, readout.heightForWidth(width))
        assert _cut(readout) == [], width
    hand.release()


def test_the_readout_says_how_far_the_tablets_reach_and_in_a_drag_when_that_moves(made: Make) -> None:
    hand = made(prescribed(running(), 34, 28))
    board, readout = hand.tab.board, hand.tab.readout
    assert "tablets to D61" in readout.fields[2].light
    hand.press(hand.edge(13))
    hand.by_days(3)
    assert not [words for words in readout.fields[2].light if "supply" in words], "they end before the stage does"
    hand.release()
    assert "tablets to D61" not in str(readout.fields), "a stage is selected: the line of the chart says it"
    hand.press(hand.edge(9))
    hand.by_days(3)
    assert "supply D61 → D62" in readout.fields[2].light
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    hand.window.plan = consensus().with_stages((*consensus().stages[:11], replace(consensus().stages[11], days=30)))
    hand.tab.refresh()
    hand.press(hand.edge(12))
    hand.by_days(-25)
    assert "supply D61 → whole plan" in readout.fields[2].light
    hand.release()
    assert board.plan is not None
    assert board.supply_until(board.plan) is None
    hand.press(hand.edge(12))
    hand.by_days(25)
    assert "supply whole plan → D61" in readout.fields[2].light
    hand.release()


def test_the_reading_of_a_drag_works_the_end_out_once_for_each_plan(
    made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = made(prescribed(running(), 34, 28))
    reckoned: list[int] = []

    def counted(plan: Plan, given: Supplied, daily: DailyTablets) -> int | None:
        reckoned.append(id(plan))
        return covered_until(plan, given, daily)

    monkeypatch.setattr(facts, "covered_until", counted)
    hand.press(hand.edge(9))
    hand.by_days(3)
    hand.tab.readout.refresh()
    begun = len(reckoned)
    assert len(set(reckoned)) == begun, "no plan twice"
    for _ in range(5):
        hand.tab.readout.refresh()
        hand.chart.repaint()
    assert len(reckoned) == begun
    hand.move(hand.spot + QPoint(round(2 * hand.per_day), 0))
    hand.tab.readout.refresh()
    assert len(reckoned) == begun + 1, "the plan before the drag is at hand"
    hand.release()


def test_without_a_prescription_nothing_is_reckoned_or_said(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("reckoned")

    monkeypatch.setattr(facts, "covered_until", never)
    hand = made(running())
    hand.press(hand.edge(9))
    hand.by_days(3)
    assert "supply" not in str(hand.tab.readout.fields)
    hand.release()


def _french(hand: Hand) -> str:
    """What the readout says after a change of language."""
    hand.window.language = "fr"
    hand.tab.retranslate()
    QApplication.processEvents()
    return hand.said


def test_no_message_of_another_language_stays(made: Make) -> None:
    hand = made(height=900)
    hand.select(5)
    hand.key(Qt.Key.Key_Down, CTRL)
    assert "Stage 5" in hand.said
    assert "Stage" not in _french(hand)
    other = made()
    other.tab.board.refuse("Not to be done.")
    assert "Not" not in _french(other)
    assert "Not" not in other.tab.readout.toolTip()


def test_a_passing_remark_of_another_language_goes_and_the_day_pointed_at_is_told_anew(made: Make) -> None:
    hand = made()
    hand.tab.readout.hint("Axis to 300 mg")
    assert "Axis" not in _french(hand)
    other = made()
    other.select(5)
    other.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert other.said.startswith("D21,")
    assert _french(other).startswith("J21,")


def test_a_message_stays_when_the_words_are_said_anew_in_the_same_language(made: Make) -> None:
    hand = made()
    hand.tab.board.refuse("Not to be done.")
    hand.tab.retranslate()
    assert hand.said == "Not to be done."
