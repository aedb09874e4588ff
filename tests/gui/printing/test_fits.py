"""Queue and panel in both languages, small and with text at twice its size: nothing cut. A run ends as it should."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from baclodesk.gui.frame import Frame
from baclodesk.gui.printing.run import PrintRun
from baclodesk.services.printing import PrintCancelled, PrintFailed, Progress
from baclodesk.services.printing_queue import Step

from ..test_pages_fit import KINDS, look
from .conftest import open_panel
from .keeping import Keeping, ListedStore


@pytest.fixture(params=KINDS, ids=list(KINDS))
def small(request: pytest.FixtureRequest, frame: Frame) -> Frame:
    make, size = KINDS[request.param]
    frame.desk.theme.choose("light", size)
    frame.resize(1024, 700)
    frame.speak(make())
    return frame


def test_queue_and_panel_fit(qtbot: QtBot, small: Frame, store: ListedStore, backend: Keeping) -> None:
    small.enter(store)
    place = small.workplace
    assert place is not None
    place.printing.show_queue()
    queue = place.printing.page
    qtbot.waitUntil(lambda: queue.choice.is_known)
    look(small, "queue")
    backend.fails = ["refused"]
    queue.print_everything()
    qtbot.waitUntil(lambda: bool(queue.notice.text))
    queue.list.setCurrentIndex(queue.model.index(0))
    look(small, "queue halted")
    queue.list.setCurrentIndex(queue.model.index(1))
    queue.print_chosen()
    qtbot.waitUntil(lambda: queue._batch.queue.rows[1].step is Step.DONE)
    look(small, "queue printed")
    panel = open_panel(qtbot, place, store)
    look(small, "panel")
    panel.choice.list.setCurrentIndex(1)
    panel.pages.setText("9")
    look(small, "panel, no such paper")
    backend.list = []
    panel.choice.look()
    qtbot.waitUntil(lambda: panel.choice.printer is None)
    look(small, "panel, no printer")
    store.records.clear()
    place.refresh_list()
    place.printing.batch.stop()
    place.printing.show_queue()
    look(small, "queue, empty")


def test_a_run_that_is_waited_for_answers_at_once_and_only_once(qtbot: QtBot) -> None:
    said: list[str] = []

    def begin(code: str) -> PrintRun[str]:
        def work(progress: Progress) -> str:
            if code:
                raise PrintFailed(code)
            progress(1, 1)
            return "printed"

        return PrintRun(work, said.append, lambda error: said.append(getattr(error, "code", "")), lambda page, of: None)

    for code, answer in (("", "printed"), ("refused", "refused")):
        run = begin(code)
        run.finish()
        run.finish()
        assert said == [answer]
        said.clear()


def test_a_run_stopped_before_its_last_page_ends_as_stopped(qtbot: QtBot, backend: Keeping) -> None:
    said: list[Exception] = []

    def work(progress: Progress) -> None:
        backend.reached.set()
        assert backend.gate.wait(20)
        progress(0, 2)

    backend.gate.clear()
    run = PrintRun(work, lambda _none: None, said.append, lambda page, of: None)
    assert backend.reached.wait(20)
    run.cancel()
    backend.gate.set()
    run.finish()
    assert [type(error) for error in said] == [PrintCancelled]
