"""A plan is issued only with every reason and tick given, frozen under a number, and edits make the next one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest

from baclodesk.domain import edits
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.intake import Answer, Decision, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Exemption
from baclodesk.domain.product import Product
from baclodesk.services import practice
from baclodesk.services.practice import IssueRefusedError, IssueSheet, Paper, Reply
from baclodesk.services.texts import Texts

from .record_examples import CALM, DOCTOR, NOW, TODAY, calm_record


def ready() -> PatientRecord:
    """Decided and signed, with the consensus scheme as a draft: open are only what the plan itself asks."""
    record = practice.answered(
        calm_record(), "egfr", Answer(Status.YES, amount=Fraction(95), on=TODAY), by=DOCTOR, now=NOW
    )
    record = practice.decided(record, Decision.PRESCRIBE, "asked for", DOCTOR, TODAY)
    wanted = practice.Wanted("off_label", Fraction(200), DOCTOR, "Claire Arnaud")
    return practice.signed(practice.prepared(record, Texts("fr"), wanted, TODAY), TODAY)


def sheet(record: PatientRecord) -> IssueSheet:
    return practice.issue_sheet(record, "guide", TODAY)


def full_reply(record: PatientRecord) -> Reply:
    asked = sheet(record)
    return Reply(
        {item.key: f"reason {place}" for place, item in enumerate(asked.to_reason)},
        frozenset(item.key for item in asked.to_tick),
    )


def issue(record: PatientRecord, reply: Reply | None = None) -> PatientRecord:
    return practice.issued(record, reply or full_reply(record), policy="guide", by=DOCTOR, now=NOW)


def refused(record: PatientRecord, reply: Reply) -> IssueRefusedError:
    with pytest.raises(IssueRefusedError) as caught:
        issue(record, reply)
    return caught.value


def test_an_issued_plan_is_frozen_with_number_policy_answers_and_digest() -> None:
    record = ready()
    reply = full_reply(record)
    done = issue(record, reply)
    (revision,) = done.issued
    assert (revision.revision, revision.policy, revision.issued_by) == (1, "guide", DOCTOR)
    assert revision.issued_at == "2026-12-04T10:20:00+00:00"
    assert revision.plan == record.plan
    assert {answer.key: answer.reason for answer in revision.answers if answer.reason} == dict(reply.reasons)
    assert {answer.key for answer in revision.answers} == reply.keys
    assert set(revision.finding_keys) >= reply.keys
    assert practice.is_whole(revision)
    assert not practice.is_whole(replace(revision, plan=edits.move_end(revision.plan, 7, 9)))
    assert not done.draft_differs


def test_a_later_edit_makes_the_next_revision_and_leaves_the_first_alone() -> None:
    first = issue(ready())
    assert first.plan is not None
    edited = practice.with_plan(first, edits.move_end(first.plan, first.plan.stages[6].uid, 9))
    second = issue(edited)
    assert [revision.revision for revision in second.issued] == [1, 2]
    assert second.issued[0] == first.issued[0]
    assert second.issued[0].digest != second.issued[1].digest


def test_the_same_plan_is_not_issued_twice() -> None:
    done = issue(ready())
    assert refused(done, Reply()).code == "issue.unchanged"


def test_without_a_plan_stages_or_a_first_day_nothing_is_issued() -> None:
    record = ready()
    assert record.plan is not None
    assert refused(replace(record, plan=None), Reply()).code == "issue.no_plan"
    assert refused(practice.with_plan(record, record.plan.with_stages(())), Reply()).code == "issue.no_plan"
    assert refused(practice.with_plan(record, replace(record.plan, start=None)), Reply()).code == "issue.no_start"


def test_each_missing_reason_and_each_missing_tick_stands_in_the_way() -> None:
    record = ready()
    reply = full_reply(record)
    for key in reply.reasons:
        for reasons in ({k: v for k, v in reply.reasons.items() if k != key}, {**reply.reasons, key: "  \n "}):
            left = refused(record, replace(reply, reasons=reasons))
            assert (left.code, [item.key for item in left.findings]) == ("issue.open_findings", [key])
    for key in reply.ticks:
        assert [item.key for item in refused(record, replace(reply, ticks=reply.ticks - {key})).findings] == [key]


def test_a_stop_is_not_lifted_by_a_tick() -> None:
    record = ready()
    reply = full_reply(record)
    key = sheet(record).to_reason[0].key
    ticked = Reply({k: v for k, v in reply.reasons.items() if k != key}, reply.ticks | {key})
    assert [item.key for item in refused(record, ticked).findings] == [key]


def test_a_caution_may_be_answered_by_a_reason_in_place_of_a_tick() -> None:
    record = ready()
    reply = full_reply(record)
    key = sheet(record).to_tick[0].key
    done = issue(record, Reply({**reply.reasons, key: "known"}, reply.ticks - {key}))
    assert {answer.key: answer.reason for answer in done.issued[0].answers}[key] == "known"


def test_no_reason_lifts_a_dose_that_cannot_be_made() -> None:
    record = ready()
    assert record.plan is not None
    whole = replace(record.plan, products=(Product("whole", Fraction(10), 1),))
    record = practice.with_plan(record, whole)
    refusals = sheet(record).refusals
    assert refusals
    every = Reply({item.key: "because" for item in sheet(record).findings}, frozenset())
    left = refused(record, every)
    assert set(left.findings) == set(refusals)


def test_an_open_decision_and_a_missing_signature_ask_for_a_reason() -> None:
    codes = {item.code for item in sheet(calm_record()).to_reason}
    assert {"issue.intake_undecided", "issue.consent_unsigned"} <= codes
    assert not {item.code for item in sheet(ready()).to_reason if item.code.startswith("issue.")}


def test_a_stop_answered_on_the_chart_is_not_asked_again() -> None:
    record = ready()
    assert record.plan is not None
    stop = next(item for item in sheet(record).to_reason if item.stage is not None)
    assert stop.stage is not None
    stage = record.plan.stages[stop.stage - 1]
    written = Exemption(stop.code, "spoken over", DOCTOR, TODAY)
    lifted = practice.with_plan(record, edits.exempt(record.plan, stage.uid, written))
    assert stop.key not in {item.key for item in sheet(lifted).to_reason if item.stage == stop.stage}


def test_a_document_made_is_kept_with_the_digest_of_its_bytes() -> None:
    done = practice.document_made(
        issue(ready()), Paper("schedule", b"%PDF", 1, revision=1, language="fr"), by=DOCTOR, now=NOW
    )
    (made,) = done.documents
    assert (made.kind, made.revision, made.pages, made.language) == ("schedule", 1, 1, "fr")
    assert made.digest == sha256(b"%PDF").hexdigest()
    assert practice.papers_missing(done, ("schedule", "calendar", "leaflet", "consent")) == ("calendar", "leaflet")
    assert practice.papers_missing(PatientRecord(CALM), ("schedule", "leaflet")) == ("leaflet",)


def test_a_leaflet_is_handed_out_once_and_a_consent_is_missing_while_it_waits_for_its_print() -> None:
    told = practice.document_made(issue(ready()), Paper("leaflet", b"%PDF", 2), by=DOCTOR, now=NOW)
    assert practice.papers_missing(told, ("leaflet",)) == ()
    waiting = replace(told, consent=replace(told.consent, state=ConsentState.PREPARED))
    assert practice.papers_missing(waiting, ("consent",)) == ("consent",)


def test_what_is_issued_shows_no_words_of_the_patient_when_printed_by_mistake() -> None:
    assert "reason 0" not in repr(full_reply(ready()))
    assert "%PDF" not in repr(Paper("schedule", b"%PDF", 1))
