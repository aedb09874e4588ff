"""What is said and when: refreshes that wait, messages that stay, findings, undo by name, panels, handles held fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from baclodesk.domain.plan import Kind, Plan
from baclodesk.domain.visit import Visit
from baclodesk.gui.chart import gestures
from baclodesk.gui.chart.edge_pan import EdgePan
from baclodesk.services.library import Library
from tests.gui.chart.conftest import CTRL, NONE, Hand, Make
from tests.gui.chart.stand_in import START, StandIn, consensus, running

FIVES = [5] * 14 + [None]


def _scheme(name: str, before_mg: int = 0) -> Plan:
    return Library.load().build_scheme(name, start=START, before_mg=Fraction(before_mg))


def _stretched(plan: Plan, place: int, days: int = 23) -> Plan:
    return plan.with_stages([replace(s, days=days) if n == place else s for n, s in enumerate(plan.stages)])


# --- refreshes


def test_a_refresh_that_changes_no_plan_waits_for_the_end_of_the_drag(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    hand.window.visits = (Visit(id="1", on=date(2026, 11, 3), day=3, craving=6),)
    hand.tab.refresh()
    preview = hand.tab.board.preview
    assert hand.chart.dragging
    assert preview is not None
    assert preview.stages[6].days == 9
    assert hand.tab.board.state.visits == ()
    hand.by_days(1)
    hand.release()
    assert hand.days[6] == 10
    assert hand.tab.board.state.visits == hand.window.visits


def _visits(hand: Hand) -> int:
    return len(hand.tab.board.state.visits)


@pytest.mark.parametrize("end", ["escape", "unchanged", "click", "band"])
def test_a_refresh_that_waited_is_taken_up_however_the_hand_lets_go(made: Make, end: str) -> None:
    hand = made()
    spot = hand.edge(7)
    if end == "band":
        spot = QPoint(spot.x(), 60)
    hand.press(spot)
    if end != "click":
        hand.by_days(4)
    hand.window.visits = (Visit(id="1", on=date(2026, 11, 3), day=3, craving=6),)
    hand.tab.refresh()
    assert _visits(hand) == 0
    if end == "escape":
        hand.key(Qt.Key.Key_Escape)
    elif end == "unchanged":
        hand.move(spot)
    hand.release()
    assert _visits(hand) == 1
    assert hand.window.commits == []


@pytest.mark.parametrize("what", ["plan", "locked", "today"])
def test_a_drag_whose_ground_changed_is_cancelled_and_that_is_said(made: Make, what: str) -> None:
    hand = made()
    hand.press(hand.edge(7))
    hand.by_days(4)
    if what == "plan":
        hand.window.plan = consensus().with_stages(consensus().stages[:9])
    elif what == "locked":
        hand.window.locked = "Issued."
    else:
        hand.window.today = date(2026, 11, 2)
    hand.tab.refresh()
    assert isinstance(hand.chart.state, gestures.Muted)
    assert hand.tab.board.preview is None
    assert hand.said == "Cancelled: nothing was changed."
    assert hand.tab.speech.spoken[-1] == "Cancelled: nothing was changed."
    hand.release()
    assert hand.window.commits == []


# --- messages


def test_a_new_drag_clears_the_message_of_the_last_one(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    hand.release()
    assert "5 days" in hand.said
    hand.press(hand.edge(7))
    hand.by_days(3)
    assert hand.tab.readout.message == ""
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.tab.readout.message == "Cancelled: nothing was changed."
    hand.press(hand.edge(7))
    hand.by_days(3)
    assert hand.tab.readout.message == ""
    hand.release()


def test_going_to_another_stage_takes_the_reason_of_the_last_one_away(made: Make) -> None:
    hand = made()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Home):
        hand.select(4)
        hand.key(Qt.Key.Key_Left, CTRL)
        assert "5 days" in hand.tab.readout.message
        hand.key(key)
        assert hand.tab.readout.message == ""


def test_after_a_drop_at_a_wall_the_reason_stands_after_the_step(made: Make) -> None:
    plan = _stretched(consensus(), 3, 9)
    hand = made(StandIn(plan))
    hand.press(hand.edge(4))
    hand.by_days(-8)
    hand.release()
    assert hand.days[3] == 5
    assert hand.said.startswith("Stage 4: 9 → 5 days. Stage 4: no less than 5 days before a rise")
    assert hand.tab.board.wall is not None
    hand.key(Qt.Key.Key_X)
    assert hand.tab.form.name == "exempt"


@pytest.mark.parametrize("locked", [False, True])
def test_a_press_on_a_handle_that_cannot_move_leaves_its_reason_after_the_release(made: Make, *, locked: bool) -> None:
    window = running()
    window.locked = "Version 3 was issued." if locked else ""
    hand = made(window)
    why = "Version 3 was issued." if locked else "Days up to today are history."
    for spot in (hand.edge(3), hand.top(3)):
        hand.press(spot)
        assert hand.tab.readout.message.startswith(why)
        hand.release()
        assert hand.tab.readout.message.startswith(why)
        assert hand.tab.board.index == 2
    hand.click(hand.body(9))
    assert hand.tab.readout.message == ""


# --- the picture running along


def test_the_picture_runs_along_only_when_the_pointer_comes_from_inside_and_moves_outwards(made: Make) -> None:
    hand = made()
    assert hand.chart.frame is not None
    scale = hand.chart.frame.scale
    border = scale.right
    begun_there = EdgePan(border - 10)
    for x in (border - 10, border - 4, border + 3):
        begun_there.moved(x, scale)
    assert begun_there.step(border + 3, scale) == 0
    pan = EdgePan(border - 100)
    for x in (border - 100, border - 20, border - 8):
        pan.moved(x, scale)
    assert pan.step(border - 8, scale) > 0
    pan.moved(border - 9, scale)
    assert pan.step(border - 9, scale) > 0, "a trembling hand is no way back"
    pan.moved(border - 14, scale)
    assert pan.step(border - 14, scale) == 0
    pan.moved(border - 9, scale)
    assert pan.step(border - 9, scale) > 0
    pan.moved(scale.left + 60, scale)
    pan.moved(scale.left + 5, scale)
    assert pan.step(scale.left + 5, scale) < 0
    assert pan.step(scale.left + 200, scale) == 0


def test_a_drag_begun_at_the_border_leaves_the_picture_where_it_is(made: Make, qtbot: QtBot) -> None:
    hand = made()
    for _ in range(3):
        hand.tab.commands.run("zoom_in")
    assert hand.chart.frame is not None
    right = hand.chart.frame.scale.right
    assert hand.chart.steps is not None
    bars = list(enumerate(hand.chart.steps.bars, start=1))
    stage, at = next((n, bar.x1) for n, bar in bars if bar.x1 > right - 200)
    hand.chart.pan((at - (right - 12)) / hand.per_day)
    hand.press(hand.edge(stage))
    hand.move(hand.spot + QPoint(8, 0))
    first = hand.chart.view.first
    with qtbot.waitSignal(hand.chart._pan_timer.timeout):
        pass
    with qtbot.waitSignal(hand.chart._pan_timer.timeout):
        pass
    assert hand.chart.view.first == first
    hand.key(Qt.Key.Key_Escape)
    hand.release()


# --- what is read out


def test_a_finding_that_a_step_brings_is_read_out_after_its_words_and_no_other(made: Make) -> None:
    hand = made()
    hand.select(2)
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.tab.speech.spoken[-1] == "Stage 2: 5 → 6 days", "findings that were there already are not news"
    known = {line.text for line in hand.tab.board.findings}
    hand.select(5)
    for _ in range(4):
        hand.key(Qt.Key.Key_Up, CTRL)
    fresh = next(line.text for line in hand.tab.board.findings if line.text not in known and "90" in line.text)
    assert hand.tab.speech.spoken[-1] == f"Stage 5: 80\u00a0mg → 90\u00a0mg. {fresh}"
    assert hand.tab.speech.spoken[-2] == "Stage 5: 70\u00a0mg → 80\u00a0mg", "in the order in which it happened"
    assert not any(text in said for text in known for said in hand.tab.speech.spoken)


def test_a_deleted_stage_makes_no_old_finding_a_new_one(made: Make) -> None:
    hand = made()
    hand.select(10)
    assert any(line.stage == 12 for line in hand.tab.board.findings)
    hand.key(Qt.Key.Key_D, CTRL)
    assert hand.tab.speech.spoken[-1] == "Duplicate stage 10"


def test_of_many_new_findings_two_are_read_and_the_rest_counted(made: Make) -> None:
    hand = made(StandIn(_scheme("gentle")))
    hand.select(2)
    for _ in range(6):
        hand.press(hand.top(2), CTRL)
        hand.by_mg(60)
        hand.release(CTRL)
        if any("more finding" in said for said in hand.tab.speech.spoken):
            break
    said = next(said for said in hand.tab.speech.spoken if "more finding" in said)
    assert said.startswith("Stage 2 and later: +")


@pytest.mark.parametrize(
    ("language", "undone", "redone"), [("en", "Undone", "Done again"), ("fr", "Annulé\u00a0", "Rétabli\u00a0")]
)
def test_undo_and_redo_name_the_step(made: Make, language: str, undone: str, redone: str) -> None:
    hand = made(StandIn(consensus(language), language=language))
    hand.select(5)
    hand.key(Qt.Key.Key_Right, CTRL)
    step = hand.window.commits[0]
    for key, word in ((Qt.Key.Key_Z, undone), (Qt.Key.Key_Y, redone)):
        hand.key(key, CTRL)
        assert hand.tab.readout.message == f"{word}: {step}"
        hand.tab.speech._speak_waiting()
        assert hand.tab.speech.spoken[-1] == f"{word}: {step}"


def test_with_nothing_to_undo_or_redo_that_is_said(made: Make) -> None:
    hand = made()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.said == "There is nothing to undo."
    hand.key(Qt.Key.Key_Y, CTRL)
    assert hand.said == "There is nothing to do again."


# --- panels


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("en", "plateau", "Stage 5: plateau"),
        ("en", "stop", "Stage 5: stop gradually"),
        ("fr", "plateau", "Palier 5\u00a0: plateau"),
        ("fr", "reduce", "Palier 5\u00a0: réduire"),
    ],
)
def test_a_panel_names_its_stage(made: Make, language: str, name: str, title: str) -> None:
    hand = made(StandIn(consensus(language), language=language))
    hand.select(5)
    hand.tab.commands.run(name)
    assert title in [label.text() for label in hand.tab.form.findChildren(QLabel)]


def test_what_a_panel_does_is_done_to_the_stage_it_names(made: Make) -> None:
    hand = made()
    hand.select(5)
    hand.tab.commands.run("plateau")
    hand.click(hand.body(9))
    assert hand.tab.board.index == 8
    hand.tab.form.boxes["days"].setText("21")
    hand.tab.form.buttons["apply"].click()
    assert hand.days[4] == 21
    assert hand.days[8] == 5
    assert hand.tab.board.index == 4
    assert hand.window.plan is not None
    assert hand.window.plan.stages[4].kind is Kind.MAINTENANCE
    hand.tab.commands.run("resume")
    hand.click(hand.body(12))
    hand.tab.form.boxes["restart"].setText("20")
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits[-1] == "Resume at 20\u00a0mg on D21"


# --- today


@pytest.mark.parametrize(
    ("start", "today", "said"),
    [
        (None, START, "The plan has no first day yet: today has no place in it."),
        (START, date(2026, 10, 20), "Today lies before the first day, 1\u00a0Nov\u00a02026."),
        (START, date(2027, 3, 1), "Today lies after the last day of the plan, 10\u00a0Jan\u00a02027."),
    ],
)
def test_t_says_why_today_has_no_place(made: Make, start: date | None, today: date, said: str) -> None:
    plan = replace(consensus(), start=start)
    closed = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=1)])
    hand = made(StandIn(closed, today=today))
    hand.select(3)
    hand.key(Qt.Key.Key_T)
    assert hand.said == said
    assert hand.tab.board.index == 2


# --- handles that cannot move


def test_a_dose_between_two_walls_is_not_said_to_reach_from_30_to_30(made: Make) -> None:
    hand = made(StandIn(consensus(), policy="france-label"))
    hand.move(hand.top(3), NONE)
    assert hand.said.startswith("This dose cannot be moved. The rise into stage 4 would be more than 10\u00a0mg")
    assert "At most 10\u00a0mg a day above stage 2" in hand.said
    hand.select(3)
    hand.key(Qt.Key.Key_Up)
    effect = hand.tab.readout.fields[2]
    assert not any("30 to 30" in words for words in (*effect.strong, *effect.light))
    assert "cannot move (F1 says why)" in effect.light
    hand.key(Qt.Key.Key_F1)
    assert "This dose cannot be moved." in hand.said
    assert "30\u00a0mg to 30" not in hand.said
    hand.move(hand.top(3), CTRL)
    assert hand.said  # the second meaning may be free where the first is not
    past = made(running())
    past.select(2)
    past.key(Qt.Key.Key_Up)
    assert "cannot move: history" in past.tab.readout.fields[2].light


def test_a_boundary_that_cannot_roll_says_so_with_its_meaning(made: Make) -> None:
    hand = made()
    hand.move(hand.edge(4), CTRL)
    assert hand.said.startswith("Only this boundary moves: the end of the plan stays. This boundary cannot be moved.")
    assert hand.chart.cursor().shape() == Qt.CursorShape.SizeHorCursor
