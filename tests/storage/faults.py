"""The storage layer under attack: ``python -m tests.storage.faults [kills|race|full|flips] [count]``.

Each runner returns its tally and asserts its promises; the test run calls the short forms. Without arguments the
long forms are run one after the other and their figures printed.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from typing_extensions import override

from baclodesk.storage import files
from baclodesk.storage.errors import Conflict, NotEnoughSpace, StoreError
from baclodesk.storage.revisions import Base, NoticeKind
from baclodesk.storage.vault import Vault
from tests.storage.support import QuotaFiles, count_of, open_vault, revision_path, tables

Tally = dict[str, float]
IDS = ("a" * 32, "b" * 32)
DRAFT = "c" * 32


class HurriedClock(files.FileSystem):
    """The real file system with a clock many times as fast, so that waiting for the dead is short."""

    pace = 100

    @override
    def monotonic(self) -> float:
        return time.monotonic() * self.pace

    @override
    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self.pace)


class Alone(HurriedClock):
    """Faster still, for a single writer: no living rival can be taken for dead."""

    pace = 4000


class Dribble(Alone):
    """Writes a few bytes at a time, so that a kill more often finds a file half written."""

    @override
    def write(self, handle: int, data: memoryview) -> int:
        time.sleep(0.0002)
        return super().write(handle, data[:128])


# killed at any moment


def _save_until_killed(folder: Path, acknowledge: int, fs: files.FileSystem) -> None:
    vault = open_vault(folder, fs)
    loaded = {dossier_id: vault.load(dossier_id) for dossier_id in IDS}
    bases = {dossier_id: one.base for dossier_id, one in loaded.items()}
    counts = {dossier_id: count_of(one.tables) for dossier_id, one in loaded.items()}
    draft = vault.load_draft(DRAFT)
    drafted = count_of(draft.tables) if draft else 0
    vault.index(lambda _, given: {"count": count_of(given)})
    for turn in range(10**9):
        place = turn % 3
        if place < 2:
            dossier_id = IDS[place]
            counts[dossier_id] += 1
            bases[dossier_id] = vault.save(dossier_id, tables(counts[dossier_id]), bases[dossier_id])
            os.write(acknowledge, bytes([place]) + counts[dossier_id].to_bytes(7, "big"))
        else:
            drafted += 1
            vault.save_draft(DRAFT, tables(drafted), None)
            os.write(acknowledge, bytes([2]) + drafted.to_bytes(7, "big"))


def _one_kill(folder: Path, after_s: float, fs: files.FileSystem) -> dict[int, int]:
    """Let a child save for a while, kill it, and return the last count it acknowledged per place."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _save_until_killed(folder, writing, fs)
        finally:
            os._exit(1)
    os.close(writing)
    select.select([reading], [], [], 10)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    heard = b""
    while piece := os.read(reading, 65_536):
        heard += piece
    os.close(reading)
    whole = [heard[at : at + 8] for at in range(0, len(heard) - len(heard) % 8, 8)]
    return {row[0]: int.from_bytes(row[1:], "big") for row in whole}


def kills(count: int, seed: int = 1) -> Tally:
    """Kill a saving process ``count`` times: nothing acknowledged lost, nothing torn, nothing left over."""
    chance = random.Random(seed)
    tally: Tally = {"kills": count, "acknowledged": 0, "interrupted_seen": 0, "lost": 0, "unreadable": 0}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        vault = open_vault(folder, HurriedClock())
        for dossier_id in IDS:
            vault.save(dossier_id, tables(0), None)
        known = {0: 0, 1: 0, 2: 0}
        for turn in range(count):
            heard = _one_kill(folder, chance.expovariate(1 / 0.006), Dribble() if turn % 2 else Alone())
            tally["acknowledged"] += sum(heard[place_] - known[place_] for place_ in heard)
            known |= heard
            _check_after_kill(open_vault(folder, HurriedClock()), known, tally)
        vault = open_vault(folder, HurriedClock())
        tally["removed_by_recovery"] = len(vault.recover().removed)
        again = vault.recover()
        assert (again.removed, again.strange, again.damaged, again.lost) == ([], [], [], []), again
        tally["leftovers"] = len(list(folder.rglob("*.tmp")))
    assert tally["lost"] == tally["unreadable"] == tally["leftovers"] == 0, tally
    return tally


def _check_after_kill(vault: Vault, known: dict[int, int], tally: Tally) -> None:
    for place, dossier_id in enumerate(IDS):
        try:
            loaded = vault.load(dossier_id)
        except StoreError:
            tally["unreadable"] += 1
            continue
        assert {notice.kind for notice in loaded.notices} <= {NoticeKind.UNFINISHED}, loaded.notices
        tally["interrupted_seen"] += bool(loaded.notices)
        count = count_of(loaded.tables)
        tally["lost"] += count not in (known[place], known[place] + 1)
        known[place] = count
    draft = vault.load_draft(DRAFT)
    drafted = count_of(draft.tables) if draft else 0
    tally["lost"] += drafted not in (known[2], known[2] + 1)
    known[2] = drafted


# two writers, one base


def _race_child(folder: Path, go: int, answer: int, mark: int) -> None:
    vault = open_vault(folder, HurriedClock())
    while True:
        loaded = vault.load(IDS[0])
        os.write(answer, b"r")
        if os.read(go, 1) != b"g":
            os._exit(0)
        try:
            vault.save(IDS[0], tables(count_of(loaded.tables) + 1, mark=mark), loaded.base)
            os.write(answer, b"w")
        except Conflict:
            os.write(answer, b"c")


