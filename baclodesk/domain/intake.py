"""The intake: answers to a catalogue of questions, each with its history, and the decision that ends it.

The questions themselves are data (``resources/intake.toml``); this module knows answers only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class Status(StrEnum):
    """Where a question stands. UNKNOWN on a stopping item counts as YES (house default)."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    ``choice`` is a code of the question's choices (several, parted by spaces, where more than one may be chosen),
    ``amount`` an exact number in the question's unit, ``on`` a date, ``text`` free words; ``given_at`` is when it was
    given (ISO date-time, UTC) and ``by`` whom. What is answered by choice, amount, date or text has status YES.
    """

    status: Status = Status.NOT_ASKED
    choice: str = field(default="", repr=False)
    amount: Fraction | None = field(default=None, repr=False)
    on: date | None = field(default=None, repr=False)
    text: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    given_at: str = field(default="", compare=False)
    by: str = field(default="", repr=False, compare=False)

    @property
    def is_open(self) -> bool:
        """Tell whether the question still waits for an answer."""
        return self.status is Status.NOT_ASKED

    @property
    def choices(self) -> tuple[str, ...]:
        """The chosen codes."""
        return tuple(self.choice.split())

    @property
    def counts_as_yes(self) -> bool:
        """Tell whether a stopping item stands: yes, or not known."""
        return self.status in (Status.YES, Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Medicine:
    """One other medicine: ``name`` as typed, ``group`` an interaction group's code or empty, since when, effect."""

    name: str = field(repr=False)
    group: str = ""
    since: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EarlierTreatment:
    """One earlier treatment; ``kind`` is ``"drug"`` or ``"other"``."""

    kind: str
    name: str = field(repr=False)
    how_long: str = field(default="", repr=False)
    result: str = field(default="", repr=False)


class Decision(StrEnum):
    """How the intake ends."""

    OPEN = "open"
    PRESCRIBE = "prescribe"
    WAIT = "wait"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """The decision with its reasons, who took it and on which day."""

    decision: Decision = Decision.OPEN
    reasons: str = field(default="", repr=False)
    by: str = field(default="", repr=False)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A point confirmed: its code, the day and who confirmed it."""

    code: str
    on: date
    by: str = field(default="", repr=False)


_NOTHING: Mapping[str, Answer] = MappingProxyType({})
_NO_HISTORY: Mapping[str, tuple[Answer, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Intake:
    """All answers by question code, with earlier answers under ``history``; ``catalogue`` is the version asked from.

    ``information`` holds the information points given, ``off_label`` the off-label conditions confirmed,
    ``support`` the support plan as rows (what, who, since when).
    """

    answers: Mapping[str, Answer] = field(default_factory=lambda: _NOTHING)
    history: Mapping[str, tuple[Answer, ...]] = field(default_factory=lambda: _NO_HISTORY)
    medicines: tuple[Medicine, ...] = ()
    treatments: tuple[EarlierTreatment, ...] = ()
    information: tuple[Tick, ...] = ()
    off_label: tuple[Tick, ...] = ()
    support: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    decision: DecisionMade = DecisionMade()
    catalogue: str = ""

    def answer(self, code: str) -> Answer:
        """Give the answer to ``code``; an open one when it was never asked."""
        return self.answers.get(code, Answer())

    def with_answer(self, code: str, answer: Answer) -> Intake:
        """Give the intake with another answer; a replaced one that had been given moves to the history."""
        before = self.answer(code)
        history = self.history
        if before.given_at and before.given_at != answer.given_at and before != answer and not before.is_open:
            history = MappingProxyType({**history, code: (*history.get(code, ()), before)})
        return replace(self, answers=MappingProxyType({**self.answers, code: answer}), history=history)

    def amount(self, code: str) -> Fraction | None:
        """Give the amount answered to ``code`` in its unit, or None."""
        return self.answer(code).amount
