"""The check code of an issued sheet: which plan, which revision, which doses; no name. Read back, it says whether a
sheet is still the one in force.

A code is ``PPPPPPPP-R-DDDDDDDC``: the plan's short name, its revision, the first seven letters of the plan's digest and
a check letter, so that a code mistyped by one letter, or with two neighbours swapped, is told from an old sheet.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baclodesk.domain.patient import IssuedPlan
from baclodesk.domain.plain import plan_to_dict
from baclodesk.domain.plan import Plan
from baclodesk.services.issuing import is_whole, plan_digest
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

ID_LETTERS, DIGEST_LETTERS = 8, 7
_CHECK = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # 31 letters, none easily taken for another
_SHAPE = re.compile(rf"([0-9A-F]{{{ID_LETTERS}}})-?(\d{{1,4}})-([0-9A-F]{{{DIGEST_LETTERS}}})([{_CHECK}])")
_LOOKALIKES = str.maketrans("OILU", "011V")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


class SheetCodeError(Exception):
    """A text is no check code, or one mistyped; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a check code says."""

    plan_id: str
    revision: int
    digest: str

    @property
    def text(self) -> str:
        """The code as it is printed and scanned; capital letters, figures and dashes only."""
        body = f"{self.plan_id}-{self.revision}-{self.digest}"
        return body + _check_letter(body)


class SheetState(StrEnum):
    """What becomes of a sheet; DIFFERS from its revision here, NEWER than any here, UNKNOWN: another practice's."""

    CURRENT = "current"
    REPLACED = "replaced"
    DIFFERS = "differs"
    NEWER = "newer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SheetVerdict:
    """What a practice's files say about a sheet; dates are days of issue, None where nothing is known."""

    state: SheetState
    code: SheetCode
    patient_id: str = ""
    issued_on: date | None = None
    current_revision: int | None = None
    current_on: date | None = None


def short_plan_id(plan: Plan, patient_id: str = "") -> str:
    """Give eight letters that name a plan on paper without the patient's name.

    Of a patient's plan they follow from the random id of the dossier and stay with it through all revisions; of a plan
    file from its content.
    """
    content = patient_id or json.dumps(plan_to_dict(plan), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:ID_LETTERS].upper()


def sheet_code(patient_id: str, issued: IssuedPlan) -> SheetCode:
    """Give the code of an issued plan."""
    digest = plan_digest(issued.plan)[:DIGEST_LETTERS].upper()
    return SheetCode(short_plan_id(issued.plan, patient_id), issued.revision, digest)


def read_code(text: str) -> SheetCode:
    """Read a code as typed or scanned: any case, blanks and dashes of any kind, O for 0 and I for 1.

    Raises SheetCodeError: ``sheet_code.unreadable`` for something else, ``sheet_code.mistyped`` when the check letter
    does not fit.
    """
    clean = "".join(text.split()).translate(_DASHES).upper().translate(_LOOKALIKES)
    match = _SHAPE.fullmatch(clean)
    if match is None:
        raise SheetCodeError("sheet_code.unreadable")
    plan_id, revision, digest, letter = match.groups()
    code = SheetCode(plan_id, int(revision), digest)
    if code.text[-1] != letter:
        raise SheetCodeError("sheet_code.mistyped")
    return code


def _check_letter(body: str) -> str:
    """Weigh every letter with its place, modulo the prime 31."""
    letters = [letter for letter in body if letter != "-"]
    return _CHECK[sum(place * int(letter, 16) for place, letter in enumerate(letters, 1)) % len(_CHECK)]


def check_sheet(store: PracticeStore, code: SheetCode) -> SheetVerdict:
    """Say what a practice's files know of a sheet; opens the one dossier concerned. Raises the store's errors."""
    for row in store.patients():
        if hashlib.sha256(row.id.encode()).hexdigest()[:ID_LETTERS].upper() == code.plan_id:
            return _verdict(code, row.id, store.open(row.id).record.issued)
    return SheetVerdict(SheetState.UNKNOWN, code)


def _verdict(code: SheetCode, patient_id: str, issued: tuple[IssuedPlan, ...]) -> SheetVerdict:
    if not issued:
        return SheetVerdict(SheetState.UNKNOWN, code, patient_id)
    current, current_on = issued[-1], _day(issued[-1])
    known = next((item for item in issued if item.revision == code.revision), None)
    if known is None:
        state = SheetState.NEWER if code.revision > current.revision else SheetState.UNKNOWN
        return SheetVerdict(state, code, patient_id, None, current.revision, current_on)
    if not is_whole(known) or sheet_code(patient_id, known) != code:
        state = SheetState.DIFFERS
    else:
        state = SheetState.CURRENT if known is current else SheetState.REPLACED
    return SheetVerdict(state, code, patient_id, _day(known), current.revision, current_on)


def _day(issued: IssuedPlan) -> date:
    return date.fromisoformat(issued.issued_at[:10])


def sheet_sentence(verdict: SheetVerdict, texts: Texts) -> str:
    """Say a verdict in one or two sentences, without a name."""

    def written(on: date | None) -> str:
        return "" if on is None else texts.date(on)

    return texts(
        f"sheet.{verdict.state.value}",
        id=verdict.code.plan_id,
        revision=verdict.code.revision,
        on=written(verdict.issued_on),
        current=verdict.current_revision,
        current_on=written(verdict.current_on),
    )
