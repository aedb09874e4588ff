"""TinyDB on a unit of work: many calls, one write, nothing half done; and the codec's way through it."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where

from baclodesk.storage import canonical, dossier, schema
from baclodesk.storage.errors import Unstorable
from baclodesk.storage.tinystore import Dossier, UnitOfWork


def test_any_number_of_calls_are_one_write_at_commit() -> None:
    written: list[bytes] = []
    work = UnitOfWork({}, written.append)
    with Dossier(work) as database:
        for day in range(20):
            database.table("visits").insert({"day": day})
        database.table("visits").update({"seen": True}, where("day") > 10)
        assert written == []
        work.commit()
        work.commit()
    assert len(written) == 1
    assert len(canonical.load(written[0])["visits"]) == 20


def test_rollback_drops_everything_since_the_last_commit_and_no_cache_remembers_it() -> None:
    work = UnitOfWork({"visits": {"1": {"day": 1}}})
    with Dossier(work) as database:
        visits = database.table("visits")
        assert len(visits.search(where("day") > 0)) == 1
        visits.insert({"day": 2})
        assert len(visits.search(where("day") > 0)) == 2
        work.rollback()
        assert len(visits.search(where("day") > 0)) == 1
        assert work.tables == {"visits": {"1": {"day": 1}}}


def test_an_update_that_fails_half_way_leaves_nothing_behind() -> None:
    work = UnitOfWork({"visits": {"1": {"day": 1}, "2": {"day": "two"}}})
    before = work.tables

    def add(row: Any) -> None:
        row["day"] += 1

    with Dossier(work) as database, pytest.raises(TypeError):
        database.table("visits").update(add)
    assert work.tables == before


def test_a_failed_write_keeps_the_working_copy_for_another_try() -> None:
    outcomes = iter([OSError("full"), None])
    written: list[bytes] = []

    def write(data: bytes) -> None:
        problem = next(outcomes)
        if problem:
            raise problem
        written.append(data)

    work = UnitOfWork({}, write)
    work.write({"visits": {"1": {}}})
    with pytest.raises(OSError, match="full"):
        work.commit()
    work.commit()
    assert written == [b'{"visits":{"1":{}}}']


def test_changing_what_read_returned_changes_nothing() -> None:
    work = UnitOfWork({"visits": {"1": {"day": 1}}})
    found = work.read()
    assert found is not None
    found["visits"]["1"]["day"] = 99
    assert work.tables == {"visits": {"1": {"day": 1}}}


UNSTORABLE: list[Any] = [
    float("nan"),
    float("inf"),
    (1, 2),
    {1: "a"},
    {"a", "b"},
    b"bytes",
    "\ud800",
    {"x": {True: 1}},
    object(),
]


@pytest.mark.parametrize("value", UNSTORABLE)
def test_values_that_would_not_come_back_equal_are_refused(value: Any) -> None:
    work = UnitOfWork({})
    with Dossier(work) as database, pytest.raises(Unstorable):
        database.table("visits").insert({"value": value})
    assert work.tables == {}


def test_nesting_without_end_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Unstorable):
        canonical.dump(deep)
    with pytest.raises(Unstorable):
        canonical.load(b"[" * 100_000)


@pytest.mark.parametrize(
    "shape", [[], {"t": []}, {"t": {"x": {}}}, {"t": {"1": []}}, {"t": {1: {}}}, {"t": {"²": {}}}, {"t": {"٣": {}}}]
)
def test_tables_of_another_shape_are_refused(shape: Any) -> None:
    work = UnitOfWork({})
    with pytest.raises(Unstorable):
        work.write(shape)


def test_canonical_bytes_do_not_depend_on_order() -> None:
    rows = {"b": 1, "a": {"d": [1, 2.5, None, True], "c": "é"}}
    turned = {"a": {"c": "é", "d": [1, 2.5, None, True]}, "b": 1}
    assert canonical.dump(rows) == canonical.dump(turned) == '{"a":{"c":"é","d":[1,2.5,null,true]},"b":1}'.encode()


# the codec's way


def test_rows_go_in_and_come_out_in_order() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "identity": [{"name": "Zoé"}],
        "stages": [{"day": day} for day in range(25)],
        "visits": [],
    }
    tables = dossier.tables_from(rows)
    assert sorted(tables["stages"], key=int) == [str(number) for number in range(1, 26)]
    assert tables["stages"]["11"] == {"day": 10}
    assert dossier.rows_from(tables) == rows


def test_a_one_row_table_is_a_document() -> None:
    tables = dossier.with_document({}, "plan", {"peak": "150"})
    assert dossier.document(tables, "plan") == {"peak": "150"}
    again = dossier.with_document(tables, "plan", {"peak": "80"})
    assert dossier.document(again, "plan") == {"peak": "80"}
    assert dossier.document(again, "intake") == {}
    assert dossier.document(tables, "plan") == {"peak": "150"}, "the given tables are not changed"


def test_tables_the_codec_does_not_know_are_kept() -> None:
    tables = {"from_the_future": {"1": {"x": 1}, "7": {"y": 2}}, "plan": {"1": {"a": 1}, "2": {"a": 2}}}
    changed = dossier.changed(tables, {"plan": [{"a": 3}]})
    assert changed == {"from_the_future": {"1": {"x": 1}, "7": {"y": 2}}, "plan": {"1": {"a": 3}}}


def test_a_table_can_be_emptied() -> None:
    assert dossier.changed({"visits": {"1": {"day": 1}}}, {"visits": []}) == {"visits": {}}


def test_a_row_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(Unstorable):
        dossier.tables_from({"visits": [["not", "a", "row"]]})  # type: ignore[list-item]


TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))


@given(st.dictionaries(TEXT, st.lists(st.dictionaries(TEXT, VALUES, max_size=3), max_size=4), max_size=3))
def test_whatever_json_can_hold_comes_back_equal(rows: dict[str, list[dict[str, Any]]]) -> None:
    assert dossier.rows_from(dossier.tables_from(rows)) == rows


# schema steps


def test_steps_run_in_order_from_the_documents_schema() -> None:
    def renamed(tables: schema.Tables) -> schema.Tables:
        rows = {number: {**row, "full_name": row["name"]} for number, row in tables["identity"].items()}
        return {**tables, "identity": rows}

    def counted(tables: schema.Tables) -> schema.Tables:
        return {**tables, "meta": {"1": {"identities": len(tables["identity"])}}}

    old: schema.Tables = {"identity": {"1": {"name": "Zoé", "unknown": [1]}}, "later": {}}
    new = schema.migrated(old, 1, {1: renamed, 2: counted}, target=3)
    assert new["identity"]["1"] == {"name": "Zoé", "full_name": "Zoé", "unknown": [1]}
    assert new["meta"] == {"1": {"identities": 1}}
    assert new["later"] == {}
    assert old == {"identity": {"1": {"name": "Zoé", "unknown": [1]}}, "later": {}}


def test_a_higher_schema_is_left_as_it_is() -> None:
    assert schema.migrated({"x": {}}, 9, {}, target=3) == {"x": {}}


def test_there_is_a_step_from_every_schema_ever_released() -> None:
    assert sorted(schema.STEPS) == list(range(1, schema.SCHEMA))
    assert list(itertools.chain(schema.STEPS)) == sorted(schema.STEPS)
