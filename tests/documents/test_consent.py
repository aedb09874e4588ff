"""The consent on paper: two marked copies, each on its own sheet."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from baclodesk.documents.blocks import NewPage, TickList
from baclodesk.documents.consent import build_consent, describe_consent, text_digest
from baclodesk.documents.inputs import ConsentClause
from baclodesk.documents.lint import slips
from baclodesk.domain.practice import Practice

from .support import LANGUAGES, PAPERS, PATIENT, consent_copy, pages, sheet, text


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", ("Copy 1 of 2: for the patient", "Copy 2 of 2: for the dossier")),
        ("fr", ("Exemplaire 1 sur 2 : pour le patient", "Exemplaire 2 sur 2 : pour le dossier")),
    ],
)
@pytest.mark.parametrize("paper", PAPERS)
def test_two_copies_are_marked_and_each_begins_a_new_sheet(language: str, marks: tuple[str, str], paper: str) -> None:
    document = build_consent(sheet(language, paper), consent_copy())
    found = [re.sub(r"\s+", " ", page) for page in pages(document.data)]
    assert len(found) == document.pages == 2
    assert document.sheets == (1, 2)
    for page, mark in zip(found, marks, strict=True):
        assert mark in page
        assert {"en": "page 1 of 1", "fr": "page 1 sur 1"}[language] in page


def test_both_copies_hold_the_same_clauses_signatures_and_version() -> None:
    document = build_consent(sheet(), consent_copy())
    digest = text_digest(consent_copy())[:12]
    for page in pages(document.data):
        flat = re.sub(r"\s+", " ", page)
        for wanted in (
            "I was told what the treatment can do.",
            "I will not stop suddenly.",
            "Highest dose covered: 300 mg a day.",
            "write “read and approved” by hand",
            "The patient",
            "The doctor",
            f"Text 2026-11-1 · check {digest}",
        ):
            assert wanted in flat


def test_printers_are_told_to_leave_the_backs_empty() -> None:
    assert b"/Duplex /Simplex" in build_consent(sheet(), consent_copy()).data
    assert b"/Duplex" not in build_consent(sheet(), consent_copy(), copies=1).data


def test_optional_clauses_are_printed_only_when_switched_on() -> None:
    assert "nobody goes to court" not in text(build_consent(sheet(), consent_copy()).data)
    switched = tuple(replace(clause, on=True) for clause in consent_copy().clauses)
    assert text(build_consent(sheet(), consent_copy(clauses=switched)).data).count("nobody goes to court") == 2


def test_the_digest_follows_the_words_and_the_kept_one_is_printed() -> None:
    base = consent_copy()
    other = replace(base, clauses=(*base.clauses[:1], replace(base.clauses[1], text="I may stop.")))
    assert text_digest(base) != text_digest(other)
    assert "check 0123456789ab" in text(build_consent(sheet(), consent_copy(digest="0123456789abcdef")).data)


def test_a_third_copy_is_only_numbered() -> None:
    found = text(build_consent(sheet(), consent_copy(), copies=3).data)
    assert "Copy 3 of 3" in found
    assert "Copy 1 of 3: for the patient" in found


def test_a_draft_consent_says_so() -> None:
    assert "DRAFT" in text(build_consent(sheet(), consent_copy(draft=True)).data)
    assert "DRAFT" not in text(build_consent(sheet(), consent_copy()).data)


def test_a_consent_without_introduction_dose_or_patient_still_prints() -> None:
    found = text(build_consent(sheet(patient=None), consent_copy(intro="", covers_mg=None)).data)
    assert "Highest dose" not in found
    assert "Patient Birth date" in found


def test_names_in_the_introduction_are_not_taken_for_the_programs_words() -> None:
    odd = replace(PATIENT, family_name="O.D.", given_name="1/2 bid")
    copy = consent_copy(intro=f"Between {odd.full_name} and Dr Mathilde Laurent.")
    assert list(slips(describe_consent(sheet(patient=odd), copy))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_form_itself_can_be_misread(language: str) -> None:
    copy = consent_copy(clauses=(), intro="", title="")
    assert list(slips(describe_consent(sheet(language), copy))) == []


@pytest.mark.parametrize("large", [False, True])
def test_very_long_clauses_run_over_pages_and_the_signatures_never_stand_alone(large: bool) -> None:
    many = tuple(ConsentClause(f"c{n}", f"Clause {n}: " + "words and words " * 25, f"Title {n}") for n in range(20))
    document = build_consent(sheet(large=large), consent_copy(clauses=many))
    found = pages(document.data)
    assert document.torn == ()
    assert len(document.sheets) == 2
    signed = [page for page in found if "The doctor" in page]
    assert len(signed) == 2
    for page in signed:
        assert "Clause 19" in page


def test_a_ready_introduction_without_any_name_is_printed_as_it_is() -> None:
    copy = consent_copy(intro="Please read every point.", doctor="")
    bare = sheet(patient=None, letterhead=Practice(name="Practice"))
    assert "Please read every point." in text(build_consent(bare, copy).data)


def test_a_clause_without_title_or_without_text_keeps_its_box() -> None:
    bare = (ConsentClause("a", "Only text."), ConsentClause("b", "", "Only title"))
    copy = consent_copy(clauses=bare)
    found = text(build_consent(sheet(), copy).data)
    assert "Only text." in found
    assert "Only title" in found
    blocks = describe_consent(sheet(), copy).blocks
    assert sum(len(block.items) for block in blocks if isinstance(block, TickList)) == 4
    assert sum(isinstance(block, NewPage) for block in blocks) == 1
