"""Times of day as they are typed: read, named, put in order, or refused with one sentence. No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from baclodesk.domain.plan import MAX_TIMES, IntakeTime
from baclodesk.domain.timing import in_order_of_day
from baclodesk.gui.chart import plan_words
from baclodesk.services.texts import Texts

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?\s*(am|pm)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """One row as typed; ``came_from`` is the place it had before, None for a new one."""

    name: str
    clock: str
    came_from: int | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """What was understood: times in the order of the day, and where each of them was before."""

    times: tuple[IntakeTime, ...]
    came_from: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why nothing could be made of it, and the row where that can be mended."""

    sentence: str
    row: int
    in_clock: bool = False


def read_clock(text: str) -> str | None:
    """Read ``8``, ``8:30``, ``8h30``, ``8 h``, ``8.30``, ``1 pm`` as ``HH:MM``; None when it is no time of day."""
    found = _CLOCK.fullmatch(text.replace("\u00a0", " ").strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = (found.group(3) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def read(texts: Texts, rows: Sequence[TypedTime]) -> Times | Wrong:
    """Read all rows (1 to 6). A row without a name is called after its clock time."""
    made: list[IntakeTime] = []
    for place, row in enumerate(rows):
        at = read_clock(row.clock) if row.clock.strip() else None
        if at is None and row.clock.strip():
            return Wrong(texts("chart_plan.times.not_clock", text=row.clock.strip()), place, in_clock=True)
        name = row.name.strip() or ("" if at is None else plan_words.clock(texts, at))
        if not name:
            return Wrong(texts("chart_plan.times.no_name"), place)
        if name.casefold() in {item.name.casefold() for item in made}:
            return Wrong(texts("chart_plan.times.same_name", name=name), place)
        if at is not None and at in {item.at for item in made}:
            clock = plan_words.clock(texts, at)
            return Wrong(texts("chart_plan.times.same_clock", clock=clock), place, in_clock=True)
        made.append(IntakeTime(name, at))
    if not 1 <= len(made) <= MAX_TIMES:
        key = "too_many" if made else "too_few"
        return Wrong(texts(f"chart_plan.times.{key}", most=MAX_TIMES), max(0, len(made) - 1))
    order = in_order_of_day(made)
    return Times(tuple(made[place] for place in order), tuple(rows[place].came_from for place in order))
