"""Schemes: how a plan begins. Each is a pure builder driven by the numbers of the data files; the doctor edits on.

A dose that the tablets cannot make is refused with its neighbours, never rounded; only the rungs between two doses of
a taper, which nobody has chosen, are laid on what can be made, and then never faster than asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from .dose import ZERO, decimal_text
from .errors import EditError, NotMakeableError
from .plain import likely_kinds
from .plan import IntakeTime, Kind, Origin, Plan, Stage
from .policy import Owner, OwnerKind
from .product import Product, nearest_mg
from .split import propose

WEEK = 7


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of day doses, each ``days`` long; beyond the last one it goes on by ``beyond_step_mg``."""

    doses_mg: tuple[Fraction, ...]
    days: int
    beyond_step_mg: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """A rise of ``mg`` every so many days, for ``weeks`` weeks from day 1 (None: to the target)."""

    mg: Fraction
    every_days: int
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """First doses with their days, then steps; ``long_weeks`` is the longer choice for the first step."""

    first: tuple[tuple[Fraction, int], ...]
    steps: tuple[Step, ...]
    long_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Plateaus:
    """Another scheme (``base`` unless told), staying ``days`` at each of ``doses_mg``."""

    base: str
    doses_mg: tuple[Fraction, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Reduce:
    """Down by ``per_week_mg`` a week, or at once to ``share`` of the dose and staying ``stay_months``."""

    per_week_mg: Fraction
    share: Fraction
    maintenance_shares: tuple[Fraction, ...]
    held_months: tuple[int, ...]
    stay_months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """To nothing: by one of ``rates_mg`` every ``rate_every_days``, or within one of ``lengths_days``.

    ``last_mg`` is the most that goes to nothing in one step.
    """

    rates_mg: tuple[Fraction, ...]
    rate_every_days: int
    rate_source: str
    lengths_days: tuple[int, ...]
    length_stage_days: int
    length_source: str
    last_mg: Fraction


Shape = Rows | Ladder | Plateaus | Reduce | Stop


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme, read from data; ``shortest_days`` is its own shortest stage (None: the policy's holds)."""

    id: str
    names: tuple[tuple[str, str], ...]
    shape: Shape
    shortest_days: int | None
    target_mg: Fraction | None
    most_mg: Fraction | None
    source: str
    checked: date

    def name(self, language: str) -> str:
        """Give the name in ``language``, else in English."""
        return self.owner.name(language)

    @property
    def owner(self) -> Owner:
        """The scheme as the owner of its numbers."""
        return Owner(OwnerKind.SCHEME, self.id, self.names)

    @property
    def needs_dose(self) -> bool:
        """Tell whether the scheme starts from a dose already taken."""
        return isinstance(self.shape, (Reduce, Stop))

    @property
    def variants(self) -> tuple[str, ...]:
        """Give the choices of this scheme, the default first; empty when there is only one way."""
        shape = self.shape
        if isinstance(shape, Stop):
            rates = tuple(f"rate:{decimal_text(mg)}" for mg in shape.rates_mg)
            return rates + tuple(f"length:{days}" for days in shape.lengths_days)
        if isinstance(shape, Reduce):
            return ("weekly", "share")
        if isinstance(shape, Ladder) and shape.long_weeks is not None:
            return (f"weeks:{shape.steps[0].weeks}", f"weeks:{shape.long_weeks}")
        return ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the doctor asks of a scheme.

    ``before_mg`` is the day dose taken now (reduce and stop start from it); ``variant`` one of the scheme's variants
    (empty: the first); ``base`` the scheme under the plateaus.
    """

    start: date | None
    products: tuple[Product, ...]
    times: tuple[IntakeTime, ...]
    target_mg: Fraction | None = None
    before_mg: Fraction = ZERO
    variant: str = ""
    base: str = ""


Rungs = list[tuple[Fraction, int | None]]
"""Day doses with their days, in order; None for the open last one."""


def build(scheme: Scheme, wish: Wish, schemes: Mapping[str, Scheme]) -> Plan:
    """Build the plan of ``scheme``; it is open at the end.

    Raises NotMakeableError with the nearest doses when a dose cannot be made from the products, and EditError when
    the target or the dose to start from does not fit the scheme (codes ``scheme.*``).
    """
    if scheme.needs_dose and wish.before_mg <= 0:
        raise EditError("scheme.needs_dose")
    bound = _base(scheme.shape, wish, schemes) if isinstance(scheme.shape, Plateaus) else scheme
    if wish.variant and wish.variant not in bound.variants:
        raise EditError("scheme.variant", variant=wish.variant)
    match scheme.shape:
        case Reduce():
            rungs = _reduce(scheme.shape, wish)
        case Stop():
            rungs = _stop(scheme.shape, wish)
        case Plateaus():
            rungs = _plateaus(scheme, scheme.shape, bound, wish)
        case _:
            rungs = _rise(scheme, _target(scheme, wish), wish.variant)
    return _plan(bound, wish, rungs, scheme.shape.doses_mg if isinstance(scheme.shape, Plateaus) else ())


def usual_days(scheme: Scheme, schemes: Mapping[str, Scheme], stage: Stage) -> int | None:
    """Give the days that ``scheme`` has for a stage of this dose and kind; None where it has no such stage.

    A plateau has the days of the scheme of plateaus, whichever rising scheme it stands in.
    """
    shape, kind = scheme.shape, stage.kind
    if isinstance(shape, (Reduce, Stop)):
        every = WEEK if isinstance(shape, Reduce) else shape.rate_every_days
        return every if kind is Kind.TAPER and stage.daily_mg > 0 else None
    if kind is Kind.MAINTENANCE:
        return next((other.shape.days for other in schemes.values() if isinstance(other.shape, Plateaus)), None)
    if kind not in (Kind.RISE, Kind.HOLD):
        return None
    return _row_days(scheme, stage.daily_mg)


def _row_days(scheme: Scheme, mg: Fraction) -> int | None:
    """Give the days of the row at ``mg``, in whichever variant of the scheme has one."""
    if isinstance(scheme.shape, Rows):
        return scheme.shape.days if mg in dict(_rows(scheme.shape, mg)) else None
    for variant in scheme.variants or ("",):
        days = dict(_ladder(scheme.shape, mg, variant)).get(mg)
        if days is not None:
            return days
    return None


def _plan(scheme: Scheme, wish: Wish, rungs: Rungs, plateaus_mg: tuple[Fraction, ...]) -> Plan:
    before = wish.before_mg
    kinds = likely_kinds(before, [mg for mg, _ in rungs])
    for index, (mg, _) in enumerate(rungs[:-1]):
        if mg in plateaus_mg:
            kinds[index] = Kind.MAINTENANCE
    if isinstance(scheme.shape, Reduce):
        kinds[-1] = Kind.MAINTENANCE
    stages = tuple(
        Stage(index + 1, days, propose(wish.products, mg, len(wish.times)), kind=kind, origin=Origin.SCHEME)
        for index, ((mg, days), kind) in enumerate(zip(rungs, kinds, strict=True))
    )
    return Plan(wish.start, wish.products, wish.times, stages, scheme=scheme.id, before_mg=before)


# ── rising ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _target(scheme: Scheme, wish: Wish) -> Fraction:
    """Give the dose to rise to; refuse one that the scheme or the tablets do not allow before anything is built."""
    target = scheme.target_mg if wish.target_mg is None else wish.target_mg
    if target is None or target <= 0:
        raise EditError("scheme.target")
    if scheme.most_mg is not None and target > scheme.most_mg:
        raise EditError("scheme.above_most", most_mg=decimal_text(scheme.most_mg))
    lower, upper = nearest_mg(wish.products, target)
    if lower != upper:
        raise NotMakeableError(target, lower, upper)
    return target


def _rise(scheme: Scheme, target: Fraction, variant: str) -> Rungs:
    shape = scheme.shape
    rungs = _rows(shape, target) if isinstance(shape, Rows) else _ladder(shape, target, variant)
    return [*((mg, days) for mg, days in rungs if mg < target), (target, None)]


def rising_doses(scheme: Scheme, top_mg: Fraction, variant: str = "") -> tuple[Fraction, ...]:
    """Give the day doses of a scheme of rows or steps on its way to ``top_mg``, which comes last itself."""
    return tuple(mg for mg, _ in _rise(scheme, top_mg, variant))


def _rows(shape: Rows, target: Fraction) -> Rungs:
    doses = list(shape.doses_mg)
    while doses[-1] < target:
        doses.append(doses[-1] + shape.beyond_step_mg)
    return [(mg, shape.days) for mg in doses]


def _ladder(shape: Shape, target: Fraction, variant: str) -> Rungs:
    assert isinstance(shape, Ladder)
    steps = shape.steps
    if variant:
        steps = (replace(steps[0], weeks=int(variant.partition(":")[2])), *steps[1:])
    rungs: Rungs = list(shape.first)
    dose, day = shape.first[-1][0], sum(days for _, days in shape.first)
    for step in steps:
        while dose < target and (step.weeks is None or day < step.weeks * WEEK):
            dose, day = dose + step.mg, day + step.every_days
            rungs.append((dose, step.every_days))
    return rungs


def _base(shape: Plateaus, wish: Wish, schemes: Mapping[str, Scheme]) -> Scheme:
    """Give the scheme under the plateaus, whose own numbers go on holding."""
    base = schemes.get(wish.base or shape.base)
    if base is None or not isinstance(base.shape, (Rows, Ladder)):
        raise EditError("scheme.base", base=wish.base)
    return base


def _plateaus(scheme: Scheme, shape: Plateaus, base: Scheme, wish: Wish) -> Rungs:
    """Lay the longer stays into the rungs of the base, also where it passes over their dose."""
    free = wish.target_mg is None and base.most_mg is None
    target = _target(base, replace(wish, target_mg=scheme.target_mg) if free else wish)
    doses = dict(_rise(base, target, wish.variant))
    for level in shape.doses_mg:
        if level < target:
            doses[level] = max(doses.get(level) or 0, shape.days)
    return sorted(doses.items())


# ── falling ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _reduce(shape: Reduce, wish: Wish) -> Rungs:
    now = wish.before_mg
    goal = now * shape.share if wish.variant == "share" else now * max(shape.maintenance_shares)
    if wish.target_mg is not None:
        goal = wish.target_mg
    if not ZERO < goal < now:
        raise EditError("scheme.target")
    lower, upper = nearest_mg(wish.products, goal)
    if lower != upper:
        raise NotMakeableError(goal, lower, upper)
    if wish.variant == "share":
        return [(goal, None)]
    rungs: Rungs = [(mg, WEEK) for mg in falling(wish.products, now, shape.per_week_mg, goal)]
    return [*rungs, (goal, None)]


def _stop(shape: Stop, wish: Wish) -> Rungs:
    way, _, number = (wish.variant or f"rate:{decimal_text(shape.rates_mg[0])}").partition(":")
    if way == "rate":
        doses = falling(wish.products, wish.before_mg, Fraction(number), ZERO)
        return [*((mg, shape.rate_every_days) for mg in doses), (ZERO, None)]
    return [*falling_within(wish.products, wish.before_mg, int(number), shape), (ZERO, None)]


def falling(products: tuple[Product, ...], from_mg: Fraction, per_step_mg: Fraction, to_mg: Fraction) -> list[Fraction]:
    """Give the doses strictly between ``from_mg`` and ``to_mg``, each at most ``per_step_mg`` below the one before.

    Raises NotMakeableError when the tablets have no dose within one step.
    """
    doses, dose = [], from_mg
    while dose - per_step_mg > to_mg:
        lower, upper = nearest_mg(products, dose - per_step_mg)
        if upper >= dose:
            raise NotMakeableError(dose - per_step_mg, lower, upper)
        dose = upper
        doses.append(dose)
    return doses


def falling_within(products: tuple[Product, ...], from_mg: Fraction, days: int, shape: Stop) -> Rungs:
    """Give even falls from ``from_mg`` that reach nothing after ``days`` days, the last at most ``shape.last_mg``.

    Rungs lie on makeable doses at or below the even line; days left over go to the lowest doses.
    """
    lowest, _ = nearest_mg(products, min(shape.last_mg, from_mg))
    if from_mg <= shape.last_mg or lowest == 0:
        return [(_below(products, from_mg), days)]
    count = max(1, days // shape.length_stage_days)
    lengths = [days // count + (1 if index >= count - days % count else 0) for index in range(count)]
    rungs: dict[Fraction, int | None] = {}
    for index, length in enumerate(lengths, start=1):
        dose = nearest_mg(products, from_mg - (from_mg - lowest) * Fraction(index, count))[0]
        rungs[dose] = (rungs.get(dose) or 0) + length
    return list(rungs.items())


def _below(products: tuple[Product, ...], mg: Fraction) -> Fraction:
    """Give half of ``mg``, or what is makeable under it; ``mg`` itself when that would already be nothing."""
    return nearest_mg(products, mg / 2)[0] or mg
