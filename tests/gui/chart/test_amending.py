"""A change of today's stage begins tomorrow: everything leads with the part that changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from baclodesk.domain.chart_list import Box, Label
from baclodesk.gui.chart.amends import part_from_tomorrow, was
from tests.gui.chart.conftest import CTRL, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running


def _long(language: str = "en") -> StandIn:
    """The 34th day in a stage 7 that goes on to day 42."""
    window = running(language)
    plan = consensus(language)
    stages = [replace(stage, days=12) if place == 6 else stage for place, stage in enumerate(plan.stages)]
    window.plan = plan.with_stages(stages)
    return window


def _tags(hand: Hand) -> list[str]:
    assert hand.chart.steps is not None
    return [item.text for item in hand.chart.steps.layers["tags"] if isinstance(item, Label)]


def test_a_dragged_dose_of_today_leads_with_the_part_from_tomorrow_and_so_does_the_plan_after_it(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    hand.press(hand.top(7))
    hand.by_mg(-20)
    what, dose, _ = hand.tab.readout.fields
    assert what.title == "Stage 8 of 16"
    assert what.strong == ("D35–D42", "8 days")
    assert dose.strong[0].replace("\u00a0", " ") == "50 mg (was 70, −20) = 5 tablets"
    assert _tags(hand) == ["−20 mg"]
    assert hand.tab.board.index == 7
    assert hand.chart.steps is not None
    bar, knobs = hand.chart.steps.bars[7], hand.chart.steps.layers["knobs"]
    ends = {round(item.x + item.width / 2) for item in knobs if isinstance(item, Box)}
    assert round(bar.x1) in ends, "the knobs are those of the part that moves"
    hand.tab._follow_drag()
    assert hand.tab.inspector.title.text() == "Stage 8"
    assert hand.tab.inspector.dose.edit.text() == "50\u00a0mg"
    hand.release()
    assert hand.doses[6:9] == [70, 50, 80]
    assert hand.days[6:8] == [4, 8]
    assert hand.tab.board.index == 7
    assert hand.tab.board.selected == (hand.tab.board.current,)
    assert hand.window.commits == ["Stage 7 from D35: 70\u00a0mg → 50\u00a0mg"]


def test_a_cancelled_drag_of_todays_dose_gives_the_old_selection_back(made: Make) -> None:
    hand = made(_long())
    hand.select(9)
    before = hand.tab.board.selected, hand.tab.board.current, hand.tab.board.part
    hand.press(hand.top(7))
    hand.by_mg(-20)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert (hand.tab.board.selected, hand.tab.board.current, hand.tab.board.part) == before
    assert hand.tab.inspector.title.text() == "Stage 9"


def test_back_at_the_old_dose_the_drag_leads_with_todays_stage_again(made: Make) -> None:
    hand = made(_long())
    hand.press(hand.top(7))
    began = hand.spot
    hand.by_mg(-20)
    assert hand.tab.board.index == 7
    hand.move(began)
    assert hand.tab.board.index == 6
    assert hand.tab.readout.fields[0].title == "Stage 7 of 15"
    hand.release()
    assert hand.window.commits == []


def test_ctrl_and_todays_dose_lowers_tomorrow_and_all_later_stages(made: Make) -> None:
    hand = made(_long())
    hand.press(hand.top(7), CTRL)
    hand.by_mg(-10)
    assert _tags(hand)[:2] == ["−10 mg", "−10 mg"]
    hand.release(CTRL)
    assert hand.doses[6:10] == [70, 60, 70, 80]
    assert hand.window.commits == ["Stage 7 from D35 and later: −10 mg"]


def test_of_several_selected_stages_the_part_from_tomorrow_takes_the_grabbed_ones_place(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.press(hand.top(7))
    hand.by_mg(-20)
    hand.release()
    assert hand.window.plan is not None
    uids = [stage.uid for stage in hand.window.plan.stages]
    assert set(hand.tab.board.selected) == {uids[7], uids[8]}


def test_keys_go_on_from_the_part_that_they_split_off_as_one_step(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    for _ in range(3):
        hand.key(Qt.Key.Key_Down, CTRL)
    assert hand.doses[6:9] == [70, 40, 80]
    assert "history" not in hand.said
    assert hand.window.stack.count() == 1
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == _long().plan


def test_keys_that_lead_back_to_todays_dose_leave_no_step_and_no_split(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    hand.key(Qt.Key.Key_Up)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        hand.key(key, CTRL)
    assert hand.window.plan == _long().plan
    assert hand.window.stack.count() == 0
    assert hand.tab.board.index == 6
    assert hand.said == "Unchanged."
    hand.key(Qt.Key.Key_Down, CTRL)
    assert hand.doses[6:9] == [70, 60, 80]


def test_the_inspectors_buttons_and_fields_go_on_from_it_too(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    panel = hand.tab.inspector
    panel.dose.less.click()
    panel.dose.less.click()
    assert hand.doses[6:9] == [70, 50, 80]
    assert panel.title.text() == "Stage 8"
    panel.slots[0][1].less.click()
    panel.slots[0][1].less.click()
    assert hand.doses[6:9] == [70, 40, 80]
    assert hand.window.stack.count() == 2, "one for the dose, one for the time"
    panel.dose.edit.setFocus()
    panel.dose.edit.selectAll()
    QTest.keyClicks(panel.dose.edit, "65")
    QTest.keyClick(panel.dose.edit, Qt.Key.Key_Return)
    assert hand.doses[6:9] == [70, 65, 80]
    assert "history" not in hand.said


def test_the_table_and_the_editor_on_the_chart_go_on_from_it_too(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    hand.tab.show_page("table")
    QApplication.processEvents()
    table = hand.tab.table
    for text in ("60", "50"):
        index = table.stages.index(table.currentIndex().row(), table.stages.columns.index("mg"))
        table.setCurrentIndex(index)
        table.edit(index)
        box = next(box for box in table.findChildren(QLineEdit) if box.isVisible())
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        QApplication.processEvents()
    assert hand.doses[6:9] == [70, 50, 80], hand.said
    assert table.currentIndex().row() == 7
    other = made(_long())
    other.select(7)
    other.key(Qt.Key.Key_F2)
    for box, text in ((other.tab.editor.days, "10"), (other.tab.editor.dose, "60")):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
    QTest.keyClick(other.tab.editor.dose, Qt.Key.Key_Return)
    assert other.doses[6:9] == [70, 60, 80]
    assert other.days[6:8] == [4, 6]
    assert other.tab.board.index == 7
    assert other.window.commits == ["Stage 7: 10 days, 60\u00a0mg"]


def test_a_time_moved_in_todays_stage_leads_with_the_part_from_tomorrow(made: Make) -> None:
    hand = made(_long())
    hand.select(7)
    hand.tab.inspector.shape.move_time(0, "09:00")
    assert hand.tab.board.index == 7
    assert len(hand.days) == 16


@pytest.mark.parametrize("place", [0, 6, 14])
def test_a_split_is_told_from_stages_put_in_taken_out_or_changed(place: int) -> None:
    plan = consensus()
    stages = list(plan.stages)
    whole = stages[place]
    first = replace(whole, days=2)
    second = replace(whole, uid=99, days=None if whole.days is None else 3)
    parted = plan.with_stages([*stages[:place], first, second, *stages[place + 1 :]])
    assert part_from_tomorrow(plan, parted) == place + 1
    before, after = was(plan, parted, place), was(plan, parted, place + 1)
    assert before is not None
    assert after is not None
    assert (before.days, after.days) == (2, second.days)
    assert part_from_tomorrow(plan, plan) is None
    assert part_from_tomorrow(plan, plan.with_stages([replace(second, days=3), *stages])) is None


def test_an_edit_that_takes_stages_out_as_well_is_no_split() -> None:
    plan = consensus()
    first, second = replace(plan.stages[6], days=2), replace(plan.stages[6], uid=99, days=3)
    others = [replace(stage, uid=200 + stage.uid) for stage in plan.stages[7:]]
    new = plan.with_stages([*plan.stages[:6], first, second, *others])
    assert part_from_tomorrow(plan, new) is None
    assert was(plan, new, 7) is None
    changed = was(plan, new, 6)
    assert changed is not None
    assert changed.days == 5
