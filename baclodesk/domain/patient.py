"""The patient's record: one immutable value that every part of the program reads and none changes in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .consent import Consent
from .intake import Intake
from .plan import Plan
from .supplied import Supplied
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the patient is. ``sex`` is ``"f"``, ``"m"`` or ``""``; ``language`` the documents' (``en``, ``fr``)."""

    id: str
    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    language: str = "en"

    @property
    def full_name(self) -> str:
        """Family name, given name, as shown in lists and headers."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding answered at issue: its key, the typed reason (empty for a tick), who and when (ISO date-time, UTC)."""

    key: str
    reason: str = field(repr=False)
    by: str = field(repr=False)
    at: str = ""


@dataclass(frozen=True, slots=True)
class BegunAnswer:
    """A reason (empty for a tick) given before the issue; ``about`` is a digest of the figures it was given to."""

    key: str
    about: str = ""
    reason: str = field(default="", repr=False)
    by: str = field(default="", repr=False)
    at: str = ""


@dataclass(frozen=True, slots=True)
class IssuedPlan:
    """A plan as it was issued: frozen, numbered from 1, with the policy, the answers given and a digest of the plan."""

    revision: int
    plan: Plan
    policy: str
    issued_at: str
    issued_by: str = field(repr=False)
    answers: tuple[Answered, ...] = ()
    finding_keys: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class DocumentMade:
    """One document written: which, for which plan revision (None: draft), when, by whom, digest of its bytes, pages.

    ``kept`` names the sealed attachment that holds its bytes, empty when only the digest was kept. ``supply`` is what
    a prescription supplies; None for every other document, and for prescriptions of which that was not noted.
    """

    kind: str
    revision: int | None
    at: str
    by: str = field(repr=False)
    digest: str = ""
    pages: int = 0
    language: str = "en"
    kept: str = ""
    supply: Supplied | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit to come; ``time`` is ``"HH:MM"`` or empty."""

    on: date
    time: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """Everything kept about one patient; see the module.

    ``plan`` is the draft being edited (None: no plan yet); ``issued`` the revisions in order; ``begun`` the answers
    given so far to what the next issue asks.
    """

    identity: Identity
    intake: Intake = field(default_factory=Intake)
    plan: Plan | None = None
    issued: tuple[IssuedPlan, ...] = ()
    visits: tuple[Visit, ...] = ()
    consent: Consent = field(default_factory=Consent)
    earlier_consents: tuple[Consent, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    documents: tuple[DocumentMade, ...] = ()
    begun: tuple[BegunAnswer, ...] = ()

    @property
    def current_issue(self) -> IssuedPlan | None:
        """The revision in force, or None while nothing was issued."""
        return self.issued[-1] if self.issued else None

    @property
    def plan_in_force(self) -> Plan | None:
        """The issued plan, else None."""
        return self.issued[-1].plan if self.issued else None

    @property
    def supply(self) -> Supplied | None:
        """What the prescription written last supplies; a reprint of an earlier one is not a new one."""
        return next((item.supply for item in reversed(self.documents) if item.supply is not None), None)

    @property
    def next_revision(self) -> int:
        """The number the draft will get when it is issued."""
        return len(self.issued) + 1

    @property
    def draft_differs(self) -> bool:
        """Tell whether the draft holds something that no revision holds yet."""
        return self.plan is not None and (not self.issued or self.issued[-1].plan != self.plan)
