"""The plan's picture for paper: every dose named, long plans in parts, what was taken, a legend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.documents.plan_chart import PaperMetrics
from baclodesk.domain.chart_list import Area, Box, Label, Line, Path, Picture, label_area
from baclodesk.domain.plan import Plan
from baclodesk.domain.recorded import Recorded, Taking
from baclodesk.services.library import Library
from baclodesk.services.plan_parts import Part, whole
from baclodesk.services.plan_picture import PRINT_LOOKS, Print, doses_have_room, layout_print, more_height, parts_of
from baclodesk.services.texts import LANGUAGES, Texts

from ..domain.edit_plans import CONSENSUS_MG, TABLET, ladder

METRICS = PaperMetrics(PRINT_LOOKS)
ENGLISH = Texts("en")
LINES = Library.load().policies["guide"].lines
WIDTH = 527.0


def long_plan(stages: int, days: int = 5, *, is_open: bool = False) -> Plan:
    return ladder(tuple(CONSENSUS_MG[n % 15] for n in range(stages)), days, is_open=is_open)


def laid(shown: Print, part: Part | None = None, height: float = 135.0, texts: Texts = ENGLISH) -> Picture:
    more = more_height(shown, part or whole(shown.plan), WIDTH, METRICS, texts)
    return layout_print(shown, WIDTH, height + more, METRICS, texts, part)


def words(picture: Picture, style: str) -> list[str]:
    return [item.text for item in picture.items if isinstance(item, Label) and item.style == style]


def styles(picture: Picture) -> list[str]:
    return [item.style for item in picture.items]


@st.composite
def any_length(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 40))
    days = draw(st.lists(st.integers(1, 12) | st.integers(1, 400), min_size=count, max_size=count))
    doses = draw(st.lists(st.sampled_from((0, 5, *CONSENSUS_MG)), min_size=count, max_size=count))
    return ladder(tuple(doses), tuple(days), is_open=draw(st.booleans()))


@given(any_length(), st.sampled_from([112.0, 135.0, 210.0]))
@settings(max_examples=60, deadline=None)
def test_the_parts_of_any_plan_name_every_dose_once_and_touch_nothing(plan: Plan, height: float) -> None:
    shown = Print(plan, tuple(LINES))
    parts = parts_of(shown, WIDTH, METRICS, ENGLISH)
    assert [place for part in parts for place in range(part.first, part.last + 1)] == list(range(len(plan.stages)))
    assert [(part.number, part.count) for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]
    for part in parts:
        picture = laid(shown, part, height)
        stages = plan.stages[part.first : part.last + 1]
        assert sorted(words(picture, "dose")) == sorted(ENGLISH.number(stage.daily_mg) for stage in stages)
        assert "tick" not in styles(picture)
        labels = [item for item in picture.items if isinstance(item, Label)]
        sheet = Area(0, 0, picture.width, picture.height).grown(0.5)
        areas = [label_area(label, METRICS) for label in labels]
        assert all(area.inside(sheet) for area in areas)
        assert all(PRINT_LOOKS[label.style].size >= 9 for label in labels)
        doses = [area for area, label in zip(areas, labels, strict=True) if label.style == "dose"]
        assert not any(one.meets(two) for one, two in combinations(doses, 2))
        others = [area for area, label in zip(areas, labels, strict=True) if label.style != "dose"]
        assert not any(one.meets(two) for one in doses for two in others)


@pytest.mark.parametrize("stages", [30, 64, 400])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_plan_stands_in_even_parts_each_with_its_axes_from_nothing(stages: int, language: str) -> None:
    texts, shown = Texts(language), Print(long_plan(stages))
    assert not doses_have_room(shown, WIDTH, METRICS, texts)
    parts = parts_of(shown, WIDTH, METRICS, texts)
    lengths = [part.days for part in parts]
    assert max(lengths) - min(lengths) <= max(10, min(lengths) // 8)
    first = 1
    for part in parts:
        picture = laid(shown, part, texts=texts)
        axis = words(picture, "axis")
        assert {"0", "200", "20"} <= set(axis)
        assert texts("chart.axis.mg") in words(picture, "axis.title")
        (name,) = words(picture, "part")
        days = texts("chart.day.span", first=first, last=first + part.days - 1)
        if not part.is_last:
            assert name == texts(
                "plan_picture.part.many",
                part=part.number,
                parts=len(parts),
                first=part.first + 1,
                last=part.last + 1,
                days=days,
            )
        first = part.offset + part.days + 1
        assert words(picture, "legend") == [texts("plan_picture.legend.planned"), texts("plan_picture.legend.other")]


def overlaps(picture: Picture) -> list[Line]:
    """Give the lines of the neighbouring parts; the legend's sample has another length."""
    lines = [item for item in picture.items if isinstance(item, Line) and item.style == "other"]
    return [line for line in lines if line.x2 - line.x1 != pytest.approx(16.0)]


