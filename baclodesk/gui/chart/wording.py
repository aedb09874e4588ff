"""The chart's sentences: stages, changes, reasons. Every number comes from the plan and the rules; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from baclodesk.domain.dose import parse_decimal
from baclodesk.domain.errors import DomainError, EditError, NotMakeableError
from baclodesk.domain.handles import Handle, HandleKind, Limits, Reason
from baclodesk.domain.plan import Plan, Span
from baclodesk.domain.policy import Owner
from baclodesk.gui.chart import plan_words
from baclodesk.gui.chart.amends import part_from_tomorrow, was
from baclodesk.services.texts import NBSP, Texts, Words

_MG_KINDS = (HandleKind.DOSE, HandleKind.DOSE_AND_LATER, HandleKind.INTAKE)


def signed(texts: Texts, value: Fraction | int) -> str:
    """Write a difference with its sign."""
    value = Fraction(value)
    return ("+" if value > 0 else "−" if value < 0 else "") + texts.number(abs(value))


def days(texts: Texts, count: int | None) -> str:
    """Write a length: ``9 days``, ``open``."""
    if count is None:
        return texts("chart.field.open")
    return texts("chart.field.days", n=count)


def tablets(texts: Texts, count: Fraction) -> str:
    """Write a number of tablets with its word; glyphs for halves and quarters."""
    number = texts.tablets(count) if count.denominator != 1 else texts.number(count)
    return texts("chart.field.tablets", n=count, count=number)


def day(texts: Texts, number: int) -> str:
    """Write a day number: ``D34``."""
    return texts("chart.day.short", day=number)


def span_of(plan: Plan, index: int) -> Span:
    """Give the days of one stage without laying out all others."""
    first = 1 + sum(stage.days or 0 for stage in plan.stages[:index])
    length = plan.stages[index].days
    return Span(first, None if length is None else first + length - 1)


def span(texts: Texts, plan: Plan, index: int) -> str:
    """Write a stage's days: ``D21–D29``, ``from D71``."""
    found = span_of(plan, index)
    if found.last_day is None:
        return texts("chart.day.from", first=found.first_day)
    if found.last_day == found.first_day:
        return day(texts, found.first_day)
    return texts("chart.day.span", first=found.first_day, last=found.last_day)


def dates(texts: Texts, plan: Plan, index: int) -> str:
    """Write a stage's dates: ``11 May – 19 May 2026``; empty while the plan has no start."""
    found = span_of(plan, index)
    first = plan.date_of(found.first_day)
    if first is None:
        return ""
    if found.last_day is None:
        return texts("chart.day.since", first=texts.date(first))
    last = plan.date_of(found.last_day)
    if last is None or last == first:
        return texts.date(first)
    return texts("chart.day.dates", first=texts.date(first, year=first.year != last.year), last=texts.date(last))


def short_dates(texts: Texts, plan: Plan, index: int) -> str:
    """Write a stage's dates without the year: ``11 May – 19 May``."""
    found = span_of(plan, index)
    first = plan.date_of(found.first_day)
    last = None if found.last_day is None else plan.date_of(found.last_day)
    if first is None:
        return ""
    if last is None:
        return texts("chart.day.since", first=texts.date(first, year=False))
    if last == first:
        return texts.date(first, year=False)
    return texts("chart.day.dates", first=texts.date(first, year=False), last=texts.date(last, year=False))


def slots(texts: Texts, plan: Plan, index: int) -> str:
    """Write a stage's intakes in tablets (in mg when there are several products): ``8 h 2 · 13 h 1½``."""
    return " · ".join(slot_parts(texts, plan, index))


def slot_parts(texts: Texts, plan: Plan, index: int) -> Iterator[str]:
    """Give every intake of a stage as words that stay together."""
    single = plan.products[0] if len(plan.products) == 1 else None
    for time, mg in zip(plan.times_at(index), plan.stages[index].mg, strict=True):
        amount = texts.tablets(mg / single.strength_mg) if single is not None else texts.mg(mg)
        yield f"{time.name}{NBSP}{amount}".replace(" ", NBSP)


