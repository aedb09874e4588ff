"""Answers in words, as the summary and the history show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain.intake import Answer, Decision, DecisionMade, Intake, Medicine, RowsBefore, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue, demo
from baclodesk.services.intake_words import clock, decisions_were, in_words, rows_were, said
from baclodesk.services.texts import NBSP, Texts

from .record_examples import CALM, TODAY

ENGLISH, FRENCH = Texts("en"), Texts("fr")
ON = date(2026, 11, 12)


def yes(**what: object) -> Answer:
    return Answer(Status.YES, **what)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "answer", "english", "french"),
    [
        ("epilepsy", Answer(), "Not asked", "Non demandé"),
        ("epilepsy", Answer(Status.UNKNOWN), "Unknown", "Inconnu"),
        ("epilepsy", Answer(Status.NO), "No", "Non"),
        ("epilepsy", yes(), "Yes", "Oui"),
        ("epilepsy", yes(on=ON), f"Yes, 12{NBSP}Nov{NBSP}2026", f"Oui, 12{NBSP}nov.{NBSP}2026"),
        ("liver", yes(), "Yes", "Oui"),
        ("sleep_apnoea", yes(choice="treated"), "Yes, Treated", "Oui, Traitée"),
        ("baclofen_before", yes(amount=Fraction(75)), f"Yes, 75{NBSP}mg a day", f"Oui, 75{NBSP}mg par jour"),
        ("trusted_person", yes(text="sister"), "Yes, sister", "Oui, sister"),
        ("impact_overall", yes(choice="severe"), "Severe", "Sévère"),
        ("drinking_pattern", yes(choice="alone night"), "Alone, At night", "Seul, La nuit"),
        ("drinking_pattern", yes(choice="alone afloat"), "Alone, afloat", "Seul, afloat"),
        ("weight", yes(amount=Fraction("62.5")), f"62.5{NBSP}kg", f"62,5{NBSP}kg"),
        ("weight", yes(), "", ""),
        ("craving_hour", yes(amount=Fraction("18.5")), "18:30", "18:30"),
        ("craving_hour", yes(), "", ""),
        ("use_history", yes(text="long"), "long", "long"),
    ],
)
def test_every_kind_of_answer_has_its_words(code: str, answer: Answer, english: str, french: str) -> None:
    item = catalogue.intake().item(code)
    assert in_words(ENGLISH, item, answer) == english
    assert in_words(FRENCH, item, answer) == french


def test_a_dated_amount_says_its_day() -> None:
    item = catalogue.intake().item("egfr")
    unit = f"ml/min/1,73{NBSP}m²"
    assert in_words(FRENCH, item, yes(amount=Fraction(88), on=ON)) == f"88{NBSP}{unit} (12{NBSP}nov.{NBSP}2026)"


def test_a_date_question_would_say_its_day_and_an_amount_without_a_unit_its_number() -> None:
    item = catalogue.intake().item("weight")
    dated = replace(item, kind=catalogue.ItemKind.DATE)
    assert in_words(ENGLISH, dated, yes(on=ON)) == f"12{NBSP}Nov{NBSP}2026"
    assert in_words(ENGLISH, dated, yes()) == ""
    assert in_words(ENGLISH, replace(item, unit=""), yes(amount=Fraction(3))) == "3"


def test_hours_are_written_as_a_time_of_day() -> None:
    assert [clock(Fraction(text)) for text in ("0", "8.25", "23.75")] == ["0:00", "8:15", "23:45"]


def test_the_whole_intake_is_said_with_its_lists_and_with_what_was_not_asked() -> None:
    groups = {group.code: group for group in said(FRENCH, demo.records(TODAY)[0])}
    assert list(groups) == [group.code for group in catalogue.intake().groups]
    medicines = groups["medicines"].lines[-1]
    assert medicines.answer.startswith("Ibuprofène 400 mg (AINS ou autre")
    assert medicines.typed
    assert groups["drugs"].lines[-1].answer == "Acamprosate, 2023, A aidé un temps"
    assert groups["life"].lines[-1].answer.startswith("Groupe d’entraide, Groupe du jeudi")
    assert next(line for line in groups["use"].lines if line.code == "use_history").typed
    empty = said(ENGLISH, PatientRecord(replace(CALM, sex="m")))
    lines = [line for group in empty for line in group.lines]
    assert all(line.is_open and line.answer == "Not asked" for line in lines)
    assert "pregnancy" not in {line.code for line in lines}


def test_rows_typed_freely_are_said_as_they_were_typed() -> None:
    intake = Intake(medicines=(Medicine("Vitamin B1"),), support=(("choir", "Anna", ""), ("a b", "", "2025")))
    lines = [line for group in said(ENGLISH, PatientRecord(CALM, intake)) for line in group.lines if line.typed]
    assert [line.answer for line in lines] == ["Vitamin B1", "choir, Anna", "a b, 2025"]


TRAMADOL, VALIUM = ("tramadol", "opioid", "2024", ""), ("Valium", "", "", "")
MAY, JUNE, JULY = date(2026, 5, 3), date(2026, 6, 3), date(2026, 7, 3)


def test_rows_taken_out_are_said_with_the_days_they_stood_in_the_list() -> None:
    held = (
        RowsBefore("medicines", MAY, (TRAMADOL,)),
        RowsBefore("support", MAY),
        RowsBefore("medicines", JUNE, (TRAMADOL, VALIUM)),
        RowsBefore("support", JUNE, (("group", "Anna", ""),)),
    )
    intake = Intake(earlier_rows=held)
    name = ENGLISH("medicines.group.opioid.name")
    assert [line.replace(NBSP, " ") for line in rows_were(ENGLISH, intake, "medicines")] == [
        "3 May 2026 to 3 Jun 2026: Valium",
        f"Until 3 Jun 2026: tramadol ({name}), 2024",
    ]
    assert rows_were(FRENCH, intake, "medicines")[1].startswith(f"Jusqu’au 3{NBSP}juin{NBSP}2026{NBSP}: tramadol (")
    (support,) = rows_were(ENGLISH, intake, "support")
    assert support.replace(NBSP, " ").endswith(": Self-help group, Anna")
    assert rows_were(ENGLISH, intake, "treatments_drug") == ()


def test_rows_that_stayed_are_not_said_and_rows_that_came_back_begin_anew() -> None:
    held = (RowsBefore("treatments_drug", MAY, (("a", "", ""),)), RowsBefore("treatments_drug", JUNE))
    back = Intake(earlier_rows=(*held, RowsBefore("treatments_drug", JULY, (("a", "", ""), ("b", "", "")))))
    assert [line.replace(NBSP, " ") for line in rows_were(ENGLISH, back, "treatments_drug")] == [
        "3 Jun 2026 to 3 Jul 2026: a · b",
        "Until 3 May 2026: a",
    ]
    added = Intake(medicines=(Medicine("x"),), earlier_rows=(RowsBefore("medicines", MAY),))
    assert rows_were(ENGLISH, added, "medicines") == ()


def test_a_medicine_known_in_another_group_was_not_changed() -> None:
    held = (RowsBefore("medicines", MAY, (VALIUM,)), RowsBefore("medicines", JUNE, (("Valium", "sedative", "", ""),)))
    known = Intake(medicines=(Medicine("Valium", "benzodiazepine"),), earlier_rows=held)
    assert rows_were(ENGLISH, known, "medicines") == ()
    (gone,) = rows_were(ENGLISH, replace(known, medicines=()), "medicines")
    assert gone.startswith("Until"), "it stood there all the time"


def test_earlier_decisions_are_said_the_latest_first() -> None:
    wait = DecisionMade(Decision.WAIT, "sleep clinic first\n", "Dr X", MAY)
    intake = Intake(earlier_decisions=(wait, DecisionMade(Decision.DECLINE)))
    assert [line.replace(NBSP, " ") for line in decisions_were(ENGLISH, intake)] == [
        "Before: Do not prescribe",
        "Before: Wait, 3 May 2026, Dr X. Reasons: sleep clinic first",
    ]
    assert decisions_were(FRENCH, intake)[1] == (
        f"Auparavant{NBSP}: Attendre, 3{NBSP}mai{NBSP}2026, Dr X. Motifs{NBSP}: sleep clinic first"
    )
