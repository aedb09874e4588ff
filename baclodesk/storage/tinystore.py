"""TinyDB's storage interface over one document in memory: many calls, one write, or none.

Between commits the working copy is canonical bytes: each read gives fresh objects, so an update that fails half
way leaves nothing behind, and a value the file could not keep exactly is refused by the call that brings it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table
from typing_extensions import override

from baclodesk.storage import canonical
from baclodesk.storage.errors import Unstorable
from baclodesk.storage.schema import Tables


def checked(tables: Any) -> bytes:
    """Return the canonical bytes of tables; raises Unstorable unless they are {table: {number: {field: …}}}."""
    if not isinstance(tables, dict):
        raise Unstorable("tables are not a mapping")
    for rows in tables.values():
        if not isinstance(rows, dict):
            raise Unstorable("a table is not a mapping")
        for number, row in rows.items():
            if not (isinstance(number, str) and number.isdecimal() and number.isascii() and isinstance(row, dict)):
                raise Unstorable("a row is not a numbered mapping")
    return canonical.dump(tables)


class UnitOfWork(Storage):
    """A working copy; ``write`` receives its bytes once per ``commit`` that has something to say."""

    def __init__(self, tables: Mapping[str, Any] | None = None, write: Callable[[bytes], None] | None = None):
        self._kept = checked(dict(tables or {}))
        self._working = self._kept
        self._write = write

    @override
    def read(self) -> Tables | None:
        """Return a fresh copy of the working tables, None when there are none."""
        tables: Tables = canonical.load(self._working)
        return tables or None

    @override
    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take data as the working copy; raises Unstorable and keeps the former one when it cannot be kept."""
        self._working = checked(data)

    @property
    def tables(self) -> Tables:
        """A fresh copy of the working tables."""
        return self.read() or {}

    def commit(self) -> None:
        """Hand the working copy on, once; when the write raises, the working copy stays and can be retried."""
        if self._working != self._kept and self._write:
            self._write(self._working)
        self._kept = self._working

    def rollback(self) -> None:
        """Drop everything since the last commit."""
        self._working = self._kept


class Dossier(TinyDB):
    """A TinyDB on a unit of work. Tables keep no query cache: it would outlive a rollback."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(storage=lambda: work)
        self.work = work

    @override
    def table(self, name: str, **options: Any) -> Table:
        """Return the table called name, without cache."""
        return super().table(name, **{**options, "cache_size": 0})
