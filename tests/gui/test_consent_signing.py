"""A consent signed on the screen, and the scan of a paper: drawn, sealed, opened again, taken off."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from baclodesk.domain.consent import ConsentState
from baclodesk.gui.consent.pad import SignaturePad
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.gui.workplace import Workplace

from .conftest import id_of, record_of
from .fakes import FakeStore

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def tab(place: Workplace, store: FakeStore) -> ConsentTab:
    """The consent of a patient, prepared and not yet signed."""
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    place.patient.show_tab("consent")
    made = place.patient.tab_of("consent")
    assert isinstance(made, ConsentTab)
    made.dose.setText("80")
    made.dose.textEdited.emit("80")
    made.prepare_consent()
    return made


def open_pad(tab: ConsentTab) -> SignaturePad:
    QTest.mouseClick(tab.draw, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return tab.signing.pad


def draw(pad: SignaturePad, *points: tuple[float, float]) -> None:
    """Draw with the mouse; points are shares of the field."""
    places = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in points]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])


def test_a_signature_drawn_with_the_mouse_signs_the_consent(place: Workplace, tab: ConsentTab) -> None:
    pad = open_pad(tab)
    assert not tab.signing.go.isEnabled(), "nothing is drawn yet"
    assert tab.signing.words.isHidden()
    draw(pad, (0.1, 0.5), (0.3, 0.2), (0.5, 0.6))
    draw(pad, (0.6, 0.5), (2.0, 9.0))
    draw(pad, (0.8, 0.1))
    QTest.mouseClick(tab.signing.go, Qt.MouseButton.LeftButton)
    kept = record_of(place).consent
    assert (kept.state, kept.signed_on) == (ConsentState.SIGNED, date(2026, 11, 22))
    assert [len(line) for line in kept.strokes] == [3, 2, 1]
    assert all(0 <= value <= 1000 for line in kept.strokes for point in line for value in point)
    assert abs(kept.strokes[0][0][0] - 100) <= 3
    assert tab.state.text().endswith("signed on the screen")
    assert tab.signing.isHidden()
    assert tab.print.hasFocus(), "the next step, no field of the form"
    assert tab.signing.pad.strokes == (), "nothing of it stays on the page"
    place.undo()
    assert record_of(place).consent.strokes == ()
    assert record_of(place).consent.state is ConsentState.PREPARED


def test_what_was_drawn_can_be_drawn_anew_or_dropped(place: Workplace, tab: ConsentTab) -> None:
    pad = open_pad(tab)
    draw(pad, (0.1, 0.5), (0.3, 0.2))
    QTest.mouseClick(tab.signing.anew, Qt.MouseButton.LeftButton)
    assert pad.strokes == ()
    assert not tab.signing.go.isEnabled()
    draw(pad, (0.1, 0.5), (0.3, 0.2))
    QTest.mouseClick(tab.signing.cancel, Qt.MouseButton.LeftButton)
    assert pad.strokes == ()
    assert record_of(place).consent.state is ConsentState.PREPARED


def test_a_pen_draws_each_line_once(tab: ConsentTab) -> None:
    pad = open_pad(tab)
    pen = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )
    kinds = QTabletEvent.Type
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, x, button, buttons in (
        (kinds.TabletMove, 5.0, none, none),
        (kinds.TabletPress, 20.0, left, left),
        (kinds.TabletMove, 80.0, none, left),
        (kinds.TabletRelease, 80.0, left, none),
        (kinds.TabletMove, 120.0, none, none),
    ):
        at = QPointF(x, 30.0)
        no = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, pen, at, at, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, no, button, buttons)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()
    assert [len(line) for line in pad.strokes] == [2]


def signed(tab: ConsentTab) -> None:
    QTest.mouseClick(tab.sign, Qt.MouseButton.LeftButton)
    QTest.keyClicks(tab.signing.words, "file B")
    QTest.mouseClick(tab.signing.go, Qt.MouseButton.LeftButton)


def attach(qtbot: QtBot, tab: ConsentTab, path: Path) -> None:
    QTest.mouseClick(tab.scan.attach, Qt.MouseButton.LeftButton)
    (dialog,) = tab.scan.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(tab.scan.attach.isEnabled)


def test_a_scan_is_sealed_with_the_dossier_opened_privately_and_removed(
    qtbot: QtBot, place: Workplace, store: FakeStore, tab: ConsentTab, tmp_path: Path
) -> None:
    assert tab.scan.isHidden(), "there is nothing to scan before the signature"
    signed(tab)
    assert not tab.scan.isHidden()
    (tmp_path / "paper.png").write_bytes(PNG)
    attach(qtbot, tab, tmp_path / "paper.png")
    name = record_of(place).consent.scan
    assert store.papers[name] == PNG
    opened: list[QUrl] = []

    def show(url: QUrl) -> bool:
        opened.append(url)
        return True

    tab.scan._open_url = show
    QTest.mouseClick(tab.scan.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    file = Path(opened[0].toLocalFile())
    assert file.read_bytes() == PNG
    assert file.suffix == ".png"
    assert "Caron" not in str(file)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    place.open_patient(id_of(store, "Delmas"))
    qtbot.waitUntil(lambda: not file.parent.exists())


def test_a_scan_is_taken_off_and_undo_brings_it_back(
    qtbot: QtBot, place: Workplace, tab: ConsentTab, tmp_path: Path
) -> None:
    signed(tab)
    (tmp_path / "paper.png").write_bytes(PNG)
    attach(qtbot, tab, tmp_path / "paper.png")
    name = record_of(place).consent.scan
    QTest.mouseClick(tab.scan.remove, Qt.MouseButton.LeftButton)
    assert record_of(place).consent.scan == ""
    assert not tab.scan.attach.isHidden()
    place.undo()
    assert record_of(place).consent.scan == name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GIF89a", "no PDF, JPEG or PNG"),
        (b"%PDF-" + bytes(20 * 1024 * 1024), "larger than 20"),
        (None, "could not be read"),
    ],
)
def test_what_cannot_be_attached_is_said_and_nothing_is_kept(
    qtbot: QtBot,
    place: Workplace,
    store: FakeStore,
    tab: ConsentTab,
    tmp_path: Path,
    content: bytes | None,
    says: str,
) -> None:
    signed(tab)
    path = tmp_path / "paper.pdf"
    if content is not None:
        path.write_bytes(content)
    attach(qtbot, tab, path)
    assert says in tab.scan.notice.text
    assert "Nothing was attached" in tab.scan.notice.text
    assert store.papers == {}
    assert record_of(place).consent.scan == ""


def test_a_full_disk_and_a_missing_viewer_are_said(
    qtbot: QtBot, store: FakeStore, tab: ConsentTab, tmp_path: Path
) -> None:
    signed(tab)
    (tmp_path / "paper.png").write_bytes(PNG)
    store.save_error = "not_enough_space"
    attach(qtbot, tab, tmp_path / "paper.png")
    assert tab.scan.notice.text
    store.save_error = ""
    attach(qtbot, tab, tmp_path / "paper.png")
    assert not tab.scan.notice.text or tab.scan.notice.isHidden()
    tab.scan._open_url = lambda _url: False
    QTest.mouseClick(tab.scan.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(tab.scan.open.isEnabled)
    assert "No program was found" in tab.scan.notice.text
