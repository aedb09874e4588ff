"""The window over the real sealed store, and how it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from baclodesk import main
from baclodesk.gui.doors import Doors
from baclodesk.gui.frame import Frame
from baclodesk.gui.paper.wishes import KINDS
from baclodesk.gui.sign_in.first_start import FirstStartCard
from baclodesk.gui.sign_in.keep_key import KeepKeyCard
from baclodesk.services.texts import Texts
from baclodesk.storage import kdf
from baclodesk.storage.demonstration import DOCTOR, PASSWORD_WORDS, make_demonstration
from baclodesk.storage.errors import RecoveryKeyMistyped, SignInRefused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "calibrate", lambda *_args: kdf.CHEAPEST)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[None]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def real(tmp_path: Path) -> main.VaultDoors:
    return main.VaultDoors(tmp_path / "practice", now, tmp_path / "local")


def test_the_real_doors_make_open_recover_and_change(real: main.VaultDoors) -> None:
    doors: Doors = real
    assert not doors.exists()
    phrase = doors.phrase()
    assert doors.strength(phrase) >= doors.enough() > doors.strength("secret")
    made = doors.make("Dr Anne Martin", phrase)
    assert made.store.practice().doctor == "Dr Anne Martin"
    made.store.lock()
    assert doors.exists()
    assert list(doors.names()) == ["Dr Anne Martin"]
    with pytest.raises(SignInRefused):
        doors.sign_in("Dr Anne Martin", "wrong")
    store = doors.sign_in("Dr Anne Martin", phrase)
    second = doors.phrase()
    doors.change_password(store, phrase, second)
    store.lock()
    with pytest.raises(SignInRefused):
        doors.sign_in("Dr Anne Martin", phrase)
    with pytest.raises(RecoveryKeyMistyped):
        doors.recover("AAAA", "Dr Anne Martin", phrase)
    again = doors.recover(made.recovery_key, "Dr Anne Martin", phrase)
    assert again.recovery_key != made.recovery_key
    assert again.store.user == "Dr Anne Martin"
    again.store.lock()
    assert doors.sign_in("Dr Anne Martin", phrase).user == "Dr Anne Martin"


def test_from_the_first_start_to_a_patient_that_stands_after_the_next_sign_in(
    qtbot: QtBot, look: None, qapp: QApplication, tmp_path: Path
) -> None:
    frame = main.make_frame(qapp, tmp_path / "practice", clock=now, local=tmp_path / "local")
    frame.set_language("en")
    qtbot.addWidget(frame)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.begin()
    card = frame.gate.card
    assert isinstance(card, FirstStartCard)
    QTest.keyClicks(card.doctor, "Dr Anne Martin")
    QTest.mouseClick(card.new_password.propose, Qt.MouseButton.LeftButton)
    phrase = card.new_password.text()
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(frame.gate.card, KeepKeyCard), timeout=20_000)
    QTest.mouseClick(frame.gate.keep_key.tick.mark, Qt.MouseButton.LeftButton)
    QTest.mouseClick(frame.gate.keep_key.go, Qt.MouseButton.LeftButton)
    assert frame.workplace is not None
    frame.workplace.start_new_patient()
    QTest.keyClicks(frame.workplace.new_patient.form.family_name, "Quentin")
    QTest.keyClick(frame.workplace.new_patient, Qt.Key.Key_Return)
    assert frame.workplace.patient is not None
    QTest.keyClick(frame.workplace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    frame.gate.enter.password.set_text(phrase)
    frame.gate.enter.sign_in()
    qtbot.waitUntil(lambda: frame.workplace is not None, timeout=20_000)
    names = [item.full_name for item in frame.workplace.store.patients()]
    assert names == ["Quentin"]
    frame.close()


def test_a_folder_that_was_not_named_is_remembered(
    qtbot: QtBot, look: None, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_demonstration(tmp_path / "demo", NOW, Texts("en"), local=tmp_path / "local")
    monkeypatch.setattr("baclodesk.paths.default_vault", lambda: tmp_path / "demo")
    frame = main.make_frame(qapp, None, clock=now, local=tmp_path / "local")
    qtbot.addWidget(frame)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.enter(frame.desk.doors.sign_in(DOCTOR, PASSWORD_WORDS))
    assert frame.desk.preferences.vault == tmp_path / "demo"
    frame.close()


def test_the_demonstration_signs_in_as_it_is_made() -> None:
    assert main.demonstration().name == DOCTOR
    assert main.demonstration().password == PASSWORD_WORDS


def test_without_a_display_the_window_says_so_and_leaves_with_2() -> None:
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env.pop("QT_QPA_PLATFORM", None)
    script = "import sys; from baclodesk.main import run_window; sys.exit(run_window())"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    if sys.platform.startswith("linux"):
        assert done.returncode == 2
        assert "no display" in done.stderr


def test_errors_that_nobody_foresaw_come_onto_the_windows_own_page(
    qtbot: QtBot, look: None, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baclodesk.paths.local_data", lambda: tmp_path / "local")
    frame = main.make_frame(qapp, tmp_path / "practice", clock=now, local=tmp_path / "local")
    qtbot.addWidget(frame)
    before = sys.excepthook
    try:
        main._take_errors(frame)
        try:
            raise ValueError("Arnaud")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = before
    assert frame.stack.currentWidget() is frame.trouble
    assert "Arnaud" not in (tmp_path / "local" / "log.txt").read_text()


def test_the_window_starts_paints_and_closes(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from baclodesk import main, paths
paths.local_data = lambda: Path(sys.argv[1])
real = main.make_frame
def make(app, folder, **values):
    frame = real(app, folder, **values)
    QTimer.singleShot(300, frame.close)
    return frame
main.make_frame = make
code = main.run_window(Path(sys.argv[1]) / "practice")
loaded = {"reportlab", "pypdfium2"} & set(sys.modules)
sys.exit(code or len(loaded))
"""
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_tour_draws_every_page_and_writes_the_documents(
    look: None, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baclodesk.gui.tour import Tour

    make_demonstration(tmp_path / "p", NOW, Texts("en"), local=tmp_path / "local")
    made = Tour(
        qapp,
        tmp_path / "tour",
        lambda _language: main.make_frame(
            qapp, tmp_path / "p", demo=main.demonstration(), clock=now, local=tmp_path / "local"
        ),
    )
    assert made.run(("en",), ("dark", "light")) == 0
    pictures = sorted(path.name for path in (tmp_path / "tour").glob("*.png"))
    assert len(pictures) == 22
    papers = sorted(path.name for path in (tmp_path / "tour").glob("*.pdf"))
    assert papers == sorted(f"{kind}-en.pdf" for kind in KINDS)


def test_the_window_runs_until_it_is_closed(
    qapp: QApplication, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baclodesk.paths.local_data", lambda: tmp_path / "local")
    real, frames = main.make_frame, []
    before = sys.excepthook

    def make(app: QApplication, folder: Path | None, **values: object) -> Frame:
        frame = real(app, folder, **values)  # type: ignore[arg-type]
        frames.append(frame)
        QTimer.singleShot(200, frame.close)
        return frame

    monkeypatch.setattr(main, "make_frame", make)
    try:
        assert main.run_window(tmp_path / "practice", demo=True) == 0
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    finally:
        sys.excepthook = before
    assert not frames[0].isVisible()


def test_the_tour_is_made_of_a_fresh_demonstration(
    qapp: QApplication, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baclodesk.gui import tour

    seen: list[str] = []

    class Short(tour.Tour):
        @override
        def run(self, languages: Sequence[str] = ("en",), looks: Sequence[str] = ("light",)) -> int:
            frame = self._make_frame("en")
            seen.extend(frame.desk.doors.names())
            frame.deleteLater()
            return 0

    monkeypatch.setattr(tour, "Tour", Short)
    assert main.make_tour(tmp_path / "tour") == 0
    assert seen == [DOCTOR]
