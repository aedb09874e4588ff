"""The two faces on paper: loaded once, measured, and asked which letters they have.

DejaVu Sans and its Bold lie subset in ``resources/fonts`` (recipe: ``packaging/subset_fonts.py``).
"""

from __future__ import annotations

from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from baclodesk.paths import resources

REGULAR, BOLD = "BacloDesk-Sans", "BacloDesk-Sans-Bold"
STAND_IN = "\u25af"
_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}


@cache
def load() -> tuple[dict[int, float], dict[int, float]]:
    """Register both faces; gives their advance widths per code point, in thousandths of the size."""
    rl_config.useA85 = 0  # pages as bytes, not as letters: a fifth smaller and quicker, and every reader takes them
    tables = []
    for name, file in _FILES.items():
        font = TTFont(name, str(resources() / "fonts" / file), shapable=False)
        pdfmetrics.registerFont(font)
        tables.append({code: font.face.charWidths[code] for code in font.face.charToGlyph})
    return tables[0], tables[1]


def font(*, bold: bool) -> TTFont:
    """Give a registered face."""
    load()
    face = pdfmetrics.getFont(name(bold=bold))
    assert isinstance(face, TTFont)
    return face


@cache
def known() -> frozenset[str]:
    """Give every letter both faces have, and the line end."""
    regular, bold = load()
    return frozenset(chr(code) for code in regular.keys() & bold.keys()) | {"\n"}


def name(*, bold: bool) -> str:
    """Give the registered name of a face."""
    return BOLD if bold else REGULAR


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool) -> float:
    """Give the width of ``text`` (known letters only, no line end) in points."""
    table = load()[1 if bold else 0]
    return sum(table[ord(letter)] for letter in text) * size / 1000


def missing(text: str) -> str:
    """Give the letters of ``text`` the faces lack, each once, in order."""
    letters = known()
    return "" if letters.issuperset(text) else "".join(dict.fromkeys(one for one in text if one not in letters))


def printable(text: str) -> str:
    """Give ``text`` with a hollow box for every letter the faces lack: seen on paper, never dropped."""
    letters = known()
    return text if letters.issuperset(text) else "".join(one if one in letters else STAND_IN for one in text)
