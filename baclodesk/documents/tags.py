"""The order and the parts of a document for readers who do not see the page: a tree of tagged pieces of its pages.

Every piece of ink is either part of an element of this tree or marked as a decoration. Built while the pages are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_ROWS = {"Table": "TR", "L": "LI"}


@dataclass(frozen=True, slots=True)
class Tag:
    """What a strip belongs to: the ``owner``-th block, an element of this ``kind``; ``alt`` says a figure in words."""

    owner: int
    kind: str
    alt: str = ""
    head: bool = False


@dataclass(slots=True, eq=False)
class Element:
    """One element: its kind, what lies in it (elements, or a page's number and a mark's), and facts for readers."""

    kind: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    scope: str = ""
    span: int = 1

    def add(self, kind: str) -> Element:
        """Put a new element at the end."""
        kid = Element(kind)
        self.kids.append(kid)
        return kid


class Tagger:
    """Gives every piece of ink its mark; see the module. ``pages`` lists the element of every mark, page by page."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: list[list[Element]] = [[]]
        self._blocks: dict[int, Element] = {}
        self._tag: Tag | None = None
        self._row: Element | None = None
        self._current: Element | None = None
        self._whole = False

    def next_page(self) -> None:
        """Begin the marks of a new page; what follows is decoration until a strip is entered."""
        self.pages.append([])
        self._tag = self._row = self._current = None

    def enter(self, tag: Tag | None) -> None:
        """Say to which block the ink from here on belongs; None: a decoration, such as heads repeated on a page."""
        self._tag = tag
        if tag is None:
            self._row = self._current = None
            return
        block = self._blocks.get(tag.owner)
        if block is None:
            block = self._blocks[tag.owner] = self.root.add(tag.kind)
            block.alt = tag.alt
        self._row = block.add(_ROWS[tag.kind]) if tag.kind in _ROWS else block
        self._current = self._row

    def cell(self, *, head: bool = False) -> None:
        """Begin the next cell of a table's row."""
        if self._row is None or self._tag is None or self._tag.kind != "Table":
            return
        self._current = self._row.add("TH" if head or self._tag.head else "TD")
        if self._current.kind == "TH":
            self._current.scope = "Column" if self._tag.head else "Row"

    def part(self, kind: str, *, fresh: bool = True) -> None:
        """Begin a part of a block or of a list's item; an unfinished one goes on unless ``fresh``."""
        assert self._row is not None  # only rows of tables are ever repeated, and they have cells, not parts
        last = self._row.kids[-1] if self._row.kids else None
        if not fresh and isinstance(last, Element) and last.kind == kind:
            self._current = last
        else:
            self._current = self._row.add(kind)

    def aside(self) -> None:
        """Begin a paragraph of its own for what stands beside a title."""
        self._current = self.root.add("P")

    def letters(self, operators: str) -> str:
        """Mark text as part of the present element."""
        if self._whole:
            return operators
        if self._current is None:
            return self.decoration(operators)
        return f"/{self._current.kind} <</MCID {self._mark(self._current)}>> BDC {operators} EMC"

    def decoration(self, operators: str) -> str:
        """Mark lines, boxes and what else says nothing by itself."""
        return operators if self._whole else f"/Artifact BMC {operators} EMC"

    def begin_figure(self) -> str:
        """Begin a figure: all ink up to :meth:`end_figure` is one piece."""
        kind, number = "Artifact", ""
        if self._current is not None:
            kind, number = self._current.kind, f"<</MCID {self._mark(self._current)}>>"
        self._whole = True
        return f"/{kind} {number} BDC" if number else f"/{kind} BMC"

    def end_figure(self) -> str:
        """End the figure."""
        self._whole = False
        return "EMC"

    def _mark(self, element: Element) -> int:
        marks = self.pages[-1]
        marks.append(element)
        element.kids.append((len(self.pages) - 1, len(marks) - 1))
        return len(marks) - 1

    def finish(self) -> Element:
        """Give the tree, with the rows of every table made equally long and the page begun last taken off."""
        self.pages = self.pages[:-1]
        for block in self.root.kids:
            if isinstance(block, Element) and block.kind == "Table":
                _even(block)
        return self.root


def _even(table: Element) -> None:
    rows = [[cell for cell in row.kids if isinstance(cell, Element)] for row in table.kids if isinstance(row, Element)]
    longest = max((len(row) for row in rows), default=0)
    for row in rows:
        row[-1].span = longest - len(row) + 1
