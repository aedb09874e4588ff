"""The docked readout: what is selected, its dose, its effect, and one line for what just stopped or happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.readings import Field, fields
from baclodesk.gui.chart.theme import BODY, SMALL, ChartTheme

_PAD, _GAP, _MARK = 14.0, 12.0, 18.0
_ROWS = ((390.0, 2), (320.0, 3), (212.0, 4), (175.0, 5), (0.0, 7))
"""Widths of a field in pixels (at 100 %), and the lines under its title from that width on."""
_LARGE, _ROWS_LARGE = 1.4, ((340.0, 2), (262.0, 3), (150.0, 4), (0.0, 6))
"""From this text scale on fewer lines do: large letters can be written smaller before anything is left out."""
_SMALLER = (1.0, 0.92, 0.85, 0.78, 0.7, 0.6)
"""What has no room at the usual size is written smaller, never below ``_LEAST`` pixels, before anything is left out."""
_LEAST = 11.0
_EVERY = 50
"""Milliseconds between two readings during a drag."""
_SHARES = (0.32, 0.34, 0.34)


class Readout(QWidget):
    """Painted by hand: it changes with every step of a drag, and only the field that changed is painted.

    The height is fixed by width and text size, never by what is said; a message that is longer than its two lines is
    shown whole as the tool tip.
    """

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fields: tuple[Field, Field, Field] = fields(board)
        self._pause = QTimer(self, singleShot=True, interval=_EVERY)
        self._pause.timeout.connect(self._catch_up)
        self._behind = False
        self.message, self.meant = "", NOTE
        self._passing = ""
        self.set_theme(theme)
        board.refreshed.connect(self.refresh)
        board.previewed.connect(self._follow)
        board.chosen.connect(self.refresh)
        board.told.connect(self.tell)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self._small, self._body, self._bold = self._font(SMALL), self._font(BODY), self._font(BODY, bold=True)
        self._measures = {id(font): QFontMetricsF(font) for font in (self._small, self._body, self._bold)}
        self._faces = [
            (self._font(BODY * by, bold=True), self._font(BODY * by))
            for by in _SMALLER
            if by == 1.0 or theme.px(BODY * by) >= _LEAST
        ]
        self._line = QFontMetricsF(self._body).height() + 2
        self.setAccessibleName(self.board.texts("chart.name.readout"))
        self.updateGeometry()
        self.update()

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self.theme.px(size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    @property
    def _rows(self) -> int:
        """Lines of a field under its title: 2 when it is wide enough, else 3 to 7."""
        return _rows(self.width(), self.theme.text_scale)

    @override
    def sizeHint(self) -> QSize:
        return QSize(700, self.heightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rows = _rows(width, self.theme.text_scale)
        lines = 1 if width / self.theme.text_scale >= 900 else 2
        return round(self._line * (rows + lines) + QFontMetricsF(self._small).height() + 3 * 10)

    @property
    def fields(self) -> tuple[Field, Field, Field]:
        """What the three fields say of the plan as it is shown now."""
        if self._behind:
            self.refresh()
        return self._fields

    def _follow(self) -> None:
        """Follow a drag at a pace that can be read: the first step at once, the next ones 20 times a second."""
        if self.board.handle is None or not self._pause.isActive():
            self.refresh()
            if self.board.handle is not None:
                self._pause.start()
        else:
            self._behind = True

    def _catch_up(self) -> None:
        if self._behind:
            self.refresh()
            self._pause.start()

    def refresh(self) -> None:
        """Read board and plan anew; paint the fields that changed."""
        found = fields(self.board)
        for number, (old, new) in enumerate(zip(self._fields, found, strict=True)):
            if old != new:
                self.update(self._room(number).toAlignedRect())
        self._fields, self._behind = found, False
        if self.board.handle is None:  # a reader is told at the end of a drag, not at every step of it
            self.setAccessibleDescription(". ".join(field.sentence() for field in found))

    def tell(self, sentence: str, meant: str) -> None:
        """Show a sentence until the next one; an empty one clears it."""
        self._passing = ""
        if (sentence, meant) != (self.message, self.meant):
            self.message, self.meant = sentence, meant
            self.setToolTip(sentence)
            self.update(self._message_room().toAlignedRect())

    def hint(self, sentence: str) -> None:
        """Show a passing remark (the day under the pointer, what a handle does) unless a message stands."""
        if sentence != self._passing:
            self._passing = sentence
            if not self.message or self.meant != WARN:
                self.update(self._message_room().toAlignedRect())

    @property
    def said(self) -> str:
        """What the message line shows."""
        if self.message and (self.meant == WARN or not self._passing):
            return self.message
        return self._passing

    # --- paint

    def _room(self, number: int) -> QRectF:
        left, width = self.width() * sum(_SHARES[:number]), self.width() * _SHARES[number]
        height = 10 + self._measures[id(self._small)].height() + self._line * self._rows + 6
        return QRectF(self.width() - left - width if self.isRightToLeft() else left, 0, width, height)

    def _message_room(self) -> QRectF:
        top = self._room(0).bottom()
        return QRectF(0, top, self.width(), self.height() - top)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # words keep their order
        painter.fillRect(event.rect(), QColor(self.theme.ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        for number, field in enumerate(self._fields):  # read at its own pace, never anew in the middle of a paint
            room = self._room(number)
            if room.toAlignedRect().intersects(event.rect()):
                self._paint_field(painter, room, field, number)
        if self._message_room().toAlignedRect().intersects(event.rect()):
            self._paint_message(painter)
        painter.end()

    def _paint_field(self, painter: QPainter, room: QRectF, field: Field, number: int) -> None:
        painter.save()
        painter.setClipRect(room)
        if number:
            painter.setPen(QColor(self.theme.lines))
            edge = room.right() if self.isRightToLeft() else room.left()
            painter.drawLine(QPointF(edge, 12), QPointF(edge, room.bottom() - 4))
        width = room.width() - _PAD - 6
        small = self._measures[id(self._small)]
        y = 10 + small.ascent()
        painter.setFont(self._small)
        painter.setPen(QColor(self.theme.secondary))
        painter.drawText(QPointF(self._begin(room, self._small, field.title), y), field.title)
        y += small.descent() + 4
        painter.setPen(QColor(self.theme.ink))
        for font, line, under in self.lines(field, width):
            painter.setFont(font)
            painter.drawText(QPointF(self._begin(room, font, line), y + under), line)
        painter.restore()

    def _begin(self, room: QRectF, font: QFont, words: str) -> float:
        """Give the x at which words are drawn: they lie at the right end of their room where the layout is mirrored."""
        if not self.isRightToLeft():
            return room.left() + _PAD
        return round(room.right() - _PAD - QFontMetricsF(font).horizontalAdvance(words))

    def lines(self, field: Field, width: float) -> list[tuple[QFont, str, float]]:
        """Give the lines of a field, each with its font and the depth of its base line; smaller where room is scarce.

        Only where even the smallest size has no room is the last group of words left out; readers are told it whole.
        """
        room = self._rows * self._line
        found: list[tuple[QFont, str, float]] = []
        for words in (field.light, field.light[:-1]):
            for bold, body in self._faces:
                depth, fits = 0.0, True
                found = []
                for font, groups in ((bold, field.strong), (body, words)):
                    measures = QFontMetricsF(font)
                    for line in _flow(groups, measures, width):
                        found.append((font, line, depth + measures.ascent()))
                        depth += measures.height() + 2
                        fits = fits and measures.horizontalAdvance(line) <= width
                if fits and depth <= room + 1:
                    return found
        return found

    def _paint_message(self, painter: QPainter) -> None:
        said = self.said
        if not said:
            return
        room = self._message_room().adjusted(_PAD, 0, -_PAD, -4)
        warn, mirrored = self.meant == WARN and said == self.message, self.isRightToLeft()
        if warn:
            self._triangle(painter, room.right() - self.theme.px(11) if mirrored else room.left(), room.top() + 3)
            beside = _MARK * self.theme.text_scale
            room.adjust(0 if mirrored else beside, 0, -beside if mirrored else 0, 0)
        painter.setFont(self._body)
        painter.setPen(QColor(self.theme.attention if warn else self.theme.secondary))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), said)

    def _triangle(self, painter: QPainter, x: float, y: float) -> None:
        size = self.theme.px(11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.attention))
        corners = [QPointF(x, y + size), QPointF(x + size / 2, y), QPointF(x + size, y + size)]
        painter.drawPolygon(QPolygonF(corners))


def _rows(width: float, text_scale: float) -> int:
    """Give the lines of a field in a readout of ``width`` pixels."""
    per = width / 3 / text_scale
    return next(rows for least, rows in (_ROWS_LARGE if text_scale >= _LARGE else _ROWS) if per >= least)


def _flow(words: Sequence[str], metrics: QFontMetricsF, width: float) -> Iterator[str]:
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
