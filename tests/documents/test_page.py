"""The finished file: bytes, faces, metadata, margins, letters that cannot be printed."""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from baclodesk.documents.consent import build_consent
from baclodesk.documents.inputs import Sheet
from baclodesk.documents.intake import build_intake_summary
from baclodesk.documents.page import Document
from baclodesk.documents.schedule import build_schedule
from baclodesk.domain.patient import Identity

from .support import LANGUAGES, MM, PAPERS, consent_copy, copy_of, ink_box, intake_copy, long_plan, pages, sheet, text

BUILDERS: dict[str, Callable[[Sheet], Document]] = {
    "schedule": lambda on: build_schedule(on, copy_of()),
    "long schedule": lambda on: build_schedule(on, copy_of(long_plan(60))),
    "draft": lambda on: build_schedule(on, copy_of(revision=None)),
    "consent": lambda on: build_consent(on, consent_copy()),
    "intake": lambda on: build_intake_summary(on, intake_copy()),
}
each_builder = pytest.mark.parametrize("kind", sorted(BUILDERS))


@each_builder
def test_equal_content_gives_equal_bytes(kind: str) -> None:
    one, two = BUILDERS[kind](sheet()), BUILDERS[kind](sheet())
    assert one.data == two.data
    assert one.digest == two.digest
    assert BUILDERS[kind](sheet(printed_by="Somebody else")).digest != one.digest


@each_builder
@pytest.mark.parametrize("large", [False, True])
def test_only_the_two_embedded_faces_are_used(kind: str, large: bool) -> None:
    data = BUILDERS[kind](sheet("fr", large=large)).data
    names = set(re.findall(rb"/BaseFont /([\w+-]+)", data))
    assert names == {b"AAAAAA+DejaVuSans", b"AAAAAA+DejaVuSans-Bold"}
    assert data.count(b"/FontFile2") == 2
    assert b"Helvetica" not in data


@each_builder
def test_no_word_of_the_patient_is_in_metadata_or_outline(kind: str) -> None:
    document = BUILDERS[kind](sheet())
    pdf = pypdfium2.PdfDocument(document.data)
    told = " ".join([*pdf.get_metadata_dict().values(), *(mark.get_title() for mark in pdf.get_toc())])
    pdf.close()
    assert "Arnaud" not in told
    assert "Claire" not in told
    assert "1979" not in told
    assert b"Arnaud" not in document.data


@each_builder
def test_the_file_names_its_language_title_and_outline(kind: str) -> None:
    pdf = pypdfium2.PdfDocument(BUILDERS[kind](sheet("fr")).data)
    assert pdf.get_metadata_dict()["Title"] in (
        "Plan de prise par palier",
        "Consentement",
        "Synthèse du bilan initial",
    )
    assert [mark.get_title() for mark in pdf.get_toc()]
    assert b"/Lang (fr)" in BUILDERS[kind](sheet("fr")).data
    pdf.close()


@each_builder
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_no_ink_lies_in_the_margins(kind: str, language: str, paper: str) -> None:
    document = BUILDERS[kind](sheet(language, paper))
    width, height = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}[paper]
    for number in range(document.pages):
        left, top, right, bottom = ink_box(document.data, number)
        assert left >= 12 * MM - 1.5  # half the frame's line
        assert right <= width - 12 * MM + 1.5
        assert top >= 15 * MM - 1.5
        assert bottom <= height - 8 * MM


@each_builder
def test_pages_are_counted_and_digested(kind: str) -> None:
    document = BUILDERS[kind](sheet())
    assert document.pages == len(pages(document.data))
    assert re.fullmatch(r"[0-9a-f]{64}", document.digest)
    assert "Arnaud" not in repr(document)


def test_a_page_in_black_and_white_alone_keeps_every_dose_readable() -> None:
    """Draw at 150 dpi, make every point black or white, and find ink where each dose stands."""
    document = build_schedule(sheet(), copy_of())
    pdf = pypdfium2.PdfDocument(document.data)
    page = pdf[0]
    scale = 150 / 72
    image = page.render(scale=scale, grayscale=True).to_pil().point(lambda shade: 255 if shade > 127 else 0)
    reader = page.get_textpage()
    height = page.get_height()
    letters = [n for n in range(reader.count_chars()) if not reader.get_text_range(n, 1).isspace()]
    for index in letters:
        left, bottom, right, top = reader.get_charbox(index)
        if right - left < 0.5:
            continue
        box = (left * scale, (height - top) * scale, right * scale + 1, (height - bottom) * scale + 1)
        assert image.crop(tuple(int(edge) for edge in box)).getextrema()[0] == 0, reader.get_text_range(index, 1)
    pdf.close()


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("Παπαδόπουλος", "Ελένη"),
        ("Шевченко", "Ольга"),
        ("Nguyễn Thị", "Ngọc Ánh"),
        ("Łukaszewicz-Țepeș", "Åse Þóra"),
        ("O’Brien-D’Angelo", "Zoë"),
    ],
)
def test_names_in_other_letters_are_printed_as_they_are(family: str, given: str) -> None:
    document = build_schedule(sheet(patient=Identity("p", family, given, date(1980, 1, 2))), copy_of())
    assert document.unprintable == ()
    assert f"{family}, {given}" in text(document.data)


