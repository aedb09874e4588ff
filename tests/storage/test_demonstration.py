from __future__ import annotations

from pathlib import Path

import pytest

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.services.ports import Opened
from baclodesk.storage.demonstration import try_store
from baclodesk.storage.errors import Damaged
from baclodesk.storage.practice_store import VaultPracticeStore


def test_a_store_that_gives_back_something_else_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Opened(PatientRecord(Identity("0" * 32, "Other")), 1)
    monkeypatch.setattr(VaultPracticeStore, "open", lambda *_: other)
    with pytest.raises(Damaged):
        try_store(tmp_path)
