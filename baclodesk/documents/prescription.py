"""Document E: the prescription, with what the law asks for on it and the quantities counted from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from baclodesk.domain.dispensing import Supply, supply
from baclodesk.domain.supplied import Supplied, supplied
from baclodesk.services.paper_numbers import paper_numbers

from . import frame
from .block import Block, Keep, Role
from .blocks import Bullets, Description, KeyValues, Paragraph, Signature
from .check import facts_of
from .dose_blocks import DoseFacts
from .inputs import Period, PlanCopy, Sheet
from .page import Document, make
from .schedule import tables
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "prescription"


@dataclass(frozen=True, slots=True)
class Prescribed:
    """What the doctor chooses for one prescription.

    ``first_day`` is a day number of the plan, ``days`` how many are dispensed for (1 or more); ``off_label`` prints
    the sentence the law asks for; ``weight_kg`` is printed when given; ``as_needed`` counts the extra doses.
    """

    first_day: int = 1
    days: int = field(default_factory=lambda: paper_numbers().prescription_days)
    renewals: int = 0
    off_label: bool = True
    as_needed: bool = True
    weight_kg: Fraction | None = None
    on: date | None = None


def build_prescription(sheet: Sheet, copy: PlanCopy, chosen: Prescribed | None = None) -> Document:
    """Print the prescription; raises DocumentRefused like the schedule, and for days outside the plan."""
    wish = chosen or Prescribed()
    done = make(describe_prescription(sheet, copy, wish), theme(sheet.paper, large=sheet.large))
    return done if copy.is_draft else replace(done, supply=_supplied(sheet, copy, wish))


def _supplied(sheet: Sheet, copy: PlanCopy, wish: Prescribed) -> Supplied | None:
    plan, last = copy.plan, wish.first_day + wish.days - 1
    on = wish.on or sheet.printed_at.date()
    return supplied(plan, wish.first_day, last, on, renewals=wish.renewals, as_needed=wish.as_needed)


def describe_prescription(sheet: Sheet, copy: PlanCopy, chosen: Prescribed | None = None) -> Description:
    """Give the prescription's blocks; pure."""
    wish = chosen or Prescribed()
    words = Words(sheet.language)
    facts = facts_of(copy, Period(wish.first_day, wish.first_day + wish.days - 1))
    last = facts.last_day or copy.plan.closed_days
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(words("prescription.title")),
        _patient(sheet, wish, words),
        *_substance(copy, facts, last, wish, words),
        *tables(copy, facts, words, with_dates=copy.plan.start is not None),
        *_quantities(copy, last, wish, words),
        Signature("signature", (("", ()), (words("prescription.signature"), (("",),))), role=Role.SIGNATURE),
    ]
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, KIND, copy),
        blocks=tuple(blocks),
        draft=words("sheet.draft") if copy.is_draft else "",
        facts=facts,
        most_pages=None if sheet.large else 1,
        each_page=words("prescription.each_page"),
    )


def _patient(sheet: Sheet, wish: Prescribed, words: Words) -> Block:
    who = sheet.patient
    born = "" if who is None or who.birth_date is None else words.birth(who.birth_date)
    sex = words(f"prescription.sex_{who.sex}") if who is not None and who.sex in ("f", "m") else ""
    on = wish.on or sheet.printed_at.date()
    pairs = [
        (words("prescription.patient"), "" if who is None else stored(who.full_name)),
        (words("prescription.date"), words.texts.date(on)),
        (words("prescription.birth"), born),
        (words("prescription.sex"), sex),
    ]
    if wish.weight_kg is not None:
        pairs.append((words("prescription.weight"), f"{words.texts.number(wish.weight_kg)}\u00a0kg"))
    return KeyValues("patient", tuple(pairs), columns=2, label_share=0.42, role=Role.DATA)


def _substance(copy: PlanCopy, facts: DoseFacts, last: int, wish: Prescribed, words: Words) -> Iterator[Block]:
    lines = [
        words("prescription.substance", product=stored(item.name), mg=words.mg(item.strength_mg))
        for item in copy.plan.products
    ]
    yield Paragraph("substance", "\n".join(lines), Style.STRONG, keep=Keep.NEXT, role=Role.HEADING)
    count = words("unit.days", n=last - wish.first_day + 1)
    plan = copy.plan
    dates = words.dates(plan.date_of(facts.first_day), plan.date_of(last), is_open=False)
    if dates:
        period = words("prescription.period", days=count, dates=dates)
    else:
        period = words("prescription.period_days", days=count, numbers=words.days(facts.first_day, last))
    yield Paragraph("period", period, Style.BODY, gap=0.2, keep=Keep.NEXT)


def _quantities(copy: PlanCopy, last: int, wish: Prescribed, words: Words) -> Iterator[Block]:
    extra = wish.as_needed and copy.plan.as_needed is not None
    needed = supply(copy.plan, wish.first_day, last, as_needed=extra)
    lines = [_supply(item, words) for item in needed if item.whole_tablets]
    if extra:
        without = supply(copy.plan, wish.first_day, last, as_needed=False)
        more = sum((with_.tablets - base.tablets for with_, base in zip(needed, without, strict=True)), Fraction(0))
        lines.append(words("prescription.as_needed", tablets=words.count(more)))
    yield Paragraph("quantity", words("prescription.quantity"), Style.STRONG, keep=Keep.NEXT, role=Role.HEADING)
    yield Bullets("quantities", tuple(lines), keep=Keep.NEXT)
    times = words("prescription.times", n=wish.renewals) if wish.renewals else words("prescription.renewal_none")
    yield KeyValues("renewals", ((words("prescription.renewals"), times),), label_share=0.2, keep=Keep.NEXT)
    if wish.off_label:
        yield Paragraph("off_label", words("prescription.off_label"), Style.STRONG, gap=0.5, keep=Keep.NEXT)


def _supply(item: Supply, words: Words) -> str:
    tablets = words.count(Fraction(item.whole_tablets))
    product = stored(item.product.name)
    if item.boxes is None:
        return words("prescription.supply", product=product, tablets=tablets)
    boxes = words("prescription.boxes", n=item.boxes)
    return words("prescription.supply_boxes", product=product, tablets=tablets, boxes=boxes)
