"""Plans and rules for the tests of edits and limits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.policy import Line, LineKind, Policy, Rules
from baclodesk.domain.product import Product
from baclodesk.domain.split import propose

TABLET = Product("tablet", Fraction(10), 2)
FOUR = (IntakeTime("08:00", "08:00"), IntakeTime("13:00", "13:00"), IntakeTime("18:00", "18:00"), IntakeTime("bedtime"))
CONSENSUS_MG = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200)


def rules(*, wall: bool = False, shortest: int = 5, last: int = 300, rise: int = 20) -> Rules:
    policy = Policy(
        id="test",
        names=(("en", "Test"),),
        start_low_mg=Fraction(10),
        start_high_mg=Fraction(15),
        largest_rise_mg=Fraction(rise),
        rise_is_wall=wall,
        shortest_days=shortest,
        lines=(Line(Fraction(80), LineKind.REASON, "test"), Line(Fraction(last), LineKind.LAST, "test")),
        fall_per_two_days_mg=Fraction(15),
        stop_at_least_days=10,
        source="test",
        checked=date(2026, 11, 1),
    )
    return Rules(policy, shortest, Fraction(10), Fraction(100), Fraction(20))


def ladder(
    doses: tuple[int, ...] = CONSENSUS_MG,
    days: int | tuple[int, ...] = 5,
    *,
    is_open: bool = True,
    times: tuple[IntakeTime, ...] = FOUR,
    products: tuple[Product, ...] = (TABLET,),
) -> Plan:
    lengths = days if isinstance(days, tuple) else (days,) * len(doses)
    stages = [
        Stage(
            n,
            None if is_open and n == len(doses) else length,
            propose(products, Fraction(mg), len(times)),
        )
        for n, (mg, length) in enumerate(zip(doses, lengths, strict=True), start=1)
    ]
    return Plan(date(2027, 3, 1), products, times, tuple(stages))


def shape(plan: Plan) -> list[tuple[int | None, int]]:
    return [(stage.days, int(stage.daily_mg)) for stage in plan.stages]


@st.composite
def plans(draw: st.DrawFn, most: int = 12) -> Plan:
    """Plans of 1 to ``most`` stages on 10 mg halves (sometimes with 25 mg too), one to six times, open or closed."""
    count = draw(st.integers(1, 6))
    times = tuple(IntakeTime(f"time {n}") for n in range(count))
    products = draw(st.sampled_from([(TABLET,), (TABLET, Product("large", Fraction(25), 2))]))
    halves = st.integers(0, 40)
    stages = []
    total = draw(st.integers(1, most))
    for uid in range(1, total + 1):
        days: int | None = draw(st.integers(1, 30))
        if uid == total and draw(st.booleans()):
            days = None
        stages.append(Stage(uid, days, propose(products, Fraction(5 * draw(halves)), count)))
    return Plan(date(2027, 3, 1), products, times, tuple(stages))
