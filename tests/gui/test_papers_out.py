"""Files that leave the program, the papers handed out, a sheet to check, the sheet beside the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from baclodesk.documents.reading import page_texts
from baclodesk.domain.patient import DocumentMade
from baclodesk.gui.jobs import PAPER
from baclodesk.gui.paper.making import Made
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services import whole_file
from baclodesk.services.sheet_code import SheetState, sheet_code
from baclodesk.services.texts import Texts

from .conftest import id_of, record_of
from .fakes import FakeStore

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def shown(qtbot: QtBot, place: Workplace, store: FakeStore, kind: str = "schedule", name: str = "Arnaud") -> Made:
    place.open_patient(id_of(store, name))
    place.show_papers([kind])
    page = place.paper
    qtbot.waitUntil(lambda: page._made is not None and page.preview.pages > 0)
    assert page._made is not None
    return page._made


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_saved_document_is_kept_and_noted_like_a_print(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    made = shown(qtbot, place, store)
    place.paper.save_as(tmp_path / "plan.pdf")
    noted = record_of(place).documents[-1]
    assert (noted.kind, noted.revision, noted.by, noted.pages) == ("schedule", 2, "Dr Laurent", 1)
    assert noted.digest == sha256(made.data).hexdigest()
    assert store.papers[noted.kept] == made.data == (tmp_path / "plan.pdf").read_bytes()
    saved = store.records[record_of(place).identity.id][0]
    assert saved.documents == record_of(place).documents, "durable before it is called saved"
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["plan.pdf"]
    assert not list(tmp_path.glob(".*.pdf*"))


def test_a_document_that_cannot_be_kept_is_not_written_and_leaves_nothing_behind(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    shown(qtbot, place, store)
    before = record_of(place)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(b"an older one")
    store.save_error = "disk_full"
    place.paper.save_as(folder / "plan.pdf")
    assert place.paper.notice.text.startswith("NOT written: it could not be kept")
    assert [path.name for path in folder.iterdir()] == ["plan.pdf"]
    assert (folder / "plan.pdf").read_bytes() == b"an older one"
    assert record_of(place) is before
    store.save_error = "bug"
    with pytest.raises(RuntimeError):
        place.paper.save_as(folder / "plan.pdf")
    assert [path.name for path in folder.iterdir()] == ["plan.pdf"]


def test_a_place_that_cannot_be_written_changes_nothing(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    shown(qtbot, place, store)
    before, kept = record_of(place), dict(store.papers)
    place.paper.save_as(tmp_path / "nowhere" / "plan.pdf")
    assert "NOT written" in place.paper.notice.text
    assert record_of(place) is before
    assert store.papers == kept


def test_a_file_written_whose_note_cannot_be_saved_says_so(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, place, store)
    keep = store.keep_paper

    def then_full(content: bytes) -> str:
        name = keep(content)
        store.save_error = "disk_full"
        return name

    monkeypatch.setattr(store, "keep_paper", then_full)
    place.paper.save_as(tmp_path / "plan.pdf")
    assert place.paper.notice.text.startswith("Written, but NOT noted")
    assert record_of(place).documents[-1].kept in store.papers, "the record in hand knows, and is saved later"


def test_a_file_that_fails_half_way_is_as_it_was_before(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    whole_file.write_whole(target, b"first")
    whole_file.write_whole(target, b"second")
    assert target.read_bytes() == b"second"

    def refuse() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        whole_file.write_whole(target, b"third", refuse)
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        ("schedule", "en", "schedule-by-stage-2026-11-22-1020.pdf"),
        ("doctor_copy", "en", "doctor-s-copy-2026-11-22-1020.pdf"),
        ("intake", "fr", "synthese-du-bilan-initial-2026-11-22-1020.pdf"),
    ],
)
def test_a_files_name_is_in_the_documents_language_and_tells_nothing_of_the_patient(
    place: Workplace, kind: str, language: str, name: str
) -> None:
    made = Made(kind, b"", 1, language, None, is_draft=False)
    assert made.file_name(place._desk.now()) == name


# ── papers handed out ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paper_handed_out_is_shown_again_byte_by_byte_after_everything_changed(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    made = shown(qtbot, place, store)
    place.paper.save_as(tmp_path / "plan.pdf")
    desk = place._desk
    desk.practice = replace(desk.practice, doctor="Dr Somebody Else", policy="uk")
    assert place.patient is not None
    place.go_back()
    place.patient.header.papers["archive"].trigger()
    archive = place.printing.archive
    assert place.pages.currentWidget() is archive
    assert archive.list.hasFocus()
    assert archive.list.item(0).text().startswith("Schedule by stage, revision 2\n22\u00a0Nov\u00a02026, ")
    assert "by Dr Laurent · 1 page · English" in archive.list.item(0).text()
    QTest.keyClick(archive.list, Qt.Key.Key_Return)
    page = place.paper
    assert place.pages.currentWidget() is page
    qtbot.waitUntil(lambda: page._made is not None and page.preview.pages > 0)
    assert page._made is not None
    assert page._made.data == made.data
    assert page.choices.isHidden()
    assert "exactly as it was handed out" in page.words.text()
    page._lay_out_for("Letter")
    assert page._made.data == made.data, "a paper of the archive is never laid out anew"
    page.save_as(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == made.data
    assert record_of(place).documents[-1].kept == record_of(place).documents[-2].kept


def test_papers_that_were_only_noted_say_why_they_do_not_come_back(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    record = record_of(place)
    noted = DocumentMade("schedule", 1, "2026-10-20T08:00:00+00:00", "Dr Laurent", "0" * 64, 1, "fr")
    part, odd = replace(noted, kind="consent.part", revision=None), replace(noted, kind="of another version")
    assert place.patient is not None
    place.patient.work.session.note_fact(replace(record, documents=(odd, noted, part)))
    archive = place.printing.archive
    place.printing.show_archive()
    assert archive.list.item(0).text().startswith("Consent, a part\n")
    assert archive.list.item(2).text().startswith("of another version, revision 1\n")
    assert "Some pages of a document" in archive.why.text()
    QTest.keyClick(archive.list, Qt.Key.Key_Down)
    assert "only its check sum" in archive.why.text()
    assert "not kept" in archive.list.item(1).text()
    assert not archive.show_paper.isEnabled()
    archive.want()
    assert place.pages.currentWidget() is archive
    place.language_chosen.emit("fr")
    assert archive.title.text() == "Documents remis"
    assert "non gardé" in archive.list.item(1).text()
    QTest.keyClick(archive, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.patient


def test_nothing_handed_out_yet_is_said(place: Workplace, store: FakeStore) -> None:
    place.printing.show_archive()
    assert place.pages.currentWidget() is not place.printing.archive, "nobody is in sight"
    place.open_patient(id_of(store, "Huet"))
    place.printing.show_archive()
    assert not place.printing.archive.empty.isHidden()
    assert place.printing.archive.chosen is None


def test_a_paper_that_was_changed_in_the_store_is_not_shown(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    shown(qtbot, place, store)
    place.paper.save_as(tmp_path / "plan.pdf")
    store.papers[record_of(place).documents[-1].kept] = b"%PDF another"
    place.printing.show_archive()
    place.printing.archive.want()
    qtbot.waitUntil(lambda: "not what was handed out" in place.paper.notice.text)
    assert not place.paper.print.isEnabled()


# ── a sheet to check ─────────────────────────────────────────────────────────────────────────────────────────────────


def code_on(made: Made) -> str:
    text = re.sub(r"\s+", " ", " ".join(PAPER.submit(page_texts, made.data).result()))
    found = re.search(r"check code (\S+)", text)
    assert found is not None
    return found.group(1)


def test_the_code_on_a_sheet_says_that_it_is_in_force_and_opens_its_patient(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    code = code_on(shown(qtbot, place, store))
    place.open_patient(id_of(store, "Bekri"))
    QTest.keyClick(place, Qt.Key.Key_K, CONTROL_SHIFT)
    sheet = place.printing.sheet
    assert place.pages.currentWidget() is sheet
    assert sheet.line.hasFocus()
    QTest.keyClicks(sheet.line, code.lower())
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "in force" in sheet.notice.text)
    assert "Arnaud" not in sheet.notice.text
    place.language_chosen.emit("fr")
    assert "en vigueur" in sheet.notice.text
    QTest.mouseClick(sheet.patient, Qt.MouseButton.LeftButton)
    assert record_of(place).identity.family_name == "Arnaud"


def test_an_older_sheet_is_out_of_date_and_a_mistyped_code_is_told_from_it(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    arnaud = store.records[id_of(store, "Arnaud")][0]
    older = sheet_code(arnaud.identity.id, arnaud.issued[0])
    sheet = place.printing.sheet
    place.printing.page.sheet_wanted.emit()
    sheet.line.setText(older.text)
    QTest.mouseClick(sheet.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "OUT OF DATE" in sheet.notice.text)
    assert sheet._verdict is not None
    assert sheet._verdict.state is SheetState.REPLACED
    sheet.line.setText(older.text[:-1] + ("A" if older.text[-1] != "A" else "B"))
    sheet.look_up()
    assert "mistyped" in sheet.notice.text
    assert sheet.patient.isHidden()
    sheet._open()
    sheet.line.setText("hello")
    sheet.look_up()
    assert "no check code" in sheet.notice.text
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is not sheet


def test_files_that_cannot_be_read_are_said_and_leaving_forgets_the_question(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    arnaud = store.records[id_of(store, "Arnaud")][0]
    sheet = place.printing.sheet
    place.printing.want("check")
    sheet.line.setText(sheet_code(arnaud.identity.id, arnaud.issued[-1]).text)
    store.open_error = "damaged"
    sheet.look_up()
    qtbot.waitUntil(lambda: bool(sheet.notice.text))
    sheet.look_up()
    sheet.forget()
    assert sheet.line.text() == ""


# ── the sheet beside the plan ────────────────────────────────────────────────────────────────────────────────────────


def titration(place: Workplace) -> TitrationPage:
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    return page


def test_the_sheet_stands_beside_the_plan_and_follows_every_change(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.patient.show_tab("consent")
    place.patient.header.beside.trigger()
    assert place.patient.tab == "titration"
    sheet = titration(place).sheet
    assert sheet is not None
    with qtbot.waitSignal(sheet.drawn):
        pass
    assert "draft" in sheet.words.text()
    before = sheet.sheet.pixmap().toImage()
    record = record_of(place)
    with qtbot.waitSignal(sheet.drawn):
        place.patient.work.edit(replace(record, plan=record.plan_in_force), lambda _: "as issued")
    assert sheet.words.text() == "As it is in force."
    assert sheet.sheet.pixmap().toImage() != before
    place._desk.texts = Texts("fr")
    with qtbot.waitSignal(sheet.drawn):
        place.retranslate(Texts("fr"))
    assert sheet.words.text() == "Telle qu’elle est en vigueur."


def test_changes_that_come_while_a_sheet_is_made_are_taken_together(
    qtbot: QtBot, place: Workplace, store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open_patient(id_of(store, "Bekri"))
    place.patient.header.beside.trigger()  # type: ignore[union-attr]
    page = titration(place)
    sheet = page.sheet
    assert sheet is not None
    drawn: list[int] = []
    sheet.drawn.connect(lambda: drawn.append(1))
    record = record_of(place)
    for text in "abcde":
        sheet.show_record(replace(record, identity=replace(record.identity, given_name=text)))
    qtbot.waitUntil(lambda: sheet._job is None)
    assert len(drawn) <= 2
    assert sheet._shown is not None
    assert sheet._shown.identity.given_name == "e"


def test_a_plan_that_may_not_be_printed_says_why_and_comes_back_when_it_may(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    place.open_patient(id_of(store, "Huet"))
    assert place.patient is not None
    place.patient.header.beside.trigger()
    sheet = titration(place).sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: "no plan yet" in sheet.words.text())
    assert sheet.sheet.isHidden()
    with qtbot.waitSignal(sheet.drawn):
        titration(place).host.new_plan("consensus")
    assert not sheet.sheet.isHidden()


def test_it_gives_way_to_a_visit_stays_on_from_one_patient_to_the_next_and_can_be_closed(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.patient.header.beside.trigger()
    page = titration(place)
    assert page.sheet is not None
    page.open_visit()
    assert page.sheet.isHidden()
    page.close_visit()
    assert not page.sheet.isHidden()
    place.open_patient(id_of(store, "Bekri"))
    page = titration(place)
    assert page.sheet is not None
    assert place.patient.header.beside.isChecked()
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet._job is None)
    page.resize(page.width() - 40, page.height())
    QTest.mouseClick(page.sheet.close_panel, Qt.MouseButton.LeftButton)
    assert page.sheet.isHidden()
    assert not place.patient.header.beside.isChecked()
    assert place._desk.preferences.sheet_beside is False
    page.sheet.forget()


# ── what a prescription supplies ─────────────────────────────────────────────────────────────────────────────────────


def test_a_saved_prescription_notes_what_it_supplies_and_a_reprint_of_it_supplies_nothing_again(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    shown(qtbot, place, store, "prescription")
    assert record_of(place).supply is None
    place.paper.save_as(tmp_path / "prescription.pdf")
    given = record_of(place).supply
    assert given is not None
    assert (given.written_on, given.first_on, given.as_needed) == (date(2026, 11, 22), date(2026, 11, 22), False)
    assert store.records[record_of(place).identity.id][0].supply == given, "durable"
    place.go_back()
    place.printing.show_archive()
    place.printing.archive.want()
    page = place.paper
    qtbot.waitUntil(lambda: page._made is not None and bool(page._made.kept) and page.preview.pages > 0)
    page.save_as(tmp_path / "again.pdf")
    first, second = record_of(place).documents[-2:]
    assert (first.kind, second.kind, second.supply) == ("prescription", "prescription", None)
    assert record_of(place).supply == given


def test_a_prescription_of_a_draft_supplies_nothing(
    qtbot: QtBot, place: Workplace, store: FakeStore, tmp_path: Path
) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    work = place.patient.work
    work.session.note_fact(replace(work.record, issued=()))
    place.show_papers(["prescription"])
    page = place.paper
    qtbot.waitUntil(lambda: page._made is not None and page.preview.pages > 0)
    assert page._made is not None
    assert page._made.is_draft
    page.save_as(tmp_path / "draft.pdf")
    assert (record_of(place).documents[-1].kind, record_of(place).supply) == ("prescription", None)
