"""The panel for the times of day, by keyboard; and every place that shows times when stages differ in them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from baclodesk.domain import edits
from baclodesk.domain.plan import IntakeTime, Plan
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.day_places import places
from baclodesk.gui.chart.time_columns import columns_of
from baclodesk.gui.chart.time_rows import TimeRows
from baclodesk.gui.chart.typed_times import TypedTime, Wrong, read, read_clock
from baclodesk.services.texts import LANGUAGES, NBSP, Texts
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

SIX = (
    IntakeTime("dawn", "05:30"),
    IntakeTime("8 am", "08:00"),
    IntakeTime("1 pm", "13:00"),
    IntakeTime("tea", "16:00"),
    IntakeTime("6 pm", "18:00"),
    IntakeTime("bedtime"),
)
THREE = (SIX[1], IntakeTime("2 pm", "14:00"), SIX[5])


def changed(times: tuple[IntakeTime, ...], stage: int = 5) -> Plan:
    """The consensus plan with other times from a stage on."""
    return edits.set_times_from(consensus(), consensus().stages[stage - 1].uid, times, (None,) * len(times))


def opened(made: Make, stage: int, window: StandIn | None = None) -> tuple[Hand, TimeRows]:
    """A tab with the panel open for a stage."""
    hand = made(window)
    hand.select(stage)
    hand.tab.commands.run("times")
    QApplication.processEvents()
    return hand, rows_of(hand)


def rows_of(hand: Hand) -> TimeRows:
    return hand.tab.form.findChildren(TimeRows)[-1]


def typed(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def told(hand: Hand) -> str:
    """Every sentence that stands in the panel."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in hand.tab.form.findChildren(QLabel) if label.isVisible())


def names(hand: Hand, stage: int) -> list[str]:
    assert hand.window.plan is not None
    return [time.name for time in hand.window.plan.times_at(stage - 1)]


def mg(hand: Hand, stage: int) -> list[int]:
    assert hand.window.plan is not None
    return [int(amount) for amount in hand.window.plan.stages[stage - 1].mg]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_one_time_less_from_a_stage_on_by_keys_alone(made: Make) -> None:
    hand, rows = opened(made, 5)
    assert focused() is rows.rows[0].name
    assert "From stage 5, D21, on." in told(hand)
    for _ in range(5):  # name, clock, remove; name, clock, remove
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is rows.rows[1].remove
    assert rows.rows[1].remove.accessibleName() == "Remove 1 pm"
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert len(rows.rows) == 3
    shown = wording.slots(hand.tab.board.texts, changed((*SIX[1:2], *SIX[4:])), 4)
    assert f"Stage 5, 50{NBSP}mg a day: {shown}" in told(hand)
    assert "11 stages are shared anew." in told(hand)
    assert hand.window.commits == []
    QTest.keyClick(rows.rows[0].name, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert hand.window.commits == ["From stage 5: 3 times a day, before 4"]
    assert names(hand, 4) == ["8 am", "1 pm", "6 pm", "bedtime"]
    assert names(hand, 5) == names(hand, 15) == ["8 am", "6 pm", "bedtime"]
    assert hand.doses[4:6] == [50, 60]
    assert hand.tab.side.currentIndex() == 0
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == consensus()


def test_a_new_time_takes_its_place_in_the_order_of_the_day(made: Make) -> None:
    hand, rows = opened(made, 7)
    hand.tab.form.buttons["add"].click()
    assert len(rows.rows) == 5
    assert rows.rows[-1].name.text() == "bedtime"
    assert focused() is rows.rows[3].name
    QTest.keyClicks(focused(), "tea")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "16h")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert names(hand, 7) == ["8 am", "1 pm", "tea", "6 pm", "bedtime"]
    assert hand.window.plan is not None
    assert hand.window.plan.times_at(6)[2] == IntakeTime("tea", "16:00")
    assert mg(hand, 7) == [15, 10, 15, 15, 15]
    assert hand.window.commits == ["From stage 7: 5 times a day, before 4"]


def test_the_tab_key_comes_to_a_new_row_in_its_place(made: Make) -> None:
    hand, rows = opened(made, 7)
    hand.tab.form.buttons["add"].click()
    order = [part for row in rows.rows for part in row.parts]
    rows.rows[0].name.setFocus()
    for part in order[1:]:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is part
    for name in ("add", "apply", "back"):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is hand.tab.form.buttons[name]


