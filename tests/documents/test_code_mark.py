"""The check code on paper: scanned from the rendered page, printed in letters, on issued sheets alone."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest

from baclodesk.documents import code_mark
from baclodesk.documents.calendar import build_calendar
from baclodesk.documents.fridge import build_fridge_page
from baclodesk.documents.inputs import PlanCopy
from baclodesk.documents.schedule import build_schedule
from baclodesk.services.sheet_code import SheetCode

from . import qr_reader
from .support import LANGUAGES, MM, PAPERS, copy_of, long_plan, sheet, text

CODE = SheetCode("46EA8AC5", 12, "5D1A248").text


def coded(**changes: Any) -> PlanCopy:
    return copy_of(code=CODE, **changes)


def scanned(data: bytes, number: int, dpi: int) -> str:
    """Render a page in black and white and read the mark in its lower right corner."""
    document = pypdfium2.PdfDocument(data)
    page = document[number]
    scale = dpi / 72
    image = page.render(scale=scale, grayscale=True).to_pil().point(lambda shade: 255 if shade > 127 else 0)
    width, height = page.get_size()
    document.close()
    side = code_mark.side(CODE)
    left, top = width - 12 * MM - side, height - 8 * MM - side
    rows = [
        [
            image.getpixel(
                (int((left + (c + 0.5) * code_mark.MODULE) * scale), int((top + (r + 0.5) * code_mark.MODULE) * scale))
            )
            == 0
            for c in range(qr_reader.SIDE)
        ]
        for r in range(qr_reader.SIDE)
    ]
    return qr_reader.read(rows)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dpi", [200, 300, 600])
def test_the_mark_is_read_from_every_page_printed_in_black_and_white(paper: str, language: str, dpi: int) -> None:
    document = build_calendar(sheet(language, paper), coded())
    assert document.pages > 1
    for number in range(document.pages):
        assert scanned(document.data, number, dpi) == CODE


def test_the_mark_is_in_the_file_once_and_the_code_in_letters_on_every_page() -> None:
    document = build_schedule(sheet(), coded())
    assert document.data.count(b"/Subtype /Form") == 1
    long = build_schedule(sheet(), copy_of(long_plan(60), code=CODE))
    assert long.data.count(b"/Subtype /Form") == 1
    assert text(long.data).count(CODE) == long.pages > 1


@pytest.mark.parametrize("changes", [{"revision": None}, {"draft": True}])
def test_a_draft_carries_no_code(changes: dict[str, object]) -> None:
    document = build_schedule(sheet(), coded(**changes))
    assert CODE not in text(document.data)
    assert b"/Subtype /Form" not in document.data


def test_a_sheet_for_the_kitchen_door_carries_no_code() -> None:
    assert CODE not in text(build_fridge_page(sheet(), coded()).data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_fifteen_stages_with_their_code_still_take_one_page(language: str, paper: str) -> None:
    document = build_schedule(sheet(language, paper), coded())
    assert (document.pages, document.torn) == (1, ())


def test_free_room_lies_around_the_mark() -> None:
    document = build_schedule(sheet(), coded())
    pdf = pypdfium2.PdfDocument(document.data)
    page = pdf[0]
    image = page.render(scale=4, grayscale=True).to_pil()
    width, height = page.get_size()
    pdf.close()
    side, quiet = code_mark.side(CODE), code_mark.QUIET * code_mark.MODULE
    left, top = width - 12 * MM - side, height - 8 * MM - side
    room = image.crop(tuple(int(4 * edge) for edge in (left - quiet, top - quiet, left - 0.3, top + side + quiet)))
    assert room.getextrema() == (255, 255)
    above = image.crop(tuple(int(4 * edge) for edge in (left - quiet, top - quiet, left + side + quiet, top - 0.3)))
    assert above.getextrema() == (255, 255)
    assert re.fullmatch(r"[0-9A-Z-]+", CODE)


def test_a_long_code_takes_a_larger_mark() -> None:
    assert len(code_mark.squares(CODE)) == 21
    assert len(code_mark.squares("46EA8AC5-1234-5D1A248Q0")) == 25
    assert code_mark.side("") == 0.0
