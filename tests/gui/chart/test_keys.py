from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu

from baclodesk.domain.plan import Kind
from baclodesk.gui.chart.targets import Part
from tests.gui.chart.conftest import CTRL, LEFT, NONE, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

ALT = Qt.KeyboardModifier.AltModifier
UPRIGHT = False
FIVES = [5] * 14 + [None]


def test_arrows_walk_along_the_stages_and_up_and_down_between_their_parts(made: Make) -> None:
    hand = made()
    hand.key(Qt.Key.Key_Right)
    assert hand.tab.board.index == 0
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Left)
    assert hand.tab.board.index == 1
    hand.key(Qt.Key.Key_End)
    assert hand.tab.board.index == 14
    hand.key(Qt.Key.Key_Home)
    assert hand.tab.board.index == 0
    parts = []
    for _ in range(3):
        hand.key(Qt.Key.Key_Up)
        parts.append(hand.tab.board.part)
    assert parts == [Part.DOSE, Part.END, Part.END]
    hand.key(Qt.Key.Key_Down)
    assert hand.chart.steps is not None
    assert [item for item in hand.chart.steps.items if item.style == "focus"]


def test_shift_and_arrows_extend_the_selection_and_escape_clears_it(made: Make) -> None:
    hand = made()
    hand.select(4)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Right, SHIFT)
    assert len(hand.tab.board.selected) == 3
    hand.key(Qt.Key.Key_End, SHIFT)
    assert len(hand.tab.board.selected) == 12
    hand.key(Qt.Key.Key_A, CTRL)
    assert len(hand.tab.board.selected) == 15
    hand.key(Qt.Key.Key_Escape)
    assert hand.tab.board.selected == ()


def test_ctrl_and_arrows_change_days_and_dose_and_repeats_are_one_step(made: Make) -> None:
    hand = made()
    hand.select(7)
    for _ in range(3):
        hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.days[6] == 8
    assert hand.window.stack.count() == 1
    hand.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert hand.days[6] == 13
    hand.key(Qt.Key.Key_Up, CTRL)
    assert hand.doses[6] == 80
    hand.key(Qt.Key.Key_Down, CTRL | SHIFT)
    assert hand.doses[6] == 75
    assert hand.window.stack.count() == 2, "one for the days, one for the dose"


def test_stepping_back_to_the_start_leaves_no_step(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_Right, CTRL)
    hand.key(Qt.Key.Key_Left, CTRL)
    assert hand.days == FIVES
    assert hand.window.stack.count() == 0


def test_a_key_at_the_wall_says_why(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_Left, CTRL)
    assert hand.days == FIVES
    assert "5 days" in hand.said
    assert hand.tab.board.wall is not None


def test_ctrl_alt_and_arrows_roll_the_boundary(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([replace(s, days=8) if s.days else s for s in plan.stages])))
    hand.select(7)
    hand.key(Qt.Key.Key_Right, CTRL | ALT)
    assert hand.days[6:8] == [9, 7]
    hand.select(15)
    hand.key(Qt.Key.Key_Right, CTRL | ALT)
    assert "no next stage" in hand.said


