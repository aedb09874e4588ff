"""What can go wrong in the store, one type per case.

The window turns a type (or its ``code``) into a sentence in the user's language. Texts here are for the log:
they never hold a patient's data, a password or a file's content.
"""

# ruff: noqa: N818 - the names say what happened; they all derive from StoreError

import errno
from typing import ClassVar


class StoreError(Exception):
    """Base of every error the store raises on purpose; ``code`` names the case for ever."""

    code: ClassVar[str] = "store"


class VaultNotFound(StoreError):
    """The folder holds no keyring."""

    code = "vault_not_found"


class VaultExists(StoreError):
    """The folder already holds a vault, or the remains of one; nothing was touched."""

    code = "vault_exists"


class PathTooLong(StoreError):
    """The vault folder's path is longer than the limit all Windows programs can live with."""

    code = "path_too_long"


class SyncFolderRefused(StoreError):
    """The folder is kept in step by a cloud client, which moves and duplicates files behind our back."""

    code = "sync_folder"


class UnsoundFolder(StoreError):
    """The folder does not refuse to create a file that exists: two savers could both believe they won."""

    code = "unsound_folder"


class SignInRefused(StoreError):
    """Name or password not accepted; one constant text, so that it does not tell which."""

    code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__("name or password not accepted")


class RecoveryKeyMistyped(StoreError):
    """The recovery key's check characters do not fit: a typing slip, found before anything is tried."""

    code = "recovery_key_mistyped"


class WeakPassword(StoreError):
    """The password is estimated below the limit; ``bits`` is the estimate."""

    code = "weak_password"

    def __init__(self, bits: float) -> None:
        super().__init__("password below the required strength")
        self.bits = bits


class NameRefused(StoreError):
    """A user's name is empty, too long, or already taken."""

    code = "name_refused"


class Locked(StoreError):
    """The vault was locked and its keys dropped; sign in again."""

    code = "locked"


class BadId(StoreError):
    """An identifier is not 32 lower-case hexadecimal characters."""

    code = "bad_id"


class DossierNotFound(StoreError):
    """No revision of this dossier exists."""

    code = "dossier_not_found"


class AttachmentNotFound(StoreError):
    """No attachment of this name exists."""

    code = "attachment_not_found"


class BadFile(StoreError):
    """Base of the verdicts on one sealed file."""

    code = "bad_file"


class Unfinished(BadFile):
    """The file is shorter than it says: its writer was interrupted, or is still writing."""

    code = "unfinished"


class Damaged(BadFile):
    """The closing digest does not fit: bytes changed after the file was written."""

    code = "damaged"


class WrongKeyOrForged(BadFile):
    """The digest fits but the seal, or what it binds, does not."""

    code = "wrong_key_or_forged"


class Tombstone(BadFile):
    """Only the number is kept; the content was pruned or withdrawn."""

    code = "tombstone"


class TooNew(BadFile):
    """Written by a later version of the program; never written over by this one."""

    code = "too_new"


class Unstorable(StoreError):
    """The value cannot be kept exactly (not JSON, not finite, half a character, too deep)."""

    code = "unstorable"


class TooLarge(StoreError):
    """The content is over the limit of one sealed file."""

    code = "too_large"


class Conflict(StoreError):
    """Somebody else saved since this copy was opened; nothing of either was lost.

    ``revision`` is the number that stands in the way, 0 when unknown.
    """

    code = "conflict"

    def __init__(self, revision: int = 0) -> None:
        super().__init__("saved elsewhere in the meantime")
        self.revision = revision


class Unreachable(StoreError):
    """The folder or file cannot be read at present; ``reason`` is the system's error number, 0 if none."""

    code = "unreachable"

    def __init__(self, reason: int = 0) -> None:
        super().__init__(f"cannot be read ({errno.errorcode.get(reason, reason)})")
        self.reason = reason


class NotSaved(StoreError):
    """Nothing was saved; the caller still holds the document. ``reason`` is the system's error number."""

    code = "not_saved"

    def __init__(self, reason: int = 0) -> None:
        super().__init__(f"not saved ({errno.errorcode.get(reason, reason)})")
        self.reason = reason


class NotEnoughSpace(NotSaved):
    """Not saved: disk or quota full."""

    code = "not_enough_space"


class FolderReadOnly(NotSaved):
    """Not saved: the folder may not be written."""

    code = "folder_read_only"


def not_saved(cause: OSError) -> NotSaved:
    """Return the NotSaved that fits the system's error."""
    reason = cause.errno or 0
    if reason in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return NotEnoughSpace(reason)
    if reason in (errno.EROFS, errno.EACCES, errno.EPERM):
        return FolderReadOnly(reason)
    return NotSaved(reason)
