"""How each part of a patient's record lies in a row: field by field, empty ones left out.

An empty field is one that is None, an empty text or list, or false, where that is also the part's default. Fields
of a row that are not known here are passed over in reading; the codec carries them through a save.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Generic, TypeVar, cast

from baclodesk.domain.consent import Consent, ConsentState
from baclodesk.domain.intake import Answer, Decision, DecisionMade, EarlierTreatment, Medicine, RowsBefore, Status, Tick
from baclodesk.domain.own_policy import OwnLine, OwnPolicy
from baclodesk.domain.patient import Answered, Appointment, BegunAnswer, DocumentMade, Identity
from baclodesk.domain.policy import LineKind
from baclodesk.domain.practice import Practice
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.domain.visit import Effect, Visit
from baclodesk.storage.errors import StoreError
from baclodesk.storage.fields import AMOUNT, BYTES, DATE, FLAG, TEXT, WHOLE, Form, choice, exactly, maybe, rows_of

Row = dict[str, object]
T = TypeVar("T")


class RecordError(StoreError):
    """A dossier opened, but a row in it does not hold what it should; ``place`` names table and field, no value."""

    code = "record_unreadable"

    def __init__(self, place: str) -> None:
        super().__init__(f"not as expected: {place}")
        self.place = place


class Shape(Generic[T]):
    """The fields of one part, each with its form."""

    def __init__(self, make: Callable[..., T], forms: Mapping[str, Form]) -> None:
        self.part, self._make, self._forms = cast("type", make), make, dict(forms)
        self._empty = {
            field.name: field.default
            for field in fields(self.part)
            if field.default is None or field.default is False or field.default in ("", b"", ())
        }

    @property
    def names(self) -> frozenset[str]:
        """The fields known here."""
        return frozenset(self._forms)

    def write(self, part: T) -> Row:
        """Give the part's row."""
        row: Row = {}
        for name, form in self._forms.items():
            value = getattr(part, name)
            if name not in self._empty or value != self._empty[name]:
                row[name] = form.write(value)
        return row

    def read(self, row: Row, place: str) -> T:
        """Give the part; raises RecordError naming ``place`` and field."""
        found: dict[str, object] = {}
        for name, form in self._forms.items():
            if name not in row:
                continue
            try:
                found[name] = form.read(row[name])
            except (ValueError, TypeError):
                raise RecordError(f"{place}.{name}") from None
        try:
            return self._make(**found)
        except (ValueError, TypeError):
            raise RecordError(place) from None


IDENTITY = Shape(
    Identity,
    {
        "id": TEXT,
        "family_name": TEXT,
        "given_name": TEXT,
        "birth_date": maybe(DATE),
        "sex": TEXT,
        "phone": TEXT,
        "address": TEXT,
        "note": TEXT,
        "language": TEXT,
    },
)
ANSWER = Shape(
    Answer,
    {
        "status": choice(Status),
        "choice": TEXT,
        "amount": maybe(AMOUNT),
        "on": maybe(DATE),
        "text": TEXT,
        "note": TEXT,
        "given_at": TEXT,
        "by": TEXT,
    },
)
MEDICINE = Shape(Medicine, {"name": TEXT, "group": TEXT, "since": TEXT, "note": TEXT})
TREATMENT = Shape(EarlierTreatment, {"kind": TEXT, "name": TEXT, "how_long": TEXT, "result": TEXT})
TICK = Shape(Tick, {"code": TEXT, "on": DATE, "by": TEXT})
DECISION = Shape(DecisionMade, {"decision": choice(Decision), "reasons": TEXT, "by": TEXT, "on": maybe(DATE)})
ROWS_BEFORE = Shape(RowsBefore, {"name": TEXT, "until": DATE, "rows": rows_of(rows_of(TEXT))})
EFFECT = Shape(Effect, {"code": TEXT, "severity": WHOLE, "course": TEXT})


def _effect_row(value: object) -> object:
    if not isinstance(value, Effect):
        raise ValueError("not an effect")
    return EFFECT.write(value)


