"""Garbage of the window is collected in the window's thread, never by a worker that asks for memory."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from baclodesk.gui import collecting, jobs
from baclodesk.gui.collecting import Collector, collect_due
from baclodesk.gui.jobs import PAPER, Job


class _Knot(QObject):
    """Holds itself: only a collection destroys it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _fill() -> list[list[int]]:
    return [[at] for at in range(3 * gc.get_threshold()[0])]


def test_a_worker_destroys_nothing_of_the_window_and_the_window_does(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "EVERY", 1)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    home = QObject()
    Collector(home)
    assert not gc.isenabled()
    gone: list[threading.Thread] = []
    weakref.finalize(_Knot(), lambda: gone.append(threading.current_thread()))
    worker = threading.Thread(target=_fill)
    worker.start()
    worker.join()
    assert gone == [], "the worker asked for much memory, and collected nothing"
    kept = _fill()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.main_thread()]
    assert kept
    home.deleteLater()
    QCoreApplication.sendPostedEvents(home, QEvent.Type.DeferredDelete)


def test_a_drag_is_not_held_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector(QCoreApplication.instance() or QObject())
    looked: list[int | None] = []
    monkeypatch.setattr(collecting, "collect_due", lambda: looked.append(collect_due()))
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    collector._look()
    assert looked == []
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    collector._look()
    assert len(looked) == 1
    collector.deleteLater()
    QCoreApplication.sendPostedEvents(collector, QEvent.Type.DeferredDelete)


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    assert collect_due() is None
    kept = _fill()
    assert collect_due() is not None
    assert kept


def test_a_job_that_was_forgotten_is_kept_until_the_window_has_its_answer(qtbot: QtBot) -> None:
    gate, died = threading.Event(), list[threading.Thread]()
    job = Job(lambda: gate.wait(10), lambda _answer: None, lambda _error: None, PAPER)
    weakref.finalize(job, lambda: died.append(threading.current_thread()))
    job.cancel()
    del job
    gate.set()
    PAPER.submit(gc.collect).result()  # the worker has let go of it, and even looks for garbage
    assert died == []
    qtbot.waitUntil(lambda: not jobs._running)
    gc.collect()
    assert died == [threading.main_thread()]
