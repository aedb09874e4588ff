from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.errors import EditError, NotMakeableError
from baclodesk.domain.plan import IntakeTime, Kind, Origin, Plan, Stage
from baclodesk.domain.product import Product, is_makeable
from baclodesk.domain.schedule import of_plan
from baclodesk.domain.schemes import usual_days
from baclodesk.services.library import Library

LIBRARY = Library.load()
START = date(2027, 3, 1)
WHOLE = (Product("whole ten", Fraction(10), 1),)
RISING = ["consensus", "gentle", "fast", "neurological", "plateaus", "label"]


def rungs(plan: Plan) -> list[tuple[int, int | None]]:
    return [(int(stage.daily_mg), stage.days) for stage in plan.stages]


def build(
    scheme: str, *, target: int | None = None, before: int = 0, variant: str = "", base: str = "",
    products: tuple[Product, ...] = (), times: tuple[IntakeTime, ...] = (),
) -> Plan:  # fmt: skip
    return LIBRARY.build_scheme(
        scheme,
        start=START,
        products=products,
        times=times,
        target_mg=None if target is None else Fraction(target),
        before_mg=Fraction(before),
        variant=variant,
        base=base,
    )


def test_the_consensus_scheme_is_its_15_rows() -> None:
    plan = build("consensus")
    doses = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180]
    assert rungs(plan) == [*((mg, 5) for mg in doses), (200, None)]
    schedule = of_plan(plan)
    assert (schedule.closed_days, schedule.closed_total_mg, schedule.closed_total_tablets) == (70, 5750, 575)
    assert [int(mg) for mg in plan.stages[8].mg] == [25, 20, 20, 25]
    assert {stage.origin for stage in plan.stages} == {Origin.SCHEME}
    assert {stage.kind for stage in plan.stages} == {Kind.RISE}
    assert (plan.scheme, plan.start, plan.before_mg) == ("consensus", START, 0)


def test_the_consensus_scheme_stops_at_a_lower_target_and_goes_on_to_a_higher_one() -> None:
    assert rungs(build("consensus", target=35))[-2:] == [(30, 5), (35, None)]
    assert rungs(build("consensus", target=250))[-4:] == [(200, 5), (220, 5), (240, 5), (250, None)]


def test_the_gentle_scheme_begins_with_15_then_30_then_rises_by_10() -> None:
    assert rungs(build("gentle", target=60)) == [(15, 4), (30, 5), (40, 5), (50, 5), (60, None)]


def test_the_fast_scheme_takes_large_steps_for_two_or_four_weeks() -> None:
    assert rungs(build("fast", target=90)) == [(10, 4), (30, 4), (50, 4), (70, 4), (80, 4), (90, None)]
    four_weeks = build("fast", target=160, variant="weeks:4")
    assert [mg for mg, _ in rungs(four_weeks)] == [10, 30, 50, 70, 90, 110, 130, 140, 150, 160]
    assert rungs(build("fast", target=90)) == rungs(build("fast", target=90, variant="weeks:2"))


def test_the_neurological_scheme_rises_by_15_every_3_days() -> None:
    assert rungs(build("neurological")) == [(15, 3), (30, 3), (45, 3), (60, 3), (75, None)]


def test_the_label_scheme_rises_by_10_to_80_and_no_further() -> None:
    assert [mg for mg, _ in rungs(build("label"))] == [15, 25, 35, 45, 55, 65, 75, 80]
    with pytest.raises(EditError) as caught:
        build("label", target=85)
    assert (caught.value.code, caught.value.numbers) == ("scheme.above_most", {"most_mg": "80"})


def test_plateaus_stay_longer_at_their_doses_and_lay_in_those_the_base_passes_over() -> None:
    assert rungs(build("plateaus", target=70)) == [(15, 4), (30, 14), (40, 5), (50, 5), (60, 14), (70, None)]
    on_consensus = dict(rungs(build("plateaus", base="consensus", target=200)))
    assert [on_consensus[mg] for mg in (30, 60, 100, 150)] == [14, 14, 14, 14]
    assert on_consensus[140] == 5


def test_plateaus_keep_the_rules_of_the_scheme_under_them() -> None:
    plan = build("plateaus", base="consensus", target=200)
    assert plan.scheme == "consensus"
    assert LIBRARY.rules_for(plan, "guide").shortest_days == 5
    assert LIBRARY.rules_for(build("plateaus"), "guide").shortest_days == 3


def test_plateaus_on_the_label_scheme_end_where_it_ends() -> None:
    assert build("plateaus", base="label").top_mg == 80


