"""Printing one document: the bytes in sight come out, are noted when they did, and every trouble is a sentence."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.consent import ConsentState
from baclodesk.gui.printing.panel import PrintPanel
from baclodesk.gui.workplace import Workplace
from baclodesk.services.printing import MOST_COPIES, spans
from baclodesk.services.texts import Texts

from ..conftest import id_of, record_of
from .conftest import open_panel
from .keeping import LASER, Keeping, ListedStore


def press(panel: PrintPanel) -> None:
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)


def test_the_bytes_printed_are_those_in_sight_and_are_noted_and_kept(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    made = place.paper._made
    assert made is not None
    before = len(record_of(place).documents)
    press(panel)
    qtbot.waitUntil(lambda: bool(panel.notice.text))
    (job,) = backend.jobs
    assert job.data == made.data
    noted = record_of(place).documents[before:]
    assert [(item.kind, item.revision, item.pages, item.by) for item in noted] == [("schedule", 2, 1, "Dr Laurent")]
    assert noted[0].digest == sha256(made.data).hexdigest()
    saved = store.records[record_of(place).identity.id][0]
    assert saved.documents == record_of(place).documents
    assert store.papers[noted[0].kept] == made.data
    assert "1 page was handed to Office laser" in panel.notice.text


def test_by_keyboard_alone_control_p_and_enter_print(qtbot: QtBot, place: Workplace, store: ListedStore) -> None:
    backend = place._desk.backend
    assert isinstance(backend, Keeping)
    place.open_patient(id_of(store, "Arnaud"))
    place.show_papers(["schedule"])
    qtbot.waitUntil(place.paper.print.hasFocus)
    panel = place.printing.panel
    assert panel.isHidden()
    QTest.keyClick(place, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isHidden()
    qtbot.waitUntil(panel.go.isEnabled)
    panel.copies.setFocus()
    focused = QApplication.focusWidget()
    assert focused is panel.copies.number
    QTest.keyClick(focused, Qt.Key.Key_Up)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(backend.jobs) and panel.go.hasFocus())
    assert backend.jobs[0].copies == 2
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert place.paper.print.hasFocus()
    QTest.keyClick(place.paper, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.patient


def test_copies_are_counted_by_the_buttons(panel: PrintPanel) -> None:
    for part in (panel.copies.more, panel.copies.more, panel.copies.fewer):
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    job = panel.job()
    assert job is not None
    assert job.copies == 2
    panel.copies.number.selectAll()
    QTest.keyClicks(panel.copies.number, "99")
    assert panel.copies.value == MOST_COPIES
    panel.copies.number.selectAll()
    QTest.keyClicks(panel.copies.number, "x")
    QTest.keyClick(panel.copies.number, Qt.Key.Key_Down)
    assert panel.copies.number.text() == "19"
    QTest.keyClick(panel.copies.number, Qt.Key.Key_Up)
    assert panel.copies.value == MOST_COPIES


def test_a_consent_on_both_sides_keeps_its_two_copies_on_two_sheets(
    qtbot: QtBot, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    panel = open_panel(qtbot, place, store, "consent", "Lemoine")
    assert record_of(place).consent.state is ConsentState.PRINTED
    QTest.mouseClick(panel.choice.both_sides.mark, Qt.MouseButton.LeftButton)
    press(panel)
    qtbot.waitUntil(lambda: bool(backend.jobs))
    (job,) = backend.jobs
    assert job.duplex
    assert len(spans(job)) == 2
    assert all(span.first in job.sheets for span in spans(job))
    panel.choice.list.setCurrentIndex(1)
    assert panel.choice.both_sides.isHidden(), "this printer prints on one side"
    assert not panel.choice.duplex


def test_some_pages_are_printed_and_noted_as_a_part(
    qtbot: QtBot, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    panel = open_panel(qtbot, place, store, "consent", "Lemoine")
    QTest.keyClicks(panel.pages, "2")
    press(panel)
    qtbot.waitUntil(lambda: bool(panel.notice.text))
    assert (backend.jobs[0].first, backend.jobs[0].last) == (2, 2)
    assert record_of(place).documents[-1].kind == "consent.part"
    assert "part" in panel.notice.text


def test_pages_that_do_not_exist_are_not_printed(panel: PrintPanel, backend: Keeping) -> None:
    QTest.keyClicks(panel.pages, "7")
    assert "There is 1 page" in panel.pages_words.text()
    assert not panel.go.isEnabled()
    QTest.keyClick(panel.pages, Qt.Key.Key_Return)
    assert backend.jobs == []
    QTest.keyClick(panel.pages, Qt.Key.Key_Backspace)
    assert panel.go.isEnabled()
    assert panel.pages_words.isHidden()


def test_another_usual_paper_is_said_and_a_paper_the_printer_lacks_is_not_printed(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, backend: Keeping
) -> None:
    assert panel.paper_words.text() == "Paper: A4"
    panel.choice.list.setFocus()
    QTest.keyClick(panel.choice.list, Qt.Key.Key_Down)
    assert "This printer has no A4" in panel.paper_notice.text
    assert not panel.go.isEnabled()
    QTest.mouseClick(panel.paper_notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.go.isEnabled)
    assert panel.paper_words.text() == "Paper: Letter"
    press(panel)
    qtbot.waitUntil(lambda: "handed to" in panel.notice.text)
    assert backend.jobs[0].paper == "Letter"
    panel.choice.list.setCurrentIndex(0)
    assert "laid out for Letter, the printer usually takes A4" in panel.paper_notice.text
    assert panel.go.isEnabled()


def test_a_failing_printer_says_so_nothing_is_noted_and_it_can_be_tried_again(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, backend: Keeping
) -> None:
    before = record_of(place).documents
    backend.fails = ["refused"]
    press(panel)
    qtbot.waitUntil(lambda: bool(panel.notice.text))
    assert "did not take the document" in panel.notice.text
    assert record_of(place).documents == before
    QTest.mouseClick(panel.notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "handed to" in panel.notice.text)
    assert len(record_of(place).documents) == len(before) + 1


def test_a_print_is_stopped_in_the_middle_and_not_noted(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, backend: Keeping
) -> None:
    before = record_of(place).documents
    panel.copies.show_value(3)
    backend.gate.clear()
    press(panel)
    qtbot.waitUntil(lambda: panel.progress.text() == "Page 1 of 3")
    assert not panel.go.isEnabled()
    press(panel)
    panel.print_document()
    assert backend.reached.wait(20)
    QTest.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    backend.gate.set()
    qtbot.waitUntil(lambda: panel.notice.text.startswith("Stopped."))
    assert backend.jobs == []
    assert record_of(place).documents == before
    backend.gate.clear()
    press(panel)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    backend.gate.set()
    qtbot.waitUntil(panel.go.isEnabled)
    assert backend.jobs == []
    assert not panel.isHidden(), "Escape stopped the print and left the panel"


def test_no_printer_is_a_sentence_and_looking_again_finds_one(
    qtbot: QtBot, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    backend.list = []
    panel = open_panel(qtbot, place, store)
    assert "no printer" in panel.choice.notice.text
    assert not panel.go.isEnabled()
    assert place.paper.open.isEnabled(), "the viewer stays"
    panel.print_document()
    assert backend.jobs == []
    backend.fails = ["list"]
    panel.choice.look()
    qtbot.waitUntil(lambda: backend.fails == [])
    backend.list = [LASER]
    QTest.mouseClick(panel.choice.notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.go.isEnabled)


def test_a_stopped_printer_is_told_and_the_printer_is_remembered_without_any_patient(
    panel: PrintPanel, place: Workplace, backend: Keeping
) -> None:
    panel.choice.list.setCurrentIndex(2)
    assert "stopped" in panel.choice.notice.text
    preferences = place._desk.preferences
    assert (preferences.printer, preferences.both_sides) == ("stopped", False)
    panel.choice.list.setCurrentIndex(0)
    QTest.mouseClick(panel.choice.both_sides.mark, Qt.MouseButton.LeftButton)
    preferences.write()
    text = Path(preferences._file.fileName()).read_text("utf-8")
    assert "Arnaud" not in text
    assert "laser" in text
    assert "both" in text


def test_a_print_that_cannot_be_noted_says_so_and_is_noted_once_later(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    before = len(record_of(place).documents)
    store.save_error = "not_enough_space"
    press(panel)
    qtbot.waitUntil(lambda: bool(panel.notice.text))
    assert "Printed, but NOT noted" in panel.notice.text
    assert "disk is full" in panel.notice.text
    store.save_error = ""
    QTest.mouseClick(panel.notice.act, Qt.MouseButton.LeftButton)
    assert "handed to Office laser" in panel.notice.text
    assert len(record_of(place).documents) == before + 1
    assert len(backend.jobs) == 1


def test_another_patient_opened_meanwhile_does_not_take_the_note(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    arnaud = record_of(place)
    backend.gate.clear()
    press(panel)
    assert backend.reached.wait(20)
    place.open_patient(id_of(store, "Bekri"))
    bekri = record_of(place).documents
    backend.gate.set()
    qtbot.waitUntil(lambda: len(store.records[arnaud.identity.id][0].documents) == len(arnaud.documents) + 1)
    assert record_of(place).documents == bekri


def test_locking_waits_for_the_page_in_hand_and_what_came_out_is_noted(
    qtbot: QtBot, panel: PrintPanel, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    arnaud = record_of(place)
    press(panel)
    place.close_down()
    assert store.locked
    saved = store.records[arnaud.identity.id][0]
    assert len(saved.documents) == len(arnaud.documents) + len(backend.jobs)


def test_the_job_names_nobody_and_the_panel_speaks_french(panel: PrintPanel, place: Workplace) -> None:
    job = panel.job()
    assert job is not None
    assert job.title == "BacloDesk: Schedule by stage"
    place._desk.texts = Texts("fr")
    place.retranslate(Texts("fr"))
    assert panel.go.text() == "Imprimer"
    french = panel.job()
    assert french is not None
    assert "Arnaud" not in french.title + repr(french)
    assert panel.choice.list.itemText(0) == "Office laser (habituelle)"


def test_without_a_document_there_is_nothing_to_print(place: Workplace, backend: Keeping) -> None:
    place.paper.ask_print()
    panel = place.printing.panel
    assert panel.isHidden()
    assert panel.job() is None
    panel.cancel()
    panel.finish()
    assert backend.jobs == []
