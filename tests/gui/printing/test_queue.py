"""The schedules of the week: printed one dossier after the other, noted in each, stopped, tried again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.printing.queue_page import QueuePage
from baclodesk.gui.printing.rows import ROW, SECOND_LINE, STATE
from baclodesk.gui.workplace import Workplace
from baclodesk.services.ports import Opened
from baclodesk.services.printing_queue import Row, Step
from baclodesk.services.texts import NBSP, Texts
from baclodesk.storage import summary

from ..conftest import id_of, record_of
from ..fakes import NOW
from .keeping import SMALL, Keeping, ListedStore


def names(queue: QueuePage) -> list[str]:
    return [row.due.name.split(",")[0] for row in queue._batch.queue.rows]


def steps(queue: QueuePage) -> list[Step]:
    return [row.step for row in queue._batch.queue.rows]


def idle(queue: QueuePage) -> bool:
    return not queue._batch.busy


def click(queue: QueuePage, name: str) -> None:
    QTest.mouseClick(getattr(queue, name), Qt.MouseButton.LeftButton)


def choose(queue: QueuePage, name: str) -> None:
    queue.list.setCurrentIndex(queue.model.index(names(queue).index(name)))


def added(store: ListedStore, before: dict[str, PatientRecord], name: str) -> list[str]:
    record = store.records[id_of(store, name)][0]
    return [item.kind for item in record.documents[len(before[name].documents) :]]


def test_the_weeks_schedules_are_printed_each_noted_with_its_hash_in_its_own_dossier(
    qtbot: QtBot,
    queue: QueuePage,
    place: Workplace,
    store: ListedStore,
    backend: Keeping,
    stories: dict[str, PatientRecord],
) -> None:
    due = names(queue)
    assert due[:3] == ["Arnaud", "Bekri", "Olivier"], "today's, in the order of their hours"
    assert "Garnier" in due
    assert not {"Caron", "Morel", "Nadal", "Huet", "Lemoine"} & set(due)
    assert place.column.queue.text() == f"To print · {len(due)}"
    click(queue, "print_all")
    qtbot.waitUntil(lambda: idle(queue) and steps(queue) == [Step.DONE] * len(due), timeout=60_000)
    assert [job.title for job in backend.jobs] == ["BacloDesk: Schedule by stage"] * len(due)
    for name, job in zip(due, backend.jobs, strict=True):
        assert added(store, stories, name) == ["schedule"]
        made = store.records[id_of(store, name)][0].documents[-1]
        issue = stories[name].current_issue
        assert issue is not None
        assert (made.digest, made.revision, made.by) == (sha256(job.data).hexdigest(), issue.revision, "Dr Laurent")
        assert store.papers[made.kept] == job.data
    assert place.column.queue.text() == "To print"
    assert "Nothing waits" in queue.words.text()
    assert not queue.print_all.isEnabled()
    place.refresh_list()
    assert steps(queue) == [Step.DONE] * len(due), "what was printed is not due again"


def test_one_dossier_is_read_at_a_time_and_only_while_its_turn_lasts(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, int]] = []
    open_dossier = store.open

    def counted(patient_id: str) -> Opened:
        read.append((patient_id, len(backend.jobs)))
        return open_dossier(patient_id)

    monkeypatch.setattr(store, "open", counted)
    click(queue, "print_all")
    qtbot.waitUntil(lambda: idle(queue) and Step.QUEUED not in steps(queue), timeout=60_000)
    for place, row in enumerate(queue._batch.queue.rows):
        mine = [jobs for patient_id, jobs in read if patient_id == row.due.patient_id]
        assert mine == [place, place + 1], "once to print, once to note"


def test_the_patient_in_sight_is_printed_from_the_work_in_the_window(
    qtbot: QtBot, place: Workplace, store: ListedStore, backend: Keeping
) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    before = record_of(place)
    QTest.keyClick(place, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    queue = place.printing.page
    assert place.pages.currentWidget() is queue
    qtbot.waitUntil(lambda: queue.choice.is_known)
    assert queue.list.hasFocus()
    QTest.keyClick(queue.list, Qt.Key.Key_Plus)
    QTest.keyClick(queue.list, Qt.Key.Key_Equal)
    QTest.keyClick(queue.list, Qt.Key.Key_Minus)
    QTest.keyClick(queue.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(queue) and steps(queue)[0] is Step.DONE)
    assert backend.jobs[0].copies == 2
    after = record_of(place)
    assert len(after.documents) == len(before.documents) + 1
    assert after.plan == before.plan, "the draft in hand is untouched"
    assert store.records[after.identity.id][0] == after
    QTest.keyClick(queue.list, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.patient


def test_stopping_in_the_middle_leaves_the_rest_waiting_and_the_one_in_hand_unnoted(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping, stories: dict[str, PatientRecord]
) -> None:
    choose(queue, "Arnaud")
    for _turn in range(2):
        QTest.mouseClick(queue.copies.more, Qt.MouseButton.LeftButton)
    backend.gate.clear()
    click(queue, "print_all")
    assert backend.reached.wait(20)
    qtbot.waitUntil(lambda: queue.model.index(0).data(STATE) == "Page 1 of 3")
    assert "still to come" in queue.words.text()
    assert not queue.copies.isEnabled()
    queue.grab()
    click(queue, "stop")
    backend.gate.set()
    qtbot.waitUntil(lambda: idle(queue))
    assert steps(queue)[0] is Step.CANCELLED
    assert set(steps(queue)[1:]) == {Step.WAITING}
    assert backend.jobs == []
    assert added(store, stories, "Arnaud") == []
    assert "Stopped" in queue.why.text()
    QTest.keyClick(queue.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps(queue)[0] is Step.DONE)
    assert added(store, stories, "Arnaud") == ["schedule"]
    assert queue.one.text() == "Print again"


def test_one_row_is_taken_out_before_its_turn_or_stopped_in_it(
    qtbot: QtBot, queue: QueuePage, backend: Keeping
) -> None:
    choose(queue, "Arnaud")
    QTest.mouseClick(queue.copies.more, Qt.MouseButton.LeftButton)
    backend.gate.clear()
    click(queue, "print_all")
    assert backend.reached.wait(20)
    choose(queue, "Bekri")
    assert queue.model.index(1).data(STATE) == "comes next"
    click(queue, "stop_one")
    assert steps(queue)[1] is Step.WAITING
    choose(queue, "Arnaud")
    queue.list.setFocus()
    QTest.keyClick(queue.list, Qt.Key.Key_Delete)
    backend.gate.set()
    qtbot.waitUntil(lambda: idle(queue), timeout=60_000)
    assert steps(queue)[:3] == [Step.CANCELLED, Step.WAITING, Step.DONE]


def test_a_failing_printer_holds_everything_up_says_so_and_all_is_tried_again(
    qtbot: QtBot, queue: QueuePage, backend: Keeping
) -> None:
    backend.fails = ["refused"]
    click(queue, "print_all")
    qtbot.waitUntil(lambda: bool(queue.notice.text))
    assert "did not take the document" in queue.notice.text
    assert "What had not begun waits" in queue.notice.text
    assert steps(queue)[0] is Step.FAILED
    assert set(steps(queue)[1:]) == {Step.WAITING}
    choose(queue, "Arnaud")
    queue.grab()
    assert "did not take" in queue.why.text()
    assert "1 was not printed" in queue.words.text()
    assert queue.print_all.isEnabled()
    queue.print_everything()
    qtbot.waitUntil(lambda: idle(queue) and set(steps(queue)) == {Step.DONE}, timeout=60_000)


def test_a_document_that_is_refused_does_not_hold_up_the_others(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping
) -> None:
    key = id_of(store, "Arnaud")
    record, revision = store.records[key]
    store.records[key] = (replace(record, issued=(), plan=None), revision)
    click(queue, "print_all")
    qtbot.waitUntil(lambda: idle(queue) and Step.QUEUED not in steps(queue), timeout=60_000)
    assert steps(queue)[0] is Step.FAILED
    assert set(steps(queue)[1:]) == {Step.DONE}
    assert len(backend.jobs) == len(steps(queue)) - 1


def test_what_somebody_printed_meanwhile_is_not_printed_twice_unless_asked(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping
) -> None:
    key = id_of(store, "Garnier")
    record, revision = store.records[key]
    issue = record.issued[-1]
    sheet = replace(record.documents[-1], kind="schedule", revision=issue.revision)
    store.records[key] = (replace(record, documents=(*record.documents, sheet)), revision)
    choose(queue, "Garnier")
    click(queue, "one")
    qtbot.waitUntil(lambda: "in the meantime" in queue.why.text())
    assert backend.jobs == []
    click(queue, "one")
    qtbot.waitUntil(lambda: len(backend.jobs) == 1)


def test_unsaved_work_alone_and_a_dossier_that_does_not_open_are_told(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping
) -> None:
    key = id_of(store, "Arnaud")
    store.records[key] = (store.records[key][0], 0)
    choose(queue, "Arnaud")
    click(queue, "one")
    qtbot.waitUntil(lambda: "only as unsaved work" in queue.why.text())
    store.open_error = "damaged"
    choose(queue, "Bekri")
    click(queue, "one")
    qtbot.waitUntil(lambda: "damaged" in queue.why.text())
    assert backend.jobs == []


def test_what_came_out_and_could_not_be_noted_is_only_noted_later(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping, stories: dict[str, PatientRecord]
) -> None:
    store.save_error = "not_enough_space"
    choose(queue, "Arnaud")
    click(queue, "one")
    qtbot.waitUntil(lambda: steps(queue)[0] is Step.UNNOTED)
    assert "NOT noted" in queue.why.text()
    assert queue.one.text() == "Note it now"
    store.save_error = ""
    click(queue, "one")
    assert steps(queue)[0] is Step.DONE
    assert len(backend.jobs) == 1
    assert added(store, stories, "Arnaud") == ["schedule"]


def test_locking_waits_for_the_page_in_hand_notes_what_came_out_and_forgets_the_names(
    qtbot: QtBot,
    queue: QueuePage,
    place: Workplace,
    store: ListedStore,
    backend: Keeping,
    stories: dict[str, PatientRecord],
) -> None:
    store.save_error = "not_enough_space"
    choose(queue, "Bekri")
    click(queue, "one")
    qtbot.waitUntil(lambda: steps(queue)[1] is Step.UNNOTED)
    store.save_error = ""
    click(queue, "print_all")
    assert backend.reached.wait(20)
    place.close_down()
    assert store.locked
    assert len(added(store, stories, "Arnaud")) == len(backend.jobs) - 1
    assert added(store, stories, "Bekri") == ["schedule"]
    assert queue.model.rowCount() == 0
    assert "Arnaud" not in queue.words.text()


def test_a_printer_without_the_paper_prints_nothing(qtbot: QtBot, queue: QueuePage, backend: Keeping) -> None:
    queue.choice.list.setCurrentIndex(1)
    assert queue.choice.printer == SMALL
    click(queue, "print_all")
    qtbot.waitUntil(lambda: "paper" in queue.notice.text)
    assert backend.jobs == []


def test_without_a_printer_the_page_says_so(qtbot: QtBot, place: Workplace, backend: Keeping) -> None:
    backend.list = []
    QTest.mouseClick(place.column.queue, Qt.MouseButton.LeftButton)
    queue = place.printing.page
    qtbot.waitUntil(lambda: "no printer" in queue.choice.notice.text)
    assert not queue.print_all.isEnabled()
    assert not queue.one.isEnabled()
    queue.print_everything()
    queue.print_chosen()
    assert set(steps(queue)) == {Step.WAITING}


def test_an_empty_week_says_when_something_will_come(qtbot: QtBot, place: Workplace, store: ListedStore) -> None:
    store.records.clear()
    place.refresh_list()
    place.printing.show_queue()
    queue = place.printing.page
    qtbot.waitUntil(lambda: queue.choice.is_known)
    assert not queue.empty.isHidden()
    assert queue.list.isHidden()
    assert queue.chosen is None
    queue.stop_chosen()
    queue.copies.changed.emit(3)
    click(queue, "back")
    assert place.pages.currentWidget() is place.welcome


def test_an_error_nobody_foresaw_leaves_the_queue_usable(qtbot: QtBot, queue: QueuePage, backend: Keeping) -> None:
    backend.fails = ["bug"]
    choose(queue, "Arnaud")
    with qtbot.captureExceptions() as caught:
        click(queue, "one")
        qtbot.waitUntil(lambda: bool(caught))
    assert steps(queue)[0] is Step.FAILED
    assert "does not know why" in queue.why.text()
    click(queue, "one")
    qtbot.waitUntil(lambda: steps(queue)[0] is Step.DONE)


def test_a_row_reads_itself_aloud_in_both_languages(queue: QueuePage, place: Workplace) -> None:
    choose(queue, "Garnier")
    index = queue.list.currentIndex()
    aloud = str(index.data(int(Qt.ItemDataRole.AccessibleTextRole)))
    assert aloud.startswith("Garnier, Odile, Schedule by stage · visit ")
    assert aloud.endswith("issued, not printed, to print")
    queue.copies.step(1)
    assert str(index.data(SECOND_LINE)).endswith("2 copies")
    place._desk.texts = Texts("fr")
    place.retranslate(Texts("fr"))
    assert "émis, non imprimé" in str(queue.list.currentIndex().data(SECOND_LINE))
    assert queue.print_all.text() == "Tout imprimer"
    assert place.column.queue.text().startswith("À imprimer")
    row = index.data(ROW)
    assert isinstance(row, Row)
    assert NBSP in str(index.data(SECOND_LINE))
    assert queue.model.data(index, 999) is None
    assert queue.model.data(queue.model.index(-1)) is None


def test_the_list_tells_when_a_schedule_was_last_printed(stories: dict[str, PatientRecord]) -> None:
    record = stories["Arnaud"]
    listed = summary.listed(record.identity.id, summary.of_record(record), NOW.date())
    made = [item.at for item in record.documents if item.kind == "schedule" and item.revision == 2]
    assert listed.printed_on is not None
    assert listed.printed_on.isoformat() == max(made)[:10]
    fresh = stories["Garnier"]
    assert summary.listed(fresh.identity.id, summary.of_record(fresh), NOW.date()).printed_on is None
