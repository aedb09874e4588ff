"""The plan's outline in small: steps from zero, the top dose and the days named. No handles, nothing to click."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.domain.plan import Plan

from ..desk import Desk
from ..style import tokens

_OPEN_DAYS = 7
"""Days drawn of an open last stage."""


class PlanOutline(QWidget):
    """Draws one plan; its words are said beside it, so it is a picture only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan: Plan | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, plan: Plan) -> None:
        """Draw this plan."""
        self._plan = plan
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self._desk.theme.px(130))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plan is None or not self._plan.stages:
            return
        painter = QPainter(self)
        self._paint(painter, self._plan)
        painter.end()

    def _paint(self, painter: QPainter, plan: Plan) -> None:
        theme, texts = self._desk.theme, self._desk.texts
        painter.setFont(theme.font(tokens.SMALL))
        words = QFontMetrics(painter.font())
        top_words = texts.mg(plan.top_mg)
        left = words.horizontalAdvance(top_words) + 8
        plot = QRectF(left, words.height() / 2, self.width() - left - 8, self.height() - 2.2 * words.height())
        days = plan.closed_days + (_OPEN_DAYS if plan.is_open else 0)
        top = plan.top_mg or 1
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(plot.topLeft(), plot.topRight())
        outline = QPolygonF([plot.bottomLeft()])
        x, width = plot.left(), plot.width() / max(1, days)
        for stage in plan.stages:
            y = plot.bottom() - plot.height() * float(stage.daily_mg / top)
            outline.append(QPointF(x, y))
            x += width * (_OPEN_DAYS if stage.days is None else stage.days)
            outline.append(QPointF(x, y))
        area = QPolygonF([*outline.toList(), QPointF(x, plot.bottom())])
        painter.setBrush(theme.colour("chosen"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(area)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawPolyline(outline)
        painter.setPen(theme.colour("secondary"))
        painter.drawText(QPointF(0, plot.top() + words.ascent() / 2), top_words)
        below = plot.bottom() + words.height()
        painter.drawText(QPointF(plot.left(), below), texts("issue_page.day", day=1))
        last = texts("issue_page.day", day=plan.closed_days + (1 if plan.is_open else 0))
        last += " →" if plan.is_open else ""
        painter.drawText(QPointF(plot.right() - words.horizontalAdvance(last), below), last)
