"""Saving a dossier: each step, each way it can fail, and what opening shows afterwards."""

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from baclodesk.storage import canonical, container, revisions, schema
from baclodesk.storage.errors import (
    Conflict,
    Damaged,
    DossierNotFound,
    FolderReadOnly,
    NotEnoughSpace,
    NotSaved,
    StoreError,
    TooNew,
    Unfinished,
    Unreachable,
    WrongKeyOrForged,
)
from baclodesk.storage.revisions import Notice, NoticeKind
from baclodesk.storage.vault import Loaded, Vault
from tests.storage.faults import full
from tests.storage.support import (
    FailingFiles,
    ObedientClock,
    Plan,
    QuotaFiles,
    count_of,
    open_vault,
    revision_path,
    tables,
)

A, B = "a" * 32, "b" * 32


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[int], Path]:
    return lambda revision: revision_path(tmp_path / "vault", A, revision)


def edited(vault: Vault, times: int, base: revisions.Base | None = None) -> revisions.Base:
    for count in range(1, times + 1):
        base = vault.save(A, tables(count), base)
    assert base is not None
    return base


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# the plain way


def test_what_was_saved_is_what_opens(vault: Vault, tmp_path: Path) -> None:
    saved = vault.save(A, tables(1), None)
    loaded = open_vault(tmp_path).load(A)
    assert (loaded.tables, loaded.notices) == (tables(1), ())
    assert (loaded.revision, loaded.file_hash) == (1, saved.file_hash)
    assert not loaded.is_read_only


def test_each_save_is_a_new_file_that_names_its_ancestors(vault: Vault, file_of: Callable[[int], Path]) -> None:
    bases = [vault.save(A, tables(1), None)]
    for count in range(2, 30):
        bases.append(vault.save(A, tables(count), bases[-1]))
    header = vault._dossiers.open(A, revisions.Entry(29, file_of(29).name, is_aside=False)).header
    assert header.prev == bases[-2].file_hash
    assert list(header.anc) == [base.file_hash[:16] for base in reversed(bases[-25:-1])]
    assert (header.epoch, header.stream, header.schema, len(header.st)) == (1, "C", schema.SCHEMA, 8)
    assert bases[-1].ancestors == header.anc


def test_a_saved_base_and_a_loaded_base_are_the_same(vault: Vault) -> None:
    saved = edited(vault, 3)
    assert vault.load(A).base == saved


def test_the_order_of_operations_is_write_sync_close_sync_directory_look_again(tmp_path: Path) -> None:
    open_vault(tmp_path).save(A, tables(1), None)
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    base = vault.load(A).base
    fs.plan.seen.clear()
    vault.save(A, tables(2), base)
    assert fs.plan.seen[:7] == ["names", "open_new", "write", "sync", "close", "sync_dir", "read"]