def test_the_step_is_named_in_the_language_of_the_moment(made: Make) -> None:
    window = StandIn(consensus())
    hand, rows = opened(made, 5, window)
    rows.rows[1].remove.click()
    hand.tab.form.buttons["apply"].click()
    window.language = "fr"
    hand.tab.retranslate()
    hand.select(6)
    hand.tab.commands.run("times")
    rows_of(hand).rows[0].remove.click()
    hand.tab.form.buttons["apply"].click()
    assert window.commits[-1] == f"Dès le palier 6{NBSP}: 2 prises par jour au lieu de 3"


def test_a_name_that_was_the_clocks_follows_it_and_its_amount_goes_along(made: Make) -> None:
    hand, rows = opened(made, 7)
    first = rows.rows[0]
    typed(first.clock, "21:30")
    assert first.name.text() == "21:30"
    typed(first.clock, "8:00")
    assert first.name.text() == "8 am"
    typed(first.clock, "21:30")
    assert "shared anew" not in told(hand)
    QTest.keyClick(first.clock, Qt.Key.Key_Return)
    assert names(hand, 7) == ["1 pm", "6 pm", "21:30", "bedtime"]
    assert mg(hand, 7) == [15, 15, 20, 20]
    assert hand.window.commits == ["From stage 7: other times of day"]


def test_a_name_typed_by_a_person_stays_and_a_time_without_one_is_called_after_its_clock(made: Make) -> None:
    hand, rows = opened(made, 7)
    typed(rows.rows[0].name, "waking")
    typed(rows.rows[0].clock, "7.15")
    rows.rows[1].name.setFocus()
    rows.rows[1].name.clear()
    typed(rows.rows[1].clock, "1 pm")
    rows.rows[1].name.clear()
    hand.tab.form.buttons["apply"].click()
    assert names(hand, 7) == ["waking", "13:00", "6 pm", "bedtime"]


@pytest.mark.parametrize(
    ("row", "name", "clock", "said"),
    [
        (1, "8 am", None, "Two times are called “8 am”."),
        (3, "", None, "a name or a clock time"),
        (1, "x", "25:00", "“25:00” is no clock time."),
        (1, "x", "8:0", "“8:0” is no clock time."),
        (1, "x", "8:00", "Two times stand at 8:00."),
    ],
)
def test_what_no_day_can_have_is_told_and_changes_nothing(
    made: Make, row: int, name: str, clock: str | None, said: str
) -> None:
    hand, rows = opened(made, 5)
    rows.rows[row].name.setText(name)
    if clock is not None:
        typed(rows.rows[row].clock, clock)
        rows.rows[row].name.setText(name)
    assert said in told(hand)
    hand.tab.form.buttons["apply"].click()
    assert said in hand.said
    assert focused() is (rows.rows[row].clock if clock else rows.rows[row].name)
    assert hand.window.commits == []
    assert hand.tab.side.currentIndex() == 1


def test_a_day_has_one_to_six_times(made: Make) -> None:
    hand, rows = opened(made, 5)
    for _ in range(3):
        hand.tab.form.buttons["add"].click()
    assert len(rows.rows) == 6
    assert "at most 6 times" in hand.said
    while len(rows.rows) > 1:
        rows.rows[0].remove.click()
    assert not rows.rows[0].remove.isEnabled()
    hand.tab.form.buttons["apply"].click()
    assert names(hand, 5) == ["bedtime"]
    assert mg(hand, 5) == [50]


def test_a_dose_that_cannot_be_shared_is_refused_with_the_reason(made: Make) -> None:
    odd = replace(consensus().stages[6], mg=(Fraction(67), *[Fraction(0)] * 3))
    window = StandIn(consensus().with_stages((*consensus().stages[:6], odd, *consensus().stages[7:])))
    hand, rows = opened(made, 5, window)
    rows.rows[0].remove.click()
    assert f"67{NBSP}mg cannot be made from the tablets" in told(hand)
    hand.tab.form.buttons["apply"].click()
    assert "cannot be made" in hand.said
    assert window.commits == []
    assert hand.tab.side.currentIndex() == 1


def test_a_split_set_by_hand_is_told_to_be_shared_anew(made: Make) -> None:
    window = StandIn(edits.set_intake(consensus(), 5, 0, Fraction(25)))
    hand, rows = opened(made, 5, window)
    rows.rows[1].remove.click()
    assert "set by hand is shared anew" in told(hand)


