"""The plan file: one plan as JSON, strict in both directions.

Whatever is wrong with a file becomes one PlanFileError, whose one sentence names the file, the place in it and what
was expected. Nothing of a broken file is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from baclodesk.domain.errors import PlanError
from baclodesk.domain.plain import plan_from_dict, plan_to_dict, shown_key
from baclodesk.domain.plan import Plan
from baclodesk.services.texts import Texts
from baclodesk.services.whole_file import write_whole

MAX_MIB = 2
MAX_BYTES = MAX_MIB * 1024 * 1024
_LONGEST_WHOLE = 15


class PlanFileError(Exception):
    """A plan file is not as it should be: ``file`` its name, ``place`` a path such as ``stages[3].mg[1]`` or empty.

    ``key`` and ``values`` name what was expected in ``plan_file.expected`` of the texts.
    """

    code = "plan_file.broken"

    def __init__(self, file: str, place: str, key: str, **values: object) -> None:
        self.file, self.place, self.key, self.values = _printable(file), place, key, values
        super().__init__(self.sentence(Texts("en")))

    def sentence(self, texts: Texts) -> str:
        """Say it in one sentence."""
        expected = texts(f"plan_file.expected.{self.key}", **self.values)
        if not self.place:
            return texts("plan_file.problem.whole", file=self.file, expected=expected)
        return texts("plan_file.problem.at", file=self.file, place=self.place, expected=expected)


def _printable(name: str) -> str:
    """Keep a file's name on one line of a sentence."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


class _Object(dict[str, object]):
    """A JSON object that remembers a key given twice, which JSON readers usually pass over."""

    twice: str | None = None


def _object(pairs: list[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        found.twice = next(key for index, key in enumerate(keys) if key in keys[:index])
    return found


def _whole(text: str) -> int | float:
    """Read a whole number; one with too many digits to be meant comes back as a float, which no place accepts."""
    return int(text) if len(text) <= _LONGEST_WHOLE else float("inf")


def _twice(value: object, place: str) -> Iterator[str]:
    """Give the places of keys given twice."""
    if isinstance(value, _Object):
        if value.twice is not None:
            yield f"{place}.{shown_key(value.twice)}" if place else shown_key(value.twice)
        for key, item in value.items():
            yield from _twice(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _twice(item, f"{place}[{index}]")


def read_plan_file(path: Path) -> Plan:
    """Read a plan from a file of at most 2 MiB; raises PlanFileError."""
    try:
        with path.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise PlanFileError(path.name or str(path), "", "readable") from None
    return plan_from_bytes(data, path.name)


def plan_from_bytes(data: bytes, name: str) -> Plan:
    """Read a plan from the content of a plan file called ``name``; raises PlanFileError."""
    if len(data) > MAX_BYTES:
        raise PlanFileError(name, "", "small", most=MAX_MIB)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanFileError(name, "", "utf8") from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_whole)
        twice = next(_twice(value, ""), None)
    except json.JSONDecodeError as error:
        raise PlanFileError(name, "", "json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise PlanFileError(name, "", "depth") from None
    if twice is not None:
        raise PlanFileError(name, twice, "once")
    try:
        return plan_from_dict(value, needs_start=True)
    except PlanError as error:
        raise PlanFileError(name, error.place, error.key, **error.numbers) from None


def plan_to_text(plan: Plan) -> str:
    """Write a plan as JSON text, one stage a line; raises PlanError when it has no start date or no stage."""
    if plan.start is None:
        raise PlanError("start", "a date as YYYY-MM-DD", "date")
    if not plan.stages:
        raise PlanError("stages", "at least one stage", "stages_some")
    return "{\n" + ",\n".join(_member(key, value) for key, value in plan_to_dict(plan).items()) + "\n}\n"


def _member(key: str, value: object) -> str:
    name = json.dumps(key)
    if isinstance(value, list) and value:
        lines = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
        return f" {name}: [\n{lines}\n ]"
    return f" {name}: {json.dumps(value, ensure_ascii=False)}"


def write_plan_file(path: Path, plan: Plan) -> None:
    """Write a plan file whole or not at all, replacing one of that name.

    Raises PlanFileError when the folder takes no file or the plan is too large for one, PlanError without a start or
    a stage.
    """
    data = plan_to_text(plan).encode("utf-8")
    if len(data) > MAX_BYTES:
        raise PlanFileError(path.name, "", "small", most=MAX_MIB)
    try:
        write_whole(path, data)
    except OSError:
        raise PlanFileError(path.name, "", "writable") from None
