"""A tour: every page of the real window drawn without a display into pictures, and the demonstration documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from baclodesk.services.texts import LANGUAGES, Texts

from .frame import Frame
from .intake.tab import IntakeTab
from .paper.making import Order, make
from .paper.wishes import KINDS
from .titration.page import TitrationPage
from .workplace import Workplace

SIZE: Final = (1440, 900)
_PATIENT: Final = "Arnaud"
_PATIENCE_MS: Final = 20_000


class Tour:
    """Goes through the window of the demonstration practice in each language, light and dark.

    ``frame`` gives a fresh window over the demonstration practice in a language.
    """

    def __init__(self, app: QApplication, folder: Path, frame: Callable[[str], Frame]) -> None:
        self._app, self._folder, self._make_frame = app, folder, frame
        self._number = 0
        self._tail = ""

    def run(self, languages: Sequence[str] = LANGUAGES, looks: Sequence[str] = ("light", "dark")) -> int:
        """Write everything; gives the exit code (1 when a page did not come)."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for language in languages:
            for colours in looks:
                self._number, self._tail = 0, f"{language}-{colours}"
                if not self._through(self._make_frame(language), language, colours):
                    return 1
        return 0

    def _until(self, ready: Callable[[], bool]) -> bool:
        """Let the window work until ``ready``, at most some seconds."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not ready() and not deadline.hasExpired():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        return ready()

    def _shoot(self, frame: Frame, name: str) -> None:
        self._number += 1
        for _turn in range(3):
            self._app.processEvents()
        frame.grab().save(str(self._folder / f"{self._number:02d}-{name}-{self._tail}.png"))

    def _through(self, frame: Frame, language: str, colours: str) -> bool:
        desk = frame.desk
        desk.theme.choose(colours, 100)
        frame.speak(Texts(language))
        frame.resize(*SIZE)
        frame.show()
        frame.begin()
        self._shoot(frame, "sign-in")
        frame.gate.enter.sign_in()
        if not self._until(lambda: frame.workplace is not None) or frame.workplace is None:
            return False
        place = frame.workplace
        self._shoot(frame, "today")
        place.column.search.setText(_PATIENT)
        place.column.search.returnPressed.emit()
        place.column.search.clear()
        done = self._patient(frame, place)
        if colours == "light":
            self._documents(place, language)
        frame.close()
        frame.deleteLater()
        self._app.processEvents()
        return done

    def _patient(self, frame: Frame, place: Workplace) -> bool:
        page = place.patient
        if page is None:
            return False
        intake, titration = page.tab_of("intake"), page.tab_of("titration")
        if isinstance(intake, IntakeTab):
            page.show_tab("intake")
            intake.go_to("medical")
            self._shoot(frame, "intake")
        page.show_tab("titration")
        self._shoot(frame, "titration")
        if isinstance(titration, TitrationPage):
            titration.open_visit()
            self._shoot(frame, "visit")
            titration.close_visit()
        page.show_tab("consent")
        consent = page.tab_of("consent")
        preview = getattr(consent, "preview", None)
        self._until(lambda: preview is None or preview.pages > 0)
        self._shoot(frame, "consent")
        place.show_issue()
        self._shoot(frame, "issue")
        place.show_papers(["schedule"])
        shown = self._until(lambda: place.paper.preview.pages > 0)
        self._shoot(frame, "schedule")
        place.start_new_patient()
        self._shoot(frame, "new-patient")
        sample = place.settings.letterhead.sample
        for name, other in (("settings", place.settings), ("help", place.help)):
            place.show_page(other)
            self._until(lambda: not sample.pixmap().isNull() or not sample.isVisible())
            self._shoot(frame, name)
        return shown

    def _documents(self, place: Workplace, language: str) -> None:
        page = place.patient
        if page is None:
            return
        desk = page.work.desk
        for kind in KINDS:
            order = Order(kind, page.work.record, desk.practice, desk.user, desk.now())
            (self._folder / f"{kind}-{language}.pdf").write_bytes(make(order).data)
