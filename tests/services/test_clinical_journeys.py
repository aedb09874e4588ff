"""Two treatments from the intake on: the flags, the reasons, the acts, the revisions, as a doctor meets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.intake import Answer, Decision, Status
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.visit import Visit
from baclodesk.services import answering, consenting, issuing, measures, visiting
from baclodesk.services.facts import findings_of
from baclodesk.services.findings_text import sentence, source
from baclodesk.services.library import Library
from baclodesk.services.visit_acts import Offer, offers
from baclodesk.services.visit_changes import changed_since

from .visit_examples import ENGLISH, FRENCH, sick

LIBRARY = Library.load()
FIRST_VISIT = date(2027, 3, 1)
DOCTOR = "Dr M. Laurent"


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def yes(**given: Any) -> Answer:
    return Answer(Status.YES, **given)


class Treatment:
    """One patient's way through the use cases under one policy."""

    def __init__(self, person: Identity, policy: str) -> None:
        self.record, self.policy = PatientRecord(person), policy

    def ask(self, answers: dict[str, Answer], on: date) -> None:
        for code, answer in answers.items():
            self.record = answering.answered(self.record, code, answer, by=DOCTOR, now=at(on))

    def decide_and_sign(self, variant: str, up_to_mg: int, on: date) -> None:
        self.record = answering.decided(self.record, Decision.PRESCRIBE, "all else failed", DOCTOR, on)
        wanted = consenting.Wanted(variant, Fraction(up_to_mg), DOCTOR, self.record.identity.full_name)
        self.record = consenting.signed(consenting.prepared(self.record, ENGLISH, wanted, on), on)

    def found(self, on: date) -> tuple[Finding, ...]:
        return findings_of(self.record, self.policy, on)

    def issue(self, on: date, reason: str) -> None:
        """Issue the draft: without answers it is refused, with a reason and a tick for each it goes out."""
        sheet = issuing.issue_sheet(self.record, self.policy, on)
        if sheet.to_reason or sheet.to_tick:
            with pytest.raises(issuing.IssueRefusedError):
                issuing.issued(self.record, issuing.Reply(), policy=self.policy, by=DOCTOR, now=at(on))
        reply = issuing.Reply({item.key: reason for item in sheet.to_reason}, frozenset(i.key for i in sheet.to_tick))
        self.record = issuing.issued(self.record, reply, policy=self.policy, by=DOCTOR, now=at(on))

    def visit(self, on: date, **found: Any) -> Visit:
        effects = tuple(found.pop("effects", ()))
        fresh = visiting.new_visit(self.record, f"v{len(self.record.visits) + 1}", on, DOCTOR)
        visit = replace(fresh, taken_mg=fresh.planned_mg, effects=effects, **found)
        self.record = visiting.with_visit(self.record, visit)
        return visit

    def suggestion(self, visit: Visit) -> Offer:
        (offer,) = [o for o in offers(self.record, visit, visit.on, self.policy, ENGLISH) if o.suggested]
        return offer

    def take(self, offer: Offer) -> None:
        assert offer.plan is not None
        self.record = replace(self.record, plan=offer.plan)


def codes(found: Iterable[Finding], severity: Severity | None = None) -> set[str]:
    return {item.code for item in found if severity is None or item.severity is severity}


