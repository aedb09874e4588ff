"""The intake by keyboard: none of these, rows, points and the decision, each with few keys."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.domain.intake import Decision, Status
from baclodesk.gui.intake.answering import read_hour
from baclodesk.gui.intake.decision import DecisionPart
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.points import PointsPart
from baclodesk.gui.intake.question import QuestionRow
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.workplace import Workplace
from baclodesk.services import catalogue

from .conftest import record_of

SHIFT, RETURN = Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Return


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def here() -> str:
    """The code of the question that has the keyboard."""
    part: QWidget | None = focus()
    while part is not None and not isinstance(part, QuestionRow):
        part = part.parentWidget()
    return "" if part is None else part.item.code


def part_in_sight(tab: IntakeTab) -> QuestionPart:
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    return part


def test_none_of_these_leaves_what_can_stop_the_treatment_open(place: Workplace, tab: IntakeTab) -> None:
    tab.show_question("epilepsy")
    assert part_in_sight(tab).none.isVisible()
    QTest.keyClick(focus(), Qt.Key.Key_N, SHIFT)
    intake = record_of(place).intake
    asked = catalogue.intake().asked("f", "medical", brief=True)
    answers = {item.code: intake.answer(item.code).status for item in asked}
    assert answers["liver"] is answers["heart"] is answers["seizure"] is Status.NO
    assert answers["epilepsy"] is answers["pregnancy"] is answers["egfr"] is Status.NOT_ASKED
    assert all(intake.answer(item.code).is_open for item in asked if item.stopping)
    assert intake.answer("diabetes").is_open, "not part of the short way"
    assert here() == "epilepsy"
    assert not part_in_sight(tab).none.isVisible(), "nothing is left that it could answer"
    place.undo()
    assert record_of(place).intake.answer("liver").is_open, "one step"
    QTest.mouseClick(part_in_sight(tab).none, Qt.MouseButton.LeftButton)
    assert record_of(place).intake.answer("liver").status is Status.NO
    QTest.keyClick(focus(), Qt.Key.Key_N, SHIFT)
    assert record_of(place).intake.answer("egfr").is_open, "said again it changes nothing"


def test_a_key_held_down_answers_once(place: Workplace, tab: IntakeTab) -> None:
    tab.show_question("suicide_now")
    QTest.keyClicks(focus(), "n")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", autorep=True)
    QApplication.sendEvent(focus(), held)
    assert here() == "suicide_plan"
    assert record_of(place).intake.answer("suicide_plan").is_open


def test_drinks_make_the_question_of_grams_needless_and_an_egfr_that_of_creatinine(
    place: Workplace, tab: IntakeTab
) -> None:
    tab.length.pick("whole")
    tab.show_question("drinks_day")
    QTest.keyClicks(focus(), "9")
    QTest.keyClick(focus(), RETURN)
    assert here() == "drinking_days"
    tab.show_question("grams_day")
    QTest.keyClicks(focus(), "90")
    assert record_of(place).intake.amount("grams_day") == 90, "it can be answered all the same"
    tab.show_question("egfr")
    QTest.keyClicks(focus(), "88")
    QTest.keyClick(focus(), RETURN)
    assert here() == "dialysis"


def test_an_amount_not_known_leaves_the_other_one_to_be_asked(tab: IntakeTab) -> None:
    tab.show_question("drinks_day")
    row = part_in_sight(tab).questions["drinks_day"]
    assert row.unknown is not None
    row.unknown.pick("unknown")
    row.setFocus()
    QTest.keyClick(focus(), RETURN)
    assert here() == "grams_day"


def test_plus_begins_a_row_and_enter_goes_on_from_it(place: Workplace, tab: IntakeTab) -> None:
    tab.show_question("benzodiazepine")
    QTest.keyClicks(focus(), "+")
    name = focus()
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Valium 5 mg")
    QTest.keyClick(name, RETURN)
    assert [item.group for item in record_of(place).intake.medicines] == ["benzodiazepine"]
    assert focus() is not name, "the next row"
    QTest.keyClick(focus(), RETURN)
    assert len(part_in_sight(tab).lists["medicines"].rows) == 1, "an empty row ends the list"
    assert here() == "opioid", "what still waits in this part"
    tab.show_question("social_network")
    QTest.keyClicks(focus(), "+")
    assert part_in_sight(tab).lists["support"].isAncestorOf(focus())
    tab.show_question("depression")
    QTest.keyClicks(focus(), "+")
    assert here() == "depression", "no list in this part"


def test_tab_goes_along_a_row_and_then_to_the_button_that_adds_one(tab: IntakeTab) -> None:
    tab.show_question("benzodiazepine")
    QTest.keyClicks(focus(), "+")
    rows = part_in_sight(tab).lists["medicines"]
    for field in rows.rows[0].fields:
        assert field.hasFocus()
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert rows.add.hasFocus()


def test_enter_takes_the_name_chosen_from_the_list_before_it_goes_on(
    qtbot: QtBot, place: Workplace, tab: IntakeTab
) -> None:
    tab.show_question("benzodiazepine")
    QTest.keyClicks(focus(), "+")
    row = part_in_sight(tab).lists["medicines"].rows[0]
    QTest.keyClicks(row.fields[0], "diaz")
    names = row.fields[0].completer().popup()
    assert names is not None
    qtbot.waitUntil(names.isVisible)
    QTest.keyClick(names, Qt.Key.Key_Down)
    QTest.keyClick(names, RETURN)
    assert row.fields[0].text() == "diazepam"
    assert [item.name for item in record_of(place).intake.medicines] == ["diazepam"]
    QTest.keyClick(row.fields[0], RETURN)
    assert len(part_in_sight(tab).lists["medicines"].rows) == 2


def test_a_list_of_names_without_a_choice_does_not_hold_enter_up(qtbot: QtBot, tab: IntakeTab) -> None:
    tab.show_question("benzodiazepine")
    QTest.keyClicks(focus(), "+")
    row = part_in_sight(tab).lists["medicines"].rows[0]
    QTest.keyClicks(row.fields[0], "lith")
    names = row.fields[0].completer().popup()
    assert names is not None
    qtbot.waitUntil(names.isVisible)
    QTest.keyClick(row.fields[0], RETURN)
    assert not names.isVisible()
    assert len(part_in_sight(tab).lists["medicines"].rows) == 2


def test_points_are_ticked_one_after_the_other_by_a_letter(place: Workplace, tab: IntakeTab) -> None:
    tab._go_on_from("")
    points = tab.stack.currentWidget()
    assert isinstance(points, PointsPart)
    assert points.kind == "information"
    for _point in points.boxes:
        QTest.keyClicks(focus(), "y")
    assert len(record_of(place).intake.information) == 8
    conditions = tab.stack.currentWidget()
    assert isinstance(conditions, PointsPart)
    assert conditions.kind == "off_label"
    QTest.keyClicks(focus(), "y")
    QTest.keyClick(focus(), Qt.Key.Key_Backtab, SHIFT)
    QTest.keyClicks(focus(), "yz")
    assert [tick.code for tick in record_of(place).intake.off_label] == ["grounds"], "ticked it stays ticked"
    QTest.keyClick(focus(), RETURN)
    assert isinstance(tab.stack.currentWidget(), DecisionPart)


def test_the_decision_is_taken_by_a_digit_and_the_keyboard_goes_to_the_reasons(
    place: Workplace, tab: IntakeTab
) -> None:
    tab.go_to("decision")
    decision = tab.stack.currentWidget()
    assert isinstance(decision, DecisionPart)
    decision.take_focus()
    QTest.keyClicks(focus(), "x2")
    assert record_of(place).intake.decision.decision is Decision.WAIT
    QTest.keyClicks(focus(), "3 weeks")
    made = record_of(place).intake.decision
    assert (made.decision, made.reasons) == (Decision.WAIT, "3 weeks")


def test_page_keys_bring_the_keyboard_to_the_first_question_that_waits(place: Workplace, tab: IntakeTab) -> None:
    tab.show_question("drinks_day")
    QTest.keyClick(focus(), Qt.Key.Key_PageDown)
    assert here() == "impact_overall"
    QTest.keyClicks(focus(), "3")
    assert here() == "nondrug_tried"
    QTest.keyClick(focus(), Qt.Key.Key_PageUp)
    assert here() == "impact_overall", "nothing waits there: the first question"


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("18", Fraction(18)), ("1830", Fraction(37, 2)), ("730", Fraction(15, 2)), ("2460", None), ("18305", None)],
)
def test_an_hour_may_be_typed_without_a_sign(typed: str, hour: Fraction | None) -> None:
    assert read_hour(typed) == hour
