"""The plan: an ordered, immutable row of stages.

Only lengths are stored; first days follow, so neither a gap nor an overlap can exist. A pause is a stage of 0 mg.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from .dose import ZERO
from .errors import PlanError
from .product import MAX_PRODUCTS, Product

MAX_TIMES = 6
MAX_STAGES = 400
MAX_STAGE_DAYS = 3650
MAX_INTAKE_MG = Fraction(1000)


class Kind(StrEnum):
    """What a stage is for."""

    RISE = "rise"
    HOLD = "hold"
    STEP_BACK = "step_back"
    MAINTENANCE = "maintenance"
    TAPER = "taper"
    PAUSE = "pause"


class Origin(StrEnum):
    """Who set a stage as it is."""

    SCHEME = "scheme"
    DOCTOR = "doctor"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class IntakeTime:
    """A named time of day; ``at`` is ``"HH:MM"`` or None when it has no clock time (bedtime)."""

    name: str
    at: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > 40:
            raise PlanError("name", "a name of 1 to 40 characters", "time_name")
        if self.at is not None and not is_clock(self.at):
            raise PlanError("at", 'a time of day as "HH:MM", or null', "clock")


def is_clock(text: str) -> bool:
    """Tell whether ``text`` is a time of day from 00:00 to 23:59."""
    return (
        len(text) == 5
        and text.isascii()
        and text[2] == ":"
        and (text[:2] + text[3:]).isdigit()
        and text[:2] < "24"
        and text[3:] < "60"
    )


@dataclass(frozen=True, slots=True)
class Exemption:
    """A wall lifted by the doctor: the finding ``code`` it answers, the reason, who wrote it and when."""

    code: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Stage:
    """Some days at one dose.

    ``days`` is 1 to 3 650, or None for an open last stage; ``mg`` the dose of each time in mg, exact;
    ``times`` replaces the plan's times from this stage on (None: as before); ``uid`` stays with the stage
    through every edit; ``by_hand`` says that the sharing over the day was set by hand.
    """

    uid: int
    days: int | None
    mg: tuple[Fraction, ...]
    kind: Kind = Kind.RISE
    origin: Origin = Origin.DOCTOR
    times: tuple[IntakeTime, ...] | None = None
    by_hand: bool = False
    note: str = ""
    exemptions: tuple[Exemption, ...] = ()
    daily_mg: Fraction = field(init=False, compare=False, repr=False)
    """The day's dose in mg, without as-needed tablets; follows from ``mg``."""
    in_range: bool = field(init=False, compare=False, repr=False)
    """Whether each amount lies from 0 to 1000 mg: told once here, asked by every plan that holds the stage."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "daily_mg", sum(self.mg, ZERO))
        object.__setattr__(self, "in_range", all(ZERO <= amount <= MAX_INTAKE_MG for amount in self.mg))


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """Extra dose on a strong urge: ``mg`` each, at most ``most_per_day`` times; never part of the day's dose."""

    mg: Fraction
    most_per_day: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a stage lies: day numbers from 1, both inclusive; ``last_day`` None when open."""

    first_day: int
    last_day: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A titration plan; see the module. ``before_mg`` is the day dose before day 1 (0 for a first treatment)."""

    start: date | None
    products: tuple[Product, ...]
    times: tuple[IntakeTime, ...]
    stages: tuple[Stage, ...]
    as_needed: AsNeeded | None = None
    scheme: str = ""
    before_mg: Fraction = ZERO
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.products) <= MAX_PRODUCTS:
            raise PlanError("products", f"one to {MAX_PRODUCTS} products", "products_count", most=MAX_PRODUCTS)
        _check_times("times", self.times)
        if len(self.stages) > MAX_STAGES:
            raise PlanError("stages", f"at most {MAX_STAGES} stages", "stages_count", most=MAX_STAGES)
        if not ZERO <= self.before_mg <= MAX_INTAKE_MG:
            raise PlanError("before_mg", "an amount from 0 to 1000 mg", "before")
        _check_as_needed(self.as_needed)
        _check_stages(self)

    def times_at(self, index: int) -> tuple[IntakeTime, ...]:
        """Give the times in force in the stage at ``index`` (0-based)."""
        for stage in reversed(self.stages[: index + 1]):
            if stage.times is not None:
                return stage.times
        return self.times

    def index_of(self, uid: int) -> int:
        """Give the 0-based place of the stage ``uid``; raises KeyError when it is not in the plan."""
        for index, stage in enumerate(self.stages):
            if stage.uid == uid:
                return index
        raise KeyError(uid)

    def stage(self, uid: int) -> Stage:
        """Give the stage ``uid``; raises KeyError when it is not in the plan."""
        return self.stages[self.index_of(uid)]

    def spans(self) -> tuple[Span, ...]:
        """Give first and last day number of every stage."""
        spans, day = [], 1
        for stage in self.stages:
            last = None if stage.days is None else day + stage.days - 1
            spans.append(Span(day, last))
            day += stage.days or 0
        return tuple(spans)

    @property
    def closed_days(self) -> int:
        """Days of all stages that have an end."""
        return sum(stage.days or 0 for stage in self.stages)

    @property
    def is_open(self) -> bool:
        """Tell whether the last stage runs on without an end."""
        return bool(self.stages) and self.stages[-1].days is None

    @property
    def top_mg(self) -> Fraction:
        """The highest day dose in mg; 0 for an empty plan."""
        return max((stage.daily_mg for stage in self.stages), default=ZERO)

    def next_uid(self) -> int:
        """Give a number no stage of this plan has."""
        return max((stage.uid for stage in self.stages), default=0) + 1

    def stage_index_on(self, day: int) -> int | None:
        """Give the 0-based place of the stage that holds ``day`` (1-based), or None outside the plan."""
        for index, span in enumerate(self.spans()):
            if span.first_day <= day and (span.last_day is None or day <= span.last_day):
                return index
        return None

    def date_of(self, day: int) -> date | None:
        """Give the calendar date of ``day`` (1-based), or None while the plan has no start."""
        return None if self.start is None else self.start + timedelta(days=day - 1)

    def day_of(self, on: date) -> int | None:
        """Give the day number of a date (0 and below: before the plan), or None while the plan has no start."""
        return None if self.start is None else (on - self.start).days + 1

    def with_stages(self, stages: Iterator[Stage] | tuple[Stage, ...] | list[Stage]) -> Plan:
        """Give this plan with other stages."""
        return replace(self, stages=tuple(stages))


