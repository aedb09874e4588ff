"""The catalogues are whole: every code has its words in both languages, every finding it can raise exists."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from baclodesk.domain.intake import Answer, Intake, Status
from baclodesk.paths import resources
from baclodesk.services import catalogue
from baclodesk.services.catalogue import ItemKind, Progress, read_intake
from baclodesk.services.data_file import DataFileError, read
from baclodesk.services.library import Library
from baclodesk.services.measures import measures
from baclodesk.services.texts import LANGUAGES, Texts

KNOWN = catalogue.intake()
TEXTS = [Texts(language) for language in LANGUAGES]
AREAS = ("intake", "consent", "effects", "medicines", "information")


@pytest.mark.parametrize("texts", TEXTS, ids=LANGUAGES)
def test_every_question_has_its_words(texts: Texts) -> None:
    for group in KNOWN.groups:
        assert texts(f"intake.group.{group.code}.title")
        assert texts(f"intake.group.{group.code}.hint")
        assert all(texts(f"intake.rows.{rows}") for rows in group.rows)
    for item in KNOWN.items:
        assert texts(f"intake.item.{item.code}.label")
        assert texts(f"intake.item.{item.code}.question").endswith("?")
        assert all(texts(f"intake.choice.{item.choice_set}.{choice}") for choice in item.choices)
        if item.unit:
            assert texts(f"intake.unit.{item.unit}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_texts_and_structure_have_one_version(area: str, language: str) -> None:
    structure = tomllib.loads((resources() / f"{area}.toml").read_text(encoding="utf-8"))
    assert Texts(language)(f"{area}.version") == structure["version"]


def test_no_words_are_kept_for_questions_that_do_not_exist() -> None:
    told = tomllib.loads((resources() / "texts" / "en" / "intake.toml").read_text(encoding="utf-8"))
    assert set(told["item"]) == {item.code for item in KNOWN.items}
    assert set(told["choice"]) == {item.choice_set for item in KNOWN.items if item.choice_set}


def test_there_are_nine_groups_and_every_code_once() -> None:
    assert [group.code for group in KNOWN.groups] == [
        "use", "impact", "nondrug", "drugs", "request", "psychiatric", "medicines", "medical", "life",
    ]  # fmt: skip
    codes = [item.code for item in KNOWN.items]
    assert len(codes) == len(set(codes))
    assert KNOWN.group("use").items[0] is KNOWN.item(codes[0])
    with pytest.raises(KeyError):
        KNOWN.item("horoscope")
    with pytest.raises(KeyError):
        KNOWN.group("stars")


def test_a_typed_answer_has_what_it_needs() -> None:
    for item in KNOWN.items:
        kinds = {item.kind, item.detail}
        assert bool(item.choices) == bool(kinds & {ItemKind.CHOICE, ItemKind.MULTI}), item.code
        assert bool(item.unit) == bool(kinds & {ItemKind.AMOUNT, ItemKind.HOUR}), item.code
        assert (item.low is None) == (item.unit == ""), item.code
        assert item.source, item.code
        if item.detail is not None:
            assert item.kind is ItemKind.YES_NO, item.code


def test_every_finding_an_answer_can_raise_is_a_rule_and_every_patient_rule_has_a_question() -> None:
    rules = Library.load().numbers.rules
    named = {code for item in KNOWN.items for code in item.findings}
    assert named <= set(rules)
    of_the_patient = {code for code in rules if code.startswith("patient.")}
    assert of_the_patient - named == {"patient.under_age", "patient.older", "patient.drinking_cut"}


def test_an_unknown_counts_as_yes_exactly_where_a_stop_may_follow() -> None:
    rules = Library.load().numbers.rules
    for item in KNOWN.items:
        stops = any(rules[code].severity.word == "stop" for code in item.findings)
        if item.kind is ItemKind.YES_NO and "patient.two_sedatives" not in item.findings:
            assert item.stopping == stops, item.code


def test_bounds_catch_slips() -> None:
    weight = KNOWN.item("weight")
    assert weight.accepts(Fraction(62))
    assert not weight.accepts(Fraction(620))
    assert not weight.accepts(Fraction(6))
    assert KNOWN.item("use_history").accepts(Fraction(10**6))


def test_questions_of_one_sex_are_asked_of_everyone_while_it_is_not_known() -> None:
    pregnancy = KNOWN.item("pregnancy")
    assert [pregnancy.is_asked(sex) for sex in ("f", "m", "")] == [True, False, True]
    assert len(KNOWN.asked("m")) < len(KNOWN.asked("f")) == len(KNOWN.asked(""))


def test_progress_counts_what_was_asked_and_the_short_way_is_short() -> None:
    intake = Intake().with_answer("liver", Answer(Status.NO)).with_answer("heart", Answer(Status.UNKNOWN))
    assert KNOWN.progress(intake, "f", "medical") == Progress(2, len(KNOWN.group("medical").items))
    assert KNOWN.progress(intake, "m").total == len(KNOWN.asked("m"))
    brief = KNOWN.progress(intake, "m", brief=True)
    assert brief.done == 2
    assert 30 <= brief.total <= 50
    assert Progress(3, 3).is_complete
    assert not brief.is_complete


def test_the_next_open_question_is_found_behind_and_then_above() -> None:
    codes = [item.code for item in KNOWN.items]
    intake = Intake()
    assert KNOWN.next_open(intake, "f") == codes[0]
    assert KNOWN.next_open(intake, "f", codes[0]) == codes[1]
    assert KNOWN.next_open(intake, "f", codes[-1]) == codes[0]
    assert KNOWN.next_open(intake, "f", "egfr", brief=True) == "dialysis"
    for code in codes:
        intake = intake.with_answer(code, Answer(Status.NO))
    assert KNOWN.next_open(intake, "f", "egfr") is None


def test_audit_c_is_scored_over_the_questions_that_are_asked() -> None:
    for question, points in measures().audit_c.points.items():
        assert KNOWN.item(question).choices == tuple(points)
        assert list(points.values()) == [0, 1, 2, 3, 4]


BROKEN = {
    'kind = "amount"': ('kind = "number"', "kind"),
    'detail = "amount"': ('detail = "number"', "detail"),
    'low = "25"': ('low = "light"', "low"),
    'choices = "impact"': ('choices = "impacts"', "impacts"),
    "brief = true": ("brief = 1", "brief"),
    'kind = "text"': ('kind = "text"\nlucky = 7', "lucky"),
}


@pytest.mark.parametrize("right", BROKEN)
def test_a_broken_catalogue_is_refused_with_its_place(right: str, tmp_path: Path) -> None:
    wrong, place = BROKEN[right]
    text = (resources() / "intake.toml").read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "intake.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=place):
        read_intake(read(path))
