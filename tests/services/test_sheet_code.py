"""Check codes: what they say, what they refuse, what a practice answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain import edits
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import demo
from baclodesk.services.issuing import plan_digest
from baclodesk.services.ports import Listed, Opened, PracticeStore
from baclodesk.services.sheet_code import (
    SheetCode,
    SheetCodeError,
    SheetState,
    check_sheet,
    read_code,
    sheet_code,
    sheet_sentence,
)
from baclodesk.services.texts import LANGUAGES, Texts

HEX = "0123456789ABCDEF"
CODES = st.builds(
    SheetCode,
    st.text(HEX, min_size=8, max_size=8),
    st.integers(1, 9999),
    st.text(HEX, min_size=7, max_size=7),
)
RECORDS = demo.records(date(2026, 11, 22), "en")
ARNAUD = next(record for record in RECORDS if record.identity.family_name == "Arnaud")


class Shelf:
    """A store that only reads."""

    def __init__(self, records: Sequence[PatientRecord]) -> None:
        self.records, self.opened = {record.identity.id: record for record in records}, 0

    def patients(self) -> list[Listed]:
        return [Listed(code, "", None) for code in self.records]

    def open(self, patient_id: str) -> Opened:
        self.opened += 1
        return Opened(self.records[patient_id], 1)


def state(code: SheetCode, records: Sequence[PatientRecord] = RECORDS) -> SheetState:
    return check_sheet(cast("PracticeStore", Shelf(records)), code).state


@given(CODES)
def test_every_code_is_read_back_as_typed_or_scanned(code: SheetCode) -> None:
    assert read_code(code.text) == code
    assert read_code(f"  {code.text.lower()} ") == code
    assert read_code(code.text.replace("0", "o").replace("-", " – ")) == code
    assert code.text.isascii()
    assert code.text == code.text.upper()


@given(CODES, st.data())
def test_one_wrong_letter_or_two_swapped_neighbours_are_noticed(code: SheetCode, data: st.DataObject) -> None:
    places = [n for n, letter in enumerate(code.text) if letter != "-"]
    place = data.draw(st.sampled_from(places))
    letter = data.draw(st.sampled_from(HEX if place not in range(9, len(code.text) - 9) else HEX[1:10]))
    changed = code.text[:place] + letter + code.text[place + 1 :]
    if changed != code.text:
        with pytest.raises(SheetCodeError):
            read_code(changed)
    after = [n for n in places if n + 1 in places]
    first = data.draw(st.sampled_from(after))
    swapped = code.text[:first] + code.text[first + 1] + code.text[first] + code.text[first + 2 :]
    if swapped != code.text:
        with pytest.raises(SheetCodeError):
            read_code(swapped)


@pytest.mark.parametrize("text", ["", "7F3A", "7F3A1B2C-2", "7F3A1B2C-2-9E4D721Z9", "<b>", "7F3A1B2C--2-9E4D721K"])
def test_other_texts_are_no_codes(text: str) -> None:
    with pytest.raises(SheetCodeError, match="unreadable"):
        read_code(text)


def test_a_code_holds_no_name_and_follows_from_the_doses() -> None:
    issued = ARNAUD.issued[-1]
    code = sheet_code(ARNAUD.identity.id, issued)
    assert "ARNAUD" not in code.text
    other = edits.set_daily_mg(issued.plan, issued.plan.stages[0].uid, Fraction(15))
    assert sheet_code(ARNAUD.identity.id, replace(issued, plan=other)).digest != code.digest


def test_the_sheet_in_force_is_told_from_the_one_it_replaced() -> None:
    old, new = (sheet_code(ARNAUD.identity.id, issued) for issued in ARNAUD.issued)
    assert state(new) is SheetState.CURRENT
    verdict = check_sheet(cast("PracticeStore", Shelf(RECORDS)), old)
    assert (verdict.state, verdict.current_revision) == (SheetState.REPLACED, 2)
    assert verdict.patient_id == ARNAUD.identity.id
    assert verdict.issued_on is not None


def test_sheets_of_others_of_the_future_and_changed_ones_are_told_apart() -> None:
    code = sheet_code(ARNAUD.identity.id, ARNAUD.issued[-1])
    assert state(replace(code, plan_id="00000000")) is SheetState.UNKNOWN
    assert state(replace(code, revision=9)) is SheetState.NEWER
    assert state(replace(code, digest="0000000")) is SheetState.DIFFERS
    gap = replace(ARNAUD, issued=(ARNAUD.issued[1],))
    assert state(replace(code, revision=1), [gap]) is SheetState.UNKNOWN
    assert state(code, [replace(ARNAUD, issued=())]) is SheetState.UNKNOWN
    damaged = replace(ARNAUD, issued=(*ARNAUD.issued[:-1], replace(ARNAUD.issued[-1], digest="0" * 64)))
    assert state(code, [damaged]) is SheetState.DIFFERS
    assert plan_digest(ARNAUD.issued[-1].plan) == ARNAUD.issued[-1].digest


def test_only_the_dossier_concerned_is_opened() -> None:
    shelf = Shelf(RECORDS)
    check_sheet(cast("PracticeStore", shelf), sheet_code(ARNAUD.identity.id, ARNAUD.issued[-1]))
    assert shelf.opened == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_its_sentence_without_a_name(language: str) -> None:
    texts, code = Texts(language), sheet_code(ARNAUD.identity.id, ARNAUD.issued[0])
    shelf = cast("PracticeStore", Shelf(RECORDS))
    told = set()
    for item in (
        code,
        sheet_code(ARNAUD.identity.id, ARNAUD.issued[1]),
        replace(code, revision=9),
        replace(code, digest="0000000"),
        replace(code, plan_id="00000000"),
    ):
        sentence = sheet_sentence(check_sheet(shelf, item), texts)
        assert item.plan_id in sentence
        assert "Arnaud" not in sentence
        told.add(sentence)
    assert len(told) == 5
