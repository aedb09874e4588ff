"""Policies in the settings: copied, changed, told what is wrong; what another one changes is listed before it holds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from baclodesk.gui.desk import Desk
from baclodesk.gui.settings.policies import PolicySection
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import NBSP

from .conftest import id_of
from .fakes import FakeStore

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(place: Workplace) -> PolicySection:
    place.show_page(place.settings)
    return place.settings.policies


def choose(section: PolicySection, code: str) -> None:
    at = section.choice.findData(code)
    assert at >= 0
    section.choice.setCurrentIndex(at)
    section.choice.activated.emit(at)


def reviewed(qtbot: QtBot, section: PolicySection) -> list[str]:
    qtbot.waitUntil(lambda: section.review.outcome is not None)
    QCoreApplication.sendPostedEvents()  # a layout shows what was put into it by a posted event
    return [
        part.text().replace(NBSP, " ")
        for part in section.review.findChildren(QLabel)
        if part.isVisibleTo(section.review)
    ]


def write(section: PolicySection, name: str, words: str) -> None:
    line = section.form.numbers[name]
    line.selectAll()
    QTest.keyClicks(line, words)


def copy_the_guide(section: PolicySection, last: str = "100") -> None:
    QTest.mouseClick(section.copy, LEFT)
    QTest.keyClicks(section.form.name, "Quiet house")
    section.form.reason.setFocus()
    QTest.keyClicks(section.form.reason, "most patients are over seventy")
    write(section, "line_last", last)
    for name in ("line_second_opinion", "line_collegial"):
        section.form.numbers[name].selectAll()
        QTest.keyClick(section.form.numbers[name], Qt.Key.Key_Delete)


def test_another_policy_holds_only_after_its_changes_are_listed_and_confirmed(
    qtbot: QtBot, section: PolicySection, place: Workplace, store: FakeStore, desk: Desk
) -> None:
    assert desk.practice.policy == "guide"
    choose(section, "france-label")
    words = reviewed(qtbot, section)
    assert store.letterhead.policy == "guide", "nothing has changed while it is only listed"
    assert any(text.startswith("12 open plans checked. For 11 patients") for text in words)
    assert "Arnaud, Claire" in words
    assert any("Appears: From stage 9 the dose is 90 mg a day, above 80 mg" in text for text in words)
    assert any("Disappears: From stage 9 the dose is 90 mg" in text for text in words)
    assert any(text.endswith("And 4 more like it.") for text in words)
    QTest.mouseClick(section.review.use, LEFT)
    assert store.letterhead.policy == desk.practice.policy == "france-label"
    assert section.review.isHidden()
    assert section.notice.text == "“French label” holds from now on."


def test_leaving_keeps_the_present_policy(qtbot: QtBot, section: PolicySection, store: FakeStore) -> None:
    choose(section, "france-label")
    reviewed(qtbot, section)
    QTest.keyClick(section.review.use, Qt.Key.Key_Escape)
    assert section.review.isHidden()
    assert store.letterhead.policy == "guide"
    assert section.chosen == "guide"


def test_the_check_can_be_stopped_before_it_is_through(section: PolicySection, store: FakeStore) -> None:
    choose(section, "france-label")
    assert not section.review.use.isEnabled()
    under_way = section.review._stop
    QTest.mouseClick(section.review.leave, LEFT)
    assert under_way.is_set()
    assert section.review.isHidden()
    assert section.chosen == "guide"
    assert store.letterhead.policy == "guide"


def test_what_is_wrong_with_an_own_policy_stands_beside_its_field(section: PolicySection) -> None:
    QTest.mouseClick(section.copy, LEFT)
    form = section.form
    assert form.isVisible()
    assert not form.keep.isEnabled()
    assert form.wrong["name"].text() == "Name: give 1 to 60 letters."
    assert form.wrong["reason"].text().startswith("Reason: say why")
    write(section, "shortest_days", "2.5")
    assert form.wrong["shortest_days"].text() == "Give a whole number of days."
    assert form.numbers["shortest_days"].property("wrong") is True
    write(section, "shortest_days", "40")
    assert form.wrong["shortest_days"].text() == "Shortest stage: give 1 to 30 days."
    write(section, "shortest_days", "5")
    assert form.wrong["shortest_days"].isHidden()
    write(section, "line_collegial", "110")
    assert "above the line before it" in form.wrong["line_collegial"].text()
    write(section, "line_last", "")
    form.numbers["line_last"].clear()
    form.look()
    assert "the highest line must be the upper limit" in form.wrong["line_last"].text()


def test_the_lines_of_an_own_policy_can_count_the_as_needed_doses(section: PolicySection, store: FakeStore) -> None:
    copy_the_guide(section)
    assert not section.form.counts.is_on()
    section.form.counts.mark.setFocus()
    QTest.keyClick(section.form.counts.mark, Qt.Key.Key_Space)
    QTest.mouseClick(section.form.keep, LEFT)
    (own,) = store.letterhead.own_policies
    assert own.counts_as_needed
    assert own.as_policy().counts_as_needed


def test_an_own_policy_is_kept_reviewed_and_then_rules_chart_and_findings(
    qtbot: QtBot, section: PolicySection, place: Workplace, store: FakeStore, desk: Desk
) -> None:
    copy_the_guide(section)
    assert section.form.keep.isEnabled(), [part.text() for part in section.form.wrong.values()]
    QTest.mouseClick(section.form.keep, LEFT)
    (own,) = store.letterhead.own_policies
    assert (own.name, own.base, own.lines[-1].mg) == ("Quiet house", "guide", Fraction(100))
    assert store.letterhead.policy == "guide", "kept is not yet in force"
    choose(section, own.id)
    words = reviewed(qtbot, section)
    assert any("“Quiet house”" in text for text in words)
    QTest.mouseClick(section.review.use, LEFT)
    assert desk.practice.policy == own.id
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    assert "Quiet house" in page.chart.header.text()
    assert page.chart.board.rules.policy.last_line_mg == 100
    assert any("Quiet house" in line.text for line in page.chart.board.findings)
    place.show_issue()
    assert "Quiet house" in place.issue.policy.text()
    assert any("Quiet house" in part.text() for part in place.issue.points.findChildren(QLabel))
    place.show_page(place.help)
    assert any("Quiet house" in part.text() for part in place.help.findChildren(QLabel))


def test_changed_numbers_of_the_policy_in_force_are_reviewed_and_the_old_ones_kept(
    qtbot: QtBot, section: PolicySection, store: FakeStore, desk: Desk
) -> None:
    copy_the_guide(section)
    QTest.mouseClick(section.form.keep, LEFT)
    choose(section, "own-1")
    reviewed(qtbot, section)
    QTest.mouseClick(section.review.use, LEFT)
    QTest.mouseClick(section.change, LEFT)
    write(section, "line_last", "140")
    QTest.mouseClick(section.form.keep, LEFT)
    reviewed(qtbot, section)
    assert desk.practice.policy == "own-1"
    QTest.mouseClick(section.review.use, LEFT)
    assert desk.practice.policy == "own-2"
    first, second = store.letterhead.own_policies
    assert (first.retired, first.lines[-1].mg) == (True, 100)
    assert (second.retired, second.lines[-1].mg) == (False, 140)
    assert section.choice.findData("own-1") < 0


def test_an_own_policy_not_in_force_can_be_taken_out_of_the_choice(section: PolicySection, store: FakeStore) -> None:
    copy_the_guide(section)
    QTest.mouseClick(section.form.keep, LEFT)
    assert section.chosen == "own-1"
    QTest.mouseClick(section.retire, LEFT)
    assert store.letterhead.own_policies[0].retired
    assert section.choice.findData("own-1") < 0
    assert section.notice.text.startswith("“Quiet house” is out of the choice.")


def test_a_policy_that_cannot_be_saved_does_not_hold(
    qtbot: QtBot, section: PolicySection, place: Workplace, store: FakeStore, desk: Desk
) -> None:
    store.practice_error = "device_full"
    choose(section, "france-label")
    reviewed(qtbot, section)
    QTest.mouseClick(section.review.use, LEFT)
    assert desk.practice.policy == "guide"
    assert section.chosen == "guide"
    assert not place.settings.notice.isHidden()


def test_letterhead_typed_meanwhile_survives_a_change_of_policy(
    qtbot: QtBot, section: PolicySection, place: Workplace, store: FakeStore
) -> None:
    choose(section, "france-label")
    reviewed(qtbot, section)
    line = place.settings.letterhead.lines["phone"]
    line.setFocus()
    QTest.keyClicks(line, "01 02 03")
    place.settings.save()
    QTest.mouseClick(section.review.use, LEFT)
    assert store.letterhead.policy == "france-label"
    assert store.letterhead.phone == "01 02 03"
