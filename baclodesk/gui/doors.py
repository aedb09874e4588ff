"""What the sign-in page needs from the store: names, keys, making a practice. Main fits the real one in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from baclodesk.services.ports import PracticeStore


@dataclass(frozen=True, slots=True)
class Made:
    """A practice just made or recovered: unlocked, with the recovery key that is shown this once."""

    store: PracticeStore
    recovery_key: str = field(repr=False)


class Doors(Protocol):
    """The way into a practice. Slow calls (key derivation) run in a thread; errors carry a ``code``."""

    @property
    def folder(self) -> Path:
        """The folder of the practice, made or to be made."""

    def exists(self) -> bool:
        """Tell whether the folder holds a practice."""

    def names(self) -> Sequence[str]:
        """Give the names that can sign in."""

    def choose(self, folder: Path) -> None:
        """Look at another folder from now on."""

    def sign_in(self, name: str, password: str) -> PracticeStore:
        """Unlock with name and password (0.5 to 1 s)."""

    def recover(self, key: str, name: str, new_password: str) -> Made:
        """Unlock with the recovery key, give ``name`` a new password, and replace the key used by a new one."""

    def make(self, name: str, password: str) -> Made:
        """Make a practice in the folder with its first doctor."""

    def change_password(self, store: PracticeStore, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old`` for who is signed in."""

    def strength(self, password: str) -> float:
        """Estimate a password's strength in bits."""

    def enough(self) -> float:
        """Give the strength in bits that a password must reach."""

    def phrase(self) -> str:
        """Give a fresh random phrase of seven words."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Fictional practice: its sign-in is shown and filled in."""

    name: str
    password: str
