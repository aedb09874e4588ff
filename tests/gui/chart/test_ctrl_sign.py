"""The sign beside a handle that Ctrl is held over: what the drag would do, in a place that covers nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Path, label_area
from baclodesk.gui.chart.knobs import KNOB, KNOB_SELECTED, knob_area, knob_points, knob_spot
from baclodesk.gui.chart.targets import TargetKind
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import CTRL, NONE, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running


def sign(hand: Hand) -> list[Item]:
    """The sign's items; empty when there is none."""
    assert hand.chart.steps is not None
    return [item for item in hand.chart.steps.layers["over"] if item.style.startswith("tag")]


def room(hand: Hand) -> Area:
    (box,) = [item for item in sign(hand) if isinstance(item, Box)]
    return Area(box.x, box.y, box.width, box.height)


def drawn(hand: Hand, item: Item) -> Area:
    """Give what an item covers, without the air around it."""
    if isinstance(item, Label):
        return label_area(item, hand.chart.inks)
    return hand.chart.inks.extent(item).grown(-3)


def covered(hand: Hand, stage: int, kind: TargetKind) -> list[str]:
    """Name what the sign beside a stage's knob (number from 1) covers."""
    steps, frame, board = hand.chart.steps, hand.chart.frame, hand.tab.board
    assert steps is not None
    assert frame is not None
    area, found = room(hand), []
    if not area.inside(frame.scale.plot):
        found.append("outside")
    if any(label is not None and label.meets(area) for label in steps.labels):
        found.append("dose")
    if any(drawn(hand, item).meets(area) for item in steps.layers["badges"]):
        found.append("badge")
    flags = [item for item in steps.layers["flag"] if isinstance(item, Line)]
    if any(Area(line.x1 - 1, line.y1, 2, line.y2 - line.y1).meets(area) for line in flags):
        found.append("today")
    spot = knob_spot(kind, steps.bars[stage - 1], frame.scale)
    assert spot is not None
    knobs = [knob_area(*spot, KNOB)]
    if board.index is not None:
        knobs += [knob_area(x, y, KNOB_SELECTED) for x, y in knob_points(steps.bars[board.index], frame.scale)]
    if any(knob.meets(area) for knob in knobs):
        found.append("knob")
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("selected", [0, 7, 10])
def test_the_sign_covers_no_dose_knob_badge_or_flag(made: Make, language: str, scale: float, selected: int) -> None:
    window = running()
    window.language = language
    hand = made(window, height=1000)
    hand.tab.set_theme(LIGHT.scaled(scale))
    hand.tab.retranslate()
    if selected:
        hand.select(selected)
    QApplication.processEvents()
    seen = 0
    for stage in range(8, 15):
        for spot, kind in ((hand.edge(stage), TargetKind.EDGE), (hand.top(stage), TargetKind.TOP)):
            hand.move(spot, CTRL)
            state = hand.chart._hovered
            if state is None or state.kind is not kind or not sign(hand):
                continue
            seen += 1
            assert covered(hand, stage, kind) == [], (stage, kind)
    assert seen >= (10 if scale == 1.0 else 4), "there is nearly always a place"


def test_an_edge_has_a_double_arrow_and_a_top_the_words_that_later_doses_follow(made: Make) -> None:
    hand = made()
    hand.move(hand.edge(6), CTRL)
    heads = [item for item in sign(hand) if isinstance(item, Path) and item.closed]
    assert len(heads) == 2
    assert {point[1] for point in (heads[0].points[1], heads[1].points[1])} == {room(hand).y + room(hand).height / 2}
    assert not [item for item in sign(hand) if isinstance(item, Label)]
    hand.move(hand.top(6), CTRL)
    (words,) = [item.text for item in sign(hand) if isinstance(item, Label)]
    assert words == "and later"
    hand.window.language = "fr"
    hand.tab.retranslate()
    hand.move(hand.edge(6), CTRL)
    hand.move(hand.top(6), CTRL)
    (words,) = [item.text for item in sign(hand) if isinstance(item, Label)]
    assert words == "et suivantes"


def test_where_the_words_have_no_room_the_numbers_of_the_stages_stand(made: Make) -> None:
    hand = made(width=1000, height=900)
    hand.tab.set_theme(LIGHT.scaled(2.0))
    hand.tab.retranslate()
    found = set()
    for stage in range(1, 15):
        hand.move(hand.top(stage), CTRL)
        found |= {item.text for item in sign(hand) if isinstance(item, Label)}
    assert {text for text in found if text[0].isdigit()} <= {f"{stage}–15" for stage in range(1, 15)}
    assert any(text[0].isdigit() for text in found)


def test_without_ctrl_nothing_is_laid_and_the_key_alone_shows_and_takes_the_sign(made: Make) -> None:
    hand = made()
    spot = hand.edge(6)
    hand.move(spot, NONE)
    assert hand.chart.steps is not None
    plain = hand.chart.steps.items
    assert sign(hand) == []
    QCursor.setPos(hand.chart.mapToGlobal(spot))
    QApplication.processEvents()
    QTest.keyPress(hand.chart, Qt.Key.Key_Control)
    assert sign(hand)
    QTest.keyRelease(hand.chart, Qt.Key.Key_Control)
    assert sign(hand) == []
    assert hand.chart.steps.items == plain


def test_no_sign_where_the_drag_would_be_no_roll(made: Make) -> None:
    hand = made(running())
    for spot in (hand.edge(3), hand.top(15), hand.body(9)):
        hand.move(spot, NONE)
        hand.move(spot, CTRL)
        assert sign(hand) == []
    window = StandIn(consensus())
    window.locked = "locked for now"
    hand = made(window)
    hand.move(hand.edge(6), CTRL)
    assert sign(hand) == []


def test_the_sign_goes_when_the_drag_begins(made: Make) -> None:
    hand = made()
    hand.move(hand.edge(6), CTRL)
    assert sign(hand)
    hand.press(hand.edge(6), CTRL)
    hand.move(hand.spot + QPoint(8, 0))
    assert hand.chart.dragging
    assert sign(hand) == []
    hand.key(Qt.Key.Key_Escape)
    hand.release()


def test_a_mirrored_chart_turns_the_sign_with_its_knob(made: Make) -> None:
    hand = made()
    hand.tab.mirrored = True
    spot = hand.edge(6)
    hand.move(QPoint(hand.chart.width() - spot.x(), spot.y()), CTRL)
    area = room(hand)
    middle = QPoint(round(hand.chart.width() - area.x - area.width / 2), round(area.y + area.height / 2))
    with_sign = hand.chart.grab().toImage().pixelColor(middle)
    hand.move(QPoint(hand.chart.width() - spot.x(), spot.y()), NONE)
    assert hand.chart.grab().toImage().pixelColor(middle) != with_sign
