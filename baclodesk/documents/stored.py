"""Text that somebody typed, kept apart from the program's own sentences all the way to the paper.

Typed text is wrapped in the Unicode isolates meant for quoting foreign text. The wording check skips what is inside
them, the glyph check names it, and the pen takes the marks off. Nothing reads markup out of any text, so ``<b>`` in a
note is five letters on paper.
"""

from __future__ import annotations

import re
import unicodedata

OPEN, CLOSE = "\u2068", "\u2069"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")
_QUOTED = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
_BLANKS = re.compile(r"[\t\v\f\x1c-\x1f\x85\u2028\u2029]")


def stored(text: str) -> str:
    """Mark ``text`` as typed by somebody; composed, with one kind of line end, blanks at the ends taken off."""
    clean = _MARKS.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    clean = _BLANKS.sub(" ", clean).strip()
    return f"{OPEN}{clean}{CLOSE}" if clean else ""


def plain(text: str) -> str:
    """Give the text as it stands on paper, without the marks."""
    return text.replace(OPEN, "").replace(CLOSE, "") if OPEN in text else text


def own_words(text: str) -> str:
    """Give the program's own words of a sentence, with ``…`` where typed text stands."""
    return _QUOTED.sub("…", text) if OPEN in text else text
