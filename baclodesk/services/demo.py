"""A practice of fictional patients in every phase of treatment, the same for the same day.

Everything is made with the use cases of a real practice; nothing is written past them. No person is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from baclodesk.domain import courses, edits
from baclodesk.domain.intake import Answer, Decision, EarlierTreatment, Medicine, Status
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.practice import Practice
from baclodesk.domain.visit import Effect
from baclodesk.services import answering
from baclodesk.services.demo_story import Story, yes
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

DOCTOR: Final = "Dr M. Laurent"
_DAY_OF_ARNAUD: Final = 34


def practice(language: str = "fr") -> Practice:
    """Give the fictional practice's letterhead."""
    texts = Texts(language)
    return Practice(
        name=texts("demo.practice.name"),
        doctor=DOCTOR,
        identifier="00000000000",
        address=texts("demo.practice.address"),
        phone="+33 1 99 00 00 00",
        emergency="15",
        language=language,
    )


def records(today: date, language: str = "fr") -> tuple[PatientRecord, ...]:
    """Give the patients as they stand on ``today``, with their typed words in ``language``."""
    texts = Texts(language)

    def told(tell: Callable[[Story], None], family: str, given: str, born: date, sex: str) -> PatientRecord:
        story = Story(today, texts, DOCTOR, Identity("", family, given, born, sex))
        tell(story)
        return story.record

    return (
        told(_arnaud, "Arnaud", "Claire", date(1979, 5, 3), "f"),
        told(_bekri, "Bekri", "Samir", date(1984, 9, 17), "m"),
        told(_caron, "Caron", "Hélène", date(1991, 1, 28), "f"),
        told(_delmas, "Delmas", "Jean", date(1968, 11, 9), "m"),
        told(_etxeberria, "Etxeberria", "Maite", date(1975, 6, 30), "f"),
        told(_faure, "Faure", "Luc", date(1971, 3, 12), "m"),
        told(_garnier, "Garnier", "Odile", date(1987, 8, 5), "f"),
        told(_huet, "Huet", "Paul", date(1963, 12, 21), "m"),
        told(_imbert, "Imbert", "Sophie", date(1982, 2, 14), "f"),
        told(_jacquin, "Jacquin", "Rémi", date(1977, 7, 7), "m"),
        told(_klein, "Klein", "Marc", date(1969, 4, 2), "m"),
        told(_lemoine, "Lemoine", "Anne", date(1990, 10, 19), "f"),
        told(_morel, "Morel", "Yves", date(1958, 5, 25), "m"),
        told(_nadal, "Nadal", "Inès", date(1956, 8, 30), "f"),
        told(_olivier, "Olivier", "Bruno", date(1973, 1, 6), "m"),
    )


def fill(store: PracticeStore, today: date, language: str = "fr") -> int:
    """Save the fictional practice into a new store; gives the number of patients."""
    store.save_practice(practice(language))
    made = records(today, language)
    for record in made:
        store.save(record, None)
    return len(made)


def _begin(story: Story, ago: int, up_to_mg: int, **answers: str) -> None:
    """Do the whole first consultation; answers are amounts by question."""
    amounts = {
        code: yes(amount=amount, on=story.day(ago + 5) if code in ("egfr", "creatinine", "weight") else None)
        for code, amount in answers.items()
    }
    story.intake(ago, amounts)
    story.inform(ago)
    story.decide(ago, Decision.PRESCRIBE, "prescribe")
    story.consent(ago, up_to_mg)


def _sleepy(severity: int, course: str = "new") -> tuple[Effect, ...]:
    return (Effect("sleepiness", severity, course),)


