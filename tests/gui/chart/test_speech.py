from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from baclodesk.gui.chart.speech import ChartNode, StageNode
from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, prescribed, running


def _node(hand: Hand) -> ChartNode:
    found = QAccessible.queryAccessibleInterface(hand.chart)
    assert isinstance(found, ChartNode)
    return found


def test_the_chart_is_a_list_of_its_stages(made: Make) -> None:
    hand = made()
    node = _node(hand)
    assert node.role() == QAccessible.Role.List
    assert node.childCount() == 15
    assert node.text(QAccessible.Text.Name) == "Titration chart"
    child = node.child(4)
    assert isinstance(child, StageNode)
    assert child.role() == QAccessible.Role.ListItem
    name = child.text(QAccessible.Text.Name).replace("\u00a0", " ")
    assert name == "Stage 5, day 21 to day 25, 50 mg per day"
    assert child.text(QAccessible.Text.Description) == (
        "5 days; 8 am 1 and a half tablets, 1 pm 1 tablet, 6 pm 1 tablet, bedtime 1 and a half tablets"
    )
    assert "open" in node.child(14).text(QAccessible.Text.Name)  # type: ignore[union-attr]
    assert node.child(15) is None
    assert node.indexOfChild(child) == 4
    assert child.parent() is node
    assert child.childCount() == 0
    assert child.child(0) is None
    assert child.childAt(0, 0) is None
    assert child.indexOfChild(child) == -1
    assert child.object() is None
    assert QAccessible.queryAccessibleInterface(hand.chart) is node
    assert child.text(QAccessible.Text.Value) == ""
    assert child.window() is hand.chart.window().windowHandle()
    child.setText(QAccessible.Text.Name, "x")


def test_a_stage_tells_its_room_its_selection_and_its_warnings(made: Make) -> None:
    hand = made()
    hand.select(9)
    node = _node(hand)
    child = node.child(8)
    assert isinstance(child, StageNode)
    assert child.isValid()
    state = child.state()
    assert state.selected
    assert state.focused
    assert "; warning: From stage 9 the dose is 90\u00a0mg a day, above" in child.text(QAccessible.Text.Description)
    rect = child.rect()
    middle = hand.chart.mapToGlobal(hand.body(9))
    assert rect.contains(middle)
    assert node.childAt(middle.x(), middle.y()) is child
    assert node.childAt(-1000, -1000) is None


def test_each_stage_keeps_one_interface_and_loses_it_with_the_stage(made: Make) -> None:
    hand = made()
    node = _node(hand)
    before = node.child(6)
    assert isinstance(before, StageNode)
    hand.select(7)
    hand.key(Qt.Key.Key_H)
    assert node.child(6) is before
    hand.key(Qt.Key.Key_Delete)
    assert node.childCount() == 14
    assert not before.isValid()
    assert before.rect().isEmpty()
    assert before.text(QAccessible.Text.Name) == ""


def test_walls_commits_cancels_and_undo_are_spoken(made: Make) -> None:
    hand = made()
    spoken = hand.tab.speech.spoken
    hand.press(hand.edge(4))
    hand.by_days(-3)
    hand.by_days(-1)
    spoken = hand.tab.speech.spoken
    assert sum("5 days" in sentence for sentence in spoken) == 1, "once for each entry into the wall"
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert "Cancelled" in hand.tab.speech.spoken[-1]
    hand.press(hand.edge(7))
    hand.by_days(4)
    hand.release()
    assert hand.tab.speech.spoken[-1] == "Stage 7: 5 → 9 days"


