"""A real print service: started for the test alone, with a printer of its own behind it, through the real ``lp``."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.desk import Desk
from baclodesk.gui.paper.making import Order, make
from baclodesk.gui.printing.spooler import Spooler
from baclodesk.gui.printing.usual import UsualBackend
from baclodesk.gui.workplace import Workplace
from baclodesk.services import demo
from baclodesk.services.printing import PrintBackend, Printer, PrintFailed, PrintJob, Progress

from ..conftest import record_of
from ..fakes import NOW
from .conftest import open_panel
from .keeping import ListedStore

QUEUE = "office"
_CUPSD = """LogLevel warn
DirtyCleanInterval 0
Listen {folder}/socket
DefaultAuthType None
Browsing No
WebInterface No
PreserveJobFiles Yes
<Location />
 Order allow,deny
 Allow all
</Location>
<Policy default>
 <Limit All>
  Order allow,deny
  Allow all
 </Limit>
</Policy>
"""
_PRINTER = """#!/bin/sh
# the printer: asked without arguments it says what it is, else it keeps what it is given
if [ $# -eq 0 ]; then echo 'direct keep "Unknown" "A printer that keeps"'; exit 0; fi
cat "${{6:-/dev/stdin}}" > "{folder}/out-$1"
"""
_FILES = """ServerBin {folder}/bin
ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool
ErrorLog {folder}/error
AccessLog {folder}/access
PageLog {folder}/page
"""


def ask(*command: str) -> str:
    """Give what a program of the print service says."""
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    ).stdout


@dataclass
class Service:
    """The print service, which keeps its jobs in ``folder``; the printer behind it keeps what comes out."""

    folder: Path
    lp: Path

    def received(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / "spool").glob("d*"))]

    def came_out(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("out-*"))]

    def titles(self) -> list[bytes]:
        spool = self.folder / "spool"
        return [_control(spool, job) for job in sorted({path.name[:6] for path in spool.glob("c*")})]


def _control(spool: Path, job: str) -> bytes:
    """Read a job's control file; the service puts a new one beside it and then in its place while it works."""
    for name in (job, f"{job}.O", job):
        with contextlib.suppress(FileNotFoundError):
            return (spool / name).read_bytes()
    return (spool / f"{job}.N").read_bytes()


def _started(folder: Path) -> subprocess.Popen[bytes]:
    """Start a print service of our own; skips with the reason where that cannot be."""
    server, lp = shutil.which("cupsd") or "/usr/sbin/cupsd", shutil.which("lp")
    if lp is None or not Path(server).exists():
        pytest.skip("no print service here: cupsd or lp is not installed")
    for name in ("root", "cache", "state", "spool", "bin/backend"):
        (folder / name).mkdir(parents=True)
    printer = folder / "bin" / "backend" / "keep"
    printer.write_text(_PRINTER.format(folder=folder), "utf-8")
    printer.chmod(0o700)
    (folder / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    (folder / "cupsd.conf").write_text(_CUPSD.format(folder=folder), "utf-8")
    (folder / "files.conf").write_text(_FILES.format(folder=folder), "utf-8")
    running = subprocess.Popen(
        [server, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    add = ["lpadmin", "-p", QUEUE, "-E", "-v", "keep:/printer", "-m", "raw"]
    for _try in range(100):
        if running.poll() is not None:
            pytest.skip("no print service here: cupsd does not run for this user")
        if (folder / "socket").exists() and subprocess.run(add, capture_output=True, check=False).returncode == 0:
            return running
        try:
            running.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    running.terminate()
    running.wait(20)
    pytest.skip("no print service here: cupsd did not take a printer")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with tempfile.TemporaryDirectory(prefix="baclodesk-cups-") as name:  # short: the path of a socket has an end
        folder = Path(name)
        monkeypatch.setenv("CUPS_SERVER", str(folder / "socket"))
        running = _started(folder)
        yield Service(folder, Path(shutil.which("lp") or "lp"))
        running.terminate()
        running.wait(20)


def test_a_real_print_service_gets_the_very_bytes_and_no_name_lies_about(
    qtbot: QtBot, service: Service, stories: dict[str, PatientRecord]
) -> None:
    made = make(Order("consent", stories["Lemoine"], demo.practice("en"), "Dr Laurent", NOW))
    job = PrintJob("BacloDesk: Consent", made.data, made.pages, QUEUE, "A4", copies=2, sheets=made.sheets)
    before = set(Path(tempfile.gettempdir()).iterdir())
    Spooler(service.lp).print_job(job, lambda done, of: None)
    assert service.received() == [made.data]
    qtbot.waitUntil(lambda: QUEUE in ask("lpstat", "-W", "completed", "-o"), timeout=30_000)
    assert service.came_out() == [made.data], "the printer got the very bytes"
    assert b"BacloDesk: Consent" in service.titles()[0]
    left = set(Path(tempfile.gettempdir()).iterdir()) - before
    assert [path for path in left if "lemoine" in path.name.lower()] == []
    for path in service.folder.rglob("*"):
        if path.is_file() and not path.name.startswith("d"):
            assert b"Lemoine" not in path.read_bytes()
    with pytest.raises(PrintFailed, match="printer_gone"):
        Spooler(service.lp).print_job(PrintJob("x", made.data, made.pages, "gone"), lambda done, of: None)


def test_on_both_sides_each_copy_of_a_consent_is_a_job_of_its_own(
    service: Service, stories: dict[str, PatientRecord]
) -> None:
    made = make(Order("consent", stories["Lemoine"], demo.practice("en"), "Dr Laurent", NOW))
    job = PrintJob("BacloDesk: Consent", made.data, made.pages, QUEUE, "A4", duplex=True, sheets=made.sheets)
    Spooler(service.lp).print_job(job, lambda done, of: None)
    assert service.received() == [made.data, made.data]
    control = service.titles()
    assert [b"two-sided-long-edge" in content for content in control] == [True, True]
    assert [b"page-ranges" in content for content in control] == [True, True]


class _OneQueue:
    """The usual way to the printers, with the queue of the test as the one printer."""

    def __init__(self) -> None:
        self._way: PrintBackend = UsualBackend("linux")

    def printers(self) -> tuple[Printer, ...]:
        return (Printer(QUEUE, usual=True, papers=("A4",), usual_paper="A4"),)

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        self._way.print_job(job, progress)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.backend = _OneQueue()
    return desk


def test_the_window_prints_through_a_real_service_and_notes_it(
    qtbot: QtBot, service: Service, place: Workplace, store: ListedStore
) -> None:
    panel = open_panel(qtbot, place, store)
    made = place.paper._made
    assert made is not None
    panel.go.click()
    qtbot.waitUntil(lambda: bool(panel.notice.text), timeout=30_000)
    assert "was handed to office" in panel.notice.text
    assert service.received() == [made.data]
    noted = record_of(place).documents[-1]
    assert (noted.kind, noted.digest) == ("schedule", sha256(made.data).hexdigest())
    assert store.papers[noted.kept] == made.data
