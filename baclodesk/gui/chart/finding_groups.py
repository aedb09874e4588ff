"""Findings that say the same of several stages become one line: ``Stages 9–15: …``. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from baclodesk.gui.chart.host import FindingLine
from baclodesk.services.texts import NBSP, Texts

_DOSE = re.compile(rf"\d[\d,.{NBSP}]*(?={NBSP}mg)")
"""A dose in a sentence, in either language; lines that differ in one dose only are one line with its range."""


def grouped(lines: Sequence[FindingLine], texts: Texts) -> tuple[FindingLine, ...]:
    """Give the lines with those that repeat a sentence put together, at the place of the first of them."""
    alike: dict[object, list[tuple[FindingLine, str]]] = {}
    keys: list[object] = []
    for number, line in enumerate(lines):
        rest = _rest(line, texts)
        same = (line.code, line.severity, line.action, line.answered, _DOSE.sub("#", rest))
        keys.append(same if rest and line.stage is not None else number)
        alike.setdefault(keys[-1], []).append((line, rest))
    groups: dict[object, list[tuple[FindingLine, str]]] = {}
    for line, key in zip(lines, keys, strict=True):
        rest = _rest(line, texts)
        whole = sum(len(set(column)) > 1 for column in _columns(alike[key])) <= 1
        groups.setdefault(key if whole else (key, rest), []).append((line, rest))
    return tuple(found[0][0] if len(found) == 1 else _joined(found, texts) for found in groups.values())


def _columns(found: Sequence[tuple[FindingLine, str]]) -> list[tuple[str, ...]]:
    """Give the doses of lines alike, by their place in the sentence: two that differ no longer belong together."""
    return list(zip(*(_DOSE.findall(rest) for _, rest in found), strict=True))


def _rest(line: FindingLine, texts: Texts) -> str:
    """Give what a sentence says after it has named its stage; empty when it does not begin with it."""
    leads = texts("chart_read.stage_leads", stage=line.stage).split("|") if line.stage is not None else ()
    for lead in leads:
        rest = line.text.removeprefix(lead)
        if rest != line.text and not rest[:1].isdigit():
            return rest.lstrip(f" ,:{NBSP}")
    return ""


def _joined(found: list[tuple[FindingLine, str]], texts: Texts) -> FindingLine:
    first = found[0][0]
    stages = tuple(sorted({line.stage for line, _ in found if line.stage is not None}))
    ranges = iter([_range(column) for column in _columns(found)])
    words = _DOSE.sub(lambda _: next(ranges), found[0][1])
    text = texts("chart_read.stages", which=", ".join(_runs(stages)), text=words)
    return replace(first, text=text, stages=stages)


def _range(doses: Sequence[str]) -> str:
    """Write the doses of one place of the sentence: the lowest to the highest."""
    low, high = min(doses, key=_size), max(doses, key=_size)
    return low if low == high else f"{low}–{high}"


def _size(written: str) -> float:
    """Give a written dose for comparing, in either language: only a comma before three figures parts thousands."""
    plain = re.sub(r",(?=\d{3}(?!\d))", "", written.replace(NBSP, ""))
    return float(plain.replace(",", "."))


def _runs(stages: Sequence[int]) -> Iterator[str]:
    """Write numbers as runs: ``4``, ``6–8``."""
    first = last = stages[0]
    for number in (*stages[1:], 0):
        if number == last + 1:
            last = number
            continue
        yield f"{first}–{last}" if last > first else f"{first}"
        first = last = number
