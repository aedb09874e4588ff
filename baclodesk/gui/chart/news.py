"""What a step adds to the findings, and how it is told: its words first, then only what is new. No Qt."""

from __future__ import annotations

from baclodesk.domain.findings import Severity
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.host import FindingLine
from baclodesk.gui.chart.wording import joined
from baclodesk.services.texts import Texts

_READ_OUT = 2
"""So many new findings are read out whole; of further ones only the number is told."""


def added(
    before: Plan, lines_before: tuple[FindingLine, ...], after: Plan, lines_after: tuple[FindingLine, ...]
) -> list[FindingLine]:
    """Give the findings of severity caution or more that a step from ``before`` to ``after`` brought.

    Findings are known by their code and stage; a stage that is new has those of the one whose day it begins on, so
    that neither another number nor a split makes an old finding a new one.
    """
    known = {(line.code, _uid(before, line)) for line in lines_before}
    uids, spans = {stage.uid for stage in before.stages}, after.spans()
    found = []
    for line in lines_after:
        uid = _uid(after, line)
        if uid is not None and uid not in uids and line.stage is not None:
            index = before.stage_index_on(spans[line.stage - 1].first_day)
            uid = None if index is None else before.stages[index].uid
        if line.severity >= Severity.CAUTION and not line.answered and (line.code, uid) not in known:
            found.append(line)
    return found


def _uid(plan: Plan, line: FindingLine) -> int | None:
    fits = line.stage is not None and 1 <= line.stage <= len(plan.stages)
    return plan.stages[line.stage - 1].uid if fits and line.stage is not None else None


def sentence(texts: Texts, step: str, lines: list[FindingLine]) -> str:
    """Give what is read out after a step."""
    said = joined(step, *(line.text for line in lines[:_READ_OUT]))
    more = len(lines) - _READ_OUT
    return joined(said, texts("chart_acts.more_findings", n=more)) if more > 0 else said
