"""Documents that leave the program as files: written whole, kept in the archive, noted in the record. Or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.printing import handed_out
from baclodesk.services.whole_file import write_whole

from ..desk import Desk
from ..jobs import expected_code
from ..patient.page import Work
from ..trouble_words import trouble
from .making import Made

Opener = Callable[[QUrl], bool]


class FilesOut:
    """Writes what is made to a place of the doctor's choice, or to a private folder for the computer's own viewer."""

    def __init__(self, desk: Desk, open_url: Opener) -> None:
        self._desk, self._open_url = desk, open_url
        self._folder: Path | None = None

    def save(self, made: Made, work: Work, target: Path) -> tuple[str, str]:
        """Write and note it; gives the sentence that says what became of it, and its tone."""
        texts = self._desk.texts
        wrong = self._write(made, work, target)
        return (wrong, "alarm") if wrong else (texts("paper_page.saved", file=target.name), "note")

    def open_in_viewer(self, made: Made, work: Work) -> tuple[str, str]:
        """Write it into a private folder and open it; gives a sentence and its tone when that went wrong."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="baclodesk-"))
        target = self._folder / made.file_name(self._desk.now())
        wrong = self._write(made, work, target)
        if wrong:
            return wrong, "alarm"
        opened = self._open_url(QUrl.fromLocalFile(str(target)))
        return ("", "note") if opened else (self._desk.texts("paper_page.no_viewer"), "caution")

    def _write(self, made: Made, work: Work, target: Path) -> str:
        """Give why it could not be written or noted, or nothing."""
        desk, texts = self._desk, self._desk.texts
        after: list[PatientRecord] = []

        def keep() -> None:
            after.append(handed_out(work.record, made.paper, work.store, by=desk.user, now=desk.now()))

        try:
            write_whole(target, made.data, keep)
        except OSError:
            return texts("paper_page.not_written")
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            return texts("paper_page.not_kept", why=trouble(texts, code))
        work.session.note_fact(after[0])
        if not work.autosave.flush():
            return texts("paper_page.unnoted", why=trouble(texts, work.autosave.state.failure))
        return ""

    def forget(self) -> None:
        """Delete what was put into the private folder."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