def _check_times(place: str, times: tuple[IntakeTime, ...]) -> None:
    if not 1 <= len(times) <= MAX_TIMES:
        raise PlanError(place, f"one to {MAX_TIMES} times of day", "times_count", most=MAX_TIMES)
    names = [item.name for item in times]
    if len(set(names)) != len(names):
        raise PlanError(place, "a different name for every time of day", "times_unique")
    clocks = [item.at for item in times if item.at is not None]
    if clocks != sorted(set(clocks)):
        raise PlanError(place, "clock times in the order of the day, each once", "times_order")


def _check_as_needed(extra: AsNeeded | None) -> None:
    if extra is None:
        return
    if not ZERO < extra.mg <= MAX_INTAKE_MG:
        raise PlanError("as_needed.mg", "an amount above 0 and at most 1000 mg", "extra_mg")
    if not 1 <= extra.most_per_day <= 10:
        raise PlanError("as_needed.most_per_day", "a whole number from 1 to 10", "extra_most")


def _check_stages(plan: Plan) -> None:
    count = len(plan.times)
    if len({stage.uid for stage in plan.stages}) != len(plan.stages):
        raise PlanError("stages", "a different uid for every stage", "uid_unique")
    for index, stage in enumerate(plan.stages):
        place = f"stages[{index}]"
        if stage.times is not None:
            _check_times(f"{place}.times", stage.times)
            count = len(stage.times)
        if stage.days is None:
            if index != len(plan.stages) - 1:
                raise PlanError(f"{place}.days", "a whole number of days: only the last stage may be open", "open_last")
        elif not 1 <= stage.days <= MAX_STAGE_DAYS:
            expected = f"a whole number of days from 1 to {MAX_STAGE_DAYS}"
            raise PlanError(f"{place}.days", expected, "days", most=MAX_STAGE_DAYS)
        if len(stage.mg) != count:
            raise PlanError(f"{place}.mg", f"{count} amounts, one for each time of day", "mg_count", n=count)
        if not stage.in_range:
            raise PlanError(f"{place}.mg", "amounts from 0 to 1000 mg", "mg_range")
