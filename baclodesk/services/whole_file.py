"""A file written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def _nothing() -> None:
    return


def write_whole(path: Path, content: bytes, then: Callable[[], None] = _nothing) -> None:
    """Write a file so that it is either all there or as it was before; durable on return.

    ``then`` runs when all bytes lie on the disk and before they get their name; if it raises, nothing is left behind.
    Raises OSError, and whatever ``then`` raises.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        then()
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
