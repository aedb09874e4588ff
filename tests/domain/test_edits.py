from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.domain import edits
from baclodesk.domain.errors import EditError, NotMakeableError, PlanError
from baclodesk.domain.plan import Exemption, IntakeTime, Kind, Origin, Plan, Stage
from baclodesk.domain.product import is_makeable

from .edit_plans import FOUR, ladder, plans, shape


def test_a_longer_stage_shifts_all_later_ones_and_changes_none() -> None:
    before = ladder()
    after = edits.move_end(before, 7, 9)
    assert [s.days for s in after.stages if s.uid != 7] == [s.days for s in before.stages if s.uid != 7]
    assert after.stage(7).days == 9
    assert after.spans()[7].first_day == before.spans()[7].first_day + 4


def test_the_last_stage_can_be_closed_and_opened_again() -> None:
    closed = edits.close_end(ladder(), 30)
    assert closed.stages[-1].days == 30
    assert not closed.is_open
    assert edits.open_end(closed) == ladder()


def test_an_empty_plan_has_no_end_to_move() -> None:
    empty = ladder().with_stages(())
    with pytest.raises(EditError, match="empty_plan"):
        edits.open_end(empty)
    with pytest.raises(EditError, match="empty_plan"):
        edits.close_end(empty, 3)


def test_a_length_below_one_day_is_refused() -> None:
    with pytest.raises(EditError, match="at_least_one_day"):
        edits.move_end(ladder(), 1, 0)


def test_a_rolled_boundary_keeps_the_end_of_the_plan() -> None:
    before = ladder(is_open=False)
    after = edits.roll(before, 3, 7)
    assert (after.stage(3).days, after.stage(4).days) == (7, 3)
    assert after.closed_days == before.closed_days


def test_a_boundary_rolls_against_an_open_stage_without_closing_it() -> None:
    after = edits.roll(ladder((10, 20)), 1, 9)
    assert shape(after) == [(9, 10), (None, 20)]


@pytest.mark.parametrize(("uid", "days", "code"), [(15, 4, "no_next_stage"), (3, 10, "neighbour_used_up")])
def test_a_boundary_that_cannot_roll_says_why(uid: int, days: int, code: str) -> None:
    with pytest.raises(EditError, match=code):
        edits.roll(ladder(), uid, days)


def test_holding_adds_days_and_marks_the_stage() -> None:
    after = edits.hold(ladder(), 7, 4)
    assert after.stage(7).days == 9
    assert after.stage(7).kind is Kind.HOLD


def test_an_open_stage_is_already_held() -> None:
    with pytest.raises(EditError, match="already_open"):
        edits.hold(ladder(), 15, 4)


def test_a_plateau_has_the_days_asked_for() -> None:
    after = edits.plateau(ladder(), 10, 30)
    assert (after.stage(10).days, after.stage(10).kind) == (30, Kind.MAINTENANCE)


def test_the_start_moves_every_date() -> None:
    after = edits.set_start(ladder(), date(2027, 4, 1))
    assert after.date_of(6) == date(2027, 4, 6)


def test_a_new_day_dose_is_shared_by_the_rule_and_only_there() -> None:
    before = ladder()
    after = edits.set_daily_mg(before, 5, Fraction(45))
    assert after.stage(5).mg == (Fraction(10), Fraction(10), Fraction(10), Fraction(15))
    assert [s for s in after.stages if s.uid != 5] == [s for s in before.stages if s.uid != 5]


def test_the_same_day_dose_changes_nothing_at_all() -> None:
    plan = edits.set_intake(ladder(), 5, 0, Fraction(5))
    assert edits.set_daily_mg(plan, 5, plan.stage(5).daily_mg) is plan
    assert edits.set_intake(plan, 5, 0, Fraction(5)) is plan


def test_a_day_dose_that_the_tablets_cannot_make_is_refused_with_its_neighbours() -> None:
    with pytest.raises(NotMakeableError) as caught:
        edits.set_daily_mg(ladder(), 5, Fraction(47))
    assert (caught.value.lower, caught.value.upper) == (45, 50)


def test_no_dose_falls_below_zero() -> None:
    acts: tuple[Callable[[], Plan], ...] = (
        lambda: edits.set_daily_mg(ladder(), 1, Fraction(-5)),
        lambda: edits.shift_from(ladder(), 1, Fraction(-15)),
        lambda: edits.set_intake(ladder(), 1, 0, Fraction(-5)),
    )
    for refused in acts:
        with pytest.raises(EditError, match="below_zero"):
            refused()


