"""The secretary's queue: which papers are due this week, and how far each of them is. Pure values, no clock."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from baclodesk.domain.phase import PhaseKind
from baclodesk.services.ports import Listed
from baclodesk.services.printing import MOST_COPIES

WEEK_DAYS: Final = 7
"""How many days, today among them, the queue looks ahead for appointments and back for sheets already printed."""
SCHEDULE, CONSENT, LEAFLET = "schedule", "consent", "leaflet"
HANDOUTS: Final = ("calendar", "fridge", "diary", LEAFLET, "card", "prescription", "letter_pharmacist")
"""What a practice may hand out with every issued plan, besides the schedule, in the order of printing."""
_RUNNING: Final = frozenset(
    {
        PhaseKind.PLANNED,
        PhaseKind.RISING,
        PhaseKind.STEPPED_BACK,
        PhaseKind.HOLDING,
        PhaseKind.MAINTENANCE,
        PhaseKind.REDUCING,
        PhaseKind.STOPPING,
        PhaseKind.PAUSED,
    }
)


class Reason(StrEnum):
    """Why a paper is due: its plan was issued and is not printed; it is to be signed; its patient comes this week."""

    ISSUED = "issued"
    SIGN = "sign"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Due:
    """One paper that is due; ``on`` and ``time`` are those of the appointment, if there is one this week."""

    patient_id: str
    name: str = field(repr=False)
    reason: Reason
    on: date | None = None
    time: str = ""
    kind: str = SCHEDULE

    @property
    def key(self) -> str:
        """What names the paper: its patient's id and its kind."""
        return f"{self.patient_id}/{self.kind}"


def due(patients: Iterable[Listed], today: date, handouts: Container[str] = ()) -> tuple[Due, ...]:
    """Give the papers due, those of an appointment first, in its order; then by name.

    A schedule: issued and not printed, or of a running plan with an appointment in WEEK_DAYS, unless it was printed for
    its present revision within the last WEEK_DAYS. A consent: prepared and not printed. The practice's ``handouts``:
    not written for the present revision (a leaflet: not at all) while its schedule is due or was issued in WEEK_DAYS.
    """
    found = [item for listed in patients for item in _of(listed, today, handouts)]
    return tuple(sorted(found, key=_order))


def _order(item: Due) -> tuple[date, str, str, int]:
    kinds = (SCHEDULE, *HANDOUTS, CONSENT)
    return item.on or date.max, item.time or "99", item.name, kinds.index(item.kind)


def _of(listed: Listed, today: date, handouts: Container[str]) -> Iterator[Due]:
    if listed.damaged:
        return
    visit, span = listed.next_visit, timedelta(days=WEEK_DAYS)
    soon = visit is not None and today <= visit < today + span
    on, time = (visit, listed.next_time) if soon else (None, "")
    base = Due(listed.id, listed.full_name, Reason.ISSUED, on, time)
    if listed.start is not None and (listed.to_print or listed.phase in _RUNNING):
        fresh = listed.printed_on is not None and today - span < listed.printed_on
        if listed.to_print:
            yield base
        elif soon and not fresh:
            yield replace(base, reason=Reason.VISIT)
        new = listed.issued_on is not None and today - span < listed.issued_on
        if listed.to_print or soon or new:
            wanted = (kind for kind in HANDOUTS if kind in handouts and kind not in listed.papers)
            yield from (replace(base, kind=kind) for kind in wanted)
    if listed.consent_waits:
        yield replace(base, reason=Reason.SIGN, kind=CONSENT)


class Step(StrEnum):
    """How far a row is. WAITING: due, nobody asked for it yet · QUEUED: comes next · UNNOTED: printed, not yet in the
    dossier."""

    WAITING = "waiting"
    QUEUED = "queued"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    UNNOTED = "unnoted"
    CANCELLED = "cancelled"


OPEN_STEPS: Final = frozenset({Step.WAITING, Step.FAILED, Step.CANCELLED})
"""Steps from which a row can be printed (again) by hand."""
BUSY_STEPS: Final = frozenset({Step.QUEUED, Step.PRINTING})


@dataclass(frozen=True, slots=True)
class Row:
    """A patient's document in the queue; ``page`` of ``pages`` while it prints, ``trouble`` an error's code."""

    due: Due
    copies: int = 1
    step: Step = Step.WAITING
    page: int = 0
    pages: int = 0
    trouble: str = ""

    @property
    def key(self) -> str:
        """What names the row."""
        return self.due.key

    @property
    def kind(self) -> str:
        """Which kind of document it is."""
        return self.due.kind


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows in order; every method gives another queue. An unknown key changes nothing."""

    rows: tuple[Row, ...] = ()

    def row(self, key: str) -> Row | None:
        """Give the row of this key."""
        return next((row for row in self.rows if row.key == key), None)

    def _with(self, key: str, change: Callable[[Row], Row]) -> Queue:
        return Queue(tuple(change(row) if row.key == key else row for row in self.rows))

    def merged(self, found: Sequence[Due]) -> Queue:
        """Take what is due now; rows at work, done or failed stay in sight, those only waiting go when no longer due.

        A row that is done is due again only when its plan was issued anew, or its consent prepared anew.
        """
        now = {item.key: item for item in found}
        kept = {row.key: taken for row in self.rows if (taken := _renewed(row, now.get(row.key))) is not None}
        rows = (*(Row(item) for key, item in now.items() if key not in kept), *kept.values())
        return Queue(tuple(sorted(rows, key=lambda row: _order(row.due))))

    def stepped(self, key: str, step: Step, trouble: str = "") -> Queue:
        """Bring a row to a step; its pages are counted anew."""
        return self._with(key, lambda row: replace(row, step=step, trouble=trouble, page=0, pages=0))

    def paged(self, key: str, page: int, pages: int) -> Queue:
        """Note how many pages of a row were handed over."""
        return self._with(key, lambda row: replace(row, page=page, pages=pages))

    def with_copies(self, key: str, copies: int) -> Queue:
        """Take another number of copies, as far as the row is not being printed already."""
        wanted = max(1, min(MOST_COPIES, copies))
        return self._with(key, lambda row: row if row.step in BUSY_STEPS else replace(row, copies=wanted))

    def all_queued(self, also: Container[str] = ()) -> Queue:
        """Ask for every row that waits, and for those that failed with a code of ``also``; the others one by one."""

        def wanted(row: Row) -> bool:
            return row.step is Step.WAITING or (row.step is Step.FAILED and row.trouble in also)

        return Queue(tuple(replace(row, step=Step.QUEUED, trouble="") if wanted(row) else row for row in self.rows))

    def none_queued(self) -> Queue:
        """Let every row that was asked for and not begun wait again."""
        return Queue(tuple(replace(row, step=Step.WAITING) if row.step is Step.QUEUED else row for row in self.rows))

    @property
    def next(self) -> Row | None:
        """The row to be printed next."""
        return next((row for row in self.rows if row.step is Step.QUEUED), None)

    def count(self, *steps: Step) -> int:
        """Count the rows at these steps."""
        return sum(1 for row in self.rows if row.step in steps)


def _renewed(row: Row, found: Due | None) -> Row | None:
    if row.step is Step.WAITING:
        return None if found is None else replace(row, due=found)
    if row.step is Step.DONE and found is not None and found.reason is not Reason.VISIT:
        return Row(found)
    return row if found is None else replace(row, due=found)
