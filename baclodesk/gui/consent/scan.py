"""The scan of a signed paper: attached from a file, sealed with the dossier, opened again, taken off."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from baclodesk.services.ports import PracticeStore
from baclodesk.services.scans import MOST_BYTES, SUFFIXES, ScanError, suffix_of
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import Job, expected_code
from ..trouble_words import trouble
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, column

Opener = Callable[[QUrl], bool]


class ScanBox(QWidget):
    """``attached`` carries the name under which a scan was sealed, empty when it was taken off."""

    attached = Signal(str)

    def __init__(self, desk: Desk, store: PracticeStore, open_url: Opener = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._desk, self._store, self._open_url = desk, store, open_url
        self._name = ""
        self._dialog: QFileDialog | None = None
        self._job: Job[str] | Job[Path] | None = None
        self._viewed: list[tempfile.TemporaryDirectory[str]] = []
        self.attach, self.open, self.remove = button(), button(), button("link")
        self.notice = Notice(desk.theme)
        whole = column(self, gap=6)
        acts = QWidget()
        flow = Flow(acts, gap=8)
        for made in (self.attach, self.open, self.remove):
            flow.addWidget(made)
        whole.addWidget(acts)
        whole.addWidget(self.notice)
        self.attach.clicked.connect(self.ask_file)
        self.open.clicked.connect(self.open_scan)
        self.remove.clicked.connect(lambda: self.attached.emit(""))
        folders = self._viewed
        self.destroyed.connect(lambda: _remove(folders))  # the patient is left, the window locked or closed

    def show_scan(self, name: str) -> None:
        """Show whether there is a scan."""
        if name != self._name:
            self.notice.silence()
        self._name = name
        self.attach.setVisible(not name)
        self.open.setVisible(bool(name))
        self.remove.setVisible(bool(name))

    def ask_file(self) -> None:
        """Ask for the file to attach."""
        dialog = QFileDialog(self, self._desk.texts("consent_page.scan_attach"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilter(f"{self._desk.texts('consent_page.scan_kinds')} ({kinds})")
        dialog.fileSelected.connect(lambda path: self.attach_file(Path(path)))
        dialog.finished.connect(self._forget_dialog)
        dialog.open()
        self._dialog = dialog

    def _forget_dialog(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def attach_file(self, path: Path) -> None:
        """Read a file, seal what it holds, and tell its name."""
        store = self._store
        self._busy(busy=True)
        self._job = Job(lambda: store.keep_paper(_read(path)), self._attached, self._refused)

    def _attached(self, name: str) -> None:
        self._busy(busy=False)
        self.notice.silence()
        self.attached.emit(name)

    def open_scan(self) -> None:
        """Show the scan in the system's viewer, through a file of this user's own that goes with this page."""
        store, name = self._store, self._name
        folder = tempfile.TemporaryDirectory(prefix="view-", ignore_cleanup_errors=True)
        self._viewed.append(folder)
        self._busy(busy=True)
        self._job = Job(lambda: _write(Path(folder.name), store.kept_paper(name)), self._opened, self._refused)

    def _opened(self, path: Path) -> None:
        self._busy(busy=False)
        if self._open_url(QUrl.fromLocalFile(str(path))):
            self.notice.silence()
        else:
            self.notice.say(self._desk.texts("consent_page.scan_no_viewer"), "caution")

    def _refused(self, error: Exception) -> None:
        self._busy(busy=False)
        texts, code = self._desk.texts, expected_code(error)
        if isinstance(error, ScanError):
            self.notice.say(texts(f"consent_page.{error.code}"), "caution")
        elif code is not None:
            self.notice.say(trouble(texts, code), "alarm")

    def _busy(self, *, busy: bool) -> None:
        for made in (self.attach, self.open, self.remove):
            made.setEnabled(not busy)

    def settle(self) -> None:
        """Forget work under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._busy(busy=False)
        if self._dialog is not None:
            self._dialog.close()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.attach.setText(texts("consent_page.scan_attach"))
        self.open.setText(texts("consent_page.scan_open"))
        self.remove.setText(texts("consent_page.scan_remove"))
        self.notice.silence()


def _read(path: Path) -> bytes:
    """Read a scan; never more than is allowed. Raises ScanError."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise ScanError("scan.unreadable") from None
    suffix_of(content)
    return content


def _write(folder: Path, content: bytes) -> Path:
    """Write a scan into a folder only this user can enter."""
    path = folder / f"scan{suffix_of(content)}"
    try:
        path.write_bytes(content)
    except OSError:
        raise ScanError("scan.no_room") from None
    return path


def _remove(folders: list[tempfile.TemporaryDirectory[str]]) -> None:
    for folder in folders:
        folder.cleanup()
    folders.clear()
