"""What the builders are given: values of the domain and texts that are ready to print, nothing to look up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import Identity
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line
from baclodesk.domain.practice import Practice
from baclodesk.domain.recorded import Recorded


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """The policy that a document names at its foot; ``checked`` is when its numbers were last compared."""

    name: str
    checked: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every document of one print has in common.

    ``patient`` is None for a plan that came from a file: the sheet then has lines to write the name on.
    ``printed_at`` is local time; ``paper`` is ``"A4"`` or ``"Letter"``; ``large`` is large print. ``archive`` gives a
    tagged file fit for an archive (PDF/A); it looks the same. ``policy`` is the one the print was made under.
    """

    letterhead: Practice
    patient: Identity | None
    printed_at: datetime
    printed_by: str = field(default="", repr=False)
    language: str = "en"
    paper: str = "A4"
    large: bool = False
    archive: bool = False
    policy: PolicyNote | None = None


class Flag(StrEnum):
    """How an answer stands out."""

    NONE = "none"
    CAUTION = "caution"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding in words for the box at the top; ``reason`` is what the doctor typed to it."""

    text: str
    flag: Flag = Flag.CAUTION
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """A plan as it goes on paper.

    ``revision`` is the issued revision, None for a plan not issued (printed as DRAFT whatever ``draft`` says);
    ``replaces`` the revision before it; ``plan_id`` a short name of the plan without the patient's name.
    ``findings`` are those of the plan today: one of severity refuse and nothing is printed.
    ``reasons`` are the stops lifted, with the reasons typed to them; with ``policy_lines``, ``today`` and what was
    ``recorded`` as taken they stand on the doctor's copy only. ``shortest_days`` and ``pause_days`` are the scheme's
    numbers for the rules printed with it: the shortest stage, and the days without a rise after a step back (None:
    that rule is left out). ``code``
    is the issued sheet's check code, printed in letters and as QR; it holds no name.
    """

    plan: Plan
    plan_id: str
    revision: int | None = None
    replaces: int | None = None
    draft: bool = True
    findings: tuple[Finding, ...] = ()
    shortest_days: int | None = None
    pause_days: int | None = None
    policy_lines: tuple[Line, ...] = ()
    today: date | None = None
    reasons: tuple[Alert, ...] = ()
    recorded: tuple[Recorded, ...] = field(default=(), repr=False)
    code: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether DRAFT goes across every page."""
        return self.draft or self.revision is None


@dataclass(frozen=True, slots=True)
class Period:
    """Which days a sheet shows: day numbers, inclusive; ``last`` None runs to the plan's end."""

    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentClause:
    """One clause ready to print; an ``optional`` one is printed only when it is ``on``."""

    code: str
    text: str
    title: str = ""
    optional: bool = False
    on: bool = False


@dataclass(frozen=True, slots=True)
class ConsentCopy:
    """A consent ready to print; ``digest`` is that of the texts as the consent keeps it (empty: made here).

    ``covers_mg`` is the highest day dose the consent covers, None when it names none. ``strokes`` is the patient's
    signature drawn on the screen on the day ``signed_on``, empty where it is given on paper.
    """

    title: str
    clauses: tuple[ConsentClause, ...]
    version: str
    variant: str = ""
    intro: str = ""
    covers_mg: Fraction | None = None
    doctor: str = field(default="", repr=False)
    digest: str = ""
    draft: bool = False
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(default=(), repr=False)
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """A question and its answer in words; ``answer`` empty: not asked.

    ``typed`` answers are somebody's own words; a ``negative`` one is a plain no, gathered with the others of its group.
    """

    question: str
    answer: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    flag: Flag = Flag.NONE
    typed: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class IntakeGroup:
    """A group of questions."""

    title: str
    lines: tuple[IntakeLine, ...]


@dataclass(frozen=True, slots=True)
class IntakeCopy:
    """An intake ready to print; ``decision`` in words, empty while it is open; ``earlier`` as (decision, reasons)."""

    groups: tuple[IntakeGroup, ...]
    alerts: tuple[Alert, ...] = ()
    decision: str = ""
    reasons: str = field(default="", repr=False)
    decided_by: str = field(default="", repr=False)
    decided_on: date | None = None
    catalogue: str = ""
    earlier: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Reader(StrEnum):
    """Whom a letter is written to."""

    COLLEAGUE = "colleague"
    PHARMACIST = "pharmacist"


@dataclass(frozen=True, slots=True)
class LetterCopy:
    """What a letter tells beside the plan: ``day`` is the day number of the dose now; ``facts`` are ready pairs.

    ``addressee`` is who it is written to, as typed; empty: whoever reads it.
    """

    reader: Reader
    day: int
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    addressee: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One printed document of a batch, in words; ``remark`` says what is left to do."""

    patient: str = field(repr=False)
    document: str
    copies: int
    pages: int
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for one print of a plan.

    ``draft`` prints the plan being edited, marked as such, else the one in force. ``first`` and ``last`` are day
    numbers or dates; without ``first`` a schedule shows the whole plan, or with ``today`` what is left of it; every
    other sheet begins today while the plan runs. ``dates=False`` prints day numbers alone. ``days`` is the length of a
    diary or prescription; ``renewals``, ``extra`` (count as-needed tablets) and ``with_weight`` are for the
    prescription; ``addressee`` is whom a letter is written to.
    """

    draft: bool = False
    first: int | date | None = None
    last: int | date | None = None
    today: bool = False
    dates: bool = True
    days: int | None = None
    renewals: int = 0
    extra: bool = True
    with_weight: bool = False
    addressee: str = field(default="", repr=False)


USUAL = Choice()
