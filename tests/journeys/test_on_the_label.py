"""A woman of 70 kg treated on the label: another policy, its walls, a consent within the label, a dose beyond it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Severity
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.storage import vault
from baclodesk.storage.kdf import CHEAPEST

from .first_intake import Typist
from .test_confusion import DoctorOfDays
from .test_whole_way import make_the_practice, text_of

DOWN, UP, RETURN = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return


@pytest.fixture
def doctor(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DoctorOfDays:
    monkeypatch.setattr(vault, "_calibrated", lambda: CHEAPEST, raising=False)
    monkeypatch.setattr("baclodesk.storage.door._calibrated", lambda: CHEAPEST, raising=False)
    return DoctorOfDays(qtbot, qapp, tmp_path)


def take_the_label_policy(doctor: DoctorOfDays) -> None:
    """Choose the French label in the settings; with no open plan the review has nothing to list."""
    doctor.bot.keyClick(doctor.place, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    policies = doctor.place.settings.policies
    policies.choice.setFocus()
    doctor.bot.keyClick(policies.choice, DOWN)
    doctor.until(lambda: policies.review.outcome is not None)
    assert doctor.place.store.practice().policy == "guide", "nothing has changed yet"
    doctor.click(policies.review.use)
    doctor.until(lambda: doctor.place.store.practice().policy == "france-label")
    assert "French label" in doctor.place.room.line.text(), "every page says which policy holds"
    doctor.bot.keyClick(doctor.place.settings, Qt.Key.Key_Escape)


def ask_her(doctor: DoctorOfDays) -> None:
    typist = Typist()
    typist.chord(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    typist.press("Petit\tAnne\t1.6.85\t \n")
    doctor.until(lambda: doctor.place.patient is not None)
    typist.press("6\n")
    for _page in range(7):  # on to the medical history
        doctor.bot.keyClick(typist.focus(), Qt.Key.Key_PageDown)
    assert typist.question() == "epilepsy"
    typist.press("nn95\n")
    typist.press("n70\n")
    assert doctor.record.intake.amount("weight") == 70
    assert doctor.record.intake.amount("egfr") == 95


def load_the_label_scheme(doctor: DoctorOfDays) -> None:
    page = doctor.titration
    page.offer_schemes()
    panel = page.schemes
    assert panel is not None
    names = [panel.list.item(place).text() for place in range(panel.list.count())]
    panel.list.setCurrentRow(next(place for place, name in enumerate(names) if "label" in name.lower()))
    doctor.click(panel.go)
    doctor.until(lambda: doctor.record.plan is not None)


def consent_within_the_label(doctor: DoctorOfDays, where: str) -> ConsentTab:
    consent = doctor.tab("consent")
    assert isinstance(consent, ConsentTab)
    doctor.click(consent.prepare)
    doctor.until(lambda: doctor.record.consent.state is ConsentState.PREPARED)
    assert doctor.record.consent.variant == "on_label"
    doctor.click(consent.sign)
    doctor.type(consent.signing.words, where)
    doctor.click(consent.signing.go)
    doctor.until(lambda: doctor.record.consent.is_signed)
    return consent


def test_a_woman_of_70_kg_is_treated_on_the_label_and_a_dose_beyond_it_asks_anew(
    doctor: DoctorOfDays, tmp_path: Path
) -> None:
    make_the_practice(doctor)
    take_the_label_policy(doctor)
    ask_her(doctor)
    assert doctor.codes() == {}
    load_the_label_scheme(doctor)
    plan = doctor.record.plan
    assert plan is not None
    assert plan.top_mg == 80
    assert not [code for code, severity in doctor.codes().items() if severity >= Severity.STOP]
    assert doctor.place.patient is not None
    assert "70" in doctor.place.patient.header.facts.text()

    chart = doctor.titration.chart
    chart.chart.setFocus()
    top = plan.stages[-1].uid
    chart.board.select(top)
    for _try in range(3):
        doctor.bot.keyClick(chart.chart, UP, Qt.KeyboardModifier.ControlModifier)
    assert doctor.record.plan is not None
    assert doctor.record.plan.stage(top).daily_mg == 80, "the last line of the label is a wall"
    first = doctor.record.plan.stages[1].uid
    before = doctor.record.plan.stage(first).daily_mg
    chart.board.select(first)
    point: QPoint = doctor.point(5, float(before))
    doctor.drag(point, point + QPoint(0, -200))
    after = doctor.record.plan.stage(first).daily_mg
    assert after - doctor.record.plan.stages[0].daily_mg <= 10, "and so is its largest rise"
    while doctor.record.plan != plan:
        doctor.place.undo()

    consent = consent_within_the_label(doctor, "Blue folder")
    assert consent.renewal.isHidden()
    doctor.place.show_issue()
    page = doctor.place.issue
    reasons = list(page.points.reasons.values())
    assert [key.split("/")[0] for key in page.points.reasons] == ["issue.intake_undecided"]
    doctor.type(reasons[0], "Decided today, on the label")
    assert page.points.ticks == {}
    while not page.issue.hasFocus():  # past the links of what is only to be known
        focus = QApplication.focusWidget()
        assert focus is not None
        assert page.isAncestorOf(focus), "Tab goes from the points to the button"
        doctor.bot.keyClick(focus, Qt.Key.Key_Tab)
    doctor.bot.keyClick(page.issue, Qt.Key.Key_Space)
    doctor.until(lambda: len(doctor.record.issued) == 1)
    assert doctor.record.issued[0].policy == "france-label"
    doctor.place.go_back()

    doctor.wait_days(14)
    panel = doctor.open_visit()
    assert panel.lines["taken_mg"].hasFocus()
    typist = Typist()
    typist.press("\n6\n\n5\n")
    doctor.until(lambda: doctor.record.visits[-1].drowsiness == 5)
    panel.acts.work_out()
    (hold,) = [row for row in panel.acts.rows if row.offer.suggested]
    assert hold.offer.code == "hold"
    doctor.take(panel, hold)
    doctor.titration.close_visit()
    assert doctor.record.plan is not None
    assert doctor.record.plan.top_mg == Fraction(80)

    go_beyond_the_label(doctor)
    doctor.tab("consent")
    doctor.until(lambda: not consent.renewal.isHidden())
    assert "A new consent is needed." in consent.renewal.text

    doctor.place.show_papers(["consent"])
    paper = doctor.place.paper
    doctor.until(lambda: paper.preview.pages > 0 and paper.save.isEnabled())
    target = tmp_path / "consent.pdf"
    paper.save_as(target)
    signed = text_of(target)
    assert "80 mg" in signed
    assert "within its label" in signed, "the version signed can still be printed"
    doctor.saved()


def go_beyond_the_label(doctor: DoctorOfDays) -> None:
    """Load a scheme that rises to 200 mg in place of the one on the label."""
    page = doctor.titration
    page.offer_schemes()
    panel = page.schemes
    assert panel is not None
    panel.list.setCurrentRow(0)
    doctor.click(panel.go)
    doctor.until(lambda: doctor.record.plan is not None and doctor.record.plan.top_mg > 80)
