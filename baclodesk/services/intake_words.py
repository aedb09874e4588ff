"""The intake in words: every question with its answer, for the summary on paper, the header and the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from baclodesk.domain.intake import Answer, DecisionMade, Intake, Medicine, RowsBefore, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue
from baclodesk.services.catalogue import Group, Item, ItemKind
from baclodesk.services.texts import NBSP, Texts


@dataclass(frozen=True, slots=True)
class Said:
    """A question's short name and its answer in words; ``is_open``: not asked, ``typed``: the doctor's own words."""

    code: str
    label: str
    answer: str = field(repr=False)
    note: str = field(default="", repr=False)
    is_open: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """A group's title and its lines; lists (medicines, treatments, support) follow the questions as lines."""

    code: str
    title: str
    lines: tuple[Said, ...]


def clock(hours: Fraction) -> str:
    """Write an amount of hours as a time of day: 18.5 → ``18:30``."""
    whole, rest = divmod(hours, 1)
    return f"{int(whole)}:{int(rest * 60):02}"


def in_words(texts: Texts, item: Item, answer: Answer) -> str:
    """Say an answer in the language of ``texts``; "not asked" for an open one."""
    if answer.status is not Status.YES:
        return texts(f"intake.status.{answer.status.value}")
    value = _value(texts, item, item.kind, answer)
    if item.kind is not ItemKind.YES_NO:
        return value
    detail = _value(texts, item, item.detail, answer) if item.detail else ""
    return ", ".join(part for part in (texts("intake.status.yes"), detail) if part)


def _value(texts: Texts, item: Item, kind: ItemKind, answer: Answer) -> str:
    match kind:
        case ItemKind.CHOICE | ItemKind.MULTI:
            return ", ".join(_choice(texts, item, code) for code in answer.choices)
        case ItemKind.AMOUNT:
            return _amount(texts, item, answer)
        case ItemKind.HOUR:
            return "" if answer.amount is None else clock(answer.amount)
        case ItemKind.DATE:
            return "" if answer.on is None else texts.date(answer.on)
        case ItemKind.TEXT:
            return answer.text
    return ""


def _choice(texts: Texts, item: Item, code: str) -> str:
    """Say a choice; one that this catalogue no longer has is shown as it was kept."""
    return texts(f"intake.choice.{item.choice_set}.{code}") if code in item.choices else code


def was_valid(history: Sequence[Answer], now: Answer, item: Item, texts: Texts) -> tuple[dict[str, str], ...]:
    """Say every earlier answer with the day it was given and the day it was replaced, the latest first.

    ``history`` is in the order in which the answers were given, ``now`` the answer that stands.
    """
    ends = (*history, now)[1:]
    return tuple(
        {
            "first": _day(texts, answer),
            "last": _day(texts, after),
            "answer": " · ".join(part for part in (in_words(texts, item, answer), answer.note, answer.by) if part),
        }
        for answer, after in reversed(tuple(zip(history, ends, strict=True)))
    )


def _day(texts: Texts, answer: Answer) -> str:
    return texts.date(datetime.fromisoformat(answer.given_at).astimezone().date()) if answer.given_at else ""


def _amount(texts: Texts, item: Item, answer: Answer) -> str:
    if answer.amount is None:
        return ""
    unit = texts(f"intake.unit.{item.unit}") if item.unit else ""
    amount = NBSP.join(part for part in (texts.number(answer.amount), unit) if part)
    return f"{amount} ({texts.date(answer.on)})" if item.dated and answer.on else amount


def said(texts: Texts, record: PatientRecord) -> tuple[SaidGroup, ...]:
    """Say the whole intake, group by group; questions not asked are there too."""
    sex = record.identity.sex
    return tuple(
        SaidGroup(
            group.code,
            texts(f"intake.group.{group.code}.title"),
            (
                *(_said(texts, item, record.intake) for item in group.items if item.is_asked(sex)),
                *_rows(texts, group, record.intake),
            ),
        )
        for group in catalogue.intake().groups
    )


