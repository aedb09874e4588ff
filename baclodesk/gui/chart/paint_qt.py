"""Draws a display list with QPainter, and measures its texts. Nothing is decided here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QStaticText

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Look, Path, Point, label_area

_PLAIN = QPen(Qt.PenStyle.NoPen)
_STEPS = frozenset({"steps", "fill", "fill.past", "selected"})
_MOST_STILL = 16
_x = itemgetter(0)
_EMPTY = QBrush(Qt.BrushStyle.NoBrush)


class Inks:
    """Pens, brushes and fonts of a table of looks, made once; also the metrics of its texts on screen."""

    def __init__(self, looks: Mapping[str, Look], family: str, *, hatch_wide: bool = False) -> None:
        self._looks = looks
        self._family = family
        self._hatch = Qt.BrushStyle.DiagCrossPattern if hatch_wide else Qt.BrushStyle.BDiagPattern
        self._pens: dict[str, QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._fonts: dict[str, QFont] = {}
        self._inks: dict[str, QPen] = {}
        self._measures: dict[str, QFontMetricsF] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._fills: dict[str, QColor] = {}
        self._heights: dict[str, tuple[float, float]] = {}
        self._static: dict[tuple[str, str], tuple[QStaticText, float, float, QColor | None, float]] = {}
        self._still: dict[int, tuple[Sequence[Item], dict[str, list[QLineF]]]] = {}

    def pen(self, style: str) -> QPen:
        """Give the pen of a style's stroke."""
        pen = self._pens.get(style)
        if pen is None:
            look = self._looks[style]
            if look.stroke is None or (look.hatch and look.width <= 1):
                pen = _PLAIN
            else:
                pen = QPen(QColor(look.stroke), look.width)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap if look.dash else Qt.PenCapStyle.SquareCap)
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                if look.dash:
                    pen.setDashPattern([length / look.width for length in look.dash])
            self._pens[style] = pen
        return pen

    def brush(self, style: str) -> QBrush:
        """Give the brush of a style's fill."""
        brush = self._brushes.get(style)
        if brush is None:
            look = self._looks[style]
            if look.hatch and look.stroke is not None:
                brush = QBrush(QColor(look.stroke), self._hatch)
            else:
                brush = _EMPTY if look.fill is None else QBrush(QColor(look.fill))
            self._brushes[style] = brush
        return brush

    def font(self, style: str) -> QFont:
        """Give the font of a text style; sizes are pixels."""
        font = self._fonts.get(style)
        if font is None:
            look = self._looks[style]
            font = QFont(self._family)
            font.setPixelSize(max(1, round(look.size)))
            font.setWeight(QFont.Weight.DemiBold if look.bold else QFont.Weight.Normal)
            self._fonts[style] = font
        return font

    def _ink(self, style: str) -> QPen:
        pen = self._inks.get(style)
        if pen is None:
            pen = self._inks[style] = QPen(QColor(self._looks[style].ink))
        return pen

    def _measure(self, style: str) -> QFontMetricsF:
        found = self._measures.get(style)
        if found is None:
            found = self._measures[style] = QFontMetricsF(self.font(style))
        return found

    def width(self, text: str, style: str) -> float:
        """Give the advance width of ``text`` in pixels."""
        key = (style, text)
        found = self._widths.get(key)
        if found is None:
            found = self._widths[key] = self._measure(style).horizontalAdvance(text)
        return found

    def _height(self, style: str) -> tuple[float, float]:
        found = self._heights.get(style)
        if found is None:
            measure = self._measure(style)
            found = self._heights[style] = (measure.ascent(), measure.descent())
        return found

    def ascent(self, style: str) -> float:
        """Give the height of capitals and digits with a little air, in pixels."""
        return self._height(style)[0]

    def descent(self, style: str) -> float:
        """Give the depth below the base line in pixels."""
        return self._height(style)[1]

    def draw(self, painter: QPainter, items: Iterable[Item], clip: Area | None = None) -> None:
        """Draw the items in order; those that lie outside ``clip`` are passed over. Lines of one style go together."""
        style = words = ""
        lines: list[QLineF] = []
        for item in items:
            if isinstance(item, Line):
                if clip is not None and _line_outside(item, clip):
                    continue
                if item.style != style:
                    lines = _flush(painter, lines)
                    style, words = item.style, ""
                    painter.setPen(self.pen(style))
                lines.append(QLineF(item.x1, item.y1, item.x2, item.y2))
                continue
            lines = _flush(painter, lines)
            style = ""
            if isinstance(item, Label):
                if item.style != words:
                    words = item.style
                    painter.setFont(self.font(words))
                    painter.setPen(self._ink(words))
                self._label(painter, item, clip)
            elif isinstance(item, Box):
                if clip is None or _box_meets(item, clip):
                    words = ""
                    self._box(painter, item)
            elif item.style in _STEPS:
                words = ""
                self._steps(painter, item, clip)
            elif clip is None or self.extent(item).meets(clip):
                words = ""
                painter.setPen(self.pen(item.style))
                painter.setBrush(self.brush(item.style))
                _path(painter, item)
        _flush(painter, lines)

    def draw_still(self, painter: QPainter, items: Sequence[Item]) -> None:
        """Draw a list of lines that comes again and again as the very same value: made ready for the painter once."""
        known = self._still.get(id(items))
        if known is None or known[0] is not items:
            if len(self._still) >= _MOST_STILL:
                self._still.clear()
            runs: dict[str, list[QLineF]] = {}
            for item in items:
                if isinstance(item, Line):
                    runs.setdefault(item.style, []).append(QLineF(item.x1, item.y1, item.x2, item.y2))
            known = self._still[id(items)] = (items, runs)
        for style, lines in known[1].items():
            painter.setPen(self.pen(style))
            painter.drawLines(lines)

    def extent(self, item: Item) -> Area:
        """Give an area that holds the item with its line width."""
        if isinstance(item, Label):
            return label_area(item, self).grown(2)
        if isinstance(item, Box):
            return Area(item.x - 3, item.y - 3, item.width + 6, item.height + 6)
        if isinstance(item, Line):
            x, y = min(item.x1, item.x2), min(item.y1, item.y2)
            return Area(x - 3, y - 3, abs(item.x2 - item.x1) + 6, abs(item.y2 - item.y1) + 6)
        xs, ys = [point[0] for point in item.points], [point[1] for point in item.points]
        return Area(min(xs) - 3, min(ys) - 3, max(xs) - min(xs) + 6, max(ys) - min(ys) + 6)

    def _steps(self, painter: QPainter, item: Path, clip: Area | None) -> None:
        """Draw a step outline, or the tint under it, as far as it lies within the clip; its points run to the right."""
        points = item.points if clip is None else _between(item.points, clip.x - 4, clip.x + clip.width + 4)
        if not points:
            return
        painter.setPen(self.pen(item.style))
        if item.closed:
            painter.setBrush(self.brush(item.style))
            foot = item.points[0][1]
            corners = ((points[0][0], foot), *points, (points[-1][0], foot))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        else:  # as single lines: a third of the time that a polyline takes
            painter.drawLines([QLineF(*one, *two) for one, two in pairwise(points)])

    def _box(self, painter: QPainter, item: Box) -> None:
        colour = self._fills.get(item.style)
        if colour is None:
            look = self._looks[item.style]
            plain = look.stroke is None and look.fill is not None and not look.hatch
            colour = self._fills[item.style] = QColor(look.fill) if plain and look.fill is not None else QColor()
        if colour.isValid() and not item.radius:
            painter.fillRect(QRectF(item.x, item.y, item.width, item.height), colour)
            return
        painter.setPen(self.pen(item.style))
        painter.setBrush(self.brush(item.style))
        _box(painter, item)

    def _label(self, painter: QPainter, item: Label, clip: Area | None) -> None:
        key = (item.style, item.text)
        known = self._static.get(key)
        if known is None:
            text = QStaticText(item.text)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            halo = self._looks[item.style].halo
            behind = None if halo is None else QColor(halo)
            height = self.ascent(item.style) + self.descent(item.style) + 2
            known = self._static[key] = (
                text,
                self.width(item.text, item.style),
                self.ascent(item.style),
                behind,
                height,
            )
        text, width, ascent, behind, height = known
        x = item.x if item.anchor == "start" else item.x - (width if item.anchor == "end" else width / 2)
        if clip is None or (
            x <= clip.x + clip.width
            and x + width >= clip.x
            and item.y - ascent <= clip.y + clip.height
            and item.y + ascent >= clip.y
        ):
            if behind is not None:
                painter.fillRect(QRectF(x, item.y - ascent - 1, width, height), behind)
            painter.drawStaticText(QPointF(x, item.y - ascent), text)


