"""What stands before a plan in the patient's page: named with its way there; only a refusal locks the chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baclodesk.domain.intake import Decision, DecisionMade, Intake
from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.library import Library

from .conftest import id_of, record_of
from .fakes import FakeStore

LEFT = Qt.MouseButton.LeftButton


def _open(place: Workplace, store: FakeStore, intake: Intake | None = None) -> TitrationPage:
    """Open a patient of whom nothing is in force, with a plan and this intake."""
    key = id_of(store, "Garnier")
    record, revision = store.records[key]
    bare = replace(record, issued=(), visits=(), appointments=(), intake=intake or record.intake)
    store.records[key] = (bare, revision)
    place.open_patient(key)
    assert place.patient is not None
    place.patient.show_tab("titration")
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    return page


def _plan(record: PatientRecord, start: date | None) -> PatientRecord:
    plan = Library.load().build_scheme("consensus", start=start)
    return replace(record, plan=plan)


def _links(page: TitrationPage) -> dict[str, str]:
    rows = [row for row in page.chart.findings.rows if row.line is not None and not row.isHidden()]
    return {row.line.text: row.link.text() for row in rows if row.line is not None and row.line.action}


def _drag(page: TitrationPage) -> None:
    chart = page.chart.chart
    assert chart.steps is not None
    assert chart.frame is not None
    bar = chart.steps.bars[4]
    spot = QPoint(round(bar.x1), round((bar.y + chart.frame.scale.base) / 2))
    QTest.mousePress(chart, LEFT, Qt.KeyboardModifier.NoModifier, spot)
    for dx in (6, 30, 60):
        QTest.mouseMove(chart, spot + QPoint(dx, 0))
    QTest.mouseRelease(chart, LEFT, Qt.KeyboardModifier.NoModifier, spot + QPoint(60, 0))


def _with_plan(store: FakeStore) -> None:
    key = id_of(store, "Garnier")
    record, revision = store.records[key]
    store.records[key] = (_plan(record, date(2027, 1, 4)), revision)


def test_do_not_prescribe_locks_the_chart_and_its_link_leads_to_the_decision(
    place: Workplace, store: FakeStore
) -> None:
    _with_plan(store)
    record = store.records[id_of(store, "Garnier")][0]
    declined = replace(record.intake, decision=DecisionMade(Decision.DECLINE))
    page = _open(place, store, intake=declined)
    before = record_of(place).plan
    _drag(page)
    assert record_of(place).plan == before
    locked = place.patient.work.desk.texts("titration_page.locked_declined") if place.patient else ""
    assert page.chart.readout.said == locked
    assert "locked" in page.chart.header.text()
    assert _links(page)[locked] == "Decide…"
    QTest.mouseClick(page.chart.findings.rows[0].link, LEFT)
    assert place.patient is not None
    assert place.patient.tab == "intake"
    intake = place.patient.tab_of("intake")
    assert isinstance(intake, IntakeTab)
    assert intake.stack.currentWidget() is intake.part("decision")
    work = place.patient.work
    allowed = replace(record_of(place).intake, decision=DecisionMade(Decision.PRESCRIBE))
    work.edit(replace(record_of(place), intake=allowed), lambda _: "decided")
    place.patient.show_tab("titration")
    _drag(page)
    assert record_of(place).plan != before


def test_an_undecided_intake_and_a_missing_weight_are_named_and_lock_nothing(
    place: Workplace, store: FakeStore
) -> None:
    _with_plan(store)
    record = store.records[id_of(store, "Garnier")][0]
    answers = {code: answer for code, answer in record.intake.answers.items() if code != "weight"}
    open_intake = replace(record.intake, decision=DecisionMade(), answers=MappingProxyType(answers))
    page = _open(place, store, intake=open_intake)
    links = _links(page)
    assert links["The intake has no decision to prescribe yet; issuing will ask for it."] == "Decide…"
    assert links["There is no weight: mg per kg is not shown."] == "Show in intake"
    before = record_of(place).plan
    _drag(page)
    assert record_of(place).plan != before


def test_a_treatment_under_way_is_never_locked(place: Workplace, store: FakeStore) -> None:
    key = id_of(store, "Arnaud")
    record, revision = store.records[key]
    declined = replace(record.intake, decision=DecisionMade(Decision.DECLINE))
    store.records[key] = (replace(record, intake=declined), revision)
    place.open_patient(key)
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    assert page.chart.board.editable


def test_a_plan_without_a_first_day_asks_for_it_and_takes_it_typed(place: Workplace, store: FakeStore) -> None:
    key = id_of(store, "Garnier")
    record, revision = store.records[key]
    store.records[key] = (_plan(record, None), revision)
    page = _open(place, store)
    row = next(row for row in page.chart.findings.rows if row.line is not None and row.line.action == "start")
    assert row.link.text() == "Set day 1"
    QTest.mouseClick(row.link, LEFT)
    box = page.chart.form.boxes["first_day"]
    QTest.keyClicks(box, "4/1/2027")
    QTest.keyClick(box, Qt.Key.Key_Return)
    plan = record_of(place).plan
    assert plan is not None
    assert plan.start == date(2027, 1, 4)
    assert not any(
        row.line is not None and row.line.action == "start" and row.isVisible() for row in page.chart.findings.rows
    )


def test_printing_the_chart_shows_the_schedule(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    page.chart.commands.run("print")
    assert place.pages.currentWidget() is place.paper


def test_the_charts_switches_are_kept_and_hold_when_it_is_seen_again(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    assert (page.chart.letters, page.chart.still, page.chart.mirrored) == (True, False, False)
    QTest.keyClick(place, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    switches = place.settings.chart.switches
    assert [switch.is_on() for switch in switches.values()] == [True, False, False, True]
    for switch in switches.values():
        switch.mark.click()
    QTest.keyClick(place.settings, Qt.Key.Key_Escape)
    assert (page.chart.letters, page.chart.still, page.chart.mirrored) == (False, True, True)
    before = record_of(place).plan
    page.chart.board.select(page.chart.board.plan.stages[9].uid if page.chart.board.plan else None)
    QTest.keyClick(page.chart.chart, Qt.Key.Key_H)
    assert record_of(place).plan == before


def test_a_revision_that_is_not_the_one_issued_is_shown_as_values_and_never_drawn(
    place: Workplace, store: FakeStore
) -> None:
    key = id_of(store, "Arnaud")
    record, revision = store.records[key]
    last = record.issued[-1]
    other = last.plan.with_stages([replace(last.plan.stages[0], days=3), *last.plan.stages[1:]])
    changed = replace(last, plan=other)
    store.records[key] = (replace(record, plan=None, issued=(*record.issued[:-1], changed)), revision)
    place.open_patient(key)
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    empty = page.chart.empty
    assert page.chart.pages.currentWidget() is empty
    assert "is not the plan that was issued" in empty.title.text()
    lines = empty.raw.text.splitlines()
    assert lines[1].split("\t")[:4] == ["1", "3", "D1", "D3"]
    assert len(lines) == 1 + len(other.stages)
    assert not any(button.isVisible() for button in empty.buttons.values())
    empty.raw.copy.click()
    assert QApplication.clipboard().text() == empty.raw.text


def test_a_plan_of_one_stage_says_how_to_add_another(place: Workplace, store: FakeStore) -> None:
    key = id_of(store, "Garnier")
    record, revision = store.records[key]
    plan = Library.load().build_scheme("consensus", start=date(2027, 1, 4))
    one = plan.with_stages([replace(plan.stages[0], days=None)])
    store.records[key] = (replace(record, plan=one), revision)
    page = _open(place, store)
    lines = [row.line.text for row in page.chart.findings.rows if row.line is not None and not row.isHidden()]
    assert "One stage so far: Ins adds another after it, Ctrl+D a copy." in lines


def test_the_chart_can_be_one_thing_for_readers(place: Workplace, store: FakeStore) -> None:
    place.show_page(place.settings)
    place.settings.chart.switches["stages_read"].mark.click()
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    node = QAccessible.queryAccessibleInterface(page.chart.chart)
    assert node.text(QAccessible.Text.Name) == "Titration chart"
    assert node.text(QAccessible.Text.Description).startswith("15 stages")
    assert node.childCount() == 0 or node.child(0).role() != QAccessible.Role.ListItem
