"""What stands beside the questions: kidney function, AUDIT-C, drinks and grams, taken over by a button."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from baclodesk.domain.intake import Status
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.question import QuestionRow
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.workplace import Workplace
from baclodesk.services import measures

from .conftest import record_of
from .fakes import NOW

TODAY = NOW.date()


@pytest.fixture
def tab(tab: IntakeTab) -> IntakeTab:
    """The whole intake of a patient of whom nothing was asked yet."""
    tab.length.pick("whole")
    return tab


def question(tab: IntakeTab, code: str) -> QuestionRow:
    tab.show_question(code)
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    return part.questions[code]


def plain(part: QLabel | QPushButton) -> str:
    return part.text().replace("\u00a0", " ")


def type_amount(tab: IntakeTab, code: str, text: str) -> QuestionRow:
    row = question(tab, code)
    assert row.value is not None
    assert row.value.line is not None
    row.value.line.clear()
    QTest.keyClicks(row.value.line, text)
    return row


def person(place: Workplace, born: date | None, sex: str) -> None:
    assert place.patient is not None
    record = record_of(place)
    place.patient.work.edit(
        replace(record, identity=replace(record.identity, birth_date=born, sex=sex)), lambda _: "person"
    )


def test_kidney_function_stands_beside_creatinine_and_a_button_takes_it_over(place: Workplace, tab: IntakeTab) -> None:
    person(place, date(1980, 3, 1), "m")
    row = question(tab, "creatinine")
    assert row.beside_words.isHidden()
    assert row.take.isHidden()
    type_amount(tab, "creatinine", "97")
    expected = measures.computed_kidney(record_of(place), TODAY)
    assert expected is not None
    assert plain(row.beside_words) == (
        f"eGFR {expected.egfr} ml/min/1.73 m², computed from creatinine (CKD-EPI 2021), of 22 Nov 2026"
    )
    assert row.beside_source.text().startswith("Source: CKD-EPI 2021")
    assert plain(row.beside_source).endswith("Checked 22 Nov 2026.")
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    taken = record_of(place).intake.answer("egfr")
    assert (taken.amount, taken.on, taken.status, taken.by) == (expected.egfr, TODAY, Status.YES, "Dr Laurent")
    assert row.take.isHidden(), "it is taken over already"
    assert not row.beside_words.isHidden()
    place.undo()
    assert record_of(place).intake.answer("egfr").is_open
    assert not question(tab, "creatinine").take.isHidden()


def test_another_creatinine_shows_another_kidney_function_at_once(place: Workplace, tab: IntakeTab) -> None:
    person(place, date(1980, 3, 1), "f")
    row = type_amount(tab, "creatinine", "60")
    first = row.take.text()
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    type_amount(tab, "creatinine", "160")
    egfr = question(tab, "egfr")
    assert not egfr.take.isHidden(), "what was taken over is no longer what is computed"
    assert egfr.take.text() != first
    egfr.take.setFocus()
    QTest.keyClick(egfr.take, Qt.Key.Key_Space)
    computed = measures.computed_kidney(record_of(place), TODAY)
    assert computed is not None
    assert record_of(place).intake.amount("egfr") == computed.egfr
    focus = QApplication.focusWidget()
    assert focus is not None
    assert egfr.isAncestorOf(focus), "the button went, the keyboard stays at its question"


@pytest.mark.parametrize(
    ("born", "sex", "says"),
    [
        (None, "m", "birth date and sex"),
        (date(1980, 3, 1), "", "birth date and sex"),
        (date(2010, 3, 1), "f", "from 18 years on"),
    ],
)
def test_nothing_is_computed_where_the_equation_does_not_hold(
    place: Workplace, tab: IntakeTab, born: date | None, sex: str, says: str
) -> None:
    person(place, born, sex)
    row = type_amount(tab, "creatinine", "97")
    assert says in row.beside_words.text()
    assert row.take.isHidden()


@pytest.mark.parametrize(
    ("sex", "digits", "says"),
    [
        ("m", "421", "AUDIT-C: 4 of 12, at or above the threshold of 4"),
        ("m", "411", "AUDIT-C: 3 of 12, below the threshold of 4"),
        ("f", "411", "AUDIT-C: 3 of 12, at or above the threshold of 3"),
        ("f", "311", "AUDIT-C: 2 of 12, below the threshold of 3"),
        ("", "555", "AUDIT-C: 12 of 12. The threshold goes by sex, which is not given."),
    ],
)
def test_audit_c_is_added_up_with_its_threshold(
    place: Workplace, tab: IntakeTab, sex: str, digits: str, says: str
) -> None:
    person(place, date(1980, 3, 1), sex)
    last = question(tab, "audit_six")
    for code, digit in zip(("audit_often", "audit_amount", "audit_six"), digits, strict=True):
        assert last.beside_words.isHidden(), "not before the third answer"
        question(tab, code)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, digit)
    assert last.beside_words.text() == says
    assert last.beside_words.property("role") == ("attention" if "at or above" in says else "quiet")


def test_drinks_make_grams_and_grams_make_drinks(place: Workplace, tab: IntakeTab) -> None:
    drinks, grams = type_amount(tab, "drinks_day", "9"), question(tab, "grams_day")
    assert plain(drinks.beside_words) == "9 drinks of 10 g make 90 g a day"
    QTest.mouseClick(drinks.take, Qt.MouseButton.LeftButton)
    assert record_of(place).intake.amount("grams_day") == 90
    assert drinks.take.isHidden()
    assert grams.take.isHidden(), "both say the same"
    type_amount(tab, "grams_day", "83")
    assert plain(grams.beside_words) == "83 g a day are about 8.5 drinks of 10 g"
    QTest.mouseClick(grams.take, Qt.MouseButton.LeftButton)
    assert record_of(place).intake.amount("drinks_day") == Fraction(17, 2)
    assert record_of(place).intake.amount("grams_day") == 83, "what was typed stays as typed"
    assert drinks.take.isHidden()


def test_the_standard_drink_is_that_of_the_practices_country(place: Workplace, tab: IntakeTab) -> None:
    assert place.patient is not None
    desk = place.patient.work.desk
    code = next(code for code in desk.library.products if measures.country_of(code) == "uk")
    desk.practice = replace(desk.practice, product=code)
    row = type_amount(tab, "drinks_day", "10")
    assert plain(row.take) == "Enter 80 g a day"


def test_no_button_offers_what_the_question_would_not_take(place: Workplace, tab: IntakeTab) -> None:
    person(place, date(2006, 3, 1), "m")
    row = type_amount(tab, "creatinine", "10")
    assert "eGFR 2" in plain(row.beside_words)
    assert "eGFR" in row.beside_words.text()
    assert row.take.isHidden()
