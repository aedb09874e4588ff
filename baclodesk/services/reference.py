"""Consent clauses, unwanted effects, interaction groups and information points, read from ``resources/``.

Frozen values, read once per process; their words are in the texts under the keys named at each class.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read


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


def _file(name: str) -> tuple[Table, str, date]:
    file = read(resources() / name)
    return file, file.text("version"), file.day("checked")


def _clause(table: Table) -> Clause:
    clause = Clause(
        table.text("code"),
        table.text("source"),
        table.flag("by_variant", default=False),
        table.flag("optional", default=False),
    )
    table.done()
    return clause


def _effect(table: Table) -> EffectEntry:
    entry = EffectEntry(
        table.text("code"),
        table.text("frequency"),
        table.text("source"),
        table.text("act"),
        table.flag("alarm", default=False),
        table.flag("holds_rise", default=False),
    )
    table.done()
    return entry


def _medicine_group(table: Table) -> MedicineGroup:
    group = MedicineGroup(
        table.text("code"),
        table.text("source"),
        table.text("item", ""),
        table.texts("names"),
        table.flag("sedative", default=False),
        table.flag("opioid", default=False),
    )
    table.done()
    return group


def _point(table: Table) -> Point:
    point = Point(table.text("code"), table.text("source"))
    table.done()
    return point


@cache
def consent() -> ConsentCatalogue:
    """Give the consent's clauses."""
    file, version, checked = _file("consent.toml")
    clauses = tuple(_clause(table) for table in file.tables("clause"))
    catalogue = ConsentCatalogue(version, checked, file.texts("variants"), file.count("copies"), clauses)
    file.done()
    return catalogue


@cache
def effects() -> EffectsCatalogue:
    """Give the unwanted effects."""
    file, version, checked = _file("effects.toml")
    catalogue = EffectsCatalogue(version, checked, tuple(_effect(table) for table in file.tables("effect")))
    file.done()
    return catalogue


@cache
def medicines() -> MedicinesCatalogue:
    """Give the interaction groups."""
    file, version, checked = _file("medicines.toml")
    catalogue = MedicinesCatalogue(version, checked, tuple(_medicine_group(table) for table in file.tables("group")))
    file.done()
    return catalogue


@cache
def information() -> InformationCatalogue:
    """Give the information points and the off-label conditions."""
    file, version, checked = _file("information.toml")
    points = tuple(_point(table) for table in file.tables("point"))
    off_label = tuple(_point(table) for table in file.tables("off_label"))
    file.done()
    return InformationCatalogue(version, checked, points, off_label)
