"""Hold every part of the program to its share of branches seen by the tests (run after pytest with coverage)."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "baclodesk/domain/*": 100.0,
    "baclodesk/services/*": 100.0,
    "baclodesk/storage/*": 100.0,
    "baclodesk/documents/*": 100.0,
    "baclodesk/interop/*": 100.0,
    "baclodesk/gui/*": 90.0,
}


def main() -> int:
    """Print every part's share; give 1 when one lies below its floor."""
    data = coverage.Coverage(data_file=str(ROOT / ".coverage"), config_file=str(ROOT / "pyproject.toml"))
    data.load()
    below = 0
    for pattern, floor in FLOORS.items():
        text = io.StringIO()
        share = data.report(
            include=[str(ROOT / pattern)], file=text, show_missing=True, skip_covered=True, ignore_errors=True
        )
        word = "ok" if share >= floor else "BELOW"
        print(f"{pattern:24} {share:6.2f} % of at least {floor:.0f} %  {word}")
        if share < floor:
            below += 1
            print(text.getvalue())
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
