"""Reading the program's own data files strictly: every value has its type, every key is known.

A broken data file is an installation that cannot be trusted with doses, so nothing is guessed or left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

from baclodesk.domain.dose import parse_decimal


class DataFileError(Exception):
    """One of the program's own data files is damaged: its name, the place in it, what was expected there."""

    code = "data_file.broken"

    def __init__(self, file: str, place: str, expected: str) -> None:
        super().__init__(f"{file}: {place}: expected {expected}; install the program again")
        self.file, self.place, self.expected = file, place, expected


def read(path: Path) -> Table:
    """Read a TOML file; raises DataFileError when it is missing or not TOML."""
    try:
        return Table(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError:
        raise DataFileError(path.name, "file", "a readable file") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(path.name, "file", "TOML in UTF-8") from error


class Table:
    """One table of a data file. A getter without a default wants its key; ``done`` refuses keys nobody asked for."""

    def __init__(self, file: str, place: str, data: dict[str, object]) -> None:
        self._file, self._place, self._data, self._asked = file, place, data, set[str]()

    def error(self, key: str, expected: str) -> DataFileError:
        """Make the error that says what was expected at ``key``."""
        return DataFileError(self._file, ".".join(part for part in (self._place, key) if part), expected)

    def has(self, key: str) -> bool:
        """Tell whether there is such a key."""
        return key in self._data

    def _get(self, key: str, kind: type, expected: str) -> object:
        self._asked.add(key)
        value = self._data.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(key, expected)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text that is not empty."""
        if default is not None and key not in self._data:
            return default
        value = str(self._get(key, str, "a text"))
        if not value:
            raise self.error(key, "a text")
        return value

    def whole(self, key: str, default: int | None = None) -> int | None:
        """Give a whole number of 0 or more; None when it is missing and has no default."""
        if key not in self._data:
            return default
        value = self._get(key, int, "a whole number")
        if not isinstance(value, int) or value < 0:
            raise self.error(key, "a whole number of 0 or more")
        return value

    def count(self, key: str) -> int:
        """Give a whole number of 1 or more."""
        value = self.whole(key)
        if not value:
            raise self.error(key, "a whole number of 1 or more")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Give true or false."""
        if default is not None and key not in self._data:
            return default
        return bool(self._get(key, bool, "true or false"))

    def amount(self, key: str) -> Fraction:
        """Give an exact amount, written as a decimal text."""
        return self._amount(key, self._get(key, str, 'a decimal text such as "12.5"'))

    def amounts(self, key: str) -> tuple[Fraction, ...]:
        """Give a list of exact amounts, not empty."""
        return tuple(self._amount(key, item) for item in self.list(key))

    def _amount(self, key: str, value: object) -> Fraction:
        try:
            return parse_decimal(value)
        except ValueError:
            raise self.error(key, 'a decimal text such as "12.5"') from None

    def share(self, key: str) -> Fraction:
        """Give a share such as ``"2/3"``."""
        return self._share(key, self._get(key, str, 'a share such as "2/3"'))

    def shares(self, key: str) -> tuple[Fraction, ...]:
        """Give a list of shares, not empty."""
        return tuple(self._share(key, item) for item in self.list(key))

    def _share(self, key: str, value: object) -> Fraction:
        over, _, under = str(value).partition("/")
        if not (over.isdigit() and under.isdigit() and int(under)):
            raise self.error(key, 'a share such as "2/3"')
        return Fraction(int(over), int(under))

    def day(self, key: str) -> date:
        """Give a date."""
        value = self._get(key, date, "a date")
        assert isinstance(value, date)
        return value

    def list(self, key: str) -> list[object]:
        """Give a list that is not empty."""
        value = self._get(key, list, "a list")
        if not isinstance(value, list) or not value:
            raise self.error(key, "a list that is not empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        items = tuple(item for item in self.list(key) if isinstance(item, str) and item)
        if len(items) != len(self.list(key)):
            raise self.error(key, "a list of texts")
        return items

    def wholes(self, key: str, *, empty: bool = False) -> tuple[int, ...]:
        """Give a list of whole numbers of 1 or more; only with ``empty`` may it have none."""
        if empty and self._data.get(key) == []:
            self._asked.add(key)
            return ()
        items = tuple(item for item in self.list(key) if isinstance(item, int) and item > 0)
        if len(items) != len(self.list(key)):
            raise self.error(key, "a list of whole numbers of 1 or more")
        return items

    def offsets(self, key: str) -> tuple[int, ...]:
        """Give a list of whole numbers of either sign; it may be empty."""
        value = self._get(key, list, "a list of whole numbers")
        assert isinstance(value, list)
        if not all(isinstance(item, int) for item in value):
            raise self.error(key, "a list of whole numbers")
        return tuple(value)

    def names(self, key: str = "names") -> tuple[tuple[str, str], ...]:
        """Give names by language, English and French."""
        inside = self.table(key)
        found = tuple((language, inside.text(language)) for language in ("en", "fr"))
        inside.done()
        return found

    def table(self, key: str) -> Table:
        """Give a table inside this one."""
        value = self._get(key, dict, "a table")
        assert isinstance(value, dict)
        return Table(self._file, ".".join(part for part in (self._place, key) if part), value)

    def tables(self, key: str) -> Iterator[Table]:
        """Give the tables of a list, at least one."""
        for index, item in enumerate(self.list(key)):
            place = f"{self._place}.{key}[{index}]" if self._place else f"{key}[{index}]"
            if not isinstance(item, dict):
                raise DataFileError(self._file, place, "a table")
            yield Table(self._file, place, item)

    def entries(self) -> tuple[str, ...]:
        """Give all keys, for a table whose keys are data."""
        self._asked.update(self._data)
        return tuple(self._data)

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelt number must not be passed over."""
        for key in self._data:
            if key not in self._asked:
                raise self.error(key, "no such key")
