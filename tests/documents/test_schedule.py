"""The schedule by stage, read back from its PDF against the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.documents.blocks import Chart
from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.flow_chart import chart_strips
from baclodesk.documents.inputs import Alert, Flag, Period, PlanCopy
from baclodesk.documents.lint import slips
from baclodesk.documents.schedule import build_schedule, describe_schedule
from baclodesk.documents.theme import theme
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.plan import AsNeeded, IntakeTime, Plan, Stage
from baclodesk.domain.policy import Line, LineKind
from baclodesk.domain.practice import Practice
from baclodesk.domain.product import Product
from baclodesk.domain.recorded import Recorded, Taking
from baclodesk.domain.split import propose
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .support import CASES, LANGUAGES, MM, PAPERS, amount, copy_of, ink_box, long_plan, pages, plan, sheet, text

OPEN = {"en": "from", "fr": "dès"}
F = Fraction


def stage_lines(
    found: str, language: str, times: int
) -> dict[int, tuple[int, int | None, list[Fraction], Fraction, Fraction]]:
    """Read the stage rows of a page: number → first day, last day, doses in tablets, tablets a day, mg a day."""
    dose = r"(\d*[½¼¾]|\d+(?:\.\d+)?)"
    span = rf"(?:(\d+)(?:–(\d+))?|{OPEN[language]} (\d+))"
    row = re.compile(rf"^(\d+) {span} (.+ \d{{4}}) {' '.join([dose] * (times + 1))} (\d[\d \u00a0]*) mg$")
    rows = {}
    for line in found.splitlines():
        match = row.match(line.strip())
        if match is None:
            continue
        stage, first, last, opened = match.group(1), match.group(2), match.group(3), match.group(4)
        doses = [amount(part) for part in match.groups()[5 : 5 + times]]
        begin = int(first or opened)
        end = None if opened else int(last or first)
        rows[int(stage)] = (begin, end, doses, amount(match.groups()[-2]), amount(match.groups()[-1]))
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_every_stage_of_every_known_schedule_stands_on_paper_as_planned(case: str, language: str) -> None:
    known = plan(case)
    strength = known.products[0].strength_mg
    document = build_schedule(sheet(language), copy_of(known))
    rows = stage_lines("\n".join(pages(document.data)), language, len(known.times))
    assert sorted(rows) == list(range(1, len(known.stages) + 1))
    day, total = 1, F(0)
    for number, stage in enumerate(known.stages, 1):
        first, last, doses, tablets, mg = rows[number]
        assert first == day, "every day stands once"
        assert last == (None if stage.days is None else day + stage.days - 1)
        assert [count * strength for count in doses] == list(stage.mg)
        assert tablets == sum(doses)
        assert mg == sum(stage.mg) == F(CASES[case]["expect"]["daily_mg"][number - 1])
        total += (stage.days or 0) * tablets
        day += stage.days or 0
    assert day - 1 == CASES[case]["expect"]["closed_days"]
    assert total * strength == F(CASES[case]["expect"]["closed_total_mg"])
    if total:
        said = re.search(r"(?:together|au total) : ?([\d \u00a0]+½?) |together: ([\d,]+½?) ", text(document.data))
        assert said is not None
        assert amount((said.group(1) or said.group(2)).replace(",", "")) == total


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Days 1–70 together: 575 tablets, 5750 mg"), ("fr", "Jours 1–70 au total : 575 comprimés, 5 750 mg")],
)
def test_the_consensus_scheme_says_575_tablets_and_5750_mg_for_days_1_to_70(language: str, sentence: str) -> None:
    assert sentence in text(build_schedule(sheet(language), copy_of()).data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_carries_its_dates_with_weekday(language: str) -> None:
    found = text(build_schedule(sheet(language), copy_of()).data)
    texts = Texts(language)
    start = date(2027, 3, 1)
    for number in range(14):
        first, last = start + timedelta(days=5 * number), start + timedelta(days=5 * number + 4)
        begin, end = texts.date(first, year=False, weekday=True), texts.date(last, weekday=True)
        assert f"{begin} – {end}".replace("\u00a0", " ") in found
    assert {"en": "from Mon 10 May 2027", "fr": "à partir du lun. 10 mai 2027"}[language] in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_fifteen_stages_fit_one_page_with_chart_rules_call_and_signature(language: str, paper: str) -> None:
    copy = copy_of(replace(plan(), as_needed=AsNeeded(F(10), 2)))
    document = build_schedule(sheet(language, paper), copy)
    assert document.pages == 1
    assert document.torn == ()
    found = text(document.data)
    assert "200" in found
    for wanted in {
        "en": (
            "mg per day",
            "tablets of 10 mg per day",
            "Never stop suddenly",
            "Do not drive",
            "Call Dr Mathilde Laurent, 04 78 00 00 00",
            "112",
            "Doctor’s signature",
            "Replaces all earlier sheets",
            "at most 2 times a day",
        ),
        "fr": (
            "mg par jour",
            "comprimés de 10 mg par jour",
            "N’arrêtez jamais",
            "Ne conduisez pas",
            "Appelez Dr Mathilde Laurent, 04 78 00 00 00",
            "112",
            "Signature du médecin",
            "Remplace toutes les feuilles précédentes",
            "au plus 2 fois par jour",
        ),
    }[language]:
        assert wanted in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_chart_names_the_dose_of_every_stage(language: str, paper: str) -> None:
    for start in (date(2026, 10, 20), date(2027, 3, 1)):
        found = text(build_schedule(sheet(language, paper), copy_of(replace(plan(), start=start))).data)
        chart = found[found.index("tablets of 10 mg" if language == "en" else "comprimés de 10 mg") :]
        doses = "10 20 30 40 50 60 70 80 90 100 120 140 160 180 200"
        assert doses in chart


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("stages", [30, 64])
def test_the_parts_of_a_long_chart_name_the_dose_of_every_stage(stages: int, paper: str, language: str) -> None:
    base = plan()
    doses = [base.stages[n % 15] for n in range(stages)]
    long = base.with_stages([replace(stage, uid=n, days=5) for n, stage in enumerate(doses, start=1)])
    document = build_schedule(sheet(language, paper), copy_of(long))
    assert document.torn == ()
    found = text(document.data)
    marks = {"en": r"Part (\d) of (\d): stages (\d+)–(\d+)", "fr": r"Partie (\d) sur (\d) : paliers (\d+)–(\d+)"}
    named = [tuple(map(int, groups)) for groups in re.findall(marks[language], found)]
    assert [first for _, _, first, _ in named] == [1, *(last + 1 for *_, last in named[:-1])]
    assert named[-1][3] == stages
    assert named == [(n, len(named), first, last) for n, (_, _, first, last) in enumerate(named, start=1)]
    pictures = re.split(marks[language], found)[5::5]
    for (_, _, first, last), picture in zip(named, pictures, strict=True):
        wanted = " ".join(str(int(stage.daily_mg)) for stage in doses[first - 1 : last])
        assert wanted in picture
        assert {"en": "planned dose", "fr": "dose prévue"}[language] in picture
        assert {"en": "neighbouring part", "fr": "partie voisine"}[language] in picture


def test_a_plan_of_four_hundred_stages_keeps_its_parts_in_one_piece() -> None:
    document = build_schedule(sheet(archive=True), copy_of(long_plan(400)))
    assert document.torn == ()
    assert re.findall(r"Part (\d+) of (\d+)", text(document.data))[-1] == ("20", "20")


def test_what_was_taken_stands_on_the_doctors_copy_only() -> None:
    recorded = (Recorded(1, 5, Taking.TAKEN, F(10)), Recorded(6, 9, Taking.MISSED), Recorded(10, 12, Taking.UNRECORDED))
    copy = copy_of(recorded=recorded, policy_lines=Library.load().policies["guide"].lines)
    theirs, ours = build_schedule(sheet(), copy), build_schedule(sheet(), copy, doctors=True)
    words = "planned dose line of the policy taken not taken not recorded"
    assert words in text(ours.data)
    assert ours.pages == 1
    for word in ("line of the policy", "not taken", "not recorded"):
        assert word not in text(theirs.data)
    assert "planned dose" in text(theirs.data)


def test_a_chart_of_one_part_grows_into_the_room_left_and_those_of_several_are_alike() -> None:
    face = theme("A4")
    (one,) = chart_strips(Chart("chart", plan(), "en"), face)
    assert one.most > one.height
    several = chart_strips(Chart("chart", long_plan(64), "en"), face)
    assert len(several) == 4
    assert {(strip.height, strip.most) for strip in several} == {(several[0].height, several[0].height)}


def test_a_chart_that_has_its_doses_only_at_the_least_height_is_drawn_so() -> None:
    base = plan()
    rows = [replace(base.stages[n % 14], uid=n + 1, days=3 if n % 2 else 9) for n in range(14)]
    document = build_schedule(sheet(), copy_of(base.with_stages(rows)))
    wanted = " ".join(str(int(stage.daily_mg)) for stage in rows)
    assert wanted in text(document.data)


def test_the_extra_tablet_is_named_only_when_it_is_set() -> None:
    assert "strong urge" not in text(build_schedule(sheet(), copy_of()).data)
    assert "1 tablet more (10 mg)" in text(
        build_schedule(sheet(), copy_of(replace(plan(), as_needed=AsNeeded(F(10), 1)))).data
    )


def test_every_page_names_patient_plan_printing_and_pages() -> None:
    document = build_schedule(sheet(), copy_of(long_plan(60)))
    found = pages(document.data)
    assert document.pages == len(found) > 1
    for number, page in enumerate(found, 1):
        flat = re.sub(r"\s+", " ", page)
        assert "Arnaud, Claire · born 3 May 1979 · plan 7F3A, revision 2 · replaces revision 1" in flat
        assert "Schedule by stage, template 2 · printed 22 Nov 2026, 14:05 by Dr Laurent" in flat
        assert f"page {number} of {len(found)}" in flat


def test_sixty_stages_break_between_rows_and_say_the_heads_again() -> None:
    found = pages(build_schedule(sheet(), copy_of(long_plan(60))).data)
    rows: list[int] = []
    for page in found:
        here = sorted(stage_lines(page, "en", 4))
        assert not here or "Stage Days Dates 08:00 13:00 18:00 bedtime" in page
        rows += here
    assert rows == list(range(1, 61))


def test_a_plan_that_is_not_issued_carries_draft_on_every_page() -> None:
    for copy in (copy_of(long_plan(60), revision=None), copy_of(long_plan(60), draft=True)):
        document = build_schedule(sheet(), copy)
        assert document.draft
        assert all("DRAFT" in page for page in pages(document.data))
    assert "DRAFT" not in text(build_schedule(sheet(), copy_of()).data)
    assert "PROJET" in text(build_schedule(sheet("fr"), copy_of(draft=True)).data)


def test_a_plan_file_without_a_patient_gets_lines_to_write_the_name_on() -> None:
    found = text(build_schedule(sheet(patient=None), copy_of(revision=None)).data)
    assert "Patient Birth date" in found
    assert "Name and birth date not given · plan 7F3A, not issued" in found


def test_a_period_prints_only_its_days_and_their_sum() -> None:
    document = build_schedule(sheet(), copy_of(), Period(8, 17))
    rows = stage_lines("\n".join(pages(document.data)), "en", 4)
    assert {n: row[:2] for n, row in rows.items()} == {2: (8, 10), 3: (11, 15), 4: (16, 17)}
    assert "Days 8–17 together: 29 tablets, 290 mg" in text(document.data)


def test_the_running_plan_can_be_printed_from_today_with_its_open_end() -> None:
    rows = stage_lines("\n".join(pages(build_schedule(sheet(), copy_of(), Period(68)).data)), "en", 4)
    assert {n: row[:2] for n, row in rows.items()} == {14: (68, 70), 15: (71, None)}


def test_a_period_past_the_end_of_a_closed_plan_is_the_whole_plan() -> None:
    closed = plan("C17")
    found = text(build_schedule(sheet(), copy_of(closed), Period(1, 90)).data)
    assert "Days 1–6 together: 21 tablets, 84 mg" in found


@pytest.mark.parametrize("period", [Period(0), Period(5, 4), Period(7), Period(7, 9)])
def test_days_outside_the_plan_are_refused(period: Period) -> None:
    with pytest.raises(DocumentRefused) as refused:
        build_schedule(sheet(), copy_of(plan("C17")), period)
    assert refused.value.code == "period"
    assert refused.value.values == {"last": "6"}


def test_only_open_stages_print_no_sum() -> None:
    found = text(build_schedule(sheet(), copy_of(plan("C06"))).data)
    assert "together" not in found
    assert "from 1" in found


def test_day_numbers_alone_leave_every_date_out() -> None:
    for copy, dates in ((copy_of(), False), (copy_of(replace(plan(), start=None)), True)):
        found = text(build_schedule(sheet(), copy, dates=dates).data)
        assert "2027" not in found
        assert "Mar" not in found
        assert "Day 1 is the day you begin" in found


def test_years_are_said_twice_when_a_stage_runs_over_new_year() -> None:
    moved = replace(plan(), start=date(2026, 12, 29))
    assert "Tue 29 Dec 2026 – Sat 2 Jan 2027" in text(build_schedule(sheet(), copy_of(moved)).data)


def test_one_day_stages_print_one_day_and_one_date() -> None:
    found = text(build_schedule(sheet(), copy_of(plan("C17"))).data)
    assert re.search(r"\b1 1 Mon 1 Mar 2027 ", found)


def test_times_that_change_on_the_way_get_a_table_of_their_own() -> None:
    base = plan()
    later = (IntakeTime("breakfast", "07:30"), IntakeTime("supper", "19:00"))
    stages = [*base.stages[:2], Stage(3, 5, (F(10), F(20)), times=later), Stage(4, None, (F(15), F(25)))]
    document = build_schedule(sheet("fr"), copy_of(base.with_stages(stages)))
    found = text(document.data)
    assert "À partir du jour 11, les heures de prise changent" in found
    assert "breakfast 7 h 30" in re.sub(r"\s+", " ", found)
    assert "Jours 1–15 au total : 30 comprimés, 300 mg" in found


def test_two_strengths_are_named_in_every_dose_and_add_up() -> None:
    two = (Product("Baclofen 10", F(10), 2), Product("Baclofen 25", F(25), 1))
    document = build_schedule(sheet(), copy_of(replace(plan(), products=two)))
    found = text(document.data)
    assert "Baclofen 25: 1 tablet = 25 mg" in found
    assert "Baclofen 10: 1 tablet = 10 mg, ½ tablet = 5 mg" in found
    total = re.search(r"together: (\d+½?) × 10 mg \+ (\d+½?) × 25 mg, 5750 mg", found)
    assert total is not None
    assert amount(total.group(1)) * 10 + amount(total.group(2)) * 25 == 5750


def test_six_times_and_two_strengths_still_fit_the_page() -> None:
    two = (Product("Baclofen 10", F(10), 2), Product("Baclofen 25", F(25), 2))
    times = tuple(IntakeTime(f"intake {n}", f"{6 + 3 * n:02}:00") for n in range(6))
    shares = propose(two, F(240), 6)
    wide = Plan(date(2027, 9, 22), two, times, (Stage(1, 12, shares), Stage(2, None, shares)))
    for large in (False, True):
        document = build_schedule(sheet("fr", large=large), copy_of(wide))
        assert "240 mg" in text(document.data)


def test_names_of_times_too_long_for_their_column_are_broken_and_never_cut() -> None:
    times = tuple(IntakeTime(f"{letter * 30}{n}") for n, letter in enumerate("abcdef"))
    wide = replace(plan(), times=times, stages=(Stage(1, 3, (F(100),) * 6), Stage(2, None, (F(95),) * 6)))
    document = build_schedule(sheet(large=True), copy_of(wide))
    found = re.sub(r"\s", "", text(document.data))
    assert all(time.name in found for time in times)
    assert "2850" not in found
    left, _top, right, _bottom = ink_box(document.data)
    assert left >= 12 * MM - 1.5
    assert right <= 198 * MM + 1.5


def test_quarters_are_explained_where_the_product_divides_in_four() -> None:
    quartered = replace(plan(), products=(Product("Four", F(10), 4),))
    assert "Four: 1 tablet = 10 mg, ¼ tablet = 2.5 mg" in text(build_schedule(sheet(), copy_of(quartered)).data)


def test_the_rules_follow_the_course_of_the_plan() -> None:
    rising = text(build_schedule(sheet(), copy_of()).data)
    assert "Stay at least 5 days on every stage" in rising
    assert "stay there 7 days" in rising
    assert "as the dose falls" not in rising
    falling = text(build_schedule(sheet(), copy_of(plan("C05"))).data)
    assert "as the dose falls" in falling
    assert "Do not drive" not in falling
    bare = text(build_schedule(sheet(), copy_of(shortest_days=None, pause_days=None)).data)
    assert "Stay at least" not in bare
    assert "go back to the dose before" not in bare
    running = replace(plan("C06"), before_mg=F(90))
    assert "Do not drive" in text(build_schedule(sheet(), copy_of(running)).data)


def test_an_empty_letterhead_leaves_no_empty_places() -> None:
    found = text(build_schedule(sheet(letterhead=Practice(), printed_by=""), copy_of(replaces=None)).data)
    assert found.startswith("How to take your baclofen")
    assert "Call your doctor" in found
    assert "Get help at once for" in found
    assert "printed 22 Nov 2026, 14:05" in found
    assert "replaces revision" not in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_no_word_of_any_schedule_can_be_misread(case: str, language: str) -> None:
    known = plan(case)
    copy = copy_of(replace(known, as_needed=AsNeeded(known.products[0].part_mg, 3)), draft=True)
    assert list(slips(describe_schedule(sheet(language), copy))) == []


def test_a_plan_with_a_refusal_is_not_printed() -> None:
    copy = copy_of(findings=(Finding("sum.differs", Severity.REFUSE, stage=3),))
    with pytest.raises(DocumentRefused) as refused:
        build_schedule(sheet(), copy)
    assert (refused.value.code, refused.value.place) == ("plan_refused", "sum.differs@3")
    stopped = copy_of(findings=(Finding("intake.large", Severity.STOP, stage=3),), draft=True)
    assert build_schedule(sheet(), stopped).draft


def test_a_dose_that_cannot_be_made_is_refused_with_its_place() -> None:
    base = plan()
    stages = [base.stages[0], replace(base.stages[1], mg=(F(5), F(3), F(5), F(5)))]
    with pytest.raises(DocumentRefused) as refused:
        build_schedule(sheet(), copy_of(base.with_stages(stages)))
    assert (refused.value.code, refused.value.place) == ("not_makeable", "stage 2, time 2")
    assert str(refused.value) == "not_makeable (stage 2, time 2)"
    with pytest.raises(DocumentRefused, match="as needed"):
        build_schedule(sheet(), copy_of(replace(base, as_needed=AsNeeded(F(7), 1))))


def test_the_doctors_copy_shows_policy_lines_today_and_the_reasons_given() -> None:
    lines = (Line(F(80), LineKind.REASON, "label today"), Line(F(180), LineKind.COLLEGIAL, "2014 scheme"))
    reasons = (Alert("Above 80 mg a day.", Flag.STOP, "60 mg had no effect"), Alert("A short stage.", Flag.STOP))
    copy = copy_of(policy_lines=lines, today=date(2027, 3, 20), reasons=reasons)
    mine = text(build_schedule(sheet(), copy, doctors=True).data)
    assert "Doctor’s copy: not for the patient" in mine
    assert "Above 80 mg a day. Reason: 60 mg had no effect" in mine
    assert "A short stage." in mine
    assert "label today" in mine
    assert "today D20" in mine
    for other in (
        text(build_schedule(sheet(), copy).data),
        text(build_schedule(sheet(), copy_of(), doctors=True).data),
    ):
        assert "Reason:" not in other
        assert "label today" not in other


def test_an_empty_plan_is_refused() -> None:
    with pytest.raises(DocumentRefused) as refused:
        build_schedule(sheet(), copy_of(plan().with_stages([])))
    assert str(refused.value) == "plan_empty"


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    parts = draw(st.sampled_from([1, 2, 4]))
    strength = F(draw(st.sampled_from([5, 10, 25])))
    count = draw(st.integers(1, 6))
    times = tuple(IntakeTime(f"time {n}") for n in range(count))
    stages = []
    for uid in range(1, draw(st.integers(1, 25)) + 1):
        days = draw(st.integers(1, 30))
        mg = tuple(draw(st.integers(0, 16)) * strength / parts for _ in range(count))
        stages.append(Stage(uid, days, mg))
    if draw(st.booleans()):
        stages[-1] = replace(stages[-1], days=None)
    start = draw(st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2030, 12, 31))))
    return Plan(start, (Product("tablet", strength, parts),), times, tuple(stages))


@settings(max_examples=25)
@given(plans(), st.sampled_from(LANGUAGES), st.booleans())
def test_any_plan_is_printed_whole_or_refused(some: Plan, language: str, large: bool) -> None:
    copy = PlanCopy(some, "x")
    document = build_schedule(sheet(language, large=large), copy)
    assert document.torn == ()
    assert list(slips(describe_schedule(sheet(language), copy))) == []
    found = text(document.data)
    for number in range(1, len(some.stages) + 1):
        assert re.search(rf"(?:^| ){number} ", found)
