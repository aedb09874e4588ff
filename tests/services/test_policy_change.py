"""Choosing another policy checks all open plans again and lists what comes and what goes; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.phase import phase_of
from baclodesk.domain.practice import Practice
from baclodesk.services import demo
from baclodesk.services.library import Library
from baclodesk.services.policy_change import compared, recheck
from baclodesk.services.ports import Listed, Opened

from .record_examples import TODAY

LIBRARY = Library.load()


class UnreadableError(Exception):
    code = "bad_file"


@dataclass
class Shelf:
    """A store in memory that only lists and opens; ``broken`` ids cannot be opened, ``failing`` ones crash."""

    records: dict[str, PatientRecord]
    broken: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()
    opened: list[str] = field(default_factory=list)
    user: str = "doctor"

    def patients(self) -> Sequence[Listed]:
        return [
            Listed(key, item.identity.full_name, phase=phase_of(item, TODAY).kind.value, damaged=key in self.damaged)
            for key, item in self.records.items()
        ]

    def open(self, patient_id: str) -> Opened:
        self.opened.append(patient_id)
        if patient_id in self.broken:
            raise UnreadableError
        if patient_id in self.failing:
            raise RuntimeError("a fault of the program")
        return Opened(self.records[patient_id], 1)

    def practice(self) -> Practice:
        raise AssertionError

    def save_practice(self, practice: Practice) -> None:
        raise AssertionError

    def new_id(self) -> str:
        raise AssertionError

    def save(self, record: PatientRecord, base: int | None) -> int:
        raise AssertionError

    def save_draft(self, record: PatientRecord, base: int | None) -> None:
        raise AssertionError

    def discard_draft(self, patient_id: str) -> None:
        raise AssertionError

    def keep_paper(self, content: bytes) -> str:
        raise AssertionError

    def kept_paper(self, name: str) -> bytes:
        raise AssertionError

    def lock(self) -> None:
        raise AssertionError


def shelf() -> Shelf:
    return Shelf({record.identity.family_name: record for record in demo.records(TODAY)})


def test_open_plans_are_checked_and_what_changes_is_listed_by_patient() -> None:
    store = shelf()
    steps: list[tuple[int, int]] = []
    found = recheck(store, "guide", "france-label", TODAY, LIBRARY, progress=lambda *step: steps.append(step))
    assert not found.cancelled
    assert found.unreadable == ()
    assert "Morel" not in store.opened, "a stopped treatment has no open plan"
    assert steps[0] == (0, len(store.opened))
    assert steps[-1] == (len(store.opened), len(store.opened))
    changes = {change.patient_id: change for change in found.changes}
    assert "Caron" not in changes, "without a plan there is nothing to check"
    arnaud = changes["Arnaud"]
    assert "dose_above_last_line" in {item.code for item in arnaud.appear}
    assert "dose_above_line" in {item.code for item in arnaud.disappear}
    assert "Claire" not in repr(arnaud)


def test_the_same_policy_changes_nothing() -> None:
    found = recheck(shelf(), "uk", "uk", TODAY, LIBRARY)
    assert (found.changes, found.cancelled) == ((), False)
    assert found.checked > 8


def test_going_back_exchanges_what_comes_and_what_goes() -> None:
    record = demo.records(TODAY)[0]
    there = compared(record, "guide", "germany", TODAY, LIBRARY)
    back = compared(record, "germany", "guide", TODAY, LIBRARY)
    assert [[item.key for item in part] for part in there] == [[item.key for item in part] for part in reversed(back)]


def test_it_can_be_cancelled_between_two_patients() -> None:
    store = shelf()
    found = recheck(store, "guide", "uk", TODAY, LIBRARY, cancelled=lambda: len(store.opened) == 3)
    assert found.cancelled
    assert len(store.opened) == 3


def test_a_dossier_that_cannot_be_read_is_named_and_passed_over() -> None:
    store = replace(shelf(), broken=frozenset({"Arnaud"}), damaged=frozenset({"Bekri"}))
    found = recheck(store, "guide", "uk", TODAY, LIBRARY)
    assert set(found.unreadable) == {"Arnaud", "Bekri"}
    assert found.changes


def test_a_fault_of_the_program_is_not_hidden_and_an_unknown_policy_is_told_first() -> None:
    with pytest.raises(RuntimeError):
        recheck(replace(shelf(), failing=frozenset({"Arnaud"})), "guide", "uk", TODAY, LIBRARY)
    store = shelf()
    with pytest.raises(KeyError):
        recheck(store, "guide", "atlantis", TODAY, LIBRARY)
    assert store.opened == []
