"""What can be moved on a plan, how far it reaches and why not further: the values that ``limits`` speaks in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .policy import Owner

STAGE_TOO_SHORT = "stage_too_short"
ABOVE_LAST_LINE = "dose_above_last_line"
RISE_TOO_LARGE = "rise_too_large"
RISE_FROM_BEFORE = "rise_from_before"
RISE_INTO_NEXT = "rise_into_next"
NEIGHBOUR_SHORTEST = "neighbour_shortest"
LATER_RISE = "later_rise"
START_ABOVE_POLICY = "start_above_policy"


class HandleKind(StrEnum):
    """What a handle changes."""

    END = "end"
    ROLL = "roll"
    DOSE = "dose"
    DOSE_AND_LATER = "dose_and_later"
    OPEN_END = "open_end"
    START = "start"
    INTAKE = "intake"


@dataclass(frozen=True, slots=True)
class Handle:
    """One thing that can be moved: of the stage ``uid``; ``time`` is the intake's place for INTAKE."""

    kind: HandleKind
    uid: int = 0
    time: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a handle stops.

    ``wall``: a wall of a policy or scheme, which an exemption lifts; else logic. ``stage`` is the number of another
    stage concerned, ``owner`` whose number it is that stops the handle.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()
    wall: bool = False
    stage: int | None = None
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The reach of a handle, both ends inclusive and reachable.

    Days for END, ROLL and OPEN_END; mg a day for DOSE and DOSE_AND_LATER (of the grabbed stage); mg of the intake for
    INTAKE; days later than now for START. ``value`` is where it stands; ``step`` the usual pace, ``fine_step`` the
    finest.
    """

    lo: Fraction
    hi: Fraction
    step: Fraction
    fine_step: Fraction
    lo_reason: Reason
    hi_reason: Reason
    value: Fraction


PAST = Reason("past")
"""The handle lies in the days that are history."""


def fixed(value: Fraction, step: Fraction) -> Limits:
    """Give the reach of a handle that cannot move because its days are history."""
    return Limits(value, value, step, step, PAST, PAST, value)
