"""The drag as a state machine: (state, event) → (state, effects). Pure; no Qt, no clock.

Nothing in the record changes before the Committed effect; a preview is a value inside the state. Escape, a right
press, lost focus or a lock drop it, and the pointer is then ignored until every button is up.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import HandleKind
from baclodesk.gui.chart.gestures import (
    IDLE,
    Armed,
    Banded,
    Banding,
    Begun,
    Cancelled,
    Clicked,
    Committed,
    Desk,
    Dragging,
    Dropped,
    Effect,
    Event,
    Gone,
    Helped,
    Hover,
    Hovered,
    Idle,
    Moved,
    Muted,
    Opened,
    Panned,
    Panning,
    Pressed,
    Previewed,
    Refused,
    Released,
    State,
    Step,
    Twice,
    Typed,
    Unchanged,
)
from baclodesk.gui.chart.targets import Pointer, Stop, TargetKind, handle_of

THRESHOLD: dict[Pointer, float] = {"mouse": 4.0, "pen": 6.0, "touch": 10.0}
HYSTERESIS = 0.15
FINE_GAIN = 0.2
CROWDED_DAY = 3.0
"""Below this many pixels a day, a drag moves at half the pointer's pace."""
MAGNET_REACH = 6.0
_DOSES = (HandleKind.DOSE, HandleKind.DOSE_AND_LATER)


def step(state: State, event: Event, desk: Desk) -> Step:
    """Take one event."""
    if isinstance(event, Dropped):
        return _dropped(state, event)
    if isinstance(state, Muted):
        return _muted(state, event, desk)
    if isinstance(state, Dragging):
        return _dragging(state, event, desk)
    if isinstance(state, Armed):
        return _armed(state, event, desk)
    if isinstance(state, Banding):
        return _banding(state, event)
    if isinstance(state, Panning):
        return _panning(state, event)
    return _resting(state, event, desk)


def _dropped(state: State, event: Dropped) -> Step:
    if isinstance(state, Dragging):
        return Muted(), (Cancelled(event.why),)
    if isinstance(state, Banding):
        return Muted(), (Banded(state.x0, state.y0, state.x0, state.y0, done=True),)
    if isinstance(state, Armed | Panning):
        return Muted(), ()
    return state, ()


def _muted(state: Muted, event: Event, desk: Desk) -> Step:
    if isinstance(event, Released) and event.all_up:
        return _hover(desk, Moved(event.x, event.y))
    if isinstance(event, Moved) and not event.held:
        return _hover(desk, event)
    return state, ()


def _hover(desk: Desk, event: Moved) -> Step:
    target = desk.target(event.x, event.y, "mouse")
    if target.kind is TargetKind.EMPTY:
        return IDLE, (Hovered(None, event.x, event.y),)
    return Hover(target, event.ctrl), (Hovered(target, event.x, event.y, event.ctrl),)


def _resting(state: Idle | Hover, event: Event, desk: Desk) -> Step:
    if isinstance(event, Moved):
        return _hover(desk, event)
    if isinstance(event, Gone):
        return IDLE, (Hovered(None, -1, -1),)
    if isinstance(event, Twice):
        return state, (Opened(desk.target(event.x, event.y, "mouse")),)
    if isinstance(event, Pressed):
        return _pressed(state, event, desk)
    return state, ()


def _pressed(state: State, event: Pressed, desk: Desk) -> Step:
    target = desk.target(event.x, event.y, event.pointer)
    if event.button == "middle" or (event.button == "left" and event.space) or target.kind is TargetKind.OVERVIEW:
        return Panning(event.x, event.y), ()
    if event.button != "left":
        return state, ()
    handle = handle_of(target, ctrl=event.ctrl)
    if event.pointer == "touch" and target.uid and target.uid != desk.selected:
        handle = None  # the first tap selects, whatever part of the stage it meets
    why = desk.why_not(handle, target)
    armed = Armed(target, handle, event.x, event.y, event.ctrl, event.shift, event.pointer, why)
    return armed, ((Refused(why, target),) if why else ())


