from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.gui.autosave import PAUSE_MS, Autosave, SaveState
from baclodesk.gui.session import Session
from baclodesk.services.ports import Opened

from .fakes import NOW, FakeStore, now


class Kept:
    """A session over a store in memory, with its autosave."""

    def __init__(self) -> None:
        record = PatientRecord(Identity("1", "Arnaud"))
        self.store = FakeStore(records=[record])
        self.session = Session(Opened(record, 1))
        self.autosave = Autosave(self.session, self.store, now)
        self.states: list[SaveState] = []
        self.autosave.changed.connect(self.states.append)

    def rename(self, name: str) -> None:
        record = self.session.record
        self.session.edit(replace(record, identity=replace(record.identity, given_name=name)), lambda _: "Name")

    @property
    def on_disk(self) -> str:
        return self.store.records["1"][0].identity.given_name


@pytest.fixture
def kept(qapp: object) -> Kept:
    return Kept()


def test_an_edit_is_saved_after_the_pause_without_being_asked(qtbot: QtBot, kept: Kept) -> None:
    kept.rename("Claire")
    assert kept.autosave.state == SaveState(dirty=True)
    assert kept.on_disk == ""
    with qtbot.waitSignal(kept.autosave.saved, timeout=3 * PAUSE_MS):
        pass
    assert kept.on_disk == "Claire"
    assert kept.autosave.state == SaveState(dirty=False, saved_at=NOW)
    assert kept.session.base == 2


def test_nothing_is_called_saved_before_it_is(qtbot: QtBot, kept: Kept) -> None:
    kept.rename("Claire")
    kept.autosave.begin()
    qtbot.waitUntil(lambda: not kept.session.dirty)
    assert [(state.dirty, state.saving, state.saved_at) for state in kept.states] == [
        (True, False, None),
        (True, True, None),
        (False, False, NOW),
    ]


def test_a_failed_save_keeps_a_draft_says_so_and_can_be_tried_again(qtbot: QtBot, kept: Kept) -> None:
    kept.store.save_error = "not_enough_space"
    kept.rename("Claire")
    kept.autosave.begin()
    qtbot.waitUntil(lambda: bool(kept.autosave.state.failure))
    assert kept.autosave.state == SaveState(dirty=True, failure="not_enough_space", draft_kept=True)
    assert kept.store.drafts["1"].identity.given_name == "Claire"
    kept.store.save_error = ""
    kept.autosave.begin()
    qtbot.waitUntil(lambda: not kept.session.dirty)
    assert kept.autosave.state == SaveState(dirty=False, saved_at=NOW)
    assert kept.store.drafts == {}


def test_when_the_draft_fails_too_nobody_is_told_that_it_was_kept(qtbot: QtBot, kept: Kept) -> None:
    kept.store.save_error, kept.store.draft_error = "unreachable", "not_saved"
    kept.rename("Claire")
    assert not kept.autosave.flush()
    assert kept.autosave.state == SaveState(dirty=True, failure="unreachable", draft_kept=False)
    assert kept.session.record.identity.given_name == "Claire"


def test_a_drag_holds_the_saving_back(qtbot: QtBot, kept: Kept) -> None:
    kept.autosave.hold()
    kept.rename("Claire")
    kept.autosave.begin()
    assert kept.store.saves == []
    kept.autosave.release()
    with qtbot.waitSignal(kept.autosave.saved, timeout=3 * PAUSE_MS):
        pass
    assert kept.on_disk == "Claire"


def test_an_edit_during_a_save_is_saved_next(qtbot: QtBot, kept: Kept) -> None:
    kept.rename("Claire")
    kept.autosave.begin()
    kept.rename("Anne")
    assert kept.autosave.flush()
    assert kept.on_disk == "Anne"
    assert [record.identity.given_name for record in kept.store.saves] == ["Claire", "Anne"]
    assert kept.session.base == 3


def test_flush_with_nothing_to_save_writes_nothing(kept: Kept) -> None:
    assert kept.autosave.flush()
    assert kept.store.saves == []


def test_an_unforeseen_failure_keeps_the_work_and_is_raised(qtbot: QtBot, kept: Kept) -> None:
    kept.store.save_error = "bug"
    kept.rename("Claire")
    with qtbot.captureExceptions() as caught:
        kept.autosave.begin()
        qtbot.waitUntil(lambda: bool(kept.autosave.state.failure))
    assert caught[0][0] is RuntimeError
    assert kept.autosave.state.failure == "unforeseen"
    assert kept.store.drafts["1"].identity.given_name == "Claire"


def test_an_unforeseen_failure_of_the_draft_is_raised_too(qtbot: QtBot, kept: Kept) -> None:
    kept.store.save_error, kept.store.draft_error = "not_saved", "bug"
    kept.rename("Claire")
    with pytest.raises(RuntimeError):
        kept.autosave.flush()


def test_after_stop_nothing_is_saved(qtbot: QtBot, kept: Kept) -> None:
    kept.autosave.stop()
    kept.rename("Claire")
    assert kept.states == []


def test_a_draft_taken_up_goes_with_the_next_save(qtbot: QtBot, kept: Kept) -> None:
    kept.store.drafts["1"] = kept.session.record
    kept.autosave.has_draft = True
    kept.rename("Claire")
    assert kept.autosave.flush()
    assert kept.store.drafts == {}
