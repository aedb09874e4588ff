"""The keyring: who may open the vault, and the root key wrapped once for each of them.

One revision is one file of JSON with a closing SHA-256 (against damage) and, inside, an HMAC under a key only
holders of the root can make (against editing: a slot added, dropped or changed is found after unwrapping, and
costs out of bounds before anything is derived). Names are in clear: the sign-in page shows them.

A changed password protects against whoever learnt the old one, but not against who also kept a copy of an older
keyring file: only a new epoch does, and the fields for it are here from the start.
"""

import hashlib
import hmac
import os
import secrets
import struct
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from baclodesk.storage import canonical, kdf, recoverykey
from baclodesk.storage.errors import (
    Damaged,
    NameRefused,
    SignInRefused,
    TooNew,
    Unfinished,
    Unstorable,
    WrongKeyOrForged,
)
from baclodesk.storage.keys import ROOT_BYTES, Keys, expand, unwrap, wrap

MAGIC = b"BDKRNG\0\1"
MAX_BYTES = 65_536
MAX_SLOTS = 16
MAX_NAME = 120
RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a user's (with a cost and salt) or the recovery key's (without)."""

    id: str
    name: str
    role: str
    cost: kdf.KdfParams | None
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)

    def encode(self) -> dict[str, Any]:
        """Return the slot as plain JSON values."""
        cost = self.cost
        how: dict[str, Any] = {"alg": "hkdf-sha256"}
        if cost:
            how = {"alg": "argon2id", "m": cost.kib, "t": cost.passes, "p": cost.lanes}
        how["salt"] = self.salt.hex()
        texts = {"id": self.id, "name": self.name, "role": self.role}
        return {**texts, "kdf": how, "nonce": self.nonce.hex(), "wrap": self.wrapped.hex()}

    @classmethod
    def decode(cls, plain: Any) -> "Slot":
        """Return the slot in plain JSON values; raises one of ``_MALFORMED`` or WrongKeyOrForged."""
        how = plain["kdf"]
        cost = None if how["alg"] == "hkdf-sha256" else kdf.KdfParams(how["m"], how["t"], how["p"])
        texts = (plain["id"], plain["name"], plain["role"])
        salt, nonce, wrapped = (bytes.fromhex(text) for text in (how["salt"], plain["nonce"], plain["wrap"]))
        sound = all(isinstance(text, str) and 0 < len(text) <= MAX_NAME for text in texts)
        if not sound or len(salt) != kdf.SALT_BYTES or len(nonce) != 12:
            raise WrongKeyOrForged("slot not understood")
        return cls(*texts, cost, salt, nonce, wrapped)


_MALFORMED = (Unstorable, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Keyring:
    """One revision of the keyring; ``revision`` counts from 1, ``prev`` is the digest of the one before."""

    vault: str
    epoch: int
    revision: int
    prev: str
    slots: tuple[Slot, ...]
    mac: str

    def encode(self) -> bytes:
        """Return the file's bytes."""
        body = canonical.dump({**self._covered(), "mac": self.mac})
        data = MAGIC + struct.pack(">I", len(body)) + body
        return data + hashlib.sha256(data).digest()

    def _covered(self) -> dict[str, Any]:
        slots = [slot.encode() for slot in self.slots]
        numbers = {"v": 1, "epoch": self.epoch, "rev": self.revision}
        return {**numbers, "vault": self.vault, "prev": self.prev, "slots": slots}

    def mac_under(self, root: bytes) -> str:
        """Return the HMAC, in hexadecimal, of everything but the HMAC itself."""
        key = expand(root, self.vault, "keyring")
        return hmac.new(key, canonical.dump(self._covered()), hashlib.sha256).hexdigest()

    def user_names(self) -> list[str]:
        """Return the names that can sign in, unverified."""
        return [slot.name for slot in self.slots if slot.cost]

    @property
    def digest(self) -> str:
        """The closing digest of this revision's file, in hexadecimal."""
        return self.encode()[-32:].hex()


def decode(data: bytes) -> Keyring:
    """Return the keyring in file bytes, unverified but for damage and bounds.

    Raises Unfinished, Damaged, TooNew or WrongKeyOrForged.
    """
    body = _body(data)
    try:
        plain = canonical.load(body)
        if not 1 <= len(plain["slots"]) <= MAX_SLOTS:
            raise WrongKeyOrForged("number of slots out of range")
        slots = tuple(Slot.decode(slot) for slot in plain["slots"])
        texts = (plain["vault"], plain["prev"], plain["mac"])
        keyring = Keyring(texts[0], plain["epoch"], plain["rev"], texts[1], slots, texts[2])
        if len(bytes.fromhex(texts[0])) == 16 and type(plain["rev"]) is int and keyring.encode() == data:
            return keyring
    except _MALFORMED:
        pass
    raise WrongKeyOrForged("keyring not understood")


def _body(data: bytes) -> bytes:
    if MAGIC.startswith(data[:8]) and len(data) < 12:
        raise Unfinished("ends in its first bytes")
    if len(data) < 44 or len(data) > MAX_BYTES:
        raise Damaged("length does not fit")
    fits = hashlib.sha256(data[:-32]).digest() == data[-32:]
    if fits and data[:7] == MAGIC[:7] and data[7] > MAGIC[7]:
        raise TooNew("later keyring version")
    (length,) = struct.unpack_from(">I", data, 8)
    if data[:8] == MAGIC and len(data) < 12 + length + 32 <= MAX_BYTES:
        raise Unfinished("shorter than it says")
    if data[:8] != MAGIC or len(data) != 12 + length + 32 or not fits:
        raise Damaged("digest does not fit")
    return data[12:-32]


