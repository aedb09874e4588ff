"""Plans with every field in use, for the tests of schedules, supplies and round trips."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from baclodesk.domain.plan import AsNeeded, Exemption, IntakeTime, Kind, Origin, Plan, Stage
from baclodesk.domain.product import Product

STRENGTHS = [Fraction(text) for text in ("5", "10", "12.5", "20", "25", "0.25", "40")]
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
names = words.filter(lambda text: bool(text.strip()))
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def products(draw: st.DrawFn, most: int = 3) -> tuple[Product, ...]:
    count = draw(st.integers(1, most))
    return tuple(
        Product(
            name=draw(names),
            strength_mg=draw(st.sampled_from(STRENGTHS)),
            parts=draw(st.sampled_from([1, 2, 4])),
            box=draw(st.none() | st.integers(1, 200)),
            code=draw(st.none() | words),
        )
        for _ in range(count)
    )


@st.composite
def intake_times(draw: st.DrawFn) -> tuple[IntakeTime, ...]:
    clocks = draw(st.lists(st.integers(0, 23), min_size=1, max_size=6, unique=True).map(sorted))
    untimed = draw(st.integers(0, len(clocks)))
    return tuple(
        IntakeTime(f"time {index}", None if index >= untimed else f"{hour:02}:30") for index, hour in enumerate(clocks)
    )


@st.composite
def amounts(draw: st.DrawFn, of: tuple[Product, ...], *, makeable: bool) -> Fraction:
    if not makeable:
        return Fraction(draw(st.integers(0, 80_000)), 400)
    parts = [draw(st.integers(0, 6)) * item.part_mg for item in of]
    return sum(parts, Fraction(0))


@st.composite
def exemptions(draw: st.DrawFn) -> tuple[Exemption, ...]:
    count = draw(st.integers(0, 2))
    return tuple(Exemption(draw(words), draw(words), draw(words), draw(dates)) for _ in range(count))


@st.composite
def full_plans(draw: st.DrawFn, *, makeable: bool = False, dated: bool = True, least: int = 0, most: int = 6) -> Plan:
    of = draw(products())
    times = draw(intake_times())
    here = times
    stages = []
    total = draw(st.integers(least, most))
    uids = draw(st.lists(st.integers(1, 10_000), min_size=total, max_size=total, unique=True))
    if draw(st.booleans()):
        uids = list(range(1, total + 1))
    for index, uid in enumerate(uids):
        changed = draw(st.none() | intake_times())
        here = changed or here
        is_open = index == total - 1 and draw(st.booleans())
        stages.append(
            Stage(
                uid=uid,
                days=None if is_open else draw(st.integers(1, 90)),
                mg=tuple(draw(amounts(of, makeable=makeable)) for _ in here),
                kind=draw(st.sampled_from(Kind)),
                origin=draw(st.sampled_from(Origin)),
                times=changed,
                by_hand=draw(st.booleans()),
                note=draw(words),
                exemptions=draw(exemptions()),
            )
        )
    as_needed = None
    if draw(st.booleans()):
        as_needed = AsNeeded(max(of[0].part_mg, draw(amounts(of, makeable=True))), draw(st.integers(1, 10)))
    return Plan(
        start=draw(dates if dated else st.none() | dates),
        products=of,
        times=times,
        stages=tuple(stages),
        as_needed=as_needed,
        scheme=draw(words),
        before_mg=draw(amounts(of, makeable=makeable)),
        note=draw(words),
    )
