"""The consent from prepared to signed or withdrawn; what was signed can always be shown again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import consenting, practice
from baclodesk.services.consenting import ConsentError, Renewal, Wanted
from baclodesk.services.library import Library
from baclodesk.services.texts import NBSP, Texts

from .record_examples import CALM, DOCTOR, TODAY, calm_record, consensus

FRENCH = Texts("fr")
WANTED = Wanted("off_label", Fraction(200), DOCTOR, "Claire Arnaud")


def prepared(record: PatientRecord | None = None, wanted: Wanted = WANTED) -> PatientRecord:
    return practice.prepared(record or calm_record(), FRENCH, wanted, TODAY)


def signed(wanted: Wanted = WANTED) -> PatientRecord:
    return practice.signed(practice.printed(prepared(wanted=wanted), TODAY), TODAY, paper_at="folder 3")


def test_a_prepared_consent_keeps_its_clauses_as_they_will_be_read() -> None:
    consent = prepared().consent
    assert (consent.state, consent.version, consent.language) == (ConsentState.PREPARED, "2026-11-2", "fr")
    assert [code for code, _, _ in consent.clauses] == [
        "information", "status", "effects", "history", "stopping", "driving", "directions", "time", "withdrawal",
        "alternatives", "data",
    ]  # fmt: skip
    assert f"200{NBSP}mg par jour" in consent.clauses[1][2]
    assert consent.text_digest == consenting.digest_of("2026-11-2", "off_label", "fr", consent.clauses)


def test_the_optional_clause_is_off_unless_switched_on_and_carries_a_note() -> None:
    off = practice.clause_texts(FRENCH, "off_label", Fraction(200))
    assert [(item.code, item.on) for item in off if item.optional] == [("no_court", False)]
    assert next(item for item in off if item.optional).note
    on = prepared(wanted=replace(WANTED, optional=("no_court",))).consent
    assert on.optional == ("no_court",)
    assert on.clauses[-1][0] == "no_court"
    assert on.text_digest != prepared().consent.text_digest


def test_the_variant_changes_the_clause_on_the_status_alone() -> None:
    off, on = (prepared(wanted=replace(WANTED, variant=variant)).consent for variant in ("off_label", "on_label"))
    differing = [left[0] for left, right in zip(off.clauses, on.clauses, strict=True) if left != right]
    assert differing == ["status"]


@pytest.mark.parametrize("wrong", [replace(WANTED, variant="label"), replace(WANTED, optional=("driving",))])
def test_clauses_that_do_not_exist_are_refused(wrong: Wanted) -> None:
    with pytest.raises(ConsentError) as caught:
        prepared(wanted=wrong)
    assert caught.value.code == "consent.unknown_clause"


def test_a_consent_goes_from_prepared_to_printed_to_signed() -> None:
    printed = practice.printed(prepared(), TODAY)
    assert (printed.consent.state, printed.consent.printed_on) == (ConsentState.PRINTED, TODAY)
    consent = signed().consent
    assert (consent.state, consent.signed_on, consent.paper_at) == (ConsentState.SIGNED, TODAY, "folder 3")
    assert consent.is_signed


def test_a_consent_may_be_signed_on_the_screen_without_paper() -> None:
    strokes = (((0, 0), (500, 20)),)
    consent = practice.signed(prepared(), TODAY, strokes=strokes).consent
    assert (consent.strokes, consent.is_signed) == (strokes, True)


def test_nothing_is_printed_signed_or_withdrawn_before_its_turn() -> None:
    bare = PatientRecord(CALM)
    acts: list[tuple[Callable[[], PatientRecord], str]] = [
        (lambda: practice.printed(bare, TODAY), "consent.not_prepared"),
        (lambda: practice.signed(bare, TODAY), "consent.not_prepared"),
        (lambda: practice.signed(signed(), TODAY), "consent.not_prepared"),
        (lambda: practice.withdrawn(prepared(), TODAY), "consent.not_signed"),
    ]
    for act, code in acts:
        with pytest.raises(ConsentError) as caught:
            act()
        assert caught.value.code == code


def test_printing_a_signed_consent_again_leaves_it_signed() -> None:
    record = signed()
    assert practice.printed(record, date(2027, 1, 1)) is record


def test_a_withdrawn_consent_is_kept_whole_and_a_new_one_begins_beside_it() -> None:
    gone = practice.withdrawn(signed(), TODAY, "said so by telephone")
    assert gone.consent.clauses == signed().consent.clauses
    assert practice.renewals(gone, gone.plan) == (Renewal.WITHDRAWN,)
    again = prepared(gone)
    assert [consent.state for consent in again.earlier_consents] == [ConsentState.WITHDRAWN]
    assert prepared(again).earlier_consents == again.earlier_consents


def test_a_plan_on_the_label_is_told_by_product_and_dose() -> None:
    library = Library.load()
    zentiva = library.products["fr-baclofene-zentiva-10"].product
    label = library.build_scheme("label", start=TODAY, products=(zentiva,))
    assert practice.variant_for(label) == "on_label"
    assert practice.variant_for(consensus()) == "off_label"
    unknown = replace(label, products=(replace(zentiva, code=None),))
    assert practice.variant_for(unknown) == "off_label"


def test_a_new_consent_is_asked_for_when_the_dose_the_variant_or_the_text_goes_beyond_the_signed_one() -> None:
    record = signed()
    assert practice.renewals(record, record.plan) == ()
    assert practice.renewals(record, None) == ()
    assert practice.renewals(calm_record(), None) == (Renewal.UNSIGNED,)
    low = signed(replace(WANTED, up_to_mg=Fraction(80)))
    assert practice.renewals(low, low.plan) == (Renewal.DOSE,)
    on_label = signed(replace(WANTED, variant="on_label"))
    assert practice.renewals(on_label, on_label.plan) == (Renewal.VARIANT,)
    old = replace(record, consent=replace(record.consent, version="2025-01-1", up_to_mg=None))
    assert practice.renewals(old, old.plan) == (Renewal.VERSION,)


@pytest.mark.parametrize("reason", Renewal)
def test_every_reason_for_a_new_consent_has_its_words(reason: Renewal) -> None:
    for language in ("en", "fr"):
        assert Texts(language)(f"consent.renew.{reason.value}")