def _said(texts: Texts, item: Item, intake: Intake) -> Said:
    answer = intake.answer(item.code)
    return Said(
        item.code,
        texts(f"intake.item.{item.code}.label"),
        in_words(texts, item, answer),
        answer.note,
        answer.is_open,
        ItemKind.TEXT in (item.kind, item.detail) and bool(answer.text),
    )


def _rows(texts: Texts, group: Group, intake: Intake) -> list[Said]:
    lines: list[Said] = []
    for rows in group.rows:
        label = texts(f"intake.rows.{rows}")
        held = (_joined(*_row_values(texts, rows, row)) for row in intake.rows_of(rows))
        lines.extend(Said(rows, label, words, typed=True) for words in held)
    return lines


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _row_values(texts: Texts, rows: str, row: tuple[str, ...]) -> tuple[str, ...]:
    if rows == "medicines":
        return _medicine(texts, Medicine(*row))
    return (_support(texts, row[0]), *row[1:]) if rows == "support" else row


def _medicine(texts: Texts, item: Medicine) -> tuple[str, ...]:
    group = catalogue.medicines().group(item.group)
    known = f"({texts(f'medicines.group.{group.code}.name')})" if group else ""
    return (" ".join(part for part in (item.name, known) if part), item.since, item.note)


def _support(texts: Texts, what: str) -> str:
    """Say a kind of support; one typed freely stays as it was typed."""
    key = f"intake.support.{what}"
    return texts(key) if what.isidentifier() and texts.has(key) else what


def rows_were(texts: Texts, intake: Intake, name: str) -> tuple[str, ...]:
    """Say what was taken out of a list or changed in it, with the days it stood there, the latest first."""
    held = intake.rows_before(name)
    states = (*(item.rows for item in held), intake.rows_of(name))
    lines: list[str] = []
    typed = [[_as_typed(name, row) for row in rows] for rows in states]
    for place, (item, after) in enumerate(zip(held, typed[1:], strict=True)):
        gone: dict[date | None, list[str]] = {}
        for row in item.rows:
            if _as_typed(name, row) not in after:
                first = _stood_since(held, place, row)
                gone.setdefault(first, []).append(_joined(*_row_values(texts, name, row)))
        for since, rows in gone.items():
            words = {"last": texts.date(item.until), "answer": " · ".join(rows)}
            if since is None:
                lines.append(texts("intake_page.was_until", **words))
            else:
                lines.append(texts("intake_page.was", first=texts.date(since), **words))
    return tuple(reversed(lines))


def _as_typed(name: str, row: tuple[str, ...]) -> tuple[str, ...]:
    """Give what was typed in a row: a medicine's group is looked up, and another one is no change by anybody."""
    return (*row[:1], *row[2:]) if name == "medicines" else row


def _stood_since(held: Sequence[RowsBefore], place: int, row: tuple[str, ...]) -> date | None:
    """Give the day on which a row of an earlier state came into the list; None where that is not known."""
    name, sought = held[place].name, _as_typed(held[place].name, row)
    while place and sought in [_as_typed(name, other) for other in held[place - 1].rows]:
        place -= 1
    return held[place - 1].until if place else None


def decision_words(texts: Texts, made: DecisionMade) -> str:
    """Say a decision with its day and who took it, without the reasons."""
    day = "" if made.on is None else texts.date(made.on)
    return _joined(texts(f"intake.decision.{made.decision}"), day, made.by)


def decisions_were(texts: Texts, intake: Intake) -> tuple[str, ...]:
    """Say the decisions that another one replaced, with their reasons, the latest first."""
    return tuple(
        texts(
            "intake_page.decided_before_because" if made.reasons.strip() else "intake_page.decided_before",
            made=decision_words(texts, made),
            reasons=made.reasons.strip(),
        )
        for made in reversed(intake.earlier_decisions)
    )
