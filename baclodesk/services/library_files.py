"""From data files to clinical values: one reader for each file, each strict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from baclodesk.domain.errors import PlanError
from baclodesk.domain.findings import Severity
from baclodesk.domain.formulary import Form, ProductInfo
from baclodesk.domain.policy import Line, LineKind, Policy
from baclodesk.domain.product import Product
from baclodesk.domain.schemes import Ladder, Plateaus, Reduce, Rows, Scheme, Shape, Step, Stop
from baclodesk.domain.thresholds import AMOUNTS, COUNTS, GUIDE_WORDS, Holidays, Numbers, Rule

from .data_file import Table, read

Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """One event in the history of the ceiling; its sentence is ``findings.history.<code>``."""

    code: str
    on: str
    checked: date


@dataclass(frozen=True, slots=True)
class Grid:
    """Dose steps of a drag: ``step_mg`` up to ``step_change_mg`` a day, ``large_step_mg`` above."""

    step_mg: Fraction
    step_change_mg: Fraction
    large_step_mg: Fraction


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What schemes.toml holds."""

    grid: Grid
    times: tuple[tuple[Names, str | None], ...]
    schemes: dict[str, Scheme]


@dataclass(frozen=True, slots=True)
class ProductFile:
    """What products.toml holds."""

    default: str
    brands: tuple[str, ...]
    products: dict[str, ProductInfo]


# ── policies ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What policies.toml holds; ``label_beside`` is the policy shown as today's label beside the guide's numbers."""

    policies: dict[str, Policy]
    history: tuple[History, ...]
    label_beside: str


def read_policies(path: Path) -> PolicyFile:
    """Read policies.toml; raises DataFileError."""
    root = read(path)
    label = root.text("label_beside")
    policies = {}
    for table in root.tables("policy"):
        policy = _policy(table)
        if policy.id in policies:
            raise table.error("id", "a different id for every policy")
        policies[policy.id] = policy
    history = tuple(_history(table) for table in root.tables("history"))
    root.done()
    if label not in policies:
        raise root.error("label_beside", "the id of a policy")
    return PolicyFile(policies, history, label)


def _policy(table: Table) -> Policy:
    policy = Policy(
        id=table.text("id"),
        names=table.names(),
        start_low_mg=table.amount("start_low_mg"),
        start_high_mg=table.amount("start_high_mg"),
        largest_rise_mg=table.amount("largest_rise_mg"),
        rise_is_wall=table.flag("rise_is_wall"),
        shortest_days=table.count("shortest_days"),
        lines=tuple(_line(item) for item in table.tables("line")),
        fall_per_two_days_mg=table.amount("fall_per_two_days_mg"),
        stop_at_least_days=table.whole("stop_at_least_days"),
        source=table.text("source"),
        checked=table.day("checked"),
        fall_is_note=table.flag("fall_is_note", default=False),
        counts_as_needed=table.flag("counts_as_needed", default=False),
    )
    table.done()
    if policy.start_low_mg > policy.start_high_mg:
        raise table.error("start_low_mg", "an amount not above start_high_mg")
    doses = [line.mg for line in policy.lines]
    if doses != sorted(set(doses)):
        raise table.error("line", "lines from the lowest to the highest")
    if [line.kind is LineKind.LAST for line in policy.lines] != [False] * (len(doses) - 1) + [True]:
        raise table.error("line", "one line of kind last, the highest")
    return policy


def _line(table: Table) -> Line:
    kind = table.text("kind")
    if kind not in tuple(LineKind):
        raise table.error("kind", "one of " + ", ".join(LineKind))
    line = Line(table.amount("mg"), LineKind(kind), table.text("source"), table.day("checked"))
    table.done()
    return line


def _history(table: Table) -> History:
    event = History(table.text("code"), table.text("on"), table.day("checked"))
    table.done()
    return event


