"""The wording rules: each one catches what it is for and leaves good sentences alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baclodesk.documents.block import Block
from baclodesk.documents.blocks import Paragraph
from baclodesk.documents.dose_blocks import DoseCell, StageTable
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.lint import check_wording, slips, slips_in
from baclodesk.documents.page import make
from baclodesk.documents.schedule import describe_schedule
from baclodesk.documents.stored import stored
from baclodesk.documents.theme import theme

from .support import copy_of, sheet

N = "\u00a0"
BAD = [
    ("en", f"Take 10.0{N}mg", "trailing_zero"),
    ("en", f"Take 2.50{N}mg", "trailing_zero"),
    ("fr", f"Prenez 10,0{N}mg", "trailing_zero"),
    ("en", f"Take .5{N}mg", "leading_zero"),
    ("fr", f"Prenez ,5{N}mg", "leading_zero"),
    ("en", "Take 10mg", "unit_space"),
    ("en", "Take 2½tablets", "unit_space"),
    ("fr", "Prenez 2comprimés", "unit_space"),
    ("en", "Take 10 mg", "unit_break"),
    ("en", "Take 1/2 tablet", "slash_fraction"),
    ("en", "On 12/05/2026", "date_in_figures"),
    ("en", "On 2026-05-12", "date_in_figures"),
    ("en", "Take 1 tablet tid", "latin"),
    ("en", "Take 1 tablet b.i.d.", "latin"),
    ("fr", "1 comprimé p.o.", "latin"),
    ("en", "Take 1 PRN", "latin"),
    ("en", "This dose is safe", "forbidden_word"),
    ("en", "An approved dose", "forbidden_word"),
    ("fr", "Une dose sans danger", "forbidden_word"),
    ("en", "Call {who}", "unfilled"),
    ("en", f"Take 2,5{N}mg", "decimal_comma"),
    ("fr", f"Prenez 2.5{N}mg", "decimal_point"),
    ("en", "Call :", "space_before"),
    ("fr", "Appelez\u202f!", "thin_space"),
    ("fr", "Appelez!", "no_space_before"),
    ("fr", "Appelez: vite", "no_space_before"),
    ("fr", "«bonjour»", "no_space_before"),
    ("fr", "Appelez ; vite", "space_may_break"),
    ("fr", "l'eau", "straight_apostrophe"),
    ("fr", 'dites "non"', "straight_quotes"),
]
GOOD = [
    ("en", f"Days 1–70 together: 575 tablets, 5750{N}mg"),
    ("en", f"0.5{N}mg, 2.5{N}mg, 12,345{N}mg, 100{N}mg at 08:00 on 12{N}May{N}2026; read and approved"),
    ("en", "On a strong urge: 2½ tablets. Do you? Yes! (page 1 of 2)"),
    ("fr", f"Jours 1–70 au total{N}: 575 comprimés, 5{N}750{N}mg"),
    ("fr", f"«{N}lu et approuvé{N}», 8{N}h, 12,5{N}mg{N}; l’eau{N}? Oui{N}!"),
]


@pytest.mark.parametrize(("language", "text", "rule"), BAD)
def test_each_rule_catches_what_it_is_for(language: str, text: str, rule: str) -> None:
    assert rule in slips_in(text, language)


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_good_sentences_pass(language: str, text: str) -> None:
    assert slips_in(text, language) == ()


def with_text(text: str) -> object:
    description = describe_schedule(sheet(), copy_of())
    return replace(description, blocks=(*description.blocks, Paragraph("extra", text)))


def test_a_sentence_that_could_be_misread_as_a_dose_stops_the_document() -> None:
    with pytest.raises(DocumentRefused) as refused:
        make(with_text("Take 10.0\u00a0mg"), theme("A4"))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.place, refused.value.values) == (
        "wording",
        "extra",
        {"rule": "trailing_zero"},
    )


def test_a_slip_of_typography_does_not_keep_the_paper_from_the_patient() -> None:
    check_wording(with_text("Call : now"))  # type: ignore[arg-type]
    assert [slip.rule for slip in slips(with_text("Call : now"))] == ["space_before"]  # type: ignore[arg-type]


def test_what_somebody_typed_stands_as_typed() -> None:
    check_wording(with_text(f"Note: {stored('takes 10.0mg bid since 1/2/2020')}"))  # type: ignore[arg-type]


@pytest.mark.parametrize("lines", [(), ("–",), ("/",), ("none", "1")])
def test_nothing_to_take_is_never_a_dash_or_a_blank(lines: tuple[str, ...]) -> None:
    description = describe_schedule(sheet(), copy_of())
    blocks: list[Block] = []
    for block in description.blocks:
        if isinstance(block, StageTable):
            row = replace(block.rows[0], doses=(DoseCell(lines), *block.rows[0].doses[1:]))
            blocks.append(replace(block, rows=(row, *block.rows[1:])))
        else:
            blocks.append(block)
    found = [slip for slip in slips(replace(description, blocks=tuple(blocks))) if slip.rule == "nothing_is_0"]
    assert len(found) == 1