def test_a_pause_stays_a_pause_when_later_doses_shift() -> None:
    plan = ladder((10, 0, 20), is_open=False)
    after = edits.shift_from(plan, 1, Fraction(10))
    assert [int(s.daily_mg) for s in after.stages] == [20, 0, 30]
    assert edits.shift_from(plan, 2, Fraction(10)).stages[1].daily_mg == 10


def test_a_shift_by_nothing_keeps_sharings_set_by_hand() -> None:
    plan = edits.set_intake(ladder(), 5, 0, Fraction(5))
    assert edits.shift_from(plan, 5, Fraction(0)) == plan


def test_a_dose_of_zero_makes_a_pause_and_a_dose_makes_a_rise_of_it_again() -> None:
    paused = edits.set_daily_mg(ladder(), 4, Fraction(0))
    assert paused.stage(4).kind is Kind.PAUSE
    assert edits.set_daily_mg(paused, 4, Fraction(40)).stage(4).kind is Kind.RISE


def test_one_intake_set_by_hand_leaves_the_others() -> None:
    after = edits.set_intake(ladder(), 5, 2, Fraction(20))
    assert after.stage(5).mg == (15, 10, 20, 15)
    assert after.stage(5).by_hand
    assert edits.propose_again(after, 5).stage(5).mg == (15, 15, 15, 15)


def test_an_intake_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EditError, match="no_such_time"):
        edits.set_intake(ladder(), 5, 4, Fraction(5))


def test_a_bedtime_dose_moves_to_another_time_from_a_stage_on() -> None:
    moved = (*FOUR[:2], IntakeTime("16:30", "16:30"), IntakeTime("22:00", "22:00"))
    after = edits.set_times_from(ladder(), 3, moved)
    assert after.times_at(1) == FOUR
    assert after.times_at(2) == after.times_at(14) == moved
    assert [s.mg for s in after.stages] == [s.mg for s in ladder().stages]
    assert sum(1 for s in after.stages if s.times is not None) == 1


def test_another_number_of_times_shares_every_later_dose_anew() -> None:
    after = edits.set_times_from(ladder(), 2, FOUR[:3])
    assert after.stages[0].mg == ladder().stages[0].mg
    assert all(len(s.mg) == 3 for s in after.stages[1:])
    assert [s.daily_mg for s in after.stages] == [s.daily_mg for s in ladder().stages]


def test_amounts_go_with_their_times_while_all_of_them_are_still_there() -> None:
    plan = edits.set_intake(ladder(), 5, 3, Fraction(40))
    moved = (FOUR[0], IntakeTime("nap", "12:00"), FOUR[2], IntakeTime("noon", "19:00"))
    after = edits.set_times_from(plan, 5, moved, (0, 3, 2, 1))
    assert plan.stage(5).mg == (15, 10, 10, 40)
    assert after.stage(5).mg == (15, 40, 10, 10)
    assert after.stage(5).by_hand
    assert after.stage(7).mg == (20, 20, 15, 15)


def test_where_a_time_came_or_went_every_dose_is_shared_anew() -> None:
    plan = edits.set_intake(ladder(), 5, 3, Fraction(40))
    other = (*FOUR[:3], IntakeTime("night", "23:00"))
    after = edits.set_times_from(plan, 5, other, (0, 1, 2, None))
    assert after.stage(5).mg == (20, 15, 20, 20)
    assert not after.stage(5).by_hand
    six = (IntakeTime("dawn", "05:00"), *FOUR[:3], IntakeTime("eve", "20:00"), FOUR[3])
    assert edits.set_times_from(plan, 5, six, (None, 0, 1, 2, None, 3)).stage(5).mg == (15, 10, 10, 10, 15, 15)
    assert edits.set_times_from(plan, 5, FOUR[:1], (0,)).stage(5).mg == (75,)


def test_later_stages_that_have_their_own_times_keep_them() -> None:
    plan = edits.set_times_from(ladder(), 8, FOUR[:3])
    after = edits.set_times_from(plan, 2, FOUR[:2])
    assert [len(stage.mg) for stage in after.stages] == [4] + [2] * 6 + [3] * 8
    assert [after.times_at(n) for n in (0, 1, 7)] == [FOUR, FOUR[:2], FOUR[:3]]


def test_times_that_no_plan_can_have_are_refused() -> None:
    for wrong in ((), (*FOUR, *(IntakeTime(f"t{n}") for n in range(3))), (FOUR[0], FOUR[0]), (FOUR[2], FOUR[0])):
        with pytest.raises(PlanError):
            edits.set_times_from(ladder(), 2, wrong)


