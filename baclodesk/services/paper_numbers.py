"""The documents' own numbers, read from ``resources/documents.toml`` once per process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from baclodesk.paths import resources
from baclodesk.services.data_file import read


@dataclass(frozen=True, slots=True)
class PaperNumbers:
    """Days shown when nobody chose otherwise.

    ``open_days`` of a stage without an end are put on a calendar; a stage longer than ``uncut_days`` is cut into pieces
    of ``week_days``; a diary has ``diary_days`` lines, ``diary_page`` on each page; a prescription is for
    ``prescription_days``; a schedule of at most ``one_page_stages`` takes one page.
    """

    version: str
    checked: date
    open_days: int
    week_days: int
    uncut_days: int
    diary_days: int
    diary_page: int
    prescription_days: int
    one_page_stages: int


def read_paper_numbers(path: Path) -> PaperNumbers:
    """Read the file strictly; raises DataFileError for a missing, unknown or impossible entry."""
    file = read(path)
    calendar, diary = file.table("calendar"), file.table("diary")
    prescription, schedule = file.table("prescription"), file.table("schedule")
    numbers = PaperNumbers(
        version=file.text("version"),
        checked=file.day("checked"),
        open_days=calendar.count("open_days"),
        week_days=calendar.count("week_days"),
        uncut_days=calendar.count("uncut_days"),
        diary_days=diary.count("days"),
        diary_page=diary.count("days_a_page"),
        prescription_days=prescription.count("days"),
        one_page_stages=schedule.count("one_page_stages"),
    )
    for table in (calendar, diary, prescription, schedule):
        table.text("source")
        table.done()
    file.done()
    return numbers


@cache
def paper_numbers() -> PaperNumbers:
    """Give the numbers of this installation."""
    return read_paper_numbers(resources() / "documents.toml")
