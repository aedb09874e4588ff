"""Answers and their history."""

from __future__ import annotations

from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Intake, Status


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
