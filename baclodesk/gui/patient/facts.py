"""The figures of a patient's header in one line. Pure; no Qt."""

from __future__ import annotations

from datetime import date

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.services.measures import kidney, weight
from baclodesk.services.texts import Texts


def born(person: Identity, texts: Texts) -> str:
    """Say when somebody was born; empty when it is not known."""
    if person.birth_date is None:
        return ""
    key = {"f": "window.born_f", "m": "window.born_m"}.get(person.sex, "window.born")
    return texts(key, date=texts.date(person.birth_date))


def header_facts(record: PatientRecord, texts: Texts, today: date) -> str:
    """Say birth date, weight and kidney function, each only when it is known."""
    parts = []
    if known := born(record.identity, texts):
        parts.append(known)
    kg, found = weight(record), kidney(record, today)
    if kg is not None:
        parts.append(texts("window.weight", kg=texts.number(kg)))
    if found is not None:
        words = texts("window.egfr", value=texts.number(found.egfr))
        parts.append(words if found.on is None else f"{words} ({texts.date(found.on)})")
    return " · ".join(parts)
