"""What keys do: groups, deletions, the editor on the chart, the lengths of the scheme."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from baclodesk.domain.plan import Plan
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
    assert hand.said.startswith("Stage 3: no less than 5 days before a rise")
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
        assert hand.said.startswith("At most 10\u00a0mg a day above stage 2")


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


def test_a_step_down_and_up_again_gives_back_todays_stage_though_its_part_from_tomorrow_was_lengthened(
    made: Make,
) -> None:
    hand = made(running())
    _choose(hand, 7)
    hand.key(Qt.Key.Key_Down, CTRL)
    assert (hand.doses[6:9], hand.days[6:9]) == ([70, 60, 80], [4, 5, 5])
    hand.key(Qt.Key.Key_Up, CTRL)
    assert (hand.doses[6:9], hand.days) == ([70, 80, 90], FIVES)


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
