"""Tables and lists of the reference pages, drawn from the data the program itself works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from baclodesk.domain.policy import LineKind, Policy
from baclodesk.domain.schedule import of_plan
from baclodesk.domain.thresholds import AMOUNTS, COUNTS
from baclodesk.services import catalogue
from baclodesk.services.acts import Restart, acts
from baclodesk.services.findings_text import citation
from baclodesk.services.library import Library
from baclodesk.services.texts import NBSP, Texts


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a block: lines of a list, or header and rows of a table, all rows as long as the header."""

    lines: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def _header(texts: Texts, block: str, *columns: str) -> tuple[str, ...]:
    return tuple(texts(f"reference.block.{block}.{column}") for column in columns)


def _schemes(texts: Texts, library: Library) -> Content:
    none = texts("reference.block.policies.none")
    rows = tuple(
        (
            scheme.name(texts.language),
            texts(f"reference.block.schemes.{scheme.id}"),
            none if scheme.target_mg is None else texts.mg(scheme.target_mg),
        )
        for scheme in library.schemes.values()
    )
    return Content(header=_header(texts, "schemes", "scheme", "shape", "target"), rows=rows)


def _consensus(texts: Texts, library: Library) -> Content:
    plan = library.build_scheme("consensus", start=None, language=texts.language)
    rows = []
    for row in of_plan(plan).rows:
        days = f"{row.first_day}–{row.last_day}"
        if row.last_day is None:
            days = texts("reference.block.consensus.open", first=row.first_day)
        times = tuple("" if intake.tablets is None else texts.tablets(intake.tablets) for intake in row.intakes)
        total = "" if row.daily_tablets is None else texts.tablets(row.daily_tablets)
        rows.append((days, *times, total, texts.number(row.daily_mg)))
    first, *rest = _header(texts, "consensus", "days", "tablets", "mg")
    return Content(header=(first, *(time.name for time in plan.times), *rest), rows=tuple(rows))


def _restart(texts: Texts, _library: Library) -> Content:
    key = "reference.block.restart"

    def again(row: Restart) -> str:
        if row.share is None:
            return texts(f"{key}.first")
        if row.share == 1:
            return texts(f"{key}.planned")
        return texts(f"{key}.share", share=texts.tablets(row.share))

    rows = tuple(
        (texts(f"{key}.more") if row.up_to_days is None else texts(f"{key}.up_to", n=row.up_to_days), again(row))
        for row in acts().restart
    )
    return Content(header=_header(texts, "restart", "missed", "again"), rows=rows)


def _effects(texts: Texts, _library: Library) -> Content:
    rows = []
    for entry in catalogue.effects().effects:
        key = f"effects.effect.{entry.code}"
        frequency = texts(f"effects.frequency.{entry.frequency}")
        rows.append((texts(f"{key}.name"), frequency, texts(f"{key}.course"), texts(f"{key}.helps")))
    return Content(header=_header(texts, "effects", "effect", "frequency", "course", "helps"), rows=tuple(rows))


def _off_label(texts: Texts, _library: Library) -> Content:
    points = catalogue.information().off_label
    return Content(lines=tuple(texts(f"information.off_label.{point.code}.text") for point in points))


def _consent(texts: Texts, _library: Library) -> Content:
    clauses = catalogue.consent().clauses
    return Content(lines=tuple(texts(f"consent.clause.{clause.code}.title") for clause in clauses))


def _policies(texts: Texts, library: Library) -> Content:
    header = _header(texts, "policies", "policy", "start", "rise", "shortest", "reason", "last", "fall")
    return Content(header=header, rows=tuple(_policy(texts, policy) for policy in library.policies.values()))


