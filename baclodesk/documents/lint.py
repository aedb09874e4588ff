"""Words on paper: the habits that prevent misread doses (ISMP, NHS, Universal Medication Schedule), checked.

Only the program's own words are looked at; what somebody typed stands as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .blocks import Description
from .dose_blocks import BigDoses, DayGrid, StageTable
from .errors import DocumentRefused
from .stored import own_words

_UNITS = r"(?:mg|µg|mcg|g|kg|ml|mL|tablets?|comprimés?|drinks?|verres?|days?|jours?)"
_EVERYWHERE = (
    ("leading_zero", re.compile(r"(?<![\w\d.,])[.,]\d")),
    ("unit_space", re.compile(rf"[\d½¼¾]{_UNITS}\b")),
    ("unit_break", re.compile(r"[\d½¼¾] (?:mg|µg|mcg|g|kg|ml|mL)\b")),
    ("slash_fraction", re.compile(r"(?<![\w/])\d{1,2}\s?[/⁄]\s?\d{1,2}(?![\w/])")),
    ("date_in_figures", re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b")),
    (
        "latin",
        re.compile(
            r"(?<![\w’'])(?:q\.?d\.?|q\.?o\.?d\.?|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|p\.?r\.?n\.?|q\.?h\.?s\.?|"
            r"h\.?s\.?|p\.o\.|a\.c\.|p\.c\.|o\.d\.|t\.d\.s\.|s\.o\.s\.|ad lib)(?![\w’'])",
            re.IGNORECASE,
        ),
    ),
    (
        "forbidden_word",
        re.compile(r"\b(?:safe|safely|(?<!read and )approved|sans danger|(?<!lu et )approuvée?s?)\b", re.IGNORECASE),
    ),
    ("unfilled", re.compile(r"\{\w*\}")),
)
_ENGLISH = (
    ("trailing_zero", re.compile(r"\d\.\d*0(?![\d.])")),
    ("decimal_comma", re.compile(r"\d,\d{1,2}(?!\d)")),
    ("space_before", re.compile(r"\w[ \u00a0][,.;:?!](?:\s|$)")),
)
_FRENCH = (
    ("trailing_zero", re.compile(r"\d,\d*0(?!\d)")),
    ("decimal_point", re.compile(r"\d\.\d")),
    ("thin_space", re.compile(r"[\u202f\u2009]")),
    ("no_space_before", re.compile(r"[^\s\d:;?!…()][;?!](?:\s|$)|\w:(?:\s|$)|[^\s]»|«[^\s]")),
    ("space_may_break", re.compile(r" [:;?!»]|« ")),
    ("straight_apostrophe", re.compile(r"\w'\w")),
    ("straight_quotes", re.compile(r'"')),
)

# A breach of these can be misread as another dose: such a document is refused. The others are found by the tests.
_DANGEROUS = frozenset(
    {
        "trailing_zero",
        "leading_zero",
        "unit_space",
        "slash_fraction",
        "date_in_figures",
        "latin",
        "decimal_comma",
        "decimal_point",
        "unfilled",
        "nothing_is_0",
    }
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A breach of the wording rules: which rule, in which block, the text (never typed by anybody)."""

    rule: str
    key: str
    text: str


@lru_cache(maxsize=8192)
def slips_in(text: str, language: str) -> tuple[str, ...]:
    """Give the names of the rules that ``text`` breaks."""
    rules = (*_EVERYWHERE, *(_FRENCH if language == "fr" else _ENGLISH))
    return tuple(name for name, pattern in rules if pattern.search(text))


def slips(description: Description) -> Iterator[Slip]:
    """Give every breach in a document, its footer and title included; blank or dashed doses too."""
    language = description.language
    for key, text in (*description.texts(), ("title", description.title), ("draft", description.draft)):
        words = text.replace("{page}", "1").replace("{pages}", "1") if key == "footer" else text
        for rule in slips_in(own_words(words), language):
            yield Slip(rule, key, own_words(text))
    for block in description.blocks:
        if isinstance(block, StageTable | DayGrid | BigDoses):
            for row in (block,) if isinstance(block, BigDoses) else block.rows:
                for cell in row.doses:
                    if not cell.lines or not all(any(c.isdigit() or c in "½¼¾" for c in line) for line in cell.lines):
                        yield Slip("nothing_is_0", block.key, " ".join(cell.lines))


def check_wording(description: Description) -> None:
    """Refuse a document whose words could be misread as another dose; the error names rule and block."""
    for slip in slips(description):
        if slip.rule not in _DANGEROUS:
            continue
        raise DocumentRefused("wording", slip.key, rule=slip.rule)
