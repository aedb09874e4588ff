"""A practice of fictional patients in real sealed files, and a try of the store for the installation's own check."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.services import demo
from baclodesk.services.texts import Texts
from baclodesk.storage.errors import Damaged
from baclodesk.storage.kdf import CHEAPEST, KdfParams
from baclodesk.storage.practice_store import VaultPracticeStore
from baclodesk.storage.vault import Vault

DOCTOR: Final = demo.DOCTOR
PASSWORD_WORDS: Final = "garden window silver morning basket theatre lantern"  # noqa: S105 - of fictional patients, shown on purpose


def make_demonstration(
    folder: Path, now: datetime, texts: Texts, *, kdf: KdfParams = CHEAPEST, local: Path | None = None
) -> int:
    """Make the demonstration practice in an empty folder; gives the number of patients.

    Its key costs as little as a keyring may ask for, because nothing in it is secret. Raises the store's errors.
    """
    vault, _recovery = Vault.create(folder, DOCTOR, PASSWORD_WORDS, kdf=kdf, local=local)
    store = VaultPracticeStore(vault, DOCTOR, lambda: now)
    try:
        return demo.fill(store, now.date(), texts.language)
    finally:
        store.lock()


def try_store(folder: Path) -> None:
    """Seal a record, sign in again and read it back; raises Damaged when it comes back different."""
    place, local = folder / "practice", folder / "local"
    vault, _recovery = Vault.create(place, DOCTOR, PASSWORD_WORDS, kdf=CHEAPEST, local=local)
    now = datetime.now(UTC)
    first = VaultPracticeStore(vault, DOCTOR, lambda: now)
    record = PatientRecord(Identity(first.new_id(), "Essai", "Été"))
    first.save(record, None)
    first.lock()
    again = VaultPracticeStore(Vault.unlock(place, DOCTOR, PASSWORD_WORDS, local=local), DOCTOR, lambda: now)
    try:
        if again.open(record.identity.id).record != record:
            raise Damaged("came back different")
    finally:
        again.lock()