# ── schemes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_schemes(path: Path) -> SchemeFile:
    """Read schemes.toml; raises DataFileError."""
    root = read(path)
    grid = root.table("grid")
    steps = Grid(grid.amount("step_mg"), grid.amount("step_change_mg"), grid.amount("large_step_mg"))
    _cited(grid)
    times = []
    for table in root.tables("time"):
        times.append((table.names(), table.text("at") if table.has("at") else None))
        table.done()
    schemes = {}
    for table in root.tables("scheme"):
        scheme = _scheme(table)
        if scheme.id in schemes:
            raise table.error("id", "a different id for every scheme")
        schemes[scheme.id] = scheme
    root.done()
    return SchemeFile(steps, tuple(times), schemes)


def _cited(table: Table) -> tuple[str, date]:
    """Read where the numbers come from, and refuse what is left over."""
    cited = table.text("source"), table.day("checked")
    table.done()
    return cited


def _scheme(table: Table) -> Scheme:
    shapes = {"rows": _rows, "ladder": _ladder, "plateaus": _plateaus, "reduce": _reduce, "stop": _stop}
    word = table.text("shape")
    if word not in shapes:
        raise table.error("shape", "one of " + ", ".join(shapes))
    code, names, shape = table.text("id"), table.names(), shapes[word](table)
    shortest = table.whole("shortest_days")
    target = table.amount("target_mg") if table.has("target_mg") else None
    most = table.amount("most_mg") if table.has("most_mg") else None
    if target is None and not isinstance(shape, (Reduce, Stop)):
        raise table.error("target_mg", "the dose to which the scheme rises")
    return Scheme(code, names, shape, shortest, target, most, *_cited(table))


def _rows(table: Table) -> Shape:
    doses = table.amounts("doses_mg")
    if list(doses) != sorted(set(doses)):
        raise table.error("doses_mg", "doses from the lowest to the highest")
    return Rows(doses, table.count("stage_days"), _positive(table, "beyond_step_mg"))


def _positive(table: Table, key: str) -> Fraction:
    amount = table.amount(key)
    if amount == 0:
        raise table.error(key, "an amount above 0")
    return amount


def _ladder(table: Table) -> Shape:
    first = []
    for item in table.tables("first"):
        first.append((_positive(item, "mg"), item.count("days")))
        item.done()
    steps = []
    for item in table.tables("steps"):
        steps.append(Step(_positive(item, "mg"), item.count("every_days"), item.whole("weeks")))
        item.done()
    if steps[-1].weeks is not None:
        raise table.error("steps", "a last step without weeks: it goes on to the target")
    return Ladder(tuple(first), tuple(steps), table.whole("long_weeks"))


def _plateaus(table: Table) -> Shape:
    return Plateaus(table.text("base"), table.amounts("plateaus_mg"), table.count("plateau_days"))


def _reduce(table: Table) -> Shape:
    return Reduce(
        _positive(table, "per_week_mg"),
        table.share("share"),
        table.shares("maintenance_shares"),
        table.wholes("held_months"),
        table.wholes("stay_months"),
    )


def _stop(table: Table) -> Shape:
    return Stop(
        rates_mg=table.amounts("rate_mg"),
        rate_every_days=table.count("rate_every_days"),
        rate_source=table.text("rate_source"),
        lengths_days=table.wholes("length_days"),
        length_stage_days=table.count("length_stage_days"),
        length_source=table.text("length_source"),
        last_mg=_positive(table, "last_mg"),
    )


# ── products ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_products(path: Path) -> ProductFile:
    """Read products.toml; raises DataFileError."""
    root = read(path)
    default, brands = root.text("default"), root.texts("brands")
    products = {}
    for table in root.tables("product"):
        info = _product(table)
        if info.code in products:
            raise table.error("code", "a different code for every product")
        products[info.code] = info
    root.done()
    if default not in products:
        raise root.error("default", "the code of a product")
    return ProductFile(default, brands, products)


