from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.errors import PlanError
from baclodesk.domain.plain import likely_kind, likely_kinds, plan_from_dict, plan_to_dict, shown_key
from baclodesk.domain.plan import Kind, Plan
from tests.conftest import FIXTURES

from .plan_strategies import full_plans

SCHEDULES = json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))
FULL: dict[str, Any] = {
    "start": "2027-03-01",
    "products": [{"name": "ten", "strength_mg": "10", "parts": 2, "box": 30, "code": "x"}],
    "times": [{"name": "morning", "at": "08:00"}, {"name": "bedtime"}],
    "stages": [
        {
            "days": 5,
            "mg": ["5", "10"],
            "uid": 7,
            "kind": "hold",
            "origin": "rule",
            "times": [{"name": "noon"}, {"name": "night"}],
            "by_hand": True,
            "note": "n",
            "exemptions": [{"code": "c", "reason": "r", "by": "b", "on": "2027-03-02"}],
        },
        {"days": None, "mg": ["10", "10"]},
    ],
    "as_needed": {"mg": "10", "most_per_day": 1},
    "scheme": "consensus",
    "before_mg": "15",
    "note": "whole",
}


@given(full_plans(dated=False))
def test_every_plan_survives_the_way_through_plain_values_and_json(plan: Plan) -> None:
    data = plan_to_dict(plan)
    assert plan_from_dict(data) == plan
    assert plan_from_dict(json.loads(json.dumps(data))) == plan


@pytest.mark.parametrize("case", SCHEDULES, ids=lambda case: case["id"])
def test_the_real_schedules_are_written_back_as_they_were_read(case: dict[str, Any]) -> None:
    assert plan_to_dict(plan_from_dict(case["plan"], needs_start=True)) == case["plan"]


def test_all_optional_keys_are_read() -> None:
    plan = plan_from_dict(FULL)
    assert plan.stages[0].uid == 7
    assert plan.stages[0].kind is Kind.HOLD
    assert plan.stages[0].exemptions[0].reason == "r"
    assert plan.stages[1].uid == 2
    assert plan.before_mg == 15


def test_a_plan_may_wait_for_its_start_but_a_file_may_not() -> None:
    data = {**FULL, "start": None}
    assert plan_from_dict(data).start is None
    with pytest.raises(PlanError) as caught:
        plan_from_dict(data, needs_start=True)
    assert caught.value.place == "start"


@pytest.mark.parametrize(
    ("before", "mg", "after", "kind"),
    [
        (0, 10, 20, Kind.RISE),
        (10, 10, 20, Kind.HOLD),
        (20, 10, 20, Kind.STEP_BACK),
        (20, 10, 5, Kind.TAPER),
        (20, 10, None, Kind.TAPER),
        (20, 0, 10, Kind.PAUSE),
        (20, 0, None, Kind.TAPER),
        (0, 0, None, Kind.PAUSE),
    ],
)
def test_what_a_stage_is_for_follows_from_its_neighbours(before: int, mg: int, after: int | None, kind: Kind) -> None:
    assert likely_kind(Fraction(before), Fraction(mg), None if after is None else Fraction(after)) is kind


def test_an_empty_plan_has_no_kinds() -> None:
    assert likely_kinds(Fraction(10), []) == []


def altered(path: str, value: object) -> dict[str, Any]:
    """The full plan with one value put at a path such as ``stages.0.days``; ``...`` takes the key away."""
    data = copy.deepcopy(FULL)
    *steps, last = path.split(".")
    here: Any = data
    for step in steps:
        here = here[int(step) if step.isdigit() else step]
    if value is ...:
        del here[last]
    else:
        here[int(last) if last.isdigit() else last] = value
    return data


