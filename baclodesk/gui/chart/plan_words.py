"""Sentences on what belongs to a plan beside days and doses: times, notes, the as-needed dose. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from baclodesk.domain.as_needed import counted_mg, most_mg
from baclodesk.domain.dose import parse_decimal
from baclodesk.domain.handles import Reason
from baclodesk.domain.plan import AsNeeded, IntakeTime, Plan
from baclodesk.domain.policy import Rules
from baclodesk.services.texts import NBSP, Texts, Words

_LONGEST = 18
"""Letters of a word after which it may be broken where there is no room for it."""


def breakable(text: str) -> str:
    """Give a text whose endless words (an address, a slip of the keyboard) may be broken on screen."""
    words = text.split(" ")
    return " ".join("\u200b".join(word[n : n + _LONGEST] for n in range(0, len(word), _LONGEST)) for word in words)


def clock(texts: Texts, at: str) -> str:
    """Write ``HH:MM`` as the language does: ``8:30``, ``8h30``."""
    return texts("chart.inspector.clock", hour=int(at[:2]), minute=at[3:])


def note(texts: Texts, text: str) -> str:
    """Tell a note; nothing where there is none."""
    return texts("chart_plan.note.shown", text=text) if text else ""


def extra_told(texts: Texts, given: AsNeeded | None) -> str:
    """Tell an extra dose and how often it may be taken, or that there is none."""
    if given is None:
        return texts("chart_plan.as_needed.nothing")
    return texts("chart_plan.as_needed.amount", mg=texts.mg(given.mg), n=given.most_per_day)


def extra_words(texts: Texts, plan: Plan, rules: Rules | None) -> tuple[str, ...]:
    """Tell the plan's extra dose for the readout, and when the policy's lines count it."""
    given = plan.as_needed
    if given is None:
        return ()
    key = "some" if rules is None or not counted_mg(plan, rules.policy) else "cap_counts"
    return (texts(f"chart_plan.as_needed.{key}", mg=texts.mg(given.mg), n=given.most_per_day),)


def counted(texts: Texts, why: Reason) -> str:
    """Give the words to add to a reason that counts the extra dose; nothing to any other."""
    found = dict(why.values).get("extra_mg")
    if found is None:
        return ""
    return " " + texts("chart_plan.as_needed.reason_counts", mg=texts.mg(parse_decimal(found)))


def step(key: str, **values: object) -> Words:
    """Name an edit for the undo list by ``chart_plan.<key>``, in whichever language it is shown."""
    return lambda texts: texts(f"chart_plan.{key}", **values)


def change_of_extra(old: AsNeeded | None, new: AsNeeded | None) -> Words:
    """Name a change of the extra dose for the undo list."""
    return lambda texts: texts("chart_plan.as_needed.change", old=extra_told(texts, old), new=extra_told(texts, new))


def policy_on_extra(texts: Texts, rules: Rules, given: AsNeeded | None) -> str:
    """Say whether the policy's lines count an extra dose, and how high that lets the day's dose reach."""
    name = rules.policy.name(texts.language)
    if not rules.policy.counts_as_needed:
        return texts("chart_plan.as_needed.apart", policy=name)
    if given is None:
        return texts("chart_plan.as_needed.counts_any", policy=name)
    left = max(Fraction(0), rules.policy.last_line_mg - most_mg(given))
    return texts("chart_plan.as_needed.counts", policy=name, extra=texts.mg(most_mg(given)), mg=texts.mg(left))


def times(texts: Texts, of: tuple[IntakeTime, ...]) -> str:
    """Tell times of day in their order: name, and the clock where the name does not say it."""
    return " · ".join(_time(texts, item) for item in of)


def _time(texts: Texts, item: IntakeTime) -> str:
    named = item.at is None or any(letter.isdigit() for letter in item.name)
    return item.name if named else f"{item.name}{NBSP}({clock(texts, item.at or '')})"


def differences(texts: Texts, old: Plan, new: Plan) -> Iterator[str]:
    """Say where two plans differ in their times of day, where they begin to, and in the extra dose."""
    before = {stage.uid: old.times_at(index) for index, stage in enumerate(old.stages)}
    told: tuple[tuple[IntakeTime, ...], tuple[IntakeTime, ...]] | None = None
    for index, stage in enumerate(new.stages):
        here, was = new.times_at(index), before.get(stage.uid)
        if was is None or was == here:
            told = None
        elif told != (was, here):
            told = (was, here)
            yield texts("chart_plan.diff.times", stage=index + 1, times=times(texts, here))
    if old.as_needed != new.as_needed:
        values = {"old": extra_told(texts, old.as_needed), "new": extra_told(texts, new.as_needed)}
        yield texts("chart_plan.diff.as_needed", **values)
