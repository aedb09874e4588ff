"""What stands before a plan: named over the findings, each with the way there; and what locks the chart.

Only the doctor's own "do not prescribe" locks, and only while nothing is in force: a treatment under way must be
changeable, if only to be brought to its end. A number that is missing is named and never keeps a doctor from planning;
issuing asks for it. What the findings say already is not said twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from baclodesk.domain.findings import Severity
from baclodesk.domain.intake import Decision
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.services.issuing import is_whole
from baclodesk.services.measures import weight
from baclodesk.services.texts import Texts

from ..chart.host import FindingLine


def lock_of(record: PatientRecord, texts: Texts) -> str:
    """Say why nothing can be changed; empty when it can."""
    declined = record.intake.decision.decision is Decision.DECLINE
    return texts("titration_page.locked_declined") if declined and not record.issued else ""


def gates_of(record: PatientRecord, plan: Plan | None, texts: Texts) -> Iterator[FindingLine]:
    """Give what is missing, the graver first, and what to do next with a plan of one stage."""
    if plan is None:
        return
    locked = lock_of(record, texts)
    if locked:
        yield FindingLine(locked, Severity.STOP, action="decision")
    elif not record.issued and record.intake.decision.decision is not Decision.PRESCRIBE:
        yield FindingLine(texts("titration_page.gate_decision"), Severity.NOTE, action="decision")
    if weight(record) is None:
        yield FindingLine(texts("titration_page.gate_weight"), Severity.NOTE, key="gate/weight", action="intake")
    if plan.start is None:
        yield FindingLine(texts("titration_page.gate_start"), Severity.NOTE, action="start")
    if len(plan.stages) == 1 and not locked:
        yield FindingLine(texts("titration_page.one_stage"), Severity.NOTE)


def damage_of(record: PatientRecord, texts: Texts) -> str:
    """Say that the revision in force is not the one that was issued; empty when it is, or a draft stands over it."""
    issue = record.current_issue
    if issue is None or record.draft_differs or not issue.digest or is_whole(issue):
        return ""
    return texts("titration_page.damaged", revision=issue.revision)
