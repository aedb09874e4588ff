"""Every document looked at dot by dot: nothing in the margins, every letter there in black and white alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from baclodesk.documents.from_record import KINDS, Wish, cover_of, document_of
from baclodesk.documents.inputs import Choice, CoverRow
from baclodesk.documents.page import Document
from baclodesk.services import demo

from .support import LANGUAGES, MM, NOW, ink_box
from .test_logo import LOGO

RECORDS = {language: demo.records(date(2026, 11, 22), language)[0] for language in LANGUAGES}
SIZES = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}


def made(kind: str, language: str, paper: str, *, large: bool) -> Document:
    house = replace(demo.practice(language), logo=LOGO)
    wish = Wish(NOW, "Dr M. Laurent", language, paper, large)
    if kind == "cover":
        return cover_of([CoverRow(f"Patient {n}", "Schedule", 1, 1, "today") for n in range(60)], house, wish)
    return document_of(kind, RECORDS[language], house, wish, Choice(addressee="Dr Roux", renewals=1, with_weight=True))


@pytest.mark.parametrize(("paper", "large"), [("A4", False), ("Letter", True)])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "cover"])
def test_no_ink_lies_in_the_margins_of_any_page(kind: str, language: str, paper: str, large: bool) -> None:
    document, (width, height) = made(kind, language, paper, large=large), SIZES[paper]
    for number in range(document.pages):
        left, top, right, bottom = ink_box(document.data, number)
        assert left >= 12 * MM - 1.5
        assert right <= width - 12 * MM + 1.5
        assert top >= 15 * MM - 1.5
        assert bottom <= height - 8 * MM + 0.5


@pytest.mark.parametrize("kind", [*KINDS, "cover"])
def test_every_letter_is_there_in_black_and_white_alone(kind: str) -> None:
    """Draw as the printer does, 300 dots an inch, make every dot black or white, and find ink under each letter."""
    scale, document = 300 / 72, made(kind, "fr", "A4", large=False)
    with pypdfium2.PdfDocument(document.data) as pdf:
        for page in pdf:
            picture = page.render(scale=scale, grayscale=True).to_pil().point(lambda shade: 255 if shade > 127 else 0)
            reader, height, seen = page.get_textpage(), page.get_height(), 0
            letters = reader.get_text_range()
            for index in range(reader.count_chars()):
                left, bottom, right, top = reader.get_charbox(index)
                if right - left < 0.5 or top - bottom < 0.5:
                    continue
                box = (left * scale, (height - top) * scale, right * scale + 1, (height - bottom) * scale + 1)
                assert picture.crop(tuple(int(edge) for edge in box)).getextrema()[0] == 0, letters[
                    index - 5 : index + 5
                ]
                seen += 1
            assert seen > 20
            reader.close()
            page.close()