def test_epilepsy_a_weak_kidney_and_confusion_that_comes_back() -> None:
    on = FIRST_VISIT
    way = Treatment(Identity("7" * 32, "Martin", "Paul", date(1980, 1, 1), "m"), "guide")
    way.ask({"epilepsy": yes(), "egfr": yes(amount=Fraction(45), on=on), "grams_day": yes(amount=Fraction(90))}, on)
    assert codes(way.found(on), Severity.STOP) == {"patient.epilepsy"}
    assert "patient.egfr_low" in codes(way.found(on), Severity.CAUTION)
    plan = LIBRARY.build_scheme("consensus", start=on + timedelta(1))
    way.record = replace(way.record, plan=plan)
    kidney = next(item for item in way.found(on) if item.code == "dose_above_kidney_share")
    assert dict(kidney.values) == {"mg": "160", "line_mg": "150", "egfr": "45"}
    assert {"patient.epilepsy", "dose_above_line", "dose_above_kidney_share"} <= codes(way.found(on), Severity.STOP)
    assert {"issue.intake_undecided", "issue.consent_unsigned"} <= codes(
        issuing.issue_sheet(way.record, "guide", on).findings
    )
    way.decide_and_sign(consenting.OFF_LABEL, 200, on)
    way.issue(on, "neurologist agrees, eGFR monthly")
    revision = way.record.current_issue
    assert revision is not None
    reasons = {answer.key: answer.reason for answer in revision.answers if answer.reason}
    assert reasons["patient.epilepsy/epilepsy"] == "neurologist agrees, eGFR monthly"
    assert any(key.startswith("dose_above_kidney_share") for key in reasons)

    calm = way.visit(on + timedelta(20), craving=7, drowsiness=1)
    assert way.suggestion(calm).code == "go_on"

    confused = way.visit(on + timedelta(33), craving=6, effects=[sick("confusion")])
    assert confused.planned_mg == 70
    step = way.suggestion(confused)
    assert step.code == "step_back"
    assert step.alarms
    assert "rise_while_effect" in codes(way.found(confused.on), Severity.STOP)
    way.take(step)
    way.issue(confused.on, "seen by a neighbour daily")
    assert way.record.next_revision == 3

    gone = way.visit(confused.on + timedelta(6), craving=6, effects=[sick("confusion", 1, "gone")])
    assert gone.planned_mg == 60
    assert "gone: confusion" in changed_since(way.record, gone, ENGLISH)
    assert "rise_while_effect" not in codes(way.found(gone.on))
    assert way.suggestion(gone).code == "go_on"

    again = way.visit(confused.on + timedelta(10), craving=5, effects=[sick("confusion")])
    assert again.planned_mg == 70
    assert "new: confusion" in changed_since(way.record, again, ENGLISH)
    cap = way.suggestion(again)
    assert cap.code == "cap"
    way.take(cap)
    way.issue(again.on, "stays at 60 mg")
    final = way.record.plan_in_force
    assert final is not None
    assert (way.record.next_revision, final.stages[-1].daily_mg, final.is_open) == (4, 60, True)
    assert "rise_while_effect" not in codes(way.found(again.on)), "a plan that rises no more has nothing to wait for"
    assert {item.code for item in way.found(again.on)} >= {"patient.epilepsy", "patient.egfr_low"}
    assert all(issuing.is_whole(item) for item in way.record.issued)


def test_a_woman_of_70_kg_on_the_label() -> None:
    on = FIRST_VISIT
    way = Treatment(Identity("8" * 32, "Petit", "Anne", date(1985, 6, 1), "f", language="fr"), "france-label")
    answers = {
        "egfr": yes(amount=Fraction(95), on=on),
        "weight": yes(amount=Fraction(70)),
        "grams_day": yes(amount=Fraction(60)),
    }
    way.ask(answers, on)
    assert way.found(on) == ()
    weight = measures.weight(way.record)
    assert weight == 70
    plan = LIBRARY.build_scheme("label", start=on + timedelta(1), language="fr")
    assert measures.per_kg(plan.top_mg, weight) == "1.14"
    assert consenting.variant_for(plan) == consenting.ON_LABEL
    way.record = replace(way.record, plan=plan)
    assert codes(way.found(on), Severity.STOP) == set()
    way.decide_and_sign(consenting.ON_LABEL, 80, on)
    way.issue(on, "")
    first = way.record.current_issue
    assert first is not None
    assert first.policy == "france-label"
    assert not any(answer.reason for answer in first.answers)

    sleepy = way.visit(on + timedelta(14), craving=6, drowsiness=5, effects=[sick("sleepiness")])
    hold = way.suggestion(sleepy)
    assert hold.code == "hold"
    assert "rise_while_drowsy" in codes(way.found(sleepy.on), Severity.STOP)
    way.take(hold)

    higher = replace(way.record, plan=LIBRARY.build_scheme("consensus", start=plan.start))
    over = [item for item in findings_of(higher, "france-label", on) if item.code == "dose_above_last_line"]
    assert [dict(item.values)["line_mg"] for item in over] == ["80"]
    assert "80\u00a0mg" in sentence(FRENCH, over[0])
    assert source(over[0], FRENCH) == "AMM française"
    assert consenting.renewals(higher, higher.plan) == (consenting.Renewal.DOSE, consenting.Renewal.VARIANT)


def test_each_label_walls_its_largest_rise_and_shortest_stage_for_her_too() -> None:
    for policy in LIBRARY.policies.values():
        rules = LIBRARY.rules_for(None, policy.id)
        assert rules.policy.rise_is_wall is (policy.id != "guide")
