"""A wrong number never reaches paper: each way of getting one in is refused with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from baclodesk.documents import page
from baclodesk.documents.blocks import Description
from baclodesk.documents.check import check_doses, check_pages
from baclodesk.documents.dose_blocks import DoseCell, StageRow, StageTable
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.page import make
from baclodesk.documents.printed import Reader, read_mg, read_number, read_tablets
from baclodesk.documents.schedule import describe_schedule
from baclodesk.documents.theme import theme
from baclodesk.documents.wording import Words
from baclodesk.domain.product import Product
from baclodesk.services.texts import LANGUAGES

from .support import copy_of, pages, plan, sheet

F = Fraction


def changed(description: Description, edit: Callable[[StageTable], StageTable]) -> Description:
    blocks = tuple(edit(block) if isinstance(block, StageTable) else block for block in description.blocks)
    return replace(description, blocks=blocks)


def with_row(number: int, edit: Callable[[StageRow], StageRow]) -> Callable[[StageTable], StageTable]:
    def change(table: StageTable) -> StageTable:
        return replace(table, rows=tuple(edit(row) if row.number == number else row for row in table.rows))

    return change


def dose(index: int, text: str) -> Callable[[StageRow], StageRow]:
    def change(row: StageRow) -> StageRow:
        cells = list(row.doses)
        cells[index] = DoseCell((text,))
        return replace(row, doses=tuple(cells))

    return change


def swapped(row: StageRow) -> StageRow:
    return replace(row, doses=(row.doses[1], row.doses[0], *row.doses[2:]))


def with_sum(**changes: object) -> Callable[[StageTable], StageTable]:
    return lambda table: replace(table, sums=tuple(replace(row, **changes) for row in table.sums))  # type: ignore[arg-type]


CHANGES: dict[str, tuple[Callable[[StageTable], StageTable], str, str]] = {
    "another dose": (with_row(4, dose(1, "1½")), "dose_differs", "stage 4, time 2"),
    "a dose that is no number": (with_row(4, dose(1, "one")), "unreadable", "stage 4, time 2"),
    "an empty dose": (with_row(4, dose(1, "")), "unreadable", "stage 4, time 2"),
    "two doses swapped": (with_row(1, swapped), "dose_differs", "stage 1, time 1"),
    "one time less": (with_row(6, lambda row: replace(row, doses=row.doses[:3])), "rows_differ", "stage 6"),
    "other tablets a day": (
        with_row(6, lambda row: replace(row, day_tablets=DoseCell(("7",)))),
        "sum_differs",
        "stage 6",
    ),
    "other mg a day": (with_row(6, lambda row: replace(row, day_mg="70\u00a0mg")), "sum_differs", "stage 6"),
    "mg without the unit": (with_row(6, lambda row: replace(row, day_mg="60")), "unreadable", "stage 6"),
    "other days": (with_row(6, lambda row: replace(row, last_day=31)), "rows_differ", "stage 6"),
    "a stage left out": (
        lambda table: replace(table, rows=table.rows[:3] + table.rows[4:]),
        "rows_differ",
        "stage table",
    ),
    "a stage printed twice": (
        lambda table: replace(table, rows=(*table.rows, table.rows[-1])),
        "rows_differ",
        "stage table",
    ),
    "two stages swapped": (
        lambda table: replace(table, rows=(table.rows[1], table.rows[0], *table.rows[2:])),
        "rows_differ",
        "stage table",
    ),
    "no sum": (lambda table: replace(table, sums=()), "sum_differs", "total"),
    "another sum of tablets": (with_sum(tablets=DoseCell(("574",))), "sum_differs", "total"),
    "another sum of mg": (with_sum(mg="5751\u00a0mg"), "sum_differs", "total"),
    "a sentence without its sum": (with_sum(text="Days 1–70"), "sum_differs", "total"),
}


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_printed_row_that_differs_from_the_plan_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edit, code, place = CHANGES[name]

    def drawn(*_anything: object) -> bytes:
        raise AssertionError("nothing may be drawn")

    monkeypatch.setattr(page, "_drawn", drawn)
    with pytest.raises(DocumentRefused) as refused:
        make(changed(describe_schedule(sheet(), copy_of()), edit), theme("A4"))
    assert (refused.value.code, refused.value.place) == (code, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unchanged_rows_pass(language: str) -> None:
    check_doses(describe_schedule(sheet(language), copy_of()))


def test_a_plan_whose_schedule_says_another_sum_is_refused() -> None:
    description = describe_schedule(sheet(), copy_of())
    assert description.facts is not None
    wrong = replace(description.facts, schedule=replace(description.facts.schedule, closed_total_mg=F(5760)))
    with pytest.raises(DocumentRefused) as refused:
        check_doses(replace(description, facts=wrong))
    assert (refused.value.code, refused.value.place) == ("sum_differs", "total")


def test_a_line_missing_on_the_finished_pages_is_refused() -> None:
    description = describe_schedule(sheet(), copy_of())
    found = pages(make(description, theme("A4")).data)
    check_pages(description, found)
    for gone, place in (("1½ 1½ 1½ 1½ 6 60 mg", "stage 6"), ("575 tablets", "total")):
        with pytest.raises(DocumentRefused) as refused:
            check_pages(description, [found[0].replace(gone, "")])
        assert (refused.value.code, refused.value.place) == ("not_on_page", place)


def test_a_file_whose_pages_cannot_all_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "page_texts", lambda _data: ())
    with pytest.raises(DocumentRefused) as refused:
        make(describe_schedule(sheet(), copy_of()), theme("A4"))
    assert (refused.value.code, refused.value.place) == ("not_on_page", "pages")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence(language: str) -> None:
    words = Words(language)
    for code in (
        "plan_empty",
        "plan_refused",
        "not_makeable",
        "rows_differ",
        "dose_differs",
        "sum_differs",
        "unreadable",
    ):
        assert words(f"refused.{code}", place="stage 4").endswith(".")
    for code in ("not_on_page", "wording", "period"):
        assert words(f"refused.{code}", place="stage 4", rule="latin", last="6").endswith(".")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("5750", "en", F(5750)),
        ("12,345.5", "en", F(24691, 2)),
        ("5\u00a0750", "fr", F(5750)),
        ("1,125", "fr", F(9, 8)),
        ("1,125", "en", F(1125)),
        ("12\u00a0345,5", "fr", F(24691, 2)),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text: str, language: str, value: Fraction) -> None:
    assert read_number(text, language) == value


@pytest.mark.parametrize("text", ["", "a", "1 000", "1,00", "-5", "5.", ".5", "1,0000", "1.000,5"])
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read_number(text, "en")


def test_tablets_and_doses_are_read_with_their_fractions_and_unit() -> None:
    assert read_tablets("2½", "en") == F(5, 2)
    assert read_tablets("¾", "fr") == F(3, 4)
    assert read_tablets("0", "en") == 0
    assert read_tablets("0.2", "en") == F(1, 5)
    assert read_mg("12,5\u00a0mg", "fr") == F(25, 2)
    with pytest.raises(ValueError, match="dose"):
        read_mg("12 mg", "en")


def test_a_strength_the_plan_does_not_have_is_refused() -> None:
    reader = Reader((Product("a", F(10)), Product("b", F(25))), "en")
    assert reader.dose(DoseCell(("1 ×\u00a010\u00a0mg", "½ ×\u00a025\u00a0mg")), "here") == (F(3, 2), F(45, 2))
    assert reader.dose(DoseCell(("0",)), "here") == (0, 0)
    with pytest.raises(DocumentRefused) as refused:
        reader.dose(DoseCell(("1 ×\u00a020\u00a0mg",)), "here")
    assert (refused.value.code, refused.value.place) == ("unreadable", "here")


def test_a_document_without_doses_needs_no_adding_up() -> None:
    description = replace(describe_schedule(sheet(), copy_of(plan("C05"))), facts=None)
    check_doses(description)
