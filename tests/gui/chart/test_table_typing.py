"""The table by keys: menu, letters, boxes that step along the grid, an end opened by its word, room for columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from baclodesk.gui.chart import clipboard
from baclodesk.gui.chart.step_box import StepBox
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import CTRL, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

UPRIGHT = False
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def in_table(hand: Hand, stage: int, name: str = "days") -> Hand:
    """Put the keyboard onto a cell of the table."""
    hand.tab.show_page("table")
    table = hand.tab.table
    table.setCurrentIndex(table.stages.index(stage - 1, table.stages.columns.index(name)))
    table.setFocus()
    QApplication.processEvents()
    return hand


def press(hand: Hand, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(hand.tab.table, key, mods)
    QApplication.processEvents()


def box(hand: Hand) -> StepBox:
    """The box of the cell being edited."""
    QTest.keyClick(hand.tab.table, Qt.Key.Key_F2)
    found = hand.tab.table.viewport().findChild(StepBox)
    assert isinstance(found, StepBox)
    return found


def enter(found: StepBox) -> None:
    QTest.keyClick(found, Qt.Key.Key_Return)
    QApplication.processEvents()


def menu_of(hand: Hand) -> QMenu:
    found = [menu for menu in hand.tab.findChildren(QMenu) if menu.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("key", "mods", "step"),
    [
        (Qt.Key.Key_H, None, "Stage 9: hold"),
        (Qt.Key.Key_B, None, "Back for"),
        (Qt.Key.Key_M, None, "Stages 9 and 10: merge"),
        (Qt.Key.Key_Delete, None, "Delete stage 9"),
        (Qt.Key.Key_Insert, None, "Insert after stage 9"),
        (Qt.Key.Key_D, CTRL, "Duplicate stage 9"),
    ],
)
def test_the_charts_letters_and_structure_keys_work_in_the_table(
    made: Make, key: Qt.Key, mods: Qt.KeyboardModifier | None, step: str
) -> None:
    hand = in_table(made(), 9)
    press(hand, key, mods or Qt.KeyboardModifier.NoModifier)
    assert hand.window.commits[0].startswith(step)


def test_s_splits_and_p_asks_for_the_plateau_at_any_width(made: Make) -> None:
    plan = consensus()
    hand = in_table(made(StandIn(plan.with_stages([replace(plan.stages[0], days=12), *plan.stages[1:]])), width=760), 1)
    press(hand, Qt.Key.Key_S)
    assert len(hand.days) == 16
    press(hand, Qt.Key.Key_P)
    assert hand.tab.form.isVisible()
    hand.tab.form.buttons["back"].click()
    assert not hand.tab.form.isVisible()


def test_letters_are_typed_when_switched_off_or_while_a_cell_is_edited(made: Make) -> None:
    hand = in_table(made(), 9)
    found = box(hand)
    QTest.keyClicks(found, "h")
    assert hand.window.commits == []
    QTest.keyClick(found, Qt.Key.Key_Escape)
    hand.tab.letters = False
    press(hand, Qt.Key.Key_H)
    assert hand.window.commits == []


def test_the_table_has_the_charts_menu_by_pointer_and_by_key(made: Make) -> None:
    hand = in_table(made(), 3)
    table = hand.tab.table

    def ask(place: QPoint, reason: QContextMenuEvent.Reason) -> list[str]:
        event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)
        menu = menu_of(hand)
        words = [action.text() for action in menu.actions()]
        menu.close()
        QApplication.processEvents()
        return words

    row = table.visualRect(table.stages.index(6, 2)).center()
    words = ask(row, QContextMenuEvent.Reason.Mouse)
    assert any(entry.startswith("Hold here") for entry in words)
    assert hand.tab.board.index == 6
    assert ask(QPoint(1, 1), QContextMenuEvent.Reason.Keyboard) == words
    assert hand.tab.board.index == 6
    below = QPoint(20, table.viewport().height() - 2)
    assert any(entry.startswith("Paste") for entry in ask(below, QContextMenuEvent.Reason.Mouse))
    press(hand, Qt.Key.Key_F10, SHIFT)
    menu_of(hand).close()


@pytest.mark.parametrize(
    ("name", "key", "mods", "shown"),
    [
        ("days", UP, None, "6"),
        ("mg", UP, None, "60"),
        ("mg", DOWN, SHIFT, "45"),
        ("time:0", UP, None, "2"),
        ("time:1", DOWN, None, "½"),
    ],
)
def test_arrow_keys_step_a_box_along_the_grid(
    made: Make, name: str, key: Qt.Key, mods: Qt.KeyboardModifier | None, shown: str
) -> None:
    hand = in_table(made(), 5, name)
    found = box(hand)
    held = mods or Qt.KeyboardModifier.NoModifier
    QTest.keyClick(found, key, held)
    assert found.text() == shown
    assert hand.window.commits == [], "nothing is applied before Enter"
    enter(found)
    assert len(hand.window.commits) == 1


def test_the_wheel_steps_a_box_that_has_the_keyboard(made: Make) -> None:
    hand = in_table(made(), 5)
    found = box(hand)
    spot = QPointF(found.rect().center())
    for turn, shown in ((120, "6"), (-120, "5"), (0, "5")):
        event = QWheelEvent(
            spot,
            found.mapToGlobal(spot),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            UPRIGHT,
        )
        QApplication.sendEvent(found, event)
        assert found.text() == shown


def test_a_box_stops_at_a_wall_with_its_reason(made: Make) -> None:
    hand = in_table(made(), 5)
    found = box(hand)
    QTest.keyClick(found, DOWN)
    assert found.text() == "5"
    assert hand.said.startswith("Stage 5: no less than 5 days before a rise")
    note, sheet = hand.tab.table.note, hand.tab.readout.sheet
    assert note.isVisible(), "under its row"
    hand.tab.resize(700, 700)
    QApplication.processEvents()
    assert not sheet.isVisible(), "once is enough"
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert hand.window.commits == []
    hand.tab.show_page("chart")
    hand.tab.readout.tell(" ".join(["word"] * 99), "warn")
    assert sheet.isVisible()


def test_a_box_of_history_and_one_of_an_open_end_say_what_they_can(made: Make) -> None:
    hand = in_table(made(running()), 2)
    found = box(hand)
    QTest.keyClick(found, UP)
    assert found.text() == "5"
    assert hand.said.startswith("Days up to today are history.")
    QTest.keyClick(found, Qt.Key.Key_Escape)
    in_table(hand, 15)
    found = box(hand)
    QTest.keyClick(found, UP)
    assert found.text().isdigit()


@pytest.mark.parametrize("word", ["open", "Ouvert", "sans fin", "et au-delà", "and following", "sans\u00a0fin"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_word_for_an_open_end_opens_a_closed_one_in_any_language(made: Make, language: str, word: str) -> None:
    plan = consensus(language)
    closed = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=9)])
    hand = in_table(made(StandIn(closed, language=language)), 15)
    found = box(hand)
    found.set_text(word)
    enter(found)
    assert hand.days[-1] is None
    in_table(hand, 4)
    found = box(hand)
    found.set_text(word)
    enter(found)
    assert hand.days[3] == 5
    assert hand.said in ("Only the last stage can be open.", "Seul le dernier palier peut être sans fin.")
    commits = len(hand.window.commits)
    in_table(hand, 15)
    found = box(hand)
    found.set_text(word)
    enter(found)
    assert len(hand.window.commits) == commits, "open already"


@pytest.mark.parametrize("word", ["open", "ouvert", "sans fin", "et au-delà", "Open"])
def test_pasted_stages_may_be_open_in_any_language(made: Make, word: str) -> None:
    plan = consensus()
    found = clipboard.from_text(f"5\t10\n{word}\t20\n", plan, 4)
    assert found is not None
    assert [stage.days for stage in found] == [5, None]
    assert clipboard.from_text("soon\t10\n", plan, 4) is None


def test_the_editor_over_a_stage_steps_along_the_grid_and_opens_an_end(made: Make) -> None:
    plan = consensus()
    closed = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=9)])
    hand = made(StandIn(closed))
    hand.select(15)
    hand.key(Qt.Key.Key_F2)
    editor = hand.tab.editor
    QTest.keyClick(editor.days, UP)
    assert editor.days.text() == "10"
    QTest.keyClick(editor.dose, DOWN)
    assert editor.dose.text() == "180"
    editor.days.set_text("ouvert")
    QTest.keyClick(editor.days, Qt.Key.Key_Return)
    assert (hand.days[-1], hand.doses[-1]) == (None, 180)
    hand.select(4)
    hand.key(Qt.Key.Key_F2)
    editor.days.set_text("open")
    QTest.keyClick(editor.days, Qt.Key.Key_Return)
    assert hand.said == "Only the last stage can be open."
    QTest.keyClick(editor.days, Qt.Key.Key_Escape)


def test_the_inspector_opens_the_stage_it_shows_and_no_other(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=9)])))
    hand.select(4)
    edit = hand.tab.inspector.days.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "ouvert")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert hand.days[-1] == 9
    assert hand.said == "Only the last stage can be open."


@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_1024_pixels_every_column_is_whole_and_more_rows_are_seen(made: Make, language: str) -> None:
    hand = made(running(language), width=735, height=560)
    in_table(hand, 7)
    table = hand.tab.table
    last = table.stages.columnCount() - 1
    for column in range(last + 1):
        if table.isColumnHidden(column):
            continue
        need = max(table.sizeHintForColumn(column), table.horizontalHeader().sectionSizeHint(column))
        assert table.columnWidth(column) >= need, table.stages.columns[column]
    right = table.columnViewportPosition(last) + table.columnWidth(last)
    assert right <= table.viewport().width()
    assert table.rowHeight(0) == 24
    hand.tab.set_theme(LIGHT.scaled(2.0))
    assert table.rowHeight(0) == 46


def test_a_box_keeps_what_is_typed_while_the_plan_is_shown_anew(made: Make) -> None:
    hand = in_table(made(), 5)
    found = box(hand)
    QTest.keyClicks(found, "8")
    hand.tab.table.follow()
    assert found.text() == "8"


def copied(say: Callable[[], None]) -> str:
    say()
    return QGuiApplication.clipboard().text()


def test_copy_and_paste_in_a_french_window_keep_the_open_end(made: Make) -> None:
    hand = in_table(made(StandIn(consensus("fr"), language="fr")), 15)
    text = copied(hand.tab.commands.copy)
    assert text.startswith("open")
    assert Fraction(text.split("\t")[1]) == 50
