"""The fictional practice: the same on the same day, in every phase, made with the use cases of a real one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.phase import PhaseKind, phase_of
from baclodesk.services import catalogue, demo, practice
from baclodesk.services.texts import LANGUAGES

from .record_examples import TODAY

RECORDS = demo.records(TODAY)
BY_NAME = {record.identity.family_name: record for record in RECORDS}


def test_the_same_day_gives_the_same_practice_and_another_day_the_same_patients() -> None:
    assert demo.records(TODAY) == RECORDS
    later = demo.records(TODAY + timedelta(100))
    assert [record.identity.id for record in later] == [record.identity.id for record in RECORDS]
    assert len({record.identity.id for record in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 4), date(2027, 5, 16), date(2028, 2, 29)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_made_on_any_day_in_both_languages_with_the_same_phases(day: date, language: str) -> None:
    made = demo.records(day, language)
    assert [phase_of(record, day) for record in made] == [phase_of(record, TODAY) for record in RECORDS]
    assert {record.identity.language for record in made} == {language}


def test_every_phase_of_a_treatment_is_there() -> None:
    phases = {phase_of(record, TODAY).kind for record in RECORDS}
    assert set(PhaseKind) - phases == {PhaseKind.DECLINED, PhaseKind.PAUSED, PhaseKind.RUN_OUT}


@pytest.mark.parametrize(
    ("name", "day", "mg"), [("Arnaud", 34, 70), ("Bekri", 12, 30), ("Etxeberria", 51, 120), ("Faure", 9, 85)]
)
def test_the_patients_of_the_list_are_on_their_day_and_dose(name: str, day: int, mg: int) -> None:
    phase = phase_of(BY_NAME[name], TODAY)
    assert (phase.day, phase.mg) == (day, mg)


def test_the_first_patient_has_a_third_revision_in_hand_with_a_longer_stage() -> None:
    arnaud = BY_NAME["Arnaud"]
    assert (arnaud.next_revision, arnaud.draft_differs) == (3, True)
    assert arnaud.plan is not None
    assert arnaud.plan.stages[6].days == 9
    assert [visit.drinks for visit in arnaud.visits] == [9, 8, 7, 5, 4]


def test_every_issued_plan_is_whole_and_answered() -> None:
    for record in RECORDS:
        for issue in record.issued:
            assert practice.is_whole(issue)
            assert {answer.key for answer in issue.answers} <= set(issue.finding_keys)
    assert any(answer.reason for answer in BY_NAME["Etxeberria"].issued[0].answers)
    assert BY_NAME["Olivier"].issued[0].answers == ()  # nothing of the label's own scheme asks for a reason


def every_answer(record: PatientRecord) -> int:
    known = catalogue.intake()
    return known.progress(record.intake, record.identity.sex).done


def test_intakes_are_whole_half_done_or_not_begun() -> None:
    known = catalogue.intake()
    assert every_answer(BY_NAME["Caron"]) == 0
    assert 0 < every_answer(BY_NAME["Huet"]) < len(known.asked("m"))
    for name in ("Arnaud", "Nadal", "Morel"):
        record = BY_NAME[name]
        assert every_answer(record) == len(known.asked(record.identity.sex))


def test_every_amount_typed_lies_within_its_bounds() -> None:
    for record in RECORDS:
        for code, answer in record.intake.answers.items():
            if answer.amount is not None:
                assert catalogue.intake().item(code).accepts(answer.amount), code


def test_the_letterhead_says_that_it_is_fictional() -> None:
    assert "fictif" in demo.practice("fr").name
    assert "fictional" in demo.practice("en").name