def test_in_a_running_treatment_they_hold_from_tomorrow_on(made: Make) -> None:
    hand, rows = opened(made, 7, running())
    assert "From tomorrow, D35, on" in told(hand)
    rows.rows[1].remove.click()
    hand.tab.form.buttons["apply"].click()
    assert hand.days[6:8] == [4, 1]
    assert names(hand, 7) == ["8 am", "1 pm", "6 pm", "bedtime"]
    assert names(hand, 8) == names(hand, 16) == ["8 am", "6 pm", "bedtime"]
    assert hand.tab.board.index == 7
    hand.select(2)
    hand.tab.commands.run("times")
    assert "history" in hand.said
    assert hand.tab.side.currentIndex() == 0


def test_nothing_changed_makes_no_step_and_no_split(made: Make) -> None:
    hand, _rows = opened(made, 7, running())
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits == []
    assert hand.tab.side.currentIndex() == 0


def test_later_stages_with_other_times_are_named_and_stay(made: Make) -> None:
    hand, rows = opened(made, 2, StandIn(changed(THREE)))
    assert "From stage 5 on the plan has other times: those stay." in told(hand)
    rows.rows[0].remove.click()
    assert "3 stages are shared anew." in told(hand)
    hand.tab.form.buttons["apply"].click()
    assert [len(names(hand, stage)) for stage in (1, 2, 4, 5, 15)] == [4, 3, 3, 3, 3]
    assert names(hand, 5) == ["8 am", "2 pm", "bedtime"]


def test_a_locked_plan_and_no_stage_say_why_there_is_no_panel(made: Make) -> None:
    hand = made()
    hand.tab.commands.run("times")
    assert "Click a stage" in hand.said
    window = StandIn(consensus())
    window.locked = "Issued."
    locked = made(window)
    locked.select(5)
    for command in ("times", "note", "as_needed"):
        locked.tab.board.told.emit("", "note")
        locked.tab.commands.run(command)
        assert locked.said == "Issued."
        assert locked.tab.side.currentIndex() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_twice_the_text_size_the_panel_is_as_wide_as_its_place(made: Make, language: str) -> None:
    window = StandIn(consensus(language), language=language)
    hand = made(window, width=1024, height=700)
    hand.tab.set_theme(hand.tab.theme.scaled(2.0))
    hand.select(5)
    hand.tab.commands.run("times")
    QApplication.processEvents()
    area = hand.tab.form.parentWidget()
    assert area is not None
    assert hand.tab.form.minimumSizeHint().width() <= area.width()
    for row in rows_of(hand).rows:
        assert row.clock.width() >= row.clock.fontMetrics().horizontalAdvance(row.clock.text()) + 8


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("8", "08:00"),
        ("8h", "08:00"),
        (f"8{NBSP}h{NBSP}30", "08:30"),
        ("08:30", "08:30"),
        ("8.30", "08:30"),
        ("1 pm", "13:00"),
        ("12am", "00:00"),
        ("12:15 PM", "12:15"),
        ("23:59", "23:59"),
        ("24:00", None),
        ("8:60", None),
        ("13 pm", None),
        ("noon", None),
        ("", None),
    ],
)
def test_clock_times_are_read_as_people_write_them(text: str, at: str | None) -> None:
    assert read_clock(text) == at


def test_no_row_and_seven_rows_are_no_day() -> None:
    texts = Texts("en")
    none, many = read(texts, []), read(texts, [TypedTime(f"t{n}", "") for n in range(7)])
    assert isinstance(none, Wrong)
    assert none.sentence == "A day has at least one time."
    assert isinstance(many, Wrong)
    assert many.sentence == "A day has at most 6 times."


# --- wherever times are shown


