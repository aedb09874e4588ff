"""The keys of an open vault, all derived from one root per epoch; held here and nowhere else.

Python cannot wipe memory: ``forget`` drops the references, and what the system has swapped or hibernated is
guarded only by the disk's own encryption.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from baclodesk.storage.container import Header
from baclodesk.storage.errors import Locked, WrongKeyOrForged

ROOT_BYTES = 32


def expand(root: bytes, vault: str, kind: str, subject: str = "") -> bytes:
    """Return the 32-byte key for one purpose: HKDF-SHA-256 of root, bound to vault, kind and subject."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = "\0".join(("baclodesk", kind, subject)).encode()
    return HKDF(algorithm=SHA256(), length=32, salt=bytes.fromhex(vault), info=info).derive(root)


def wrap(key: bytes, secret: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """Return (nonce, wrapped) of secret under key, tied to ``bound``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return nonce, AESGCM(key).encrypt(nonce, secret, bound)


def unwrap(key: bytes, nonce: bytes, wrapped: bytes, bound: bytes) -> bytes:
    """Return the secret; raises WrongKeyOrForged when key, bytes or ``bound`` do not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, wrapped, bound)
    except (InvalidTag, ValueError):
        raise WrongKeyOrForged("wrapped key does not open") from None


@dataclass(slots=True)
class Keys:
    """The roots of a vault by epoch (a count from 1) and the one new files are sealed under."""

    vault: str
    epoch: int
    roots: dict[int, bytes] = field(repr=False)

    def of(self, header: Header) -> bytes | None:
        """Return the key a file with this header would be sealed under, or None for an unknown epoch; raises Locked."""
        self._first()
        root = self.roots.get(header.epoch)
        if root is None or header.vault != self.vault:
            return None
        return expand(root, self.vault, f"{header.kind}/{header.stream}", header.id)

    def name_of(self, content: bytes) -> str:
        """Return the name of an attachment: 40 hexadecimal characters only key holders can compute."""
        key = expand(self._first(), self.vault, "attachment name")
        return hmac.new(key, content, hashlib.sha256).hexdigest()[:40]

    def _first(self) -> bytes:
        if not self.roots:
            raise Locked("keys dropped")
        return self.roots[min(self.roots)]

    def forget(self) -> None:
        """Drop all roots; every later use raises Locked."""
        self.roots.clear()
