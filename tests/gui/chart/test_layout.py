from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path, label_area
from baclodesk.domain.handles import Handle, HandleKind, Reason
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import Plan
from baclodesk.domain.schedule import of_plan
from baclodesk.domain.supplied import covered_until, supplied
from baclodesk.domain.walls import breaches
from baclodesk.gui.chart import edges
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import View, frame_of
from baclodesk.gui.chart.knobs import knob_area, knob_points
from baclodesk.gui.chart.lanes import lane_items, plot_marks
from baclodesk.gui.chart.layout import Steps, lay_steps
from baclodesk.gui.chart.paint_qt import Inks
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.supply_mark import supply_marks
from baclodesk.gui.chart.targets import EMPTY, Stop, Target, TargetKind, Zones, hit
from baclodesk.gui.chart.theme import LIGHT
from baclodesk.services.library import Library
from baclodesk.services.plan_picture import PRINT_LOOKS, Print, layout_print
from baclodesk.services.plan_scale import Bar, bars_of, day_step, dose_ticks
from baclodesk.services.texts import Texts
from tests.conftest import FIXTURES
from tests.gui.chart.stand_in import StandIn, consensus, prescribed, running

TEXTS = {code: Texts(code) for code in ("en", "fr")}


@cache
def fixtures() -> dict[str, Plan]:
    rows = json.loads((FIXTURES / "schedules.json").read_text("utf-8"))
    return {row["id"]: plan_from_dict(row["plan"]) for row in rows}


@cache
def inks(scale: float) -> Inks:
    return Inks(LIGHT.scaled(scale).looks, QApplication.font().family())


def _laid(plan: Plan, width: float, scale: float, **shown: object) -> tuple[Steps, Inks]:
    metrics = inks(scale)
    texts = TEXTS["en"]
    view = View(width=width, height=520.0 if scale < 1.5 else 700.0).fit(plan, metrics.ascent("dose"))
    frame = frame_of(plan, view, metrics, texts, scale)
    lines = Library.load().policies["guide"].lines
    seen = Shown(plan=plan, lines=lines, **shown)  # type: ignore[arg-type]
    return lay_steps(seen, frame, Facts(texts, plan.products), metrics), metrics


def _doses(steps: Steps) -> list[Label]:
    return [item for item in steps.layers["doses"] if isinstance(item, Label)]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", [1024, 1280, 1600, 1920, 2560])
def test_dose_labels_are_whole_and_meet_nothing(qtbot: QtBot, width: int, scale: float) -> None:
    for name, plan in fixtures().items():
        for selected in {None, plan.stages[0].uid, plan.stages[len(plan.stages) // 2].uid}:
            chosen = frozenset() if selected is None else frozenset({selected})
            steps, metrics = _laid(plan, width - 330.0, scale, selected=chosen, current=selected, today=3)
            labels = _doses(steps)
            areas = [label_area(label, metrics) for label in labels]
            for at, area in enumerate(areas):
                assert not any(area.meets(other) for other in areas[at + 1 :]), name
                assert not any(area.meets(label_area(caption, metrics)) for caption in steps.captions), name
                for layer in ("outline", "flag"):
                    for item in steps.layers[layer]:
                        assert not _touches(item, area, metrics), (name, layer, labels[at].text)
                assert _kept_clear(steps), name
                for box in steps.layers["knobs"]:
                    if isinstance(box, Box):
                        assert not area.meets(Area(box.x, box.y, box.width, box.height)), name
            words = {Texts("en").number(stage.daily_mg) for stage in plan.stages}
            assert {label.text for label in labels} <= words, "a number is never shortened"
            assert len(labels) + steps.hidden == len(plan.stages)
            assert labels, name


def _kept_clear(steps: Steps) -> bool:
    """Tell whether ground is painted behind the doses, over every line that could run through their figures."""
    order = list(steps.layers)
    behind = max(order.index(layer) for layer in ("lines", "overlay", "ghost"))
    return behind < order.index("doses") and all(LIGHT.looks[label.style].halo for label in _doses(steps))


def _touches(item: Item, area: Area, metrics: Metrics) -> bool:
    if isinstance(item, Line):
        x, y = min(item.x1, item.x2), min(item.y1, item.y2)
        return area.meets(Area(x, y, abs(item.x2 - item.x1) + 0.01, abs(item.y2 - item.y1) + 0.01))
    if isinstance(item, Label):
        return area.meets(label_area(item, metrics))
    if isinstance(item, Box):
        return area.meets(Area(item.x, item.y, item.width, item.height))
    return any(
        area.meets(Area(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]) + 0.01, abs(a[1] - b[1]) + 0.01))
        for a, b in pairwise(item.points)
    )


