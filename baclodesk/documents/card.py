"""Document I: the card for the wallet, cut out and folded once."""

from __future__ import annotations

from baclodesk.services.leaflet import leaflet

from . import frame
from .block import Keep, Role
from .blocks import Description, Paragraph
from .check import facts_of
from .dose_blocks import Card
from .dose_now import dose_on
from .inputs import PlanCopy, Sheet
from .page import Document, make
from .schedule import tablets_told
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "card"


def build_card(sheet: Sheet, copy: PlanCopy, day: int = 1) -> Document:
    """Print the card with the dose of ``day`` (a day number). Raises DocumentRefused like the schedule."""
    return make(describe_card(sheet, copy, day), theme(sheet.paper, large=sheet.large))


def describe_card(sheet: Sheet, copy: PlanCopy, day: int = 1) -> Description:
    """Give the card's blocks; pure."""
    facts, words = facts_of(copy), Words(sheet.language)
    who = sheet.patient
    name = "" if who is None or not who.full_name else frame.named(who, words)
    card = Card(
        "card",
        front=(words("card.title"), name or words("card.name_open")),
        back=_back(sheet, words),
        now=dose_on(day, copy, facts, words),
        foot=(*tablets_told(copy, words), words("card.changes"), frame.plan_words(copy, words)),
        role=Role.DATA,
    )
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, KIND, copy),
        blocks=(
            frame.title(words("card.heading")),
            Paragraph("how", words("card.how"), Style.BODY, gap=0.4, keep=Keep.NEXT),
            card,
        ),
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
        most_pages=1,
    )


def _back(sheet: Sheet, words: Words) -> tuple[str, ...]:
    """Give the side for those who help in an emergency."""
    number, doctor = sheet.letterhead.emergency.strip(), frame.doctor(sheet)
    return (
        words("card.emergency_number", number=stored(number)) if number else words("card.emergency"),
        words("card.stop"),
        words("card.adds"),
        words("card.coma", mg=leaflet().written(words.texts)["coma_mg"]),
        *((words("card.doctor", who=doctor),) if doctor else ()),
    )