def _armed(state: Armed, event: Event, desk: Desk) -> Step:
    if isinstance(event, Released):
        mode = "toggle" if state.ctrl else "range" if state.shift else "only"
        after = IDLE if state.pointer == "touch" else _hover(desk, Moved(event.x, event.y))[0]
        return after, (Clicked(state.target, mode, state.x, state.y, bool(state.why_not)),)
    if isinstance(event, Pressed):
        return (Muted(), ()) if event.button == "right" else (state, ())
    if not isinstance(event, Moved):
        return state, ()
    dx, dy = abs(event.x - state.x), abs(event.y - state.y)
    threshold = THRESHOLD[state.pointer]
    if state.handle is None:
        if max(dx, dy) < threshold:
            return state, ()
        if state.pointer == "touch":
            return Panning(event.x, event.y), (Panned(event.x - state.x, 0.0),)
        if state.target.kind is TargetKind.BODY and desk.zoomed:
            told = Refused("", state.target)
            return Panning(event.x, event.y), (told, Panned(event.x - state.x, event.y - state.y))
        if state.target.kind is TargetKind.EMPTY:
            band = Banding(state.x, state.y, event.x, event.y, state.ctrl or state.shift)
            return band, (Banded(band.x0, band.y0, band.x1, band.y1, done=False),)
        return Muted(), (Refused("", state.target),)
    along = dy if state.handle.kind in _DOSES else dx
    if along < threshold:
        return state, ()
    if event.ctrl != state.ctrl:  # what Ctrl means is settled when the drag begins, not when the button goes down
        handle = handle_of(state.target, ctrl=event.ctrl)
        state = replace(state, handle=handle, ctrl=event.ctrl, why_not=desk.why_not(handle, state.target))
    if state.why_not:
        return Muted(), (Refused(state.why_not, state.target),)
    return _begin(state, event, desk)


def _begin(state: Armed, event: Moved, desk: Desk) -> Step:
    handle = state.handle
    if handle is None:
        return state, ()
    try:
        reach = desk.limits(handle)
    except DomainError:
        return Muted(), (Refused("", state.target),)
    crowded = handle.kind not in _DOSES and desk.per_day < CROWDED_DAY
    drag = Dragging(
        handle=handle,
        base=desk.plan,
        reach=reach,
        target=state.target,
        anchor_x=state.x,
        anchor_y=state.y,
        anchor=float(reach.value),
        shown=reach.value,
        preview=desk.plan,
        gain=0.5 if crowded else 1.0,
        x=state.x,
        y=state.y,
    )
    if handle.kind is HandleKind.OPEN_END:  # the open end has no length yet: the first move gives it one
        drag = replace(drag, preview=desk.apply(handle, reach.value))
    moved, effects = _dragging(drag, event, desk)
    return moved, (Begun(handle.uid), *(effects or (Previewed(),)))


def _dragging(state: Dragging, event: Event, desk: Desk) -> Step:
    if isinstance(event, Moved):
        if state.typed:
            return replace(state, x=event.x, y=event.y), ()
        return _move(state, event, desk)
    if isinstance(event, Released):
        why = desk.why_not_typed(state.handle, state.typed, state.reach) if state.typed else ""
        refused = (Cancelled("typed"), Refused(why, state.target))
        after, effects = (IDLE, refused) if why else _commit(state)
        return (after if event.all_up else Muted()), effects
    if isinstance(event, Pressed):
        return (Muted(), (Cancelled("right"),)) if event.button == "right" else (state, ())
    if isinstance(event, Typed):
        return _typed(state, event.key, desk)
    return state, ()


def _commit(state: Dragging) -> tuple[State, tuple[Effect, ...]]:
    if state.preview is state.base or state.preview == state.base:
        return IDLE, (Unchanged(),)
    return IDLE, (Committed(state.base, state.preview, state.handle, state.reach.value, state.shown),)


def _wish(state: Dragging, x: float, y: float, desk: Desk) -> float:
    """What the pointer asks for, also beyond what the picture shows."""
    if state.handle.kind in _DOSES:
        return state.anchor + (state.anchor_y - y) / desk.per_mg * state.gain
    return state.anchor + (x - state.anchor_x) / desk.per_day * state.gain


def _raw(state: Dragging, x: float, y: float, desk: Desk) -> float:
    return min(_wish(state, x, y, desk), desk.ceiling)


def _move(state: Dragging, event: Moved, desk: Desk) -> Step:
    if event.shift != state.fine:
        state = _repaced(state, desk, fine=event.shift)
    raw = _raw(state, event.x, event.y, desk)
    state = replace(state, x=event.x, y=event.y)
    magnet = None if state.fine else desk.magnet(state.handle, raw)
    return _towards(state, raw, magnet, desk)


def _repaced(state: Dragging, desk: Desk, *, fine: bool) -> Dragging:
    """Anchor anew where the pointer is, so that a change of pace moves nothing."""
    here = _raw(state, state.x, state.y, desk)
    crowded = state.handle.kind not in _DOSES and desk.per_day < CROWDED_DAY
    gain = FINE_GAIN if fine else 0.5 if crowded else 1.0
    return replace(state, anchor=here, anchor_x=state.x, anchor_y=state.y, gain=gain, fine=fine)


def _towards(state: Dragging, raw: float, magnet: tuple[float, str] | None, desk: Desk) -> Step:
    wish = raw if magnet is None else magnet[0]
    value = desk.nearest(
        state.handle, Fraction(wish).limit_denominator(1000), state.reach, fine=state.fine or magnet is not None
    )
    if magnet is None and value != state.shown and _trembles(state, wish, value):
        value = state.shown
    caught = (magnet[1], value) if magnet is not None and abs(float(value) - magnet[0]) < 1e-6 else None
    beyond = max(raw, _wish(state, state.x, state.y, desk))  # a wall is told also where the axis ends before it
    return _show(state, value, _stop(state, beyond, value), caught, desk)


