"""Use cases of the practice's own policies: copy, change, check, keep, choose; and the library that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from baclodesk.domain.dose import decimal_text
from baclodesk.domain.own_policy import OwnPolicy, copy_of
from baclodesk.domain.policy import LineKind, Policy
from baclodesk.domain.practice import Practice
from baclodesk.paths import resources
from baclodesk.services.data_file import Table, read
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

NAME_LETTERS = 60
_ORDER = (LineKind.REASON, LineKind.SECOND_OPINION, LineKind.COLLEGIAL, LineKind.LAST)
_AMOUNTS = ("start_low_mg", "start_high_mg", "largest_rise_mg", "fall_per_two_days_mg")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one number or word: ``place`` is a field (``lines[1].mg``), ``code`` names the sentence."""

    place: str
    code: str
    values: tuple[tuple[str, str], ...] = ()


class OwnPolicyError(Exception):
    """An own policy cannot be kept or taken away; ``problems`` say why, at least one."""

    code = "own_policy.refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which amounts a number may lie, both ends included."""

    least: Fraction
    most: Fraction


def read_bounds(file: Table) -> dict[str, Bound]:
    """Read the bounds from a data file; raises DataFileError."""
    table = file.table("bound")
    found = {}
    for name in table.entries():
        entry = table.table(name)
        found[name] = Bound(entry.amount("least"), entry.amount("most"))
        entry.text("source")
        entry.day("checked")
        entry.done()
    file.done()
    return found


@cache
def bounds() -> dict[str, Bound]:
    """Give the bounds by name."""
    return read_bounds(read(resources() / "own_policy.toml"))


# ── the library with the practice's own ──────────────────────────────────────────────────────────────────────────────


def library_of(practice: Practice) -> Library:
    """Give the library with the practice's own policies beside those of the program, retired ones among them."""
    return _joined(practice.own_policies)


@lru_cache(maxsize=8)
def _joined(own: tuple[OwnPolicy, ...]) -> Library:
    return Library.load().with_own(own) if own else Library.load()


def choices(practice: Practice) -> tuple[Policy, ...]:
    """Give the policies to choose from: those of the program, then the practice's own that are not retired."""
    policies = library_of(practice).policies
    retired = {item.id for item in practice.own_policies if item.retired and item.id != practice.policy}
    return tuple(policy for code, policy in policies.items() if code not in retired)


# ── use cases ────────────────────────────────────────────────────────────────────────────────────────────────────────


def copied(practice: Practice, base: str, *, name: str, reason: str, by: str, on: date) -> OwnPolicy:
    """Begin an own policy with the numbers of ``base`` (an id); it is not kept yet. Raises KeyError for no such id."""
    library = library_of(practice)
    made = copy_of(library.policies[base], _new_id(practice), name, reason, by, on)
    return replace(made, base=library.base_of(base))


def _new_id(practice: Practice) -> str:
    taken = {item.id for item in practice.own_policies}
    return next(code for number in range(1, len(taken) + 2) if (code := f"own-{number}") not in taken)


def kept(practice: Practice, own: OwnPolicy) -> Practice:
    """Keep an own policy. Another of the same id is retired and this one gets a new id, so that what was issued under
    the old numbers keeps them; a practice that used it goes on with the new one.

    Raises OwnPolicyError while something is wrong with it.
    """
    found = problems(practice, own)
    if found:
        raise OwnPolicyError(found)
    same = {item.id for item in practice.own_policies} & {own.id}
    others = tuple(replace(item, retired=True) if item.id in same else item for item in practice.own_policies)
    made = replace(own, id=_new_id(practice)) if same else own
    in_force = made.id if practice.policy in same else practice.policy
    return replace(practice, own_policies=(*others, made), policy=in_force)


def retired(practice: Practice, own_id: str) -> Practice:
    """Take an own policy out of the choice; what was issued under it keeps it. Refused for the policy in force."""
    if practice.policy == own_id:
        raise OwnPolicyError((Problem("id", "in_force"),))
    own = tuple(replace(item, retired=True) if item.id == own_id else item for item in practice.own_policies)
    return replace(practice, own_policies=own)


# ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def problems(practice: Practice, own: OwnPolicy) -> tuple[Problem, ...]:
    """Give all that is wrong with an own policy, in the order of its fields; empty when it can be kept."""
    found = [*_words(practice, own), *_within_bounds(own), *_lines(own)]
    if not found:
        found = [*_order(own)]
    return tuple(found)


def _words(practice: Practice, own: OwnPolicy) -> Iterator[Problem]:
    name = own.name.strip()
    if not 1 <= len(name) <= NAME_LETTERS:
        yield Problem("name", "name", (("most", str(NAME_LETTERS)),))
    taken = {word.casefold() for policy in choices(practice) if policy.id != own.id for _, word in policy.names}
    if name.casefold() in taken:
        yield Problem("name", "name_taken")
    if not own.reason.strip():
        yield Problem("reason", "reason")
    if own.base not in Library.load().policies:
        yield Problem("base", "base")


def _within_bounds(own: OwnPolicy) -> Iterator[Problem]:
    for place in _AMOUNTS:
        yield from _bounded(place, getattr(own, place), "start_mg" if place.startswith("start") else place)
    yield from _bounded("shortest_days", Fraction(own.shortest_days), "shortest_days")
    if own.stop_at_least_days is not None:
        yield from _bounded("stop_at_least_days", Fraction(own.stop_at_least_days), "stop_at_least_days")
    for index, line in enumerate(own.lines):
        bound = "last_line_mg" if line.kind is LineKind.LAST else "line_mg"
        yield from _bounded(f"lines[{index}].mg", line.mg, bound)


def _bounded(place: str, value: Fraction, name: str) -> Iterator[Problem]:
    bound = bounds()[name]
    unit = "days" if place.endswith("days") else "mg"
    if not bound.least <= value <= bound.most:
        values = (("least", decimal_text(bound.least)), ("most", decimal_text(bound.most)))
        yield Problem(place, f"bound_{unit}", values)
    elif 10000 % value.denominator:
        yield Problem(place, "decimal")


def _lines(own: OwnPolicy) -> Iterator[Problem]:
    kinds = [line.kind for line in own.lines]
    if not kinds or kinds[-1] is not LineKind.LAST:
        yield Problem("lines", "last_missing")
    if len(set(kinds)) != len(kinds):
        yield Problem("lines", "kind_twice")
    elif [kind for kind in _ORDER if kind in kinds] != kinds:
        yield Problem("lines", "kind_order")
    for index in range(1, len(own.lines)):
        if own.lines[index].mg <= own.lines[index - 1].mg:
            yield Problem(f"lines[{index}].mg", "ascending")


def _order(own: OwnPolicy) -> Iterator[Problem]:
    last = own.lines[-1].mg
    if own.start_low_mg > own.start_high_mg:
        yield Problem("start_low_mg", "start_order")
    if own.start_high_mg > last:
        yield Problem("start_high_mg", "above_last", (("mg", decimal_text(last)),))
    if own.largest_rise_mg > last:
        yield Problem("largest_rise_mg", "above_last", (("mg", decimal_text(last)),))


def told(texts: Texts, problem: Problem) -> str:
    """Say what is wrong and what to do."""
    values = {key: texts.number(Fraction(value)) for key, value in problem.values}
    return texts(f"policies.problem.{problem.code}", field=_field(texts, problem.place), **values)


def _field(texts: Texts, place: str) -> str:
    name, _, rest = place.partition("[")
    number = int(rest.partition("]")[0]) + 1 if rest else 0
    return texts("policies.field.line", number=number) if rest else texts(f"policies.field.{name}")
