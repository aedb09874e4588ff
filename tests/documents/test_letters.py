"""Leaflet, wallet card, letter and batch cover, read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from baclodesk.documents.card import build_card, describe_card
from baclodesk.documents.check import check_doses, check_pages
from baclodesk.documents.cover import build_cover, describe_cover
from baclodesk.documents.dose_blocks import Card, DoseBox, DoseCell
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.from_record import Choice, Wish, card_of, cover_of, leaflet_of, letter_of
from baclodesk.documents.inputs import CoverRow, LetterCopy, Reader, Sheet
from baclodesk.documents.leaflet import build_leaflet, describe_leaflet
from baclodesk.documents.letter import build_letter, describe_letter
from baclodesk.documents.lint import slips
from baclodesk.documents.page import Document
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import demo
from baclodesk.services.data_file import DataFileError
from baclodesk.services.leaflet import leaflet, read_leaflet
from baclodesk.services.texts import Texts

from .support import LANGUAGES, MM, NOW, PAPERS, PATIENT, copy_of, ink_box, long_plan, plan, sheet, text

LETTER = LetterCopy(Reader.COLLEAGUE, 34, (("Last visit", "15 Nov 2026"), ("Note", "<b>1/2 & {x}</b>")))
ROWS = tuple(CoverRow(f"Patient {n}", "Schedule by stage", 2, 1, "to sign <i>") for n in range(3))
BUILDERS: dict[str, Callable[[Sheet], Document]] = {
    "leaflet": build_leaflet,
    "card": lambda on: build_card(on, copy_of(), 34),
    "letter": lambda on: build_letter(on, copy_of(), LETTER),
    "pharmacist": lambda on: build_letter(on, copy_of(), LetterCopy(Reader.PHARMACIST, 34)),
    "cover": lambda on: build_cover(replace(on, patient=None), ROWS),
}
MOST = {"leaflet": 2, "card": 1, "letter": 1, "pharmacist": 1, "cover": 1}


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
def test_each_keeps_its_pages_its_margins_and_its_words(kind: str, language: str, paper: str, large: bool) -> None:
    document = BUILDERS[kind](sheet(language, paper, large=large))
    assert document.description is not None
    assert document.torn == ()
    assert document.pages <= (MOST[kind] if not large else 2 * MOST[kind])
    assert [slip.rule for slip in slips(document.description)] == []
    assert document.data == BUILDERS[kind](sheet(language, paper, large=large)).data
    width, height = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}[paper]
    for number in range(document.pages):
        left, top, right, bottom = ink_box(document.data, number)
        assert left >= 12 * MM - 1.5
        assert right <= width - 12 * MM + 1.5
        assert top >= 15 * MM - 1.5
        assert bottom <= height - 8 * MM


@pytest.mark.parametrize("kind", sorted(BUILDERS))
@pytest.mark.parametrize(
    ("family", "given"),
    [("Παπαδόπουλος", "Ελένη"), ("Шевченко", "Ольга"), ("Nguyễn Thị", "Ngọc Ánh"), ("<img src=x>&amp;{n}", "10.0 mg")],
)
def test_names_of_every_kind_stand_as_typed(kind: str, family: str, given: str) -> None:
    person = Identity("p", family, given, date(1980, 1, 2))
    if kind == "cover":
        document = build_cover(sheet(patient=None), [replace(ROWS[0], patient=person.full_name)])
    else:
        document = BUILDERS[kind](sheet(patient=person))
    assert document.unprintable == ()
    assert f"{family}, {given}" in text(document.data)


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_letters_no_face_has_are_named_and_very_long_names_wrap(kind: str) -> None:
    if kind == "cover":
        strange = build_cover(sheet(patient=None), [replace(ROWS[0], patient="علي 😀")])
    else:
        strange = BUILDERS[kind](sheet(patient=Identity("p", "علي", "😀")))
        long = BUILDERS[kind](sheet(patient=Identity("p", "Wolfeschlegelsteinhausen-" * 5, "Hubert " * 10)))
        assert "Wolfeschlegelsteinhausen-" * 5 in re.sub(r"\s", "", text(long.data))
        assert long.torn == ()
    assert "".join(letters for _key, letters in strange.unprintable)
    assert "▯" in text(strange.data)


# ── the leaflet ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_asks_every_question_and_ends_with_a_receipt_of_its_version(language: str) -> None:
    found = text(build_leaflet(sheet(language)).data)
    texts = Texts(language)
    for said in leaflet().said(texts):
        for words in (said.title, *said.lines):
            assert re.sub(r"\s+", " ", words) in found
    assert found.rindex(texts("leaflet.receipt.title")) > found.rindex(" ".join(said.title.split()))
    assert found.count(leaflet().version) == 3  # the receipt, and the foot of both pages
    assert found.count("Arnaud, Claire") == 4
    assert "112" in found


def test_short_sentences_only() -> None:
    for said in leaflet().said(Texts("en")):
        for line in said.lines:
            for sentence in re.split(r"[.?!;:]\s", line):
                assert len(sentence.split()) <= 25, sentence


def test_a_leaflet_for_nobody_in_particular_leaves_lines_and_no_number() -> None:
    found = text(build_leaflet(replace(sheet(), patient=None, letterhead=Practice())).data)
    assert "Call your doctor" in found
    assert "Birth date" in found
    assert describe_leaflet(sheet(large=True)).most_pages is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('form = "list"', 'form = "poem"'),
        ('unit = "mg"', 'unit = "g"'),
        ('value = "0.5"', 'value = "half"'),
        ("lines = 5", "lines = 0"),
        ('version = "2026-11-1"', 'verse = "2026-11-1"'),
    ],
)
def test_a_damaged_leaflet_file_is_refused(old: str, new: str, tmp_path: Path) -> None:
    from baclodesk.paths import resources

    content = (resources() / "leaflet.toml").read_text(encoding="utf-8")
    assert old in content
    broken = tmp_path / "leaflet.toml"
    broken.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError):
        read_leaflet(broken)


# ── the card and the letter ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_card_gives_the_dose_of_its_day_and_what_helpers_must_know() -> None:
    found = text(BUILDERS["card"](sheet()).data)
    for wanted in (
        "I take baclofen",
        "day 34: 70 mg a day",
        "Arnaud, Claire",
        "call 112",
        "200 mg or more",
        "Dr Mathilde",
    ):
        assert wanted in found
    bare = text(build_card(replace(sheet(), patient=None, letterhead=Practice()), copy_of(revision=None), 1).data)
    assert "Name, birth date:" in bare
    assert "DRAFT" in bare
    assert "Treated by" not in bare


def test_both_sides_of_the_card_have_the_size_of_a_bank_card() -> None:
    left, _top, right, _bottom = ink_box(BUILDERS["card"](sheet()).data)
    assert right - left >= 2 * 85.6 * MM
    block = next(b for b in describe_card(sheet(), copy_of(), 1).blocks if isinstance(b, Card))
    assert len(list(block.texts())) >= 8


@pytest.mark.parametrize("day", [0, 99999])
def test_a_day_outside_a_closed_plan_has_no_card_and_no_letter(day: int) -> None:
    closed = copy_of(plan("C17"))
    with pytest.raises(DocumentRefused, match="period"):
        build_card(sheet(), closed, day)
    with pytest.raises(DocumentRefused, match="period"):
        build_letter(sheet(), closed, LetterCopy(Reader.COLLEAGUE, day))


def test_a_letter_tells_dose_plan_and_warnings_and_each_reader_his_own() -> None:
    colleague, pharmacist = text(BUILDERS["letter"](sheet()).data), text(BUILDERS["pharmacist"](sheet()).data)
    for found in (colleague, pharmacist):
        assert "day 34: 70 mg a day" in found
        assert "from 71" in found
        assert "200 mg or more at once" in found
        assert found.index("The plan ahead") < found.index("Please watch for")
    assert "<b>1/2 & {x}</b>" in colleague
    assert "driving" in colleague
    assert "fetched early" in pharmacist
    assert "Last visit" not in pharmacist


def test_an_undated_plan_is_told_by_day_numbers() -> None:
    undated = copy_of(replace(plan(), start=None))
    assert "Dose on day 34: 70 mg a day" in text(build_letter(sheet(), undated, LETTER).data)
    assert "Dose on day 34: 70 mg a day" in text(build_card(sheet(), undated, 34).data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_names_whom_it_is_written_to_as_typed(language: str) -> None:
    letter = replace(LETTER, addressee=" Dr <i>Élise</i> Roux, 1/2 rue du Port ")
    found = text(build_letter(sheet(language), copy_of(), letter).data)
    assert {"en": "To Dr <i>Élise</i> Roux", "fr": "À l’attention de Dr <i>Élise</i> Roux"}[language] in found
    assert "Roux" not in text(build_letter(sheet(language), copy_of(), LETTER).data)


def test_sixty_stages_fill_more_pages_of_a_letter_and_break_nothing() -> None:
    document = build_letter(sheet(), copy_of(long_plan(60)), LetterCopy(Reader.COLLEAGUE, 1))
    assert document.pages > 1
    assert document.torn == ()


@pytest.mark.parametrize("change", ["dose", "row", "count", "sum", "part"])
def test_a_card_or_letter_that_differs_from_the_plan_is_refused_with_its_place(change: str) -> None:
    for description in (describe_card(sheet(), copy_of(), 34), describe_letter(sheet(), copy_of(), LETTER)):
        block = next(b for b in description.blocks if isinstance(b, Card | DoseBox))
        now = block.now
        other = {
            "dose": replace(now, doses=(DoseCell(("4",)), *now.doses[1:])),
            "row": replace(now, number=99),
            "count": replace(now, doses=now.doses[1:], parts=now.parts[1:]),
            "sum": replace(now, day_mg="80\u00a0mg"),
            "part": replace(now, parts=("08:00:\u00a05", *now.parts[1:])),
        }[change]
        blocks = tuple(replace(b, now=other) if b is block else b for b in description.blocks)
        with pytest.raises(DocumentRefused, match="stage"):
            check_doses(replace(description, blocks=blocks))


def test_a_dose_missing_on_the_finished_page_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="not_on_page"):
        check_pages(describe_card(sheet(), copy_of(), 34), ["Dose on 3 Apr 2027"])


# ── the batch cover ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_cover_counts_documents_and_pages_and_names_no_patient_at_its_foot() -> None:
    found = text(BUILDERS["cover"](sheet()).data)
    assert "3 documents, 6 pages" in found
    assert "1 document, 2 pages" in text(build_cover(sheet(patient=None), ROWS[:1]).data)
    assert all("Patient" not in line for line in describe_cover(sheet(), ROWS).footer.lines)
    many = build_cover(sheet(patient=None), ROWS * 30)
    assert many.pages > 1
    assert many.torn == ()


# ── from records ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_colleague_reads_the_last_visit_as_far_as_it_was_asked() -> None:
    today, house = date(2026, 11, 22), demo.practice("en")
    record = next(r for r in demo.records(today, "en") if r.identity.family_name == "Arnaud")
    wish = Wish(NOW, language="en")
    found = text(letter_of(record, house, wish).data)
    for wanted in ("Treated since 20 Oct 2026", "Last visit 15 Nov 2026", "Craving 5 of 10", "Drinks a day 4"):
        assert wanted in found
    silent = replace(record, visits=(Visit("v", today, effects=(Effect("nausea", 1),)),))
    found = text(letter_of(silent, house, wish).data)
    assert "Craving" not in found
    assert "Effects open Nausea" in found
    assert "Effects" not in text(letter_of(replace(record, visits=(Visit("v", today),)), house, wish).data)
    unseen = replace(record, visits=(), issued=(), plan=replace(record.plan_in_force, start=None))  # type: ignore[type-var]
    assert "Last visit" not in text(letter_of(unseen, house, wish).data)
    assert "Last visit" not in text(letter_of(record, house, wish, reader=Reader.PHARMACIST).data)
    assert "Arnaud" in text(leaflet_of(record, house, wish).data)
    assert "70 mg a day" in text(card_of(record, house, wish).data)
    assert "200 mg a day" in text(card_of(record, house, wish, Choice(first=80)).data)
    assert "Papers to hand out" in text(cover_of(ROWS, house, wish).data)


def test_a_leaflet_needs_no_plan_but_a_card_does() -> None:
    bare = PatientRecord(PATIENT)
    assert leaflet_of(bare, demo.practice("en"), Wish(NOW)).pages == 2
    with pytest.raises(DocumentRefused, match="no_plan"):
        card_of(bare, demo.practice("en"), Wish(NOW))
    assert Fraction(200) == leaflet().numbers["coma_mg"][0]