def test_at_usual_sizes_every_dose_of_the_consensus_plan_is_written(qtbot: QtBot) -> None:
    steps, _ = _laid(consensus(), 820, 1.0)
    assert [label.text for label in _doses(steps)] == [str(s.daily_mg) for s in consensus().stages]
    assert len(steps.captions) == 3


@pytest.mark.parametrize("width", [470, 560, 700, 900])
def test_names_of_policy_lines_stay_clear_of_doses_and_of_the_marks_of_findings(qtbot: QtBot, width: int) -> None:
    flagged = frozenset({7, 9, 10, 12, 14, 15})
    steps, metrics = _laid(consensus(), width, 1.0, flagged=flagged, today=34, current=7)
    assert steps.captions
    assert steps.badges
    for caption in steps.captions:
        room = label_area(caption, metrics)
        assert not any(room.meets(badge.area) for badge in steps.badges.values()), caption.text
        assert not any(room.meets(area) for area in steps.labels if area is not None), caption.text


def test_labels_stay_clear_of_ghost_and_tags_during_a_drag(qtbot: QtBot) -> None:
    from baclodesk.domain import edits

    base = consensus()
    for days in (6, 9, 14):
        plan = edits.move_end(base, 5, days)
        steps, metrics = _laid(plan, 900, 1.0, base=base, current=5, selected=frozenset({5}))
        areas = [label_area(label, metrics) for label in _doses(steps)]
        assert steps.tags
        assert _kept_clear(steps)
        for area in areas:
            assert not any(area.meets(tag) for tag in steps.tags)
        for caption in steps.captions:
            assert not any(label_area(caption, metrics).meets(tag) for tag in steps.tags)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_policy_name_is_written_under_a_tag_in_a_crowded_chart(qtbot: QtBot, scale: float) -> None:
    from baclodesk.domain import edits

    base = consensus()
    for stage in range(5, 12):
        plan = edits.move_end(base, stage, 9)
        steps, metrics = _laid(plan, 560, scale, base=base, current=stage, selected=frozenset({stage}))
        rooms = [label_area(caption, metrics) for caption in steps.captions]
        assert not any(room.meets(tag) for room in rooms for tag in steps.tags)


def test_what_breaks_the_policy_is_hatched_where_it_breaks(qtbot: QtBot) -> None:
    plan = consensus()
    short = plan.with_stages([replace(plan.stages[0], days=2), *plan.stages[1:]])
    rules = Library.load().rules_for(short, "france-label")
    steps, _ = _laid(short, 900, 1.0, broken=breaches(short, rules))
    hatched = [item for item in steps.layers["broken"] if isinstance(item, Box)]
    first, above = steps.bars[0], steps.bars[14]
    assert any((box.x, box.width) == (first.x0, first.x1 - first.x0) for box in hatched)
    assert any(box.y == above.y and box.x == above.x0 and box.width > 40 for box in hatched)
    riser = steps.bars[10]
    assert any(box.y == riser.y and box.width == 10 and box.x == riser.x0 for box in hatched)
    assert not _laid(plan, 900, 1.0)[0].layers["broken"]
    hand_made = breaches(short, rules)
    assert not _laid(short.with_stages(short.stages[3:5]), 900, 1.0, broken=hand_made)[0].layers["broken"]


