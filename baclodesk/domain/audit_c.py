"""AUDIT-C: three questions on drinking, 0 to 4 points each. Points and thresholds are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .intake import Intake


@dataclass(frozen=True, slots=True)
class Scale:
    """Points by question and answer, and the thresholds from which drinking counts as risky, by sex."""

    points: Mapping[str, Mapping[str, int]]
    thresholds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """A sum of points (0 to 12) and its threshold; ``threshold`` None while the sex is not known."""

    points: int
    threshold: int | None

    @property
    def is_reached(self) -> bool:
        """Tell whether the sum is at or above the threshold."""
        return self.threshold is not None and self.points >= self.threshold


def score(intake: Intake, sex: str, scale: Scale) -> Score | None:
    """Add the points up; None until every question has an answer the scale knows."""
    total = 0
    for question, points in scale.points.items():
        given = points.get(intake.answer(question).choice)
        if given is None:
            return None
        total += given
    return Score(total, scale.thresholds.get(sex))
