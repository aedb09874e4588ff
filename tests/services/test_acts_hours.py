"""The offer to take an intake before the hour of the strongest craving: in a draft, and in a running plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from baclodesk.domain.courses import keeps_history
from baclodesk.domain.intake import Answer, Intake, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import IntakeTime
from baclodesk.services.acts_hours import draft_before_craving, felt_after
from baclodesk.services.texts import NBSP, Texts

from .record_examples import CALM, TODAY
from .visit_examples import ENGLISH, FRENCH, LIBRARY, offered, on_day


def craving_at(record: PatientRecord, hour: str) -> PatientRecord:
    answer = Answer(Status.YES, amount=Fraction(hour))
    return replace(record, intake=Intake({"craving_hour": answer}))


def draft(hour: str) -> PatientRecord:
    plan = LIBRARY.build_scheme("consensus", start=TODAY)
    return craving_at(replace(PatientRecord(CALM), plan=plan), hour)


def test_an_intake_is_felt_two_to_four_hours_later_as_the_leaflet_says() -> None:
    assert felt_after() == (2, 4)


def test_in_a_running_plan_it_begins_tomorrow_and_keeps_every_tablet() -> None:
    record = craving_at(on_day(33), "18.5")
    offer = offered(record)["before_craving"]
    before = record.plan_in_force
    assert offer.plan is not None
    assert before is not None
    assert keeps_history(before, offer.plan, 33)
    assert [item.at for item in offer.plan.times_at(6)] == ["08:00", "13:00", "18:00", None]
    assert [item.at for item in offer.plan.times_at(7)] == ["08:00", "13:00", "16:30", None]
    assert sum(stage.days or 0 for stage in offer.plan.stages) == before.closed_days
    assert offer.plan.top_mg == before.top_mg
    assert offer.label == "16:30 instead of 6 pm"
    assert offer.source == "clinic page, about 2014"


@pytest.mark.parametrize(("craving", "timely"), [(None, False), (3, False), (4, True), (5, True)])
def test_it_comes_to_the_front_while_the_craving_is_strong(craving: int | None, timely: bool) -> None:
    assert offered(craving_at(on_day(33), "18.5"), craving=craving)["before_craving"].timely is timely


def test_without_an_hour_or_where_an_intake_lies_before_it_the_reason_is_told() -> None:
    offer = offered(on_day(33))["before_craving"]
    assert (offer.plan, offer.timely) == (None, False)
    assert "is not noted" in offer.reason
    covered = offered(craving_at(on_day(33), "16"), texts=FRENCH)["before_craving"]
    assert covered.plan is None
    assert f"16{NBSP}h, l’heure" in covered.reason


def test_after_the_last_day_nothing_is_moved() -> None:
    plan = LIBRARY.build_scheme("consensus", start=TODAY)
    closed = replace(plan, stages=(*plan.stages[:1], replace(plan.stages[1], days=5)))
    assert offered(craving_at(on_day(10, closed), "18.5"))["before_craving"].plan is None


def test_a_draft_is_offered_it_from_day_1_in_the_patients_own_words() -> None:
    record = draft("18.5")
    offer = draft_before_craving(record, ENGLISH)
    assert offer is not None
    assert offer.plan is not None
    assert [item.at for item in offer.plan.times] == ["08:00", "13:00", "16:30", None]
    assert offer.plan.times[2].name == Texts(CALM.language)("acts.clock.part", hour=16, minute="30")
    assert "felt 2 to 4 hours later" in offer.sentence
    assert draft_before_craving(replace(record, plan=offer.plan), ENGLISH) is None, "taken once it is not offered again"


def test_a_draft_is_offered_nothing_where_there_is_nothing_to_offer() -> None:
    assert draft_before_craving(PatientRecord(CALM), ENGLISH) is None
    assert draft_before_craving(craving_at(PatientRecord(CALM), "18"), ENGLISH) is None
    assert draft_before_craving(draft("16"), ENGLISH) is None
    issued = craving_at(on_day(33), "18.5")
    assert draft_before_craving(replace(issued, plan=issued.plan_in_force), ENGLISH) is None, "a visit offers it"
    record = draft("18.5")
    assert record.plan is not None
    empty = replace(record.plan, stages=())
    assert draft_before_craving(replace(record, plan=empty), ENGLISH) is None
    names = tuple(IntakeTime(name) for name in "abcd")
    assert draft_before_craving(replace(record, plan=replace(record.plan, times=names)), ENGLISH) is None
