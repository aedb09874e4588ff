"""From a patient's record (or a plan alone) to finished documents: what window and commands both ask for."""

from __future__ import annotations

from collections.abc import Callable

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services.sheet_code import short_plan_id

from .inputs import USUAL, Choice, Reader
from .page import Document
from .record_forms import consent_copy, consent_of, intake_copy, intake_of
from .record_letters import card_of, cover_of, leaflet_of, letter_of, sample_of
from .record_plans import (
    calendar_of,
    diary_of,
    doctor_copy_of,
    fridge_of,
    prescription_of,
    schedule_of,
)
from .record_sheet import Wish, plan_copy, sheet_for

__all__ = [
    "KINDS",
    "Choice",
    "Wish",
    "calendar_of",
    "card_of",
    "consent_copy",
    "consent_of",
    "cover_of",
    "diary_of",
    "doctor_copy_of",
    "document_of",
    "fridge_of",
    "intake_copy",
    "intake_of",
    "leaflet_of",
    "letter_of",
    "plan_copy",
    "prescription_of",
    "sample_of",
    "schedule_of",
    "sheet_for",
    "short_plan_id",
]

Builder = Callable[[PatientRecord, Practice, Wish, Choice], Document]


def _letter_to(reader: Reader) -> Builder:
    return lambda record, practice, wish, choice: letter_of(record, practice, wish, choice, reader)


_BUILDERS: dict[str, Builder] = {
    "schedule": schedule_of,
    "doctor_copy": doctor_copy_of,
    "calendar": calendar_of,
    "fridge": fridge_of,
    "diary": diary_of,
    "prescription": prescription_of,
    "consent": lambda record, practice, wish, _choice: consent_of(record, practice, wish),
    "intake": lambda record, practice, wish, _choice: intake_of(record, practice, wish),
    "leaflet": lambda record, practice, wish, _choice: leaflet_of(record, practice, wish),
    "card": card_of,
    **{f"letter_{reader}": _letter_to(reader) for reader in Reader},
}
KINDS: tuple[str, ...] = tuple(_BUILDERS)
"""Every document of one patient, by the name its words have under ``documents.name``."""


def document_of(kind: str, record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print one document of :data:`KINDS`. Raises DocumentRefused when it must not leave the program."""
    return _BUILDERS[kind](record, practice, wish, choice)
