from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.plan import Kind
from baclodesk.domain.schedule import of_plan
from baclodesk.gui.chart.fields import StepField
from baclodesk.gui.chart.step_box import StepBox
from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.chart.theme import DARK, LIGHT, from_colours, high_contrast
from baclodesk.gui.style import tokens
from tests.gui.chart.conftest import CTRL, LEFT, NONE, RIGHT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

UPRIGHT = False
FIVES = [5] * 14 + [None]


def _table(made: Make, window: StandIn | None = None) -> Hand:
    hand = made(window)
    hand.tab.show_page("table")
    QApplication.processEvents()
    return hand


def _cell(hand: Hand, row: int, name: str) -> str:
    stages = hand.tab.table.stages
    return str(stages.data(stages.index(row, stages.columns.index(name))))


def _type_cell(hand: Hand, row: int, name: str, text: str) -> None:
    table = hand.tab.table
    index = table.stages.index(row, table.stages.columns.index(name))
    table.setCurrentIndex(index)
    table.edit(index)
    box = QApplication.focusWidget()
    assert isinstance(box, StepBox)
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_the_table_shows_the_rows_of_the_schedule(made: Make) -> None:
    hand = _table(made)
    rows = of_plan(consensus()).rows
    for at, row in enumerate(rows):
        assert _cell(hand, at, "mg") == str(row.daily_mg)
        assert _cell(hand, at, "tablets") == str(row.daily_tablets)
    assert _cell(hand, 0, "time:0") == "½"
    assert _cell(hand, 4, "days_span") == "D21–D25"
    assert _cell(hand, 14, "days") == "open"
    assert _cell(hand, 10, "change") == "+20"
    assert _cell(hand, 8, "findings") == "1"
    model = hand.tab.table.stages
    found = model.index(8, model.columns.index("findings"))
    assert model.data(found, Qt.ItemDataRole.AccessibleTextRole) == "1 finding"
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert "above the line of 80" in model.data(found, role)
        assert model.data(model.index(1, found.column()), role) is None
    headers = [
        hand.tab.table.stages.headerData(column, Qt.Orientation.Horizontal)
        for column in range(hand.tab.table.stages.columnCount())
    ]
    assert headers[:9] == ["#", "Kind", "Day", "Dates", "Days", "8 am", "1 pm", "6 pm", "bedtime"]


@pytest.mark.parametrize(
    ("name", "text", "days", "dose"),
    [
        ("days", "9", 9, 70),
        ("days", "12 days", 12, 70),
        ("mg", "65", 5, 65),
        ("mg", "75 mg", 5, 75),
        ("time:0", "2½", 5, 75),
        ("time:3", "1,5", 5, 65),
        ("time:1", "20 mg", 5, 75),
    ],
)
def test_every_number_can_be_typed_in_the_table(made: Make, name: str, text: str, days: int, dose: int) -> None:
    hand = _table(made)
    _type_cell(hand, 6, name, text)
    assert (hand.days[6], hand.doses[6]) == (days, dose)
    assert hand.window.stack.count() == 1


def test_in_a_narrow_window_the_table_has_the_room_of_the_inspector(made: Make) -> None:
    hand = made(width=680)
    assert hand.tab.inspector.isVisible()
    hand.tab.show_page("table")
    QApplication.processEvents()
    assert not hand.tab.inspector.isVisible()
    assert hand.tab.table.horizontalScrollBar().maximum() == 0
    assert hand.tab.table.isColumnHidden(1)
    hand.tab.resize(1280, 820)
    QApplication.processEvents()
    assert not hand.tab.table.isColumnHidden(1)
    assert hand.tab.inspector.isVisible()
    hand.tab.resize(680, 820)
    hand.tab.show_page("chart")
    assert hand.tab.inspector.isVisible()


def test_a_cell_refuses_with_the_same_reason_as_a_drag(made: Make) -> None:
    hand = _table(made)
    _type_cell(hand, 6, "days", "3")
    assert hand.days == FIVES
    assert "5 days" in hand.said
    _type_cell(hand, 6, "days", "soon")
    assert "“soon”" in hand.said
    _type_cell(hand, 14, "days", "open")
    assert hand.days == FIVES