def _product(table: Table) -> ProductInfo:
    boxes = table.wholes("boxes", empty=True)
    form = table.text("form")
    if form not in tuple(Form):
        raise table.error("form", "one of " + ", ".join(Form))
    try:
        product = Product(
            name=table.text("name"),
            strength_mg=table.amount("strength_mg"),
            parts=table.count("parts"),
            box=boxes[0] if boxes else None,
            code=table.text("code"),
        )
    except PlanError as error:
        raise table.error(error.place, error.expected) from None
    line, halves, on_label = table.flag("score_line"), table.flag("equal_halves"), table.flag("alcohol_label")
    if form == Form.TABLET and product.parts > (2 if halves else 1):
        raise table.error("parts", "no more parts than the label says are equal")
    most = table.amount("alcohol_most_mg") if table.has("alcohol_most_mg") else None
    since, country = table.text("alcohol_label_since", ""), table.text("country")
    return ProductInfo(product, country, Form(form), line, halves, boxes, on_label, most, since, *_cited(table))


# ── thresholds and findings ──────────────────────────────────────────────────────────────────────────────────────────


def read_numbers(path: Path) -> Numbers:
    """Read rules.toml; raises DataFileError, also when a number of the program is missing or unknown."""
    root = read(path)
    values: dict[str, Fraction] = {}
    citations: dict[str, tuple[str, date]] = {}
    table = root.table("number")
    for name in table.entries():
        item = table.table(name)
        if name not in AMOUNTS and name not in COUNTS:
            raise table.error(name, "no such number")
        values[name] = item.share("value") if name.endswith("_share") else item.amount("value")
        if name in COUNTS and values[name].denominator != 1:
            raise item.error("value", "a whole number")
        item.text("unit")
        citations[name] = _cited(item)
    for name in (*AMOUNTS, *COUNTS):
        if name not in values:
            raise table.error(name, "this number")
    rules, holidays = _rules(root.table("finding")), _holidays(root.table("holidays"))
    effects, sedatives = root.texts("blocking_effects"), root.texts("sedative_groups")
    root.done()
    exact: dict[str, Any] = {name: values[name] for name in AMOUNTS}
    whole: dict[str, Any] = {name: int(values[name]) for name in COUNTS}
    return Numbers(
        **exact,
        **whole,
        rules=rules,
        citations=citations,
        blocking_effects=effects,
        sedative_groups=sedatives,
        holidays=holidays,
    )


def _holidays(table: Table) -> dict[str, Holidays]:
    found = {}
    for name in table.entries():
        item = table.table(name)
        fixed = []
        for text in item.texts("fixed"):
            month, _, day = text.partition("-")
            if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
                raise item.error("fixed", 'days of the year as "MM-DD"')
            fixed.append((int(month), int(day)))
        holidays = Holidays(tuple(fixed), item.offsets("from_easter"))
        found.update(dict.fromkeys(item.texts("policies"), holidays))
        _cited(item)
    return found


def _rules(table: Table) -> dict[str, Rule]:
    rules = {}
    for code in table.entries():
        item = table.table(code)
        word = item.text("severity")
        severities = {severity.word: severity for severity in Severity}
        if word not in severities:
            raise item.error("severity", "one of " + ", ".join(severities))
        policies = item.texts("policies") if item.has("policies") else ()
        disputed, guide = item.flag("disputed", default=False), item.text("guide", "")
        if guide not in GUIDE_WORDS:
            raise item.error("guide", "one of " + ", ".join(GUIDE_WORDS[1:]))
        rules[code] = Rule(severities[word], policies, disputed, *_cited(item), guide)
    return rules


def for_own(numbers: Numbers, bases: dict[str, str]) -> Numbers:
    """Let the rules and holidays of a policy hold for a practice's own copies of it; ``bases`` are by own id."""
    rules = {
        code: replace(rule, policies=(*rule.policies, *(own for own, base in bases.items() if base in rule.policies)))
        for code, rule in numbers.rules.items()
    }
    days = dict(numbers.holidays or {})
    days.update({own: days[base] for own, base in bases.items() if base in days})
    return replace(numbers, rules=rules, holidays=days)
