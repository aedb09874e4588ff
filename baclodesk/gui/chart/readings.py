"""What the docked readout says: three fields, old value always beside the new one. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import plan_words, wording
from baclodesk.gui.chart.amends import was
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.targets import Part
from baclodesk.services.texts import NBSP


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its title, the words that matter (bold), and the rest; each word group stays on one line."""

    title: str
    strong: tuple[str, ...] = ()
    light: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Give the field as one sentence for readers."""
        return ": ".join(part for part in (self.title, ", ".join((*self.strong, *self.light))) if part)


def fields(board: Board) -> tuple[Field, Field, Field]:
    """Give the readout for what is selected and shown now; for the whole plan when nothing is selected."""
    plan = board.shown
    if plan is None or not plan.stages:
        return Field(board.texts("chart.field.plan")), Field(""), Field("")
    index = board.index
    if index is None:
        return _whole(board, plan)
    return _what(board, plan, index), _dose(board, plan, index), _effect(board, plan, index)


def _whole(board: Board, plan: Plan) -> tuple[Field, Field, Field]:
    texts = board.texts
    top = plan.top_mg
    first_top = next(i for i, stage in enumerate(plan.stages) if stage.daily_mg == top)
    day = plan.spans()[first_top].first_day
    title = texts("chart.field.plan")
    if len(board.selected) > 1:
        title = texts("chart.field.what_many", count=len(board.selected))
    start = () if plan.start is None else (texts("chart.field.starts", on=texts.date(plan.start)),)
    number = len(board.findings)
    finding = texts("chart.field.findings", n=number) if number else texts("chart.field.no_findings")
    return (
        Field(title, (_end(board, plan, None),), start),
        Field(
            texts("chart.field.top"),
            (texts("chart.field.top_on", mg=texts.mg(top), day=wording.day(texts, day)),),
            (*plan_words.extra_words(texts, plan, board.state.rules), *_kg(board, top)),
        ),
        Field(texts("chart.field.effect"), _totals(board, plan, None), (*_supply(board, plan, None), finding)),
    )


def _before(board: Board) -> Plan | None:
    return board.plan if board.preview is not None and board.preview is not board.plan else None


def _what(board: Board, plan: Plan, index: int) -> Field:
    texts = board.texts
    stage = plan.stages[index]
    strong = [wording.span(texts, plan, index), wording.days(texts, stage.days)]
    base = _before(board)
    old = None if base is None else was(base, plan, index)
    if old is not None and old.days != stage.days:
        if old.days is None or stage.days is None:
            strong[1] += f" {texts('chart.field.was_open')}"
        else:
            change = wording.signed(texts, stage.days - old.days)
            strong[1] += f" {texts('chart.field.was', old=texts.number(old.days), change=change)}"
    dates = wording.dates(texts, plan, index)
    title = texts("chart.field.what", stage=index + 1, count=len(plan.stages))
    return Field(title, tuple(strong), (dates,) if dates else ())


def _dose(board: Board, plan: Plan, index: int) -> Field:
    texts = board.texts
    fact = board.facts.of(plan.stages[index])
    dose = texts.mg(fact.daily_mg)
    strong = [dose]
    base = _before(board)
    old = None if base is None else was(base, plan, index)
    if old is not None and old.daily_mg != fact.daily_mg:
        change = wording.signed(texts, fact.daily_mg - old.daily_mg)
        strong[0] += f" {texts('chart.field.was', old=texts.number(old.daily_mg), change=change)}"
    if fact.tablets is None:
        strong.append(texts("chart.field.not_makeable"))
    else:
        strong[0] += f" = {wording.tablets(texts, fact.tablets)}"
    light = tuple(wording.slot_parts(texts, plan, index))
    if fact.stage.by_hand:
        light = (*light, texts("chart.field.by_hand"))
    return Field(texts("chart.field.dose"), tuple(strong), light)


def _kg(board: Board, mg: Fraction) -> tuple[str, ...]:
    weight = board.state.weight_kg
    if not weight:
        return ()
    return (board.texts("chart.field.per_kg", amount=board.texts.number(Fraction(round(mg / weight * 100), 100))),)


def _effect(board: Board, plan: Plan, index: int) -> Field:
    texts = board.texts
    base = _before(board)
    strong: list[str] = []
    if base is not None and board.handle is not None and board.handle.kind is HandleKind.START and plan.start:
        old = "–" if base.start is None else texts.date(base.start)
        strong.append(texts("chart.field.starts_was", on=texts.date(plan.start), old=old))
    if base is not None and plan.closed_days != base.closed_days and index + 1 < len(plan.stages):
        change = wording.signed(texts, plan.closed_days - base.closed_days)
        unit = texts("chart.tag.days", change=change)
        strong.append(texts("chart.field.later", change=unit))
    strong += _totals(board, plan, base)
    light = [_end(board, plan, base)]
    if base is not None:
        light += _supply(board, plan, base)
    limit = _limit(board, plan, index)
    if limit:
        light.append(limit)
    return Field(texts("chart.field.effect"), tuple(strong), tuple(light))


def _end(board: Board, plan: Plan, base: Plan | None) -> str:
    texts = board.texts
    last = plan.closed_days
    if plan.is_open:
        return texts("chart.field.plan_open", day=wording.day(texts, last + 1))
    if base is not None and not base.is_open and base.closed_days != last:
        return texts("chart.field.plan_ended", day=wording.day(texts, last), old=wording.day(texts, base.closed_days))
    return texts("chart.field.plan_ends", day=wording.day(texts, last))


def _totals(board: Board, plan: Plan, base: Plan | None) -> tuple[str, ...]:
    texts = board.texts
    total = board.facts.total_tablets(plan)
    if total is None:
        return ()
    words = wording.tablets(texts, total)
    old = None if base is None else board.facts.total_tablets(base)
    if old is None or old == total:
        return (words,)
    return (texts("chart.field.total_change", old=texts.tablets(old), tablets=words.replace(" ", NBSP)),)


def _supply(board: Board, plan: Plan, base: Plan | None) -> tuple[str, ...]:
    """Say to which day the tablets prescribed reach; beside a ``base`` only when that moved."""
    texts, until = board.texts, board.supply_until(plan)
    if base is None:
        return () if until is None else (texts("chart_more.supply_to", day=wording.day(texts, until)),)
    before = board.supply_until(base)
    if before == until:
        return ()
    old, now = (texts("chart_more.supply_whole") if day is None else wording.day(texts, day) for day in (before, until))
    return (texts("chart_more.supply_moved", old=old, day=now),)


def _limit(board: Board, plan: Plan, index: int) -> str:
    handle, found = board.handle, board.reach
    if handle is None or found is None:
        if board.preview is not None or plan.stages[index].uid != board.current or board.state.locked:
            return ""
        kind = HandleKind.DOSE if board.part is Part.DOSE else HandleKind.END
        handle = Handle(kind, plan.stages[index].uid)
        try:
            found = board.limits(handle)
        except DomainError:
            return ""
    return wording.reach(board.texts, handle, found)
