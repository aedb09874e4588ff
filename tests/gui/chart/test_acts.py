"""What keys, panels and messages do: groups, deletions, the scheme's lengths, undo by name, refreshes that wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from baclodesk.domain.plan import Kind, Plan
from baclodesk.domain.visit import Visit
from baclodesk.gui.chart import gestures
from baclodesk.gui.chart.edge_pan import EdgePan
from baclodesk.services.library import Library
from tests.gui.chart.conftest import CTRL, LEFT, NONE, SHIFT, Hand, Make
from tests.gui.chart.stand_in import START, StandIn, consensus, running

FIVES = [5] * 14 + [None]


def _choose(hand: Hand, *stages: int) -> None:
    assert hand.tab.board.plan is not None
    hand.select(stages[0])
    for stage in stages[1:]:
        hand.tab.board.select(hand.tab.board.plan.stages[stage - 1].uid, "toggle")


# --- several stages


def test_an_open_stage_takes_part_in_a_groups_dose(made: Make) -> None:
    hand = made()
    _choose(hand, 14, 15)
    hand.key(Qt.Key.Key_Up, CTRL)
    assert hand.doses[13:] == [200, 220]
    assert hand.window.commits == ["2 stages changed"]
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.days[13:] == [6, None]
    assert hand.window.commits[1:] == ["1 stage changed"]


def test_a_group_in_which_nothing_can_move_says_the_first_reason(made: Make) -> None:
    hand = made()
    _choose(hand, 4, 3, 5)
    hand.key(Qt.Key.Key_Left, CTRL)
    assert hand.window.commits == []
    assert hand.said.startswith("Stage 3 stays at 5 days")
    assert hand.tab.board.wall is not None
    past = made(running())
    _choose(past, 2, 3)
    past.key(Qt.Key.Key_Up, CTRL)
    assert "history" in past.said
    assert past.window.commits == []
    open_end = made(StandIn(consensus().with_stages([replace(consensus().stages[-1], uid=1)])))
    open_end.tab.board.selected = (1, 1)
    open_end.tab.board.current = 1
    open_end.key(Qt.Key.Key_Right, CTRL)
    assert "already stays as long as needed" in open_end.said


def test_what_could_not_follow_in_a_group_is_told_after_the_step(made: Make) -> None:
    hand = made(running())
    _choose(hand, 3, 9)
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.days[8] == 6
    assert hand.window.commits == ["1 stage changed"]
    assert hand.said.startswith("1 stage changed. Days up to today are history.")


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_a_groups_stages_do_not_stand_in_each_others_way(made: Make, key: Qt.Key) -> None:
    plan = Library.load().build_scheme("label", start=START)
    window = StandIn(plan, policy="france-label")
    hand = made(window)
    before = hand.doses
    _choose(hand, *range(3, len(before) + 1))
    hand.key(key, CTRL)
    moved = [after - old for after, old in zip(hand.doses, before, strict=True)]
    assert moved[:2] == [0, 0]
    if key == Qt.Key.Key_Down:
        assert all(by < 0 for by in moved[2:])
    else:
        assert hand.window.commits == []
        assert hand.said.startswith("At most 10 mg a day above stage 2")


def test_todays_stage_in_a_group_changes_from_tomorrow_and_the_next_press_goes_on(made: Make) -> None:
    window = running()
    assert window.plan is not None
    window.plan = _stretched(window.plan, 6, 12)
    hand = made(window)
    _choose(hand, 7, 8)
    for _ in range(2):
        hand.key(Qt.Key.Key_Down, CTRL)
    assert hand.doses[6:9] == [70, 50, 60]
    assert hand.window.stack.count() == 1
    assert len(hand.tab.board.selected) == 2
    assert hand.window.plan is not None
    assert hand.tab.board.current in {hand.window.plan.stages[7].uid, hand.window.plan.stages[8].uid}


def test_a_locked_plan_refuses_a_groups_keys(made: Make) -> None:
    hand = made()
    hand.window.locked = "Issued."
    hand.tab.refresh()
    _choose(hand, 3, 4)
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.said == "Issued."
    assert hand.days == FIVES


def test_shift_delete_of_several_gives_their_days_to_the_stage_before_the_first(made: Make) -> None:
    hand = made()
    _choose(hand, 6, 5, 4)
    hand.key(Qt.Key.Key_Delete, SHIFT)
    assert hand.days == [5, 5, 20, *FIVES[6:]]
    assert hand.window.commits == ["Delete 3 stages, days to the stage before"]
    assert hand.tab.board.index == 3
    hand.key(Qt.Key.Key_Z, CTRL)
    _choose(hand, 1, 2)
    hand.key(Qt.Key.Key_Delete, SHIFT)
    assert hand.days == FIVES
    assert "no stage before" in hand.said


@pytest.mark.parametrize("mods", [NONE, SHIFT])
def test_nothing_is_deleted_when_one_of_several_is_history(made: Make, mods: Qt.KeyboardModifier) -> None:
    hand = made(running())
    _choose(hand, 3, 9, 10)
    hand.key(Qt.Key.Key_Delete, mods)
    assert hand.days == FIVES
    assert hand.window.commits == []
    assert "history" in hand.said


def test_all_stages_deleted_leave_the_empty_state(made: Make) -> None:
    hand = made()
    hand.key(Qt.Key.Key_A, CTRL)
    hand.key(Qt.Key.Key_Delete)
    assert hand.days == []
    assert hand.tab.board.current is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_counted_steps_have_their_singular(language: str) -> None:
    texts = StandIn(None, language=language).texts()
    for name in ("delete_many", "give_many", "paste", "nudged"):
        one, two = texts(f"chart.change.{name}", n=1), texts(f"chart.change.{name}", n=2)
        assert one != two.replace("2", "1")
        assert ("stages" if language == "en" else "paliers") not in one


# --- the editor on the chart


def test_the_editor_closes_when_another_stage_becomes_the_current_one(made: Make) -> None:
    hand = made()
    hand.select(6)
    hand.key(Qt.Key.Key_F2)
    editor = hand.tab.editor
    editor.days.selectAll()
    QTest.keyClicks(editor.days, "9")
    hand.click(hand.body(10))
    assert not editor.isVisible()
    assert hand.days == FIVES
    editor.apply()
    assert hand.window.commits == []


@pytest.mark.parametrize("how", ["undo", "refresh", "changed", "locked"])
def test_the_editor_closes_when_its_stage_goes_or_is_no_longer_what_it_was_opened_on(made: Make, how: str) -> None:
    hand = made()
    hand.select(6)
    hand.key(Qt.Key.Key_D, CTRL)
    assert hand.tab.board.index == 6
    hand.key(Qt.Key.Key_F2)
    editor = hand.tab.editor
    assert editor.isVisible()
    plan = hand.window.plan
    assert plan is not None
    if how == "undo":
        hand.tab.commands.run("undo")
    elif how == "refresh":
        hand.window.plan = consensus()
    elif how == "changed":
        stages = [replace(stage, days=8) if stage.uid == editor.uid else stage for stage in plan.stages]
        hand.window.plan = plan.with_stages(stages)
    else:
        hand.window.locked = "Issued."
    hand.tab.refresh()
    assert not editor.isVisible()
    commits = list(hand.window.commits)
    editor.apply()
    assert hand.window.commits == commits


def test_the_editor_stays_while_a_paper_is_written(made: Make) -> None:
    hand = made()
    hand.select(6)
    hand.key(Qt.Key.Key_F2)
    hand.window.weight = None
    hand.tab.refresh()
    assert hand.tab.editor.isVisible()
    assert hand.tab.editor.days.hasFocus() or hand.tab.editor.dose.hasFocus()


# --- the scheme's lengths


def _scheme(name: str, before_mg: int = 0) -> Plan:
    return Library.load().build_scheme(name, start=START, before_mg=Fraction(before_mg))


def _stretched(plan: Plan, place: int, days: int = 23) -> Plan:
    return plan.with_stages([replace(s, days=days) if n == place else s for n, s in enumerate(plan.stages)])


@pytest.mark.parametrize(
    ("name", "place", "days"),
    [("consensus", 3, 5), ("gentle", 0, 4), ("gentle", 4, 5), ("plateaus", 1, 14), ("fast", 2, 4)],
)
def test_a_double_click_gives_the_length_of_the_schemes_own_row(made: Make, name: str, place: int, days: int) -> None:
    hand = made(StandIn(_stretched(_scheme(name), place)))
    QTest.mouseDClick(hand.chart, LEFT, NONE, hand.edge(place + 1))
    assert hand.days[place] == days


@pytest.mark.parametrize(("name", "days"), [("reduce", 7), ("stop", 2)])
def test_a_stage_on_the_way_down_has_the_length_of_its_scheme(made: Make, name: str, days: int) -> None:
    hand = made(StandIn(_stretched(_scheme(name, before_mg=120), 1)))
    hand.select(2)
    hand.tab.commands.run("scheme_length")
    assert hand.days[1] == days


def test_where_the_scheme_has_no_length_a_sentence_says_so_and_nothing_changes(made: Make) -> None:
    plan = _stretched(consensus(), 3)
    window = StandIn(plan)
    hand = made(window)
    hand.select(4)
    hand.key(Qt.Key.Key_Up, CTRL | SHIFT)
    commits = len(window.commits)
    hand.tab.commands.run("scheme_length")
    assert hand.said == "The plan’s scheme has no length for stage 4 at 45\u00a0mg: nothing was changed."
    assert len(window.commits) == commits
    hand.key(Qt.Key.Key_F10, SHIFT)
    menu = hand.tab.findChild(QMenu)
    assert menu is not None
    entry = next(action for action in menu.actions() if action.data() == "scheme_length")
    assert entry.text() == "Length of the scheme: none for this stage"
    assert not entry.isEnabled()
    menu.close()
    own = made(StandIn(replace(plan, scheme="")))
    own.select(4)
    own.tab.commands.run("scheme_length")
    assert own.said == "The plan follows no scheme: stage 4 keeps its length."
    assert own.days[3] == 23


def test_an_open_stage_and_one_of_the_right_length_stay_as_they_are(made: Make) -> None:
    hand = made()
    hand.select(15)
    hand.tab.commands.run("scheme_length")
    assert "already stays as long as needed" in hand.said
    hand.select(4)
    hand.tab.commands.run("scheme_length")
    assert hand.said == "Stage 4 already has the length of the scheme."
    assert hand.window.commits == []


def test_days_gone_by_are_not_cut_off_by_the_schemes_length(made: Make) -> None:
    window = running()
    assert window.plan is not None
    window.plan = _stretched(window.plan, 0, 60)
    hand = made(window)
    hand.select(1)
    hand.tab.commands.run("scheme_length")
    assert "history" in hand.said
    assert hand.days[0] == 60


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
    assert hand.said.startswith("Stage 4: 9 → 5 days. Stage 4 stays at 5 days: Prescribers’ guide")
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
    assert hand.said.startswith("This dose cannot be moved. The rise into stage 4 would be more than 10 mg")
    assert "At most 10 mg a day above stage 2" in hand.said
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
