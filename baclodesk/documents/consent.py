"""Document F: the consent, one copy for each side, each on its own sheet of paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from . import frame
from .block import Block, Keep, Role
from .blocks import Description, NewPage, Paragraph, Signature, TickItem, TickList, Written
from .inputs import ConsentClause, ConsentCopy, Sheet
from .page import Document, make
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "consent"
COPIES = 2
SHOWN_DIGEST = 12
BY_HAND_HEIGHT, DRAWN_HEIGHT = 32.0, 40.0
"""Points from line to line; a signature drawn on the screen stays clear of the words above it."""


def build_consent(sheet: Sheet, copy: ConsentCopy, copies: int = COPIES) -> Document:
    """Print the consent in ``copies`` marked copies, each beginning a new sheet of paper."""
    return make(describe_consent(sheet, copy, copies), theme(sheet.paper, large=sheet.large))


def printed_clauses(copy: ConsentCopy) -> tuple[ConsentClause, ...]:
    """Give the clauses that go on paper: optional ones only when they are switched on."""
    return tuple(clause for clause in copy.clauses if clause.on or not clause.optional)


def text_digest(copy: ConsentCopy) -> str:
    """Give the SHA-256 (hex) of the texts as printed: title, introduction and clauses in order."""
    parts = [copy.version, copy.variant, copy.title, copy.intro]
    parts += [f"{clause.code}\n{clause.title}\n{clause.text}" for clause in printed_clauses(copy)]
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()


def describe_consent(sheet: Sheet, copy: ConsentCopy, copies: int = COPIES) -> Description:
    """Give the consent's blocks; pure."""
    words = Words(sheet.language)
    blocks: list[Block] = []
    for number in range(1, copies + 1):
        if number > 1:
            blocks.append(NewPage(f"copy{number}", sheet=True))
        blocks += _copy(sheet, copy, words, number, copies)
    digest = (copy.digest or text_digest(copy))[:SHOWN_DIGEST]
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(
            sheet, words, KIND, extra=words("consent.version", version=stored(copy.version), digest=stored(digest))
        ),
        blocks=tuple(blocks),
        draft=words("sheet.draft") if copy.draft else "",
        most_pages=None if sheet.large else copies,
    )


def _copy(sheet: Sheet, copy: ConsentCopy, words: Words, number: int, copies: int) -> Iterator[Block]:
    mark = {1: "copy_patient", 2: "copy_dossier"}.get(number, "copy_more")
    yield from frame.letterhead(sheet, words)
    yield frame.title(copy.title, words(f"consent.{mark}", n=number, of=copies))
    yield frame.patient(sheet, words)
    if copy.intro:
        yield Paragraph(f"intro{number}", _quoting_names(copy.intro, sheet, copy), Style.BODY, gap=0.4)
    if copy.covers_mg is not None:
        covers = words("consent.covers", mg=words.mg(copy.covers_mg))
        yield Paragraph(f"covers{number}", covers, Style.STRONG, gap=0.4)
    items = tuple(TickItem(clause.text, clause.title) for clause in printed_clauses(copy))
    yield TickList(f"clauses{number}", items, keep=Keep.TAIL)
    name_and_date = (words("consent.line_name"), words("consent.line_date"))
    signed = (words("consent.line_signature"),)
    yield Signature(
        f"signatures{number}",
        (
            (words("consent.patient"), ((words("consent.line_words"),), name_and_date, signed)),
            (words("consent.doctor"), (name_and_date, signed)),
        ),
        height=DRAWN_HEIGHT if copy.strokes else BY_HAND_HEIGHT,
        role=Role.SIGNATURE,
        written=_signed(copy, words),
    )


def _signed(copy: ConsentCopy, words: Words) -> tuple[Written, ...]:
    """Give what a signature drawn on the screen puts on the patient's lines; nothing where paper is signed."""
    if not copy.strokes:
        return ()
    day = () if copy.signed_on is None else (Written(0, 1, 1, words.texts.date(copy.signed_on)),)
    return (*day, Written(0, 2, 0, strokes=copy.strokes))


def _quoting_names(text: str, sheet: Sheet, copy: ConsentCopy) -> str:
    """Mark the names that were put into a ready sentence as typed by somebody."""
    names = {copy.doctor, sheet.letterhead.doctor, "" if sheet.patient is None else sheet.patient.full_name} - {""}
    if not names:
        return text
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.sub(longest_first, lambda found: stored(found.group()), text)
