"""Policies, scheme facts and the rules that follow from them. All numbers come from data files, none from code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class LineKind(StrEnum):
    """What crossing a policy's line asks for."""

    REASON = "reason"
    SECOND_OPINION = "second_opinion"
    COLLEGIAL = "collegial"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line of a policy: day doses above ``mg`` ask for what ``kind`` says; LAST is a wall."""

    mg: Fraction
    kind: LineKind
    source: str
    checked: date | None = None


class OwnerKind(StrEnum):
    """What a number belongs to."""

    SCHEME = "scheme"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose number binds: a scheme's or a policy's, with its id and its names by language."""

    kind: OwnerKind
    id: str
    names: tuple[tuple[str, str], ...]

    def name(self, language: str) -> str:
        """Give the name in ``language``, else in English."""
        table = dict(self.names)
        return table.get(language, table["en"])


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy (ceilings and pace), read from data; doses in mg a day, times in days.

    ``start_low_mg`` and ``start_high_mg`` bound the first day's dose; ``largest_rise_mg`` bounds one step up, a wall
    on the chart only when ``rise_is_wall``; ``shortest_days`` is the shortest stage before a rise;
    ``fall_per_two_days_mg`` bounds a fall, and only a note follows when ``fall_is_note``; ``stop_at_least_days`` is
    the shortest stop to 0 (None: not stated).
    ``counts_as_needed``: the lines hold for all that may be taken in a day, the extra doses on an urge among them.
    ``reason`` is why a practice wrote its own policy; empty in those that come with the program.
    ``names`` maps a language to the name shown. ``checked`` is the day the numbers were last compared with ``source``.
    """

    id: str
    names: tuple[tuple[str, str], ...]
    start_low_mg: Fraction
    start_high_mg: Fraction
    largest_rise_mg: Fraction
    rise_is_wall: bool
    shortest_days: int
    lines: tuple[Line, ...]
    fall_per_two_days_mg: Fraction
    stop_at_least_days: int | None
    source: str
    checked: date
    fall_is_note: bool = False
    counts_as_needed: bool = False
    reason: str = field(default="", repr=False)

    def name(self, language: str) -> str:
        """Give the name in ``language``, else in English."""
        return self.owner.name(language)

    @property
    def owner(self) -> Owner:
        """The policy as the owner of its numbers."""
        return Owner(OwnerKind.POLICY, self.id, self.names)

    @property
    def last_line_mg(self) -> Fraction:
        """The wall: no day dose above it without a recorded exemption."""
        return max(line.mg for line in self.lines)


@dataclass(frozen=True, slots=True)
class Rules:
    """What binds one plan: the policy, with the scheme's own shortest stage and dose steps where it has them.

    ``step_mg`` is the dose grid of a drag up to ``step_change_mg`` a day, ``large_step_mg`` above it. ``scheme`` is the
    one whose own number ``shortest_days`` is, None where it is the policy's.
    """

    policy: Policy
    shortest_days: int
    step_mg: Fraction
    step_change_mg: Fraction
    large_step_mg: Fraction
    scheme: Owner | None = None

    @property
    def shortest_owner(self) -> Owner:
        """Whose number the shortest stage is."""
        return self.scheme or self.policy.owner