def test_repeated_steps_are_spoken_at_most_twice_a_second_and_the_last_one_always(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.select(7)
    for _ in range(6):
        hand.key(Qt.Key.Key_Right, CTRL)
    assert len(hand.tab.speech.spoken) == 1
    qtbot.waitUntil(lambda: len(hand.tab.speech.spoken) == 2, timeout=2000)
    assert hand.tab.speech.spoken[-1].startswith("Stage 7")


def test_the_whole_chart_is_summed_up_in_one_sentence(made: Make) -> None:
    hand = made()
    summary = hand.chart.accessibleDescription().replace("\u00a0", " ")
    assert summary == "15 stages, 10 mg to 200 mg per day, day 1 to 70, then open; today is in stage 1"
    hand.tab.board.select(7)
    hand.tab.refresh()
    prescribed(hand.window, 1, 28)
    hand.tab.refresh()
    summary = hand.chart.accessibleDescription().replace("\u00a0", " ")
    assert summary.endswith("then open; tablets to day 28; today is in stage 1"), "whatever is selected"
    hand.window.today = date(2026, 9, 1)
    hand.tab.refresh()
    assert "today" not in hand.chart.accessibleDescription(), "before day 1 no stage is today's"
    french = made(StandIn(consensus("fr"), language="fr"))
    assert french.chart.accessibleDescription().startswith("15 paliers")


def test_everything_that_can_be_reached_has_a_name(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    panel = hand.tab.inspector
    for field in (panel.days, panel.dose, *(field for _, field in panel.slots)):
        assert field.edit.accessibleName()
        assert field.less.accessibleName().endswith("less")
        assert field.more.accessibleName().endswith("more")
    assert hand.tab.table.accessibleName()
    assert hand.tab.readout.accessibleName()
    assert hand.tab.findings.accessibleName()
    assert panel.shape.accessibleName().startswith("One day")


def test_hold_in_days_gone_by_is_refused_by_the_last_guard(made: Make) -> None:
    hand = made(running())
    hand.select(3)
    hand.key(Qt.Key.Key_H)
    assert "history" in hand.said
    assert hand.window.commits == []


def test_the_editor_over_the_chart_is_in_the_tree_while_it_is_open(made: Make) -> None:
    hand = made()
    node = _node(hand)
    hand.select(3)
    assert node.childCount() == 15
    hand.key(Qt.Key.Key_F2)
    assert node.childCount() == 16
    editor = node.child(15)
    assert editor is not None
    assert editor.object() is hand.tab.editor
    assert node.indexOfChild(editor) == 15
    hand.tab.editor.leave()
    assert node.childCount() == 15
    assert node.child(15) is None


def test_interfaces_of_a_closed_chart_hold_nothing_of_it(qtbot: QtBot) -> None:
    tab = TitrationTab(StandIn(consensus()), LIGHT)
    with qtbot.waitExposed(tab):
        tab.show()
    chart = tab.chart
    child = QAccessible.queryAccessibleInterface(chart).child(4)
    assert isinstance(child, StageNode)
    assert child.isValid()
    tab.close()
    tab.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(chart)
    assert not child.isValid()
    assert child.state().invalid
    assert child.text(QAccessible.Text.Name) == ""
    assert child.rect().isEmpty()
    assert child.window() is None
    assert child.parent() is None
    assert chart not in vars(child).values()


def test_steps_taken_back_in_a_hurry_are_all_spoken(made: Make, qtbot: QtBot) -> None:
    hand = made()
    for stage in (3, 7, 9):
        hand.select(stage)
        hand.key(Qt.Key.Key_H)
    qtbot.waitUntil(lambda: "Stage 9" in hand.tab.speech.spoken[-1], timeout=2000)
    assert "Stage 7" in hand.tab.speech.spoken[-1], "steps that wait are spoken together"
    count = len(hand.tab.speech.spoken)
    for _ in range(3):
        hand.key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Stage 3" in hand.tab.speech.spoken[-1], timeout=2000)
    fresh = " ".join(hand.tab.speech.spoken[count:])
    places = [fresh.index(f"Undone: Stage {stage}") for stage in (9, 7, 3)]
    assert places == sorted(places)


def test_of_two_runs_the_last_value_of_each_is_spoken(made: Make, qtbot: QtBot) -> None:
    hand = made()
    hand.select(7)
    for _ in range(4):
        hand.key(Qt.Key.Key_Right, CTRL)
    hand.select(9)
    for _ in range(3):
        hand.key(Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: len(hand.tab.speech.spoken) == 2, timeout=2000)
    assert hand.tab.speech.spoken[-1] == "Stage 7: 8 → 9 days. Stage 9: 7 → 8 days"
