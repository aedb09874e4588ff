"""The numbers with which the acts of a running treatment begin, from ``resources/acts.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from baclodesk.paths import resources
from baclodesk.services.data_file import read


@dataclass(frozen=True, slots=True)
class Acts:
    """Days, all ≥ 1.

    ``step_back_days`` at the dose before until the next try; ``hold_days`` added by a hold; ``plateau_days`` of a new
    plateau; ``stay_days`` at a dose taken down at once.
    """

    step_back_days: int
    hold_days: int
    plateau_days: int
    stay_days: int


@cache
def acts() -> Acts:
    """Give the numbers; raises DataFileError when the file is not whole."""
    file = read(resources() / "acts.toml")
    table = file.table("act")
    values = {}
    for name in Acts.__dataclass_fields__:
        entry = table.table(name)
        values[name] = entry.count("value")
        entry.text("unit")
        entry.text("source")
        entry.day("checked")
        entry.done()
    table.done()
    file.done()
    return Acts(**values)
