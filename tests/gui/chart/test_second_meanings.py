"""What Ctrl means before and during a drag, what a zoomed chart does, and what stands under every pointer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.domain.chart_list import Line
from baclodesk.gui.chart.targets import Pointer, TargetKind, hit
from tests.gui.chart.conftest import CTRL, LEFT, NONE, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

FIVES = [5] * 14 + [None]


def test_what_ctrl_means_is_settled_when_the_drag_begins(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(3))
    hand.move(hand.spot + QPoint(6, 0), CTRL)
    hand.move(hand.spot + QPoint(round(3 * hand.per_day) - 6, 0), NONE)
    hand.release()
    assert hand.days[2:4] == [5, 5]
    assert "no" in hand.said or "stops" in hand.said
    hand.press(hand.edge(3), CTRL)
    hand.move(hand.spot + QPoint(6, 0), NONE)
    hand.move(hand.spot + QPoint(round(3 * hand.per_day) - 6, 0), CTRL)
    hand.release()
    assert hand.days[2:4] == [8, 5]


def test_ctrl_shows_its_meaning_in_the_cursor_before_the_button_goes_down(made: Make) -> None:
    hand = made()
    for spot, plain, with_ctrl, words in (
        (hand.edge(4), Qt.CursorShape.SplitHCursor, Qt.CursorShape.SizeHorCursor, "Only this boundary moves"),
        (hand.top(4), Qt.CursorShape.SizeVerCursor, Qt.CursorShape.SizeAllCursor, "all later ones"),
    ):
        hand.move(spot, NONE)
        assert hand.chart.cursor().shape() == plain
        hand.move(spot, CTRL)
        assert hand.chart.cursor().shape() == with_ctrl
        assert words in hand.said
        hand.move(spot, NONE)
        QCursor.setPos(hand.chart.mapToGlobal(spot))
        QApplication.processEvents()
        QTest.keyPress(hand.chart, Qt.Key.Key_Control)
        assert hand.chart.cursor().shape() == with_ctrl
        QTest.keyRelease(hand.chart, Qt.Key.Key_Control)
        assert hand.chart.cursor().shape() == plain
    assert hand.days == FIVES


def test_a_body_dragged_in_a_zoomed_chart_moves_the_picture_and_says_what_can_be_dragged(made: Make) -> None:
    hand = made()
    hand.tab.commands.run("zoom_in")
    hand.tab.commands.run("zoom_in")
    before = hand.chart.view.first
    assert hand.chart.steps is not None
    stage = next(n for n, bar in enumerate(hand.chart.steps.bars, start=1) if 200 < bar.x0 < 700)
    hand.press(hand.body(stage))
    hand.move(hand.spot - QPoint(20, 0))
    hand.move(hand.spot - QPoint(80, 0))
    hand.release()
    assert hand.chart.view.first > before
    assert hand.said == "Drag the right edge for days, the top for dose."
    assert hand.days == FIVES


def test_a_double_click_on_the_last_end_opens_it_again(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=8)])))
    QTest.mouseDClick(hand.chart, LEFT, NONE, hand.edge(15))
    assert hand.days == FIVES
    assert hand.window.commits == ["Stage 15: open end"]


def test_only_the_grabbed_stage_of_several_moves_and_it_is_said(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.press(hand.edge(4))
    hand.move(hand.spot + QPoint(6, 0))
    assert hand.said == "Only the grabbed stage moves; keys and menu change all that are selected."
    hand.move(hand.spot + QPoint(round(4 * hand.per_day) - 6, 0))
    hand.release()
    assert hand.days[2:5] == [5, 9, 5]
    assert len(hand.tab.board.selected) == 3


@pytest.mark.parametrize(("pointer", "reach", "knob"), [("mouse", 8, 24), ("pen", 12, 28), ("touch", 22, 44)])
def test_every_zone_has_the_size_of_its_pointer(made: Make, pointer: Pointer, reach: int, knob: int) -> None:
    hand = made(running(), width=1900)
    hand.select(8)
    zones = hand.chart._zones_now()
    assert zones is not None
    bar = zones.bars[7]
    middle = (bar.y + zones.scale.base) / 2
    for dx, kind in ((reach - 1, TargetKind.EDGE), (-reach + 1, TargetKind.EDGE)):
        found = hit(bar.x1 + dx, middle, pointer, zones)
        assert (found.kind, found.uid) == (kind, zones.plan.stages[7].uid)
    assert hit(bar.x1 - reach - 1, middle, pointer, zones).kind is not TargetKind.EDGE
    assert hit((bar.x0 + bar.x1) / 2, bar.y - reach + 1, pointer, zones).kind is TargetKind.TOP
    assert hit((bar.x0 + bar.x1) / 2, bar.y + reach + 1, pointer, zones).kind is not TargetKind.TOP
    flag = zones.flag
    assert flag is not None
    assert (
        hit(flag.x + flag.width / 2, flag.y + flag.height / 2 + knob / 2 - 1, pointer, zones).kind is TargetKind.TODAY
    )
    tip = min(zones.bars[-1].x1, zones.scale.right) - knob / 2 + 4
    for side in (-knob / 2 + 1, knob / 2 - 1):
        assert hit(tip + side, zones.bars[-1].y, pointer, zones).kind is TargetKind.OPEN_END


def test_the_nearest_edge_wins_and_on_a_tie_the_selected_stage(made: Make) -> None:
    plan = consensus()
    hand = made(
        StandIn(plan.with_stages([replace(s, days=2 if n == 5 else s.days) for n, s in enumerate(plan.stages)]))
    )
    zones = hand.chart._zones_now()
    assert zones is not None
    left, right = zones.bars[4].x1, zones.bars[5].x1
    assert right - left >= 16
    y = zones.scale.base - 10
    assert hit(left + (right - left) * 0.4, y, "touch", zones).uid == zones.plan.stages[4].uid
    assert hit(left + (right - left) * 0.6, y, "touch", zones).uid == zones.plan.stages[5].uid
    hand.select(6)
    zones = hand.chart._zones_now()
    assert zones is not None
    assert hit((left + right) / 2, y, "touch", zones).uid == zones.plan.stages[5].uid


def test_a_line_through_all_lanes_follows_the_pointer_with_the_values_of_its_day(made: Make) -> None:
    hand = made(running())
    assert hand.chart.frame is not None
    scale = hand.chart.frame.scale
    hand.move(QPoint(round(scale.x(12.5)), round(scale.base) - 4), NONE)
    assert hand.said.endswith("30\u00a0mg, planned · craving 8 · 7 drinks a day · sleepy 2 · 62\u00a0kg")
    assert hand.chart.steps is not None
    over = hand.chart.steps.layers["over"]
    lines = [item for item in over if isinstance(item, Line) and item.style == "cursor"]
    assert [(line.x1, line.y2) for line in lines] == [(round(scale.x(12.5)), hand.chart.frame.lanes[-1][1].bottom)]
    QTest.mouseMove(hand.chart, QPoint(2, 2))
    assert not hand.chart.steps.layers["over"]


def test_days_too_small_to_hit_ask_to_zoom_in(made: Make) -> None:
    plan = consensus()
    stages = [replace(stage, days=60 if stage.days else None) for stage in plan.stages]
    hand = made(StandIn(plan.with_stages(stages)))
    hand.tab.commands.run("fit")
    assert hand.per_day < 3
    hand.move(hand.edge(5), NONE)
    assert hand.said == "Zoom in (+) for day precision."


def _menu(hand: Hand, stage: int | None) -> dict[str, bool]:
    if stage is None:
        hand.tab.board.select(None)
    else:
        hand.select(stage)
    hand.key(Qt.Key.Key_F10, SHIFT)
    menus = hand.tab.findChildren(QMenu)
    found = {action.text().split("\t")[0]: action.isEnabled() for menu in menus for action in menu.actions()}
    for menu in menus:
        menu.close()
        menu.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    return found


def test_the_menu_says_why_an_entry_cannot_be_used(made: Make) -> None:
    hand = made(running())
    past = _menu(hand, 2)
    for words in ("Merge with next", "Delete", "Duplicate", "Insert after"):
        assert past[f"{words}: days up to today are history"] is False
    assert past["Split: needs 10 days, the stage has 5"] is False
    last = _menu(hand, 15)
    assert last["Merge: there is no next stage"] is False
    assert last["Exemption: reach a wall first"] is False
    assert last["Split at D76"] is True
    hand.window.locked = "Not now."
    hand.tab.refresh()
    locked = _menu(hand, 9)
    assert locked["Not now."] is False
    assert [words for words, on in locked.items() if on and words] == ["Copy", "Explain limits"]


def test_the_empty_areas_menu_prints_sets_the_first_day_and_lists_revisions(made: Make) -> None:
    hand = made()
    asked: list[bool] = []
    hand.tab.print_wanted.connect(lambda: asked.append(True))
    words = _menu(hand, None)
    assert words["Print chart…"]
    assert words["First day…"]
    hand.tab.commands.run("print")
    assert asked == [True]
    started = made(running())
    assert _menu(started, None)["First day…: days up to today are history"] is False
    assert _menu(started, None)["Differences between revisions…"]
    started.tab.commands.run("first_day")
    assert "history" in started.said


def test_the_first_day_can_be_typed_as_one_step(made: Make) -> None:
    hand = made()
    hand.tab.commands.run("first_day")
    box = hand.tab.form.boxes["first_day"]
    box.setFocus()
    box.clear()
    QTest.keyClicks(box, "never")
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits == []
    assert "date" in hand.said
    box.clear()
    QTest.keyClicks(box, "9/11/2026")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert hand.window.plan is not None
    assert hand.window.plan.start == date(2026, 11, 9)
    assert hand.window.commits == ["First day 1\u00a0Nov\u00a02026 → 9\u00a0Nov\u00a02026"]
    hand.window.locked = "Not now."
    hand.tab.refresh()
    hand.tab.commands.run("first_day")
    assert hand.said == "Not now."


def test_both_ways_to_stop_are_reckoned_while_they_are_typed_and_their_difference_said(made: Make) -> None:
    hand = made()
    hand.select(8)
    hand.tab.commands.run("stop")
    said = _sentences(hand)
    assert len(said) == 3
    step = hand.tab.form.boxes["step"]
    step.setFocus()
    step.selectAll()
    QTest.keyClicks(step, "5")
    by_rate, by_length, difference = _sentences(hand)
    assert by_rate == "0\u00a0mg from D71, after 30 days; largest fall 5\u00a0mg a day"
    assert by_length.startswith("0\u00a0mg from D")
    assert difference.startswith("By rate it takes ")
    assert difference.endswith(" longer.")
    step.selectAll()
    QTest.keyClicks(step, "x")
    assert len(_sentences(hand)) == 1


def _sentences(hand: Hand) -> list[str]:
    from PySide6.QtWidgets import QLabel

    labels = hand.tab.form.findChildren(QLabel)
    words = [label.text() for label in labels if label.isVisibleTo(hand.tab.form)]
    return [text for text in words if "0\u00a0mg from" in text or text.startswith("By rate it")]


def test_taking_a_stage_out_is_refused_where_the_rise_becomes_a_wall_until_it_is_lifted(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    before = hand.doses
    hand.select(3)
    hand.key(Qt.Key.Key_Delete)
    assert hand.doses == before
    assert hand.said.startswith("At most 10\u00a0mg a day above stage 2")
    assert "X" in hand.said
    hand.key(Qt.Key.Key_X)
    reason = hand.tab.form.reason
    assert reason is not None
    QTest.keyClicks(reason, "Agreed with the patient")
    hand.tab.form.buttons["apply"].click()
    hand.select(3)
    hand.key(Qt.Key.Key_Delete)
    assert hand.doses == [*before[:2], *before[3:]]


def test_pasted_stages_stay_within_the_walls(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    before = hand.window.plan
    QApplication.clipboard().setText("5\t80\n")
    hand.select(2)
    hand.tab.commands.run("paste")
    assert hand.window.plan == before
    assert hand.said.startswith("At most 10\u00a0mg a day above stage")
    assert hand.tab.board.wall is None
    QApplication.clipboard().setText("5\t25\n")
    hand.tab.commands.run("paste")
    assert hand.doses[:4] == [10, 20, 25, 30]


def test_the_keyboard_walks_through_the_tab_in_reading_order(made: Make) -> None:
    hand = made(running())
    hand.select(8)
    hand.tab.readout.setFocus()
    parts = (hand.tab.readout, hand.tab.chart, hand.tab.inspector, hand.tab.findings)
    walked: list[str] = []
    names = ("readout", "chart", "inspector", "findings")
    for _ in range(60):
        at: QWidget | None = hand.tab.focusWidget()
        assert at is not None
        name = next((n for n, part in zip(names, parts, strict=True) if part is at or part.isAncestorOf(at)), "other")
        if not walked or walked[-1] != name:
            walked.append(name)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        if walked[-1] == "other" and len(walked) > 4:
            break
    assert walked[:4] == list(names)


def test_three_lanes_at_most_and_the_menu_says_so(made: Make) -> None:
    hand = made(running())
    assert len(hand.chart.view.lanes) == 3
    words = _menu(hand, None)
    assert words["weight, kg: three lanes are open"] is False
    hand.chart.toggle_lane("craving")
    words = _menu(hand, None)
    assert words["weight, kg"] is True


def test_an_empty_plan_shows_the_axes_it_will_be_drawn_on_and_a_damaged_one_nothing(made: Make) -> None:
    def colours(hand: Hand) -> int:
        drawn = hand.tab.empty.grab(hand.tab.empty.rect().adjusted(60, 40, -60, -40)).toImage()
        column = [drawn.pixelColor(10, y).name() for y in range(drawn.height())]
        return len(set(column))

    window = StandIn(None)
    hand = made(window)
    assert hand.tab.pages.currentWidget() is hand.tab.empty
    assert colours(hand) > 1
    assert not hand.tab.empty.raw.isVisible()
    window.damaged = "The record cannot be read."
    hand.tab.refresh()
    assert hand.tab.pages.currentWidget() is hand.tab.empty
    assert colours(hand) == 1


def test_a_handle_that_cannot_move_says_why_under_the_resting_pointer(made: Make) -> None:
    hand = made(running())
    hand.move(hand.edge(2), NONE)
    assert hand.chart.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert hand.said.startswith("Days up to today are history.")
    hand.move(hand.edge(9), NONE)
    assert hand.chart.cursor().shape() == Qt.CursorShape.SplitHCursor
    hand.window.locked = "The session is locked."
    hand.tab.refresh()
    hand.move(hand.top(9), NONE)
    assert hand.chart.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert hand.said == "The session is locked."
    plan = consensus()
    closed = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=8)])))
    closed.move(closed.edge(15), NONE)
    assert closed.chart.cursor().shape() == Qt.CursorShape.SplitHCursor
    closed.move(closed.edge(15), CTRL)
    assert closed.chart.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert "no next stage" in closed.said


def test_the_picture_runs_along_at_most_ten_days_a_second_while_an_edge_is_held_at_the_border(
    made: Make, qtbot: QtBot
) -> None:
    hand = made()
    for _ in range(3):
        hand.tab.commands.run("zoom_in")
    assert hand.chart.frame is not None
    right = hand.chart.frame.scale.right
    assert hand.chart.steps is not None
    stage = next(n for n, bar in enumerate(hand.chart.steps.bars, start=1) if right - 300 < bar.x1 < right - 60)
    hand.press(hand.edge(stage))
    hand.move(hand.spot + QPoint(8, 0))
    began, first = perf_counter(), hand.chart.view.first
    hand.move(QPoint(round(right) - 1, hand.spot.y()))
    qtbot.waitUntil(lambda: hand.chart.view.first > first + 2, timeout=6000)
    assert (hand.chart.view.first - first) / (perf_counter() - began) <= 10.5
    before = hand.tab.board.preview
    assert before is not None
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    stood = hand.chart.view.first
    QApplication.processEvents()
    assert hand.chart.view.first == stood
    assert hand.days == FIVES


def test_a_handle_that_can_never_move_says_so_at_the_first_pixel(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    hand.press(hand.top(5))
    hand.move(hand.spot - QPoint(0, 4))
    assert hand.said.startswith("At most 10\u00a0mg a day above stage 4")
    assert hand.chart.steps is not None
    assert hand.chart.steps.layers["wall"]
    hand.move(hand.spot + QPoint(0, 8))
    assert hand.said.startswith("The rise into stage 6 would be more than 10\u00a0mg")
    assert "Ctrl + drag lowers the later stages too" in hand.said
    hand.release()
    assert hand.window.commits == []
