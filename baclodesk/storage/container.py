"""The sealed file: what its bytes are, and the verdict on bytes that are not right.

::

    8   "BDKVLT" 00 <major>
    4   header length H, big endian, 2..65 536
    H   header, canonical JSON, in clear but authenticated; no time, name or user in it
    8   ciphertext length C, big endian
    C   AES-256-GCM over pad512(u32 length, body), everything before it as additional data
    32  SHA-256 of everything before

Reading goes magic, lengths, digest, seal, decompression under a cap. Until the seal has been verified the
header serves only to find the key, and whatever is wrong with it ends as ``WrongKeyOrForged``.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from baclodesk.storage import canonical
from baclodesk.storage.errors import Damaged, Tombstone, TooLarge, TooNew, Unfinished, Unstorable, WrongKeyOrForged

MAJOR = 1
MAGIC = b"BDKVLT\0" + bytes([MAJOR])
TOMBSTONE = b"BDKTOMB\0"
MAX_HEADER = 65_536
MAX_BODY = 64 * 1024 * 1024
MAX_FILE = MAX_BODY + 2 * MAX_HEADER
ANCESTORS = 24
ANCESTOR_BYTES = 8
_DIGEST = 32
_TAG = 16
_PAD = 512
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed file says about itself.

    ``prev`` is the closing digest of the parent file in hexadecimal, empty for none; ``anc`` are up to 24
    ancestors, nearest first, each the first 8 bytes of a digest in hexadecimal. ``nonce`` is set by ``seal``.
    """

    kind: str
    vault: str
    epoch: int
    id: str
    stream: str
    rev: int
    prev: str = ""
    anc: tuple[str, ...] = ()
    st: str = ""
    schema: int = 1
    cmp: str = "zlib"
    nonce: str = ""

    def encode(self) -> bytes:
        """Return the canonical bytes of this header."""
        fields = {name: getattr(self, name) for name in _TEXTS + _NUMBERS}
        return canonical.dump({**fields, "anc": "".join(self.anc), "v": 1, "alg": "A256GCM"})

    @classmethod
    def decode(cls, data: bytes) -> "Header":
        """Return the header in data; raises WrongKeyOrForged for anything but what ``encode`` writes."""
        try:
            fields = canonical.load(data)
            width = 2 * ANCESTOR_BYTES
            ancestors = tuple(fields["anc"][at : at + width] for at in range(0, len(fields["anc"]), width))
            header = cls(anc=ancestors, **{name: fields[name] for name in _TEXTS + _NUMBERS})
            if header._is_sound() and header.encode() == data:
                return header
        except (Unstorable, LookupError, TypeError):
            pass
        raise WrongKeyOrForged("header not understood")

    def _is_sound(self) -> bool:
        texts = all(isinstance(getattr(self, name), str) for name in _TEXTS)
        numbers = all(type(getattr(self, name)) is int and 0 <= getattr(self, name) < 2**53 for name in _NUMBERS)
        return texts and numbers and len(self.anc) <= ANCESTORS and self.cmp in ("zlib", "none")


_TEXTS = ("kind", "vault", "id", "stream", "prev", "st", "cmp", "nonce")
_NUMBERS = ("epoch", "rev", "schema")


@dataclass(frozen=True, slots=True)
class Parts:
    """A file whose lengths and digest are right; nothing in it is trusted yet."""

    header: bytes
    bound: bytes
    ciphertext: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified file: its header, its content, and its closing digest in hexadecimal."""

    header: Header
    body: bytes
    digest: str


def seal(header: Header, body: bytes, key: bytes) -> bytes:
    """Return the file bytes of body sealed under key (32 bytes) with a fresh nonce.

    Raises TooLarge when body is over 64 MiB.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(body) > MAX_BODY:
        raise TooLarge("content over 64 MiB")
    nonce = os.urandom(12)
    head = replace(header, nonce=nonce.hex()).encode()
    packed = zlib.compress(body, _LEVEL) if header.cmp == "zlib" else body
    plain = struct.pack(">I", len(packed)) + packed
    plain += bytes(-len(plain) % _PAD)
    bound = MAGIC + struct.pack(">I", len(head)) + head + struct.pack(">Q", len(plain) + _TAG)
    data = bound + AESGCM(key).encrypt(nonce, plain, bound)
    return data + hashlib.sha256(data).digest()


def digest_of(sealed: bytes) -> str:
    """Return the closing digest of bytes made by ``seal``, in hexadecimal."""
    return sealed[-_DIGEST:].hex()


def dissect(data: bytes) -> Parts:
    """Check magic, lengths and digest, and take the file apart.

    Raises Tombstone, Unfinished, Damaged or TooNew.
    """
    if data == TOMBSTONE:
        raise Tombstone("number kept, content gone")
    if not data.startswith(MAGIC):
        _judge_foreign_start(data)
    if len(data) < 12:
        raise Unfinished("ends in its first bytes")
    (head_length,) = struct.unpack_from(">I", data, 8)
    if not 2 <= head_length <= MAX_HEADER:
        raise Damaged("header length out of range")
    body_at = 12 + head_length + 8
    if len(data) < body_at:
        raise Unfinished("ends in its header")
    (length,) = struct.unpack_from(">Q", data, body_at - 8)
    end = body_at + length
    if length > MAX_FILE or len(data) > end + _DIGEST:
        raise Damaged("length does not fit")
    if len(data) < end + _DIGEST:
        raise Unfinished("shorter than it says")
    digest = hashlib.sha256(memoryview(data)[:end]).digest()
    if digest != data[end:]:
        raise Damaged("digest does not fit")
    return Parts(data[12 : 12 + head_length], data[:body_at], data[body_at:end], digest.hex())


def _judge_foreign_start(data: bytes) -> None:
    """Raise the verdict on bytes that do not start as a file of this version."""
    if MAGIC.startswith(data):
        raise Unfinished("ends in its first bytes")
    later = data[:7] == MAGIC[:7] and len(data) > 40 and data[7] > MAJOR
    if later and hashlib.sha256(data[:-_DIGEST]).digest() == data[-_DIGEST:]:
        raise TooNew("later container version")
    raise Damaged("not a sealed file")


def unseal(data: bytes, key_for: Callable[[Header], bytes | None]) -> Opened:
    """Return the verified content of file bytes.

    ``key_for`` is asked with the unverified header and returns None when it has no key for it. Raises
    Tombstone, Unfinished, Damaged, TooNew or WrongKeyOrForged, and nothing else.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    parts = dissect(data)
    header = Header.decode(parts.header)
    key = key_for(header)
    if key is None:
        raise WrongKeyOrForged("no key for this file")
    try:
        plain = AESGCM(key).decrypt(bytes.fromhex(header.nonce), parts.ciphertext, parts.bound)
    except (InvalidTag, ValueError):
        raise WrongKeyOrForged("seal does not fit") from None
    return Opened(header, _unpack(plain, header.cmp), parts.digest)


def _unpack(plain: bytes, packing: str) -> bytes:
    if len(plain) < 4 or len(plain) % _PAD:
        raise Damaged("padding does not fit")
    (length,) = struct.unpack_from(">I", plain)
    packed = plain[4 : 4 + length]
    if len(packed) != length or plain[4 + length :].strip(b"\0"):
        raise Damaged("padding does not fit")
    if packing == "none":
        return packed
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, MAX_BODY)
    except zlib.error:
        raise Damaged("content cannot be unpacked") from None
    if not unpacker.eof or unpacker.unused_data:
        raise Damaged("content cut short or over 64 MiB")
    return body
