"""Why a document was not made. None of these errors holds a patient's data."""

from __future__ import annotations


class DocumentRefused(Exception):  # noqa: N818 - it says what happened; nothing is broken
    """No document was written. ``code`` names the sentence (``documents.refused.<code>``), ``values`` fill it.

    ``place`` says where, in terms of the sheet: ``"stage 4, 13:00"`` is written as ``"stage 4, time 2"``.
    """

    def __init__(self, code: str, place: str = "", **values: str) -> None:
        super().__init__(f"{code} ({place})" if place else code)
        self.code, self.place, self.values = code, place, dict(values)