def test_plateaus_on_the_fast_scheme_take_its_variant() -> None:
    short, long = (dict(rungs(build("plateaus", base="fast", target=150, variant=v))) for v in ("", "weeks:4"))
    assert 80 in short
    assert 80 not in long


@pytest.mark.parametrize("base", ["stop", "reduce", "plateaus", "nothing"])
def test_plateaus_need_a_rising_scheme_under_them(base: str) -> None:
    with pytest.raises(EditError) as caught:
        build("plateaus", base=base)
    assert caught.value.code == "scheme.base"


def test_reducing_by_10_mg_a_week_ends_at_half_the_dose_and_stays() -> None:
    plan = build("reduce", before=100)
    assert rungs(plan) == [(90, 7), (80, 7), (70, 7), (60, 7), (50, None)]
    assert [stage.kind for stage in plan.stages] == [Kind.TAPER] * 4 + [Kind.MAINTENANCE]
    assert plan.before_mg == 100


def test_reducing_stops_at_the_dose_asked_for() -> None:
    assert rungs(build("reduce", before=60, target=35)) == [(50, 7), (40, 7), (35, None)]


def test_two_thirds_of_150_mg_is_100_at_once() -> None:
    assert rungs(build("reduce", before=150, variant="share")) == [(100, None)]


def test_two_thirds_of_200_mg_offers_130_or_135_and_is_never_rounded() -> None:
    with pytest.raises(NotMakeableError) as caught:
        build("reduce", before=200, variant="share")
    assert (caught.value.lower, caught.value.upper) == (130, 135)
    assert rungs(build("reduce", before=200, variant="share", target=135)) == [(135, None)]


@pytest.mark.parametrize("target", [0, 60, 70])
def test_a_reduction_goes_down_but_not_to_nothing(target: int) -> None:
    with pytest.raises(EditError) as caught:
        build("reduce", before=60, target=target)
    assert caught.value.code == "scheme.target"


def test_a_stop_by_rate_falls_by_10_or_15_every_2_days() -> None:
    assert rungs(build("stop", before=40)) == [(30, 2), (20, 2), (10, 2), (0, None)]
    assert rungs(build("stop", before=80, variant="rate:15")) == [
        (65, 2), (50, 2), (35, 2), (20, 2), (5, 2), (0, None),
    ]  # fmt: skip


def test_a_stop_by_length_takes_just_that_many_days_in_even_falls() -> None:
    for length in (10, 15):
        plan = build("stop", before=200, variant=f"length:{length}")
        assert plan.closed_days == length
        assert [stage.daily_mg for stage in plan.stages][-2:] == [15, 0]
        assert plan.stages[-1].kind is Kind.TAPER


def test_a_short_way_down_holds_half_the_dose_for_the_length() -> None:
    assert rungs(build("stop", before=10, variant="length:10")) == [(5, 10), (0, None)]
    assert rungs(build("stop", before=5, variant="length:10")) == [(5, 10), (0, None)]
    assert rungs(build("stop", before=20, variant="length:10", products=WHOLE)) == [(10, 10), (0, None)]


def test_whole_tablets_of_twenty_still_come_down_in_their_own_steps() -> None:
    twenty = (Product("whole twenty", Fraction(20), 1),)
    assert rungs(build("stop", before=40, variant="length:10", products=twenty)) == [(20, 10), (0, None)]


def test_a_rate_that_the_tablets_cannot_follow_is_refused_not_quickened() -> None:
    twenty = (Product("whole twenty", Fraction(20), 1),)
    with pytest.raises(NotMakeableError) as caught:
        build("stop", before=80, products=twenty)
    assert (caught.value.lower, caught.value.upper) == (60, 80)


@pytest.mark.parametrize("scheme", ["reduce", "stop"])
def test_coming_down_needs_the_dose_taken_now(scheme: str) -> None:
    assert LIBRARY.schemes[scheme].needs_dose
    with pytest.raises(EditError) as caught:
        build(scheme)
    assert caught.value.code == "scheme.needs_dose"


@pytest.mark.parametrize("scheme", RISING)
def test_a_target_that_the_tablets_cannot_make_is_refused_with_its_neighbours(scheme: str) -> None:
    with pytest.raises(NotMakeableError) as caught:
        build(scheme, target=63)
    assert (caught.value.mg, caught.value.lower, caught.value.upper) == (63, 60, 65)


@pytest.mark.parametrize("scheme", RISING)
def test_a_target_of_nothing_is_refused(scheme: str) -> None:
    with pytest.raises(EditError) as caught:
        build(scheme, target=0)
    assert caught.value.code == "scheme.target"