def test_values_that_cannot_be_kept_are_refused_before_the_disk_is_touched(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    fs.plan.seen.clear()
    with pytest.raises(StoreError) as told:
        vault.save(A, {"identity": {"1": {"weight": float("nan")}}}, None)
    assert told.value.code == "unstorable"
    assert fs.plan.seen == []


def test_memory_that_lies_is_found_before_anything_is_written(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seal = container.seal

    def wrong(header: container.Header, body: bytes, key: bytes) -> bytes:
        return seal(header, body[:-1] + b"!", key)

    monkeypatch.setattr(container, "seal", wrong)
    with pytest.raises(WrongKeyOrForged):
        vault.save(A, tables(1), None)
    assert not (tmp_path / "vault" / "d" / "aa").exists()


def test_an_unknown_dossier_is_not_found_and_a_bad_id_refused(vault: Vault) -> None:
    with pytest.raises(DossierNotFound):
        vault.load(A)
    for call in (lambda: vault.load("../x"), lambda: vault.save("X" * 32, tables(), None)):
        with pytest.raises(StoreError) as told:
            call()
        assert told.value.code == "bad_id"


# conflicts


def test_a_second_save_on_the_same_base_is_a_conflict_and_the_first_stays(vault: Vault) -> None:
    base = edited(vault, 1)
    vault.save(A, tables(20), base)
    with pytest.raises(Conflict) as told:
        vault.save(A, tables(30), base)
    assert told.value.revision == 2
    assert count_of(vault.load(A).tables) == 20


def test_creating_a_dossier_that_exists_is_a_conflict(vault: Vault) -> None:
    edited(vault, 1)
    with pytest.raises(Conflict):
        vault.save(A, tables(9), None)


def test_a_number_taken_at_the_last_moment_is_a_conflict(tmp_path: Path) -> None:
    class Beaten(ObedientClock):
        rival: Vault | None = None

        @override
        def open_new(self, path: Path) -> int:
            if self.rival and path.suffix == ".bdk":
                rival, self.rival = self.rival, None
                rival.save(A, tables(50), rival.load(A).base)
            return super().open_new(path)

    fs = Beaten()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.rival = open_vault(tmp_path)
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)
    assert count_of(vault.load(A).tables) == 50
    assert len(names(tmp_path / "vault" / "d" / "aa")) == 2


class Meanwhile(ObedientClock):
    """Lets something happen right before our directory sync: after our file is complete, before we look again."""

    then: Callable[[], object] | None = None

    @override
    def sync_dir(self, path: Path) -> None:
        super().sync_dir(path)
        act, self.then = self.then, None
        if act:
            act()


def test_a_dead_number_finished_after_all_wins_and_our_file_is_withdrawn(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    rival = open_vault(tmp_path)
    rival.save(A, tables(50), base)
    whole = file_of(2).read_bytes()
    file_of(2).write_bytes(whole[:100])
    fs.then = lambda: file_of(2).write_bytes(whole)
    with pytest.raises(Conflict) as told:
        vault.save(A, tables(2), base)
    assert told.value.revision == 2
    assert count_of(vault.load(A).tables) == 50
    assert file_of(3).read_bytes() == container.TOMBSTONE


def test_a_later_save_that_does_not_descend_from_ours_is_a_conflict(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    sealer, parents = vault._dossiers.sealer, [base.file_hash]
    body = container.unseal(file_of(1).read_bytes(), sealer.keys.of).body
    fs.then = lambda: file_of(3).write_bytes(sealer.seal("dossier", A, body, 3, parents))
    with pytest.raises(Conflict) as told:
        vault.save(A, tables(2), base)
    assert told.value.revision == 3
    assert file_of(2).read_bytes() == container.TOMBSTONE
    assert vault.load(A).notices == ()


def test_a_later_save_that_descends_from_ours_is_no_conflict(tmp_path: Path) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    other = open_vault(tmp_path)
    fs.then = lambda: other.save(A, tables(60), other.load(A).base)
    vault.save(A, tables(2), base)
    assert (vault.load(A).revision, count_of(vault.load(A).tables)) == (3, 60)


def test_what_a_later_program_wrote_meanwhile_is_a_conflict(tmp_path: Path, file_of: Callable[[int], Path]) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    later = bytearray(file_of(1).read_bytes())
    later[7] = 2
    later[-32:] = hashlib.sha256(later[:-32]).digest()
    fs.then = lambda: file_of(9).write_bytes(later)
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)
    with pytest.raises(TooNew):
        vault.load(A)


def test_rubbish_appearing_meanwhile_is_no_conflict(tmp_path: Path, file_of: Callable[[int], Path]) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.then = lambda: file_of(3).write_bytes(b"BDK")
    assert vault.save(A, tables(2), base).revision == 2


def test_our_file_removed_before_we_looked_again_is_written_again(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.then = lambda: file_of(2).unlink()
    assert vault.save(A, tables(2), base).revision == 3
    assert count_of(vault.load(A).tables) == 2


def test_our_file_replaced_before_we_looked_again_is_not_called_saved(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = Meanwhile()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.then = lambda: file_of(2).write_bytes(container.TOMBSTONE)
    assert vault.save(A, tables(2), base).revision == 3


def test_a_tombstone_above_the_base_is_a_conflict_once_and_not_after_reopening(
    vault: Vault, file_of: Callable[[int], Path]
) -> None:
    base = edited(vault, 1)
    file_of(2).write_bytes(container.TOMBSTONE)
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)
    loaded = vault.load(A)
    assert (loaded.revision, loaded.notices) == (1, ())
    assert vault.save(A, tables(2), loaded.base).revision == 3


def test_a_file_that_vanishes_while_it_is_judged_is_a_conflict(tmp_path: Path, file_of: Callable[[int], Path]) -> None:
    class Vanishing(ObedientClock):
        @override
        def read(self, path: Path) -> bytes:
            if path == file_of(2):
                raise FileNotFoundError
            return super().read(path)

    base = edited(open_vault(tmp_path), 2)
    fs = Vanishing()
    with pytest.raises(Conflict):
        open_vault(tmp_path, fs).save(A, tables(3), revisions.Base(1, "00" * 32, (), 1, 1))
    assert base.revision == 2


def test_a_damaged_file_above_the_base_is_a_conflict_until_the_dossier_is_reopened(
    vault: Vault, file_of: Callable[[int], Path]
) -> None:
    base = edited(vault, 1)
    file_of(2).write_bytes(b"not one of ours at all")
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)
    loaded = vault.load(A)
    assert loaded.notices == (Notice(NoticeKind.DAMAGED, 2),)
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)
    assert vault.save(A, tables(2), loaded.base).revision == 3


# interrupted saves of others


def test_an_unfinished_file_is_waited_for_two_seconds_and_then_its_number_is_dead(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = ObedientClock()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    file_of(2).write_bytes(b"BDKVLT")
    assert vault.save(A, tables(2), base).revision == 3
    assert 2.0 <= fs.waited <= 2.2
    assert not file_of(2).exists(), "nothing is left of it after a good save"


def test_a_file_seen_unfinished_on_opening_is_not_waited_for_again(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    fs = ObedientClock()
    vault = open_vault(tmp_path, fs)
    edited(vault, 1)
    file_of(2).write_bytes(b"BDKVLT")
    loaded = vault.load(A)
    assert loaded.notices == (Notice(NoticeKind.UNFINISHED, 2),)
    assert not loaded.notices[0].is_red
    fs.now += 60
    vault.save(A, tables(2), loaded.base)
    assert fs.waited == 0


def test_a_file_that_is_finished_while_we_wait_is_a_conflict(tmp_path: Path, file_of: Callable[[int], Path]) -> None:
    class Slow(ObedientClock):
        rest = b""

        @override
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.waited > 1:
                file_of(2).write_bytes(self.rest)

    fs = Slow()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    open_vault(tmp_path).save(A, tables(50), base)
    fs.rest = file_of(2).read_bytes()
    file_of(2).write_bytes(fs.rest[:50])
    with pytest.raises(Conflict):
        vault.save(A, tables(2), base)


def test_a_file_that_keeps_growing_is_given_two_seconds_from_its_last_growth(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    class Growing(ObedientClock):
        @override
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.waited < 3:
                file_of(2).write_bytes(file_of(2).read_bytes() + b"\0")

    fs = Growing()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    file_of(2).write_bytes(container.MAGIC + b"\0\0\x02\x00")
    vault.save(A, tables(2), base)
    assert 5 <= fs.waited <= 5.3


# numbers and pruning


def test_contents_of_eight_and_names_of_thirty_two_are_kept(vault: Vault, tmp_path: Path) -> None:
    edited(vault, 50)
    folder = tmp_path / "vault" / "d" / "aa"
    kept = {path.name[33:41]: path.stat().st_size for path in folder.iterdir()}
    assert sorted(kept) == [f"{number:08d}" for number in range(19, 51)]
    assert [int(number) for number, size in sorted(kept.items()) if size > 8] == list(range(43, 51))


def test_kept_revisions_open_and_pruned_ones_are_gone(vault: Vault) -> None:
    edited(vault, 12)
    assert count_of(vault.load(A, 5).tables) == 5
    for number in (4, 99):
        with pytest.raises(DossierNotFound):
            vault.load(A, number)


def test_numbers_are_not_used_again_when_the_newest_is_withdrawn(vault: Vault, file_of: Callable[[int], Path]) -> None:
    base = edited(vault, 3)
    file_of(3).unlink()
    assert vault.save(A, tables(4), base).revision == 4


def test_a_vanished_folder_costs_nothing_the_next_save_makes_it_again(vault: Vault, tmp_path: Path) -> None:
    base = edited(vault, 2)
    folder = tmp_path / "vault" / "d" / "aa"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert vault.save(A, tables(3), base).revision == 3
    assert count_of(vault.load(A).tables) == 3


def test_pruning_that_fails_is_no_failed_save(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    base = edited(vault, 8)
    failing = open_vault(tmp_path, FailingFiles(Plan(at=1, ever_after=True, only=("replace", "size"))))
    assert failing.save(A, tables(9), base).revision == 9


def test_files_set_aside_are_never_pruned(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 2)
    file_of(2).write_bytes(b"x" * 100)
    edited(vault, 45, vault.load(A).base)
    assert Path(str(file_of(2)) + ".damaged").read_bytes() == b"x" * 100


# failures of the disk


ERRORS = [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOENT]


def _attempt_with(tmp_path: Path, plan: Plan, tag: str) -> tuple[int, int]:
    """One save on base 1 under plan; return (operations seen, count shown afterwards)."""
    folder = tmp_path / tag
    folder.mkdir()
    base = open_vault(folder).save(A, tables(1), None)
    fs = FailingFiles(plan)
    vault = open_vault(folder, fs)
    plan.seen.clear()
    plan.hits = 0
    try:
        saved = vault.save(A, tables(2), base)
    except NotSaved:
        after, base_after = open_vault(folder).load(A), base
        assert count_of(after.tables) in (1, 2)
        assert {notice.kind for notice in after.notices} <= {NoticeKind.UNFINISHED}
    except Conflict:
        pytest.fail(f"{plan} taken for somebody else's save")
    else:
        after, base_after = open_vault(folder).load(A), saved
        assert count_of(after.tables) == 2, "acknowledged and not there"
    seen = len(plan.seen)
    fs.plan = Plan()
    vault.save(A, tables(3), base_after)
    final = open_vault(folder).load(A)
    assert (count_of(final.tables), final.notices) == (3, ())
    report = open_vault(folder).recover()
    assert (report.damaged, report.lost, report.strange) == ([], [], [])
    return seen, count_of(after.tables)


@pytest.mark.parametrize("error", ERRORS, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize("ever_after", [False, True], ids=["once", "from then on"])
def test_whichever_operation_of_a_save_fails_nothing_is_lost_and_the_next_save_works(
    tmp_path: Path, error: int, ever_after: bool
) -> None:
    total, _ = _attempt_with(tmp_path, Plan(), "clean")
    for short in (False, True):
        for at in range(1, total + 1):
            plan = Plan(at=at, error=error, ever_after=ever_after, short=short)
            _attempt_with(tmp_path, plan, f"{at}-{short}")


def test_one_passing_error_is_overcome_with_a_new_file_and_number(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.plan = Plan(at=1, only=("sync",))
    assert vault.save(A, tables(2), base).revision == 3
    assert fs.plan.seen == ["sync", "sync"]


@pytest.mark.parametrize(
    ("code", "kind"), [(errno.EIO, NotSaved), (errno.ENOSPC, NotEnoughSpace), (errno.EROFS, FolderReadOnly)]
)
def test_two_errors_are_told_with_their_reason(tmp_path: Path, code: int, kind: type[NotSaved]) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.plan = Plan(at=1, ever_after=True, only=("write",), error=code)
    with pytest.raises(NotSaved) as told:
        vault.save(A, tables(2), base)
    assert (type(told.value), told.value.reason) == (kind, code)
    assert len(names(tmp_path / "vault" / "d" / "aa")) == 1


def test_a_failed_try_that_cannot_be_removed_is_not_taken_for_somebody_elses_save(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.plan = Plan(at=1, ever_after=True, only=("sync_dir", "unlink"))
    with pytest.raises(NotSaved):
        vault.save(A, tables(2), base)
    fs.plan = Plan()
    assert len(names(tmp_path / "vault" / "d" / "aa")) == 3
    saved = vault.save(A, tables(3), base)
    loaded = open_vault(tmp_path).load(A)
    assert (saved.revision, count_of(loaded.tables), loaded.notices) == (4, 3, ())


def test_after_a_failed_save_the_vault_is_still_open_and_a_locked_folder_still_readable(tmp_path: Path) -> None:
    base = edited(open_vault(tmp_path), 1)
    writing = ("open_new", "write", "replace", "unlink", "make_dir", "sync", "sync_dir")
    vault = open_vault(tmp_path, FailingFiles(Plan(at=1, ever_after=True, only=writing, error=errno.EROFS)))
    assert count_of(vault.load(A).tables) == 1
    with pytest.raises(FolderReadOnly):
        vault.save(A, tables(2), base)
    assert count_of(vault.load(A).tables) == 1


def test_a_share_that_is_gone_is_unreachable_and_comes_back(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    base = edited(vault, 1)
    fs.plan = Plan(at=1, ever_after=True, error=errno.EIO)
    with pytest.raises(Unreachable):
        vault.load(A)
    with pytest.raises(NotSaved):
        vault.save(A, tables(2), base)
    fs.plan = Plan()
    assert vault.save(A, tables(2), base).revision >= 2


def test_too_little_space_is_told_and_room_made_again_is_used(tmp_path: Path) -> None:
    fs = QuotaFiles(60_000)
    tally = full(tmp_path, 300, fs)
    assert tally["refused"] > 100
    assert tally["kept"] > 10
    fs.budget += 10_000
    assert open_vault(tmp_path, fs).save("e" * 32, tables(1), None).revision == 1


# what opening shows


@pytest.mark.parametrize("hurt", [b"BDKVLT", b"", b"x" * 400], ids=["cut", "empty", "rubbish"])
def test_the_revision_before_is_shown_with_a_notice(vault: Vault, file_of: Callable[[int], Path], hurt: bytes) -> None:
    edited(vault, 3)
    file_of(3).write_bytes(hurt)
    loaded = vault.load(A)
    assert (loaded.revision, count_of(loaded.tables)) == (2, 2)
    kind = NoticeKind.DAMAGED if hurt[:1] == b"x" else NoticeKind.UNFINISHED
    assert loaded.notices == (Notice(kind, 3),)
    assert loaded.notices[0].is_red == (kind is NoticeKind.DAMAGED)


def test_a_damaged_file_is_kept_aside_and_its_number_stays_used(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 2)
    file_of(2).write_bytes(b"x" * 400)
    vault.load(A)
    aside = Path(str(file_of(2)) + ".damaged")
    assert aside.read_bytes() == b"x" * 400
    assert not file_of(2).exists()
    loaded = vault.load(A)
    assert loaded.notices == (Notice(NoticeKind.DAMAGED, 2),)
    assert vault.save(A, tables(3), loaded.base).revision == 3
    assert vault.load(A).notices == ()


def test_two_files_set_aside_under_one_number_are_both_kept(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 2)
    for hurt in (b"first", b"second", b"third"):
        file_of(2).write_bytes(hurt * 40)
        vault.load(A)
    found = sorted(path.read_bytes()[:5] for path in file_of(2).parent.glob("*.damaged*"))
    assert found == [b"first", b"secon", b"third"]


def test_a_damaged_file_that_cannot_be_set_aside_is_still_passed_over(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    edited(open_vault(tmp_path), 2)
    file_of(2).write_bytes(b"x" * 400)
    loaded = open_vault(tmp_path, FailingFiles(Plan(at=1, ever_after=True, only=("replace",)))).load(A)
    assert (loaded.revision, loaded.notices) == (1, (Notice(NoticeKind.DAMAGED, 2),))


def test_a_file_read_wrongly_once_is_not_set_aside(tmp_path: Path, file_of: Callable[[int], Path]) -> None:
    class Flicker(ObedientClock):
        bad = 1

        @override
        def read(self, path: Path) -> bytes:
            data = super().read(path)
            if path == file_of(2) and self.bad:
                self.bad -= 1
                return data[:-1] + b"?"
            return data

    edited(open_vault(tmp_path), 2)
    vault = open_vault(tmp_path, Flicker())
    assert vault.load(A).revision == 1
    assert vault.load(A).revision == 2


def test_a_bad_file_that_cannot_be_read_a_second_time_is_left_where_it_is(
    tmp_path: Path, file_of: Callable[[int], Path]
) -> None:
    edited(open_vault(tmp_path), 2)
    file_of(2).write_bytes(b"x" * 400)

    class Sticky(ObedientClock):
        reads = 0

        @override
        def read(self, path: Path) -> bytes:
            self.reads += path == file_of(2)
            if path == file_of(2) and self.reads == 2:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read(path)

    assert open_vault(tmp_path, Sticky()).load(A).revision == 1
    assert file_of(2).exists()


def test_with_no_good_revision_nothing_is_renamed_and_the_verdict_is_told(
    vault: Vault, file_of: Callable[[int], Path]
) -> None:
    edited(vault, 2)
    for number in (1, 2):
        file_of(number).write_bytes(b"x" * 400)
    with pytest.raises(Damaged):
        vault.load(A)
    assert file_of(1).exists()
    assert file_of(2).exists()


def test_a_dossier_with_only_remains_is_unfinished_and_with_only_asides_damaged(
    vault: Vault, file_of: Callable[[int], Path]
) -> None:
    edited(vault, 1)
    file_of(1).write_bytes(b"BDK")
    with pytest.raises(Unfinished):
        vault.load(A)
    file_of(1).rename(str(file_of(1)) + ".damaged")
    with pytest.raises(Damaged):
        vault.load(A)


def test_a_dossier_of_tombstones_is_not_found(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 1)
    file_of(1).write_bytes(container.TOMBSTONE)
    with pytest.raises(DossierNotFound):
        vault.load(A)


def test_another_patients_file_renamed_into_place_is_refused(vault: Vault, tmp_path: Path) -> None:
    edited(vault, 1)
    vault.save(B, tables(77), None)
    theirs = revision_path(tmp_path / "vault", B, 1).read_bytes()
    revision_path(tmp_path / "vault", A, 2).write_bytes(theirs)
    loaded = vault.load(A)
    assert (count_of(loaded.tables), loaded.notices) == (1, (Notice(NoticeKind.FORGED, 2),))


def test_an_older_revision_renamed_into_place_is_refused(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 3)
    file_of(4).write_bytes(file_of(1).read_bytes())
    loaded = vault.load(A)
    assert (count_of(loaded.tables), loaded.notices) == (3, (Notice(NoticeKind.FORGED, 4),))


def test_the_practice_document_cannot_stand_in_for_a_dossier(vault: Vault, tmp_path: Path) -> None:
    vault.save_practice(tables(5), None)
    practice = next((tmp_path / "vault" / "p").iterdir())
    edited(vault, 1)
    revision_path(tmp_path / "vault", A, 2).write_bytes(practice.read_bytes())
    assert vault.load(A).notices == (Notice(NoticeKind.FORGED, 2),)


@pytest.mark.parametrize("change", [{"vault": "12" * 16}, {"epoch": 7}], ids=["another vault", "an unknown epoch"])
def test_a_file_sealed_elsewhere_is_refused(
    vault: Vault, file_of: Callable[[int], Path], change: dict[str, Any]
) -> None:
    base = edited(vault, 1)
    header = container.Header("dossier", base_vault(vault), 1, A, "C", 2, prev=base.file_hash)
    body = canonical.dump(tables(99))
    file_of(2).write_bytes(container.seal(replace(header, **change), body, bytes(32)))
    loaded = vault.load(A)
    assert (count_of(loaded.tables), loaded.notices) == (1, (Notice(NoticeKind.FORGED, 2),))


def base_vault(vault: Vault) -> str:
    return vault._keys.vault


def test_two_lines_of_revisions_are_both_shown(vault: Vault, file_of: Callable[[int], Path]) -> None:
    base = edited(vault, 2)
    sealer = vault._dossiers.sealer
    body = canonical.dump(tables(99))
    file_of(3).write_bytes(sealer.seal("dossier", A, body, 3, base.ancestors))
    loaded = vault.load(A)
    assert (loaded.revision, loaded.notices) == (3, (Notice(NoticeKind.BRANCH, 2),))
    assert loaded.notices[0].is_red
    assert count_of(vault.load(A, 2).tables) == 2


def test_an_unreadable_or_set_aside_file_below_is_no_branch(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 5)
    file_of(4).write_bytes(b"x" * 300)
    file_of(3).rename(str(file_of(3)) + ".damaged")
    assert vault.load(A).notices == ()


def test_one_revision_asked_for_is_checked_like_any_other(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 2)
    file_of(1).write_bytes(b"x" * 300)
    with pytest.raises(Damaged):
        vault.load(A, 1)


def test_files_that_vanish_while_they_are_read_are_looked_for_again(tmp_path: Path) -> None:
    class Flighty(ObedientClock):
        left = 2

        @override
        def read(self, path: Path) -> bytes:
            if path.suffix == ".bdk" and "00000002" in path.name and self.left:
                self.left -= 1
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            return super().read(path)

    edited(open_vault(tmp_path), 2)
    fs = Flighty()
    assert open_vault(tmp_path, fs).load(A).revision == 2
    fs.left = 10
    with pytest.raises(Unreachable):
        open_vault(tmp_path, fs).load(A)


# other versions of the program


def test_a_later_container_stops_the_opening(vault: Vault, file_of: Callable[[int], Path]) -> None:
    edited(vault, 1)
    later = bytearray(file_of(1).read_bytes())
    later[7] = 2
    later[-32:] = hashlib.sha256(later[:-32]).digest()
    file_of(2).write_bytes(later)
    with pytest.raises(TooNew):
        vault.load(A)


def test_a_later_schema_opens_read_only_and_is_never_saved_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baclodesk.storage.sealing.SCHEMA", 9)
    body = {"identity": {"1": {"count": 1, "from_the_future": [1]}}}
    open_vault(tmp_path).save(A, body, None)
    monkeypatch.undo()
    vault = open_vault(tmp_path)
    loaded: Loaded = vault.load(A)
    assert loaded.is_read_only
    assert loaded.tables == body
    assert loaded.notices == (Notice(NoticeKind.TOO_NEW, 1),)
    with pytest.raises(TooNew):
        vault.save(A, tables(2), loaded.base)


def test_an_earlier_schema_is_brought_up_to_date_in_memory_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_vault(tmp_path).save(A, tables(1), None)

    def step(old: schema.Tables) -> schema.Tables:
        return {**old, "added": {}}

    monkeypatch.setattr(schema, "migrated", lambda given, number: step(given) if number == 1 else given)
    loaded = open_vault(tmp_path).load(A)
    assert loaded.tables == {**tables(1), "added": {}}
    assert len(names(tmp_path / "vault" / "d" / "aa")) == 1