def test_a_dose_that_cannot_be_shared_is_refused_with_the_nearest() -> None:
    odd = replace(ladder().stages[4], mg=(Fraction(7), Fraction(0), Fraction(0), Fraction(0)))
    plan = ladder().with_stages((*ladder().stages[:4], odd, *ladder().stages[5:]))
    with pytest.raises(NotMakeableError):
        edits.set_times_from(plan, 2, FOUR[:3])


def test_new_times_from_the_first_stage_become_the_plans() -> None:
    after = edits.set_times_from(ladder(), 1, FOUR[:3])
    assert after.times == FOUR[:3]
    assert all(s.times is None for s in after.stages)


def test_a_split_keeps_every_day_as_it_was() -> None:
    after = edits.split(ladder(), 4, 2)
    assert [s.days for s in after.stages][3:5] == [2, 3]
    assert after.stages[3].uid == 4
    assert after.stages[3].mg == after.stages[4].mg
    open_one = edits.split(ladder(), 15, 10)
    assert [s.days for s in open_one.stages][-2:] == [10, None]


def test_a_split_outside_the_stage_is_refused() -> None:
    with pytest.raises(EditError, match="split_outside"):
        edits.split(ladder(), 4, 5)


@pytest.mark.parametrize(("keep", "mg"), [(60, 60), (70, 70)])
def test_a_merge_adds_the_days_and_keeps_the_dose_named(keep: int, mg: int) -> None:
    after = edits.merge(ladder(), 6, Fraction(keep))
    assert (after.stage(6).days, int(after.stage(6).daily_mg)) == (10, mg)
    assert len(after.stages) == 14


def test_merging_with_an_open_stage_stays_open() -> None:
    assert edits.merge(ladder(), 14, Fraction(200)).stages[-1].days is None


def test_a_merge_needs_a_next_stage_and_one_of_both_doses() -> None:
    with pytest.raises(EditError, match="no_next_stage"):
        edits.merge(ladder(), 15, Fraction(200))
    with pytest.raises(EditError, match="not_one_of_both"):
        edits.merge(ladder(), 6, Fraction(65))


def test_an_inserted_stage_lies_half_way_on_the_grid() -> None:
    after = edits.insert_after(ladder(), 10, 4)
    assert shape(after)[9:12] == [(5, 100), (4, 110), (5, 120)]
    assert shape(edits.insert_after(ladder(), 1))[1] == (5, 15)
    assert shape(edits.insert_after(ladder(), 15))[-2:] == [(5, 200), (None, 200)]
    assert shape(edits.insert_after(ladder((50,)), 1)) == [(5, 50), (None, 50)]


def test_a_duplicate_follows_its_original() -> None:
    assert shape(edits.duplicate_after(ladder(), 3))[2:4] == [(5, 30), (5, 30)]
    assert shape(edits.duplicate_after(ladder(), 15))[-2:] == [(5, 200), (None, 200)]


def test_a_deleted_stage_closes_the_gap_or_gives_its_days_to_the_one_before() -> None:
    assert edits.delete(ladder(), 3, close_gap=True).closed_days == 65
    given = edits.delete(ladder(), 3, close_gap=False)
    assert given.closed_days == 70
    assert given.stage(2).days == 10
    assert edits.delete(ladder(), 15, close_gap=False).stages[-1].days is None
    assert edits.delete(ladder((10,)), 1, close_gap=True).stages == ()


def test_the_first_stage_has_none_before_it_to_give_its_days_to() -> None:
    with pytest.raises(EditError, match="no_stage_before"):
        edits.delete(ladder(), 1, close_gap=False)


def test_deleting_the_stage_where_times_change_keeps_the_times_of_the_later_ones() -> None:
    moved = (*FOUR[:2], IntakeTime("16:30", "16:30"), IntakeTime("22:00", "22:00"))
    plan = edits.set_times_from(ladder(), 3, moved)
    after = edits.delete(plan, 3, close_gap=True)
    assert after.times_at(1) == FOUR
    assert after.times_at(2) == moved


def test_pasted_stages_get_new_uids_and_only_the_last_may_be_open() -> None:
    copied = ladder((40, 50)).stages
    after = edits.paste_after(ladder(), 2, copied)
    assert shape(after)[2:4] == [(5, 40), (5, 50)]
    assert len({s.uid for s in after.stages}) == 17
    at_front = edits.paste_after(ladder((10,)), None, copied)
    assert shape(at_front) == [(5, 40), (5, 50), (None, 10)]
    assert shape(edits.paste_after(ladder((10,)), 1, copied)) == [(5, 10), (5, 40), (None, 50)]


