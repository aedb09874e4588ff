"""Every sentence of the program in one language, from ``resources/texts/<language>/<area>.toml``.

A key is ``area.table.name``. A sentence may hold named places such as ``{dose}``; a table with ``one`` and ``other``
is chosen by the value ``n`` (French counts 0 and 1 as ``one``). The same texts serve window, documents and commands,
so they cannot drift apart; a test holds the languages to the same keys and places.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from baclodesk.domain.dose import decimal_text, tablets_text
from baclodesk.paths import resources

LANGUAGES = ("en", "fr")
NBSP = "\u00a0"


@cache
def _area(language: str, area: str) -> Mapping[str, object]:
    path: Path = resources() / "texts" / language / f"{area}.toml"
    with path.open("rb") as handle:
        return tomllib.load(handle)


class Texts:
    """The sentences of one language; call it with a key and the values of its places."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError("the language is en or fr")
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Give a sentence; raises KeyError when the key or a value is missing."""
        area, _, rest = key.partition(".")
        entry: object = _area(self.language, area)
        for part in rest.split("."):
            entry = entry[part] if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping):
            entry = entry["one" if self._is_one(values["n"]) else "other"]
        if not isinstance(entry, str):
            raise KeyError(key)
        return entry.format(**values) if values else entry

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence under ``key``."""
        try:
            area, _, rest = key.partition(".")
            entry: object = _area(self.language, area)
            for part in rest.split("."):
                entry = entry[part] if isinstance(entry, Mapping) else None
        except (KeyError, FileNotFoundError):
            return False
        return entry is not None

    def _is_one(self, n: object) -> bool:
        value = Fraction(str(n))
        return value < 2 if self.language == "fr" else value == 1

    def number(self, value: Fraction | int) -> str:
        """Write an exact number: decimal comma and spaced thousands in French, comma thousands in English."""
        whole, _, rest = decimal_text(value if isinstance(value, Fraction) else Fraction(value)).partition(".")
        sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
        separator, point = (NBSP, ",") if self.language == "fr" else (",", ".")
        grouped = f"{int(digits):,}".replace(",", separator) if len(digits) > 4 or separator == NBSP else digits
        return sign + grouped + (point + rest if rest else "")

    def mg(self, value: Fraction | int) -> str:
        """Write a dose with its unit, held together: ``70 mg``."""
        return f"{self.number(value)}{NBSP}mg"

    def tablets(self, value: Fraction) -> str:
        """Write a number of tablets with fraction glyphs; the decimal fallback takes the language's comma."""
        text = tablets_text(value)
        return text.replace(".", ",") if self.language == "fr" else text

    def date(self, on: date, *, year: bool = True, weekday: bool = False) -> str:
        """Write a date with the month in letters: ``12 May 2026``, ``Tue 12 May``, ``1er mai 2026``."""
        return _date(self.language, on, year, weekday)


Words = Callable[[Texts], str]
"""A sentence worded when it is shown, in the language of that moment. It holds values, never what shows them."""


@runtime_checkable
class JoiningWords(Protocol):
    """The name of a change that can go on from the one before it."""

    def __call__(self, texts: Texts, /) -> str:
        """Word it."""

    def after(self, earlier: Words) -> Words:
        """Name both as one change, from where ``earlier`` began; the later one alone where they do not go together."""


def run_together(earlier: Words, later: Words) -> Words:
    """Name two changes that became one step: from the first one's start where the words can tell, else as the last."""
    return later.after(earlier) if isinstance(later, JoiningWords) else later


@lru_cache(maxsize=4096)
def _date(language: str, on: date, year: bool, weekday: bool) -> str:
    texts = Texts(language)
    number = "1er" if language == "fr" and on.day == 1 else str(on.day)
    parts = [number, texts(f"common.month.m{on.month}")]
    if weekday:
        parts.insert(0, texts(f"common.weekday.d{on.isoweekday()}"))
    if year:
        parts.append(str(on.year))
    return NBSP.join(parts)
