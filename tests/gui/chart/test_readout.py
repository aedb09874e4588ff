"""The readout says everything it has to say, at every width and text size, at rest and during a drag."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from baclodesk.gui.chart.readout import Readout
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import Make
from tests.gui.chart.stand_in import running


def _cut(readout: Readout) -> list[str]:
    """Give the fields of which something is missing, too wide or too low."""
    wrong = []
    for number, field in enumerate(readout.fields):
        width = readout._room(number).width() - 20
        lines = readout.lines(field, width)
        said = "".join(line for _font, line, _depth in lines)
        meant = "".join((*field.strong, *field.light))
        deep = max((depth + QFontMetricsF(font).descent() for font, _line, depth in lines), default=0.0)
        wide = max((QFontMetricsF(font).horizontalAdvance(line) for font, line, _depth in lines), default=0.0)
        plain = (said.replace(" ", "").replace("·", ""), meant.replace(" ", "").replace("·", ""))
        if plain[0] != plain[1] or wide > width or deep > readout._rows * readout._line + 2:
            wrong.append(f"{field.title}: {[line for _font, line, _depth in lines]}")
        assert all(font.pixelSize() >= 11 for font, _line, _depth in lines)
    return wrong


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("scale", "width"),
    [(1.0, 430), *((scale, width) for scale in (1.0, 1.5, 2.0) for width in (650, 700, 760, 900, 1100, 1400))],
)
def test_nothing_of_the_readout_is_cut(made: Make, language: str, scale: float, width: int) -> None:
    window = running()
    window.language = language
    hand = made(window, width=width, height=900)
    hand.tab.set_theme(LIGHT.scaled(scale))
    hand.tab.retranslate()
    QApplication.processEvents()
    readout = hand.tab.readout
    assert _cut(readout) == []
    assert hand.tab.board.plan is not None
    for stage in hand.tab.board.plan.stages:
        hand.tab.board.select(stage.uid)
        assert _cut(readout) == []
    hand.press(hand.edge(9))
    hand.by_days(11)
    assert "+11" in str(readout.fields)
    assert _cut(readout) == []
    hand.release()
