"""The chart's surface: how plan and view become a pixmap and a display list, and what is painted when.

What lies around the plot is a pixmap, made anew only when size, theme, view or record change. The plot is a list; a
move paints where the new list differs from the old one and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.domain.chart_list import Area, Box, Item
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import edges, gestures
from baclodesk.gui.chart.backdrop import backdrop
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.desk import DragDesk, magnet_mark
from baclodesk.gui.chart.frame import Frame, View, frame_of
from baclodesk.gui.chart.ground import Ground
from baclodesk.gui.chart.lanes import lane_items, plot_marks, visit_days
from baclodesk.gui.chart.layout import STILL, Steps, lay_steps
from baclodesk.gui.chart.mirror import mirrored, mirrored_area
from baclodesk.gui.chart.paint_pace import PaintPace
from baclodesk.gui.chart.paint_qt import Inks
from baclodesk.gui.chart.reach import also_shown
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.supply_mark import supply_marks
from baclodesk.gui.chart.tags import flagged
from baclodesk.gui.chart.targets import Target, Zones
from baclodesk.gui.chart.theme import ChartTheme

_LEAST_HEIGHT = 206
"""At large text the chart keeps to this, so that it is seen whole together with the readout."""
_REST = 200
"""Milliseconds without a move after which a slow machine draws the lanes again."""


class ChartCanvas(QWidget):
    """See the module. ``hinted`` carries a passing remark, ``painted`` follows every paint."""

    hinted = Signal(str)
    painted = Signal()
    mirrored = False
    """Time runs from right to left: what is painted is turned about, nothing else."""

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.inks = Inks(theme.looks, self.font().family(), hatch_wide=not theme.plain_fills)
        self.view = View()
        self.state: gestures.State = gestures.IDLE
        self.desk = DragDesk(board, self._zones_now, lambda: self.inks.ascent("dose"))
        self.frame: Frame | None = None
        self.steps: Steps | None = None
        self.paints = 0
        self._zones: Zones | None = None
        self._ground: Ground | None = None
        self._opened = False
        self.pace = PaintPace()
        self._rest_timer = QTimer(self, singleShot=True, interval=_REST)
        self._rest_timer.timeout.connect(self._rested)
        self._ghost: Plan | None = None
        self._hovered: Target | None = None
        self._hover_forbidden = False
        self._band: Area | None = None
        self._cursor_day: int | None = None
        self._marks: tuple[Item, ...] = ()
        self._had_offer = False
        board.refreshed.connect(self._on_refreshed)
        board.chosen.connect(self._relay)
        board.underlaid.connect(self.rebuild)
        board.previewed.connect(self._follow_offer)
        self._open_lanes()

    # --- size, theme, state

    @override
    def sizeHint(self) -> QSize:
        return QSize(820, 520)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(360, min(round(self.theme.px(130)), _LEAST_HEIGHT))

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.inks = Inks(theme.looks, self.font().family(), hatch_wide=not theme.plain_fills)
        self.rebuild()

    @property
    def dragging(self) -> bool:
        """Tell whether a handle is on its way."""
        return isinstance(self.state, gestures.Dragging)

    def _open_lanes(self) -> None:
        visits = self.board.state.visits
        there = {
            "craving": any(visit.craving is not None for visit in visits),
            "drinks": any(visit.drinks is not None for visit in visits),
            "effects": any(visit.effects or visit.drowsiness for visit in visits),
        }
        self.view = replace(self.view, lanes=tuple(name for name, is_there in there.items() if is_there))

    def toggle_lane(self, name: str) -> None:
        """Show or hide a lane."""
        lanes = self.view.lanes
        self.view = replace(self.view, lanes=tuple(n for n in lanes if n != name) if name in lanes else (*lanes, name))
        self.rebuild()

    def _on_refreshed(self) -> None:
        if not isinstance(self.state, gestures.Idle | gestures.Hover):
            self.state = gestures.Muted()
        if not self.view.lanes:
            self._open_lanes()
        self.rebuild()

    def _follow_offer(self) -> None:
        """Lay out anew when a preview from outside came, went, or gave way to another."""
        if self.board.offered or self._had_offer:
            self._had_offer = self.board.offered
            self._hovered = None
            preview, day = self.board.preview, self.board.state.today_number
            if preview is not None and not self.view.fitted:
                top = self.view.fit(preview, self.inks.ascent("dose")).top_mg
                self.view = replace(self.view, top_mg=max(top, self.view.top_mg))
                self.show_day(day or 1)
            self.rebuild()

    def rebuild(self) -> None:
        """Lay everything out anew: other size, theme, view or record."""
        plan = self.board.shown
        if plan is None or not plan.stages or self.width() < 20 or self.board.state.rules is None:
            self.frame = self.steps = self._zones = None
            self._ground = None
            self._opened = False
            self.update()
            return
        view = replace(self.view, width=float(self.width()), height=float(self.height()))
        also = also_shown(self.board.state, self.board.laid_under)
        if not self._opened:
            view = view.opened(plan, self.board.state.today_number, self.inks.ascent("dose"), also)
        elif view.fitted and not self.dragging:
            view = view.fit(self._longer(plan), self.inks.ascent("dose"), also)
        self.view = view
        texts = self.board.texts
        self.frame = frame_of(plan, view, self.inks, texts, self.theme.text_scale)
        self._marks = plot_marks(self.board.state, self.frame, self.inks, texts)
        self._marks += supply_marks(self.board, self.frame, self.inks, self._marks)
        self._paint_backdrop(plan)
        self.steps = None
        self._lay()
        self.update()

    def _longer(self, plan: Plan) -> Plan:
        """Give the plan that decides how many days are in view: a preview must not leave the present outline out."""
        rest = self.board.plan
        return rest if self.board.offered and rest is not None and rest.closed_days > plan.closed_days else plan

    def _paint_backdrop(self, plan: Plan) -> None:
        frame = self.frame
        assert frame is not None
        board = self.board
        ground = backdrop(plan, frame, self.inks, board.texts)
        if self.pace.slow and self._moving:
            self._rest_timer.start()
            items = tuple(ground)
        else:
            items = (*ground, *lane_items(board.state, frame, self.inks, board.texts))
        plot = frame.scale.plot
        if self.mirrored:
            items, plot = mirrored(items, frame.width), mirrored_area(plot, frame.width)
        self._ground = Ground(items, plot, self.inks, self.size(), self.devicePixelRatioF(), self.theme.ground)

    @property
    def _moving(self) -> bool:
        return isinstance(self.state, gestures.Dragging | gestures.Panning)

    def _rested(self) -> None:
        """On a slow machine: draw the lanes when nothing moves any more."""
        if self._moving:
            self._rest_timer.start()
        else:
            self.rebuild()

    def _shaded(self) -> int | None:
        """Days before today are shaded, up to the line of today."""
        return None if self.board.history is None else self.board.history - 1

    # --- the moving part

    def _shown(self) -> Shown:
        board, state = self.board, self.state
        plan = board.shown
        assert plan is not None
        drag = state if isinstance(state, gestures.Dragging) else None
        return Shown(
            plan=plan,
            base=drag.base if drag is not None else board.plan if board.offered else self._ghost,
            selected=frozenset(board.selected),
            current=board.current,
            part=board.part,
            focused=self.hasFocus() and drag is None,
            hovered=self._hovered,
            forbidden=self._hover_forbidden,
            locked=bool(board.state.locked),
            stop=board.stop,
            today=board.state.today_number,
            history=self._shaded(),
            lines=board.rules.policy.lines,
            flagged=flagged(board.findings, plan),
            overlay=board.laid_under,
            overlay_number=board.overlay,
            cursor_day=self._cursor_day,
            band=self._band,
            magnet=None if drag is None or self.frame is None else magnet_mark(drag, self.frame.scale),
            marks=self._marks,
            broken=board.broken,
        )

    def _lay(self) -> None:
        """Lay the moving part out and ask for paint where it differs."""
        if self.frame is None:
            return
        old = self.steps
        keep = old.captions if old is not None and self.dragging else None
        new = lay_steps(self._shown(), self.frame, self.board.facts, self.inks, keep)
        self.steps = new
        self._zones = None
        if old is None:
            self.update()
            return
        region = QRegion()
        for area in edges.changed(old, new, self.inks):
            seen = mirrored_area(area, self.frame.width) if self.mirrored else area
            region += QRectF(seen.x, seen.y, seen.width, seen.height).toAlignedRect()
        if not region.isEmpty():
            self.update(region)

    def _relay(self) -> None:
        if self.frame is not None and self.board.shown is not None:
            self._reveal()
            self._lay()

    def _zones_now(self) -> Zones | None:
        if self._zones is None and self.steps is not None and self.frame is not None:
            board, steps = self.board, self.steps
            plan = board.shown
            if plan is None or len(plan.stages) != len(steps.bars):
                return None
            flags = [item for item in steps.layers["flag"] if isinstance(item, Box)]
            self._zones = Zones(
                plan=plan,
                bars=steps.bars,
                labels=steps.labels,
                badges={uid: badge.area for uid, badge in steps.badges.items()},
                scale=self.frame.scale,
                selected=board.current,
                flag=Area(flags[0].x, flags[0].y, flags[0].width, flags[0].height) if flags else None,
                overview=self.frame.overview,
                start_movable=plan.start is not None and board.history is None,
                visits=visit_days(board.state, self.frame.scale),
            )
        return self._zones

    # --- paint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        began = perf_counter()
        painter = QPainter(self)
        rect = event.rect()
        if self._ground is None or self.steps is None:
            painter.fillRect(rect, QColor(self.theme.ground))
            painter.end()
            return
        self._opened = True
        self._ground.draw(painter, rect)
        clip, wide = Area(rect.x(), rect.y(), rect.width(), rect.height()), float(self.width())
        for name, layer in self.steps.layers.items():
            if self.mirrored:
                self.inks.draw(painter, mirrored(layer, wide), clip)
            elif name in STILL:
                self.inks.draw_still(painter, layer)
            elif layer:
                self.inks.draw(painter, layer, clip)
        painter.end()
        if self.pace.add((perf_counter() - began) * 1000):
            self.hinted.emit(self.board.texts("chart.hint.slow"))
        self.painted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rebuild()

    # --- view

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show ``factor`` times as many days about a day offset (the current stage's middle by default)."""
        if about is None:
            index = self.board.index
            about = self.view.first + self.view.days / 2
            if index is not None and self.board.plan is not None:
                found = self.board.plan.spans()[index]
                about = (found.first_day + (found.last_day or found.first_day)) / 2
        self.view = self.view.zoomed(factor, about)
        self.rebuild()

    def fit(self) -> None:
        """Show the whole plan."""
        self.view = replace(self.view, fitted=True, days=0.001)
        self.rebuild()

    def pan(self, days: float) -> None:
        """Move the picture by days."""
        if self.board.plan is not None and not self.view.fitted:
            self.view = self.view.panned(days, self.board.plan.closed_days)
            self.rebuild()

    def show_day(self, number: int) -> None:
        """Bring a day into view."""
        if not self.view.fitted and not self.view.first <= number - 1 < self.view.first + self.view.days:
            self.pan(number - 1 - self.view.first - self.view.days / 3)

    def _reveal(self) -> None:
        index = self.board.index
        if (
            index is not None
            and self.board.plan is not None
            and not self.dragging
            and index < len(self.board.plan.stages)
        ):
            self.show_day(self.board.plan.spans()[index].first_day)
