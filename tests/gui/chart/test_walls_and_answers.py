"""A wall is lifted only while it is the last thing met; what is lifted says so; nothing of a finding is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain import edits
from baclodesk.domain.as_needed import set_as_needed
from baclodesk.domain.findings import Severity
from baclodesk.domain.plan import AsNeeded, Exemption, Plan
from baclodesk.gui.chart.board import NOTE
from baclodesk.gui.chart.findings_bar import FindingsBar
from baclodesk.services.texts import NBSP
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

ALT = Qt.KeyboardModifier.AltModifier
FIVES = [5] * 14 + [None]


def at_the_wall(hand: Hand, stage: int = 4) -> Hand:
    """Drag the edge of a stage shorter than the policy allows, and let go there."""
    hand.press(hand.edge(stage))
    hand.by_days(-3)
    hand.release()
    assert hand.tab.board.wall is not None
    return hand


def nothing_to_lift(hand: Hand) -> bool:
    hand.key(Qt.Key.Key_X)
    return hand.tab.side.currentIndex() == 0 and hand.said.startswith("First reach a wall")


# --- walls


def test_a_drag_that_ends_away_from_walls_leaves_none_to_lift(made: Make) -> None:
    hand = at_the_wall(made())
    hand.press(hand.edge(4))
    hand.by_days(3)
    hand.release()
    assert hand.days[3] == 8
    assert nothing_to_lift(hand)


def test_a_drag_of_another_stage_leaves_none_to_lift(made: Make) -> None:
    hand = at_the_wall(made())
    hand.tab.board.selected = tuple(stage.uid for stage in consensus().stages[3:6])
    hand.press(hand.edge(6))
    hand.by_days(2)
    hand.release()
    assert nothing_to_lift(hand)


@pytest.mark.parametrize("key", [Qt.Key.Key_H, Qt.Key.Key_S, Qt.Key.Key_B])
def test_another_act_leaves_none_to_lift(made: Make, key: Qt.Key) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([replace(s, days=12 if s.days else None) for s in plan.stages])))
    hand.press(hand.edge(4))
    hand.by_days(-10)
    hand.release()
    assert hand.tab.board.wall is not None, "the very drag that stood at the wall"
    hand.key(Qt.Key.Key_Z, CTRL)
    assert nothing_to_lift(hand), "undone"
    hand.select(4)
    hand.key(key)
    assert len(hand.window.commits) == 2
    assert nothing_to_lift(hand)


def test_a_drag_that_is_dropped_at_its_wall_leaves_none_to_lift(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    assert hand.tab.board.wall is not None
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.days == FIVES
    assert nothing_to_lift(hand)


# --- findings


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", f"Lifted: asked for (Dr A, 1{NBSP}Nov{NBSP}2026)"),
        ("fr", f"Levée{NBSP}: asked for (Dr A, 1er{NBSP}nov.{NBSP}2026)"),
    ],
)
def test_an_answered_finding_has_a_tick_and_the_reason_instead_of_a_demand(
    made: Make, language: str, said: str
) -> None:
    plan = edits.exempt(consensus(language), 3, Exemption("stage_too_short", "asked for", "Dr A", date(2026, 11, 1)))
    window = StandIn(edits.move_end(plan, 3, 2), language=language)
    hand = made(window)
    row = next(row for row in hand.tab.findings.rows if row.line is not None and row.line.answered)
    assert row.line is not None
    assert said in row.line.text
    assert row.line.text.startswith(("Stage 3 lasts 2 days", "Le palier 3 dure 2"))
    assert "State why" not in row.line.text
    assert "Indiquez" not in row.line.text
    assert not row.link.isVisible()
    assert row.sign.answered
    tick = row.sign.grab().toImage()
    row.sign.show_severity(row.line.severity)
    assert row.sign.grab().toImage() != tick
    assert any(said in line.text for line in hand.tab.board.findings), "the table and readers say the same"
    window.plan = edits.withdraw_exemptions(window.plan or plan, 3)
    hand.tab.refresh()
    open_row = next(row for row in hand.tab.findings.rows if row.line is not None and row.line.stage == 3)
    assert open_row.line is not None
    assert open_row.line.severity is Severity.STOP
    assert open_row.link.isVisible()
    assert not open_row.sign.answered


def whole(bar: FindingsBar) -> list[str]:
    """Give what is cut of the bar's rows, and of the rows it shows."""
    cut = []
    for row in bar.rows[: len(bar.lines)]:
        assert row.line is not None
        shown = row.text.text().replace("&&", "&")
        if shown.replace("\n", " ") != row.line.text:
            cut.append(f"left out: {shown}")
        measures = QFontMetricsF(row.text.font())
        if max(measures.horizontalAdvance(line) for line in shown.split("\n")) > row.text.width() - 8:
            cut.append(f"too wide: {shown}")
        if measures.height() * (shown.count("\n") + 1) > row.text.height():
            cut.append(f"too high: {shown}")
        bottom = row.mapTo(bar.viewport(), QPoint(0, row.height())).y()
        top = row.mapTo(bar.viewport(), QPoint(0, 0)).y()
        if top < bar.viewport().height() < bottom:
            cut.append(f"cut by the bar: {shown}")
    return cut


