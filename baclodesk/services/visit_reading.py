"""What one visit found, seen beside the visits and doses before it, and what the guide makes of it.

Nothing is decided here: the reading names one suggestion and why, the doctor chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from baclodesk.domain.amending import higher_dose_before
from baclodesk.domain.dose import ZERO
from baclodesk.domain.errors import EditError
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.thresholds import Numbers
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import catalogue
from baclodesk.services.acts import Acts
from baclodesk.services.facts import GONE, in_time, open_effects


class Act(StrEnum):
    """The guide's acts on a running treatment, in the order in which they are offered."""

    GO_ON = "go_on"
    HOLD = "hold"
    STEP_BACK = "step_back"
    SEE = "see"
    CAP = "cap"
    LOWEST_WEEKLY = "lowest_weekly"
    LOWEST_SHARE = "lowest_share"
    LEVEL_UP = "level_up"
    FROM_TAKEN = "from_taken"
    RESTART = "restart"
    BEFORE_CRAVING = "before_craving"
    STOP_RATE = "stop_rate"
    STOP_LENGTH = "stop_length"


LOWEST = (Act.LOWEST_WEEKLY, Act.LOWEST_SHARE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the guide suggests (several acts: either), and why: ``code`` names the sentence, ``effect`` the cause."""

    acts: tuple[Act, ...]
    code: str
    effect: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One visit on a running plan: ``day`` is today's day number, ``planned_mg`` today's dose, ``dose_mg`` the one
    taken (as told, else the planned one), ``effects`` what was told open now, ``earlier`` the visits before, newest
    last; ``below_mg`` the dose under which a step back leads; ``stable_days`` those at today's dose, up to today;
    ``higher_brought`` the effect that a higher dose brought before, if one did.
    """

    plan: Plan
    day: int
    visit: Visit
    earlier: tuple[Visit, ...]
    planned_mg: Fraction
    dose_mg: Fraction
    effects: tuple[Effect, ...]
    below_mg: Fraction
    stable_days: int
    higher_brought: str
    suggestion: Suggestion


def read_visit(
    record: PatientRecord, visit: Visit, plan: Plan, today: date, numbers: Numbers, acts: Acts
) -> Reading | None:
    """Read a visit on the plan that runs; None before day 1, without a first day and after the plan's end."""
    day = plan.day_of(today)
    place = None if day is None else plan.stage_index_on(day)
    if day is None or place is None:
        return None
    earlier = tuple(item for item in in_time(record.visits) if item.on <= visit.on and item.id != visit.id)
    planned = plan.stages[place].daily_mg
    told = tuple(effect for effect in visit.effects if effect.course != GONE)
    sight = _Sight(plan, day, visit, earlier, planned, told, _stable(plan, day, place), numbers, acts)
    suggestion = sight.suggestion()
    causes = [suggestion.effect] if suggestion.effect else [effect.code for effect in told]
    below = min([planned, *(sight.lowest_dose_with(code) for code in causes)])
    return Reading(
        plan=plan,
        day=day,
        visit=visit,
        earlier=earlier,
        planned_mg=planned,
        dose_mg=sight.dose(visit),
        effects=told,
        below_mg=below,
        stable_days=sight.stable,
        higher_brought=sight.brought_effect(),
        suggestion=suggestion,
    )


def _stable(plan: Plan, day: int, place: int) -> int:
    """Days at today's dose up to today, neighbouring stages of the same dose together."""
    first = place
    while first and plan.stages[first - 1].daily_mg == plan.stages[place].daily_mg:
        first -= 1
    return day - plan.spans()[first].first_day


@dataclass(frozen=True, slots=True, repr=False)
class _Sight:
    plan: Plan
    day: int
    visit: Visit
    earlier: tuple[Visit, ...]
    planned: Fraction
    told: tuple[Effect, ...]
    stable: int
    numbers: Numbers
    acts: Acts

    def dose(self, visit: Visit) -> Fraction:
        """Give the day dose at a visit: as taken, as noted, or as the plan has it for that day."""
        for mg in (visit.taken_mg, visit.planned_mg):
            if mg is not None:
                return mg
        place = self.plan.stage_index_on(self.plan.day_of(visit.on) or 0)
        return ZERO if place is None else self.plan.stages[place].daily_mg

    def lowest_dose_with(self, code: str) -> Fraction:
        """Give the lowest dose at which this effect was told in one unbroken row of visits up to this one."""
        doses = [self.dose(self.visit)]
        for visit in reversed(self.earlier):
            if not any(effect.code == code and effect.course != GONE for effect in visit.effects):
                break
            doses.append(self.dose(visit))
        return min((mg for mg in doses if mg > 0), default=self.planned)

    def suggestion(self) -> Suggestion:
        """Give what the guide suggests first for what was found."""
        return (
            self._alarm()
            or self._missed()
            or self._back()
            or self._too_strong()
            or self._urge()
            or self._taken_less()
            or self._lowest()
            or Suggestion((Act.GO_ON,), "nothing")
        )

    def _alarm(self) -> Suggestion | None:
        """Danger first: help before any plan, then the effects with which nothing may rise."""
        for effect in self.told:
            if effect.code in self.acts.emergency:
                return Suggestion((), "emergency", effect.code)
        return None

    def _missed(self) -> Suggestion | None:
        row = self.acts.restart_after(self.visit.missed_days or 0)
        return None if row.share == 1 else Suggestion((Act.RESTART,), "missed")

    def _back(self) -> Suggestion | None:
        """Effects that ask for a lower dose, or for none higher."""
        lower = [effect for effect in self.told if self._asks_for_less(effect)]
        for effect in self.told:
            if self._act(effect.code) != "watch" and self.came_back(effect.code):
                return Suggestion((Act.CAP,), "recurrence", effect.code)
        if lower:
            return Suggestion((Act.STEP_BACK,), "effect", lower[0].code)
        if self.visit.suicidal:
            return Suggestion((Act.HOLD,), "suicidal")
        waits = [effect.code for effect in self.told if effect.code in self.acts.wait]
        return Suggestion((Act.HOLD,), "wait", waits[0]) if waits else None

    def _asks_for_less(self, effect: Effect) -> bool:
        act = self._act(effect.code)
        if act == "step_back":
            return effect.severity >= self.acts.step_back_severity
        return act in ("urgent", "reduce") and effect.code not in self.acts.wait

    @staticmethod
    def _act(code: str) -> str:
        """Give what the catalogue says of an effect; one it no longer has is watched."""
        known = {entry.code: entry.act for entry in catalogue.effects().effects}
        return known.get(code, "watch")

    def _too_strong(self) -> Suggestion | None:
        """Stay at the dose; better: go on; not better since the visit before: the last dose without it."""
        stays = [effect for effect in self.told if self._act(effect.code) in ("hold", "step_back")]
        for effect in stays:
            if self._not_better(effect):
                return Suggestion((Act.SEE,), "not_better", effect.code)
        drowsy, line = self.visit.drowsiness, self.numbers.drowsiness_from
        if drowsy is not None and drowsy >= line:
            was = self.earlier[-1].drowsiness if self.earlier else None
            act = Act.SEE if was is not None and line <= was <= drowsy else Act.HOLD
            return Suggestion((act,), "drowsy")
        for effect in stays:
            if effect.course != "better":
                return Suggestion((Act.HOLD,), "fades", effect.code)
        told = {effect.code for effect in self.told}
        for effect in open_effects((*self.earlier, self.visit)):
            if effect.code in self.numbers.blocking_effects and effect.code not in told:
                return Suggestion((Act.HOLD,), "open_before", effect.code)
        return None

    def _not_better(self, effect: Effect) -> bool:
        if effect.course == "better" or not self.earlier:
            return False
        was = {item.code: item for item in self.earlier[-1].effects if item.course != GONE}.get(effect.code)
        return was is not None and effect.severity >= was.severity

    def came_back(self, code: str) -> bool:
        """Tell whether the dose was lowered for this effect before, raised again, and the effect is here again."""
        for lower, first_day, last_day in self._dips():
            since = self.plan.date_of(first_day)
            if since is None or self.dose(self.visit) <= lower:
                continue
            until = [visit for visit in self.earlier if visit.on <= since]
            had = bool(until) and self._had(until[-1], code) > lower
            stayed = any(
                first_day <= (self.plan.day_of(visit.on) or 0) <= last_day and ZERO < self._had(visit, code) <= lower
                for visit in self.earlier
            )
            if had and not stayed:
                return True
        return False

    def _had(self, visit: Visit, code: str) -> Fraction:
        """Give the dose at which a visit told this effect; 0 when it did not."""
        told = any(effect.code == code and effect.course != GONE for effect in visit.effects)
        return self.dose(visit) if told else ZERO

    def _dips(self) -> list[tuple[Fraction, int, int]]:
        """Give past stays at a lower dose, above 0, after which the dose rose again: mg, first and last day."""
        found = []
        doses, spans = [stage.daily_mg for stage in self.plan.stages], self.plan.spans()
        for place in range(1, len(doses)):
            last = spans[place].last_day
            if ZERO < doses[place] < doses[place - 1] and last is not None and last < self.day:
                found.append((doses[place], spans[place].first_day, last))
        return found

    def _urge(self) -> Suggestion | None:
        """The urge is back after the dose was lowered."""
        craving, was = self.visit.craving, self.earlier[-1].craving if self.earlier else None
        if craving is None or was is None or not (craving >= self.acts.urge_from and craving > was):
            return None
        higher = self._higher()
        return (
            None if higher is None or not self.planned or self.brought_effect() else Suggestion((Act.LEVEL_UP,), "urge")
        )

    def _higher(self) -> Fraction | None:
        try:
            return higher_dose_before(self.plan, self.day)
        except EditError:
            return None

    def brought_effect(self) -> str:
        """Give the code of an effect that asked for less between today's dose and one level up; else nothing."""
        top = self._higher() or self.planned
        for visit in self.earlier:
            for effect in visit.effects:
                if self._asks_for_less(effect) and self.planned < self._had(visit, effect.code) <= top:
                    return effect.code
        return ""

    def _taken_less(self) -> Suggestion | None:
        taken = self.visit.taken_mg
        return Suggestion((Act.FROM_TAKEN,), "taken") if taken is not None and 0 < taken < self.planned else None

    def _lowest(self) -> Suggestion | None:
        """Stable long enough, without an urge: look for the lowest dose."""
        quiet = self.visit.craving is None or self.visit.craving < self.acts.urge_from
        steady = self.planned > 0 and self.stable >= self.numbers.stable_days
        return Suggestion(LOWEST, "stable") if steady and quiet else None
