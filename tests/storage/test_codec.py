"""Records become rows and come back whole; damage is named without a value; what is not known is carried along."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.domain.intake import Answer, Decision, Status
from baclodesk.domain.patient import DocumentMade, Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.services import demo, practice
from baclodesk.storage import canonical, codec, shapes
from baclodesk.storage import fields as forms
from baclodesk.storage.schema import Tables
from baclodesk.storage.shapes import RecordError
from baclodesk.storage.tinystore import Dossier, UnitOfWork

from ..services.record_examples import DOCTOR, TODAY, calm_record, records

DEMO = demo.records(TODAY)
RICH = DEMO[0]


def through_tinydb(tables: Tables) -> Tables:
    """The tables as TinyDB reads them back from the bytes that are sealed."""
    with Dossier(UnitOfWork(canonical.load(canonical.dump(tables)))) as database:
        return {name: {str(row.doc_id): dict(row) for row in database.table(name).all()} for name in database.tables()}


def exactly_equal(left: PatientRecord, right: PatientRecord) -> bool:
    """Equal, and equal too in what a comparison of answers leaves out: when and by whom they were given."""

    def stamps(record: PatientRecord) -> list[object]:
        told = {**{code: (answer,) for code, answer in record.intake.answers.items()}, "": ()}
        kept = [*told.items(), *record.intake.history.items()]
        return [(code, answer.given_at, answer.by) for code, answers in kept for answer in answers]

    return left == right and stamps(left) == stamps(right)


@settings(max_examples=25)
@given(records())
def test_every_record_comes_back_as_it_was(record: PatientRecord) -> None:
    assert exactly_equal(codec.decode(through_tinydb(codec.encode(record))), record)


@pytest.mark.parametrize("record", DEMO, ids=[f"patient {n}" for n in range(len(DEMO))])
def test_every_fictional_patient_comes_back_as_they_were(record: PatientRecord) -> None:
    assert exactly_equal(codec.decode(through_tinydb(codec.encode(record))), record)


def test_encoding_a_decoded_record_gives_the_same_rows() -> None:
    tables = codec.encode(RICH)
    assert codec.encode(codec.decode(tables)) == tables


def test_an_empty_record_comes_back() -> None:
    empty = PatientRecord(Identity("0" * 32))
    assert codec.decode(codec.encode(empty)) == empty


def test_a_store_with_nothing_but_a_name_opens_as_a_new_patient() -> None:
    assert codec.decode({"identity": {"1": {"id": "0" * 32}}}) == PatientRecord(Identity("0" * 32))


def test_a_record_written_before_decisions_and_lists_had_a_history_reads_as_before() -> None:
    first = practice.decided(calm_record(), Decision.WAIT, "sleep clinic first", DOCTOR, TODAY)
    first = practice.with_support(first, (("group", "", ""),), TODAY)
    first = practice.decided(first, Decision.PRESCRIBE, "treated", DOCTOR, TODAY + timedelta(9))
    tables = codec.encode(first)
    assert codec.decode(tables) == first
    older = {name: rows for name, rows in tables.items() if name not in ("earlier_decisions", "earlier_rows")}
    assert len(older) == len(tables) - 2
    opened = codec.decode(older)
    bare = replace(first.intake, earlier_decisions=(), earlier_rows=())
    assert opened == replace(first, intake=bare)
    assert codec.encode(opened) == older, "nothing is written that was not there"
    changed = practice.with_support(opened, (), TODAY + timedelta(20))
    assert codec.decode(codec.carried(codec.encode(changed), older)) == changed
    assert changed.intake.earlier_rows[0].rows == (("group", "", ""),)


SUPPLY = Supplied(
    TODAY, TODAY + timedelta(2), (SuppliedTablets("Baclofen 10 mg", Fraction(25, 2), 96),), as_needed=True
)


def with_prescription(supply: Supplied | None) -> PatientRecord:
    paper = DocumentMade("prescription", 1, "2026-12-04T10:20:00+00:00", DOCTOR, "0" * 64, 1, "fr", "kept", supply)
    return replace(RICH, documents=(paper, *RICH.documents))


def test_what_a_prescription_supplies_comes_back_and_lies_in_plain_rows() -> None:
    record = with_prescription(SUPPLY)
    tables = codec.encode(record)
    assert tables["documents"]["1"]["supply"] == {
        "written_on": "2026-12-04",
        "first_on": "2026-12-06",
        "tablets": [{"name": "Baclofen 10 mg", "strength_mg": "12.5", "tablets": 96}],
        "as_needed": True,
    }
    assert exactly_equal(codec.decode(through_tinydb(tables)), record)


def test_a_prescription_written_before_its_supply_was_noted_reads_as_before() -> None:
    newer, older = codec.encode(with_prescription(SUPPLY)), codec.encode(with_prescription(None))
    assert "supply" not in older["documents"]["1"]
    del newer["documents"]["1"]["supply"]
    assert newer == older, "the form of old rows did not change"
    opened = codec.decode(older)
    assert opened == with_prescription(None)
    assert opened.supply is None


def test_a_program_of_before_carries_a_supply_that_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = codec.encode(with_prescription(SUPPLY))
    known = {**codec._KNOWN, "documents": shapes.DOCUMENT.names - {"supply"}}
    monkeypatch.setattr(codec, "_KNOWN", known)
    saved = codec.carried(codec.encode(with_prescription(None)), newer)
    assert codec.decode(saved) == with_prescription(SUPPLY)


SHAPES = [value for value in vars(shapes).values() if isinstance(value, shapes.Shape)]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.part.__name__ for shape in SHAPES])
def test_no_field_of_a_part_is_forgotten(shape: shapes.Shape[Any]) -> None:
    assert shape.names == {field.name for field in fields(shape.part)}


def test_amounts_are_kept_exactly_as_texts() -> None:
    third = Fraction(1, 3)
    record = replace(
        calm_record(),
        intake=calm_record().intake.with_answer("weight", Answer(Status.YES, amount=third, given_at="2026-01-01")),
    )
    row = codec.encode(record)["intake"]["1"]
    assert row["amount"] == "1/3"
    assert codec.decode(codec.encode(record)).intake.amount("weight") == third


def test_what_is_no_amount_date_or_list_is_not_written() -> None:
    for form, wrong in ((forms.AMOUNT, 1.5), (forms.DATE, "2026-01-01"), (forms.rows_of(forms.TEXT), "text")):
        with pytest.raises(ValueError, match="not a"):
            form.write(wrong)
    with pytest.raises(ValueError, match="not an effect"):
        shapes.VISIT.write(replace(RICH.visits[0], effects=("sleepiness",)))  # type: ignore[arg-type]
    paper = with_prescription(SUPPLY).documents[0]
    with pytest.raises(ValueError, match="not a supply"):
        shapes.DOCUMENT.write(replace(paper, supply="96"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not tablets"):
        shapes.DOCUMENT.write(replace(paper, supply=replace(SUPPLY, tablets=(96,))))  # type: ignore[arg-type]


def put(table: str, field: str, value: object) -> Callable[[Tables], None]:
    def act(tables: Tables) -> None:
        tables[table]["1"][field] = value

    return act


def put_supply(**wrong: object) -> Callable[[Tables], None]:
    return put("documents", "supply", {**shapes.SUPPLIED.write(SUPPLY), **wrong})


def drop(table: str, field: str) -> Callable[[Tables], None]:
    def act(tables: Tables) -> None:
        del tables[table]["1"][field]

    return act


DAMAGE: list[tuple[Callable[[Tables], object], str]] = [
    (put("identity", "birth_date", "3 May 1979"), "identity.birth_date"),
    (put("identity", "birth_date", "1979-13-03"), "identity.birth_date"),
    (put("identity", "family_name", 7), "identity.family_name"),
    (drop("identity", "id"), "identity"),
    (lambda tables: tables.pop("identity"), "identity"),
    (put("intake", "status", "perhaps"), "intake.status"),
    (put("intake", "status", 3), "intake.status"),
    (put("intake", "amount", "much"), "intake.amount"),
    (put("intake", "amount", 9), "intake.amount"),
    (drop("intake", "code"), "intake.code"),
    (put("intake_state", "decision", "yes"), "intake_state.decision"),
    (put("intake_state", "catalogue", None), "intake_state.catalogue"),
    (put("intake_state", "decision", {"decision": "maybe"}), "intake_state.decision.decision"),
    (put("medicines", "name", []), "medicines.name"),
    (put("support", "who", 1), "support.who"),
    (put("earlier_rows", "until", "yesterday"), "earlier_rows.until"),
    (put("earlier_rows", "rows", ["x"]), "earlier_rows.rows"),
    (put("earlier_rows", "rows", [["x"]]), "earlier_rows"),
    (drop("earlier_rows", "until"), "earlier_rows"),
    (put("plan", "revision", "one"), "plan.revision"),
    (put("plan", "revision", value=True), "plan.revision"),
    (put("plan", "products", []), "plan.products"),
    (put("stages", "days", 0), "plan.stages[0].days"),
    (drop("stages", "revision"), "stages.revision"),
    (put("visits", "day", "12"), "visits.day"),
    (put("visits", "suicidal", 0), "visits.suicidal"),
    (put("visits", "day", value=True), "visits.day"),
    (put("visits", "effects", "sleepy"), "visits.effects"),
    (put("visits", "effects", ["sleepy"]), "visits.effects"),
    (put("consents", "strokes", [[[1]]]), "consents.strokes"),
    (put("consents", "strokes", [[1]]), "consents.strokes"),
    (put("documents", "pages", "two"), "documents.pages"),
    (put("documents", "supply", 96), "documents.supply"),
    (put("documents", "supply", {}), "documents.supply"),
    (put_supply(first_on="soon"), "documents.supply.first_on"),
    (put_supply(as_needed=1), "documents.supply.as_needed"),
    (put_supply(tablets=[96]), "documents.supply.tablets"),
    (put_supply(tablets=[{"name": "x", "strength_mg": "10", "tablets": -1}]), "documents.supply.tablets"),
    (put_supply(tablets=[{"name": "x", "strength_mg": 10, "tablets": 1}]), "documents.supply.tablets.strength_mg"),
    (lambda tables: tables["plan"]["2"].update(answers="none"), "plan.answers"),
    (lambda tables: tables["plan"]["2"].update(answers=["none"]), "plan.answers"),
    (lambda tables: tables["plan"]["2"].update(finding_keys=[4]), "plan.answers"),
    (lambda tables: tables["plan"]["2"].update(policy=None), "plan.policy"),
]


@pytest.mark.parametrize(("damage", "place"), DAMAGE)
def test_damage_is_told_by_its_place_and_without_a_value(damage: Callable[[Tables], object], place: str) -> None:
    tables = canonical.load(canonical.dump(codec.encode(RICH)))
    damage(tables)
    with pytest.raises(RecordError) as caught:
        codec.decode(tables)
    assert caught.value.place == place
    assert caught.value.code == "record_unreadable"
    for secret in ("Arnaud", "Claire", "1979", "perhaps", "much", "Acamprosate"):
        assert secret not in str(caught.value)


@settings(max_examples=30)
@given(st.data())
def test_no_change_of_one_value_ends_in_anything_but_a_record_or_a_typed_error(data: st.DataObject) -> None:
    tables = canonical.load(canonical.dump(codec.encode(RICH)))
    table = data.draw(st.sampled_from(sorted(tables)))
    row = tables[table][data.draw(st.sampled_from(sorted(tables[table])))]
    field = data.draw(st.sampled_from(sorted(row)))
    row[field] = data.draw(st.sampled_from([None, True, 0, -1, 10**30, "", "x", [], {}, [[]], "2026-02-30", "1/0"]))
    with contextlib.suppress(RecordError):
        assert isinstance(codec.decode(tables), PatientRecord)


def test_tables_and_fields_of_a_later_version_are_carried_through_an_edit() -> None:
    later = codec.encode(RICH)
    later["referrals"] = {"1": {"to": "hepatology"}}
    later["visits"]["2"]["pulse"] = 72
    later["stages"]["3"]["colour"] = "blue"
    later["plan"]["1"]["shared"] = True
    opened = codec.decode(later)
    assert opened == RICH
    changed = replace(opened, visits=opened.visits[1:])
    saved = codec.carried(codec.encode(changed), later)
    assert saved["referrals"] == later["referrals"]
    assert [row.get("pulse") for row in saved["visits"].values()] == [72, None, None, None]
    assert saved["stages"]["3"]["colour"] == "blue"
    assert saved["plan"]["1"]["shared"] is True
    assert codec.decode(saved) == changed


def test_the_practice_comes_back_and_a_new_one_has_its_defaults() -> None:
    known = demo.practice("fr")
    assert codec.decode_practice(codec.encode_practice(known)) == known
    assert codec.decode_practice({}) == Practice()
    drawn = replace(known, logo=bytes(range(256)), handouts=("calendar", "leaflet"))
    assert codec.decode_practice(codec.encode_practice(drawn)) == drawn
    assert codec.encode_practice(Practice())["practice"]["1"]["policy"] == "guide"


def test_what_a_dossier_holds_is_small_enough_to_save_often() -> None:
    assert len(canonical.dump(codec.encode(RICH))) < 40_000


def test_an_answer_given_long_ago_keeps_its_day_and_its_author() -> None:
    row = next(row for row in codec.encode(RICH)["intake"].values() if row["code"] == "egfr")
    assert row["given_at"] == "2026-10-26T10:00:00+00:00"
    assert date.fromisoformat(row["on"]) == date(2026, 10, 21)


@pytest.mark.parametrize("logo", [7, "not base64!", "é"])
def test_a_logo_that_is_no_picture_of_ours_is_named_with_its_place(logo: object) -> None:
    tables = codec.encode_practice(Practice())
    tables["practice"]["1"]["logo"] = logo
    with pytest.raises(RecordError) as found:
        codec.decode_practice(tables)
    assert found.value.place == "practice.logo"


def test_a_logo_that_is_not_bytes_is_not_written() -> None:
    with pytest.raises(ValueError, match="not bytes"):
        codec.encode_practice(replace(Practice(), logo="text"))  # type: ignore[arg-type]
