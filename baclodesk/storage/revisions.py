"""Write-once revisions of one document: names and numbers, opening the newest good one, saving the next.

A revision is published by creating its final name exclusively; the name is never created twice. Only a file
whose digest and seal are right counts. Order is revision number and ancestry, never time.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from baclodesk.storage import container, files, layout
from baclodesk.storage.container import Opened
from baclodesk.storage.errors import BadFile, Damaged, Tombstone, TooNew, Unfinished, WrongKeyOrForged
from baclodesk.storage.layout import Layout
from baclodesk.storage.sealing import Sealer

KEEP_CONTENTS = 8
KEEP_NAMES = 32
WAIT_S = 2.0
_POLL_S = 0.05
_LOOKS = 3


class NoticeKind(StrEnum):
    """What happened to a revision that is not shown, or beside the one that is."""

    UNFINISHED = "unfinished"
    DAMAGED = "damaged"
    FORGED = "forged"
    BRANCH = "branch"
    TOO_NEW = "too_new"
    KEYRING_DAMAGED = "keyring_damaged"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user must be told on opening; ``revision`` is the one it happened to."""

    kind: NoticeKind
    revision: int

    @property
    def is_red(self) -> bool:
        """Say whether content was lost or tampered with, rather than a save interrupted."""
        return self.kind is not NoticeKind.UNFINISHED


@dataclass(frozen=True, slots=True)
class Base:
    """The revision a copy in memory stands on; hand it back when saving.

    ``ancestors`` are 8-byte digest beginnings, nearest first; ``seen`` is the highest number known when the copy
    was read; ``schema`` the form it had in the file.
    """

    revision: int
    file_hash: str
    ancestors: tuple[str, ...]
    seen: int
    schema: int


@dataclass(frozen=True, slots=True)
class Found:
    """The newest good revision of a document and what was found above it."""

    opened: Opened
    base: Base
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a document: its file's name, and whether that file was set aside as damaged."""

    revision: int
    name: str
    is_aside: bool


