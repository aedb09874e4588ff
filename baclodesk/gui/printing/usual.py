"""Which way to the printers this computer takes. Nothing of Qt's print support is loaded before it is needed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from baclodesk.services.printing import PrintBackend, Printer, PrintJob, Progress


class UsualBackend:
    """The spooler where there is one (small and quick: it takes the PDF itself), else pictures of the pages."""

    def __init__(self, platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which) -> None:
        self._platform, self._which = platform, which

    @cached_property
    def way(self) -> PrintBackend:
        """The back end behind, looked for once."""
        program = None if self._platform == "win32" else self._which("lp")
        if program is not None:
            from .spooler import Spooler

            return Spooler(Path(program))
        from .raster import Raster

        return Raster()

    def printers(self) -> Sequence[Printer]:
        """See the port."""
        return self.way.printers()

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        """See the port."""
        self.way.print_job(job, progress)
