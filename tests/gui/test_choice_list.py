"""Folded lists show that they can be opened, and never cut a name without saying so."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from baclodesk.gui.desk import Desk
from baclodesk.gui.widgets.choice_list import ChoiceList
from baclodesk.gui.widgets.pieces import choice_box


def _painted(box: ChoiceList, width: int) -> QImage:
    box.resize(QSize(width, box.sizeHint().height()))
    return box.grab().toImage()


def _inked(image: QImage, first: int, last: int, colour: QColor) -> int:
    return sum(
        image.pixelColor(x, y).lightness() < (colour.lightness() + 255) // 2
        for x in range(first, last)
        for y in range(6, image.height() - 6)
    )


def test_the_mark_at_the_end_says_that_the_list_opens(qtbot: QtBot, desk: Desk) -> None:
    box = choice_box()
    qtbot.addWidget(box)
    box.addItem("A")
    image = _painted(box, 240)
    ink = QColor(desk.theme.colours.ink)
    assert _inked(image, 212, 236, ink) > 8
    assert _inked(image, 60, 200, ink) == 0


def test_a_name_that_is_too_long_ends_before_the_mark(qtbot: QtBot, desk: Desk) -> None:
    box = choice_box()
    qtbot.addWidget(box)
    box.addItem("Maison de santé pluriprofessionnelle des Deux Ponts, premier étage, imprimante de l’accueil")
    image = _painted(box, 240)
    assert _inked(image, 205, 212, QColor(desk.theme.colours.ink)) == 0
    assert box.currentText().endswith("accueil"), "what is chosen stays whole"
