"""The intake: answers, lists and the decision that ends it, each with what stood before.

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


Rows = tuple[tuple[str, ...], ...]
COLUMNS: Mapping[str, int] = MappingProxyType(
    {"medicines": 4, "treatments_drug": 3, "treatments_other": 3, "support": 3}
)
"""The lists of an intake and how many texts a row of each has."""


@dataclass(frozen=True, slots=True)
class RowsBefore:
    """What a list (``name``, see COLUMNS) held until a day; it had held it since the ``until`` of the entry before.

    Rows are as :meth:`Intake.rows_of` gives them. Raises ValueError for a row of another length.
    """

    name: str
    until: date
    rows: Rows = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Hold the rows to the list's columns."""
        if any(len(row) != COLUMNS.get(self.name, len(row)) for row in self.rows):
            raise ValueError("a row of another list")


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
    ``support`` the support plan as rows (what, who, since when). ``earlier_decisions`` and ``earlier_rows`` hold what
    the decision and the lists were before, the oldest first.
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
    earlier_decisions: tuple[DecisionMade, ...] = ()
    earlier_rows: tuple[RowsBefore, ...] = ()

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

    def with_decision(self, made: DecisionMade, *, by: str, on: date) -> Intake:
        """Give the intake with another decision or other reasons, given by somebody on the day ``on``.

        What was signed before is kept. Other reasons for a decision sign it anew, so that nobody's name stands under
        another's words; within a day the same person's reasons run together. A decision that the same person takes
        back on its own day, or replaces before it had reasons, was a slip and is not kept.
        """
        before, earlier = self.decision, self.earlier_decisions
        same, differs = made.decision is before.decision, made.reasons != before.reasons
        if before.decision is Decision.OPEN or (same and not differs):
            return replace(self, decision=made)
        if same:
            made = replace(made, by=by, on=on)
        if (before.by, before.on) != (by, on) or not (same or self._is_slip(made)):
            earlier = (*(item for item in earlier if item != before), before)
        return replace(self, decision=made, earlier_decisions=earlier)

    def _is_slip(self, made: DecisionMade) -> bool:
        """Tell whether today's decision is nothing to keep: pressed by mistake, or the one before with new reasons."""
        before, kept = self.decision, self.earlier_decisions
        reworded = bool(kept) and kept[-1].decision is before.decision
        return made.decision is Decision.OPEN or not before.reasons.strip() or reworded

    def rows_of(self, name: str) -> Rows:
        """Give the rows of a list as texts; a medicine's are name, group, since when, effect."""
        if name == "medicines":
            return tuple((item.name, item.group, item.since, item.note) for item in self.medicines)
        if name == "support":
            return self.support
        kind = name.removeprefix("treatments_")
        return tuple((item.name, item.how_long, item.result) for item in self.treatments if item.kind == kind)

    def rows_before(self, name: str) -> tuple[RowsBefore, ...]:
        """Give what a list held before, the oldest first."""
        return tuple(item for item in self.earlier_rows if item.name == name)

    def followed_by(self, after: Intake, on: date) -> Intake:
        """Give ``after``, made from this intake on the day ``on``, with what each changed list held until then.

        Further changes on the same day only change what the list holds now; put back as it was, nothing happened.
        """
        earlier = after.earlier_rows
        for name in COLUMNS:
            rows, now = self.rows_of(name), after.rows_of(name)
            last = next(reversed(self.rows_before(name)), None)
            if rows != now and (last is None or last.until != on):
                earlier = (*earlier, RowsBefore(name, on, rows))
            elif rows != now and last is not None and last.rows == now:
                earlier = tuple(item for item in earlier if item != last)
        return replace(after, earlier_rows=earlier)

    def amount(self, code: str) -> Fraction | None:
        """Give the amount answered to ``code`` in its unit, or None."""
        return self.answer(code).amount