def test_group_steps_change_every_selected_stage_as_one_step(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.days[2:6] == [6, 6, 6, 5]
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.days == FIVES


def test_hold_makes_the_stage_longer(made: Make) -> None:
    hand = made()
    hand.select(6)
    hand.key(Qt.Key.Key_H)
    assert hand.days[5] == 10
    assert hand.window.plan is not None
    assert hand.window.plan.stages[5].kind is Kind.HOLD
    hand.select(15)
    hand.key(Qt.Key.Key_H)
    assert "open" in hand.said


def test_step_back_in_a_running_treatment_begins_tomorrow_and_then_retries(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    hand.key(Qt.Key.Key_B)
    assert hand.doses[6:10] == [70, 60, 70, 80]
    assert hand.days[6:9] == [4, 7, 5]
    assert hand.window.commits == ["Back for 7 days from D35, then retry"]


def test_cap_and_one_level_up(made: Make) -> None:
    hand = made()
    hand.select(9)
    hand.tab.commands.run("cap")
    assert (hand.doses[-1], hand.days[-1], len(hand.days)) == (80, None, 9)
    hand.select(9)
    hand.tab.commands.run("level_up")
    assert "no higher dose" in hand.said


def test_letters_do_nothing_when_switched_off(made: Make) -> None:
    hand = made()
    hand.tab.letters = False
    assert not hand.tab.letters
    hand.select(6)
    hand.key(Qt.Key.Key_H)
    assert hand.days == FIVES


def test_split_merge_duplicate_insert_and_delete(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_S)
    assert hand.days == FIVES
    assert hand.said == "Split: needs 10 days, the stage has 5"
    hand.key(Qt.Key.Key_Right, CTRL | SHIFT)
    hand.key(Qt.Key.Key_S)
    assert hand.days[6:8] == [5, 5]
    hand.select(7)
    hand.key(Qt.Key.Key_M)
    hand.key(Qt.Key.Key_Left, CTRL | SHIFT)
    assert hand.days == FIVES
    hand.key(Qt.Key.Key_D, CTRL)
    assert hand.doses[6:8] == [70, 70]
    hand.select(7)
    hand.key(Qt.Key.Key_Insert)
    assert len(hand.days) == 17
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.days) == 16
    hand.select(8)
    hand.key(Qt.Key.Key_Delete, SHIFT)
    assert hand.days[6] == 10
    while hand.window.stack.canUndo():
        hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == consensus()


def test_several_selected_stages_are_deleted_in_one_step(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Delete)
    assert len(hand.days) == 13
    assert hand.window.stack.count() == 1


def test_a_one_day_stage_cannot_be_split_and_merging_needs_a_next_one(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([replace(plan.stages[0], days=1), *plan.stages[1:]])))
    hand.select(1)
    hand.key(Qt.Key.Key_S)
    assert hand.said == "Split: needs 10 days, the stage has 1"
    hand.select(15)
    hand.key(Qt.Key.Key_M)
    assert "no next stage" in hand.said


def test_structure_of_days_gone_by_is_refused(made: Make) -> None:
    hand = made(running())
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_D, Qt.Key.Key_M, Qt.Key.Key_Insert):
        hand.select(2)
        hand.key(key, CTRL if key == Qt.Key.Key_D else NONE)
        assert "history" in hand.said
    assert hand.days == FIVES


