"""What the patient list shows of a dossier: a small row made once per saved revision, read against today's date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.intake import Decision
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.phase import Phase, PhaseKind, before_treatment, in_treatment
from baclodesk.services.ports import Listed
from baclodesk.storage import codec
from baclodesk.storage.fields import amount_text
from baclodesk.storage.schema import Tables

VERSION: Final = 3
"""To be raised whenever :func:`summary` changes, so that rows cached before are made again."""
SCHEDULE: Final = "schedule"


def summary(_: str, tables: Tables) -> dict[str, Any]:
    """Give a dossier's row as plain JSON values; raises RecordError."""
    return of_record(codec.decode(tables))


def of_record(record: PatientRecord) -> dict[str, Any]:
    """Give a record's row as plain JSON values."""
    identity, issue = record.identity, record.current_issue
    row: dict[str, Any] = {
        "name": identity.full_name,
        "born": identity.birth_date.isoformat() if identity.birth_date else "",
        "before": before_treatment(record).value,
        "open": record.intake.decision.decision is Decision.OPEN,
        "visits": [[item.on.isoformat(), item.time] for item in record.appointments],
    }
    row["consent"] = record.consent.state is ConsentState.PREPARED
    row["visits"] += [[visit.next_visit.isoformat(), ""] for visit in record.visits if visit.next_visit]
    if issue is not None and issue.plan.start is not None:
        row["start"] = issue.plan.start.isoformat()
        row["stages"] = [[stage.days, amount_text(stage.daily_mg)] for stage in issue.plan.stages]
        row["before_mg"] = amount_text(issue.plan.before_mg)
        row["top"] = amount_text(issue.plan.top_mg)
        row["reason"] = any(answer.reason for answer in issue.answers)
        sheets = [made.at for made in record.documents if made.kind == SCHEDULE and made.revision == issue.revision]
        row["to_print"] = not sheets
        row["printed"] = max(sheets, default="")[:10]
        row["issued"] = issue.issued_at[:10]
        row["papers"] = sorted({made.kind for made in record.documents if made.revision in (None, issue.revision)})
    return row


@lru_cache(maxsize=512)
def _amount(text: str) -> Fraction:
    return Fraction(text)


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def listed(patient_id: str, row: Mapping[str, Any], today: date, *, draft: bool = False) -> Listed:
    """Give the list's row for ``today``: the next visit and the phase are read against it."""
    if "unreadable" in row:
        return Listed(patient_id, "", damaged=True, draft=draft)
    coming = min((visit for visit in row["visits"] if visit[0] >= today.isoformat()), default=("", ""))
    stages = tuple((days, mg) for days, mg in row.get("stages", ()))
    phase = _phase(row, stages, today)
    return Listed(
        id=patient_id,
        full_name=row["name"],
        birth_date=_day(row["born"]) if row["born"] else None,
        phase=phase.kind.value,
        start=_day(row["start"]) if stages else None,
        next_visit=_day(coming[0]) if coming[0] else None,
        next_time=coming[1],
        top_mg=row.get("top", ""),
        stages=stages,
        intake_open=row["open"],
        to_print=row.get("to_print", False),
        reason_on_file=row.get("reason", False),
        stop_day=phase.stop_day,
        stop_days=phase.stop_days,
        draft=draft,
        printed_on=_day(row["printed"]) if row.get("printed") else None,
        issued_on=_day(row["issued"]) if row.get("issued") else None,
        papers=tuple(row.get("papers", ())),
        consent_waits=row.get("consent", False),
    )


def _phase(row: Mapping[str, Any], stages: tuple[tuple[int | None, str], ...], today: date) -> Phase:
    if not stages:
        return Phase(PhaseKind(row["before"]))
    doses = [(days, _amount(mg)) for days, mg in stages]
    return in_treatment(doses, _day(row["start"]), today, _amount(row["before_mg"]))
