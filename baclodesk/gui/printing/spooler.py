"""The way through the spooler: ``lp`` gets the document's very bytes on its standard input. No file is written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from baclodesk.services.printing import Printer, PrintFailed, PrintJob, Progress, Span, spans

from .system import system_printers

_PATIENCE_S = 60.0


class Spooler:
    """Prints with the program ``lp`` (Linux, macOS)."""

    def __init__(
        self,
        program: Path,
        list_printers: Callable[[], Sequence[Printer]] = system_printers,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._program, self._list, self._patience_s = program, list_printers, patience_s

    def printers(self) -> Sequence[Printer]:
        """See the port."""
        return self._list()

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        """Hand the runs of pages over one by one; each is a job of the spooler's and begins a new sheet."""
        done = 0
        progress(done, job.total)
        for span in spans(job):
            self._hand_over(job, span)
            done += span.pages * span.copies
            progress(done, job.total)

    def _arguments(self, job: PrintJob, span: Span) -> list[str]:
        sides = "two-sided-long-edge" if job.duplex else "one-sided"
        options = [f"sides={sides}", "print-scaling=none", "collate=true"]
        if job.paper:
            options.append(f"media={job.paper}")
        if span.pages < job.pages:
            options.append(f"page-ranges={span.first}-{span.last}")
        said = [part for option in options for part in ("-o", option)]
        return [str(self._program), "-d", job.printer, "-t", job.title, "-n", str(span.copies), *said]

    def _hand_over(self, job: PrintJob, span: Span) -> None:
        try:
            done = subprocess.run(  # noqa: S603 - arguments are a list, no shell reads them
                self._arguments(job, span),
                input=job.data,
                capture_output=True,
                timeout=self._patience_s,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired:
            raise PrintFailed("no_answer") from None
        except OSError:
            raise PrintFailed("no_spooler") from None
        if done.returncode:
            gone = b"does not exist" in done.stderr
            raise PrintFailed("printer_gone" if gone else "refused")
