"""What the window's tests share: no dialog may block, one window over a practice in memory, nothing left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.desk import Desk
from baclodesk.gui.doors import Demonstration
from baclodesk.gui.frame import Frame
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.preferences import Preferences
from baclodesk.gui.style.theme import Theme
from baclodesk.gui.workplace import Workplace
from baclodesk.services import demo
from baclodesk.services.texts import Texts

from .fakes import NOW, FakeDoors, FakeStore, now

_BLOCKING = {
    QDialog: ("exec",),
    QMenu: ("exec",),
    QMessageBox: ("exec", "question", "information", "warning", "critical", "about"),
    QFileDialog: ("getOpenFileName", "getSaveFileName", "getExistingDirectory"),
    QInputDialog: ("getText", "getItem", "getInt"),
    QColorDialog: ("getColor",),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a display Qt notes what its plug-in cannot do each time a window opens; that is no fault of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def _nothing_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_values: object) -> None:
        raise AssertionError("a dialog that blocks")

    for kind, names in _BLOCKING.items():
        for name in names:
            monkeypatch.setattr(kind, name, refuse)


@pytest.fixture(scope="session")
def stories() -> dict[str, PatientRecord]:
    """The demonstration patients by family name."""
    made = demo.records(NOW.date(), "en")
    return {record.identity.family_name: record for record in made}


@pytest.fixture
def store(stories: dict[str, PatientRecord]) -> FakeStore:
    return FakeStore(records=list(stories.values()))


@pytest.fixture
def doors(store: FakeStore, tmp_path: Path) -> FakeDoors:
    return FakeDoors(store, tmp_path / "practice")


@pytest.fixture
def desk(qapp: QApplication, doors: FakeDoors, tmp_path: Path) -> Iterator[Desk]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    theme = Theme(qapp, "light")
    made = Desk(theme, Texts("en"), Preferences(tmp_path / "local"), now, doors)
    made.user, made.practice = "Dr Laurent", doors.store.letterhead
    yield made
    theme.deleteLater()
    qapp.setFont(font)  # the style sheet stays: Qt does not bear it being taken away under dying widgets
    qapp.setPalette(palette)


MakeFrame = Callable[..., Frame]


@pytest.fixture
def make_frame(qtbot: QtBot, desk: Desk) -> Iterator[MakeFrame]:
    """Make the window over the practice in memory; it is closed at the end."""
    frames: list[Frame] = []

    def make(demonstration: Demonstration | None = None, *, begin: bool = True) -> Frame:
        desk.user = ""
        frame = Frame(desk, demonstration)
        qtbot.addWidget(frame)
        frames.append(frame)
        frame.resize(1280, 860)
        with qtbot.waitExposed(frame):
            frame.show()
        if begin:
            frame.begin()
        return frame

    yield make
    for frame in frames:
        if frame.workplace is not None and frame.workplace.patient is not None:
            frame.workplace.patient.work.autosave.stop()
        frame.workplace = None


@pytest.fixture
def frame(make_frame: MakeFrame) -> Frame:
    return make_frame()


@pytest.fixture
def place(frame: Frame, store: FakeStore) -> Workplace:
    """The window signed in."""
    frame.enter(store)
    assert frame.workplace is not None
    return frame.workplace


def id_of(store: FakeStore, family_name: str) -> str:
    return next(key for key, (record, _n) in store.records.items() if record.identity.family_name == family_name)


def record_of(place: Workplace) -> PatientRecord:
    assert place.patient is not None
    return place.patient.work.record


@pytest.fixture
def tab(place: Workplace, store: FakeStore) -> IntakeTab:
    """The intake of a patient of whom nothing was asked yet."""
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    made = place.patient.tab_of("intake")
    assert isinstance(made, IntakeTab)
    return made
