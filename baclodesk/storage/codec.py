"""A patient's record as the rows of a TinyDB document, and back.

Tables: ``identity``, ``intake`` (answers), ``intake_history``, ``intake_state``, ``medicines``, ``treatments``,
``information``, ``off_label``, ``support``, ``earlier_decisions``, ``earlier_rows``, ``plan`` (revision 0 is the
draft), ``stages``, ``visits``, ``consents``, ``appointments``, ``documents``, ``begun``. A table that is not there
holds nothing. Rows are plain JSON values. What a later version of the program wrote beside the fields known here is
carried through a save by :func:`carried`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from baclodesk.domain.consent import Consent
from baclodesk.domain.errors import PlanError
from baclodesk.domain.intake import Answer, Intake
from baclodesk.domain.patient import IssuedPlan, PatientRecord
from baclodesk.domain.plain import PLAN_KEYS, STAGE_KEYS, plan_from_dict, plan_to_dict
from baclodesk.domain.plan import Plan
from baclodesk.domain.practice import Practice
from baclodesk.storage import shapes
from baclodesk.storage.schema import Tables
from baclodesk.storage.shapes import RecordError, Row, Shape

T = TypeVar("T")
DRAFT: Final = 0
_ISSUE: Final = ("policy", "issued_at", "issued_by", "digest")
_SUPPORT: Final = ("what", "who", "since")
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "identity": shapes.IDENTITY.names,
    "intake": shapes.ANSWER.names | {"code"},
    "intake_history": shapes.ANSWER.names | {"code", "place"},
    "intake_state": frozenset({"catalogue", "decision"}),
    "medicines": shapes.MEDICINE.names,
    "treatments": shapes.TREATMENT.names,
    "information": shapes.TICK.names,
    "off_label": shapes.TICK.names,
    "support": frozenset(_SUPPORT),
    "earlier_decisions": shapes.DECISION.names,
    "earlier_rows": shapes.ROWS_BEFORE.names,
    "plan": frozenset((PLAN_KEYS - {"stages"}) | {*_ISSUE, "revision", "answers", "finding_keys"}),
    "stages": STAGE_KEYS | {"revision"},
    "visits": shapes.VISIT.names,
    "consents": shapes.CONSENT.names | {"place"},
    "appointments": shapes.APPOINTMENT.names,
    "documents": shapes.DOCUMENT.names,
    "begun": shapes.BEGUN.names,
    "practice": shapes.PRACTICE.names,
}
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": (),
    "intake": ("code",),
    "intake_history": ("code", "place"),
    "intake_state": (),
    "medicines": ("name",),
    "treatments": ("kind", "name"),
    "information": ("code",),
    "off_label": ("code",),
    "support": ("what", "who"),
    "earlier_decisions": ("decision", "on", "by"),
    "earlier_rows": ("name", "until"),
    "plan": ("revision",),
    "stages": ("revision", "uid"),
    "visits": ("id",),
    "consents": ("place",),
    "appointments": ("on", "time"),
    "documents": ("kind", "at"),
    "begun": ("key",),
    "practice": (),
}


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def encode(record: PatientRecord) -> Tables:
    """Give the record's tables; :func:`decode` gives back an equal record."""
    intake = record.intake
    history = [
        {"code": code, "place": place, **shapes.ANSWER.write(answer)}
        for code, answers in intake.history.items()
        for place, answer in enumerate(answers)
    ]
    state = {"catalogue": intake.catalogue, "decision": shapes.DECISION.write(intake.decision)}
    plans = [_plan_rows(DRAFT, record.plan, {})] if record.plan is not None else []
    plans += [_plan_rows(issue.revision, issue.plan, _issue_row(issue)) for issue in record.issued]
    tables: dict[str, list[Row]] = {
        "identity": [shapes.IDENTITY.write(record.identity)],
        "intake": [{"code": code, **shapes.ANSWER.write(answer)} for code, answer in intake.answers.items()],
        "intake_history": history,
        "intake_state": [cast("Row", state)],
        "medicines": [shapes.MEDICINE.write(item) for item in intake.medicines],
        "treatments": [shapes.TREATMENT.write(item) for item in intake.treatments],
        "information": [shapes.TICK.write(item) for item in intake.information],
        "off_label": [shapes.TICK.write(item) for item in intake.off_label],
        "support": [dict(zip(_SUPPORT, row, strict=True)) for row in intake.support],
        "earlier_decisions": [shapes.DECISION.write(item) for item in intake.earlier_decisions],
        "earlier_rows": [shapes.ROWS_BEFORE.write(item) for item in intake.earlier_rows],
        "plan": [row for row, _ in plans],
        "stages": [row for _, stages in plans for row in stages],
        "visits": [shapes.VISIT.write(visit) for visit in record.visits],
        "consents": [
            {"place": place, **shapes.CONSENT.write(consent)}
            for place, consent in enumerate((*record.earlier_consents, record.consent))
        ],
        "appointments": [shapes.APPOINTMENT.write(item) for item in record.appointments],
        "documents": [shapes.DOCUMENT.write(item) for item in record.documents],
        "begun": [shapes.BEGUN.write(item) for item in record.begun],
    }
    return {name: _numbered(rows) for name, rows in tables.items() if rows}


