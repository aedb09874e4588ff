"""Saving one revision: look, seal, create, sync, look again. What this returns is on the disk.

Numbers are never used twice. An unfinished successor is not an overtaking: its writer may be dead, and if it is
alive it finds our revision when it looks again, or we find its. A full disk, a lost share, an error of the disk:
the remains are removed, one more try is made with a new file and number, then NotSaved is raised and the caller
still holds the document.
"""

import errno
from dataclasses import dataclass, field
from pathlib import Path

from baclodesk.storage import container, files, layout
from baclodesk.storage.container import ANCESTOR_BYTES, ANCESTORS, Opened
from baclodesk.storage.errors import BadFile, Conflict, Tombstone, TooNew, Unfinished, not_saved
from baclodesk.storage.revisions import Base, Entry, Revisions
from baclodesk.storage.schema import SCHEMA

_SHORT = 2 * ANCESTOR_BYTES


@dataclass(slots=True)
class _Survey:
    """What lies above the base: the highest number, dead numbers, and remains of our own failed tries."""

    highest: int
    burnt: list[int] = field(default_factory=list)
    ghosts: list[str] = field(default_factory=list)


class Saver:
    """Saves revisions of one kind of document and remembers failed tries it could not remove."""

    def __init__(self, revisions: Revisions) -> None:
        self._revisions = revisions
        self._disowned: set[str] = set()

    def save(self, dossier_id: str, body: bytes, base: Base | None) -> Base:
        """Publish body (canonical bytes of the tables) as the revision after base and return its base.

        ``base`` is None for a document that has no revision yet. Raises Conflict when another revision was
        saved since base was read, TooNew when base was written by a later program, NotSaved otherwise.
        """
        if base and base.schema > SCHEMA:
            raise TooNew("written by a later version of the program")
        tried: list[int] = []
        try:
            return self._attempt(dossier_id, body, base, tried)
        except OSError:
            pass
        try:
            return self._attempt(dossier_id, body, base, tried)
        except OSError as problem:
            raise not_saved(problem) from problem

    def _attempt(self, dossier_id: str, body: bytes, base: Base | None, tried: list[int]) -> Base:
        revisions = self._revisions
        survey = self._survey(dossier_id, base)
        number = max([survey.highest, *tried]) + 1
        parents = [*([base.file_hash] if base else []), *survey.ghosts, *(base.ancestors if base else ())]
        sealed = revisions.sealer.seal(revisions.kind, dossier_id, body, number, parents)
        digest = container.digest_of(sealed)
        path = revisions.path(dossier_id, layout.revision_name(dossier_id, number))
        revisions.place.make_shard(revisions.fs, path.parent)
        tried.append(number)
        try:
            files.write_new(revisions.fs, path, sealed)
            files.sync_dir(revisions.fs, path.parent)
            self._look_again(dossier_id, base, Entry(number, path.name, is_aside=False), sealed)
        except FileExistsError:
            raise Conflict(number) from None
        except OSError:
            self._withdraw(path, digest)
            raise
        revisions.prune(dossier_id, number, survey.burnt)
        ancestors = tuple(parent[:_SHORT] for parent in parents[:ANCESTORS])
        return Base(number, digest, ancestors, number, SCHEMA)

    def _withdraw(self, path: Path, digest: str) -> None:
        """Remove a failed try, and remember it: a share that says it is gone may bring it back."""
        files.discard(self._revisions.fs, path)
        self._disowned.add(digest)

    def _survey(self, dossier_id: str, base: Base | None) -> _Survey:
        floor = base.revision if base else 0
        seen = base.seen if base else 0
        entries = self._revisions.entries(dossier_id)
        survey = _Survey(max([floor, *(entry.revision for entry in entries)]))
        for entry in entries:
            if entry.revision <= floor or (entry.is_aside and entry.revision <= seen):
                continue
            if entry.is_aside:
                raise Conflict(entry.revision)
            try:
                found = self._revisions.await_end(dossier_id, entry)
            except FileNotFoundError:
                raise Conflict(entry.revision) from None
            self._judge(found, entry, seen, survey)
        return survey

    def _judge(self, found: Opened | Exception, entry: Entry, seen: int, survey: _Survey) -> None:
        if isinstance(found, Unfinished):
            survey.burnt.append(entry.revision)
        elif isinstance(found, Opened) and found.digest in self._disowned:
            survey.ghosts.append(found.digest)
        elif not (isinstance(found, Tombstone) and entry.revision <= seen):
            raise Conflict(entry.revision)

    def _look_again(self, dossier_id: str, base: Base | None, mine: Entry, sealed: bytes) -> None:
        """Raise Conflict if somebody overtook us while we wrote, OSError if our file is not what we wrote."""
        revisions = self._revisions
        if files.read(revisions.fs, revisions.path(dossier_id, mine.name)) != sealed:
            raise OSError(errno.EIO, "our file was changed")
        own = container.digest_of(sealed)
        floor = base.revision if base else 0
        for entry in revisions.entries(dossier_id):
            if entry.revision <= floor or entry.is_aside or entry.name == mine.name:
                continue
            if self._overtakes(dossier_id, entry, own if entry.revision > mine.revision else None):
                revisions.bury(dossier_id, mine)
                raise Conflict(entry.revision)

    def _overtakes(self, dossier_id: str, entry: Entry, own: str | None) -> bool:
        """Say whether entry is finished, not ours, and does not descend from the file with digest ``own``."""
        try:
            found = self._revisions.open(dossier_id, entry)
        except TooNew:
            return True
        except (BadFile, FileNotFoundError):
            return False
        descends = own is not None and own[:_SHORT] in found.header.anc
        return found.digest not in self._disowned and not descends
