"""Titration, visits, consent, issue and documents in the patient's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Severity
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.patient import DocumentMade
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.gui.chart.host import FindingLine
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.gui.issue.page import blocked
from baclodesk.gui.paper.page import PaperPage
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.visits.panel import VisitPanel
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import NBSP, Texts

from .conftest import id_of, record_of
from .fakes import NOW, FakeStore


def titration(place: Workplace, store: FakeStore, name: str) -> TitrationPage:
    place.open_patient(id_of(store, name))
    assert place.patient is not None
    place.patient.show_tab("titration")
    made = place.patient.tab_of("titration")
    assert isinstance(made, TitrationPage)
    return made


def consent(place: Workplace, store: FakeStore, name: str) -> ConsentTab:
    place.open_patient(id_of(store, name))
    assert place.patient is not None
    place.patient.show_tab("consent")
    made = place.patient.tab_of("consent")
    assert isinstance(made, ConsentTab)
    return made


def visit_panel(page: TitrationPage) -> VisitPanel:
    page.open_visit()
    assert page.visit is not None
    return page.visit


# ── the chart over the session ────────────────────────────────────────────────────────────────────────────────────────


def test_the_consensus_scheme_is_loaded_as_one_step(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Caron")
    page.host.new_plan("consensus")
    plan = record_of(place).plan
    assert plan is not None
    assert len(plan.stages) == 15
    assert plan.start == date(2026, 11, 22)
    place.undo()
    assert record_of(place).plan is None
    page.host.new_plan("blank")
    plan = record_of(place).plan
    assert plan is not None
    assert len(plan.stages) == 1


def test_an_edit_on_the_chart_is_a_step_of_the_record_and_undo_selects_the_stage(
    place: Workplace, store: FakeStore
) -> None:
    page = titration(place, store, "Arnaud")
    plan = record_of(place).plan
    assert plan is not None
    ninth = plan.stages[8].uid
    page.chart.board.set_value(Handle(HandleKind.END, ninth), Fraction(9))
    changed = record_of(place).plan
    assert changed is not None
    assert changed.stage(ninth).days == 9
    assert place.patient is not None
    assert "9" in place.patient.foot.undo.text()
    place.patient.show_tab("intake")
    place.undo()
    assert record_of(place).plan == plan
    assert place.patient.tab == "titration"
    assert page.chart.board.current == ninth
    page.host.redo()
    assert record_of(place).plan == changed
    page.host.undo()
    assert record_of(place).plan == plan


def test_a_drag_holds_saving_and_undo_until_it_is_dropped(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Arnaud")
    plan = record_of(place).plan
    assert plan is not None
    board = page.chart.board
    page.host.commit(
        plan, page.chart.board.applied(Handle(HandleKind.END, plan.stages[8].uid), Fraction(9)), lambda _: "x"
    )
    preview = board.applied(Handle(HandleKind.END, plan.stages[9].uid), Fraction(8))
    board.preview = preview
    board.previewed.emit()
    assert place.patient is not None
    place.patient.work.autosave.begin()
    assert store.saves == []
    board.preview = None
    board.previewed.emit()
    place.patient.work.autosave.flush()
    assert len(store.saves) == 1


def test_links_of_findings_lead_to_the_question_or_to_the_issue_page(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    page = titration(place, store, "Arnaud")
    plan = record_of(place).plan
    assert plan is not None
    lines = page.host.findings(plan)
    assert {line.action for line in lines} >= {"reason", "intake"}
    reason = next(line for line in lines if line.action == "reason")
    page.host.follow(reason)
    assert place.pages.currentWidget() is place.issue
    qtbot.waitUntil(place.issue.points.reasons[reason.key].hasFocus)
    place.issue.left.emit()
    page.host.follow(FindingLine("x", Severity.CAUTION, key="patient.egfr_low/egfr", action="intake"))
    assert place.patient is not None
    assert place.patient.tab == "intake"
    dragged = page.chart.board.applied(Handle(HandleKind.END, plan.stages[8].uid), Fraction(9))
    assert page.host.findings(dragged)


def test_tablets_that_have_ended_lead_to_a_prescription_and_one_that_is_saved_settles_it(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    page = titration(place, store, "Arnaud")
    record = record_of(place)
    plan, on = record.plan_in_force, NOW.date() - timedelta(20)
    assert plan is not None
    assert place.patient is not None
    item = plan.products[0]
    given = Supplied(on, on, (SuppliedTablets(item.name, item.strength_mg, 40),))
    paper = DocumentMade("prescription", 2, f"{on}T09:00:00+00:00", "Dr Laurent", supply=given)
    place.patient.work.session.note_fact(replace(record, documents=(*record.documents, paper)))
    assert page.chart.board.state.supply == given
    (line,) = [line for line in page.chart.board.findings if line.code == "supply_ended"]
    assert (line.action, line.severity) == ("prescription", Severity.CAUTION)
    row = next(row for row in page.chart.findings.rows if row.line == line)
    assert row.link.text() == "Write a prescription…"
    QTest.mouseClick(row.link, Qt.MouseButton.LeftButton)
    made = place.paper
    assert place.pages.currentWidget() is made
    qtbot.waitUntil(lambda: made._made is not None and made._made.kind == "prescription" and made.preview.pages > 0)
    made.save_as(tmp_path / "prescription.pdf")
    place.go_back()
    assert not [line for line in page.chart.board.findings if line.code.startswith("supply_")]
    assert page.chart.board.supply_until(plan) == 34 + 27


def test_another_scheme_is_chosen_in_the_charts_place(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Caron")
    page.host.new_plan("other")
    panel = page.schemes
    assert panel is not None
    names = [panel.list.item(n).data(int(Qt.ItemDataRole.UserRole)) for n in range(panel.list.count())]
    panel.list.setCurrentRow(names.index("reduce"))
    assert not panel.before.isHidden()
    panel.before.setText("")
    panel.load()
    assert not panel.notice.isHidden(), "a dose to reduce from is needed"
    panel.before.setText("120")
    panel.start.line.setText("nonsense")
    panel.start.line.textEdited.emit("nonsense")
    panel.load()
    assert "date is expected" in panel.notice.text
    panel.start.line.setText("1 12 2026")
    panel.start.line.textEdited.emit("1 12 2026")
    place._desk.texts = Texts("fr")
    panel.retranslate(Texts("fr"))
    assert panel.go.text() == "Charger le schéma"
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    plan = record_of(place).plan
    assert plan is not None
    assert plan.start == date(2026, 12, 1)
    page.offer_schemes()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert page.chart.isVisible()


# ── visits ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_visit_is_written_beside_the_chart_and_every_field_is_a_step(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Arnaud")
    QTest.keyClick(place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = page.visit
    assert panel is not None
    assert panel.planned.text().replace(NBSP, " ") == "Day 34, planned 70 mg"
    before = len(record_of(place).visits)
    QTest.keyClicks(panel.lines["taken_mg"], "70")
    panel.scales["craving"].pick("3")
    panel.answers["falls"].pick("no")
    QTest.keyClicks(panel.note, "better")
    panel.next_visit.line.setText("6 12 2026")
    panel.next_visit.line.textEdited.emit("6 12 2026")
    visit = record_of(place).visits[-1]
    assert len(record_of(place).visits) == before + 1
    assert (visit.taken_mg, visit.craving, visit.falls, visit.note) == (70, 3, False, "better")
    assert visit.next_visit == date(2026, 12, 6)
    assert (visit.day, visit.planned_mg) == (34, 70)
    assert panel.since.text().startswith("Since ")
    place.undo()
    place.undo()
    assert record_of(place).visits[-1].note == ""
    panel.scales["craving"].pick("3")
    assert record_of(place).visits[-1].craving is None, "the same again takes it back"
    panel.answers["falls"].pick("no")
    assert record_of(place).visits[-1].falls is None
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_effects_are_added_graded_and_taken_out(place: Workplace, store: FakeStore) -> None:
    panel = visit_panel(titration(place, store, "Arnaud"))
    place_of = panel.effects.add.findData("confusion")
    assert place_of > 0
    panel.effects.add.activated.emit(place_of)
    panel.effects.add.activated.emit(place_of)
    row = panel.effects.rows[0]
    row.severity.pick("3")
    row.course.activated.emit(2)
    effect = record_of(place).visits[-1].effects[0]
    assert (effect.code, effect.severity, effect.course) == ("confusion", 3, "better")
    assert row._advice.property("role") == "bad", "an alarm says what to do now"
    QTest.mouseClick(row._remove, Qt.MouseButton.LeftButton)
    assert record_of(place).visits[-1].effects == ()


def test_suicidal_thoughts_say_what_to_do_now(place: Workplace, store: FakeStore) -> None:
    panel = visit_panel(titration(place, store, "Arnaud"))
    panel.answers["suicidal"].pick("yes")
    assert "Do not leave the patient alone" in panel.alarm.text
    panel.answers["suicidal"].pick("no")
    assert panel.alarm.isHidden()


def test_one_goes_through_earlier_visits_and_takes_one_out(place: Workplace, store: FakeStore) -> None:
    panel = visit_panel(titration(place, store, "Arnaud"))
    visits = record_of(place).visits
    QTest.mouseClick(panel.earlier, Qt.MouseButton.LeftButton)
    assert panel._visit == visits[-1]
    QTest.mouseClick(panel.earlier, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.later, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.later, Qt.MouseButton.LeftButton)
    assert panel._visit == visits[-1]
    QTest.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert len(record_of(place).visits) == len(visits) - 1
    place.undo()
    assert record_of(place).visits == visits
    panel.start_new()
    assert panel.remove.isHidden(), "a visit without a field is not kept yet"


def test_the_day_of_a_visit_can_be_another_and_counts_are_whole(place: Workplace, store: FakeStore) -> None:
    panel = visit_panel(titration(place, store, "Arnaud"))
    panel.on.line.setText("20 11 2026")
    panel.on.line.textEdited.emit("20 11 2026")
    visit = record_of(place).visits[-1]
    assert (visit.on, visit.day) == (date(2026, 11, 20), 32)
    QTest.keyClicks(panel.lines["systolic"], "130,5")
    assert record_of(place).visits[-1].systolic in (1, 13, 130)
    assert panel.lines["systolic"].property("wrong") is True
    panel.lines["systolic"].clear()
    panel.lines["systolic"].textEdited.emit("")
    assert record_of(place).visits[-1].systolic is None
    assert panel.lines["systolic"].property("wrong") is False


def test_todays_visit_is_opened_again_not_begun_twice(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Arnaud")
    panel = visit_panel(page)
    panel.scales["mood"].pick("7")
    page.close_visit()
    page.open_visit()
    assert panel._visit == record_of(place).visits[-1]


# ── consent ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_stands_beside_the_clauses_as_it_will_print(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    tab = consent(place, store, "Arnaud")
    qtbot.waitUntil(lambda: tab.preview.pages == 2)
    assert tab.state.text().startswith("Signed on 14")
    assert not tab.sign.isEnabled()


def test_a_consent_is_prepared_printed_and_signed_on_paper(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    page = titration(place, store, "Caron")
    page.host.new_plan("consensus")
    tab = consent(place, store, "Caron")
    assert tab.state.text() == "No consent yet"
    assert tab.dose.text() == "200"
    qtbot.waitUntil(lambda: tab.preview.pages == 2)
    QTest.mouseClick(tab.prepare, Qt.MouseButton.LeftButton)
    assert record_of(place).consent.state is ConsentState.PREPARED
    assert not tab.prepare.isEnabled()
    QTest.mouseClick(tab.sign, Qt.MouseButton.LeftButton)
    QTest.keyClicks(tab.signing.words, "Folder 12")
    QTest.keyClick(tab.signing.words, Qt.Key.Key_Return)
    kept = record_of(place).consent
    assert (kept.state, kept.signed_on, kept.paper_at) == (ConsentState.SIGNED, date(2026, 11, 22), "Folder 12")
    assert "Folder 12" in tab.state.text()
    QTest.mouseClick(tab.withdraw, Qt.MouseButton.LeftButton)
    tab.signing.on.line.setText("x")
    tab.signing.on.line.textEdited.emit("x")
    tab.signing.on.set_value(None)
    QTest.keyClick(tab.signing.words, Qt.Key.Key_Return)
    assert record_of(place).consent.is_signed, "no day, no withdrawal"
    tab.signing.open_for("withdrawn")
    tab.signing.go.click()
    assert record_of(place).consent.state is ConsentState.WITHDRAWN
    assert not tab.renewal.isHidden()
    place.undo()
    assert record_of(place).consent.is_signed


def test_names_dose_language_and_optional_clauses_can_be_changed_before_it_is_prepared(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    titration(place, store, "Caron").host.new_plan("consensus")
    tab = consent(place, store, "Caron")
    optional = tab.clauses["no_court"]
    assert not optional.is_on()
    QTest.mouseClick(optional.mark, Qt.MouseButton.LeftButton)
    fixed = tab.clauses["information"]
    QTest.mouseClick(fixed, Qt.MouseButton.LeftButton)
    assert fixed.is_on()
    QTest.keyClicks(tab.lines["witness"], "M. Martin")
    tab.language.pick("fr")
    tab.dose.setText("")
    tab.dose.textEdited.emit("")
    assert not tab.prepare.isEnabled()
    tab.dose.setText("120")
    tab.dose.textEdited.emit("120")
    tab.prepare_consent()
    kept = record_of(place).consent
    assert (kept.language, kept.optional, kept.witness, kept.up_to_mg) == ("fr", ("no_court",), "M. Martin", 120)
    tab.take_focus()
    assert tab.print.isEnabled()


def test_without_a_dose_the_tab_says_what_is_missing(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    tab = consent(place, store, "Caron")
    qtbot.waitUntil(lambda: not tab.refusal.isHidden())
    assert "Make a plan" in tab.refusal.text()
    assert not tab.prepare.isEnabled()
    tab.settle()


# ── issue ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def answer_everything(place: Workplace) -> None:
    for field in place.issue.points.reasons.values():
        field.setFocus()
        QTest.keyClicks(field, "because")
    for tick in place.issue.points.ticks.values():
        QTest.mouseClick(tick.mark, Qt.MouseButton.LeftButton)


def test_a_plan_is_issued_only_when_everything_has_an_answer(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    titration(place, store, "Arnaud")
    QTest.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    issue = place.issue
    assert issue.title.text() == "Arnaud, Claire"
    assert issue.who.text().replace(NBSP, " ") == "born 3 May 1979 · Issue revision 3"
    assert "603" in issue.sums.text()
    assert not issue.issue.isEnabled()
    answer_everything(place)
    assert issue.issue.isEnabled()
    place.retranslate(Texts("en"))
    assert issue.issue.isEnabled(), "answers outlive a redrawing"
    QTest.mouseClick(issue.issue, Qt.MouseButton.LeftButton)
    record = record_of(place)
    assert [item.revision for item in record.issued] == [1, 2, 3]
    assert {answer.reason for answer in record.issued[-1].answers} == {"because", ""}
    assert store.records[record.identity.id][0] == record, "saved before it is said"
    assert issue.after.title.text().startswith("Revision 3 is issued")
    assert issue.after.kinds == ["schedule", "intake"], "the consent is signed already"
    place.undo()
    assert len(record_of(place).issued) == 3
    QTest.mouseClick(issue.after.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.paper.preview.pages > 0)
    assert not place.paper.next.isHidden()
    QTest.mouseClick(place.paper.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(place.paper.open.isEnabled)
    assert place.paper.title.text() == "Intake summary"
    place.paper.forget()


def test_a_revision_that_cannot_be_saved_is_not_called_issued(place: Workplace, store: FakeStore) -> None:
    titration(place, store, "Arnaud")
    place.show_issue()
    answer_everything(place)
    store.save_error = "not_enough_space"
    place.issue.issue_plan()
    assert "NOT saved" in place.issue.notice.text
    assert place.issue.pages.currentIndex() == 0


def test_nothing_to_issue_is_said(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    place.show_issue()
    assert "no plan" in place.issue.state.text()
    place.issue.issue_plan()
    assert record_of(place).issued == ()
    place.open_patient(id_of(store, "Delmas"))
    place.show_issue()
    assert "Nothing has changed" in place.issue.state.text()
    assert blocked(record_of(place)) == "unchanged"


def test_links_lead_to_where_a_point_is_settled(place: Workplace, store: FakeStore) -> None:
    titration(place, store, "Caron").host.new_plan("consensus")
    place.show_issue()
    place.issue.place_wanted.emit("consent", "")
    assert place.patient is not None
    assert place.patient.tab == "consent"
    place.show_issue()
    place.issue.place_wanted.emit("intake", "egfr")
    assert place.patient.tab == "intake"
    place.show_issue()
    QTest.keyClick(place.issue, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.patient
    QTest.mouseClick(place.patient.header.badge, Qt.MouseButton.LeftButton)
    assert place.pages.currentWidget() is place.issue


# ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_shown_saved_and_remembered(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.paper
    place.patient.header.papers["schedule"].trigger()
    assert place.pages.currentWidget() is page
    qtbot.waitUntil(lambda: page.preview.pages == 1)
    assert "It shows revision 2" in page.words.text()
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("schedule-by-stage-2026-11-22-1020.pdf"), "no name in the file's name"
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    dialog.close()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert page.notice.text == "Saved as plan.pdf."
    made = record_of(place).documents[-1]
    assert (made.kind, made.revision) == ("schedule", 2)
    assert place.patient.foot.undo.isEnabled() is False, "a paper written is no step"
    page.save_as(tmp_path / "nowhere" / "plan.pdf")
    assert "NOT written" in page.notice.text
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.patient


def test_a_document_is_opened_from_a_private_folder_that_goes_with_the_patient(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    opened: list[QUrl] = []

    def viewer(url: QUrl) -> bool:
        opened.append(url)
        return True

    place.paper._files._open_url = viewer
    titration(place, store, "Caron").host.new_plan("consensus")
    consent(place, store, "Caron").prepare_consent()
    place.show_papers(["consent"])
    page: PaperPage = place.paper
    qtbot.waitUntil(page.open.isEnabled)
    QTest.mouseClick(page.open, Qt.MouseButton.LeftButton)
    path = Path(opened[0].toLocalFile())
    assert path.exists()
    assert record_of(place).consent.state is ConsentState.PRINTED
    page._files._open_url = lambda _url: False
    page.open_in_viewer()
    assert "no program" in page.notice.text
    place.open_patient(id_of(store, "Delmas"))
    assert not path.parent.exists()


def test_a_draft_says_so_and_a_refusal_says_why(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    titration(place, store, "Caron").host.new_plan("consensus")
    place.show_papers(["schedule"])
    qtbot.waitUntil(place.paper.open.isEnabled)
    assert "DRAFT" in place.paper.words.text()
    place.open_patient(id_of(store, "Huet"))
    place.show_papers(["schedule"])
    qtbot.waitUntil(lambda: not place.paper.notice.isHidden())
    assert "no plan yet" in place.paper.notice.text
    place.paper.open_in_viewer()
    place.paper.ask_where()
    assert record_of(place).documents == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_print_menu_speaks_the_language(place: Workplace, store: FakeStore, language: str) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.language_chosen.emit(language)
    papers = place.patient.header.papers
    assert papers["intake"].text() == {"en": "Intake summary", "fr": "Synthèse du bilan initial"}[language]
    assert papers["archive"].text() == {"en": "Papers handed out…", "fr": "Documents remis…"}[language]
