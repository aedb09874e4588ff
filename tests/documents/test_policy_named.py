"""Every page of every document names the policy it was made under and the day its numbers were checked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from baclodesk.documents.from_record import KINDS, Wish, cover_of, document_of
from baclodesk.documents.inputs import CoverRow
from baclodesk.documents.reading import page_texts
from baclodesk.domain.practice import Practice
from baclodesk.services import demo
from baclodesk.services.library import Library
from baclodesk.services.texts import LANGUAGES, Texts

from .support import NOW
from .support import PAPERS as ALL_PAPERS

TODAY = date(2026, 11, 22)
RECORDS = {record.identity.family_name: record for record in demo.records(TODAY, "en")}
ARNAUD = RECORDS["Arnaud"]
POLICIES = Library.load().policies


def named(policy: str, language: str) -> str:
    texts = Texts(language)
    known = POLICIES[policy]
    return texts("documents.sheet.policy", policy=known.name(language), date=texts.date(known.checked))


def flat(page: str) -> str:
    return re.sub(r"\s+", " ", page)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_names_the_policy_and_its_day(kind: str, language: str, large: bool) -> None:
    record = replace(ARNAUD, consent=replace(ARNAUD.consent, clauses=()))
    for paper in ALL_PAPERS:
        wish = Wish(NOW, "Dr A", language, paper, large)
        for page in page_texts(document_of(kind, record, demo.practice(language), wish).data):
            assert flat(named("guide", language)) in flat(page)


def test_a_plan_keeps_the_policy_it_was_issued_under_while_a_form_names_the_practices() -> None:
    house = replace(demo.practice("en"), policy="uk")
    wish = Wish(NOW, "Dr A", "en")
    schedule = flat(page_texts(document_of("schedule", ARNAUD, house, wish).data)[0])
    assert flat(named("guide", "en")) in schedule
    leaflet = flat(page_texts(document_of("leaflet", ARNAUD, house, wish).data)[0])
    assert flat(named("uk", "en")) in leaflet
    cover = flat(page_texts(cover_of([CoverRow("A", "Schedule", 1, 1)], house, wish).data)[0])
    assert flat(named("uk", "en")) in cover


def test_a_policy_nobody_knows_any_more_is_not_made_up() -> None:
    wish = Wish(NOW, "Dr A", "en")
    page = page_texts(document_of("leaflet", ARNAUD, Practice(policy="long gone"), wish).data)[0]
    assert "policy:" not in page
