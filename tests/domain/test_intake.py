"""Answers and their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Decision, DecisionMade, Intake, Medicine, RowsBefore, Status


def given(at: str, status: Status = Status.YES, **what: object) -> Answer:
    return Answer(status, given_at=at, **what)  # type: ignore[arg-type]


def test_a_new_intake_has_open_answers_only() -> None:
    intake = Intake()
    assert intake.answer("liver").is_open
    assert intake.amount("weight") is None
    assert Intake() == Intake()


@pytest.mark.parametrize(
    ("status", "counts"), [(Status.YES, True), (Status.UNKNOWN, True), (Status.NO, False), (Status.NOT_ASKED, False)]
)
def test_unknown_counts_as_yes_where_it_stops(status: Status, counts: bool) -> None:
    assert Answer(status).counts_as_yes is counts


def test_several_choices_are_read_apart() -> None:
    assert Answer(Status.YES, choice="alone night").choices == ("alone", "night")
    assert Answer().choices == ()


def test_only_an_answer_that_was_given_and_changed_moves_to_the_history() -> None:
    intake = Intake().with_answer("weight", given("2026-01-01", amount=Fraction(60)))
    same_moment = intake.with_answer("weight", given("2026-01-01", amount=Fraction(61)))
    assert same_moment.history == {}
    confirmed = intake.with_answer("weight", given("2026-02-01", amount=Fraction(60)))
    assert confirmed.history == {}
    changed = intake.with_answer("weight", given("2026-02-01", amount=Fraction(64)))
    again = changed.with_answer("weight", given("2026-03-01", amount=Fraction(65)))
    assert [answer.amount for answer in again.history["weight"]] == [60, 64]
    assert again.amount("weight") == 65
    opened = Intake().with_answer("liver", given("2026-01-01", Status.NOT_ASKED))
    assert opened.with_answer("liver", given("2026-01-02")).history == {}


def test_who_answered_and_when_does_not_make_an_answer_another_one() -> None:
    assert given("2026-01-01", by="Dr A") == given("2026-02-02", by="Dr B")


def test_no_answer_shows_what_it_holds_by_mistake() -> None:
    answer = Answer(Status.YES, choice="x1", amount=Fraction(7919), text="secret", note="secret", by="secret")
    assert "secret" not in repr(answer)
    assert "7919" not in repr(answer)


MAY, JUNE, JULY = date(2026, 5, 3), date(2026, 6, 3), date(2026, 7, 3)


def made(decision: Decision, reasons: str = "", by: str = "Dr A", on: date = MAY) -> DecisionMade:
    return DecisionMade(decision, reasons, by, on)


def changed(intake: Intake, decision: DecisionMade, by: str = "Dr A", on: date = MAY) -> Intake:
    return intake.with_decision(decision, by=by, on=on)


def test_only_a_decision_that_was_made_and_replaced_is_kept() -> None:
    waiting = changed(changed(Intake(), DecisionMade(reasons="s")), made(Decision.WAIT, "s"))
    for reasons in ("sleep", "sleep first"):
        waiting = changed(waiting, made(Decision.WAIT, reasons))
    assert waiting.earlier_decisions == ()
    assert changed(waiting, waiting.decision, "Dr B", JUNE) == waiting, "the same again"
    begun = changed(waiting, made(Decision.PRESCRIBE, on=JUNE), on=JUNE)
    assert begun.earlier_decisions == (made(Decision.WAIT, "sleep first"),)
    opened = changed(begun, DecisionMade(), on=JULY)
    assert opened.earlier_decisions == (made(Decision.WAIT, "sleep first"), made(Decision.PRESCRIBE, on=JUNE))


def test_other_reasons_on_another_day_are_signed_anew_and_leave_the_old_ones_once() -> None:
    waiting = changed(Intake(), made(Decision.WAIT, "sleep first"))
    typed = waiting
    for reasons in ("sleep firs", "", "a", "apnoea treated"):
        typed = changed(typed, replace(typed.decision, reasons=reasons), "Dr B", JUNE)
    assert typed.decision == made(Decision.WAIT, "apnoea treated", "Dr B", JUNE)
    assert typed.earlier_decisions == (waiting.decision,)
    begun = changed(typed, made(Decision.PRESCRIBE, "apnoea treated", "Dr B", JUNE), "Dr B", JUNE)
    assert begun.earlier_decisions == (waiting.decision,), "reasons typed for the new decision were none of the old"


def test_a_slip_is_no_earlier_decision() -> None:
    slip = changed(Intake(), made(Decision.DECLINE))
    assert changed(slip, made(Decision.WAIT)).earlier_decisions == ()
    assert changed(slip, made(Decision.WAIT, by="Dr B"), by="Dr B").earlier_decisions == (made(Decision.DECLINE),)
    reasoned = changed(Intake(), made(Decision.DECLINE, "pregnant"))
    assert changed(reasoned, DecisionMade(reasons="pregnant")).earlier_decisions == ()
    assert changed(reasoned, DecisionMade(), by="Dr B").earlier_decisions == (made(Decision.DECLINE, "pregnant"),)
    assert changed(reasoned, made(Decision.WAIT, "x")).earlier_decisions == (made(Decision.DECLINE, "pregnant"),)


def test_to_and_fro_keeps_each_decision_once() -> None:
    intake = Intake()
    for decision in (Decision.WAIT, Decision.PRESCRIBE, Decision.WAIT, Decision.PRESCRIBE, Decision.WAIT):
        intake = changed(intake, made(decision, "why"))
    assert intake.earlier_decisions == (made(Decision.WAIT, "why"), made(Decision.PRESCRIBE, "why"))


def with_names(intake: Intake, on: date, *names: str) -> Intake:
    return intake.followed_by(replace(intake, medicines=tuple(Medicine(name) for name in names)), on)


def test_a_list_keeps_one_earlier_state_per_day() -> None:
    intake = with_names(Intake(), MAY, "t")
    intake = with_names(intake, MAY, "tramadol")
    assert intake.earlier_rows == (RowsBefore("medicines", MAY),)
    intake = with_names(intake, JUNE, "tramado")
    intake = with_names(intake, JUNE)
    assert intake.rows_before("medicines")[1:] == (RowsBefore("medicines", JUNE, (("tramadol", "", "", ""),)),)
    assert intake.rows_before("support") == ()
    assert with_names(intake, JULY) == intake, "nothing changed"


def test_a_list_put_back_on_the_same_day_was_never_changed() -> None:
    before = with_names(Intake(), MAY, "tramadol")
    assert with_names(with_names(before, JUNE), JUNE, "tramadol") == before
    assert with_names(with_names(Intake(), MAY, "x"), MAY) == Intake()
    assert len(with_names(with_names(before, JUNE), JULY, "tramadol").earlier_rows) == 3


def test_an_earlier_row_has_the_columns_of_its_list() -> None:
    with pytest.raises(ValueError, match="another list"):
        RowsBefore("medicines", MAY, (("tramadol",),))
    assert RowsBefore("list of a later version", MAY, (("a",), ("b", "c"))).until == MAY


def test_no_earlier_row_shows_what_it_holds_by_mistake() -> None:
    assert "secret" not in repr(RowsBefore("support", MAY, (("secret", "", ""),)))
