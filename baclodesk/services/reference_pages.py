"""The reference pages of Help: what the program knows, each part with its sources, in the language of the texts.

The structure stands in ``resources/reference.toml``, its words in the texts. Tables of policies, schemes, products,
effects and thresholds are drawn by :mod:`baclodesk.services.reference_tables` from the very data the program works
with, so a page can never say something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read
from baclodesk.services.library import Library
from baclodesk.services.reference_tables import DRAWN, Content
from baclodesk.services.texts import Texts


@dataclass(frozen=True, slots=True)
class Part:
    """The structure of one block; ``kind`` is ``list``, ``table`` or the name of a drawn table."""

    code: str
    kind: str
    sources: tuple[str, ...]
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of all pages as (code, parts)."""

    version: str
    checked: date
    pages: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page: its title, lines of a list, or header and rows of a table; ``source`` names all sources."""

    code: str
    title: str
    source: str
    lines: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    code: str
    title: str
    blocks: tuple[Block, ...]


def read_outline(file: Table) -> Outline:
    """Read the structure from a data file; raises DataFileError naming the place that is not whole."""
    version, checked = file.text("version"), file.day("checked")
    found = []
    for table in file.tables("page"):
        found.append((table.text("code"), tuple(_part(item) for item in table.tables("block"))))
        table.done()
    file.done()
    return Outline(version, checked, tuple(found))


def _part(table: Table) -> Part:
    kind = table.text("kind")
    if kind not in ("list", "table", *DRAWN):
        raise table.error("kind", "one of " + ", ".join(("list", "table", *DRAWN)))
    part = Part(
        code=table.text("code"),
        kind=kind,
        sources=table.texts("sources"),
        items=table.texts("items") if kind == "list" else (),
        columns=table.texts("columns") if kind == "table" else (),
        rows=table.texts("rows") if kind == "table" else (),
    )
    table.done()
    return part


@cache
def outline() -> Outline:
    """Give the structure of the pages."""
    return read_outline(read(resources() / "reference.toml"))


def pages(texts: Texts, library: Library | None = None) -> tuple[Page, ...]:
    """Give all pages in words; ``library`` may hold a practice's own policies, which stand in the table too."""
    library = library or Library.load()
    return tuple(
        Page(code, texts(f"reference.page.{code}"), tuple(_block(texts, part, library) for part in parts))
        for code, parts in outline().pages
    )


def _block(texts: Texts, part: Part, library: Library) -> Block:
    key = f"reference.block.{part.code}"
    if part.kind == "list":
        content = Content(lines=tuple(texts(f"{key}.{item}") for item in part.items))
    elif part.kind == "table":
        header = tuple(texts(f"{key}.{column}") for column in part.columns)
        rows = tuple(tuple(texts(f"{key}.{row}.{column}") for column in part.columns) for row in part.rows)
        content = Content(header=header, rows=rows)
    else:
        content = DRAWN[part.kind](texts, library)
    names = " · ".join(texts(f"reference.source.{code}") for code in part.sources)
    source = texts("reference.sources", names=names, date=texts.date(outline().checked))
    return Block(part.code, texts(f"{key}.title"), source, content.lines, content.header, content.rows)
