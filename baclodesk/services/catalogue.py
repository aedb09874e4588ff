"""The intake's questions, read from ``resources/intake.toml`` into frozen values once per process.

The words of every entry are in the texts under the keys named at each class. The other catalogues (clauses, effects,
medicines, points) are in :mod:`baclodesk.services.reference` and are given on from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

from baclodesk.domain.intake import Intake, Status
from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read
from baclodesk.services.reference import (
    Clause,
    ConsentCatalogue,
    EffectEntry,
    EffectsCatalogue,
    InformationCatalogue,
    MedicineGroup,
    MedicinesCatalogue,
    Point,
    consent,
    effects,
    information,
    medicines,
)

__all__ = [
    "Clause",
    "ConsentCatalogue",
    "EffectEntry",
    "EffectsCatalogue",
    "Group",
    "InformationCatalogue",
    "IntakeCatalogue",
    "Item",
    "ItemKind",
    "MedicineGroup",
    "MedicinesCatalogue",
    "Point",
    "Progress",
    "consent",
    "effects",
    "information",
    "intake",
    "medicines",
]


class ItemKind(StrEnum):
    """The form of an answer; HOUR is a time of day as an amount of hours (18.5 = 18:30)."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTI = "multi"
    AMOUNT = "amount"
    DATE = "date"
    TEXT = "text"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Item:
    """One question; words: ``intake.item.<code>.label``, ``.question`` and perhaps ``.hint``.

    ``detail`` is the typed field that opens under a yes; ``choices`` the codes, with words under
    ``intake.choice.<choice_set>.<code>``; ``unit`` has words under ``intake.unit.<unit>``; ``low`` and ``high``
    bound what can be typed; ``dated`` amounts carry a date; ``findings`` are the codes an answer can raise;
    ``unless`` names questions of which one answer makes this one needless (it can be answered all the same).
    """

    code: str
    group: str
    kind: ItemKind
    source: str
    detail: ItemKind | None = None
    choice_set: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    dated: bool = False
    stopping: bool = False
    sex: str = ""
    brief: bool = False
    findings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def is_asked(self, sex: str) -> bool:
        """Tell whether the question is put to a patient of this sex (``""``: not known, all are asked)."""
        return not self.sex or not sex or self.sex == sex

    def waits(self, intake: Intake) -> bool:
        """Tell whether this question still waits for an answer: open, and not made needless by another one."""
        return intake.answer(self.code).is_open and not self.is_needless(intake)

    def is_needless(self, intake: Intake) -> bool:
        """Tell whether another answer says what this open question would say."""
        told = any(intake.answer(code).status is Status.YES for code in self.unless)
        return told and intake.answer(self.code).is_open

    def accepts(self, amount: Fraction) -> bool:
        """Tell whether an amount can be typed here."""
        return (self.low is None or amount >= self.low) and (self.high is None or amount <= self.high)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of questions; words: ``intake.group.<code>.title``, ``.hint``.

    ``rows`` names its lists of free rows: ``medicines``, ``treatments_drug``, ``treatments_other``, ``support``.
    """

    code: str
    source: str
    items: tuple[Item, ...]
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a group is: questions answered, questions asked of this patient."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to ask."""
        return self.done == self.total


@dataclass(frozen=True, slots=True)
class IntakeCatalogue:
    """All groups in order; ``version`` goes into the intake that was asked from it."""

    version: str
    checked: date
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All questions in order."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, code: str) -> Item:
        """Give one question; raises KeyError for a code the catalogue does not have."""
        return {item.code: item for item in self.items}[code]

    def group(self, code: str) -> Group:
        """Give one group; raises KeyError for a code the catalogue does not have."""
        return {group.code: group for group in self.groups}[code]

    def asked(self, sex: str, group: str | None = None, *, brief: bool = False) -> tuple[Item, ...]:
        """Give the questions put to a patient of this sex, of one group or (None) of all; ``brief``: the short way."""
        return tuple(
            item
            for item in self.items
            if (group is None or item.group == group) and item.is_asked(sex) and (item.brief or not brief)
        )

    def progress(self, intake: Intake, sex: str, group: str | None = None, *, brief: bool = False) -> Progress:
        """Count answered questions of a group (None: of all); what another answer made needless does not count."""
        asked = [item for item in self.asked(sex, group, brief=brief) if not item.is_needless(intake)]
        return Progress(sum(1 for item in asked if not item.waits(intake)), len(asked))

    def next_open(self, intake: Intake, sex: str, after: str = "", *, brief: bool = False) -> str | None:
        """Give the code of the next open question behind ``after`` (from the top when empty), else None.

        The search goes round once, so a question left open above is found too.
        """
        items = self.items
        place = next((index + 1 for index, item in enumerate(items) if item.code == after), 0)
        asked = set(self.asked(sex, brief=brief))
        for item in (*items[place:], *items[:place]):
            if item in asked and item.waits(intake):
                return item.code
        return None


def _kind(table: Table, key: str) -> ItemKind:
    try:
        return ItemKind(table.text(key))
    except ValueError:
        raise table.error(key, f"one of {', '.join(ItemKind)}") from None


def _item(table: Table, group: str, source: str, choices: Table) -> Item:
    chosen = table.text("choices", "")
    item = Item(
        code=table.text("code"),
        group=group,
        kind=_kind(table, "kind"),
        source=table.text("source", source),
        detail=_kind(table, "detail") if table.has("detail") else None,
        choice_set=chosen,
        choices=choices.texts(chosen) if chosen else (),
        unit=table.text("unit", ""),
        low=table.amount("low") if table.has("low") else None,
        high=table.amount("high") if table.has("high") else None,
        dated=table.flag("dated", default=False),
        stopping=table.flag("stopping", default=False),
        sex=table.text("sex", ""),
        brief=table.flag("brief", default=False),
        findings=table.texts("findings") if table.has("findings") else (),
        unless=table.texts("unless") if table.has("unless") else (),
    )
    table.done()
    return item


def _group(table: Table, choices: Table) -> Group:
    code, source = table.text("code"), table.text("source")
    items = tuple(_item(item, code, source, choices) for item in table.tables("item"))
    group = Group(code, source, items, table.texts("rows") if table.has("rows") else ())
    table.done()
    return group


def read_intake(file: Table) -> IntakeCatalogue:
    """Read the intake's questions from a data file; raises DataFileError naming the place that is not whole."""
    choices = file.table("choices")
    groups = tuple(_group(table, choices) for table in file.tables("group"))
    choices.done()
    return IntakeCatalogue(file.text("version"), file.day("checked"), groups)


@cache
def intake() -> IntakeCatalogue:
    """Give the intake's questions."""
    return read_intake(read(resources() / "intake.toml"))
