"""Tells when a machine paints too slowly for everything to be drawn while something moves. No Qt."""

from __future__ import annotations

LATE_MS = 30.0
"""Painting that takes longer than this can be seen as a jerk."""
_SERIES, _SLOW_PAINTS, _TIMES = 20, 2, 3


class PaintPace:
    """Looks at series of 20 paints; ``slow`` once the second longest was late in three series one after the other."""

    def __init__(self) -> None:
        self.slow = False
        self._series: list[float] = []
        self._late = 0

    def add(self, ms: float) -> bool:
        """Take the length of one paint in milliseconds; True when the machine has just turned out slow."""
        self._series.append(ms)
        if self.slow or len(self._series) < _SERIES:
            return False
        late = sorted(self._series)[-_SLOW_PAINTS] > LATE_MS
        self._series.clear()
        self._late = self._late + 1 if late else 0
        self.slow = self._late >= _TIMES
        return self.slow