BROKEN = [
    ("start", ..., "start", "required"),
    ("start", 20270301, "start", "date"),
    ("start", "2027-3-1", "start", "date"),
    ("start", "20270301", "start", "date"),
    ("start", "2027-02-30", "start", "date"),
    ("start", "2027-03-01T00", "start", "date"),
    ("start", "1899-12-31", "start", "year"),
    ("start", "2200-01-01", "start", "year"),
    ("extra", 1, "extra", "known_keys"),
    ("products", {}, "products", "list"),
    ("products", [], "products", "products_count"),
    ("products.0", "ten", "products[0]", "object"),
    ("products.0.colour", "red", "products[0].colour", "known_keys"),
    ("products.0.name", ..., "products[0].name", "required"),
    ("products.0.name", 10, "products[0].name", "text"),
    ("products.0.name", "", "products[0].name", "product_name"),
    ("products.0.name", "\ud800", "products[0].name", "text"),
    ("products.0.name", "a\0b", "products[0].name", "text"),
    ("products.0.strength_mg", 10, "products[0].strength_mg", "amount"),
    ("products.0.strength_mg", 10.0, "products[0].strength_mg", "amount"),
    ("products.0.strength_mg", "0", "products[0].strength_mg", "strength"),
    ("products.0.strength_mg", "0.001", "products[0].strength_mg", "strength"),
    ("products.0.parts", True, "products[0].parts", "whole"),
    ("products.0.parts", "2", "products[0].parts", "whole"),
    ("products.0.parts", 3, "products[0].parts", "parts"),
    ("products.0.box", -1, "products[0].box", "whole"),
    ("products.0.box", 0, "products[0].box", "box"),
    ("products.0.code", None, "products[0].code", "text"),
    ("times", [], "times", "times_count"),
    ("times.0", None, "times[0]", "object"),
    ("times.1.name", "morning", "times", "times_unique"),
    ("times.1.name", "x" * 41, "times[1].name", "time_name"),
    ("times.0.at", "8 h", "times[0].at", "clock"),
    ("times.0.at", 8, "times[0].at", "text"),
    ("times.1.at", "07:00", "times", "times_order"),
    ("stages", None, "stages", "list"),
    ("stages.0", [], "stages[0]", "object"),
    ("stages.0.days", 5.0, "stages[0].days", "whole"),
    ("stages.0.days", False, "stages[0].days", "whole"),
    ("stages.0.days", "5", "stages[0].days", "whole"),
    ("stages.0.days", 0, "stages[0].days", "days"),
    ("stages.0.days", None, "stages[0].days", "open_last"),
    ("stages.0.days", 2**31, "stages[0].days", "whole"),
    ("stages.0.mg", "5", "stages[0].mg", "list"),
    ("stages.0.mg", ["5"], "stages[0].mg", "mg_count"),
    ("stages.0.mg.1", 10, "stages[0].mg[1]", "amount"),
    ("stages.0.mg.1", "1e1", "stages[0].mg[1]", "amount"),
    ("stages.0.mg.1", "2000", "stages[0].mg", "mg_range"),
    ("stages.0.uid", True, "stages[0].uid", "whole"),
    ("stages.0.uid", 2, "stages", "uid_unique"),
    ("stages.0.kind", "climb", "stages[0].kind", "one_of"),
    ("stages.0.kind", ["rise"], "stages[0].kind", "one_of"),
    ("stages.0.origin", 1, "stages[0].origin", "one_of"),
    ("stages.0.times", None, "stages[0].times", "list"),
    ("stages.0.times.0.at", "9", "stages[0].times[0].at", "clock"),
    ("stages.0.by_hand", 1, "stages[0].by_hand", "true_false"),
    ("stages.0.note", 5, "stages[0].note", "text"),
    ("stages.0.exemptions", {}, "stages[0].exemptions", "list"),
    ("stages.0.exemptions.0.reason", ..., "stages[0].exemptions[0].reason", "required"),
    ("stages.0.exemptions.0.on", "soon", "stages[0].exemptions[0].on", "date"),
    ("as_needed", None, "as_needed", "object"),
    ("as_needed.mg", "0", "as_needed.mg", "extra_mg"),
    ("as_needed.most_per_day", 11, "as_needed.most_per_day", "extra_most"),
    ("scheme", 1, "scheme", "text"),
    ("before_mg", 15, "before_mg", "amount"),
    ("before_mg", "1001", "before_mg", "before"),
    ("note", [], "note", "text"),
]


@pytest.mark.parametrize(("path", "value", "place", "key"), BROKEN)
def test_a_wrong_value_is_refused_at_its_place(path: str, value: object, place: str, key: str) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_dict(altered(path, value))
    assert (caught.value.place, caught.value.key) == (place, key)


@pytest.mark.parametrize("wrong", [None, [], "plan", 1])
def test_a_plan_is_an_object(wrong: object) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_dict(wrong)
    assert caught.value.place == "plan"


def test_a_key_from_a_file_is_shown_short_and_on_one_line() -> None:
    assert shown_key("dose\n\u202e") == "dose??"
    assert shown_key("k" * 60) == "k" * 39 + "…"


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(FULL)) | st.text(), inner),
    max_leaves=12,
)


@given(junk, st.sampled_from([path for path, *_ in BROKEN]))
def test_no_value_anywhere_gives_anything_but_a_plan_or_one_error(value: object, path: str) -> None:
    found, problem = None, ""
    try:
        found = plan_from_dict(altered(path, value))
    except PlanError as error:
        problem = error.key
    assert problem or (found is not None and plan_from_dict(plan_to_dict(found)) == found)
