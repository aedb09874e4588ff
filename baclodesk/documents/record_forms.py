"""From a patient's record to the two forms without doses of a plan: the consent and the intake summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.intake import Decision, Intake, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services import catalogue, consenting
from baclodesk.services.facts import findings_of
from baclodesk.services.findings_text import sentence
from baclodesk.services.intake_words import Said, decision_words, said
from baclodesk.services.own_policies import library_of
from baclodesk.services.texts import Texts

from .consent import build_consent
from .errors import DocumentRefused
from .inputs import Alert, ConsentClause, ConsentCopy, Flag, IntakeCopy, IntakeGroup, IntakeLine
from .intake import build_intake_summary
from .page import Document
from .record_sheet import Wish, sheet_for

BLANK = "…" * 12

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
        strokes=kept.strokes,
        signed_on=kept.signed_on,
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
        earlier=tuple(
            (decision_words(texts, item), item.reasons.strip()) for item in reversed(intake.earlier_decisions)
        ),
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
    found = findings_of(record, practice.policy, wish.printed_at.date(), library=library_of(practice))
    return build_intake_summary(sheet, intake_copy(record, found, texts))