def test_an_overdue_review_is_a_line_with_its_day_and_what_follows_is_pale(qtbot: QtBot) -> None:
    state = replace(running().state(), review=date(2026, 12, 1))
    metrics, texts = inks(1.0), TEXTS["en"]
    assert state.plan is not None
    view = View(width=900, height=520).fit(state.plan, metrics.ascent("dose"))
    frame = frame_of(state.plan, view, metrics, texts, 1.0)
    marks = plot_marks(state, frame, metrics, texts)
    x = round(frame.scale.x(31))
    assert Line(x, frame.scale.top, x, frame.scale.base, "review") in marks
    (veil,) = [item for item in marks if isinstance(item, Box) and item.style == "stale"]
    assert (veil.x, veil.x + veil.width) == (x, frame.scale.right)
    words = [item.text for item in marks if isinstance(item, Label) and item.style == "review.name"]
    assert words == ["review due 1\u00a0Dec: not to be printed past it"]
    visits = [item for item in marks if isinstance(item, Path) and item.style == "visit"]
    assert len(visits) == len(state.visits)
    early = replace(state, review=date(2026, 1, 1))
    assert not [item for item in plot_marks(early, frame, metrics, texts) if item.style == "review"]
    steps, _ = _laid(state.plan, 900, 1.0, marks=marks)
    for label in _doses(steps):
        assert not any(_touches(item, label_area(label, metrics), metrics) for item in marks if isinstance(item, Label))


def _board(plan: Plan, until: int, language: str = "en") -> Board:
    """A board with tablets that reach to day ``until`` of a plan."""
    window = StandIn(plan, language=language, today=plan.start or date(2026, 11, 1))
    return Board(prescribed(window, 1, until))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [470, 694, 900, 1600])
def test_the_end_of_the_tablets_is_a_line_whose_words_cover_no_dose_and_no_other_word(
    qtbot: QtBot, width: int, scale: float, language: str
) -> None:
    metrics, named = inks(scale), 0
    for until in range(2, 84, 3):
        board = _board(consensus(), until, language)
        plan = board.plan
        assert plan is not None
        view = View(width=width, height=520.0 if scale < 1.5 else 700.0).fit(plan, metrics.ascent("dose"))
        frame = frame_of(plan, view, metrics, board.texts, scale)
        marks = supply_marks(board, frame, metrics, ())
        x = round(frame.scale.x(until))
        assert marks[0] == Line(x, frame.scale.top, x, frame.scale.base, "supply")
        steps, _ = _laid(plan, width, scale, marks=marks, today=34)
        words = [item for item in marks if isinstance(item, Label)]
        named += len(words)
        for label in words:
            day = board.texts("chart.day.short", day=until)
            assert label.text in (board.texts("chart_more.supply_to", day=day), day)
            area = label_area(label, metrics)
            assert area.inside(frame.scale.plot)
            assert not any(area.meets(label_area(dose, metrics)) for dose in _doses(steps))
            assert not any(area.meets(label_area(caption, metrics)) for caption in steps.captions)
            for item in steps.layers["outline"]:
                assert not _touches(item, area, metrics), until
        for caption in steps.captions:
            assert not _touches(marks[0], label_area(caption, metrics), metrics), "no line runs through a name"
        assert steps.hidden == _laid(plan, width, scale, today=34)[0].hidden, "no dose gives way to it"
    assert named >= 20


def test_words_that_find_no_clear_place_are_left_out_and_the_line_stays(qtbot: QtBot) -> None:
    board, metrics = _board(consensus(), 40), inks(1.0)
    assert board.plan is not None
    frame = frame_of(board.plan, View(width=900, height=520).fit(board.plan, 12), metrics, board.texts, 1.0)
    rows = int((frame.scale.base - frame.scale.top) / metrics.ascent("reached.name"))
    full = [
        Label(frame.scale.left, frame.scale.top + row * metrics.ascent("reached.name"), "m" * 200, "reached.name")
        for row in range(rows + 1)
    ]
    assert [type(item) for item in supply_marks(board, frame, metrics, full)] == [Line]


