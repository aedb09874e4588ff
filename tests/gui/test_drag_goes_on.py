"""A drag in the patient's page, while something else is noted in the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from baclodesk.domain.patient import Appointment, PatientRecord
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.library import Library

from .conftest import id_of, record_of
from .fakes import FakeStore

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _page(place: Workplace, store: FakeStore) -> TitrationPage:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    plan = Library.load().build_scheme("consensus", start=date(2027, 1, 4))
    place.patient.work.edit(replace(record_of(place), plan=plan), lambda _: "scheme")
    place.patient.show_tab("titration")
    made = place.patient.tab_of("titration")
    assert isinstance(made, TitrationPage)
    return made


def _begin(page: TitrationPage) -> QPoint:
    chart = page.chart.chart
    assert chart.steps is not None
    assert chart.frame is not None
    bar = chart.steps.bars[4]
    spot = QPoint(round(bar.x1), round((bar.y + chart.frame.scale.base) / 2))
    QTest.mousePress(chart, LEFT, NONE, spot)
    for dx in (6, 30):
        QTest.mouseMove(chart, spot + QPoint(dx, 0))
    assert chart.dragging
    return spot + QPoint(30, 0)


def _note(place: Workplace, record: PatientRecord) -> None:
    assert place.patient is not None
    place.patient.work.session.note_fact(record)


def test_a_fact_noted_during_a_drag_leaves_it_in_the_hand_and_both_are_kept(place: Workplace, store: FakeStore) -> None:
    page = _page(place, store)
    spot = _begin(page)
    shown = page.chart.board.preview
    _note(place, replace(record_of(place), appointments=(Appointment(date(2027, 2, 1)),)))
    assert page.chart.board.preview is shown
    QTest.mouseRelease(page.chart.chart, LEFT, NONE, spot)
    plan = record_of(place).plan
    assert plan == shown
    assert len(record_of(place).appointments) == 1
    assert page.chart.board.state.appointments == (date(2027, 2, 1),)


def test_another_plan_during_a_drag_cancels_it_and_that_is_said(place: Workplace, store: FakeStore) -> None:
    page = _page(place, store)
    spot = _begin(page)
    other = Library.load().build_scheme("gentle", start=date(2027, 1, 4))
    _note(place, replace(record_of(place), plan=other))
    assert page.chart.board.preview is None
    assert page.chart.readout.said == place.patient.work.desk.texts("chart.hint.cancelled") if place.patient else ""
    QTest.mouseRelease(page.chart.chart, LEFT, NONE, spot)
    assert record_of(place).plan == other


def test_opening_a_plan_that_today_has_no_place_in_says_nothing_of_it(place: Workplace, store: FakeStore) -> None:
    page = _page(place, store)
    assert page.chart.readout.message == ""
    assert page.chart.board.index == 0
    QTest.keyClick(page.chart.chart, Qt.Key.Key_T)
    assert page.chart.readout.message != ""


def test_the_windows_undo_takes_the_steps_words_away(place: Workplace, store: FakeStore) -> None:
    page = _page(place, store)
    spot = _begin(page)
    QTest.mouseRelease(page.chart.chart, LEFT, NONE, spot)
    assert page.chart.readout.message != ""
    place.undo()
    assert page.chart.readout.message == ""