def change(texts: Texts, before: Plan, after: Plan, handle: Handle, old: Fraction, new: Fraction) -> str:
    """Name one edit for the undo list: ``Stage 5: 5 → 9 days``."""
    if handle.kind is HandleKind.START:
        first, then = before.start, after.start
        return texts("chart.change.start", old=_date(texts, first), new=_date(texts, then))
    index = before.index_of(handle.uid)
    stage = index + 1
    if handle.kind is HandleKind.ROLL:
        return texts("chart.change.roll", stage=stage, next=stage + 1, change=signed(texts, new - old))
    if handle.kind in (HandleKind.END, HandleKind.OPEN_END):
        if before.stages[index].days is None:
            return texts("chart.change.closed", stage=stage, new=texts.number(new))
        return texts("chart.change.days", stage=stage, old=texts.number(old), new=texts.number(new))
    split = part_from_tomorrow(before, after)
    tomorrow = "" if split is None else day(texts, span_of(after, split).first_day)
    if handle.kind is HandleKind.DOSE_AND_LATER:
        change_mg = signed(texts, new - old)
        if tomorrow:
            return texts("chart_acts.later_from", stage=stage, day=tomorrow, change=change_mg)
        return texts("chart.change.later", stage=stage, change=change_mg)
    if handle.kind is HandleKind.INTAKE:
        time = before.times_at(index)[handle.time].name
        return texts("chart.change.intake", stage=stage, time=time, old=texts.mg(old), new=texts.mg(new))
    if tomorrow:
        return texts("chart_acts.dose_from", stage=stage, day=tomorrow, old=texts.mg(old), new=texts.mg(new))
    return texts("chart.change.dose", stage=stage, old=texts.mg(old), new=texts.mg(new))


def split_anew(texts: Texts, before: Plan | None, after: Plan) -> str:
    """Say that an edit of a dose gave up a split set by hand; empty when none was."""
    for index, stage in enumerate(after.stages if before is not None else ()):
        old = None if stage.by_hand or before is None else was(before, after, index)
        if old is not None and old.by_hand and old.daily_mg != stage.daily_mg:
            return texts("chart_read.split_replaced")
    return ""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Names a handle's move for the undo list: from ``old`` in the plan ``base`` to ``new`` in ``plan``."""

    base: Plan
    plan: Plan
    handle: Handle
    old: Fraction
    new: Fraction

    def __call__(self, texts: Texts, /) -> str:
        """Word it in the language of ``texts``."""
        return change(texts, self.base, self.plan, self.handle, self.old, self.new)

    def after(self, earlier: Words) -> Words:
        """Name this move and an earlier one of the same handle as one; others cannot be named together."""
        if not isinstance(earlier, ChangeWords) or not earlier._led_to(self.handle):
            return self
        return ChangeWords(earlier.base, self.plan, earlier.handle, earlier.old, self.new)

    def _led_to(self, later: Handle) -> bool:
        """Tell whether ``later`` is this handle still: on the same stage, or on the part split off it."""
        if (self.handle.kind, self.handle.time) != (later.kind, later.time):
            return False
        split = part_from_tomorrow(self.base, self.plan)
        part = None if split is None else self.plan.stages[split].uid
        return later.uid in (self.handle.uid, part)


def change_of(before: Plan, after: Plan, handle: Handle, old: Fraction, new: Fraction) -> Words:
    """Name one edit for the undo list, in whichever language it is shown; edits of one handle in a row can join."""
    return ChangeWords(before, after, handle, old, new)


def step(key: str, **values: object) -> Words:
    """Name an edit by ``chart.change.<key>``; values that are Words are worded in the same language."""

    def words(texts: Texts) -> str:
        worded = {name: value(texts) if callable(value) else value for name, value in values.items()}
        return texts(f"chart.change.{key}", **worded)

    return words


def mg_of(amount: Fraction) -> Words:
    """Write a dose in whichever language it is shown."""
    return lambda texts: texts.mg(amount)


def days_of(count: int | None) -> Words:
    """Write a length in whichever language it is shown."""
    return lambda texts: days(texts, count)


def day_of(number: int) -> Words:
    """Write a day number in whichever language it is shown."""
    return lambda texts: day(texts, number)


def date_of(on: date | None) -> Words:
    """Write a date, or that there is none, in whichever language it is shown."""
    return lambda texts: _date(texts, on)


def _date(texts: Texts, on: date | None) -> str:
    return "–" if on is None else texts.date(on)


def reason(texts: Texts, why: Reason) -> str:
    """Say why a handle stops: what, how much, whose rule, and the way out."""
    values = {name: written(texts, value) for name, value in why.values}
    said = texts(f"chart.reason.{why.code}", stage=why.stage or "", whose=whose(texts, why.owner), **values)
    return said + plan_words.counted(texts, why)


def whose(texts: Texts, owner: Owner | None) -> str:
    """Say whose number it is: a scheme's or a policy's, with its name."""
    return "" if owner is None else texts(f"chart.whose.{owner.kind.value}", name=owner.name(texts.language))


def written(texts: Texts, value: str) -> str:
    """Write an exact value of a reason as the language does."""
    try:
        return texts.number(parse_decimal(value))
    except ValueError:
        return value


def comma(texts: Texts, typed: str) -> str:
    """Write a number as it is being typed with the language's own point."""
    return typed.replace(".", ",") if texts.language == "fr" else typed


