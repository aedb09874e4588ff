"""The documents' own numbers come from their data file, which is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from baclodesk.paths import resources
from baclodesk.services.data_file import DataFileError
from baclodesk.services.paper_numbers import paper_numbers, read_paper_numbers


def test_the_numbers_of_this_installation() -> None:
    numbers = paper_numbers()
    assert (numbers.open_days, numbers.prescription_days, numbers.diary_days, numbers.diary_page) == (28, 28, 28, 14)
    assert (numbers.week_days, numbers.uncut_days, numbers.one_page_stages) == (7, 14, 16)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("open_days = 28", "open_days = 0"),
        ("open_days = 28", 'open_days = "28"'),
        ("days = 28", "dayz = 28"),
        ('source = "house"', ""),
        ("checked = 2026-11-22", ""),
        ("[calendar]", "surprise = 1\n[calendar]"),
    ],
)
def test_a_damaged_file_is_refused(old: str, new: str, tmp_path: Path) -> None:
    content = (resources() / "documents.toml").read_text(encoding="utf-8")
    assert old in content
    broken = tmp_path / "documents.toml"
    broken.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError):
        read_paper_numbers(broken)
