"""The line over the chart, and the day under the pointer. No Qt."""

from __future__ import annotations

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.host import ChartState
from baclodesk.services.texts import NBSP, Texts


def header(texts: Texts, state: ChartState) -> str:
    """Name scheme, policy with the day of its last check, and revision with its day and doctor.

    A draft has neither: it is nobody's word until it is issued.
    """
    parts = [state.scheme_name or texts("chart.header.free")] if state.plan is not None else []
    if state.rules is not None:
        policy = state.policy_name or state.rules.policy.name(texts.language)
        checked = texts.date(state.rules.policy.checked)
        parts.append(texts("chart.header.policy", policy=policy, checked=checked))
    draft = texts("chart.header.draft", revision=state.revision)
    if state.issued:
        last = state.issued[-1]
        values = {
            "revision": last.number,
            "on": texts.date(last.on, year=False),
            "by": last.by.replace(" ", NBSP) or "–",
        }
        if state.plan == last.plan:
            draft = texts("chart_read.issued_by", next=state.revision, **values)
        else:
            draft = texts("chart_read.draft_after", draft=draft, **values)
    parts.append(draft)
    if state.locked:
        parts.append(texts("chart.header.locked"))
    return " · ".join(parts)


def found_on(texts: Texts, state: ChartState, day: int) -> str:
    """Say what the visit of a day (number from 1) found in the lanes; empty without a visit."""
    parts: list[str] = []
    for visit in state.visits:
        if state.plan is None or state.plan.day_of(visit.on) != day:
            continue
        if visit.craving is not None:
            parts.append(texts("chart_more.craving", n=visit.craving))
        if visit.drinks is not None:
            parts.append(texts("chart_more.drinks", count=texts.number(visit.drinks)))
        words = dict(state.effect_words)
        for effect in visit.effects:
            name = words.get(effect.code, effect.code)
            parts.append(texts("chart.lane.effect", name=name, severity=effect.severity))
        if visit.weight_kg is not None:
            parts.append(texts("chart_more.weight", kg=texts.number(visit.weight_kg)))
    return " · ".join(parts)


def day_under(texts: Texts, plan: Plan, day: int) -> str:
    """Say what is planned on a day (number from 1)."""
    index = plan.stage_index_on(day)
    words = wording.day(texts, day)
    if index is None:
        return texts("chart.hover.empty", day=words)
    mg = texts.mg(plan.stages[index].daily_mg)
    on = plan.date_of(day)
    if on is None:
        return texts("chart.hover.day_only", day=words, mg=mg)
    return texts("chart.hover.day", day=words, on=texts.date(on, weekday=True), mg=mg)
