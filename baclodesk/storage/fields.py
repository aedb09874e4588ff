"""How single values of a record are written as plain JSON values and read back with their types checked.

Amounts are texts (``"2.5"``, or ``"1/3"`` where no finite decimal exists), dates ISO texts. A value that is not what
it should be raises ValueError without the value in its text.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from baclodesk.domain.dose import decimal_text

_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18}|/[1-9][0-9]{0,17})?\Z", re.ASCII)
_DATE_LENGTH = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of value: how it is written, and how it is read (raising ValueError for anything else)."""

    write: Callable[[object], object]
    read: Callable[[object], object]


def _same(value: object) -> object:
    return value


def _need(right: bool) -> None:
    if not right:
        raise ValueError("another kind of value")


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _read_flag(value: object) -> object:
    _need(isinstance(value, bool))
    return value


def _read_whole(value: object) -> object:
    _need(isinstance(value, int) and not isinstance(value, bool))
    return value


def amount_text(value: object) -> str:
    """Write an exact amount; raises ValueError when it is none."""
    if not isinstance(value, Fraction):
        raise ValueError("not an exact amount")
    try:
        return decimal_text(value)
    except ValueError:
        return f"{value.numerator}/{value.denominator}"


def _read_amount(value: object) -> object:
    if not isinstance(value, str) or _AMOUNT.match(value) is None:
        raise ValueError("not an exact amount")
    return Fraction(value)


def _write_date(value: object) -> object:
    if not isinstance(value, date):
        raise ValueError("not a date")
    return value.isoformat()


def _read_date(value: object) -> object:
    if not isinstance(value, str) or len(value) != _DATE_LENGTH:
        raise ValueError("not a date")
    return date.fromisoformat(value)


def _write_bytes(value: object) -> object:
    if not isinstance(value, bytes):
        raise ValueError("not bytes")
    return base64.b64encode(value).decode("ascii")


def _read_bytes(value: object) -> object:
    try:
        return base64.b64decode(_read_text(value), validate=True)
    except binascii.Error:
        raise ValueError("not bytes") from None


TEXT = Form(_same, _read_text)
FLAG = Form(_same, _read_flag)
WHOLE = Form(_same, _read_whole)
AMOUNT = Form(amount_text, _read_amount)
DATE = Form(_write_date, _read_date)
BYTES = Form(_write_bytes, _read_bytes)


def maybe(form: Form) -> Form:
    """Give the form that takes None as well."""
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def choice(kind: type[StrEnum]) -> Form:
    """Give the form of an enumeration, kept by its value."""
    return Form(str, lambda value: kind(_read_text(value)))


def rows_of(form: Form) -> Form:
    """Give the form of a tuple of values, kept as a list."""

    def write(value: object) -> object:
        if not isinstance(value, tuple):
            raise ValueError("not a tuple")
        return [form.write(item) for item in value]

    def read(value: object) -> object:
        if not isinstance(value, list):
            raise ValueError("not a list")
        return tuple(form.read(item) for item in value)

    return Form(write, read)


def exactly(form: Form, length: int) -> Form:
    """Give the form of a tuple of exactly ``length`` values."""
    several = rows_of(form)

    def read(value: object) -> object:
        found = several.read(value)
        _need(isinstance(found, tuple) and len(found) == length)
        return found

    return Form(several.write, read)
