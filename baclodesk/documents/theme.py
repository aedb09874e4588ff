"""Sizes and distances on paper, in points. Black and white first: nothing is told by colour or grey alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (8.5 * 72, 11 * 72)}
MARGIN_TOP, MARGIN_SIDE, MARGIN_BOTTOM = 15 * MM, 12 * MM, 18 * MM
FOOTER_EDGE = 8 * MM  # the footer lies in the bottom margin, never nearer to the edge than most printers reach

INK = 0.0
SOFT = 0.32  # 10 : 1 on white, still black on a 1-bit printer
LINE = 0.55
FAINT = 0.78


class Style(Enum):
    """What a run of text is; the theme says how large."""

    TITLE = "title"
    HEADING = "heading"
    NAME = "name"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    TABLE = "table"
    TABLE_STRONG = "table_strong"
    HEAD = "head"
    DOSE = "dose"
    HUGE = "huge"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Face:
    """Size and line height in points, weight, and grey (0 black)."""

    size: float
    leading: float
    bold: bool = False
    grey: float = INK

    @property
    def ascent(self) -> float:
        """From the top of the line to the baseline."""
        return (self.leading - self.size) / 2 + 0.82 * self.size


@dataclass(frozen=True, slots=True)
class Theme:
    """Faces and distances of one document on one paper."""

    width: float
    height: float
    faces: dict[Style, Face]
    gap: float
    cell_x: float
    cell_y: float
    tick: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN_SIDE

    def face(self, style: Style) -> Face:
        """Give the face of a style."""
        return self.faces[style]


_NORMAL = {
    Style.TITLE: Face(18, 23, bold=True),
    Style.HEADING: Face(11.5, 16, bold=True),
    Style.NAME: Face(13, 17, bold=True),
    Style.BODY: Face(11, 15),
    Style.STRONG: Face(11, 15, bold=True),
    Style.SMALL: Face(9, 12, grey=SOFT),
    Style.SMALL_STRONG: Face(9, 12, bold=True),
    Style.TABLE: Face(10, 13.5),
    Style.TABLE_STRONG: Face(10, 13.5, bold=True),
    Style.HEAD: Face(9, 11, bold=True, grey=SOFT),
    Style.DOSE: Face(13, 14.6, bold=True),
    Style.HUGE: Face(20, 25, bold=True),
    Style.FOOTER: Face(8, 10, grey=SOFT),
}
_LARGE = {
    Style.TITLE: Face(22, 28, bold=True),
    Style.HEADING: Face(15, 20, bold=True),
    Style.NAME: Face(17, 22, bold=True),
    Style.BODY: Face(14, 19),
    Style.STRONG: Face(14, 19, bold=True),
    Style.SMALL: Face(12, 16, grey=SOFT),
    Style.SMALL_STRONG: Face(12, 16, bold=True),
    Style.TABLE: Face(13, 17.5),
    Style.TABLE_STRONG: Face(13, 17.5, bold=True),
    Style.HEAD: Face(11, 13.5, bold=True, grey=SOFT),
    Style.DOSE: Face(20, 23, bold=True),
    Style.HUGE: Face(28, 34, bold=True),
    Style.FOOTER: Face(8, 10, grey=SOFT),
}


def theme(paper: str, *, large: bool = False) -> Theme:
    """Give the theme for ``"A4"`` or ``"Letter"``; raises KeyError for another paper."""
    width, height = PAPERS[paper]
    if large:
        return Theme(width, height, _LARGE, gap=11, cell_x=4, cell_y=3, tick=6 * MM)
    return Theme(width, height, _NORMAL, gap=8, cell_x=4, cell_y=1.3, tick=5 * MM)


DENSER_STEPS = 3
_SHRINKING = frozenset({Style.BODY, Style.STRONG})
_UNSHRUNK = frozenset({Style.DOSE, Style.FOOTER})


def tighter(given: Theme, step: int) -> Theme:
    """Give the theme denser by ``step`` (1 to 3): lines and gaps closer, running text half a point smaller a step.

    Table text and doses keep their size.
    """
    faces: dict[Style, Face] = {}
    for style, face in given.faces.items():
        if style not in _UNSHRUNK:
            size = face.size - step / 2 if style in _SHRINKING else face.size
            face = replace(face, leading=face.leading - step * 0.4, size=size)  # noqa: PLW2901
        faces[style] = face
    return replace(given, faces=faces, gap=given.gap - step, cell_y=given.cell_y - step * 0.25)
