"""The day that keys point at: where it begins, what it shows and says, what S, B and Escape make of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from baclodesk.domain.chart_list import Area, Label, Line, label_area
from baclodesk.services.texts import NBSP
from tests.gui.chart.conftest import CTRL, NONE, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

ALT = Qt.KeyboardModifier.AltModifier
LATER, EARLIER = Qt.Key.Key_Right, Qt.Key.Key_Left
FIVES = [5] * 14 + [None]


def at(hand: Hand) -> int | None:
    """The day that keys point at."""
    return hand.tab.day.day


def lines(hand: Hand) -> list[Line]:
    """The lines of the day pointed at, cut where a dose stands."""
    assert hand.chart.steps is not None
    return [item for item in hand.chart.steps.items if isinstance(item, Line) and item.style == "cursor.set"]


def long_stage(days: int = 12) -> StandIn:
    """The consensus with a fourth stage of ``days`` days: D16 to D27."""
    plan = consensus()
    return StandIn(plan.with_stages([replace(s, days=days) if at == 3 else s for at, s in enumerate(plan.stages)]))


def test_it_begins_at_today_and_goes_by_days_and_weeks(made: Make) -> None:
    hand = made(running())
    hand.key(LATER, ALT)
    assert at(hand) == 34
    hand.key(LATER, ALT)
    assert at(hand) == 35
    hand.key(LATER, ALT | SHIFT)
    assert at(hand) == 42
    hand.key(EARLIER, ALT | SHIFT)
    hand.key(EARLIER, ALT)
    assert at(hand) == 34
    for _ in range(6):
        hand.key(EARLIER, ALT | SHIFT)
    assert at(hand) == 1, "no day before the plan"
    assert hand.days == FIVES


def test_without_today_in_the_plan_it_begins_at_the_current_stage(made: Make) -> None:
    plan = replace(consensus(), start=None)
    hand = made(StandIn(plan))
    hand.key(LATER, ALT)
    assert at(hand) == 1
    hand.key(Qt.Key.Key_Escape)
    hand.select(5)
    hand.key(EARLIER, ALT)
    assert at(hand) == 21


def test_its_stage_becomes_the_current_one_and_its_values_are_said_like_on_hover(made: Make) -> None:
    hand = made(running())
    hand.key(LATER, ALT)
    assert hand.tab.board.index == 6
    said = hand.said.replace(NBSP, " ")
    assert said.startswith("D34, Fri 4 Dec 2026: 70 mg, planned · craving 4 · 2 drinks a day")
    for _ in range(2):
        hand.key(LATER, ALT)
    assert hand.tab.board.index == 7
    assert hand.said.replace(NBSP, " ") == "D36, Sun 6 Dec 2026: 80 mg, planned"
    hand.window.language = "fr"
    hand.tab.retranslate()
    assert hand.said.replace(NBSP, " ") == "J36, dim. 6 déc. 2026 : 80 mg, prévu"


def test_the_line_runs_through_plot_and_lanes_and_leaves_doses_readable(made: Make) -> None:
    hand = made(running())
    assert lines(hand) == []
    hand.key(LATER, ALT)
    frame = hand.chart.frame
    assert frame is not None
    assert len(frame.lanes) == 3
    x = round(frame.scale.x(33.5))
    assert {line.x1 for line in lines(hand)} == {x}
    assert min(line.y1 for line in lines(hand)) == frame.scale.top
    assert max(line.y2 for line in lines(hand)) == frame.lanes[-1][1].bottom
    pieces = set()
    for _ in range(40):
        hand.key(LATER, ALT)
        laid = hand.chart.steps
        assert laid is not None
        doses = [label_area(item, hand.chart.inks) for item in laid.layers["doses"] if isinstance(item, Label)]
        pieces.add(len(lines(hand)))
        for line in lines(hand):
            drawn = Area(line.x1, line.y1, 0.1, line.y2 - line.y1)
            assert not any(drawn.meets(dose) for dose in doses)
        assert not any(line.y1 < frame.lanes[0][1].y and line.y2 > frame.scale.base for line in lines(hand)), "dates"
    assert min(pieces) == 2, "through the plot, and through the lanes"
    assert max(pieces) > 2, "cut where a dose stands in its way"


def test_days_are_announced_at_most_twice_a_second_and_the_last_one_always(made: Make, qtbot: QtBot) -> None:
    hand = made(running())
    speech = hand.tab.speech
    speech._timer.stop()
    before = len(speech.spoken)
    for _ in range(5):
        hand.key(LATER, ALT)
    assert [sentence[:3] for sentence in speech.spoken[before:]] == ["D34"]
    qtbot.waitUntil(lambda: len(speech.spoken) == before + 2, timeout=2000)
    assert speech.spoken[-1].startswith("D38")


def test_s_lets_the_second_part_begin_on_the_day(made: Make) -> None:
    hand = made(long_stage())
    hand.select(4)
    hand.key(LATER, ALT)
    assert at(hand) == 16, "the stage's first day: today is day 1"
    hand.key(LATER, ALT | SHIFT)
    hand.key(EARLIER, ALT)
    assert at(hand) == 22
    hand.key(Qt.Key.Key_S)
    assert hand.days[3:5] == [6, 6]
    assert at(hand) is None, "the day lies in the new stage, the first part is the current one"
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(4)
    hand.key(Qt.Key.Key_S)
    assert hand.days[3:5] == [6, 6], "in the middle without a day"


def test_s_on_a_day_that_leaves_a_part_too_short_says_which_days_it_can_be(made: Make) -> None:
    hand = made(long_stage())
    for _ in range(4):
        hand.key(LATER, ALT | SHIFT)
    hand.key(LATER, ALT)
    hand.key(LATER, ALT)
    assert at(hand) == 24
    hand.key(Qt.Key.Key_S)
    assert hand.days[3] == 12
    assert hand.said == "Split: the second part can begin from D21 to D23; the day cursor is at D24."
    hand.key(EARLIER, ALT)
    hand.key(Qt.Key.Key_S)
    assert hand.days[3:5] == [7, 5]
    hand.key(Qt.Key.Key_End)
    for _ in range(13):
        hand.key(LATER, ALT | SHIFT)
    hand.key(EARLIER, ALT | SHIFT)
    while at(hand) != 79:
        hand.key(EARLIER if (at(hand) or 0) > 79 else LATER, ALT)
    hand.key(Qt.Key.Key_S)
    assert hand.said == "Split: the second part can begin from D83 on; the day cursor is at D79."


def test_b_goes_back_from_the_day_where_that_is_later_than_tomorrow(made: Make) -> None:
    hand = made(running())
    for _ in range(5):
        hand.key(LATER, ALT)
    assert at(hand) == 38
    hand.key(Qt.Key.Key_B)
    assert hand.doses[7:10] == [80, 70, 80]
    assert hand.days[7:9] == [2, 7]
    assert "D38" in hand.window.commits[-1]
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(7)
    hand.key(LATER, ALT)
    assert at(hand) == 34
    hand.key(Qt.Key.Key_B)
    assert "D35" in hand.window.commits[-1], "today is history: tomorrow's rule holds"


def test_escape_leaves_the_editor_then_the_day_then_the_selection(made: Make) -> None:
    hand = made(running())
    hand.key(LATER, ALT)
    hand.key(Qt.Key.Key_Return)
    assert hand.tab.editor.isVisible()
    QTest.keyClick(hand.tab.editor.days, Qt.Key.Key_Escape)
    assert not hand.tab.editor.isVisible()
    assert at(hand) == 34
    hand.press(hand.edge(7))
    hand.by_days(2)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.days == FIVES
    assert at(hand) == 34
    hand.key(Qt.Key.Key_Escape)
    assert at(hand) is None
    assert lines(hand) == []
    assert hand.tab.board.index == 6
    hand.key(Qt.Key.Key_Escape)
    assert hand.tab.board.index is None


def test_another_stage_drops_it_and_a_day_that_is_gone_too(made: Make) -> None:
    hand = made(running())
    for key, day in ((Qt.Key.Key_Right, 34), (Qt.Key.Key_Left, 36), (Qt.Key.Key_End, 34)):
        hand.key(LATER, ALT)
        assert at(hand) == day
        hand.key(key)
        assert at(hand) is None
        assert lines(hand) == []
        assert f"D{day}" not in hand.said
    hand.select(7)
    hand.key(LATER, ALT)
    hand.click(hand.body(7), NONE)
    assert at(hand) == 34, "the same stage keeps it"
    hand.click(hand.body(9), NONE)
    assert at(hand) is None
    hand.key(LATER, ALT)
    hand.press(hand.edge(11))
    hand.by_days(2)
    assert at(hand) is None, "a drag of another stage makes that the current one"
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    hand = made(long_stage())
    for _ in range(4):
        hand.key(LATER, ALT | SHIFT)
    for _ in range(4):
        hand.key(LATER, ALT)
    assert at(hand) == 26
    hand.key(LATER, CTRL)
    assert at(hand) == 26
    hand.key(EARLIER, CTRL | SHIFT)
    assert hand.days[3] == 8
    assert at(hand) is None


def test_it_comes_into_view_in_a_zoomed_chart_and_so_does_a_stage_after_it(made: Make) -> None:
    hand = made(running())
    for _ in range(4):
        hand.key(Qt.Key.Key_Plus)
    for _ in range(6):
        hand.key(LATER, ALT | SHIFT)
        day, view = at(hand), hand.chart.view
        assert day is not None
        assert view.first < day <= view.first + view.days
        assert lines(hand)
    hand.key(Qt.Key.Key_Home)
    assert at(hand) is None
    assert hand.chart.view.first <= 0
    for _ in range(20):
        hand.key(LATER, ALT | SHIFT)
        day, view = at(hand), hand.chart.view
        assert day is not None
        assert view.first < day <= view.first + view.days
        assert lines(hand)


def test_the_pointer_shows_its_own_day_and_gives_the_line_back(made: Make) -> None:
    hand = made(running())
    hand.key(LATER, ALT)
    hand.move(hand.body(10), NONE)
    assert "D34" not in hand.said
    assert lines(hand), "the day that keys point at stays where it is"
    hand.move(hand.body(10) - (hand.body(10) - hand.chart.rect().topLeft()), NONE)
    assert hand.said.startswith("D34")


def test_no_line_is_laid_while_a_handle_is_dragged(made: Make) -> None:
    hand = made(running())
    hand.key(LATER, ALT)
    hand.press(hand.edge(7))
    hand.by_days(3)
    assert lines(hand) == []
    hand.release()
    assert hand.days[6] == 8
    assert at(hand) == 34
    assert lines(hand)


def test_the_menu_splits_at_the_day_it_names_and_leaves_no_day_behind(made: Make) -> None:
    hand = made(long_stage())
    hand.select(4)
    assert hand.chart.frame is not None
    spot = hand.body(4)
    spot.setX(round(hand.chart.frame.scale.x(20.5)))
    hand.chart._menu_at(hand.chart.inside(spot.toPointF()), "mouse")
    menu = hand.tab.findChild(QMenu)
    assert menu is not None
    (split,) = [action for action in menu.actions() if action.data() == "split"]
    assert split.text() == "Split at D21\tS"
    split.trigger()
    assert hand.days[3:5] == [5, 7]
    assert at(hand) is None
    menu.close()
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(4)
    hand.key(Qt.Key.Key_S)
    assert hand.days[3:5] == [6, 6], "the pointer's day was the menu's alone"


def test_an_empty_plan_has_no_day(made: Make) -> None:
    hand = made(StandIn(None))
    hand.tab.commands.run("day_later")
    assert at(hand) is None
    assert hand.said == ""


def test_where_time_runs_from_right_to_left_the_left_arrow_is_still_earlier(made: Make) -> None:
    hand = made(running())
    hand.tab.mirrored = True
    hand.key(LATER, ALT)
    hand.key(LATER, ALT)
    assert at(hand) == 35
    hand.key(EARLIER, ALT)
    assert at(hand) == 34
