"""What follows from the pointer: the machine's effects become preview, cursor, selection and commits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from baclodesk.domain.chart_list import Area
from baclodesk.domain.handles import HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import gestures, interact, wording
from baclodesk.gui.chart.amends import part_from_tomorrow
from baclodesk.gui.chart.axis_run import DOSES, AxisRun, grown
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.edge_pan import EdgePan
from baclodesk.gui.chart.hovering import HoveredCanvas
from baclodesk.gui.chart.targets import Part, Target, TargetKind
from baclodesk.gui.chart.theme import ChartTheme

_GHOST_STAYS = 400
"""Milliseconds for which the old outline remains after a drop."""
_PAN_EVERY = 50


class ChartEffects(HoveredCanvas):
    """See the module. ``menu_asked`` carries a target, a place and a day.

    ``rested``: nothing is held any more.
    """

    menu_asked = Signal(object, object, int)
    editor_asked = Signal(int, str)
    command = Signal(str)
    day_picked = Signal(int)
    rested = Signal()

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(board, theme, parent)
        self.still = False
        self.picking: int | None = None
        self._edge, self._axis = EdgePan(0.0), AxisRun()
        self._chosen_before: tuple[tuple[int, ...], int | None, Part] = ((), None, Part.BODY)
        self._dragged = False
        self._ghost_timer = QTimer(self, singleShot=True, interval=_GHOST_STAYS)
        self._ghost_timer.timeout.connect(self._drop_ghost)
        self._pan_timer = QTimer(self, interval=_PAN_EVERY)
        self._pan_timer.timeout.connect(self._edge_pan)

    def _edge_pan(self) -> None:
        state = self.state
        if not isinstance(state, gestures.Dragging) or self.frame is None:
            self._pan_timer.stop()
            return
        if self._axis.due(state, self.desk.scale, self.desk.ceiling):
            self._raise_axis(state)
            return
        step = self._edge.step(state.x, self.frame.scale)
        still = step < 0 and self.view.first <= 0
        if not step or still or state.handle.kind in (*DOSES, HandleKind.START):
            return
        self.view = replace(self.view, first=max(0.0, self.view.first + step), fitted=False)
        self.state = replace(state, anchor=state.anchor + step * state.gain)
        self.rebuild()
        self._take(gestures.Moved(state.x, state.y, held=True, shift=state.fine))

    def _raise_axis(self, drag: gestures.Dragging) -> None:
        """Let the axis run on; the dose stays under the pointer."""
        self.view = replace(self.view, top_mg=grown(self.view))
        self.rebuild()
        self._hold_at(drag, (self.frame.scale.base - drag.y) / self.frame.scale.per_mg if self.frame else drag.anchor)
        self._take(gestures.Moved(drag.x, drag.y, held=True, shift=drag.fine))
        self.hinted.emit(self.board.texts("chart.hint.scale", mg=self.board.texts.mg(self.view.top_mg)))

    def _hold_at(self, drag: gestures.Dragging, value: float) -> None:
        """After the axis has changed: go on from ``value`` where the pointer is now."""
        if self.frame is not None:
            self.desk.rescale(self.frame.scale, drag.handle, drag.reach)
        self.state = replace(drag, anchor=value, anchor_x=drag.x, anchor_y=drag.y)

    # --- effects

    def _take(self, event: gestures.Event) -> None:
        if self.board.plan is None or self.frame is None:
            return
        if self.board.offered:  # what lies under the pointer is not the plan that a drag would move
            if not isinstance(event, gestures.Pressed):
                return
            self.board.show_preview(None)
        if not isinstance(self.state, gestures.Dragging):
            self.desk.scale, self.desk.zoomed = self.frame.scale, not self.view.fitted
        was_busy = self.busy
        self.state, effects = interact.step(self.state, event, self.desk)
        if isinstance(event, gestures.Moved) and isinstance(self.state, gestures.Dragging):
            self._edge.moved(event.x, self.frame.scale)
        for effect in effects:
            self._do(effect)
        if was_busy and not self.busy:
            self.rested.emit()

    @property
    def busy(self) -> bool:
        """Tell whether the pointer holds something: what only refreshes waits."""
        held = gestures.Armed | gestures.Dragging | gestures.Banding | gestures.Panning
        return isinstance(self.state, held)

    def _do(self, effect: gestures.Effect) -> None:
        match effect:
            case gestures.Previewed():
                self._previewed(effect)
            case gestures.Hovered():
                self._hover(effect)
            case gestures.Begun():
                self._begun(effect)
            case gestures.Committed():
                self._commit(effect)
            case gestures.Clicked():
                self._click(effect)
            case gestures.Opened():
                self._open(effect.target)
            case gestures.Refused():
                self._refused(effect)
            case gestures.Banded():
                self._banded(effect)
            case gestures.Panned():
                self._panned(effect)
            case _:
                self._ended(effect)

    def _ended(self, effect: gestures.Effect) -> None:
        texts = self.board.texts
        if isinstance(effect, gestures.Helped):
            self.command.emit("help")
            return
        at_wall = self.board.stop is not None
        self._end_drag()
        if isinstance(effect, gestures.Cancelled) or not at_wall:
            self.board.wall = None
        if isinstance(effect, gestures.Cancelled):
            self.board.selected, self.board.current, self.board.part = self._chosen_before
            self.board._keep_selection()
            self.board.chosen.emit()
            self.board.told.emit(texts("chart.hint.cancelled"), WARN if effect.why == "outside" else NOTE)
            self.board.spoke.emit(texts("chart.hint.cancelled"), WARN)
        else:
            self.hinted.emit(texts("chart.hint.unchanged"))

    def _begun(self, effect: gestures.Begun) -> None:
        self._ghost_timer.stop()
        self._ghost = None
        self._dragged = True
        board = self.board
        state = self.state
        assert isinstance(state, gestures.Dragging)
        self._chosen_before = board.selected, board.current, board.part
        self._axis = AxisRun()
        self._edge = EdgePan(state.anchor_x)
        self._edge.moved(state.anchor_x, self.desk.scale)
        self._edge.moved(state.x, self.desk.scale)
        board.handle, board.reach, board.wall = state.handle, state.reach, None
        board.told.emit("", NOTE)
        if effect.uid and effect.uid not in board.selected:
            board.select(effect.uid)
        elif len(board.selected) > 1:
            board.current = effect.uid or board.current
            board.told.emit(board.texts("chart.hint.many"), NOTE)
        part = Part.DOSE if state.handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER) else Part.END
        board.part = part
        self._hovered = self._cursor_day = None
        self._pan_timer.start()

    def _previewed(self, effect: gestures.Previewed) -> None:
        state, board = self.state, self.board
        if not isinstance(state, gestures.Dragging):
            return
        old_start = board.shown.start if board.shown else None
        board.preview = state.preview
        left_wall = board.stop is not None and state.stop is None
        board.stop = state.stop
        split = part_from_tomorrow(state.base, state.preview)  # what can still change of today's stage is a new stage
        lead = state.handle.uid if split is None else state.preview.stages[split].uid
        if lead and lead != board.current:
            board.lead_on(lead)
        if effect.entered is not None:
            board.hit_wall(state.handle, effect.entered.reason)
        elif left_wall:
            board.wall = None
            board.told.emit("", NOTE)
        if state.typed:
            why = self.desk.why_not_typed(state.handle, state.typed, state.reach)
            key = "chart_acts.typed_not" if why else "chart.hint.numeric"
            typed = wording.comma(board.texts, state.typed)
            board.told.emit(board.texts(key, typed=typed, why=why), WARN if why else NOTE)
        if state.typed and self._grow_axis(state.preview):
            self.rebuild()
            self._hold_at(state, float(state.shown))
        elif state.preview.start != old_start:
            self.rebuild()
        else:
            self._lay()
        board.previewed.emit()

    def _grow_axis(self, preview: Plan) -> bool:
        """Raise the axis when a dose typed during a drag outgrows it."""
        highest = max((fact.height_mg for fact in self.board.facts.row(preview)), default=0.0)
        if highest + self.view.label_mg(self.inks.ascent("dose")) <= self.view.top_mg:
            return False
        self.view = replace(self.view, top_mg=self.view.top_mg + 40)
        self._grow_axis(preview)
        return True

    def _end_drag(self) -> None:
        board = self.board
        self._pan_timer.stop()
        board.preview = board.handle = board.reach = board.stop = None
        board._keep_selection()
        if self.frame is not None:
            self.rebuild() if self.view.fitted else self._lay()
        board.previewed.emit()

    def _commit(self, effect: gestures.Committed) -> None:
        board = self.board
        words = wording.change_of(effect.base, effect.plan, effect.handle, effect.old, effect.new)
        self._pan_timer.stop()
        stop, board.stop = board.stop, None
        wall = None if stop is None else board.wall
        aside = "" if stop is None else wording.reason(board.texts, stop.reason)
        self._ghost = effect.base if not self.still else None
        current = board.current
        board.preview = None
        if not board.execute(effect.plan, words, aside=aside):
            self._ghost = None
            self._end_drag()
            return
        if current is not None and board.current is None:
            board.select(current)
        board.wall = wall
        board.previewed.emit()
        if self._ghost is not None:
            self._ghost_timer.start()

    def _drop_ghost(self) -> None:
        self._ghost = None
        if not self.dragging:
            self._lay()

    def _click(self, effect: gestures.Clicked) -> None:
        target, board = effect.target, self.board
        if not effect.refused:
            board.told.emit("", NOTE)
        if target.kind is TargetKind.TODAY and board.state.today_number is not None and board.plan is not None:
            index = board.plan.stage_index_on(board.state.today_number)
            board.select(None if index is None else board.plan.stages[index].uid)
        elif not target.uid:
            board.select(None)
        else:
            part = {TargetKind.EDGE: Part.END, TargetKind.OPEN_END: Part.END, TargetKind.TOP: Part.DOSE}
            board.select(target.uid, effect.mode, part.get(target.kind, Part.BODY))

    def _open(self, target: Target) -> None:
        plan = self.board.plan
        if target.kind is TargetKind.EDGE and plan is not None:
            self.board.select(target.uid)
            self.command.emit("open_end" if target.uid == plan.stages[-1].uid else "scheme_length")
        elif target.uid:
            self.editor_asked.emit(target.uid, "")

    def _refused(self, effect: gestures.Refused) -> None:
        if effect.why:
            self.board.refuse(effect.why)
        elif effect.target.uid:
            self.board.told.emit(self.board.texts("chart.hint.drag"), WARN)

    def _banded(self, effect: gestures.Banded) -> None:
        x0, x1 = sorted((effect.x0, effect.x1))
        y0, y1 = sorted((effect.y0, effect.y1))
        self._band = None if effect.done else Area(x0, y0, x1 - x0, y1 - y0)
        board = self.board
        if self.steps is not None and board.plan is not None and x1 - x0 > 3:
            hits = [s.uid for s, b in zip(board.plan.stages, self.steps.bars, strict=True) if b.x0 < x1 and b.x1 > x0]
            chosen = tuple(dict.fromkeys((*board.selected, *hits))) if effect.adding else tuple(hits)
            if chosen != board.selected:
                board.selected, board.current = chosen, chosen[-1] if chosen else None
                board.chosen.emit()
        self._lay()

    def _panned(self, effect: gestures.Panned) -> None:
        plan = self.board.plan
        if self.frame is None or plan is None or self.view.fitted:
            return
        scale = self.frame.scale
        on_overview = self._hovered is not None and self._hovered.kind is TargetKind.OVERVIEW
        whole = plan.closed_days / max(scale.right - scale.left, 1.0)
        self.pan(effect.dx * whole if on_overview else -effect.dx / scale.per_day)

    def _pick(self, point: QPointF) -> bool:
        if self.frame is None:
            return False
        number = self.frame.scale.day_at(point.x())
        self.picking = None
        self.day_picked.emit(number)
        return True
