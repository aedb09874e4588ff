from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.stand_in import StandIn, consensus


def test_a_stage_chosen_before_the_tab_is_shown_stands_in_the_inspector(qtbot: QtBot) -> None:
    plan = consensus()
    tab = TitrationTab(StandIn(plan), LIGHT)
    qtbot.addWidget(tab)
    tab.board.select(plan.stages[6].uid)
    tab.resize(1200, 800)
    tab.show()
    QApplication.processEvents()
    assert tab.inspector.title.text() == "Stage 7"
    assert tab.inspector.days.edit.text() == "5"
    assert tab.inspector.dose.edit.text().startswith("70")
