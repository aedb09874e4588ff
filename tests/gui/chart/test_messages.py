"""No message is ever cut: not at any width, text size or language, and the chart stays where it is meanwhile."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind, Limits, Reason
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import NOTE, WARN
from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.chart.theme import LIGHT
from baclodesk.gui.titration.room import Room
from baclodesk.paths import resources
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts
from tests.gui.chart.conftest import Make
from tests.gui.chart.stand_in import StandIn, running

SENTENCES = tomllib.loads((resources() / "texts" / "en" / "chart.toml").read_text(encoding="utf-8"))
VALUES = {"text": "2½ or 3½", "mg": "1,002.5\u00a0mg", "lower": "1,000\u00a0mg", "upper": "1,005\u00a0mg", "days": "28"}
BESIDE = 304
"""What stands beside the tab in a window at 100 %, in pixels: the list of patients and the margins."""


class Shown:
    """A tab in its scrolled room, as the patient's page holds it."""

    def __init__(self, qtbot: QtBot, window: StandIn, width: int, height: int, scale: float) -> None:
        self.tab = TitrationTab(window, LIGHT.scaled(scale))
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tab)
        self.room = Room(inner, self.tab)
        qtbot.addWidget(self.room)
        self.room.resize(width, height)
        self.room.show()
        qtbot.waitExposed(self.room)
        for _ in range(5):  # labels that wrap settle in turns
            QApplication.processEvents()

    def seen(self, widget: QWidget) -> QRect:
        """What is seen of a widget, in places of the room."""
        return QRect(widget.mapTo(self.room, QPoint()), widget.size()) & self.room.viewport().rect()

    def cut(self, words: str) -> str:
        """Say what is missing of a message; empty when all of it can be read."""
        readout = self.tab.readout
        faces, sheet = readout.faces, readout.sheet
        if not sheet.isVisible():
            font = readout._message_font()
            return "" if font is not None and self.seen(readout).size() == readout.size() else f"line: {words}"
        if "".join(line for _font, line, _depth in sheet.lines).replace(" ", "") != words.replace(" ", ""):
            return f"words: {words}"
        if any(faces.measures(font).horizontalAdvance(line) > sheet.width() - 20 for font, line, _ in sheet.lines):
            return f"width: {words}"
        deep = max(depth + faces.measures(font).descent() for font, _line, depth in sheet.lines)
        if self.seen(sheet).size() != sheet.size() or deep + 2 > sheet.height():
            return f"height {self.seen(sheet)} of {sheet.size()}: {words}"
        return "" if min(font.pixelSize() for font, _, _ in sheet.lines) >= 11 else f"size: {words}"


def messages(tab: TitrationTab, texts: Texts) -> Iterator[str]:
    """Everything that can stand in the readout: reasons under every policy, refusals, F1 on every handle."""
    library, plan = Library.load(), tab.board.plan
    assert plan is not None
    values = (("days", "28"), ("mg", "12.5"))
    for owner in (*(item.owner for item in library.policies.values()), *(s.owner for s in library.schemes.values())):
        for code in SENTENCES["reason"]:
            yield wording.reason(texts, Reason(code, values, wall=True, stage=12, owner=owner))
        low = Reason("stage_too_short", values, stage=12, owner=owner)
        high = Reason("rise_into_next", values, stage=13, owner=owner)
        for key, kind in (("edge", HandleKind.END), ("top", HandleKind.DOSE)):
            what = texts(f"chart.hint.{key}", stage=12)
            number = plan.stages[0].mg[0]
            found = Limits(number, number, number, number, low, high, number)
            yield wording.explain(texts, what, Handle(kind, plan.stages[0].uid), found)
    for stage in plan.stages:
        for kind in (HandleKind.END, HandleKind.DOSE, HandleKind.ROLL, HandleKind.DOSE_AND_LATER):
            handle = Handle(kind, stage.uid)
            try:
                found = tab.board.limits(handle)
            except DomainError as error:
                yield wording.refusal(texts, error)
                continue
            yield wording.explain(texts, texts("chart.hint.top", stage=12), handle, found)
    for key in SENTENCES["refusal"]:
        yield texts(f"chart.refusal.{key}", **VALUES)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("window", [(1024, 700), (1280, 800), (1440, 900), (1920, 1080), (2560, 1440)])
