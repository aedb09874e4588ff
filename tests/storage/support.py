"""What the storage tests share: a quick vault, a clock that obeys, file systems that fail on order."""

import errno
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import override

from baclodesk.storage import dossier, files, keyring, keyringfile
from baclodesk.storage.kdf import CHEAPEST
from baclodesk.storage.keyring import Keyring
from baclodesk.storage.keys import Keys
from baclodesk.storage.schema import Tables
from baclodesk.storage.vault import Vault

PASSWORD = "otter velvet canyon marble lantern biscuit thunder"
OTHER_PASSWORD = "harvest violin pepper glacier saddle meadow copper"
NAME = "Dr Claire Martin"


@cache
def _made() -> tuple[Keyring, Keys, str]:
    return keyring.create(NAME, PASSWORD, CHEAPEST)


def fresh_keys() -> tuple[Keyring, Keys, str]:
    """A keyring with its keys and recovery key, derived once per test run."""
    ring, keys, recovery = _made()
    return ring, Keys(keys.vault, keys.epoch, dict(keys.roots)), recovery


def open_vault(folder: Path, fs: files.FileSystem | None = None, local: Path | None = None) -> Vault:
    """The vault under folder, made at the first call, opened without deriving a key from the password."""
    ring, keys, _ = fresh_keys()
    place = folder / "vault"
    if not place.exists():
        for part in ("", "d", "b", "p"):
            (place / part).mkdir()
        keyringfile.write(files.FileSystem(), place, ring)
    return Vault(place, ring, keys, local or folder / "local", fs or ObedientClock())


def tables(count: int = 0, **more: Any) -> Tables:
    """A small dossier that says how often it was edited."""
    return dossier.tables_from({"identity": [{"name": "Zoé Lefèvre", "count": count, **more}], "visits": []})


def count_of(given: Tables) -> int:
    value = dossier.document(given, "identity")["count"]
    assert isinstance(value, int)
    return value


def revision_path(vault_folder: Path, dossier_id: str, revision: int) -> Path:
    return vault_folder / "d" / dossier_id[:2] / f"{dossier_id}.{revision:08d}.bdk"


def all_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


class ObedientClock(files.FileSystem):
    """The real file system with a clock that moves only when asked to wait."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited = 0.0

    @override
    def monotonic(self) -> float:
        return self.now

    @override
    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited += seconds


@dataclass
class Plan:
    """Which operations fail: the ``at``-th counted from 1, and all after it when ``ever_after``."""

    at: int = 0
    error: int = errno.EIO
    ever_after: bool = False
    short: bool = False
    only: tuple[str, ...] = ()
    winerror: int | None = None
    times: int = 10**9
    seen: list[str] = field(default_factory=list)
    hits: int = 0


class FailingFiles(ObedientClock):
    """Fails the operations the plan names; ``seen`` lists every operation that came by."""

    def __init__(self, plan: Plan | None = None) -> None:
        super().__init__()
        self.plan = plan or Plan()

    def _step(self, name: str) -> bool:
        plan = self.plan
        if plan.only and name not in plan.only:
            return False
        plan.seen.append(name)
        place = len(plan.seen)
        due = plan.at and (place == plan.at or (plan.ever_after and place > plan.at)) and plan.hits < plan.times
        plan.hits += bool(due)
        return bool(due)

    def _check(self, name: str) -> None:
        if self._step(name):
            raise self.error()

    def error(self) -> OSError:
        problem = OSError(self.plan.error, os.strerror(self.plan.error))
        if self.plan.winerror is not None:
            problem.winerror = self.plan.winerror  # type: ignore[attr-defined,unused-ignore]
        return problem

    @override
    def open_new(self, path: Path) -> int:
        self._check("open_new")
        return super().open_new(path)

    @override
    def write(self, handle: int, data: memoryview) -> int:
        if self._step("write"):
            if self.plan.short:
                super().write(handle, data[: len(data) // 2])
            raise self.error()
        return super().write(handle, data)

    @override
    def sync(self, handle: int) -> None:
        self._check("sync")
        super().sync(handle)

    @override
    def close(self, handle: int) -> None:
        super().close(handle)
        self._check("close")

    @override
    def sync_dir(self, path: Path) -> None:
        self._check("sync_dir")
        super().sync_dir(path)

    @override
    def read(self, path: Path) -> bytes:
        self._check("read")
        return super().read(path)

    @override
    def size(self, path: Path) -> int:
        self._check("size")
        return super().size(path)

    @override
    def names(self, folder: Path) -> list[str]:
        self._check("names")
        return super().names(folder)

    @override
    def replace(self, source: Path, target: Path) -> None:
        self._check("replace")
        super().replace(source, target)

    @override
    def unlink(self, path: Path) -> None:
        self._check("unlink")
        super().unlink(path)

    @override
    def make_dir(self, path: Path) -> None:
        self._check("make_dir")
        super().make_dir(path)


class QuotaFiles(ObedientClock):
    """Takes bytes until the budget is spent, then writes what still fits and reports a full disk."""

    def __init__(self, budget: int) -> None:
        super().__init__()
        self.budget = budget

    @override
    def write(self, handle: int, data: memoryview) -> int:
        if not self.budget:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = super().write(handle, data[: self.budget])
        self.budget -= taken
        return taken

    @override
    def unlink(self, path: Path) -> None:
        freed = self.size(path)
        super().unlink(path)
        self.budget += freed
