"""The list of patients: right after every change, quick, and rebuilt when in doubt."""

import os
from pathlib import Path
from typing import Any

import pytest

from baclodesk.storage import index
from baclodesk.storage.errors import Locked
from baclodesk.storage.schema import Tables
from baclodesk.storage.vault import Vault
from tests.storage.faults import mutations
from tests.storage.support import FailingFiles, Plan, count_of, open_vault, revision_path, tables

IDS = [f"{number:032x}" for number in range(1, 6)]


class Reader:
    """A summary that remembers whom it was asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, dossier_id: str, given: Tables) -> dict[str, Any]:
        self.asked.append(dossier_id)
        return {"count": count_of(given)}


def listed(vault: Vault, reader: Reader | None = None, version: int = 1) -> dict[str, Any]:
    rows = vault.index(reader or Reader(), version=version)
    return {row["id"]: row.get("count", row.get("unreadable")) for row in rows}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    vault = open_vault(tmp_path)
    for count, dossier_id in enumerate(IDS):
        vault.save(dossier_id, tables(count), None)
    listed(vault)
    vault.lock()
    return tmp_path


EXPECTED = {dossier_id: count for count, dossier_id in enumerate(IDS)}


def test_nothing_is_read_again_when_nothing_changed(filled: Path) -> None:
    reader = Reader()
    vault = open_vault(filled)
    assert listed(vault, reader) == EXPECTED
    assert listed(vault, reader) == EXPECTED
    assert reader.asked == []


def test_only_what_changed_is_read_again(filled: Path) -> None:
    other = open_vault(filled)
    other.save(IDS[2], tables(50), other.load(IDS[2]).base)
    new = other.new_id()
    other.save(new, tables(60), None)
    reader = Reader()
    assert listed(open_vault(filled), reader) == EXPECTED | {IDS[2]: 50, new: 60}
    assert sorted(reader.asked) == sorted([IDS[2], new])


def test_a_save_updates_the_list_without_reading(filled: Path) -> None:
    vault, reader = open_vault(filled), Reader()
    listed(vault, reader)
    vault.save(IDS[0], tables(70), vault.load(IDS[0]).base)
    reader.asked.clear()
    assert listed(vault, reader)[IDS[0]] == 70
    assert reader.asked == []


def test_a_summary_that_fails_on_a_save_does_not_fail_the_save(filled: Path) -> None:
    def broken(_: str, given: Tables) -> dict[str, Any]:
        raise RuntimeError(count_of(given))

    vault = open_vault(filled)
    vault.index(broken)
    saved = vault.save(IDS[0], tables(70), vault.load(IDS[0]).base)
    assert saved.revision == 2
    by_id = {row["id"]: row for row in vault.index(broken)}
    assert by_id[IDS[0]] == {"id": IDS[0], "unreadable": "summary_failed"}
    assert listed(vault)[IDS[0]] == 70


def test_a_dossier_removed_from_the_folder_leaves_the_list(filled: Path) -> None:
    revision_path(filled / "vault", IDS[4], 1).unlink()
    vault = open_vault(filled)
    assert IDS[4] not in listed(vault)
    vault.lock()
    assert IDS[4] not in listed(open_vault(filled))


def test_a_new_version_of_the_summary_reads_everything_again(filled: Path) -> None:
    reader = Reader()
    vault = open_vault(filled)
    listed(vault, reader, version=2)
    listed(vault, reader, version=3)
    assert len(reader.asked) == 2 * len(IDS)


def test_a_dossier_that_cannot_be_opened_stays_in_the_list_and_is_tried_again(filled: Path) -> None:
    path = revision_path(filled / "vault", IDS[1], 1)
    sound = path.read_bytes()
    vault = open_vault(filled)
    path.write_bytes(b"x" * 300)
    assert listed(vault, version=2)[IDS[1]] == "damaged"
    path.write_bytes(sound)
    assert listed(vault, version=2) == EXPECTED


def test_a_dossier_shown_at_an_older_revision_is_looked_at_each_time(filled: Path) -> None:
    revision_path(filled / "vault", IDS[1], 2).write_bytes(b"BDKVLT")
    vault, reader = open_vault(filled), Reader()
    for _ in range(2):
        assert listed(vault, reader) == EXPECTED
    assert reader.asked == [IDS[1], IDS[1]]


def test_a_dossier_whose_newest_file_was_set_aside_is_still_listed(filled: Path) -> None:
    vault = open_vault(filled)
    vault.save(IDS[1], tables(9), vault.load(IDS[1]).base)
    revision_path(filled / "vault", IDS[1], 2).write_bytes(b"x" * 300)
    vault.load(IDS[1])
    assert listed(open_vault(filled)) == EXPECTED
    assert open_vault(filled).ids() == IDS


def test_tombstones_alone_are_no_row(filled: Path) -> None:
    revision_path(filled / "vault", IDS[1], 1).write_bytes(b"BDKTOMB\0")
    assert IDS[1] not in listed(open_vault(filled), version=2)


def test_strange_names_are_no_dossiers(filled: Path) -> None:
    home = revision_path(filled / "vault", IDS[0], 1).parent
    for name in (
        "desktop.ini",
        f"{IDS[0]}.00000001 (PC-2).bdk",
        f"{'f' * 32}.00000001.bdk",
        f"{'0' * 31}g.00000001.bdk",
    ):
        (home / name).write_bytes(b"?")
    (filled / "vault" / "d" / "note.txt").write_bytes(b"?")
    vault = open_vault(filled)
    assert vault.ids() == IDS
    assert listed(vault) == EXPECTED


def test_two_thousand_hurt_list_caches_are_rebuilt_and_show_the_same(filled: Path) -> None:
    vault = open_vault(filled)
    path = vault.local / "index.bdi"
    sound = path.read_bytes()
    tops = dict.fromkeys(IDS, 1)
    wrong = 0
    for bad in mutations(sound, 2000, seed=9):
        path.write_bytes(bad)
        reader = Reader()
        fresh = index.Index(path, vault._sealer, vault._fs)
        rows = fresh.rows(tops, lambda dossier_id: (1, tables(EXPECTED[dossier_id])), reader, 1)
        wrong += {row["id"]: row["count"] for row in rows} != EXPECTED or len(reader.asked) != len(IDS)
    assert wrong == 0


def test_a_list_cache_of_another_vault_is_not_believed(filled: Path) -> None:
    vault = open_vault(filled)
    path = vault.local / "index.bdi"
    path.write_bytes(vault._sealer.seal("draft", "0" * 32, b"{}"))
    assert listed(vault) == EXPECTED


def test_a_list_cache_that_cannot_be_written_costs_nothing(filled: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(filled, fs)
    listed(vault, version=5)
    fs.plan = Plan(at=1, ever_after=True)
    vault.lock()
    assert listed(open_vault(filled)) == EXPECTED


def test_the_cache_is_written_unsynced_and_only_when_something_changed(filled: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(filled, fs)
    listed(vault)
    fs.plan.seen.clear()
    vault._index.flush()
    assert fs.plan.seen == []
    vault.save(IDS[0], tables(1), vault.load(IDS[0]).base)
    fs.plan.seen.clear()
    vault._index.flush()
    assert "sync" not in fs.plan.seen
    assert "replace" in fs.plan.seen


def test_a_first_list_of_many_is_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FLUSH_AFTER", 3)
    vault = open_vault(tmp_path)
    for dossier_id in IDS:
        vault.save(dossier_id, tables(1), None)
    listed(vault)
    reader = Reader()
    listed(open_vault(tmp_path), reader)
    assert reader.asked == []


def test_locking_while_the_list_is_read_is_locked_and_not_a_row(filled: Path) -> None:
    vault = open_vault(filled)

    def lock(_: str, __: Tables) -> dict[str, Any]:
        vault.lock()
        return {}

    with pytest.raises(Locked):
        vault.index(lock, version=9)


def test_ten_thousand_dossiers_cost_one_listing_per_folder(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    for number in range(10_000):
        dossier_id = f"{number % 256:02x}{number:030x}"
        path = revision_path(tmp_path / "vault", dossier_id, 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    fs.plan.seen.clear()
    assert len(vault.ids()) == 10_000
    assert fs.plan.seen == ["names"] * 257
