"""Plans as plain values (dicts, lists, texts, whole numbers) and back.

This is the one shape in which a plan leaves the program: the plan file and the store both use it. Amounts are decimal
texts, dates ISO texts; keys that hold their default are left out; unknown keys are refused, so that nothing is lost
without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from .dose import ZERO, decimal_text, parse_decimal
from .errors import PlanError
from .plan import AsNeeded, Exemption, IntakeTime, Kind, Origin, Plan, Stage
from .product import Product

MAX_UID = 2**31 - 1
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_SHOWN_KEY = 40
_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)

_PLAN = ("start", "products", "times", "stages"), ("as_needed", "scheme", "before_mg", "note")
_PRODUCT = ("name", "strength_mg", "parts"), ("box", "code")
_TIME = ("name",), ("at",)
_STAGE = ("days", "mg"), ("uid", "kind", "origin", "times", "by_hand", "note", "exemptions")
_EXEMPTION = ("code", "reason", "by", "on"), ()
_AS_NEEDED = ("mg", "most_per_day"), ()
PLAN_KEYS = frozenset((*_PLAN[0], *_PLAN[1]))
"""All keys of a plan: what else a later version may have written is not a plan's for :func:`plan_from_dict`."""
STAGE_KEYS = frozenset((*_STAGE[0], *_STAGE[1]))
"""All keys of a stage."""


def likely_kind(before_mg: Fraction, mg: Fraction, after_mg: Fraction | None) -> Kind:
    """Tell what a stage is for from its day dose and those of its neighbours (``after_mg`` None: it is the last)."""
    if mg == 0:
        return Kind.TAPER if after_mg is None and before_mg > 0 else Kind.PAUSE  # nothing, and nothing after: a stop
    if mg == before_mg:
        return Kind.HOLD
    if mg > before_mg:
        return Kind.RISE
    return Kind.STEP_BACK if after_mg is not None and after_mg > mg else Kind.TAPER


def likely_kinds(before_mg: Fraction, doses: list[Fraction]) -> list[Kind]:
    """Tell the likely kind of every stage from the day doses in order and the one taken before."""
    befores, afters = [before_mg, *doses], [*doses[1:], None]
    return [likely_kind(before, mg, after) for before, mg, after in zip(befores, doses, afters, strict=False)]


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan_to_dict(plan: Plan) -> dict[str, object]:
    """Give the plan as plain values; :func:`plan_from_dict` reads back an equal plan."""
    kinds = likely_kinds(plan.before_mg, [stage.daily_mg for stage in plan.stages])
    number_uids = any(stage.uid != index + 1 for index, stage in enumerate(plan.stages))
    data: dict[str, object] = {
        "start": None if plan.start is None else plan.start.isoformat(),
        "products": [_product_to_dict(item) for item in plan.products],
        "times": _times_to_list(plan.times),
        "stages": [_stage_to_dict(stage, kind, number_uids) for stage, kind in zip(plan.stages, kinds, strict=True)],
    }
    if plan.as_needed is not None:
        data["as_needed"] = {"mg": decimal_text(plan.as_needed.mg), "most_per_day": plan.as_needed.most_per_day}
    if plan.scheme:
        data["scheme"] = plan.scheme
    if plan.before_mg:
        data["before_mg"] = decimal_text(plan.before_mg)
    if plan.note:
        data["note"] = plan.note
    return data


def _product_to_dict(item: Product) -> dict[str, object]:
    data: dict[str, object] = {
        "name": item.name,
        "strength_mg": decimal_text(item.strength_mg),
        "parts": item.parts,
    }
    if item.box is not None:
        data["box"] = item.box
    if item.code is not None:
        data["code"] = item.code
    return data


def _times_to_list(times: Iterable[IntakeTime]) -> list[dict[str, object]]:
    return [{"name": item.name, "at": item.at} for item in times]


def _stage_to_dict(stage: Stage, likely: Kind, number_uids: bool) -> dict[str, object]:
    data: dict[str, object] = {"days": stage.days, "mg": [decimal_text(amount) for amount in stage.mg]}
    if number_uids:
        data["uid"] = stage.uid
    if stage.kind is not likely:
        data["kind"] = stage.kind.value
    if stage.origin is not Origin.DOCTOR:
        data["origin"] = stage.origin.value
    if stage.times is not None:
        data["times"] = _times_to_list(stage.times)
    if stage.by_hand:
        data["by_hand"] = True
    if stage.note:
        data["note"] = stage.note
    if stage.exemptions:
        data["exemptions"] = [
            {"code": item.code, "reason": item.reason, "by": item.by, "on": item.on.isoformat()}
            for item in stage.exemptions
        ]
    return data


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan_from_dict(data: object, *, needs_start: bool = False) -> Plan:
    """Read a plan from plain values; with ``needs_start`` (a file) a plan without a first day or a stage is refused.

    A stage without ``kind`` gets the likely one, without ``uid`` its place from 1. Raises PlanError with the place
    and what was expected.
    """
    found = _keys(data, "", *_PLAN)
    start = found["start"]
    if start is None and needs_start:
        raise PlanError("start", "a date as YYYY-MM-DD", "date")
    before = _amount(found["before_mg"], "before_mg") if "before_mg" in found else ZERO
    stages = [_stage(item, f"stages[{index}]", index) for index, item in _items(found["stages"], "stages")]
    if not stages and needs_start:
        raise PlanError("stages", "at least one stage", "stages_some")
    kinds = likely_kinds(before, [stage.daily_mg for stage, _ in stages])
    return Plan(
        start=None if start is None else _start(start),
        products=tuple(_product(item, f"products[{index}]") for index, item in _items(found["products"], "products")),
        times=_times(found["times"], "times"),
        stages=tuple(
            stage if given else replace(stage, kind=kind) for (stage, given), kind in zip(stages, kinds, strict=True)
        ),
        as_needed=_as_needed(found["as_needed"]) if "as_needed" in found else None,
        scheme=_text(found.get("scheme", ""), "scheme"),
        before_mg=before,
        note=_text(found.get("note", ""), "note"),
    )


