"""The phase of a treatment on a day, read from doses alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.intake import Answer, Decision, DecisionMade, Intake, Status
from baclodesk.domain.patient import Identity, IssuedPlan, PatientRecord
from baclodesk.domain.phase import Phase, PhaseKind, in_treatment, phase_of

from .edit_plans import ladder

START = date(2026, 11, 1)
COURSE = [(5, 10), (5, 20), (7, 10), (5, 20), (60, 30), (7, 25), (7, 25), (7, 20), (14, 0), (30, 20), (None, 0)]
"""Up, back and up again, a top, down to nothing with a pause on the way."""


def doses(course: list[tuple[int | None, int]]) -> list[tuple[int | None, Fraction]]:
    return [(days, Fraction(mg)) for days, mg in course]


def on(day: int, course: list[tuple[int | None, int]], before: int = 0) -> Phase:
    return in_treatment(doses(course), START, START + timedelta(day - 1), Fraction(before))


@pytest.mark.parametrize(
    ("day", "kind", "mg"),
    [
        (0, PhaseKind.PLANNED, 10),
        (1, PhaseKind.RISING, 10),
        (6, PhaseKind.RISING, 20),
        (11, PhaseKind.STEPPED_BACK, 10),
        (18, PhaseKind.RISING, 20),
        (23, PhaseKind.HOLDING, 30),
        (83, PhaseKind.STOPPING, 25),
        (97, PhaseKind.STOPPING, 20),
        (104, PhaseKind.PAUSED, 0),
        (118, PhaseKind.MAINTENANCE, 20),
        (148, PhaseKind.STOPPED, 0),
        (900, PhaseKind.STOPPED, 0),
    ],
)
def test_each_part_of_a_course_has_its_phase(day: int, kind: PhaseKind, mg: int) -> None:
    phase = on(day, COURSE)
    assert (phase.kind, phase.day, phase.mg) == (kind, day, mg)


def test_a_stop_counts_its_days_from_the_first_lower_dose() -> None:
    course: list[tuple[int | None, int]] = [(60, 200), (2, 180), (2, 160), (2, 160), (2, 20), (None, 0)]
    assert [on(day, course).stop_day for day in (61, 62, 63, 65, 68)] == [1, 2, 3, 5, 8]
    assert {on(day, course).stop_days for day in range(61, 69)} == {8}
    assert on(60, course).kind is PhaseKind.HOLDING


def test_a_plan_that_begins_with_a_fall_is_a_stop_from_its_first_day() -> None:
    phase = on(9, [(2, 150 - 10 * n) for n in range(15)] + [(None, 0)], before=160)
    assert (phase.kind, phase.stop_day, phase.stop_days) == (PhaseKind.STOPPING, 9, 30)
    assert on(1, [(None, 60)], before=180).kind is PhaseKind.MAINTENANCE
    assert on(1, [(7, 170), (None, 160)], before=180).kind is PhaseKind.REDUCING


def test_a_plan_whose_last_day_is_over_without_a_stop_has_run_out() -> None:
    assert on(6, [(5, 30)]) == Phase(PhaseKind.RUN_OUT, 6, Fraction(30))
    assert on(6, [(4, 30), (1, 0)]).kind is PhaseKind.STOPPED


@given(
    st.lists(st.tuples(st.integers(1, 20), st.sampled_from([0, 10, 20, 30])), min_size=1, max_size=8),
    st.integers(-3, 170),
    st.sampled_from([0, 30]),
)
def test_every_day_of_every_course_has_a_phase_that_fits_its_dose(
    course: list[tuple[int, int]], day: int, before: int
) -> None:
    phase = on(day, [*course], before)
    nothing = phase.kind in (PhaseKind.PAUSED, PhaseKind.STOPPED)
    assert phase.mg is not None
    if phase.kind is not PhaseKind.PLANNED:
        assert nothing == (phase.mg == 0)
    if phase.kind is PhaseKind.STOPPING:
        assert phase.stop_day is not None
        assert phase.stop_days is not None
        assert 1 <= phase.stop_day <= day
    else:
        assert phase.stop_day is phase.stop_days is None


def decided(decision: Decision, intake: Intake | None = None) -> PatientRecord:
    return PatientRecord(Identity("0" * 32), replace(intake or Intake(), decision=DecisionMade(decision)))


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        (Decision.OPEN, PhaseKind.NEW),
        (Decision.PRESCRIBE, PhaseKind.READY),
        (Decision.WAIT, PhaseKind.WAITING),
        (Decision.DECLINE, PhaseKind.DECLINED),
    ],
)
def test_before_a_plan_the_intake_decides(decision: Decision, kind: PhaseKind) -> None:
    assert phase_of(decided(decision), START) == Phase(kind)


def test_an_intake_is_half_done_once_something_was_answered() -> None:
    taken_back = Intake().with_answer("liver", Answer())
    assert phase_of(decided(Decision.OPEN, taken_back), START).kind is PhaseKind.NEW
    begun = Intake().with_answer("liver", Answer(Status.NO))
    assert phase_of(decided(Decision.OPEN, begun), START).kind is PhaseKind.HALF_DONE


def test_the_plan_in_force_counts_and_a_draft_does_not() -> None:
    plan = replace(ladder(), start=START)
    record = replace(decided(Decision.PRESCRIBE), plan=plan)
    assert phase_of(record, START).kind is PhaseKind.READY
    issued = replace(record, issued=(IssuedPlan(1, plan, "guide", "", ""),))
    assert phase_of(issued, START + timedelta(33)) == Phase(PhaseKind.RISING, 34, Fraction(70))
    undated = replace(record, issued=(IssuedPlan(1, replace(plan, start=None), "guide", "", ""),))
    assert phase_of(undated, START).kind is PhaseKind.READY
    empty = replace(record, issued=(IssuedPlan(1, plan.with_stages(()), "guide", "", ""),))
    assert phase_of(empty, START).kind is PhaseKind.READY