def filled_to(picture: Picture) -> float:
    """Give where the last bar ends; the legend's sample lies higher than all of them."""
    fills = [item for item in picture.items if isinstance(item, Box) and item.style == "fill"]
    return max(item.x + item.width for item in fills if item.y > 30)


def test_parts_overlap_by_the_neighbours_doses_dashed_and_unfilled() -> None:
    shown = Print(long_plan(64))
    parts = parts_of(shown, WIDTH, METRICS, ENGLISH)
    pictures = [laid(shown, part) for part in parts]
    for (one, before), (two, after) in pairwise(zip(parts, pictures, strict=True)):
        assert (one.last + 1, one.is_last, two.is_first) == (two.first, False, False)
        right, left = overlaps(before)[-1], overlaps(after)[0]
        assert right.x1 == pytest.approx(filled_to(before))
        assert right.x2 - right.x1 == pytest.approx(14.0)
        assert left.x2 - left.x1 == pytest.approx(14.0)
    drawn = [style for picture in pictures for style in styles(picture)]
    legends = len(parts)
    assert drawn.count("other") == 2 * (len(parts) - 1) + legends


def test_a_part_of_one_stage_and_an_open_end_are_named_so() -> None:
    plan = ladder((10, 20, 30, 40), (1, 400, 1, 1))
    parts = parts_of(Print(plan), WIDTH, METRICS, ENGLISH)
    assert [(part.first, part.last) for part in parts] == [(0, 0), (1, 1), (2, 3)]
    names = [words(laid(Print(plan), part), "part")[0] for part in parts]
    assert names == [
        "Part 1 of 3: stage 1, D1–D1",
        "Part 2 of 3: stage 2, D2–D401",
        "Part 3 of 3: stages 3–4, from D402",
    ]
    arrow = [item for item in laid(Print(plan), parts[2]).items if isinstance(item, Path) and item.style == "outline"]
    assert len(arrow) == 3


def test_a_plan_in_which_every_bar_is_wide_enough_is_not_cut() -> None:
    shown = Print(ladder())
    assert doses_have_room(shown, WIDTH, METRICS, ENGLISH)
    picture = laid(shown)
    assert len(words(picture, "dose")) == 15
    assert words(picture, "part") == []
    assert words(picture, "legend") == ["planned dose"]


def test_today_stands_in_its_part_only_and_no_line_passes_through_a_dose() -> None:
    plan = long_plan(64)
    assert plan.start is not None
    shown = Print(plan, tuple(LINES), plan.start + timedelta(days=107))
    pictures = [laid(shown, part) for part in parts_of(shown, WIDTH, METRICS, ENGLISH)]
    assert [words(picture, "today.name") for picture in pictures] == [[], ["today D108"], [], []]
    for picture in pictures:
        assert_no_line_through_a_dose(picture)
        assert "line of the policy" in words(picture, "legend")


def test_on_a_bar_too_narrow_for_both_the_dose_stands_on_white_ground_before_today() -> None:
    plan = long_plan(20, 5)
    assert plan.start is not None
    grounds = 0
    for day in range(1, 101):
        shown = Print(plan, (), plan.start + timedelta(days=day - 1))
        for part in parts_of(shown, WIDTH, METRICS, ENGLISH):
            picture = laid(shown, part)
            assert "tick" not in styles(picture)
            assert_no_line_through_a_dose(picture)
            grounds += styles(picture).count("ground")
    assert grounds


def assert_no_line_through_a_dose(picture: Picture) -> None:
    """A dashed line may meet a dose only under the dose's own white ground."""
    grounds = [item for item in picture.items if isinstance(item, Box) and item.style == "ground"]
    covered = [Area(item.x, item.y, item.width, item.height) for item in grounds]
    for label in picture.items:
        if not isinstance(label, Label) or label.style != "dose":
            continue
        area = label_area(label, METRICS)
        for item in picture.items:
            if isinstance(item, Line) and item.style in ("policy", "today"):
                left, right = min(item.x1, item.x2), max(item.x1, item.x2)
                meets = Area(left, min(item.y1, item.y2), right - left, abs(item.y2 - item.y1)).meets(area)
                assert not meets or any(area.inside(ground.grown(0.01)) for ground in covered)


