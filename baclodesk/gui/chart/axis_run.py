"""When the dose axis runs on under a drag: the pointer stays at the top of the plot and the doses go on rising. No Qt.

The axis stands still while doses that it shows are dragged. Beyond them it grows step by step, and the dose stays where
the pointer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from baclodesk.domain.handles import Handle, HandleKind, Limits
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.frame import View
from baclodesk.gui.chart.gestures import Dragging
from baclodesk.services.plan_scale import AXIS_STEP_MG, Scale

DOSES = (HandleKind.DOSE, HandleKind.DOSE_AND_LATER)
_AIR = 4.0
_EVERY = 8
"""Steps of the timer, twenty a second, between two growths."""


def ceiling_of(plan: Plan, handle: Handle, reach: Limits, scale: Scale, label: float) -> float:
    """Give the highest value, in mg a day, that the axis shows of a dragged dose; ``label`` is a dose's height.

    Later doses that go along count: the highest of them must be in view.
    """
    if handle.kind not in DOSES:
        return inf
    ahead = 0.0
    if handle.kind is HandleKind.DOSE_AND_LATER:
        later = plan.stages[plan.index_of(handle.uid) :]
        ahead = float(max(stage.daily_mg for stage in later) - later[0].daily_mg)
    return max(scale.top_mg - (label + _AIR) / scale.per_mg - ahead, float(reach.value))


def wished(drag: Dragging, scale: Scale) -> float:
    """Give the dose that the pointer asks for, also beyond the axis."""
    return drag.anchor + (drag.anchor_y - drag.y) / scale.per_mg * drag.gain


@dataclass(slots=True)
class AxisRun:
    """Waits between two growths."""

    waited: int = 0

    def due(self, drag: Dragging, scale: Scale, ceiling: float) -> bool:
        """Tell whether the axis grows now; asked at each step of the timer."""
        beyond = wished(drag, scale) > ceiling and ceiling < float(drag.reach.hi)
        if not beyond or drag.fine or drag.typed or drag.handle.kind not in DOSES:
            self.waited = 0
            return False
        self.waited += 1
        if self.waited < _EVERY:
            return False
        self.waited = 0
        return True


def grown(view: View) -> int:
    """Give the next upper end of the axis in mg a day."""
    return view.top_mg + AXIS_STEP_MG