def refusal(texts: Texts, error: DomainError) -> str:
    """Say why an edit cannot be done."""
    if isinstance(error, NotMakeableError):
        lower, upper = texts.mg(error.lower), texts.mg(error.upper)
        return texts("chart.refusal.not_makeable", mg=texts.mg(error.mg), lower=lower, upper=upper)
    if isinstance(error, EditError):
        key = f"chart.refusal.{error.code.removeprefix('edit.')}"
        if texts.has(key):
            return texts(key)
    return texts("chart.refusal.other")


def amount(texts: Texts, kind: HandleKind, value: Fraction) -> str:
    """Write a handle's value in its unit."""
    if kind in _MG_KINDS:
        return texts.mg(value)
    return days(texts, int(value))


def reach(texts: Texts, handle: Handle, found: Limits) -> str:
    """Say how far a handle reaches, in one phrase for the readout."""
    ends = handle.kind in (HandleKind.END, HandleKind.OPEN_END)
    if ends and not found.hi_reason.wall and found.lo < found.hi:
        return texts("chart.field.at_least", days=days(texts, int(found.lo)))
    if handle.kind is HandleKind.START:
        return ""
    if found.lo == found.hi:
        return texts("chart_acts.fixed_past" if found.lo_reason.code == "past" else "chart_acts.fixed")
    high = amount(texts, handle.kind, found.hi)
    return texts("chart.field.between", low=texts.number(found.lo), high=high)


def no_number(texts: Texts, text: str, what: str) -> str:
    """Say what is expected where ``text`` is no number: ``days``, ``mg``, ``intake`` (tablets or mg) or ``times``."""
    return texts(f"chart.refusal.number_{what}", text=text.strip()) if text.strip() else texts("chart_acts.no_number")


def no_value(texts: Texts, plan: Plan, kind: HandleKind, text: str) -> str:
    """Say what is expected of a handle of ``kind`` where ``text`` is no number."""
    intake = kind is HandleKind.INTAKE and len(plan.products) == 1
    return no_number(texts, text, "intake" if intake else "mg" if kind in _MG_KINDS else "days")


def stuck(texts: Texts, handle: Handle, found: Limits, *, brief: bool = False) -> str:
    """Say why a handle whose reach is one single value cannot move; ``brief``: only the first reason."""
    both = (found.lo_reason, found.hi_reason)
    reasons = dict.fromkeys(reason(texts, why) for why in (both[:1] if brief else both))
    key = "stuck_dose" if handle.kind in _MG_KINDS else "stuck_days"
    return texts(f"chart_acts.{key}", why=joined(*reasons))


def joined(*sentences: str) -> str:
    """Put sentences after each other, each with its full stop."""
    said = [text for text in sentences if text]
    return " ".join(text if text[-1] in ".!?:" or at == len(said) else f"{text}." for at, text in enumerate(said, 1))


def _stopped(sentence: str) -> str:
    return sentence if sentence[-1:] in ".!?" else f"{sentence}."


def explain(texts: Texts, what: str, handle: Handle, found: Limits) -> str:
    """Say what a handle can do and which rules limit it (F1)."""
    if found.lo == found.hi:
        return f"{what} {stuck(texts, handle, found)}"
    return texts(
        "chart.hint.help",
        what=what,
        low=amount(texts, handle.kind, found.lo),
        high=amount(texts, handle.kind, found.hi),
        lower=_stopped(reason(texts, found.lo_reason)),
        upper=_stopped(reason(texts, found.hi_reason)),
    )


def differences(texts: Texts, old: Plan, new: Plan) -> list[str]:
    """Say in words what differs between two plans, stage by stage."""
    lines: list[str] = []
    if old.start != new.start:
        lines.append(texts("chart.diff.start", old=_date(texts, old.start), new=_date(texts, new.start)))
    before = {stage.uid: stage for stage in old.stages}
    after = {stage.uid for stage in new.stages}
    for number, stage in enumerate(new.stages, start=1):
        was = before.get(stage.uid)
        if was is None:
            values = {"days": days(texts, stage.days), "mg": texts.mg(stage.daily_mg)}
            lines.append(texts("chart.diff.added", stage=number, **values))
            continue
        if was.days != stage.days:
            values = {"old": days(texts, was.days), "new": days(texts, stage.days)}
            lines.append(texts("chart.diff.days", stage=number, **values))
        if was.daily_mg != stage.daily_mg:
            values = {"old": texts.mg(was.daily_mg), "new": texts.mg(stage.daily_mg)}
            lines.append(texts("chart.diff.dose", stage=number, **values))
        elif was.mg != stage.mg:
            lines.append(texts("chart.diff.times", stage=number))
    for number, stage in enumerate(old.stages, start=1):
        if stage.uid not in after:
            values = {"days": days(texts, stage.days), "mg": texts.mg(stage.daily_mg)}
            lines.append(texts("chart.diff.removed", stage=number, **values))
    lines += plan_words.differences(texts, old, new)
    return lines or [texts("chart.diff.same")]
