"""From a patient's record to leaflet, wallet card and letter, and from a batch to its cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.facts import in_time, open_effects
from baclodesk.services.texts import Texts

from .card import build_card
from .cover import build_cover
from .diary import build_diary
from .inputs import USUAL, Choice, CoverRow, LetterCopy, Reader
from .leaflet import build_leaflet
from .letter import build_letter
from .page import Document
from .record_plans import choose, first_day
from .record_sheet import Wish, sheet_for


def leaflet_of(record: PatientRecord, practice: Practice, wish: Wish) -> Document:
    """Print the leaflet with its receipt."""
    return build_leaflet(sheet_for(practice, record.identity, wish))


def card_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print the wallet card with the dose of the first day chosen, else of today (before the plan begins: of day 1)."""
    chosen = choose(record, practice, wish, draft=choice.draft)
    day = first_day(chosen.copy.plan, choice, wish)
    return build_card(chosen.sheet, chosen.printed(dates=choice.dates), day)


def letter_of(
    record: PatientRecord,
    practice: Practice,
    wish: Wish,
    choice: Choice = USUAL,
    reader: Reader = Reader.COLLEAGUE,
) -> Document:
    """Print a letter with the plan from today or the first day chosen on; a colleague reads the last visit too."""
    chosen = choose(record, practice, wish, draft=choice.draft)
    day = first_day(chosen.copy.plan, choice, wish)
    facts = tuple(_facts(record, Texts(chosen.sheet.language))) if reader is Reader.COLLEAGUE else ()
    return build_letter(
        chosen.sheet, chosen.printed(dates=choice.dates), LetterCopy(reader, day, facts, choice.addressee)
    )


def _facts(record: PatientRecord, texts: Texts) -> Iterator[tuple[str, str]]:
    """Give what a colleague wants to know, as far as it was asked."""
    plan = record.plan_in_force
    if plan is not None and plan.start is not None:
        yield texts("documents.letter.since"), texts.date(plan.start)
    visits = in_time(record.visits)
    if not visits:
        return
    last = visits[-1]
    yield texts("documents.letter.last_visit"), texts.date(last.on)
    if last.craving is not None:
        yield texts("documents.letter.craving"), texts("documents.letter.of_ten", n=last.craving)
    if last.drinks is not None:
        yield texts("documents.letter.drinks"), texts.number(last.drinks)
    names = [texts(f"effects.effect.{effect.code}.name") for effect in open_effects(visits)]
    if names:
        yield texts("documents.letter.effects"), ", ".join(names)


def sample_of(practice: Practice, wish: Wish) -> Document:
    """Print a document of nobody, to show the practice's letterhead: a diary without name and dates."""
    return build_diary(sheet_for(practice, None, wish), None)


def cover_of(rows: Sequence[CoverRow], practice: Practice, wish: Wish) -> Document:
    """Print the cover of a batch in the practice's language."""
    return build_cover(sheet_for(practice, None, wish), rows)
