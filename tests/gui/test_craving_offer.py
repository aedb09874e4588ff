"""An intake before the craving hour, offered over the chart of a plan not yet issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from baclodesk.domain.intake import Answer, Status
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .conftest import id_of, record_of
from .fakes import FakeStore

LEFT = Qt.MouseButton.LeftButton


def told(place: Workplace, hour: str) -> None:
    assert place.patient is not None
    record = record_of(place)
    answer = Answer(Status.YES, amount=Fraction(hour))
    place.patient.work.edit(replace(record, intake=record.intake.with_answer("craving_hour", answer)), lambda _: "hour")


@pytest.fixture
def page(place: Workplace, store: FakeStore) -> TitrationPage:
    """A patient with a draft of the consensus scheme and the strongest craving at 18:30."""
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    plan = Library.load().build_scheme("consensus", start=date(2026, 11, 24))
    place.patient.work.edit(replace(record_of(place), plan=plan), lambda _: "scheme")
    told(place, "18.5")
    place.patient.show_tab("titration")
    made = place.patient.tab_of("titration")
    assert isinstance(made, TitrationPage)
    return made


def clocks(place: Workplace) -> list[str | None]:
    plan = record_of(place).plan
    assert plan is not None
    return [item.at for item in plan.times]


def press(page: TitrationPage, place: int) -> None:
    QTest.mouseClick(page.craving.buttons[place], LEFT)


def test_it_is_seen_on_the_chart_before_it_is_taken_as_one_step(place: Workplace, page: TitrationPage) -> None:
    offer = page.craving
    assert offer.isVisible()
    assert "felt 2 to 4 hours later" in offer.text
    assert "Source: clinic page" in offer.text
    before = record_of(place)
    offer.buttons[0].setFocus()
    press(page, 0)
    board = page.chart.board
    assert board.offered
    assert board.preview is not None
    assert [item.at for item in board.preview.times] == ["08:00", "13:00", "16:30", None]
    assert record_of(place) == before
    assert offer.buttons[0].hasFocus(), "the keyboard stays where it was"
    QTest.keyClick(offer.buttons[0], Qt.Key.Key_Space)
    assert clocks(place) == ["08:00", "13:00", "16:30", None]
    assert page.chart.board.preview is None
    assert offer.isHidden()
    place.undo()
    assert clocks(place) == ["08:00", "13:00", "18:00", None]
    assert offer.isVisible()


def test_escape_drops_the_picture_and_keeps_the_offer(place: Workplace, page: TitrationPage) -> None:
    before = record_of(place)
    QTest.keyClick(page.craving.buttons[1], Qt.Key.Key_Escape)
    page.craving.buttons[0].setFocus()
    press(page, 0)
    QTest.keyClick(page.craving.buttons[0], Qt.Key.Key_Escape)
    assert not page.chart.board.offered
    assert page.craving.isVisible()
    assert record_of(place) == before
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Show it"


def test_left_alone_it_comes_back_only_for_another_hour(place: Workplace, page: TitrationPage) -> None:
    press(page, 0)
    press(page, 1)
    assert not page.chart.board.offered
    assert page.craving.isHidden()
    page.show_record(record_of(place))
    assert page.craving.isHidden()
    told(place, "23")
    assert page.craving.isVisible()


def test_without_the_chart_in_sight_nothing_is_offered(place: Workplace, page: TitrationPage) -> None:
    press(page, 0)
    page.offer_schemes()
    assert page.craving.isHidden()
    assert not page.chart.board.offered
    assert page.schemes is not None
    page.schemes.left.emit()
    assert page.craving.isVisible()
    press(page, 0)
    page.settle()
    assert not page.chart.board.offered


def test_it_speaks_the_language_of_the_window(page: TitrationPage) -> None:
    texts = Texts("fr")
    page._desk.texts = texts
    page.retranslate(texts)
    assert "se fait sentir" in page.craving.text
    assert page.craving.buttons[0].text() == texts("titration_page.craving_show")


def test_a_running_plan_is_left_to_the_visit(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    made = place.patient.tab_of("titration")
    assert isinstance(made, TitrationPage)
    assert made.craving.isHidden()
    made.craving.retranslate(Texts("en"))
    assert made.craving.isHidden()
