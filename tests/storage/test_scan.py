"""Going through a vault: what is listed, what is kept aside, what is cleaned away."""

import hashlib
from pathlib import Path

import pytest
from typing_extensions import override

from baclodesk.storage.errors import Unreachable
from baclodesk.storage.layout import README_NAME
from tests.storage.support import FailingFiles, Plan, all_files, count_of, open_vault, revision_path, tables

A, B = "a" * 32, "b" * 32


def test_a_sound_vault_has_nothing_to_report(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.save(A, tables(1), None)
    vault.save_practice(tables(1), None)
    vault.put_attachment(b"paper")
    vault.save_draft(A, tables(2), None)
    (tmp_path / "vault" / README_NAME).touch()
    before = all_files(tmp_path)
    report = vault.recover()
    assert (report.strange, report.damaged, report.lost, report.removed) == ([], [], [], [])
    assert all_files(tmp_path) == before


def test_strange_names_are_listed_and_left_alone(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.save(A, tables(1), None)
    vault.put_attachment(b"paper")
    shard = next(path.parent for path in all_files(tmp_path / "vault" / "b"))
    strange = [
        "notes.txt",
        "d/extra.txt",
        f"d/aa/{A}.00000001-PC2.bdk",
        f"d/aa/{B}.00000001.bdk",
        f"b/{shard.name}/conflict copy.bdb",
        f"b/{shard.name}/{'f' * 40 if shard.name != 'ff' else '0' * 40}.bdb",
        "p/x.bdk",
        f"p/{A}.00000001.bdk",
    ]
    (tmp_path / "vault" / "d" / "ee").write_bytes(b"a file where a folder should be")
    for name in strange:
        (tmp_path / "vault" / name).write_bytes(b"?")
    report = vault.recover()
    assert sorted(report.strange) == sorted([*strange, "d/ee"])
    assert all((tmp_path / "vault" / name).read_bytes() == b"?" for name in strange)


def test_damaged_files_are_set_aside_and_kept_where_a_good_one_remains(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    base = vault.save(A, tables(1), None)
    for count in range(2, 6):
        base = vault.save(A, tables(count), base)
    for number in (2, 4):
        revision_path(tmp_path / "vault", A, number).write_bytes(bytes([number]) * 300)
    vault.save(B, tables(1), None)
    revision_path(tmp_path / "vault", B, 1).write_bytes(b"!" * 300)
    report = vault.recover()
    assert sorted(report.damaged) == [f"d/aa/{A}.0000000{number}.bdk.damaged" for number in (2, 4)]
    assert report.lost == [B]
    assert (tmp_path / "vault" / report.damaged[0]).stat().st_size == 300
    assert revision_path(tmp_path / "vault", B, 1).exists()
    assert vault.recover().damaged == []


def test_a_dossier_of_which_only_asides_are_left_is_lost_and_said_so(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.save(A, tables(1), None)
    path = revision_path(tmp_path / "vault", A, 1)
    path.rename(str(path) + ".damaged")
    assert vault.recover().lost == [A]


def test_what_cannot_be_set_aside_is_left_and_not_reported_as_moved(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.save(A, tables(2), vault.save(A, tables(1), None))
    revision_path(tmp_path / "vault", A, 1).write_bytes(b"!" * 300)
    failing = open_vault(tmp_path, FailingFiles(Plan(at=1, ever_after=True, only=("replace",))))
    assert failing.recover().damaged == []
    assert revision_path(tmp_path / "vault", A, 1).exists()


def test_remains_of_interrupted_writes_are_removed_everywhere_and_numbers_stay_used(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    base = vault.save(A, tables(1), None)
    vault.put_attachment(b"paper")
    vault.save_draft(A, tables(1), None)
    (shard,) = {path.parent for path in all_files(tmp_path / "vault" / "b")}
    cut = revision_path(tmp_path / "vault", A, 2)
    cut.write_bytes(b"BDKVLT\0")
    left = [tmp_path / "vault", cut.parent, shard, vault.local, vault.local / "drafts"]
    for folder in left:
        (folder / ".0123456789ab.tmp").write_bytes(b"half")
    report = vault.recover()
    assert len(report.removed) == 6
    assert not list(tmp_path.rglob("*.tmp"))
    again = open_vault(tmp_path)
    assert again.recover().removed == []
    loaded = again.load(A)
    assert (loaded.revision, loaded.notices) == (1, ())
    assert again.save(A, tables(2), loaded.base).revision == 3
    assert base.revision == 1


def test_remains_that_cannot_be_removed_are_not_reported_as_removed(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    (tmp_path / "vault" / ".0123456789ab.tmp").write_bytes(b"half")
    fs.plan = Plan(at=1, ever_after=True, only=("unlink",))
    assert vault.recover().removed == []


def test_a_file_still_growing_is_not_touched(tmp_path: Path) -> None:
    open_vault(tmp_path).save(A, tables(1), None)
    whole = revision_path(tmp_path / "vault", A, 1).read_bytes()
    path = revision_path(tmp_path / "vault", B, 1)
    path.parent.mkdir()
    path.write_bytes(whole[:40])

    class Writer(FailingFiles):
        @override
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            path.write_bytes(whole)

    assert open_vault(tmp_path, Writer()).recover().removed == []
    assert path.read_bytes() == whole


def test_a_lost_paper_is_named(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    name = vault.put_attachment(b"paper")
    (path,) = all_files(tmp_path / "vault" / "b")
    path.write_bytes(b"!" * 300)
    (path.parent / f"{name}.bdb.damaged").write_bytes(b"kept")
    assert vault.recover().lost == [name]


def test_files_of_a_later_program_are_neither_damaged_nor_touched(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.save(A, tables(1), None)
    path = revision_path(tmp_path / "vault", A, 1)
    later = bytearray(path.read_bytes())
    later[7] = 2
    later[-32:] = hashlib.sha256(later[:-32]).digest()
    path.write_bytes(later)
    report = vault.recover()
    assert (report.damaged, report.lost, report.removed) == ([], [], [])
    assert path.read_bytes() == later


def test_a_vault_that_cannot_be_read_is_unreachable(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    fs.plan = Plan(at=1, ever_after=True)
    with pytest.raises(Unreachable):
        vault.recover()


def test_a_scan_changes_nothing_that_was_saved(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    base = vault.save(A, tables(1), None)
    for count in range(2, 12):
        base = vault.save(A, tables(count), base)
    vault.recover()
    assert count_of(vault.load(A).tables) == 11
    assert vault.save(A, tables(12), base).revision == 12
