"""From a patient's record to every document that prints doses: schedule, doctor's copy, calendar, fridge, diary, …"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from baclodesk.domain.dose import ZERO
from baclodesk.domain.patient import IssuedPlan, PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.practice import Practice
from baclodesk.domain.recorded import recorded_days
from baclodesk.domain.schedule import of_plan
from baclodesk.services.facts import findings_of
from baclodesk.services.issue_reasons import reasons_given
from baclodesk.services.library import Library
from baclodesk.services.measures import weight
from baclodesk.services.own_policies import library_of
from baclodesk.services.paper_numbers import paper_numbers
from baclodesk.services.texts import Texts

from .calendar import build_calendar
from .diary import build_diary
from .errors import DocumentRefused
from .fridge import build_fridge_page
from .inputs import USUAL, Alert, Choice, Flag, Period, PlanCopy, Sheet
from .page import Document
from .prescription import Prescribed, build_prescription
from .record_sheet import Wish, plan_copy, sheet_for
from .schedule import build_schedule


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plan ready to print, with the days that were chosen; ``revision`` is None for a draft."""

    sheet: Sheet
    copy: PlanCopy
    revision: IssuedPlan | None
    library: Library

    def printed(self, *, dates: bool) -> PlanCopy:
        """Give the plan with or without its dates."""
        return self.copy if dates else replace(self.copy, plan=replace(self.copy.plan, start=None))


def choose(record: PatientRecord, practice: Practice, wish: Wish, *, draft: bool) -> Chosen:
    """Give the plan in force, or with ``draft`` (or while nothing was issued) the draft, ready to print.

    Raises DocumentRefused with code ``no_plan`` when there is nothing to print.
    """
    today = wish.printed_at.date()
    issued = None if draft else record.current_issue
    plan = record.plan if issued is None else issued.plan
    if plan is None:
        raise DocumentRefused("no_plan")
    library = library_of(practice)
    policy = practice.policy if issued is None else issued.policy
    sheet = sheet_for(practice, record.identity, wish, issued=issued is not None, policy=policy)
    copy = plan_copy(
        plan,
        policy,
        findings=findings_of(record, policy, today, library=library) if issued is None else (),
        texts=Texts(sheet.language),
        patient_id=record.identity.id,
        issued=issued,
        today=today,
        library=library,
    )
    return Chosen(sheet, copy, issued, library)


# ── which days ───────────────────────────────────────────────────────────────────────────────────────────────────────


def day_number(plan: Plan, chosen: int | date) -> int:
    """Give the plan's day of a day number or a date; refuses a date while the plan has no start."""
    day = chosen if isinstance(chosen, int) else plan.day_of(chosen)
    if day is None:
        raise DocumentRefused("start_missing")
    return day


def period_of(plan: Plan, choice: Choice, first: int = 1) -> Period:
    """Give the days chosen; from ``first`` when none was."""
    begin = first if choice.first is None else day_number(plan, choice.first)
    return Period(begin, None if choice.last is None else day_number(plan, choice.last))


def day_today(plan: Plan, today: date) -> int:
    """Give the day to begin with: today while the plan runs, day 1 before it. Refuses a plan that is over."""
    day = plan.day_of(today)
    if day is None or day < 1:
        return 1
    if plan.stage_index_on(day) is None:
        raise DocumentRefused("plan_over")
    return day


def first_day(plan: Plan, choice: Choice, wish: Wish) -> int:
    """Give the first day chosen, else that of :func:`day_today`."""
    return day_today(plan, wish.printed_at.date()) if choice.first is None else day_number(plan, choice.first)


def shown(plan: Plan, choice: Choice, wish: Wish) -> Period:
    """Give the days of a schedule: the whole plan, what is left of it today, or those chosen."""
    return period_of(plan, choice, first_day(plan, choice, wish) if choice.today else 1)


# ── the documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def schedule_of(
    record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL, *, draft: bool = False
) -> Document:
    """Print the schedule; the whole plan unless days were chosen. Raises DocumentRefused."""
    chosen = choose(record, practice, wish, draft=draft or choice.draft)
    return build_schedule(chosen.sheet, chosen.printed(dates=choice.dates), shown(chosen.copy.plan, choice, wish))


