"""The guide's acts beside the chart: seen first, taken as one step, dropped without a trace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.visit import Effect
from baclodesk.gui.chart.board import Board
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.visits.act_row import ActRow
from baclodesk.gui.visits.panel import VisitPanel
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import NBSP, Texts

from .conftest import id_of
from .fakes import FakeStore

LEFT = Qt.MouseButton.LeftButton


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


class Visit:
    """A visit open beside a patient's chart."""

    def __init__(self, place: Workplace, store: FakeStore, name: str) -> None:
        self.place = place
        place.open_patient(id_of(store, name))
        assert place.patient is not None
        page = place.patient.tab_of("titration")
        assert isinstance(page, TitrationPage)
        self.page: TitrationPage = page
        QTest.keyClick(place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert self.page.visit is not None
        self.panel: VisitPanel = self.page.visit
        self.panel.acts.work_out()

    @property
    def record(self) -> PatientRecord:
        assert self.place.patient is not None
        return self.place.patient.work.record

    @property
    def board(self) -> Board:
        return self.page.chart.board

    def tell(self, *effects: Effect) -> None:
        self.panel.effects.edited.emit(effects)
        self.panel.acts.work_out()

    def suggested(self) -> ActRow:
        (row,) = [row for row in self.panel.acts.rows if row.offer.suggested]
        return row

    def row(self, code: str) -> ActRow:
        return next(row for row in self.panel.acts.rows if row.offer.code == code)


@pytest.fixture
def visit(place: Workplace, store: FakeStore) -> Visit:
    made = Visit(place, store, "Arnaud")
    made.tell(Effect("confusion", 2))
    return made


def test_the_line_under_the_title_tells_what_changed_and_the_alarm_what_to_do(visit: Visit) -> None:
    assert plain(visit.panel.since.text()) == "Since 15 Nov 2026: dose 60 mg → 70 mg; new: confusion."
    assert visit.panel.alarm.text.startswith("Confusion: No rise.")
    visit.panel.answers["suicidal"].pick("yes")
    lines = visit.panel.alarm.text.splitlines()
    assert lines[0].startswith("Suicidal thoughts: Ask now about a plan")
    assert lines[1].startswith("Confusion: ")
    visit.panel.answers["suicidal"].pick("no")
    visit.tell()
    assert visit.panel.alarm.isHidden()


def test_a_press_shows_the_act_on_the_chart_and_changes_nothing(visit: Visit) -> None:
    before, row = visit.record, visit.suggested()
    assert row.offer.code == "step_back"
    QTest.mouseClick(row.button, LEFT)
    assert visit.board.offered
    assert visit.board.preview == row.offer.plan
    assert visit.page.chart.readout.isVisible()
    chart = visit.page.chart.chart
    assert chart.steps is not None
    assert chart._shown().base == before.plan, "the outline of the plan as it is stays in sight"
    assert visit.record == before
    QTest.mouseClick(row.button, LEFT)
    assert visit.record == before, "a second press takes nothing by accident"


def test_escape_drops_the_preview_before_it_closes_the_visit(visit: Visit) -> None:
    before, row = visit.record, visit.suggested()
    QTest.mouseClick(row.button, LEFT)
    QTest.keyClick(row.button, Qt.Key.Key_Escape)
    assert visit.board.preview is None
    assert visit.panel.isVisible()
    assert visit.record == before
    QTest.keyClick(row.button, Qt.Key.Key_Escape)
    assert visit.panel.isHidden()


def test_taking_is_one_undo_step_named_after_the_act(visit: Visit) -> None:
    before, row = visit.record, visit.suggested()
    QTest.mouseClick(row.button, LEFT)
    QTest.mouseClick(visit.panel.acts.take, LEFT)
    assert visit.record.plan == row.offer.plan
    assert visit.board.preview is None
    assert visit.place.patient is not None
    assert plain(visit.place.patient.foot.undo.toolTip()) == "Act of the guide: Back to 60 mg for 7 days"
    assert visit.panel.acts.notice.text.startswith("Taken.")
    visit.place.undo()
    assert visit.record == before
    visit.panel.acts.work_out()
    assert visit.panel.acts.notice.isHidden()
    visit.place.redo()
    assert visit.record.plan == row.offer.plan


def test_by_keys_tab_shows_an_act_and_enter_takes_it(visit: Visit) -> None:
    row = visit.suggested()
    row.button.setFocus(Qt.FocusReason.TabFocusReason)
    assert visit.board.preview == row.offer.plan
    QTest.keyClick(row.button, Qt.Key.Key_Return)
    assert visit.record.plan == row.offer.plan


def test_another_act_takes_the_place_of_the_one_shown(visit: Visit) -> None:
    first, second = visit.suggested(), visit.row("hold")
    QTest.mouseClick(first.button, LEFT)
    QTest.mouseClick(second.button, LEFT)
    assert visit.board.preview == second.offer.plan
    assert first.button.property("act") == "rest"
    assert second.button.property("act") == "shown"


def test_leaving_the_acts_for_another_field_drops_the_preview(qtbot: QtBot, visit: Visit) -> None:
    QTest.mouseClick(visit.suggested().button, LEFT)
    assert visit.board.offered
    visit.panel.note.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: not visit.board.offered)
    assert visit.panel.acts.looked is None


