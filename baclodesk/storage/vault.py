"""The vault: everything the program keeps, behind one door.

``Vault.create`` and ``Vault.unlock`` return an open vault; every method of it raises only ``StoreError`` types,
and ``Locked`` after ``lock``. An instance may be used from several threads: its methods take turns.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from baclodesk.storage import canonical, files, founding, kdf, keyring, keyringfile, layout, schema
from baclodesk.storage.attachments import Attachments
from baclodesk.storage.drafts import Draft, Drafts
from baclodesk.storage.errors import DossierNotFound, Locked, SignInRefused, Unreachable, not_saved
from baclodesk.storage.index import Index, Summary
from baclodesk.storage.keyring import Keyring
from baclodesk.storage.keys import Keys
from baclodesk.storage.layout import PRACTICE_ID, Layout
from baclodesk.storage.passwords import require_strong
from baclodesk.storage.revisions import Base, Found, Notice, NoticeKind, Revisions
from baclodesk.storage.saving import Saver
from baclodesk.storage.scan import Report, Scan
from baclodesk.storage.schema import SCHEMA, Tables
from baclodesk.storage.sealing import Sealer
from baclodesk.storage.tinystore import checked

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


class Vault:
    """An open vault. Build it with ``create``, ``unlock`` or ``unlock_with_recovery``."""

    def __init__(self, folder: Path, ring: Keyring, keys: Keys, local: Path, fs: files.FileSystem) -> None:
        self._place, self._ring, self._keys, self._fs = Layout(folder), ring, keys, fs
        self._turn = threading.RLock()
        self._by_recovery = False
        self.local = local / ring.vault
        self.notices: tuple[Notice, ...] = ()
        sealer = Sealer(keys, founding.station(fs, self.local))
        self._dossiers = Revisions("dossier", self._place, sealer, fs)
        self._practice = Revisions("practice", self._place, sealer, fs)
        self._dossier_saver, self._practice_saver = Saver(self._dossiers), Saver(self._practice)
        self._papers = Attachments(self._place, sealer, fs)
        self._drafts = Drafts(self.local / "drafts", sealer, fs)
        self._index = Index(self.local / "index.bdi", sealer, fs)

    # opening and closing

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        password: str,
        *,
        kdf: kdf.KdfParams | None = None,
        local: Path | None = None,
        fs: files.FileSystem | None = None,
    ) -> tuple[Self, str]:
        """Make a vault in folder for one doctor; return it open, and the recovery key to print.

        ``kdf`` defaults to a cost of 0.5 to 1 s measured here; ``local`` is where this computer's own files go.
        Raises VaultExists, PathTooLong, SyncFolderRefused, UnsoundFolder, WeakPassword, NameRefused or NotSaved.
        The keyring is written last: before it, there is no vault, and creating may be tried again.
        """
        fs = fs or files.FileSystem()
        layout.check_folder(folder)
        name = keyring.clean_name(name)
        require_strong(password)
        ring, keys, recovery = keyring.create(name, password, kdf or _calibrated())
        try:
            files.ensure_dir(fs, folder)
            founding.require_empty(fs, folder)
            Layout(folder).make(fs)
            founding.require_exclusive(fs, folder)
            files.write_over(fs, folder / layout.README_NAME, layout.README.encode("utf-8-sig"))
        except OSError as problem:
            raise not_saved(problem) from problem
        keyringfile.write(fs, folder, ring)
        return cls(folder, ring, keys, local or founding.default_local(), fs), recovery

    @classmethod
    def unlock(
        cls,
        folder: Path,
        name: str,
        password: str,
        *,
        local: Path | None = None,
        fs: files.FileSystem | None = None,
    ) -> Self:
        """Open the vault in folder; takes the 0.5 to 1 s of the key derivation.

        Raises SignInRefused for a wrong name or password, VaultNotFound, PathTooLong, SyncFolderRefused,
        Unreachable, or a verdict on the keyring (WrongKeyOrForged when it was edited).
        """
        return cls._opened(folder, lambda ring: keyring.unlock(ring, name, password), local, fs)

    @classmethod
    def unlock_with_recovery(
        cls,
        folder: Path,
        recovery_key: str,
        *,
        local: Path | None = None,
        fs: files.FileSystem | None = None,
    ) -> Self:
        """Open the vault with the printed recovery key, after which ``reset_password`` may be called.

        Raises RecoveryKeyMistyped before anything is tried, otherwise as ``unlock``.
        """
        vault = cls._opened(folder, lambda ring: keyring.unlock_with_recovery(ring, recovery_key), local, fs)
        vault._by_recovery = True
        return vault

    @classmethod
    def _opened(
        cls,
        folder: Path,
        unlock: Callable[[Keyring], Keys],
        local: Path | None,
        fs: files.FileSystem | None,
    ) -> Self:
        fs = fs or files.FileSystem()
        layout.check_folder(folder)
        kept = keyringfile.newest(fs, folder)
        keys = unlock(kept.keyring)
        keyringfile.heal(fs, folder, kept.keyring)
        vault = cls(folder, kept.keyring, keys, local or founding.default_local(), fs)
        vault.notices = tuple(Notice(NoticeKind.KEYRING_DAMAGED, number) for number in kept.passed_over)
        return vault

    @contextlib.contextmanager
    def _open(self) -> Iterator[None]:
        """Hold the turn, refuse when locked, and turn what the system says into Unreachable."""
        with self._turn:
            if not self._keys.roots:
                raise Locked("vault locked")
            try:
                yield
            except OSError as problem:
                raise Unreachable(problem.errno or 0) from problem

    def lock(self) -> None:
        """Write the list cache and drop the keys; harmless when already locked."""
        with self._turn:
            if self._keys.roots:
                self._index.flush()
            self._keys.forget()
            self._index.forget()

    @property
    def is_locked(self) -> bool:
        """Say whether the keys have been dropped."""
        return not self._keys.roots

    # who may open it

    @staticmethod
    def user_names(folder: Path, *, fs: files.FileSystem | None = None) -> list[str]:
        """Return the names the sign-in page of the vault in folder offers, unverified.

        Raises VaultNotFound, Unreachable or a verdict on the keyring.
        """
        return user_names(folder, fs=fs)

    def change_password(self, name: str, old: str, new: str, *, kdf: kdf.KdfParams | None = None) -> None:
        """Put new in old's place for name; only the keyring is written, as a new revision.

        Raises SignInRefused for a wrong old password, WeakPassword, Conflict or NotSaved.
        """
        with self._open():
            keyring.unlock(self._ring, name, old)
            self._rewrap(name, new, kdf)

    def reset_password(self, name: str, new: str, *, kdf: kdf.KdfParams | None = None) -> None:
        """Give name a new password in a vault opened with the recovery key; otherwise raises SignInRefused.

        Raises WeakPassword, Conflict or NotSaved. Print a new recovery key afterwards.
        """
        with self._open():
            if not self._by_recovery:
                raise SignInRefused
            self._rewrap(name, new, kdf)

    def _rewrap(self, name: str, new: str, cost: kdf.KdfParams | None) -> None:
        require_strong(new)
        ring = keyring.with_password(self._ring, self._keys, name, new, cost or _calibrated())
        self._publish(ring)

    def renew_recovery_key(self) -> str:
        """Return a new recovery key; the printed one no longer opens the newest keyring.

        Raises Conflict or NotSaved, the old key then stands.
        """
        with self._open():
            ring, text = keyring.with_recovery(self._ring, self._keys)
            self._publish(ring)
            return text

    def _publish(self, ring: Keyring) -> None:
        keyringfile.write(self._fs, self._place.folder, ring)
        self._ring = ring

    # dossiers

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
            self._index.note_saved(dossier_id, canonical.load(body), saved)
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
            return Scan(self._place, self._dossiers, self._practice, self._papers).run()


def user_names(folder: Path, *, fs: files.FileSystem | None = None) -> list[str]:
    """Return the names the sign-in page offers, unverified.

    Raises VaultNotFound, Unreachable or a verdict on the keyring.
    """
    return keyringfile.newest(fs or files.FileSystem(), folder).keyring.user_names()


def _loaded(found: Found) -> Loaded:
    tables = schema.migrated(canonical.load(found.opened.body), found.base.schema)
    notices = found.notices
    if found.base.schema > SCHEMA:
        notices += (Notice(NoticeKind.TOO_NEW, found.base.revision),)
    return Loaded(tables, found.base, notices)


def _calibrated() -> kdf.KdfParams:
    return kdf.calibrate()
