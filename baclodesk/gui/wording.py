"""Fixed words of a page, bound once to their setters and said again when the language changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from baclodesk.services.texts import Texts

Setter = Callable[[str], object]


class Speaks(Protocol):
    """A part of the window that can take another language."""

    def retranslate(self, texts: Texts) -> None:
        """Show every sentence in the language of ``texts``."""


class Wording:
    """Which setter shows which sentence; ``apply`` says them all."""

    def __init__(self) -> None:
        self._bound: list[tuple[Setter, str]] = []
        self._parts: list[Speaks] = []

    def bind(self, setter: Setter, key: str) -> None:
        """Let ``setter`` show the sentence ``key`` at every ``apply``."""
        self._bound.append((setter, key))

    def follow(self, part: Speaks) -> None:
        """Let ``part`` be retranslated with this one."""
        self._parts.append(part)

    def apply(self, texts: Texts) -> None:
        """Say everything in the language of ``texts``."""
        for setter, key in self._bound:
            setter(texts(key))
        for part in self._parts:
            part.retranslate(texts)
