"""From a password to a key: Argon2id, its cost for this computer, and the bounds a keyring may ask for."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from baclodesk.storage.errors import WrongKeyOrForged

MIN_KIB, MAX_KIB = 19 * 1024, 2 * 1024 * 1024
MAX_PASSES = 24
MAX_LANES = 16
SALT_BYTES = 16
KEY_BYTES = 32
_TARGET_S = 0.7
_CALIBRATED_MAX_KIB = 256 * 1024


@dataclass(frozen=True, slots=True)
class KdfParams:
    """Argon2id's cost: memory in KiB (19 MiB to 2 GiB), passes (1 to 24), lanes (1 to 16).

    Out of range raises WrongKeyOrForged: such numbers can only come from a planted keyring, and are refused
    before any work is done for them.
    """

    kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        within = (
            all(type(value) is int for value in (self.kib, self.passes, self.lanes))
            and MIN_KIB <= self.kib <= MAX_KIB
            and 1 <= self.passes <= MAX_PASSES
            and 1 <= self.lanes <= MAX_LANES
        )
        if not within:
            raise WrongKeyOrForged("key derivation cost out of range")


FLOOR = KdfParams(kib=64 * 1024, passes=3, lanes=4)
CHEAPEST = KdfParams(kib=MIN_KIB, passes=1, lanes=1)


def derive(password: str, salt: bytes, cost: KdfParams) -> bytes:
    """Return the 32-byte key of password (compared in NFC, so that both ways of typing an accent agree)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    function = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.kib)
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return function.derive(secret)


def _seconds_at_floor() -> float:
    start = time.perf_counter()
    derive("calibration", bytes(SALT_BYTES), FLOOR)
    return time.perf_counter() - start


def calibrate(measure: Callable[[], float] = _seconds_at_floor) -> KdfParams:
    """Return the cost that takes 0.5 to 1 s here, never under 64 MiB and 3 passes.

    ``measure`` returns the seconds one derivation at the floor takes. Memory grows first, up to 256 MiB, for
    an attacker's hardware is short of memory before it is short of time.
    """
    factor = max(1.0, _TARGET_S / max(measure(), 1e-3))
    kib = FLOOR.kib
    while kib < _CALIBRATED_MAX_KIB and factor >= 2:
        kib, factor = kib * 2, factor / 2
    return KdfParams(kib, min(MAX_PASSES, max(FLOOR.passes, round(FLOOR.passes * factor))), FLOOR.lanes)
