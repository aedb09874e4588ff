"""When the picture runs along under a drag: the pointer came from inside and moves outwards at the border. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from baclodesk.services.plan_scale import Scale

MARGIN = 24.0
"""Pixels from the border of the plot within which the picture may run along."""
_FASTEST = 0.5
"""Days for each of twenty steps a second: at most 10 days a second."""
_TREMBLE = 2.0


@dataclass(slots=True)
class EdgePan:
    """Follows the pointer of one drag."""

    last: float
    inside: bool = False
    outwards: int = 0

    def moved(self, x: float, scale: Scale) -> None:
        """Take where the pointer is now."""
        if scale.left + MARGIN < x < scale.right - MARGIN:
            self.inside, self.outwards, self.last = True, 0, x
        elif abs(x - self.last) >= _TREMBLE:
            self.outwards, self.last = (1 if x > self.last else -1), x

    def step(self, x: float, scale: Scale) -> float:
        """Give the days by which the picture moves on now; 0 where the drag began at the border or comes back."""
        over, under = x - (scale.right - MARGIN), (scale.left + MARGIN) - x
        push = over if over > 0 and self.outwards > 0 else -under if under > 0 and self.outwards < 0 else 0.0
        return max(-_FASTEST, min(_FASTEST, push / MARGIN * 0.25)) if self.inside else 0.0
