"""A first consultation's intake with the keyboard alone, from Ctrl+N to the decision; every key is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.intake import Decision, Status
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.services import catalogue
from baclodesk.storage import vault
from baclodesk.storage.kdf import CHEAPEST

from .first_intake import ANSWERS, FORM, POINTS, Typist, seconds
from .test_whole_way import Doctor, make_the_practice

MOST_KEYS = 200
FIVE_MINUTES = 300


@pytest.fixture
def doctor(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    monkeypatch.setattr(vault, "_calibrated", lambda: CHEAPEST, raising=False)
    monkeypatch.setattr("baclodesk.storage.door._calibrated", lambda: CHEAPEST, raising=False)
    return Doctor(qtbot, qapp, tmp_path)


def test_a_whole_first_intake_is_answered_without_the_mouse(doctor: Doctor) -> None:
    make_the_practice(doctor)
    doctor.frame.activateWindow()
    doctor.until(lambda: QApplication.focusWidget() is not None)
    typist = Typist()
    typist.chord(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    typist.press(FORM, decisions=4)
    doctor.until(lambda: doctor.place.patient is not None)
    typist.answer_all()

    assert typist.asked == [code for code, _keys in ANSWERS], "every question came by itself, in this order"
    record = doctor.record
    intake = record.intake
    assert (record.identity.family_name, record.identity.sex) == ("Zephirine", "f")
    progress = catalogue.intake().progress(intake, "f", brief=True)
    assert progress.is_complete
    assert progress.total == len(ANSWERS)
    assert intake.amount("drinks_day") == 9
    assert (intake.amount("egfr"), str(intake.answer("egfr").on)) == (88, "2027-02-15")
    assert intake.answer("drinking_pattern").choices == ("home", "evening")
    assert intake.answer("ulcer").choice == "past"
    assert [(item.name, item.group, item.since) for item in intake.medicines] == [
        ("diazepam", "benzodiazepine", "2019")
    ]
    assert len(intake.information) + len(intake.off_label) == POINTS
    assert intake.decision.decision is Decision.PRESCRIBE
    assert intake.decision.reasons.startswith("Two relapses")
    assert sum(1 for answer in intake.answers.values() if answer.status is Status.NO) == 25
    tab = doctor.tab("intake")
    assert isinstance(tab, IntakeTab)
    assert tab.strip.summary.text().startswith(f"{len(ANSWERS)} of {len(ANSWERS)}")
    doctor.saved()

    assert typist.keys <= MOST_KEYS
    assert seconds(typist, 0.28, 1.35) < FIVE_MINUTES / 2, "the other half is the patient's"