def _start(value: object) -> date:
    """Read the first day; far-off years would carry the plan's end beyond any calendar."""
    start = _date(value, "start")
    if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        raise PlanError(
            "start", f"a year from {EARLIEST_YEAR} to {LATEST_YEAR}", "year", low=EARLIEST_YEAR, high=LATEST_YEAR
        )
    return start


def _product(data: object, place: str) -> Product:
    found = _keys(data, place, *_PRODUCT)
    return _made(
        place,
        lambda: Product(
            name=_text(found["name"], "name"),
            strength_mg=_amount(found["strength_mg"], "strength_mg"),
            parts=_whole(found["parts"], "parts"),
            box=_whole(found["box"], "box") if "box" in found else None,
            code=_text(found["code"], "code") if "code" in found else None,
        ),
    )


def _times(data: object, place: str) -> tuple[IntakeTime, ...]:
    return tuple(_time(item, f"{place}[{index}]") for index, item in _items(data, place))


def _time(data: object, place: str) -> IntakeTime:
    found = _keys(data, place, *_TIME)
    at = found.get("at")
    return _made(place, lambda: IntakeTime(_text(found["name"], "name"), None if at is None else _text(at, "at")))


def _stage(data: object, place: str, index: int) -> tuple[Stage, bool]:
    """Read a stage, and whether its kind was given."""
    found = _keys(data, place, *_STAGE)
    days = found["days"]
    by_hand = found.get("by_hand", False)
    if not isinstance(by_hand, bool):
        raise PlanError(f"{place}.by_hand", "true or false", "true_false")
    stage = Stage(
        uid=_whole(found["uid"], f"{place}.uid") if "uid" in found else index + 1,
        days=None if days is None else _whole(days, f"{place}.days"),
        mg=tuple(_amount(item, f"{place}.mg[{number}]") for number, item in _items(found["mg"], f"{place}.mg")),
        kind=_choice(found.get("kind", Kind.RISE.value), f"{place}.kind", Kind),
        origin=_choice(found.get("origin", Origin.DOCTOR.value), f"{place}.origin", Origin),
        times=_times(found["times"], f"{place}.times") if "times" in found else None,
        by_hand=by_hand,
        note=_text(found.get("note", ""), f"{place}.note"),
        exemptions=tuple(
            _exemption(item, f"{place}.exemptions[{number}]")
            for number, item in _items(found.get("exemptions", []), f"{place}.exemptions")
        ),
    )
    return stage, "kind" in found


def _exemption(data: object, place: str) -> Exemption:
    found = _keys(data, place, *_EXEMPTION)
    code, reason, by = (_text(found[key], f"{place}.{key}") for key in ("code", "reason", "by"))
    return Exemption(code, reason, by, _date(found["on"], f"{place}.on"))


def _as_needed(data: object) -> AsNeeded:
    found = _keys(data, "as_needed", *_AS_NEEDED)
    return AsNeeded(_amount(found["mg"], "as_needed.mg"), _whole(found["most_per_day"], "as_needed.most_per_day"))


def _made(place: str, make: Callable[[], _T]) -> _T:
    """Make a value; an error's place is told from the plan's root."""
    try:
        return make()
    except PlanError as error:
        raise error.within(place) from None


def _keys(data: object, place: str, required: Collection[str], optional: Collection[str]) -> dict[str, object]:
    if not isinstance(data, dict):
        raise PlanError(place or "plan", "an object with named values", "object")
    inside = f"{place}." if place else ""
    for key in data:
        if key not in required and key not in optional:
            known = ", ".join((*required, *optional))
            raise PlanError(f"{inside}{shown_key(key)}", f"only the keys {known}", "known_keys", keys=known)
    for key in required:
        if key not in data:
            raise PlanError(f"{inside}{key}", "a value: it is missing", "required")
    return data


def shown_key(key: object) -> str:
    """Give a key found in a file so that it fits in a sentence."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(key))
    return text if len(text) <= _SHOWN_KEY else text[: _SHOWN_KEY - 1] + "…"


def _items(data: object, place: str) -> Iterable[tuple[int, object]]:
    if not isinstance(data, list):
        raise PlanError(place, "a list", "list")
    return list(enumerate(data))


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in value):
        raise PlanError(place, "a text", "text")
    return value


def _whole(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_UID:
        raise PlanError(place, "a whole number, written without quotes or decimals", "whole")
    return value


def _amount(value: object, place: str) -> Fraction:
    try:
        return parse_decimal(value)
    except ValueError:
        raise PlanError(place, 'an amount as a decimal text such as "12.5"', "amount") from None


def _date(value: object, place: str) -> date:
    expected = "a date as YYYY-MM-DD"
    if not isinstance(value, str) or len(value) != len("2026-01-31") or value[4] + value[7] != "--":
        raise PlanError(place, expected, "date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PlanError(place, expected, "date") from None


def _choice(value: object, place: str, choices: type[_E]) -> _E:
    known = ", ".join(choice.value for choice in choices)
    for choice in choices:
        if choice.value == value:
            return choice
    raise PlanError(place, f"one of {known}", "one_of", choices=known)
