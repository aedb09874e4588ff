from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from baclodesk.domain.chart_list import Label
from baclodesk.domain.plan import Exemption
from baclodesk.gui.chart import gestures
from baclodesk.gui.chart.targets import TargetKind
from tests.gui.chart.conftest import CTRL, LEFT, NONE, RIGHT, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, prescribed, running

FIVES = [5] * 14 + [None]


def test_dragging_an_edge_makes_the_stage_longer_and_moves_all_later_ones(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    assert hand.days == FIVES, "nothing may change before the release"
    hand.release()
    assert hand.days == [*FIVES[:6], 9, *FIVES[7:]]
    assert hand.window.commits == ["Stage 7: 5 → 9 days"]


def test_a_drag_is_one_undo_step(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    for days in (1, 2, 3, 4, 3):
        hand.by_days(1 if days else 0)
    hand.release()
    assert hand.window.stack.count() == 1
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.days == FIVES
    hand.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert hand.days != FIVES


def test_the_old_value_stands_beside_the_new_one_while_dragging(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    what, dose, effect = hand.tab.readout.fields
    assert what.title == "Stage 7 of 15"
    assert what.strong == ("D31–D39", "9 days (was 5, +4)")
    assert dose.strong[0].replace("\u00a0", " ") == "70 mg = 7 tablets"
    assert "later stages +4 d" in effect.strong
    assert any("575 → 603" in words for words in effect.strong)
    assert "at least 5 days" in effect.light
    hand.release()


def test_dragging_a_top_changes_the_dose_of_this_stage_only(made: Make) -> None:
    hand = made()
    hand.press(hand.top(5))
    hand.by_mg(10)
    hand.release()
    assert hand.doses[3:6] == [40, 60, 60]
    assert hand.window.commits == ["Stage 5: 50\u00a0mg → 60\u00a0mg"]


def test_ctrl_on_a_top_moves_all_later_doses_by_the_same_difference(made: Make) -> None:
    hand = made()
    hand.press(hand.top(5), CTRL)
    hand.by_mg(-10)
    hand.release()
    assert hand.doses[3:7] == [40, 40, 50, 60]
    assert hand.doses[-1] == 190


def test_ctrl_on_an_edge_moves_only_that_boundary(made: Make) -> None:
    plan = consensus()
    stages = [replace(stage, days=8) if stage.days else stage for stage in plan.stages]
    hand = made(StandIn(plan.with_stages(stages)))
    hand.press(hand.edge(7), CTRL)
    hand.by_days(2)
    hand.release()
    assert hand.days[5:9] == [8, 10, 6, 8]


def test_the_shortest_stage_is_a_wall_that_says_rule_number_and_way_out(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    assert hand.tab.board.stop is not None
    assert hand.tab.chart.steps is not None
    assert any(item.style == "wall" for item in hand.tab.chart.steps.items)
    for part in ("Stage 4", "5 days", "scheme “Consensus scheme, 15 stages”", "X"):
        assert part in hand.said
    hand.release()
    assert hand.days == FIVES
    assert hand.window.commits == []
    assert "X" in hand.said, "the reason stays until the next act"


def test_no_modifier_lifts_a_wall(made: Make) -> None:
    for mods in (SHIFT, CTRL, CTRL | SHIFT):
        hand = made()
        hand.press(hand.edge(4), mods)
        hand.by_days(-4)
        hand.release(mods)
        assert hand.days[3] == 5


def test_the_last_line_is_a_wall_for_the_dose(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    hand.press(hand.top(8))
    hand.by_mg(40)
    assert hand.tab.board.stop is not None
    hand.release()
    assert hand.doses[7] == 80


def test_a_rise_that_is_a_wall_elsewhere_marks_the_other_stage_and_offers_what_works(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    hand.press(hand.top(5))
    hand.by_mg(-30)
    assert "stage 6" in hand.said
    assert "Ctrl" in hand.said
    hand.release()
    assert hand.doses[4] == 50


@pytest.mark.parametrize("how", ["escape", "right", "focus", "window", "lock"])
def test_a_dropped_drag_changes_nothing_and_the_release_after_it_is_ignored(made: Make, qtbot: QtBot, how: str) -> None:
    hand = made()
    before = hand.window.plan
    hand.press(hand.edge(7))
    hand.by_days(4)
    if how == "escape":
        hand.key(Qt.Key.Key_Escape)
    elif how == "right":
        QTest.mousePress(hand.chart, RIGHT, NONE, hand.spot)
    elif how == "focus":
        hand.tab.readout.setFocus()
    elif how == "window":
        QApplication.sendEvent(hand.chart, QEvent(QEvent.Type.WindowDeactivate))
    else:
        hand.tab.drop_drag("lock")
    assert hand.tab.board.preview is None
    assert isinstance(hand.chart.state, gestures.Muted)
    hand.release()
    if how == "right":
        assert isinstance(hand.chart.state, gestures.Muted), "ignored until every button is up"
        hand.release(button=RIGHT)
    assert hand.tab.board.preview is None
    assert hand.window.plan is before
    assert hand.window.commits == []
    assert hand.tab.speech.spoken[-1] == "Cancelled: nothing was changed."


def test_after_a_dropped_drag_the_next_one_works(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(3)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    hand.press(hand.edge(7))
    hand.by_days(2)
    hand.release()
    assert hand.days[6] == 7


def test_a_plan_changed_from_outside_drops_the_drag(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    other = consensus().with_stages(consensus().stages[:3])
    hand.window.plan = other
    hand.tab.refresh()
    hand.release()
    assert hand.window.plan is other
    assert hand.tab.board.preview is None


def test_a_drag_back_to_where_it_began_is_no_step(made: Make) -> None:
    hand = made()
    start = hand.edge(7)
    hand.press(start)
    hand.by_days(4)
    hand.move(start)
    hand.release()
    assert hand.window.commits == []
    assert hand.window.stack.count() == 0


def test_less_than_four_pixels_is_a_click(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.move(hand.spot + QPoint(3, 0))
    hand.release()
    assert hand.window.commits == []
    assert hand.tab.board.index == 6


def test_undo_is_swallowed_during_a_drag(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(3))
    hand.by_days(2)
    hand.release()
    hand.press(hand.edge(7))
    hand.by_days(4)
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.key(Qt.Key.Key_H)
    assert hand.window.stack.index() == 1
    hand.release()
    assert hand.window.stack.index() == 2


def test_a_number_typed_during_a_drag_is_taken_with_enter(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(2)
    QTest.keyClicks(hand.chart, "12")
    assert "12" in hand.said
    assert hand.days == FIVES
    hand.move(hand.spot + QPoint(60, 0))
    assert hand.tab.board.preview is not None
    assert hand.tab.board.preview.stages[6].days == 12, "the pointer no longer leads"
    hand.key(Qt.Key.Key_Return)
    assert hand.days[6] == 12
    hand.release()
    assert hand.window.commits == ["Stage 7: 5 → 12 days"]


def test_wiping_the_typed_number_gives_the_drag_back_to_the_pointer(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(2)
    QTest.keyClicks(hand.chart, "9")
    hand.key(Qt.Key.Key_Backspace)
    assert hand.tab.board.preview is not None
    assert hand.tab.board.preview.stages[6].days == 7
    hand.release()
    assert hand.days[6] == 7


def test_shift_during_a_drag_slows_the_pointer_and_takes_half_tablets(made: Make) -> None:
    hand = made()
    hand.press(hand.top(5), SHIFT)
    start = hand.spot
    for step in range(1, 12):
        _move(hand, start - QPoint(0, round(step * 3 * hand.per_mg)), SHIFT)
    hand.release(SHIFT)
    assert hand.doses[4] == 55


def _move(hand: object, spot: QPoint, mods: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent

    from tests.gui.chart.conftest import Hand

    assert isinstance(hand, Hand)
    hand.spot = spot
    where = QPointF(spot)
    event = QMouseEvent(QEvent.Type.MouseMove, where, hand.chart.mapToGlobal(where), NONE_BUTTON, LEFT, mods)
    QApplication.sendEvent(hand.chart, event)
    QApplication.processEvents()


NONE_BUTTON = Qt.MouseButton.NoButton


def test_shift_pressed_in_the_middle_moves_nothing_by_itself(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    spot = hand.spot
    _move(hand, spot, SHIFT)
    assert hand.tab.board.preview is not None
    assert hand.tab.board.preview.stages[6].days == 9
    _move(hand, spot + QPoint(round(5 * hand.per_day), 0), SHIFT)
    assert hand.tab.board.preview.stages[6].days == 10
    hand.release(SHIFT)


def test_a_trembling_hand_does_not_flicker(made: Make) -> None:
    hand = made(width=2200)
    hand.press(hand.edge(7))
    hand.by_days(4)
    border = hand.edge(7) + QPoint(round(4.5 * hand.per_day), 0)
    seen = set()
    for tremble in (-1, 1, -1, 1, 0, 1, -1):
        hand.move(border + QPoint(tremble, 0))
        assert hand.tab.board.preview is not None
        seen.add(hand.tab.board.preview.stages[6].days)
    hand.release()
    assert len(seen) == 1


def test_one_paint_for_a_changed_move_and_none_for_an_unchanged_one(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(2)
    for days in (3, 4, 5, 4, 3):
        before = hand.chart.paints
        hand.move(_at(hand, days))
        assert hand.chart.paints == before + 1
    before = hand.chart.paints
    for tremble in (1, 2, 1, 0):
        hand.move(_at(hand, 3) + QPoint(tremble, 0))
    assert hand.chart.paints == before
    hand.release()


def _at(hand: object, days: float) -> QPoint:
    from tests.gui.chart.conftest import Hand

    assert isinstance(hand, Hand)
    state = hand.chart.state
    assert isinstance(state, gestures.Dragging)
    return QPoint(round(state.anchor_x + days * hand.per_day), hand.spot.y())


def test_the_open_end_gets_days_by_dragging_its_arrow(made: Make) -> None:
    hand = made()
    assert hand.chart.steps is not None
    bar = hand.chart.steps.bars[-1]
    hand.press(QPoint(round(bar.x1) - 8, round(bar.y)))
    hand.by_days(-1)
    hand.release()
    assert hand.days[-1] is not None
    assert hand.window.commits[0].startswith("Stage 15: open →")
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.days[-1] is None


def test_the_first_day_can_be_dragged_while_nothing_is_in_force(made: Make) -> None:
    hand = made()
    assert hand.chart.steps is not None
    assert hand.chart.frame is not None
    bar = hand.chart.steps.bars[0]
    hand.press(QPoint(round(bar.x0), round(hand.chart.frame.scale.base) - 4))
    hand.by_days(3)
    hand.release()
    assert hand.window.plan is not None
    assert hand.window.plan.start is not None
    assert hand.window.plan.start.isoformat() == "2026-11-04"


def test_days_of_a_running_treatment_up_to_today_cannot_be_dragged(made: Make) -> None:
    hand = made(running())
    for spot in (hand.edge(3), hand.top(3)):
        hand.press(spot)
        hand.by_days(4)
        hand.by_mg(20)
        assert "history" in hand.said
        hand.release()
    assert hand.days == FIVES


def test_the_stage_of_today_does_not_end_before_today(made: Make) -> None:
    hand = made(running())
    hand.press(hand.edge(7))
    hand.by_days(-8)
    hand.release()
    assert hand.days[6] == 5


def test_a_dose_dragged_in_the_stage_of_today_changes_from_tomorrow(made: Make) -> None:
    hand = made(running())
    hand.press(hand.top(7))
    hand.by_mg(-10)
    hand.release()
    assert hand.doses[6:8] == [70, 60]
    assert hand.days[6:8] == [4, 5], "the new part comes before a rise"


def test_a_fall_from_tomorrow_passes_and_its_new_part_lasts_the_shortest_stage_before_the_rise(made: Make) -> None:
    window = running()
    window.today = date(2026, 12, 2)
    hand = made(window)
    hand.press(hand.top(7))
    hand.by_mg(-20)
    preview = hand.tab.board.preview
    assert preview is not None
    assert [(stage.days, int(stage.daily_mg)) for stage in preview.stages[6:9]] == [(2, 70), (5, 50), (5, 80)]
    hand.release()
    assert (hand.days[6:9], hand.doses[6:9]) == ([2, 5, 5], [70, 50, 80])
    assert hand.tab.board.broken == ()


def test_a_locked_plan_says_why_and_does_not_move(made: Make) -> None:
    window = StandIn(consensus())
    window.locked = "Version 3 was issued on 12 Mar 2026: make version 4."
    hand = made(window)
    hand.press(hand.edge(7))
    assert hand.said == window.locked
    hand.by_days(4)
    hand.release()
    assert hand.days == FIVES
    hand.move(hand.edge(7) + QPoint(1, 1))
    assert hand.chart.cursor().shape() == Qt.CursorShape.ForbiddenCursor


def test_dragging_a_body_says_what_can_be_dragged(made: Make) -> None:
    hand = made()
    hand.press(hand.body(10))
    hand.by_days(3)
    hand.release()
    assert hand.days == FIVES
    assert "right edge" in hand.said


def test_a_rubber_band_selects_and_never_edits(made: Make) -> None:
    hand = made()
    assert hand.chart.frame is not None
    scale = hand.chart.frame.scale
    hand.press(QPoint(round(scale.x(2)), round(scale.top) + 30))
    hand.move(QPoint(round(scale.x(8)), round(scale.top) + 60))
    hand.move(QPoint(round(scale.x(13)), round(scale.top) + 80))
    hand.release()
    assert hand.tab.board.selected == tuple(stage.uid for stage in consensus().stages[:3])
    assert hand.window.commits == []


def test_clicks_select_one_a_range_and_toggle(made: Make) -> None:
    hand = made()
    uids = [stage.uid for stage in consensus().stages]
    hand.click(hand.body(4))
    hand.click(hand.body(7), SHIFT)
    assert hand.tab.board.selected == tuple(uids[3:7])
    hand.click(hand.body(5), CTRL)
    assert set(hand.tab.board.selected) == {uids[3], uids[5], uids[6]}
    assert hand.chart.frame is not None
    hand.click(QPoint(round(hand.chart.frame.scale.x(3)), round(hand.chart.frame.scale.top) + 20))
    assert hand.tab.board.selected == ()


def test_every_zone_has_its_cursor(made: Make) -> None:
    hand = made()
    for spot, shape in (
        (hand.edge(7), Qt.CursorShape.SplitHCursor),
        (hand.top(7), Qt.CursorShape.SizeVerCursor),
        (hand.body(9), Qt.CursorShape.ArrowCursor),
    ):
        hand.move(spot)
        assert hand.chart.cursor().shape() == shape


def test_the_pointer_tells_the_day_under_it(made: Make) -> None:
    hand = made()
    hand.move(hand.body(8))
    assert hand.said.startswith("D3")
    assert "80\u00a0mg, planned" in hand.said


def test_an_edge_between_narrow_stages_is_taken_only_after_selecting(made: Make) -> None:
    plan = consensus()
    stages = [replace(stage, days=1) if stage.days else stage for stage in plan.stages]
    longer = plan.with_stages([replace(stages[0], days=300), *stages[1:]])
    hand = made(StandIn(longer), width=1024)
    hand.chart.fit()
    spot = hand.edge(5)
    assert hand.chart.desk.target(spot.x(), spot.y(), "mouse").kind is not TargetKind.EDGE
    hand.select(5)
    spot = hand.edge(5)
    assert hand.chart.desk.target(spot.x(), spot.y(), "mouse").kind is TargetKind.EDGE


def test_a_double_click_on_an_edge_gives_the_length_of_the_scheme(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([replace(plan.stages[0], days=11), *plan.stages[1:]])))
    hand.click(hand.edge(1))
    QTest.mouseDClick(hand.chart, LEFT, NONE, hand.edge(1))
    assert hand.days[0] == 5


def test_a_double_click_on_a_body_opens_the_editor_and_enter_applies_both(made: Make) -> None:
    hand = made()
    QTest.mouseDClick(hand.chart, LEFT, NONE, hand.body(6))
    editor = hand.tab.editor
    assert editor.isVisible()
    _type(editor.days, "8")
    _type(editor.dose, "65")
    QTest.keyClick(editor.dose, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert (hand.days[5], hand.doses[5]) == (8, 65)
    assert hand.window.stack.count() == 1


def _type(box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_the_editor_tells_a_wall_and_stays_open_and_escape_leaves(made: Make) -> None:
    hand = made()
    hand.select(6)
    hand.key(Qt.Key.Key_F2)
    editor = hand.tab.editor
    _type(editor.days, "2")
    QTest.keyClick(editor.days, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "5 days" in hand.said
    _type(editor.days, "nine")
    QTest.keyClick(editor.days, Qt.Key.Key_Return)
    assert "“nine”" in hand.said
    QTest.keyClick(editor.days, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert hand.days == FIVES


def test_an_exemption_recorded_at_the_wall_lifts_it(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    hand.release()
    hand.key(Qt.Key.Key_X)
    form = hand.tab.form
    assert form.reason is not None
    form.buttons["apply"].click()
    assert "reason is needed" in hand.said
    QTest.keyClicks(form.reason, "travels in two days, seen daily")
    form.buttons["apply"].click()
    assert hand.window.plan is not None
    exemption = hand.window.plan.stages[3].exemptions[0]
    assert exemption == Exemption(
        "stage_too_short", "travels in two days, seen daily", "Dr M. Laurent", hand.window.today
    )
    hand.press(hand.edge(4))
    hand.by_days(-3)
    hand.release()
    assert hand.days[3] == 2


def test_x_without_a_wall_says_what_it_is_for(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.key(Qt.Key.Key_X)
    assert "wall" in hand.said


def test_help_during_a_drag_explains_reach_and_rules(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(2)
    hand.key(Qt.Key.Key_F1)
    assert "scheme “Consensus scheme, 15 stages”" in hand.said
    assert hand.tab.board.preview is not None
    hand.release()


def test_the_ghost_of_the_old_plan_stands_during_the_drag_and_goes_after_it(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.tab.still = True

    def ghosts() -> int:
        assert hand.chart.steps is not None
        return len(hand.chart.steps.layers["ghost"])

    hand.press(hand.edge(7))
    hand.by_days(4)
    assert ghosts() > 0
    assert hand.chart.steps is not None
    assert [item for item in hand.chart.steps.layers["tags"] if getattr(item, "text", "") == "+4 d"]
    hand.release()
    assert ghosts() == 0


def test_with_motion_the_ghost_lingers_shortly(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    hand.release()
    assert hand.chart.steps is not None
    assert hand.chart.steps.layers["ghost"]
    qtbot.waitUntil(lambda: hand.chart.steps is not None and not hand.chart.steps.layers["ghost"], timeout=2000)


def test_picking_a_day_on_the_ruler_ends_the_stage_there(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.tab.commands.run("end_on")
    assert "stage 7" in hand.said
    assert hand.chart.frame is not None
    scale = hand.chart.frame.scale
    hand.click(QPoint(round(scale.x(41.5)), round(scale.base) + 12))
    assert hand.days[6] == 12
    hand.tab.commands.run("end_on")
    hand.key(Qt.Key.Key_Escape)
    assert hand.chart.picking is None


def test_a_magnet_at_the_dose_before_is_drawn_with_its_name(made: Make) -> None:
    plan = consensus()
    odd = replace(plan.stages[3], mg=(Fraction(15), Fraction(10), Fraction(5), Fraction(15)))
    hand = made(StandIn(plan.with_stages([*plan.stages[:3], odd, *plan.stages[4:]])))
    hand.press(hand.top(5))
    hand.by_mg(-5)
    assert hand.tab.board.preview is not None
    assert hand.tab.board.preview.stages[4].daily_mg == 45
    assert hand.chart.steps is not None
    assert hand.chart.steps.layers["over"]
    hand.release()


def test_the_release_of_the_shift_key_ends_the_fine_pace(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(2)
    paces = []
    for kind, mods in ((QEvent.Type.KeyPress, SHIFT), (QEvent.Type.KeyRelease, NONE)):
        QApplication.sendEvent(hand.chart, QKeyEvent(kind, Qt.Key.Key_Shift, mods))
        state = hand.chart.state
        assert isinstance(state, gestures.Dragging)
        paces.append(state.fine)
    assert paces == [True, False]
    hand.release()


def _magnet(hand: Hand) -> tuple[str, Fraction] | None:
    state = hand.chart.state
    assert isinstance(state, gestures.Dragging)
    return state.magnet


def test_an_edge_catches_on_the_day_on_which_the_tablets_end_with_its_stage(made: Make) -> None:
    hand = made(prescribed(StandIn(consensus()), 1, 48))
    board = hand.tab.board
    hand.press(hand.edge(9))
    hand.by_days(3)
    assert _magnet(hand) == ("tablets end", 8)
    assert hand.chart.steps is not None
    assert "tablets end" in {item.text for item in hand.chart.steps.layers["over"] if isinstance(item, Label)}
    hand.release()
    assert board.plan is not None
    assert board.supply_until(board.plan) == 48 == board.plan.spans()[8].last_day
    hand.press(hand.edge(9))
    hand.by_days(1)
    hand.move(hand.spot - QPoint(round(hand.per_day), 0), SHIFT)
    assert _magnet(hand) is None, "Shift lets go of every magnet"
    hand.release()


def test_without_a_prescription_no_edge_catches_on_tablets(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(9))
    assert "tablets end" not in {name for _length, name in hand.chart.desk._magnets}
    hand.release()