def sudden(language: str) -> Plan:
    """Short stages, steep rises, and a stop at once from a high dose."""
    plan = consensus(language)
    stages = [replace(s, mg=tuple(2 * mg for mg in s.mg), days=2 if s.days else None) for s in plan.stages]
    return plan.with_stages(stages)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("policy", ["guide", "france-label"])
@pytest.mark.parametrize("width", [1440, 1024, 700])
def test_no_finding_is_cut_and_the_bar_ends_after_a_whole_one(
    made: Make, qtbot: QtBot, language: str, policy: str, width: int
) -> None:
    hand = made(StandIn(sudden(language), language=language, policy=policy), width=width)
    bar = hand.tab.findings
    assert len(bar.lines) > 3
    qtbot.waitUntil(lambda: whole(bar) == [])
    assert bar.height() < 0.25 * hand.tab.height()
    if width == 700:
        assert any("\n" in row.text.text() for row in bar.rows)
    hand.tab.resize(width + 400, 820)
    qtbot.waitUntil(lambda: whole(bar) == [])


def test_a_sentence_is_wrapped_anew_when_a_link_comes_beside_it(made: Make, qtbot: QtBot) -> None:
    hand = made()
    bar = hand.tab.findings
    plain = replace(max(hand.tab.board.findings, key=lambda line: len(line.text)), action="")
    room = QFontMetricsF(bar.rows[0].text.font()).horizontalAdvance(plain.text)
    bar.show_lines((plain,))
    hand.tab.resize(round(room) + 60, 820)
    qtbot.waitUntil(lambda: whole(bar) == [])
    assert "\n" not in bar.rows[0].text.text()
    bar.show_lines((replace(plain, action="reason"),))
    qtbot.waitUntil(lambda: "\n" in bar.rows[0].text.text())
    assert whole(bar) == []


# --- acts select what they made


