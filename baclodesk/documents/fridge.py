"""Document C: the sheet for the fridge door: dates and doses in large figures, no name and no word of the treatment."""

from __future__ import annotations

from . import frame
from .block import Keep, Role
from .blocks import Description, Footer, Paragraph
from .check import facts_of
from .dose_blocks import BigDoses
from .errors import DocumentRefused
from .inputs import PlanCopy, Sheet
from .page import Document, make
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "fridge"


def build_fridge_page(sheet: Sheet, copy: PlanCopy, day: int = 1) -> Document:
    """Print the stage that holds ``day`` (a day number) in large figures.

    Raises DocumentRefused with code ``period`` for a day outside the plan.
    """
    return make(describe_fridge_page(sheet, copy, day), theme(sheet.paper, large=sheet.large))


def describe_fridge_page(sheet: Sheet, copy: PlanCopy, day: int = 1) -> Description:
    """Give the page's blocks; pure. Anybody in the kitchen may read it: no name, no product, no letterhead."""
    facts = facts_of(copy)
    words = Words(sheet.language)
    index = copy.plan.stage_index_on(day)
    if index is None:
        raise DocumentRefused("period", last=str(copy.plan.closed_days))
    row = facts.schedule.rows[index]
    dates = words.dates(row.start, row.end, is_open=row.last_day is None)
    days = words.days(row.first_day, row.last_day)
    title = words("fridge.title_dates", dates=dates) if dates else words("fridge.title_days", days=days)
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=Footer(
            (
                " · ".join(
                    filter(
                        None,
                        (
                            _initials(sheet),
                            *frame.policy_words(sheet, words),
                            words("sheet.printed", moment=words.moment(sheet.printed_at)),
                        ),
                    )
                ),
            ),
            words.texts("documents.sheet.page"),
        ),
        blocks=(
            Paragraph("dates", title, Style.HUGE, keep=Keep.NEXT, role=Role.TITLE),
            Paragraph("tablets", words("fridge.tablets"), Style.BODY, keep=Keep.NEXT),
            BigDoses(
                "doses",
                row.number,
                tuple(words.time(intake.time) for intake in row.intakes),
                tuple(words.dose(intake.by_product or (), copy.plan.products) for intake in row.intakes),
                role=Role.DATA,
            ),
            Paragraph("replaced", words("fridge.replaced"), Style.BODY, gap=3),
        ),
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
        most_pages=1,
    )


def _initials(sheet: Sheet) -> str:
    if sheet.patient is None:
        return ""
    names = (sheet.patient.given_name, sheet.patient.family_name)
    return stored("".join(f"{name.strip()[0]}." for name in names if name.strip()))
