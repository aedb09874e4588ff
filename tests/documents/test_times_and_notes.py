"""Plans whose times of day change on the way, notes and extra doses: on every paper that prints doses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from baclodesk.documents.calendar import build_calendar
from baclodesk.documents.fridge import build_fridge_page
from baclodesk.documents.inputs import Period
from baclodesk.documents.prescription import Prescribed, build_prescription
from baclodesk.documents.schedule import build_schedule
from baclodesk.domain.dispensing import supply
from baclodesk.domain.edits import set_times_from
from baclodesk.domain.notes import MOST_LETTERS, set_note
from baclodesk.domain.plan import AsNeeded, IntakeTime, Plan
from baclodesk.domain.product import Product

from .support import LANGUAGES, copy_of, plan, sheet, text

COUNTS = (1, 3, 6)
NAMES = ("waking", "porridge", "cantine", "teapot", "supper", "pillow")


def changed(count: int, stage: int = 5) -> Plan:
    """The consensus plan with ``count`` other times from a stage on."""
    times = tuple(IntakeTime(NAMES[n], None if n == 5 else f"{6 + 3 * n:02}:15") for n in range(count))
    return set_times_from(plan(), plan().stages[stage - 1].uid, times)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS)
def test_the_schedule_heads_each_run_of_stages_with_its_own_times(count: int, language: str) -> None:
    document = build_schedule(sheet(language), copy_of(changed(count)))
    found = text(document.data)
    assert {"en": "From day 21", "fr": "À partir du jour 21"}[language] in found
    assert all(found.count(name) == 1 for name in NAMES[:count])
    assert document.torn == ()
    assert {1: " 5 5 50 mg", 3: " 1½ 1½ 2 5 50 mg", 6: " 1 ½ ½ 1 1 1 5 50 mg"}[count] in found
    assert " 1 1 1 1 4 40 mg" in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS)
def test_calendar_fridge_page_and_prescription_hold_for_other_times_too(count: int, language: str) -> None:
    copy = copy_of(changed(count))
    for large in (False, True):
        calendar = build_calendar(sheet(language, large=large), copy, Period(19, 23))
        assert all(name in text(calendar.data) for name in NAMES[:count]), "a name is cut"
        assert calendar.torn == ()
    fridge = text(build_fridge_page(sheet(language), copy, 23).data)
    assert all(name in fridge for name in NAMES[:count])
    wish = Prescribed(first_day=19, days=5)
    needed = supply(copy.plan, 19, 23, as_needed=False)[0].whole_tablets
    assert needed == 23  # two days of 40 mg, three of 50 mg
    assert f"{needed} " in text(build_prescription(sheet(language), copy, wish).data)


def test_notes_stand_on_the_doctors_copy_and_on_no_sheet_of_the_patient() -> None:
    noted = set_note(set_note(plan(), None, "Sister helps with the box."), 5, "Drove at night, warned.")
    copy = copy_of(noted)
    mine = text(build_schedule(sheet(), copy, doctors=True).data)
    assert "Notes" in mine
    assert "Sister helps with the box." in mine
    assert "Stage 5: Drove at night, warned." in mine
    assert "Palier 5 : Drove" in text(build_schedule(sheet("fr"), copy, doctors=True).data)
    for data in (
        build_schedule(sheet(), copy).data,
        build_calendar(sheet(), copy, Period(20, 30)).data,
        build_fridge_page(sheet(), copy, 21).data,
        build_prescription(sheet(), copy, Prescribed(first_day=20, days=10)).data,
    ):
        assert "Sister" not in text(data)
        assert "Drove" not in text(data)
    later = build_schedule(sheet(), copy, Period(40, 50), doctors=True)
    assert "Sister" in text(later.data)
    assert "Drove" not in text(later.data)
    assert "Notes" not in text(build_schedule(sheet(), copy_of(), doctors=True).data)


def test_long_notes_on_every_stage_take_another_page() -> None:
    noted = plan()
    for stage in plan().stages:
        noted = set_note(noted, stage.uid, "word " * (MOST_LETTERS // 5 - 1))
    document = build_schedule(sheet(), copy_of(noted), doctors=True)
    assert document.pages > 1
    assert document.torn == ()
    assert build_schedule(sheet(), copy_of(noted)).pages == 1


@pytest.mark.parametrize(("language", "words"), [("en", "take 1 × 25 mg more"), ("fr", "prendre 1 × 25 mg de plus")])
def test_an_extra_dose_of_several_products_names_the_tablet(language: str, words: str) -> None:
    two = (Product("ten", Fraction(10), 2), Product("large", Fraction(25), 2))
    extra = replace(plan(), products=two, as_needed=AsNeeded(Fraction(25), 1))
    assert words in text(build_schedule(sheet(language), copy_of(extra)).data)
    single = replace(plan(), as_needed=AsNeeded(Fraction(10), 1))
    assert "take 1 tablet more" in text(build_schedule(sheet(), copy_of(single)).data)
