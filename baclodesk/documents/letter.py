"""Document I: a letter to a colleague or a pharmacist: the dose now, the plan ahead, what to watch for."""

from __future__ import annotations

from collections.abc import Iterator

from baclodesk.services.leaflet import leaflet
from baclodesk.services.paper_numbers import paper_numbers

from . import frame
from .block import Block, Keep, Role
from .blocks import Bullets, Description, KeyValues, Paragraph, Signature, TickItem, TickList
from .check import facts_of
from .dose_blocks import DoseBox
from .dose_now import dose_on
from .inputs import LetterCopy, Period, PlanCopy, Reader, Sheet
from .page import Document, make
from .schedule import tables, tablets_told
from .stored import stored
from .theme import Style, theme
from .wording import Words

_WATCH = {
    Reader.COLLEAGUE: ("stop", "adds", "kidneys", "mind", "driving", "coma"),
    Reader.PHARMACIST: ("label", "stop", "adds", "kidneys", "early", "coma"),
}


def build_letter(sheet: Sheet, copy: PlanCopy, letter: LetterCopy) -> Document:
    """Print the letter. Raises DocumentRefused like the schedule, also for a day outside the plan."""
    return make(describe_letter(sheet, copy, letter), theme(sheet.paper, large=sheet.large))


def describe_letter(sheet: Sheet, copy: PlanCopy, letter: LetterCopy) -> Description:
    """Give the letter's blocks; pure."""
    facts, words = facts_of(copy, Period(letter.day)), Words(sheet.language)
    kind = f"letter_{letter.reader}"
    on = words.texts.date(sheet.printed_at.date())
    dated = copy.plan.start is not None
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(words(f"letter.title_{letter.reader}"), words("letter.confidential")),
        *_addressee(letter, words),
        frame.patient(sheet, words, on),
        Paragraph("opening", words(f"letter.opening_{letter.reader}"), gap=0.6),
        DoseBox("now", dose_on(letter.day, copy, facts, words), role=Role.DATA),
        *_facts(letter),
        Paragraph("ahead", words("letter.ahead"), Style.HEADING, keep=Keep.NEXT, role=Role.HEADING),
        Paragraph("tablets", " · ".join(tablets_told(copy, words)), Style.TABLE, gap=0.1, keep=Keep.NEXT),
        *tables(copy, facts, words, with_dates=dated),
        *_watch(letter, words),
        TickList("agreed", (TickItem(words("letter.agreed")),), Style.TABLE),
        Signature(
            "signature",
            (("", ()), (stored(sheet.letterhead.doctor), ((words("letter.signature"),),))),
            role=Role.SIGNATURE,
        ),
    ]
    return Description(
        kind=kind,
        version=frame.TEMPLATE[kind],
        language=sheet.language,
        title=words(f"name.{kind}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, kind, copy),
        blocks=tuple(blocks),
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
        most_pages=None if sheet.large or len(facts.schedule.rows) > paper_numbers().one_page_stages else 1,
    )


def _addressee(letter: LetterCopy, words: Words) -> Iterator[Block]:
    who = letter.addressee.strip()
    if who:
        yield Paragraph("addressee", words("letter.to", who=stored(who)), Style.STRONG, gap=0.3)


def _facts(letter: LetterCopy) -> Iterator[Block]:
    if letter.facts:
        pairs = tuple((label, stored(value)) for label, value in letter.facts)
        yield KeyValues("facts", pairs, label_share=0.3, role=Role.DATA)


def _watch(letter: LetterCopy, words: Words) -> Iterator[Block]:
    coma = leaflet().written(words.texts)["coma_mg"]
    yield Paragraph("watch_title", words("letter.watch"), Style.HEADING, keep=Keep.NEXT, role=Role.HEADING)
    items = tuple(words(f"letter.item.{code}", mg=coma) for code in _WATCH[letter.reader])
    yield Bullets("watch", items, style=Style.TABLE, role=Role.WARNING)
