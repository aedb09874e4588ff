"""The numbers that the chart's verbs propose, from the data files. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from baclodesk.domain.schemes import Reduce, Stop
from baclodesk.paths import resources
from baclodesk.services import data_file
from baclodesk.services.library import Library


@dataclass(frozen=True, slots=True)
class Pace:
    """Proposals in days and mg; see resources/verbs.toml and the schemes ``reduce`` and ``stop``."""

    hold_days: int
    back_days: int
    plateau_days: int
    reduce_mg: Fraction
    stop_rates_mg: tuple[Fraction, ...]
    stop_every_days: int
    stop_lengths_days: tuple[int, ...]
    stop_stage_days: int

    @staticmethod
    @cache
    def load() -> Pace:
        """Read the numbers that come with the program."""
        schemes = Library.load().schemes
        reduce, stop = schemes["reduce"].shape, schemes["stop"].shape
        assert isinstance(reduce, Reduce)
        assert isinstance(stop, Stop)
        table = data_file.read(resources() / "verbs.toml")
        return Pace(
            hold_days=table.table("hold").count("days"),
            back_days=table.table("step_back").count("days"),
            plateau_days=table.table("plateau").count("days"),
            reduce_mg=reduce.per_week_mg,
            stop_rates_mg=stop.rates_mg,
            stop_every_days=stop.rate_every_days,
            stop_lengths_days=stop.lengths_days,
            stop_stage_days=stop.length_stage_days,
        )
