"""The keyring on the disk: write-once revisions, all kept, each in two copies.

Everything in a vault hangs on this one small file, and a single flipped bit in its only copy would lose all, the
recovery key included. So each revision lies there twice, and a copy found bad is set aside and written again by
the next sign-in.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from baclodesk.storage import files, keyring, layout
from baclodesk.storage.errors import (
    BadFile,
    Conflict,
    StoreError,
    TooNew,
    Unfinished,
    Unreachable,
    VaultNotFound,
    WrongKeyOrForged,
    not_saved,
)
from baclodesk.storage.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest good keyring; ``interrupted`` and ``damaged`` are higher revisions of which no copy was good.

    ``highest`` is the highest number ever used, files set aside included: the next revision goes above it.
    """

    keyring: Keyring
    interrupted: tuple[int, ...]
    damaged: tuple[int, ...]
    highest: int


def names_of(revision: int) -> tuple[str, str]:
    """Return the names of a revision's two copies."""
    return f"keyring.{revision:08d}.bdk", f"keyring.{revision:08d}.copy.bdk"


def newest(fs: files.FileSystem, folder: Path) -> Kept:
    """Return the newest keyring of which a copy is undamaged; nothing is verified by key yet.

    Raises VaultNotFound, TooNew, the last verdict when no copy is good, or Unreachable.
    """
    try:
        found = [layout.KEYRING_NAME.match(name) for name in fs.names(folder)]
    except (FileNotFoundError, NotADirectoryError):
        raise VaultNotFound("no such folder") from None
    except OSError as problem:
        raise Unreachable(problem.errno or 0) from problem
    highest = max((int(match[1]) for match in found if match), default=0)
    live = sorted({int(match[1]) for match in found if match and not match[3]}, reverse=True)
    interrupted: list[int] = []
    damaged: list[int] = []
    verdict: Exception = VaultNotFound("no keyring")
    for number in live:
        outcome = _read(fs, folder, number)
        if isinstance(outcome, Keyring):
            return Kept(outcome, tuple(interrupted), tuple(damaged), highest)
        verdict = outcome
        (interrupted if isinstance(outcome, Unfinished) else damaged).append(number)
    raise verdict


def _read(fs: files.FileSystem, folder: Path, number: int) -> Keyring | StoreError:
    """Return the first good copy of a revision, or why there is none: damage weighs more than interruption.

    A copy that cannot be read may be good: without another, raises Unreachable rather than go to an older revision.
    """
    verdict: StoreError = Unfinished("no copy")
    unreadable: OSError | None = None
    for name in names_of(number):
        try:
            found = keyring.decode(files.read(fs, folder / name))
        except TooNew:
            raise
        except Unfinished:
            continue
        except BadFile as problem:
            verdict = problem
        except FileNotFoundError:
            continue
        except OSError as problem:
            unreadable = problem
        else:
            if found.revision == number:
                return found
            verdict = WrongKeyOrForged("belongs under another number")
    if unreadable:
        raise Unreachable(unreadable.errno or 0) from unreadable
    return verdict


def write(fs: files.FileSystem, folder: Path, ring: Keyring) -> None:
    """Publish ring as its revision; raises Conflict when that number exists, NotSaved when nothing was written."""
    first, second = (folder / name for name in names_of(ring.revision))
    data = ring.encode()
    try:
        files.write_new(fs, first, data)
        files.sync_dir(fs, folder)
    except FileExistsError:
        raise Conflict(ring.revision) from None
    except OSError as problem:
        files.discard(fs, first)
        raise not_saved(problem) from problem
    _write_copy(fs, second, data)


def _write_copy(fs: files.FileSystem, path: Path, data: bytes) -> None:
    with contextlib.suppress(OSError):
        files.write_over(fs, path, data)


def heal(fs: files.FileSystem, folder: Path, kept: Kept) -> None:
    """Make both copies of a keyring whose seal was verified good again, and set damaged later ones aside.

    Failures change nothing.
    """
    data = kept.keyring.encode()
    for name in names_of(kept.keyring.revision):
        with contextlib.suppress(FileNotFoundError):
            try:
                if files.read(fs, folder / name) == data:
                    continue
                _set_aside(fs, folder, name)
            except FileNotFoundError:
                raise
            except OSError:
                continue
        _write_copy(fs, folder / name, data)
    for number in kept.damaged:
        for name in names_of(number):
            with contextlib.suppress(OSError):
                if _is_bad(files.read(fs, folder / name), number):
                    _set_aside(fs, folder, name)


def _is_bad(data: bytes, number: int) -> bool:
    try:
        return keyring.decode(data).revision != number
    except BadFile:
        return True


def _set_aside(fs: files.FileSystem, folder: Path, name: str) -> None:
    fs.replace(folder / name, folder / layout.aside_name(name, set(fs.names(folder))))
