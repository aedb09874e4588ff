"""The vault's door: making one, opening it with a password or the recovery key, changing those, locking."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from baclodesk.storage import files, founding, kdf, keyring, keyringfile, layout
from baclodesk.storage.errors import Locked, SignInRefused, Unreachable, not_saved
from baclodesk.storage.keyring import Keyring
from baclodesk.storage.keys import Keys
from baclodesk.storage.layout import Layout
from baclodesk.storage.passwords import require_strong
from baclodesk.storage.revisions import Notice, NoticeKind
from baclodesk.storage.sealing import Sealer


class Door:
    """An open vault's keys and folders. Build it with ``create``, ``unlock`` or ``unlock_with_recovery``.

    ``user`` is the name signed in with, as the keyring writes it, empty after ``unlock_with_recovery``;
    ``notices`` tell of damaged keyring files; ``local`` is this computer's own folder for this vault.
    """

    def __init__(self, folder: Path, ring: Keyring, keys: Keys, local: Path, fs: files.FileSystem) -> None:
        self._place, self._ring, self._keys, self._fs = Layout(folder), ring, keys, fs
        self._turn = threading.RLock()
        self._by_recovery = False
        self._highest = 0
        self.user = ""
        self.local = local / ring.vault
        self.notices: tuple[Notice, ...] = ()
        self._sealer = Sealer(keys, founding.station(fs, self.local))

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
        The keyring is opened both ways before it is written, and written last: until then there is no vault, and
        creating may be tried again.
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
        keyring.unlock(keyring.decode(ring.encode()), name, password)
        keyring.unlock_with_recovery(keyring.decode(ring.encode()), recovery)
        keyringfile.write(fs, folder, ring)
        vault = cls(folder, ring, keys, local or founding.default_local(), fs)
        vault.user = name
        return vault, recovery

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
        vault = cls._opened(folder, lambda ring: keyring.unlock(ring, name, password), local, fs)
        vault.user = keyring.spelling(vault._ring, name)
        return vault

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
        keyringfile.heal(fs, folder, kept)
        vault = cls(folder, kept.keyring, keys, local or founding.default_local(), fs)
        vault._highest = kept.highest
        vault.notices = tuple(Notice(NoticeKind.KEYRING_DAMAGED, number) for number in kept.damaged)
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
        """Drop the keys; harmless when already locked."""
        with self._turn:
            self._keys.forget()

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
        ring = keyring.with_password(self._ring, self._keys, name, new, cost or _calibrated(), self._highest)
        keyring.unlock(keyring.decode(ring.encode()), name, new)
        self._publish(ring)

    def renew_recovery_key(self) -> str:
        """Return a new recovery key; the printed one no longer opens the newest keyring.

        Raises Conflict or NotSaved, the old key then stands.
        """
        with self._open():
            ring, text = keyring.with_recovery(self._ring, self._keys, self._highest)
            keyring.unlock_with_recovery(keyring.decode(ring.encode()), text)
            self._publish(ring)
            return text

    def _publish(self, ring: Keyring) -> None:
        keyringfile.write(self._fs, self._place.folder, ring)
        self._ring = ring


def _calibrated() -> kdf.KdfParams:
    return kdf.calibrate()


def user_names(folder: Path, *, fs: files.FileSystem | None = None) -> list[str]:
    """Return the names the sign-in page offers, unverified.

    Raises VaultNotFound, Unreachable or a verdict on the keyring.
    """
    return keyringfile.newest(fs or files.FileSystem(), folder).keyring.user_names()
