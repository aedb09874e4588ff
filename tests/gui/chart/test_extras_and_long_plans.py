"""As-needed doses over the step, the search for the threshold, plans too long to be seen whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baclodesk.domain.chart_list import Label, Path, label_area
from baclodesk.gui.chart.extras import extra_rooms
from tests.gui.chart.conftest import CTRL, LEFT, NONE, Hand, Make
from tests.gui.chart.stand_in import START, StandIn, consensus, running


def _with_extras(language: str = "en") -> StandIn:
    window = running(language)
    counts = (0, 2, 1, None, 12, 3)
    window.visits = tuple(replace(v, as_needed_taken=n) for v, n in zip(window.visits, counts, strict=True))
    return window


def _marks(hand: Hand) -> tuple[list[Path], list[Label]]:
    assert hand.chart.steps is not None
    items = hand.chart.steps.items
    diamonds = [item for item in items if isinstance(item, Path) and item.style == "extra"]
    return diamonds, [item for item in items if isinstance(item, Label) and item.style == "extra.name"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_as_needed_doses_are_diamonds_above_the_step_with_their_count_and_one_word(made: Make, language: str) -> None:
    hand = made(_with_extras(language))
    diamonds, words = _marks(hand)
    texts = hand.tab.board.texts
    assert [label.text for label in words] == ["2", "1", "12", "3", texts("chart.lane.extra")]
    assert len(diamonds) == 5
    assert hand.chart.frame is not None
    assert hand.chart.steps is not None
    scale, plan = hand.chart.frame.scale, hand.window.plan
    assert plan is not None
    for diamond, day in zip(diamonds, (7, 13, 27, 34), strict=False):
        index = plan.stage_index_on(day)
        assert index is not None
        x = sum(point[0] for point in diamond.points) / 4
        assert abs(x - scale.x(day - 0.5)) < 1
        assert max(y for _, y in diamond.points) < scale.y(float(plan.stages[index].daily_mg))


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_no_dose_is_written_over_an_as_needed_mark(made: Make, width: int) -> None:
    hand = made(_with_extras(), width=width)
    assert hand.chart.steps is not None
    rooms = extra_rooms(hand.chart.steps.layers["marks"], hand.chart.inks)
    assert rooms
    others = [area for area in hand.chart.steps.labels if area is not None]
    others += [label_area(label, hand.chart.inks) for label in hand.chart.steps.captions]
    assert not [1 for room in rooms for other in others if room.meets(other)]


def test_as_needed_doses_are_not_added_to_the_step(made: Make) -> None:
    plain, hand = made(running()), made(_with_extras())
    assert plain.chart.steps is not None
    assert hand.chart.steps is not None
    assert plain.chart.steps.bars == hand.chart.steps.bars


def _press(hand: Hand, name: str) -> None:
    QTest.mouseClick(hand.tab.form.buttons[name], LEFT)
    QApplication.processEvents()


def test_the_threshold_is_looked_for_by_the_schemes_fall_a_week_as_one_step(made: Make) -> None:
    hand = made()
    hand.select(5)
    hand.tab.commands.run("reduce")
    before = hand.doses[:5]
    _press(hand, "threshold")
    here = before[-1]
    assert hand.doses == [*before, *range(here - 10, 9, -10)]
    assert hand.days[5:] == [7] * (len(hand.days) - 6) + [None]
    assert hand.window.stack.count() == 1
    assert hand.window.commits == ["Find the threshold: 10\u00a0mg less every 7 days"]


def test_when_the_urge_is_back_the_dose_goes_one_level_up_and_stays(made: Make) -> None:
    hand = made()
    hand.select(5)
    hand.tab.commands.run("reduce")
    _press(hand, "threshold")
    falling = hand.doses[5:]
    hand.select(7)
    hand.tab.commands.run("reduce")
    _press(hand, "urge")
    assert hand.doses[5:] == [falling[0], falling[0]]
    assert hand.days[-1] is None
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.doses[5:] == falling


def _long(stages: int = 64, days: int = 5) -> StandIn:
    plan = consensus()
    base = plan.stages[-1]
    many = [replace(plan.stages[n % 14], uid=n + 1, days=days) for n in range(stages - 1)]
    plan = plan.with_stages([*many, replace(base, uid=stages, days=None)])
    return StandIn(plan, today=START + timedelta(days=149))


@pytest.mark.parametrize(("stages", "days"), [(64, 5), (12, 45)])
def test_a_long_plan_opens_eight_weeks_around_today_with_the_overview(made: Make, stages: int, days: int) -> None:
    hand = made(_long(stages, days))
    frame = hand.chart.frame
    assert frame is not None
    assert (frame.scale.first, frame.scale.days) == (150 - 1 - 56, 112)
    assert frame.overview is not None
    hand.key(Qt.Key.Key_0, CTRL)
    assert hand.chart.frame is not None
    assert hand.chart.frame.scale.last >= (stages - 1) * days
    assert hand.chart.frame.overview is None


def test_a_long_plan_without_a_first_day_opens_at_its_beginning(made: Make) -> None:
    window = _long()
    assert window.plan is not None
    window.plan = replace(window.plan, start=None)
    hand = made(window)
    assert hand.chart.frame is not None
    assert (hand.chart.frame.scale.first, hand.chart.frame.scale.days) == (0, 112)


def test_a_plan_that_grows_long_under_the_hand_stays_in_view_as_it_is(made: Make) -> None:
    hand = made(_long(60))
    assert hand.chart.view.fitted
    hand.select(3)
    hand.key(Qt.Key.Key_D, CTRL)
    hand.key(Qt.Key.Key_D, CTRL)
    assert len(hand.days) == 62
    assert hand.chart.view.fitted


def test_the_dose_of_a_day_with_extras_reads_without_them(made: Make) -> None:
    hand = made(_with_extras())
    said: list[str] = []
    hand.chart.hovered_day.connect(lambda day: said.append(str(day)))
    assert hand.chart.frame is not None
    assert hand.window.plan is not None
    index = hand.window.plan.stage_index_on(27)
    assert index is not None
    mg = hand.window.plan.stages[index].daily_mg
    spot = hand.body(index + 1)
    spot.setX(round(hand.chart.frame.scale.x(26.5)))
    hand.move(spot)
    assert said[-1] == "27"
    assert f"{mg}\u00a0mg" in hand.said
    assert Fraction(mg).denominator == 1
    QTest.mouseRelease(hand.chart, LEFT, NONE, spot)
