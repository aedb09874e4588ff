"""Clauses, effects, medicines and information points: whole, in both languages, and found by name."""

from __future__ import annotations

import pytest

from baclodesk.services import catalogue
from baclodesk.services.library import Library
from baclodesk.services.texts import LANGUAGES, Texts

TEXTS = [Texts(language) for language in LANGUAGES]


@pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)
def test_every_effect_has_its_words_and_every_alarm_says_what_to_do_now(texts: Texts) -> None:
    known = catalogue.effects()
    for effect in known.effects:
        for word in ("name", "short", "course", "helps"):
            assert texts(f"effects.effect.{effect.code}.{word}")
        assert texts.has(f"effects.effect.{effect.code}.alarm") == effect.alarm, effect.code
        assert texts(f"effects.frequency.{effect.frequency}")
        assert texts(f"effects.act.{effect.act}")
        assert len(texts(f"effects.effect.{effect.code}.short")) <= 16


def test_the_frequent_effects_come_first_and_each_code_once() -> None:
    known = catalogue.effects()
    codes = [effect.code for effect in known.effects]
    assert codes[0] == "sleepiness"
    assert len(codes) == len(set(codes))
    order = ["frequent", "less_frequent", "alarm", "withdrawal", "overdose"]
    places = [order.index(effect.frequency) for effect in known.effects]
    assert places == sorted(places)
    assert known.effect("confusion").alarm
    with pytest.raises(KeyError):
        known.effect("hiccups")


def test_the_effects_that_hold_a_rise_are_those_of_the_rules() -> None:
    holding = {effect.code for effect in catalogue.effects().effects if effect.holds_rise}
    assert holding == set(Library.load().numbers.blocking_effects)


@pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)
def test_every_clause_has_its_words_for_each_variant(texts: Texts) -> None:
    known = catalogue.consent()
    assert known.variants == ("off_label", "on_label")
    assert known.copies == 2
    for clause in known.clauses:
        key = f"consent.clause.{clause.code}"
        assert texts(f"{key}.title")
        if clause.by_variant:
            assert all("{dose}" in texts(f"{key}.{variant}") for variant in known.variants)
        else:
            assert texts(f"{key}.text")
        assert texts.has(f"{key}.note") == clause.optional


def test_only_the_clause_on_courts_is_optional() -> None:
    assert [clause.code for clause in catalogue.consent().clauses if clause.optional] == ["no_court"]


def test_the_sedatives_of_the_table_are_those_of_the_rules() -> None:
    known = catalogue.medicines()
    assert {group.code for group in known.groups if group.sedative} == set(Library.load().numbers.sedative_groups)
    assert [group.code for group in known.groups if group.opioid] == ["opioid"]


@pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)
def test_every_group_of_medicines_says_what_it_does_and_answers_a_question(texts: Texts) -> None:
    codes = {item.code for item in catalogue.intake().group("medicines").items}
    known = catalogue.medicines()
    assert {group.item for group in known.groups} == codes
    for group in known.groups:
        assert texts(f"medicines.group.{group.code}.name")
        assert texts(f"medicines.group.{group.code}.why")
        assert all(name == name.casefold() for name in group.names)
    names = [name for group in known.groups for name in group.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("Tramadol 50 mg LP", "opioid"),
        ("VALIUM", "benzodiazepine"),
        ("oxybate de  sodium", "other_sedative"),
        ("co-careldopa 25/100", "levodopa"),
        ("Ibuprofène", "nsaid"),
        ("lithiumcarbonate", ""),
        ("Paracetamol", ""),
        ("", ""),
    ],
)
def test_a_medicine_is_known_by_its_name_whatever_is_typed_around_it(typed: str, group: str) -> None:
    assert catalogue.medicines().group_of(typed) == group


def test_the_search_gives_names_that_begin_so() -> None:
    known = catalogue.medicines()
    assert known.search("zo") == (("zolpidem", "hypnotic"), ("zopiclone", "hypnotic"))
    assert len(known.search("c", limit=3)) == 3
    assert known.search("  ") == ()
    found = known.group("nsaid")
    assert found is not None
    assert found.item == "nsaid"
    assert known.group("vitamins") is None


@pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)
def test_eight_points_and_six_conditions_have_their_words(texts: Texts) -> None:
    known = catalogue.information()
    assert (len(known.points), len(known.off_label)) == (8, 6)
    for kind, points in (("point", known.points), ("off_label", known.off_label)):
        for point in points:
            assert texts(f"information.{kind}.{point.code}.title")
            assert texts(f"information.{kind}.{point.code}.text").endswith(".")
            assert point.source


def test_no_text_of_these_calls_a_dose_safe_or_approved() -> None:
    for texts in TEXTS:
        for clause in catalogue.consent().clauses:
            for part in ("text", "off_label", "on_label"):
                key = f"consent.clause.{clause.code}.{part}"
                words = texts(key).casefold().split() if texts.has(key) else []
                assert not {"safe", "approved", "sûr", "sûre"} & set(words)