def test_no_end_of_the_tablets_is_drawn_without_one_or_out_of_sight(qtbot: QtBot) -> None:
    metrics = inks(1.0)
    board = _board(consensus(), 40)
    assert board.plan is not None
    view = View(width=900, height=520).fit(board.plan, 12)
    frame = frame_of(board.plan, view, metrics, board.texts, 1.0)
    assert len(supply_marks(board, frame, metrics, ())) == 2
    later = frame_of(board.plan, replace(view, first=40.0, days=30.0), metrics, board.texts, 1.0)
    assert supply_marks(board, later, metrics, ()) == ()
    bare = Board(StandIn(consensus()))
    assert supply_marks(bare, frame, metrics, ()) == ()
    ample = _board(consensus().with_stages(consensus().stages[:5]), 40)
    assert supply_marks(ample, frame, metrics, ()) == ()


@pytest.mark.parametrize(("days", "style"), [(14, "supply.name.past"), (60, "supply.name")])
def test_the_words_have_the_ground_of_the_days_they_stand_in(qtbot: QtBot, days: int, style: str) -> None:
    board, metrics = Board(prescribed(running(), 1, days)), inks(1.0)
    assert board.plan is not None
    frame = frame_of(board.plan, View(width=900, height=520).fit(board.plan, 12), metrics, board.texts, 1.0)
    _line, words = supply_marks(board, frame, metrics, ())
    assert words.style == style
    assert LIGHT.looks[style].halo == (LIGHT.past if days == 14 else LIGHT.ground)


def test_an_offer_is_drawn_with_its_own_end_of_the_tablets_and_a_drag_with_that_before_it(qtbot: QtBot) -> None:
    metrics = inks(1.0)
    board = _board(consensus(), 40)
    plan = board.plan
    assert plan is not None
    other = plan.with_stages((*plan.stages[:4], replace(plan.stages[4], days=30), *plan.stages[5:]))
    until = board.supply_until(other)
    assert until is not None
    assert until > 40
    frame = frame_of(plan, View(width=900, height=520).fit(plan, 12), metrics, board.texts, 1.0)

    def lines() -> list[float]:
        return [item.x1 for item in supply_marks(board, frame, metrics, ()) if isinstance(item, Line)]

    board.preview = other
    assert lines() == [round(frame.scale.x(40))]
    board.preview = None
    board.show_preview(other)
    assert lines() == [round(frame.scale.x(until))]


def test_the_end_of_the_tablets_kept_for_the_drag_is_that_of_the_domain() -> None:
    for plan in fixtures().values():
        dated = replace(plan, start=date(2026, 11, 1))
        facts = Facts(TEXTS["en"], plan.products)
        for days in (1, 20, 60):
            given = supplied(dated, 1, days, date(2026, 11, 1), as_needed=True)
            assert given is not None
            found = facts.supply_until(dated, given)
            assert found == covered_until(dated, given)
            assert found is None or found >= days


def test_bars_touch_and_the_dose_axis_begins_at_nought(qtbot: QtBot) -> None:
    for plan in fixtures().values():
        metrics = inks(1.0)
        view = View(width=900, height=500).fit(plan, 12)
        frame = frame_of(plan, view, metrics, TEXTS["fr"], 1.0)
        bars = Facts(TEXTS["fr"], plan.products).bars(plan, frame.scale)
        for one, two in pairwise(bars):
            assert one.x1 == two.x0
        assert frame.scale.y(0) == frame.scale.base
        assert frame.scale.top_mg >= plan.top_mg
        assert frame.scale.top_mg % 20 == 0


def test_totals_kept_for_the_drag_are_those_of_the_schedule() -> None:
    for plan in fixtures().values():
        facts = Facts(TEXTS["en"], plan.products)
        schedule = of_plan(plan)
        assert facts.total_tablets(plan) == schedule.closed_total_tablets
        for row in schedule.rows:
            assert facts.of(row.stage).daily_mg == row.daily_mg
            assert facts.of(row.stage).tablets == row.daily_tablets


