"""The archive of papers: every document handed out is kept with its bytes, and comes back exactly as it was.

Bytes are kept, not only what they were made from: letterhead, sentences, rules and program change, a paper does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from baclodesk.domain.patient import DocumentMade, PatientRecord
from baclodesk.services.issuing import Paper, document_made


class PaperKeep(Protocol):
    """Where finished papers are kept, sealed. Both may raise the store's typed errors (``code`` attribute)."""

    def keep_paper(self, content: bytes) -> str:
        """Keep bytes durably; gives their name. The same bytes have the same name and are kept once."""

    def kept_paper(self, name: str) -> bytes:
        """Give the bytes kept under ``name``."""


class ArchiveError(Exception):
    """A paper cannot be printed again as it was; ``code`` names the sentence (``archive.<code>``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def archived(record: PatientRecord, paper: Paper, keep: PaperKeep, *, by: str, now: datetime) -> PatientRecord:
    """Keep a paper, then note it in the record; raises the store's errors, and then nothing is noted.

    The bytes are read back before they count as kept.
    """
    name = keep.keep_paper(paper.content)
    if keep.kept_paper(name) != paper.content:
        raise ArchiveError("archive.differs")
    noted = document_made(record, paper, by=by, now=now)
    *before, last = noted.documents
    return replace(noted, documents=(*before, replace(last, kept=name)))


def papers(record: PatientRecord, kinds: Iterable[str] = ()) -> tuple[DocumentMade, ...]:
    """Give the papers that can be printed again, the newest first; of some ``kinds``, or all."""
    wanted = frozenset(kinds)
    kept = (item for item in reversed(record.documents) if item.kept)
    return tuple(item for item in kept if not wanted or item.kind in wanted)


def reprint(made: DocumentMade, keep: PaperKeep) -> bytes:
    """Give a paper exactly as it was handed out.

    Raises ArchiveError: ``archive.not_kept`` when only its digest is known, ``archive.differs`` when what was kept is
    not what was handed out; and the store's errors.
    """
    if not made.kept:
        raise ArchiveError("archive.not_kept")
    content = keep.kept_paper(made.kept)
    if not same_paper(made, content):
        raise ArchiveError("archive.differs")
    return content


def same_paper(made: DocumentMade, content: bytes) -> bool:
    """Tell whether bytes (a file somebody brings, say) are those of a paper handed out."""
    return hashlib.sha256(content).hexdigest() == made.digest
