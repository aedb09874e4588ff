"""As much of D-Bus as reading the accessibility tree of another process needs: calls with words and whole numbers.

Only the standard library, because a machine that runs the tests need not have a binding for this interpreter.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

_CALL, _REPLY, _ERROR, _SIGNAL = 1, 2, 3, 4
_FIXED = {"y": "B", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d", "b": "I"}
_ALIGN = {"y": 1, "n": 2, "q": 2, "i": 4, "u": 4, "b": 4, "x": 8, "t": 8, "d": 8, "s": 4, "o": 4, "g": 1, "v": 1}


class BusError(Exception):
    """The other side answered with an error."""


@dataclass(frozen=True, slots=True)
class Told:
    """A signal: who sent it, from where, what, and its values."""

    sender: str
    path: str
    interface: str
    member: str
    values: tuple[Any, ...]


class Bus:
    """One connection to a bus at ``address`` (``unix:path=…`` or ``unix:abstract=…``)."""

    def __init__(self, address: str, seconds: float = 30.0) -> None:
        found = re.search(r"unix:(path|abstract)=([^,;]+)", address)
        assert found, address
        name = found[2] if found[1] == "path" else "\0" + found[2]
        self._seconds = seconds
        self._wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._wire.settimeout(seconds)
        self._wire.connect(name)
        self._serial = 0
        self._read = b""
        self.told: list[Told] = []
        who = str(os.getuid()).encode().hex()
        self._wire.sendall(b"\0AUTH EXTERNAL " + who.encode() + b"\r\n")
        while b"\r\n" not in self._read:
            self._read += self._wire.recv(512)
        assert self._read.startswith(b"OK"), self._read
        self._read = b""
        self._wire.sendall(b"BEGIN\r\n")
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def call(self, to: str, path: str, interface: str, member: str, *values: str | int) -> Any:
        """Call a method; gives its one value, a tuple of several, or None. Raises BusError."""
        self._serial += 1
        signature = "".join("s" if isinstance(value, str) else "u" for value in values)
        body = bytearray()
        for value in values:
            _put(body, value)
        self._wire.sendall(_message(self._serial, to, path, interface, member, signature, bytes(body)))
        deadline = time.monotonic() + self._seconds
        while True:
            kind, serial, fields, answer = self._next(deadline)
            if kind in (_REPLY, _ERROR) and fields.get(5) == serial == self._serial:
                if kind == _ERROR:
                    raise BusError(f"{fields.get(4)}: {answer}")
                return None if not answer else answer[0] if len(answer) == 1 else answer

    def listen(self, rule: str) -> None:
        """Keep signals that match a rule from now on."""
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", rule)

    def wait(self, seconds: float) -> bool:
        """Take one message in, at most ``seconds`` long; tells whether one came."""
        try:
            self._next(time.monotonic() + seconds)
        except TimeoutError:
            return False
        return True

    def _next(self, deadline: float) -> tuple[int, int, dict[int, Any], tuple[Any, ...]]:
        head = self._take(16, deadline, keep=True)
        order = "<" if head[:1] == b"l" else ">"
        kind = head[1]
        (length,) = struct.unpack_from(order + "I", head, 4)
        (fields_length,) = struct.unpack_from(order + "I", head, 12)
        start = (16 + fields_length + 7) // 8 * 8
        data = self._take(start + length, deadline)
        pairs, _ = _get("a(yv)", data, 12, order)
        fields = dict(pairs)
        values, at = [], start
        for part in _parts(fields.get(8, "")):
            value, at = _get(part, data, at, order)
            values.append(value)
        found = tuple(values)
        if kind == _SIGNAL:
            self.told.append(Told(fields.get(7, ""), fields[1], fields[2], fields[3], found))
        return kind, fields.get(5, 0), fields, found

    def _take(self, count: int, deadline: float, *, keep: bool = False) -> bytes:
        while len(self._read) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._wire.settimeout(left)
            more = self._wire.recv(65536)
            assert more, "the bus hung up"
            self._read += more
        found = self._read[:count]
        if not keep:
            self._read = self._read[count:]
        return found


def _message(serial: int, to: str, path: str, interface: str, member: str, signature: str, body: bytes) -> bytes:
    fields = bytearray()
    for code, kind, text in ((1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", to), (8, "g", signature)):
        if not text:
            continue
        fields += b"\0" * (-len(fields) % 8)
        fields += bytes((code, 1)) + kind.encode() + b"\0"
        if kind == "g":
            fields += bytes((len(text),)) + text.encode() + b"\0"
        else:
            _put(fields, text)
    head = struct.pack("<cBBBIII", b"l", _CALL, 0, 1, len(body), serial, len(fields)) + fields
    return head + b"\0" * (-len(head) % 8) + body


def _put(body: bytearray, value: str | int) -> None:
    body += b"\0" * (-len(body) % 4)
    if isinstance(value, int):
        body += struct.pack("<I", value)
    else:
        raw = value.encode()
        body += struct.pack("<I", len(raw)) + raw + b"\0"


def _parts(signature: str) -> list[str]:
    """Split a signature into its complete types."""
    found, at = [], 0
    while at < len(signature):
        start = at
        while signature[at] == "a":
            at += 1
        if signature[at] in "({":
            depth = 0
            while True:
                depth += (signature[at] in "({") - (signature[at] in ")}")
                at += 1
                if not depth:
                    break
        else:
            at += 1
        found.append(signature[start:at])
    return found


def _get(kind: str, data: bytes, at: int, order: str) -> tuple[Any, int]:
    """Read one value of a complete type; gives it and the place after it."""
    align = 4 if kind[0] == "a" else 8 if kind[0] in "({" else _ALIGN[kind[0]]
    at += -at % align
    if kind in _FIXED:
        (value,) = struct.unpack_from(order + _FIXED[kind], data, at)
        return (bool(value) if kind == "b" else value), at + struct.calcsize(_FIXED[kind])
    if kind in ("s", "o", "g"):
        size = data[at] if kind == "g" else struct.unpack_from(order + "I", data, at)[0]
        at += 1 if kind == "g" else 4
        return data[at : at + size].decode(), at + size + 1
    if kind == "v":
        signature, at = _get("g", data, at, order)
        return _get(signature, data, at, order)
    if kind[0] == "a":
        return _array(kind[1:], data, at, order)
    values = []
    for part in _parts(kind[1:-1]):
        value, at = _get(part, data, at, order)
        values.append(value)
    return tuple(values), at


def _array(inner: str, data: bytes, at: int, order: str) -> tuple[list[Any], int]:
    (size,) = struct.unpack_from(order + "I", data, at)
    at += 4
    at += -at % (8 if inner[0] in "({" else 4 if inner[0] == "a" else _ALIGN[inner[0]])
    end, found = at + size, []
    while at < end:
        value, at = _get(inner, data, at, order)
        found.append(value)
    return found, end
