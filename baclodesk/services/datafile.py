"""Reading the program's own data files, with typed checks that name file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeVar, cast

from baclodesk.domain.dose import parse_decimal
from baclodesk.paths import resources

Table = Mapping[str, object]
Kind = TypeVar("Kind")


class CatalogueError(Exception):
    """A data file of the program is not whole; ``file`` and ``place`` say where."""

    code = "catalogue.invalid"

    def __init__(self, file: str, place: str) -> None:
        super().__init__(f"{file}: {place}")
        self.file, self.place = file, place


class DataFile:
    """One TOML file of ``resources/``, read whole at construction; raises CatalogueError."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.name = name
        try:
            with ((folder or resources()) / name).open("rb") as handle:
                self.data: Table = tomllib.load(handle)
        except (OSError, tomllib.TOMLDecodeError) as problem:
            raise CatalogueError(name, type(problem).__name__) from None

    def get(self, table: Table, key: str, kind: type[Kind], default: Kind | None = None) -> Kind:
        """Give a value of a table, which must be there (or have a default) and of its kind."""
        value = table.get(key, default)
        if not isinstance(value, kind):
            raise CatalogueError(self.name, f"{table.get('code', '')}.{key}")
        return value

    def flag(self, table: Table, key: str) -> bool:
        """Give a switch, off when it is not there."""
        return self.get(table, key, bool, default=False)

    def codes(self, table: Table, key: str) -> tuple[str, ...]:
        """Give a list of texts, empty when it is not there."""
        empty: list[object] = []
        values = self.get(table, key, list, empty)
        if not all(isinstance(value, str) for value in values):
            raise CatalogueError(self.name, f"{table.get('code', '')}.{key}")
        return tuple(cast("Sequence[str]", values))

    def tables(self, table: Table, key: str) -> tuple[Table, ...]:
        """Give a list of tables, which must be there."""
        values = self.get(table, key, list)
        if not all(isinstance(value, Mapping) for value in values):
            raise CatalogueError(self.name, key)
        return tuple(cast("Sequence[Table]", values))

    def table(self, key: str, *below: str) -> Table:
        """Give a table at the top or further down, which must be there."""
        found: Table = self.get(self.data, key, dict)
        for part in below:
            found = self.get(found, part, dict)
        return found

    def decimal(self, table: Table, key: str) -> Fraction:
        """Give an exact number written as text, a leading minus allowed."""
        text = self.get(table, key, str)
        try:
            return -parse_decimal(text[1:]) if text.startswith("-") else parse_decimal(text)
        except ValueError:
            raise CatalogueError(self.name, f"{table.get('code', '')}.{key}") from None
