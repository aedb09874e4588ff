"""The recovery key as it is printed: 52 characters of key and 4 of check, in groups of four.

The letters I, L, O and U are not used; on reading, O is taken for 0, and I and L for 1.
"""

import hashlib
import secrets

from baclodesk.storage.errors import RecoveryKeyMistyped

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
KEY_BYTES = 32
_KEY_LETTERS = 52
_CHECK_LETTERS = 4
_GROUP = 4


def new_key() -> bytes:
    """Return a fresh recovery key of 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def _letters(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _check(key: bytes) -> str:
    digest = hashlib.sha256(b"baclodesk recovery key" + key).digest()
    return _letters(int.from_bytes(digest[:3], "big") >> 4, _CHECK_LETTERS)


def to_text(key: bytes) -> str:
    """Return key (32 bytes) as fourteen groups of four characters joined by hyphens."""
    letters = _letters(int.from_bytes(key, "big"), _KEY_LETTERS) + _check(key)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def from_text(text: str) -> bytes:
    """Return the key a person typed, whatever the case, spaces and hyphens.

    Raises RecoveryKeyMistyped when length, alphabet or check characters do not fit.
    """
    typed = [letter for letter in text.upper() if not letter.isspace() and letter not in "-‐‑–—_."]
    try:
        values = [_VALUES[letter] for letter in typed]
    except KeyError:
        raise RecoveryKeyMistyped("character not in the alphabet") from None
    if len(values) != _KEY_LETTERS + _CHECK_LETTERS:
        raise RecoveryKeyMistyped("length does not fit")
    number = 0
    for value in values[:_KEY_LETTERS]:
        number = number << 5 | value
    check = "".join(_ALPHABET[value] for value in values[_KEY_LETTERS:])
    if number >> 8 * KEY_BYTES or _check(number.to_bytes(KEY_BYTES, "big")) != check:
        raise RecoveryKeyMistyped("check characters do not fit")
    return number.to_bytes(KEY_BYTES, "big")
