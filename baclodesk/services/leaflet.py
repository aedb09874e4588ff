"""The patient's leaflet: its questions in order and the numbers its sentences hold, from ``resources/leaflet.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read
from baclodesk.services.texts import Texts


class Form(StrEnum):
    """How the answer to a question is set."""

    TEXT = "text"
    LIST = "list"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Section:
    """One question; words: ``leaflet.<code>.title`` and ``.l1`` to ``.l<lines>``."""

    code: str
    form: Form
    lines: int
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer in one language."""

    code: str
    form: Form
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The whole leaflet; ``version`` is named on the signed receipt. ``numbers`` by name: exact value, is it in mg."""

    version: str
    checked: date
    sections: tuple[Section, ...]
    numbers: dict[str, tuple[Fraction, bool]]

    def written(self, texts: Texts) -> dict[str, str]:
        """Give the numbers as they are written in the language of ``texts``."""
        return {
            name: texts.mg(value) if is_mg else texts.number(value) for name, (value, is_mg) in self.numbers.items()
        }

    def said(self, texts: Texts) -> tuple[Said, ...]:
        """Give all questions with their answers."""
        numbers = self.written(texts)
        return tuple(
            Said(
                item.code,
                item.form,
                texts(f"leaflet.{item.code}.title"),
                tuple(texts(f"leaflet.{item.code}.l{n}", **numbers) for n in range(1, item.lines + 1)),
            )
            for item in self.sections
        )


def read_leaflet(path: Path) -> Leaflet:
    """Read the file strictly; raises DataFileError for a missing, unknown or impossible entry."""
    file = read(path)
    sections = tuple(_section(table) for table in file.tables("section"))
    numbers = file.table("number")
    made = Leaflet(
        version=file.text("version"),
        checked=file.day("checked"),
        sections=sections,
        numbers={name: _number(numbers.table(name)) for name in numbers.entries()},
    )
    file.done()
    return made


def _section(table: Table) -> Section:
    form = table.text("form")
    if form not in tuple(Form):
        raise table.error("form", "text, list or alarm")
    made = Section(table.text("code"), Form(form), table.count("lines"), table.text("source"))
    table.done()
    return made


def _number(table: Table) -> tuple[Fraction, bool]:
    unit = table.text("unit")
    if unit not in ("mg", "plain"):
        raise table.error("unit", "mg or plain")
    table.text("source")
    value = table.amount("value")
    table.done()
    return value, unit == "mg"


@cache
def leaflet() -> Leaflet:
    """Give the leaflet of this installation."""
    return read_leaflet(resources() / "leaflet.toml")
