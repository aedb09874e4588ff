"""Edits, undo and saves in any order, over a real store: nothing acknowledged is lost, nothing is changed in place."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from baclodesk.domain import edits
from baclodesk.domain.intake import Answer, Decision
from baclodesk.domain.patient import Appointment, PatientRecord
from baclodesk.services import practice
from baclodesk.services.texts import Texts
from baclodesk.storage import codec
from baclodesk.storage.practice_store import VaultPracticeStore
from baclodesk.storage.schema import Tables

from ..storage.support import NAME, open_vault
from .record_examples import CODES, DOCTOR, NOW, TODAY, answers, calm_record, visits, words


class EditsAndSaves(RuleBasedStateMachine):
    """One dossier, its undo steps as values, and the practice's files."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = self.open_store()
        self.undo: list[tuple[PatientRecord, Tables]] = []
        self.now = NOW

    def open_store(self) -> VaultPracticeStore:
        return VaultPracticeStore(open_vault(Path(self.folder.name)), NAME, lambda: NOW)

    @override
    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.record = self.acknowledged = calm_record()
        self.base = self.store.save(self.record, None)

    def edit(self, after: PatientRecord) -> None:
        self.now += timedelta(minutes=1)
        if after != self.record:
            self.undo.append((self.record, codec.encode(self.record)))
            self.record = after

    @rule(code=st.sampled_from(CODES), answer=answers)
    def answer(self, code: str, answer: Answer) -> None:
        before = self.record.intake.answer(code)
        self.edit(practice.answered(self.record, code, answer, by=DOCTOR, now=self.now))
        if before.given_at and not before.is_open and before != answer:
            assert self.record.intake.history[code][-1] == before

    @rule(visit=visits)
    def visit(self, visit: object) -> None:
        assert hasattr(visit, "id")
        self.edit(practice.with_visit(self.record, visit))  # type: ignore[arg-type]  # drawn as a Visit

    @rule(days=st.integers(1, 30), place=st.integers(0, 14))
    def drag(self, days: int, place: int) -> None:
        plan = self.record.plan
        assert plan is not None
        self.edit(practice.with_plan(self.record, edits.move_end(plan, plan.stages[place].uid, days)))

    @rule(on=st.integers(0, 60), note=words)
    def appoint(self, on: int, note: str) -> None:
        self.edit(practice.with_appointment(self.record, Appointment(TODAY + timedelta(on), "09:00", note)))

    @rule()
    def sign(self) -> None:
        wanted = practice.Wanted("off_label", Fraction(200), DOCTOR, "Claire Arnaud")
        after = practice.prepared(self.record, Texts("fr"), wanted, TODAY)
        self.edit(practice.signed(practice.printed(after, TODAY), TODAY))

    @precondition(lambda self: self.record.draft_differs)
    @rule()
    def issue(self) -> None:
        decided = practice.decided(self.record, Decision.PRESCRIBE, "asked for", DOCTOR, TODAY)
        sheet = practice.issue_sheet(decided, "guide", NOW.date())
        reply = practice.Reply(
            {item.key: "spoken over" for item in sheet.to_reason}, frozenset(item.key for item in sheet.to_tick)
        )
        after = practice.issued(decided, reply, policy="guide", by=DOCTOR, now=self.now)
        assert after.issued[:-1] == self.record.issued
        assert not after.draft_differs
        self.record = after
        self.undo.clear()  # a revision issued is not taken back

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        self.record, rows = self.undo.pop()
        assert codec.encode(self.record) == rows, "an edit changed what it was given"

    @rule()
    def save(self) -> None:
        self.base = self.store.save(self.record, self.base)
        self.acknowledged = self.record

    @rule()
    def keep_draft(self) -> None:
        self.store.save_draft(self.record, self.base)

    @rule()
    def crash_and_open(self) -> None:
        """What lies in the files is what was acknowledged; the draft is offered, and taken when it is there."""
        self.store = self.open_store()
        opened = self.store.open(self.record.identity.id)
        assert opened.record == self.acknowledged
        assert opened.notices == ()
        self.record = opened.draft or opened.record
        self.base = opened.file_revision
        self.undo.clear()

    @invariant()
    def issued_revisions_are_numbered_and_whole(self) -> None:
        assert [issue.revision for issue in self.record.issued] == list(range(1, len(self.record.issued) + 1))
        assert all(practice.is_whole(issue) for issue in self.record.issued)

    @invariant()
    def visits_and_appointments_stand_in_order(self) -> None:
        days = [visit.on for visit in self.record.visits]
        assert days == sorted(days)
        assert [item.on for item in self.record.appointments] == sorted(item.on for item in self.record.appointments)

    @invariant()
    def the_record_has_rows_that_give_it_back(self) -> None:
        assert codec.decode(codec.encode(self.record)) == self.record


TestEditsAndSaves = EditsAndSaves.TestCase
TestEditsAndSaves.settings = settings(max_examples=8, stateful_step_count=14)
