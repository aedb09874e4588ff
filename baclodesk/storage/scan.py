"""Going through a whole vault: strange names listed, damaged files set aside and kept, leftovers removed."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from baclodesk.storage import container, files, layout
from baclodesk.storage.attachments import Attachments
from baclodesk.storage.errors import BadFile, Damaged, StoreError, Tombstone, TooNew, Unfinished, Unreachable
from baclodesk.storage.layout import Layout
from baclodesk.storage.revisions import Entry, Revisions


@dataclass(slots=True)
class Report:
    """What a scan found, as names relative to the vault folder.

    ``strange`` are names this program never writes; they are left alone. ``damaged`` are kept under a name ending
    in ``.damaged``. ``lost`` are dossiers and attachments of which no good content is left. ``removed`` are
    remains of interrupted saves.
    """

    strange: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Scan:
    """One pass over a vault; every digest is checked, and no key is needed for that."""

    def __init__(self, place: Layout, dossiers: Revisions, practice: Revisions, papers: Attachments) -> None:
        self._place, self._dossiers, self._practice, self._papers = place, dossiers, practice, papers
        self._fs = dossiers.fs
        self.report = Report()

    def run(self) -> Report:
        """Scan everything; raises Unreachable when the folder cannot be read."""
        try:
            self._top()
            self._folder(self._place.practice, self._practice)
            for shard in self._shards(self._place.dossiers):
                self._folder(shard, self._dossiers)
            for shard in self._shards(self._place.attachments):
                self._attachments(shard)
        except OSError as problem:
            raise Unreachable(problem.errno or 0) from problem
        return self.report

    def _strange(self, path: Path) -> None:
        self.report.strange.append(path.relative_to(self._place.folder).as_posix())

    def _top(self) -> None:
        for name in sorted(self._fs.names(self._place.folder)):
            path = self._place.folder / name
            if files.is_temporary(name):
                self._remove(path)
            elif name not in ("d", "b", "p", "j", "l", layout.README_NAME) and not layout.KEYRING_NAME.match(name):
                self._strange(path)

    def _shards(self, folder: Path) -> list[Path]:
        shards = []
        for name in self._names(folder):
            if name in layout.SHARDS:
                shards.append(folder / name)
            else:
                self._strange(folder / name)
        return shards

    def _names(self, folder: Path) -> list[str]:
        try:
            return sorted(self._fs.names(folder))
        except NotADirectoryError:
            self._strange(folder)
            return []

    def _remove(self, path: Path) -> None:
        if files.discard(self._fs, path):
            self.report.removed.append(path.relative_to(self._place.folder).as_posix())

    def _folder(self, folder: Path, revisions: Revisions) -> None:
        ids: dict[str, None] = {}
        for name in self._names(folder):
            match = layout.REVISION_NAME.match(name)
            if files.is_temporary(name):
                self._remove(folder / name)
            elif match and self._place.home(match[1]) == folder:
                ids[match[1]] = None
            else:
                self._strange(folder / name)
        for dossier_id in ids:
            self._document(dossier_id, revisions)

    def _document(self, dossier_id: str, revisions: Revisions) -> None:
        entries = revisions.entries(dossier_id)
        unfinished, good, damaged = [], 0, []
        for entry in entries:
            verdict = None if entry.is_aside else self._verdict(revisions.path(dossier_id, entry.name))
            if isinstance(verdict, Unfinished):
                unfinished.append(entry)
            elif isinstance(verdict, Damaged):
                damaged.append(entry)
            else:
                good += not entry.is_aside and not isinstance(verdict, Tombstone)
        if good:
            self._keep_aside(dossier_id, entries, damaged, revisions)
        elif damaged or any(entry.is_aside for entry in entries):
            self.report.lost.append(dossier_id)
        for entry in unfinished:
            self._bury(dossier_id, entry, revisions)

    def _verdict(self, path: Path) -> BadFile | None:
        try:
            container.dissect(files.read(self._fs, path))
        except TooNew:
            return None
        except BadFile as problem:
            return problem
        return None

    def _keep_aside(self, dossier_id: str, entries: list[Entry], damaged: list[Entry], revisions: Revisions) -> None:
        taken = {entry.name for entry in entries}
        for entry in damaged:
            aside = revisions.set_aside(dossier_id, entry, taken)
            if aside:
                path = revisions.path(dossier_id, aside)
                self.report.damaged.append(path.relative_to(self._place.folder).as_posix())

    def _bury(self, dossier_id: str, entry: Entry, revisions: Revisions) -> None:
        """Turn the remains of an interrupted save into a tombstone once they have stopped growing."""
        with contextlib.suppress(OSError):
            if isinstance(revisions.await_end(dossier_id, entry), Unfinished):
                revisions.bury(dossier_id, entry)
                path = revisions.path(dossier_id, entry.name)
                self.report.removed.append(path.relative_to(self._place.folder).as_posix())

    def _attachments(self, folder: Path) -> None:
        for name in self._names(folder):
            match = layout.ATTACHMENT_NAME.match(name)
            if files.is_temporary(name):
                self._remove(folder / name)
            elif not match or name[:2] != folder.name:
                self._strange(folder / name)
            elif not match[2]:
                with contextlib.suppress(TooNew):
                    self._attachment(match[1])

    def _attachment(self, name: str) -> None:
        try:
            self._papers.get(name)
        except StoreError:
            self.report.lost.append(name)