def test_what_was_taken_is_told_by_form_and_named_in_the_part_where_it_is() -> None:
    recorded = (
        Recorded(1, 5, Taking.TAKEN, Fraction(10)),
        Recorded(6, 10, Taking.TAKEN, Fraction(30), beyond=True),
        Recorded(11, 15, Taking.SOME, Fraction(20)),
        Recorded(16, 18, Taking.MISSED),
        Recorded(19, 24, Taking.UNRECORDED),
    )
    shown = Print(long_plan(64), (), None, recorded)
    first, *rest = parts_of(shown, WIDTH, METRICS, ENGLISH)
    picture = laid(shown, first)
    drawn = [item.style for item in picture.items if isinstance(item, Box)]
    assert (drawn.count("taken"), drawn.count("taken.more"), drawn.count("missed")) == (11, 6, 4)
    assert drawn.count("taken.some") == 6
    assert "hatch" in styles(picture)
    named = ["taken", "some missed", "more than planned", "not taken", "not recorded"]
    assert words(picture, "legend")[-5:] == named
    assert not {"taken", "missed", "unrecorded"} & {style for part in rest for style in styles(laid(shown, part))}
    forms = [PRINT_LOOKS[style] for style in ("taken", "taken.some", "taken.more", "missed")]
    assert len({(form.fill, form.width) for form in forms}) >= 3


def test_a_dose_stands_above_days_taken_beyond_the_plan_or_on_its_own_ground() -> None:
    for more in (15, 25, 60, 150):
        recorded = (Recorded(1, 40, Taking.TAKEN, Fraction(more), beyond=True),)
        for plan in (ladder(), long_plan(40, 3)):
            shown = Print(plan, (), None, recorded)
            for part in parts_of(shown, WIDTH, METRICS, ENGLISH):
                picture = laid(shown, part)
                assert "tick" not in styles(picture)
                boxes = [item for item in picture.items if isinstance(item, Box)]
                days = [Area(b.x, b.y, b.width, b.height) for b in boxes if b.style.startswith("taken")]
                grounds = [Area(b.x, b.y, b.width, b.height).grown(0.01) for b in boxes if b.style == "ground"]
                for label in picture.items:
                    if isinstance(label, Label) and label.style == "dose":
                        area = label_area(label, METRICS)
                        assert any(area.inside(one) for one in grounds) or not any(area.meets(day) for day in days)


def test_the_axis_reaches_what_was_taken_beyond_the_plan_and_days_after_its_end_draw_nothing() -> None:
    plan = ladder((10, 20), 5, is_open=False)
    recorded = (
        Recorded(1, 5, Taking.TAKEN, Fraction(120), beyond=True),
        Recorded(6, 30, Taking.TAKEN),
        Recorded(31, 40, Taking.MISSED),
    )
    shown = Print(plan, (), None, recorded)
    assert shown.top_mg == 140
    boxes = [item for item in laid(shown).items if isinstance(item, Box) and item.style == "taken"]
    assert len(boxes) == 11
    assert Print(ladder((10, 20))).top_mg == 40
    held = Print(ladder((10, 20)), (), None, (Recorded(1, 20, Taking.TAKEN),))
    assert styles(laid(held)).count("taken") == 12 + 1, "as far as the picture goes, and the legend"


def test_a_legend_too_long_for_the_titles_stands_in_rows_below() -> None:
    recorded = (Recorded(1, 5, Taking.SOME, Fraction(30), beyond=True), Recorded(6, 7, Taking.UNRECORDED))
    shown = Print(ladder(), tuple(LINES), None, recorded)
    for width in (WIDTH, 200.0):
        more = more_height(shown, whole(shown.plan), width, METRICS, ENGLISH)
        picture = layout_print(shown, width, 150 + more, METRICS, ENGLISH)
        legend = [item for item in picture.items if isinstance(item, Label) and item.style == "legend"]
        assert min(label.y for label in legend) > max(
            item.y for item in picture.items if isinstance(item, Label) and item.style == "date"
        )
        assert all(label_area(label, METRICS).inside(Area(0, 0, width, 150 + more)) for label in legend)


def test_several_products_leave_the_right_title_to_the_legend() -> None:
    plan = replace(ladder(), products=(TABLET, replace(TABLET, name="x", strength_mg=Fraction(25))))
    assert words(laid(Print(plan, (), date(2027, 3, 2))), "legend") == ["planned dose"]
