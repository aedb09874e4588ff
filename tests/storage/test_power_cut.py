"""The power goes at any moment: every state the disk may be left in opens, and what was acknowledged is there.

A model, for a test cannot pull the plug. Bytes never synced may be whole, absent, half there, or zeros of the right
length; entries of a directory never synced may each be there or not, in any combination. That is weaker than any
journalling file system promises.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from baclodesk.storage.errors import SignInRefused
from baclodesk.storage.kdf import CHEAPEST
from baclodesk.storage.revisions import NoticeKind
from baclodesk.storage.vault import Vault
from tests.storage.support import NAME, OTHER_PASSWORD, PASSWORD, ObedientClock, count_of, open_vault, tables

A = "a" * 32


@dataclass
class Inode:
    """A file's bytes, and how many of the recorded operations had passed when they were synced."""

    data: bytes = b""
    synced_at: int | None = None


@dataclass
class Entry:
    """One change of a directory: target now means inode (None: nothing), source means nothing any more."""

    folder: Path
    at: int
    target: Path
    inode: Inode | None
    source: Path | None = None


@dataclass
class Disk:
    """What was asked of the disk, in order."""

    entries: list[Entry] = field(default_factory=list)
    synced: list[tuple[int, Path]] = field(default_factory=list)
    writes: list[tuple[int, Inode, bytes]] = field(default_factory=list)
    now: int = 0

    def states(self, moment: int) -> Iterator[list[tuple[Entry, bytes]]]:
        """Every list of directory changes, with the bytes behind them, that a cut after ``moment`` may leave."""
        done = [entry for entry in self.entries if entry.at <= moment]
        loose = [entry for entry in done if not self._is_synced(entry, moment)]
        for count in range(len(loose) + 1):
            for lost in itertools.combinations(loose, count):
                kept = [entry for entry in done if entry not in lost]
                for variant in ("whole", "absent", "half", "zeros"):
                    yield [(entry, self._bytes(entry.inode, moment, variant)) for entry in kept]

    def _is_synced(self, entry: Entry, moment: int) -> bool:
        return any(entry.at < at <= moment and folder == entry.folder for at, folder in self.synced)

    def _bytes(self, inode: Inode | None, moment: int, variant: str) -> bytes:
        if inode is None:
            return b""
        data = b"".join(piece for at, owner, piece in self.writes if owner is inode and at <= moment)
        if inode.synced_at is not None and inode.synced_at <= moment:
            return data
        return {"whole": data, "absent": b"", "half": data[: len(data) // 2], "zeros": bytes(len(data))}[variant]


class Recorder(ObedientClock):
    """Does everything for real, and notes what a power cut could undo."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = Disk()
        self._open: dict[int, Inode] = {}
        self._at: dict[Path, Inode] = {}

    def _tick(self) -> int:
        self.disk.now += 1
        return self.disk.now

    @override
    def open_new(self, path: Path) -> int:
        handle = super().open_new(path)
        inode = self._open[handle] = self._at[path] = Inode()
        self.disk.entries.append(Entry(path.parent, self._tick(), path, inode))
        return handle

    @override
    def write(self, handle: int, data: memoryview) -> int:
        taken = super().write(handle, data[:1500])
        self.disk.writes.append((self._tick(), self._open[handle], bytes(data[:taken])))
        return taken

    @override
    def sync(self, handle: int) -> None:
        super().sync(handle)
        self._open[handle].synced_at = self._tick()

    @override
    def sync_dir(self, path: Path) -> None:
        super().sync_dir(path)
        self.disk.synced.append((self._tick(), path))

    @override
    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        inode = self._at[target] = self._at.pop(source)
        self.disk.entries.append(Entry(target.parent, self._tick(), target, inode, source))

    @override
    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.disk.entries.append(Entry(path.parent, self._tick(), path, None))


def survey(tmp_path: Path, prepare: Callable[[Vault], object], act: Callable[[Vault], object]) -> Iterator[bool]:
    """Cut the power at every moment of ``act``; lay each state out under ``cut``; yield whether act had returned."""
    origin, cut = tmp_path / "origin", tmp_path / "live"
    cut.mkdir()
    prepare(open_vault(cut))
    shutil.copytree(cut, origin)
    recorder = Recorder()
    vault = open_vault(cut, recorder)
    recorder.disk = Disk()
    act(vault)
    seen: set[tuple[object, ...]] = set()
    for moment in range(recorder.disk.now + 1):
        for state in recorder.disk.states(moment):
            mark = (moment == recorder.disk.now, *((entry.target, entry.at, data) for entry, data in state))
            if mark in seen:
                continue
            seen.add(mark)
            shutil.rmtree(cut)
            shutil.copytree(origin, cut)
            for entry, data in state:
                _apply(entry, data)
            yield moment == recorder.disk.now


def _apply(entry: Entry, data: bytes) -> None:
    if entry.source:
        entry.source.unlink(missing_ok=True)
    if entry.inode is None:
        entry.target.unlink(missing_ok=True)
    else:
        entry.target.parent.mkdir(exist_ok=True)
        entry.target.write_bytes(data)


def test_a_save_cut_short_leaves_the_old_revision_or_the_new_one(tmp_path: Path) -> None:
    def prepare(vault: Vault) -> None:
        base = vault.save(A, tables(0), None)
        for count in range(1, 10):
            base = vault.save(A, tables(count), base)

    outcomes = []
    body = tables(10, noise=os.urandom(1500).hex())
    for returned in survey(tmp_path, prepare, lambda vault: vault.save(A, body, vault.load(A).base)):
        loaded = open_vault(tmp_path / "live").load(A)
        outcomes.append((returned, count_of(loaded.tables)))
        assert NoticeKind.BRANCH not in {notice.kind for notice in loaded.notices}
        again = open_vault(tmp_path / "live")
        assert again.save(A, tables(11), loaded.base).revision > loaded.revision
        assert again.load(A).notices == ()
    assert {count for returned, count in outcomes if returned} == {10}
    assert {count for returned, count in outcomes} == {9, 10}
    assert len(outcomes) >= 20


def test_a_draft_cut_short_is_the_one_before_or_the_new_one(tmp_path: Path) -> None:
    outcomes = []
    for returned in survey(
        tmp_path, lambda vault: vault.save_draft(A, tables(1), None), lambda vault: vault.save_draft(A, tables(2), None)
    ):
        draft = open_vault(tmp_path / "live").load_draft(A)
        assert draft is not None
        outcomes.append((returned, count_of(draft.tables)))
    assert {count for returned, count in outcomes if returned} == {2}
    assert {count for _, count in outcomes} == {1, 2}


def test_a_password_change_cut_short_leaves_one_of_the_two_passwords_working(tmp_path: Path) -> None:
    passwords = []
    for returned in survey(
        tmp_path,
        lambda vault: vault.save(A, tables(1), None),
        lambda vault: vault.change_password(NAME, PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST),
    ):
        for password in (OTHER_PASSWORD, PASSWORD):
            try:
                vault = Vault.unlock(tmp_path / "live" / "vault", NAME, password, local=tmp_path / "live" / "local")
            except SignInRefused:
                continue
            assert count_of(vault.load(A).tables) == 1
            passwords.append((returned, password))
            break
        else:
            raise AssertionError("neither password opens the vault")
    assert {password for returned, password in passwords if returned} == {OTHER_PASSWORD}


def test_a_paper_cut_short_is_there_when_it_was_acknowledged(tmp_path: Path) -> None:
    names: list[str] = []
    outcomes = []
    paper = os.urandom(3000)
    for returned in survey(
        tmp_path, lambda vault: vault.put_attachment(b"other"), lambda vault: names.append(vault.put_attachment(paper))
    ):
        vault = open_vault(tmp_path / "live")
        if returned:
            assert vault.get_attachment(names[0]) == paper
        assert vault.put_attachment(paper) == names[0]
        assert vault.get_attachment(names[0]) == paper
        outcomes.append(returned)
    assert True in outcomes
    assert False in outcomes