def test_copy_and_paste_go_through_a_spreadsheet(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "5\t10\t5\t5\t10\n5\t10\t10\t10\t10\n"
    hand.select(14)
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.doses[13:17] == [180, 30, 40, 200]
    QGuiApplication.clipboard().setText("7\t12,5\nfour\t5\n")
    hand.key(Qt.Key.Key_V, CTRL)
    assert "clipboard" in hand.said
    QGuiApplication.clipboard().setText("open\t65\n")
    hand.select(16)
    hand.key(Qt.Key.Key_V, CTRL)
    assert 65 in hand.doses


def test_zoom_fit_and_today(made: Make) -> None:
    hand = made(running())
    days = hand.chart.view.days
    hand.key(Qt.Key.Key_Plus)
    assert hand.chart.view.days < days
    assert hand.chart.frame is not None
    assert hand.chart.frame.overview is not None
    hand.key(Qt.Key.Key_Minus)
    hand.key(Qt.Key.Key_T)
    assert hand.tab.board.index == 6
    hand.key(Qt.Key.Key_0, CTRL)
    assert hand.chart.view.fitted


def _wheel(hand: Hand, turn: int, mods: Qt.KeyboardModifier) -> bool:
    spot = QPointF(hand.body(8))
    event = QWheelEvent(
        spot,
        hand.chart.mapToGlobal(spot),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        mods,
        Qt.ScrollPhase.NoScrollPhase,
        UPRIGHT,
    )
    QApplication.sendEvent(hand.chart, event)
    return bool(event.isAccepted())


def test_ctrl_and_wheel_zoom_about_the_pointer_and_a_plain_wheel_is_left_to_the_page(made: Make) -> None:
    hand = made()
    assert hand.chart.frame is not None
    x = hand.body(8).x()
    day = hand.chart.frame.scale.offset_at(x)
    assert _wheel(hand, 120, CTRL)
    assert abs(hand.chart.frame.scale.offset_at(x) - day) < 0.3
    first = hand.chart.view.first
    assert _wheel(hand, -120, SHIFT)
    assert hand.chart.view.first > first
    assert not _wheel(hand, 120, NONE)


def test_space_and_the_middle_button_pan_a_zoomed_chart(made: Make) -> None:
    hand = made()
    for _ in range(3):
        hand.key(Qt.Key.Key_Plus)
    first = hand.chart.view.first
    hand.press(hand.body(8), button=Qt.MouseButton.MiddleButton)
    hand.move(hand.spot - QPoint(60, 0))
    hand.release(button=Qt.MouseButton.MiddleButton)
    assert hand.chart.view.first > first
    QTest.keyPress(hand.chart, Qt.Key.Key_Space)
    hand.press(hand.body(9))
    hand.move(hand.spot + QPoint(50, 0))
    hand.release()
    QTest.keyRelease(hand.chart, Qt.Key.Key_Space)
    assert hand.days == FIVES


def test_the_overview_moves_the_picture(made: Make) -> None:
    hand = made()
    for _ in range(3):
        hand.key(Qt.Key.Key_Plus)
    assert hand.chart.frame is not None
    bar = hand.chart.frame.overview
    assert bar is not None
    first = hand.chart.view.first
    spot = QPoint(round(bar.x + bar.width / 2), round(bar.y + bar.height / 2))
    hand.move(spot)
    hand.press(spot)
    hand.move(spot + QPoint(30, 0))
    hand.release()
    assert hand.chart.view.first != first


def test_enter_and_digits_open_the_editor(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_Return)
    assert hand.tab.editor.isVisible()
    hand.tab.editor.leave()
    hand.key(Qt.Key.Key_9)
    assert hand.tab.editor.isVisible()
    assert hand.tab.editor.days.text() == "9"
    QTest.keyClick(hand.tab.editor.days, Qt.Key.Key_Return)
    assert hand.days[6] == 9


def test_help_names_the_rule_at_both_ends(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_F1)
    assert "5 days" in hand.said
    assert "scheme “Consensus scheme, 15 stages”" in hand.said


def test_ctrl_t_and_ctrl_g_go_to_the_table_and_back(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_T, CTRL)
    assert hand.tab.table.isVisible()
    assert hand.tab.table.currentIndex().row() == 6
    QTest.keyClick(hand.tab.table, Qt.Key.Key_G, CTRL)
    assert hand.chart.isVisible()


def test_the_keyboard_alone_reaches_the_context_menu_and_everything_in_it_works(made: Make) -> None:
    hand = made()
    hand.select(7)
    hand.key(Qt.Key.Key_F10, SHIFT)
    menu = hand.tab.findChild(QMenu)
    assert menu is not None
    commands = {action.data(): action for action in menu.actions() if action.data()}
    assert {"edit", "hold", "step_back", "split", "duplicate", "insert", "help", "copy"} <= set(commands)
    assert not commands["exempt"].isEnabled()
    commands["hold"].trigger()
    assert hand.days[6] == 10
    menu.close()


def test_a_right_click_selects_and_opens_the_menu_of_the_stage(made: Make) -> None:
    hand = made()
    spot = hand.body(9)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, hand.chart.mapToGlobal(spot))
    QApplication.sendEvent(hand.chart, event)
    assert hand.tab.board.index == 8
    menus = hand.tab.findChildren(QMenu)
    words = [action.text() for menu in menus for action in menu.actions()]
    assert any("Keep 90" in word for word in words)
    assert any(word.startswith("Split: needs 10 days, the stage has 5") for word in words)
    for menu in menus:
        menu.close()


