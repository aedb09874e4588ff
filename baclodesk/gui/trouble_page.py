"""The page for what nobody foresaw: the work stays open, the report holds no patient data and can be copied."""

from __future__ import annotations

import contextlib
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from baclodesk import __version__
from baclodesk.services.texts import Texts

from .desk import Desk
from .widgets.notice import Notice
from .widgets.pieces import button, column, label, row
from .wording import Wording


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe an error by its type and places in the code; its message is left out, it might quote a patient."""
    lines = [
        f"BacloDesk {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {sys.platform}",
        kind.__name__,
    ]
    for frame in traceback.extract_tb(trace):
        parts = frame.filename.replace("\\", "/").split("/")
        lines.append(f"  {'/'.join(parts[-3:])}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def keep_report(kind: type[BaseException], trace: TracebackType | None, folder: Path) -> None:
    """Add the report to ``log.txt`` in this computer's own folder; a log that cannot be written stops nothing."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "log.txt").open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{report(kind, trace)}\n\n")


class TroublePage(QWidget):
    """Shows a report. ``back_wanted`` returns to the work, ``save_wanted`` saves it now."""

    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Wording()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        title, words = label("name", wrap=True), label(wrap=True)
        self.back, self.save, self.copy = button("primary"), button(), button()
        for setter, key in (
            (title.setText, "trouble.report_title"),
            (words.setText, "trouble.report_words"),
            (self.back.setText, "trouble.report_back"),
            (self.save.setText, "trouble.report_save"),
            (self.copy.setText, "trouble.report_copy"),
        ):
            self._words.bind(setter, key)
        self.notice = Notice(desk.theme)
        whole = column(self, margin=24, gap=12)
        for part in (title, words, self.text, self.notice):
            whole.addWidget(part)
        acts = row()
        for made in (self.back, self.save, self.copy):
            acts.addWidget(made)
        acts.addStretch(1)
        whole.addLayout(acts)
        self.back.clicked.connect(self.back_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.copy.clicked.connect(self._copy)
        self.retranslate(desk.texts)

    def show_report(self, text: str) -> None:
        """Show a report; several in a row stand below each other."""
        before = self.text.toPlainText()
        if text not in before:
            self.text.setPlainText(f"{before}\n\n{text}".strip())
        self.notice.silence()
        self.back.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.notice.say(self._desk.texts("trouble.report_copied"))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