def _numbered(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(number): row for number, row in enumerate(rows, 1)}


def _plan_rows(revision: int, plan: Plan, issue: Row) -> tuple[Row, list[Row]]:
    """Give a plan's row and its stages' rows.

    Every stage's uid and kind stand there, so that no later rule for leaving them out can change a stored plan.
    """
    data = plan_to_dict(plan)
    rows = cast("list[Row]", data.pop("stages"))
    stages = [
        {"revision": revision, **row, "uid": stage.uid, "kind": stage.kind.value}
        for row, stage in zip(rows, plan.stages, strict=True)
    ]
    return {"revision": revision, **data, **issue}, stages


def _issue_row(issue: IssuedPlan) -> Row:
    return {
        **{name: getattr(issue, name) for name in _ISSUE},
        "answers": [shapes.ANSWERED.write(answer) for answer in issue.answers],
        "finding_keys": list(issue.finding_keys),
    }


def carried(tables: Tables, before: Tables) -> Tables:
    """Give ``tables`` with what ``before`` held and this program does not know: whole tables, and fields of rows.

    A row's unknown fields follow the row by its key (a code, a date, an id), not by its place.
    """
    result: Tables = {name: rows for name, rows in before.items() if name not in _KNOWN}
    for name, rows in tables.items():
        unknown = {
            _key(name, row): extra
            for row in before.get(name, {}).values()
            if (extra := {field: value for field, value in row.items() if field not in _KNOWN[name]})
        }
        result[name] = {number: {**unknown.get(_key(name, row), {}), **row} for number, row in rows.items()}
    return result


def _key(table: str, row: Mapping[str, Any]) -> str:
    return repr([row.get(field) for field in _KEYS[table]])


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def decode(tables: Tables) -> PatientRecord:
    """Read a record; raises RecordError naming table and field, never a value."""
    identity = _only(tables, "identity")
    if identity is None:
        raise RecordError("identity")
    plans = dict(_plans(tables))
    consents = [shapes.CONSENT.read(row, "consents") for row in _rows(tables, "consents")]
    return PatientRecord(
        identity=shapes.IDENTITY.read(identity, "identity"),
        intake=_intake(tables),
        plan=plans.get(DRAFT),
        issued=tuple(_issue(row, plans) for row in _rows(tables, "plan") if row.get("revision") != DRAFT),
        visits=_all(tables, "visits", shapes.VISIT),
        consent=consents[-1] if consents else Consent(),
        earlier_consents=tuple(consents[:-1]),
        appointments=_all(tables, "appointments", shapes.APPOINTMENT),
        documents=_all(tables, "documents", shapes.DOCUMENT),
        begun=_all(tables, "begun", shapes.BEGUN),
    )


def _rows(tables: Tables, name: str) -> list[Row]:
    rows = tables.get(name, {})
    return [rows[number] for number in sorted(rows, key=int)]


