"""Where the times of a day stand in the picture of one day. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

DAY_FROM, DAY_TO = 5 * 60, 24 * 60
"""The minutes of the day shown; the picture begins earlier where a time does."""


def minutes(clock: str) -> int:
    """Give the minutes since midnight of ``HH:MM``."""
    return int(clock[:2]) * 60 + int(clock[3:])


def first_minute(clocks: Sequence[str | None]) -> int:
    """Give the minute at which the picture begins."""
    return min((DAY_FROM, *(minutes(clock) for clock in clocks if clock is not None)))


def places(clocks: Sequence[str | None]) -> list[float]:
    """Give each time's place from 0 to 1: by the clock where two or more have one, else side by side.

    Times without a clock stand evenly between their neighbours, after the last one with a clock up to the end.
    """
    count = len(clocks)
    if sum(clock is not None for clock in clocks) < 2:
        return [(place + 0.5) / count for place in range(count)]
    begin = first_minute(clocks)
    found: list[float] = []
    for place, clock in enumerate(clocks):
        if clock is not None:
            found.append((minutes(clock) - begin) / (DAY_TO - begin))
            continue
        before = found[-1] if found else 0.0
        following = next((n for n in range(place, count) if clocks[n] is not None), None)
        if following is None:
            found.append(before + (1.0 - before) / (count - place))
        else:
            end = (minutes(clocks[following] or "") - begin) / (DAY_TO - begin)
            found.append(before + (end - before) / (following - place + 1))
    return found
