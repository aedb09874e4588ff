"""The offer to take one of the day's intakes before the hour of the strongest craving."""

from __future__ import annotations

from fractions import Fraction

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.timing import clock_of, is_open_to_move, place_to_move, taken_before
from baclodesk.services.act_offer import Asked, Desk, Offer
from baclodesk.services.findings_text import citation
from baclodesk.services.leaflet import leaflet
from baclodesk.services.texts import Texts
from baclodesk.services.visit_reading import Act

SOURCE = "clinic"
ITEM = "craving_hour"


def felt_after() -> tuple[Fraction, Fraction]:
    """Give after how many hours an intake is felt: from, to."""
    numbers = leaflet().numbers
    return numbers["acts_low"][0], numbers["acts_high"][0]


def clock_words(texts: Texts, clock: str) -> str:
    """Write ``HH:MM`` as the language of ``texts`` writes a time of day."""
    kind = "whole" if clock.endswith(":00") else "part"
    return texts(f"acts.clock.{kind}", hour=int(clock[:2]), minute=clock[3:])


def before_craving(desk: Desk, record: PatientRecord) -> Offer:
    """Offer the move in a running plan, from tomorrow on; timely while the craving is strong at this visit."""
    hour, plan, day = record.intake.amount(ITEM), desk.reading.plan, desk.reading.day + 1
    if hour is None:
        return desk.nothing(Act.BEFORE_CRAVING, SOURCE, "no_craving_hour")
    if not _is_wanted(plan, day, hour):
        return desk.nothing(Act.BEFORE_CRAVING, SOURCE, "hour_covered", hour=clock_words(desk.texts, clock_of(hour)))
    craving = desk.reading.visit.craving
    asked = Asked(timely=craving is not None and craving >= desk.acts.urge_from)
    words = _words(plan, day, hour, desk.texts)
    return desk.offer(Act.BEFORE_CRAVING, SOURCE, lambda: _plan(record, plan, day, hour), asked, **words)


def draft_before_craving(record: PatientRecord, texts: Texts) -> Offer | None:
    """Offer the move in a plan of which no day has been issued yet; None where there is nothing to offer."""
    hour, plan = record.intake.amount(ITEM), record.plan
    if hour is None or plan is None or not plan.stages or record.plan_in_force is not None:
        return None
    if not _is_wanted(plan, 1, hour):
        return None
    words = _words(plan, 1, hour, texts)
    return Offer(
        code=Act.BEFORE_CRAVING.value,
        act=Act.BEFORE_CRAVING,
        label=texts("acts.label.before_craving", **words),
        sentence=texts("acts.sentence.before_craving_draft", **words),
        source=citation(texts, SOURCE),
        plan=_plan(record, plan, 1, hour),
    )


def _is_wanted(plan: Plan, day: int, hour: Fraction) -> bool:
    """Tell whether the stage of ``day`` has clock times of which none lies before the hour as it should."""
    place = plan.stage_index_on(day)
    if place is None:
        return False
    return is_open_to_move(plan.times_at(place), hour, *felt_after())


def _plan(record: PatientRecord, plan: Plan, day: int, hour: Fraction) -> Plan:
    names = Texts(record.identity.language)
    return taken_before(plan, day, hour, *felt_after(), lambda clock: clock_words(names, clock))


def _words(plan: Plan, day: int, hour: Fraction, texts: Texts) -> dict[str, object]:
    soonest, latest = felt_after()
    times = plan.times_at(plan.stage_index_on(day) or 0)
    return {
        "before": times[place_to_move(times, hour - soonest)].name,
        "after": clock_words(texts, clock_of(hour - soonest)),
        "hour": clock_words(texts, clock_of(hour)),
        "low": texts.number(soonest),
        "high": texts.number(latest),
    }