def test_pasted_stages_must_have_as_many_times() -> None:
    with pytest.raises(EditError, match="paste_times"):
        edits.paste_after(ladder(), 2, [Stage(1, 5, (Fraction(10),))])


def test_an_amendment_makes_a_stage_begin_on_the_day() -> None:
    after = edits.amend_from(ladder(), 33)
    assert [span.first_day for span in after.spans()][6:8] == [31, 33]
    assert edits.amend_from(after, 33) is after
    with pytest.raises(EditError, match="day_outside"):
        edits.amend_from(ladder(is_open=False), 76)


def test_an_exemption_is_kept_on_its_stage_once_per_code() -> None:
    first = Exemption("stage_too_short", "well tolerated", "Dr A", date(2027, 3, 1))
    second = replace(first, reason="second thoughts")
    other = replace(first, code="other")
    plan = edits.exempt(edits.exempt(edits.exempt(ladder(), 2, first), 2, other), 2, second)
    assert plan.stage(2).exemptions == (other, second)
    assert edits.withdraw_exemptions(plan, 2) == ladder()


def test_an_edit_of_a_stage_that_is_gone_is_refused() -> None:
    with pytest.raises(EditError, match="stage_gone"):
        edits.move_end(ladder(), 99, 5)


ACTS = st.sampled_from(
    [
        "end",
        "roll",
        "dose",
        "shift",
        "intake",
        "split",
        "merge",
        "insert",
        "duplicate",
        "delete",
        "give",
        "hold",
        "times",
    ]
)


def act(plan: Plan, name: str, uid: int, number: int) -> Plan:
    mg = Fraction(5 * (number % 41))
    count = len(plan.times_at(plan.index_of(uid)))
    table = {
        "end": lambda: edits.move_end(plan, uid, number),
        "roll": lambda: edits.roll(plan, uid, number),
        "dose": lambda: edits.set_daily_mg(plan, uid, mg),
        "shift": lambda: edits.shift_from(plan, uid, mg - 100),
        "intake": lambda: edits.set_intake(plan, uid, number % count, mg),
        "split": lambda: edits.split(plan, uid, number),
        "merge": lambda: edits.merge(plan, uid, plan.stage(uid).daily_mg),
        "insert": lambda: edits.insert_after(plan, uid, number),
        "duplicate": lambda: edits.duplicate_after(plan, uid),
        "delete": lambda: edits.delete(plan, uid, close_gap=True),
        "give": lambda: edits.delete(plan, uid, close_gap=False),
        "hold": lambda: edits.hold(plan, uid, number),
        "times": lambda: edits.set_times_from(plan, uid, FOUR[: 1 + number % 4]),
    }
    return table[name]()


@given(plans(), st.lists(st.tuples(ACTS, st.integers(0, 400), st.integers(1, 60)), max_size=12))
@settings(max_examples=120, deadline=None)
def test_any_row_of_edits_leaves_a_whole_plan_and_its_input_untouched(
    plan: Plan, row: list[tuple[str, int, int]]
) -> None:
    for name, place, number in row:
        if not plan.stages:
            break
        uid = plan.stages[place % len(plan.stages)].uid
        copy = replace(plan)
        try:
            after = act(plan, name, uid, number)
        except (EditError, NotMakeableError):
            after = plan
        assert plan == copy
        assert len({s.uid for s in after.stages}) == len(after.stages)
        ends = [span.last_day for span in after.spans()]
        starts = [span.first_day for span in after.spans()]
        assert all(end is not None and end + 1 == start for end, start in zip(ends, starts[1:], strict=False))
        assert all(len(s.mg) == len(after.times_at(n)) for n, s in enumerate(after.stages))
        if name not in ("intake",):
            assert all(is_makeable(after.products, s.daily_mg) for s in after.stages if not s.by_hand)
        plan = after


def test_a_stage_changed_by_hand_says_so() -> None:
    plan = ladder().with_stages([replace(s, origin=Origin.SCHEME) for s in ladder().stages])
    assert edits.set_daily_mg(plan, 2, Fraction(25)).stage(2).origin is Origin.DOCTOR
    assert edits.move_end(plan, 2, 9).stage(3).origin is Origin.SCHEME