def test_a_fit_view_keeps_its_range_over_small_changes_and_follows_large_ones() -> None:
    from baclodesk.domain import edits

    plan = consensus()
    view = View(width=900, height=500).fit(plan, 12)
    assert edits.move_end(plan, 3, 6) != plan
    assert view.fit(edits.move_end(plan, 3, 6), 12).days == view.days
    assert view.fit(edits.move_end(plan, 3, 90), 12).days > view.days
    assert view.fit(plan.with_stages(plan.stages[:2]), 12).days < view.days / 2
    zoomed = view.zoomed(0.5, 40)
    assert not zoomed.fitted
    assert zoomed.panned(5, plan.closed_days).first > zoomed.first
    assert zoomed.zoomed(0.0001, 40).days == 5


def test_the_ruler_and_the_ticks_leave_room_for_their_words() -> None:
    assert list(dose_ticks(200, 400, 20))[:3] == [0, 20, 40] or dose_ticks(200, 400, 20).step in (10, 20)
    assert dose_ticks(40, 10, 20).step == 40 or len(dose_ticks(40, 10, 20)) >= 1
    assert day_step(30, 50) == 2
    assert day_step(0.01, 50) >= 5000


def test_changes_are_found_where_they_are_and_nowhere_else(qtbot: QtBot) -> None:
    from baclodesk.domain import edits

    plan = consensus()
    metrics = inks(1.0)
    before, _ = _laid(plan, 900, 1.0)
    same, _ = _laid(plan, 900, 1.0)
    assert edges.changed(before, same, metrics) == []
    after, _ = _laid(edits.move_end(plan, 8, 7), 900, 1.0)
    areas = edges.changed(before, after, metrics)
    assert min(area.x for area in areas) > before.bars[4].x1
    assert max(area.right for area in areas) >= before.bars[-1].x0
    assert max(area.bottom for area in areas) < before.bars[4].y, "the inside of bars that stays is not painted again"
    covered = sum(area.width * area.height for area in areas)
    around = (max(a.right for a in areas) - min(a.x for a in areas)) * (
        max(a.bottom for a in areas) - min(a.y for a in areas)
    )
    assert covered < 0.75 * around, "a staircase is followed, not boxed in"
    shorter, _ = _laid(plan.with_stages(plan.stages[:6]), 900, 1.0)
    gone = edges.changed(after, shorter, metrics)
    assert max(area.bottom for area in gone) > 1000, "where a plan ends now, all below its outline changes"


def test_every_point_of_the_chart_belongs_to_the_nearest_handle(qtbot: QtBot) -> None:
    steps, _ = _laid(consensus(), 900, 1.0)
    metrics = inks(1.0)
    view = View(width=900, height=520).fit(consensus(), metrics.ascent("dose"))
    frame = frame_of(consensus(), view, metrics, TEXTS["en"], 1.0)
    zones = Zones(consensus(), steps.bars, steps.labels, {}, frame.scale, None, None, None, start_movable=True)
    bar = steps.bars[6]
    middle = (bar.y + frame.scale.base) / 2
    assert hit(bar.x1 + 7, middle, "mouse", zones) == Target(TargetKind.EDGE, 7)
    assert hit(bar.x1 - 11, middle, "mouse", zones) == Target(TargetKind.EDGE, 7), "no other edge is near: it grows"
    assert hit(bar.x1 - 14, middle, "mouse", zones) == Target(TargetKind.BODY, 7)
    assert hit(bar.x1 - 20, middle, "touch", zones) == Target(TargetKind.EDGE, 7)
    assert hit((bar.x0 + bar.x1) / 2, bar.y - 6, "mouse", zones) == Target(TargetKind.TOP, 7)
    label = steps.labels[6]
    assert label is not None
    assert hit(label.x + 3, label.y + 2, "mouse", zones) == Target(TargetKind.LABEL, 7)
    assert hit(steps.bars[0].x0, frame.scale.base - 2, "mouse", zones) == Target(TargetKind.START)
    assert hit(-50, -50, "mouse", zones) == EMPTY
    seen = replace(zones, visits=(12, 34))
    under = frame.scale.base + 4
    assert hit(frame.scale.x(33.5) + 6, under, "mouse", seen) == Target(TargetKind.VISIT, 7, 34)
    assert hit(frame.scale.x(22.5), under, "mouse", seen) == EMPTY
    last = steps.bars[-1]
    assert hit(last.x1 - 8, last.y, "mouse", zones) == Target(TargetKind.OPEN_END, 15)


