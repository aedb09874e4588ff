"""A practice's own policy: a copy of one that comes with the program, with other numbers, a name and a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .policy import Line, LineKind, Policy

OWN_SOURCE = "own"
"""The source code of every number of an own policy."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line: day doses above ``mg`` ask for what ``kind`` says."""

    mg: Fraction
    kind: LineKind


@dataclass(frozen=True, slots=True)
class OwnPolicy:
    """Numbers as in :class:`Policy`; ``base`` is the id of the policy it was copied from.

    An own policy is never changed once a plan may have been issued under it: a change makes another one, and the old
    one is ``retired``, so that what was issued keeps its name and numbers. It was written ``on`` a day ``by`` someone.
    """

    id: str
    base: str
    name: str
    reason: str = field(repr=False)
    by: str = field(repr=False)
    on: date
    start_low_mg: Fraction
    start_high_mg: Fraction
    largest_rise_mg: Fraction
    rise_is_wall: bool
    shortest_days: int
    lines: tuple[OwnLine, ...]
    fall_per_two_days_mg: Fraction
    fall_is_note: bool = False
    counts_as_needed: bool = False
    stop_at_least_days: int | None = None
    retired: bool = False

    def as_policy(self) -> Policy:
        """Give the policy that checks and chart read."""
        return Policy(
            id=self.id,
            names=(("en", self.name),),
            start_low_mg=self.start_low_mg,
            start_high_mg=self.start_high_mg,
            largest_rise_mg=self.largest_rise_mg,
            rise_is_wall=self.rise_is_wall,
            shortest_days=self.shortest_days,
            lines=tuple(Line(line.mg, line.kind, OWN_SOURCE, self.on) for line in self.lines),
            fall_per_two_days_mg=self.fall_per_two_days_mg,
            stop_at_least_days=self.stop_at_least_days,
            source=OWN_SOURCE,
            checked=self.on,
            fall_is_note=self.fall_is_note,
            counts_as_needed=self.counts_as_needed,
            reason=self.reason,
        )


def copy_of(policy: Policy, own_id: str, name: str, reason: str, by: str, on: date) -> OwnPolicy:
    """Copy a policy's numbers under a new id, to be changed from there."""
    return OwnPolicy(
        id=own_id,
        base=policy.id,
        name=name,
        reason=reason,
        by=by,
        on=on,
        start_low_mg=policy.start_low_mg,
        start_high_mg=policy.start_high_mg,
        largest_rise_mg=policy.largest_rise_mg,
        rise_is_wall=policy.rise_is_wall,
        shortest_days=policy.shortest_days,
        lines=tuple(OwnLine(line.mg, line.kind) for line in policy.lines),
        fall_per_two_days_mg=policy.fall_per_two_days_mg,
        fall_is_note=policy.fall_is_note,
        counts_as_needed=policy.counts_as_needed,
        stop_at_least_days=policy.stop_at_least_days,
    )
