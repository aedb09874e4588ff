"""The whole way once, with real events: from the first start to papers read back, everything as it was left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from baclodesk import main as program
from baclodesk.domain.consent import ConsentState
from baclodesk.domain.intake import Decision, Status
from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.gui.frame import Frame
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services import catalogue
from baclodesk.storage import vault
from baclodesk.storage.kdf import CHEAPEST

NOW = datetime(2027, 2, 26, 10, 24, tzinfo=UTC)
PHRASE = "garden window silver morning basket theatre lantern"
LEFT = Qt.MouseButton.LeftButton
FAMILY, GIVEN = "Zephirine-Quill", "Ottoline"


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


class Doctor:
    """Somebody at the window: looks, clicks, types, drags."""

    def __init__(self, bot: QtBot, app: QApplication, folder: Path) -> None:
        self.bot, self.app, self.folder = bot, app, folder
        self.frame: Frame = self._start()

    def _start(self) -> Frame:
        frame = program.make_frame(self.app, self.folder / "practice", clock=lambda: NOW, local=self.folder / "local")
        self.bot.addWidget(frame)
        frame.resize(1440, 900)
        frame.show()
        frame.begin()
        return frame

    def start_again(self) -> None:
        self.frame.close()
        self.frame = self._start()

    def until(self, ready: Callable[[], bool]) -> None:
        self.bot.waitUntil(ready, timeout=20_000)

    def click(self, part: QWidget) -> None:
        self.until(lambda: part.isVisible() and part.isEnabled())
        self.bot.mouseClick(part, LEFT)

    def type(self, part: QWidget, words: str) -> None:
        part.setFocus()
        self.bot.keyClicks(part, words)

    @property
    def place(self) -> Workplace:
        assert self.frame.workplace is not None
        return self.frame.workplace

    @property
    def record(self) -> PatientRecord:
        assert self.place.patient is not None
        return self.place.patient.work.record

    def tab(self, name: str) -> QWidget:
        assert self.place.patient is not None
        self.place.patient.show_tab(name)
        page = self.place.patient.tab_of(name)
        assert isinstance(page, QWidget)
        return page

    @property
    def titration(self) -> TitrationPage:
        page = self.tab("titration")
        assert isinstance(page, TitrationPage)
        return page

    def drag(self, start: QPoint, end: QPoint) -> None:
        chart = self.titration.chart.chart
        self.bot.mouseMove(chart, start)
        self.bot.mousePress(chart, LEFT, pos=start)
        for step in range(1, 9):
            self.bot.mouseMove(chart, start + (end - start) * step / 8)
        self.bot.mouseRelease(chart, LEFT, pos=end)

    def point(self, day: float, mg: float) -> QPoint:
        """The place of the end of ``day`` at ``mg`` on the chart."""
        chart = self.titration.chart.chart
        assert chart.frame is not None
        return QPoint(round(chart.frame.scale.x(day)), round(chart.frame.scale.y(mg)))

    def saved(self) -> None:
        work = self.place.patient.work if self.place.patient else None
        assert work is not None
        self.until(lambda: not work.session.dirty)


@pytest.fixture
def doctor(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    monkeypatch.setattr(vault, "_calibrated", lambda: CHEAPEST, raising=False)
    monkeypatch.setattr("baclodesk.storage.door._calibrated", lambda: CHEAPEST, raising=False)
    return Doctor(qtbot, qapp, tmp_path)


def make_the_practice(doctor: Doctor) -> None:
    first = doctor.frame.gate.first
    doctor.until(first.isVisible)
    first.doctor.clear()
    doctor.type(first.doctor, "Dr Ada Example")
    for part in (first.new_password.first, first.new_password.second):
        doctor.type(part.line, PHRASE)
    doctor.click(first.go)
    keep = doctor.frame.gate.keep_key
    doctor.until(keep.isVisible)
    assert len(keep.key.text()) > 52
    doctor.click(keep.tick)
    doctor.click(keep.go)
    doctor.until(lambda: doctor.frame.workplace is not None)


def add_the_patient(doctor: Doctor) -> None:
    doctor.place.start_new_patient()
    page = doctor.place.new_patient
    doctor.type(page.form.family_name, FAMILY)
    doctor.type(page.form.given_name, GIVEN)
    doctor.type(page.form.birth_date, "3 May 1979")
    doctor.click(page.go)
    doctor.until(lambda: doctor.place.patient is not None)


def answer_the_intake(doctor: Doctor) -> None:
    intake = doctor.tab("intake")
    assert isinstance(intake, IntakeTab)
    intake.go_to("medical")
    part = intake.part("medical")
    assert isinstance(part, QuestionPart)
    question = part.questions["epilepsy"]
    question.setFocus()
    doctor.bot.keyClick(question, Qt.Key.Key_N)
    doctor.until(lambda: doctor.record.intake.answer("epilepsy").status is Status.NO)
    intake.go_to("use")
    use = intake.part("use")
    assert isinstance(use, QuestionPart)
    drinks = use.questions["drinks_day"]
    assert drinks.value is not None
    drinks.focus_answer()
    focus = QApplication.focusWidget()
    assert focus is not None
    doctor.bot.keyClicks(focus, "9")
    doctor.bot.keyClick(focus, Qt.Key.Key_Return)
    doctor.until(lambda: doctor.record.intake.amount("drinks_day") == 9)
    choice = intake.strip.choice
    doctor.click(
        choice.buttons[[d.value for d in (Decision.PRESCRIBE, Decision.WAIT, Decision.DECLINE)].index("prescribe")]
    )
    doctor.until(lambda: doctor.record.intake.decision.decision is Decision.PRESCRIBE)


def load_the_scheme(doctor: Doctor) -> None:
    doctor.click(doctor.titration.chart.empty.buttons["consensus"])
    if doctor.record.plan is None:
        panel = doctor.titration.schemes
        assert panel is not None
        doctor.click(panel.go)
    doctor.until(lambda: doctor.record.plan is not None)
    assert doctor.record.plan is not None
    assert [int(s.daily_mg) for s in doctor.record.plan.stages][:3] == [10, 20, 30]


def drag_two_stages_and_undo_one(doctor: Doctor) -> None:
    plan = doctor.record.plan
    assert plan is not None
    doctor.titration.chart.chart.setFocus()
    uid = plan.stages[6].uid
    doctor.drag(doctor.point(35, 35), doctor.point(39, 35))
    assert doctor.record.plan is not None
    assert doctor.record.plan.stage(uid).days == 9
    top = plan.stages[14].uid
    doctor.drag(doctor.point(78, 200), doctor.point(78, 180))
    assert doctor.record.plan.stage(top).daily_mg == 180
    doctor.place.undo()
    assert doctor.record.plan is not None
    assert doctor.record.plan.stage(top).daily_mg == 200
    assert doctor.record.plan.stage(uid).days == 9
    board = doctor.titration.chart.board
    assert board.plan is not None
    assert board.plan.closed_days == 74


def write_a_visit(doctor: Doctor) -> None:
    doctor.titration.open_visit()
    panel = doctor.titration.visit
    assert panel is not None
    doctor.until(panel.isVisible)
    doctor.type(panel.note, "Sleeps better, walks each morning")
    assert doctor.place.patient is not None
    doctor.place.patient.settle()
    assert doctor.record.visits[-1].note.startswith("Sleeps better")
    doctor.titration.close_visit()


def prepare_the_consent(doctor: Doctor) -> None:
    consent = doctor.tab("consent")
    assert isinstance(consent, ConsentTab)
    doctor.click(consent.prepare)
    doctor.until(lambda: doctor.record.consent.state is ConsentState.PREPARED)
    assert len(doctor.record.consent.clauses) == sum(1 for c in catalogue.consent().clauses if not c.optional)


def issue_the_plan(doctor: Doctor) -> None:
    doctor.place.show_issue()
    page = doctor.place.issue
    doctor.until(page.isVisible)
    assert not page.issue.isEnabled()
    for part in list(page.points.reasons.values()):
        doctor.type(part, "Discussed with the patient and Dr B.")
    for tick in list(page.points.ticks.values()):
        doctor.click(tick)
    doctor.click(page.issue)
    doctor.until(lambda: len(doctor.record.issued) == 1)
    assert doctor.record.issued[0].revision == 1
    assert all(answer.reason for answer in doctor.record.issued[0].answers if answer.key.startswith("dose_above_line"))


def write_the_papers(doctor: Doctor, folder: Path) -> dict[str, str]:
    folder.mkdir()
    texts = {}
    page = doctor.place.paper
    for kind in ("schedule", "consent", "intake"):
        doctor.place.show_papers([kind])
        doctor.until(lambda: page.preview.pages > 0 and page.save.isEnabled())
        target = folder / f"{kind}.pdf"
        page.save_as(target)
        texts[kind] = text_of(target)
    return texts


def test_from_the_first_question_to_the_printed_schedule_and_back_the_next_day(doctor: Doctor, tmp_path: Path) -> None:
    make_the_practice(doctor)
    add_the_patient(doctor)
    answer_the_intake(doctor)
    load_the_scheme(doctor)
    drag_two_stages_and_undo_one(doctor)
    write_a_visit(doctor)
    prepare_the_consent(doctor)
    issue_the_plan(doctor)
    papers = write_the_papers(doctor, tmp_path / "papers")
    assert all(FAMILY in text for text in papers.values())
    assert "603 tablets, 6030 mg" in papers["schedule"]
    assert "revision 1" in papers["schedule"]
    assert "DRAFT" not in papers["schedule"]
    doctor.saved()
    before = doctor.record

    doctor.start_again()
    enter = doctor.frame.gate.enter
    doctor.until(enter.isVisible)
    doctor.type(enter.password.line, PHRASE)
    doctor.click(enter.go)
    doctor.until(lambda: doctor.frame.workplace is not None)
    doctor.place.column.search.setText(FAMILY[:6].lower())
    doctor.place.column.search.returnPressed.emit()
    doctor.until(lambda: doctor.place.patient is not None)
    assert doctor.record == before
    assert doctor.record.plan is not None
    assert doctor.record.plan.stages[-1].daily_mg == Fraction(200)

    doctor.frame.lock()
    shown = " ".join(part.text() for part in doctor.frame.findChildren(QAbstractButton) if part.isVisible())
    assert FAMILY not in shown + doctor.frame.windowTitle()
    secret = [FAMILY, GIVEN, "Sleeps better", "Discussed with"]
    for path in [*(tmp_path / "practice").rglob("*"), *(tmp_path / "local").rglob("*")]:
        if path.is_file():
            content = path.read_bytes()
            assert not any(word.encode() in content or word.encode("utf-16-le") in content for word in secret), path
            assert not any(word in path.name for word in secret)