def test_past_stages_and_locked_plans_are_refused_in_the_table_too(made: Make) -> None:
    hand = _table(made, running())
    _type_cell(hand, 2, "mg", "50")
    assert "history" in hand.said
    assert hand.doses[2] == 30
    window = StandIn(consensus())
    window.locked = "Issued."
    locked = _table(made, window)
    stages = locked.tab.table.stages
    assert not stages.flags(stages.index(3, stages.columns.index("mg"))) & Qt.ItemFlag.ItemIsEditable


def test_chart_and_table_have_one_selection(made: Make) -> None:
    hand = made()
    hand.select(9)
    hand.tab.show_page("table")
    QApplication.processEvents()
    table = hand.tab.table
    assert [index.row() for index in table.selectionModel().selectedRows()] == [8]
    table.selectRow(3)
    assert hand.tab.board.index == 3
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.stages.index(5, 0), flags)
    assert len(hand.tab.board.selected) == 2
    hand.tab.show_page("chart")
    assert hand.tab.board.index == 3


def test_the_tables_keys_are_those_of_the_chart(made: Make) -> None:
    hand = _table(made)
    hand.tab.table.setFocus()
    hand.tab.table.selectRow(4)
    QTest.keyClick(hand.tab.table, Qt.Key.Key_D, CTRL)
    assert len(hand.days) == 16
    QTest.keyClick(hand.tab.table, Qt.Key.Key_Delete)
    assert len(hand.days) == 15
    QTest.keyClick(hand.tab.table, Qt.Key.Key_Z, CTRL)
    assert len(hand.days) == 16
    QTest.keyClick(hand.tab.table, Qt.Key.Key_Down)
    assert hand.tab.table.currentIndex().isValid()


def test_the_tables_current_cell_stays_valid_while_stages_come_and_go(made: Make) -> None:
    hand = _table(made)
    hand.tab.table.selectRow(14)
    for name in ("duplicate", "delete", "insert", "delete", "undo", "undo", "undo", "undo"):
        hand.tab.commands.run(name)
        QApplication.processEvents()
        assert hand.tab.table.currentIndex().isValid()
    assert hand.days == FIVES
    assert hand.tab.table.stages.rowCount() == 15


def test_inspector_and_findings_follow_a_drag_at_their_own_pace(made: Make, qtbot: QtBot) -> None:
    hand = made()
    before = hand.tab.findings.lines
    hand.press(hand.top(15))
    hand.by_mg(40)
    qtbot.waitUntil(lambda: hand.tab.inspector.dose.edit.text() == "240\u00a0mg", timeout=2000)
    assert hand.tab.findings.lines != before
    hand.key(Qt.Key.Key_Escape)
    assert hand.tab.inspector.dose.edit.text() == "200\u00a0mg"
    assert hand.tab.findings.lines == before
    hand.release()


def test_several_products_are_shown_in_mg(made: Make) -> None:
    plan = consensus()
    five = replace(plan.products[0], name="five", strength_mg=Fraction(5), code=None)
    hand = _table(made, StandIn(replace(plan, products=(*plan.products, five))))
    assert _cell(hand, 0, "time:0") == "5\u00a0mg"
    _type_cell(hand, 6, "time:0", "25")
    assert hand.doses[6] == 75


# --- inspector


def _field(hand: Hand, at: int) -> StepField:
    return hand.tab.inspector.slots[at][1]


def test_minus_and_plus_change_days_dose_and_every_time(made: Make) -> None:
    hand = made()
    hand.select(7)
    panel = hand.tab.inspector
    panel.days.more.click()
    panel.dose.more.click()
    assert (hand.days[6], hand.doses[6]) == (6, 80)
    panel.dose.less.click()
    _field(hand, 0).more.click()
    assert hand.doses[6] == 75
    assert hand.window.plan is not None
    assert hand.window.plan.stages[6].by_hand
    panel.days.less.click()
    panel.days.less.click()
    assert hand.days[6] == 5
    assert "5 days" in hand.said


