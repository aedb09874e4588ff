"""Use cases of the consent: its clauses in words, and its way from prepared to signed or withdrawn.

The clauses are kept with the consent as they were put to the patient, so a signed version can always be printed again
whatever later versions of the texts say.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from baclodesk.domain.consent import Consent, ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.services import catalogue
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

ON_LABEL, OFF_LABEL = "on_label", "off_label"


class ConsentError(Exception):
    """A step that the consent's state does not allow; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause in words; ``note`` is for the doctor's eyes, ``optional`` ones are printed only when ``on``."""

    code: str
    title: str
    text: str
    optional: bool = False
    on: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a consent is to say: variant, highest day dose, names, optional clauses switched on."""

    variant: str
    up_to_mg: Fraction
    doctor: str = field(repr=False)
    patient: str = field(repr=False)
    witness: str = field(default="", repr=False)
    optional: tuple[str, ...] = ()


class Renewal(StrEnum):
    """Why a consent is needed; words: ``consent.renew.<value>``. VERSION alone is a hint, all others a need."""

    UNSIGNED = "unsigned"
    WITHDRAWN = "withdrawn"
    DOSE = "dose"
    VARIANT = "variant"
    VERSION = "version"


def variant_for(plan: Plan, library: Library | None = None) -> str:
    """Tell whether a plan stays on the label, by its products and its highest day dose."""
    products = (library or Library.load()).products
    for item in plan.products:
        info = products.get(item.code or "")
        if info is None or not info.covers(plan.top_mg):
            return OFF_LABEL
    return ON_LABEL


def clause_texts(
    texts: Texts, variant: str, up_to_mg: Fraction, optional: tuple[str, ...] = ()
) -> tuple[ClauseText, ...]:
    """Give all clauses of today's version in words, optional ones with their switch."""
    found = []
    for clause in catalogue.consent().clauses:
        key = f"consent.clause.{clause.code}"
        words = texts(f"{key}.{variant}", dose=texts.mg(up_to_mg)) if clause.by_variant else texts(f"{key}.text")
        note = texts(f"{key}.note") if clause.optional else ""
        on = not clause.optional or clause.code in optional
        found.append(ClauseText(clause.code, texts(f"{key}.title"), words, clause.optional, on, note))
    return tuple(found)


def digest_of(version: str, variant: str, language: str, clauses: tuple[tuple[str, str, str], ...]) -> str:
    """Give the SHA-256 of the texts as they are put to the patient, in hexadecimal."""
    plain = json.dumps([version, variant, language, clauses], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def prepared(record: PatientRecord, texts: Texts, wanted: Wanted, on: date) -> PatientRecord:
    """Prepare a consent in the language of ``texts``; a signed or withdrawn one before it is kept as an earlier one.

    Raises ConsentError for a variant or an optional clause that does not exist.
    """
    known = catalogue.consent()
    optional = {clause.code for clause in known.clauses if clause.optional}
    if wanted.variant not in known.variants or not optional.issuperset(wanted.optional):
        raise ConsentError("consent.unknown_clause")
    found = clause_texts(texts, wanted.variant, wanted.up_to_mg, wanted.optional)
    clauses = tuple((item.code, item.title, item.text) for item in found if item.on)
    consent = Consent(
        state=ConsentState.PREPARED,
        variant=wanted.variant,
        version=known.version,
        language=texts.language,
        optional=tuple(item.code for item in found if item.optional and item.on),
        up_to_mg=wanted.up_to_mg,
        doctor=wanted.doctor,
        patient=wanted.patient,
        witness=wanted.witness,
        prepared_on=on,
        clauses=clauses,
        text_digest=digest_of(known.version, wanted.variant, texts.language, clauses),
    )
    earlier = record.earlier_consents
    if record.consent.state in (ConsentState.SIGNED, ConsentState.WITHDRAWN):
        earlier = (*earlier, record.consent)
    return replace(record, consent=consent, earlier_consents=earlier)


def printed(record: PatientRecord, on: date) -> PatientRecord:
    """Note that the prepared consent was printed; a signed one is only reprinted, so its state stays."""
    consent = record.consent
    if consent.state is ConsentState.NONE:
        raise ConsentError("consent.not_prepared")
    if consent.state in (ConsentState.SIGNED, ConsentState.WITHDRAWN):
        return record
    return replace(record, consent=replace(consent, state=ConsentState.PRINTED, printed_on=on))


def signed(
    record: PatientRecord,
    on: date,
    *,
    paper_at: str = "",
    strokes: tuple[tuple[tuple[int, int], ...], ...] = (),
    scan: str = "",
) -> PatientRecord:
    """Note that the prepared or printed consent was signed on a day: on paper, or drawn on the screen."""
    consent = record.consent
    if consent.state not in (ConsentState.PREPARED, ConsentState.PRINTED):
        raise ConsentError("consent.not_prepared")
    signed_one = replace(
        consent, state=ConsentState.SIGNED, signed_on=on, paper_at=paper_at, strokes=strokes, scan=scan
    )
    return replace(record, consent=signed_one)


def with_scan(record: PatientRecord, name: str) -> PatientRecord:
    """Attach the scan sealed under ``name`` to the consent that was signed; an empty name takes it off."""
    if record.consent.state not in (ConsentState.SIGNED, ConsentState.WITHDRAWN):
        raise ConsentError("consent.not_signed")
    return replace(record, consent=replace(record.consent, scan=name))


def withdrawn(record: PatientRecord, on: date, note: str = "") -> PatientRecord:
    """Note that the patient withdrew a signed consent; what was signed is kept."""
    if record.consent.state is not ConsentState.SIGNED:
        raise ConsentError("consent.not_signed")
    consent = replace(record.consent, state=ConsentState.WITHDRAWN, withdrawn_on=on, withdrawn_note=note)
    return replace(record, consent=consent)


def renewals(record: PatientRecord, plan: Plan | None, library: Library | None = None) -> tuple[Renewal, ...]:
    """Tell why this plan needs another consent than the one on file; empty when it is covered."""
    consent = record.consent
    if consent.state is ConsentState.WITHDRAWN:
        return (Renewal.WITHDRAWN,)
    if not consent.is_signed:
        return (Renewal.UNSIGNED,)
    found = []
    if plan is not None and consent.up_to_mg is not None and plan.top_mg > consent.up_to_mg:
        found.append(Renewal.DOSE)
    if plan is not None and consent.variant == ON_LABEL and variant_for(plan, library) == OFF_LABEL:
        found.append(Renewal.VARIANT)
    if consent.version != catalogue.consent().version:
        found.append(Renewal.VERSION)
    return tuple(found)