def test_walls_are_drawn_on_either_side_and_mark_the_stage_in_the_way(qtbot: QtBot) -> None:
    for kind in (HandleKind.END, HandleKind.DOSE):
        for upper in (True, False):
            stop = Stop(Handle(kind, 7), upper, Reason("x", wall=True, stage=9), 500, 200)
            steps, _ = _laid(consensus(), 900, 1.0, stop=stop, current=7, selected=frozenset({7}))
            styles = [item.style for item in steps.layers["wall"]]
            assert styles.count("wall") == 3
            assert {"wall.beyond", "rubber"} <= set(styles)


def test_lanes_and_marks_of_the_visits(qtbot: QtBot) -> None:
    state = running().state()
    plan = state.plan
    assert plan is not None
    metrics = inks(1.0)
    lanes = ("craving", "drinks", "effects", "weight")
    view = View(width=900, height=620, lanes=lanes).fit(plan, 12)
    frame = frame_of(plan, view, metrics, TEXTS["en"], 1.0)
    items = lane_items(state, frame, metrics, TEXTS["en"])
    assert sum(1 for item in items if isinstance(item, Path) and item.style == "craving") == 5
    assert [item.text for item in items if isinstance(item, Label) and item.style == "chip.name"] == [
        "sleepy 2",
        "sleepy 3",
        "sleepy 2",
    ]
    marks = plot_marks(state, frame, metrics, TEXTS["en"])
    styles = [item.style for item in marks]
    assert styles.count("taken") > 20
    assert styles.count("taken.some") == 7


def test_recorded_forms_differ_for_taken_missed_and_unknown_days_and_indifference_is_marked(qtbot: QtBot) -> None:
    window = running()
    visits = list(window.visits)
    visits[1] = replace(visits[1], missed_days=4)
    visits[2] = replace(visits[2], missed_days=None)
    visits[5] = replace(visits[5], indifference=True, taken_mg=Fraction(70))
    window.visits = tuple(visits)
    state = window.state()
    assert state.plan is not None
    view = View(width=900, height=620).fit(state.plan, 12)
    frame = frame_of(state.plan, view, inks(1.0), TEXTS["en"], 1.0)
    marks = plot_marks(state, frame, inks(1.0), TEXTS["en"])
    styles = {item.style for item in marks}
    assert {"taken", "missed", "unrecorded", "reached"} <= styles
    words = [item.text for item in marks if isinstance(item, Label)]
    assert [word.replace("\u00a0", " ") for word in words] == ["indifference reached: 70 mg, 1.13 mg/kg"]


# --- paper


class Paper:
    """Metrics of a page: every letter 0.6 of the size."""

    def width(self, text: str, style: str) -> float:
        return len(text) * PRINT_LOOKS[style].size * 0.6

    def ascent(self, style: str) -> float:
        return PRINT_LOOKS[style].size * 0.76

    def descent(self, style: str) -> float:
        return PRINT_LOOKS[style].size * 0.24


