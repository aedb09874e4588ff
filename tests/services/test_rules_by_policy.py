"""Every number of every check, at it, just below and just above, under each policy and told in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from baclodesk.domain.checks import PatientFacts, check_course, check_issue, check_patient, check_plan
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.intake import Decision
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.policy import LineKind
from baclodesk.domain.product import Product
from baclodesk.domain.split import propose
from baclodesk.services.findings_text import sentence, source
from baclodesk.services.library import Library
from baclodesk.services.texts import LANGUAGES, Texts

LIBRARY = Library.load()
NUMBERS = LIBRARY.numbers
MONDAY = date(2027, 3, 1)
WELL = PatientFacts(age=40, egfr=Fraction(95), egfr_on=MONDAY, visits_on=(MONDAY,))
FINE = Product("fine", Fraction(5), 2)
HALF = Fraction(5, 2)
SIX = tuple(IntakeTime(f"time {n}") for n in range(6))
ONE = (IntakeTime("noon", "12:00"),)
ALL_TEXTS = [Texts(language) for language in LANGUAGES]

each_policy = pytest.mark.parametrize("policy", sorted(LIBRARY.policies))


def plan(
    *stages: tuple[Fraction | int, int | None], before: Fraction | int = 0, times: tuple[IntakeTime, ...] = SIX
) -> Plan:
    made = tuple(
        Stage(n, days, propose((FINE,), Fraction(mg), len(times))) for n, (mg, days) in enumerate(stages, start=1)
    )
    return Plan(MONDAY, (FINE,), times, made, before_mg=Fraction(before))


CALM_PLAN = plan((10, None))


def everything(facts: PatientFacts, of: Plan, policy: str, today: date = MONDAY) -> list[Finding]:
    rules = LIBRARY.rules_for(of, policy)
    return [
        *check_patient(facts, NUMBERS, today, policy=policy),
        *check_plan(of, rules, NUMBERS, today=today),
        *check_course(of, rules, facts, NUMBERS, today),
    ]


def told(found: list[Finding], code: str) -> bool:
    """Tell whether the code is there, and if so say it in both languages with its source."""
    items = [item for item in found if item.code == code]
    for item in items:
        for texts in ALL_TEXTS:
            words = sentence(texts, item)
            assert "{" not in words
            assert words.endswith((".", "?"))
            assert source(item, texts)
        assert item.severity is NUMBERS.rules[code].severity
    return bool(items)


def aged(value: Fraction) -> PatientFacts:
    return replace(WELL, age=int(value))


def kidney(value: Fraction) -> PatientFacts:
    return replace(WELL, egfr=value)


def egfr_aged(value: Fraction) -> PatientFacts:
    return replace(WELL, egfr_on=MONDAY - timedelta(int(value)))


def drowsy(value: Fraction) -> PatientFacts:
    return replace(WELL, drowsiness=int(value))


def drinking(before: Fraction, now: Fraction, days: int) -> PatientFacts:
    return replace(WELL, drinking=((MONDAY - timedelta(days), before), (MONDAY, now)))


Case = tuple[str, Callable[[Fraction], PatientFacts], list[tuple[str, bool]]]
PATIENT: list[Case] = [
    ("patient.under_age", aged, [("17", True), ("18", False), ("19", False)]),
    ("patient.older", aged, [("64", False), ("65", True), ("66", True)]),
    ("patient.egfr_stop", kidney, [("29.9", True), ("30", False), ("30.1", False)]),
    ("patient.egfr_low", kidney, [("29.9", False), ("30", True), ("60", True), ("89.9", True), ("90", False)]),
    ("patient.egfr_old", egfr_aged, [("89", False), ("90", False), ("91", True)]),
    ("rise_while_drowsy", drowsy, [("3", False), ("4", True), ("5", True)]),
    (
        "patient.drinking_cut",
        lambda grams: drinking(grams, Fraction(10), 7),
        [("99.9", False), ("100", False), ("100.1", True)],
    ),
    (
        "patient.drinking_cut",
        lambda left: drinking(Fraction(150), left, 7),
        [("74.9", True), ("75", False), ("75.1", False)],
    ),
    (
        "patient.drinking_cut",
        lambda days: drinking(Fraction(150), Fraction(10), int(days)),
        [("6", True), ("7", True), ("8", False)],
    ),
]


@each_policy
@pytest.mark.parametrize(("code", "make", "values"), PATIENT, ids=[f"{case[0]}-{n}" for n, case in enumerate(PATIENT)])
def test_a_number_of_the_patient_counts_alike_under_each_policy(
    policy: str, code: str, make: Callable[[Fraction], PatientFacts], values: list[tuple[str, bool]]
) -> None:
    for value, there in values:
        assert told(everything(make(Fraction(value)), CALM_PLAN, policy), code) is there, value


@each_policy
@pytest.mark.parametrize(
    ("months", "days", "code"),
    [(11, 0, "patient.suicide_attempt"), (12, -1, "patient.suicide_attempt"), (12, 0, "patient.past_attempt")],
)
def test_an_attempt_is_recent_for_twelve_months(policy: str, months: int, days: int, code: str) -> None:
    on = date(2027 - (months + 9) // 12, (2 - months) % 12 + 1, 1) - timedelta(days)
    facts = replace(WELL, yes=frozenset({"suicide_attempt"}), attempt_on=on)
    found = everything(facts, CALM_PLAN, policy)
    assert told(found, code)
    other = {"patient.suicide_attempt", "patient.past_attempt"} - {code}
    assert not told(found, other.pop())


SHARES = [
    ("90", None),
    ("89.9", Fraction(2, 3)),
    ("60", Fraction(2, 3)),
    ("59.9", Fraction(1, 2)),
    ("30", Fraction(1, 2)),
]


@each_policy
@pytest.mark.parametrize(("egfr", "share"), SHARES)
def test_the_kidney_lowers_the_last_line_of_each_policy(policy: str, egfr: str, share: Fraction | None) -> None:
    last = LIBRARY.policies[policy].last_line_mg
    ceiling = last if share is None else last * share
    at = ceiling // HALF * HALF
    for mg, above in ((at - HALF, False), (at, False), (at + HALF, True)):
        found = everything(kidney(Fraction(egfr)), plan((mg, None), before=mg), policy)
        assert told(found, "dose_above_kidney_share") is (above and share is not None), mg


@each_policy
def test_the_lines_of_each_policy_may_be_reached_but_not_passed(policy: str) -> None:
    for line in LIBRARY.policies[policy].lines:
        code = "dose_above_last_line" if line.kind is LineKind.LAST else "dose_above_line"
        for mg, above in ((line.mg - HALF, False), (line.mg, False), (line.mg + HALF, True)):
            found = everything(WELL, plan((mg, None), before=mg), policy)
            kinds = [item for item in found if item.code == code and item.item in ("", line.kind.value)]
            assert bool(kinds) is above
            assert told(found, code) or not above


@each_policy
def test_start_rise_stage_and_fall_of_each_policy_are_told_beyond_their_number(policy: str) -> None:
    numbers = LIBRARY.policies[policy]
    start, rise, days, fall = (
        numbers.start_high_mg,
        numbers.largest_rise_mg,
        numbers.shortest_days,
        numbers.fall_per_two_days_mg,
    )
    falls = "fall_fast" if numbers.fall_is_note else "fall_too_fast"
    for step, beyond in ((-HALF, False), (Fraction(0), False), (HALF, True)):
        assert (
            told(everything(WELL, plan((start + step, 9), (start + 5, None)), policy), "start_above_policy") is beyond
        )
        assert told(everything(WELL, plan((10, 9), (10 + rise + step, None)), policy), "rise_too_large") is beyond
        assert told(everything(WELL, plan((70 - fall - step, None), before=70), policy), falls) is beyond
    for length, short in ((days - 1, True), (days, False), (days + 1, False)):
        assert told(everything(WELL, plan((10, length), (15, None)), policy), "stage_too_short") is short
    for length in (9, 10, 11):
        stop = plan((20, length - 2), (10, 2), (0, None), before=30)
        least = numbers.stop_at_least_days
        assert told(everything(WELL, stop, policy), "stop_too_short") is (least is not None and length < least)


@each_policy
def test_doses_and_intakes_are_told_beyond_their_number_under_each_policy(policy: str) -> None:
    for mg, high, very in (
        (Fraction(40), False, False),
        (Fraction(85, 2), True, False),
        (Fraction(195, 2), True, False),
        (Fraction(100), False, True),
        (Fraction(205, 2), False, True),
    ):
        found = everything(WELL, plan((mg, None), before=mg, times=ONE), policy)
        assert (told(found, "intake_high"), told(found, "intake_very_high")) == (high, very), mg
    for dose, cohort, higher in ((75, False, False), (Fraction(155, 2), True, False), (180, True, False)):
        found = everything(WELL, plan((dose, None), before=dose), policy)
        assert (told(found, "cohort"), told(found, "cohort_high")) == (cohort, higher)
    assert told(everything(WELL, plan((Fraction(365, 2), None), before=180), policy), "cohort_high")
    for last, abrupt in ((Fraction(25, 2), False), (Fraction(15), False), (Fraction(35, 2), True)):
        assert told(everything(WELL, plan((last, 20), (0, None), before=20), policy), "abrupt_stop") is abrupt


@each_policy
@pytest.mark.parametrize(("stayed", "there"), [(59, False), (60, True), (61, True)])
def test_a_steady_dose_is_told_from_60_days_on(policy: str, stayed: int, there: bool) -> None:
    assert told(everything(WELL, CALM_PLAN, policy, MONDAY + timedelta(stayed)), "stable_dose") is there


@each_policy
@pytest.mark.parametrize(("day", "there"), [(89, False), (90, True), (91, True)])
def test_no_less_drinking_is_told_from_day_90_on(policy: str, day: int, there: bool) -> None:
    today = MONDAY + timedelta(day - 1)
    facts = replace(WELL, drinking=((MONDAY - timedelta(1), Fraction(80)), (today, Fraction(80))))
    assert told(everything(facts, CALM_PLAN, policy, today), "no_effect") is there


@each_policy
def test_rules_are_old_after_twelve_months(policy: str) -> None:
    for on, old in ((date(2027, 11, 21), False), (date(2027, 11, 22), True), (date(2027, 11, 23), True)):
        assert told(everything(WELL, CALM_PLAN, policy, on), "rules_stale") is old


STANDING = {
    "dialysis": "patient.dialysis",
    "suicide_plan": "patient.suicide_plan",
    "pregnancy": "patient.pregnancy",
    "sleep_apnoea": "patient.sleep_apnoea",
    "allergy_baclofen": "patient.allergy",
    "seizure": "patient.seizure",
    "bipolar": "patient.bipolar",
    "liver": "patient.liver",
    "heart": "patient.heart",
    "ulcer": "patient.ulcer",
    "lung": "patient.lung",
    "suicide_now": "patient.suicidal",
}


@each_policy
@pytest.mark.parametrize(("item", "code"), STANDING.items())
def test_what_stands_in_the_intake_is_told_under_each_policy(policy: str, item: str, code: str) -> None:
    assert told(everything(replace(WELL, yes=frozenset({item})), CALM_PLAN, policy), code)
    assert not told(everything(WELL, CALM_PLAN, policy), code)


@each_policy
def test_epilepsy_stops_under_the_guide_and_in_germany_and_cautions_elsewhere(policy: str) -> None:
    found = everything(replace(WELL, yes=frozenset({"epilepsy"})), CALM_PLAN, policy)
    assert told(found, "patient.epilepsy") is (policy in ("guide", "germany"))
    assert told(found, "patient.seizure") is (policy not in ("guide", "germany"))


@each_policy
@pytest.mark.parametrize("group", ["opioid", "levodopa", "lithium", "tricyclic", "antihypertensive", "nsaid"])
def test_a_medicine_is_told_under_each_policy(policy: str, group: str) -> None:
    assert told(everything(replace(WELL, medicines=(group,)), CALM_PLAN, policy), f"patient.{group}")


@each_policy
def test_one_sedative_is_a_caution_and_two_stop(policy: str) -> None:
    for medicines, code in ((("hypnotic",), "patient.sedative"), (("hypnotic", "hypnotic"), "patient.two_sedatives")):
        found = everything(replace(WELL, medicines=medicines), CALM_PLAN, policy)
        assert told(found, code)
        assert len([item for item in found if "sedative" in item.code]) == 1


@each_policy
@pytest.mark.parametrize("effect", NUMBERS.blocking_effects)
def test_no_rise_while_a_grave_effect_stands_open(policy: str, effect: str) -> None:
    assert told(everything(replace(WELL, effects=frozenset({effect})), CALM_PLAN, policy), "rise_while_effect")


@each_policy
def test_no_rise_while_suicidal_thoughts_stand_open(policy: str) -> None:
    assert told(everything(replace(WELL, suicidal=True), CALM_PLAN, policy), "rise_while_suicidal")


@each_policy
def test_a_missing_kidney_value_a_missing_visit_and_an_end_on_a_dose_are_told(policy: str) -> None:
    found = everything(replace(WELL, egfr=None, visits_on=()), plan((10, 5)), policy)
    assert told(found, "patient.egfr_missing")
    assert told(found, "no_visit_planned")
    assert told(found, "ends_above_nothing")
    assert told(everything(WELL, plan((60, 5), (50, None)), policy), "before_dose_missing")


@each_policy
def test_what_cannot_be_made_is_refused_under_each_policy(policy: str) -> None:
    whole, half = Product("whole", Fraction(10), 1), Product("half", Fraction(10), 2)
    for product, mg, code in ((whole, "5", "half_not_allowed"), (half, "2.5", "not_makeable")):
        made = Plan(MONDAY, (product,), ONE, (Stage(1, None, (Fraction(mg),)),))
        found = everything(WELL, made, policy)
        assert told(found, code)
        assert all(item.severity is Severity.REFUSE for item in found if item.code == code)
    twins = Plan(MONDAY, (half, replace(half, strength_mg=Fraction(5))), ONE, (Stage(1, None, (Fraction(10),)),))
    assert told(everything(WELL, twins, policy), "same_name")


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("state", ConsentState)
def test_at_issue_decision_and_signature_are_asked_for(decision: Decision, state: ConsentState) -> None:
    found = list(check_issue(decision, state, NUMBERS))
    assert told(found, "issue.intake_undecided") is (decision is Decision.OPEN)
    assert told(found, "issue.intake_against") is (decision in (Decision.WAIT, Decision.DECLINE))
    assert told(found, "issue.consent_unsigned") is (state is not ConsentState.SIGNED)
