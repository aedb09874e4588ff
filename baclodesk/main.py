"""Where the parts meet: the window over the sealed store. Heavy imports wait until the window has been painted."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from baclodesk import paths
from baclodesk.services.ports import Clock, PracticeStore

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from baclodesk.gui.doors import Demonstration, Made
    from baclodesk.gui.frame import Frame


def now() -> datetime:
    """Give the present moment in the local time zone."""
    return datetime.now().astimezone()


class VaultDoors:
    """The way into a sealed practice; see :class:`baclodesk.gui.doors.Doors`. ``local``: this computer's own folder."""

    def __init__(self, folder: Path, clock: Clock, local: Path | None = None, language: str = "en") -> None:
        self._folder, self._clock, self._local, self._language = folder, clock, local, language

    @property
    def folder(self) -> Path:
        """The folder of the practice, made or to be made."""
        return self._folder

    def choose(self, folder: Path) -> None:
        """Look at another folder from now on."""
        self._folder = folder

    def exists(self) -> bool:
        """Tell whether the folder holds a practice."""
        return any(self._folder.glob("keyring.*"))

    def names(self) -> Sequence[str]:
        """Give the names that can sign in."""
        from baclodesk.storage.vault import Vault

        return Vault.user_names(self._folder)

    def sign_in(self, name: str, password: str) -> PracticeStore:
        """Unlock with name and password (0.5 to 1 s)."""
        from baclodesk.storage.practice_store import VaultPracticeStore
        from baclodesk.storage.vault import Vault

        vault = Vault.unlock(self._folder, name, password, local=self._local)
        return VaultPracticeStore(vault, vault.user, self._clock)

    def recover(self, key: str, name: str, new_password: str) -> Made:
        """Unlock with the recovery key, give ``name`` a new password, and replace the key."""
        from baclodesk.gui.doors import Made as MadeNow
        from baclodesk.storage.practice_store import VaultPracticeStore
        from baclodesk.storage.vault import Vault

        vault = Vault.unlock_with_recovery(self._folder, key, local=self._local)
        vault.reset_password(name, new_password)
        return MadeNow(VaultPracticeStore(vault, name, self._clock), vault.renew_recovery_key())

    def make(self, name: str, password: str) -> Made:
        """Make a practice in the folder with its first doctor."""
        from baclodesk.domain.practice import Practice
        from baclodesk.gui.doors import Made as MadeNow
        from baclodesk.storage.practice_store import VaultPracticeStore
        from baclodesk.storage.vault import Vault

        vault, key = Vault.create(self._folder, name, password, local=self._local)
        store = VaultPracticeStore(vault, vault.user, self._clock)
        store.save_practice(Practice(doctor=vault.user, language=self._language))
        return MadeNow(store, key)

    def change_password(self, store: PracticeStore, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old`` for who is signed in."""
        from baclodesk.storage.vault import Vault

        vault = Vault.unlock(self._folder, store.user, old, local=self._local)
        vault.change_password(store.user, old, new)
        vault.lock()

    def strength(self, password: str) -> float:
        """Estimate a password's strength in bits."""
        from baclodesk.storage.passwords import estimate_bits

        return estimate_bits(password)

    def enough(self) -> float:
        """Give the strength in bits that a password must reach."""
        from baclodesk.storage.passwords import MINIMUM_BITS

        return MINIMUM_BITS

    def phrase(self) -> str:
        """Give a fresh random phrase of seven words."""
        from baclodesk.storage.passwords import phrase

        return phrase()


def has_display() -> bool:
    """Tell whether Qt can open a window here; without one it would abort the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_app(arguments: Sequence[str]) -> QApplication:
    """Give the one QApplication of this process, made when there is none yet."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(list(arguments))
    app.setApplicationName("BacloDesk")
    app.setDesktopFileName("baclodesk")
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "baclodesk.svg")))
    return app


def make_frame(
    app: QApplication,
    folder: Path | None,
    *,
    demo: Demonstration | None = None,
    clock: Clock = now,
    local: Path | None = None,
) -> Frame:
    """Put the window together over the practice in ``folder`` (None: the one used last, else the default).

    ``local`` is where this computer's own files go (None: the user's data folder).
    """
    from baclodesk.gui.desk import Desk
    from baclodesk.gui.frame import Frame
    from baclodesk.gui.preferences import Preferences
    from baclodesk.gui.printing.usual import UsualBackend
    from baclodesk.gui.style.theme import Theme
    from baclodesk.services.texts import Texts

    preferences = Preferences(local or paths.local_data())
    theme = Theme(app, preferences.colours, preferences.text_size)
    texts = Texts(preferences.language)
    doors = VaultDoors(folder or preferences.vault or paths.default_vault(), clock, local, texts.language)
    desk = Desk(theme, texts, preferences, clock, doors, backend=UsualBackend())
    frame = Frame(desk, demo)
    if folder is None:
        frame.signed_in.connect(lambda: setattr(preferences, "vault", doors.folder))
    return frame


def _take_errors(frame: Frame) -> None:
    """Bring what nobody foresaw onto the window's own page; the process goes on."""

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from baclodesk.gui.trouble_page import keep_report

        keep_report(kind, trace, paths.local_data())
        frame.show_trouble(kind, trace)

    sys.excepthook = take


def _warm_up() -> None:
    """Import in the background what the first sign-in and the first document will need."""

    def load() -> None:
        from baclodesk.gui import workplace
        from baclodesk.services import catalogue
        from baclodesk.storage import practice_store

        catalogue.intake()
        del practice_store, workplace

    threading.Thread(target=load, name="baclodesk-warm-up", daemon=True).start()


def run_window(folder: Path | None = None, *, demo: bool = False) -> int:
    """Open the window and run it until it is closed; gives the exit code (2: no display)."""
    if not has_display():
        print(  # noqa: T201 - there is no window to say it in
            "There is no display here, so the window cannot be shown. Nothing was changed. "
            "The commands work without one: baclodesk --help",
            file=sys.stderr,
        )
        return 2
    from PySide6.QtCore import QTimer

    from baclodesk.gui.collecting import Collector

    app = make_app(sys.argv[:1])
    Collector(app)
    frame = make_frame(app, folder, demo=demonstration() if demo else None)
    _take_errors(frame)
    frame.show()
    QTimer.singleShot(0, frame.begin)
    QTimer.singleShot(50, _warm_up)
    return app.exec()


def demonstration() -> Demonstration:
    """Give the sign-in of the demonstration practice."""
    from baclodesk.gui.doors import Demonstration
    from baclodesk.storage.demonstration import DOCTOR, PASSWORD_WORDS

    return Demonstration(DOCTOR, PASSWORD_WORDS)


def make_tour(folder: Path) -> int:
    """Write pictures of the window and the demonstration documents into ``folder``; gives the exit code."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from baclodesk.gui.tour import Tour

    app = make_app(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="baclodesk-tour-") as name:
        place = Path(name)

        def frame(language: str) -> Frame:
            from baclodesk.services.texts import Texts
            from baclodesk.storage.demonstration import make_demonstration

            practice = place / language
            if not practice.exists():
                make_demonstration(practice, now(), Texts(language), local=place / "local")
            return make_frame(app, practice, demo=demonstration(), local=place / "local")

        return Tour(app, folder, frame).run()
