"""What the dose axis must reach besides the plan itself. No Qt."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.dose import ZERO
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Policy
from baclodesk.gui.chart.host import ChartState


def also_shown(state: ChartState, overlay: Plan | None) -> Fraction:
    """Give the highest day dose, in mg, of all that is drawn beside the plan.

    That is the lowest line of the policy, a label's ceiling, the plan laid under it, and what visits found was taken.
    """
    found = [visit.taken_mg for visit in state.visits if visit.taken_mg is not None]
    if overlay is not None:
        found.append(overlay.top_mg)
    if state.rules is not None:
        found.append(_line(state.rules.policy))
    return max(found, default=ZERO)


def _line(policy: Policy) -> Fraction:
    """The ceiling of a label, whose rises are walls too; of a guide the first line that asks for something."""
    return policy.last_line_mg if policy.rise_is_wall else min(line.mg for line in policy.lines)
