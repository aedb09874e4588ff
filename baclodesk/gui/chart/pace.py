"""The numbers that the chart's verbs propose, from the data files. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from baclodesk.domain.plan import Plan, Stage
from baclodesk.domain.schemes import Reduce, Stop, usual_days
from baclodesk.services.acts import acts
from baclodesk.services.library import Library


@dataclass(frozen=True, slots=True)
class Pace:
    """Proposals in days and mg; see resources/acts.toml and the schemes ``reduce`` and ``stop``."""

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
        begin = acts()
        return Pace(
            hold_days=begin.hold_days,
            back_days=begin.step_back_days,
            plateau_days=begin.plateau_days,
            reduce_mg=reduce.per_week_mg,
            stop_rates_mg=stop.rates_mg,
            stop_every_days=stop.rate_every_days,
            stop_lengths_days=stop.lengths_days,
            stop_stage_days=stop.length_stage_days,
        )


def scheme_days(plan: Plan, stage: Stage) -> int | None:
    """Give the days that the plan's own scheme has for a stage; None where it has none, or there is no scheme."""
    schemes = Library.load().schemes
    scheme = schemes.get(plan.scheme)
    return None if scheme is None else usual_days(scheme, schemes, stage)