def test_decomposed_letters_are_composed_before_they_are_printed() -> None:
    document = build_schedule(sheet(patient=Identity("p", "Nguye\u0302\u0303n", "A\u0301nh")), copy_of())
    assert document.unprintable == ()
    assert "Nguyễn, Ánh" in text(document.data)


@pytest.mark.parametrize(
    ("family", "lacking"), [("علي", "علي"), ("Smiley 😀", "😀"), ("王", "王"), ("x\u030c\u0007", "\u030c\u0007")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_the_faces_lack_are_reported_and_leave_a_box(family: str, lacking: str, language: str) -> None:
    document = build_schedule(sheet(language, patient=Identity("p", family, "Ann")), copy_of())
    assert dict(document.unprintable)["patient"] == lacking
    found = text(document.data)
    assert found.count("▯" * len(lacking)) >= 2  # in the title and in the foot
    assert {"en": "cannot be printed", "fr": "ne peuvent pas être imprimées"}[language] in found


def test_very_long_names_are_wrapped_and_never_cut() -> None:
    family = "Wolfeschlegelsteinhausenbergerdorff-" * 4
    document = build_schedule(sheet(patient=Identity("p", family, "Hubert Blaine " * 8, date(1980, 1, 2))), copy_of())
    squeezed = re.sub(r"\s", "", text(document.data))
    assert squeezed.count(f"{family},{'HubertBlaine' * 8}") == 2 * document.pages or squeezed.count(family) >= 2
    left, _top, right, _bottom = ink_box(document.data)
    assert left >= 12 * MM - 1.5
    assert right <= 198 * MM + 1.5


def test_the_streams_of_a_page_hold_no_picture() -> None:
    data = build_schedule(sheet(), copy_of()).data
    assert b"/Subtype /Image" not in data
    streams = re.findall(rb"stream\r?\n(.+?)endstream", data, re.DOTALL)
    drawn = []
    for stream in streams:
        try:
            drawn.append(zlib.decompress(stream.strip(b"\r\n")))
        except zlib.error:
            continue
    assert any(b" l" in page and b" Tj" in page for page in drawn)


def test_large_print_is_larger_and_keeps_everything() -> None:
    small, large = build_schedule(sheet(), copy_of()), build_schedule(sheet(large=True), copy_of())
    assert large.pages == small.pages + 1
    assert "Days 1–70 together: 575 tablets, 5750 mg" in text(large.data)
    assert replace(large, data=b"").draft is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_so_beside_its_title_and_at_the_foot_of_every_page_in_black(language: str) -> None:
    word = {"en": "DRAFT", "fr": "PROJET"}[language]
    document = build_schedule(sheet(language), copy_of(long_plan(60), revision=None))
    assert document.pages > 1
    for page in pages(document.data):
        assert page.count(word) >= 3  # across the page, in the line at the foot, under the page's number
    assert {"en": "DRAFT: not to be followed", "fr": "PROJET : à ne pas suivre"}[language] in text(document.data)
    assert {"en": "Replaces all", "fr": "Remplace toutes"}[language] not in text(document.data)
    pdf = pypdfium2.PdfDocument(document.data)
    image = pdf[1].render(scale=2, grayscale=True).to_pil().point(lambda shade: 255 if shade > 127 else 0)
    width, height = image.size
    corner = image.crop(
        (width - 160, height - int((8 * MM + 14) * 2), width - int(12 * MM * 2), height - int(8 * MM * 2))
    )
    pdf.close()
    assert corner.getextrema()[0] == 0


def test_a_finished_document_leaves_nothing_of_its_making_behind() -> None:
    """Canvas and file are freed at once, not by the collector: a day of printing must not pile them up."""

    def canvases() -> int:
        return sum(isinstance(thing, Canvas) for thing in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = canvases()
        for _turn in range(3):
            build_schedule(sheet(archive=True), copy_of(long_plan(60)))
            build_schedule(sheet(), copy_of())
        assert canvases() == before
    finally:
        gc.enable()
