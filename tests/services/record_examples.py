"""Random rich records, and one quiet record, for the tests of codec, store and use cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from types import MappingProxyType

from hypothesis import strategies as st

from baclodesk.domain.consent import Consent, ConsentState
from baclodesk.domain.intake import (
    COLUMNS,
    Answer,
    Decision,
    DecisionMade,
    EarlierTreatment,
    Intake,
    Medicine,
    RowsBefore,
    Status,
    Tick,
)
from baclodesk.domain.patient import (
    Answered,
    Appointment,
    BegunAnswer,
    DocumentMade,
    Identity,
    IssuedPlan,
    PatientRecord,
)
from baclodesk.domain.plan import AsNeeded, Exemption, IntakeTime, Kind, Origin, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.domain.visit import Effect, Visit
from baclodesk.services import catalogue
from baclodesk.services.library import Library

TODAY = date(2026, 12, 4)
NOW = datetime(2026, 12, 4, 10, 20, tzinfo=UTC)
DOCTOR = "Dr M. Laurent"
CODES = [item.code for item in catalogue.intake().items]
CALM = Identity("5" * 32, "Arnaud", "Claire", date(1979, 5, 3), "f", language="fr")

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
names = words.filter(lambda text: bool(text.strip()))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda d: d.isoformat() + "+00:00")  # noqa: DTZ001
days = st.dates(date(1930, 1, 1), date(2060, 1, 1))
amounts = st.fractions(0, 1000, max_denominator=9)
halves = st.integers(0, 60).map(lambda n: Fraction(5 * n))

answers = st.builds(
    Answer,
    status=st.sampled_from(Status),
    choice=words,
    amount=st.none() | amounts,
    on=st.none() | days,
    text=words,
    note=words,
    given_at=st.just("") | moments,
    by=words,
)
decisions = st.builds(DecisionMade, st.sampled_from(Decision), words, words, st.none() | days)
earlier_rows = st.sampled_from(sorted(COLUMNS)).flatmap(
    lambda name: st.builds(
        RowsBefore, st.just(name), days, st.lists(st.tuples(*[words] * COLUMNS[name]), max_size=2).map(tuple)
    )
)
intakes = st.builds(
    Intake,
    answers=st.dictionaries(st.sampled_from(CODES), answers, max_size=6).map(MappingProxyType),
    history=st.dictionaries(
        st.sampled_from(CODES), st.lists(answers, min_size=1, max_size=3).map(tuple), max_size=3
    ).map(MappingProxyType),
    medicines=st.lists(st.builds(Medicine, words, words, words, words), max_size=3).map(tuple),
    treatments=st.lists(
        st.builds(EarlierTreatment, st.sampled_from(["drug", "other"]), words, words, words), max_size=3
    ).map(tuple),
    information=st.lists(st.builds(Tick, words, days, words), max_size=3).map(tuple),
    off_label=st.lists(st.builds(Tick, words, days, words), max_size=3).map(tuple),
    support=st.lists(st.tuples(words, words, words), max_size=2).map(tuple),
    decision=decisions,
    catalogue=words,
    earlier_decisions=st.lists(decisions, max_size=2).map(tuple),
    earlier_rows=st.lists(earlier_rows, max_size=3).map(tuple),
)
effects = st.builds(Effect, words, st.integers(1, 3), st.sampled_from(["new", "same", "better", "gone"]))
scales = st.none() | st.integers(0, 10)
visits = st.builds(
    Visit,
    id=words,
    on=days,
    day=st.none() | st.integers(-9, 900),
    planned_mg=st.none() | amounts,
    taken_mg=st.none() | amounts,
    drowsiness=scales,
    effects=st.lists(effects, max_size=3).map(tuple),
    craving=scales,
    drinks=st.none() | amounts,
    mood=scales,
    suicidal=st.none() | st.booleans(),
    falls=st.none() | st.booleans(),
    systolic=st.none() | st.integers(0, 300),
    diastolic=st.none() | st.integers(0, 300),
    weight_kg=st.none() | amounts,
    driving=st.none() | st.booleans(),
    indifference=st.booleans(),
    missed_days=st.none() | st.integers(0, 90),
    as_needed_taken=st.none() | st.integers(0, 90),
    note=words,
    next_visit=st.none() | days,
    by=words,
)
points = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
consents = st.builds(
    Consent,
    state=st.sampled_from(ConsentState),
    variant=st.sampled_from(["on_label", "off_label"]),
    version=words,
    language=st.sampled_from(["en", "fr"]),
    optional=st.lists(words, max_size=2).map(tuple),
    up_to_mg=st.none() | amounts,
    doctor=words,
    patient=words,
    witness=words,
    prepared_on=st.none() | days,
    printed_on=st.none() | days,
    signed_on=st.none() | days,
    paper_at=words,
    withdrawn_on=st.none() | days,
    withdrawn_note=words,
    strokes=st.lists(st.lists(points, max_size=3).map(tuple), max_size=2).map(tuple),
    text_digest=words,
    clauses=st.lists(st.tuples(words, words, words), max_size=2).map(tuple),
    scan=words,
)
identities = st.builds(
    Identity,
    id=st.just(CALM.id),
    family_name=words,
    given_name=words,
    birth_date=st.none() | days,
    sex=st.sampled_from(["", "f", "m"]),
    phone=words,
    address=words,
    note=words,
    language=st.sampled_from(["en", "fr"]),
)
supplies = st.builds(
    Supplied,
    days,
    days,
    st.lists(
        st.builds(SuppliedTablets, words, amounts.filter(bool), st.integers(0, 9000)),
        max_size=3,
    ).map(tuple),
    st.booleans(),
)
exemptions = st.builds(Exemption, names, words, words, days)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    times = draw(st.integers(1, 4))
    count = draw(st.integers(0, 5))
    stages = []
    for number in range(count):
        last = number == count - 1
        stages.append(
            Stage(
                uid=number * 7 + draw(st.integers(0, 6)),
                days=draw(st.none() | st.integers(1, 90)) if last else draw(st.integers(1, 90)),
                mg=tuple(draw(st.lists(halves, min_size=times, max_size=times))),
                kind=draw(st.sampled_from(Kind)),
                origin=draw(st.sampled_from(Origin)),
                times=draw(st.none() | st.just(tuple(IntakeTime(f"t{n}") for n in range(times)))),
                by_hand=draw(st.booleans()),
                note=draw(words),
                exemptions=tuple(draw(st.lists(exemptions, max_size=2))),
            )
        )
    return Plan(
        start=draw(st.none() | days),
        products=(Product("A", Fraction(10), 2, 30, draw(st.none() | words)), Product("B", Fraction(5), 1))[
            : draw(st.integers(1, 2))
        ],
        times=tuple(IntakeTime(f"{n + 8} h", draw(st.none() | st.just(f"{n + 8:02}:00"))) for n in range(times)),
        stages=tuple(stages),
        as_needed=draw(st.none() | st.just(AsNeeded(Fraction(10), 2))),
        scheme=draw(words),
        before_mg=draw(halves),
        note=draw(words),
    )


@st.composite
def records(draw: st.DrawFn) -> PatientRecord:
    plan = draw(st.none() | plans())
    issued = tuple(
        IssuedPlan(
            revision=number + 1,
            plan=draw(plans()),
            policy=draw(words),
            issued_at=draw(moments),
            issued_by=draw(words),
            answers=tuple(draw(st.lists(st.builds(Answered, words, words, words, words), max_size=2))),
            finding_keys=tuple(draw(st.lists(words, max_size=2))),
            digest=draw(words),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    papers = st.builds(
        DocumentMade,
        words,
        st.none() | st.integers(1, 9),
        moments,
        words,
        words,
        st.integers(0, 9),
        words,
        words,
        st.none() | supplies,
    )
    return PatientRecord(
        identity=draw(identities),
        intake=draw(intakes),
        plan=plan,
        issued=issued,
        visits=tuple(draw(st.lists(visits, max_size=2))),
        consent=draw(consents),
        earlier_consents=tuple(draw(st.lists(consents, max_size=2))),
        appointments=tuple(draw(st.lists(st.builds(Appointment, days, words, words), max_size=2))),
        documents=tuple(draw(st.lists(papers, max_size=2))),
        begun=tuple(draw(st.lists(st.builds(BegunAnswer, words, words, words, words, words), max_size=2))),
    )


def consensus(start: date = TODAY, language: str = "fr") -> Plan:
    return Library.load().build_scheme("consensus", start=start, language=language)


def calm_record() -> PatientRecord:
    """A patient without any flag but the doses of the consensus scheme, which has a draft."""
    return replace(PatientRecord(CALM), plan=consensus())
