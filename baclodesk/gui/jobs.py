"""Slow work away from the window: done in a thread, answered in the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="baclodesk")
PAPER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="baclodesk-paper")
"""The one thread in which documents are made and drawn: the PDF renderer must not be used from two at once."""


def expected_code(error: BaseException) -> str | None:
    """Give the code of an expected error (store, domain), or None for one nobody foresaw."""
    code = getattr(error, "code", None)
    return code if isinstance(error, Exception) and isinstance(code, str) else None


class _Bell(QObject):
    rung = Signal()


_running: set[object] = set()
"""Jobs without their answer yet. The window's thread lets go of them, never the worker: Qt objects die at home."""


class Job(Generic[T]):
    """One piece of work in a thread.

    ``done`` gets the result, ``failed`` the error; one that nobody foresaw is raised in the window's thread besides,
    where the crash page takes it. After ``cancel`` nothing is called, nor when ``owner`` (by default the object whose
    method ``done`` is) has been closed meanwhile. Keep the job while it runs.
    """

    def __init__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        pool: ThreadPoolExecutor = _pool,
        *,
        owner: QObject | None = None,
    ) -> None:
        self._done, self._failed = done, failed
        self._owner = owner if owner is not None else getattr(done, "__self__", None)
        self._cancelled = False
        self._bell = _Bell()
        _running.add(self)
        self._bell.rung.connect(self._answer, Qt.ConnectionType.QueuedConnection)  # never before the caller has it
        self.future: Future[T] = pool.submit(work)
        self.future.add_done_callback(lambda _future: self._bell.rung.emit())

    def cancel(self) -> None:
        """Forget the answer; the work itself runs to its end."""
        self._cancelled = True

    def _answer(self) -> None:
        _running.discard(self)
        if self._cancelled or (isinstance(self._owner, QObject) and not isValid(self._owner)):
            return
        self._cancelled = True
        error = self.future.exception()
        if error is None:
            self._done(self.future.result())
        elif isinstance(error, Exception):
            self._failed(error)
            if expected_code(error) is None:
                raise error
        else:
            raise error
