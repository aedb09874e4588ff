"""The pen: draws on a ReportLab canvas in points from the top left corner, y downwards. All ink goes through it."""

from __future__ import annotations

from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from . import fonts
from .lines import on_paper
from .theme import INK, LINE, Face

Align = Literal["start", "middle", "end"]


class Pen:
    """Draws text, lines and boxes; changes the canvas's state only when it must."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height = canvas, height
        self._font: tuple[str, float] | None = None
        self._grey: float | None = None

    def fresh_page(self) -> None:
        """Forget the state: a new page begins with the canvas's own."""
        self._font = self._grey = None

    def text(self, x: float, baseline: float, text: str, face: Face, align: Align = "start") -> None:
        """Draw one line of text; ``x`` is its start, middle or end."""
        drawn = on_paper(text)
        if not drawn:
            return
        font = fonts.name(bold=face.bold)
        if self._font != (font, face.size):
            self.canvas.setFont(font, face.size)
            self._font = (font, face.size)
        if self._grey != face.grey:
            self.canvas.setFillGray(face.grey)
            self._grey = face.grey
        if align != "start":
            room = fonts.width(drawn, face.size, face.bold)
            x -= room if align == "end" else room / 2
        self.canvas.drawString(x, self.height - baseline, drawn)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, grey: float = LINE, dash: bool = False
    ) -> None:
        """Draw a straight line; a ``width`` of 0 draws nothing."""
        if not width:
            return
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width)
        if dash:
            self.canvas.setDash(1, 2)
        self.canvas.line(x1, self.height - y1, x2, self.height - y2)
        if dash:
            self.canvas.setDash()

    def box(
        self, x: float, y: float, width: float, height: float, *, line: float = 0.8, grey: float = INK, radius: float = 0
    ) -> None:
        """Draw an empty box; ``x`` and ``y`` are its top left corner."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(line)
        bottom = self.height - y - height
        if radius:
            self.canvas.roundRect(x, bottom, width, height, radius, stroke=1, fill=0)
        else:
            self.canvas.rect(x, bottom, width, height, stroke=1, fill=0)

    def tick_box(self, x: float, y: float, size: float, *, ticked: bool = False) -> None:
        """Draw a box to tick, or one that is ticked."""
        self.box(x, y, size, size, line=1.0)
        if ticked:
            self.line(x + size * 0.2, y + size * 0.52, x + size * 0.42, y + size * 0.76, width=1.6, grey=INK)
            self.line(x + size * 0.42, y + size * 0.76, x + size * 0.82, y + size * 0.22, width=1.6, grey=INK)

    def across(self, word: str, x: float, y: float, width: float, height: float) -> None:
        """Draw a word pale in its outline, from corner to corner of an area: seen at once, nothing under it is hidden."""
        from math import atan2, cos, degrees, hypot, sin

        angle = atan2(height, width)
        length = fonts.width(on_paper(word), 1000, True) / 1000  # noqa: FBT003 - bold
        # the turned word with its height must stay inside the area
        size = min(hypot(width, height) * 0.8 / length, width / (length * cos(angle) + 0.75 * sin(angle)))
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(x + width / 2, self.height - y - height / 2)
        canvas.rotate(degrees(angle))
        canvas.setFillGray(0.93)
        canvas.setStrokeGray(0.7)
        canvas.setLineWidth(0.4)
        text = canvas.beginText(-length * size / 2, -size * 0.36)
        text.setFont(fonts.BOLD, size)
        text.setTextRenderMode(2)
        text.textOut(on_paper(word))
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.restoreState()
        self.fresh_page()
