from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from baclodesk.__main__ import main
from baclodesk.interop.plan_file import read_plan_file
from tests.conftest import FIXTURES

SCHEDULES: list[dict[str, Any]] = json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))
GOOD: dict[str, Any] = SCHEDULES[0]["plan"]


def written(folder: Path, plan: object) -> str:
    path = folder / "plan.json"
    path.write_text(plan if isinstance(plan, str) else json.dumps(plan), encoding="utf-8")
    return str(path)


def changed(**keys: object) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(json.dumps(GOOD))
    plan.update(keys)
    return plan


def stage(place: int, **keys: object) -> dict[str, Any]:
    plan = changed()
    plan["stages"][place].update(keys)
    return plan


def without(key: str) -> dict[str, Any]:
    plan = changed()
    del plan[key]
    return plan


BROKEN: dict[str, object] = {
    "empty file": "",
    "not JSON": "stages: 3",
    "cut in the middle": json.dumps(GOOD)[:200],
    "a list": [GOOD],
    "a text": '"plan"',
    "nothing inside": {},
    "key given twice": '{"start": "2027-03-01", "start": "2027-03-02"}',
    "not a number": json.dumps(GOOD).replace('"5"', "NaN", 1),
    "no start": without("start"),
    "no products": without("products"),
    "no times": without("times"),
    "no stages": without("stages"),
    "unknown key": changed(dose="10"),
    "start is no date": changed(start="1 March 2027"),
    "start does not exist": changed(start="2027-02-30"),
    "start is a number": changed(start=20270301),
    "products empty": changed(products=[]),
    "strength as a number": changed(products=[{"name": "t", "strength_mg": 10, "parts": 2}]),
    "strength of zero": changed(products=[{"name": "t", "strength_mg": "0", "parts": 2}]),
    "three parts": changed(products=[{"name": "t", "strength_mg": "10", "parts": 3}]),
    "parts true": changed(products=[{"name": "t", "strength_mg": "10", "parts": True}]),
    "product unknown key": changed(products=[{"name": "t", "strength_mg": "10", "parts": 2, "colour": "white"}]),
    "seven times": changed(times=[{"name": str(n), "at": None} for n in range(7)]),
    "time of 25 h": changed(times=[{"name": "late", "at": "25:00"}]),
    "two times alike": changed(times=[{"name": "x", "at": None}, {"name": "x", "at": None}]),
    "stages empty": changed(stages=[]),
    "stages no list": changed(stages={"days": 5}),
    "zero days": stage(2, days=0),
    "negative days": stage(2, days=-5),
    "half a day": stage(2, days=2.5),
    "days as text": stage(2, days="5"),
    "days true": stage(2, days=True),
    "open in the middle": stage(2, days=None),
    "three amounts for four times": stage(2, mg=["5", "5", "5"]),
    "amount as a number": stage(2, mg=[5, "5", "5", "5"]),
    "negative amount": stage(2, mg=["-5", "5", "5", "5"]),
    "amount with exponent": stage(2, mg=["1e1", "5", "5", "5"]),
    "amount with comma": stage(2, mg=["2,5", "5", "5", "5"]),
    "amount null": stage(2, mg=[None, "5", "5", "5"]),
    "stage unknown key": stage(2, dose="20"),
    "nested too deep": "[" * 100_000,
}