def test_no_message_is_cut_at_any_size(qtbot: QtBot, window: tuple[int, int], scale: float, language: str) -> None:
    width, height = round(window[0] - BESIDE - 65 * (scale - 1)), round(window[1] - 180 - 241 * (scale - 1))
    shown = Shown(qtbot, running(language), width, height, scale)
    tab, texts = shown.tab, Texts(language)
    place = tab.chart.geometry()
    wrong = []
    for meant in (WARN, NOTE):
        for words in sorted(set(messages(tab, texts))):
            tab.readout.tell(words, meant)
            wrong.append(shown.cut(words))
            assert tab.readout.toolTip().endswith(words)
    assert [line for line in wrong if line] == []
    QApplication.processEvents()
    assert tab.chart.geometry() == place, "the chart has not moved"


def test_a_long_message_lies_over_the_chart_and_goes_with_it(made: Make) -> None:
    hand = made(width=700)
    readout, sheet = hand.tab.readout, hand.tab.readout.sheet
    height, chart = readout.height(), hand.chart.geometry()
    hand.press(hand.edge(4))
    hand.by_days(-3)
    assert hand.said.startswith("Stage 4: no less than 5 days before a rise")
    assert sheet.isVisible()
    assert sheet.geometry().bottom() > readout.geometry().bottom()
    assert (readout.height(), hand.chart.geometry()) == (height, chart)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert "Stage 4 stays" not in hand.said
    assert not sheet.isVisible()
    readout.tell(" ".join(["word"] * 200), WARN)
    assert sheet.isVisible()
    readout.hide()
    assert not sheet.isVisible()
    readout.show()
    assert sheet.isVisible()


def test_the_pointer_goes_through_a_message(made: Make) -> None:
    hand = made()
    hand.tab.readout.tell(" ".join(["word"] * 200), WARN)
    sheet = hand.tab.readout.sheet
    spot = sheet.mapTo(hand.tab, QPoint(100, sheet.height() - 3))
    assert hand.tab.childAt(spot) is hand.chart


def test_what_a_handle_would_do_is_not_said_while_it_does_it(made: Make) -> None:
    hand = made()
    hand.move(hand.edge(9))
    assert hand.said.startswith("Drag: days of stage 9")
    hand.press(hand.edge(9))
    hand.by_days(3)
    assert hand.said == ""
    hand.release()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("scale", "width", "height"), [(1.5, 720, 306), (2.0, 720, 306), (2.0, 655, 279)])
def test_in_a_low_window_readout_and_chart_are_seen_together(
    qtbot: QtBot, language: str, scale: float, width: int, height: int
) -> None:
    shown = Shown(qtbot, running(language), width, height, scale)
    tab, bar = shown.tab, shown.room.verticalScrollBar()
    assert tab.readout.compact
    assert shown.seen(tab.readout).size() == tab.readout.size()
    assert shown.seen(tab.chart).size() == tab.chart.size(), "the room begins at the readout"
    assert tab.chart.height() >= min(round(130 * scale), 206)
    assert bar.value() > 0
    for value in range(bar.maximum() + 1):
        bar.setValue(value)
        if shown.seen(tab.chart).height() > 40:
            assert shown.seen(tab.readout).height() == tab.readout.height(), value
    bar.setValue(0)
    assert tab.readout.geometry().top() == tab.low.readout_top
    tab.board.select(tab.board.plan.stages[8].uid if tab.board.plan else None)
    first, second = tab.readout.brief_lines()
    assert "80" in str([line for _font, line, _depth in first]) or "90" in str([line for _font, line, _depth in first])
    assert len(first) == len(second) == 1
    shown.room.resize(1900, 1000)
    QApplication.processEvents()
    assert not tab.readout.compact


def test_the_place_a_reader_scrolled_to_is_kept(qtbot: QtBot) -> None:
    shown = Shown(qtbot, running(), 720, 306, 2.0)
    bar = shown.room.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    shown.room.resize(720, 300)
    QApplication.processEvents()
    assert bar.value() == 0


def test_the_compact_readout_keeps_the_whole_for_the_tool_tip_and_for_readers(qtbot: QtBot) -> None:
    shown = Shown(qtbot, running(), 720, 306, 2.0)
    board, readout = shown.tab.board, shown.tab.readout
    assert board.plan is not None
    board.select(board.plan.stages[8].uid)
    assert "bedtime" in readout.toolTip()
    assert "bedtime" in readout.accessibleDescription()
    readout.grab()
