"""The window with a back end that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.desk import Desk
from baclodesk.gui.printing.panel import PrintPanel
from baclodesk.gui.printing.queue_page import QueuePage
from baclodesk.gui.workplace import Workplace

from ..conftest import id_of
from .keeping import Keeping, ListedStore


@pytest.fixture
def store(stories: dict[str, PatientRecord]) -> ListedStore:
    return ListedStore(records=list(stories.values()))


@pytest.fixture
def backend() -> Iterator[Keeping]:
    made = Keeping()
    yield made
    made.gate.set()


@pytest.fixture
def desk(desk: Desk, backend: Keeping) -> Desk:
    desk.backend = backend
    return desk


@pytest.fixture
def panel(qtbot: QtBot, place: Workplace, store: ListedStore) -> PrintPanel:
    """The panel beside Arnaud's schedule, ready to print."""
    return open_panel(qtbot, place, store)


@pytest.fixture
def queue(qtbot: QtBot, place: Workplace) -> QueuePage:
    """The queue page with the demonstration's schedules of this week."""
    place.printing.show_queue()
    page = place.printing.page
    qtbot.waitUntil(lambda: page.choice.is_known)
    return page


def open_panel(
    qtbot: QtBot, place: Workplace, store: ListedStore, kind: str = "schedule", name: str = "Arnaud"
) -> PrintPanel:
    place.open_patient(id_of(store, name))
    place.show_papers([kind])
    qtbot.waitUntil(place.paper.print.isEnabled)
    place.paper.ask_print()
    panel = place.printing.panel
    qtbot.waitUntil(lambda: panel.choice.is_known and bool(panel._paper))
    return panel