def _trembles(state: Dragging, wish: float, value: Fraction) -> bool:
    """Tell whether the pointer is not yet clearly past the middle between two values (0.15 step of play)."""
    gap = abs(float(value) - float(state.shown))
    return abs(wish - float(state.shown)) < gap * (0.5 + HYSTERESIS) and gap <= 1.01 * float(
        max(state.reach.step, state.reach.fine_step)
    )


def _stop(state: Dragging, raw: float, value: Fraction) -> Stop | None:
    """Tell whether the value stands at an end of its reach with the pointer beyond: half a step beyond, or, where the
    handle cannot move at all, anywhere beyond, so that this is said at the first pixel."""
    stuck = state.reach.lo == state.reach.hi
    slack = 0.0 if stuck else float(state.reach.fine_step if state.fine else state.reach.step) * 0.5
    if value >= state.reach.hi and raw > float(state.reach.hi) + slack:
        return Stop(state.handle, upper=True, reason=state.reach.hi_reason, x=state.x, y=state.y)
    if value <= state.reach.lo and raw < float(state.reach.lo) - slack:
        return Stop(state.handle, upper=False, reason=state.reach.lo_reason, x=state.x, y=state.y)
    return None


def _show(state: Dragging, value: Fraction, stop: Stop | None, magnet: tuple[str, Fraction] | None, desk: Desk) -> Step:
    entered = stop if stop is not None and (state.stop is None or state.stop.upper != stop.upper) else None
    same_stop = (stop is None) == (state.stop is None) and (stop is None or _same_rubber(stop, state.stop, state))
    if value == state.shown and same_stop and magnet == state.magnet:
        return replace(state, stop=state.stop if stop is not None else None), ()
    preview = state.preview
    if value != state.shown:
        try:
            preview = (
                state.base if value == state.reach.value and _had_value(state) else desk.apply(state.handle, value)
            )
        except DomainError:
            return state, ()
    after = replace(state, shown=value, preview=preview, stop=stop, magnet=magnet)
    return after, (Previewed(entered),)


def _had_value(state: Dragging) -> bool:
    return state.handle.kind is not HandleKind.OPEN_END


def _same_rubber(new: Stop, old: Stop | None, state: Dragging) -> bool:
    """Tell whether the rubber line towards the pointer is drawn the same (it is at most 12 px long)."""
    return old is not None and new.upper == old.upper and state.handle == new.handle


def _typed(state: Dragging, key: str, desk: Desk) -> Step:
    if key == "help":
        return state, (Helped(),)
    if key in ("shift", "unshift"):
        if state.typed or (key == "shift") == state.fine:
            return state, ()
        return _repaced(state, desk, fine=key == "shift"), ()
    if key == "enter":
        why = desk.why_not_typed(state.handle, state.typed, state.reach) if state.typed else ""
        if why:  # the drag goes on: the number can be typed anew, or wiped out
            return state, (Refused(why, state.target),)
        _, effects = _commit(state)
        return Muted(), effects
    typed = state.typed[:-1] if key == "back" else state.typed + key
    if len(typed) > 7 or typed.count(".") > 1:
        return state, ()
    state = replace(state, typed=typed)
    if not typed or typed == ".":
        return (state, (Previewed(),)) if typed else _numeric_left(state, desk)
    wish = Fraction(typed.rstrip("."))
    value = desk.nearest(state.handle, wish, state.reach, fine=True)
    within = state.reach.lo <= wish <= state.reach.hi
    if within and desk.why_not_typed(state.handle, typed, state.reach):
        value = state.reach.value  # what cannot be taken is not drawn as something near it
    after, effects = _show(state, value, _stop(state, float(wish), value), None, desk)
    return after, effects or (Previewed(),)


def _numeric_left(state: Dragging, desk: Desk) -> Step:
    """The typed number was wiped out: the pointer leads again."""
    after, effects = _towards(state, _raw(state, state.x, state.y, desk), None, desk)
    return after, effects or (Previewed(),)


def _banding(state: Banding, event: Event) -> Step:
    if isinstance(event, Moved):
        state = replace(state, x1=event.x, y1=event.y)
        return state, (Banded(state.x0, state.y0, event.x, event.y, done=False, adding=state.adding),)
    if isinstance(event, Released):
        return IDLE, (Banded(state.x0, state.y0, event.x, event.y, done=True, adding=state.adding),)
    return state, ()


def _panning(state: Panning, event: Event) -> Step:
    if isinstance(event, Moved):
        return Panning(event.x, event.y), (Panned(event.x - state.x, event.y - state.y),)
    if isinstance(event, Released):
        return IDLE, ()
    return state, ()
