"""Thousands of gestures, keys and undos in a row: the plan stays a plan, and undo to the bottom is the start."""

from __future__ import annotations

import os
import random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from baclodesk.domain import edits
from baclodesk.domain.plan import Plan
from baclodesk.domain.product import is_makeable
from baclodesk.gui.chart import gestures
from tests.gui.chart.conftest import CTRL, LEFT, NONE, RIGHT, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

ALT = Qt.KeyboardModifier.AltModifier
KEYS = (
    (Qt.Key.Key_Right, NONE),
    (Qt.Key.Key_Left, SHIFT),
    (Qt.Key.Key_Home, NONE),
    (Qt.Key.Key_End, NONE),
    (Qt.Key.Key_Up, NONE),
    (Qt.Key.Key_Down, NONE),
    (Qt.Key.Key_Right, CTRL),
    (Qt.Key.Key_Left, CTRL),
    (Qt.Key.Key_Right, CTRL | SHIFT),
    (Qt.Key.Key_Up, CTRL),
    (Qt.Key.Key_Down, CTRL),
    (Qt.Key.Key_Up, CTRL | SHIFT),
    (Qt.Key.Key_Right, CTRL | ALT),
    (Qt.Key.Key_Left, CTRL | ALT),
    (Qt.Key.Key_H, NONE),
    (Qt.Key.Key_B, NONE),
    (Qt.Key.Key_S, NONE),
    (Qt.Key.Key_M, NONE),
    (Qt.Key.Key_D, CTRL),
    (Qt.Key.Key_Insert, NONE),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Delete, SHIFT),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Y, CTRL),
    (Qt.Key.Key_C, CTRL),
    (Qt.Key.Key_V, CTRL),
    (Qt.Key.Key_Plus, NONE),
    (Qt.Key.Key_Minus, NONE),
    (Qt.Key.Key_0, CTRL),
    (Qt.Key.Key_T, NONE),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_F1, NONE),
)
GESTURES = int(os.environ.get("BACLODESK_GESTURES", "1000")) // 4
"""For each of the four games; BACLODESK_GESTURES=10000 is the long form."""


def _sound(hand: Hand, history: Plan | None, until: int | None) -> None:
    plan = hand.window.plan
    assert plan is not None
    assert hand.tab.board.plan is plan
    assert hand.tab.board.preview is None or hand.chart.dragging
    assert all(stage.days is not None for stage in plan.stages[:-1])
    for stage in plan.stages:
        assert all(is_makeable(plan.products, mg) for mg in stage.mg)
    uids = {stage.uid for stage in plan.stages}
    assert set(hand.tab.board.selected) <= uids
    assert hand.tab.board.current is None or hand.tab.board.current in uids
    if hand.chart.steps is not None and hand.tab.board.shown is not None:
        assert len(hand.chart.steps.bars) == len(hand.tab.board.shown.stages)
    if history is not None and until is not None:
        for day in range(1, until + 1):
            old, new = history.stage_index_on(day), plan.stage_index_on(day)
            assert old is not None
            assert new is not None
            assert history.stages[old].mg == plan.stages[new].mg


def _drag(hand: Hand, dice: random.Random) -> None:
    assert hand.tab.board.plan is not None
    if hand.chart.steps is None:
        return
    stage = dice.randint(1, len(hand.tab.board.plan.stages))
    spot = dice.choice((hand.edge, hand.top, hand.body))(stage) + QPoint(dice.randint(-6, 6), dice.randint(-6, 6))
    mods = dice.choice((NONE, NONE, CTRL, SHIFT))
    hand.press(spot, mods)
    for _ in range(dice.randint(0, 3)):
        if dice.random() < 0.1:
            hand.mods = dice.choice((NONE, CTRL, SHIFT))
        hand.move(spot + QPoint(dice.randint(-90, 90), dice.randint(-90, 90)))
        if dice.random() < 0.1:
            QTest.keyClicks(hand.chart, dice.choice(("7", "12", "65", "0", "3.5")))
        if dice.random() < 0.05:
            hand.key(dice.choice((Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_F1, Qt.Key.Key_Z)), CTRL)
    end = dice.random()
    if end < 0.12:
        hand.key(Qt.Key.Key_Escape)
    elif end < 0.2:
        QTest.mousePress(hand.chart, RIGHT, NONE, hand.spot)
        hand.release(button=RIGHT)
    elif end < 0.25:
        QApplication.sendEvent(hand.chart, QEvent(QEvent.Type.WindowDeactivate))
    elif end < 0.28:
        hand.tab.drop_drag("lock")
    elif end < 0.31:
        _replace_from_outside(hand, dice)
    hand.release(mods)


