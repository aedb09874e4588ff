"""Run the measurements: ``python -m tests.benchmarks [startup] [chart] [storage] [documents] [intake]``.

Every figure is a ratio to a floor measured in the same run, with the machine's load printed, because absolute times
differ from machine to machine and from hour to hour.
"""

from __future__ import annotations

import importlib
import os
import sys

NAMES = ("startup", "chart", "storage", "documents", "intake")


def main(names: list[str]) -> int:
    """Print a table for every measurement asked for."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"no such measurement: {', '.join(unknown)} (there are {', '.join(NAMES)})\n")
        return 2
    for name in names or NAMES:
        load = ", ".join(f"{value:.2f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
        sys.stdout.write(f"\n== {name}   (load average {load}, {os.cpu_count()} processors)\n")
        table(importlib.import_module(f"tests.benchmarks.{name}").run())
    return 0


def table(rows: list[dict[str, object]]) -> None:
    """Print rows under their keys, each column as wide as it needs."""
    if not rows:
        return
    keys = list(dict.fromkeys(key for row in rows for key in row))
    cells = [keys, *([_cell(row.get(key)) for key in keys] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(keys))]
    for line in cells:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")
    sys.stdout.flush()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
