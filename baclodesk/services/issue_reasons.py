"""The reasons behind an issued plan, in words: what was asked at issue, and what the doctor typed to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import IssuedPlan, PatientRecord
from baclodesk.services.facts import findings_of
from baclodesk.services.findings_text import sentence
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that asked for a reason, and the reason typed to it."""

    sentence: str
    reason: str = field(repr=False)


def reasons_given(record: PatientRecord, issued: IssuedPlan, texts: Texts, library: Library) -> tuple[Reason, ...]:
    """Give every reason typed for an issued plan: at issue, and before that at the walls of its stages.

    The sentences are those that the findings of the day of issue have today; one that cannot be told any more (the
    intake or the rules changed since) is named by its stage alone, so that no reason is ever left out.
    """
    at_issue = replace(record, plan=issued.plan)
    found = findings_of(at_issue, issued.policy, _day(issued), library=library, at_issue=True)
    by_key = {finding.key: finding for finding in found}
    reasons = []
    for number, stage in enumerate(issued.plan.stages, 1):
        for lifted in stage.exemptions:
            finding = next((item for item in found if item.code == lifted.code and item.stage == number), None)
            reasons.append(Reason(_said(texts, finding, f"@{number}", library), lifted.reason))
    for answer in issued.answers:
        if answer.reason.strip():
            said = _said(texts, by_key.get(answer.key), answer.key, library)
            reasons.append(Reason(said, answer.reason))
    return tuple(reasons)


def _said(texts: Texts, finding: Finding | None, key: str, library: Library) -> str:
    if finding is not None:
        return sentence(texts, finding, library)
    _code, _, place = key.partition("@")
    stage = place.partition("/")[0]
    return texts("documents.schedule.asked_stage", stage=stage) if stage else texts("documents.schedule.asked")


def _day(issued: IssuedPlan) -> date:
    return date.fromisoformat(issued.issued_at[:10])
