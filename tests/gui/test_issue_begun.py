"""Reasons and ticks on the issue page stay with the patient: over a lock, another patient, undo and a failed save."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from baclodesk.gui.frame import Frame
from baclodesk.gui.workplace import Workplace

from .conftest import id_of, record_of
from .fakes import FakeStore


@pytest.fixture
def key(place: Workplace, store: FakeStore) -> tuple[str, str]:
    """Open points of a patient, the first reason typed and the first tick made; gives their keys."""
    place.open_patient(id_of(store, "Arnaud"))
    place.show_issue()
    points = place.issue.points
    reason, field = next(iter(points.reasons.items()))
    field.setFocus()
    QTest.keyClicks(field, "slow and watched")
    tick, box = next(iter(points.ticks.items()))
    QTest.mouseClick(box.mark, Qt.MouseButton.LeftButton)
    return reason, tick


def begun(place: Workplace) -> dict[str, str]:
    return {item.key: item.reason for item in record_of(place).begun}


def test_every_letter_is_in_the_record_and_the_field_keeps_the_keyboard(place: Workplace, key: tuple[str, str]) -> None:
    reason, tick = key
    assert begun(place) == {reason: "slow and watched", tick: ""}
    field = place.issue.points.reasons[reason]
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert begun(place)[reason] == "slow and watche"
    QTest.mouseClick(place.issue.points.ticks[tick].mark, Qt.MouseButton.LeftButton)
    assert tick not in begun(place)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert begun(place) == {}


def shown(place: Workplace, key: tuple[str, str]) -> tuple[str, bool]:
    points = place.issue.points
    return points.reasons[key[0]].toPlainText(), points.ticks[key[1]].is_on()


def test_they_outlive_another_patient(place: Workplace, store: FakeStore, key: tuple[str, str]) -> None:
    place.open_patient(id_of(store, "Delmas"))
    place.show_issue()
    assert key[0] not in place.issue.points.reasons or place.issue.points.reasons[key[0]].toPlainText() == ""
    place.open_patient(id_of(store, "Arnaud"))
    place.show_issue()
    assert shown(place, key) == ("slow and watched", True)


def test_they_outlive_the_lock(frame: Frame, place: Workplace, store: FakeStore, key: tuple[str, str]) -> None:
    frame.lock()
    assert store.locked
    store.locked = False
    frame.enter(store)
    again = frame.workplace
    assert again is not None
    again.open_patient(id_of(store, "Arnaud"))
    again.show_issue()
    assert shown(again, key) == ("slow and watched", True)


def test_a_crash_after_a_failed_save_leaves_them_in_the_draft(
    place: Workplace, store: FakeStore, key: tuple[str, str]
) -> None:
    assert place.patient is not None
    store.save_error = "not_enough_space"
    place.patient.work.autosave.flush()
    (kept,) = store.drafts.values()
    assert {item.key: item.reason for item in kept.begun} == {key[0]: "slow and watched", key[1]: ""}


def test_undo_takes_back_edits_and_leaves_the_answers(place: Workplace, key: tuple[str, str]) -> None:
    assert place.patient is not None
    before = record_of(place)
    place.patient.work.edit(replace(before, identity=replace(before.identity, note="x")), lambda _: "note")
    place.go_back()
    place.undo()
    assert record_of(place).identity.note == before.identity.note
    assert begun(place) == {key[0]: "slow and watched", key[1]: ""}
    place.redo()
    place.undo()
    assert record_of(place) == before


def test_a_reason_given_to_other_figures_is_read_again_and_a_tick_made_again(
    place: Workplace, store: FakeStore, key: tuple[str, str]
) -> None:
    assert place.patient is not None
    record = record_of(place)
    other = tuple(replace(item, about="0" * 16) for item in record.begun)
    place.patient.work.session.note_fact(replace(record, begun=other))
    place.open_patient(id_of(store, "Delmas"))
    place.open_patient(id_of(store, "Arnaud"))
    place.show_issue()
    assert shown(place, key) == ("slow and watched", False)
    words = [part.text() for part in place.issue.points.findChildren(QLabel)]
    assert sum(text.startswith("This reason was written before") for text in words) == 1


def test_issuing_ends_them(place: Workplace, key: tuple[str, str]) -> None:
    points = place.issue.points
    for field in points.reasons.values():
        field.setFocus()
        QTest.keyClicks(field, "because")
    for box in points.ticks.values():
        if not box.is_on():
            QTest.mouseClick(box.mark, Qt.MouseButton.LeftButton)
    QTest.mouseClick(place.issue.issue, Qt.MouseButton.LeftButton)
    record = record_of(place)
    assert record.begun == ()
    assert {"slow and watchedbecause", "because", ""} >= {item.reason for item in record.issued[-1].answers}
