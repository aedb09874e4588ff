"""What the docked readout says: three fields, old value always beside the new one. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan, Stage
from baclodesk.gui.chart import plan_words, wording
from baclodesk.gui.chart.amends import was
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.targets import Part
from baclodesk.services.texts import NBSP, Texts


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its title, the words that matter (bold), and the rest; each word group stays on one line.

    ``name`` stands for the title where there is little room.
    """

    title: str
    strong: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    name: str = ""

    def sentence(self) -> str:
        """Give the field as one sentence for readers."""
        return ": ".join(part for part in (self.title, ", ".join((*self.strong, *self.light))) if part)


def fields(board: Board) -> tuple[Field, Field, Field]:
    """Give the readout for what is selected and shown now; for the whole plan when nothing is selected."""
    plan = board.shown
    if board.state.damaged:  # sums of values that are not what was issued would be taken for true
        return Field(board.texts("chart.field.plan"), (board.texts("chart_read.damaged"),)), Field(""), Field("")
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
    base = _before(board)
    start = _starts(board, plan, base)
    if not start and plan.start is not None:
        start = (texts("chart.field.starts", on=texts.date(plan.start)),)
    number = len(board.findings)
    finding = texts("chart.field.findings", n=number) if number else texts("chart.field.no_findings")
    return (
        Field(title, (_end(board, plan, base),), start),
        Field(
            texts("chart.field.top"),
            (texts("chart.field.top_on", mg=texts.mg(top), day=wording.day(texts, day)),),
            (*plan_words.extra_words(texts, plan, board.state.rules), *_kg(board, top)),
        ),
        Field(texts("chart.field.effect"), _totals(board, plan, base), (*_supply(board, plan, base), finding)),
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
    return Field(title, tuple(strong), (dates,) if dates else (), texts("chart.inspector.title", stage=index + 1))


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
    extra = plan_words.extra_words(texts, plan, board.state.rules)
    light = (*wording.slot_parts(texts, plan, index), *extra, *_split(board, plan, fact.stage, old))
    return Field(texts("chart.field.dose"), tuple(strong), light)


def _split(board: Board, plan: Plan, stage: Stage, old: Stage | None) -> tuple[str, ...]:
    """Say who shared the dose over the day, unless the scheme's own page did."""
    texts = board.texts
    if stage.by_hand:
        return (texts("chart.field.by_hand"),)
    if old is not None and old.by_hand:
        return (texts("chart_read.split_anew"),)
    given = board.state.scheme_doses.gives(stage.mg, plan.products)
    return () if given else (texts("chart_read.split_proposed"),)


def _kg(board: Board, mg: Fraction) -> tuple[str, ...]:
    weight = board.state.weight_kg
    if not weight:
        return ()
    return (board.texts("chart.field.per_kg", amount=board.texts.number(Fraction(round(mg / weight * 100), 100))),)


def _effect(board: Board, plan: Plan, index: int) -> Field:
    texts = board.texts
    base = _before(board)
    strong = [*_starts(board, plan, base)]
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


def _starts(board: Board, plan: Plan, base: Plan | None) -> tuple[str, ...]:
    """Say where the first day is being dragged."""
    if base is None or plan.start is None or board.handle is None or board.handle.kind is not HandleKind.START:
        return ()
    texts = board.texts
    old = "–" if base.start is None else texts.date(base.start)
    return (texts("chart.field.starts_was", on=texts.date(plan.start), old=old),)


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
    if total is None or not plan.closed_days:
        return ()
    words = wording.tablets(texts, total)
    old = None if base is None else board.facts.total_tablets(base)
    if old is not None and old != total:
        words = texts("chart.field.total_change", old=texts.tablets(old), tablets=words.replace(" ", NBSP))
    return (_until(texts, plan.closed_days, words) if plan.is_open else words,)


def _until(texts: Texts, last: int, words: str) -> str:
    """Name the days that a sum covers: the open stage at the end has none."""
    return texts("chart_read.total_until", last=last, tablets=words)


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


# --- for the room


def brief(found: tuple[Field, Field, Field]) -> tuple[list[str], list[str]]:
    """Give the groups of the compact form: what is selected with its dose; and what follows from it."""
    what, dose, effect = found
    first = [what.name or what.title, *what.strong, *dose.strong]
    return first, [*effect.strong, *what.light, *effect.light, *dose.light]


def longest(board: Board) -> tuple[Field, Field, Field]:
    """Give the longest readings of a drag in this language and with these times: the readout's height follows them.

    Numbers are made up, so that the height does not change with every edit.
    """
    texts, plan = board.texts, board.plan
    lists = [] if plan is None else [plan.times_at(index) for index in range(len(plan.stages))]
    times = max(lists, key=len, default=())
    days, mg, on = Fraction(28), Fraction(180), date(2026, 9, 28)
    was = texts("chart.field.was", old=texts.number(days), change=wording.signed(texts, days))
    was_mg = texts("chart.field.was", old=texts.number(mg), change=wording.signed(texts, days))
    tablets = wording.tablets(texts, mg).replace(" ", NBSP)
    amounts = [f"{time.name}{NBSP}{texts.tablets(Fraction(9, 2))}".replace(" ", NBSP) for time in times]
    change = texts("chart.tag.days", change=wording.signed(texts, days))
    sum_of = wording.tablets(texts, Fraction(1288)).replace(" ", NBSP)
    total = texts("chart.field.total_change", old=texts.number(1180), tablets=sum_of)
    span = texts("chart.day.span", first=180, last=188)
    dates = texts("chart.day.dates", first=texts.date(on, year=False), last=texts.date(on))
    limit = texts("chart.field.at_least", days=wording.days(texts, 28))
    until, old = wording.day(texts, 188), wording.day(texts, 180)
    ends = texts("chart.field.plan_open", day=until)
    if plan is not None and not plan.is_open:
        ends = texts("chart.field.plan_ended", day=until, old=old)
    extra = () if plan is None else plan_words.extra_words(texts, plan, board.state.rules)
    supply = () if board.state.supply is None else (texts("chart_more.supply_moved", old=old, day=until),)
    return (
        Field("", (span, f"{wording.days(texts, 28)} {was}"), (dates,)),
        Field("", (f"{texts.mg(mg)} {was_mg} = {tablets}",), (*amounts, *extra, texts("chart_read.split_proposed"))),
        Field(
            "",
            (texts("chart.field.later", change=change), _until(texts, 188, total)),
            (ends, *supply, limit),
        ),
    )
