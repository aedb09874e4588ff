"""Documents made from whole records of the demonstration practice, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.from_record import (
    Wish,
    consent_of,
    intake_copy,
    intake_of,
    schedule_of,
    sheet_for,
    short_plan_id,
)
from baclodesk.documents.inputs import Flag
from baclodesk.documents.page import Document
from baclodesk.documents.reading import page_texts
from baclodesk.domain import edits
from baclodesk.domain.intake import Decision, DecisionMade, Intake
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services import demo, practice
from baclodesk.services.facts import findings_of
from baclodesk.services.library import Library
from baclodesk.services.texts import LANGUAGES, Texts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 24, tzinfo=UTC)
RECORDS = demo.records(TODAY, "en")
NAMES = [record.identity.family_name for record in RECORDS]
HOUSE = demo.practice("en")


def named(family: str) -> PatientRecord:
    return RECORDS[NAMES.index(family)]


def text(document: Document) -> str:
    return " ".join(" ".join(page_texts(document.data)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", NAMES)
def test_every_demonstration_patient_can_be_printed(family: str, language: str) -> None:
    record = named(family)
    wish = Wish(NOW, "Dr M. Laurent", language)
    made = [intake_of(record, HOUSE, wish)]
    if record.plan is not None or record.issued:
        made += [schedule_of(record, HOUSE, wish), consent_of(record, HOUSE, wish)]
    for document in made:
        assert family in text(document)
        assert document.torn == ()
        assert document.unprintable == ()


def test_the_schedule_in_force_is_printed_with_its_number_and_not_the_draft_beside_it() -> None:
    record = next(r for r in RECORDS if r.issued and r.plan is not None)
    assert record.plan is not None
    uid = record.plan.stages[-1].uid
    changed = replace(record, plan=edits.set_daily_mg(record.plan, uid, Fraction(15)))
    issued, draft = schedule_of(changed, HOUSE, Wish(NOW)), schedule_of(changed, HOUSE, Wish(NOW), draft=True)
    assert not issued.draft
    assert f"revision {len(record.issued)}" in text(issued)
    assert draft.draft
    assert "DRAFT" in text(draft)
    assert text(issued) != text(draft)


def test_a_patient_without_a_plan_has_no_schedule_and_no_consent_to_print() -> None:
    bare = PatientRecord(Identity("1" * 32, "Empty", "Ann"))
    with pytest.raises(DocumentRefused, match="no_plan"):
        schedule_of(bare, HOUSE, Wish(NOW))
    with pytest.raises(DocumentRefused, match="no_dose"):
        consent_of(bare, HOUSE, Wish(NOW))


def test_a_consent_prints_the_clauses_it_was_given_in_its_own_language() -> None:
    record = next(r for r in RECORDS if r.plan is not None)
    wanted = practice.Wanted("off_label", Fraction(120), "Dr A", "Ann Empty", optional=("no_court",))
    prepared = practice.prepared(record, Texts("fr"), wanted, TODAY)
    kept = tuple((code, title, f"{words} (as then)") for code, title, words in prepared.consent.clauses)
    old = replace(prepared, consent=replace(prepared.consent, clauses=kept))
    document = consent_of(old, HOUSE, Wish(NOW, language="en"))
    assert document.language == "fr"
    assert text(document).count("(as then)") == 2 * len(kept)
    assert "120" in text(document)


def test_optional_clauses_stay_off_the_paper_until_they_are_switched_on() -> None:
    record = replace(next(r for r in RECORDS if r.plan is not None), consent=PatientRecord(Identity("")).consent)
    title = Texts("en")("consent.clause.no_court.title")
    assert title not in text(consent_of(record, HOUSE, Wish(NOW, language="en")))


def test_the_intake_shows_open_questions_flags_and_the_decision() -> None:
    texts = Texts("en")
    record = named("Caron")
    copy = intake_copy(record, findings_of(record, "guide", TODAY), texts)
    assert any(not line.answer for group in copy.groups for line in group.lines)
    assert any(line.flag is not Flag.NONE for group in copy.groups for line in group.lines) or copy.alerts
    assert copy.decision == ""
    decided = replace(record, intake=replace(Intake(), decision=DecisionMade(Decision.WAIT, "tired", "Dr A", TODAY)))
    copy = intake_copy(decided, (), texts)
    assert (copy.decision, copy.reasons, copy.decided_on) == (texts("intake.decision.wait"), "tired", TODAY)


def test_a_plan_keeps_its_short_name_through_revisions_and_a_file_has_one_of_its_own() -> None:
    plan = Library.load().build_scheme("consensus", start=date(2027, 3, 1))
    other = edits.set_start(plan, date(2027, 3, 2))
    assert short_plan_id(plan, "a" * 32) == short_plan_id(other, "a" * 32)
    assert short_plan_id(plan) != short_plan_id(other)
    assert short_plan_id(plan, "a" * 32) not in "a" * 64


def test_language_and_paper_come_from_the_wish_else_the_patient_else_the_practice() -> None:
    french = Identity("1" * 32, "Durand", "Ève", language="fr")
    house = Practice(language="en", paper="Letter")
    assert sheet_for(house, french, Wish(NOW)).language == "fr"
    assert sheet_for(house, french, Wish(NOW, language="en", paper="A4")).paper == "A4"
    assert sheet_for(house, None, Wish(NOW)).language == "en"
    assert sheet_for(house, None, Wish(NOW)).paper == "Letter"
