"""Making one document of a record: pure work for a thread, with what the record then has to remember."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.domain.supplied import Supplied
from baclodesk.services.issuing import Paper
from baclodesk.services.texts import Texts

from ..widgets.fields import plain_letters
from .wishes import OF_PLAN, PaperWish


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF with its kind; ``is_draft`` says that DRAFT stands across it.

    ``sheets`` are the pages that must begin a new sheet of paper; ``unprintable`` the letters that stand as hollow
    boxes. ``kept`` is the name under which a paper from the archive is kept; it is not kept again. ``supply`` is what a
    prescription supplies; one from the archive supplies nothing a second time.
    """

    kind: str
    data: bytes = field(repr=False)
    pages: int
    language: str
    revision: int | None
    is_draft: bool
    sheets: tuple[int, ...] = (1,)
    unprintable: str = field(default="", repr=False)
    kept: str = ""
    supply: Supplied | None = field(default=None, repr=False)

    @property
    def paper(self) -> Paper:
        """What the record remembers of it."""
        return Paper(self.kind, self.data, self.pages, self.revision, self.language, self.supply)

    def file_name(self, on: datetime) -> str:
        """Give a file name in the document's language that tells nothing about the patient."""
        name = plain_letters(Texts(self.language)(f"documents.name.{self.kind}"))
        return f"{re.sub('[^a-z0-9]+', '-', name).strip('-')}-{on:%Y-%m-%d-%H%M}.pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: which kind of document, of which record, for whom, and how it is wished for."""

    kind: str
    record: PatientRecord = field(repr=False)
    practice: Practice = field(repr=False)
    by: str = field(repr=False)
    at: datetime = field(repr=False)
    wish: PaperWish = field(default_factory=PaperWish)


def make(order: Order) -> Made:
    """Make the document; raises DocumentRefused with the reason when it must not leave the program."""
    from baclodesk.documents import from_record

    record, wish = order.record, order.wish
    how = from_record.Wish(order.at, order.by, wish.language, wish.paper, wish.large)
    done = from_record.document_of(order.kind, record, order.practice, how, wish.choice)
    issue = record.current_issue
    revision = issue.revision if issue is not None and order.kind in OF_PLAN and not done.draft else None
    letters = "".join(dict.fromkeys("".join(letters for _key, letters in done.unprintable)))
    return Made(
        order.kind,
        done.data,
        done.pages,
        done.language,
        revision,
        done.draft,
        done.sheets,
        letters,
        supply=done.supply,
    )


def refused_words(error: Exception, texts: Texts) -> str:
    """Say why a document was not made, in one sentence."""
    code, place = getattr(error, "code", ""), getattr(error, "place", "")
    key = f"documents.refused.{code}"
    if not texts.has(key):
        return texts("paper_page.refused")
    return texts(key, place=place, **getattr(error, "values", {}))
