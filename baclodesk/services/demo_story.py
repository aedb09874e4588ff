"""How a fictional dossier comes about: the same use cases as in a real one, day by day up to today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256

from baclodesk.domain.findings import Finding
from baclodesk.domain.intake import Answer, Decision, Status
from baclodesk.domain.patient import Appointment, DocumentMade, Identity, PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.visit import Effect
from baclodesk.services import answering, catalogue, consenting, issuing, visiting
from baclodesk.services.catalogue import Item, ItemKind
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

POLICY = "guide"
_USUAL: Mapping[str, str] = {
    "drinks_day": "11",
    "grams_day": "110",
    "drinking_days": "7",
    "craving_hour": "18.5",
    "drinking_years": "12",
    "egfr": "95",
    "creatinine": "72",
    "weight": "70",
}
_USUAL_CHOICES: Mapping[str, str] = {
    "drinking_pattern": "alone home evening",
    "impact_overall": "severe",
    "expectation": "indifference",
    "audit_often": "four_a_week",
    "audit_amount": "ten_or_more",
    "audit_six": "daily",
    "driving": "private",
    "work": "employed",
}
_USUAL_WORDS: Mapping[str, str] = {
    "use_history": "demo.history.evening",
    "known_of_it": "demo.note.known",
    "other_illness": "demo.note.nothing",
}
_USUAL_YES = ("asks_for_baclofen", "knows_off_label", "can_follow", "nondrug_tried", "drugs_tried", "contraception")


def yes(text: str = "", *, choice: str = "", on: date | None = None, amount: str = "") -> Answer:
    """Give a yes, or the answer to a typed question."""
    return Answer(Status.YES, choice=choice, on=on, text=text, amount=Fraction(amount) if amount else None)


class Story:
    """One fictional patient; ``record`` grows with each step. Days are counted back from ``today``."""

    def __init__(self, today: date, texts: Texts, doctor: str, person: Identity) -> None:
        self.today, self.texts, self.doctor = today, texts, doctor
        name = f"{person.family_name} {person.given_name}".encode()
        person = replace(person, id=sha256(name).hexdigest()[:32], language=texts.language)
        self.record = PatientRecord(person)

    def day(self, ago: int) -> date:
        """Give the date so many days ago (negative: to come)."""
        return self.today - timedelta(days=ago)

    def moment(self, ago: int) -> datetime:
        """Give ten o'clock of that day."""
        return datetime.combine(self.day(ago), time(10), UTC)

    def answer(self, ago: int, code: str, answer: Answer) -> None:
        """Answer one question."""
        self.record = answering.answered(self.record, code, answer, by=self.doctor, now=self.moment(ago))

    def intake(self, ago: int, answers: Mapping[str, Answer], *, until: str = "") -> None:
        """Ask everything (or all up to the group ``until``): usual answers, but for those given."""
        known = catalogue.intake()
        for item in known.asked(self.record.identity.sex):
            if until and item.group == until:
                return
            self.answer(ago, item.code, answers.get(item.code) or self._usual(item, ago))

    def _usual(self, item: Item, ago: int) -> Answer:
        if item.code in ("acamprosate", "groups"):
            return yes(choice="partly")
        if item.kind is ItemKind.YES_NO:
            return Answer(Status.YES if item.code in _USUAL_YES else Status.NO)
        if item.kind in (ItemKind.AMOUNT, ItemKind.HOUR):
            return yes(amount=_USUAL[item.code], on=self.day(ago + 6) if item.dated else None)
        if item.kind in (ItemKind.CHOICE, ItemKind.MULTI):
            return yes(choice=_USUAL_CHOICES.get(item.code, item.choices[len(item.choices) // 2]))
        return yes(self.texts(_USUAL_WORDS[item.code]))

    def inform(self, ago: int) -> None:
        """Give the information and confirm the off-label conditions."""
        known, on = catalogue.information(), self.day(ago)
        for point in known.points:
            self.record = answering.informed(self.record, point.code, on, self.doctor)
        for point in known.off_label:
            self.record = answering.confirmed(self.record, point.code, on, self.doctor)

    def decide(self, ago: int, decision: Decision, reason: str) -> None:
        """End the intake."""
        words = self.texts(f"demo.decision.{reason}")
        self.record = answering.decided(self.record, decision, words, self.doctor, self.day(ago))

    def consent(self, ago: int, up_to_mg: int, *, signed: bool = True) -> None:
        """Prepare and print the consent, and have it signed."""
        person = self.record.identity
        wanted = consenting.Wanted(
            consenting.OFF_LABEL, Fraction(up_to_mg), self.doctor, f"{person.given_name} {person.family_name}"
        )
        self.record = consenting.prepared(self.record, self.texts, wanted, self.day(ago))
        self.record = consenting.printed(self.record, self.day(ago))
        self._document("consent", ago, None)
        if signed:
            self.record = consenting.signed(self.record, self.day(ago), paper_at=self.texts("demo.practice.folder"))

    def scheme(self, scheme: str, ago: int, **wishes: object) -> Plan:
        """Build a scheme that begins so many days ago."""
        return Library.load().build_scheme(
            scheme,
            start=self.day(ago),
            language=self.texts.language,
            **wishes,  # type: ignore[arg-type]
        )

    def issue(self, ago: int, plan: Plan, *, print_it: bool = True) -> None:
        """Issue a plan, giving a reason to every stop and ticking every caution."""
        self.record = replace(self.record, plan=plan)
        now = self.moment(ago)
        sheet = issuing.issue_sheet(self.record, POLICY, now.date())
        reply = issuing.Reply(
            {item.key: self._reason(item) for item in sheet.to_reason}, frozenset(item.key for item in sheet.to_tick)
        )
        self.record = issuing.issued(self.record, reply, policy=POLICY, by=self.doctor, now=now)
        if print_it:
            self._document("schedule", ago, len(self.record.issued))

    def _reason(self, finding: Finding) -> str:
        return self.texts("demo.reason.dose" if finding.code.startswith("dose_") else "demo.reason.patient")

    def _document(self, kind: str, ago: int, revision: int | None) -> None:
        made = DocumentMade(kind, revision, answering.stamp(self.moment(ago)), self.doctor, "", 1, self.texts.language)
        self.record = replace(self.record, documents=(*self.record.documents, made))

    def visit(
        self,
        ago: int,
        *,
        craving: int,
        drinks: str,
        drowsiness: int = 0,
        effects: tuple[Effect, ...] = (),
        note: str = "",
        indifferent: bool = False,
    ) -> None:
        """Record a visit."""
        visit = visiting.new_visit(self.record, f"v{len(self.record.visits) + 1}", self.day(ago), self.doctor)
        visit = replace(
            visit,
            taken_mg=visit.planned_mg,
            craving=craving,
            drinks=Fraction(drinks),
            drowsiness=drowsiness,
            effects=effects,
            mood=6,
            suicidal=False,
            falls=False,
            driving=False,
            indifference=indifferent,
            missed_days=0,
            note=self.texts(f"demo.note.{note}") if note else "",
        )
        self.record = visiting.with_visit(self.record, visit)

    def appointment(self, days: int, at: str = "") -> None:
        """Give an appointment so many days from today."""
        self.record = visiting.with_appointment(self.record, Appointment(self.day(-days), at))
