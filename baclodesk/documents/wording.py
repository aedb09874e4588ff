"""The sentences of the documents in one language, and how doses, days and dates are written on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from baclodesk.domain.plan import IntakeTime
from baclodesk.domain.product import Product, Tablets
from baclodesk.services.texts import NBSP, Texts

from .dose_blocks import DoseCell
from .stored import stored

_WORDS = {
    "morning": "morning",
    "matin": "morning",
    "noon": "noon",
    "midday": "noon",
    "lunch": "noon",
    "midi": "noon",
    "evening": "evening",
    "soir": "evening",
    "bedtime": "bedtime",
    "bed": "bedtime",
    "coucher": "bedtime",
    "au coucher": "bedtime",
    "day": "day",
    "jour": "day",
}


class Words:
    """Sentences of ``documents.toml`` by key, and formats; doses and dates keep their parts on one line."""

    def __init__(self, language: str) -> None:
        self.texts = Texts(language)
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Give a sentence; raises KeyError for a key or a place that is missing."""
        return self.texts(f"documents.{key}", **values)

    def mg(self, value: Fraction) -> str:
        """Write ``70 mg``."""
        return self.texts.mg(value)

    def count(self, tablets: Fraction) -> str:
        """Write ``7 tablets``, ``½ tablet``."""
        return self("unit.tablets", n=tablets, count=self.texts.tablets(tablets))

    def time(self, time: IntakeTime) -> str:
        """Write the head of a time of day: its clock time, its name when that says more, or both in two lines."""
        clock = None if time.at is None else self.clock(time.at)
        word = _WORDS.get(time.name.strip().casefold())
        name = stored(time.name) if word is None else self(f"time.{word}")
        if clock is None:
            return name
        return clock if _minutes(time.name) == _minutes(time.at or "") else f"{name}\n{clock}"

    def clock(self, at: str) -> str:
        """Write a time of day: ``08:00``; in French ``8 h``, ``16 h 30``."""
        if self.language != "fr":
            return at
        hour, minute = str(int(at[:2])), at[3:]
        return f"{hour}{NBSP}h" if minute == "00" else f"{hour}{NBSP}h{NBSP}{minute}"

    def days(self, first: int, last: int | None) -> str:
        """Write day numbers: ``1–5``, ``7``, ``from 71``."""
        if last is None:
            return self("range.days_open", first=first)
        return str(first) if first == last else f"{first}–{last}"

    def dates(self, first: date | None, last: date | None, *, is_open: bool) -> str:
        """Write first and last date with weekdays; the year once when it is the same; empty without a start."""
        if first is None:
            return ""
        if is_open or last is None:
            return self("range.dates_open", first=self.texts.date(first, weekday=True))
        if first == last:
            return self.texts.date(first, weekday=True)
        begin = self.texts.date(first, weekday=True, year=first.year != last.year)
        return f"{begin}{NBSP}– {self.texts.date(last, weekday=True)}"

    def moment(self, at: datetime) -> str:
        """Write a date and a time of day."""
        return f"{self.texts.date(at.date())}, {self.clock(f'{at:%H:%M}')}"

    def birth(self, on: date) -> str:
        """Write a birth date."""
        return self.texts.date(on)

    def dose(self, by_product: Tablets, products: Sequence[Product]) -> DoseCell:
        """Write one dose: ``2½`` of one product; ``2 × 10 mg`` in a line per product when the plan has several."""
        if len(products) == 1:
            return DoseCell((self.texts.tablets(by_product[0]),))
        taken = [(count, item) for count, item in zip(by_product, products, strict=True) if count]
        if not taken:
            return DoseCell(("0",))
        return DoseCell(tuple(f"{self.texts.tablets(n)} ×{NBSP}{self.mg(item.strength_mg)}" for n, item in taken))


_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2}))?\s*(am|pm|h|heures?|o’clock)?", re.IGNORECASE)


def _minutes(text: str) -> int | None:
    """Read a time of day as people write it (``8 am``, ``13h``, ``16 h 30``, ``08:00``); None for other words."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2) or 0), (match.group(3) or "").lower()
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute
