"""What the chart asks of the window, answered from one patient's session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.patient import IssuedPlan, PatientRecord
from baclodesk.domain.plan import Kind, Plan, Stage
from baclodesk.domain.split import propose
from baclodesk.services import catalogue
from baclodesk.services.facts import findings_of, overdue_review, visits_to_come
from baclodesk.services.measures import weight
from baclodesk.services.texts import Texts, Words

from ..chart.host import ChartState, FindingLine, Revision
from ..desk import Desk
from ..knowledge import sentence
from ..patient.page import Work
from .gates import damage_of, gates_of, lock_of

CONSENSUS = "consensus"
SUPPLY = frozenset({"supply_before_visit", "supply_ended"})
"""Findings that a prescription settles."""


class SessionHost:
    """A ChartHost over a Work. ``other_scheme`` and ``follow_finding`` are the window's own doings."""

    def __init__(
        self, desk: Desk, work: Work, other_scheme: Callable[[], None], follow: Callable[[FindingLine], None]
    ) -> None:
        self._desk, self._work = desk, work
        self._other_scheme, self._follow = other_scheme, follow

    def state(self) -> ChartState:
        """Give what is to be shown now."""
        record, texts, library = self._work.record, self._desk.texts, self._desk.library
        policy = library.policies[self._desk.practice.policy]
        plan = record.plan if record.plan is not None else record.plan_in_force
        scheme = library.schemes.get(plan.scheme) if plan is not None else None
        return ChartState(
            plan=plan,
            rules=library.rules_for(plan, policy.id),
            today=self._desk.today(),
            running=is_running(record, plan),
            revision=record.next_revision,
            issued=tuple(revision_of(item) for item in record.issued),
            visits=record.visits,
            appointments=visits_to_come(record, self._desk.today()),
            damaged=damage_of(record, texts),
            review=overdue_review(record, self._desk.today()),
            weight_kg=weight(record),
            locked=lock_of(record, texts),
            gates=tuple(gates_of(record, plan, texts)),
            doctor=self._desk.user,
            scheme_name=scheme.name(texts.language) if scheme is not None else "",
            policy_name=policy.name(texts.language),
            effect_words=effect_words(texts),
            supply=record.supply,
            scheme_doses=library.scheme_doses(plan.scheme if plan is not None else ""),
        )

    def texts(self) -> Texts:
        """Give the sentences in the window's language."""
        return self._desk.texts

    def findings(self, plan: Plan) -> tuple[FindingLine, ...]:
        """Check a plan, also one that is only being dragged."""
        record = self._work.record
        if record.plan is plan:
            found = self._work.findings()
        else:
            desk, asked = self._desk, replace(record, plan=plan)
            found = findings_of(asked, desk.practice.policy, desk.today(), library=desk.library)
        return tuple(self._line(item) for item in found)

    def _line(self, item: Finding) -> FindingLine:
        action = ""
        if item.item and item.stage is None:
            action = "intake"
        elif item.severity is Severity.STOP and not item.answered:
            action = "reason"
        elif item.code in SUPPLY:
            action = "prescription"
        return FindingLine(
            text=sentence(self._desk.texts, item, self._desk.library),
            severity=item.severity,
            code=item.code,
            key=item.key,
            stage=item.stage,
            day=item.day,
            action=action,
            answered=item.answered,
        )

    def commit(self, before: Plan | None, after: Plan, words: Words, merge_key: str | None = None) -> None:
        """Make ``after`` the draft, as one undo step."""
        del before  # the session holds the record before
        self._work.edit(replace(self._work.record, plan=after), words, merge_key or "")

    def undo(self) -> str:
        """Take the last step back; gives its name, empty when there was none."""
        words = self._work.session.undo_state.undo
        self._work.session.undo()
        return "" if words is None else words(self._desk.texts)

    def redo(self) -> str:
        """Do it again; gives its name, empty when there was none."""
        words = self._work.session.undo_state.redo
        self._work.session.redo()
        return "" if words is None else words(self._desk.texts)

    def new_plan(self, choice: str) -> None:
        """Begin a plan: ``consensus``, ``other`` or ``blank``."""
        if choice == "other":
            self._other_scheme()
            return
        library = self._desk.library
        code = self._desk.practice.product
        product = library.products[code].product if code in library.products else library.default_product.product
        plan = library.build_scheme(
            CONSENSUS, start=self._desk.today(), products=(product,), language=self._work.record.identity.language
        )
        if choice == "blank":
            low = library.policies[self._desk.practice.policy].start_low_mg
            amounts = propose(plan.products, low, len(plan.times))
            plan = replace(plan, scheme="", stages=(Stage(1, None, amounts, Kind.HOLD),))
        self._work.edit(replace(self._work.record, plan=plan), lambda texts: texts(f"titration_page.step_{choice}"))

    def follow(self, line: FindingLine) -> None:
        """Do what a finding's link says."""
        self._follow(line)


def is_running(record: PatientRecord, plan: Plan | None) -> bool:
    """Tell whether days of ``plan`` up to today are history: a revision of the same course is in force."""
    in_force = record.plan_in_force
    return plan is not None and in_force is not None and in_force.start == plan.start


def revision_of(issue: IssuedPlan) -> Revision:
    """Give an issued plan as the chart lays it under the present one."""
    return Revision(issue.revision, issue_day(issue.issued_at), issue.plan, issue.issued_by)


def issue_day(moment: str) -> date:
    """Give the local day of an ISO moment."""
    return datetime.fromisoformat(moment).astimezone().date()


def effect_words(texts: Texts) -> tuple[tuple[str, str], ...]:
    """Give every unwanted effect's code with its short name."""
    return tuple((entry.code, texts(f"effects.effect.{entry.code}.short")) for entry in catalogue.effects().effects)


def item_of(line: FindingLine) -> str:
    """Give the intake question a finding points at, or empty."""
    return line.key.partition("/")[2]
