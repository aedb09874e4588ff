"""The reference pages: every section told in both languages with its sources, its tables from the data itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from baclodesk.domain.practice import Practice
from baclodesk.paths import resources
from baclodesk.services.data_file import DataFileError, read
from baclodesk.services.library import Library
from baclodesk.services.own_policies import copied, kept, library_of
from baclodesk.services.reference_pages import Block, outline, pages, read_outline
from baclodesk.services.texts import LANGUAGES, Texts

from .record_examples import TODAY

TEXTS = [Texts(language) for language in LANGUAGES]
each_language = pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)


def block(texts: Texts, code: str) -> Block:
    return next(item for page in pages(texts) for item in page.blocks if item.code == code)


@each_language
def test_the_pages_cover_every_section_with_a_source(texts: Texts) -> None:
    made = pages(texts)
    assert [page.code for page in made] == [
        "dose", "schemes", "consensus", "course", "effects", "off_label", "consent", "policies", "findings", "products",
        "paper", "evidence",
    ]  # fmt: skip
    for page in made:
        assert page.title
        for item in page.blocks:
            assert item.title
            assert texts.date(outline().checked) in item.source
            assert bool(item.lines) is not bool(item.rows)
            assert all(item.lines)
            assert all(len(row) == len(item.header) and all(row) for row in item.rows), item.code


@each_language
def test_the_tables_are_those_the_program_works_with(texts: Texts) -> None:
    library = Library.load()
    assert [row[0] for row in block(texts, "policies").rows] == [
        p.name(texts.language) for p in library.policies.values()
    ]
    assert len(block(texts, "products").rows) == len(library.products)
    assert len(block(texts, "schemes").rows) == len(library.schemes)
    assert len(block(texts, "consensus").rows) == 15
    assert block(texts, "consensus").rows[8][1:] == ("2½", "2", "2", "2½", "9", "90")
    assert len(block(texts, "history").lines) == len(library.history)
    assert len(block(texts, "off_label").lines) == 6
    assert block(texts, "brands").lines == library.brands


def test_policies_are_told_with_all_their_numbers() -> None:
    rows = {row[0]: row[1:] for row in block(TEXTS[0], "policies").rows}
    plain = {name: tuple(cell.replace("\u00a0", " ") for cell in row) for name, row in rows.items()}
    assert plain["Prescribers’ guide"] == (
        "10–15 mg", "20 mg", "5 days", "80 mg, 120 mg, 180 mg", "300 mg", "any, over at least 10 days; note above 15 mg"
    )  # fmt: skip
    assert plain["French label"] == ("10–20 mg", "10 mg", "3 days", "none", "80 mg, as-needed doses counted", "15 mg")
    assert plain["Australian label"][3:] == ("60 mg", "75 mg, as-needed doses counted", "10 mg")
    assert plain["Australian label"][:3] == ("15–30 mg", "10 mg", "3 days")
    assert plain["German label"][0] == "15 mg"


@each_language
def test_the_evidence_is_told_as_it_is_with_both_voices(texts: Texts) -> None:
    rows = block(texts, "evidence").rows
    assert len(rows) == 10
    told = " ".join(cell for row in rows for cell in row).replace(",", ".").replace("\u00a0", " ").replace(" %", "%")
    for figure in ("3.6 mg/kg", "71%", "58%", "68%", "11.9%", "10.5%", "57%", "0.87", "2.27", "9.1"):
        assert figure in told
    voices = block(texts, "voices").lines
    assert len(voices) == 3
    assert "GABA-B" in voices[2]


@each_language
def test_every_check_is_listed_the_strictest_first(texts: Texts) -> None:
    rows, rules = block(texts, "checks").rows, Library.load().numbers.rules
    assert len(rows) == len(rules)
    words = [texts(f"findings.severity.{word}") for word in ("refuse", "stop", "caution", "note")]
    told = [words.index(row[0]) for row in rows]
    assert told == sorted(told)
    assert set(told) == {0, 1, 2, 3}


@each_language
def test_every_threshold_stands_with_value_and_source(texts: Texts) -> None:
    rows = {row[0]: row[1].replace("\u00a0", " ") for row in block(texts, "numbers").rows}
    assert rows[texts("reference.block.numbers.intake_stop_from_mg")] == "100 mg"
    assert rows[texts("reference.block.numbers.egfr_half_share")].startswith("1/2 ")
    assert rows[texts("reference.block.numbers.drowsiness_from")].startswith("4 ")
    assert "ml/min" in rows[texts("reference.block.numbers.egfr_full_from")]


def test_an_own_policy_stands_in_the_table_too() -> None:
    made = copied(Practice(), "guide", name="Ours", reason="why", by="Dr", on=TODAY)
    library = library_of(kept(Practice(), made))
    policies = next(b for page in pages(TEXTS[0], library) for b in page.blocks if b.code == "policies")
    assert policies.rows[-1][0] == "Ours"


def _keys(table: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _keys(value, f"{prefix}{key}.")
        else:
            yield prefix + key


def test_no_words_are_left_over() -> None:
    """Every list item and table row in the words is one that a page shows."""
    words = tomllib.loads((resources() / "texts/en/reference.toml").read_text(encoding="utf-8"))["block"]
    for _, parts in outline().pages:
        for part in parts:
            have = set(_keys(words.pop(part.code)))
            if part.kind == "list":
                assert have == {"title", *part.items}
            if part.kind == "table":
                assert have == {"title", *part.columns, *(f"{row}.{c}" for row in part.rows for c in part.columns)}
    assert words == {}


@pytest.mark.parametrize(
    ("old", "new"), [('kind = "schemes"', 'kind = "magic"'), ('items = ["orientation"]', ""), ("version", "edition")]
)
def test_a_structure_that_is_not_whole_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (resources() / "reference.toml").read_text(encoding="utf-8")
    (tmp_path / "reference.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match="reference"):
        read_outline(read(tmp_path / "reference.toml"))
