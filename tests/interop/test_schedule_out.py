from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from baclodesk.domain.checks import check_plan
from baclodesk.domain.edits import set_times_from
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import of_plan
from baclodesk.interop.schedule_out import schedule_to_csv, schedule_to_dict, schedule_to_json
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts
from tests.conftest import FIXTURES
from tests.domain.plan_strategies import full_plans

SCHEDULES = json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))
LIBRARY = Library.load()
TEN = Product("ten", Fraction(10), 2)


def as_json(plan: Plan, language: str = "en") -> dict[str, Any]:
    findings = check_plan(plan, LIBRARY.rules_for(plan, "guide"), LIBRARY.numbers)
    data: dict[str, Any] = json.loads(schedule_to_json(plan, findings, Texts(language)))
    return data


def as_rows(plan: Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(schedule_to_csv(plan), newline="")))


@pytest.mark.parametrize("case", SCHEDULES, ids=lambda case: case["id"])
def test_a_real_schedule_leaves_with_its_known_sums(case: dict[str, Any]) -> None:
    plan = plan_from_dict(case["plan"])
    data, rows = as_json(plan), as_rows(plan)
    assert [stage["daily_mg"] for stage in data["stages"]] == case["expect"]["daily_mg"]
    assert [row["daily_mg"] for row in rows] == case["expect"]["daily_mg"]
    assert data["closed_days"] == case["expect"]["closed_days"]
    assert data["closed_total_mg"] == case["expect"]["closed_total_mg"]
    assert [stage["mg"] for stage in data["stages"]] == [stage["mg"] for stage in case["plan"]["stages"]]


def test_the_consensus_plan_leaves_in_the_agreed_shape() -> None:
    data = as_json(plan_from_dict(SCHEDULES[0]["plan"]))
    assert list(data) == ["stages", "closed_days", "closed_total_mg", "closed_total_tablets", "findings"]
    assert data["closed_total_tablets"] == "575"
    assert data["stages"][0] == {
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
    last = data["stages"][-1]
    assert (last["first_day"], last["last_day"], last["start"], last["end"], last["days"]) == (
        71, None, "2027-05-10", None, None,
    )  # fmt: skip


def test_findings_leave_with_sentence_and_source_in_either_language() -> None:
    plan = plan_from_dict(SCHEDULES[0]["plan"])
    english, french = (as_json(plan, language)["findings"] for language in ("en", "fr"))
    assert english[0] == {
        "code": "dose_above_line",
        "severity": "stop",
        "stage": 9,
        "text": "From stage 9 the dose is 90\u00a0mg a day, above the line of 80\u00a0mg. State why.",
        "source": "French label",
    }
    assert [item["code"] for item in english] == [item["code"] for item in french]
    assert all(a["text"] != b["text"] and a["source"] != b["source"] for a, b in zip(english, french, strict=True))


@given(full_plans(makeable=True))
def test_json_and_csv_say_what_the_schedule_says(plan: Plan) -> None:
    schedule = of_plan(plan)
    data, rows = schedule_to_dict(plan, (), Texts("en")), as_rows(plan)
    stages: Any = data["stages"]
    for line, stage, row in zip(schedule.rows, stages, rows, strict=True):
        assert Fraction(stage["daily_mg"]) == Fraction(row["daily_mg"]) == line.daily_mg
        assert [Fraction(text) for text in stage["mg"]] == list(line.stage.mg)
        assert Fraction(row["daily_tablets"]) == line.daily_tablets
        assert row["end"] == (stage["end"] or "")
        assert [row[f"mg_{n + 1}"] for n in range(len(stage["mg"]))] == stage["mg"]
        if len(plan.products) > 1:
            sums = [sum(Fraction(text) for text in per) for per in stage["tablets_by_product"]]
            assert sums == [Fraction(text) for text in stage["tablets"]]


def test_what_cannot_be_made_and_an_undated_plan_leave_as_null_and_empty() -> None:
    whole = Product("whole", Fraction(10), 1)
    plan = Plan(None, (whole,), (IntakeTime("day"),), (Stage(1, 5, (Fraction(5),)),))
    data, (row,) = as_json(plan), as_rows(plan)
    (stage,) = data["stages"]
    assert (stage["tablets"], stage["daily_tablets"], stage["start"], stage["end"]) == ([None], None, None, None)
    assert data["closed_total_tablets"] is None
    assert (row["tablets_1"], row["daily_tablets"], row["start"]) == ("", "", "")
    two = replace(plan, products=(whole, Product("other", Fraction(20), 1)))
    assert as_json(two)["stages"][0]["tablets_by_product"] == [None]


def test_a_csv_has_as_many_columns_as_the_fullest_day() -> None:
    more = tuple(IntakeTime(f"t{n}") for n in range(3))
    stages = (Stage(1, 5, (Fraction(5),)), Stage(2, 5, (Fraction(5),) * 3, times=more))
    rows = as_rows(Plan(date(2027, 3, 1), (TEN,), (IntakeTime("day"),), stages))
    assert [row["time_3"] for row in rows] == ["", "t2"]
    assert {len(row) for row in rows} == {6 + 9 + 2}


def test_an_empty_plan_is_a_csv_of_its_heading() -> None:
    plan = Plan(date(2027, 3, 1), (TEN,), (IntakeTime("day"),), ())
    assert schedule_to_csv(plan).splitlines() == [
        "stage,first_day,last_day,start,end,days,time_1,mg_1,tablets_1,daily_mg,daily_tablets"
    ]


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=x", "\r=x"])
def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(name: str) -> None:
    plan = Plan(date(2027, 3, 1), (TEN,), (IntakeTime(name),), (Stage(1, 5, (Fraction(5),)),))
    (row,) = as_rows(plan)
    assert row["time_1"] == f"'{name}"


def test_a_name_with_commas_and_quotes_comes_back_whole() -> None:
    plan = Plan(date(2027, 3, 1), (TEN,), (IntakeTime('noon, "late"'),), (Stage(1, 5, (Fraction(5),)),))
    assert as_rows(plan)[0]["time_1"] == 'noon, "late"'


@pytest.mark.parametrize("count", [1, 3, 6])
def test_where_the_times_change_every_stage_names_its_own(count: int) -> None:
    plan = plan_from_dict(SCHEDULES[0]["plan"])
    assert all("times" not in stage for stage in as_json(plan)["stages"])
    other = tuple(IntakeTime(f"time {n}", f"{6 + 2 * n:02}:30") for n in range(count))
    changed = set_times_from(plan, plan.stages[4].uid, other)
    stages, rows = as_json(changed)["stages"], as_rows(changed)
    names = [item.name for item in plan.times]
    assert [[item["name"] for item in stage["times"]] for stage in stages[3:5]] == [names, [t.name for t in other]]
    assert stages[4]["times"][0] == {"name": "time 0", "at": "06:30"}
    assert all(len(stage["times"]) == len(stage["mg"]) for stage in stages)
    assert [row["time_1"] for row in rows[3:5]] == ["08:00", "time 0"]
    for stage, row in zip(stages, rows, strict=True):
        assert sum(Fraction(mg) for mg in stage["mg"]) == Fraction(stage["daily_mg"]) == Fraction(row["daily_mg"])
        given = [row[f"mg_{n + 1}"] for n in range(max(4, count)) if row[f"time_{n + 1}"]]
        assert given == stage["mg"]
