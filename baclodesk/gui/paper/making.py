"""Making one document of a record: pure work for a thread, with what the record then has to remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.issuing import Paper
from baclodesk.services.texts import Texts

KINDS = ("schedule", "consent", "intake")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF with its kind; ``is_draft`` says that DRAFT stands across it.

    ``sheets`` are the pages that must begin a new sheet of paper.
    """

    kind: str
    data: bytes = field(repr=False)
    pages: int
    language: str
    revision: int | None
    is_draft: bool
    sheets: tuple[int, ...] = (1,)

    @property
    def paper(self) -> Paper:
        """What the record remembers of it."""
        return Paper(self.kind, self.data, self.pages, self.revision, self.language)

    def file_name(self, on: datetime) -> str:
        """Give a file name that tells nothing about the patient."""
        return f"{self.kind}-{on:%Y-%m-%d-%H%M}.pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: which kind of document, of which record, for whom; a ``draft`` shows unissued changes.

    ``paper`` is the practice's unless another is named.
    """

    kind: str
    record: PatientRecord = field(repr=False)
    practice: Practice = field(repr=False)
    by: str = field(repr=False)
    at: datetime = field(repr=False)
    draft: bool = False
    paper: str = ""


def make(order: Order) -> Made:
    """Make the document; raises DocumentRefused with the reason when it must not leave the program."""
    from baclodesk.documents import from_record

    record, wish = order.record, from_record.Wish(order.at, order.by, paper=order.paper)
    revision = None
    if order.kind == "schedule":
        done = from_record.schedule_of(record, order.practice, wish, draft=order.draft)
        if not order.draft and record.current_issue is not None:
            revision = record.current_issue.revision
    elif order.kind == "consent":
        done = from_record.consent_of(record, order.practice, wish)
    else:
        done = from_record.intake_of(record, order.practice, wish)
    draft = order.kind == "schedule" and revision is None
    return Made(order.kind, done.data, done.pages, done.language, revision, draft, done.sheets)


def refused_words(error: Exception, texts: Texts) -> str:
    """Say why a document was not made, in one sentence."""
    code, place = getattr(error, "code", ""), getattr(error, "place", "")
    key = f"documents.refused.{code}"
    if not texts.has(key):
        return texts("paper_page.refused")
    return texts(key, place=place, **getattr(error, "values", {}))