def test_the_menu_of_the_empty_area_has_lanes_and_earlier_revisions(made: Make) -> None:
    window = running()
    hand = made(window)
    hand.tab.board.select(None)
    assert hand.chart.frame is not None
    spot = QPoint(round(hand.chart.frame.scale.x(3)), round(hand.chart.frame.scale.top) + 40)
    QApplication.sendEvent(
        hand.chart, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, hand.chart.mapToGlobal(spot))
    )
    actions = {action.text(): action for menu in hand.tab.findChildren(QMenu) for action in menu.actions()}
    actions["craving 0–10"].trigger()
    assert "craving" not in hand.chart.view.lanes
    hand.select(8)
    hand.key(Qt.Key.Key_H)
    next(action for text, action in actions.items() if text.startswith("Revision 2")).trigger()
    assert hand.tab.board.overlay == 2
    assert hand.chart.steps is not None
    assert hand.chart.steps.layers["overlay"]
    assert hand.tab.form.name == "revisions"
    listed = hand.tab.form.findChild(QLabel, "revisions.list")
    assert listed is not None
    assert listed.text() == "Stage 8: 5 days → 10 days"
    later = hand.tab.form.findChild(QComboBox, "revisions.to")
    assert later is not None
    assert [later.itemText(at) for at in range(later.count())] == [
        "Revision 1, 12\u00a0Oct\u00a02026",
        "Revision 2, 28\u00a0Oct\u00a02026",
        "draft of revision 3",
    ]
    later.setCurrentIndex(0)
    assert listed.text() == "No difference."
    hand.tab.commands.compare(None)
    assert not hand.chart.steps.layers["overlay"]
    for menu in hand.tab.findChildren(QMenu):
        menu.close()


def test_the_menu_key_opens_the_menu_at_the_stage(made: Make) -> None:
    hand = made()
    hand.select(5)
    spot = hand.body(5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, hand.chart.mapToGlobal(spot))
    QApplication.sendEvent(hand.chart, event)
    menus = hand.tab.findChildren(QMenu)
    assert menus
    for menu in menus:
        menu.close()


def test_shortcuts_of_the_window_do_not_take_the_charts_keys(made: Make) -> None:
    hand = made()
    hand.select(3)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_H, NONE, "h")
    event.ignore()
    QApplication.sendEvent(hand.chart, event)
    assert event.isAccepted()
    other = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Q, CTRL, "")
    other.ignore()
    QApplication.sendEvent(hand.chart, other)
    assert not other.isAccepted()


@pytest.mark.parametrize("name", ["step_back", "hold", "plateau", "split", "delete", "paste", "scheme_length", "merge"])
def test_a_locked_plan_refuses_every_verb_with_its_reason(made: Make, name: str) -> None:
    window = StandIn(consensus())
    window.locked = "Version 3 was issued."
    hand = made(window)
    QGuiApplication.clipboard().setText("5\t65\n")
    hand.select(5)
    hand.tab.commands.run(name)
    assert hand.said == "Version 3 was issued."
    assert hand.days == FIVES
    hand.tab._edit(5, "")
    assert not hand.tab.editor.isVisible()


def test_verbs_without_a_selection_take_the_stage_of_today_or_say_what_to_do(made: Make) -> None:
    hand = made(running())
    hand.tab.board.select(None)
    hand.key(Qt.Key.Key_H)
    assert hand.days[6] == 10
    window = StandIn(replace(consensus(), start=None))
    other = made(window)
    other.key(Qt.Key.Key_H)
    assert "Click a stage" in other.said


def test_undo_selects_what_changed(made: Make) -> None:
    hand = made()
    hand.select(4)
    hand.key(Qt.Key.Key_H)
    hand.select(12)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.tab.board.index == 3
    assert Fraction(hand.doses[3]) == 40
    hand.click(hand.body(2))
    QTest.mouseClick(hand.chart, LEFT, NONE, hand.body(3))
    assert hand.tab.board.index == 2