def _effect(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("not a row")
    return EFFECT.read(value, "effects")


VISIT = Shape(
    Visit,
    {
        "id": TEXT,
        "on": DATE,
        "day": maybe(WHOLE),
        "planned_mg": maybe(AMOUNT),
        "taken_mg": maybe(AMOUNT),
        "drowsiness": maybe(WHOLE),
        "effects": rows_of(Form(_effect_row, _effect)),
        "craving": maybe(WHOLE),
        "drinks": maybe(AMOUNT),
        "mood": maybe(WHOLE),
        "suicidal": maybe(FLAG),
        "falls": maybe(FLAG),
        "systolic": maybe(WHOLE),
        "diastolic": maybe(WHOLE),
        "weight_kg": maybe(AMOUNT),
        "driving": maybe(FLAG),
        "indifference": FLAG,
        "missed_days": maybe(WHOLE),
        "as_needed_taken": maybe(WHOLE),
        "note": TEXT,
        "next_visit": maybe(DATE),
        "by": TEXT,
    },
)
CONSENT = Shape(
    Consent,
    {
        "state": choice(ConsentState),
        "variant": TEXT,
        "version": TEXT,
        "language": TEXT,
        "optional": rows_of(TEXT),
        "up_to_mg": maybe(AMOUNT),
        "doctor": TEXT,
        "patient": TEXT,
        "witness": TEXT,
        "prepared_on": maybe(DATE),
        "printed_on": maybe(DATE),
        "signed_on": maybe(DATE),
        "paper_at": TEXT,
        "withdrawn_on": maybe(DATE),
        "withdrawn_note": TEXT,
        "strokes": rows_of(rows_of(exactly(WHOLE, 2))),
        "text_digest": TEXT,
        "clauses": rows_of(exactly(TEXT, 3)),
        "scan": TEXT,
    },
)
APPOINTMENT = Shape(Appointment, {"on": DATE, "time": TEXT, "note": TEXT})
SUPPLIED_TABLETS = Shape(SuppliedTablets, {"name": TEXT, "strength_mg": AMOUNT, "tablets": WHOLE})


def _tablets_row(value: object) -> object:
    if not isinstance(value, SuppliedTablets):
        raise ValueError("not tablets")
    return SUPPLIED_TABLETS.write(value)


def _tablets(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("not a row")
    return SUPPLIED_TABLETS.read(value, "documents.supply.tablets")


SUPPLIED = Shape(
    Supplied,
    {"written_on": DATE, "first_on": DATE, "tablets": rows_of(Form(_tablets_row, _tablets)), "as_needed": FLAG},
)


def _supply_row(value: object) -> object:
    if not isinstance(value, Supplied):
        raise ValueError("not a supply")
    return SUPPLIED.write(value)


def _supply(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("not a row")
    return SUPPLIED.read(value, "documents.supply")


DOCUMENT = Shape(
    DocumentMade,
    {
        "kind": TEXT,
        "revision": maybe(WHOLE),
        "at": TEXT,
        "by": TEXT,
        "digest": TEXT,
        "pages": WHOLE,
        "language": TEXT,
        "kept": TEXT,
        "supply": maybe(Form(_supply_row, _supply)),
    },
)
ANSWERED = Shape(Answered, {"key": TEXT, "reason": TEXT, "by": TEXT, "at": TEXT})
BEGUN = Shape(BegunAnswer, {"key": TEXT, "about": TEXT, "reason": TEXT, "by": TEXT, "at": TEXT})
OWN_LINE = Shape(OwnLine, {"mg": AMOUNT, "kind": choice(LineKind)})


def _line_row(value: object) -> object:
    if not isinstance(value, OwnLine):
        raise ValueError("not a line")
    return OWN_LINE.write(value)


def _line(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("not a row")
    return OWN_LINE.read(value, "practice.own_policies.lines")


OWN_POLICY = Shape(
    OwnPolicy,
    {
        "id": TEXT,
        "base": TEXT,
        "name": TEXT,
        "reason": TEXT,
        "by": TEXT,
        "on": DATE,
        "start_low_mg": AMOUNT,
        "start_high_mg": AMOUNT,
        "largest_rise_mg": AMOUNT,
        "rise_is_wall": FLAG,
        "shortest_days": WHOLE,
        "lines": rows_of(Form(_line_row, _line)),
        "fall_per_two_days_mg": AMOUNT,
        "fall_is_note": FLAG,
        "counts_as_needed": FLAG,
        "stop_at_least_days": maybe(WHOLE),
        "retired": FLAG,
    },
)


def _own_row(value: object) -> object:
    if not isinstance(value, OwnPolicy):
        raise ValueError("not a policy")
    return OWN_POLICY.write(value)


def _own(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("not a row")
    return OWN_POLICY.read(value, "practice.own_policies")


PRACTICE = Shape(
    Practice,
    {
        "name": TEXT,
        "doctor": TEXT,
        "identifier": TEXT,
        "address": TEXT,
        "phone": TEXT,
        "emergency": TEXT,
        "policy": TEXT,
        "product": TEXT,
        "language": TEXT,
        "paper": TEXT,
        "own_policies": rows_of(Form(_own_row, _own)),
        "logo": BYTES,
        "handouts": rows_of(TEXT),
    },
)
