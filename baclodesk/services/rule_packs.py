"""How old the rules are: every data file with clinical content, by the oldest day its content was compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from baclodesk.domain.checks_plan import months_between
from baclodesk.paths import resources
from baclodesk.services.data_file import DataFileError
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

PACKS = (
    "policies",
    "schemes",
    "products",
    "rules",
    "acts",
    "effects",
    "intake",
    "medicines",
    "information",
    "consent",
    "own_policy",
    "reference",
    "documents",
)
"""Data files that must be there, in the order shown; words: ``policies.pack.<name>``."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One data file, or (``policy`` not empty) one own policy of the practice, and its oldest check."""

    code: str
    checked: date
    policy: str = ""


@cache
def _oldest(path: Path) -> date | None:
    try:
        return min(_checks(tomllib.loads(path.read_text(encoding="utf-8"))), default=None)
    except OSError:
        raise DataFileError(path.name, "file", "a readable file") from None


def _checks(value: object) -> Iterator[date]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "checked" and isinstance(inside, date):
                yield inside
            else:
                yield from _checks(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _checks(inside)


def _files(folder: Path) -> Iterator[Pack]:
    """Give the files that must be there, then any other one that tells a day of its check."""
    for name in PACKS:
        checked = _oldest(folder / f"{name}.toml")
        if checked is None:
            raise DataFileError(f"{name}.toml", "checked", "a date")
        yield Pack(name, checked)
    for path in sorted(folder.glob("*.toml")):
        other = None if path.stem in PACKS else _oldest(path)
        if other is not None:
            yield Pack(path.stem, other)


def packs(library: Library | None = None) -> tuple[Pack, ...]:
    """Give all packs, then the practice's own policies that ``library`` holds. Raises DataFileError."""
    library = library or Library.load()
    files = list(_files(resources()))
    known = Library.load().policies
    own = [Pack("policies", item.checked, item.id) for item in library.policies.values() if item.id not in known]
    return (*files, *own)


def stale_packs(today: date, library: Library | None = None) -> tuple[Pack, ...]:
    """Give the packs whose oldest check is as many months ago as the rules say, or more; the oldest first."""
    library = library or Library.load()
    months = library.numbers.stale_months
    old = [pack for pack in packs(library) if months_between(pack.checked, today) >= months]
    return tuple(sorted(old, key=lambda pack: pack.checked))


def told(texts: Texts, pack: Pack, library: Library | None = None) -> str:
    """Say that a pack is old."""
    library = library or Library.load()
    key = f"policies.pack.{pack.code}"
    name = texts(key) if texts.has(key) else pack.code
    if pack.policy:
        name = library.policies[pack.policy].name(texts.language)
    return texts("policies.stale", name=name, date=texts.date(pack.checked))
