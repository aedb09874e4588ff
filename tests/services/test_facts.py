"""What the checks are told of a patient comes from intake and visits, the newest word where words follow each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Medicine, Status
from baclodesk.domain.patient import Appointment, DocumentMade, IssuedPlan, PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import demo, facts, measures, practice
from baclodesk.services.findings_text import sentence
from baclodesk.services.texts import Texts

from .record_examples import CALM, DOCTOR, NOW, TODAY, calm_record, consensus

BARE = PatientRecord(CALM)


def told(record: PatientRecord, code: str, answer: Answer, now: datetime = NOW) -> PatientRecord:
    return practice.answered(record, code, answer, by=DOCTOR, now=now)


def yes(**what: object) -> Answer:
    return Answer(Status.YES, **what)  # type: ignore[arg-type]


def codes(record: PatientRecord, policy: str = "guide") -> set[str]:
    return {finding.code for finding in facts.findings_of(record, policy, TODAY)}


def test_a_patient_of_whom_nothing_is_known_has_no_facts_but_the_age() -> None:
    found = facts.facts_of(BARE, TODAY)
    assert (found.age, found.weight_kg, found.egfr, found.drowsiness, found.suicidal) == (47, None, None, None, False)
    assert (found.yes, found.medicines, found.effects, found.drinking, found.visits_on) == (
        frozenset(), (), frozenset(), (), ()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status", "stands"),
    [
        ("epilepsy", Status.YES, True),
        ("epilepsy", Status.UNKNOWN, True),
        ("epilepsy", Status.NO, False),
        ("liver", Status.YES, True),
        ("liver", Status.UNKNOWN, False),
    ],
)
def test_unknown_counts_as_yes_only_on_a_stopping_question(code: str, status: Status, stands: bool) -> None:
    assert (code in facts.standing(told(BARE, code, Answer(status)).intake)) is stands


def test_epilepsy_stops_under_the_guide_and_cautions_elsewhere() -> None:
    record = told(BARE, "epilepsy", yes())
    assert "patient.epilepsy" in codes(record)
    assert "patient.epilepsy" not in codes(record, "uk")
    assert "patient.seizure" in codes(record, "uk")


def test_kidney_function_comes_from_the_test_else_from_creatinine() -> None:
    on = TODAY - timedelta(10)
    by_creatinine = told(BARE, "creatinine", yes(amount=Fraction(177), on=on))
    computed = measures.kidney(by_creatinine, TODAY)
    assert computed is not None
    assert (computed.computed, computed.on) == (True, on)
    assert 25 < computed.egfr < 35
    given = told(by_creatinine, "egfr", yes(amount=Fraction(45), on=on))
    assert measures.kidney(given, TODAY) == measures.Kidney(Fraction(45), on)
    assert "patient.egfr_low" in codes(given)
    assert "patient.egfr_missing" in codes(BARE)
    nobody = replace(by_creatinine, identity=replace(CALM, birth_date=None))
    assert measures.kidney(nobody, TODAY) is None
    unsexed = replace(by_creatinine, identity=replace(CALM, sex=""))
    assert measures.kidney(unsexed, TODAY) is None


def test_the_newest_weight_counts() -> None:
    record = told(BARE, "weight", yes(amount=Fraction(70)))
    assert measures.weight(record) == 70
    for number, kg in ((1, 68), (2, 66)):
        record = practice.with_visit(record, Visit(f"v{number}", TODAY + timedelta(number), weight_kg=Fraction(kg)))
    assert measures.weight(practice.with_visit(record, Visit("v3", TODAY + timedelta(3)))) == 66


def test_an_effect_stands_open_until_a_visit_says_it_is_gone() -> None:
    first = Visit("1", TODAY - timedelta(9), effects=(Effect("confusion", 2), Effect("headache")))
    second = Visit("2", TODAY - timedelta(5), effects=(Effect("headache", 1, "gone"),), drowsiness=5)
    third = Visit("3", TODAY - timedelta(1))
    record = replace(calm_record(), visits=(first, second, third))
    found = facts.facts_of(record, TODAY)
    assert found.effects == {"confusion"}
    assert found.drowsiness == 5
    gone = Visit("4", TODAY, effects=(Effect("confusion", 1, "gone"),), drowsiness=0)
    after = facts.facts_of(practice.with_visit(record, gone), TODAY)
    assert (after.effects, after.drowsiness) == (frozenset(), 0)


def test_a_rise_waits_while_confusion_or_dark_thoughts_stand_open() -> None:
    for effect, code in (("confusion", "rise_while_effect"), ("morbid_thoughts", "rise_while_suicidal")):
        record = practice.with_visit(calm_record(), Visit("1", TODAY, effects=(Effect(effect),)))
        assert code in codes(record)
    assert "rise_while_suicidal" in codes(practice.with_visit(calm_record(), Visit("1", TODAY, suicidal=True)))
    assert "rise_while_suicidal" not in codes(practice.with_visit(calm_record(), Visit("1", TODAY, suicidal=False)))


def test_medicines_count_by_their_groups_named_or_said_yes_to() -> None:
    record = told(told(BARE, "benzodiazepine", yes()), "opioid", Answer(Status.UNKNOWN))
    assert set(facts.medicine_groups(record.intake)) == {"benzodiazepine", "opioid"}
    named = practice.with_medicines(record, (Medicine("Valium"), Medicine("Xanax"), Medicine("Paracetamol")), TODAY)
    assert facts.medicine_groups(named.intake) == ("benzodiazepine", "benzodiazepine", "opioid")
    assert {"patient.two_sedatives", "patient.opioid"} <= codes(named)


def test_a_suicide_attempt_counts_as_recent_without_a_date() -> None:
    assert "patient.suicide_attempt" in codes(told(BARE, "suicide_attempt", yes()))
    long_ago = told(BARE, "suicide_attempt", yes(on=date(2015, 1, 1)))
    assert "patient.past_attempt" in codes(long_ago)
    assert "patient.suicidal" in codes(told(BARE, "suicide_now", yes()))


def test_sleep_apnoea_under_treatment_does_not_stop() -> None:
    assert "patient.sleep_apnoea" in codes(told(BARE, "sleep_apnoea", yes(choice="untreated")))
    assert "patient.sleep_apnoea" not in codes(told(BARE, "sleep_apnoea", yes(choice="treated")))


def test_drinking_is_told_in_grams_by_day_and_a_sudden_cut_is_seen() -> None:
    before = datetime(2026, 11, 29, 9, tzinfo=UTC)
    record = told(BARE, "drinks_day", yes(amount=Fraction(15)), before)
    assert facts.drinking(record, "fr") == ((before.date(), Fraction(150)),)
    assert facts.drinking(record, "uk") == ((before.date(), Fraction(120)),)
    record = told(record, "grams_day", yes(amount=Fraction(160)), before)
    record = practice.with_visit(record, Visit("1", TODAY, drinks=Fraction(4)))
    assert facts.drinking(record, "fr") == ((before.date(), Fraction(160)), (TODAY, Fraction(40)))
    assert "patient.drinking_cut" in codes(record)
    changed = told(record, "grams_day", yes(amount=Fraction(60)), NOW - timedelta(1))
    assert [grams for _, grams in facts.drinking(changed, "fr")] == [160, 60, 40]
    undated = replace(BARE, intake=BARE.intake.with_answer("grams_day", yes(amount=Fraction(9))))
    assert facts.drinking(undated, "fr") == ()


def test_visits_to_come_are_appointments_and_what_visits_agreed() -> None:
    record = practice.with_appointment(BARE, Appointment(TODAY + timedelta(3), "10:00"))
    record = practice.with_appointment(record, Appointment(TODAY - timedelta(3)))
    record = practice.with_visit(record, Visit("1", TODAY, next_visit=TODAY + timedelta(1)))
    assert facts.visits_to_come(record, TODAY) == (TODAY + timedelta(1), TODAY + timedelta(3))


def test_findings_at_issue_ask_for_decision_and_consent() -> None:
    found = {item.code for item in facts.findings_of(calm_record(), "guide", TODAY, at_issue=True)}
    assert {"issue.intake_undecided", "issue.consent_unsigned"} <= found
    assert not {code for code in codes(calm_record()) if code.startswith("issue.")}


def test_the_plan_in_force_is_checked_where_there_is_no_draft() -> None:
    record = replace(demo.records(TODAY)[4], plan=None)
    assert "dose_above_line" in codes(record)


def test_age_is_counted_in_whole_years() -> None:
    born = date(1979, 5, 3)
    assert [measures.age_on(born, day) for day in (date(2026, 5, 2), date(2026, 5, 3))] == [46, 47]
    assert measures.age_on(None, TODAY) is None


def test_drinks_and_grams_follow_from_each_other_with_the_countrys_drink() -> None:
    assert measures.country_of("uk-baclofen-10") == "uk"
    assert measures.grams_of(Fraction(9), "fr") == 90
    assert measures.grams_of(Fraction(10), "uk") == 80
    assert measures.grams_of(Fraction(1), "atlantis") == 10
    assert measures.drinks_of(Fraction(83), "fr") == Fraction(17, 2)
    assert measures.drinks_of(Fraction(82), "fr") == 8


def test_dose_per_kilogram_is_cut_to_two_digits() -> None:
    assert measures.per_kg(Fraction(200), Fraction(62)) == "3.22"
    assert measures.per_kg(Fraction(70), Fraction(70)) == "1"


def test_audit_c_of_a_record_needs_its_three_answers() -> None:
    assert measures.audit_c(BARE) is None
    record = BARE
    for code, choice in (("audit_often", "four_a_week"), ("audit_amount", "three_or_four"), ("audit_six", "never")):
        record = told(record, code, yes(choice=choice))
    found = measures.audit_c(record)
    assert found is not None
    assert (found.points, found.threshold, found.is_reached) == (5, 3, True)


def test_whoever_drank_nothing_at_the_start_of_a_plan_is_not_told_to_drink_no_less() -> None:
    delmas = next(record for record in demo.records(TODAY) if record.identity.family_name == "Delmas")
    assert "no_effect" not in codes(delmas)


def prescribed(record: PatientRecord, days_before: int, tablets: int) -> PatientRecord:
    """The record with a plan in force for 40 days, and a prescription written so many days ago."""
    plan = consensus(TODAY - timedelta(40))
    item, on = plan.products[0], TODAY - timedelta(days_before)
    given = Supplied(on, on, (SuppliedTablets(item.name, item.strength_mg, tablets),))
    paper = DocumentMade("prescription", 1, f"{on}T09:00:00+00:00", DOCTOR, supply=given)
    return replace(record, plan=plan, issued=(IssuedPlan(1, plan, "guide", "", DOCTOR),), documents=(paper,))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_tablets_that_end_before_the_next_visit_or_have_ended_are_told_in_a_sentence(language: str) -> None:
    texts = Texts(language)
    visit = (Appointment(TODAY + timedelta(28)),)
    short = replace(prescribed(calm_record(), 0, 30), appointments=visit)
    (found,) = [item for item in facts.findings_of(short, "guide", TODAY) if item.code.startswith("supply_")]
    assert found.code == "supply_before_visit"
    words = sentence(texts, found)
    for day in (TODAY, date(2026, 12, 6), TODAY + timedelta(28)):
        assert texts.date(day) in words
    ended = replace(prescribed(calm_record(), 20, 30), appointments=visit)
    (found,) = [item for item in facts.findings_of(ended, "guide", TODAY) if item.code.startswith("supply_")]
    assert found.code == "supply_ended"
    assert texts.date(TODAY - timedelta(20)) in sentence(texts, found)


def test_a_prescription_that_reaches_the_next_visit_gives_no_finding() -> None:
    ample = replace(prescribed(calm_record(), 0, 400), appointments=(Appointment(TODAY + timedelta(28)),))
    assert not {code for code in codes(ample) if code.startswith("supply_")}
    assert ample.plan is not None
    assert "supply_before_visit" in codes(replace(ample, plan=doubled(ample.plan))), (
        "the draft's doses are reckoned with"
    )


def doubled(plan: Plan) -> Plan:
    return plan.with_stages(replace(item, mg=tuple(2 * mg for mg in item.mg)) for item in plan.stages)
