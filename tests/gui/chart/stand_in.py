"""A window around the tab for tests: real undo stack, real rules and findings, a day that stands still."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from baclodesk.domain.checks import check_plan
from baclodesk.domain.findings import Severity
from baclodesk.domain.plan import Plan
from baclodesk.domain.supplied import Supplied, supplied
from baclodesk.domain.visit import Effect, Visit
from baclodesk.gui.chart.host import ChartState, FindingLine, Revision
from baclodesk.services import findings_text
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts, Words, run_together

START = date(2026, 11, 1)


def consensus(language: str = "en") -> Plan:
    """The 15 stages from 1 November 2026."""
    return Library.load().build_scheme("consensus", start=START, language=language)


class _Step(QUndoCommand):
    def __init__(self, window: StandIn, before: Plan | None, after: Plan, words: Words, key: str | None) -> None:
        super().__init__(words(window.texts()))
        self.window, self.before, self.after, self.words, self.key = window, before, after, words, key

    @override
    def id(self) -> int:
        return 1 if self.key else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.key != self.key:
            return False
        self.after = other.after
        self.words = run_together(self.words, other.words)
        self.setText(self.words(self.window.texts()))
        self.setObsolete(self.after == self.before)
        return True

    @override
    def redo(self) -> None:
        self.window.plan = self.after

    @override
    def undo(self) -> None:
        self.window.plan = self.before


class StandIn:
    """See the module. Attributes can be set before the tab is refreshed."""

    def __init__(self, plan: Plan | None, *, policy: str = "guide", language: str = "en", today: date = START) -> None:
        self.plan = plan
        self.policy, self.language, self.today = policy, language, today
        self.running = False
        self.locked = self.damaged = ""
        self.issued: tuple[Revision, ...] = ()
        self.visits: tuple[Visit, ...] = ()
        self.weight: Fraction | None = Fraction(62)
        self.supply: Supplied | None = None
        self.stack = QUndoStack()
        self.commits: list[str] = []
        self.begun: list[str] = []
        self.followed: list[FindingLine] = []
        self._texts = {code: Texts(code) for code in ("en", "fr")}

    def state(self) -> ChartState:
        library = Library.load()
        rules = None if self.plan is None else library.rules_for(self.plan, self.policy)
        scheme = library.schemes.get(self.plan.scheme) if self.plan is not None else None
        words = (("sleepy", "somnolent" if self.language == "fr" else "sleepy"),)
        return ChartState(
            plan=self.plan,
            rules=rules,
            today=self.today,
            running=self.running,
            revision=len(self.issued) + 1,
            issued=self.issued,
            visits=self.visits,
            weight_kg=self.weight,
            locked=self.locked,
            damaged=self.damaged,
            doctor="Dr M. Laurent",
            scheme_name=scheme.name(self.language) if scheme else "",
            effect_words=words,
            supply=self.supply,
            scheme_doses=library.scheme_doses(self.plan.scheme if self.plan is not None else ""),
        )

    def texts(self) -> Texts:
        return self._texts[self.language]

    def findings(self, plan: Plan) -> tuple[FindingLine, ...]:
        library = Library.load()
        found = check_plan(plan, library.rules_for(plan, self.policy), library.numbers, today=self.today)
        return tuple(
            FindingLine(
                text=findings_text.sentence(self.texts(), item, library),
                severity=item.severity,
                code=item.code,
                key=item.key,
                stage=item.stage,
                day=item.day,
                action="reason" if item.severity is Severity.STOP and not item.answered else "",
                answered=item.answered,
            )
            for item in found
        )

    def commit(self, before: Plan | None, after: Plan, words: Words, merge_key: str | None = None) -> None:
        assert before == self.plan
        self.commits.append(words(self.texts()))
        self.stack.push(_Step(self, before, after, words, merge_key))

    def undo(self) -> str:
        step = self.stack.undoText()
        self.stack.undo()
        return step

    def redo(self) -> str:
        step = self.stack.redoText()
        self.stack.redo()
        return step

    def new_plan(self, choice: str) -> None:
        self.begun.append(choice)

    def follow(self, line: FindingLine) -> None:
        self.followed.append(line)


def prescribed(window: StandIn, first_day: int, days: int) -> StandIn:
    """Write a prescription for so many days of the window's plan."""
    assert window.plan is not None
    window.supply = supplied(window.plan, first_day, first_day + days - 1, window.today, as_needed=True)
    return window


def running(language: str = "en") -> StandIn:
    """A treatment in its 34th day: revision issued, six visits with craving, drinks and effects."""
    plan = consensus(language)
    window = StandIn(plan, language=language, today=date(2026, 12, 4))
    window.running = True
    window.issued = (
        Revision(1, date(2026, 10, 12), plan, "Dr M. Laurent"),
        Revision(2, date(2026, 10, 28), plan, "Dr M. Laurent"),
    )
    rows = ((3, 9, 10, 0), (7, 8, 8, 0), (13, 8, 7, 2), (20, 6, 5, 3), (27, 5, 3, 2), (34, 4, 2, 0))
    visits = []
    for number, (day, craving, drinks, sleepy) in enumerate(rows):
        on = plan.date_of(day)
        assert on is not None
        visits.append(
            Visit(
                id=str(number),
                on=on,
                day=day,
                craving=craving,
                drinks=Fraction(drinks),
                missed_days=1 if number == 3 else 0,
                effects=(Effect("sleepy", sleepy),) if sleepy else (),
                weight_kg=Fraction(62),
            )
        )
    window.visits = tuple(visits)
    return window
