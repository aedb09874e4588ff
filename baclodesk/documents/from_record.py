"""From a patient's record (or a plan alone) to finished documents: what window and commands both ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.intake import Decision, Intake, Status
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.plain import plan_to_dict
from baclodesk.domain.plan import Plan
from baclodesk.domain.practice import Practice
from baclodesk.services import catalogue, consenting
from baclodesk.services.acts import acts
from baclodesk.services.facts import findings_of
from baclodesk.services.findings_text import citation, sentence
from baclodesk.services.intake_words import Said, said
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .consent import build_consent
from .errors import DocumentRefused
from .inputs import (
    Alert,
    ConsentClause,
    ConsentCopy,
    Flag,
    IntakeCopy,
    IntakeGroup,
    IntakeLine,
    PlanCopy,
    Sheet,
)
from .intake import build_intake_summary
from .page import Document
from .schedule import build_schedule

BLANK = "…" * 12


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to be printed, at which local time; language and paper default to the patient's and the practice's."""

    printed_at: datetime
    printed_by: str = field(default="", repr=False)
    language: str = ""
    paper: str = ""
    large: bool = False


def sheet_for(practice: Practice, patient: Identity | None, wish: Wish) -> Sheet:
    """Give what all documents of one print have in common."""
    language = wish.language or (patient.language if patient else "") or practice.language
    return Sheet(
        letterhead=practice,
        patient=patient,
        printed_at=wish.printed_at,
        printed_by=wish.printed_by,
        language=language,
        paper=wish.paper or practice.paper,
        large=wish.large,
    )


def short_plan_id(plan: Plan, patient_id: str = "") -> str:
    """Give eight letters that name a plan on paper without the patient's name.

    Of a patient's plan they follow from the random id of the dossier and stay with it through all revisions; of a plan
    file from its content.
    """
    content = patient_id or json.dumps(plan_to_dict(plan), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8].upper()


# ── the schedule ─────────────────────────────────────────────────────────────────────────────────────────────────────


def plan_copy(
    plan: Plan,
    policy: str,
    *,
    findings: Iterable[Finding],
    texts: Texts,
    patient_id: str = "",
    revision: int | None = None,
    today: date | None = None,
) -> PlanCopy:
    """Give a plan as it goes on paper; without a revision it is a draft."""
    library = Library.load()
    rules = library.rules_for(plan, policy)
    return PlanCopy(
        plan=plan,
        plan_id=short_plan_id(plan, patient_id),
        revision=revision,
        replaces=revision - 1 if revision is not None and revision > 1 else None,
        draft=revision is None,
        findings=tuple(findings),
        shortest_days=rules.shortest_days,
        pause_days=acts().step_back_days,
        policy_lines=tuple(replace(line, source=citation(texts, line.source)) for line in rules.policy.lines),
        today=today,
    )


def schedule_of(record: PatientRecord, practice: Practice, wish: Wish, *, draft: bool = False) -> Document:
    """Print the schedule in force, or with ``draft`` (or while nothing was issued) the draft, marked as such.

    Raises DocumentRefused, also with code ``no_plan`` when there is nothing to print.
    """
    today = wish.printed_at.date()
    issued = record.current_issue
    plan = record.plan if draft or issued is None else issued.plan
    if plan is None:
        raise DocumentRefused("no_plan")
    number = None if draft or issued is None else issued.revision
    policy = practice.policy if number is None or issued is None else issued.policy
    found = [] if number is not None else findings_of(record, policy, today)
    sheet = sheet_for(practice, record.identity, wish)
    texts = Texts(sheet.language)
    copy = plan_copy(
        plan, policy, findings=found, texts=texts, patient_id=record.identity.id, revision=number, today=today
    )
    return build_schedule(sheet, copy)


# ── the consent ──────────────────────────────────────────────────────────────────────────────────────────────────────


def consent_copy(record: PatientRecord, doctor: str, language: str) -> ConsentCopy:
    """Give the consent ready to print: with the clauses it was given, else today's for the plan's highest dose.

    Raises DocumentRefused (``no_dose``) while there is neither a consent nor a plan to name a dose.
    """
    kept = record.consent
    plan = record.plan or record.plan_in_force
    top = kept.up_to_mg if kept.up_to_mg is not None else (plan.top_mg if plan is not None else None)
    if top is None:
        raise DocumentRefused("no_dose")
    texts = Texts(language)
    clauses = [ConsentClause(code, text, title, code in kept.optional, on=True) for code, title, text in kept.clauses]
    variant = kept.variant
    if not clauses:
        variant = variant if plan is None else consenting.variant_for(plan)
        today = consenting.clause_texts(texts, variant, top)
        clauses = [ConsentClause(item.code, item.text, item.title, item.optional, on=item.on) for item in today]
    doctor = kept.doctor or doctor
    patient = kept.patient or record.identity.full_name
    return ConsentCopy(
        title=texts("consent.title"),
        clauses=tuple(clauses),
        version=kept.version or catalogue.consent().version,
        variant=texts(f"consent.variant.{variant}"),
        intro=texts("consent.intro", patient=patient or BLANK, doctor=doctor or BLANK),
        covers_mg=top,
        doctor=doctor,
        digest=kept.text_digest,
    )


def consent_of(record: PatientRecord, practice: Practice, wish: Wish) -> Document:
    """Print the consent in two copies; one that was prepared with the words and in the language it was prepared in."""
    language = record.consent.language if record.consent.clauses else wish.language or record.identity.language
    copy = consent_copy(record, practice.doctor, language)
    return build_consent(sheet_for(practice, record.identity, replace(wish, language=language)), copy)


# ── the intake ───────────────────────────────────────────────────────────────────────────────────────────────────────


def intake_copy(record: PatientRecord, findings: Iterable[Finding], texts: Texts) -> IntakeCopy:
    """Give an intake ready to print: every question that is asked of this patient, with its answer in words."""
    found = [item for item in findings if item.severity >= Severity.CAUTION]
    flags = {item.item: _flag(item) for item in reversed(found) if item.item}
    intake = record.intake
    groups = [
        IntakeGroup(group.title, tuple(_line(line, intake, flags) for line in group.lines))
        for group in said(texts, record)
    ]
    made = intake.decision
    decided = made.decision is not Decision.OPEN
    return IntakeCopy(
        groups=tuple(groups),
        alerts=tuple(Alert(sentence(texts, item), _flag(item)) for item in found if item.stage is None),
        decision=texts(f"intake.decision.{made.decision}") if decided else "",
        reasons=made.reasons,
        decided_by=made.by,
        decided_on=made.on,
        catalogue=intake.catalogue or catalogue.intake().version,
    )


def _flag(finding: Finding) -> Flag:
    return Flag.STOP if finding.severity >= Severity.STOP else Flag.CAUTION


def _line(line: Said, intake: Intake, flags: Mapping[str, Flag]) -> IntakeLine:
    return IntakeLine(
        question=line.label,
        answer="" if line.is_open else line.answer,
        note=line.note,
        flag=flags.get(line.code, Flag.NONE),
        typed=line.typed,
        negative=intake.answer(line.code).status is Status.NO,
    )


def intake_of(record: PatientRecord, practice: Practice, wish: Wish) -> Document:
    """Print the intake summary for the doctor's file."""
    sheet = sheet_for(practice, record.identity, wish)
    texts = Texts(sheet.language)
    found = findings_of(record, practice.policy, wish.printed_at.date())
    return build_intake_summary(sheet, intake_copy(record, found, texts))