def test_a_step_back_selects_the_part_that_begins_tomorrow(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    hand.key(Qt.Key.Key_B)
    board = hand.tab.board
    assert board.index == 7, "the past part of stage 7 stays, the step back is the next one"
    assert "D35" in str(hand.tab.readout.fields[0])
    assert hand.tab.inspector.title.text() == "Stage 8"
    assert hand.tab.inspector.kind.text() == "step back"


@pytest.mark.parametrize("command", ["cap", "level_up"])
def test_staying_below_and_going_up_select_what_follows(made: Make, command: str) -> None:
    plan = consensus()
    lower = plan.with_stages([*plan.stages[:6], replace(plan.stages[6], mg=plan.stages[2].mg), *plan.stages[7:]])
    window = running()
    window.plan = lower
    hand = made(window)
    hand.select(7)
    hand.tab.commands.run(command)
    assert hand.tab.board.index == 7
    assert hand.tab.inspector.title.text() == "Stage 8"


@pytest.mark.parametrize(
    ("name", "button"), [("reduce", "apply"), ("stop", "rate"), ("stop", "length"), ("resume", "apply")]
)
def test_reducing_stopping_and_resuming_select_their_first_stage(made: Make, name: str, button: str) -> None:
    hand = made(running())
    hand.select(7)
    hand.tab.commands.run(name)
    hand.tab.form.buttons[button].click()
    QApplication.processEvents()
    assert len(hand.window.commits) == 1
    assert hand.tab.board.index == 7
    assert hand.tab.inspector.title.text() == "Stage 8"


@pytest.mark.parametrize("key", [Qt.Key.Key_H, Qt.Key.Key_P])
def test_holding_and_a_plateau_keep_the_stage_that_they_lengthen(made: Make, key: Qt.Key) -> None:
    hand = made(running())
    hand.select(7)
    hand.key(key)
    if key == Qt.Key.Key_P:
        hand.tab.form.buttons["apply"].click()
    assert len(hand.window.commits) == 1
    assert hand.tab.board.index == 6


# --- sentences


def test_help_is_no_warning_and_each_reason_has_its_stop(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    hand.select(4)
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_F1)
    assert hand.tab.readout.meant == NOTE
    assert "X Above" not in hand.said
    hand.window.policy, hand.window.language = "guide", "fr"
    hand.tab.retranslate()
    hand.key(Qt.Key.Key_F1)
    assert f"Minimum{NBSP}:" in hand.said
    assert f". Maximum{NBSP}:" in hand.said
    hand.press(hand.edge(4))
    hand.by_days(2)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.tab.readout.message.startswith(f"Geste abandonné{NBSP}:")


def test_ctrl_over_a_stuck_edge_tells_one_reason(made: Make) -> None:
    hand = made()
    hand.move(hand.edge(4), CTRL)
    assert "cannot be moved" in hand.said
    assert hand.said.count("Stage 4") + hand.said.count("Stage 5") == 1


def test_the_day_cursor_begins_in_the_selected_stage(made: Make) -> None:
    hand = made(running())
    later = Qt.Key.Key_Right
    for stage, day in ((9, 41), (7, 34), (3, 11)):
        hand.select(stage)
        hand.key(later, ALT)
        assert hand.tab.day.day == day
        assert hand.tab.board.index == stage - 1
        hand.key(Qt.Key.Key_Escape)
    hand.tab.board.select(None)
    hand.key(later, ALT)
    assert hand.tab.day.day == 34


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("policy", ["guide", "france-label"])
def test_an_as_needed_dose_is_told_of_every_stage(made: Make, language: str, policy: str) -> None:
    window = running(language)
    assert window.plan is not None
    window.policy = policy
    window.plan = set_as_needed(window.plan, AsNeeded(Fraction(10), 2))
    hand = made(window)
    hand.select(5)
    words = {"en": "as needed", "fr": "à la demande"}[language]
    (told,) = [part for part in hand.tab.readout.fields[1].light if words in part]
    assert f"10{NBSP}mg" in told
    extra = hand.tab.inspector.written.extra
    assert extra.isVisible()
    assert extra.text().lower() == told.lower()
    assert extra.height() >= extra.heightForWidth(extra.width())


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "A number is needed"), ("abc", "“abc” is no number of days. Type a whole number, like 9.")],
)
def test_words_for_days_are_answered_with_what_is_expected(made: Make, text: str, said: str) -> None:
    hand = made()
    hand.select(4)
    edit = hand.tab.inspector.days.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert hand.said.startswith(said)
    assert hand.days == FIVES


@pytest.mark.parametrize(("text", "said"), [("abc", "“abc” is no amount. Type a number of tablets"), ("", "A number")])
def test_words_for_an_intake_are_answered_with_what_is_expected(made: Make, text: str, said: str) -> None:
    hand = made()
    hand.select(4)
    edit = hand.tab.inspector.slots[0][1].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert hand.said.startswith(said)


@pytest.mark.parametrize(("language", "said"), [("en", "Choose a row"), ("fr", "Choisissez une ligne")])
def test_in_the_table_a_row_is_to_be_chosen(made: Make, language: str, said: str) -> None:
    plan = replace(consensus(language), start=None)
    hand = made(StandIn(plan, language=language), width=1500)
    assert not hand.tab.inspector.hint.text().startswith(said)
    hand.tab.show_page("table")
    hand.tab.board.select(None)
    assert hand.tab.inspector.hint.text().startswith(said)
    hand.tab.commands.run("hold")
    assert hand.said.startswith(said)
    hand.tab.show_page("chart")
    assert not hand.tab.inspector.hint.text().startswith(said)