def _only(tables: Tables, name: str) -> Row | None:
    rows = _rows(tables, name)
    return rows[0] if rows else None


def _all(tables: Tables, name: str, shape: Shape[T]) -> tuple[T, ...]:
    return tuple(shape.read(row, name) for row in _rows(tables, name))


def _text(row: Row, field: str, place: str) -> str:
    value = row.get(field)
    if not isinstance(value, str):
        raise RecordError(f"{place}.{field}")
    return value


def _intake(tables: Tables) -> Intake:
    answers: dict[str, Answer] = {}
    for row in _rows(tables, "intake"):
        answers[_text(row, "code", "intake")] = shapes.ANSWER.read(row, "intake")
    history: dict[str, tuple[Answer, ...]] = {}
    for row in _rows(tables, "intake_history"):
        code = _text(row, "code", "intake_history")
        history[code] = (*history.get(code, ()), shapes.ANSWER.read(row, "intake_history"))
    state = _only(tables, "intake_state") or {"catalogue": "", "decision": {}}
    decision = state.get("decision")
    if not isinstance(decision, dict):
        raise RecordError("intake_state.decision")
    return Intake(
        answers=MappingProxyType(answers),
        history=MappingProxyType(history),
        medicines=_all(tables, "medicines", shapes.MEDICINE),
        treatments=_all(tables, "treatments", shapes.TREATMENT),
        information=_all(tables, "information", shapes.TICK),
        off_label=_all(tables, "off_label", shapes.TICK),
        support=tuple(
            (_text(row, "what", "support"), _text(row, "who", "support"), _text(row, "since", "support"))
            for row in _rows(tables, "support")
        ),
        decision=shapes.DECISION.read(decision, "intake_state.decision"),
        catalogue=_text(state, "catalogue", "intake_state"),
        earlier_decisions=_all(tables, "earlier_decisions", shapes.DECISION),
        earlier_rows=_all(tables, "earlier_rows", shapes.ROWS_BEFORE),
    )


def _revision(row: Row, place: str) -> int:
    value = row.get("revision")
    if isinstance(value, bool) or not isinstance(value, int):
        raise RecordError(f"{place}.revision")
    return value


def _plans(tables: Tables) -> Iterable[tuple[int, Plan]]:
    stages: dict[int, list[Row]] = {}
    for row in _rows(tables, "stages"):
        known = {field: value for field, value in row.items() if field in STAGE_KEYS}
        stages.setdefault(_revision(row, "stages"), []).append(known)
    for row in _rows(tables, "plan"):
        revision = _revision(row, "plan")
        known = {field: value for field, value in row.items() if field in PLAN_KEYS}
        try:
            yield revision, plan_from_dict({**known, "stages": stages.get(revision, [])})
        except PlanError as problem:
            raise RecordError(f"plan.{problem.place}") from None


def _issue(row: Row, plans: Mapping[int, Plan]) -> IssuedPlan:
    answers, keys = row.get("answers"), row.get("finding_keys")
    if not isinstance(answers, list) or not isinstance(keys, list):
        raise RecordError("plan.answers")
    if not all(isinstance(item, dict) for item in answers) or not all(isinstance(item, str) for item in keys):
        raise RecordError("plan.answers")
    revision = _revision(row, "plan")
    return IssuedPlan(
        revision=revision,
        plan=plans[revision],
        answers=tuple(shapes.ANSWERED.read(item, "plan.answers") for item in answers),
        finding_keys=tuple(cast("Sequence[str]", keys)),
        **{name: _text(row, name, "plan") for name in _ISSUE},
    )


def encode_practice(practice: Practice) -> Tables:
    """Give the practice's tables."""
    return {"practice": _numbered([shapes.PRACTICE.write(practice)])}


def decode_practice(tables: Tables) -> Practice:
    """Read the practice; raises RecordError."""
    row = _only(tables, "practice")
    return Practice() if row is None else shapes.PRACTICE.read(row, "practice")
