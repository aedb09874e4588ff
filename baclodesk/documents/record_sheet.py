"""What all documents of a record begin with: the wish, the sheet, the plan as it goes on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import Identity, IssuedPlan
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line
from baclodesk.domain.practice import Practice
from baclodesk.services.acts import acts
from baclodesk.services.findings_text import citation
from baclodesk.services.library import Library
from baclodesk.services.own_policies import library_of
from baclodesk.services.sheet_code import sheet_code, short_plan_id
from baclodesk.services.texts import Texts

from .inputs import PlanCopy, PolicyNote, Sheet


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to be printed, at which local time; language and paper default to the patient's and the practice's.

    ``archive`` makes the file tagged and fit for an archive (PDF/A); None: those of an issued plan and all forms, not
    the drafts.
    """

    printed_at: datetime
    printed_by: str = field(default="", repr=False)
    language: str = ""
    paper: str = ""
    large: bool = False
    archive: bool | None = None


def sheet_for(
    practice: Practice, patient: Identity | None, wish: Wish, *, issued: bool = True, policy: str = ""
) -> Sheet:
    """Give what all documents of one print have in common; ``policy`` is the practice's unless another is named."""
    language = wish.language or (patient.language if patient else "") or practice.language
    return Sheet(
        letterhead=practice,
        patient=patient,
        printed_at=wish.printed_at,
        printed_by=wish.printed_by,
        language=language,
        paper=wish.paper or practice.paper,
        large=wish.large,
        archive=issued if wish.archive is None else wish.archive,
        policy=_policy(practice, policy or practice.policy, language),
    )


def _policy(practice: Practice, policy: str, language: str) -> PolicyNote | None:
    """Give name and day of a policy; one nobody knows any more has none."""
    known = library_of(practice).policies.get(policy)
    return None if known is None else PolicyNote(known.name(language), known.checked)


def plan_copy(
    plan: Plan,
    policy: str,
    *,
    findings: Iterable[Finding],
    texts: Texts,
    patient_id: str = "",
    issued: IssuedPlan | None = None,
    today: date | None = None,
    library: Library | None = None,
) -> PlanCopy:
    """Give a plan as it goes on paper; without an issued revision it is a draft."""
    library = library or Library.load()
    rules = library.rules_for(plan, policy)
    revision = None if issued is None else issued.revision
    return PlanCopy(
        plan=plan,
        plan_id=short_plan_id(plan, patient_id),
        revision=revision,
        replaces=revision - 1 if revision is not None and revision > 1 else None,
        draft=issued is None,
        findings=tuple(findings),
        shortest_days=rules.shortest_days,
        pause_days=acts().step_back_days,
        policy_lines=tuple(_briefly(line, texts) for line in rules.policy.lines),
        today=today,
        code="" if issued is None else sheet_code(patient_id, issued).text,
    )


def _briefly(line: Line, texts: Texts) -> Line:
    """Keep a source that the picture has short words for; of another give its citation."""
    return line if texts.has(f"chart.source.{line.source}") else replace(line, source=citation(texts, line.source))