def _flush(painter: QPainter, lines: list[QLineF]) -> list[QLineF]:
    if not lines:
        return lines
    painter.drawLines(lines)
    return []


def _between(points: tuple[Point, ...], left: float, right: float) -> tuple[Point, ...]:
    """Give the points of steps that shape what lies between two places."""
    first = max(bisect_left(points, left, key=_x) - 1, 0)
    return points[first : bisect_right(points, right, key=_x) + 1]


def _line_outside(item: Line, clip: Area) -> bool:
    x0, x1 = (item.x1, item.x2) if item.x1 <= item.x2 else (item.x2, item.x1)
    y0, y1 = (item.y1, item.y2) if item.y1 <= item.y2 else (item.y2, item.y1)
    return x0 - 3 > clip.x + clip.width or x1 + 3 < clip.x or y0 - 3 > clip.y + clip.height or y1 + 3 < clip.y


def _box_meets(item: Box, clip: Area) -> bool:
    return (
        item.x - 3 < clip.x + clip.width
        and clip.x < item.x + item.width + 3
        and item.y - 3 < clip.y + clip.height
        and clip.y < item.y + item.height + 3
    )


def _box(painter: QPainter, item: Box) -> None:
    rect = QRectF(item.x, item.y, item.width, item.height)
    if item.radius:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(rect, item.radius, item.radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    else:
        painter.drawRect(rect)


def _path(painter: QPainter, item: Path) -> None:
    points = QPolygonF([QPointF(x, y) for x, y in item.points])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if item.closed:
        painter.drawPolygon(points)
    else:
        painter.setBrush(_EMPTY)
        painter.drawPolyline(points)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
