"""``export``: a document as PDF, from a plan file or from a practice."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

from baclodesk.domain.findings import Severity
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.texts import Texts

from . import plans
from .told import CommandError, Exit, write_whole

if TYPE_CHECKING:
    from baclodesk.documents.from_record import Choice

FORMS = ("consent", "intake", "diary", "leaflet")
"""Documents that print none of the plan's doses: its findings do not stand against them."""


def export(options: argparse.Namespace, texts: Texts) -> Exit:
    """Write one document whole or not at all, and tell whether something still stands against it."""
    from baclodesk.documents.errors import DocumentRefused
    from baclodesk.documents.from_record import Wish, document_of

    wish = Wish(
        printed_at=datetime.now().astimezone(),
        language=options.lang or "",
        paper=options.paper or "",
        large=options.large,
    )
    code = Exit.DONE
    if options.file is not None:
        record, practice, code = _from_file(options, texts)
        wish = Wish(wish.printed_at, "", options.lang or "en", wish.paper, wish.large)
    else:
        record, practice = _from_practice(options, texts)
    try:
        document = document_of(_kind(options), record, practice, wish, _choice(options, wish.printed_at.date()))
    except DocumentRefused as refused:
        raise CommandError(_refused(refused, texts), Exit.FINDINGS) from refused
    write_whole(options.out, document.data, texts)
    if document.unprintable:
        letters = "".join(dict.fromkeys("".join(letters for _, letters in document.unprintable)))
        sys.stderr.write(texts("commands.unprintable", letters=letters) + "\n")
    return code


def _kind(options: argparse.Namespace) -> str:
    kind = str(options.document).replace("-", "_")
    return f"letter_{options.reader}" if kind == "letter" else kind


def _choice(options: argparse.Namespace, today: date) -> Choice:
    from baclodesk.documents.from_record import Choice

    first, last = (today if day == "today" else day for day in (options.first, options.last))
    return Choice(
        draft=options.draft,
        first=first,
        last=last,
        dates=not options.day_numbers,
        days=options.days,
        renewals=options.renewals,
        with_weight=options.weight,
        addressee=options.addressee,
    )


def _refused(refused: Exception, texts: Texts) -> str:
    code, values = getattr(refused, "code", ""), getattr(refused, "values", {})
    key = f"documents.refused.{code}"
    place = getattr(refused, "place", "")
    if not texts.has(key):
        return texts("commands.not_written", place=place or code)
    return texts(key, **{**values, "place": place})


def _from_file(options: argparse.Namespace, texts: Texts) -> tuple[PatientRecord, Practice, Exit]:
    if options.patient is not None:
        raise CommandError(texts("commands.file_or_patient"))
    plan, policy = plans.read_plan(options, texts), plans.policy_of(options, texts)
    found = plans.findings_for(plan, policy)
    refused = next((item for item in found if item.severity is Severity.REFUSE), None)
    if refused is not None and options.document not in FORMS:
        from baclodesk.services.findings_text import sentence

        raise CommandError(texts("commands.refused", sentence=sentence(texts, refused)), Exit.FINDINGS)
    record = PatientRecord(identity=Identity(id="", language=options.lang or "en"), plan=plan)
    code = Exit.DONE if options.document in FORMS else plans.verdict(found)
    return record, Practice(policy=policy), code


def _from_practice(options: argparse.Namespace, texts: Texts) -> tuple[PatientRecord, Practice]:
    from .practices import told_by_store, unlocked

    if options.data is None or options.patient is None:
        raise CommandError(texts("commands.file_or_patient"))
    with unlocked(options, texts) as store:
        try:
            opened = store.open(options.patient)
        except Exception as problem:
            raise told_by_store(problem, texts) from problem
        for notice in opened.notices:
            sys.stderr.write(texts("commands.notice", code=notice.code) + "\n")
        return opened.record, store.practice()
