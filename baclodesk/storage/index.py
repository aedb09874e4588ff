"""The list of patients: one summary per dossier, sealed in the local data folder, rebuilt whenever in doubt.

A summary is good for exactly the file name it was made from: names are write-once, so comparing each dossier's
newest name with the cached one finds every change without reading a file. The cache is never synced: losing it
costs a rereading, nothing else.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from baclodesk.storage import canonical, files, layout
from baclodesk.storage.errors import BadFile, DossierNotFound, Locked, StoreError
from baclodesk.storage.revisions import Base, Revisions
from baclodesk.storage.schema import SCHEMA, Tables
from baclodesk.storage.sealing import Sealer

Summary = Callable[[str, Tables], dict[str, Any]]
Read = Callable[[str], tuple[int, Tables]]
FLUSH_AFTER = 64
KIND = "index"
_SELF = "0" * 32


class Index:
    """Summaries by dossier id, each with the revision it was made from (0: must be made again)."""

    def __init__(self, path: Path, sealer: Sealer, fs: files.FileSystem) -> None:
        self._path, self._sealer, self._fs = path, sealer, fs
        self._rows: dict[str, list[Any]] = {}
        self._version: list[int] | None = None
        self._summary: Summary | None = None
        self._pending = 0

    def newest_numbers(self, revisions: Revisions, place: layout.Layout) -> dict[str, int]:
        """Return each dossier's highest number, by listing names only; raises OSError."""
        tops: dict[str, int] = {}
        for shard in revisions.fs.names(place.dossiers):
            with contextlib.suppress(NotADirectoryError, FileNotFoundError):
                names = revisions.fs.names(place.dossiers / shard)
                for name in {name[:32]: name for name in sorted(names)}.values():
                    match = layout.REVISION_NAME.match(name)
                    if match and not match[3] and name.startswith(shard):
                        tops[match[1]] = int(match[2])
                    else:
                        tops |= dict.fromkeys(_ids_among(names, name[:32], shard), 0)
        return tops

    def rows(self, tops: dict[str, int], read: Read, summary: Summary, version: int) -> list[dict[str, Any]]:
        """Return one summary per dossier in tops, reading only those whose cached one is stale.

        Each is what ``summary`` returned plus ``id``; for a dossier none of whose revisions opens it is
        ``{"id": …, "unreadable": code}``, the code being ``summary_failed`` when ``summary`` raised. ``read``
        returns the revision shown and its tables.
        """
        self._prepare(summary, [version, SCHEMA])
        gone = self._rows.keys() - tops.keys()
        for dossier_id in gone:
            del self._rows[dossier_id]
        self._pending += len(gone)
        for dossier_id, top in tops.items():
            row = self._rows.get(dossier_id)
            if row is None or not top or row[0] != top:
                self._rows[dossier_id] = self._fresh(dossier_id, top, read, summary)
                self._pending += 1
        if self._pending >= FLUSH_AFTER:
            self.flush()
        return [{**row[1], "id": dossier_id} for dossier_id, row in self._rows.items() if row[1] is not None]

    def _fresh(self, dossier_id: str, top: int, read: Read, summary: Summary) -> list[Any]:
        try:
            shown, tables = read(dossier_id)
        except Locked:
            raise
        except DossierNotFound:
            return [0, None]
        except StoreError as problem:
            return [0, {"unreadable": problem.code}]
        row: list[Any] = [0, {"unreadable": "summary_failed"}]
        with contextlib.suppress(Exception):
            row = [top if shown == top else 0, summary(dossier_id, tables)]
        return row

    def note_saved(self, dossier_id: str, tables: Tables, base: Base) -> None:
        """Take in a save; whatever goes wrong here only makes the row stale."""
        if self._summary is None:
            return
        self._rows.pop(dossier_id, None)
        with contextlib.suppress(Exception):
            self._rows[dossier_id] = [base.revision, self._summary(dossier_id, tables)]
        self._pending += 1

    def flush(self) -> None:
        """Write the cache, unsynced; failures are ignored, for it can be rebuilt."""
        if not self._pending or self._version is None:
            return
        with contextlib.suppress(StoreError, OSError):
            body = canonical.dump({"version": self._version, "rows": self._rows})
            sealed = self._sealer.seal(KIND, _SELF, body, packing="none")
            files.ensure_dir(self._fs, self._path.parent)
            files.write_over(self._fs, self._path, sealed, durable=False)
        self._pending = 0

    def forget(self) -> None:
        """Drop everything held in memory."""
        self._rows, self._version, self._summary, self._pending = {}, None, None, 0

    def _prepare(self, summary: Summary, version: list[int]) -> None:
        self._summary = summary
        if self._version == version:
            return
        if self._version is None:
            self._load()
        if self._version != version:
            self._version, self._rows = version, {}

    def _load(self) -> None:
        with contextlib.suppress(BadFile, OSError):
            opened = self._sealer.open(files.read(self._fs, self._path), KIND, _SELF)
            content = canonical.load(opened.body)
            self._version, self._rows = content["version"], content["rows"]


def _ids_among(names: list[str], start: str, shard: str) -> set[str]:
    matches = [layout.REVISION_NAME.match(name) for name in names if name.startswith(start)]
    return {match[1] for match in matches if match and match[1].startswith(shard)}
