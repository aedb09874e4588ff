"""Breaking text into lines that fit a width. Nothing is ever cut off: a word too long for its line is broken."""

from __future__ import annotations

import re
from functools import lru_cache

from .fonts import printable, width
from .stored import plain
from .theme import Face


@lru_cache(maxsize=8192)
def on_paper(text: str) -> str:
    """Give the text as it is drawn: marks taken off, a hollow box for every letter the faces lack."""
    return printable(plain(text))


def text_width(text: str, face: Face) -> float:
    """Give the width of the widest line of ``text`` in points."""
    drawn = on_paper(text)
    if "\n" not in drawn:
        return width(drawn, face.size, face.bold)
    return max(width(line, face.size, face.bold) for line in drawn.split("\n"))


@lru_cache(maxsize=4096)
def word_width(text: str, face: Face, *, torn: bool = False) -> float:
    """Give the width of the longest word of ``text`` in points: the narrowest column that breaks no word.

    With ``torn`` parts held together by U+00A0 are words of their own.
    """
    words = re.split("[ \n\u00a0]" if torn else "[ \n]", on_paper(text))
    return max(width(word, face.size, face.bold) for word in words)


def wrap(text: str, room: float, face: Face) -> list[str]:
    """Break ``text`` at blanks (never at U+00A0) into lines of at most ``room`` points; line ends stay line ends."""
    return list(_wrapped(on_paper(text), room, face.size, face.bold))


def wrap_after(text: str, taken: float, room: float, face: Face) -> list[str]:
    """Break ``text`` into lines of ``room`` points, the first of which has ``taken`` points used already.

    The first line is empty when not even one word fits beside what is there.
    """
    first, _, rest = on_paper(text).partition("\n")
    words = first.split(" ")
    count = 0
    while count < len(words) and width(" ".join(words[: count + 1]), face.size, face.bold) <= room - taken:
        count += 1
    lines = [" ".join(words[:count])]
    left = " ".join(words[count:])
    if left:
        lines += wrap(left, room, face)
    return lines + (wrap(rest, room, face) if rest else [])


@lru_cache(maxsize=4096)
def _wrapped(text: str, room: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for part in text.split("\n"):
        if width(part, size, bold) <= room:
            lines.append(part)
        else:
            lines += _fill(part, room, size, bold=bold)
    return tuple(lines)


def _fill(text: str, room: float, size: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, bold) > room and len(line) > 1:
            cut = _cut(line, room, size, bold=bold)
            lines.append(line[:cut].rstrip("\u00a0"))
            line = line[cut:]
    lines.append(line)
    return lines


def _cut(word: str, room: float, size: float, *, bold: bool) -> int:
    """Find where to break a word too long for its line: behind a U+00A0 when one fits, else anywhere, at least 1."""
    count = 1
    while count < len(word) and width(word[: count + 1], size, bold) <= room:
        count += 1
    held = word.rfind("\u00a0", 1, count + 1)
    return held + 1 if held > 0 else count
