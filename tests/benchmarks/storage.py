"""What saving, opening and listing cost, beside the bare writing and reading of the same bytes.

``python -m tests.benchmarks.storage [folder]`` prints a table. Saves and bare writes alternate in one process, so that
whatever else the computer does falls on both. ``floor`` is write, sync, rename of the same sealed bytes; ``durable
floor`` adds the directory's sync, without which a rename may be lost with the power.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typing_extensions import override

from baclodesk.storage import dossier, files, keyring, keyringfile
from baclodesk.storage.kdf import CHEAPEST
from baclodesk.storage.layout import Layout
from baclodesk.storage.revisions import Base
from baclodesk.storage.schema import Tables
from baclodesk.storage.vault import Vault

SIZES = (100, 1_000, 10_000)
ROUNDS = 300
LIST_ROUNDS = 5
_WORDS = [
    "dose",
    "matin",
    "midi",
    "soir",
    "nuit",
    "sommeil",
    "envie",
    "verre",
    "semaine",
    "effet",
    "somnolence",
    "vertige",
    "bien",
    "moins",
    "plus",
]


class Unsynced(files.FileSystem):
    """Skips syncing while the vault is filled; never used for what is measured."""

    @override
    def sync(self, handle: int) -> None:
        pass

    @override
    def sync_dir(self, path: Path) -> None:
        pass


def sample(number: int, edit: int = 0) -> Tables:
    """A dossier of some 15 KB of JSON, as after a year of visits."""
    chance = random.Random(number)

    def note(words: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(words))

    visits = [{"day": 14 * k, "dose_mg": f"{10 * k}", "drinks": k % 7, "note": note(70)} for k in range(24)]
    stages = [{"day": 3 * k, "doses": ["10", "10", "10", "0"], "why": note(4)} for k in range(40)]
    identity = {"name": f"Patient {number}", "born": "1970-01-01", "edit": edit}
    return dossier.tables_from(
        {"identity": [identity], "intake": [{"text": note(120)}], "stages": stages, "visits": visits}
    )


def summary(_: str, tables: Tables) -> dict[str, Any]:
    """What a row of the patient list needs."""
    return {**tables["identity"]["1"], "visits": len(tables["visits"]), "next": "2026-01-01", "phase": "titration"}


def filled(folder: Path, patients: int) -> tuple[Vault, dict[str, Base]]:
    """Return an open vault of so many patients and the base of each."""
    place = folder / "vault"
    ring, keys, _ = keyring.create("Dr Bench", "otter velvet canyon marble lantern biscuit thunder", CHEAPEST)
    files.ensure_dir(files.FileSystem(), place)
    Layout(place).make(files.FileSystem())
    keyringfile.write(files.FileSystem(), place, ring)
    filling = Vault(place, ring, keys, folder / "local", Unsynced())
    chance = random.Random(patients)
    ids = [f"{chance.getrandbits(128):032x}" for _ in range(patients)]
    bases = {dossier_id: filling.save(dossier_id, sample(number), None) for number, dossier_id in enumerate(ids)}
    os.sync()
    return Vault(place, ring, keys, folder / "local", files.FileSystem()), bases


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def bare_write(folder: Path, data: bytes, *, durable: bool) -> None:
    """Write, sync, rename; with the directory's sync when ``durable``."""
    temporary = folder / "bare.tmp"
    with temporary.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    temporary.replace(folder / "bare")
    if durable:
        files.FileSystem().sync_dir(folder)


def measure(folder: Path, patients: int) -> dict[str, Any]:
    """Return the medians, in milliseconds, and ratios for a vault of so many patients."""
    vault, bases = filled(folder, patients)
    bare = folder / "bare"
    bare.mkdir()
    first_list = timed(lambda: vault.index(summary))
    chance = random.Random(1)
    times: dict[str, list[float]] = {name: [] for name in ("save", "floor", "durable", "open", "read")}
    for turn in range(ROUNDS):
        dossier_id = chance.choice(list(bases))
        body = sample(turn, turn + 1)
        start = time.perf_counter()
        bases[dossier_id] = vault.save(dossier_id, body, bases[dossier_id])
        times["save"].append((time.perf_counter() - start) * 1000)
        path = folder / "vault" / "d" / dossier_id[:2] / f"{dossier_id}.{bases[dossier_id].revision:08d}.bdk"
        data = path.read_bytes()
        times["floor"].append(timed(lambda data=data: bare_write(bare, data, durable=False)))  # type: ignore[misc]
        times["durable"].append(timed(lambda data=data: bare_write(bare, data, durable=True)))  # type: ignore[misc]
        other = chance.choice(list(bases))
        times["open"].append(timed(lambda other=other: vault.load(other)))  # type: ignore[misc]
        times["read"].append(timed(lambda path=path: path.read_bytes()))  # type: ignore[misc]
    listing = [timed(lambda: vault.index(summary)) for _ in range(LIST_ROUNDS)]
    vault._index.flush()
    fresh = [_list_after_start(vault) for _ in range(LIST_ROUNDS)]
    middle = {name: statistics.median(values) for name, values in times.items()}
    return {
        "patients": patients,
        "save_ms": middle["save"],
        "floor_ms": middle["floor"],
        "durable_floor_ms": middle["durable"],
        "save_to_floor": middle["save"] / middle["floor"],
        "save_to_durable": middle["save"] / middle["durable"],
        "open_ms": middle["open"],
        "read_ms": middle["read"],
        "list_ms": statistics.median(listing),
        "list_at_start_ms": statistics.median(fresh),
        "list_rebuild_ms": first_list,
        "load": os.getloadavg()[0],
    }


def _list_after_start(vault: Vault) -> float:
    again = Vault(vault._place.folder, vault._ring, vault._keys, vault.local.parent, files.FileSystem())
    return timed(lambda: again.index(summary))


def run(folder: Path | None = None) -> list[dict[str, Any]]:
    """Return one row of figures per number of patients; ``folder`` chooses the disk."""
    rows = []
    for patients in SIZES:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            rows.append(measure(Path(place), patients))
    for row in rows:
        row["save_to_100"] = row["save_ms"] / rows[0]["save_ms"]
        row["open_to_100"] = row["open_ms"] / rows[0]["open_ms"]
    return rows


def main() -> None:
    """Print the figures as a table."""
    rows = run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    for name in rows[0]:
        print(f"{name:>18}" + "".join(f"{row[name]:>12.2f}" for row in rows))  # noqa: T201


if __name__ == "__main__":
    main()
