"""Every page in both languages, with sentences of double length, small and with text at twice its size: nothing cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from baclodesk.domain.intake import Answer, Decision, DecisionMade, Medicine, RowsBefore, Status
from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.gui.frame import Frame
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services import catalogue
from baclodesk.services.catalogue import ItemKind
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .conftest import id_of
from .fakes import FakeStore, LongTexts

_SLACK = 1


def cut(root: QWidget) -> list[str]:
    """Name every label and button in sight whose words do not fit, or that sticks out of what holds it."""
    found = []
    for part in root.findChildren(QWidget):
        if not part.isVisibleTo(root) or not isinstance(part, (QLabel, QAbstractButton)) or not part.text():
            continue
        if _within(part, TitrationTab):
            continue  # the chart has tests of its own
        if isinstance(part, QLabel) and part.wordWrap():
            needed = QSize(part.minimumSizeHint().width(), part.heightForWidth(part.width()))
        else:
            needed = part.sizeHint() if isinstance(part, QAbstractButton) else part.minimumSizeHint()
        if part.width() + _SLACK < needed.width() or part.height() + _SLACK < needed.height():
            found.append(f"{type(part).__name__} {part.text()[:40]!r} has {part.size()}, needs {needed}")
        elif _sticks_out(part, root):
            found.append(f"{type(part).__name__} {part.text()[:40]!r} sticks out")
    return found


def _within(part: QWidget, kind: type[QWidget]) -> bool:
    holder: QWidget | None = part
    while holder is not None:
        if isinstance(holder, kind):
            return True
        holder = holder.parentWidget()
    return False


def _sticks_out(part: QWidget, root: QWidget) -> bool:
    """Tell whether a part reaches past the right edge of its scroll area, or past the window."""
    holder = part.parentWidget()
    while holder is not None and holder is not root:
        above = holder.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QScrollArea):
            place = QRect(part.mapTo(above, part.rect().topLeft()), part.size())
            return place.right() > above.width() + _SLACK or place.left() < -_SLACK
        holder = above
    place = QRect(part.mapTo(root, part.rect().topLeft()), part.size())
    return place.right() > root.width() + _SLACK or place.bottom() > root.height() + _SLACK


KINDS: dict[str, tuple[Callable[[], Texts], int]] = {
    "en": (lambda: Texts("en"), 100),
    "fr": (lambda: Texts("fr"), 100),
    "en twice the size": (lambda: Texts("en"), 200),
    "fr twice the size": (lambda: Texts("fr"), 200),
    "double length": (lambda: LongTexts("fr"), 100),
}


@pytest.fixture(params=KINDS, ids=list(KINDS))
def small(request: pytest.FixtureRequest, frame: Frame) -> Frame:
    """The window at its least size, in one of the languages."""
    make, size = KINDS[request.param]
    frame.desk.theme.choose("light", size)
    frame.resize(1024, 700)
    frame.speak(make())
    return frame


def look(frame: Frame, name: str) -> None:
    """What is cut must become whole: layouts settle over some turns of the event loop, pages come from a thread."""
    for _turn in range(4):
        QApplication.processEvents()
    frame.grab()
    deadline = QDeadlineTimer(1000)
    while cut(frame) and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    found = cut(frame)
    assert found == [], f"{name}: {found[:6]}"


def test_the_gate_fits(small: Frame) -> None:
    gate = small.gate
    gate.enter.notice.say(small.desk.texts("trouble.expected.sign_in_refused"), "alarm")
    gate.enter.password.caps.show()
    look(small, "sign-in")
    gate.enter.forgot.emit()
    look(small, "recovery")
    gate.first.prepare()
    gate._stack.setCurrentWidget(gate._areas[gate.first])
    look(small, "first start")
    gate._show_key(small.desk.doors.recover("RECOVERY-KEY", "Dr Laurent", "x"))
    look(small, "recovery key")


def enter(frame: Frame, store: FakeStore) -> Workplace:
    frame.enter(store)
    assert frame.workplace is not None
    return frame.workplace


def test_the_pages_around_a_patient_fit(small: Frame, store: FakeStore) -> None:
    place = enter(small, store)
    look(small, "welcome")
    place.start_new_patient()
    look(small, "new patient")
    place.show_page(place.settings)
    look(small, "settings")
    place.show_page(place.help)
    look(small, "help")
    small.show_trouble(ValueError, None)
    look(small, "trouble")


def test_the_intake_fits(small: Frame, store: FakeStore) -> None:
    place = enter(small, store)
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.patient.show_tab("intake")
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    tab.length.pick("whole")
    flag_everything(place)
    for code in tab.list._codes:
        tab.go_to(code)
        look(small, code)


def flag_everything(place: Workplace) -> None:
    """Say yes to every question, changed since another day, with notes and rows: the most that a part has to show."""
    assert place.patient is not None
    record = place.patient.work.record
    intake = record.intake
    for item in catalogue.intake().items:
        if item.kind is ItemKind.YES_NO:
            earlier = Answer(
                Status.NO, note="told by the wife", given_at="2026-09-01T08:00:00+00:00", by="Dr M. Laurent"
            )
            now = Answer(Status.YES, note="since spring", given_at="2026-11-01T08:00:00+00:00", by="Dr M. Laurent")
            intake = intake.with_answer(item.code, earlier).with_answer(item.code, now)
    medicines = tuple(
        Medicine(name, catalogue.medicines().group_of(name)) for name in ("morphine", "lithium", "valium")
    )
    intake = replace(intake, medicines=medicines, support=(("group", "Thursday group", "2024"),))
    before = DecisionMade(Decision.WAIT, "sleep clinic first, " * 12, "Dr M. Laurent", date(2026, 9, 1))
    tramadol = ("tramadol", "opioid", "2024", "for the back, " * 12)
    intake = replace(
        intake,
        earlier_decisions=(before, replace(before, decision=Decision.DECLINE)),
        earlier_rows=(
            RowsBefore("medicines", date(2026, 9, 1)),
            RowsBefore("medicines", date(2026, 11, 1), (tramadol,)),
        ),
    )
    place.patient.work.edit(replace(record, intake=intake), lambda _: "flags")
    place.patient.work.autosave.flush()


def test_what_opens_in_consent_settings_and_help_fits(qtbot: QtBot, small: Frame, store: FakeStore) -> None:
    place = enter(small, store)
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.patient.show_tab("consent")
    consent = place.patient.tab_of("consent")
    assert isinstance(consent, ConsentTab)
    for state in ("signed", "drawn", "withdrawn"):
        consent.signing.open_for(state)
        look(small, f"consent {state}")
    place.show_page(place.settings)
    policies = place.settings.policies
    policies.copy.click()
    policies.form.look()
    look(small, "own policy")
    policies.choice.setCurrentIndex(1)
    policies.choice.activated.emit(1)
    qtbot.waitUntil(lambda: not policies.review.running)
    look(small, "review of a policy")
    place.show_page(place.help)
    reference = place.help.reference
    for at in range(reference.list.count()):
        reference.list.setCurrentRow(at)
        look(small, f"reference {at}")


def test_the_offer_over_a_draft_fits(small: Frame, store: FakeStore) -> None:
    place = enter(small, store)
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    record = place.patient.work.record
    intake = record.intake.with_answer("craving_hour", Answer(Status.YES, amount=Fraction(37, 2)))
    plan = Library.load().build_scheme("consensus", start=date(2026, 11, 24))
    place.patient.work.edit(replace(record, intake=intake, plan=plan), lambda _: "draft")
    place.patient.work.autosave.flush()
    place.patient.show_tab("titration")
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    assert page.craving.isVisible()
    look(small, "offer")


def test_a_label_that_is_cut_is_found(small: Frame, store: FakeStore) -> None:
    """The looking itself is looked at: words with too little room must be named."""
    enter(small, store)
    narrow = QLabel("words that need more room than they have", small)
    narrow.setGeometry(300, 300, 40, 12)
    narrow.show()
    outside = QLabel("outside", small)
    outside.move(small.width() - 10, 300)
    outside.show()
    found = cut(small)
    assert any("words that need more room" in line for line in found)
    assert any("outside" in line for line in found)


def test_visit_consent_issue_and_paper_fit(qtbot: QtBot, small: Frame, store: FakeStore) -> None:
    place = enter(small, store)
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    place.patient.show_tab("titration")
    look(small, "titration")
    page.open_visit()
    look(small, "visit")
    page.close_visit()
    page.offer_schemes()
    look(small, "schemes")
    place.patient.show_tab("consent")
    look(small, "consent")
    place.show_issue()
    look(small, "issue")
    place.show_papers(["schedule"])
    qtbot.waitUntil(place.paper.open.isEnabled)
    look(small, "paper")
    place.show_identity()
    look(small, "identity")
