"""Why a handle stops, in words: whose number it is, for every policy and scheme in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain import edits
from baclodesk.domain.handles import Handle, HandleKind, Reason
from baclodesk.domain.limits import limits
from baclodesk.domain.plan import Exemption, Plan
from baclodesk.domain.policy import OwnerKind, Rules
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.exemption import exempted
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from ...domain.edit_plans import ladder

LIBRARY = Library.load()
RISING = [item.id for item in LIBRARY.schemes.values() if item.shortest_days is not None]
NBSP = "\u00a0"
TODAY = date(2026, 11, 22)


def stopped(plan: Plan, kind: HandleKind, number: int, rules: Rules, *, up: bool) -> Reason:
    found = limits(plan, Handle(kind, plan.stages[number - 1].uid), rules)
    return found.hi_reason if up else found.lo_reason


@pytest.mark.parametrize("policy", LIBRARY.policies)
@pytest.mark.parametrize("scheme", RISING)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shortest_stage_of_a_scheme_is_said_to_be_the_schemes_whatever_the_policy(
    policy: str, scheme: str, language: str
) -> None:
    plan = LIBRARY.build_scheme(scheme, start=None)
    rules = LIBRARY.rules_for(plan, policy)
    assert rules.scheme is not None
    for kind in (HandleKind.END, HandleKind.ROLL):
        why = stopped(plan, kind, 2, rules, up=False)
        words = wording.reason(Texts(language), why)
        assert why.owner == rules.scheme
        assert (f" {rules.shortest_days} days" if language == "en" else f" {rules.shortest_days}{NBSP}jours") in words
        name = LIBRARY.schemes[plan.scheme].name(language)
        quoted = f"scheme “{name}”" if language == "en" else f"schéma «{NBSP}{name}{NBSP}»"
        assert quoted in words
        assert "policy" not in words
        assert "référentiel" not in words
    neighbour = stopped(plan, HandleKind.ROLL, 2, rules, up=True)
    assert (neighbour.code, neighbour.owner) == ("neighbour_shortest", rules.scheme)


@pytest.mark.parametrize("policy", LIBRARY.policies)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_wall_of_a_policy_names_the_policy_without_an_article(policy: str, language: str) -> None:
    plan = ladder((10, 20, 30), 8, is_open=False)
    rules = LIBRARY.rules_for(plan, policy)
    assert rules.scheme is None
    walled = replace(rules, policy=replace(rules.policy, rise_is_wall=True))
    flat = replace(rules, policy=replace(rules.policy, rise_is_wall=False))
    paused = replace(ladder((20, 0, 10)), before_mg=Fraction(20))
    reasons = [
        stopped(plan, HandleKind.END, 1, rules, up=False),
        stopped(plan, HandleKind.ROLL, 1, rules, up=True),
        stopped(plan, HandleKind.DOSE, 3, flat, up=True),
        stopped(plan, HandleKind.DOSE, 3, walled, up=True),
        stopped(plan, HandleKind.DOSE, 1, walled, up=True),
        stopped(plan, HandleKind.DOSE, 2, walled, up=False),
        stopped(replace(plan, before_mg=Fraction(10)), HandleKind.DOSE, 1, walled, up=True),
        stopped(paused, HandleKind.DOSE_AND_LATER, 1, walled, up=True),
    ]
    name = rules.policy.name(language)
    quoted = f"(policy “{name}”)" if language == "en" else f"(référentiel «{NBSP}{name}{NBSP}»)"
    for why in reasons:
        assert why.owner is not None
        assert why.owner.kind is OwnerKind.POLICY
        assert quoted in wording.reason(Texts(language), why)
    assert len({why.code for why in reasons}) == len(reasons)


def test_a_length_that_only_logic_stops_is_nobodys_rule() -> None:
    plan = ladder((30, 20, 10), is_open=False)
    rules = LIBRARY.rules_for(plan, "france-label")
    why = stopped(plan, HandleKind.ROLL, 1, rules, up=True)
    assert (why.wall, why.owner) == (False, None)
    assert wording.reason(Texts("en"), why).startswith("Stage 2 keeps at least 1 day.")
    assert wording.reason(Texts("fr"), why).startswith(f"Le palier 2 garde au moins 1{NBSP}jour.")


def test_an_exemption_for_a_wall_in_front_goes_to_the_stage_that_would_rise() -> None:
    plan = LIBRARY.build_scheme("consensus", start=TODAY)
    rules = LIBRARY.rules_for(plan, "france-label")
    handle = Handle(HandleKind.DOSE, plan.stages[6].uid)
    why = limits(plan, handle, rules, today=32).lo_reason
    uid, code = exempted(plan, handle, why)
    assert (why.code, uid, code) == ("rise_into_next", plan.stages[7].uid, "rise_too_large")
    lifted = edits.exempt(plan, uid, Exemption(code, "why", "Dr A", TODAY))
    assert limits(lifted, handle, rules, today=32).lo < limits(plan, handle, rules, today=32).lo


def test_an_exemption_for_the_rise_into_day_one_goes_to_the_first_stage() -> None:
    plan = replace(ladder((20, 30)), before_mg=Fraction(10))
    rules = LIBRARY.rules_for(plan, "france-label")
    handle = Handle(HandleKind.DOSE, 1)
    why = limits(plan, handle, rules).hi_reason
    assert (why.code, why.stage, exempted(plan, handle, why)) == ("rise_from_before", None, (1, "rise_too_large"))
    lifted = edits.exempt(plan, 1, Exemption("rise_too_large", "why", "Dr A", TODAY))
    assert limits(lifted, handle, rules).hi > limits(plan, handle, rules).hi
