"""The practice over a real vault: records in and out, the list, drafts, conflicts, and nothing carried away."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services import demo, practice
from baclodesk.services.ports import PracticeStore
from baclodesk.storage import summary
from baclodesk.storage.errors import BadFile, Conflict, DossierNotFound, Locked, Unstorable
from baclodesk.storage.practice_store import VaultPracticeStore
from baclodesk.storage.shapes import RecordError

from ..services.record_examples import NOW, TODAY, calm_record
from .support import NAME, all_files, open_vault, revision_path

DEMO = demo.records(TODAY)
ARNAUD = DEMO[0]


def opened(folder: Path, today: datetime = NOW) -> VaultPracticeStore:
    return VaultPracticeStore(open_vault(folder), NAME, lambda: today)


def test_a_saved_patient_opens_as_they_were_saved_after_a_restart(tmp_path: Path) -> None:
    store: PracticeStore = opened(tmp_path)
    assert store.user == NAME
    assert store.save(ARNAUD, None) == 1
    again = opened(tmp_path).open(ARNAUD.identity.id)
    assert (again.record, again.file_revision, again.notices, again.draft) == (ARNAUD, 1, (), None)


def test_every_save_is_the_revision_after_the_one_before(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    revision = store.save(record, None)
    for name in ("B", "C", "D"):
        record = practice.with_identity(record, replace(record.identity, given_name=name))
        revision = store.save(record, revision)
    assert revision == 4
    assert store.open(record.identity.id).record == record


def test_a_save_on_a_revision_never_seen_or_overtaken_is_a_conflict_and_writes_nothing(tmp_path: Path) -> None:
    store, other = opened(tmp_path), opened(tmp_path)
    record = calm_record()
    store.save(record, None)
    other.open(record.identity.id)
    newer = practice.with_identity(record, replace(record.identity, given_name="Newer"))
    other.save(newer, 1)
    mine = practice.with_identity(record, replace(record.identity, given_name="Mine"))
    with pytest.raises(Conflict):
        store.save(mine, 1)
    with pytest.raises(Conflict):
        store.save(mine, 7)
    with pytest.raises(Conflict):
        store.save(mine, None)
    assert opened(tmp_path).open(record.identity.id).record == newer


def test_a_draft_is_offered_until_it_is_discarded_or_equals_the_file(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    revision = store.save(record, None)
    typed = practice.with_identity(record, replace(record.identity, phone="+33 1 99 00 00 01"))
    store.save_draft(typed, revision)
    again = opened(tmp_path).open(record.identity.id)
    assert (again.record, again.draft) == (record, typed)
    store.save(typed, revision)
    assert opened(tmp_path).open(record.identity.id).draft is None
    store.discard_draft(record.identity.id)
    assert opened(tmp_path).vault.drafts() == []


def test_a_patient_who_was_never_saved_opens_from_the_draft_and_stands_in_the_list(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    store.save_draft(record, None)
    again = opened(tmp_path)
    found = again.open(record.identity.id)
    assert (found.record, found.file_revision, found.draft) == (record, 0, record)
    assert [notice.code for notice in found.notices] == ["never_saved"]
    assert [(row.full_name, row.draft) for row in again.patients()] == [("Arnaud, Claire", True)]
    assert again.save(found.record, None) == 1


def test_a_patient_nobody_has_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(DossierNotFound):
        opened(tmp_path).open("f" * 32)


def test_a_damaged_draft_does_not_keep_the_file_from_opening(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    store.save_draft(record, store.save(record, None))
    for path in all_files(tmp_path):
        if path.suffix == ".bdd":
            path.write_bytes(path.read_bytes()[:-7])
    again = opened(tmp_path)
    found = again.open(record.identity.id)
    assert (found.record, found.draft) == (record, None)
    assert [(notice.code, notice.severe) for notice in found.notices] == [("draft_unreadable", True)]
    revision_path(tmp_path / "vault", record.identity.id, 1).unlink()
    assert [row.damaged for row in opened(tmp_path).patients()] == [True]


def test_a_damaged_revision_is_told_and_the_one_before_is_shown(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    store.save(record, None)
    store.save(practice.with_identity(record, replace(record.identity, given_name="Later")), 1)
    path = revision_path(tmp_path / "vault", record.identity.id, 2)
    path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    found = opened(tmp_path).open(record.identity.id)
    assert found.record == record
    assert [notice.severe for notice in found.notices] == [True]


def test_a_dossier_without_a_good_revision_is_listed_as_damaged(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    store.save(record, None)
    path = revision_path(tmp_path / "vault", record.identity.id, 1)
    path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    again = opened(tmp_path)
    assert [row.damaged for row in again.patients()] == [True]
    with pytest.raises(BadFile):
        again.open(record.identity.id)


def test_rows_that_hold_something_else_are_told_without_a_value(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.vault.save("a" * 32, {"identity": {"1": {"id": "a" * 32, "family_name": ["Arnaud"]}}}, None)
    with pytest.raises(RecordError, match=r"identity\.family_name"):
        opened(tmp_path).open("a" * 32)
    assert [row.damaged for row in opened(tmp_path).patients()] == [True]


def test_a_record_that_would_not_come_back_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    store = opened(tmp_path)
    half = replace(calm_record(), identity=replace(calm_record().identity, family_name="\ud800"))
    wrong = replace(calm_record(), identity=replace(calm_record().identity, birth_date="yesterday"))  # type: ignore[arg-type]
    lost = replace(calm_record(), identity=replace(calm_record().identity, sex=None))  # type: ignore[arg-type]
    for record in (half, wrong, lost):
        with pytest.raises(Unstorable):
            store.save(record, None)
    unequal = replace(calm_record(), visits=list(ARNAUD.visits))  # type: ignore[arg-type]
    with pytest.raises(Unstorable, match="different"):
        store.save(unequal, None)
    assert opened(tmp_path).patients() == []


def test_what_a_later_version_wrote_goes_through_open_edit_and_save(tmp_path: Path) -> None:
    store = opened(tmp_path)
    record = calm_record()
    store.save(record, None)
    loaded = store.vault.load(record.identity.id)
    tables = {**loaded.tables, "referrals": {"1": {"to": "hepatology"}}}
    store.vault.save(record.identity.id, tables, loaded.base)
    again = opened(tmp_path)
    found = again.open(record.identity.id)
    again.save(practice.with_identity(found.record, replace(record.identity, given_name="Edited")), found.file_revision)
    assert again.vault.load(record.identity.id).tables["referrals"] == {"1": {"to": "hepatology"}}


def test_the_practice_keeps_letterhead_and_policy(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert store.practice() == Practice()
    known = demo.practice("fr")
    store.save_practice(known)
    store.save_practice(replace(known, policy="uk"))
    again = opened(tmp_path)
    again.save_practice(replace(known, policy="germany"))
    assert opened(tmp_path).practice() == replace(known, policy="germany")


def test_the_list_says_phase_next_visit_and_what_is_open_on_the_day_it_is_asked(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert demo.fill(store, TODAY) == 15
    rows = {row.full_name.split(",")[0]: row for row in store.patients()}
    assert list(rows) == sorted(rows)
    phases = {name: row.phase for name, row in rows.items()}
    assert phases == {
        "Arnaud": "rising",
        "Bekri": "rising",
        "Caron": "new",
        "Delmas": "maintenance",
        "Etxeberria": "rising",
        "Faure": "stopping",
        "Garnier": "planned",
        "Huet": "half_done",
        "Imbert": "holding",
        "Jacquin": "reducing",
        "Klein": "stepped_back",
        "Lemoine": "ready",
        "Morel": "stopped",
        "Nadal": "waiting",
        "Olivier": "rising",
    }
    assert [name for name, row in rows.items() if row.to_print] == ["Garnier"]
    assert (rows["Faure"].stop_day, rows["Faure"].stop_days) == (9, 20)
    assert rows["Etxeberria"].reason_on_file
    assert not rows["Olivier"].reason_on_file
    today = [(row.next_time, name) for name, row in rows.items() if row.next_visit == TODAY]
    assert sorted(today) == [("10:20", "Arnaud"), ("10:40", "Bekri"), ("11:00", "Caron"), ("15:20", "Olivier")]
    assert rows["Arnaud"].top_mg == "200"
    assert rows["Arnaud"].birth_date == date(1979, 5, 3)
    later = VaultPracticeStore(store.vault, NAME, lambda: datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert {row.full_name: row.phase for row in later.patients()}["Arnaud, Claire"] == "holding"


def test_nothing_readable_of_the_patients_lies_on_the_disk(tmp_path: Path) -> None:
    store = opened(tmp_path)
    demo.fill(store, TODAY)
    store.save_draft(ARNAUD, 1)
    store.patients()
    store.lock()
    words = [b"Arnaud", "Hélène".encode(), b"Etxeberria", b"Ramipril", b"1979-05-03", b"Laurent"]
    for path in all_files(tmp_path):
        content = path.read_bytes()
        assert [word for word in words if word in content or word.decode() in path.name] == []


def test_after_locking_nothing_opens(tmp_path: Path) -> None:
    store = opened(tmp_path)
    revision = store.save(ARNAUD, None)
    store.lock()
    with pytest.raises(Locked):
        store.patients()
    with pytest.raises(Locked):
        store.open(ARNAUD.identity.id)
    with pytest.raises(Conflict):
        store.save(ARNAUD, revision)


def test_a_fresh_id_is_one_nobody_has(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert len({store.new_id() for _ in range(50)}) == 50
    kept = practice.new_patient(store, Identity("", "Bekri", "Samir"))
    assert store.open(kept.record.identity.id).record == kept.record
    assert kept.revision == 1
    assert store.notices == ()


def test_ten_thousand_rows_are_read_against_today_quickly() -> None:
    row = summary.of_record(ARNAUD)
    began = time.process_time()
    rows = [summary.listed(f"{number:032x}", row, TODAY) for number in range(10_000)]
    assert time.process_time() - began < 1.0  # 0.3 s is the window's figure; a loaded machine gets room
    assert rows[-1].phase == "rising"


def test_a_row_of_a_patient_without_a_birth_date_or_plan_says_so() -> None:
    row = summary.of_record(PatientRecord(Identity("0" * 32, "Caron")))
    listed = summary.listed("0" * 32, row, TODAY)
    assert (listed.birth_date, listed.start, listed.next_visit, listed.phase) == (None, None, None, "new")