def _policy(texts: Texts, policy: Policy) -> tuple[str, ...]:
    key = "reference.block.policies"
    low, high = texts.number(policy.start_low_mg), texts.mg(policy.start_high_mg)
    asks = [texts.mg(line.mg) for line in policy.lines if line.kind is not LineKind.LAST]
    last, fall = texts.mg(policy.last_line_mg), texts.mg(policy.fall_per_two_days_mg)
    if policy.fall_is_note and policy.stop_at_least_days is not None:
        fall = texts(f"{key}.any", n=policy.stop_at_least_days, mg=fall)
    return (
        policy.name(texts.language),
        high if policy.start_low_mg == policy.start_high_mg else texts(f"{key}.span", low=low, high=high),
        texts.mg(policy.largest_rise_mg),
        texts(f"{key}.days", n=policy.shortest_days),
        ", ".join(asks) or texts(f"{key}.none"),
        texts(f"{key}.counted", mg=last) if policy.counts_as_needed else last,
        fall,
    )


def _history(texts: Texts, library: Library) -> Content:
    return Content(lines=tuple(texts(f"findings.history.{event.code}") for event in library.history))


def _checks(texts: Texts, library: Library) -> Content:
    """Give every rule of the findings, the strictest first."""
    rules = sorted(library.numbers.rules.items(), key=lambda item: -item[1].severity)
    rows = tuple(
        (
            texts(f"findings.severity.{rule.severity.word}"),
            texts(f"reference.block.checks.rule.{code.replace('.', '_')}"),
            citation(texts, rule.source),
        )
        for code, rule in rules
    )
    return Content(header=_header(texts, "checks", "severity", "what", "source"), rows=rows)


def _numbers(texts: Texts, library: Library) -> Content:
    rows = []
    for name in (*AMOUNTS, *COUNTS):
        value = Fraction(getattr(library.numbers, name))
        source, _ = library.numbers.citations[name]
        rows.append((texts(f"reference.block.numbers.{name}"), _measured(texts, name, value), citation(texts, source)))
    return Content(header=_header(texts, "numbers", "number", "value", "source"), rows=tuple(rows))


_UNITS = (
    ("_share", "share"),
    ("_mg", "mg"),
    ("_g", "g"),
    ("_days", "days"),
    ("_years", "years"),
    ("_months", "months"),
    ("_hour", "hour"),
    ("drowsiness_from", "of_10"),
)


def _measured(texts: Texts, name: str, value: Fraction) -> str:
    """Write a threshold with its unit; kidney values have theirs, shares stay fractions."""
    unit = next((unit for ending, unit in _UNITS if name.endswith(ending)), "ml_min")
    number = str(value) if unit == "share" else texts.number(value)
    return f"{number}{NBSP}{texts(f'reference.block.numbers.unit.{unit}')}"


def _products(texts: Texts, library: Library) -> Content:
    rows = tuple(_product_rows(texts, library))
    return Content(
        header=_header(texts, "products", "product", "country", "line", "halves", "boxes", "alcohol"), rows=rows
    )


def _product_rows(texts: Texts, library: Library) -> Iterator[tuple[str, ...]]:
    key = "reference.block.products"
    yes, no = texts(f"{key}.yes"), texts(f"{key}.no")
    for info in library.products.values():
        alcohol = yes if info.on_alcohol_label else no
        if info.alcohol_most_mg is not None:
            alcohol = texts(f"{key}.up_to", mg=texts.mg(info.alcohol_most_mg))
        boxes = ", ".join(str(box) for box in info.boxes) or "–"
        line, halves = (yes if fact else no for fact in (info.has_score_line, info.equal_halves))
        yield (info.product.name, info.country, line, halves, boxes, alcohol)


def _brands(_texts: Texts, library: Library) -> Content:
    return Content(lines=library.brands)


DRAWN: Mapping[str, Callable[[Texts, Library], Content]] = MappingProxyType(
    {
        "schemes": _schemes,
        "consensus": _consensus,
        "restart": _restart,
        "effects": _effects,
        "off_label": _off_label,
        "consent": _consent,
        "policies": _policies,
        "history": _history,
        "checks": _checks,
        "numbers": _numbers,
        "products": _products,
        "brands": _brands,
    }
)
"""What can be drawn, by its kind in the structure."""
