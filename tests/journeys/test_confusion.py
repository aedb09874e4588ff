"""Epilepsy, a weak kidney, and confusion that comes back: from the intake to the third revision, with real events."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from baclodesk import main as program
from baclodesk.domain.findings import Severity
from baclodesk.domain.intake import Status
from baclodesk.domain.visit import Visit
from baclodesk.gui.frame import Frame
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.visits.act_row import ActRow
from baclodesk.gui.visits.panel import VisitPanel
from baclodesk.storage import vault
from baclodesk.storage.kdf import CHEAPEST

from .test_whole_way import NOW, Doctor, add_the_patient, load_the_scheme, make_the_practice

BECAUSE = "Neurologist agrees, eGFR every month."


class DoctorOfDays(Doctor):
    """A doctor whose days pass."""

    def __init__(self, bot: QtBot, app: QApplication, folder: Path) -> None:
        self.now: datetime = NOW
        super().__init__(bot, app, folder)

    @override
    def _start(self) -> Frame:
        local = self.folder / "local"
        frame = program.make_frame(self.app, self.folder / "practice", clock=lambda: self.now, local=local)
        self.bot.addWidget(frame)
        frame.resize(1440, 900)
        frame.show()
        frame.begin()
        return frame

    def wait_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def codes(self) -> dict[str, Severity]:
        assert self.place.patient is not None
        return {item.code: item.severity for item in self.place.patient.work.findings()}

    def issue(self) -> None:
        """Answer everything that is asked and issue; before that the button stands still."""
        self.place.show_issue()
        page, before = self.place.issue, len(self.record.issued)
        self.until(page.isVisible)
        assert page.title.text() == self.record.identity.full_name
        assert not page.issue.isEnabled()
        for field in list(page.points.reasons.values()):
            self.type(field, BECAUSE)
        for tick in list(page.points.ticks.values()):
            self.click(tick.mark)
        self.click(page.issue)
        self.until(lambda: len(self.record.issued) == before + 1)
        self.place.go_back()

    def open_visit(self) -> VisitPanel:
        self.bot.keyClick(
            self.place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        panel = self.titration.visit
        assert panel is not None
        self.until(panel.isVisible)
        panel.start_new()
        return panel

    def tell_confusion(self, panel: VisitPanel, severity: str) -> ActRow:
        add = panel.effects.add
        at = add.findData("confusion")
        add.setCurrentIndex(at)
        add.activated.emit(at)
        panel.effects.rows[0].severity.pick(severity)
        self.until(lambda: any(row.offer.suggested for row in panel.acts.rows))
        panel.acts.work_out()
        (row,) = [row for row in panel.acts.rows if row.offer.suggested]
        return row

    def take(self, panel: VisitPanel, row: ActRow) -> None:
        """Look at an act on the chart, then take it."""
        board, before = self.titration.chart.board, self.record
        self.click(row.button)
        assert board.offered
        assert board.preview == row.offer.plan
        assert self.record == before, "seen, not taken"
        self.click(panel.acts.take)
        assert self.record.plan == row.offer.plan
        assert board.preview is None


@pytest.fixture
def doctor(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DoctorOfDays:
    monkeypatch.setattr(vault, "_calibrated", lambda: CHEAPEST, raising=False)
    monkeypatch.setattr("baclodesk.storage.door._calibrated", lambda: CHEAPEST, raising=False)
    return DoctorOfDays(qtbot, qapp, tmp_path)


def tell_epilepsy_and_kidney(doctor: DoctorOfDays) -> None:
    intake = doctor.tab("intake")
    assert isinstance(intake, IntakeTab)
    for code in ("epilepsy", "egfr"):
        group = next(name for name in intake.list._codes if code in questions(intake, name))
        intake.go_to(group)
        part = intake.part(group)
        assert isinstance(part, QuestionPart)
        question = part.questions[code]
        if code == "epilepsy":
            question.setFocus()
            doctor.bot.keyClick(question, Qt.Key.Key_Y)
            doctor.until(lambda: doctor.record.intake.answer("epilepsy").status is Status.YES)
        else:
            question.focus_answer()
            focus = QApplication.focusWidget()
            assert focus is not None
            doctor.bot.keyClicks(focus, "45")
            doctor.until(lambda: doctor.record.intake.amount("egfr") == 45)
    intake.settle()
    words = [part.text() for part in intake.findChildren(QLabel)]
    assert any("epilep" in text.lower() for text in words)


def questions(intake: IntakeTab, group: str) -> list[str]:
    part = intake.part(group)
    return list(part.questions) if isinstance(part, QuestionPart) else []


def test_confusion_leads_back_then_to_a_cap_and_each_time_to_a_new_revision(doctor: DoctorOfDays) -> None:
    make_the_practice(doctor)
    add_the_patient(doctor)
    tell_epilepsy_and_kidney(doctor)
    assert doctor.codes()["patient.epilepsy"] is Severity.STOP
    assert doctor.codes()["patient.egfr_low"] is Severity.CAUTION
    load_the_scheme(doctor)
    assert doctor.codes()["dose_above_kidney_share"] is Severity.STOP
    assert any("eGFR" in line.text for line in doctor.titration.chart.board.findings)
    doctor.issue()
    answers = {answer.key: answer.reason for answer in doctor.record.issued[0].answers}
    assert answers["patient.epilepsy/epilepsy"] == BECAUSE
    assert any(key.startswith("dose_above_kidney_share") for key in answers)

    doctor.wait_days(33)
    panel = doctor.open_visit()
    assert "70" in panel.planned.text()
    step = doctor.tell_confusion(panel, "2")
    assert step.offer.code == "step_back"
    assert panel.alarm.text.startswith("Confusion: ")
    assert doctor.codes()["rise_while_effect"] is Severity.STOP
    doctor.take(panel, step)
    doctor.place.undo()
    assert doctor.record.plan == doctor.record.issued[0].plan
    doctor.place.redo()
    doctor.titration.close_visit()
    doctor.issue()
    assert doctor.record.next_revision == 3

    doctor.wait_days(6)
    panel = doctor.open_visit()
    assert "60" in panel.planned.text()
    gone = panel.effects.add.findData("confusion")
    panel.effects.add.activated.emit(gone)
    row = panel.effects.rows[0]
    row.course.activated.emit(3)
    assert "gone: confusion" in panel.since.text()
    assert "rise_while_effect" not in doctor.codes()
    doctor.titration.close_visit()

    doctor.wait_days(4)
    panel = doctor.open_visit()
    assert "70" in panel.planned.text()
    cap = doctor.tell_confusion(panel, "2")
    assert cap.offer.code == "cap"
    assert "back again" in cap.offer.why
    doctor.take(panel, cap)
    doctor.titration.close_visit()
    doctor.issue()

    final = doctor.record.plan_in_force
    assert final is not None
    assert doctor.record.next_revision == 4
    assert final.stages[-1].daily_mg == Fraction(60)
    assert final.is_open
    assert "rise_while_effect" not in doctor.codes()
    visits: tuple[Visit, ...] = doctor.record.visits
    assert [visit.planned_mg for visit in visits] == [70, 60, 70]
    doctor.saved()
