"""The display list: what a picture of a plan is made of, before any painter or page knows of it.

Coordinates are pixels on screen and points on paper, from the top left corner, y downwards. An item names a style; a
table of :class:`Look` says what that style is on screen, in the dark, or in grey on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


@dataclass(frozen=True, slots=True)
class Path:
    """A run of straight lines through ``points``; ``closed`` paths may be filled."""

    points: tuple[Point, ...]
    style: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; ``radius`` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    style: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``y`` is the base line, ``anchor`` says which end (or the middle) ``x`` is."""

    x: float
    y: float
    text: str
    style: str
    anchor: Anchor = "start"


Item = Line | Path | Box | Label


@dataclass(frozen=True, slots=True)
class Look:
    """What a style is: colours as ``#RRGGBB`` (None: not drawn), width and dashes in pixels or points.

    ``ink`` is the colour of text, ``size`` its size, ``halo`` the ground painted behind it; ``hatch`` fills with
    diagonal lines in the stroke's colour.
    """

    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str | None = None
    ink: str = "#1B1F24"
    size: float = 9.0
    bold: bool = False
    hatch: bool = False
    halo: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished list for a sheet of ``width`` × ``height``, painted in order."""

    width: float
    height: float
    items: tuple[Item, ...]


class Metrics(Protocol):
    """How much room a text takes in a style, in the unit of the picture."""

    def width(self, text: str, style: str) -> float:
        """Give the advance width of ``text``."""

    def ascent(self, style: str) -> float:
        """Give the height above the base line."""

    def descent(self, style: str) -> float:
        """Give the depth below the base line."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle for asking what touches what; never painted."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    def meets(self, other: Area) -> bool:
        """Tell whether the two share any room."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside or on the border."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def inside(self, other: Area) -> bool:
        """Tell whether this lies wholly within ``other``."""
        return self.x >= other.x and self.y >= other.y and self.right <= other.right and self.bottom <= other.bottom

    def grown(self, by: float) -> Area:
        """Give the area with a margin added on every side."""
        return Area(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


def label_area(label: Label, metrics: Metrics) -> Area:
    """Give the room that a label takes."""
    width = metrics.width(label.text, label.style)
    left = label.x - (0.0 if label.anchor == "start" else width if label.anchor == "end" else width / 2)
    ascent = metrics.ascent(label.style)
    return Area(left, label.y - ascent, width, ascent + metrics.descent(label.style))
