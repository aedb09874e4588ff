"""Sheets, plans and readers that the tests of the documents share."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdfium2

from baclodesk.documents.inputs import (
    Alert,
    ConsentClause,
    ConsentCopy,
    Flag,
    IntakeCopy,
    IntakeGroup,
    IntakeLine,
    PlanCopy,
    Sheet,
)
from baclodesk.domain.patient import Identity
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import Plan, Stage
from baclodesk.domain.practice import Practice

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))
}
LANGUAGES = ("en", "fr")
PAPERS = ("A4", "Letter")
MM = 72 / 25.4
NOW = datetime.fromisoformat("2026-11-22T14:05:00+01:00")
PRACTICE = Practice(
    name="Practice at the Limes",
    doctor="Dr Mathilde Laurent",
    identifier="RPPS 10003456789",
    address="12 rue des Tilleuls\n69003 Lyon",
    phone="04 78 00 00 00",
    emergency="112",
)
PATIENT = Identity("p1", "Arnaud", "Claire", date(1979, 5, 3), "f")


def plan(case: str = "C01") -> Plan:
    return plan_from_dict(CASES[case]["plan"])


def long_plan(stages: int) -> Plan:
    base = plan()
    rows = [Stage(n + 1, 2, base.stages[n % 14].mg) for n in range(stages)]
    return base.with_stages(rows)


def sheet(language: str = "en", paper: str = "A4", **changes: Any) -> Sheet:
    return replace(Sheet(PRACTICE, PATIENT, NOW, "Dr Laurent", language, paper), **changes)


def copy_of(given: Plan | None = None, **changes: Any) -> PlanCopy:
    base = PlanCopy(
        plan=given or plan(),
        plan_id="7F3A",
        revision=2,
        replaces=1,
        draft=False,
        shortest_days=5,
        pause_days=7,
    )
    return replace(base, **changes)


def consent_copy(**changes: Any) -> ConsentCopy:
    clauses = (
        ConsentClause("information", "I was told what the treatment can do.", "Information"),
        ConsentClause("stopping", "I will not stop suddenly.", "Never stop at once"),
        ConsentClause("court", "I wish that nobody goes to court.", "Wish", optional=True),
    )
    base = ConsentCopy(
        "Consent to treatment",
        clauses,
        "2026-11-1",
        "off_label",
        "Between Arnaud, Claire and Dr Mathilde Laurent.",
        Fraction(300),
        "Dr Mathilde Laurent",
    )
    return replace(base, **changes)


def intake_copy(**changes: Any) -> IntakeCopy:
    groups = (
        IntakeGroup(
            "Alcohol use",
            (
                IntakeLine("Drinks a day", "14", note="more at week-ends <b>"),
                IntakeLine("Pattern", "alone, at home", typed=True),
                IntakeLine("Hour of strongest craving"),
            ),
        ),
        IntakeGroup(
            "Medical history",
            (
                IntakeLine("Epilepsy", "unknown", flag=Flag.STOP),
                IntakeLine("Kidney disease", "eGFR 62", flag=Flag.CAUTION),
                IntakeLine("Stroke", "no", negative=True),
                IntakeLine("Porphyria", "no", negative=True),
            ),
        ),
    )
    base = IntakeCopy(
        groups,
        (Alert("eGFR 62: lower ceiling.", Flag.CAUTION), Alert("Epilepsy unknown.", Flag.STOP, "seen by neurologist")),
        "Prescribe",
        "Other ways failed.",
        "Dr Mathilde Laurent",
        date(2026, 11, 22),
        "2026-11-1",
    )
    return replace(base, **changes)


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def text(data: bytes) -> str:
    """Give the text of all pages with single blanks."""
    return re.sub(r"\s+", " ", " ".join(pages(data)))


def amount(printed: str) -> Fraction:
    """Read a printed amount: a way of reading of the tests' own, apart from the program's."""
    glyphs = {"½": "1/2", "¼": "1/4", "¾": "3/4"}
    whole = printed.rstrip("".join(glyphs))
    rest = printed[len(whole) :]
    digits = re.sub(r"[\s\u00a0]", "", whole).replace(",", ".")
    return Fraction(digits or "0") + (Fraction(glyphs[rest]) if rest else Fraction(0))


def ink_box(data: bytes, number: int = 0, scale: float = 2.0) -> tuple[float, float, float, float]:
    """Give left, top, right, bottom of all ink on a page, in points from the top left corner."""
    document = pypdfium2.PdfDocument(data)
    image = document[number].render(scale=scale, grayscale=True).to_pil()
    box = image.point(lambda shade: 255 if shade < 250 else 0).getbbox()
    document.close()
    assert box is not None
    return tuple(edge / scale for edge in box)
