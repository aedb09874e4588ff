"""What can be chosen for each document, and what of it is remembered for a practice: never anything of a patient."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from baclodesk.documents.inputs import USUAL, Choice


class Option(StrEnum):
    """One thing that can be chosen for some documents; language, paper and large print can be for all."""

    SPAN = "span"
    DAY = "day"
    LENGTH = "length"
    RENEWALS = "renewals"
    EXTRA = "extra"
    WEIGHT = "weight"
    DATES = "dates"
    ADDRESSEE = "addressee"


FOR_PATIENT: Final = ("schedule", "calendar", "fridge", "diary", "leaflet", "card")
FOR_OTHERS: Final = ("prescription", "letter_pharmacist", "letter_colleague")
FOR_FILE: Final = ("consent", "intake", "doctor_copy")
GROUPS: Final = (FOR_PATIENT, FOR_OTHERS, FOR_FILE)
KINDS: Final = (*FOR_PATIENT, *FOR_OTHERS, *FOR_FILE)
OPTIONS: Final = {
    "schedule": frozenset({Option.SPAN, Option.DATES}),
    "doctor_copy": frozenset({Option.SPAN, Option.DATES}),
    "calendar": frozenset({Option.SPAN, Option.DATES}),
    "fridge": frozenset({Option.DAY, Option.DATES}),
    "diary": frozenset({Option.DAY, Option.LENGTH, Option.DATES}),
    "leaflet": frozenset[Option](),
    "card": frozenset({Option.DAY, Option.DATES}),
    "prescription": frozenset({Option.DAY, Option.LENGTH, Option.RENEWALS, Option.EXTRA, Option.WEIGHT}),
    "letter_pharmacist": frozenset({Option.DAY, Option.DATES, Option.ADDRESSEE}),
    "letter_colleague": frozenset({Option.DAY, Option.DATES, Option.ADDRESSEE}),
    "consent": frozenset[Option](),
    "intake": frozenset[Option](),
}
OF_PLAN: Final = frozenset(
    {"schedule", "doctor_copy", "calendar", "fridge", "card", "prescription", "letter_pharmacist", "letter_colleague"}
)
"""Documents that print the plan's doses."""
MOST_DAYS: Final = 400
MOST_RENEWALS: Final = 12


@dataclass(frozen=True, slots=True)
class PaperWish:
    """How one document is wished for; empty language and paper are the patient's and the practice's."""

    choice: Choice = field(default=USUAL)
    language: str = ""
    paper: str = ""
    large: bool = False


def usual_wish(kind: str) -> PaperWish:
    """Give what holds where nobody chose: a calendar begins today, a schedule is whole."""
    return PaperWish(replace(USUAL, today=kind == "calendar"))


def to_remember(kind: str, wish: PaperWish) -> str:
    """Write what may be remembered of a wish: no day, no name, no language, no renewals, nothing of the plan."""
    choice, options = wish.choice, OPTIONS[kind]
    parts = {"large": wish.large, "paper": wish.paper}
    if Option.SPAN in options:
        parts["today"] = choice.today
    if Option.DATES in options:
        parts["dates"] = choice.dates
    if Option.LENGTH in options:
        parts["days"] = choice.days or ""
    if Option.EXTRA in options:
        parts |= {"extra": choice.extra, "weight": choice.with_weight}
    return " ".join(f"{name}={int(value) if isinstance(value, bool) else value}" for name, value in parts.items())


def remembered(kind: str, text: str) -> PaperWish:
    """Read it back; what is odd is passed over."""
    usual = usual_wish(kind)
    told = dict(part.partition("=")[::2] for part in text.split(" "))
    options = OPTIONS[kind]

    def flag(name: str, otherwise: bool) -> bool:
        return {"1": True, "0": False}.get(told.get(name, ""), otherwise)

    def count(name: str, most: int) -> int:
        value = told.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= most else 0

    choice = usual.choice
    if Option.SPAN in options:
        choice = replace(choice, today=flag("today", choice.today))
    if Option.DATES in options:
        choice = replace(choice, dates=flag("dates", choice.dates))
    if Option.LENGTH in options:
        choice = replace(choice, days=count("days", MOST_DAYS) or None)
    if Option.EXTRA in options:
        weight, extra = flag("weight", choice.with_weight), flag("extra", choice.extra)
        choice = replace(choice, extra=extra, with_weight=weight)
    paper = told.get("paper", "")
    return PaperWish(choice, paper=paper if paper in ("A4", "Letter") else "", large=flag("large", usual.large))
