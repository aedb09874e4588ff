"""Eighty bits: what passes, what does not, and what the generator promises."""

import math

import pytest

from baclodesk.storage import passwords
from baclodesk.storage.errors import WeakPassword
from baclodesk.storage.wordlist import ENGLISH


def test_the_word_list_is_long_enough_for_eighty_bits_in_seven_words() -> None:
    assert len(set(ENGLISH)) == len(ENGLISH) >= 2760
    assert passwords.phrase_bits() >= 80
    assert passwords.phrase_bits(ENGLISH[:2759]) < 80


def test_words_are_short_and_can_be_typed_on_any_keyboard() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in ENGLISH)


def test_a_generated_phrase_passes_and_never_repeats_a_word() -> None:
    for _ in range(300):
        phrase = passwords.phrase()
        assert len(set(phrase.split())) == 7
        passwords.require_strong(phrase)


def test_a_word_drawn_twice_is_drawn_again() -> None:
    drawn = iter(["otter", "otter", "velvet", "canyon", "marble", "lantern", "biscuit", "otter", "thunder"])
    phrase = passwords.phrase(choose=lambda _: next(drawn))
    assert phrase == "otter velvet canyon marble lantern biscuit thunder"


@pytest.mark.parametrize(
    "password",
    [
        "",
        "password1234",
        "azertyuiopqsdfghjklmwxcvbn1234567890",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "1234567890123456789012345678901234567890",
        "Jean-Dupont-1962-Marseille",
        "correct horse battery staple",
        "otter otter otter otter otter otter otter otter",
        "otter velvet canyon marble lantern biscuit",
        "Motdepasse2024Motdepasse2024Motdepasse2024",
        "ßßßßßßßßßßßßßßßßßßßßßßßßß",
    ],
)
def test_guessable_passwords_are_refused_with_their_strength(password: str) -> None:
    with pytest.raises(WeakPassword) as told:
        passwords.require_strong(password)
    assert 0 <= told.value.bits < 80
    assert not password or password not in str(told.value)


@pytest.mark.parametrize("password", ["Xk9#mQ2$vL7!pR4@", "Mon chat mange des croquettes au saumon fumé, hein ?"])
def test_strong_passwords_are_accepted(password: str) -> None:
    passwords.require_strong(password)


def test_the_phrase_counts_its_words_and_not_its_letters() -> None:
    seven = "otter velvet canyon marble lantern biscuit thunder"
    assert passwords.estimate_bits(seven) == pytest.approx(passwords.phrase_bits())
    assert passwords.estimate_bits("otter-otter") == pytest.approx(math.log2(len(ENGLISH)))
