"""Offers that stay, step back, cap, go one level up or begin again after a gap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from baclodesk.domain import amending
from baclodesk.domain.dose import ZERO, decimal_text
from baclodesk.domain.errors import EditError
from baclodesk.services.act_offer import Asked, Desk, Offer
from baclodesk.services.visit_reading import Act


def steady(desk: Desk) -> Iterator[Offer]:
    """Give go on, hold, both ways back, and the cap."""
    acts = desk.acts
    yield desk.offer(Act.GO_ON, "guide_4", lambda: desk.reading.plan, Asked())
    yield _hold(desk)
    try:
        lower = amending.lower_dose_before(desk.reading.plan, desk.reading.day, desk.reading.below_mg)
    except EditError:
        for act in (Act.STEP_BACK, Act.SEE, Act.CAP):
            yield desk.nothing(act, "guide_4", "no_lower_dose")
        return
    yield _back(desk, Act.STEP_BACK, lower, (acts.step_back_days, acts.step_back_days))
    yield _back(desk, Act.SEE, lower, (acts.see_soonest_days, acts.see_latest_days))
    yield desk.offer(
        Act.CAP,
        acts.source("step_back_days"),
        lambda: amending.stay_at(desk.reading.plan, desk.reading.day, lower),
        Asked(timely=desk.reading.suggestion.code == "recurrence"),
        mg=desk.texts.mg(lower),
    )


def _hold(desk: Desk) -> Offer:
    days = desk.acts.hold_days
    return desk.offer(
        Act.HOLD,
        desk.acts.source("hold_days"),
        lambda: amending.hold_today(desk.reading.plan, desk.reading.day, days),
        Asked(soonest_days=days),
        n=days,
        mg=desk.texts.mg(desk.reading.planned_mg),
    )


def _back(desk: Desk, act: Act, lower: Fraction, days: tuple[int, int]) -> Offer:
    """Offer the last dose without the effect; the dose is tried again after the later of the two ``days``."""
    source = "step_back_days" if act is Act.STEP_BACK else "see_latest_days"
    return desk.offer(
        act,
        desk.acts.source(source),
        lambda: amending.back_and_retry(desk.reading.plan, desk.reading.day, lower, days[1], desk.rules),
        Asked(soonest_days=days[0], latest_days=days[1]),
        soonest=days[0],
        n=days[1],
        mg=desk.texts.mg(lower),
        again=desk.texts.mg(desk.reading.planned_mg),
    )


def level_up(desk: Desk) -> Offer:
    """Offer the level above, unless it brought an effect before."""
    reading = desk.reading
    if reading.planned_mg == 0:
        return desk.nothing(Act.LEVEL_UP, "guide_4", "nothing_taken")
    if reading.higher_brought:
        name = desk.texts(f"effects.effect.{reading.higher_brought}.name")
        return desk.nothing(Act.LEVEL_UP, "guide_4", "brought_effect", effect=name)
    try:
        higher = amending.higher_dose_before(reading.plan, reading.day)
    except EditError:
        return desk.nothing(Act.LEVEL_UP, "guide_4", "no_higher_dose")
    return desk.offer(
        Act.LEVEL_UP,
        "guide_4",
        lambda: amending.stay_at(reading.plan, reading.day, higher),
        Asked(timely=reading.suggestion.code == "urge"),
        mg=desk.texts.mg(higher),
    )


def from_taken(desk: Desk) -> Iterator[Offer]:
    """Offer to go on from the dose really taken, where it is below the planned one."""
    taken = desk.reading.visit.taken_mg
    if taken is None or not ZERO < taken < desk.reading.planned_mg:
        return
    yield desk.offer(
        Act.FROM_TAKEN,
        "house",
        lambda: amending.restart_at(desk.reading.plan, desk.reading.day, taken, desk.rules),
        Asked(),
        mg=desk.mg(taken),
    )


def restart(desk: Desk) -> Iterator[Offer]:
    """Offer where to begin again after days missed in a row; two choices where no dose is exact."""
    missed = desk.reading.visit.missed_days or 0
    row = desk.acts.restart_after(missed)
    if missed == 0:
        yield desk.nothing(Act.RESTART, row.source, "nothing_missed")
        return
    first = desk.rules.policy.start_low_mg
    goal = first if row.share is None else max(first, row.share * desk.reading.planned_mg)
    for mg in (goal,) if goal >= desk.reading.planned_mg else desk.makeable(goal):
        if mg >= desk.reading.planned_mg:
            asked = Asked(code=f"{Act.RESTART}:planned", key="restart_planned")
            planned = desk.texts.mg(desk.reading.planned_mg)
            yield desk.offer(Act.RESTART, row.source, lambda: desk.reading.plan, asked, n=missed, mg=planned)
            return
        yield _restart_at(desk, mg, row.source, missed)


def _restart_at(desk: Desk, mg: Fraction, source: str, missed: int) -> Offer:
    return desk.offer(
        Act.RESTART,
        source,
        lambda: amending.restart_at(desk.reading.plan, desk.reading.day, mg, desk.rules),
        Asked(code=f"{Act.RESTART}:{decimal_text(mg)}", soonest_days=desk.rules.shortest_days),
        n=missed,
        mg=desk.texts.mg(mg),
    )
