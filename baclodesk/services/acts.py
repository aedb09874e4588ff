"""The numbers with which the acts of a running treatment begin, from ``resources/acts.toml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache

from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read


@dataclass(frozen=True, slots=True)
class Restart:
    """After up to ``up_to_days`` days missed in a row (None: any number) begin again at ``share`` of the dose.

    ``share`` None: at the policy's first dose. ``source`` names a citation.
    """

    up_to_days: int | None
    share: Fraction | None
    source: str


@dataclass(frozen=True, slots=True)
class Acts:
    """Days, scale points and severities, all ≥ 1.

    ``step_back_days`` at the dose before until the next try; ``hold_days`` added by a hold; ``plateau_days`` of a new
    plateau; ``stay_days`` at a dose taken down at once; ``see_soonest_days`` to ``see_latest_days`` until an effect is
    judged again at a lower dose; ``lowest_until_days`` by which the lowest dose is looked for; ``urge_from`` of 10 and
    ``step_back_severity`` of 3. ``sources`` are citations by name of the number or list; ``emergency`` and ``wait`` are
    effect codes; ``restart`` is in the order of days, the last row for any number.
    """

    step_back_days: int
    hold_days: int
    plateau_days: int
    stay_days: int
    see_soonest_days: int
    see_latest_days: int
    lowest_until_days: int
    urge_from: int
    step_back_severity: int
    emergency: tuple[str, ...]
    wait: tuple[str, ...]
    restart: tuple[Restart, ...]
    sources: tuple[tuple[str, str], ...]

    def source(self, name: str) -> str:
        """Give the citation of a number."""
        return dict(self.sources)[name]

    def restart_after(self, missed_days: int) -> Restart:
        """Give the row for so many days missed in a row."""
        return next(row for row in self.restart if row.up_to_days is None or missed_days <= row.up_to_days)


_COUNTS = tuple(item.name for item in fields(Acts) if item.type == "int")
_LISTS = ("emergency", "wait")


def read_acts(file: Table) -> Acts:
    """Read the acts from a data file; raises DataFileError when it is not whole."""
    table = file.table("act")
    counts: dict[str, int] = {}
    sources: list[tuple[str, str]] = []
    for name in _COUNTS:
        entry = table.table(name)
        counts[name] = entry.count("value")
        entry.text("unit")
        sources.append((name, _cited(entry)))
    table.done()
    lists: dict[str, tuple[str, ...]] = {}
    for name in _LISTS:
        entry = file.table(name)
        lists[name] = entry.texts("effects")
        sources.append((name, _cited(entry)))
    restart = tuple(_restart(entry) for entry in file.tables("restart"))
    file.done()
    days = [row.up_to_days for row in restart]
    if days[-1] is not None or None in days[:-1] or days[:-1] != sorted(set(days[:-1]), key=lambda n: n or 0):
        raise file.error("restart", "rows in the order of their days, the last one without days")
    return Acts(**counts, **lists, restart=restart, sources=tuple(sources))  # type: ignore[arg-type]


def _restart(entry: Table) -> Restart:
    days = entry.count("up_to_days") if entry.has("up_to_days") else None
    share = entry.share("share") if entry.has("share") else None
    return Restart(days, share, _cited(entry))


def _cited(entry: Table) -> str:
    source = entry.text("source")
    entry.day("checked")
    entry.done()
    return source


@cache
def acts() -> Acts:
    """Give the numbers; raises DataFileError when the file is not whole."""
    return read_acts(read(resources() / "acts.toml"))
