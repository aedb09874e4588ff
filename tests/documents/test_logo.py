"""The logo: which files it is read from, what is kept, and that it stands in the letterhead of every document."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from baclodesk.documents import logo as logo_file
from baclodesk.documents.consent import build_consent
from baclodesk.documents.diary import build_diary
from baclodesk.documents.from_record import Wish, sample_of
from baclodesk.documents.leaflet import build_leaflet
from baclodesk.documents.logo import LogoRefused, logo_size, read_logo
from baclodesk.documents.schedule import build_schedule
from baclodesk.domain.practice import Practice

from .structure import objects
from .support import MM, NOW, PAPERS, PRACTICE, consent_copy, copy_of, ink_box, sheet, text


def drawn(
    size: tuple[int, int] = (400, 200), colour: str = "#005b8f", form: str = "PNG", mode: str = "RGB", turned: int = 0
) -> bytes:
    picture = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else "white")
    ImageDraw.Draw(picture).rectangle(
        (size[0] // 10, size[1] // 10, size[0] * 9 // 10 - 1, size[1] * 9 // 10 - 1), colour
    )
    stream = BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    picture.save(stream, form, exif=exif)
    return stream.getvalue()


def kept(data: bytes) -> Image.Image:
    return Image.open(BytesIO(read_logo(data)))


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGB"), ("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L")])
def test_a_picture_is_kept_grey_without_its_white_edges(form: str, mode: str) -> None:
    colour = "#404040" if mode == "L" else "#005b8f"
    picture = kept(drawn(form=form, mode=mode, colour=colour))
    assert (picture.format, picture.mode) == ("PNG", "L")
    assert abs(picture.width - 320) <= 16
    assert abs(picture.height - 160) <= 16
    assert picture.getpixel((picture.width // 2, picture.height // 2)) in range(40, 100)


def test_a_photograph_taken_sideways_is_kept_upright() -> None:
    picture = kept(drawn(form="JPEG", turned=6))
    assert picture.height > picture.width


def test_a_large_picture_is_kept_small_and_equal_files_give_equal_bytes() -> None:
    large = drawn((4000, 3000))
    picture = kept(large)
    assert picture.width <= logo_file.KEPT_WIDTH
    assert picture.height == logo_file.KEPT_HEIGHT
    assert read_logo(large) == read_logo(large)


def gif() -> bytes:
    stream = BytesIO()
    Image.new("L", (50, 50)).save(stream, "GIF")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7 no picture", "unreadable"),
        (gif(), "unreadable"),
        (drawn()[:300], "unreadable"),
        (drawn(form="JPEG")[:40], "unreadable"),
        (drawn((20, 20)), "too_small"),
        (drawn(colour="white"), "pale"),
        (drawn(colour="#ffe9b0"), "pale"),
        (drawn((5100, 5100)), "too_big"),
        (b"x" * (logo_file.MOST_BYTES + 1), "too_big"),
    ],
)
def test_a_file_that_cannot_be_the_logo_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(LogoRefused) as refused:
        read_logo(data)
    assert refused.value.code == f"logo.{code}"


@pytest.mark.parametrize("most", [50_000, 100])
def test_a_picture_that_says_it_is_enormous_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)  # the library warns above it, and stops above twice of it
    with pytest.raises(LogoRefused) as refused:
        read_logo(drawn())
    assert refused.value.code == "logo.too_big"


LOGO = read_logo(drawn())
WIDE, HIGH = read_logo(drawn((1200, 90))), read_logo(drawn((90, 1200)))


@pytest.mark.parametrize("logo", [LOGO, WIDE, HIGH])
def test_it_is_never_larger_than_its_place_and_keeps_its_shape(logo: bytes) -> None:
    wide, high = logo_size(logo)
    assert wide <= logo_file.MOST_WIDTH + 0.01
    assert high <= logo_file.MOST_HEIGHT + 0.01
    picture = Image.open(BytesIO(logo))
    assert abs(wide / high - picture.width / picture.height) < 0.01


@pytest.mark.parametrize("logo", [LOGO, WIDE, HIGH])
@pytest.mark.parametrize("paper", PAPERS)
def test_it_stands_within_the_margins_and_the_page_budget_holds(paper: str, logo: bytes) -> None:
    document = build_schedule(sheet(paper=paper, letterhead=replace(PRACTICE, logo=logo)), copy_of())
    assert document.pages == 1
    left, top, right, _bottom = ink_box(document.data)
    assert left >= 12 * MM - 1.5
    assert top >= 15 * MM - 1.5
    assert right <= {"A4": 210 * MM, "Letter": 612}[paper] - 12 * MM + 1.5
    assert "Dr Mathilde Laurent" in text(document.data)


def test_it_is_seen_at_the_left_of_the_senders_lines_in_black_and_white_too() -> None:
    document = build_schedule(sheet(letterhead=replace(PRACTICE, logo=LOGO)), copy_of())
    with pypdfium2.PdfDocument(document.data) as pdf:
        page = pdf[0].render(scale=2, grayscale=True).to_pil().point(lambda shade: 255 if shade > 127 else 0)
    wide, high = logo_size(LOGO)
    place = page.crop(
        (int(12 * MM * 2) + 4, int(15 * MM * 2) + 6, int((12 * MM + wide) * 2) - 4, int((15 * MM + high) * 2) - 6)
    )
    assert place.histogram()[0] > 0.9 * place.width * place.height


def test_one_copy_of_it_lies_in_the_file_equal_bytes_twice_and_as_an_archive_asks() -> None:
    on = sheet(letterhead=replace(PRACTICE, logo=LOGO), archive=True)
    document = build_consent(on, consent_copy())
    pictures = [body for body in objects(document.data).values() if b"/Subtype /Image" in body]
    assert len(pictures) == 1
    assert b"/DeviceGray" in pictures[0]
    assert b"/SMask" not in pictures[0]
    assert b"/Interpolate" not in pictures[0]
    assert document.data == build_consent(on, consent_copy()).data
    assert build_leaflet(replace(on, archive=False)).pages == 2


def test_a_letterhead_may_be_a_logo_alone() -> None:
    document = build_diary(replace(sheet(), letterhead=Practice(logo=LOGO)), None)
    assert b"/Subtype /Image" in document.data
    assert b"/Subtype /Image" not in build_diary(replace(sheet(), letterhead=Practice()), None).data


def test_the_sample_shows_the_letterhead_on_a_document_of_nobody() -> None:
    document = sample_of(replace(PRACTICE, logo=LOGO), Wish(NOW, language="fr"))
    found = text(document.data)
    assert "Dr Mathilde Laurent" in found
    assert "Nom et date de naissance non indiqués" in found
    assert b"/Subtype /Image" in document.data
