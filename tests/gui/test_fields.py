from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.gui.intake.answering import read_hour
from baclodesk.gui.widgets.fields import DateField, RecordLine, RecordText, read_amount, read_date
from baclodesk.gui.widgets.flow import Flow
from baclodesk.services.texts import Texts

TODAY = date(2026, 11, 22)
EN, FR = Texts("en"), Texts("fr")


@pytest.mark.parametrize(
    ("text", "texts", "expected"),
    [
        ("3 5 1979", EN, date(1979, 5, 3)),
        ("3/5/79", EN, date(1979, 5, 3)),
        ("3.5.26", EN, date(2026, 5, 3)),
        ("03051979", EN, date(1979, 5, 3)),
        ("030579", EN, date(1979, 5, 3)),
        ("3 May 1979", EN, date(1979, 5, 3)),
        ("3 may", EN, date(2026, 5, 3)),
        ("1979-05-03", EN, date(1979, 5, 3)),
        ("1er févr. 2026", FR, date(2026, 2, 1)),
        ("1 FEVRIER 2026", FR, date(2026, 2, 1)),
        ("12 août 80", FR, date(1980, 8, 12)),
        ("31 2 2026", EN, None),
        ("3 x 2026", EN, None),
        ("3 5 x", EN, None),
        ("yesterday", EN, None),
        ("3", EN, None),
        ("", EN, None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, texts: Texts, expected: date | None) -> None:
    assert read_date(text, texts, today=TODAY) == expected


def test_two_figures_of_a_year_to_come_stay_in_this_century() -> None:
    assert read_date("3 5 30", EN, today=TODAY, past=False) == date(2030, 5, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2.5", Fraction(5, 2)), ("2,5", Fraction(5, 2)), ("1 250", Fraction(1250)), ("-1", None), ("1e3", None)],
)
def test_amounts_are_read_with_comma_or_point(text: str, expected: Fraction | None) -> None:
    assert read_amount(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18", Fraction(18)),
        ("18:30", Fraction(37, 2)),
        ("18h30", Fraction(37, 2)),
        ("24", None),
        ("7:60", None),
        ("x", None),
    ],
)
def test_hours_are_read(text: str, expected: Fraction | None) -> None:
    assert read_hour(text) == expected


def test_a_date_field_says_what_it_understood_and_what_it_expects(qtbot: QtBot) -> None:
    field = DateField(lambda: EN, lambda: TODAY)
    qtbot.addWidget(field)
    seen: list[object] = []
    field.edited.connect(seen.append)
    QTest.keyClicks(field.line, "3 5 79")
    assert field.value == date(1979, 5, 3)
    assert "Thu" in field.understood.text()
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == EN.date(date(1979, 5, 3))
    field.line.clear()
    QTest.keyClicks(field.line, "soon")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.is_wrong
    assert "A date is expected" in field.understood.text()
    field.set_value(None)
    assert field.line.text() == "soon", "what was typed stays to be put right"
    assert seen[-1] is None


def test_fields_of_the_record_leave_undo_to_its_own_stack(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    fields = (RecordLine(), RecordText())
    undone: list[int] = []
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: undone.append(1))
    for field in fields:
        layout.addWidget(field)
    with qtbot.waitExposed(window):
        window.show()
    for field in fields:
        field.setFocus()
        QTest.keyClicks(field, "abc")
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(undone) == 2
    assert fields[0].text() == "abc"
    assert fields[1].toPlainText() == "abc"


def test_a_text_field_grows_with_its_lines(qtbot: QtBot) -> None:
    field = RecordText(1)
    qtbot.addWidget(field)
    small = field.height()
    field.show_text("a\nb\nc\nd")
    assert field.height() > small


def test_a_flow_breaks_its_line_where_the_room_ends(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = Flow(window, gap=4, line_gap=4)
    parts = [QLabel("a word or two") for _ in range(4)]
    for part in parts:
        flow.addWidget(part)
    width = parts[0].sizeHint().width()
    assert flow.heightForWidth(width * 4 + 20) < flow.heightForWidth(width * 2 + 10)
    window.resize(width * 2 + 10, 200)
    with qtbot.waitExposed(window):
        window.show()
    assert parts[2].y() > parts[0].y()
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    assert flow.expandingDirections() == Qt.Orientation(0)