def doctor_copy_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print the schedule with the policy's lines, what was taken, and the reasons given at issue; not for the patient.

    What was taken is told beside the plan in force, not beside a draft.
    """
    chosen = choose(record, practice, wish, draft=choice.draft)
    copy, texts = chosen.printed(dates=choice.dates), Texts(chosen.sheet.language)
    if chosen.revision is not None:
        plan, today = chosen.revision.plan, wish.printed_at.date()
        copy = replace(copy, recorded=tuple(recorded_days(plan, record.visits, plan.day_of(today) or 0)))
        given = reasons_given(record, chosen.revision, texts, chosen.library)
        copy = replace(copy, reasons=tuple(Alert(item.sentence, Flag.STOP, item.reason) for item in given))
    return build_schedule(chosen.sheet, copy, shown(chosen.copy.plan, choice, wish), doctors=True)


def calendar_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print the calendar with the appointments; from today while the plan runs."""
    chosen = choose(record, practice, wish, draft=choice.draft)
    plan = chosen.copy.plan
    period = period_of(plan, choice, first_day(plan, choice, wish))
    return build_calendar(chosen.sheet, chosen.printed(dates=choice.dates), period, record.appointments)


def fridge_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print the stage of the first day chosen, else of today, in large figures."""
    chosen = choose(record, practice, wish, draft=choice.draft)
    day = first_day(chosen.copy.plan, choice, wish)
    return build_fridge_page(chosen.sheet, chosen.printed(dates=choice.dates), day)


def diary_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print a diary from the first day chosen, else from today or, before the plan begins, from day 1 on.

    A patient without a plan gets one too.
    """
    today = wish.printed_at.date()
    plan = record.plan_in_force or record.plan
    first: date | None = today
    if isinstance(choice.first, date):
        first = choice.first
    elif choice.first is not None:
        if plan is None:
            raise DocumentRefused("no_plan")
        first = plan.date_of(choice.first)
    elif plan is not None and plan.start is not None:
        first = max(plan.start, today)
    days = choice.days
    if days is None and choice.last is not None:
        days = _length(plan, first, choice.last)
    return build_diary(sheet_for(practice, record.identity, wish), first if choice.dates else None, days)


def _length(plan: Plan | None, first: date | None, last: int | date) -> int:
    end = last if isinstance(last, date) else (None if plan is None else plan.date_of(last))
    if end is None or first is None:
        raise DocumentRefused("start_missing")
    if end < first:
        raise DocumentRefused("diary_days")
    return (end - first).days + 1


def prescription_of(record: PatientRecord, practice: Practice, wish: Wish, choice: Choice = USUAL) -> Document:
    """Print the prescription from today (before the plan begins: from day 1) for the usual or the chosen days."""
    chosen = choose(record, practice, wish, draft=choice.draft)
    plan = chosen.copy.plan
    first = first_day(plan, choice, wish)
    days = choice.days or paper_numbers().prescription_days
    if choice.last is not None:
        days = day_number(plan, choice.last) - first + 1
    wanted = Prescribed(
        first_day=first,
        days=days,
        renewals=choice.renewals,
        off_label=_off_label(plan, first, first + days - 1, chosen.library, extra=choice.extra),
        as_needed=choice.extra,
        weight_kg=weight(record) if choice.with_weight else None,
    )
    return build_prescription(chosen.sheet, chosen.copy, wanted)


def _off_label(plan: Plan, first: int, last: int, library: Library, *, extra: bool) -> bool:
    """Tell whether the highest dose of these days is beyond the label of one of the products."""
    top = ZERO
    for row in of_plan(plan).rows:
        if row.first_day <= last and (row.last_day is None or row.last_day >= first):
            top = max(top, row.daily_mg)
    if extra and plan.as_needed is not None:
        top += plan.as_needed.mg * Fraction(plan.as_needed.most_per_day)
    known = [library.products.get(item.code or "") for item in plan.products]
    return not all(info is not None and info.covers(top) for info in known)
