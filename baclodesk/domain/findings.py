"""Findings: what was noticed, how hard the program insists, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How hard the program insists.

    A NOTE is shown; a CAUTION is ticked at issue; a STOP is lifted by a doctor's typed reason; a REFUSE never.
    """

    NOTE = 1
    CAUTION = 2
    STOP = 3
    REFUSE = 4

    @property
    def word(self) -> str:
        """The lower-case word used in data and exports."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed.

    ``code`` names its sentence and source in the data; ``stage`` is a stage number from 1, ``day`` a day number,
    ``item`` an intake question, a time of day or a kind, where it has one; ``values`` are exact texts that fill the
    sentence. ``answered``: the stage carries an exemption for it; it stays listed.
    """

    code: str
    severity: Severity
    stage: int | None = None
    day: int | None = None
    item: str = ""
    values: tuple[tuple[str, str], ...] = ()
    answered: bool = False

    @property
    def key(self) -> str:
        """A stable name of this finding in its plan, under which a reason or a tick is kept."""
        place = "" if self.stage is None else f"@{self.stage}"
        return f"{self.code}{place}{'/' + self.item if self.item else ''}"
