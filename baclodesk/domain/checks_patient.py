"""What the patient's own facts give rise to, apart from any plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .checks_plan import in_order, months_between
from .dose import decimal_text
from .findings import Finding
from .thresholds import Numbers

_SAME_CODE = ("suicide_plan", "pregnancy", "dialysis", "seizure", "bipolar", "liver", "heart", "ulcer")
"""Intake items whose finding is ``patient.<item>`` whenever they stand."""
_MEDICINES = ("opioid", "levodopa", "lithium", "tricyclic", "antihypertensive", "nsaid")
"""Medicine groups whose finding is ``patient.<group>``."""


@dataclass(frozen=True, slots=True, repr=False)
class PatientFacts:
    """What intake and visits say today; never shown as such.

    ``yes`` holds the codes of intake items that stand (yes, or unknown on a stopping item); ``medicines`` the group
    code of every medicine, each as often as it is taken; ``effects`` the codes of effects that stand open;
    ``drowsiness`` and ``suicidal`` the last word on them (0 to 10); ``drinking`` day and grams a day, in order of
    days; ``visits_on`` the appointments to come. ``egfr`` in ml/min/1.73 m².
    """

    age: int | None = None
    weight_kg: Fraction | None = None
    egfr: Fraction | None = None
    egfr_on: date | None = None
    yes: frozenset[str] = frozenset()
    attempt_on: date | None = None
    apnoea_treated: bool = False
    medicines: tuple[str, ...] = ()
    effects: frozenset[str] = frozenset()
    drowsiness: int | None = None
    suicidal: bool = False
    drinking: tuple[tuple[date, Fraction], ...] = ()
    visits_on: tuple[date, ...] = ()


def check_patient(facts: PatientFacts, numbers: Numbers, today: date, *, policy: str = "guide") -> tuple[Finding, ...]:
    """Check the patient's facts under a policy (its id: epilepsy stops in some only); the worst first."""
    found = [
        *_age(facts, numbers),
        *_kidney(facts, numbers, today),
        *_illness(facts, numbers, policy),
        *_suicide(facts, numbers, today),
        *_medicines(facts, numbers),
        *_drinking(facts, numbers),
    ]
    return in_order(found)


def _age(facts: PatientFacts, numbers: Numbers) -> Iterator[Finding]:
    if facts.age is None:
        return
    if facts.age < numbers.adult_years:
        yield numbers.finding("patient.under_age", line=str(numbers.adult_years))
    elif facts.age >= numbers.older_years:
        yield numbers.finding("patient.older", line=str(numbers.older_years))


def _kidney(facts: PatientFacts, numbers: Numbers, today: date) -> Iterator[Finding]:
    if facts.egfr is None:
        if "dialysis" not in facts.yes:
            yield numbers.finding("patient.egfr_missing", item="egfr")
        return
    value = decimal_text(facts.egfr)
    if facts.egfr < numbers.egfr_half_from:
        yield numbers.finding("patient.egfr_stop", item="egfr", egfr=value, line=decimal_text(numbers.egfr_half_from))
    elif facts.egfr < numbers.egfr_full_from:
        yield numbers.finding("patient.egfr_low", item="egfr", egfr=value, line=decimal_text(numbers.egfr_full_from))
    if facts.egfr_on is None or (today - facts.egfr_on).days > numbers.egfr_days:
        yield numbers.finding("patient.egfr_old", item="egfr", n=str(numbers.egfr_days))


def _illness(facts: PatientFacts, numbers: Numbers, policy: str) -> Iterator[Finding]:
    for item in _SAME_CODE:
        if item in facts.yes:
            yield numbers.finding(f"patient.{item}", item=item)
    if "epilepsy" in facts.yes:
        stops = numbers.holds_in("patient.epilepsy", policy)
        yield numbers.finding("patient.epilepsy" if stops else "patient.seizure", item="epilepsy")
    if "sleep_apnoea" in facts.yes and not facts.apnoea_treated:
        yield numbers.finding("patient.sleep_apnoea", item="sleep_apnoea")
    if "allergy_baclofen" in facts.yes:
        yield numbers.finding("patient.allergy", item="allergy_baclofen")


def _suicide(facts: PatientFacts, numbers: Numbers, today: date) -> Iterator[Finding]:
    """An attempt whose day nobody knows counts as one of the last months."""
    if facts.suicidal or "suicide_now" in facts.yes:
        yield numbers.finding("patient.suicidal", item="suicide_now")
    if "suicide_attempt" in facts.yes:
        on, months = facts.attempt_on, numbers.attempt_months
        recent = on is None or months_between(on, today) < months
        code = "patient.suicide_attempt" if recent else "patient.past_attempt"
        yield numbers.finding(code, item="suicide_attempt", n=str(months))


def _medicines(facts: PatientFacts, numbers: Numbers) -> Iterator[Finding]:
    for group in _MEDICINES:
        if group in facts.medicines:
            yield numbers.finding(f"patient.{group}", item=group)
    sedatives = [group for group in facts.medicines if group in numbers.sedative_groups]
    if sedatives:
        yield numbers.finding("patient.sedative" if len(sedatives) == 1 else "patient.two_sedatives", item=sedatives[0])


def _drinking(facts: PatientFacts, numbers: Numbers) -> Iterator[Finding]:
    """A sudden cut of heavy drinking brings withdrawal seizures, whatever the dose of baclofen."""
    if not facts.drinking:
        return
    last_on, last = facts.drinking[-1]
    for on, grams in facts.drinking[:-1]:
        soon = (last_on - on).days <= numbers.drinking_days
        if soon and grams > numbers.drinking_above_g and last < grams * numbers.drinking_left_share:
            yield numbers.finding(
                "patient.drinking_cut",
                from_g=decimal_text(grams),
                to_g=decimal_text(last),
                n=str(numbers.drinking_days),
            )
            return
