"""Reasons and ticks given before a plan is issued: kept in the record, so that neither lock nor crash loses them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import BegunAnswer, PatientRecord
from baclodesk.services.answering import stamp
from baclodesk.services.issuing import Reply


def about(finding: Finding) -> str:
    """Give a short digest of what a finding says: another severity or another figure, another digest."""
    plain = json.dumps([finding.severity.word, finding.day, finding.values], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Going:
    """What was begun, against what is asked now; ``changed`` are keys whose figures moved since the reason was typed.

    A tick put to other figures is none: it is asked again. A reason stays, to be read again.
    """

    reply: Reply
    changed: frozenset[str] = frozenset()


def going_on(record: PatientRecord, asked: Iterable[Finding]) -> Going:
    """Give the answers begun for the findings asked now."""
    begun = {item.key: item for item in record.begun}
    reasons, ticks, changed = {}, set(), set()
    for finding in asked:
        item = begun.get(finding.key)
        if item is None:
            continue
        same = item.about == about(finding)
        if item.reason:
            reasons[item.key] = item.reason
            if not same:
                changed.add(item.key)
        elif same:
            ticks.add(item.key)
    return Going(Reply(reasons, frozenset(ticks)), frozenset(changed))


def with_reason(record: PatientRecord, finding: Finding, reason: str, *, by: str, now: datetime) -> PatientRecord:
    """Keep a reason as it is being typed; an empty one takes it back."""
    return _with(record, finding, reason, by, now) if reason else without(record, finding.key)


def with_tick(record: PatientRecord, finding: Finding, *, by: str, now: datetime) -> PatientRecord:
    """Keep a tick."""
    return _with(record, finding, "", by, now)


def without(record: PatientRecord, key: str) -> PatientRecord:
    """Take an answer back."""
    return replace(record, begun=tuple(item for item in record.begun if item.key != key))


def _with(record: PatientRecord, finding: Finding, reason: str, by: str, now: datetime) -> PatientRecord:
    others = without(record, finding.key).begun
    return replace(record, begun=(*others, BegunAnswer(finding.key, about(finding), reason, by, stamp(now))))