def clean_name(name: str) -> str:
    """Return name in the one form it is kept in; raises NameRefused when empty or over 120 characters."""
    cleaned = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(cleaned) <= MAX_NAME or not cleaned.isprintable():
        raise NameRefused("name empty, too long or not printable")
    return cleaned


def _bound(vault: str, epoch: int, slot: str) -> bytes:
    return canonical.dump(["slot", vault, epoch, slot])


def _secret(keys: Keys) -> bytes:
    return canonical.dump({"roots": {str(epoch): root.hex() for epoch, root in keys.roots.items()}})


def _user_slot(keys: Keys, slot_id: str, name: str, role: str, password: str, cost: kdf.KdfParams) -> Slot:
    salt = os.urandom(kdf.SALT_BYTES)
    nonce, wrapped = wrap(kdf.derive(password, salt, cost), _secret(keys), _bound(keys.vault, keys.epoch, slot_id))
    return Slot(slot_id, name, role, cost, salt, nonce, wrapped)


def _recovery_slot(keys: Keys, key: bytes) -> Slot:
    salt = os.urandom(kdf.SALT_BYTES)
    bound = _bound(keys.vault, keys.epoch, RECOVERY)
    nonce, wrapped = wrap(expand(key, salt.hex(), RECOVERY), _secret(keys), bound)
    return Slot(RECOVERY, RECOVERY, RECOVERY, None, salt, nonce, wrapped)


def _closed(keys: Keys, before: Keyring | None, slots: tuple[Slot, ...], highest: int) -> Keyring:
    prev = before.digest if before else ""
    keyring = Keyring(keys.vault, keys.epoch, highest + 1, prev, slots, "")
    return replace(keyring, mac=keyring.mac_under(keys.roots[keys.epoch]))


def create(name: str, password: str, cost: kdf.KdfParams) -> tuple[Keyring, Keys, str]:
    """Return a new vault's first keyring, its keys, and the recovery key's text (shown once, kept nowhere)."""
    keys = Keys(secrets.token_hex(16), 1, {1: secrets.token_bytes(ROOT_BYTES)})
    key = recoverykey.new_key()
    user = _user_slot(keys, secrets.token_hex(4), clean_name(name), "doctor", password, cost)
    return _closed(keys, None, (user, _recovery_slot(keys, key)), 0), keys, recoverykey.to_text(key)


def _user(keyring: Keyring, name: str) -> Slot | None:
    wanted = unicodedata.normalize("NFC", " ".join(name.split())).casefold()
    return next((slot for slot in keyring.slots if slot.cost and slot.name.casefold() == wanted), None)


def spelling(keyring: Keyring, name: str) -> str:
    """Return name as the keyring writes it; raises SignInRefused when nobody has it."""
    slot = _user(keyring, name)
    if slot is None:
        raise SignInRefused
    return slot.name


def unlock(keyring: Keyring, name: str, password: str) -> Keys:
    """Return the vault's keys; raises SignInRefused, after the same work, for a wrong name or password.

    Raises WrongKeyOrForged when the password is right but the keyring was edited.
    """
    slot = _user(keyring, name)
    costs = [other.cost for other in keyring.slots if other.cost]
    cost = slot.cost if slot and slot.cost else (costs or [kdf.FLOOR])[0]
    key = kdf.derive(password, slot.salt if slot else bytes(kdf.SALT_BYTES), cost)
    if slot is None:
        raise SignInRefused
    return _opened(keyring, slot, key)


def unlock_with_recovery(keyring: Keyring, text: str) -> Keys:
    """Return the vault's keys for the printed recovery key.

    Raises RecoveryKeyMistyped for a typing slip, SignInRefused for another vault's key, WrongKeyOrForged for an
    edited keyring.
    """
    key = recoverykey.from_text(text)
    slot = next((slot for slot in keyring.slots if slot.id == RECOVERY), None)
    if slot is None:
        raise SignInRefused
    return _opened(keyring, slot, expand(key, slot.salt.hex(), RECOVERY))


def _opened(keyring: Keyring, slot: Slot, key: bytes) -> Keys:
    try:
        bound = _bound(keyring.vault, keyring.epoch, slot.id)
        plain = canonical.load(unwrap(key, slot.nonce, slot.wrapped, bound))
    except WrongKeyOrForged:
        raise SignInRefused from None
    roots = {int(epoch): bytes.fromhex(root) for epoch, root in plain["roots"].items()}
    if not hmac.compare_digest(keyring.mac_under(roots[keyring.epoch]), keyring.mac):
        raise WrongKeyOrForged("keyring edited")
    return Keys(keyring.vault, keyring.epoch, roots)


def with_password(
    keyring: Keyring, keys: Keys, name: str, password: str, cost: kdf.KdfParams, highest: int = 0
) -> Keyring:
    """Return the next revision, the root wrapped anew for name; raises SignInRefused for an unknown name.

    ``highest`` is the highest revision number known to be used, when it is above this keyring's.
    """
    slot = _user(keyring, name)
    if slot is None:
        raise SignInRefused
    changed = _user_slot(keys, slot.id, slot.name, slot.role, password, cost)
    slots = tuple(changed if other is slot else other for other in keyring.slots)
    return _closed(keys, keyring, slots, max(highest, keyring.revision))


def with_recovery(keyring: Keyring, keys: Keys, highest: int = 0) -> tuple[Keyring, str]:
    """Return the next revision with a fresh recovery key in the old one's place, and its text."""
    key = recoverykey.new_key()
    others = tuple(slot for slot in keyring.slots if slot.id != RECOVERY)
    slots = (*others, _recovery_slot(keys, key))
    return _closed(keys, keyring, slots, max(highest, keyring.revision)), recoverykey.to_text(key)
