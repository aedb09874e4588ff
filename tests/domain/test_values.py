"""Small values whose rules no other test happens to touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from baclodesk.domain.errors import DomainError, EditError, NotMakeableError, PlanError
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.formulary import Form, ProductInfo
from baclodesk.domain.intake import Answer, Intake, Status
from baclodesk.domain.patient import Identity, IssuedPlan, PatientRecord
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.services.library import Library

TEN = Product("ten", Fraction(10), 2, box=30, code="x")
PLAN = Plan(date(2027, 3, 1), (TEN,), (IntakeTime("day"),), (Stage(1, None, (Fraction(10),)),))


def test_an_answer_replaced_later_moves_to_the_history() -> None:
    first = Answer(Status.YES, given_at="2027-03-01T09:00Z")
    second = Answer(Status.NO, given_at="2027-03-02T09:00Z")
    intake = Intake().with_answer("liver", first).with_answer("liver", second)
    assert intake.answer("liver") == second
    assert intake.history["liver"] == (first,)


def test_an_answer_corrected_at_once_or_repeated_leaves_no_history() -> None:
    first = Answer(Status.YES, given_at="2027-03-01T09:00Z")
    corrected = Intake().with_answer("liver", first).with_answer("liver", replace(first, status=Status.NO))
    repeated = Intake().with_answer("liver", first).with_answer("liver", replace(first, given_at="2027-03-02T09:00Z"))
    never_given = Intake().with_answer("liver", Answer(note="later")).with_answer("liver", first)
    assert [dict(item.history) for item in (corrected, repeated, never_given)] == [{}, {}, {}]


def test_unknown_on_a_stopping_question_counts_as_yes() -> None:
    assert [Answer(status).counts_as_yes for status in Status] == [False, True, False, True]
    assert [Answer(status).is_open for status in Status] == [True, False, False, False]


def test_an_amount_is_found_under_its_question() -> None:
    intake = Intake().with_answer("weight", Answer(Status.YES, amount=Fraction(70)))
    assert (intake.amount("weight"), intake.amount("egfr")) == (70, None)


def test_a_record_knows_the_plan_in_force_and_whether_the_draft_differs() -> None:
    bare = PatientRecord(Identity("1", "Martin", "Luce"))
    draft = replace(bare, plan=PLAN)
    issued = replace(draft, issued=(IssuedPlan(1, PLAN, "guide", "2027-03-01T09:00Z", "Dr"),))
    edited = replace(issued, plan=replace(PLAN, note="changed"))
    assert [item.draft_differs for item in (bare, draft, issued, edited)] == [False, True, False, True]
    assert [item.next_revision for item in (bare, draft, issued)] == [1, 1, 2]
    assert (bare.current_issue, bare.plan_in_force) == (None, None)
    assert issued.current_issue is issued.issued[0]
    assert edited.plan_in_force == PLAN


def test_a_name_is_shown_family_name_first_and_never_in_a_repr() -> None:
    assert Identity("1", "Martin", "Luce").full_name == "Martin, Luce"
    assert Identity("1", "Martin").full_name == "Martin"
    assert "Martin" not in repr(Identity("1", "Martin", "Luce"))


def test_a_finding_is_kept_under_its_code_and_place() -> None:
    assert Finding("a", Severity.NOTE).key == "a"
    assert Finding("a", Severity.NOTE, 3).key == "a@3"
    assert Finding("a", Severity.NOTE, 3, item="x").key == "a@3/x"
    assert [severity.word for severity in Severity] == ["note", "caution", "stop", "refuse"]


def test_an_error_tells_its_place_from_further_out() -> None:
    inner = PlanError("name", "a name", "time_name", most=40)
    outer = inner.within("times[1]")
    assert (outer.place, outer.key, outer.numbers) == ("times[1].name", "time_name", {"most": 40})
    assert str(outer) == "times[1].name: expected a name"


def test_errors_carry_a_code_and_no_values_in_their_text() -> None:
    errors: list[DomainError] = [EditError("edit.past", day=3), NotMakeableError(*(Fraction(n) for n in (7, 5, 10)))]
    assert [error.code for error in errors] == ["edit.past", "dose.not_makeable"]
    assert not any(character.isdigit() for error in errors for character in str(error))


def test_a_product_tells_what_its_label_covers() -> None:
    day = date(2026, 11, 22)
    on = ProductInfo(
        product=TEN,
        country="FR",
        form=Form.TABLET,
        has_score_line=True,
        equal_halves=True,
        boxes=(30, 100),
        on_alcohol_label=True,
        alcohol_most_mg=Fraction(80),
        on_label_since="2018",
        source="label_fr",
        checked=day,
    )
    assert (on.covers(Fraction(80)), on.covers(Fraction(85))) == (True, False)
    assert replace(on, alcohol_most_mg=None).covers(Fraction(300))
    assert not replace(on, on_alcohol_label=False).covers(Fraction(10))
    assert on.in_boxes_of(100).box == 100
    assert (on.code, replace(on, product=replace(TEN, code=None)).code) == ("x", "")


def test_a_policy_without_a_name_in_the_language_uses_the_english_one() -> None:
    guide = Library.load().policies["guide"]
    assert guide.name("fr") == "Guide des prescripteurs"
    assert guide.name("de") == guide.name("en")
