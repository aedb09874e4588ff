"""Rows in, TinyDB tables out, and back: what a codec needs to keep a record without knowing TinyDB.

A table is a sequence of rows; the row's place gives its number, from 1. Order is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tinydb.table import Document

from baclodesk.storage.errors import Unstorable
from baclodesk.storage.schema import Tables
from baclodesk.storage.tinystore import Dossier, UnitOfWork

Row = Mapping[str, Any]


def tables_from(rows: Mapping[str, Sequence[Row]]) -> Tables:
    """Return the tables holding rows, written through TinyDB in one unit; an empty table is kept.

    Raises Unstorable when a row could not be kept exactly.
    """
    return changed({}, rows)


def changed(tables: Tables, rows: Mapping[str, Sequence[Row]]) -> Tables:
    """Return tables with those named in rows replaced; the others, known or not, are kept as they are."""
    work = UnitOfWork(tables)
    with Dossier(work) as database:
        for name, documents in rows.items():
            table = database.table(name, persist_empty=True)
            if not all(isinstance(document, Mapping) for document in documents):
                raise Unstorable("a row is not a mapping")
            if documents:
                numbered = [Document(document, number) for number, document in enumerate(documents, 1)]
                table.insert_multiple(numbered)
        work.commit()
        return work.tables


def rows_from(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Return each table's rows in the order of their numbers, read through TinyDB."""
    with Dossier(UnitOfWork(tables)) as database:
        return {
            name: [dict(row) for row in sorted(database.table(name).all(), key=lambda row: row.doc_id)]
            for name in sorted(database.tables())
        }


def document(tables: Tables, table: str) -> dict[str, Any]:
    """Return a copy of the only row of a one-row table, {} when it has none."""
    with Dossier(UnitOfWork(tables)) as database:
        row = database.table(table).get(doc_id=1)
        return dict(row) if isinstance(row, Mapping) else {}


def with_document(tables: Tables, table: str, row: Row) -> Tables:
    """Return tables with row as the only row of table."""
    return changed(tables, {table: [row]})
