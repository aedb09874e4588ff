"""How strong a password must be, how strong it is at least, and a generator for those who want one made.

The file can be stolen and tried for years, so 80 bits are asked for. The estimate is kept low on purpose: it
charges a word, a repetition, a run of the keyboard or a year at what a guesser pays for it, not by its letters.
"""

import math
import secrets
import string
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from baclodesk.storage.errors import WeakPassword
from baclodesk.storage.wordlist import ENGLISH

MINIMUM_BITS = 80.0
PHRASE_WORDS = 7
_RUN_BITS = 1.0
_LETTER_BITS = 3.0
_YEAR_BITS = 7.0
_SEPARATORS = " -._"
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl")
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation + " ")


def phrase(words: Sequence[str] = ENGLISH, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return seven different words chosen at random, joined by spaces: at least 80 bits for 2 760 words or more."""
    chosen: list[str] = []
    while len(chosen) < PHRASE_WORDS:
        word = choose(words)
        if word not in chosen:
            chosen.append(word)
    return " ".join(chosen)


def phrase_bits(words: Sequence[str] = ENGLISH) -> float:
    """Return the exact strength, in bits, of what ``phrase`` draws from words."""
    return sum(math.log2(len(words) - place) for place in range(PHRASE_WORDS))


def require_strong(password: str) -> None:
    """Raise WeakPassword unless password is estimated at 80 bits or more."""
    bits = estimate_bits(password)
    if bits < MINIMUM_BITS:
        raise WeakPassword(bits)


def estimate_bits(password: str) -> float:
    """Return the cost in bits, estimated low, of guessing password."""
    words = "".join(" " if letter in _SEPARATORS else letter for letter in password.casefold()).split()
    if words and all(word in _ranks() for word in words):
        return sum(math.log2(len(ENGLISH) - place) for place in range(len(set(words))))
    return _cheapest_cover(password)


@cache
def _ranks() -> dict[str, float]:
    """Return each known word's cost in bits."""
    cost = math.log2(len(ENGLISH))
    return dict.fromkeys(ENGLISH, cost) | dict.fromkeys(_COMMON, math.log2(len(_COMMON)))


_COMMON_TEXT = (
    "password passwort motdepasse secret azerty qwerty admin administrateur docteur doctor medecin cabinet sante "
    "baclofene baclofen alcool alcohol bonjour soleil bienvenue welcome letmein iloveyou jetaime marseille paris "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre chouchou doudou"
)
_COMMON = _COMMON_TEXT.split()


def _alphabet_bits(password: str) -> float:
    size = sum(len(letters) for letters in _CLASSES if set(letters) & set(password))
    known = set("".join(_CLASSES))
    return math.log2(max(2, size + (32 if set(password) - known else 0)))


def _cheapest_cover(password: str) -> float:
    """Return the least sum over all ways of cutting password into words, runs, years and single characters."""
    single = _alphabet_bits(password)
    folded = password.casefold()
    if len(folded) != len(password):
        folded = password
    costs = [0.0]
    for end in range(1, len(password) + 1):
        step = _RUN_BITS if _continues(folded, end - 1) else single
        if password[max(0, end - 2) : end - 1].isalpha() and password[end - 1].islower():
            step = min(step, _LETTER_BITS)
        pieces = ((start, bits) for start, bits in _pieces(folded, end))
        costs.append(min([costs[-1] + step, *(costs[start] + bits for start, bits in pieces)]))
    return costs[-1]


def _pieces(text: str, end: int) -> Iterator[tuple[int, float]]:
    """Yield (start, bits) of every word, year and repetition that ends at ``end``."""
    ranks = _ranks()
    for start in range(max(0, end - 16), end - 2):
        piece = text[start:end]
        if piece in ranks:
            yield start, ranks[piece] + 1
        if len(piece) == 4 and piece[:2] in ("19", "20") and piece.isdecimal():
            yield start, _YEAR_BITS
        if piece in text[:start]:
            yield start, 1 + math.log2(end)


def _continues(text: str, place: int) -> bool:
    """Say whether the character at place repeats the one before or goes on along the alphabet or keyboard."""
    if place == 0:
        return False
    pair = text[place - 1 : place + 1]
    return pair[0] == pair[1] or any(pair in run or pair[::-1] in run for run in _RUNS)
