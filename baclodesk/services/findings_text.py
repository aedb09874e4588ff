"""Findings in words: the sentence, its source, and both numbers where guide and label disagree.

A finding's values are exact texts; their names say how they are written: ``mg`` and ``*_mg`` are doses, ``*_g`` grams,
``*_on`` days, ``policy``, ``scheme`` and ``effect`` names; other decimal numbers take the language's comma.
"""

from __future__ import annotations

from datetime import date

from baclodesk.domain.dose import parse_decimal
from baclodesk.domain.findings import Finding
from baclodesk.domain.own_policy import OWN_SOURCE
from baclodesk.domain.policy import Line, LineKind, Policy

from .library import Library
from .texts import NBSP, Texts

_DISPUTED = {
    "dose_above_line": "dose",
    "dose_above_last_line": "dose",
    "stage_too_short": "stage",
    "rise_too_large": "rise",
    "start_above_policy": "start",
    "fall_too_fast": "fall",
    "fall_fast": "fall",
    "stop_too_short": "fall",
}
_RAW = ("time", "name")


def sentence(texts: Texts, finding: Finding, library: Library | None = None) -> str:
    """Say a finding in one or two sentences of the language of ``texts``."""
    library = library or Library.load()
    values: dict[str, object] = {key: _written(texts, key, value, library) for key, value in finding.values}
    if "extra_mg" in values:
        values["mg"] = texts("findings.counted.mg", mg=values["mg"], extra_mg=values["extra_mg"])
    if finding.stage is not None:
        values["stage"] = finding.stage
    key = f"findings.sentence.{finding.code}"
    own = f"{key}.{finding.item}"
    return texts(own if finding.code == "dose_above_line" else key, **values)


def _written(texts: Texts, key: str, value: str, library: Library) -> str:
    if key == "policy":
        return library.policies[value].name(texts.language)
    if key == "scheme":
        return library.schemes[value].name(texts.language)
    if key == "effect":
        return texts(f"findings.effect.{value}")
    if key in _RAW:
        return value
    if key.endswith("_on"):
        return texts.date(date.fromisoformat(value))
    if key == "n":
        return value
    number = parse_decimal(value)
    if key == "mg" or key.endswith("_mg"):
        return texts.mg(number)
    return texts.number(number) + (f"{NBSP}g" if key.endswith("_g") else "")


def source(finding: Finding, texts: Texts | None = None, library: Library | None = None) -> str:
    """Give where a finding's number comes from, in English unless ``texts`` are given."""
    library = library or Library.load()
    rule = library.numbers.rules[finding.code]
    policy = _policy(finding, library)
    code = rule.source
    scheme = library.schemes.get(dict(finding.values).get("scheme", ""))
    if scheme is not None:
        code = scheme.source
    elif code == "policy" and policy is not None:
        line = _line(finding, policy)
        code = policy.source if line is None else line.source
    if code == OWN_SOURCE and policy is not None:
        return (texts or Texts("en"))("policies.source", reason=policy.reason)
    return citation(texts or Texts("en"), code)


def _policy(finding: Finding, library: Library) -> Policy | None:
    return library.policies.get(dict(finding.values).get("policy", ""))


def _line(finding: Finding, policy: Policy) -> Line | None:
    """Give the line that a dose passed."""
    if finding.code not in ("dose_above_line", "dose_above_last_line"):
        return None
    kind = LineKind(finding.item) if finding.item else LineKind.LAST
    return next((line for line in policy.lines if line.kind is kind), None)


def citation(texts: Texts, code: str) -> str:
    """Give the words for a source code of the data files (of a policy, a line, a scheme, a product, a number)."""
    if code == OWN_SOURCE:
        return texts("policies.own_source")
    return texts(f"findings.source.{code}")


def disputed(texts: Texts, finding: Finding, library: Library | None = None) -> tuple[str, ...]:
    """Give the two lines "guide …" and "label today … (checked …)", or nothing where they are not compared."""
    library = library or Library.load()
    policy = _policy(finding, library)
    topic = _DISPUTED.get(finding.code)
    if topic is None:
        return _of_patient(texts, finding, library)
    if policy is None:
        return ()
    guide, label = next(iter(library.policies.values())), library.label_beside(policy.id)
    return (
        texts(f"findings.disputed.{topic}_guide", **_numbers(texts, guide)),
        texts(f"findings.disputed.{topic}_label", **_numbers(texts, label)),
    )


def _of_patient(texts: Texts, finding: Finding, library: Library) -> tuple[str, ...]:
    """Set what the guide holds of an illness or a medicine beside today's source."""
    rules = library.numbers.rules
    rule = rules[finding.code]
    epilepsy = finding.item == "epilepsy"
    guide = rules["patient.epilepsy"].guide if epilepsy else rule.guide
    if not guide:
        return ()
    kidney = finding.code in ("patient.egfr_low", "patient.egfr_stop")
    topic = "epilepsy" if epilepsy else "kidney" if kidney else finding.severity.word
    numbers = library.numbers
    values = {
        "source": citation(texts, rule.source),
        "checked_on": texts.date(rule.checked),
        "full": texts.number(numbers.egfr_full_from),
        "two_thirds": texts.number(numbers.egfr_two_thirds_from),
        "half": texts.number(numbers.egfr_half_from),
    }
    return texts(f"findings.guide.{guide}"), texts(f"findings.today.{topic}", **values)


def _numbers(texts: Texts, policy: Policy) -> dict[str, object]:
    return {
        "name": policy.name(texts.language),
        "low_mg": texts.mg(policy.start_low_mg),
        "high_mg": texts.mg(policy.start_high_mg),
        "rise_mg": texts.mg(policy.largest_rise_mg),
        "shortest": policy.shortest_days,
        "last_mg": texts.mg(policy.last_line_mg),
        "fall_mg": texts.mg(policy.fall_per_two_days_mg),
        "stop_days": policy.stop_at_least_days,
        "checked_on": texts.date(policy.checked),
    }


def line_label(texts: Texts, line: Line) -> str:
    """Give a policy's line in a few words, as the chart shows it."""
    return texts(f"findings.line.{line.kind.value}", mg=texts.mg(line.mg))


def variant_label(texts: Texts, variant: str, library: Library | None = None) -> str:
    """Give a scheme's variant (``rate:10``, ``length:15``, ``weeks:4``, ``weekly``, ``share``) in a few words."""
    from baclodesk.domain.schemes import Reduce, Stop

    library = library or Library.load()
    way, _, number = variant.partition(":")
    values: dict[str, object] = {"days": number, "weeks": number}
    for scheme in library.schemes.values():
        if isinstance(scheme.shape, Reduce) and way == "weekly":
            values["mg"] = texts.mg(scheme.shape.per_week_mg)
        if isinstance(scheme.shape, Stop) and way == "rate":
            values["mg"], values["days"] = texts.mg(parse_decimal(number)), scheme.shape.rate_every_days
    return texts(f"findings.variant.{way}", **values)
