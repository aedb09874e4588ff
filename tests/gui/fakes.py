"""A practice in memory and the way into it, with every failure on a switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.gui.doors import Made
from baclodesk.services.ports import Listed, Notice, Opened
from baclodesk.services.texts import Texts

PASSWORD = "correct horse battery"
NOW = datetime(2026, 11, 22, 10, 20, tzinfo=UTC)


def now() -> datetime:
    return NOW


class RefusedError(Exception):
    """An expected error of the store."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FakeStore:
    """Keeps records in dictionaries. ``save_error``, ``draft_error`` and ``list_error`` are codes to fail with."""

    def __init__(self, user: str = "Dr Laurent", records: Sequence[PatientRecord] = ()) -> None:
        self.user = user
        self.letterhead = Practice(doctor=user)
        self.records = {record.identity.id: (record, 1) for record in records}
        self.drafts: dict[str, PatientRecord] = {}
        self.notices: dict[str, tuple[Notice, ...]] = {}
        self.saves: list[PatientRecord] = []
        self.papers: dict[str, bytes] = {}
        self.save_error = self.draft_error = self.list_error = self.open_error = self.practice_error = ""
        self.locked = False
        self._ids = 0

    def _check(self, code: str) -> None:
        if self.locked:
            raise RefusedError("locked")
        if code == "bug":
            raise RuntimeError("nobody foresaw this")
        if code:
            raise RefusedError(code)

    def practice(self) -> Practice:
        return self.letterhead

    def save_practice(self, practice: Practice) -> None:
        self._check(self.practice_error)
        self.letterhead = practice

    def new_id(self) -> str:
        self._ids += 1
        return f"{self._ids:032x}"

    def patients(self) -> Sequence[Listed]:
        self._check(self.list_error)
        rows = [listed(record) for record, _revision in self.records.values()]
        return sorted(rows, key=lambda row: row.full_name)

    def open(self, patient_id: str) -> Opened:
        self._check(self.open_error)
        record, revision = self.records[patient_id]
        return Opened(record, revision, self.notices.get(patient_id, ()), self.drafts.get(patient_id))

    def save(self, record: PatientRecord, base: int | None) -> int:
        self._check(self.save_error)
        revision = (base or 0) + 1
        self.records[record.identity.id] = (record, revision)
        self.saves.append(record)
        return revision

    def save_draft(self, record: PatientRecord, base: int | None) -> None:
        self._check(self.draft_error)
        self.drafts[record.identity.id] = record

    def discard_draft(self, patient_id: str) -> None:
        self.drafts.pop(patient_id, None)

    def keep_paper(self, content: bytes) -> str:
        self._check(self.save_error)
        name = sha256(content).hexdigest()
        self.papers[name] = content
        return name

    def kept_paper(self, name: str) -> bytes:
        return self.papers[name]

    def lock(self) -> None:
        self.locked = True


def listed(record: PatientRecord) -> Listed:
    plan = record.plan_in_force
    person = record.identity
    return Listed(
        person.id,
        person.full_name,
        person.birth_date,
        phase="rising" if plan else "new",
        start=plan.start if plan else None,
        stages=tuple((stage.days, str(stage.daily_mg)) for stage in plan.stages) if plan else (),
        next_visit=record.appointments[0].on if record.appointments else None,
        next_time=record.appointments[0].time if record.appointments else "",
    )


class FakeDoors:
    """A practice that opens with one password; ``store`` is what lies behind the door."""

    def __init__(self, store: FakeStore, folder: Path, *, made: bool = True) -> None:
        self.store, self._folder, self.made = store, folder, made
        self.password = PASSWORD
        self.make_error = ""

    @property
    def folder(self) -> Path:
        return self._folder

    def exists(self) -> bool:
        return self.made or (self._folder / "keyring").exists()

    def names(self) -> Sequence[str]:
        return [self.store.user, "Dr Martin"] if self.exists() else []

    def choose(self, folder: Path) -> None:
        self._folder = folder

    def sign_in(self, name: str, password: str) -> FakeStore:
        if name != self.store.user or password != self.password:
            raise RefusedError("sign_in_refused")
        self.store.locked = False
        return self.store

    def recover(self, key: str, name: str, new_password: str) -> Made:
        if key != "RECOVERY-KEY":
            raise RefusedError("recovery_key_mistyped")
        self.password = new_password
        return Made(self.store, "NEW-RECOVERY-KEY")

    def make(self, name: str, password: str) -> Made:
        if self.make_error:
            raise RefusedError(self.make_error)
        self.store.user, self.password, self.made = name, password, True
        self.store.letterhead = replace(self.store.letterhead, doctor=name)
        return Made(self.store, "RECOVERY-KEY")

    def change_password(self, store: object, old: str, new: str) -> None:
        if old != self.password:
            raise RefusedError("sign_in_refused")
        self.password = new

    def strength(self, password: str) -> float:
        return 5.0 * len(password)

    def enough(self) -> float:
        return 80.0

    def phrase(self) -> str:
        return "one two three four five six seven"


class LongTexts(Texts):
    """Every sentence at double length, as a language with long words would have it."""

    @override
    def __call__(self, key: str, /, **values: object) -> str:
        text = super().__call__(key, **values)
        longer = ("intake.status_key", "common.")
        return text if key.startswith(longer) or len(text) < 2 else f"{text} {text}"
