from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from baclodesk.domain.errors import PlanError
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import Plan
from baclodesk.interop.plan_file import (
    MAX_BYTES,
    PlanFileError,
    plan_from_bytes,
    plan_to_text,
    read_plan_file,
    write_plan_file,
)
from baclodesk.services.texts import Texts
from tests.conftest import FIXTURES
from tests.domain.plan_strategies import full_plans
from tests.domain.test_plain import BROKEN, FULL, altered

SCHEDULES = json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))
GOOD = json.dumps(FULL)
ENGLISH, FRENCH = Texts("en"), Texts("fr")


@given(full_plans(least=1))
def test_every_plan_survives_its_file(plan: Plan) -> None:
    assert plan_from_bytes(plan_to_text(plan).encode(), "plan.json") == plan


@pytest.mark.parametrize("case", SCHEDULES, ids=lambda case: case["id"])
def test_a_real_schedule_is_written_and_read_back(case: dict[str, Any], tmp_path: Path) -> None:
    plan = plan_from_dict(case["plan"])
    write_plan_file(tmp_path / "plan.json", plan)
    assert read_plan_file(tmp_path / "plan.json") == plan
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8")) == case["plan"]
    assert names_in(tmp_path) == ["plan.json"]


def test_a_stage_takes_one_line_of_the_file() -> None:
    text = plan_to_text(plan_from_dict(SCHEDULES[0]["plan"]))
    assert '  {"days": 5, "mg": ["25", "20", "20", "25"]},\n' in text
    assert text.endswith("\n}\n")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert plan_from_bytes(b"\xef\xbb\xbf" + GOOD.encode(), "x") == plan_from_dict(FULL)


@pytest.mark.parametrize(("place", "nothing"), [("start", None), ("stages", [])])
def test_a_plan_without_a_start_or_a_stage_makes_no_file_and_comes_from_none(
    place: str, nothing: object, tmp_path: Path
) -> None:
    with pytest.raises(PlanError) as caught:
        write_plan_file(tmp_path / "plan.json", plan_from_dict({**FULL, place: nothing}))
    assert caught.value.place == place
    assert names_in(tmp_path) == []
    error = only_error(json.dumps({**FULL, place: nothing}).encode())
    assert error.place == place
    assert_one_clear_sentence(error)


