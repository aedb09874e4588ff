"""What the chart shows beside the plan: more taken than planned, lifted walls, revisions, visits, weekdays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from baclodesk.domain import edits
from baclodesk.domain.chart_list import Area, Box, Label, Line, Path, label_area
from baclodesk.domain.plan import Exemption, Plan
from baclodesk.gui.chart import lifted
from baclodesk.gui.chart.backdrop import backdrop
from baclodesk.gui.chart.host import Revision
from baclodesk.gui.chart.menu import _add
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running


def _styles(hand: Hand, layer: str) -> list[str]:
    assert hand.chart.steps is not None
    return [item.style for item in hand.chart.steps.layers[layer]]


def _low() -> Plan:
    return consensus().with_stages(consensus().stages[:3])


def test_more_taken_than_planned_stands_over_the_step_and_within_the_axis(made: Make) -> None:
    window = running()
    visits = list(window.visits)
    visits[2] = replace(visits[2], taken_mg=Fraction(240), missed_days=0)
    window.visits = tuple(visits)
    hand = made(window)
    assert hand.chart.steps is not None
    assert hand.chart.frame is not None
    more = [item for item in hand.chart.steps.layers["marks"] if isinstance(item, Box) and item.style == "taken.more"]
    scale = hand.chart.frame.scale
    assert len(more) == 6
    assert {round(item.y) for item in more} == {round(scale.y(240))}
    assert {round(item.y + item.height) for item in more} == {round(scale.y(20)), round(scale.y(30))}
    assert scale.y(240) >= scale.top
    rooms = [Area(item.x, item.y, item.width, item.height) for item in more]
    words = [label_area(caption, hand.chart.inks) for caption in hand.chart.steps.captions]
    words += [area for area in hand.chart.steps.labels if area is not None]
    assert not [1 for room in rooms for word in words if room.meets(word)]


@pytest.mark.parametrize(
    ("policy", "mg"), [("guide", 80), ("france-label", 80), ("germany", 75), ("uk", 100), ("usa", 80)]
)
def test_the_axis_of_a_low_plan_reaches_what_the_policy_asks_about(made: Make, policy: str, mg: int) -> None:
    hand = made(StandIn(_low(), policy=policy))
    assert hand.chart.frame is not None
    assert mg < hand.chart.frame.scale.top_mg <= mg + 40
    assert [caption.text for caption in hand.chart.steps.captions if caption.text.startswith(f"{mg} ")]  # type: ignore[union-attr]


def test_an_earlier_revision_with_higher_doses_stays_within_the_plot_and_has_its_name(made: Make) -> None:
    window = running()
    window.plan = _low()
    window.issued = (Revision(1, date(2026, 10, 12), consensus()),)
    hand = made(window)
    assert hand.chart.frame is not None
    before = hand.chart.frame.scale.top_mg
    hand.tab.board.lay_under(1)
    QApplication.processEvents()
    assert hand.chart.steps is not None
    scale = hand.chart.frame.scale
    assert scale.top_mg > 200 > before
    lines = [item for item in hand.chart.steps.layers["overlay"] if isinstance(item, Line)]
    assert min(min(line.y1, line.y2) for line in lines) >= scale.top
    names = [item for item in hand.chart.steps.layers["names"] if isinstance(item, Label)]
    assert [name.text for name in names] == ["revision 1"]
    hand.tab.board.lay_under(None)
    assert hand.chart.steps.layers["names"] == []
    assert hand.chart.steps.layers["overlay"] == ()


def test_a_lifted_wall_is_marked_with_an_e_and_an_open_finding_with_a_triangle(made: Make) -> None:
    plan = edits.move_end(consensus(), 3, 5)
    plan = edits.exempt(plan, 3, Exemption("stage_too_short", "asked for", "Dr A", date(2026, 11, 1)))
    hand = made(StandIn(plan))
    assert hand.chart.steps is not None
    badges = hand.chart.steps.badges
    assert badges[3].lifted
    assert not badges[9].lifted
    names = [item.text for item in hand.chart.steps.layers["badges"] if isinstance(item, Label)]
    assert names == ["E"]
    assert "badge" in _styles(hand, "badges")


def test_narrow_stages_carry_a_small_mark(made: Make) -> None:
    base = consensus().stages
    many = [replace(base[at % 14], uid=at + 1, days=2) for at in range(60)]
    hand = made(StandIn(consensus().with_stages(many)))
    hand.tab.resize(1024, 700)
    QApplication.processEvents()
    assert hand.chart.steps is not None
    flagged = [uid for uid, badge in hand.chart.steps.badges.items() if badge.area.width <= 6]
    assert len(flagged) > 40


def test_a_locked_plan_has_no_knobs(made: Make) -> None:
    window = StandIn(consensus())
    hand = made(window)
    hand.select(4)
    assert "knob" in _styles(hand, "knobs")
    window.locked = "Locked."
    hand.tab.refresh()
    QApplication.processEvents()
    assert not [style for style in _styles(hand, "knobs") if style.startswith("knob")]


def test_a_forbidden_edge_leaves_the_knobs_of_another_stage_as_they_are(made: Make) -> None:
    hand = made(running())
    hand.select(10)
    spot = hand.edge(3)
    QTest.mouseMove(hand.chart, spot + QPoint(2, 2))
    QTest.mouseMove(hand.chart, spot)
    QApplication.processEvents()
    assert _styles(hand, "knobs").count("knob.forbidden") == 1
    assert _styles(hand, "knobs").count("knob") == 2


def test_pointing_at_a_visit_tells_what_it_found_and_a_click_selects_its_stage(made: Make) -> None:
    hand = made(running())
    assert hand.chart.frame is not None
    scale = hand.chart.frame.scale
    spot = QPoint(round(scale.x(19.5)), round(scale.base) + 5)
    QTest.mouseMove(hand.chart, spot + QPoint(3, 1))
    QTest.mouseMove(hand.chart, spot)
    QApplication.processEvents()
    assert hand.chart.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert "D20" in hand.said
    assert "craving 6" in hand.said
    hand.click(spot)
    assert hand.tab.board.current == 4


def _letters(hand: Hand) -> str:
    assert hand.window.plan is not None
    assert hand.chart.frame is not None
    items = backdrop(hand.window.plan, hand.chart.frame, hand.chart.inks, hand.tab.board.texts)
    return "".join(item.text for item in items if isinstance(item, Label) and item.style == "weekday")


def test_days_have_the_letters_of_their_weekdays_when_there_is_room(made: Make) -> None:
    hand = made(StandIn(consensus("fr"), language="fr"))
    assert _letters(hand) == ""
    hand.chart.zoom(0.2, 7.0)
    shown = _letters(hand)
    assert len(shown) >= 10
    assert shown in "LMMJVSD" * 5


def test_the_miniature_shows_today_and_the_plan_before_a_drag(made: Make) -> None:
    hand = made(running())
    hand.chart.zoom(0.3, 40.0)
    assert _styles(hand, "overview") == ["overview", "today", "overview.view"]
    hand.select(9)
    hand.press(hand.edge(9))
    hand.by_days(3)
    assert _styles(hand, "overview") == ["overview", "overview.ghost", "today", "overview.view"]


@pytest.mark.parametrize("stage", range(7, 15))
def test_tags_and_the_name_of_a_magnet_cover_nothing(made: Make, stage: int) -> None:
    hand = made(running())
    for days in (2, 4, 6, 9):
        hand.select(stage)
        hand.press(hand.edge(stage))
        hand.by_days(days)
        steps = hand.chart.steps
        assert steps is not None
        taken = [*(a for a in steps.labels if a is not None), *(badge.area for badge in steps.badges.values())]
        words = [item for item in steps.layers["over"] if isinstance(item, Label)]
        rooms = [*steps.tags, *(label_area(word, hand.chart.inks) for word in words)]
        assert not [1 for room in rooms for other in taken if room.meets(other)]
        for at, room in enumerate(rooms):
            assert not any(room.meets(other) for other in rooms[at + 1 :])
        hand.chart.drop("escape")
        hand.release()


def test_paths_of_the_miniature_stay_in_their_room(made: Make) -> None:
    hand = made(running())
    hand.chart.zoom(0.3, 40.0)
    assert hand.chart.steps is not None
    assert hand.chart.frame is not None
    room = hand.chart.frame.overview
    assert room is not None
    for item in hand.chart.steps.layers["overview"]:
        if isinstance(item, Path):
            assert all(room.x <= x <= room.right + 1 and room.y <= y <= room.bottom for x, y in item.points)


@pytest.mark.parametrize("width", [420, 452, 512, 640, 900])
@pytest.mark.parametrize("mark", [False, True])
def test_the_selected_stage_never_loses_its_dose(made: Make, width: int, mark: bool) -> None:
    hand = made(running() if mark else StandIn(consensus()))
    hand.chart.setFixedSize(width, 300)
    QApplication.processEvents()
    for stage in range(1, 16):
        hand.select(stage)
        steps = hand.chart.steps
        assert steps is not None
        room = steps.labels[stage - 1]
        assert room is not None, (width, stage)
        assert not any(room.meets(other) for at, other in enumerate(steps.labels) if other and at != stage - 1)


def test_a_selected_stage_at_the_rim_of_the_view_is_laid_out_at_any_zoom(made: Make) -> None:
    plan = consensus()
    hand = made(StandIn(plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], days=1)])))
    hand.chart.setFixedSize(380, 240)
    hand.select(15)
    for part in range(1, 40):  # a sliver of the last stage is in view
        hand.chart.view = replace(hand.chart.view, first=71 - part / 40, days=30.0, fitted=False)
        hand.chart.rebuild()
        assert hand.chart.steps is not None


def test_an_exemption_says_why_when_pointed_at_and_can_be_withdrawn(made: Make) -> None:
    plan = edits.exempt(consensus(), 3, Exemption("stage_too_short", "asked for", "Dr A", date(2026, 11, 1)))
    hand = made(StandIn(plan))
    assert hand.chart.steps is not None
    room = hand.chart.steps.badges[3].area
    spot = QPoint(round(room.x + room.width / 2), round(room.y + room.height / 2))
    QTest.mouseMove(hand.chart, spot + QPoint(1, 2))
    QTest.mouseMove(hand.chart, spot)
    QApplication.processEvents()
    assert "shortest stage" in hand.said
    assert "asked for (Dr A, 1\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026)" in hand.said
    hand.select(3)
    menu = QMenu(hand.tab)
    lifted.entry(hand.tab, menu, _add)
    menu.actions()[0].trigger()
    assert hand.window.plan is not None
    assert hand.window.plan.stage(3).exemptions == ()
    assert hand.chart.steps is not None
    assert 3 not in hand.chart.steps.badges
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == plan


def test_other_badges_and_stages_have_nothing_to_withdraw(made: Make) -> None:
    hand = made(StandIn(consensus()))
    hand.select(9)
    menu = QMenu(hand.tab)
    lifted.entry(hand.tab, menu, _add)
    assert menu.actions() == []
    assert lifted.told(hand.tab.board, 9) == lifted.told(hand.tab.board, 99) == ""


def test_a_stage_with_a_lifted_rule_and_an_open_finding_carries_both_signs_and_says_both(made: Make) -> None:
    plan = edits.exempt(consensus(), 9, Exemption("stage_too_short", "asked for", "Dr A", date(2026, 11, 1)))
    hand = made(StandIn(plan))
    hand.tab.resize(1600, 900)
    QApplication.processEvents()
    assert hand.chart.steps is not None
    badge = hand.chart.steps.badges[9]
    assert badge.open
    assert badge.lifted
    drawn = hand.chart.steps.layers["badges"]
    signs = [item for item in drawn if isinstance(item, Box | Path) and label_inside(item, badge.area)]
    assert {type(item) for item in signs} == {Box, Path}
    place = QAccessible.queryAccessibleInterface(hand.chart).child(8)
    assert "asked for" in place.text(QAccessible.Text.Description)


def label_inside(item: Box | Path, room: Area) -> bool:
    x = item.x if isinstance(item, Box) else item.points[0][0]
    return room.x - 1 <= x <= room.right + 1


def test_todays_dose_is_written_before_others(made: Make) -> None:
    hand = made(running())
    hand.chart.setFixedSize(360, 260)
    QApplication.processEvents()
    hand.tab.board.select(None)
    assert hand.chart.steps is not None
    assert hand.chart.steps.labels[6] is not None


def test_names_of_lines_stay_clear_of_the_flag_of_today(made: Make) -> None:
    window = running("fr")
    for width in range(420, 1000, 60):
        hand = made(window)
        hand.chart.setFixedSize(width, 220)
        QApplication.processEvents()
        steps = hand.chart.steps
        assert steps is not None
        flags = [item for item in steps.layers["flag"] if isinstance(item, Box)]
        rooms = [Area(flag.x, flag.y, flag.width, flag.height) for flag in flags]
        words = [label_area(caption, hand.chart.inks) for caption in steps.captions]
        assert not [1 for room in rooms for word in words if room.meets(word)]
