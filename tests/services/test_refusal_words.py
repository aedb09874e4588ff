from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from baclodesk.domain.errors import DomainError, EditError, NotMakeableError, PlanError
from baclodesk.services.refusal_words import refusal
from baclodesk.services.texts import LANGUAGES, Texts

DOMAIN = Path(__file__).parent.parent.parent / "baclodesk" / "domain"
CODES = sorted(
    {
        code
        for path in DOMAIN.glob("*.py")
        for code in re.findall(r'"((?:edit|scheme|period)\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
)
NUMBERS = {"stage": 3, "day": 9, "expected": 4, "most_mg": "80", "base": "x", "variant": "y", "first": 2, "last": 1}
NUMBERS |= {"letters": 501, "most": 500}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_refusal_of_the_domain_has_its_own_sentence(code: str, language: str) -> None:
    texts = Texts(language)
    sentence = refusal(EditError(code, **NUMBERS), texts)
    assert sentence != texts("edits.other")
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_dose_that_cannot_be_made_names_its_neighbours() -> None:
    error = NotMakeableError(Fraction(47), Fraction(45), Fraction(50))
    assert refusal(error, Texts("en")) == (
        "47\u00a0mg cannot be made from these tablets: the nearest doses are 45\u00a0mg and 50\u00a0mg."
    )
    third = NotMakeableError(Fraction(400, 3), Fraction(130), Fraction(135))
    assert "400/3\u00a0mg" in refusal(third, Texts("en"))


def test_an_impossible_plan_names_its_place_and_anything_else_is_still_told() -> None:
    assert "stages[2].days" in refusal(PlanError("stages[2].days", "a whole number"), Texts("fr"))
    assert refusal(DomainError("odd"), Texts("en")) == Texts("en")("edits.other")
    assert refusal(EditError("edit.never_heard_of"), Texts("en")) == Texts("en")("edits.other")
