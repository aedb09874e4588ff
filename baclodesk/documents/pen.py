"""The pen: writes text, lines and boxes in points from the top left corner, y downwards. All ink goes through it.

It writes the page's operators itself: they are few, and ReportLab's own text object takes twice as long for each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import atan2, cos, degrees, hypot, sin
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from . import fonts
from .lines import on_paper
from .logo import logo_image
from .tags import Tag, Tagger
from .theme import INK, LINE, Face

Align = Literal["start", "middle", "end"]
Point = tuple[float, float]


@lru_cache(maxsize=256)
def grey_of(share: float) -> str:
    """Give the operand of a grey: 0 is black."""
    return f"{share:.3g}"


@lru_cache(maxsize=256)
def color_of(hexadecimal: str) -> str:
    """Give the operands of a colour such as ``#5F6670``."""
    return " ".join(f"{int(hexadecimal[n : n + 2], 16) / 255:.3g}" for n in (1, 3, 5))


class Pen:
    """Draws on the canvas's present page; changes colour and width only when it must."""

    def __init__(self, canvas: Canvas, height: float, tags: Tagger | None = None) -> None:
        self.canvas, self.height, self.tags = canvas, height, tags
        self._fill = self._stroke = self._width = ""
        self._fonts = {bold: fonts.font(bold=bold) for bold in (False, True)}
        self._coded: dict[tuple[str, float, bool], str] = {}

    def fresh_page(self) -> None:
        """Forget the state: a new page begins with the canvas's own."""
        self._fill = self._stroke = self._width = ""

    def turn(self) -> None:
        """Begin a new page."""
        self.fresh_page()
        if self.tags is not None:
            self.tags.next_page()

    def write(self, operators: str) -> None:
        """Add operators to the page."""
        self.canvas.addLiteral(operators)

    def define(self, name: str, operators: str, side: float) -> None:
        """Keep a square drawing once in the file; :meth:`stamp` draws it wherever it is wanted."""
        self.canvas.beginForm(name, 0, 0, side, side)
        self.write(operators)
        self.canvas.endForm()
        self.fresh_page()

    def stamp(self, name: str, x: float, bottom: float) -> None:
        """Draw a drawing kept before with its lower left corner at ``x``, ``bottom``."""
        self.begin_figure()
        self.canvas.saveState()
        self.canvas.translate(x, self.height - bottom)
        self.canvas.doForm(name)
        self.canvas.restoreState()
        self.end_figure()

    def picture(self, logo: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a logo, kept once in the file however often it is drawn; a decoration to readers who do not see it."""
        if logo:
            self.canvas.saveState()
            self._mark_decoration("BMC")
            self.canvas.drawImage(logo_image(logo), x, self.height - y - height, width, height)
            self._mark_decoration("EMC")
            self.canvas.restoreState()

    def _mark_decoration(self, mark: str) -> None:
        if self.tags is not None:
            self.write("/Artifact BMC" if mark == "BMC" else mark)

    # ── parts, for readers who do not see the page ───────────────────────────────────────────────────────────────

    def enter(self, tag: Tag | None) -> None:
        """Say to which block the ink from here on belongs."""
        if self.tags is not None:
            self.tags.enter(tag)

    def cell(self, *, head: bool = False) -> None:
        """Begin the next cell of a row."""
        if self.tags is not None:
            self.tags.cell(head=head)

    def part(self, kind: str, *, fresh: bool = True) -> None:
        """Begin a part of a block, of the standard ``kind`` (P, Lbl, LBody)."""
        if self.tags is not None:
            self.tags.part(kind, fresh=fresh)

    def aside(self) -> None:
        """Begin what stands beside a title."""
        if self.tags is not None:
            self.tags.aside()

    def begin_figure(self) -> None:
        """Begin a drawing that is one piece."""
        if self.tags is not None:
            self.write(self.tags.begin_figure())

    def end_figure(self) -> None:
        """End it."""
        if self.tags is not None:
            self.write(self.tags.end_figure())

    def _ink(self, operators: str) -> None:
        self.write(operators if self.tags is None else self.tags.decoration(operators))

    # ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, x: float, baseline: float, text: str, face: Face, align: Align = "start") -> None:
        """Draw one line of text in a face; ``x`` is its start, middle or end."""
        self.words(x, baseline, text, face.size, bold=face.bold, fill=f"{grey_of(face.grey)} g", align=align)

    def words(
        self, x: float, baseline: float, text: str, size: float, *, bold: bool, fill: str, align: Align = "start"
    ) -> None:
        """Draw one line of text; ``fill`` is the operator that sets its colour."""
        drawn = on_paper(text)
        if not drawn:
            return
        if align != "start":
            room = fonts.width(drawn, size, bold)
            x -= room if align == "end" else room / 2
        shown = self._shown(drawn, size, bold=bold)
        self._take_fill(fill)
        operators = f"BT 1 0 0 1 {x:.2f} {self.height - baseline:.2f} Tm {shown} ET"
        self.write(operators if self.tags is None else self.tags.letters(operators))

    def _shown(self, text: str, size: float, *, bold: bool) -> str:
        """Give the operators that show ``text``; the subset fonts of the document grow as letters are met."""
        key = (text, size, bold)
        shown = self._coded.get(key)
        if shown is None:
            font = self._fonts[bold]
            document = self.canvas._doc  # type: ignore[attr-defined]  # the stubs leave it out
            runs = font.splitString(text, document)
            names = [font.getSubsetInternalName(subset, document) for subset, _codes in runs]
            shown = " ".join(
                [f"{name} {size:g} Tf <{codes.hex()}> Tj" for name, (_n, codes) in zip(names, runs, strict=True)]
            )
            self._coded[key] = shown
        return shown

    def _take_fill(self, operator: str) -> None:
        if self._fill != operator:
            self.write(operator)
            self._fill = operator

    # ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, grey: float = LINE) -> None:
        """Draw a straight line; a ``width`` of 0 draws nothing."""
        if width:
            self._take_stroke(width, f"{grey_of(grey)} G")
            self._ink(f"{self._path(((x1, y1), (x2, y2)))} S")

    def uprights(self, at: Sequence[float], top: float, bottom: float, *, width: float, grey: float) -> None:
        """Draw upright lines, all in one stroke."""
        if at:
            self._take_stroke(width, f"{grey_of(grey)} G")
            self._ink(" ".join(self._path(((x, top), (x, bottom))) for x in at) + " S")

    def box(self, x: float, y: float, width: float, height: float, *, line: float = 0.8, grey: float = INK) -> None:
        """Draw an empty box; ``x`` and ``y`` are its top left corner."""
        self._take_stroke(line, f"{grey_of(grey)} G")
        self._ink(f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re S")

    def tick_box(self, x: float, y: float, size: float, *, ticked: bool = False) -> None:
        """Draw a box to tick, or one that is ticked."""
        self.box(x, y, size, size, line=1.0)
        if ticked:
            tick = ((0.2, 0.52), (0.42, 0.76), (0.82, 0.22))
            self._take_stroke(1.6, f"{grey_of(INK)} G")
            self._ink(f"{self._path([(x + size * right, y + size * down) for right, down in tick])} S")

    def shape(self, points: Sequence[Point], *, closed: bool, width: float, stroke: str, fill: str) -> None:
        """Draw a run of lines; ``stroke`` and ``fill`` are the operators that set their colours.

        One of the two may be empty: then only the other is painted.
        """
        if fill:
            self._take_fill(fill)
        if stroke:
            self._take_stroke(width, stroke)
        paint = ("B" if fill else "S") if stroke else "f"
        self._ink(f"{self._path(points)}{' h' if closed else ''} {paint}")

    def dashes(self, lengths: Sequence[float]) -> None:
        """Draw later lines with dashes; none for whole lines again."""
        self.write(f"[{' '.join(f'{length:g}' for length in lengths)}] 0 d")

    def _path(self, points: Sequence[Point]) -> str:
        (x, y), *rest = points
        return f"{x:.2f} {self.height - y:.2f} m " + " ".join(f"{px:.2f} {self.height - py:.2f} l" for px, py in rest)

    def _take_stroke(self, width: float, operator: str) -> None:
        if self._stroke != operator:
            self.write(operator)
            self._stroke = operator
        if self._width != (wide := f"{width:g} w"):
            self.write(wide)
            self._width = wide

    # ── across the page ──────────────────────────────────────────────────────────────────────────────────────────

    def across(self, word: str, x: float, y: float, width: float, height: float) -> None:
        """Draw a word in a pale grey from corner to corner of an area; later ink stays readable."""
        angle = atan2(height, width)
        length = fonts.width(on_paper(word), 1000, True) / 1000  # noqa: FBT003 - bold
        # the turned word with its height must stay inside the area
        size = min(hypot(width, height) * 0.8 / length, width / (length * cos(angle) + 0.75 * sin(angle)))
        self.canvas.saveState()
        self.canvas.translate(x + width / 2, self.height - y - height / 2)
        self.canvas.rotate(degrees(angle))
        shown = self._shown(on_paper(word), round(size, 2), bold=True)
        self.write("0.94 g")  # no outline: a line across a dose could be read as part of it
        self._ink(f"BT 1 0 0 1 {-length * size / 2:.2f} {-size * 0.36:.2f} Tm {shown} ET")
        self.canvas.restoreState()
        self.fresh_page()
