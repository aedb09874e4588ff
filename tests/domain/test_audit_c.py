"""Three questions, one sum, a threshold by sex."""

from __future__ import annotations

import pytest

from baclodesk.domain.audit_c import Scale, Score, score
from baclodesk.domain.intake import Answer, Intake, Status

SCALE = Scale({"often": {"never": 0, "daily": 4}, "much": {"little": 0, "lots": 4}}, {"f": 3, "m": 4})


def intake(often: str = "", much: str = "") -> Intake:
    made = Intake()
    for code, choice in (("often", often), ("much", much)):
        if choice:
            made = made.with_answer(code, Answer(Status.YES, choice=choice))
    return made


@pytest.mark.parametrize(
    ("often", "much", "points"), [("never", "little", 0), ("daily", "little", 4), ("daily", "lots", 8)]
)
def test_points_are_added(often: str, much: str, points: int) -> None:
    assert score(intake(often, much), "m", SCALE) == Score(points, 4)


@pytest.mark.parametrize(("often", "much"), [("", ""), ("daily", ""), ("daily", "some")])
def test_there_is_no_score_until_every_question_is_answered(often: str, much: str) -> None:
    assert score(intake(often, much), "f", SCALE) is None


def test_the_threshold_is_reached_from_its_own_number_on_and_needs_a_sex() -> None:
    assert [Score(points, 4).is_reached for points in (3, 4, 5)] == [False, True, True]
    found = score(intake("daily", "lots"), "", SCALE)
    assert found == Score(8, None)
    assert not found.is_reached
