"""The numbers of the acts: whole, each with its source, and refused when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from baclodesk.paths import resources
from baclodesk.services.acts import acts, read_acts
from baclodesk.services.data_file import DataFileError, read
from baclodesk.services.findings_text import citation
from baclodesk.services.texts import LANGUAGES, Texts

FILE = resources() / "acts.toml"


def test_every_number_names_a_source_that_has_words() -> None:
    for language in LANGUAGES:
        for name, _ in acts().sources:
            assert citation(Texts(language), acts().source(name))
        for row in acts().restart:
            assert citation(Texts(language), row.source)


@pytest.mark.parametrize(
    ("missed", "share"), [(0, "1"), (1, "1"), (2, "1/2"), (3, "1/2"), (4, "1/4"), (7, "1/4"), (8, "None"), (90, "None")]
)
def test_the_row_for_missed_days_is_the_first_that_reaches_so_far(missed: int, share: str) -> None:
    assert str(acts().restart_after(missed).share) == share


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("up_to_days = 3", "up_to_days = 9"),
        ("up_to_days = 3\n", ""),
        ('[[restart]]\nsource = "house"', '[[restart]]\nup_to_days = 99\nsource = "house"'),
        ("value = 7", "value = 0"),
        ("[act.hold_days]", "[act.hold_daze]"),
        ('source = "clinic"', 'from = "clinic"'),
    ],
)
def test_acts_that_are_not_whole_are_refused(tmp_path: Path, old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "acts.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"acts\.toml"):
        read_acts(read(tmp_path / "acts.toml"))
