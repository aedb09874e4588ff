"""Which days of which plan go on paper, read back from the records of the demonstration practice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from baclodesk.documents.errors import DocumentRefused
from baclodesk.documents.from_record import KINDS, Choice, Wish, document_of
from baclodesk.documents.page import Document
from baclodesk.documents.reading import page_texts
from baclodesk.domain import edits
from baclodesk.domain.patient import Identity, IssuedPlan, PatientRecord
from baclodesk.domain.plan import AsNeeded, Exemption, Stage
from baclodesk.domain.supplied import Supplied, SuppliedTablets, covered_until
from baclodesk.services import demo
from baclodesk.services.issue_reasons import reasons_given
from baclodesk.services.library import Library
from baclodesk.services.texts import LANGUAGES, Texts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 24, tzinfo=UTC)
HOUSE = demo.practice("en")
RECORDS = {record.identity.family_name: record for record in demo.records(TODAY, "en")}
ARNAUD = RECORDS["Arnaud"]
PLAN = Library.load().build_scheme("consensus", start=date(2026, 11, 2))


def made(kind: str, record: PatientRecord = ARNAUD, language: str = "en", **choice: object) -> Document:
    return document_of(kind, record, HOUSE, Wish(NOW, "Dr M. Laurent", language), Choice(**choice))  # type: ignore[arg-type]


def text(document: Document) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(document.data)))


def draft(plan: object = PLAN) -> PatientRecord:
    return PatientRecord(Identity("5" * 32, "Draft", "Ann"), plan=plan)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", ["Arnaud", "Garnier", "Morel"])
def test_every_document_of_a_patient_under_treatment_is_made_whole(family: str, kind: str, language: str) -> None:
    document = made(kind, RECORDS[family], language)
    assert document.kind == kind
    assert (document.torn, document.unprintable, document.draft) == ((), (), False)
    assert document.language == language or kind == "consent"


def test_a_running_plan_begins_today_but_its_schedule_is_whole() -> None:
    assert "Days 1–70 together" in text(made("schedule"))
    calendar, prescription = text(made("calendar")), text(made("prescription"))
    assert "Tue 20 Oct" in text(made("schedule"))
    assert "days 34–98" in calendar
    assert "For 28 days: Sun 22 Nov – Sat 19 Dec 2026" in prescription
    assert "22 Nov" in text(made("diary"))
    assert "Thu 19 Nov – Mon 23 Nov" in text(made("fridge"))


def test_days_are_chosen_by_number_or_by_date_with_the_same_pages() -> None:
    by_number = made("calendar", first=40, last=50)
    by_date = made("calendar", first=date(2026, 11, 28), last=date(2026, 12, 8))
    assert by_number.data == by_date.data
    assert "days 40–50" in text(by_number)
    assert "Days 40–50 together" in text(made("schedule", first=40, last=50))
    assert "For 11 days" in text(made("prescription", first=40, last=50))
    assert "For 7 days" in text(made("prescription", days=7))
    assert made("diary", days=14).pages == 1
    assert made("diary", first=34, last=50).pages == 2
    assert made("diary", first=date(2026, 12, 1), last=date(2026, 12, 10)).pages == 1
    assert "1½ 1½" in text(made("fridge", first=27)) or "1½" in text(made("fridge", first=27))


@pytest.mark.parametrize("kind", ["schedule", "calendar", "fridge", "diary", "doctor_copy"])
def test_day_numbers_alone_leave_every_date_of_the_plan_away(kind: str) -> None:
    found = text(made(kind, dates=False)).replace("22 Nov 2026", "").replace("3 May 1979", "")
    assert not re.search(r"\b\d{1,2} (?:Oct|Nov|Dec|Jan)\b", found)


def test_a_plan_not_yet_begun_starts_with_day_1() -> None:
    later = draft(replace(PLAN, start=TODAY + timedelta(days=10)))
    assert "days 1–98" in text(made("calendar", later))
    assert "Wed 2 Dec" in text(made("diary", later))


def test_a_plan_that_is_over_gives_no_sheet_of_its_past() -> None:
    closed = PLAN.with_stages([replace(stage, days=1) for stage in PLAN.stages[:3]])
    for kind in ("calendar", "fridge", "prescription"):
        with pytest.raises(DocumentRefused, match="plan_over"):
            made(kind, draft(closed))
    assert made("calendar", draft(closed), first=1).pages == 1
    assert made("schedule", draft(closed)).draft


def test_a_plan_without_a_start_prints_day_numbers_and_refuses_dates() -> None:
    undated = draft(replace(PLAN, start=None))
    assert "days 1–98" in text(made("calendar", undated))
    with pytest.raises(DocumentRefused, match="start_missing"):
        made("calendar", undated, first=TODAY)
    with pytest.raises(DocumentRefused, match="start_missing"):
        made("diary", undated, first=3, last=9)
    assert made("diary", undated).pages == 2


def test_a_patient_without_a_plan_gets_a_diary_but_none_by_plan_days() -> None:
    bare = PatientRecord(Identity("6" * 32, "Bare", "Ann"))
    assert "Sun 22 Nov" in text(made("diary", bare))
    with pytest.raises(DocumentRefused, match="no_plan"):
        made("diary", bare, first=3)
    with pytest.raises(DocumentRefused, match="start_missing"):
        made("diary", bare, last=9)
    with pytest.raises(DocumentRefused, match="diary_days"):
        made("diary", bare, last=TODAY - timedelta(days=1))
    with pytest.raises(DocumentRefused, match="no_plan"):
        made("calendar", bare)


def test_a_draft_is_printed_only_when_it_is_asked_for() -> None:
    assert ARNAUD.draft_differs
    assert not made("calendar").draft
    assert made("calendar", draft=True).draft
    assert text(made("calendar")) != text(made("calendar", draft=True))


def test_the_prescription_says_off_label_by_product_and_dose_of_its_own_days() -> None:
    sentence = "outside the marketing authorisation"
    low, high = made("prescription", first=1, last=20), made("prescription", first=40, last=60)
    assert sentence not in text(low)
    assert sentence in text(high)
    assert sentence in text(made("prescription", draft(replace(PLAN, products=(replace(PLAN.products[0], code="x"),)))))
    with_extra = draft(replace(PLAN, as_needed=AsNeeded(Fraction(10), 8)))
    assert sentence in text(made("prescription", with_extra, first=1, last=5))
    assert sentence not in text(made("prescription", with_extra, first=1, last=5, extra=False))


def test_the_prescription_names_weight_and_renewals_only_when_asked() -> None:
    assert "kg" not in text(made("prescription"))
    found = text(made("prescription", with_weight=True, renewals=2))
    assert "Weight 62 kg" in found
    assert "2 times" in found


# ── the reasons given ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_doctors_copy_gives_every_reason_and_the_lines_and_the_patients_sheet_none() -> None:
    copy, sheet = text(made("doctor_copy")), text(made("schedule"))
    issued = ARNAUD.issued[-1]
    reasons = [answer.reason for answer in issued.answers if answer.reason]
    assert reasons
    assert copy.count("Reason: ") == len(reasons)
    for word in ("120 second opinion · 2014 scheme", "180 collegial opinion · 2014 scheme", "today D34"):
        assert word in copy
        assert word not in sheet
    assert "Reason" not in sheet


def test_the_doctors_copy_shows_what_was_taken_and_the_patients_sheet_does_not() -> None:
    assert ARNAUD.visits
    for dates in (True, False):
        assert "planned dose line of the policy taken" in text(made("doctor_copy", dates=dates))
        assert "line of the policy" not in text(made("schedule", dates=dates))


def test_a_draft_has_no_reasons_and_nothing_taken_yet() -> None:
    drafted = text(made("doctor_copy", draft=True))
    assert "Reason: " not in drafted
    assert "planned dose line of the policy mg per day" in drafted or "taken" not in drafted


def test_reasons_at_walls_and_to_findings_that_are_gone_are_kept() -> None:
    lifted = Exemption("stage_too_short", "seen every second day", "Dr A", TODAY)
    stages = [replace(stage, days=2, exemptions=(lifted,)) if n == 1 else stage for n, stage in enumerate(PLAN.stages)]
    issued = ARNAUD.issued[-1]
    told = (("rule_of_old", "then so"), ("rule_of_old@3/x", "then so too"))
    answers = tuple(replace(issued.answers[0], key=key, reason=reason) for key, reason in told)
    revision = replace(issued, plan=PLAN.with_stages(stages), answers=answers)
    texts, library = Texts("en"), Library.load()
    found = reasons_given(draft(None), revision, texts, library)
    assert [item.reason for item in found] == ["seen every second day", "then so", "then so too"]
    assert found[0].sentence.startswith("Stage 2 lasts 2 days")
    assert found[1].sentence == texts("documents.schedule.asked")
    assert "stage 3" in found[2].sentence


def test_a_policy_of_the_practices_own_prints_like_any_other() -> None:
    from baclodesk.services import own_policies

    own = own_policies.copied(HOUSE, "guide", name="House rise", reason="slower", by="Dr A", on=TODAY)
    house = replace(own_policies.kept(HOUSE, own), policy=own.id)
    document = document_of("doctor_copy", draft(), house, Wish(NOW))
    assert "80" in text(document)


def test_issued_sheets_name_their_own_revision_after_later_edits() -> None:
    plan = ARNAUD.issued[-1].plan
    changed = replace(ARNAUD, plan=edits.move_end(plan, plan.stages[0].uid, 9))
    assert isinstance(changed.issued[-1], IssuedPlan)
    assert isinstance(changed.issued[-1].plan.stages[0], Stage)
    assert made("schedule", changed).data == made("schedule").data


def test_a_prescription_tells_what_it_supplies_and_its_paper_names_the_same_tablets() -> None:
    plan = ARNAUD.plan_in_force
    assert plan is not None
    once, thrice = made("prescription"), made("prescription", renewals=2)
    assert once.supply is not None
    (given,) = once.supply.tablets
    assert f"{given.tablets} tablets" in text(once)
    item = plan.products[0]
    assert once.supply == Supplied(TODAY, TODAY, (SuppliedTablets(item.name, item.strength_mg, given.tablets),))
    assert covered_until(plan, once.supply) == 34 + 27
    assert thrice.supply is not None
    assert thrice.supply.tablets[0].tablets == 3 * given.tablets
    later = made("prescription", first=62, days=7).supply
    assert later is not None
    assert later.first_on == TODAY + timedelta(28)
    assert covered_until(plan, later) == 68


def test_a_prescription_says_whether_it_counted_as_needed_tablets() -> None:
    plan = replace(PLAN, as_needed=AsNeeded(Fraction(10), 2))
    record = replace(draft(plan), issued=(IssuedPlan(1, plan, "guide", "2026-11-02T09:00:00+00:00", ""),))
    with_extra, without = made("prescription", record).supply, made("prescription", record, extra=False).supply
    assert with_extra is not None
    assert without is not None
    assert (with_extra.as_needed, without.as_needed) == (True, False)
    assert with_extra.tablets[0].tablets == without.tablets[0].tablets + 28 * 2
    assert covered_until(plan, with_extra) == covered_until(plan, without) == 21 + 27


def test_drafts_and_other_documents_supply_nothing() -> None:
    assert made("prescription", draft()).supply is None
    assert made("prescription", ARNAUD, draft=True).supply is None
    assert [kind for kind in KINDS if made(kind).supply is not None] == ["prescription"]
