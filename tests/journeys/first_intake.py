"""A whole first intake at the keyboard: what a doctor presses, key by key, and what is expected to be asked.

Only key events reach the window, always to whatever has the keyboard. The patient is invented: a woman of 47 who
drinks wine at home in the evening and takes diazepam.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from baclodesk.gui.intake.question import QuestionRow

NAMED = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}

FORM = "Zephirine\tOttoline\t3.5.79\t \n"
"""Family name, given name, birth date, sex, and Enter."""

ANSWERS: tuple[tuple[str, str], ...] = (
    ("drinks_day", "9\n"),
    ("drinking_pattern", "26\n"),
    ("craving_hour", "1830\n"),
    ("withdrawal_signs", "n"),
    ("impact_overall", "3"),
    ("nondrug_tried", "n"),
    ("drugs_tried", "y\n"),
    ("baclofen_before", "n"),
    ("asks_for_baclofen", "y\n"),
    ("expectation", "1\n"),
    ("knows_off_label", "y\n"),
    ("can_follow", "y\n"),
    ("suicide_now", "n"),
    ("suicide_plan", "n"),
    ("suicide_attempt", "n"),
    ("depression", "y\n"),
    ("anxiety", "n"),
    ("bipolar", "n"),
    ("psychosis", "n"),
    ("opioid", "n"),
    ("benzodiazepine", "y+diazepam\t2019\n\n"),
    ("hypnotic", "n"),
    ("tricyclic", "n"),
    ("lithium", "n"),
    ("antihypertensive", "n"),
    ("nsaid", "n"),
    ("epilepsy", "n"),
    ("seizure", "n"),
    ("egfr", "88\t15.2\n"),
    ("dialysis", "n"),
    ("weight", "62\n"),
    ("liver", "n"),
    ("heart", "n"),
    ("ulcer", "y2"),
    ("lung", "n"),
    ("sleep_apnoea", "n"),
    ("pregnancy", "n"),
    ("allergy_baclofen", "n"),
    ("social_network", "3"),
    ("family_support", "3"),
    ("work", "1"),
    ("driving", "2"),
    ("machines", "n"),
)
"""Every question of the short way in the order in which the window asks it, with the keys that answer it."""

POINTS = 8 + 6
REASONS = "Two relapses, asks for it"


@dataclass
class Typist:
    """Presses keys one by one and counts them; ``decisions`` counts what a person has to think of before typing."""

    keys: int = 0
    decisions: int = 0
    asked: list[str] = field(default_factory=list)

    def press(self, keys: str, *, decisions: int = 1) -> None:
        """Press keys, each on the part of the window that has the keyboard then."""
        self.decisions += decisions
        for key in keys:
            self.keys += 1
            if key in NAMED:
                QTest.keyClick(self.focus(), NAMED[key])
            else:
                QTest.keyClicks(self.focus(), key)

    def chord(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key with a modifier: two keys."""
        self.keys += 2
        QTest.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        """The part of the window that has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def question(self) -> str:
        """The code of the question that has the keyboard."""
        part: QWidget | None = self.focus()
        while part is not None and not isinstance(part, QuestionRow):
            part = part.parentWidget()
        return "" if part is None else part.item.code

    def answer_all(self) -> None:
        """Answer question after question, noting which one was really asked."""
        for _code, keys in ANSWERS:
            self.asked.append(self.question())
            self.press(keys)
        self.press("y" * POINTS, decisions=POINTS)
        self.press("1")
        self.press(REASONS)


def seconds(typist: Typist, per_key: float, per_decision: float) -> float:
    """Estimate the time of hands and head by the keystroke-level model (see tests/benchmarks/intake.py)."""
    return typist.keys * per_key + typist.decisions * per_decision
