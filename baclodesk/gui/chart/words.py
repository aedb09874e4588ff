"""Words on lines: the sizes they may shrink to before anything is left out, and how they break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QFont, QFontMetricsF

from baclodesk.gui.chart.theme import BODY, ChartTheme

SMALLER = (1.0, 0.92, 0.85, 0.78, 0.7, 0.6)
"""Shares of the usual size, never below ``LEAST`` pixels."""
LEAST = 11.0
USUAL = 0.85
"""The smallest share that heights are reckoned with: what is said every day is not written smaller."""
LEADING = 2.0

Line = tuple[QFont, str, float]
"""A line with its font and the depth in pixels of its base line under the top."""


class Faces:
    """The bold and plain fonts of one text size, from the usual one down to the least that is still read."""

    def __init__(self, family: QFont, theme: ChartTheme) -> None:
        self._family, self._theme = family, theme
        self._measures: dict[tuple[int, int], QFontMetricsF] = {}
        self.pairs = [
            (share, self.font(BODY * share, bold=True), self.font(BODY * share))
            for share in SMALLER
            if share == 1.0 or theme.px(BODY * share) >= LEAST
        ]

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """Give a font of a text-dependent size."""
        font = QFont(self._family)
        font.setPixelSize(round(self._theme.px(size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def measures(self, font: QFont) -> QFontMetricsF:
        """Give the measures of one of these fonts; they are kept, because a drag asks at every step."""
        key = (font.pixelSize(), int(font.weight()))
        found = self._measures.get(key)
        if found is None:
            found = self._measures[key] = QFontMetricsF(font)
        return found

    def fitted(
        self, groups: Sequence[tuple[bool, Sequence[str]]], width: float, room: float, least: float = 0.0
    ) -> list[Line] | None:
        """Lay groups of words (bold or not) on lines at the largest size at which all have room; None when none has."""
        for share, bold, plain in self.pairs:
            if share < least:
                break
            depth, lines = 0.0, list[Line]()
            fits = True
            for strong, words in groups:
                font = bold if strong else plain
                measures = self.measures(font)
                for line in flow(words, measures, width):
                    lines.append((font, line, depth + measures.ascent()))
                    depth += measures.height() + LEADING
                    fits = fits and measures.horizontalAdvance(line) <= width
            if fits and depth <= room + 1:
                return lines
        return None

    def one_line(self, words: str, width: float, room: float) -> QFont | None:
        """Give the largest usual font at which words stand on one line, ``room`` pixels high; None when they do not."""
        for share, _bold, plain in self.pairs:
            measures = self.measures(plain)
            fits = measures.height() <= room and measures.horizontalAdvance(words) <= width
            if fits and share >= USUAL:
                return plain
        return None


def flow(words: Sequence[str], metrics: QFontMetricsF, width: float) -> Iterator[str]:
    """Put word groups on lines, joined by a middle dot; a group that is too long for a line is cut at its spaces."""
    line = ""
    for word in words:
        joined = f"{line} · {word}" if line else word
        if metrics.horizontalAdvance(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        line = ""
        for piece in word.split(" "):
            longer = f"{line} {piece}" if line else piece
            if line and metrics.horizontalAdvance(longer) > width:
                yield line
                line = piece
            else:
                line = longer
    if line:
        yield line