@pytest.mark.parametrize("command", ["check", "schedule", "export"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_plan_file_gives_one_sentence_and_leaves_nothing_behind(
    kind: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, BROKEN[kind])
    arguments = {
        "check": ["plan", "check", file],
        "schedule": ["plan", "schedule", file, "--json"],
        "export": ["export", "schedule", file, "-o", str(tmp_path / "out.pdf")],
    }[command]
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith("plan.json")
    assert "expected" in told.err
    assert told.err.endswith(".\n")
    assert "Traceback" not in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


@pytest.mark.parametrize("case", SCHEDULES, ids=lambda case: str(case["id"]))
def test_real_schedules_come_out_with_their_sums(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["plan", "schedule", written(tmp_path, case["plan"]), "--json"])
    found = json.loads(capsys.readouterr().out)
    expected = case["expect"]
    assert [row["daily_mg"] for row in found["stages"]] == expected["daily_mg"]
    assert found["closed_days"] == expected["closed_days"]
    assert found["closed_total_mg"] == expected["closed_total_mg"]
    assert code == (3 if any(item["severity"] in ("stop", "refuse") for item in found["findings"]) else 0)
    assert all(item["text"] and item["source"] for item in found["findings"])


def test_the_fifteen_stages_need_575_tablets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schedule", written(tmp_path, GOOD), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["closed_days"], found["closed_total_mg"], found["closed_total_tablets"]) == (70, "5750", "575")
    first, last = found["stages"][0], found["stages"][-1]
    assert first == {
        "stage": 1,
        "first_day": 1,
        "last_day": 5,
        "start": "2027-03-01",
        "end": "2027-03-05",
        "days": 5,
        "mg": ["5", "0", "0", "5"],
        "tablets": ["0.5", "0", "0", "0.5"],
        "daily_mg": "10",
        "daily_tablets": "1",
    }
    assert (last["last_day"], last["end"], last["days"]) == (None, None, None)


def test_a_new_plan_is_the_consensus_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new.json"
    assert main(["plan", "new", "consensus", "--start", "2027-03-01", "-o", str(out)]) == 0
    plan = read_plan_file(out)
    assert [s.daily_mg for s in plan.stages] == [Fraction(mg) for mg in SCHEDULES[0]["expect"]["daily_mg"]]
    assert main(["plan", "new", "consensus", "--start", "2027-03-01"]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["plan", "new", "nothing", "--start", "2027-03-01"], "consensus"),
        (["plan", "new", "gentle", "--start", "2027-03-01", "--target", "47"], "45"),
        (["plan", "new", "stop", "--start", "2027-03-01"], "day dose"),
        (["plan", "new", "label", "--start", "2027-03-01", "--target", "120"], "80"),
        (["plan", "new", "gentle", "--start", "2027-03-01", "--product", "x"], "fr-"),
        (["plan", "new", "gentle", "--start", "2027-03-01", "-o", "/nowhere/at/all.json"], "all.json"),
    ],
)
def test_a_plan_that_cannot_be_built_says_why(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert word in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plan", "new", "consensus"],
        ["plan", "new", "consensus", "--start", "tomorrow"],
        ["plan", "new", "consensus", "--start", "2027-03-01", "--target", "many"],
        ["plan", "schedule", "x.json"],
        ["export", "poem", "x.json", "-o", "x.pdf"],
        ["dance"],
    ],
)
def test_a_command_that_cannot_be_read_is_one_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_check_names_severity_place_sentence_and_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, GOOD)
    assert main(["plan", "check", file]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("stop")
    assert "stage 9" in lines[1]
    assert lines[1].endswith("]")
    assert main(["plan", "check", file, "--policy", "usa", "--json", "--lang", "fr"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["policy"] == "usa"
    assert {"code", "severity", "stage", "text", "source"} <= found["findings"][0].keys()
    assert main(["plan", "check", file, "--policy", "mars"]) == 2
    assert "france-label" in capsys.readouterr().err


def test_a_plan_within_its_policy_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "label.json")
    assert main(["plan", "new", "label", "--start", "2027-03-01", "-o", out]) == 0
    assert main(["plan", "check", out, "--policy", "france-label"]) == 0
    assert "stop" not in capsys.readouterr().out


def test_a_dose_that_cannot_be_made_is_shown_and_refused_with_its_neighbours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, stage(2, mg=["7", "5", "5", "10"]))
    assert main(["plan", "check", file]) == 3
    told = capsys.readouterr().out
    assert "refuse" in told
    assert "5" in told
    assert main(["export", "schedule", file, "-o", str(tmp_path / "x.pdf")]) == 3
    assert not (tmp_path / "x.pdf").exists()
    assert main(["plan", "schedule", file, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["stages"][2]["tablets"][0] is None


def test_the_csv_has_a_row_for_every_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schedule", written(tmp_path, GOOD), "--csv"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert lines[0].startswith("stage,first_day,last_day")


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    shell = f'"{sys.executable}" -m baclodesk plan schedule "{file}" --json | head -c 10'
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False, cwd=FIXTURES.parent.parent)
    assert done.stderr == ""
