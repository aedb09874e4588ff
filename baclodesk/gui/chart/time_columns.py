"""The table's columns for the times of day of a plan whose stages need not have the same ones. No Qt.

A column belongs to a name and not to a place: what is taken at bedtime stands under bedtime in every row.
"""

from __future__ import annotations

from dataclasses import dataclass

from baclodesk.domain.plan import IntakeTime, Plan


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """``names`` from left to right; ``places`` gives for each stage the place of each column's time, None without."""

    names: tuple[str, ...] = ()
    places: tuple[tuple[int | None, ...], ...] = ()

    def place(self, row: int, column: int) -> int | None:
        """Give the place that a column's time has in a stage (from 0), None where the stage has no such time."""
        return self.places[row][column]


def columns_of(plan: Plan | None) -> TimeColumns:
    """Give the columns of a plan: each stage's times in their order, a new one beside those it stands between."""
    if plan is None:
        return TimeColumns()
    every: list[tuple[IntakeTime, ...]] = []
    times = plan.times
    for stage in plan.stages:
        times = times if stage.times is None else stage.times
        every.append(times)
    names: list[str] = []
    for times in dict.fromkeys(every):
        _take_in(names, times, {item.name: item.at for other in every for item in other})
    by_times = {times: _places(times, names) for times in dict.fromkeys(every)}
    return TimeColumns(tuple(names), tuple(by_times[times] for times in every))


def _take_in(names: list[str], times: tuple[IntakeTime, ...], clocks: dict[str, str | None]) -> None:
    after = 0
    for item in times:
        if item.name in names:
            after = max(after, names.index(item.name) + 1)
            continue
        at = item.at
        while at is not None and after < len(names) and (clocks[names[after]] or "99:99") < at:
            after += 1
        names.insert(after, item.name)
        after += 1


def _places(times: tuple[IntakeTime, ...], names: list[str]) -> tuple[int | None, ...]:
    own = {item.name: place for place, item in enumerate(times)}
    return tuple(own.get(name) for name in names)
