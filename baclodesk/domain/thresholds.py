"""The numbers, severities and sources behind the findings. All come from data; none stands in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

from .findings import Finding, Severity

GUIDE_WORDS = ("", "contraindication", "relative", "unnamed")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a finding is treated: its severity, the policies it holds in (empty: all), where it comes from.

    ``disputed``: guide and today's label say different things, and both are shown. ``guide``: what the guide holds of
    it (``contraindication``, ``relative``, ``unnamed``), empty where the two are not set side by side.
    """

    severity: Severity
    policies: tuple[str, ...]
    disputed: bool
    source: str
    checked: date
    guide: str = ""


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays: fixed days as (month, day), and days counted from Easter Sunday."""

    fixed: tuple[tuple[int, int], ...]
    from_easter: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Thresholds of the findings; units in the names, ``egfr`` in ml/min/1.73 m².

    "from" counts the number itself, "above" does not. ``rules`` are by finding code, ``citations`` (source and day of
    the last check) by the name of the number, ``holidays`` by policy id.
    """

    intake_stop_from_mg: Fraction
    intake_caution_above_mg: Fraction
    nothing_above_mg: Fraction
    cohort_above_mg: Fraction
    cohort_high_above_mg: Fraction
    egfr_full_from: Fraction
    egfr_two_thirds_from: Fraction
    egfr_half_from: Fraction
    egfr_two_thirds_share: Fraction
    egfr_half_share: Fraction
    drinking_above_g: Fraction
    drinking_left_share: Fraction
    as_needed_mg: Fraction
    drinking_days: int
    egfr_days: int
    adult_years: int
    older_years: int
    attempt_months: int
    drowsiness_from: int
    no_effect_days: int
    stable_days: int
    bedtime_hour: int
    stale_months: int
    rules: Mapping[str, Rule]
    citations: Mapping[str, tuple[str, date]]
    blocking_effects: tuple[str, ...] = ()
    sedative_groups: tuple[str, ...] = ()
    holidays: Mapping[str, Holidays] | None = None

    def finding(
        self, code: str, stage: int | None = None, day: int | None = None, item: str = "", **values: str
    ) -> Finding:
        """Make a finding with the severity that the data give its code."""
        return Finding(code, self.rules[code].severity, stage, day, item, tuple(values.items()))

    def holds_in(self, code: str, policy: str) -> bool:
        """Tell whether the rule behind ``code`` holds in a policy."""
        policies = self.rules[code].policies
        return not policies or policy in policies


AMOUNTS = tuple(item.name for item in fields(Numbers) if item.type == "Fraction")
"""Names of the exact numbers."""
COUNTS = tuple(item.name for item in fields(Numbers) if item.type == "int")
"""Names of the whole numbers."""