def race(rounds: int) -> Tally:
    """Two processes save on one base ``rounds`` times: one wins, the other is told, every win is kept."""
    tally: Tally = {"rounds": rounds, "won": 0, "conflicts": 0}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        vault = open_vault(folder, HurriedClock())
        vault.save(IDS[0], tables(0), None)
        pairs = []
        for mark in (1, 2):
            go, answer = os.pipe(), os.pipe()
            if not os.fork():
                os.close(go[1])
                try:
                    _race_child(folder, go[0], answer[1], mark)
                finally:
                    os._exit(1)
            pairs.append((go[1], answer[0]))
        for _ in range(rounds):
            assert [os.read(answer, 1) for _, answer in pairs] == [b"r", b"r"]
            for go_, _ in pairs:
                os.write(go_, b"g")
            answers = sorted(os.read(answer, 1) for _, answer in pairs)
            assert answers == [b"c", b"w"], answers
            tally["won"] += 1
            tally["conflicts"] += 1
            assert count_of(vault.load(IDS[0]).tables) == tally["won"]
        for go_, answer_ in pairs:
            os.read(answer_, 1)
            os.write(go_, b"q")
        for _ in pairs:
            os.wait()
    return tally


# a full disk


def full(folder: Path, saves: int, fs: QuotaFiles | None = None) -> Tally:
    """Save into too little space: each refusal is told, each acknowledged revision opens, nothing is left over."""
    vault = open_vault(folder, fs)
    tally: Tally = {"saves": saves, "refused": 0, "kept": 0}
    last: dict[str, int] = {}
    bases: dict[str, Base] = {}
    for turn in range(saves):
        dossier_id = f"{turn % 40:032x}"
        body = tables(turn, noise=random.Random(turn).randbytes(700 + turn % 9 * 500).hex())
        try:
            bases[dossier_id] = vault.save(dossier_id, body, bases.get(dossier_id))
        except NotEnoughSpace:
            tally["refused"] += 1
        else:
            last[dossier_id] = turn
            tally["kept"] += 1
        if turn % 25 == 0:
            _check_kept(vault, last)
    _check_kept(vault, last)
    report = vault.recover()
    assert (report.removed, report.damaged, report.lost, report.strange) == ([], [], [], []), report
    return tally


def _check_kept(vault: Vault, last: dict[str, int]) -> None:
    for dossier_id, turn in last.items():
        loaded = vault.load(dossier_id)
        assert count_of(loaded.tables) == turn
        assert loaded.notices == ()


def mounted_full(saves: int) -> tuple[Tally | None, str]:
    """Run ``full`` on a real 200 KiB tmpfs, or return why that could not be done."""
    with tempfile.TemporaryDirectory() as place:
        try:
            command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", place]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return None, "no mount command here"
        if done.returncode:
            return None, f"cannot mount a tmpfs: {done.stderr.strip()}"
        try:
            return full(Path(place), saves), "200 KiB tmpfs"
        finally:
            subprocess.run(["umount", place], check=True)


# flipped bits and cut ends


def mutations(data: bytes, count: int, seed: int) -> list[bytes]:
    """Return ``count`` copies of data, each with one flipped bit, or cut, or lengthened, or zeroed in part."""
    chance = random.Random(seed)
    out = []
    for turn in range(count):
        at = chance.randrange(len(data))
        if turn % 4 < 2:
            out.append(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        elif turn % 4 == 2:
            out.append(data[:at])
        elif turn % 8 == 3:
            out.append(data + chance.randbytes(1 + at % 40))
        else:
            hole = min(512, len(data) - at)
            out.append(data[:at] + bytes(hole) + data[at + hole :])
    return [one for one in out if one != data]


def dossier_flips(folder: Path, count: int) -> Tally:
    """Mutate the newest revision: always the one before is shown, with a notice."""
    vault = open_vault(folder)
    first = vault.save(IDS[0], tables(1), None)
    vault.save(IDS[0], tables(2), first)
    path = revision_path(folder / "vault", IDS[0], 2)
    sound = path.read_bytes()
    tally: Tally = {"tried": 0, "unfinished": 0, "damaged": 0}
    for bad in mutations(sound, count, seed=2):
        path.write_bytes(bad)
        loaded = open_vault(folder).load(IDS[0])
        assert count_of(loaded.tables) == 1
        (notice,) = loaded.notices
        tally["tried"] += 1
        tally[notice.kind] += 1
        for aside in path.parent.glob("*.damaged*"):
            assert aside.read_bytes() == bad
            aside.unlink()
    path.write_bytes(sound)
    assert count_of(open_vault(folder).load(IDS[0]).tables) == 2
    return tally


# by hand


def _timed(name: str, run: Callable[[], object]) -> None:
    start = time.monotonic()
    result = run()
    print(f"{name}: {json.dumps(result)} in {time.monotonic() - start:.1f} s, load {os.getloadavg()[0]:.1f}")  # noqa: T201


def _in_temporary(run: Callable[[Path], Tally]) -> Tally:
    with tempfile.TemporaryDirectory() as place:
        return run(Path(place))


def main(arguments: list[str]) -> None:
    """Run the attack named first, or all of them at length."""
    count = int(arguments[1]) if len(arguments) > 1 else 0
    runs: dict[str, Callable[[], object]] = {
        "kills": lambda: kills(count or 1000),
        "race": lambda: race(count or 1000),
        "full": lambda: mounted_full(count or 3000),
        "quota": lambda: _in_temporary(lambda folder: full(folder, count or 3000, QuotaFiles(100_000))),
        "flips": lambda: _in_temporary(lambda folder: dossier_flips(folder, count or 20_000)),
    }
    for name in [arguments[0]] if arguments else list(runs):
        _timed(name, runs[name])


if __name__ == "__main__":
    main(sys.argv[1:])
