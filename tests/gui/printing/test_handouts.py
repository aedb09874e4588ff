"""The queue beyond schedules: what the practice hands out, consents to be signed, the cover at the end of the day."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from baclodesk.documents.reading import page_texts
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.desk import Desk
from baclodesk.gui.jobs import PAPER
from baclodesk.gui.printing.queue_page import QueuePage
from baclodesk.gui.workplace import Workplace
from baclodesk.services import practice
from baclodesk.services.consenting import Wanted
from baclodesk.services.printing_queue import HANDOUTS, Step
from baclodesk.services.texts import Texts

from ..conftest import id_of
from ..fakes import NOW
from .keeping import Keeping, ListedStore


@pytest.fixture
def store(stories: dict[str, PatientRecord]) -> ListedStore:
    """Garnier's plan was issued and not printed; her consent waits to be signed. Everybody else is out of the way."""
    garnier = stories["Garnier"]
    unsigned = replace(garnier, consent=type(garnier.consent)())
    wanted = Wanted("off_label", Fraction(300), doctor="Dr Laurent", patient=garnier.identity.full_name)
    waiting = practice.prepared(unsigned, Texts("en"), wanted, NOW.date())
    made = ListedStore(records=[waiting])
    made.letterhead = replace(made.letterhead, handouts=("calendar", "leaflet", "prescription"))
    return made


def kinds(queue: QueuePage) -> list[tuple[str, Step]]:
    return [(row.kind, row.step) for row in queue._batch.queue.rows]


def click(queue: QueuePage, name: str) -> None:
    QTest.mouseClick(getattr(queue, name), Qt.MouseButton.LeftButton)


def print_everything(qtbot: QtBot, queue: QueuePage) -> None:
    click(queue, "print_all")
    qtbot.waitUntil(
        lambda: not queue._batch.busy and not queue._batch.queue.count(Step.QUEUED, Step.WAITING), timeout=60_000
    )


def record(store: ListedStore) -> PatientRecord:
    return store.records[id_of(store, "Garnier")][0]


def test_all_papers_due_are_printed_each_with_its_row_in_the_dossier(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping
) -> None:
    before = len(record(store).documents)
    wanted = ["schedule", "calendar", "leaflet", "prescription", "consent"]
    assert [kind for kind, _step in kinds(queue)] == wanted
    print_everything(qtbot, queue)
    assert kinds(queue) == [(kind, Step.DONE) for kind in wanted]
    noted = record(store).documents[before:]
    assert [item.kind for item in noted] == wanted
    assert all(item.kept in store.papers and item.by == "Dr Laurent" for item in noted)
    assert [job.title for job in backend.jobs] == [
        f"BacloDesk: {Texts('en')(f'documents.name.{kind}')}" for kind in wanted
    ]
    assert record(store).consent.state is ConsentState.PRINTED
    assert [item.kind for item in noted if item.supply is not None] == ["prescription"]
    assert record(store).supply is not None


def test_nothing_is_due_twice_and_a_new_revision_makes_its_papers_due_again(
    qtbot: QtBot, queue: QueuePage, place: Workplace, store: ListedStore
) -> None:
    print_everything(qtbot, queue)
    place.refresh_list()
    assert {step for _kind, step in kinds(queue)} == {Step.DONE}
    key, (kept, revision) = next(iter(store.records.items()))
    newer = replace(kept.issued[-1], revision=len(kept.issued) + 1)
    store.records[key] = (replace(kept, issued=(*kept.issued, newer)), revision)
    place.refresh_list()
    waiting = [kind for kind, step in kinds(queue) if step is Step.WAITING]
    assert waiting == ["schedule", "calendar", "prescription"], "the leaflet was given once"


def test_somebody_elses_print_of_the_same_paper_is_found_before_printing(
    qtbot: QtBot, queue: QueuePage, store: ListedStore
) -> None:
    key, (kept, revision) = next(iter(store.records.items()))
    store.records[key] = (replace(kept, consent=replace(kept.consent, state=ConsentState.PRINTED)), revision)
    print_everything(qtbot, queue)
    assert kinds(queue)[-1] == ("consent", Step.FAILED)
    queue.list.setCurrentIndex(queue.model.index(4))
    assert "in the meantime" in queue.why.text()
    click(queue, "one")
    qtbot.waitUntil(lambda: kinds(queue)[-1] == ("consent", Step.DONE))


def test_large_print_chosen_for_a_kind_holds_in_the_queue_too(
    qtbot: QtBot, queue: QueuePage, desk: Desk, backend: Keeping
) -> None:
    from baclodesk.gui.paper.remembering import remember, wish_for

    remember(desk, "leaflet", replace(wish_for(desk, "leaflet"), large=True))
    print_everything(qtbot, queue)
    pages = {job.title.rpartition(" ")[2]: job.pages for job in backend.jobs}
    assert pages["Leaflet"] > 2


def test_the_cover_lists_what_came_out_and_goes_into_no_dossier(
    qtbot: QtBot, queue: QueuePage, store: ListedStore, backend: Keeping
) -> None:
    assert queue.cover.isHidden()
    queue.print_cover()
    queue._batch.print_cover(backend.list[0], duplex=False)
    assert backend.jobs == []
    print_everything(qtbot, queue)
    saved = len(store.saves)
    click(queue, "cover")
    qtbot.waitUntil(lambda: "cover" in queue.notice.text)
    job = backend.jobs[-1]
    assert job.title == "BacloDesk: Batch cover"
    text = " ".join(PAPER.submit(page_texts, job.data).result())
    assert text.count("Garnier") == 5
    for kind in ("Schedule by stage", "Calendar", "Leaflet", "Prescription", "Consent"):
        assert kind in text
    assert len(store.saves) == saved


def test_a_cover_that_cannot_be_printed_says_so_and_can_be_tried_again(
    qtbot: QtBot, queue: QueuePage, backend: Keeping
) -> None:
    print_everything(qtbot, queue)
    backend.fails = ["refused"]
    click(queue, "cover")
    qtbot.waitUntil(lambda: "did not take" in queue.notice.text)
    done = len(backend.jobs)
    queue.print_cover()
    qtbot.waitUntil(lambda: len(backend.jobs) == done + 1)
    queue.choice._printers = ()
    queue.print_cover()
    assert len(backend.jobs) == done + 1


def test_locking_waits_for_a_cover_under_way(
    qtbot: QtBot, queue: QueuePage, place: Workplace, backend: Keeping
) -> None:
    print_everything(qtbot, queue)
    backend.gate.clear()
    backend.reached.clear()
    click(queue, "cover")
    qtbot.waitUntil(backend.reached.is_set)
    backend.gate.set()
    place.printing.stop()
    assert queue._batch._cover is None
    assert queue._batch.out == ()


def test_the_settings_say_what_is_handed_out(qtbot: QtBot, place: Workplace, desk: Desk, store: ListedStore) -> None:
    place.show_page(place.settings)
    buttons = place.settings.handouts.buttons
    assert [button.isChecked() for button in buttons] == [
        kind in ("calendar", "leaflet", "prescription") for kind in HANDOUTS
    ]
    QTest.mouseClick(buttons[HANDOUTS.index("diary")], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons[HANDOUTS.index("leaflet")], Qt.MouseButton.LeftButton)
    assert store.letterhead.handouts == desk.practice.handouts == ("calendar", "diary", "prescription")
    store.practice_error = "disk_full"
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert buttons[0].isChecked(), "what was not saved does not hold"
    assert store.letterhead.handouts[0] == "calendar"
