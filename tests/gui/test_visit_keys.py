"""A visit by keyboard alone: digits, letters and Enter, counted and weighed against the minute it may take."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.domain.visit import Visit
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.visits.panel import VisitPanel
from baclodesk.gui.workplace import Workplace
from tests.journeys.first_intake import NAMED, Typist, seconds

from .conftest import id_of, record_of
from .fakes import FakeStore

SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MINUTE = 60


@pytest.fixture
def panel(place: Workplace, store: FakeStore) -> VisitPanel:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    QTest.keyClick(place, Qt.Key.Key_V, SHIFTED)
    assert page.visit is not None
    return page.visit


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def last(place: Workplace) -> Visit:
    return record_of(place).visits[-1]


def press(keys: str) -> None:
    for key in keys:
        if key in NAMED:
            QTest.keyClick(focus(), NAMED[key])
        else:
            QTest.keyClicks(focus(), key)


def test_a_whole_visit_takes_less_than_a_minute_of_keys_and_thought(place: Workplace, panel: VisitPanel) -> None:
    typist = Typist()
    typist.keys += 3  # Ctrl+Shift+V
    for keys in ("70\n", "4\n", "3\n", "2\n", "\n", "6\n", "n", "n", "y", "0\n", "130\n", "80\n", "61,5\n", "\n"):
        typist.press(keys)
    typist.press("Sleeps better\t")
    typist.press("1.12\n")
    visit = last(place)
    assert (visit.on, visit.day, visit.planned_mg) == (date(2026, 11, 22), 34, 70), "filled in"
    assert (visit.taken_mg, visit.craving, visit.drinks, visit.drowsiness, visit.mood) == (70, 4, 3, 2, 6)
    assert (visit.suicidal, visit.falls, visit.driving, visit.missed_days) == (False, False, True, 0)
    assert (visit.systolic, visit.diastolic, visit.weight_kg) == (130, 80, Fraction("61.5"))
    assert (visit.note, visit.next_visit) == ("Sleeps better", date(2026, 12, 1))
    assert typist.keys <= 60
    assert seconds(typist, 0.28, 1.35) < MINUTE, "keystroke-level model, see tests/benchmarks/intake.py"


def test_digits_answer_a_scale_and_a_nought_after_a_one_makes_ten(place: Workplace, panel: VisitPanel) -> None:
    panel.scales["craving"].setFocus()
    press("7")
    assert last(place).craving == 7
    press("7")
    assert last(place).craving == 7, "typed again it stays"
    press("10")
    assert last(place).craving == 10
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", autorep=True)
    QApplication.sendEvent(focus(), held)
    assert last(place).craving == 10


def test_letters_answer_yes_or_no_in_the_windows_language_and_go_on(place: Workplace, panel: VisitPanel) -> None:
    panel.answers["suicidal"].setFocus()
    press("n")
    assert last(place).suicidal is False
    assert panel.answers["falls"].isAncestorOf(focus())
    place.language_chosen.emit("fr")
    press("o")
    assert last(place).falls is True
    assert panel.answers["driving"].isAncestorOf(focus())
    panel.answers["falls"].setFocus()
    press("o")
    assert last(place).falls is True, "said again it stays"
    assert panel.answers["driving"].isAncestorOf(focus())
    press("x")
    assert last(place).driving is None


def test_an_effect_is_found_by_typing_and_told_by_digits(qtbot: QtBot, place: Workplace, panel: VisitPanel) -> None:
    choice = panel.effects.add
    choice.setFocus()
    press("c")
    names = choice.view()
    qtbot.waitUntil(names.isVisible)
    assert last(place).on != date(2026, 11, 22) or last(place).effects == (), "nothing is taken by a letter alone"
    QTest.keyClicks(names, "onf")
    QTest.keyClick(names, Qt.Key.Key_Return)
    assert [effect.code for effect in last(place).effects] == ["confusion"]
    row = panel.effects.rows[0]
    assert row.severity.isAncestorOf(focus())
    press("2")
    assert last(place).effects[0].severity == 2
    press("\n")
    assert row.course.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert last(place).effects[0].course == "same"
    press("\n")
    assert choice.hasFocus()
    row.severity.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Delete)
    assert last(place).effects == ()


def test_escape_leaves_the_visit_and_enter_outside_it_does_nothing(place: Workplace, panel: VisitPanel) -> None:
    place.column.search.setFocus()
    panel.go_on()
    assert place.column.search.hasFocus()
    panel.lines["drinks"].setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert panel.isHidden()
