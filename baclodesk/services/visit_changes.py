"""What changed since the last visit, on one line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services.facts import GONE, in_time, open_effects
from baclodesk.services.texts import NBSP, Texts


def changed_since(record: PatientRecord, visit: Visit, texts: Texts) -> str:
    """Say what changed from the visit before to this one; what was not asked at either is left out."""
    earlier = tuple(item for item in in_time(record.visits) if item.on <= visit.on and item.id != visit.id)
    if not earlier:
        return texts("acts.change.first")
    parts = [*_numbers(earlier[-1], visit, texts), *_words(earlier[-1], visit, texts)]
    parts[len(parts) :] = _effects(open_effects(earlier), visit, texts)
    on = texts.date(earlier[-1].on)
    if not parts:
        return texts("acts.change.nothing", date=on)
    return texts("acts.change.since", date=on, changes="; ".join(parts) if texts.language == "en" else _french(parts))


def _french(parts: list[str]) -> str:
    return f"{NBSP}; ".join(parts)


def dose_at(visit: Visit) -> Fraction | None:
    """Give the day dose of a visit: as taken, else as planned."""
    return visit.planned_mg if visit.taken_mg is None else visit.taken_mg


def _numbers(before: Visit, now: Visit, texts: Texts) -> Iterator[str]:
    was, is_now = dose_at(before), dose_at(now)
    if was is not None and is_now is not None and was != is_now:
        yield texts("acts.change.dose", before=_mg(texts, was), after=_mg(texts, is_now))
    if now.taken_mg is not None and now.planned_mg is not None and now.taken_mg != now.planned_mg:
        yield texts("acts.change.taken", taken=_mg(texts, now.taken_mg), planned=_mg(texts, now.planned_mg))
    if now.missed_days:
        yield texts("acts.change.missed", n=now.missed_days)
    for name, first, second in (
        ("craving", before.craving, now.craving),
        ("drinks", before.drinks, now.drinks),
        ("drowsiness", before.drowsiness, now.drowsiness),
        ("mood", before.mood, now.mood),
        ("weight", before.weight_kg, now.weight_kg),
    ):
        if first is not None and second is not None and first != second:
            yield texts(f"acts.change.{name}", before=_number(texts, first), after=_number(texts, second))
    pressures = [_pressure(visit) for visit in (before, now)]
    if all(pressures) and pressures[0] != pressures[1]:
        yield texts("acts.change.pressure", before=pressures[0], after=pressures[1])


def _mg(texts: Texts, mg: Fraction) -> str:
    return f"{_number(texts, mg)}{NBSP}mg"


def _number(texts: Texts, value: Fraction | int) -> str:
    """Write a number as told; one without a finite decimal form is written as a fraction."""
    try:
        return texts.number(value)
    except ValueError:
        return str(value)


def _pressure(visit: Visit) -> str:
    known = visit.systolic is not None and visit.diastolic is not None
    return f"{visit.systolic}/{visit.diastolic}" if known else ""


def _words(before: Visit, now: Visit, texts: Texts) -> Iterator[str]:
    if now.suicidal and not before.suicidal:
        yield texts("acts.change.suicidal")
    if before.suicidal and now.suicidal is False:
        yield texts("acts.change.suicidal_gone")
    if now.falls:
        yield texts("acts.change.fell")
    if now.indifference is not before.indifference:
        yield texts("acts.change.indifferent" if now.indifference else "acts.change.indifferent_no_more")


def _effects(before: tuple[Effect, ...], now: Visit, texts: Texts) -> Iterator[str]:
    """Sort this visit's effects by what became of those that stood open; unchanged ones are not named."""
    stood = {effect.code: effect for effect in before}
    sorted_in: dict[str, list[str]] = {"new": [], "worse": [], "better": [], "gone": []}
    for effect in now.effects:
        became = _became(stood.get(effect.code), effect)
        if became:
            sorted_in[became].append(_name(texts, effect.code))
    for became, names in sorted_in.items():
        if names:
            yield texts(f"acts.change.effect_{became}", names=", ".join(names))


def _became(was: Effect | None, effect: Effect) -> str:
    if effect.course == GONE:
        return "gone" if was else ""
    if was is None:
        return "new"
    if effect.severity != was.severity:
        return "worse" if effect.severity > was.severity else "better"
    return "better" if effect.course == "better" else ""


def _name(texts: Texts, code: str) -> str:
    """Name an effect briefly; one that the catalogue no longer has stays as it was kept."""
    key = f"effects.effect.{code}.short"
    return texts(key) if code.isidentifier() and texts.has(key) else code