def test_values_typed_in_the_inspector_are_applied_or_refused_with_a_reason(made: Make) -> None:
    hand = made()
    hand.select(7)
    panel = hand.tab.inspector
    for field, text in ((panel.days, "8"), (panel.dose, "65"), (_field(hand, 3), "2½")):
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClicks(field.edit, text)
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert hand.days[6] == 8
    assert hand.window.plan is not None
    assert hand.window.plan.stages[6].mg[3] == 25
    panel.days.edit.selectAll()
    QTest.keyClicks(panel.days.edit, "x")
    QTest.keyClick(panel.days.edit, Qt.Key.Key_Return)
    assert "“x”" in hand.said
    assert panel.days.edit.text() == "8"
    panel.dose.edit.setFocus()
    panel.dose.edit.selectAll()
    QTest.keyClicks(panel.dose.edit, "bad")
    QTest.keyClick(panel.dose.edit, Qt.Key.Key_Escape)
    assert panel.dose.edit.text().startswith("7")
    QTest.keyClick(panel.dose.edit, Qt.Key.Key_Up)
    QTest.keyClick(panel.dose.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert hand.window.plan.stages[6].daily_mg != hand.doses[6] or hand.doses[6] > 0


def test_open_typed_in_the_days_opens_the_end(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=30)])))
    hand.select(15)
    edit = hand.tab.inspector.days.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "open")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert hand.days[-1] is None


def test_the_verb_buttons_press_the_verbs(made: Make) -> None:
    hand = made()
    hand.select(6)
    buttons = hand.tab.inspector.buttons
    buttons["hold"].click()
    assert hand.days[5] == 10
    buttons["step_back"].click()
    assert hand.doses[5:8] == [50, 60, 70]
    buttons["plateau"].click()
    form = hand.tab.form
    form.boxes["days"].setText("21")
    form.buttons["apply"].click()
    assert hand.window.plan is not None
    assert any(stage.kind is Kind.MAINTENANCE and stage.days == 21 for stage in hand.window.plan.stages)


def test_a_plateau_shorter_than_the_rule_is_refused_in_its_panel(made: Make) -> None:
    hand = made()
    hand.select(6)
    hand.tab.commands.run("plateau")
    hand.tab.form.boxes["days"].setText("2")
    hand.tab.form.buttons["apply"].click()
    assert "5 days" in hand.said
    hand.tab.form.boxes["days"].setText("0")
    hand.tab.form.buttons["apply"].click()
    assert "“0”" in hand.said
    hand.tab.form.buttons["back"].click()
    assert hand.tab.side.currentIndex() == 0
    assert hand.days == FIVES


def test_reduce_by_the_week_or_at_once_to_two_thirds(made: Make) -> None:
    plan = consensus()
    top = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=60)])
    hand = made(StandIn(top))
    hand.select(15)
    hand.tab.commands.run("reduce")
    offers = [name for name in hand.tab.form.buttons if name.startswith("to ")]
    assert offers == ["to 130", "to 135"]
    hand.tab.form.buttons["to 135"].click()
    assert hand.doses[-1] == 135
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(15)
    hand.tab.commands.run("reduce")
    hand.tab.form.buttons["apply"].click()
    assert hand.doses[15:18] == [190, 180, 170]
    assert hand.doses[-1] == 100
    assert hand.window.commits[-1].startswith("Reduce by 10")


def test_stop_by_rate_and_by_length(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=60)])))
    hand.select(15)
    hand.tab.commands.run("stop")
    hand.tab.form.buttons["rate"].click()
    assert hand.doses[15:18] == [190, 180, 170]
    assert (hand.doses[-1], hand.days[-1]) == (0, None)
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(15)
    hand.tab.commands.run("stop")
    hand.tab.form.boxes["over"].setText("14")
    hand.tab.form.buttons["length"].click()
    assert hand.doses[-1] == 0
    assert sum(days or 0 for days in hand.days[15:]) == 14
    hand.key(Qt.Key.Key_Z, CTRL)
    hand.select(15)
    hand.tab.commands.run("stop")
    hand.tab.form.boxes["step"].setText("lots")
    hand.tab.form.buttons["rate"].click()
    assert "“lots”" in hand.said
    hand.tab.form.boxes["over"].setText("")
    hand.tab.form.buttons["length"].click()
    hand.tab.form.boxes["step"].setText("7")
    hand.tab.form.buttons["rate"].click()
    assert "cannot be made" in hand.said