def _replace_from_outside(hand: Hand, dice: random.Random) -> None:
    """Another part of the window makes a step while the chart is in use."""
    window = hand.window
    assert window.plan is not None
    today = window.state().history_until or 0
    spans = window.plan.spans()
    later = [s.uid for s, span in zip(window.plan.stages, spans, strict=True) if s.days and span.first_day > today]
    if later:
        uid = dice.choice(later)
        longer = edits.move_end(window.plan, uid, (window.plan.stage(uid).days or 1) + 1)
        window.commit(window.plan, longer, lambda _: "from outside")
    hand.tab.refresh()


def _fingers(hand: Hand, dice: random.Random, screen: QPointingDevice) -> None:
    """One, two or three fingers, with taps, drags and pinches that come and go."""

    def anywhere() -> QPoint:
        return QPoint(dice.randint(40, hand.chart.width() - 40), dice.randint(60, hand.chart.height() - 60))

    spots = [anywhere() for _ in range(dice.choice((1, 1, 2, 2, 3)))]
    if hand.chart.steps is not None and dice.random() < 0.6:
        stage = dice.randint(1, len(hand.chart.steps.bars))
        spots[0] = dice.choice((hand.edge, hand.top, hand.body))(stage)
    QTest.touchEvent(hand.chart, screen).press(0, spots[0], hand.chart).commit()
    for _ in range(dice.randint(0, 4)):
        touch = QTest.touchEvent(hand.chart, screen)
        for number, spot in enumerate(spots):
            step = QPoint(dice.randint(-60, 60), dice.randint(-60, 60))
            spots[number] = spot + step
            touch.move(number, spots[number], hand.chart) if number == 0 else touch.press(
                number, spots[number], hand.chart
            )
        touch.commit()
        if dice.random() < 0.1:
            hand.key(*dice.choice(KEYS))
    last = QTest.touchEvent(hand.chart, screen)
    for number, spot in enumerate(spots):
        last.release(number, spot, hand.chart)
    last.commit()
    QApplication.processEvents()


def _act(hand: Hand, dice: random.Random, screen: QPointingDevice) -> None:
    kind = dice.random()
    if kind < 0.42:
        _drag(hand, dice)
    elif kind < 0.5:
        _fingers(hand, dice, screen)
    elif kind < 0.55 and hand.chart.frame is not None:
        QTest.mouseDClick(hand.chart, LEFT, NONE, QPoint(dice.randint(0, hand.chart.width()), dice.randint(0, 400)))
        hand.tab.editor.leave()
    else:
        hand.key(*dice.choice(KEYS))
    for menu in hand.tab.findChildren(QMenu):
        menu.close()


@pytest.mark.parametrize(("seed", "kind"), [(1, "draft"), (2, "label"), (3, "running"), (4, "draft")])
def test_random_gestures_leave_a_sound_plan_and_undo_leads_back_to_the_start(made: Make, seed: int, kind: str) -> None:
    dice = random.Random(seed)  # a seeded game, nothing secret
    screen = QTest.createTouchDevice()
    window = {"draft": lambda: StandIn(consensus()), "label": lambda: StandIn(consensus(), policy="france-label")}.get(
        kind, running
    )()
    hand = made(window)
    hand.tab.still = True
    start = window.plan
    history = start if kind == "running" else None
    for _ in range(GESTURES):
        _act(hand, dice, screen)
        _sound(hand, history, window.state().history_until)
    assert window.commits
    while window.stack.canUndo():
        hand.tab.commands.run("undo")
    assert window.plan == start
    assert isinstance(hand.chart.state, gestures.Idle | gestures.Hover | gestures.Muted)
