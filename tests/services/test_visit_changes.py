"""What changed since the last visit, on one line, in both languages."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from baclodesk.services.texts import Texts
from baclodesk.services.visit_changes import changed_since

from .record_examples import TODAY
from .visit_examples import ENGLISH, FRENCH, on_day, sick, visit, with_earlier

BEFORE = with_earlier(
    on_day(33),
    7,
    craving=7,
    drinks=Fraction(9, 2),
    drowsiness=4,
    mood=5,
    weight_kg=Fraction(70),
    systolic=130,
    diastolic=80,
    effects=[sick("sleepiness", 2), sick("tremor", 1), sick("headache", 1), sick("nausea", 1), sick("fatigue", 1)],
)


def line(texts: Texts = ENGLISH, **found: Any) -> str:
    return changed_since(BEFORE, visit(BEFORE, **found), texts)


def test_the_first_visit_says_so() -> None:
    record = on_day(33)
    assert changed_since(record, visit(record), ENGLISH) == "First visit."


def test_a_visit_that_asks_for_nothing_tells_only_the_dose() -> None:
    assert line(planned_mg=Fraction(60)) == "Since 27\u00a0Nov\u00a02026: no change."
    assert line() == "Since 27\u00a0Nov\u00a02026: dose 60\u00a0mg → 70\u00a0mg."


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            ENGLISH,
            (
                "Since 27 Nov 2026: dose 60 mg → 65 mg; 65 mg taken instead of 70 mg; 2 days missed; craving 7 → 5; "
                "drinks a day 4.5 → 3; drowsiness 4 → 1; mood 5 → 6; weight 70 → 68.5 kg; "
                "blood pressure 130/80 → 125/75 mmHg; fell; indifferent to drink; "
                "new: confusion; worse: tremor, tired; "
                "better: sleepy; gone: headache."
            ),
        ),
        (
            FRENCH,
            (
                "Depuis le 27 nov. 2026 : dose 60 mg → 65 mg ; 65 mg pris au lieu de 70 mg ; 2 jours oubliés ; "
                "envie 7 → 5 ; verres par jour 4,5 → 3 ; somnolence 4 → 1 ; humeur 5 → 6 ; poids 70 → 68,5 kg ; "
                "tension 130/80 → 125/75 mmHg ; chute ; indifférence à l’alcool ; nouveau : confusion ; "
                "plus fort : tremblements, fatigue ; mieux : somnolence ; disparu : maux de tête."
            ),
        ),
    ],
    ids=["en", "fr"],
)
def test_every_change_stands_on_the_line(texts: Texts, told: str) -> None:
    found = line(
        texts,
        taken_mg=Fraction(65),
        missed_days=2,
        craving=5,
        drinks=Fraction(3),
        drowsiness=1,
        mood=6,
        weight_kg=Fraction(137, 2),
        systolic=125,
        diastolic=75,
        falls=True,
        indifference=True,
        effects=[
            sick("confusion"),
            sick("tremor", 2, "same"),
            sick("fatigue", 3, "same"),
            sick("sleepiness", 1, "better"),
            sick("headache", 1, "gone"),
            sick("nausea", 1, "same"),
            sick("dizziness", 1, "gone"),
        ],
    )
    assert found.replace("\u00a0", " ") == told


def test_an_effect_said_to_be_better_at_the_same_severity_is_better() -> None:
    assert line(planned_mg=Fraction(60), effects=[sick("tremor", 1, "better")]).endswith("better: tremor.")


def test_an_effect_the_catalogue_no_longer_has_keeps_its_name() -> None:
    assert line(effects=[sick("green hair")]).endswith("new: green hair.")


def test_dark_thoughts_are_told_when_they_come_and_when_they_go() -> None:
    assert "suicidal thoughts" in line(suicidal=True)
    dark = with_earlier(on_day(33), 7, suicidal=True, indifference=True)
    now = changed_since(dark, visit(dark, suicidal=False), ENGLISH)
    assert "no more suicidal thoughts; no longer indifferent to drink" in now
    assert "suicidal" not in changed_since(dark, visit(dark), ENGLISH)
    assert "suicidal" not in changed_since(dark, visit(dark, suicidal=True), ENGLISH)


def test_a_number_without_a_decimal_form_is_told_as_a_fraction() -> None:
    assert "→ 100/3\u00a0mg" in line(taken_mg=Fraction(100, 3))


def test_a_later_visit_does_not_count_as_the_one_before() -> None:
    record = with_earlier(BEFORE, 2, craving=1)
    old = visit(record, TODAY - timedelta(4), "between", craving=6)
    assert "craving 7 → 6" in changed_since(record, old, ENGLISH)


def test_without_a_plan_the_dose_is_left_out() -> None:
    record = with_earlier(on_day(-30), 7, craving=3)
    assert changed_since(record, visit(record, craving=4), ENGLISH).endswith(": craving 3 → 4.")
