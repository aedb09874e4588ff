"""One print in the paper thread: how far it is, stopping it, and waiting for its end before the window locks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from baclodesk.services.printing import PrintCancelled, Progress

from ..jobs import PAPER, Job

T = TypeVar("T")
_PATIENCE_S = 10.0
"""How long locking waits for the page in hand."""


class _Bell(QObject):
    paged = Signal(int, int)


class PrintRun(Generic[T]):
    """Does ``work`` with a progress to call; the answers come in the window's thread. Keep it while it runs.

    ``failed`` gets PrintCancelled after ``cancel``, unless the last page was handed over already.
    """

    def __init__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        paged: Callable[[int, int], None],
    ) -> None:
        self._stop = Event()
        self._done, self._failed, self._over = done, failed, False
        self._bell = _Bell()
        self._bell.paged.connect(
            lambda page, pages: None if self._over else paged(page, pages), Qt.ConnectionType.QueuedConnection
        )
        self._job = Job(lambda: work(self._progress), self._end, self._fail, PAPER)

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set() and done < of:
            raise PrintCancelled
        self._bell.paged.emit(done, of)

    def _end(self, result: T) -> None:
        self._over = True
        self._done(result)

    def _fail(self, error: Exception) -> None:
        self._over = True
        self._failed(error)

    def cancel(self) -> None:
        """Stop after the page in hand; the answer still comes."""
        self._stop.set()

    def finish(self) -> None:
        """Stop, wait for the page in hand, and answer at once: what came out must be noted before the lock."""
        self._stop.set()
        self._job.cancel()
        if self._over:
            return
        self._over = True
        wait([self._job.future], timeout=_PATIENCE_S)
        if not self._job.future.done():
            self._failed(PrintCancelled())
            return
        error = self._job.future.exception()
        if error is None:
            self._done(self._job.future.result())
        else:
            self._failed(error if isinstance(error, Exception) else PrintCancelled())