@pytest.mark.parametrize("size", [(480.0, 150.0), (515.0, 230.0), (760.0, 420.0)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_printed_picture_holds_axes_dates_lines_today_and_doses_inside_the_sheet(
    size: tuple[float, float], language: str
) -> None:
    lines = Library.load().policies["guide"].lines
    metrics = Paper()
    for name, plan in fixtures().items():
        today = plan.date_of(2)
        picture = layout_print(Print(plan, lines, today), *size, metrics, TEXTS[language])
        labels = [item for item in picture.items if isinstance(item, Label)]
        words = [label.text for label in labels]
        assert TEXTS[language]("chart.axis.mg") in words
        assert any(word.startswith(("D", "J")) for word in words)
        assert TEXTS[language].number(plan.top_mg) in words, name
        assert {item.style for item in picture.items} <= set(PRINT_LOOKS)
        sheet = Area(0, 0, *size).grown(1.0)
        areas: list[Area] = []
        for label in labels:
            area = label_area(label, metrics)
            assert area.inside(sheet), (name, label)
            if label.style == "dose":
                assert not any(area.meets(other) for other in areas)
                areas.append(area)
        assert all(PRINT_LOOKS[label.style].size >= 9 for label in labels)


def test_an_empty_plan_prints_axes_alone_and_several_products_have_no_tablet_scale() -> None:
    plan = consensus()
    bare = layout_print(Print(plan.with_stages(()), (), date(2020, 1, 1)), 400, 150, Paper(), TEXTS["en"])
    assert not [item for item in bare.items if item.style in ("outline", "today")]
    two = replace(plan, products=(plan.products[0], replace(plan.products[0], name="x", strength_mg=Fraction(25))))
    closed = two.with_stages(two.stages[:-1])
    words = [
        item.text
        for item in layout_print(Print(closed), 400, 150, Paper(), TEXTS["en"]).items
        if isinstance(item, Label)
    ]
    assert not [word for word in words if "tablets" in word]


def test_on_small_paper_what_has_no_room_is_left_out_whole_and_marked() -> None:
    plan = replace(consensus(), start=None)
    quarters = replace(plan, products=(replace(plan.products[0], strength_mg=Fraction(25), parts=4),))
    lines = Library.load().policies["guide"].lines
    for one in (plan, quarters):
        picture = layout_print(Print(one, lines), 200, 110, Paper(), TEXTS["en"])
        doses = [item for item in picture.items if isinstance(item, Label) and item.style == "dose"]
        ticks = [item for item in picture.items if item.style == "tick"]
        assert ticks
        assert len(doses) + len(ticks) == len(plan.stages)
    odd = Library.load().policies["germany"].lines
    assert layout_print(Print(quarters, odd), 300, 160, Paper(), TEXTS["fr"]).items


def test_axis_steps_have_no_end() -> None:
    assert list(dose_ticks(100_000, 5, 20)) == [0, 100_000], "with no room between them, the ends stay"


def test_the_bars_on_paper_and_on_screen_are_the_same_up_to_a_pixel() -> None:
    plan = consensus()
    view = View(width=900, height=500).fit(plan, 12)
    frame = frame_of(plan, view, Paper2(), TEXTS["en"], 1.0)
    screen = Facts(TEXTS["en"], plan.products).bars(plan, frame.scale)
    paper = bars_of(plan, frame.scale)
    for one, two in zip(screen, paper, strict=True):
        assert isinstance(one, Bar)
        assert abs(one.x0 - two.x0) <= 0.51
        assert abs(one.y - two.y) <= 0.51


class Paper2:
    """Screen styles measured without a screen."""

    def width(self, text: str, style: str) -> float:
        return len(text) * 7.0

    def ascent(self, style: str) -> float:
        return 11.0

    def descent(self, style: str) -> float:
        return 3.0


def test_knobs_have_their_room() -> None:
    plan = consensus()
    view = View(width=900, height=500).fit(plan, 12)
    frame = frame_of(plan, view, Paper2(), TEXTS["en"], 1.0)
    bars = bars_of(plan, frame.scale)
    assert len(knob_points(bars[3], frame.scale)) == 2
    assert len(knob_points(bars[-1], frame.scale)) == 2
    assert knob_area(10, 10, 7).width == 16