class Revisions:
    """The revision files of one kind of document in a vault."""

    def __init__(self, kind: str, place: Layout, sealer: Sealer, fs: files.FileSystem) -> None:
        self.kind, self.place, self.sealer, self.fs = kind, place, sealer, fs
        self._sighted: dict[tuple[str, int], tuple[int, float]] = {}

    def entries(self, dossier_id: str) -> list[Entry]:
        """Return the numbers of a document, newest first; raises OSError, and when the vault itself is gone too."""
        home = self.place.home(dossier_id)
        try:
            names = self.fs.names(home)
        except FileNotFoundError:
            if home == self.place.practice:
                raise
            self.fs.names(self.place.dossiers)
            return []
        start = dossier_id + "."
        found = [layout.REVISION_NAME.match(name) for name in names if name.startswith(start)]
        entries = [Entry(int(match[2]), match[0], match[3] is not None) for match in found if match]
        return sorted(entries, key=lambda entry: (entry.revision, not entry.is_aside), reverse=True)

    def path(self, dossier_id: str, name: str) -> Path:
        """Return where the file called name lies."""
        return self.place.home(dossier_id) / name

    def open(self, dossier_id: str, entry: Entry) -> Opened:
        """Return the verified content of one revision; raises a BadFile verdict or OSError."""
        data = files.read(self.fs, self.path(dossier_id, entry.name))
        return self.sealer.open(data, self.kind, dossier_id, entry.revision)

    # opening

    def newest(self, dossier_id: str) -> Found | None:
        """Return the newest good revision, or None when it has no content at all.

        Raises TooNew when a later program wrote above it, Damaged or the last verdict when none is good, OSError
        when the folder cannot be read. Bad files are set aside only once a good one has been found.
        """
        for _ in range(_LOOKS - 1):
            with contextlib.suppress(FileNotFoundError):
                return self._newest_of(dossier_id, self.entries(dossier_id))
        return self._newest_of(dossier_id, self.entries(dossier_id))

    def exactly(self, dossier_id: str, revision: int) -> Found | None:
        """Return one revision whatever lies above it, None when its content is gone; raises a verdict or OSError."""
        entries = self.entries(dossier_id)
        entry = next((entry for entry in entries if entry.revision == revision and not entry.is_aside), None)
        if entry is None:
            return None
        try:
            opened = self.open(dossier_id, entry)
        except (Tombstone, FileNotFoundError):
            return None
        return Found(opened, _base(opened, seen=entries[0].revision), ())

    def _newest_of(self, dossier_id: str, entries: Sequence[Entry]) -> Found | None:
        bad: list[tuple[Entry, NoticeKind]] = []
        verdict: BadFile | None = None
        for place, entry in enumerate(entries):
            if entry.is_aside:
                bad.append((entry, NoticeKind.DAMAGED))
                continue
            try:
                opened = self.open(dossier_id, entry)
            except TooNew:
                raise
            except Tombstone:
                continue
            except BadFile as problem:
                verdict = problem
                bad.append((entry, self._notice_for(dossier_id, entry, problem)))
                continue
            base = _base(opened, seen=entries[0].revision)
            self._set_aside(dossier_id, entries, bad)
            notices = [Notice(kind, other.revision) for other, kind in bad]
            return Found(opened, base, (*notices, *self._branch(dossier_id, entries[place + 1 :], base)))
        if verdict or bad:
            raise verdict or Damaged("every revision is damaged")
        return None

    def _notice_for(self, dossier_id: str, entry: Entry, problem: BadFile) -> NoticeKind:
        if isinstance(problem, Unfinished):
            self._is_still_growing(dossier_id, entry)
            return NoticeKind.UNFINISHED
        return NoticeKind.FORGED if isinstance(problem, WrongKeyOrForged) else NoticeKind.DAMAGED

    def _set_aside(self, dossier_id: str, entries: Sequence[Entry], bad: Sequence[tuple[Entry, NoticeKind]]) -> None:
        """Rename bad files so that they are kept and never read as revisions again; failures change nothing."""
        taken = {entry.name for entry in entries}
        for entry, kind in bad:
            if kind is not NoticeKind.UNFINISHED and not entry.is_aside:
                self.set_aside(dossier_id, entry, taken)

    def set_aside(self, dossier_id: str, entry: Entry, taken: set[str]) -> str | None:
        """Rename one bad file, if it is still bad when read again; return its new name."""
        try:
            self.open(dossier_id, entry)
        except (Damaged, WrongKeyOrForged):
            aside = layout.aside_name(entry.name, taken)
            with contextlib.suppress(OSError):
                self.fs.replace(self.path(dossier_id, entry.name), self.path(dossier_id, aside))
                return aside
        except (BadFile, OSError):
            pass
        return None

    def _branch(self, dossier_id: str, older: Sequence[Entry], base: Base) -> list[Notice]:
        """Return a notice when the next finished revision below is not what the newest grew from."""
        for entry in older:
            if entry.is_aside:
                continue
            try:
                data = files.read(self.fs, self.path(dossier_id, entry.name))
                digest = container.dissect(data).digest
                if digest[:16] not in base.ancestors:
                    self.sealer.open(data, self.kind, dossier_id, entry.revision)
                    return [Notice(NoticeKind.BRANCH, entry.revision)]
            except (BadFile, OSError):
                continue
            break
        return []

    # watching other savers

    def _is_still_growing(self, dossier_id: str, entry: Entry) -> bool:
        """Say whether an unfinished file may still be finished: it changed less than two seconds ago."""
        size = self.fs.size(self.path(dossier_id, entry.name))
        now = self.fs.monotonic()
        known = self._sighted.get((dossier_id, entry.revision))
        if known is None or known[0] != size:
            self._sighted[dossier_id, entry.revision] = (size, now)
            return True
        return now - known[1] < WAIT_S

    def await_end(self, dossier_id: str, entry: Entry) -> Opened | BadFile:
        """Return the content, or the verdict once it is final; an unfinished file gets two seconds to grow."""
        while True:
            try:
                return self.open(dossier_id, entry)
            except Unfinished as problem:
                if not self._is_still_growing(dossier_id, entry):
                    return problem
                self.fs.sleep(_POLL_S)
            except BadFile as problem:
                return problem

    # pruning

    def bury(self, dossier_id: str, entry: Entry) -> None:
        """Put a tombstone in a revision's place, in one step; raises OSError."""
        files.write_over(self.fs, self.path(dossier_id, entry.name), container.TOMBSTONE, durable=False)

    def prune(self, dossier_id: str, current: int, burnt: Sequence[int] = ()) -> None:
        """Thin out the revisions below ``current``, which is durable: 8 contents, 32 names. Never raises OSError.

        ``burnt`` are numbers of interrupted saves: below a finished revision they hold nothing worth keeping.
        """
        with contextlib.suppress(OSError):
            below = [entry for entry in self.entries(dossier_id) if entry.revision < current and not entry.is_aside]
            contents = 1
            for place, entry in enumerate(below, 2):
                if place > KEEP_NAMES or entry.revision in burnt:
                    files.discard(self.fs, self.path(dossier_id, entry.name))
                elif self.fs.size(self.path(dossier_id, entry.name)) > len(container.TOMBSTONE):
                    contents += 1
                    if contents > KEEP_CONTENTS:
                        self.bury(dossier_id, entry)


def _base(opened: Opened, seen: int) -> Base:
    header = opened.header
    return Base(header.rev, opened.digest, header.anc, seen, header.schema)
