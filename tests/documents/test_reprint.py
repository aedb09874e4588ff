"""A paper handed out is printed again from the sealed store, byte by byte, and equal inputs give it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baclodesk.documents.from_record import KINDS, Wish, document_of
from baclodesk.services import demo
from baclodesk.services.archive import archived, papers, reprint
from baclodesk.services.issuing import Paper
from baclodesk.storage.practice_store import VaultPracticeStore

from ..storage.support import NAME, open_vault
from .support import NOW

TODAY = date(2026, 11, 22)
HOUSE = demo.practice("en")
ARNAUD = next(r for r in demo.records(TODAY, "en") if r.identity.family_name == "Arnaud")


@pytest.mark.parametrize("kind", KINDS)
def test_equal_inputs_give_equal_bytes(kind: str) -> None:
    wish = Wish(NOW, "Dr A", "en")
    assert document_of(kind, ARNAUD, HOUSE, wish).data == document_of(kind, ARNAUD, HOUSE, wish).data


def test_papers_survive_a_restart_and_a_new_letterhead(tmp_path: Path) -> None:
    store = VaultPracticeStore(open_vault(tmp_path), NAME, lambda: NOW)
    record, made = ARNAUD, {}
    for kind in KINDS:
        document = document_of(kind, record, HOUSE, Wish(NOW, "Dr A", "en"))
        made[kind] = document.data
        paper = Paper(kind, document.data, document.pages, None, document.language)
        record = archived(record, paper, store, by="Dr A", now=NOW)
    store.save(record, None)
    store.save_practice(replace(HOUSE, doctor="Dr Somebody Else"))
    store.lock()
    again = VaultPracticeStore(open_vault(tmp_path), NAME, lambda: NOW)
    read = again.open(record.identity.id).record
    assert {item.kind: reprint(item, again) for item in papers(read)} == made