@pytest.mark.parametrize("times", [SIX[5:], THREE, SIX], ids=["one", "three", "six"])
def test_the_table_gives_every_name_its_own_column(made: Make, times: tuple[IntakeTime, ...]) -> None:
    plan = changed(times)
    hand = made(StandIn(plan))
    hand.tab.show_page("table")
    QApplication.processEvents()
    stages = hand.tab.table.stages
    shown = [name for name in stages.columns if name.startswith("time:")]
    heads = [
        stages.headerData(stages.columns.index(name), Qt.Orientation.Horizontal).strip("\u2066\u2067\u2068\u2069")
        for name in shown
    ]
    assert len(heads) == len(set(heads)) == len({time.name for n in (0, 5) for time in plan.times_at(n)})
    for row in range(len(plan.stages)):
        cells = {
            head: str(stages.data(stages.index(row, stages.columns.index(name))))
            for head, name in zip(heads, shown, strict=True)
        }
        amounts = zip(plan.times_at(row), plan.stages[row].mg, strict=True)
        wanted = {time.name: hand.tab.board.texts.tablets(amount / 10) for time, amount in amounts}
        assert {head: text for head, text in cells.items() if text} == wanted


def test_a_cell_of_a_moved_column_changes_its_own_time(made: Make) -> None:
    hand = made(StandIn(changed(THREE)))
    hand.tab.show_page("table")
    QApplication.processEvents()
    stages = hand.tab.table.stages
    heads = [stages.headerData(n, Qt.Orientation.Horizontal) for n in range(stages.columnCount())]
    bed, one = (next(n for n, head in enumerate(heads) if name in str(head)) for name in ("bedtime", "1 pm"))
    assert stages.setData(stages.index(4, bed), "3", Qt.ItemDataRole.EditRole)
    assert mg(hand, 5) == [15, 15, 30]
    assert not stages.flags(stages.index(4, one)) & Qt.ItemFlag.ItemIsEditable
    assert not stages.setData(stages.index(4, one), "3", Qt.ItemDataRole.EditRole)


def test_columns_stand_in_the_order_of_the_day() -> None:
    assert columns_of(changed(THREE)).names == ("8 am", "1 pm", "2 pm", "6 pm", "bedtime")
    assert columns_of(changed(SIX)).names == tuple(time.name for time in SIX)
    early = columns_of(changed((IntakeTime("late", "22:00"), IntakeTime("nap"))))
    assert early.names == ("8 am", "1 pm", "6 pm", "late", "nap", "bedtime")
    assert columns_of(None).names == ()


@pytest.mark.parametrize("times", [SIX[5:], THREE, SIX], ids=["one", "three", "six"])
def test_readout_inspector_and_readers_tell_the_times_of_their_stage(made: Make, times: tuple[IntakeTime, ...]) -> None:
    plan = changed(times)
    hand = made(StandIn(plan))
    for stage in (4, 5, 15):
        hand.select(stage)
        here = plan.times_at(stage - 1)
        dose = hand.tab.readout.fields[1].sentence().replace(NBSP, " ")
        assert all(f"{time.name} " in dose for time in here)
        assert dose.count("½") + dose.count("bedtime") >= 1
        shown = [label.text() for label, field in hand.tab.inspector.slots if field.isVisible()]
        assert shown == [time.name for time in here]
        assert all(time.name in hand.tab.inspector.shape.accessibleName() for time in here)
        bars = [hand.tab.inspector.shape.place(at) for at in range(len(here))]
        assert bars == sorted(set(bars))
        assert bars[0] >= 20
        assert bars[-1] <= hand.tab.inspector.shape.width() - 20


def test_times_without_a_clock_stand_between_their_neighbours() -> None:
    assert places(["05:00", None, "14:30", None]) == [0.0, 0.25, 0.5, 1.0]
    assert places([None, None, "14:30", "19:00"])[:2] == pytest.approx([1 / 6, 1 / 3])
    assert places([None, None, None]) == pytest.approx([1 / 6, 1 / 2, 5 / 6])
    assert places(["02:00", "13:00"]) == pytest.approx([0.0, 0.5])
    assert places(["05:00", "14:30", None, None]) == [0.0, 0.5, 0.75, 1.0]


def test_the_differences_between_revisions_tell_other_times(made: Make) -> None:
    hand = made()
    texts = hand.tab.board.texts
    assert wording.differences(texts, consensus(), consensus()) == ["No difference."]
    named = edits.set_times_from(consensus(), 5, (*THREE[:1], IntakeTime("noon", "12:30"), *SIX[4:]))
    assert wording.differences(texts, consensus(), named) == [f"Stage 5: 8 am · noon{NBSP}(12:30) · 6 pm · bedtime"]
    fewer = wording.differences(texts, consensus(), changed(THREE))
    assert "Stage 5: 8 am · 2 pm · bedtime" in fewer
    assert len([line for line in fewer if "bedtime" in line]) == 1
