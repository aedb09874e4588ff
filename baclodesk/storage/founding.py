"""Before a vault exists: is the folder free, does it create exclusively; and what belongs to this computer."""

import contextlib
import secrets
from pathlib import Path

from baclodesk.storage import files, layout
from baclodesk.storage.errors import UnsoundFolder, VaultExists


def default_local() -> Path:
    """Return where the program keeps what belongs to this computer only."""
    from platformdirs import user_data_path

    return user_data_path("BacloDesk", appauthor=False)


def station(fs: files.FileSystem, local: Path) -> str:
    """Return this computer's mark, made at the first use; a passing one when it cannot be kept."""
    fresh = secrets.token_hex(4)
    with contextlib.suppress(OSError, ValueError):
        path = local / "station"
        try:
            kept = fs.read(path).decode("ascii")
        except FileNotFoundError:
            files.ensure_dir(fs, local)
            files.write_over(fs, path, fresh.encode())
            return fresh
        if len(kept) == 8 and kept.isalnum():
            return kept
    return fresh


def require_empty(fs: files.FileSystem, folder: Path) -> None:
    """Raise VaultExists when folder holds a keyring, or dossiers whose keyring is gone."""
    names = fs.names(folder)
    inside = [layout.KEYRING_NAME.match(name) for name in names]
    for part in {"d", "p"} & set(names):
        for shard in fs.names(folder / part):
            below = [shard] if part == "p" else fs.names(folder / part / shard)
            inside += [layout.REVISION_NAME.match(name) for name in below]
    if any(inside):
        raise VaultExists("folder already used")


def require_exclusive(fs: files.FileSystem, folder: Path) -> None:
    """Raise UnsoundFolder unless creating an existing file fails."""
    probe = files.temporary_name(folder / "probe")
    files.write_new(fs, probe, b"probe", durable=False)
    try:
        files.write_new(fs, probe, b"probe", durable=False)
    except FileExistsError:
        return
    finally:
        files.discard(fs, probe)
    raise UnsoundFolder("creates files that exist")