def _arnaud(story: Story) -> None:
    """Day 34 at 70 mg; revision 2 lengthened nothing yet, the draft of revision 3 makes stage 7 nine days long."""
    first = _DAY_OF_ARNAUD - 1
    _begin(story, first + 6, 200, drinks_day="9", grams_day="90", egfr="88", weight="62", craving_hour="19")
    known = answering.with_treatments(
        story.record,
        "drug",
        (EarlierTreatment("drug", "Acamprosate", "2023", story.texts("intake.choice.result.partly")),),
        story.day(first + 6),
    )
    ibuprofen = Medicine("Ibuprofène 400 mg", since=story.texts("demo.medicine.since_long"))
    story.record = answering.with_medicines(known, (ibuprofen,), story.day(first + 6))
    support = (("group", story.texts("demo.note.group"), str(story.day(200).year)),)
    story.record = answering.with_support(story.record, support, story.day(first + 6))
    plan = story.scheme("consensus", first)
    story.issue(first + 4, edits.move_end(plan, plan.stages[-2].uid, 7))
    story.issue(first + 3, plan)
    story.visit(first - 1, craving=8, drinks="9")
    story.visit(first - 6, craving=7, drinks="8", note="sleepy")
    story.visit(first - 12, craving=7, drinks="7", effects=_sleepy(2), drowsiness=3)
    story.visit(first - 19, craving=6, drinks="5", effects=_sleepy(3, "same"), drowsiness=3)
    story.visit(first - 26, craving=5, drinks="4", effects=_sleepy(2, "better"), drowsiness=2, note="better")
    story.appointment(0, "10:20")
    story.appointment(14, "10:20")
    seventh = plan.stages[6].uid
    story.record = replace(story.record, plan=edits.move_end(plan, seventh, 9))


def _bekri(story: Story) -> None:
    """Day 12 at 30 mg."""
    _begin(story, 20, 200, drinks_day="14", grams_day="140", weight="81")
    story.issue(12, story.scheme("consensus", 11))
    story.visit(5, craving=8, drinks="12", drowsiness=1)
    story.appointment(0, "10:40")


def _caron(story: Story) -> None:
    """First visit today; nothing asked yet."""
    story.record = replace(story.record, identity=replace(story.record.identity, note=story.texts("demo.note.first")))
    story.appointment(0, "11:00")


def _delmas(story: Story) -> None:
    """Maintenance at 60 mg after a top of 180 mg."""
    _begin(story, 310, 200, drinks_day="10", grams_day="100", weight="76")
    story.issue(300, story.scheme("consensus", 299, target_mg=Fraction(180)))
    story.visit(240, craving=3, drinks="3", effects=_sleepy(1))
    story.visit(200, craving=0, drinks="0", indifferent=True, note="indifferent")
    down = story.scheme("reduce", 130, before_mg=Fraction(180), target_mg=Fraction(60))
    story.issue(132, down)
    story.visit(20, craving=1, drinks="0", effects=_sleepy(1, "gone"))
    story.appointment(40, "09:00")


def _etxeberria(story: Story) -> None:
    """Day 51 at 120 mg, with a reason on file for the dose above the label."""
    _begin(story, 58, 200, drinks_day="12", grams_day="120", weight="68")
    story.issue(51, story.scheme("consensus", 50))
    story.visit(36, craving=7, drinks="9", effects=_sleepy(1))
    story.visit(16, craving=6, drinks="6", effects=_sleepy(2, "same"), drowsiness=2)
    story.visit(2, craving=5, drinks="4", effects=_sleepy(1, "better"), drowsiness=1, note="better")
    story.appointment(5, "16:00")


def _faure(story: Story) -> None:
    """Day 9 of a stop over 20 days."""
    _begin(story, 420, 200, drinks_day="10", grams_day="100", weight="84")
    story.issue(410, story.scheme("consensus", 409, target_mg=Fraction(160)))
    story.visit(300, craving=1, drinks="1", indifferent=True, note="indifferent")
    story.visit(10, craving=0, drinks="0", note="stop")
    story.issue(9, story.scheme("stop", 8, before_mg=Fraction(160), variant="rate:15"))
    story.visit(1, craving=0, drinks="0")
    story.appointment(6, "17:30")


def _garnier(story: Story) -> None:
    """Issued today, to begin tomorrow; the schedule is to be printed."""
    _begin(story, 8, 200, drinks_day="8", grams_day="80", weight="59")
    story.issue(0, story.scheme("consensus", -1), print_it=False)
    story.appointment(6, "11:20")


def _huet(story: Story) -> None:
    """Intake half done, with a flag already."""
    history = {"use_history": yes(story.texts("demo.history.social")), "suicide_attempt": yes(on=story.day(2900))}
    story.intake(3, history, until="medicines")
    story.appointment(2, "14:00")