def test_a_press_on_the_chart_drops_the_preview_and_moves_only_the_plan(visit: Visit) -> None:
    before = visit.record
    QTest.mouseClick(visit.suggested().button, LEFT)
    chart = visit.page.chart.chart
    QTest.mouseMove(chart, QPoint(200, 200))
    assert visit.board.offered, "a pointer passing by changes nothing"
    QTest.mouseClick(chart, LEFT, pos=QPoint(200, 200))
    assert visit.board.preview is None
    assert visit.panel.acts.looked is None
    assert visit.record == before


def test_a_new_finding_of_the_visit_drops_the_preview(visit: Visit) -> None:
    QTest.mouseClick(visit.suggested().button, LEFT)
    visit.panel.scales["craving"].pick("6")
    assert not visit.board.offered
    assert visit.panel.acts.looked is None


def test_an_act_that_cannot_be_says_why_and_untimely_ones_are_folded(visit: Visit) -> None:
    acts = visit.panel.acts
    folded = [row for row in acts.rows if not row.offer.timely]
    assert folded
    assert not any(row.isVisibleTo(acts) for row in folded)
    QTest.mouseClick(acts.more, LEFT)
    assert all(row.isVisibleTo(acts) for row in folded)
    refused = visit.row("level_up")
    assert not refused.button.isEnabled()
    assert refused.offer.reason == "There was no higher dose before."
    assert refused.offer.reason in refused.button.accessibleDescription()


def test_going_on_as_planned_is_shown_but_there_is_nothing_to_take(visit: Visit) -> None:
    row = visit.row("go_on")
    QTest.mouseClick(row.button, LEFT)
    assert not visit.panel.acts.take.isEnabled()
    before = visit.record
    QTest.keyClick(row.button, Qt.Key.Key_Return)
    assert visit.record is before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_offer_of_every_demonstration_patient_can_be_looked_at(
    language: str, place: Workplace, store: FakeStore
) -> None:
    seen = 0
    place._desk.texts = Texts(language)
    for record, _revision in list(store.records.values()):
        if record.plan_in_force is None:
            continue
        visit = Visit(place, store, record.identity.family_name)
        before = visit.record
        for row in list(visit.panel.acts.rows):
            if row.offer.plan is None:
                assert row.offer.reason
                continue
            visit.panel.acts.look(row.offer)
            QApplication.processEvents()
            visit.page.chart.chart.grab()
            assert visit.board.preview == row.offer.plan
            assert visit.page.chart.chart.steps is not None
            seen += 1
        visit.panel.acts.drop()
        assert visit.board.preview is None
        assert visit.record == before
    assert seen > 60


def test_the_stage_of_today_is_selected_when_a_plan_is_opened(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    assert page.chart.board.index == 6
    assert page.chart.board.plan is not None
    assert page.chart.board.plan.stage_index_on(34) == 6


def test_a_small_window_shows_the_act_in_small_beside_its_words(place: Workplace, store: FakeStore) -> None:
    place._desk.theme.choose("light", 200)
    place.window().resize(1024, 700)
    QApplication.processEvents()
    visit = Visit(place, store, "Arnaud")
    visit.tell(Effect("confusion", 2))
    QApplication.processEvents()
    assert not visit.page.pages.isVisible()
    visit.panel.acts.look(visit.suggested().offer)
    QApplication.processEvents()
    assert visit.panel.acts.outline.isVisibleTo(visit.panel.acts)
    assert visit.panel.acts.take.isVisible()
