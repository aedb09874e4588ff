"""Undo, redo and the way to the chart from within a field; Escape in a panel, and where the keyboard goes then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from baclodesk.gui.chart.time_rows import TimeRows
from tests.gui.chart.conftest import CTRL, LEFT, NONE, SHIFT, Hand, Make
from tests.gui.chart.stand_in import consensus

PANELS = ("reduce", "stop", "plateau", "resume", "times", "note", "as_needed", "first_day")


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, mods)
    QApplication.processEvents()


def text_of(field: QWidget) -> str:
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def held(made: Make) -> Hand:
    """A tab whose last step made stage 7 five days longer."""
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_H)
    assert hand.days[6] == 10
    return hand


# --- the inspector


@pytest.mark.parametrize("redo", [(Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT)])
def test_in_a_field_that_holds_nothing_unsent_undo_and_redo_are_the_plans(
    made: Make, redo: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    hand = held(made)
    for field in (hand.tab.inspector.days, hand.tab.inspector.dose, hand.tab.inspector.slots[0][1]):
        field.edit.setFocus()
        press(Qt.Key.Key_Z, CTRL)
        assert hand.days[6] == 5
        assert hand.said.startswith("Undone")
        assert hand.tab.inspector.days.edit.text() == "5"
        press(*redo)
        assert hand.days[6] == 10
        assert focused() is field.edit


def test_while_a_number_is_being_typed_they_undo_the_typing(made: Make) -> None:
    hand = held(made)
    edit = hand.tab.inspector.days.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "12")
    press(Qt.Key.Key_Z, CTRL)
    assert edit.text() != "12"
    assert hand.days[6] == 10
    while edit.isModified():
        press(Qt.Key.Key_Z, CTRL)
    assert edit.text() == "10"
    press(Qt.Key.Key_Z, CTRL)
    assert hand.days[6] == 5
    assert edit.text() == "5"


def test_ctrl_g_goes_to_the_chart_from_a_field_of_the_inspector(made: Make) -> None:
    hand = held(made)
    hand.tab.inspector.dose.edit.setFocus()
    press(Qt.Key.Key_G, CTRL)
    assert focused() is hand.chart


# --- a panel


@pytest.mark.parametrize("name", PANELS)
def test_in_a_field_of_a_panel_undo_is_the_plans_while_nothing_is_typed(made: Make, name: str) -> None:
    hand = held(made)
    hand.tab.commands.run(name)
    QApplication.processEvents()
    assert hand.tab.form.isAncestorOf(focused())
    press(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == consensus()
    assert hand.tab.side.currentIndex() == 0
    assert focused() is hand.chart
    hand.tab.commands.run(name)
    press(Qt.Key.Key_Y, CTRL)
    assert hand.days[6] == 10


@pytest.mark.parametrize("name", PANELS)
def test_while_something_is_typed_in_a_panel_undo_is_the_fields(made: Make, name: str) -> None:
    hand = held(made)
    hand.tab.commands.run(name)
    QApplication.processEvents()
    field = focused()
    before = text_of(field)
    QTest.keyClicks(field, "3")
    typed = text_of(field)
    assert typed != before
    press(Qt.Key.Key_Z, CTRL)
    assert text_of(field) != typed
    assert hand.days[6] == 10
    assert hand.tab.side.currentIndex() == 1


def test_redo_in_a_panel_brings_typing_back_while_some_is_left(made: Make) -> None:
    hand = held(made)
    hand.tab.commands.run("note")
    QApplication.processEvents()
    field = focused()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "first")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "second")
    press(Qt.Key.Key_Z, CTRL)
    left = field.toPlainText()
    assert left.startswith("first")
    press(Qt.Key.Key_Y, CTRL)
    assert field.toPlainText() == "first\nsecond"
    press(Qt.Key.Key_G, CTRL)
    assert focused() is field
    assert hand.days[6] == 10


def test_what_is_typed_in_one_field_is_not_lost_by_undo_in_another(made: Make) -> None:
    hand = held(made)
    hand.tab.commands.run("reduce")
    QApplication.processEvents()
    QTest.keyClicks(focused(), "15")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Z, CTRL)
    assert hand.tab.side.currentIndex() == 1
    assert hand.tab.form.boxes["step"].text() == "15"
    assert hand.days[6] == 10


def test_a_row_added_to_the_times_of_day_has_the_same_keys(made: Make) -> None:
    hand = held(made)
    hand.tab.commands.run("times")
    hand.tab.form.buttons["add"].click()
    (rows,) = hand.tab.form.findChildren(TimeRows)
    assert focused() is rows.rows[3].name
    press(Qt.Key.Key_G, CTRL)
    assert focused() is hand.chart
    assert hand.tab.side.currentIndex() == 1
    rows.rows[3].clock.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert hand.days[6] == 5


# --- Escape


@pytest.mark.parametrize("name", PANELS)
def test_escape_in_a_panel_is_back_and_changes_nothing(made: Make, name: str) -> None:
    hand = held(made)
    plan = hand.window.plan
    hand.tab.commands.run(name)
    QApplication.processEvents()
    QTest.keyClicks(focused(), "3")
    press(Qt.Key.Key_Escape)
    assert hand.tab.side.currentIndex() == 0
    assert hand.window.plan is plan
    assert focused() is hand.chart
    assert hand.tab.board.index == 6


def test_escape_leaves_a_panel_from_its_buttons_too(made: Make) -> None:
    hand = held(made)
    hand.tab.commands.run("as_needed")
    hand.tab.form.buttons["propose"].setFocus()
    press(Qt.Key.Key_Escape)
    assert hand.tab.side.currentIndex() == 0


def test_the_keyboard_goes_back_to_the_button_of_the_inspector_that_opened_the_panel(made: Make) -> None:
    hand = held(made)
    button = hand.tab.inspector.buttons["reduce"]
    button.setFocus()
    press(Qt.Key.Key_Space)
    assert hand.tab.form.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert focused() is button


def test_the_keyboard_goes_back_to_the_cell_of_the_table(made: Make) -> None:
    hand = held(made)
    hand.tab.show_page("table")
    table = hand.tab.table
    table.setCurrentIndex(table.stages.index(4, table.stages.columns.index("mg")))
    hand.tab.commands.run("note")
    QApplication.processEvents()
    press(Qt.Key.Key_Escape)
    assert focused() is table
    assert table.currentIndex() == table.stages.index(4, table.stages.columns.index("mg"))


def test_one_panel_after_another_still_leads_back_to_the_first_place(made: Make) -> None:
    hand = held(made)
    button = hand.tab.inspector.buttons["reduce"]
    button.setFocus()
    press(Qt.Key.Key_Space)
    hand.tab.commands.run("note")
    press(Qt.Key.Key_Escape)
    assert focused() is button


def test_where_the_place_is_gone_the_keyboard_goes_to_what_is_shown(made: Make) -> None:
    hand = held(made)
    hand.tab.show_page("table")
    gone = QLineEdit(hand.tab.inspector)
    gone.show()
    gone.setFocus()
    hand.tab.commands.run("note")
    gone.hide()
    press(Qt.Key.Key_Escape)
    assert focused() is hand.tab.table
    hand.tab.show_page("chart")
    gone.show()
    gone.setFocus()
    hand.tab.commands.run("note")
    delete(gone)
    press(Qt.Key.Key_Escape)
    assert focused() is hand.chart


def test_escape_in_the_panel_of_an_exemption_leads_back_to_the_chart(made: Make) -> None:
    hand = made()
    hand.select(15)
    hand.tab.inspector.dose.edit.setFocus()
    hand.tab.inspector.dose.edit.selectAll()
    QTest.keyClicks(focused(), "320")
    press(Qt.Key.Key_Return)
    assert hand.tab.board.wall is not None
    hand.chart.setFocus()
    press(Qt.Key.Key_X)
    assert focused() is hand.tab.form.reason
    press(Qt.Key.Key_Escape)
    assert focused() is hand.chart
    assert hand.tab.board.wall is not None, "it can be asked for again"


# --- X in the editor over the chart


def editing_past_a_wall(made: Make) -> Hand:
    hand = made()
    hand.select(15)
    hand.key(Qt.Key.Key_F2)
    box = hand.tab.editor.dose
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "320")
    press(Qt.Key.Key_Return)
    assert "exemption: X" in hand.said
    return hand


def test_x_in_the_editor_asks_for_the_exemption_that_was_offered(made: Make) -> None:
    hand = editing_past_a_wall(made)
    press(Qt.Key.Key_X)
    assert hand.tab.editor.isHidden()
    assert focused() is hand.tab.form.reason
    assert hand.tab.form.name == "exempt"
    assert hand.window.commits == []
    press(Qt.Key.Key_Escape)
    assert focused() is hand.chart


def test_x_replaces_a_marked_word_by_the_command_but_stays_a_letter_within_a_word(made: Make) -> None:
    hand = editing_past_a_wall(made)
    box = hand.tab.editor.dose
    QTest.keyClicks(box, " m")
    press(Qt.Key.Key_X)
    assert box.text() == "320 mx"
    box.selectAll()
    press(Qt.Key.Key_X)
    assert hand.tab.form.name == "exempt"


def test_x_is_text_where_no_exemption_was_offered_or_letters_are_switched_off(made: Make) -> None:
    hand = made()
    hand.select(5)
    hand.key(Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "x")
    assert text_of(focused()) == "x"
    hand.tab.editor.leave()
    other = editing_past_a_wall(made)
    other.tab.letters = False
    press(Qt.Key.Key_X)
    assert other.tab.editor.dose.text() == "320x"
    assert other.tab.side.currentIndex() == 0


# --- the times of day


def test_a_wrong_time_is_coloured_and_told_to_readers_once_typing_rests(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.select(5)
    hand.tab.commands.run("times")
    (rows,) = hand.tab.form.findChildren(TimeRows)
    clock = rows.rows[1].clock
    clock.setFocus()
    clock.selectAll()
    QTest.keyClicks(clock, "25:00")
    label = next(part for part in hand.tab.form.findChildren(type(hand.tab.header)) if "25:00" in part.text())
    colour = hand.tab.theme.attention
    assert colour in label.styleSheet()
    picture = label.grab().toImage()
    inks = {picture.pixelColor(QPoint(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}
    assert colour.lower() in inks
    assert not any("25" in said for said in hand.tab.speech.spoken), "half a clock time is no mistake yet"
    qtbot.waitUntil(lambda: any("25" in said for said in hand.tab.speech.spoken), timeout=3000)
    assert hand.tab.speech.spoken[-1].startswith("“25:00” is no clock time.")
    hand.tab.form.buttons["apply"].click()
    assert hand.said == hand.tab.speech.spoken[-1] == label.text()
    assert focused() is clock
    assert clock.selectedText() == "25:00"
    QTest.keyClicks(clock, "14:00")
    assert colour not in label.styleSheet()
    QTest.mouseClick(hand.tab.form.buttons["apply"], LEFT)
    assert hand.tab.side.currentIndex() == 0


def test_nothing_is_told_of_a_wrong_time_once_the_panel_was_left(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.select(5)
    hand.tab.commands.run("times")
    (rows,) = hand.tab.form.findChildren(TimeRows)
    rows.rows[1].clock.setFocus()
    QTest.keyClicks(focused(), "x")
    (resting,) = rows.findChildren(QTimer)
    with qtbot.waitSignal(resting.timeout, timeout=3000):
        press(Qt.Key.Key_Escape)
    assert hand.tab.speech.spoken == []