def _imbert(story: Story) -> None:
    """At 200 mg since day 71; craving low, indifference near."""
    _begin(story, 95, 200, drinks_day="13", grams_day="130", weight="64")
    story.issue(88, story.scheme("consensus", 87))
    story.visit(60, craving=8, drinks="11", effects=_sleepy(1))
    story.visit(30, craving=5, drinks="6", effects=_sleepy(1, "same"), drowsiness=2)
    story.visit(9, craving=2, drinks="2", effects=_sleepy(1, "gone"), indifferent=True, note="indifferent")
    story.appointment(9, "08:40")


def _jacquin(story: Story) -> None:
    """Coming down by 10 mg a week from 180 mg to 90 mg."""
    _begin(story, 200, 200, drinks_day="11", grams_day="110", weight="90")
    story.issue(190, story.scheme("consensus", 189, target_mg=Fraction(180)))
    story.visit(100, craving=1, drinks="1", indifferent=True)
    story.visit(28, craving=0, drinks="0", note="lower")
    story.issue(26, story.scheme("reduce", 25, before_mg=Fraction(180), target_mg=Fraction(90)))
    story.appointment(3, "18:00")


def _klein(story: Story) -> None:
    """Confused at 140 mg: back to 120 mg for a week, to be tried again."""
    _begin(story, 68, 200, drinks_day="15", grams_day="150", weight="79", egfr="72", creatinine="104")
    plan = story.scheme("consensus", 59)
    story.issue(60, plan)
    story.visit(40, craving=7, drinks="10", effects=_sleepy(1))
    story.visit(3, craving=5, drinks="6", drowsiness=3, effects=(Effect("confusion", 2),), note="confused")
    story.issue(3, courses.step_back(plan, 58, 7))
    story.visit(1, craving=5, drinks="5", drowsiness=1, effects=(Effect("confusion", 1, "gone"),))
    story.appointment(4, "12:00")


def _lemoine(story: Story) -> None:
    """Everything ready but the signature: the consent is printed, the plan a draft."""
    story.intake(2, {"use_history": yes(story.texts("demo.history.morning")), "withdrawal_signs": yes()})
    story.inform(2)
    story.decide(2, Decision.PRESCRIBE, "prescribe")
    story.consent(1, 150, signed=False)
    story.record = replace(story.record, plan=story.scheme("gentle", -3))
    story.appointment(1, "09:40")


def _morel(story: Story) -> None:
    """Stopped for good a month ago."""
    _begin(story, 500, 200, drinks_day="9", grams_day="90", weight="73")
    story.issue(490, story.scheme("gentle", 489, target_mg=Fraction(100)))
    story.visit(300, craving=1, drinks="0", indifferent=True, note="indifferent")
    story.issue(60, story.scheme("stop", 59, before_mg=Fraction(100), variant="rate:10"))
    story.visit(20, craving=0, drinks="1", note="stop")


def _nadal(story: Story) -> None:
    """Flags of several kinds; the decision waits for the sleep clinic."""
    answers = {
        "egfr": yes(amount="45", on=story.day(30)),
        "sleep_apnoea": yes(choice="untreated"),
        "epilepsy": yes(on=date(1998, 1, 1)),
        "creatinine": yes(amount="112", on=story.day(30)),
        "contraception": Answer(Status.NO),
        "hypnotic": yes(),
        "antihypertensive": yes(),
        "weight": yes(amount="70", on=story.day(4)),
        "work": yes(choice="retired"),
    }
    story.intake(4, answers)
    story.record = answering.with_medicines(
        story.record,
        (Medicine("Ramipril 5 mg", since="2019"), Medicine("Zopiclone 3,75 mg", since="2024")),
        story.day(4),
    )
    story.decide(4, Decision.WAIT, "wait")
    story.appointment(20, "10:00")


def _olivier(story: Story) -> None:
    """On the label's scheme, day 19 at 60 mg, with a plateau to come."""
    _begin(story, 24, 80, drinks_day="8", grams_day="80", weight="88")
    story.issue(19, story.scheme("label", 18))
    story.visit(7, craving=6, drinks="6", drowsiness=1, effects=(Effect("headache", 1),))
    story.appointment(0, "15:20")
