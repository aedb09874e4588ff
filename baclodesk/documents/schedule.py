"""Document A: the schedule by stage, the sheet a patient follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from baclodesk.domain.dose import ZERO
from baclodesk.domain.plan import IntakeTime, Plan
from baclodesk.domain.product import Tablets, tablets_for
from baclodesk.domain.schedule import Row
from baclodesk.services.paper_numbers import paper_numbers

from . import frame
from .block import Block, Keep, Role
from .blocks import Bullets, Chart, Description, KeyValues, Notice, Paragraph, Signature
from .check import facts_of, shown_days
from .dose_blocks import DoseFacts, StageRow, StageTable, SumRow
from .inputs import Period, PlanCopy, Sheet
from .page import Document, make
from .plan_notes import has_notes, notes
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND, DOCTORS = "schedule", "doctor_copy"
CHART_LOWEST = 112.0
_JUST_TABLET = ("tablet", "tablets", "comprimé", "comprimés", "baclofen", "baclofène")


def build_schedule(
    sheet: Sheet, copy: PlanCopy, period: Period | None = None, *, dates: bool = True, doctors: bool = False
) -> Document:
    """Print the schedule by stage; ``period`` limits it to some days, ``dates=False`` leaves day numbers alone.

    The ``doctors`` copy shows the policy's lines and what was taken in the chart, and the reasons given; it is not for
    the patient.

    Raises DocumentRefused when the plan may not be printed or when what was printed differs from it.
    """
    return make(
        describe_schedule(sheet, copy, period, dates=dates, doctors=doctors), theme(sheet.paper, large=sheet.large)
    )


def describe_schedule(
    sheet: Sheet, copy: PlanCopy, period: Period | None = None, *, dates: bool = True, doctors: bool = False
) -> Description:
    """Give the schedule's blocks; pure."""
    facts = facts_of(copy, period)
    words = Words(sheet.language)
    with_dates = dates and copy.plan.start is not None
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(words("schedule.title"), words("schedule.doctors") if doctors else status(copy, words)),
        frame.patient(sheet, words),
        *legend(copy, words, with_dates=with_dates),
        *tables(copy, facts, words, with_dates=with_dates),
        _chart(copy, sheet, dated=with_dates, doctors=doctors),
        *(_reasons(copy, words) if doctors else ()),
        *(notes(copy, facts, words) if doctors else ()),
        *rules(copy, words),
        call(sheet, words),
        Signature(
            "signature",
            (("", ((words("schedule.signed"),),)), ("", ((words("schedule.signed_on"),),))),
            height=28.0,
            role=Role.SIGNATURE,
        ),
    ]
    kind = DOCTORS if doctors else KIND
    long = len(copy.plan.stages) > paper_numbers().one_page_stages
    return Description(
        kind=kind,
        version=frame.TEMPLATE[kind],
        language=sheet.language,
        title=words(f"name.{kind}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, kind, copy),
        blocks=tuple(blocks),
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
        most_pages=None if sheet.large or long or (doctors and has_notes(copy)) else 1,
    )


def status(copy: PlanCopy, words: Words) -> str:
    """Say beside the title whether the sheet replaces others or is not to be followed yet."""
    return words("schedule.not_to_follow" if copy.is_draft else "schedule.replaces_all")


def legend(copy: PlanCopy, words: Words, *, with_dates: bool) -> Iterator[Block]:
    """Say what one tablet of each product holds, and which day is day 1."""
    lines = tablets_told(copy, words)
    if with_dates and copy.plan.start is not None:
        lines.append(words("schedule.start", date=words.texts.date(copy.plan.start, weekday=True)))
    joined = "\n".join(lines) if len(copy.plan.products) > 1 else " · ".join(lines)
    yield Paragraph("legend", joined, Style.TABLE, gap=0.2, keep=Keep.NEXT)
    if not with_dates:
        yield KeyValues("day_one", ((words("schedule.no_start"), ""),), label_share=0.62, role=Role.DATA)


def tablets_told(copy: PlanCopy, words: Words) -> list[str]:
    """Say what one tablet of each product holds, a line for each."""
    lines = []
    for item in copy.plan.products:
        whole = words("schedule.one_tablet", mg=words.mg(item.strength_mg))
        if item.parts > 1:
            glyph = "½" if item.parts == 2 else "¼"
            whole += words("schedule.part", glyph=glyph, mg=words.mg(item.part_mg))
        plain_name = item.name.strip().casefold() in _JUST_TABLET
        lines.append(whole if plain_name else words("schedule.product", product=stored(item.name), what=whole))
    return lines


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def tables(copy: PlanCopy, facts: DoseFacts, words: Words, *, with_dates: bool) -> Iterator[Block]:
    """Give one table per run of stages with the same times, and the sum under the last."""
    runs: list[tuple[tuple[IntakeTime, ...], list[StageRow]]] = []
    for row in facts.schedule.rows:
        days = shown_days(row, facts)
        if days is None:
            continue
        times = tuple(intake.time for intake in row.intakes)
        if not runs or runs[-1][0] != times:
            runs.append((times, []))
        runs[-1][1].append(_stage_row(row, days, copy, words, with_dates=with_dates))
    total = _sum([row for _times, rows in runs for row in rows], facts, words)
    for number, (times, rows) in enumerate(runs):
        if number:
            change = words("schedule.times_change", day=rows[0].first_day)
            yield Paragraph(f"times{number}", change, Style.STRONG, keep=Keep.NEXT, role=Role.HEADING)
        last = number == len(runs) - 1
        yield StageTable(
            f"stages{number}",
            heads(times, words, with_dates=with_dates),
            tuple(rows),
            total if last else (),
            keep=Keep.BREAK,
            role=Role.DATA,
        )


def heads(times: Sequence[IntakeTime], words: Words, *, with_dates: bool) -> tuple[str, ...]:
    """Give the heads of a stage table; an empty one for dates that are not printed."""
    head = "schedule.head."
    dates = words(head + "dates") if with_dates else ""
    middle = (words.time(time) for time in times)
    return (words(head + "stage"), words(head + "days"), dates, *middle, words(head + "tablets"), words(head + "mg"))


def _stage_row(row: Row, days: tuple[int, int | None], copy: PlanCopy, words: Words, *, with_dates: bool) -> StageRow:
    first, last = days
    plan = copy.plan
    end = None if last is None else plan.date_of(last)
    return StageRow(
        number=row.number,
        first_day=first,
        last_day=last,
        stage=str(row.number),
        days=words.days(first, last),
        dates=words.dates(plan.date_of(first), end, is_open=last is None) if with_dates else "",
        doses=tuple(words.dose(intake.by_product or (), plan.products) for intake in row.intakes),
        day_tablets=words.dose(row.daily_by_product or (), plan.products),
        day_mg=words.mg(row.daily_mg),
    )


def _sum(rows: Sequence[StageRow], facts: DoseFacts, words: Words) -> tuple[SumRow, ...]:
    """Give the sum of the printed stages that have an end, from the schedule; the check adds the rows up again."""
    closed = [row for row in rows if row.last_day is not None]
    if not closed:
        return ()
    amounts, mg = _amounts(closed, facts)
    cell = words.dose(amounts, facts.products)
    said = words.count(amounts[0]) if len(amounts) == 1 else " + ".join(cell.lines)
    days = words.days(closed[0].first_day, closed[-1].last_day)
    mg_text = words.mg(mg)
    return (SumRow(words("schedule.sum", days=days, tablets=said, mg=mg_text), cell, mg_text),)


def _amounts(closed: Sequence[StageRow], facts: DoseFacts) -> tuple[Tablets, Fraction]:
    """Give tablets per product and mg of the printed stages; of a whole plan the schedule has them already."""
    schedule = facts.schedule
    if facts.first_day == 1 and facts.last_day is None:
        return schedule.closed_total_by_product or (), schedule.closed_total_mg
    rows = {row.number: row for row in schedule.rows}
    tablets: list[Fraction] = [ZERO] * len(facts.products)
    mg = ZERO
    for printed in closed:
        row, length = rows[printed.number], (printed.last_day or 0) - printed.first_day + 1
        mg += length * row.daily_mg
        tablets = [have + length * n for have, n in zip(tablets, row.daily_by_product or (), strict=True)]
    return tuple(tablets), mg


# ── below the table ──────────────────────────────────────────────────────────────────────────────────────────────────


def _chart(copy: PlanCopy, sheet: Sheet, *, dated: bool, doctors: bool) -> Block:
    plan = copy.plan if dated else replace(copy.plan, start=None)
    lines, today, recorded = (copy.policy_lines, copy.today, copy.recorded) if doctors else ((), None, ())
    return Chart(
        "chart",
        plan,
        sheet.language,
        lines,
        today,
        recorded,
        lowest=CHART_LOWEST,
        alt=_alt(plan, sheet),
        keep=Keep.BREAK,
        role=Role.FIGURE,
    )


def _alt(plan: Plan, sheet: Sheet) -> str:
    """Say in words what the picture shows: the table above it holds every number."""
    words = Words(sheet.language)
    return words("schedule.chart_alt", first=words.mg(plan.stages[0].daily_mg), top=words.mg(plan.top_mg))


def _reasons(copy: PlanCopy, words: Words) -> Iterator[Block]:
    """Give the stops that were lifted and why."""
    if copy.reasons:
        lines = tuple(
            f"{alert.text} {words('intake.reason', text=stored(alert.reason))}" if alert.reason.strip() else alert.text
            for alert in copy.reasons
        )
        yield Notice("reasons", words("schedule.reasons"), lines, keep=Keep.BREAK, role=Role.DATA)


def rules(copy: PlanCopy, words: Words) -> Iterator[Block]:
    """Give the rules that go with the plan: those of a rise, or of a fall; the extra tablet only when it is set."""
    key = "schedule.rule."
    doses = [stage.daily_mg for stage in copy.plan.stages]
    if copy.plan.before_mg or len(doses) == 1:
        doses = [copy.plan.before_mg, *doses]
    steps = list(pairwise(doses))
    rises = any(after > before for before, after in steps)
    items = []
    if rises and copy.shortest_days is not None:
        items.append(words(key + "shortest", days=words("unit.days", n=copy.shortest_days)))
    if rises:
        items.append(words(key + "hold"))
    if rises and copy.pause_days is not None:
        items.append(words(key + "back", days=words("unit.days", n=copy.pause_days)))
    if any(after < before for before, after in steps):
        items.append(words(key + "slower"))
    items.append(words(key + "stop"))
    if rises:
        items.append(words(key + "driving"))
    extra = copy.plan.as_needed
    if extra is not None:
        items.append(
            words(
                key + "as_needed",
                tablets=_extra(copy.plan, extra.mg, words),
                mg=words.mg(extra.mg),
                most=words(key + "times", n=extra.most_per_day),
            )
        )
    yield Paragraph("rules_title", words("schedule.rules"), Style.STRONG, keep=Keep.NEXT, role=Role.HEADING)
    yield Bullets("rules", tuple(items), style=Style.TABLE, role=Role.WARNING)


def _extra(plan: Plan, mg: Fraction, words: Words) -> str:
    """Say how many tablets make one extra dose, of which product where there are several."""
    tablets = tablets_for(plan.products, mg)
    return words.count(tablets[0]) if len(tablets) == 1 else " + ".join(words.dose(tablets, plan.products).lines)


def call(sheet: Sheet, words: Words) -> Block:
    """Say whom to call, and what needs help at once."""
    who = frame.doctor(sheet)
    title = words("schedule.call", who=who) if who else words("schedule.call_open")
    number = sheet.letterhead.emergency.strip()
    urgent = words("schedule.help_number", number=stored(number)) if number else words("schedule.help")
    return Notice("call", title, (f"{urgent} {words('schedule.help_for')}",), role=Role.WARNING)
