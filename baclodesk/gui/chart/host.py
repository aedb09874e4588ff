"""What the chart tab needs from the window around it, and what it shows besides the plan. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from baclodesk.domain.findings import Severity
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Rules
from baclodesk.domain.scheme_doses import NO_DOSES, SchemeDoses
from baclodesk.domain.supplied import Supplied
from baclodesk.domain.visit import Visit
from baclodesk.services.texts import Texts, Words


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One line of the findings bar: its sentence, and ``action`` (``reason``, ``prescription`` …, or empty).

    ``stages`` are the numbers of all stages that the line is about, when there are several.
    """

    text: str
    severity: Severity
    code: str = ""
    key: str = ""
    stage: int | None = None
    day: int | None = None
    action: str = ""
    answered: bool = False
    stages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """An issued plan that can be laid under the chart; ``by`` is the name of the doctor who issued it."""

    number: int
    on: date
    plan: Plan
    by: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ChartState:
    """Everything the tab shows at one moment.

    ``running``: a revision is in force, so days up to ``today`` are history. ``locked`` is a sentence that says why
    nothing can be changed (empty: editable); ``gates`` name what is missing, each with an ``action`` that leads there;
    ``review`` is the day of a visit that is overdue; ``damaged`` says why no chart can be drawn: then ``plan`` is what
    was read and is shown as values only. ``doctor`` signs exemptions. ``effect_words`` name effects by their code;
    ``scheme_name`` and ``policy_name`` are ready to show; ``scheme_doses`` are those that the scheme itself has.
    ``supply`` is what the prescription written last supplies; the board tells how far it reaches in a plan, at rest or
    in a drag.
    """

    plan: Plan | None
    rules: Rules | None
    today: date
    running: bool = False
    revision: int = 1
    issued: tuple[Revision, ...] = ()
    visits: tuple[Visit, ...] = field(default=(), repr=False)
    appointments: tuple[date, ...] = field(default=(), repr=False)
    weight_kg: Fraction | None = field(default=None, repr=False)
    review: date | None = field(default=None, repr=False)
    target_mg: Fraction | None = None
    locked: str = ""
    gates: tuple[FindingLine, ...] = ()
    damaged: str = ""
    doctor: str = field(default="", repr=False)
    scheme_name: str = ""
    policy_name: str = ""
    effect_words: tuple[tuple[str, str], ...] = ()
    supply: Supplied | None = field(default=None, repr=False)
    scheme_doses: SchemeDoses = NO_DOSES

    @property
    def today_number(self) -> int | None:
        """Today's day number, also before day 1 and after the end; None without a plan or a start date."""
        return None if self.plan is None else self.plan.day_of(self.today)

    @property
    def history_until(self) -> int | None:
        """The day number up to which nothing can be changed; None while no revision is in force."""
        day = self.today_number
        return day if self.running and day is not None and day >= 1 else None


class ChartHost(Protocol):
    """The window around the tab. ``commit`` is the only way in which the tab changes anything."""

    def state(self) -> ChartState:
        """Give what is to be shown now."""

    def texts(self) -> Texts:
        """Give the sentences in the window's language."""

    def findings(self, plan: Plan) -> tuple[FindingLine, ...]:
        """Check a plan (also one that is only being dragged) and give the lines to show."""

    def commit(self, before: Plan | None, after: Plan, words: Words, merge_key: str | None = None) -> None:
        """Make ``after`` the plan, as one undo step named by ``words``; equal ``merge_key`` joins steps in a row."""

    def undo(self) -> str:
        """Take the last step back; gives its name, empty when there was none."""

    def redo(self) -> str:
        """Do it again; gives its name, empty when there was none."""

    def new_plan(self, choice: str) -> None:
        """Begin a plan: ``consensus``, ``other`` (the window offers the schemes) or ``blank``."""

    def follow(self, line: FindingLine) -> None:
        """Do what a finding's link says: open the reason, show the question in the intake."""
