"""Files for the archive: tagged, with metadata and a colour condition, every piece of ink accounted for."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import ImageCms

from baclodesk.documents.archive_file import metadata, settled
from baclodesk.documents.block import Keep
from baclodesk.documents.blocks import Description, Footer, Notice, Paragraph
from baclodesk.documents.calendar import build_calendar
from baclodesk.documents.card import build_card
from baclodesk.documents.check import squeezed
from baclodesk.documents.colour_profile import srgb
from baclodesk.documents.consent import build_consent
from baclodesk.documents.cover import build_cover
from baclodesk.documents.diary import build_diary
from baclodesk.documents.dose_blocks import DayGrid, StageTable
from baclodesk.documents.fridge import build_fridge_page
from baclodesk.documents.inputs import CoverRow, LetterCopy, Period, Reader, Sheet
from baclodesk.documents.intake import build_intake_summary
from baclodesk.documents.leaflet import build_leaflet
from baclodesk.documents.letter import build_letter
from baclodesk.documents.lines import on_paper
from baclodesk.documents.lint import slips_in
from baclodesk.documents.page import Document, make
from baclodesk.documents.prescription import build_prescription
from baclodesk.documents.schedule import build_schedule
from baclodesk.documents.theme import theme
from baclodesk.services.texts import Texts

from .structure import Node, objects, streams, trees
from .support import LANGUAGES, consent_copy, copy_of, ink_box, intake_copy, long_plan, pages, sheet

CODE = "46EA8AC5-2-5D1A248Q"
BUILDERS: dict[str, Callable[[Sheet], Document]] = {
    "schedule": lambda on: build_schedule(on, copy_of(code=CODE)),
    "sixty": lambda on: build_schedule(on, copy_of(long_plan(60), code=CODE)),
    "draft": lambda on: build_schedule(on, copy_of(revision=None)),
    "calendar": lambda on: build_calendar(on, copy_of(code=CODE), Period(1, 75)),
    "fridge": lambda on: build_fridge_page(on, copy_of()),
    "diary": lambda on: build_diary(on, date(2027, 3, 1)),
    "prescription": lambda on: build_prescription(on, copy_of()),
    "consent": lambda on: build_consent(on, consent_copy()),
    "intake": lambda on: build_intake_summary(on, intake_copy()),
    "leaflet": build_leaflet,
    "card": lambda on: build_card(on, copy_of(), 34),
    "letter": lambda on: build_letter(on, copy_of(), LetterCopy(Reader.COLLEAGUE, 34)),
    "cover": lambda on: build_cover(on, [CoverRow("A", "Schedule", 1, 1)]),
}
each = pytest.mark.parametrize("kind", sorted(BUILDERS))
STANDARD = {"Document", "Div", "P", "H1", "H2", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"}


def made(kind: str, language: str = "en") -> Document:
    return BUILDERS[kind](sheet(language, archive=True))


def nodes(document: Document) -> list[Node]:
    return [node for tree in trees(document.data) for node in tree.walk() if node.kind != "page"]


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tree_holds_every_text_once_and_in_reading_order(kind: str, language: str) -> None:
    document = made(kind, language)
    assert document.description is not None
    told = squeezed("".join(tree.all_text() for tree in trees(document.data)))
    for block in document.description.blocks:
        if isinstance(block, StageTable):
            for row in block.rows:
                assert squeezed(on_paper("".join(row.line()))) in told
        elif isinstance(block, DayGrid):
            for day in block.rows:
                assert squeezed(on_paper("".join(day.line()))) in told
        elif block.key not in ("chart",):
            for words in block.texts():
                assert squeezed(on_paper(words)) in told
    order = [told.find(squeezed(on_paper(next(b.texts(), "")))) for b in document.description.blocks if any(b.texts())]
    assert order[0] == 0
    foot = squeezed(on_paper(document.description.footer.lines[-1]))
    assert foot not in told  # what repeats on every page is no part of the text


@each
def test_only_standard_elements_are_used_with_one_title_and_tables_of_even_rows(kind: str) -> None:
    found = nodes(made(kind))
    assert {node.kind for node in found} <= STANDARD
    titles = [node for node in found if node.kind == "H1"]
    assert titles
    for node in found:
        if node.kind == "Table":
            assert {kid.kind for kid in node.kids} == {"TR"}
        if node.kind == "TR":
            assert {kid.kind for kid in node.kids} <= {"TH", "TD"}
        if node.kind == "L":
            assert {kid.kind for kid in node.kids} == {"LI"}
        if node.kind == "LI":
            assert {kid.kind for kid in node.kids} <= {"Lbl", "LBody"}
        if node.kind == "Figure":
            assert node.alt


def test_heads_of_columns_are_heads_and_their_repetition_is_decoration() -> None:
    document = made("sixty")
    assert document.pages >= 3
    found = nodes(document)
    heads = [node.all_text().strip() for node in found if node.kind == "TH"]
    assert "Stage" in heads
    assert heads.count("Stage") == 1
    raw = document.data
    assert raw.count(b"/Scope /Column") == 9
    assert b"/ColSpan 9" in raw  # the sum under the table


@each
def test_every_piece_of_ink_is_marked(kind: str) -> None:
    document = made(kind)
    drawn = 0
    for facts, body in streams(document.data):
        if b"/Type" in facts or b" Tm " not in body:
            continue
        depth = 0
        for token in re.findall(rb"/\w+ (?:<<[^>]*>> BDC|BMC)|\bEMC\b|\b(?:Tj|S|f|B|Do)\b", body):
            if token.endswith((b"BDC", b"BMC")):
                depth += 1
                assert depth == 1
            elif token == b"EMC":
                depth -= 1
            else:
                assert depth == 1, token
                drawn += 1
        assert depth == 0
    assert drawn > 10


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_archived_page_looks_like_the_other_one(kind: str, language: str) -> None:
    archived, other = made(kind, language), BUILDERS[kind](sheet(language))
    assert archived.pages == other.pages
    assert [squeezed(page) for page in pages(archived.data)] == [squeezed(page) for page in pages(other.data)]
    assert [ink_box(archived.data, n) for n in range(archived.pages)] == [
        ink_box(other.data, n) for n in range(other.pages)
    ]
    assert archived.data == made(kind, language).data


@each
def test_the_file_keeps_what_an_archive_asks(kind: str) -> None:
    data = made(kind).data
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data[10:14])
    everything = b"".join(objects(data).values())
    catalog = next(content for content in objects(data).values() if b"/Type /Catalog" in content)
    for name in (
        b"/MarkInfo",
        b"/StructTreeRoot",
        b"/Metadata",
        b"/OutputIntents",
        b"/Lang (en)",
        b"/ViewerPreferences",
    ):
        assert name in catalog
    assert b"/Marked true" in everything
    assert b"/GTS_PDFA1" in catalog
    for forbidden in (b"/SMask", b"/CA ", b"/ca ", b"/BM /", b"/Encrypt", b"/JavaScript", b"/Launch", b"/EmbeddedFile"):
        assert forbidden not in everything
    assert b"/Transparency" not in everything
    assert b"/ID " in data
    fonts = [content for content in objects(data).values() if b"/Type /Font\n" in content or b"/Type /Font " in content]
    assert fonts
    for font in fonts:
        assert b"/FontDescriptor" in font
        assert b"/ToUnicode" in font
    assert len(list(streams(data))) > 5
    assert everything.count(b"/StructParents") == made(kind).pages


@each
def test_the_metadata_agree_with_the_files_own_and_name_no_patient(kind: str) -> None:
    document = made(kind)
    facts, body = next(pair for pair in streams(document.data) if b"/Subtype /XML" in pair[0])
    assert b"FlateDecode" not in facts
    tree = ET.fromstring(body.decode("utf-8"))
    told = {element.tag.rpartition("}")[2]: "".join(element.itertext()).strip() for element in tree.iter()}
    assert (told["part"], told["conformance"]) == ("2", "A")
    assert document.description is not None
    assert told["title"] == document.description.title
    assert told["creator"] == document.description.author
    assert told["CreateDate"].startswith("2000-01-01")
    assert b"Arnaud" not in body


def test_metadata_escape_what_somebody_typed() -> None:
    from dataclasses import replace

    description = made("fridge").description
    assert description is not None
    told = metadata(replace(description, author="Dr <A> & B"))
    ET.fromstring(told.decode("utf-8"))
    assert b"Dr &lt;A&gt; &amp; B" in told


def test_the_colour_profile_is_whole_and_sRGB() -> None:
    profile = srgb()
    assert struct.unpack(">I", profile[:4])[0] == len(profile)
    assert profile[36:40] == b"acsp"
    read = ImageCms.ImageCmsProfile(BytesIO(profile))
    assert "sRGB" in ImageCms.getProfileDescription(read)
    other = ImageCms.createProfile("sRGB")
    from PIL import Image

    colours = Image.new("RGB", (3, 1))
    for n, colour in enumerate(((200, 30, 90), (12, 130, 255), (128, 128, 128))):
        colours.putpixel((n, 0), colour)
    same = ImageCms.profileToProfile(colours, read, other)
    assert same is not None
    for n in range(3):
        before, after = colours.getpixel((n, 0)), same.getpixel((n, 0))
        assert isinstance(before, tuple)
        assert isinstance(after, tuple)
        assert all(abs(a - b) <= 2 for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_told_in_words_that_pass_the_wording_check(language: str) -> None:
    figure = next(node for node in nodes(made("schedule", language)) if node.kind == "Figure")
    assert "200" in figure.alt
    assert slips_in(figure.alt, language) == ()
    assert Texts(language)("documents.schedule.chart_alt", first="1", top="2")


def test_a_paragraph_that_goes_on_over_the_page_stays_one_element() -> None:
    described = Description(
        "letter",
        "1",
        "en",
        "Title",
        "Author",
        Footer(("foot",), "page {page} of {pages}"),
        (Paragraph("p", "word " * 1500, keep=Keep.BREAK), Notice("n", "Title", ("line " * 900,), keep=Keep.BREAK)),
        archive=True,
    )
    document = make(described, theme("A4"))
    assert document.pages >= 3
    raw = b"".join(objects(document.data).values())
    assert raw.count(b"/S /P\n") + raw.count(b"/S /P ") == 3
    assert b"/MCR" in raw
    told = squeezed("".join(tree.all_text() for tree in trees(document.data)))
    assert told.count("word") >= 1500


def test_settling_a_file_changes_no_object() -> None:
    data = BUILDERS["fridge"](sheet()).data
    again = settled(data)
    assert objects(again).keys() == objects(data).keys()
    assert pages(again) == pages(data)
