"""What the signs of a printed plan mean: samples and words between the titles of the axes, else in rows below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baclodesk.domain.chart_list import Box, Item, Label, Line, Metrics, Path
from baclodesk.services.texts import Texts

STYLE = "legend"
_SAMPLE, _GAP, _APART = 16.0, 4.0, 14.0
LINES = {"other": "other", "policy": "policy", "unrecorded": "unrecorded"}
BOXES = {"taken": "taken", "taken_some": "taken.some", "taken_more": "taken.more", "missed": "missed"}


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs named, in rows; ``in_title``: the only row stands between the titles of the axes."""

    rows: tuple[tuple[str, ...], ...]
    in_title: bool

    @property
    def rows_below(self) -> int:
        """How many rows need room under the picture."""
        return 0 if self.in_title else len(self.rows)


def legend_of(signs: Sequence[str], width: float, title_room: float, metrics: Metrics, texts: Texts) -> Legend:
    """Lay ``signs`` (keys of the texts) out in ``title_room`` between the titles, else in rows of ``width``."""
    if _width(signs, metrics, texts) <= title_room:
        return Legend((tuple(signs),), in_title=True)
    rows: list[list[str]] = [[]]
    for sign in signs:
        if rows[-1] and _width([*rows[-1], sign], metrics, texts) > width:
            rows.append([])
        rows[-1].append(sign)
    return Legend(tuple(tuple(row) for row in rows), in_title=False)


def _words(sign: str, texts: Texts) -> str:
    return texts(f"plan_picture.legend.{sign}")


def _width(signs: Sequence[str], metrics: Metrics, texts: Texts) -> float:
    each = sum(_SAMPLE + _GAP + metrics.width(_words(sign, texts), STYLE) for sign in signs)
    return each + _APART * (len(signs) - 1)


def legend_row(signs: Sequence[str], left: float, base: float, metrics: Metrics, texts: Texts) -> Iterator[Item]:
    """Draw one row of samples and words from ``left`` on, with its base line at ``base``."""
    for sign in signs:
        yield from _sample(sign, left, base)
        left += _SAMPLE + _GAP
        words = _words(sign, texts)
        yield Label(left, base, words, STYLE)
        left += metrics.width(words, STYLE) + _APART


def row_width(signs: Sequence[str], metrics: Metrics, texts: Texts) -> float:
    """Give how wide a row is."""
    return _width(signs, metrics, texts)


def _sample(sign: str, left: float, base: float) -> Iterator[Item]:
    right, top = left + _SAMPLE, base - 7.0
    if sign == "planned":
        yield Box(left, top + 3, _SAMPLE, base - top - 3, "fill")
        yield Path(((left, top + 3), (right, top + 3)), "outline")
    elif sign in LINES:
        y = base if sign == "unrecorded" else base - 3
        yield Line(left, y, right, y, LINES[sign])
    else:
        yield Box(left + 4, top, 8, base - top, BOXES[sign])
        if sign == "missed":
            yield Line(left + 4, (top + base) / 2, left + 12, (top + base) / 2, "missed")
        if sign == "taken_some":
            yield from hatch(left + 4, top, left + 12, base)


def hatch(left: float, top: float, right: float, bottom: float, gap: float = 3.5) -> Iterator[Item]:
    """Draw slanting lines within a rectangle."""
    height = bottom - top
    start = left - height + gap
    while start < right:
        x0, x1 = max(start, left), min(start + height, right)
        yield Line(x0, bottom - (x0 - start), x1, bottom - (x1 - start), "hatch")
        start += gap
