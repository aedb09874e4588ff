"""Papers handed out come back byte by byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from baclodesk.domain.patient import DocumentMade, Identity, PatientRecord
from baclodesk.services.archive import ArchiveError, archived, papers, reprint, same_paper
from baclodesk.services.issuing import Paper
from baclodesk.services.texts import LANGUAGES, Texts

NOW = datetime(2026, 11, 22, 10, 24, tzinfo=UTC)
BARE = PatientRecord(Identity("1" * 32, "Empty", "Ann", date(1980, 1, 2)))


class Shelf:
    """Keeps papers in memory; ``spoil`` changes what is given back."""

    def __init__(self, spoil: bytes = b"") -> None:
        self.kept: dict[str, bytes] = {}
        self.spoil = spoil

    def keep_paper(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()[:40]
        self.kept[name] = content
        return name

    def kept_paper(self, name: str) -> bytes:
        return self.kept[name] + self.spoil


def paper(content: bytes, kind: str = "schedule") -> Paper:
    return Paper(kind, content, 1, 2, "fr")


def test_a_paper_comes_back_as_it_was_handed_out() -> None:
    shelf = Shelf()
    record = archived(BARE, paper(b"first"), shelf, by="Dr A", now=NOW)
    record = archived(record, paper(b"second", "calendar"), shelf, by="Dr A", now=NOW)
    newest, oldest = papers(record)
    assert (reprint(newest, shelf), reprint(oldest, shelf)) == (b"second", b"first")
    assert (newest.kind, newest.revision, newest.pages, newest.language) == ("calendar", 2, 1, "fr")
    assert papers(record, ["schedule"]) == (oldest,)


def test_equal_papers_are_kept_once_and_noted_twice() -> None:
    shelf = Shelf()
    record = archived(archived(BARE, paper(b"x"), shelf, by="", now=NOW), paper(b"x"), shelf, by="", now=NOW)
    assert len(shelf.kept) == 1
    assert len(papers(record)) == 2


def test_a_paper_that_is_not_kept_well_is_not_noted() -> None:
    with pytest.raises(ArchiveError, match="differs"):
        archived(BARE, paper(b"x"), Shelf(spoil=b"!"), by="", now=NOW)


def test_a_spoilt_paper_is_never_printed() -> None:
    shelf = Shelf()
    record = archived(BARE, paper(b"x"), shelf, by="", now=NOW)
    shelf.spoil = b"!"
    with pytest.raises(ArchiveError, match="differs"):
        reprint(papers(record)[0], shelf)


def test_papers_of_old_are_known_by_their_digest_alone() -> None:
    old = DocumentMade("schedule", 1, "2026-01-01T00:00:00Z", "Dr A", hashlib.sha256(b"x").hexdigest())
    assert papers(replace(BARE, documents=(old,))) == ()
    with pytest.raises(ArchiveError, match="not_kept"):
        reprint(old, Shelf())
    assert same_paper(old, b"x")
    assert not same_paper(old, b"y")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["archive.not_kept", "archive.differs"])
def test_every_refusal_has_its_sentence(language: str, code: str) -> None:
    assert Texts(language)(code)
