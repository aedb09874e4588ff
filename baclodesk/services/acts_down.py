"""Offers that come down: to the lowest dose that keeps the effect, and to nothing by rate or by length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from baclodesk.domain import amending
from baclodesk.domain.dose import ZERO, decimal_text
from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import Plan
from baclodesk.domain.schemes import WEEK, Reduce, Stop, falling, falling_within
from baclodesk.services.act_offer import Asked, Desk, Offer
from baclodesk.services.refusal_words import refusal
from baclodesk.services.visit_reading import Act

MONTH_DAYS = 30
Rungs = list[tuple[Fraction, int | None]]


def lowest(desk: Desk) -> Iterator[Offer]:
    """Down by the week to a maintenance dose, then at once to two thirds; two choices where no dose is exact."""
    scheme, reading = desk.library.schemes["reduce"], desk.reading
    shape = scheme.shape
    assert isinstance(shape, Reduce)
    if desk.here_mg == 0:
        for act in (Act.LOWEST_WEEKLY, Act.LOWEST_SHARE):
            yield desk.nothing(act, scheme.source, "nothing_taken")
        return
    yield from _weekly(desk, shape, scheme.source)
    for mg in (dose for dose in desk.makeable(desk.here_mg * shape.share) if dose < desk.here_mg):
        months = [count * MONTH_DAYS for count in shape.stay_months]
        asked = Asked(f"{Act.LOWEST_SHARE}:{decimal_text(mg)}", is_time(desk), months[0], months[-1])
        yield desk.offer(
            Act.LOWEST_SHARE,
            scheme.source,
            _coming_down(desk, [(mg, None)]),
            asked,
            mg=desk.texts.mg(mg),
            n=reading.stable_days,
            **_span(desk),
        )


def is_time(desk: Desk) -> bool:
    """Tell whether today's dose has been held long enough to look for the lowest."""
    return desk.reading.stable_days >= desk.library.numbers.stable_days


def _span(desk: Desk) -> dict[str, object]:
    return {"from_days": desk.library.numbers.stable_days, "until_days": desk.acts.lowest_until_days}


def _weekly(desk: Desk, shape: Reduce, source: str) -> Iterator[Offer]:
    reading, here = desk.reading, desk.here_mg
    past = reading.plan.stages[: amending.index_today(reading.plan, reading.day) + 1]
    top = max(reading.plan.before_mg, *(stage.daily_mg for stage in past))
    goal = next((top * s for s in sorted(shape.maintenance_shares, reverse=True) if top * s < here), None)
    if goal is None:
        yield desk.nothing(Act.LOWEST_WEEKLY, source, "low_already", mg=desk.texts.mg(top))
        return
    step = shape.per_week_mg

    def down_to(mg: Fraction) -> Callable[[], Plan]:
        def make() -> Plan:
            rungs: Rungs = [(dose, WEEK) for dose in falling(reading.plan.products, here, step, mg)]
            return amending.come_down(reading.plan, reading.day, [*rungs, (mg, None)])

        return make

    for mg in (dose for dose in desk.makeable(goal) if dose < here):
        asked = Asked(f"{Act.LOWEST_WEEKLY}:{decimal_text(mg)}", is_time(desk), WEEK)
        yield desk.offer(
            Act.LOWEST_WEEKLY,
            source,
            down_to(mg),
            asked,
            mg=desk.texts.mg(mg),
            step=desk.texts.mg(step),
            n=reading.stable_days,
            **_span(desk),
        )


def _coming_down(desk: Desk, rungs: Rungs) -> Callable[[], Plan]:
    return lambda: amending.come_down(desk.reading.plan, desk.reading.day, rungs)


def stop(desk: Desk) -> Iterator[Offer]:
    """To nothing by each rate of the label, then within each length of the guide, with the days each takes."""
    shape = desk.library.schemes["stop"].shape
    assert isinstance(shape, Stop)
    if desk.here_mg == 0:
        yield desk.nothing(Act.STOP_RATE, shape.rate_source, "nothing_taken")
        yield desk.nothing(Act.STOP_LENGTH, shape.length_source, "nothing_taken")
        return
    products, here = desk.reading.plan.products, desk.here_mg
    for rate in shape.rates_mg:
        code = f"{Act.STOP_RATE}:{decimal_text(rate)}"

        def paced(rate: Fraction = rate) -> Rungs:
            return [(dose, shape.rate_every_days) for dose in falling(products, here, rate, ZERO)]

        every: dict[str, object] = {"every": shape.rate_every_days, "rate": desk.texts.mg(rate)}
        yield _stop(desk, Act.STOP_RATE, shape.rate_source, code, paced, every)
    for days in shape.lengths_days:

        def within(days: int = days) -> Rungs:
            return falling_within(products, here, days, shape)

        every = {"every": shape.length_stage_days, "length": days}
        yield _stop(desk, Act.STOP_LENGTH, shape.length_source, f"{Act.STOP_LENGTH}:{days}", within, every)


def _stop(desk: Desk, act: Act, source: str, code: str, build: Callable[[], Rungs], values: dict[str, object]) -> Offer:
    """Offer a stop with its days and its largest fall; tablets that cannot follow it refuse it."""
    try:
        rungs = build()
    except DomainError as error:
        return replace(desk.nothing(act, source, "nothing_taken"), code=code, reason=refusal(error, desk.texts))
    doses = [desk.here_mg, *(mg for mg, _ in rungs), ZERO]
    return desk.offer(
        act,
        source,
        _coming_down(desk, [*rungs, (ZERO, None)]),
        Asked(code),
        n=sum(days or 0 for _, days in rungs),
        largest=desk.mg(max(before - after for before, after in pairwise(doses))),
        **values,
    )
