"""Nothing that must not break breaks: no word of ours is cut, no block torn, on any paper, in any size or language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from baclodesk.documents import lines
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.from_record import KINDS, Wish, document_of
from baclodesk.documents.lines import on_paper, wrap
from baclodesk.documents.lint import slips
from baclodesk.documents.page import Document
from baclodesk.documents.theme import Face
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import demo

from .support import CASES, LANGUAGES, NOW, pages, plan, text

TODAY = date(2026, 11, 22)
RECORDS = {language: demo.records(TODAY, language)[::3] for language in LANGUAGES}
LOOKS = (("A4", False), ("Letter", True))
"""The roomiest and the narrowest."""
NOTHING_TO_PRINT = ("no_plan", "plan_over", "no_dose", "start_missing")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Log every word that had to be cut to fit its line."""
    found: list[str] = []
    cutting = lines._cut

    def logged(word: str, room: float, size: float, *, bold: bool) -> int:
        found.append(word)
        return cutting(word, room, size, bold=bold)

    monkeypatch.setattr(lines, "_cut", logged)
    lines._wrapped.cache_clear()
    yield found
    lines._wrapped.cache_clear()


def documents(kind: str, record: PatientRecord, language: str) -> Iterator[Document]:
    """Make one kind of document of a record at its roomiest and its narrowest; those refused are left out."""
    unsigned = replace(record, consent=replace(record.consent, clauses=()))
    for paper, large in LOOKS:
        try:
            yield document_of(kind, unsigned, demo.practice(language), Wish(NOW, "Dr A", language, paper, large))
        except DocumentRefused as refused:
            if refused.code not in NOTHING_TO_PRINT:
                raise


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_cut_and_no_block_torn_for_all_demonstration_patients(
    cut: list[str], kind: str, language: str
) -> None:
    made = [document for record in RECORDS[language] for document in documents(kind, record, language)]
    assert len(made) >= 6
    assert [document.torn for document in made] == [()] * len(made)
    assert cut == []
    assert [slip for document in made if document.description for slip in slips(document.description)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_no_word_is_cut_for_any_of_the_known_schedules(cut: list[str], case: str, language: str) -> None:
    record = replace(RECORDS[language][0], plan=plan(case), issued=())
    for kind in ("schedule", "calendar", "prescription"):
        assert all(not document.torn for document in documents(kind, record, language))
    assert cut == []


def test_the_log_sees_a_word_that_is_cut(cut: list[str]) -> None:
    assert wrap("Donaudampfschiff", 30, Face(11, 15)) != ["Donaudampfschiff"]
    assert cut
    assert on_paper("x") == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_a_prescription_is_signed(language: str) -> None:
    words = {"en": "Signature of the prescriber, this page", "fr": "Signature du prescripteur, cette page"}[language]
    end = {"en": "Signature of the prescriber", "fr": "Signature du prescripteur"}[language]
    found = {document.pages: document for document in documents("prescription", RECORDS[language][0], language)}
    assert set(found) == {1, 2}
    assert words not in text(found[1].data)
    first, last = (page.replace("\u00a0", " ") for page in pages(found[2].data))
    assert words in first
    assert words not in last
    assert end in last


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_number_stands_on_one_line(language: str) -> None:
    for document in documents("diary", RECORDS[language][0], language):
        for page in pages(document.data):
            assert any("+33 1 99 00 00 00" in line.replace("\u00a0", " ") for line in page.splitlines())
