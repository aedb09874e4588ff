"""A finding that an exemption answers: the reason and its date instead of what it asks for. No Qt."""

from __future__ import annotations

from dataclasses import replace

from baclodesk.domain.plan import Exemption, Plan
from baclodesk.gui.chart.host import FindingLine
from baclodesk.services.texts import Texts


def signed(texts: Texts, item: Exemption) -> str:
    """Say who lifted a rule, and when."""
    return texts("chart_lifted.signed", by=item.by, on=texts.date(item.on)) if item.by else texts.date(item.on)


def with_reasons(texts: Texts, plan: Plan, lines: tuple[FindingLine, ...]) -> tuple[FindingLine, ...]:
    """Give the lines of a plan; one that is answered tells why, by whom and when, and asks for nothing."""
    return tuple(_answered(texts, plan, line) if line.answered else line for line in lines)


def _answered(texts: Texts, plan: Plan, line: FindingLine) -> FindingLine:
    """Put the reason in the place of the last sentence: what the finding asks for."""
    given = () if line.stage is None else plan.stages[line.stage - 1].exemptions
    item = next((item for item in reversed(given) if item.code == line.code), None)
    if item is None:
        return line
    finding = line.text.rpartition(". ")[0] or line.text.rstrip(".")
    text = texts("chart_lifted.answered", finding=f"{finding}.", reason=item.reason, signed=signed(texts, item))
    return replace(line, text=text, action="")