def test_a_new_plan_replaces_the_file_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    for case in SCHEDULES[:2]:
        write_plan_file(path, plan_from_dict(case["plan"]))
    assert read_plan_file(path) == plan_from_dict(SCHEDULES[1]["plan"])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def changed(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


RAW: list[tuple[str, bytes, str, str]] = [
    ("nothing at all", b"", "", "json"),
    ("only spaces", b"  \n", "", "json"),
    ("not JSON", b"start: 2027-03-01", "", "json"),
    ("cut off in the middle", GOOD[:200].encode(), "", "json"),
    ("a comma too many", changed('"days": 5,', '"days": 5,,'), "", "json"),
    ("two documents", GOOD.encode() * 2, "", "json"),
    ("other bytes than UTF-8", b"\xff\xfe" + GOOD.encode("utf-16-le"), "", "utf8"),
    ("Latin-1", GOOD.replace("whole", "épuré").encode("latin-1"), "", "utf8"),
    ("a picture", b"\x89PNG\r\n\x1a\n", "", "utf8"),
    ("more than 2 MiB", b" " * (MAX_BYTES + 1), "", "small"),
    ("lists without end", b"[" * 200_000, "", "depth"),
    ("objects without end", b'{"a":' * 200_000, "", "depth"),
    ("a list", b"[]", "plan", "object"),
    ("a text", b'"plan"', "plan", "object"),
    ("null", b"null", "plan", "object"),
    ("a key given twice", changed('"days": 5,', '"days": 5, "days": 6,'), "stages[0].days", "once"),
    ("the whole start twice", b'{"start": "2027-03-01", ' + GOOD.encode()[1:], "start", "once"),
    ("an unknown key twice", b'{"x\\n": 1, "x\\n": 1, ' + GOOD.encode()[1:], "x?", "once"),
    ("NaN for days", changed('"days": 5', '"days": NaN'), "stages[0].days", "whole"),
    ("Infinity for a dose", changed('"mg": ["5"', '"mg": [Infinity'), "stages[0].mg[0]", "amount"),
    ("minus Infinity for parts", changed('"parts": 2', '"parts": -Infinity'), "products[0].parts", "whole"),
    ("a number with 5000 digits", changed('"days": 5', '"days": ' + "9" * 5000), "stages[0].days", "whole"),
    ("a number with an exponent", changed('"days": 5', '"days": 5e0'), "stages[0].days", "whole"),
    ("a dose as a number", changed('"mg": ["5"', '"mg": [5'), "stages[0].mg[0]", "amount"),
    ("a dose with a comma", changed('"mg": ["5"', '"mg": ["2,5"'), "stages[0].mg[0]", "amount"),
    ("a dose with its unit", changed('"mg": ["5"', '"mg": ["5 mg"'), "stages[0].mg[0]", "amount"),
    ("a dose with a sign", changed('"mg": ["5"', '"mg": ["-5"'), "stages[0].mg[0]", "amount"),
    ("a lone surrogate", changed('"note": "n"', '"note": "\\ud800"'), "stages[0].note", "text"),
    ("true for days", changed('"days": 5', '"days": true'), "stages[0].days", "whole"),
]


def only_error(data: bytes, name: str = "plan.json") -> PlanFileError:
    with pytest.raises(PlanFileError) as caught:
        plan_from_bytes(data, name)
    return caught.value


def assert_one_clear_sentence(error: PlanFileError) -> None:
    for texts in (ENGLISH, FRENCH):
        sentence = error.sentence(texts)
        assert sentence.startswith(error.file)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "{" not in sentence
        assert error.place in sentence
    assert error.sentence(ENGLISH) != error.sentence(FRENCH)
    assert str(error) == error.sentence(ENGLISH)


@pytest.mark.parametrize(("data", "place", "key"), [row[1:] for row in RAW], ids=[row[0] for row in RAW])
def test_a_broken_file_gives_one_sentence_with_its_place(data: bytes, place: str, key: str) -> None:
    error = only_error(data)
    assert (error.place, error.key) == (place, key)
    assert_one_clear_sentence(error)


@pytest.mark.parametrize(("path", "value", "place", "key"), BROKEN)
def test_a_wrong_value_in_a_file_gives_one_sentence_with_its_place(
    path: str, value: object, place: str, key: str
) -> None:
    error = only_error(json.dumps(altered(path, value)).encode())
    assert (error.place, error.key) == (place, key)
    assert_one_clear_sentence(error)


def test_the_sentence_reads_as_a_colleague_would_say_it() -> None:
    error = only_error(changed('"10"], "uid"', '"ten"], "uid"'))
    assert str(error) == "plan.json: stages[0].mg[1]: expected an amount as a decimal text such as 12.5 in quotes."
    assert error.sentence(FRENCH).startswith("plan.json\u00a0: stages[0].mg[1]\u00a0: il faut une quantité")


def test_the_line_of_a_slip_in_the_json_is_told() -> None:
    assert "line 2, column 3" in str(only_error(b'{\n  start: "2027-03-01"}'))


def test_a_file_name_with_a_line_break_stays_on_one_line() -> None:
    assert_one_clear_sentence(only_error(b"", "a\nb.json"))


@pytest.mark.parametrize("name", ["missing.json", "folder", "nul\0.json"])
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(tmp_path / name)
    assert caught.value.key == "readable"
    assert_one_clear_sentence(caught.value)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as handle:
        handle.truncate(1 << 40)
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(path)
    assert caught.value.key == "small"


def test_a_folder_that_takes_no_file_is_told_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(PlanFileError) as caught:
        write_plan_file(tmp_path / "plan.json", plan_from_dict(FULL))
    assert caught.value.key == "writable"
    assert_one_clear_sentence(caught.value)
    assert names_in(tmp_path) == ["plan.json"]


def test_a_plan_too_large_to_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError) as caught:
        write_plan_file(tmp_path / "plan.json", plan_from_dict({**FULL, "note": "n" * MAX_BYTES}))
    assert caught.value.key == "small"
    assert names_in(tmp_path) == []
