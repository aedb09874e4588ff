"""English and French hold the same sentences with the same places, and keep to the words that are allowed."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from baclodesk.services.texts import LANGUAGES, NBSP

TEXTS = Path(__file__).parent.parent.parent / "resources" / "texts"
AREAS = sorted(path.stem for path in (TEXTS / "en").glob("*.toml"))


def leaves(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", value
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield f"{prefix}{key}[{number}]", str(item)


def area(language: str, name: str) -> dict[str, str]:
    return dict(leaves(tomllib.loads((TEXTS / language / f"{name}.toml").read_text(encoding="utf-8"))))


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_areas() -> None:
    for language in LANGUAGES:
        assert sorted(path.stem for path in (TEXTS / language).glob("*.toml")) == AREAS


@pytest.mark.parametrize("name", AREAS)
def test_both_languages_hold_the_same_keys_and_places(name: str) -> None:
    english, french = area("en", name), area("fr", name)
    assert english.keys() == french.keys()
    differing = {
        key
        for key in english
        if places(english[key]) != places(french[key]) and not key.endswith(".one")  # "1" may be said in words
    }
    assert differing == set()


@pytest.mark.parametrize("name", AREAS)
def test_no_sentence_is_empty_or_left_in_the_other_language(name: str) -> None:
    english, french = area("en", name), area("fr", name)
    assert [key for key, text in {**english, **french}.items() if not text.strip()] == []
    same = [
        key for key in english if english[key] == french[key] and len(re.findall(r"[a-zA-Z]{3,}", english[key])) > 4
    ]
    assert same == [], "a whole sentence is equal in both languages"


@pytest.mark.parametrize("name", AREAS)
def test_french_sentences_keep_their_spaces(name: str) -> None:
    wrong = []
    for key, text in area("fr", name).items():
        bare = re.sub(r"\{[^}]*\}", "x", text)
        bare = re.sub(r"https?:\S+|\d{1,2}:\d{2}|HH:MM", "", bare)
        if (
            re.search(r"[^\s\u00a0\u202f?!:;]([?!;]|:(?!\w|/|\\))", bare)
            or re.search(r" [?!:;»]|« |\d (mg|g|h|kg|%)(?!\w)", bare)
            or "'" in bare
        ):
            wrong.append(f"{key}: {text}")
    assert wrong == [], f"needs U+00A0 ({NBSP!r}) before the mark, or the apostrophe ’"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", AREAS)
def test_no_dose_is_ever_called_by_the_forbidden_words(language: str, name: str) -> None:
    forbidden = {"en": r"\b(safe|safely|approved)\b", "fr": r"\b(sans danger|approuvée?s?)\b"}[language]
    allowed = re.compile(r"safe place|safe deposit|the safe\b|read and approved|lu et approuvé", re.IGNORECASE)
    found = [
        key for key, text in area(language, name).items() if re.search(forbidden, allowed.sub("", text), re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_formatted(language: str) -> None:
    for name in AREAS:
        for text in area(language, name).values():
            text.format(**dict.fromkeys(places(text), 1))
