"""Sentences of printing that several pages say."""

from __future__ import annotations

from datetime import date

from baclodesk.services.printing import PaperFit, Printer, paper_fit
from baclodesk.services.printing_queue import Due, Reason, Row, Step
from baclodesk.services.texts import Texts

from ..paper.making import refused_words
from ..trouble_words import trouble


def failed_words(error: Exception, texts: Texts) -> str:
    """Say why nothing was printed."""
    code = str(getattr(error, "code", ""))
    if texts.has(f"documents.refused.{code}"):
        return refused_words(error, texts)
    return code_words(code, texts)


def code_words(code: str, texts: Texts) -> str:
    """Say in a sentence what an error's code means."""
    for key in (f"printing.failed.{code}", f"documents.refused.{code}"):
        if code and texts.has(key):
            return texts(key, place="") if key.startswith("documents") else texts(key)
    if "." in code and texts.has(code):  # "archive.differs"
        return texts(code)
    return trouble(texts, code)


def document_words(kind: str, texts: Texts) -> str:
    """Name a document; one of a kind that is not known here by that kind's own word."""
    key = f"documents.name.{kind}"
    return texts(key) if texts.has(key) else kind


def job_title(kind: str, texts: Texts) -> str:
    """Name a job for the spooler; never the patient."""
    return texts("printing.job", document=document_words(kind, texts))


def paper_words(paper: str, printer: Printer, texts: Texts) -> tuple[str, str]:
    """Say how the document's paper meets the printer, and in which tone (empty: it fits)."""
    fit = paper_fit(paper, printer)
    if fit is PaperFit.LACKING:
        return texts("printing.paper.lacking", paper=paper, others=", ".join(printer.papers)), "alarm"
    if fit is PaperFit.OTHER_USUAL:
        return texts("printing.paper.other_usual", paper=paper, usual=printer.usual_paper), "caution"
    return (texts("printing.paper.fits", paper=paper) if paper else texts("printing.paper.unknown")), ""


def visit_words(due: Due, texts: Texts, today: date) -> str:
    """Say when the patient comes, or nothing."""
    if due.on is None:
        return ""
    day = texts("printing.queue.today") if due.on == today else texts.date(due.on, year=False, weekday=True)
    return texts("printing.queue.visit", day=f"{day}, {due.time}" if due.time else day)


def due_words(row: Row, texts: Texts, today: date) -> str:
    """Say why a row is due, which document it is, and in how many copies."""
    due = row.due
    parts = [document_words(row.kind, texts)]
    if due.on is not None:
        parts.append(visit_words(due, texts, today))
    if due.reason is not Reason.VISIT:
        parts.append(texts(f"printing.queue.{due.reason}"))
    if row.copies > 1:
        parts.append(texts("printing.queue.copies", n=row.copies))
    return " · ".join(parts)


def step_words(row: Row, texts: Texts) -> str:
    """Say how far a row is, in a word or two."""
    if row.step is Step.PRINTING and row.pages:
        return texts("printing.page", done=min(row.pages, row.page + 1), of=row.pages)
    return texts(f"printing.step.{row.step}")
