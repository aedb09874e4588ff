"""What another policy would change: all open plans checked again, and the findings that come or go for each patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.phase import PhaseKind
from baclodesk.services.facts import findings_of
from baclodesk.services.library import Library
from baclodesk.services.ports import Listed, PracticeStore

Progress = Callable[[int, int], None]
"""Called before each patient with how many are done and how many there are, and once at the end."""
_OVER = (PhaseKind.STOPPED.value, PhaseKind.RUN_OUT.value)


@dataclass(frozen=True, slots=True)
class PatientChange:
    """What changes for one patient: findings that appear and disappear, the worst first."""

    patient_id: str
    full_name: str = field(repr=False)
    appear: tuple[Finding, ...]
    disappear: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """The outcome: ``changes`` of those of the ``checked`` plans that change; ``unreadable`` patient ids left out.

    ``cancelled``: the list holds only those looked at until then.
    """

    changes: tuple[PatientChange, ...]
    checked: int
    unreadable: tuple[str, ...] = ()
    cancelled: bool = False


def compared(
    record: PatientRecord, before: str, after: str, today: date, library: Library
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the findings that appear and those that disappear when ``after`` holds instead of ``before`` (ids).

    A finding that stays under another number stays; kind and place make it the same.
    """
    old = {item.key: item for item in findings_of(record, before, today, library=library)}
    new = {item.key: item for item in findings_of(record, after, today, library=library)}
    appear = tuple(item for key, item in new.items() if key not in old)
    return appear, tuple(item for key, item in old.items() if key not in new)


def has_open_plan(row: Listed) -> bool:
    """Tell whether a plan of this patient may still be followed or issued."""
    return not row.damaged and row.phase not in _OVER


def recheck(
    store: PracticeStore,
    before: str,
    after: str,
    today: date,
    library: Library,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PolicyChange:
    """Check every open plan of a practice under both policies (ids); nothing is written.

    ``cancelled`` is asked before each patient. A dossier that cannot be read is named and passed over. Raises KeyError
    for an unknown policy, and the store's errors when the list itself cannot be read.
    """
    for policy in (before, after):
        library.rules_for(None, policy)
    rows = store.patients()
    damaged = [row.id for row in rows if row.damaged]
    open_rows = [row for row in rows if has_open_plan(row)]
    changes: list[PatientChange] = []
    checked = 0
    for done, row in enumerate(open_rows):
        if cancelled is not None and cancelled():
            return PolicyChange(tuple(changes), checked, tuple(damaged), cancelled=True)
        if progress is not None:
            progress(done, len(open_rows))
        record = _read(store, row.id)
        if record is None:
            damaged.append(row.id)
            continue
        if record.plan is None and record.plan_in_force is None:
            continue
        checked += 1
        appear, disappear = compared(record, before, after, today, library)
        if appear or disappear:
            changes.append(PatientChange(row.id, row.full_name, appear, disappear))
    if progress is not None:
        progress(len(open_rows), len(open_rows))
    return PolicyChange(tuple(changes), checked, tuple(damaged))


def _read(store: PracticeStore, patient_id: str) -> PatientRecord | None:
    """Read a record; the store's typed errors, which carry a code, mean that this one cannot be read."""
    try:
        return store.open(patient_id).record
    except Exception as problem:
        if not hasattr(problem, "code"):
            raise
        return None
