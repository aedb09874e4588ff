"""The docked readout: what is selected, its dose, its effect, and one line for what just stopped or happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QHideEvent, QMoveEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.message import MARK, PAD, MessageSheet, begin, draw_mark, seen_bottom
from baclodesk.gui.chart.readings import Field, brief, fields, longest
from baclodesk.gui.chart.theme import SMALL, ChartTheme
from baclodesk.gui.chart.words import LEADING, USUAL, Faces, Line

_MOST_ROWS = 12
_EDGE, _UNDER_TITLE, _UNDER_FIELDS, _FOOT = 10.0, 4.0, 4.0, 6.0
_BRIEF_EDGE = 4.0
_EVERY = 50
"""Milliseconds between two readings during a drag."""
_SHARES = (0.32, 0.34, 0.34)


class Readout(QWidget):
    """Painted by hand: it changes with every step of a drag, and only the field that changed is painted.

    The height follows from width, text size and language, never from what is said: it holds the longest reading of a
    drag, and one line for messages. A longer message lies over the chart while it stands. ``compact``, for windows
    with no room for that: two lines, the second one shared by effect and message; everything else is the tool tip
    (set by ``set_compact``).
    """

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fields: tuple[Field, Field, Field] = fields(board)
        self._longest = longest(board)
        self._rows_of: dict[int, int] = {}
        self.compact = False
        self._pause = QTimer(self, singleShot=True, interval=_EVERY)
        self._pause.timeout.connect(self._catch_up)
        self._behind = self._dragged = False
        self.message, self.meant = "", NOTE
        self._passing = self._lasting = ""
        self.elsewhere: Callable[[], bool] = lambda: False  # a long message is read nearer to what it is about
        self._over: QWidget = self if parent is None else parent
        self.sheet = MessageSheet(theme, self._over)
        self.set_theme(theme)
        board.refreshed.connect(self.refresh)
        board.previewed.connect(self._follow)
        board.chosen.connect(self.refresh)
        board.told.connect(self.tell)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = self.sheet.theme = theme
        self.faces = Faces(self.font(), theme)
        self._small, self._body = self.faces.font(SMALL), self.faces.pairs[0][2]
        self._line = self.faces.measures(self._body).height() + LEADING
        usual = next(plain for share, _bold, plain in reversed(self.faces.pairs) if share >= USUAL)
        self._brief = self.faces.measures(usual).height() + LEADING
        self.setAccessibleName(self.board.texts("chart.name.readout"))
        self._rows_of = {}
        self.updateGeometry()
        self.update()
        self.place_message()

    # --- size

    def set_compact(self, *, compact: bool) -> None:
        """Take two lines, or the three fields."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()
            self.update()
            self.place_message()

    @property
    def _rows(self) -> int:
        """Lines of a field under its title."""
        return self._rows_at(self.width())

    def _rows_at(self, width: int) -> int:
        """Give the lines that the longest readings need at a width."""
        found = self._rows_of.get(width)
        if found is None:
            rooms = [width * share - PAD - 6 for share in _SHARES]
            found = next((rows for rows in range(2, _MOST_ROWS) if self._hold(rooms, rows)), _MOST_ROWS)
            self._rows_of[width] = found
        return found

    def _hold(self, rooms: list[float], rows: int) -> bool:
        high = rows * self._line
        return all(
            self.faces.fitted(((True, field.strong), (False, field.light)), room, high, USUAL) is not None
            for field, room in zip(self._longest, rooms, strict=True)
        )

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
        if self.compact:
            return round(2 * self._brief + 2 * _BRIEF_EDGE)
        return self.whole_height(width)

    def whole_height(self, width: int) -> int:
        """Give the height that the three fields and a line for messages need at a width."""
        return round(self._fields_height(self._rows_at(width)) + self._line + _FOOT)

    def _fields_height(self, rows: int) -> float:
        return _EDGE + self.faces.measures(self._small).height() + _UNDER_TITLE + self._line * rows + _UNDER_FIELDS

    # --- what is said

    @property
    def fields(self) -> tuple[Field, Field, Field]:
        """What the three fields say of the plan as it is shown now."""
        if self._behind:
            self.refresh()
        return self._fields

    def _follow(self) -> None:
        """Follow a drag at a pace that can be read: the first step at once, the next ones 20 times a second."""
        if self.board.handle is not None and not self._dragged:
            self.hint("")  # what the handle would do is being done
        self._dragged = self.board.handle is not None
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
                self.update(self.rect() if self.compact else self._room(number).toAlignedRect())
        self._fields, self._behind = found, False
        if self.board.handle is None:  # a reader is told at the end of a drag, not at every step of it
            self.setAccessibleDescription(self._whole())
            self._tip()
            most = longest(self.board)
            if most != self._longest:
                self._longest, self._rows_of = most, {}
                self.updateGeometry()

    def _whole(self) -> str:
        return ". ".join(field.sentence() for field in self._fields)

    def _tip(self) -> None:
        self.setToolTip("\n".join(part for part in (self._whole() if self.compact else "", self.message) if part))

    def tell(self, sentence: str, meant: str) -> None:
        """Show a sentence until the next one; an empty one clears it."""
        self._passing = ""
        if (sentence, meant) != (self.message, self.meant):
            self.message, self.meant = sentence, meant
            self._tip()
            self.place_message()

    def hint(self, sentence: str) -> None:
        """Show a passing remark (the day under the pointer, what a handle does) unless a message stands."""
        if sentence != self._passing:
            self._passing = sentence
            if not self.message or self.meant != WARN:
                self.place_message()

    def note(self, sentence: str) -> None:
        """Show a remark for as long as nothing else is to be said; an empty one takes it away."""
        if sentence != self._lasting:
            self._lasting = sentence
            self.place_message()

    @property
    def said(self) -> str:
        """What the message line shows."""
        if self.message and (self.meant == WARN or not self._passing):
            return self.message
        return self._passing or ("" if self.compact or self.board.handle is not None else self._lasting)

    @property
    def _warns(self) -> bool:
        return self.meant == WARN and bool(self.message)

    def place_message(self) -> None:
        """Paint the message on its line, or lay it over the chart when it needs more; anew when the view changes."""
        self.update(self._message_room().toAlignedRect())
        if not self.said or self._message_font() is not None or not self.isVisible() or self.elsewhere():
            self.sheet.hide()
            return
        room = self._message_room()
        over = self._over
        corner = QPointF(self.mapTo(over, QPoint(0, round(room.top())))) if over is not self else room.topLeft()
        high = max(seen_bottom(over) - corner.y(), self._line)
        self.sheet.show_words(
            self.said, self.faces, QRectF(corner.x(), corner.y(), room.width(), high), warn=self._warns
        )

    def _message_font(self) -> QFont | None:
        """Give the font in which the message stands on its line; None when it needs more than one."""
        mark = MARK * self.theme.text_scale if self._warns else 0.0
        room = self._brief if self.compact else self._line
        return self.faces.one_line(self.said, self.width() - 2 * PAD - mark, room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_message()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.place_message()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sheet.hide()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.place_message()
        return super().event(event)

    # --- paint

    def _room(self, number: int) -> QRectF:
        left, width = self.width() * sum(_SHARES[:number]), self.width() * _SHARES[number]
        mirrored = self.isRightToLeft()
        return QRectF(self.width() - left - width if mirrored else left, 0, width, self._fields_height(self._rows))

    def _message_room(self) -> QRectF:
        top = _BRIEF_EDGE + self._brief if self.compact else self._room(0).bottom()
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
        if self.compact:
            self._paint_brief(painter)
        else:
            for number, field in enumerate(self._fields):  # read at its own pace, never anew in the middle of a paint
                room = self._room(number)
                if room.toAlignedRect().intersects(event.rect()):
                    self._paint_field(painter, room, field, number)
        if self.said:
            self._paint_message(painter)
        painter.end()

    def _paint_field(self, painter: QPainter, room: QRectF, field: Field, number: int) -> None:
        painter.save()
        painter.setClipRect(room)
        if number:
            painter.setPen(QColor(self.theme.lines))
            edge = room.right() if self.isRightToLeft() else room.left()
            painter.drawLine(QPointF(edge, 12), QPointF(edge, room.bottom() - 4))
        width = room.width() - PAD - 6
        small = self.faces.measures(self._small)
        y = _EDGE + small.ascent()
        painter.setFont(self._small)
        painter.setPen(QColor(self.theme.secondary))
        painter.drawText(QPointF(self._begin(room, self._small, field.title), y), field.title)
        self._write(painter, room, y + small.descent() + _UNDER_TITLE, self.lines(field, width))
        painter.restore()

    def _begin(self, room: QRectF, font: QFont, words: str) -> float:
        """Give the x at which words are drawn: they lie at the right end of their room where the layout is mirrored."""
        return begin(room, self.faces.measures(font).horizontalAdvance(words), mirrored=self.isRightToLeft())

    def _write(self, painter: QPainter, room: QRectF, y: float, lines: list[Line]) -> None:
        painter.setPen(QColor(self.theme.ink))
        for font, line, under in lines:
            painter.setFont(font)
            painter.drawText(QPointF(self._begin(room, font, line), y + under), line)

    def lines(self, field: Field, width: float) -> list[Line]:
        """Give the lines of a field, each with its font and the depth of its base line; smaller where room is scarce.

        Only where even the smallest size has no room is the last group of words left out; readers are told it whole.
        """
        room = self._rows * self._line
        for light in (field.light, field.light[:-1]):
            found = self.faces.fitted(((True, field.strong), (False, light)), width, room)
            if found is not None:
                return found
        return []

    def brief_lines(self) -> tuple[list[Line], list[Line]]:
        """Give the two lines of the compact form: what and dose; then as much of the effect as has room."""
        first, second = brief(self._fields)
        width = self.width() - 2 * PAD
        found: list[list[Line]] = []
        for bold, words in ((True, first), (False, second)):
            least = 0.0 if bold else USUAL
            kept = (words[:count] for count in range(len(words), 0, -1))
            fitted = (self.faces.fitted(((bold, some),), width, self._brief, least) for some in kept)
            found.append(next((lines for lines in fitted if lines is not None), []))
        return found[0], found[1]

    def _paint_brief(self, painter: QPainter) -> None:
        first, second = self.brief_lines()
        room = QRectF(self.rect())
        self._write(painter, room, _BRIEF_EDGE, first)
        if not self.said:
            self._write(painter, room, _BRIEF_EDGE + self._brief, second)

    def _paint_message(self, painter: QPainter) -> None:
        font = self._message_font()
        if font is None:
            return
        room = self._message_room()
        if self._warns:
            room = draw_mark(painter, self.theme, room, room.top() + 3, mirrored=self.isRightToLeft())
        painter.setFont(font)
        painter.setPen(QColor(self.theme.attention if self._warns else self.theme.secondary))
        place = QPointF(self._begin(room, font, self.said), room.top() + self.faces.measures(font).ascent())
        painter.drawText(place, self.said)
