"""The keyring on the disk: write-once revisions, all kept, each in two copies.

Everything in a vault hangs on this one small file, and a single flipped bit in its only copy would lose all, the
recovery key included. So each revision lies there twice, and a copy found bad is set aside and written again by
the next sign-in.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from baclodesk.storage import files, keyring, layout
from baclodesk.storage.errors import BadFile, Conflict, TooNew, Unreachable, VaultNotFound, not_saved
from baclodesk.storage.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest good keyring; ``passed_over`` are higher revisions of which no copy was good."""

    keyring: Keyring
    passed_over: tuple[int, ...]


def names_of(revision: int) -> tuple[str, str]:
    """Return the names of a revision's two copies."""
    return f"keyring.{revision:08d}.bdk", f"keyring.{revision:08d}.copy.bdk"


def _numbers(fs: files.FileSystem, folder: Path) -> list[int]:
    found = [layout.KEYRING_NAME.match(name) for name in fs.names(folder)]
    return sorted({int(match[1]) for match in found if match}, reverse=True)


def newest(fs: files.FileSystem, folder: Path) -> Kept:
    """Return the newest keyring of which a copy is undamaged; nothing is verified by key yet.

    Raises VaultNotFound, TooNew, the last verdict when no copy is good, or Unreachable.
    """
    try:
        numbers = _numbers(fs, folder)
    except (FileNotFoundError, NotADirectoryError):
        raise VaultNotFound("no such folder") from None
    except OSError as problem:
        raise Unreachable(problem.errno or 0) from problem
    verdict: Exception = VaultNotFound("no keyring")
    for place, number in enumerate(numbers):
        for name in names_of(number):
            try:
                found = keyring.decode(files.read(fs, folder / name))
            except TooNew:
                raise
            except BadFile as problem:
                verdict = problem
            except FileNotFoundError:
                continue
            except OSError as problem:
                verdict = Unreachable(problem.errno or 0)
            else:
                if found.revision == number:
                    return Kept(found, tuple(numbers[:place]))
    raise verdict


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


def heal(fs: files.FileSystem, folder: Path, ring: Keyring) -> None:
    """Make both copies of ring, whose seal was verified, good again; failures change nothing."""
    data = ring.encode()
    for name in names_of(ring.revision):
        try:
            if files.read(fs, folder / name) == data:
                continue
            aside = layout.aside_name(name, set(fs.names(folder)))
            fs.replace(folder / name, folder / aside)
        except FileNotFoundError:
            pass
        except OSError:
            continue
        _write_copy(fs, folder / name, data)
