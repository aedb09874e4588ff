"""Issuing a plan: what is open, the answers to it, and the frozen, numbered revision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from baclodesk.domain.checks import blocks_issue
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.patient import Answered, DocumentMade, IssuedPlan, PatientRecord
from baclodesk.domain.plain import plan_to_dict
from baclodesk.domain.plan import Plan
from baclodesk.domain.supplied import Supplied
from baclodesk.services.answering import stamp
from baclodesk.services.facts import findings_of
from baclodesk.services.library import Library


class IssueRefusedError(Exception):
    """A plan cannot be issued; ``code`` names the sentence, ``findings`` what stands in the way."""

    def __init__(self, code: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.findings = code, findings


@dataclass(frozen=True, slots=True)
class Reply:
    """The doctor's answers at issue: a typed reason per key of a stop, and the keys of the cautions ticked."""

    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)
    ticks: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Keys of everything answered; a reason of blanks is none."""
        return self.ticks | {key for key, reason in self.reasons.items() if reason.strip()}


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """What the issue page shows: all findings, those that wait for a reason or a tick, those that block for good."""

    findings: tuple[Finding, ...]

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(item for item in self.findings if item.severity is severity)

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What cannot be lifted."""
        return self._of(Severity.REFUSE)

    @property
    def to_reason(self) -> tuple[Finding, ...]:
        """Stops that ask for a typed reason; those answered by an exemption of their stage are not asked again."""
        return tuple(item for item in self._of(Severity.STOP) if not item.answered)

    @property
    def to_tick(self) -> tuple[Finding, ...]:
        """Cautions to be ticked."""
        return tuple(item for item in self._of(Severity.CAUTION) if not item.answered)

    def left(self, reply: Reply) -> tuple[Finding, ...]:
        """Give what still stands in the way: a stop needs a reason, a tick does not do."""
        ticked_stops = {item.key for item in self.to_reason if not reply.reasons.get(item.key, "").strip()}
        return blocks_issue(self.findings, reply.keys - ticked_stops)


def issue_sheet(record: PatientRecord, policy: str, today: date, *, library: Library | None = None) -> IssueSheet:
    """Gather what is open at issue under a policy (its id)."""
    return IssueSheet(findings_of(record, policy, today, library=library, at_issue=True))


def plan_digest(plan: Plan) -> str:
    """Give the SHA-256 of a plan's plain form, in hexadecimal: equal plans, equal digests."""
    plain = json.dumps(plan_to_dict(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def issued(
    record: PatientRecord,
    reply: Reply,
    *,
    policy: str,
    by: str,
    now: datetime,
    library: Library | None = None,
) -> PatientRecord:
    """Freeze the draft as the next revision, with the answers given; later edits make the revision after it.

    ``now`` has the local zone: its day is the day of issue. Raises IssueRefusedError without a draft, stages or a
    first day, when nothing changed since the last revision, or while a finding stands in the way.
    """
    plan = record.plan
    if plan is None or not plan.stages:
        raise IssueRefusedError("issue.no_plan")
    if plan.start is None:
        raise IssueRefusedError("issue.no_start")
    if not record.draft_differs:
        raise IssueRefusedError("issue.unchanged")
    sheet = issue_sheet(record, policy, now.date(), library=library)
    left = sheet.left(reply)
    if left:
        raise IssueRefusedError("issue.open_findings", left)
    moment = stamp(now)
    revision = IssuedPlan(
        revision=record.next_revision,
        plan=plan,
        policy=policy,
        issued_at=moment,
        issued_by=by,
        answers=_answers(sheet, reply, by, moment),
        finding_keys=tuple(item.key for item in sheet.findings),
        digest=plan_digest(plan),
    )
    return replace(record, issued=(*record.issued, revision), begun=())


def _answers(sheet: IssueSheet, reply: Reply, by: str, moment: str) -> tuple[Answered, ...]:
    asked = (*sheet.to_reason, *sheet.to_tick)
    return tuple(Answered(item.key, reply.reasons.get(item.key, "").strip(), by, moment) for item in asked)


def is_whole(revision: IssuedPlan) -> bool:
    """Tell whether an issued plan still has the digest it was issued with."""
    return revision.digest == plan_digest(revision.plan)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document written: its kind, bytes' digest and pages, the revision it shows (None: a draft or none).

    ``supply`` is what a prescription supplies.
    """

    kind: str
    content: bytes = field(repr=False)
    pages: int
    revision: int | None = None
    language: str = "en"
    supply: Supplied | None = field(default=None, repr=False)


def document_made(record: PatientRecord, paper: Paper, *, by: str, now: datetime) -> PatientRecord:
    """Note that a document was written: the record holds its digest, so a reprint can be compared."""
    digest = hashlib.sha256(paper.content).hexdigest()
    made = DocumentMade(
        paper.kind, paper.revision, stamp(now), by, digest, paper.pages, paper.language, supply=paper.supply
    )
    return replace(record, documents=(*record.documents, made))


CONSENT = "consent"
FORMS = frozenset({CONSENT, "intake", "diary", "leaflet"})
"""Kinds of document that go with no revision of the plan."""


def papers_missing(record: PatientRecord, kinds: Iterable[str]) -> tuple[str, ...]:
    """Give the kinds of document not yet written: for the revision in force, or for FORMS at all.

    None of a plan is missing before the first issue; a consent is while it is prepared and not printed.
    """
    issue = record.current_issue
    revision = None if issue is None else issue.revision
    made = {item.kind for item in record.documents if item.kind in FORMS or item.revision == revision}

    def is_missing(kind: str) -> bool:
        if kind == CONSENT:
            return record.consent.state is ConsentState.PREPARED
        return kind not in made and (issue is not None or kind in FORMS)

    return tuple(kind for kind in kinds if is_missing(kind))
