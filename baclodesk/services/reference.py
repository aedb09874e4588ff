"""Consent clauses, unwanted effects, interaction groups and information points, read from ``resources/``.

Frozen values, read once per process; their words are in the texts under the keys named at each class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from baclodesk.services.datafile import DataFile


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; words: ``consent.clause.<code>.title`` and ``.text``, or one text per variant when ``by_variant``.

    Optional clauses are off by default and have a ``.note`` for the doctor.
    """

    code: str
    source: str
    by_variant: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ConsentCatalogue:
    """All clauses in the order of the paper."""

    version: str
    checked: date
    variants: tuple[str, ...]
    copies: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """One unwanted effect; words: ``effects.effect.<code>.name``, ``.course``, ``.helps``, for alarms also ``.alarm``.

    ``frequency`` is ``frequent``, ``less_frequent``, ``rare``, ``withdrawal`` or ``overdose``; ``act`` what the guide
    suggests (``watch``, ``hold``, ``step_back``, ``reduce``, ``urgent``); no rise while a ``holds_rise`` is open.
    """

    code: str
    frequency: str
    source: str
    act: str
    alarm: bool = False
    holds_rise: bool = False


@dataclass(frozen=True, slots=True)
class EffectsCatalogue:
    """All unwanted effects in the order in which they are offered."""

    version: str
    checked: date
    effects: tuple[EffectEntry, ...]

    def effect(self, code: str) -> EffectEntry:
        """Give one effect; raises KeyError for a code the catalogue does not have."""
        return {entry.code: entry for entry in self.effects}[code]


@dataclass(frozen=True, slots=True)
class MedicineGroup:
    """Medicines that matter beside baclofen for one reason; words: ``medicines.group.<code>.name``, ``.why``.

    ``names`` are substances and trade names in lower case; ``sedative`` and ``opioid`` are counted by the checks;
    ``item`` is the intake question that the group answers.
    """

    code: str
    source: str
    item: str
    names: tuple[str, ...]
    sedative: bool = False
    opioid: bool = False


@dataclass(frozen=True, slots=True)
class MedicinesCatalogue:
    """All interaction groups."""

    version: str
    checked: date
    groups: tuple[MedicineGroup, ...]

    def group(self, code: str) -> MedicineGroup | None:
        """Give one group, or None for a code the catalogue does not have."""
        return next((group for group in self.groups if group.code == code), None)

    def group_of(self, name: str) -> str:
        """Give the group's code for a medicine's name as typed, strength and form ignored; empty when unknown."""
        words = _words(name)
        for group in self.groups:
            if any(_words(known) in words for known in group.names):
                return group.code
        return ""

    def search(self, start: str, limit: int = 8) -> tuple[tuple[str, str], ...]:
        """Give known names that begin with ``start`` as (name, group code), in alphabetical order."""
        wanted = start.casefold().strip()
        if not wanted:
            return ()
        found = sorted((name, group.code) for group in self.groups for name in group.names if name.startswith(wanted))
        return tuple(found[:limit])


def _words(name: str) -> str:
    return f" {' '.join(name.casefold().replace('-', ' ').split())} "


@dataclass(frozen=True, slots=True)
class Point:
    """A point to tick with a date; words under ``.title`` and ``.text`` of its key.

    Information points stand at ``information.point.<code>``, off-label conditions at ``information.off_label.<code>``.
    """

    code: str
    source: str


@dataclass(frozen=True, slots=True)
class InformationCatalogue:
    """The points of information before the first dose, and the conditions of off-label use."""

    version: str
    checked: date
    points: tuple[Point, ...]
    off_label: tuple[Point, ...]


def _head(file: DataFile) -> tuple[str, date]:
    return file.get(file.data, "version", str), file.get(file.data, "checked", date)


@cache
def consent() -> ConsentCatalogue:
    """Give the consent's clauses."""
    file = DataFile("consent.toml")
    clauses = tuple(
        Clause(
            file.get(t, "code", str), file.get(t, "source", str), file.flag(t, "by_variant"), file.flag(t, "optional")
        )
        for t in file.tables(file.data, "clause")
    )
    return ConsentCatalogue(
        *_head(file), file.codes(file.data, "variants"), file.get(file.data, "copies", int), clauses
    )


@cache
def effects() -> EffectsCatalogue:
    """Give the unwanted effects."""
    file = DataFile("effects.toml")
    entries = tuple(
        EffectEntry(
            file.get(t, "code", str),
            file.get(t, "frequency", str),
            file.get(t, "source", str),
            file.get(t, "act", str),
            file.flag(t, "alarm"),
            file.flag(t, "holds_rise"),
        )
        for t in file.tables(file.data, "effect")
    )
    return EffectsCatalogue(*_head(file), entries)


@cache
def medicines() -> MedicinesCatalogue:
    """Give the interaction groups."""
    file = DataFile("medicines.toml")
    groups = tuple(
        MedicineGroup(
            file.get(t, "code", str),
            file.get(t, "source", str),
            file.get(t, "item", str, ""),
            file.codes(t, "names"),
            file.flag(t, "sedative"),
            file.flag(t, "opioid"),
        )
        for t in file.tables(file.data, "group")
    )
    return MedicinesCatalogue(*_head(file), groups)


@cache
def information() -> InformationCatalogue:
    """Give the information points and the off-label conditions."""
    file = DataFile("information.toml")

    def points(key: str) -> tuple[Point, ...]:
        tables = file.tables(file.data, key)
        return tuple(Point(file.get(t, "code", str), file.get(t, "source", str)) for t in tables)

    return InformationCatalogue(*_head(file), points("point"), points("off_label"))
