"""One act as an offer, and the desk on which offers are made: reading, rules, words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Rules
from baclodesk.domain.product import nearest_mg
from baclodesk.services.acts import Acts
from baclodesk.services.findings_text import citation
from baclodesk.services.library import Library
from baclodesk.services.refusal_words import refusal
from baclodesk.services.texts import NBSP, Texts
from baclodesk.services.visit_reading import Act, Reading


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """One act as a button: ``code`` is stable and unique (``stop_rate:10``), ``label`` short, ``sentence`` whole.

    ``plan`` is what the act would make, None with a ``reason`` when it cannot; ``suggested`` says that it is the
    guide's suggestion for what this visit found, and ``why``; ``timely`` that the guide's own condition for it is met;
    ``source`` where it comes from; ``see_again`` the first and last day to see the patient; ``alarms`` what to do now.
    """

    code: str
    act: Act
    label: str
    sentence: str
    source: str
    plan: Plan | None
    reason: str = ""
    suggested: bool = False
    timely: bool = True
    why: str = ""
    see_again: tuple[date, date] | None = None
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an offer says of itself beside its plan: days from today to see the patient, numbers of its sentence."""

    code: str = ""
    timely: bool = True
    soonest_days: int | None = None
    latest_days: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """All that the acts are made from."""

    reading: Reading
    today: date
    rules: Rules
    library: Library
    texts: Texts
    acts: Acts

    def offer(self, act: Act, source: str, make: Callable[[], Plan], asked: Asked, **values: object) -> Offer:
        """Make an offer; what the domain refuses becomes its reason. ``source`` names a citation."""
        plan, reason, again = None, "", None
        try:
            plan = make()
        except DomainError as error:
            reason = refusal(error, self.texts)
        if asked.soonest_days is not None and plan is not None:
            days = (asked.soonest_days, asked.latest_days or asked.soonest_days)
            again = (self.today + timedelta(days[0]), self.today + timedelta(days[1]))
        key = asked.key or act.value
        return Offer(
            code=asked.code or act.value,
            act=act,
            label=self.texts(f"acts.label.{key}", **values),
            sentence=self.texts(f"acts.sentence.{key}", **values),
            source=citation(self.texts, source),
            plan=plan,
            reason=reason,
            timely=asked.timely,
            see_again=again,
        )

    def nothing(self, act: Act, source: str, reason: str, **values: object) -> Offer:
        """Make an offer that has no plan now; ``reason`` names its sentence."""
        return Offer(
            code=act.value,
            act=act,
            label=self.texts(f"acts.none.{act.value}"),
            sentence="",
            source=citation(self.texts, source),
            plan=None,
            reason=self.texts(f"acts.reason.{reason}", **values),
            timely=False,
        )

    def mg(self, mg: Fraction) -> str:
        """Write a dose; one that was told, or a share of one, need not have a finite decimal form."""
        try:
            return self.texts.mg(mg)
        except ValueError:
            return f"{mg}{NBSP}mg"

    @property
    def here_mg(self) -> Fraction:
        """The dose to come down from: today's, or what is really taken where that is less."""
        taken = self.reading.visit.taken_mg
        return self.reading.planned_mg if taken is None else min(taken, self.reading.planned_mg)

    def makeable(self, mg: Fraction) -> tuple[Fraction, ...]:
        """Give the dose, or its makeable neighbours above 0: nothing is rounded without a choice."""
        lower, upper = nearest_mg(self.reading.plan.products, mg)
        return tuple(dose for dose in dict.fromkeys((lower, upper)) if dose > 0)