def test_a_row_that_the_tablets_cannot_make_is_refused() -> None:
    large = (Product("large", Fraction(25), 2),)
    with pytest.raises(NotMakeableError) as caught:
        build("consensus", products=large)
    assert (caught.value.mg, caught.value.lower, caught.value.upper) == (10, 0, Fraction(25, 2))


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(EditError) as caught:
        build("stop", before=80, variant="rate:50")
    assert caught.value.code == "scheme.variant"


def test_the_choices_of_each_scheme_are_told() -> None:
    assert {name: scheme.variants for name, scheme in LIBRARY.schemes.items() if scheme.variants} == {
        "fast": ("weeks:2", "weeks:4"),
        "reduce": ("weekly", "share"),
        "stop": ("rate:10", "rate:15", "length:10", "length:15"),
    }


def test_a_scheme_has_a_name_in_both_languages() -> None:
    stop = LIBRARY.schemes["stop"]
    assert (stop.name("en"), stop.name("fr"), stop.name("de")) == ("Stop", "Arrêt", "Stop")


@given(st.sampled_from(RISING), st.integers(1, 60), st.integers(1, 6))
def test_a_rising_scheme_rises_all_the_way_to_its_target_and_stays_open(scheme: str, fives: int, count: int) -> None:
    target = 5 * fives
    if scheme == "label" and target > 80:
        target = 80
    plan = build(scheme, target=target, times=tuple(IntakeTime(f"time {n}") for n in range(count)))
    doses = [stage.daily_mg for stage in plan.stages]
    assert doses == sorted(set(doses))
    assert doses[-1] == target
    assert plan.is_open
    assert all(is_makeable(plan.products, mg) for stage in plan.stages for mg in stage.mg)


@given(st.integers(1, 80), st.sampled_from(["rate:10", "rate:15", "length:10", "length:15"]))
def test_a_stop_only_falls_and_never_from_more_than_15_mg_to_nothing(fives: int, variant: str) -> None:
    plan = build("stop", before=5 * fives, variant=variant)
    doses = [plan.before_mg, *(stage.daily_mg for stage in plan.stages)]
    falls = [a - b for a, b in pairwise(doses)]
    assert all(fall > 0 for fall in falls[1:])
    assert falls[0] >= 0
    assert doses[-1] == 0
    assert doses[-2] <= 15
    if variant.startswith("rate"):
        assert max(falls) <= int(variant.partition(":")[2])
    else:
        assert plan.closed_days == int(variant.partition(":")[2])


# ── the length of a stage ────────────────────────────────────────────────────────────────────────────────────────────


def _days(scheme: str, mg: int, kind: Kind = Kind.RISE) -> int | None:
    stage = Stage(1, 40, (Fraction(mg),), kind=kind)
    return usual_days(LIBRARY.schemes[scheme], LIBRARY.schemes, stage)


@pytest.mark.parametrize("scheme", ["consensus", "gentle", "fast", "neurological", "plateaus", "label"])
def test_every_row_of_a_built_plan_has_its_own_length(scheme: str) -> None:
    for variant in LIBRARY.schemes[scheme].variants or ("",):
        plan = build(scheme, variant=variant)
        own = LIBRARY.schemes[plan.scheme]
        for stage in plan.stages[:-1]:
            assert usual_days(own, LIBRARY.schemes, stage) == stage.days


@pytest.mark.parametrize(("scheme", "before"), [("reduce", 120), ("stop", 60)])
def test_every_step_down_has_the_days_of_its_scheme(scheme: str, before: int) -> None:
    plan = build(scheme, before=before)
    for stage in plan.stages[:-1]:
        assert usual_days(LIBRARY.schemes[scheme], LIBRARY.schemes, stage) == stage.days
    assert usual_days(LIBRARY.schemes[scheme], LIBRARY.schemes, plan.stages[-1]) is None


def test_a_plateau_has_the_plateaus_days_and_a_stage_the_scheme_does_not_have_none() -> None:
    assert _days("consensus", 70, Kind.MAINTENANCE) == 14
    assert _days("consensus", 70, Kind.HOLD) == 5
    assert _days("consensus", 240) == 5
    assert _days("consensus", 250) is None
    assert _days("consensus", 65) is None
    assert _days("gentle", 35) is None
    assert _days("fast", 130) == 4
    for kind in (Kind.STEP_BACK, Kind.TAPER, Kind.PAUSE):
        assert _days("consensus", 70, kind) is None
    assert _days("reduce", 70) is None
    assert _days("stop", 0, Kind.TAPER) is None
    only = {"consensus": LIBRARY.schemes["consensus"]}
    stage = Stage(1, 40, (Fraction(70),), kind=Kind.MAINTENANCE)
    assert usual_days(only["consensus"], only, stage) is None
