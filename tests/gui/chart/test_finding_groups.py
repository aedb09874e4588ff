"""What is said of many stages is one line, and a click on it selects them all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baclodesk.domain.findings import Severity
from baclodesk.gui.chart.finding_groups import grouped
from baclodesk.gui.chart.host import FindingLine
from baclodesk.services.texts import NBSP, Texts
from tests.gui.chart.conftest import Make
from tests.gui.chart.stand_in import StandIn, consensus

EN = Texts("en")


def line(stage: int | None, text: str, code: str = "rise") -> FindingLine:
    return FindingLine(text.replace("_", NBSP), Severity.STOP, code, f"{code}/{stage}", stage)


def words(*lines: FindingLine) -> list[str]:
    return [found.text.replace(NBSP, "_") for found in grouped(lines, EN)]


def test_the_same_sentence_of_many_stages_is_one_line_at_the_first_ones_place() -> None:
    assert words(
        line(4, "Stage 4 lasts 2 days."),
        line(None, "The whole plan."),
        line(5, "Stage 5 lasts 2 days."),
        line(6, "Stage 6 lasts 2 days."),
        line(9, "Stage 9 lasts 2 days."),
        line(10, "Stage 10 lasts 3 days."),
    ) == ["Stages 4–6, 9: lasts 2 days.", "The whole plan.", "Stage 10 lasts 3 days."]


def test_one_dose_that_differs_is_told_as_a_range() -> None:
    assert words(
        line(9, "Stage 9, 8 am: 1,000_mg, more than 80_mg."),
        line(10, "Stage 10, 8 am: 997.5_mg, more than 80_mg."),
        line(11, "Stage 11, 1 pm: 997.5_mg, more than 80_mg."),
    ) == ["Stages 9–10: 8 am: 997.5–1,000_mg, more than 80_mg.", "Stage 11, 1 pm: 997.5_mg, more than 80_mg."]


def test_sentences_in_which_two_doses_differ_stay_apart_and_those_alike_among_them_are_joined() -> None:
    rises = [
        line(9, "Stage 9 rises by 30_mg (80_mg to 110_mg a day); 20_mg in one step."),
        line(10, "Stage 10 rises by 25_mg (110_mg to 135_mg a day); 20_mg in one step."),
    ]
    assert words(*rises) == [rise.text.replace(NBSP, "_") for rise in rises]
    assert words(rises[0], rises[1], replace(rises[0], text=rises[0].text.replace("9", "12"), stage=12)) == [
        "Stages 9, 12: rises by 30_mg (80_mg to 110_mg a day); 20_mg in one step.",
        "Stage 10 rises by 25_mg (110_mg to 135_mg a day); 20_mg in one step.",
    ]


def test_what_does_not_begin_with_its_stage_or_asks_for_something_else_stays_alone() -> None:
    one = line(1, "Stage 1 lasts 2 days.")
    lines = (
        one,
        line(12, "Stage 123 lasts 2 days."),
        line(3, "From stage 3 the dose is above 75_mg.", "cohort"),
        line(4, "From stage 4 the dose is above 75_mg.", "cohort"),
        replace(line(5, "Stage 5 lasts 2 days."), answered=True),
        line(6, "Stage 6 lasts 2 days.", "other"),
    )
    assert grouped(lines, EN) == lines


@pytest.mark.parametrize(("language", "begins"), [("en", "Stages "), ("fr", "Paliers ")])
def test_a_click_on_the_line_selects_all_of_its_stages(made: Make, language: str, begins: str) -> None:
    plan = consensus(language)
    short = plan.with_stages([replace(s, days=2 if s.days else None) for s in plan.stages])
    hand = made(StandIn(short, language=language))
    row = next(r for r in hand.tab.findings.rows if r.line is not None and r.line.text.startswith(begins))
    assert row.line is not None
    assert len(row.line.stages) > 2
    row.text.click()
    board = hand.tab.board
    assert board.plan is not None
    assert board.selected == tuple(board.plan.stages[number - 1].uid for number in row.line.stages)
    assert board.current == board.selected[0]
    row.link.click()
    assert hand.window.followed[0].key == row.line.key


def test_a_line_about_a_stage_that_is_gone_selects_nothing(made: Make) -> None:
    hand = made()
    hand.tab.findings.go(FindingLine("Stages 14–16: x", Severity.STOP, stage=14, stages=(14, 15, 16)))
    assert hand.tab.board.selected == ()
