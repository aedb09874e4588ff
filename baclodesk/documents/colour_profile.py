"""The sRGB colour profile (ICC version 2, matrix and curve) that an archived file names as its printing condition.

Made from the figures of IEC 61966-2-1, so that it is ours to bundle and the same bytes every time.
"""

from __future__ import annotations

import struct
from functools import cache

_WHITE = (0.9642, 1.0, 0.8249)  # D50, the connection space's white
_RED, _GREEN, _BLUE = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
_SAMPLES = 1024


@cache
def srgb() -> bytes:
    """Give the profile's bytes."""
    curve = _curve()
    parts = {
        b"desc": _described("sRGB IEC61966-2.1"),
        b"cprt": b"text\0\0\0\0Free to use, copy and change.\0",
        b"wtpt": _place(_WHITE),
        b"rXYZ": _place(_RED),
        b"gXYZ": _place(_GREEN),
        b"bXYZ": _place(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = b"", b""
    begin = 128 + 4 + 12 * len(parts)
    placed: dict[bytes, int] = {}
    for name, content in parts.items():
        if content not in placed:
            placed[content] = begin + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += struct.pack(">4sII", name, placed[content], len(content))
    size = begin + len(body)
    return _head(size) + struct.pack(">I", len(parts)) + table + body


def _head(size: int) -> bytes:
    moment = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kinds = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    rest = struct.pack(">4s4sI4s4sQI", b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", b"\0\0\0\0", 0, 0)
    return (kinds + moment + rest + struct.pack(">3i", *map(_fixed, _WHITE))).ljust(128, b"\0")


def _fixed(value: float) -> int:
    return round(value * 65536)


def _place(color: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *map(_fixed, color))


def _described(text: str) -> bytes:
    letters = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(letters)) + letters + b"\0" * (4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    """Give the curve from the coded value to light: straight near black, then a power."""
    shares = [number / (_SAMPLES - 1) for number in range(_SAMPLES)]
    light = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    values = [round(value * 65535) for value in light]
    return b"curv\0\0\0\0" + struct.pack(f">I{_SAMPLES}H", _SAMPLES, *values)
