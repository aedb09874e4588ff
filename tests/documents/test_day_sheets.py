"""Calendar, fridge page, diary and prescription, read back against the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from baclodesk.documents.block import Block
from baclodesk.documents.blocks import Description
from baclodesk.documents.calendar import build_calendar, describe_calendar
from baclodesk.documents.check import check_doses, check_pages
from baclodesk.documents.diary import build_diary, describe_diary
from baclodesk.documents.dose_blocks import BigDoses, DayGrid, DoseCell
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.fridge import build_fridge_page, describe_fridge_page
from baclodesk.documents.inputs import Period
from baclodesk.documents.lint import slips
from baclodesk.documents.page import make
from baclodesk.documents.prescription import Prescribed, build_prescription, describe_prescription
from baclodesk.documents.theme import theme
from baclodesk.domain.patient import Appointment, Identity
from baclodesk.domain.plan import AsNeeded, IntakeTime, Stage
from baclodesk.domain.product import Product
from baclodesk.services.texts import Texts

from .support import CASES, LANGUAGES, MM, PAPERS, PATIENT, amount, copy_of, ink_box, pages, plan, sheet, text

F = Fraction
BOXED = replace(plan(), products=(Product("Baclofen Z", F(10), 2, 30),))


def boxes(description: Description) -> int:
    return sum(sum(row.boxes) for block in description.blocks if isinstance(block, DayGrid) for row in block.rows)


# ── calendar ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_days_1_to_75_have_290_boxes_on_three_pages(language: str, paper: str) -> None:
    document = build_calendar(sheet(language, paper), copy_of(), Period(1, 75))
    assert document.pages == 3
    assert document.torn == ()
    assert document.description is not None
    assert boxes(document.description) == 290
    assert "290" in text(document.data)
    for number in range(3):
        left, top, right, _bottom = ink_box(document.data, number)
        assert left >= 12 * MM - 1.5
        assert top >= 15 * MM - 1.5
        assert right <= {"A4": 210 * MM, "Letter": 612.0}[paper] - 12 * MM + 1.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_every_day_stands_once_with_its_doses(case: str, language: str) -> None:
    known = plan(case)
    last = known.closed_days + (3 if known.is_open else 0)
    document = build_calendar(sheet(language), copy_of(known), Period(1, last))
    found = "\n".join(pages(document.data))
    texts = Texts(language)
    dose = r"(\d*[½¼¾]|\d+(?:\.\d+)?)"
    assert known.start is not None
    for day in range(1, last + 1):
        on = texts.date(known.start + timedelta(days=day - 1), weekday=True).replace("\u00a0", " ")
        stage = known.stages[known.stage_index_on(day) or 0]
        rows = re.findall(
            rf"^{day} {re.escape(on)} {' '.join([dose] * len(known.times))} ([\d \u00a0]+) mg", found, re.MULTILINE
        )
        assert len(rows) == 1
        doses = [amount(part) * known.products[0].strength_mg for part in rows[0][:-1]]
        assert doses == list(stage.mg)
        assert amount(rows[0][-1]) == stage.daily_mg
    expected = sum(sum(mg != 0 for mg in known.stages[known.stage_index_on(day) or 0].mg) for day in range(1, last + 1))
    assert document.description is not None
    assert boxes(document.description) == expected


def test_an_open_stage_is_printed_for_four_weeks_when_no_day_is_chosen() -> None:
    found = text(build_calendar(sheet(), copy_of()).data)
    assert "days 1–98" in found
    assert re.search(r"\b98 Sun 6 Jun 2027", found)
    assert "days 90–117" in text(build_calendar(sheet(), copy_of(), Period(90)).data)
    assert "days 1–6" in text(build_calendar(sheet(), copy_of(plan("C17"))).data)


def test_long_stages_are_cut_by_week_and_named_again() -> None:
    found = text(build_calendar(sheet(), copy_of(), Period(1, 91)).data)
    assert found.count("Stage 15 (continued) · 200 mg a day") >= 2
    assert "Stage 1 (continued)" not in found


def test_four_hundred_days_break_between_days_and_carry_heads() -> None:
    found = pages(build_calendar(sheet(), copy_of(), Period(1, 400)).data)
    days = []
    for page in found:
        assert "bedtime" in page
        days += [int(day) for day in re.findall(r"^(\d+) \w{3} \d+ \w{3} \d{4} ", page, re.MULTILINE)]
    assert days == list(range(1, 401))


def test_visits_are_marked_on_their_day() -> None:
    visits = (Appointment(date(2027, 3, 12), "10:20", "bring the diary"), Appointment(date(2027, 3, 20)))
    found = text(build_calendar(sheet("fr"), copy_of(), Period(1, 30), visits).data)
    assert "30 mg consultation 10 h 20 bring the diary" in found
    assert "40 mg consultation 21" not in found
    assert "40 mg consultation" in found


@pytest.mark.parametrize(
    "note",
    ["x" * 14 + "-" + "y" * 20, "soft\u00adhyphen", "ends with -", "tab\tand\u200bzero", "smile 😀"],
)
def test_hyphens_and_odd_blanks_in_a_note_do_not_stop_the_calendar(note: str) -> None:
    for length in range(4):
        visits = (Appointment(date(2027, 3, 12), "10:20", "a" * length + note),)
        assert "12 Fri 12 Mar 2027 1" in text(build_calendar(sheet(), copy_of(), Period(1, 20), visits).data)


def test_days_without_dates_carry_their_numbers_alone() -> None:
    found = text(build_calendar(sheet(), copy_of(replace(plan(), start=None)), Period(1, 10)).data)
    assert "2027" not in found
    assert re.search(r"\b10 ½ ½ ½ ½ 20 mg", found)


def test_other_times_on_the_way_begin_another_grid_and_wide_plans_fit() -> None:
    base = plan()
    wide = tuple(IntakeTime(f"a long name {n}", f"{6 + n:02}:00") for n in range(6))
    stages = [base.stages[0], Stage(2, 5, (F(50),) * 6, times=wide)]
    document = build_calendar(sheet(large=True), copy_of(base.with_stages(stages)), Period(3))
    assert document.description is not None
    assert sum(isinstance(block, DayGrid) for block in document.description.blocks) == 2
    assert "300 mg" in text(document.data)


def changed_day(number: int, **changes: object) -> Description:
    description = describe_calendar(sheet(), copy_of(), Period(1, 20))
    blocks: list[Block] = []
    for block in description.blocks:
        if isinstance(block, DayGrid):
            sections = tuple(
                replace(s, rows=tuple(replace(r, **changes) if r.day == number else r for r in s.rows))  # type: ignore[arg-type]
                for s in block.sections
            )
            blocks.append(replace(block, sections=sections))
        else:
            blocks.append(block)
    return replace(description, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"day": 13}, "rows_differ", "calendar"),
        ({"boxes": (True, True, True, False)}, "rows_differ", "day 12"),
        ({"doses": (DoseCell(("1",)),)}, "rows_differ", "day 12"),
        (
            {"doses": (DoseCell(("1",)), DoseCell(("1",)), DoseCell(("½",)), DoseCell(("1",)))},
            "dose_differs",
            "day 12, time 2",
        ),
        ({"day_mg": "40\u00a0mg"}, "sum_differs", "day 12"),
    ],
)
def test_a_day_that_differs_from_the_plan_is_refused(changes: dict[str, object], code: str, place: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_doses(changed_day(12, **changes))
    assert (refused.value.code, refused.value.place) == (code, place)


def test_a_day_missing_on_the_finished_pages_is_refused() -> None:
    description = describe_calendar(sheet(), copy_of(), Period(1, 20))
    found = pages(make(description, theme("A4")).data)
    with pytest.raises(DocumentRefused) as refused:
        check_pages(description, [found[0].replace("12 Fri 12 Mar 2027", "12 Fri 12 Mar 2028")])
    assert refused.value.place == "day 12"


def test_names_of_times_typed_by_the_doctor_are_found_again_on_the_page() -> None:
    own = (IntakeTime("with tea (½)"), IntakeTime("late snack", "22:15"))
    given = replace(plan(), times=own, stages=(Stage(1, 3, (F(5), F(10))), Stage(2, None, (F(10), F(10)))))
    assert "with tea (½)" in text(build_calendar(sheet(), copy_of(given)).data)
    assert "late snack 22:15 1" in text(build_fridge_page(sheet(), copy_of(given)).data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_day_sheets_can_be_misread(language: str) -> None:
    copy = copy_of(replace(BOXED, as_needed=AsNeeded(F(5), 1)))
    on = sheet(language)
    visits = (Appointment(date(2027, 3, 12), "10:20"), Appointment(date(2027, 3, 13)))
    for description in (
        describe_calendar(on, copy, Period(1, 95), visits),
        describe_fridge_page(on, copy, 12),
        describe_diary(on, date(2027, 3, 1)),
        describe_prescription(on, copy, Prescribed(renewals=2, weight_kg=F(125, 2))),
    ):
        assert list(slips(description)) == []


# ── fridge page ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fridge_page_shows_dates_and_doses_but_no_name_and_no_medicine(language: str) -> None:
    document = build_fridge_page(sheet(language), copy_of(BOXED), 12)
    found = text(document.data)
    assert document.pages == 1
    assert {"en": "Thu 11 Mar – Mon 15 Mar 2027", "fr": "jeu. 11 mars – lun. 15 mars 2027"}[language] in found
    assert {"en": "08:00 1 13:00 ½ 18:00 ½ bedtime 1", "fr": "8 h 1 13 h ½ 18 h ½ coucher 1"}[language] in found
    assert "C.A." in found
    for word in ("Arnaud", "Claire", "1979", "aclof", "Laurent", "alco"):
        assert word not in found


def test_the_fridge_page_of_an_open_stage_an_undated_plan_and_no_patient() -> None:
    assert "from Mon 10 May 2027" in text(build_fridge_page(sheet(), copy_of(), 100).data)
    undated = copy_of(replace(plan(), start=None))
    assert text(build_fridge_page(sheet(patient=None), undated, 12).data).startswith("Days 11–15")
    assert "A." in text(build_fridge_page(sheet(patient=Identity("p", "Arnaud")), copy_of()).data)
    two = (Product("a", F(10), 2), Product("b", F(25), 1))
    strong = copy_of(replace(plan(), products=two))
    assert "2 × 25 mg" in text(build_fridge_page(sheet(), strong, 100).data)


def test_the_fridge_page_refuses_a_day_outside_the_plan_and_a_wrong_dose() -> None:
    with pytest.raises(DocumentRefused) as refused:
        build_fridge_page(sheet(), copy_of(plan("C17")), 7)
    assert refused.value.code == "period"
    description = describe_fridge_page(sheet(), copy_of(), 12)
    for changes, code in (
        ({"doses": (DoseCell(("2",)), *(DoseCell(("½",)),) * 2, DoseCell(("1",)))}, "dose_differs"),
        ({"doses": (DoseCell(("1",)),)}, "rows_differ"),
        ({"number": 99}, "rows_differ"),
    ):
        blocks = tuple(replace(b, **changes) if isinstance(b, BigDoses) else b for b in description.blocks)
        with pytest.raises(DocumentRefused) as refused:
            check_doses(replace(description, blocks=blocks))
        assert refused.value.code == code
    with pytest.raises(DocumentRefused) as refused:
        check_pages(description, ["nothing"])
    assert (refused.value.code, refused.value.place) == ("not_on_page", "stage 3")


# ── diary ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
def test_the_diary_has_fourteen_days_a_page_and_whom_to_call(language: str, paper: str, large: bool) -> None:
    document = build_diary(sheet(language, paper, large=large), date(2027, 3, 1), 28, copy_of())
    assert document.pages == 2
    texts = Texts(language)
    for number, page in enumerate(pages(document.data)):
        flat = re.sub(r"\s+", " ", page)
        assert "04 78 00 00 00" in flat
        for day in range(14):
            on = date(2027, 3, 1) + timedelta(days=14 * number + day)
            assert texts.date(on, weekday=True, year=False).replace("\u00a0", " ") in flat


def test_a_diary_without_dates_has_lines_to_write_them() -> None:
    document = build_diary(sheet(), None, 20)
    assert document.pages == 2
    assert "Mon" not in text(document.data).replace("Monday", "")


# ── prescription ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", PAPERS)
def test_the_prescription_holds_what_the_law_asks_for_on_one_page(paper: str) -> None:
    copy = copy_of(replace(BOXED, as_needed=AsNeeded(F(10), 1)))
    document = build_prescription(sheet("fr", paper), copy, Prescribed(renewals=2, weight_kg=F(62)))
    found = text(document.data)
    assert document.pages == 1
    for wanted in (
        "Dr Mathilde Laurent",
        "RPPS 10003456789",
        "12 rue des Tilleuls",
        "22 nov. 2026",
        "Arnaud, Claire",
        "3 mai 1979",
        "féminin",
        "62 kg",
        "Baclofen Z, baclofène 10 mg, comprimés à avaler",
        "Pour 28 jours : lun. 1er mars – dim. 28 mars 2027",
        "Jours 1–28 au total : 93 comprimés, 930 mg",
        "Baclofen Z : 121 comprimés = 5 boîtes",
        "dont 28 comprimés pour les prises supplémentaires",
        "Renouvellement 2 fois",
        "Prescription hors autorisation de mise sur le marché",
        "Signature du prescripteur",
    ):
        assert wanted in found
    assert found.index("hors autorisation") < found.index("Signature du prescripteur")


def test_quantities_follow_the_chosen_days() -> None:
    wish = Prescribed(first_day=71, days=10, off_label=False, as_needed=False, on=date(2027, 5, 10))
    found = text(build_prescription(sheet(), copy_of(replace(BOXED, as_needed=AsNeeded(F(10), 1))), wish).data)
    assert "Baclofen Z: 200 tablets = 7 boxes" in found
    assert "For 10 days: Mon 10 May – Wed 19 May 2027" in found
    assert "extra doses" not in found
    assert "marketing authorisation" not in found
    assert "Renewals none" in found
    assert "Date 10 May 2027" in found


def test_a_prescription_ends_with_a_closed_plan_and_names_unknown_boxes_by_tablets() -> None:
    found = text(build_prescription(sheet(), copy_of(plan("C17"))).data)
    assert "For 6 days" in found
    assert "tablet: 21 tablets Renewals" in found.replace("•", "").replace("  ", " ")


def test_a_prescription_without_dates_patient_or_sex_leaves_lines_to_write_on() -> None:
    undated = copy_of(replace(plan(), start=None))
    found = text(build_prescription(sheet(patient=None), undated).data)
    assert "For 28 days: days 1–28" in found
    nameless = sheet(patient=replace(PATIENT, birth_date=None, sex=""))
    assert "female" not in text(build_prescription(nameless, undated).data)


def test_a_strength_that_is_not_needed_is_not_dispensed() -> None:
    two = (Product("Ten", F(10), 2, 30), Product("Forty", F(40), 1, 30))
    found = text(build_prescription(sheet(), copy_of(replace(plan(), products=two)), Prescribed(days=5)).data)
    assert "Ten: 5 tablets = 1 box" in found
    assert "Forty: " not in found.replace("Forty, ", "")
