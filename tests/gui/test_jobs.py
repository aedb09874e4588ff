"""Work in a thread answers in the window's thread, and only to somebody who is still there."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from baclodesk.gui.jobs import PAPER, Job


class _Page(QLabel):
    """Shows what a thread found."""

    job: Job[str] | None = None

    def ask(self, gate: Event) -> None:
        self.job = Job(lambda: str(gate.wait(10)), self.setText, lambda error: self.setText(str(error)), PAPER)


def test_the_answer_comes_to_the_page_that_asked(qtbot: QtBot) -> None:
    page, gate = _Page(), Event()
    qtbot.addWidget(page)
    page.ask(gate)
    gate.set()
    qtbot.waitUntil(lambda: page.text() == "True")


def test_a_page_closed_meanwhile_gets_no_answer(qtbot: QtBot) -> None:
    page, other, gate = _Page(), _Page(), Event()
    qtbot.addWidget(other)
    page.ask(gate)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    gate.set()
    other.ask(gate)  # one lane: when this is answered, the first answer has come and gone
    qtbot.waitUntil(lambda: other.text() == "True")
