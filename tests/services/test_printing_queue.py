"""What is due this week stands in the queue once, in the order of the visits, and is printed once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.services.ports import Listed
from baclodesk.services.printing import MOST_COPIES
from baclodesk.services.printing_queue import Due, Queue, Reason, Row, Step, due

TODAY = date(2026, 11, 22)


def listed(name: str = "Arnaud", **more: object) -> Listed:
    facts: dict[str, object] = {"phase": "rising", "start": TODAY, "stages": ((5, "10"),), **more}
    return Listed(name.lower(), name, **facts)  # type: ignore[arg-type]


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_plan_issued_and_not_printed_is_due_with_or_without_a_visit() -> None:
    (alone,) = due([listed(to_print=True)], TODAY)
    assert (alone.reason, alone.on, alone.time) == (Reason.ISSUED, None, "")
    (both,) = due([listed(to_print=True, next_visit=in_days(2), next_time="10:20")], TODAY)
    assert (both.reason, both.on, both.time) == (Reason.ISSUED, in_days(2), "10:20")


@pytest.mark.parametrize(("days", "is_due"), [(0, True), (6, True), (7, False), (40, False)])
def test_a_visit_within_seven_days_makes_a_running_plan_due(days: int, is_due: bool) -> None:
    found = due([listed(next_visit=in_days(days))], TODAY)
    assert bool(found) is is_due
    assert all(item.reason is Reason.VISIT for item in found)


@pytest.mark.parametrize(("ago", "is_due"), [(0, False), (6, False), (7, True), (90, True)])
def test_a_sheet_printed_this_week_is_not_printed_again_for_the_visit(ago: int, is_due: bool) -> None:
    assert bool(due([listed(next_visit=TODAY, printed_on=in_days(-ago))], TODAY)) is is_due


@pytest.mark.parametrize("phase", ["stopped", "run_out", "new", "waiting"])
def test_a_plan_that_does_not_run_is_not_due_for_a_visit(phase: str) -> None:
    assert due([listed(next_visit=TODAY, phase=phase)], TODAY) == ()


def test_what_cannot_be_read_or_has_no_plan_is_left_out() -> None:
    assert due([listed(damaged=True, to_print=True), listed("Caron", start=None, next_visit=TODAY)], TODAY) == ()


def test_the_next_visit_comes_first_and_plans_without_one_last() -> None:
    found = due(
        [
            listed("Zoe", to_print=True),
            listed("Bea", to_print=True),
            listed("Late", next_visit=TODAY, next_time="15:00"),
            listed("Open", next_visit=TODAY),
            listed("Early", next_visit=TODAY, next_time="08:00"),
            listed("Soon", next_visit=in_days(1), next_time="07:00"),
        ],
        TODAY,
    )
    assert [item.name for item in found] == ["Early", "Late", "Open", "Soon", "Bea", "Zoe"]


def kinds(*patients: Listed, handouts: tuple[str, ...] = ("leaflet", "calendar")) -> list[tuple[str, str]]:
    return [(item.kind, item.reason.value) for item in due(patients, TODAY, handouts)]


def test_what_the_practice_hands_out_comes_with_a_new_plan_in_the_order_of_printing() -> None:
    assert kinds(listed(to_print=True)) == [("schedule", "issued"), ("calendar", "issued"), ("leaflet", "issued")]
    assert kinds(listed(to_print=True, papers=("leaflet",))) == [("schedule", "issued"), ("calendar", "issued")]
    assert kinds(listed(to_print=True), handouts=()) == [("schedule", "issued")]


@pytest.mark.parametrize(("ago", "is_due"), [(0, True), (6, True), (7, False)])
def test_what_is_handed_out_waits_a_week_after_the_issue_even_when_the_schedule_is_printed(
    ago: int, is_due: bool
) -> None:
    printed = listed(printed_on=in_days(-ago), issued_on=in_days(-ago), papers=("schedule", "leaflet"))
    assert kinds(printed) == ([("calendar", "issued")] if is_due else [])


def test_a_plan_that_runs_for_long_gets_what_it_lacks_before_its_next_visit() -> None:
    long = listed(printed_on=in_days(-60), issued_on=in_days(-60), next_visit=in_days(3))
    assert kinds(long) == [("schedule", "visit"), ("calendar", "issued"), ("leaflet", "issued")]
    assert kinds(listed(phase="stopped", issued_on=TODAY, next_visit=TODAY)) == []


def test_a_consent_that_waits_to_be_signed_is_due_with_or_without_a_plan() -> None:
    assert kinds(listed(start=None, phase="intake", consent_waits=True)) == [("consent", "sign")]
    found = due([listed(to_print=True, consent_waits=True, next_visit=TODAY, next_time="09:00")], TODAY)
    assert [(item.kind, item.on, item.time) for item in found] == [
        ("schedule", TODAY, "09:00"),
        ("consent", TODAY, "09:00"),
    ]


A, B, C = (Due(name, name, Reason.ISSUED) for name in "abc")


def queue(**steps: Step) -> Queue:
    return Queue(tuple(Row(Due(name, name, Reason.ISSUED), step=step) for name, step in steps.items()))


def test_rows_that_wait_come_and_go_with_the_list_and_keep_their_copies() -> None:
    made = Queue().merged([A, B]).with_copies(A.key, 3).merged([A, C])
    assert [(row.key, row.copies, row.step) for row in made.rows] == [
        ("a/schedule", 3, Step.WAITING),
        ("c/schedule", 1, Step.WAITING),
    ]


@pytest.mark.parametrize("step", [Step.QUEUED, Step.PRINTING, Step.FAILED, Step.UNNOTED, Step.CANCELLED])
def test_rows_at_work_or_in_trouble_stay_in_sight(step: Step) -> None:
    assert queue(a=step).merged([]).rows == queue(a=step).rows
    assert queue(a=step).merged([A]).rows == queue(a=step).rows


def test_a_printed_row_waits_again_only_when_its_plan_is_issued_anew() -> None:
    done = queue(a=Step.DONE)
    assert done.merged([]).rows[0].step is Step.DONE
    assert done.merged([Due("a", "a", Reason.VISIT, TODAY)]).rows[0].step is Step.DONE
    assert done.merged([A]).rows[0].step is Step.WAITING


def test_two_papers_of_a_patient_are_two_rows_and_a_consent_prepared_anew_waits_again() -> None:
    sign = Due("a", "a", Reason.SIGN, kind="consent")
    made = Queue().merged([A, sign])
    assert [row.kind for row in made.rows] == ["schedule", "consent"]
    done = made.stepped(sign.key, Step.DONE)
    assert [row.step for row in done.merged([]).rows] == [Step.DONE]
    assert [row.step for row in done.merged([A]).rows] == [Step.WAITING, Step.DONE]
    assert [row.step for row in done.merged([A, sign]).rows] == [Step.WAITING, Step.WAITING]


def test_all_asks_for_what_waits_and_for_failures_of_the_printer_alone() -> None:
    made = queue(a=Step.WAITING, b=Step.FAILED, c=Step.CANCELLED).stepped(B.key, Step.FAILED, "refused")
    assert [row.step for row in made.all_queued().rows] == [Step.QUEUED, Step.FAILED, Step.CANCELLED]
    again = made.all_queued({"refused"})
    assert [row.step for row in again.rows] == [Step.QUEUED, Step.QUEUED, Step.CANCELLED]
    assert again.rows[1].trouble == ""
    assert again.next is not None
    assert again.next.key == A.key
    assert [row.step for row in again.none_queued().rows] == [Step.WAITING, Step.WAITING, Step.CANCELLED]
    assert made.none_queued().next is None


def test_copies_stay_within_reason_and_never_change_under_a_running_print() -> None:
    assert queue(a=Step.WAITING).with_copies(A.key, 99).rows[0].copies == MOST_COPIES
    assert queue(a=Step.WAITING).with_copies(A.key, 0).rows[0].copies == 1
    assert queue(a=Step.PRINTING).with_copies(A.key, 4).rows[0].copies == 1


def test_pages_are_counted_and_counted_anew_with_each_step() -> None:
    made = queue(a=Step.PRINTING).paged(A.key, 2, 5)
    assert (made.rows[0].page, made.rows[0].pages) == (2, 5)
    again = made.stepped(A.key, Step.FAILED, "refused").rows[0]
    assert (again.page, again.pages, again.trouble) == (0, 0, "refused")
    assert made.count(Step.PRINTING, Step.DONE) == 1
    assert made.row(A.key) is made.rows[0]
    assert made.row("nobody") is None
    assert made.paged("nobody", 1, 1) == made


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(Step))), st.sets(st.sampled_from("abcde")))
def test_no_paper_stands_in_the_queue_twice_and_nobody_due_is_missing(
    steps: list[tuple[str, Step]], names: set[str]
) -> None:
    made = queue(**dict(steps)).merged([Due(name, name, Reason.ISSUED) for name in names])
    keys = [row.key for row in made.rows]
    assert len(keys) == len(set(keys))
    assert {f"{name}/schedule" for name in names} <= set(keys)
    assert "Arnaud" not in repr(Due("1", "Arnaud", Reason.VISIT))
