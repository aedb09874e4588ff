"""What the drag's state machine speaks in: events from the pointer and keys, states, effects; and what it asks. No Qt.

Every one is an immutable value; a state holds everything that the next event needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from baclodesk.domain.handles import Handle, Limits
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.targets import Pointer, Stop, Target

# --- events


@dataclass(frozen=True, slots=True)
class Moved:
    """The pointer is at (x, y); ``held``: the left button (or the finger) is down."""

    x: float
    y: float
    held: bool = False
    ctrl: bool = False
    shift: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button went down; ``button`` is left, right, middle."""

    x: float
    y: float
    button: str = "left"
    ctrl: bool = False
    shift: bool = False
    space: bool = False
    pointer: Pointer = "mouse"


@dataclass(frozen=True, slots=True)
class Released:
    """The left button went up; ``all_up``: no other is down."""

    x: float
    y: float
    all_up: bool = True


@dataclass(frozen=True, slots=True)
class Twice:
    """A double click at (x, y)."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Typed:
    """A key during a drag: a digit, ``.``, ``back``, ``enter``, ``shift``, ``unshift`` or ``help``."""

    key: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Everything that ends a drag without effect; ``why``: escape, right, focus, window, lock, outside, touch."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The pointer left the chart."""


Event = Moved | Pressed | Released | Twice | Typed | Dropped | Gone


# --- states


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing under the pointer."""


@dataclass(frozen=True, slots=True)
class Hover:
    """The pointer is over something; ``ctrl`` shows its second meaning."""

    target: Target
    ctrl: bool = False


@dataclass(frozen=True, slots=True)
class Armed:
    """The button is down, nothing has moved."""

    target: Target
    handle: Handle | None
    x: float
    y: float
    ctrl: bool
    shift: bool
    pointer: Pointer
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Dragging:
    """A handle is on its way.

    ``raw`` is the value the pointer wishes, reckoned from (``anchor_x``, ``anchor_y``) where it was ``anchor``; a new
    anchor is set whenever the pace changes. ``shown`` is the value of ``preview``. ``typed`` makes the drag numeric.
    """

    handle: Handle
    base: Plan
    reach: Limits
    target: Target
    anchor_x: float
    anchor_y: float
    anchor: float
    shown: Fraction
    preview: Plan
    gain: float = 1.0
    fine: bool = False
    typed: str = ""
    stop: Stop | None = None
    magnet: tuple[str, Fraction] | None = None
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Banding:
    """A rubber band is drawn for selection."""

    x0: float
    y0: float
    x1: float
    y1: float
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Panning:
    """The picture follows the pointer."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Muted:
    """A drag was dropped; the pointer is ignored until every button is up."""


State = Idle | Hover | Armed | Dragging | Banding | Panning | Muted
IDLE = Idle()


# --- effects


@dataclass(frozen=True, slots=True)
class Hovered:
    """Show cursor and readout for the target (None: nothing)."""

    target: Target | None
    x: float = 0.0
    y: float = 0.0
    ctrl: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A drag began: freeze the scale, select the stage."""

    uid: int


@dataclass(frozen=True, slots=True)
class Previewed:
    """The preview or the wall changed: lay out and paint; ``entered``: a wall was just reached."""

    entered: Stop | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """Make the preview the plan, as one step."""

    base: Plan
    plan: Plan
    handle: Handle
    old: Fraction
    new: Fraction


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The drag ended where it began: no step."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The drag was dropped: the plan is the one before, said once."""

    why: str


@dataclass(frozen=True, slots=True)
class Clicked:
    """A target was clicked: ``mode`` is only, toggle or range; ``refused``: the press was answered with a reason."""

    target: Target
    mode: str
    x: float
    y: float
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A double click: open the editor, or the target's other meaning."""

    target: Target


@dataclass(frozen=True, slots=True)
class Refused:
    """A press or a drag that cannot do anything; ``why`` is a sentence (empty: nothing is edited by this drag)."""

    why: str
    target: Target


@dataclass(frozen=True, slots=True)
class Banded:
    """The rubber band changed, or ended (``done``)."""

    x0: float
    y0: float
    x1: float
    y1: float
    done: bool
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Panned:
    """The picture is to move by pixels."""

    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Helped:
    """F1 during a drag."""


Effect = (
    Hovered
    | Begun
    | Previewed
    | Committed
    | Unchanged
    | Cancelled
    | Clicked
    | Opened
    | Refused
    | Banded
    | Panned
    | Helped
)
Step = tuple[State, tuple[Effect, ...]]


# --- questions


class Desk(Protocol):
    """What the machine asks while it runs."""

    @property
    def plan(self) -> Plan:
        """The plan at rest."""

    @property
    def selected(self) -> int | None:
        """The uid of the current stage: the only one whose knobs a finger drags."""

    @property
    def zoomed(self) -> bool:
        """Tell whether only a part of the plan is in view, so that the picture can be moved."""

    @property
    def per_day(self) -> float:
        """Pixels a day, frozen while a drag lasts."""

    @property
    def per_mg(self) -> float:
        """Pixels a mg, frozen while a drag lasts."""

    @property
    def ceiling(self) -> float:
        """The highest dose in mg that the axis shows of the dragged one; no dose is dragged beyond it."""

    def target(self, x: float, y: float, pointer: Pointer) -> Target:
        """Give what lies at a point."""

    def why_not(self, handle: Handle | None, target: Target) -> str:
        """Give the sentence why the target cannot be moved at all, or nothing."""

    def limits(self, handle: Handle) -> Limits:
        """Give the handle's reach in the plan at rest."""

    def nearest(self, handle: Handle, value: Fraction, reach: Limits, *, fine: bool) -> Fraction:
        """Put a wished value on the grid within its reach."""

    def why_not_typed(self, handle: Handle, text: str, reach: Limits) -> str:
        """Give the sentence why what was typed cannot be taken as it is, or nothing."""

    def apply(self, handle: Handle, value: Fraction) -> Plan:
        """Give the plan at rest with the handle at ``value``."""

    def magnet(self, handle: Handle, value: float) -> tuple[float, str] | None:
        """Give the nearest magnet's value and name for a wished value, None when there is none in reach."""
