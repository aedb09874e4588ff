"""The intake on paper: alerts first, every answer kept, open questions shown as open."""

from __future__ import annotations

import pytest

from baclodesk.documents.inputs import Flag, IntakeGroup, IntakeLine
from baclodesk.documents.intake import build_intake_summary, describe_intake
from baclodesk.documents.lint import slips
from baclodesk.documents.record_forms import intake_copy as copy_of_record
from baclodesk.domain.intake import Decision
from baclodesk.services import demo, practice
from baclodesk.services.texts import Texts

from ..services.record_examples import TODAY
from .support import LANGUAGES, PAPERS, intake_copy, pages, sheet, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_answer_stands_on_paper(language: str) -> None:
    found = text(build_intake_summary(sheet(language), intake_copy()).data)
    for group in intake_copy().groups:
        assert group.title in found
        for line in group.lines:
            assert line.question in found
            assert line.answer in found
            assert line.note in found


def test_alerts_stand_before_everything_stops_first_with_their_reasons() -> None:
    found = text(build_intake_summary(sheet(), intake_copy()).data)
    stop, caution = found.index("▲ Epilepsy unknown. Reason: seen by neurologist"), found.index("△ eGFR 62: lower")
    assert found.index("To weigh before prescribing") < stop < caution < found.index("Alcohol use")


def test_what_was_not_asked_is_said_and_counted() -> None:
    found = text(build_intake_summary(sheet(), intake_copy()).data)
    assert "not asked Hour of strongest craving" in found
    assert "6 of 7 questions answered." in found
    assert "no Stroke · Porphyria" in found


def test_a_question_not_asked_that_carries_a_flag_or_a_note_keeps_its_own_row() -> None:
    group = IntakeGroup("Group", (IntakeLine("eGFR", flag=Flag.CAUTION), IntakeLine("Lithium", note="ask the family")))
    found = text(build_intake_summary(sheet(), intake_copy(groups=(group,))).data)
    assert "△ eGFR not asked" in found
    assert "Lithium not asked ask the family" in found


def test_a_whole_intake_says_nothing_about_open_questions() -> None:
    group = IntakeGroup("Group", (IntakeLine("Weight", "62 kg"),))
    found = text(build_intake_summary(sheet(), intake_copy(groups=(group,), alerts=())).data)
    assert "questions answered" not in found
    assert "Nothing to weigh stands out" in found


def test_the_decision_is_printed_with_reasons_name_and_day() -> None:
    found = text(build_intake_summary(sheet(), intake_copy()).data)
    assert "Decision Prescribe" in found
    assert "Reasons Other ways failed." in found
    assert "Decided by Dr Mathilde Laurent on 22 Nov 2026" in found
    undated = text(build_intake_summary(sheet(), intake_copy(decided_on=None)).data)
    assert "Decided by Dr Mathilde Laurent Alcohol" in undated.replace(" 6 of 7 questions answered.", "").replace(
        " ▲ asks for a reason before prescribing · △ to be weighed", ""
    )
    opened = text(build_intake_summary(sheet(), intake_copy(decision="", reasons="")).data)
    assert "Decision Not decided yet" in opened
    assert "Decided by" not in opened


def test_notes_with_markup_are_printed_letter_by_letter() -> None:
    evil = '<img src="file:///etc/passwd"/> <b>bold</b> & <a href="x">'
    group = IntakeGroup("Group", (IntakeLine("Note", "yes", note=evil),))
    found = text(build_intake_summary(sheet(), intake_copy(groups=(group,))).data)
    assert evil in found


def test_a_note_longer_than_a_page_runs_over_pages_whole() -> None:
    words = " ".join(f"word{n}" for n in range(3000))
    group = IntakeGroup("Group", (IntakeLine("Story", "yes", note=words),))
    document = build_intake_summary(sheet(), intake_copy(groups=(group,)))
    found = text(document.data)
    assert document.pages > 2
    assert all(f"word{n}" in found for n in range(3000))


@pytest.mark.parametrize("paper", PAPERS)
def test_an_intake_of_ninety_questions_fits_two_pages(paper: str) -> None:
    groups = tuple(
        IntakeGroup(
            f"Group {g}",
            tuple(
                IntakeLine(
                    f"Question {g} {n}",
                    ["", "yes", "no", "no"][n % 4],
                    negative=n % 4 > 1,
                    note="since 2019" * (n == 5),
                )
                for n in range(10)
            ),
        )
        for g in range(9)
    )
    assert build_intake_summary(sheet("en", paper), intake_copy(groups=groups)).pages <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_summary_itself_can_be_misread(language: str) -> None:
    assert list(slips(describe_intake(sheet(language), intake_copy(alerts=(), decision="")))) == []


def test_the_summary_is_marked_as_medical_record_and_names_its_questions() -> None:
    page = pages(build_intake_summary(sheet(), intake_copy()).data)[0]
    assert "For the doctor: medical record" in page
    assert "Questions 2026-11-1" in page
    assert "Questions" not in text(build_intake_summary(sheet(), intake_copy(catalogue="")).data)


@pytest.mark.parametrize(
    ("language", "label", "because"), [("en", "Before", "Reasons: "), ("fr", "Auparavant", "Motifs : ")]
)
def test_earlier_decisions_are_printed_under_the_one_that_stands(language: str, label: str, because: str) -> None:
    earlier = (("Wait, 3 May 2026, Dr X", "<b>sleep</b> clinic"), ("Decline", ""))
    found = text(build_intake_summary(sheet(language), intake_copy(earlier=earlier)).data)
    assert f"{label} Wait, 3 May 2026, Dr X. {because}<b>sleep</b> clinic {label} Decline" in found
    assert found.index("Dr Mathilde Laurent") < found.index(f"{label} Wait")
    assert f"{label} Wait" not in text(build_intake_summary(sheet(language), intake_copy()).data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_earlier_decision_of_a_record_comes_onto_paper(language: str) -> None:
    record = practice.decided(demo.records(TODAY)[0], Decision.WAIT, "sleep clinic first", "Dr X", TODAY)
    copy = copy_of_record(record, (), Texts(language))
    (before,) = copy.earlier
    assert before[0].startswith(Texts(language)("intake.decision.prescribe"))
    assert list(slips(describe_intake(sheet(language), copy))) == []
    document = build_intake_summary(sheet(language), copy)
    assert document.pages <= 2
    assert before[0].replace("\u00a0", " ") in text(document.data).replace("\u00a0", " ")
