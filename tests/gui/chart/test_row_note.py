"""A refused edit of the table says why under its row: seen whole, covering no cell in use, gone at the next action."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from baclodesk.gui.chart.theme import DARK, LIGHT, ChartTheme, high_contrast
from tests.gui.chart.conftest import CTRL, LEFT, NONE, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

UPRIGHT = False
CONTRAST = high_contrast("#FFFFFF", "#000000", "#FFFF00", "#000000", dark=True)


def table(made: Make, window: StandIn | None = None, *, height: int = 820) -> Hand:
    hand = made(window, height=height)
    hand.tab.show_page("table")
    QApplication.processEvents()
    return hand


def open_cell(hand: Hand, row: int, name: str, text: str) -> QLineEdit:
    """Open a cell and type over it."""
    view = hand.tab.table
    index = view.stages.index(row, view.stages.columns.index(name))
    view.setCurrentIndex(index)
    view.edit(index)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    box.selectAll()
    QTest.keyClicks(box, text)
    return box


def refuse(hand: Hand, row: int, name: str = "days", text: str = "2", key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(open_cell(hand, row, name, text), key)
    for _ in range(2):  # the cell is left at the first turn of the loop, and the note is there for good at the second
        QApplication.processEvents()


def shown(hand: Hand) -> str:
    """What the note says; empty when there is none."""
    note = hand.tab.table.note
    return note.words.text() if note.isVisible() else ""


def row_room(hand: Hand, row: int) -> QRect:
    view = hand.tab.table
    return QRect(0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row))


def whole(hand: Hand) -> bool:
    """Tell whether the note lies wholly in sight and has room for every line of its sentence."""
    view = hand.tab.table
    words = view.note.words
    return (
        view.viewport().rect().contains(view.note.geometry())
        and words.height() >= words.heightForWidth(words.width())
        and view.note.rect().contains(words.geometry())
    )


def test_the_sentence_stands_under_the_row_and_the_keyboard_stays_in_the_cell(made: Make) -> None:
    hand = table(made, running())
    refuse(hand, 7)
    view = hand.tab.table
    assert shown(hand) == hand.said
    assert shown(hand).startswith("Stage 8: no less than 5 days before a rise")
    assert view.note.geometry().top() == row_room(hand, 7).bottom() + 1
    assert whole(hand)
    assert QApplication.focusWidget() is view
    assert (view.currentIndex().row(), view.currentIndex().column()) == (7, view.stages.columns.index("days"))
    assert hand.days == [5] * 14 + [None]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("days", "soon", "soon"), ("mg", "7x", "7x"), ("mg", "777", "300 mg"), ("time:0", "99", "mg")],
)
def test_every_refusal_is_said_whatever_the_cell(made: Make, name: str, text: str, words: str) -> None:
    hand = table(made)
    refuse(hand, 10, name, text)
    assert words in shown(hand).replace("\u00a0", " ")
    assert shown(hand) == hand.said


def test_it_is_spoken_once_also_where_a_wall_stands_before_the_value(made: Make) -> None:
    for name, text in (("days", "2"), ("mg", "777")):
        hand = table(made, running())
        hand.tab.speech.spoken = []
        refuse(hand, 10, name, text)
        assert hand.tab.speech.spoken.count(shown(hand)) == 1
        assert hand.tab.speech.speaker is hand.tab.table, "the chart is hidden"
        assert hand.window.stack.count() == 0


def test_a_key_in_the_table_is_answered_under_its_row_and_help_is_not(made: Make) -> None:
    hand = table(made, running())
    view = hand.tab.table
    view.setCurrentIndex(view.stages.index(7, 4))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, CTRL)
    assert shown(hand).startswith("Stage 8: no less than 5 days before a rise")
    QTest.keyClick(view, Qt.Key.Key_F1)
    assert hand.said
    assert shown(hand) == ""
    view.setCurrentIndex(view.stages.index(1, 4))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert "history" in shown(hand)
    assert view.note.geometry().top() == row_room(hand, 1).bottom() + 1


def test_a_refusal_from_elsewhere_is_not_put_under_a_row(made: Make) -> None:
    hand = table(made, running())
    hand.tab.board.refuse("from elsewhere")
    assert hand.said == "from elsewhere"
    assert shown(hand) == ""


def test_the_next_action_takes_it_away(made: Make) -> None:
    hand = table(made, running())
    view = hand.tab.table

    def key() -> None:
        QTest.keyClick(view, Qt.Key.Key_Up)

    def click() -> None:
        QTest.mouseClick(view.viewport(), LEFT, NONE, row_room(hand, 12).center())

    def right_value() -> None:
        refuse(hand, 7, "days", "8")

    def undo() -> None:
        hand.tab.commands.run("undo")

    def other_stage() -> None:
        assert hand.tab.board.plan is not None
        hand.tab.board.select(hand.tab.board.plan.stages[3].uid)

    def outside() -> None:
        assert hand.window.plan is not None
        hand.window.plan = hand.window.plan.with_stages(list(hand.window.plan.stages[:-1]))
        hand.tab.refresh()

    def language() -> None:
        hand.window.language = "fr"
        hand.tab.retranslate()

    def chart() -> None:
        hand.tab.show_page("chart")
        hand.tab.show_page("table")

    for action in (key, click, right_value, undo, other_stage, outside, language, chart):
        refuse(hand, 7)
        assert shown(hand), action
        action()
        QApplication.processEvents()
        assert shown(hand) == "", action


def test_a_key_that_is_only_held_takes_nothing_away(made: Make) -> None:
    hand = table(made, running())
    refuse(hand, 7)
    for key in (Qt.Key.Key_Control, Qt.Key.Key_Shift):
        QTest.keyClick(hand.tab.table, key)
    assert shown(hand)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_under_the_last_rows_the_table_scrolls_until_the_sentence_is_seen(
    made: Make, scale: float, language: str
) -> None:
    window = running()
    window.language = language
    hand = table(made, window, height=460)
    hand.tab.set_theme(LIGHT.scaled(scale))
    hand.tab.retranslate()
    QApplication.processEvents()
    view = hand.tab.table
    bar = view.verticalScrollBar()
    assert bar.maximum() > 0
    refuse(hand, 14, "mg", "777")
    assert shown(hand)
    assert whole(hand)
    assert view.note.geometry().top() == row_room(hand, 14).bottom() + 1
    assert view.viewport().rect().contains(row_room(hand, 14))
    QTest.keyClick(view, Qt.Key.Key_Up)
    most = view.verticalHeader().length() - view.viewport().height()
    assert bar.maximum() == most, "the room under the last row goes with the note"
    refuse(hand, 8)
    assert whole(hand)
    assert view.note.geometry().top() == row_room(hand, 8).bottom() + 1


def test_it_moves_with_its_row_and_wraps_anew(made: Make) -> None:
    hand = table(made, running(), height=520)
    view = hand.tab.table
    refuse(hand, 9)
    spot = QPointF(view.viewport().rect().center())
    where = view.viewport().mapToGlobal(spot)
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        view.viewport(),
        QWheelEvent(spot, where, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NONE, phase, UPRIGHT),
    )
    assert view.note.geometry().top() == row_room(hand, 9).bottom() + 1
    assert shown(hand), "looking about is no action"
    high = view.note.height()
    hand.tab.resize(620, 700)
    QApplication.processEvents()
    assert view.note.width() == view.viewport().width()
    assert view.note.height() > high
    assert view.note.geometry().top() == row_room(hand, 9).bottom() + 1
    words = view.note.words
    assert words.height() >= words.heightForWidth(words.width())


def test_tab_goes_on_to_the_next_cell_and_the_note_covers_neither(made: Make) -> None:
    hand = table(made, running())
    view = hand.tab.table
    refuse(hand, 7, "days", "2", Qt.Key.Key_Tab)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert shown(hand)
    assert not view.note.geometry().intersects(box.geometry())
    assert not view.note.geometry().intersects(row_room(hand, 7))
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_a_click_on_the_row_below_leaves_the_cell_and_the_note_covers_neither(made: Make) -> None:
    for row in (7, 0):
        hand = table(made)
        view = hand.tab.table
        open_cell(hand, row, "days", "2")
        below = view.visualRect(view.stages.index(row + 1, 4)).center()
        QTest.mouseClick(view.viewport(), LEFT, NONE, below)
        QApplication.processEvents()
        assert shown(hand), "refused by leaving the cell"
        assert view.currentIndex().row() == row + 1
        assert not view.note.geometry().intersects(row_room(hand, row))
        assert not view.note.geometry().intersects(row_room(hand, row + 1))
        assert whole(hand)
        QTest.mouseClick(view.viewport(), LEFT, NONE, below)
        assert shown(hand) == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST, DARK.scaled(2.0)])
def test_it_is_readable_in_every_theme(made: Make, theme: ChartTheme) -> None:
    hand = table(made)
    hand.tab.set_theme(theme)
    QApplication.processEvents()
    refuse(hand, 3)
    assert whole(hand)
    image = hand.tab.table.note.grab().toImage()
    seen = [QColor(image.pixel(x, y)).name().upper() for x in range(image.width()) for y in range(image.height())]
    assert max(set(seen), key=seen.count) == QColor(theme.attention_ground).name().upper()
    assert theme.ink.upper() in seen
    assert contrast(theme.ink, theme.attention_ground) >= 4.5
    assert contrast(theme.attention_line, theme.ground) >= 3


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as the accessibility guidelines reckon it."""
    light: list[float] = []
    for name in (one, other):
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_the_note_takes_no_click_and_no_focus(made: Make) -> None:
    hand = table(made)
    view = hand.tab.table
    refuse(hand, 3)
    spot = view.note.geometry().center()
    assert view.note.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert view.viewport().childAt(spot) is None, "the row beneath takes the click"


def test_a_wall_of_long_ago_is_not_told_again_with_a_later_step(made: Make) -> None:
    hand = made(StandIn(consensus()))
    hand.select(7)
    hand.key(Qt.Key.Key_Left, CTRL)
    assert "5 days" in hand.said
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.said == "Stage 7: 5 → 6 days"
