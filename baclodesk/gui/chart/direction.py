"""Words in a window laid out from right to left: they change sides, their own order stays."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_FIRST_STRONG, _END = "\u2068", "\u2069"


def held(words: str) -> str:
    """Give words that keep their order ("6 pm", "1½", "Reduce…") where Qt lays a line out from right to left."""
    return f"{_FIRST_STRONG}{words}{_END}" if words and QGuiApplication.isRightToLeft() else words
