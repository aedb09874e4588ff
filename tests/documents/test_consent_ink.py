"""A signature drawn on the screen is printed as lines on the patient's line, with the day, and nowhere else."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from baclodesk.documents.from_record import Wish, consent_of
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.services import catalogue, practice
from baclodesk.services.texts import Texts

NOW = datetime(2026, 11, 22, 10, 20)  # noqa: DTZ001 - the day printed is the practice's own
WHO = Practice(doctor="Dr Laurent")
HAND = (((0, 100), (400, 0), (1000, 200)), ((500, 150),))


def signed(strokes: tuple[tuple[tuple[int, int], ...], ...], language: str = "en") -> PatientRecord:
    record = PatientRecord(Identity("0" * 32, "Caron", "Jeanne", language=language))
    wanted = practice.Wanted("off_label", Fraction(80), "Dr Laurent", "Caron, Jeanne")
    prepared = practice.prepared(record, Texts(language), wanted, date(2026, 11, 20))
    return practice.signed(prepared, date(2026, 11, 21), strokes=strokes)


def paths(content: bytes) -> list[str]:
    """Give every stroked path of the file's pages."""
    found: list[str] = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            plain = zlib.decompress(stream)
        except zlib.error:
            continue
        found += re.findall(r"[\d.]+ [\d.]+ m (?:[\d.]+ [\d.]+ l ?)+S", plain.decode("latin-1"))
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_strokes_are_two_more_lines_on_each_copy(language: str) -> None:
    plain = consent_of(signed((), language), WHO, Wish(NOW))
    drawn = consent_of(signed(HAND, language), WHO, Wish(NOW))
    assert len(paths(drawn.data)) - len(paths(plain.data)) == 2 * len(HAND), "each stroke on each of two copies"
    assert plain.pages == drawn.pages == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_longest_consent_signed_on_the_screen_still_takes_one_page_a_copy(language: str) -> None:
    record = PatientRecord(Identity("0" * 32, "Caron", "Jeanne", language=language))
    optional = tuple(clause.code for clause in catalogue.consent().clauses if clause.optional)
    wanted = practice.Wanted("off_label", Fraction(80), "Dr Laurent", "Caron, Jeanne", optional=optional)
    prepared = practice.prepared(record, Texts(language), wanted, date(2026, 11, 20))
    done = practice.signed(prepared, date(2026, 11, 21), strokes=HAND)
    document = consent_of(done, WHO, Wish(NOW))
    assert (document.pages, document.torn) == (2, ())


def test_the_hand_keeps_its_shape_and_is_never_larger_than_written() -> None:
    drawn = consent_of(signed(HAND), WHO, Wish(NOW))
    line = next(path for path in paths(drawn.data) if path.count(" l") == len(HAND[0]) - 1)
    numbers = [float(text) for text in re.findall(r"[\d.]+", line)]
    x, y = numbers[0::2], numbers[1::2]
    unit = (x[2] - x[0]) / 1000
    assert 0.05 < unit < 0.3
    assert x[1] - x[0] == pytest.approx(400 * unit, abs=0.05)
    assert y[1] - y[0] == pytest.approx(100 * unit, abs=0.05), "up on paper as on the screen"
    assert y[1] - y[2] == pytest.approx(200 * unit, abs=0.05)


def test_paper_signed_by_hand_is_printed_without_ink_or_day() -> None:
    before = signed(())
    unsigned = replace(before, consent=replace(before.consent, signed_on=None))
    assert paths(consent_of(before, WHO, Wish(NOW)).data) == paths(consent_of(unsigned, WHO, Wish(NOW)).data)
