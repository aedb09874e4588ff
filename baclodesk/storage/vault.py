"""The vault: everything the program keeps, behind one door.

``Vault.create`` and ``Vault.unlock`` return an open vault; every method of it raises only ``StoreError`` types,
and ``Locked`` after ``lock``. An instance may be used from several threads: its methods take turns.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from baclodesk.storage import canonical, files, layout, schema
from baclodesk.storage.attachments import Attachments
from baclodesk.storage.door import Door, user_names
from baclodesk.storage.drafts import Draft, Drafts
from baclodesk.storage.errors import DossierNotFound
from baclodesk.storage.index import Index, Summary
from baclodesk.storage.keyring import Keyring
from baclodesk.storage.keys import Keys
from baclodesk.storage.layout import PRACTICE_ID
from baclodesk.storage.revisions import Base, Found, Notice, NoticeKind, Revisions
from baclodesk.storage.saving import Saver
from baclodesk.storage.scan import Report, Scan
from baclodesk.storage.schema import SCHEMA, Tables
from baclodesk.storage.tinystore import checked

__all__ = ["Loaded", "Saved", "Vault", "user_names"]

Saved = Base


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as it was opened, and the base to hand back when saving."""

    tables: Tables
    base: Base
    notices: tuple[Notice, ...]

    @property
    def revision(self) -> int:
        """The number of the revision shown, from 1."""
        return self.base.revision

    @property
    def file_hash(self) -> str:
        """The closing digest of the file shown, in hexadecimal."""
        return self.base.file_hash

    @property
    def is_read_only(self) -> bool:
        """Say whether a later program wrote this; saving would raise TooNew."""
        return self.base.schema > SCHEMA


class Vault(Door):
    """An open vault: dossiers, the practice document, the list, attachments and drafts."""

    @override
    def __init__(self, folder: Path, ring: Keyring, keys: Keys, local: Path, fs: files.FileSystem) -> None:
        super().__init__(folder, ring, keys, local, fs)
        sealer = self._sealer
        self._dossiers = Revisions("dossier", self._place, sealer, fs)
        self._practice = Revisions("practice", self._place, sealer, fs)
        self._dossier_saver, self._practice_saver = Saver(self._dossiers), Saver(self._practice)
        self._papers = Attachments(self._place, sealer, fs)
        self._drafts = Drafts(self.local / "drafts", sealer, fs)
        self._index = Index(self.local / "index.bdi", sealer, fs)

    @override
    def lock(self) -> None:
        """Write the list cache and drop keys and cache; harmless when already locked."""
        with self._turn:
            if not self.is_locked:
                self._index.flush()
            self._index.forget()
            super().lock()

    @staticmethod
    def new_id() -> str:
        """Return a fresh identifier for a dossier: 128 random bits, 32 hexadecimal characters."""
        return layout.new_id()

    def ids(self) -> list[str]:
        """Return the ids of all dossiers that have a revision, sorted; raises Unreachable."""
        with self._open():
            return sorted(self._index.newest_numbers(self._dossiers, self._place))

    def load(self, dossier_id: str, revision: int | None = None) -> Loaded:
        """Return the newest good revision of a dossier, or the one asked for (to show a branch or the past).

        Raises DossierNotFound, a BadFile verdict when no revision is good, TooNew, BadId or Unreachable.
        """
        with self._open():
            return _loaded(self._found(self._dossiers, layout.checked_id(dossier_id), revision))

    def _found(self, revisions: Revisions, dossier_id: str, revision: int | None = None) -> Found:
        found = revisions.newest(dossier_id) if revision is None else revisions.exactly(dossier_id, revision)
        if found is None:
            raise DossierNotFound("no revision")
        return found

    def save(self, dossier_id: str, tables: Tables, base: Base | None) -> Saved:
        """Save tables as the revision after ``base`` (``Loaded.base``, or what the last save returned).

        ``base`` is None for a new dossier. When this returns, the revision is on the disk. Raises Unstorable,
        TooLarge, Conflict, TooNew, NotSaved (NotEnoughSpace, FolderReadOnly), BadId: nothing was saved then, and
        the caller still holds the document.
        """
        with self._open():
            body = checked(tables)
            saved = self._dossier_saver.save(layout.checked_id(dossier_id), body, base)
            self._index.note_saved(dossier_id, tables, saved)
            return saved

    def load_practice(self) -> Loaded | None:
        """Return the practice document, None before its first save; raises as ``load``."""
        with self._open():
            found = self._practice.newest(PRACTICE_ID)
            return _loaded(found) if found else None

    def save_practice(self, tables: Tables, base: Base | None) -> Saved:
        """Save the practice document; raises as ``save``."""
        with self._open():
            return self._practice_saver.save(PRACTICE_ID, checked(tables), base)

    def index(self, summary: Summary, *, version: int = 1) -> list[dict[str, Any]]:
        """Return one dict per dossier: what ``summary(id, tables)`` gives, plus ``id``, in no order.

        Only dossiers that changed since the cached list are read. Raise ``version`` whenever ``summary`` changes,
        so that cached ones are dropped. A dossier that cannot be opened is ``{"id": …, "unreadable": code}``.
        Summaries must be JSON; raises Unreachable.
        """
        with self._open():
            tops = self._index.newest_numbers(self._dossiers, self._place)
            return self._index.rows(tops, self._read_for_index, summary, version)

    def _read_for_index(self, dossier_id: str) -> tuple[int, Tables]:
        loaded = self.load(dossier_id)
        return loaded.revision, loaded.tables

    # attachments and drafts

    def put_attachment(self, content: bytes) -> str:
        """Keep content (at most 64 MiB) and return its name; raises TooLarge or NotSaved."""
        with self._open():
            return self._papers.put(content)

    def get_attachment(self, name: str) -> bytes:
        """Return an attachment; raises AttachmentNotFound, a BadFile verdict or Unreachable."""
        with self._open():
            return self._papers.get(name)

    def save_draft(self, dossier_id: str, tables: Tables, base: Base | None) -> None:
        """Keep unsaved work on this computer, durably; raises Unstorable or NotSaved."""
        with self._open():
            self._drafts.save(dossier_id, tables, base)

    def load_draft(self, dossier_id: str) -> Draft | None:
        """Return the draft of a dossier, None when there is none; raises a BadFile verdict or Unreachable."""
        with self._open():
            return self._drafts.load(dossier_id)

    def discard_draft(self, dossier_id: str) -> None:
        """Remove the draft of a dossier, if any; raises NotSaved when it cannot be removed."""
        with self._open():
            self._drafts.discard(dossier_id)

    def drafts(self) -> list[str]:
        """Return the ids that have a draft, sorted: work to offer again at the next start."""
        with self._open():
            return self._drafts.ids()

    def recover(self) -> Report:
        """Go through the whole vault: list strange names, set damaged files aside, remove leftovers.

        Reads every file (about 0.2 s per 10 000 small ones once cached). Raises Unreachable.
        """
        with self._open():
            report = Scan(self._place, self._dossiers, self._practice, self._papers).run()
            report.removed += self._drafts.tidy()
            return report


def _loaded(found: Found) -> Loaded:
    tables = schema.migrated(canonical.load(found.opened.body), found.base.schema)
    notices = found.notices
    if found.base.schema > SCHEMA:
        notices += (Notice(NoticeKind.TOO_NEW, found.base.revision),)
    return Loaded(tables, found.base, notices)
