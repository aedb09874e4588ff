"""Where an intake stands in the day, measured against the hour of the strongest craving.

Hours are exact amounts from 0 up to, but not including, 24; an intake without a clock time (bedtime) is never moved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from .errors import EditError
from .plan import IntakeTime, Plan
from .stages import before_day, cut_at, pieces_of, rebuild

DAY = 24


def clock_of(hour: Fraction) -> str:
    """Write an hour of the day as ``HH:MM``; parts of a minute are dropped."""
    whole, rest = divmod(hour % DAY, 1)
    return f"{int(whole):02}:{int(rest * 60):02}"


def hour_of(clock: str) -> Fraction:
    """Give the hour that ``HH:MM`` stands for."""
    return int(clock[:2]) + Fraction(int(clock[3:]), 60)


def is_covered(times: tuple[IntakeTime, ...], hour: Fraction, soonest: Fraction, latest: Fraction) -> bool:
    """Tell whether an intake lies ``soonest`` to ``latest`` hours before ``hour``."""
    leads = [(hour - hour_of(item.at)) % DAY for item in times if item.at is not None]
    return any(soonest <= lead <= latest for lead in leads)


def is_open_to_move(times: tuple[IntakeTime, ...], hour: Fraction, soonest: Fraction, latest: Fraction) -> bool:
    """Tell whether there are clock times and none of them lies before ``hour`` as it should."""
    return any(item.at for item in times) and not is_covered(times, hour, soonest, latest)


def place_to_move(times: tuple[IntakeTime, ...], at: Fraction) -> int:
    """Give the place of the intake with a clock time nearest to ``at``, where moving it keeps the order of the day.

    At least one must have a clock time.
    """
    wanted = hour_of(clock_of(at))
    return min((abs(hour_of(item.at) - wanted), place) for place, item in enumerate(times) if item.at is not None)[1]


def in_order_of_day(times: Sequence[IntakeTime]) -> tuple[int, ...]:
    """Give the places of ``times`` by the clock; a time without one keeps its place, equal ones their order."""
    by_clock = iter(sorted((item.at, place) for place, item in enumerate(times) if item.at is not None))
    return tuple(place if item.at is None else next(by_clock)[1] for place, item in enumerate(times))


def taken_before(
    plan: Plan, from_day: int, hour: Fraction, soonest: Fraction, latest: Fraction, name: Callable[[str], str]
) -> Plan:
    """Move one intake to ``soonest`` hours before ``hour``, from ``from_day`` (from 1) on; the amounts stay in place.

    Stages whose times have an intake ``soonest`` to ``latest`` hours before ``hour``, or none with a clock time, stay
    as they are. An intake named after its clock time is named anew by ``name`` (from ``HH:MM``). Raises EditError when
    nothing is to be moved, and outside the plan.
    """
    plan = cut_at(plan, from_day)
    kept = len(before_day(plan, from_day))
    pieces = pieces_of(plan)
    moved = False
    for place in range(kept, len(pieces)):
        stage, times = pieces[place]
        if is_open_to_move(times, hour, soonest, latest):
            pieces[place] = (stage, _moved(times, hour - soonest, name))
            moved = True
    if not moved:
        raise EditError("edit.hour_covered")
    return rebuild(plan, pieces)


def _moved(times: tuple[IntakeTime, ...], at: Fraction, name: Callable[[str], str]) -> tuple[IntakeTime, ...]:
    place, clock = place_to_move(times, at), clock_of(at)
    old = times[place]
    named_after_clock = any(letter.isdigit() for letter in old.name)
    new = replace(old, name=name(clock) if named_after_clock else old.name, at=clock)
    return (*times[:place], new, *times[place + 1 :])
