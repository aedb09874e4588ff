from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.gui.titration.room import Room


def content(words: str = "one two three four five six seven eight") -> tuple[QWidget, QLabel]:
    inner = QWidget()
    layout = QVBoxLayout(inner)
    wrapped = QLabel(words)
    wrapped.setWordWrap(True)
    layout.addWidget(wrapped)
    block = QWidget()
    block.setMinimumHeight(200)
    layout.addWidget(block, 1)
    return inner, wrapped


def test_the_content_fills_a_window_that_is_big_enough_and_nothing_scrolls(qtbot: QtBot) -> None:
    inner, _words = content()
    room = Room(inner)
    qtbot.addWidget(room)
    room.resize(400, 600)
    room.show()
    assert inner.size() == room.viewport().size()
    assert not room.verticalScrollBar().isVisible()


def test_in_a_low_window_the_content_keeps_its_least_height_and_scrolls(qtbot: QtBot) -> None:
    inner, words = content()
    room = Room(inner)
    qtbot.addWidget(room)
    room.resize(400, 120)
    room.show()
    QApplication.processEvents()
    assert inner.height() >= 200
    assert room.verticalScrollBar().maximum() > 0
    before = inner.height()
    words.setText("more words " * 60)
    QApplication.processEvents()
    assert inner.height() > before
