"""The list of patients as Qt sees it: headings and rows, filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from baclodesk.services.ports import Listed
from baclodesk.services.texts import Texts

from ..widgets.fields import plain_letters
from .row_words import matters_now

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
HEADING: Final = int(Qt.ItemDataRole.UserRole)
SECOND_LINE: Final = HEADING + 1
PATIENT_ID: Final = HEADING + 2


@dataclass(frozen=True, slots=True)
class _Row:
    heading: str = ""
    listed: Listed | None = None
    with_time: bool = False


class PatientModel(QAbstractListModel):
    """Today's patients, then all that match the search; headings cannot be chosen."""

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__()
        self._texts, self._today = texts, today
        self._all: list[Listed] = []
        self._letters: list[str] = []
        self._rows: list[_Row] = []
        self._search = ""

    def show(self, patients: Sequence[Listed], texts: Texts, today: date) -> None:
        """Take another list, language or day."""
        self._texts, self._today = texts, today
        self._all = list(patients)
        self._letters = [_letters(listed) for listed in self._all]
        self._fill()

    def search(self, text: str) -> None:
        """Show only patients in whose name or birth date every word of ``text`` begins a word."""
        self._search = text
        self._fill()

    def _fill(self) -> None:
        words = [f" {word}" for word in plain_letters(self._search).split()]
        found = [
            listed
            for listed, letters in zip(self._all, self._letters, strict=True)
            if all(word in letters for word in words)
        ]
        today = sorted(
            (listed for listed in found if listed.next_visit == self._today), key=lambda item: item.next_time or "99"
        )
        rows: list[_Row] = []
        if today:
            rows.append(_Row(self._texts("patients.today")))
            rows.extend(_Row(listed=listed, with_time=True) for listed in today)
        key = "patients.found" if words else "patients.all"
        seen = {listed.id for listed in today}
        rest = [listed for listed in found if listed.id not in seen]
        if rest or not today:
            count = len(rest) if words else len(found)
            rows.append(_Row(self._texts(key, n=count, count=self._texts.number(count))))
        rows.extend(_Row(listed=listed) for listed in rest)
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many patients there are, found or not."""
        return len(self._all)

    def listed(self, index: _Index) -> Listed | None:
        """Give the patient of a row, None for a heading."""
        return self._rows[index.row()].listed if index.isValid() else None

    def row_of(self, patient_id: str) -> QModelIndex:
        """Give the first row of a patient; an invalid one when not in sight."""
        for place, row in enumerate(self._rows):
            if row.listed is not None and row.listed.id == patient_id:
                return self.index(place)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """Give the first patient in sight."""
        return next((self.index(n) for n, row in enumerate(self._rows) if row.listed is not None), QModelIndex())

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].listed is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self._rows[index.row()]
        if row.listed is None:
            return row.heading if role in (HEADING, int(Qt.ItemDataRole.DisplayRole)) else None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return row.listed.full_name or self._texts("patients.unreadable_name")
        if role == SECOND_LINE:
            return matters_now(row.listed, self._today, self._texts, with_time=row.with_time)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            second = matters_now(row.listed, self._today, self._texts, with_time=row.with_time)
            return f"{row.listed.full_name}, {second}"
        return row.listed.id if role == PATIENT_ID else None


def _letters(listed: Listed) -> str:
    born = listed.birth_date
    when = "" if born is None else f" {born.day}/{born.month}/{born.year} {born:%d/%m/%Y} {born.year} {born:%d%m%Y}"
    return " " + plain_letters(listed.full_name).replace(",", " ").replace("-", " ") + when
