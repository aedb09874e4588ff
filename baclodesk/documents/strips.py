"""Strips: the slices of a page that never break, and how they are laid onto pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from .pen import Pen
from .tags import Tag

Draw = Callable[[Pen, float, float, float], None]
"""Draws a strip: pen, left, top, height."""


class Start(Enum):
    """Where a strip begins."""

    HERE = "here"
    PAGE = "page"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Strip:
    """A slice of a page, ``height`` points high, that never breaks.

    ``gap`` is kept free above it except at the top of a page. ``tied`` strips stand on the page of the next one.
    ``heads`` are drawn above it when it opens a page. It may grow up to ``most`` points when room is left.
    """

    key: str
    height: float
    draw: Draw
    gap: float = 0.0
    tied: bool = False
    heads: tuple[Strip, ...] = ()
    most: float = 0.0
    start: Start = Start.HERE
    outline: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip on its page, ``top`` points from the page's top edge."""

    strip: Strip
    top: float
    height: float


@dataclass(slots=True)
class Page:
    """A page being filled; ``sheet`` pages begin a new sheet of paper."""

    sheet: bool
    strips: list[Placed] = field(default_factory=list)
    end: float = 0.0


@dataclass(slots=True)
class Layout:
    """All pages, and the keys of strips that had to leave the strip they were tied to."""

    pages: list[Page]
    torn: list[str]


def tied(strips: Sequence[Strip]) -> list[Strip]:
    """Tie strips into one piece that breaks nowhere."""
    return [replace(strip, tied=True) for strip in strips[:-1]] + list(strips[-1:])


def _groups(strips: Iterable[Strip]) -> list[list[Strip]]:
    groups: list[list[Strip]] = [[]]
    for strip in strips:
        groups[-1].append(strip)
        if not strip.tied:
            groups.append([])
    return [group for group in groups if group]


def _height(group: Sequence[Strip], *, at_top: bool) -> float:
    total = sum(strip.gap + strip.height for strip in group)
    if not at_top:
        return total
    heads = sum(head.height for head in group[0].heads)
    return total - group[0].gap + heads


def lay_out(strips: Sequence[Strip], top: float, bottom: float) -> Layout:
    """Lay strips onto pages between ``top`` and ``bottom`` (points from the page's top edge).

    A tied group moves to the next page whole; one higher than a page is torn between its strips, and logged.
    """
    layout = Layout([Page(sheet=True, end=top)], [])
    for group in _groups(strips):
        page = layout.pages[-1]
        if group[0].start is not Start.HERE and page.strips:
            page = _next_page(layout, top, sheet=group[0].start is Start.SHEET)
        if page.strips and page.end + _height(group, at_top=False) > bottom + 0.01:
            page = _next_page(layout, top, sheet=False)
        if _height(group, at_top=not page.strips) <= bottom - page.end + 0.01:
            _place(page, group)
            continue
        for strip in group:
            if page.strips and page.end + strip.gap + strip.height > bottom + 0.01:
                layout.torn.append(strip.key)
                page = _next_page(layout, top, sheet=False)
            _place(page, [strip])
    layout.pages = [_stretched(page, bottom) for page in layout.pages]
    return layout


def _next_page(layout: Layout, top: float, *, sheet: bool) -> Page:
    layout.pages.append(Page(sheet=sheet, end=top))
    return layout.pages[-1]


def _place(page: Page, group: Sequence[Strip]) -> None:
    for strip in group:
        if page.strips:
            page.end += strip.gap
        else:
            for head in strip.heads:
                page.strips.append(Placed(head, page.end, head.height))
                page.end += head.height
        page.strips.append(Placed(strip, page.end, strip.height))
        page.end += strip.height


def _stretched(page: Page, bottom: float) -> Page:
    """Give room left at the end of the page to the strips that may grow."""
    room, moved = max(0.0, bottom - page.end), 0.0
    grown = []
    for placed in page.strips:
        more = min(room, max(0.0, placed.strip.most - placed.height))
        grown.append(Placed(placed.strip, placed.top + moved, placed.height + more))
        room, moved = room - more, moved + more
    page.strips, page.end = grown, page.end + moved
    return page