def test_resume_after_a_gap_begins_lower_and_climbs_again(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    hand.tab.commands.run("resume")
    hand.tab.form.boxes["restart"].setText("30")
    hand.tab.form.buttons["apply"].click()
    assert hand.doses[6:10] == [70, 30, 40, 50]
    hand.select(9)
    hand.tab.commands.run("resume")
    hand.tab.form.boxes["restart"].setText("?")
    hand.tab.form.buttons["apply"].click()
    assert "“?”" in hand.said


def test_reduce_to_a_higher_dose_is_refused_in_the_panel(made: Make) -> None:
    hand = made()
    hand.select(3)
    hand.tab.commands.run("reduce")
    hand.tab.form.boxes["to"].setText("90")
    hand.tab.form.buttons["apply"].click()
    assert "not lower" in hand.said
    hand.tab.form.boxes["every"].setText("a")
    hand.tab.form.buttons["apply"].click()
    assert "“a”" in hand.said


def test_a_time_is_dragged_along_the_day_and_moves_from_this_stage_on(made: Make) -> None:
    hand = made()
    hand.select(7)
    shape = hand.tab.inspector.shape
    spot = QPoint(round(shape.place(2)), shape.height() // 2)
    QTest.mouseMove(shape, spot)
    assert shape.cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mousePress(shape, LEFT, NONE, spot)
    QTest.mouseMove(shape, spot + QPoint(2, 0))
    QTest.mouseMove(shape, spot - QPoint(14, 0))
    QTest.mouseRelease(shape, LEFT, NONE, spot - QPoint(14, 0))
    assert hand.window.plan is not None
    assert hand.window.plan.times_at(5)[2].at == "18:00"
    moved = hand.window.plan.times_at(6)[2]
    assert moved.at is not None
    assert moved.at < "18:00"
    assert moved.name != "6 pm"
    assert hand.window.commits == [f"From stage 7: 6 pm → {moved.name}"]


def test_a_dragged_time_is_dropped_by_escape_or_a_right_press(made: Make) -> None:
    hand = made()
    hand.select(7)
    shape = hand.tab.inspector.shape
    spot = QPoint(round(shape.place(1)), shape.height() // 2)
    for how in ("escape", "right"):
        QTest.mousePress(shape, LEFT, NONE, spot)
        QTest.mouseMove(shape, spot + QPoint(20, 0))
        if how == "escape":
            QTest.keyClick(shape, Qt.Key.Key_Escape)
        else:
            QTest.mousePress(shape, RIGHT, NONE, spot)
            QTest.mouseRelease(shape, RIGHT, NONE, spot)
        QTest.mouseRelease(shape, LEFT, NONE, spot)
    assert hand.window.commits == []


# --- states


def test_an_empty_plan_offers_three_beginnings_with_their_keys(made: Make) -> None:
    hand = made(StandIn(None))
    page = hand.tab.empty
    assert page.isVisible()
    page.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_9):
        QTest.keyClick(page, key)
    assert hand.window.begun == ["consensus", "other", "blank"]
    hand.window.plan = consensus()
    hand.tab.refresh()
    assert hand.chart.isVisible()
    empty = StandIn(consensus().with_stages(()))
    assert made(empty).tab.empty.isVisible()


def test_a_damaged_record_draws_no_chart_and_says_why(made: Make) -> None:
    window = StandIn(consensus())
    window.damaged = "the file ends too early"
    hand = made(window)
    assert hand.tab.empty.isVisible()
    assert "the file ends too early" in hand.tab.empty.title.text()


def test_a_plan_without_a_start_shows_day_numbers_only(made: Make) -> None:
    hand = made(StandIn(replace(consensus(), start=None)))
    hand.select(4)
    assert hand.tab.readout.fields[0].light == ()
    hand.move(hand.body(4))
    assert hand.said.startswith("D")


def test_a_plan_that_breaks_its_policy_is_drawn_and_may_only_come_back(made: Make) -> None:
    plan = consensus()
    broken = plan.with_stages([replace(plan.stages[0], days=2), *plan.stages[1:]])
    hand = made(StandIn(broken, policy="france-label"))
    hand.press(hand.edge(1))
    hand.by_days(-1)
    hand.release()
    assert hand.days[0] == 2
    hand.press(hand.edge(1))
    hand.by_days(2)
    hand.release()
    assert hand.days[0] == 4


def test_findings_select_their_stage_and_their_link_goes_to_the_window(made: Make) -> None:
    hand = made()
    rows = hand.tab.findings.rows
    rows[0].text.click()
    assert hand.tab.board.index == 8
    rows[0].link.click()
    assert hand.window.followed[0].stage == 9
    hand.press(hand.top(15))
    hand.by_mg(-40)
    hand.release()
    assert len(hand.tab.findings.lines) < 3 or hand.tab.findings.lines


def test_the_header_names_scheme_policy_and_revision(made: Make) -> None:
    hand = made(running())
    assert hand.tab.header.text().startswith("Consensus scheme, 15 stages · policy: Prescribers’ guide, checked 22")
    assert (
        "revision 2, issued 28\u00a0Oct by Dr\u00a0M.\u00a0Laurent; a change begins revision 3"
        in hand.tab.header.text()
    )
    hand.select(9)
    hand.key(Qt.Key.Key_H)
    assert "draft of revision 3 (revision 2 issued 28\u00a0Oct by Dr\u00a0M.\u00a0Laurent)" in hand.tab.header.text()


def test_the_whole_tab_speaks_french_after_a_switch(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    hand.window.language = "fr"
    hand.tab.retranslate()
    assert hand.tab.readout.fields[0].title == "Palier 7 sur 15"
    assert hand.tab.inspector.buttons["hold"].text() == "Rester ici"
    assert hand.tab.show_table.text() == "Tableau"
    assert hand.chart.accessibleName() == "Graphique de titration"
    hand.press(hand.edge(9))
    hand.by_days(-3)
    assert "au moins" in str(hand.tab.readout.fields[2]) or "dérogation" in hand.said
    hand.release()


def test_themes_are_laid_over_the_whole_tab(made: Make) -> None:
    hand = made()
    for theme in (
        DARK,
        high_contrast("#FFFFFF", "#000000", "#FFFF00", "#000000", dark=True),
        LIGHT.scaled(2.0),
        from_colours(tokens.LIGHT, 1.0),
    ):
        hand.tab.set_theme(theme)
        QApplication.processEvents()
        picture = hand.chart.grab().toImage()
        assert picture.pixelColor(picture.width() // 2, picture.height() - 2).name().upper() == theme.ground.upper()


def test_a_readout_line_stays_until_the_next_act_and_hints_do_not_hide_it(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    hand.release()
    wall = hand.said
    hand.move(hand.body(9))
    assert hand.said == wall
    hand.click(hand.body(9))
    hand.move(hand.body(10))
    assert hand.said != wall


def test_the_readout_keeps_its_height_whatever_it_says(made: Make) -> None:
    hand = made()
    before = hand.tab.readout.height()
    hand.select(5)
    hand.press(hand.edge(4))
    hand.by_days(-3)
    assert hand.tab.readout.height() == before
    hand.release()
    hand.tab.readout.setFocus()
    QApplication.processEvents()
    assert hand.tab.readout.accessibleDescription()


def test_the_wheel_over_a_focused_number_steps_it(made: Make) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    hand = made()
    hand.select(7)
    edit = hand.tab.inspector.days.edit
    edit.setFocus()
    spot = QPointF(edit.rect().center())
    event = QWheelEvent(
        spot,
        edit.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        UPRIGHT,
    )
    QApplication.sendEvent(edit, event)
    assert hand.days[6] == 6


def test_a_small_window_keeps_readout_ruler_and_plot(qtbot: QtBot) -> None:
    tab = TitrationTab(running(), LIGHT.scaled(2.0))
    qtbot.addWidget(tab)
    tab.resize(780, 560)
    tab.show()
    qtbot.waitExposed(tab)
    assert tab.chart.isVisible()
    assert tab.readout.isVisible()
    assert not tab.inspector.isVisible()
    tab.commands.run("next")
    tab.show_stage.setChecked(True)
    assert tab.inspector.isVisible()
    assert not tab.chart.isVisible()
    tab.commands.run("plateau")
    assert tab.form.isVisible()
    tab.form.buttons["back"].click()
    assert tab.chart.isVisible()
    tab.resize(1500, 900)
    QApplication.processEvents()
    assert tab.inspector.isVisible()
    assert not tab.show_stage.isVisible()
