"""What follows from the pointer: the machine's effects become preview, cursor, selection and commits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from baclodesk.domain.chart_list import Area
from baclodesk.domain.handles import HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import gestures, interact, wording
from baclodesk.gui.chart.amends import part_from_tomorrow
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.edge_pan import EdgePan
from baclodesk.gui.chart.pointed import PointedCanvas
from baclodesk.gui.chart.stuck import why_stuck
from baclodesk.gui.chart.targets import Part, Target, TargetKind, handle_of
from baclodesk.gui.chart.theme import ChartTheme

_GHOST_STAYS = 400
"""Milliseconds for which the old outline remains after a drop."""
_PAN_EVERY = 50
_CURSORS = {
    TargetKind.EDGE: Qt.CursorShape.SplitHCursor,
    TargetKind.TOP: Qt.CursorShape.SizeVerCursor,
    TargetKind.OPEN_END: Qt.CursorShape.SizeHorCursor,
    TargetKind.START: Qt.CursorShape.SizeHorCursor,
    TargetKind.LABEL: Qt.CursorShape.PointingHandCursor,
    TargetKind.BADGE: Qt.CursorShape.PointingHandCursor,
    TargetKind.TODAY: Qt.CursorShape.PointingHandCursor,
    TargetKind.VISIT: Qt.CursorShape.PointingHandCursor,
    TargetKind.OVERVIEW: Qt.CursorShape.OpenHandCursor,
}

_TOLD_BY_DAY = (TargetKind.BODY, TargetKind.LABEL, TargetKind.OVERVIEW, TargetKind.VISIT)

_WITH_CTRL = {TargetKind.EDGE: Qt.CursorShape.SizeHorCursor, TargetKind.TOP: Qt.CursorShape.SizeAllCursor}
"""Ctrl gives a handle its second meaning, and the cursor shows it before the button goes down."""


class ChartEffects(PointedCanvas):
    """See the module. ``hovered_day`` carries a day number or 0, ``menu_asked`` a target, a place and a day.

    ``rested``: nothing is held any more.
    """

    hovered_day = Signal(int)
    menu_asked = Signal(object, object, int)
    editor_asked = Signal(int, str)
    command = Signal(str)
    day_picked = Signal(int)
    rested = Signal()

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(board, theme, parent)
        self.still = False
        self.picking: int | None = None
        self._space = False
        self._hover_why = self._hover_stuck = ""
        self._edge = EdgePan(0.0)
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
        step = self._edge.step(state.x, self.frame.scale)
        still = step < 0 and self.view.first <= 0
        if not step or still or state.handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER, HandleKind.START):
            return
        self.view = replace(self.view, first=max(0.0, self.view.first + step), fitted=False)
        self.state = replace(state, anchor=state.anchor + step * state.gain)
        self.rebuild()
        self._take(gestures.Moved(state.x, state.y, held=True, shift=state.fine))

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
        self._end_drag()
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
        self._edge = EdgePan(state.anchor_x)
        self._edge.moved(state.anchor_x, self.desk.scale)
        self._edge.moved(state.x, self.desk.scale)
        board.handle, board.reach = state.handle, state.reach
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
        if self._grow_axis(state.preview) or state.preview.start != old_start:
            self.rebuild()
        else:
            self._lay()
        board.previewed.emit()

    def _grow_axis(self, preview: Plan) -> bool:
        """Raise the axis when the dragged dose outgrows it; the pointer's pace stays the one of the press."""
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
        wall = board.wall
        aside = "" if stop is None else wording.reason(board.texts, stop.reason, board.rules)
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

    def _hover(self, effect: gestures.Hovered) -> None:
        target = effect.target
        number = 0
        if self.frame is not None and self.frame.scale.plot.grown(1).holds(effect.x, effect.y):
            number = max(self.frame.scale.day_at(effect.x), 0)
        if target is not None and target.day:
            number = target.day
        self.hovered_day.emit(number)
        changed = (target, effect.ctrl) != (self._hovered, self._hover_ctrl)
        self._hover_ctrl = effect.ctrl
        if changed:
            handle = None if target is None else handle_of(target, ctrl=effect.ctrl)
            self._hover_why = self.board.why_not(handle)
            self._hover_forbidden = bool(self._hover_why)
            self._hover_stuck = "" if self._hover_why else why_stuck(self.board, handle)
        self._set_cursor(target)
        words = "" if target is None else self._hover_why or self._hint_of(target)
        if self._hover_stuck and target is not None:
            words = " ".join((words, self._hover_stuck)) if effect.ctrl else self._hover_stuck
        if words:
            self.hinted.emit(words)
        drawn = number if target is not None and self.frame is not None and self.frame.lanes else None
        if changed or (drawn or None) != self._cursor_day:
            self._hovered, self._cursor_day = target, drawn or None
            self._lay()

    def _hint_of(self, target: Target | None) -> str:
        """Say what a handle does; a day of the plan is told by the tab."""
        plan = self.board.plan
        if self.desk.scale.per_day < interact.CROWDED_DAY and target is not None and target.kind is TargetKind.EDGE:
            return self.board.texts("chart_more.zoom_in")
        if self._hover_ctrl and target is not None and target.kind in _WITH_CTRL:
            return self.board.texts(f"chart_more.ctrl_{target.kind.value}")
        if target is None or plan is None or target.kind in _TOLD_BY_DAY:
            return ""
        number = next((at for at, stage in enumerate(plan.stages, start=1) if stage.uid == target.uid), 0)
        return self.board.texts(f"chart.hint.{target.kind.value}", stage=number)

    def _set_cursor(self, target: Target | None) -> None:
        if self._hover_forbidden:
            self.setCursor(Qt.CursorShape.ForbiddenCursor)
        elif target is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)
        elif self._hover_ctrl and target.kind in _WITH_CTRL:
            self.setCursor(_WITH_CTRL[target.kind])
        else:
            self.setCursor(_CURSORS.get(target.kind, Qt.CursorShape.ArrowCursor))

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
