"""The consent: which clauses in which version were put to the patient, and what became of it.

The clauses' texts are data (``resources/consent.*.toml``), versioned; a signed version can always be printed again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class ConsentState(StrEnum):
    """Where the consent stands."""

    NONE = "none"
    PREPARED = "prepared"
    PRINTED = "printed"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent; ``variant`` is ``on_label`` or ``off_label``, ``version`` that of the texts, ``language`` the print's.

    ``optional`` lists optional clauses switched on (none by default); ``up_to_mg`` the highest day dose it covers;
    ``paper_at`` says where the signed paper is kept; ``strokes`` a drawn signature as lines of points (0 to 1000).
    ``clauses`` holds code, title and text as they were put to the patient, so that later versions change nothing here;
    ``text_digest`` is their SHA-256; ``scan`` names a sealed attachment.
    """

    state: ConsentState = ConsentState.NONE
    variant: str = "off_label"
    version: str = ""
    language: str = "en"
    optional: tuple[str, ...] = ()
    up_to_mg: Fraction | None = None
    doctor: str = field(default="", repr=False)
    patient: str = field(default="", repr=False)
    witness: str = field(default="", repr=False)
    prepared_on: date | None = None
    printed_on: date | None = None
    signed_on: date | None = None
    paper_at: str = field(default="", repr=False)
    withdrawn_on: date | None = None
    withdrawn_note: str = field(default="", repr=False)
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(default=(), repr=False)
    text_digest: str = ""
    clauses: tuple[tuple[str, str, str], ...] = ()
    scan: str = ""

    @property
    def is_signed(self) -> bool:
        """Tell whether a signature stands and was not withdrawn."""
        return self.state is ConsentState.SIGNED
