"""Notes of a stage and of the plan, the as-needed dose: panels, undo, and where they are told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from baclodesk.domain.as_needed import set_as_needed
from baclodesk.domain.notes import MOST_LETTERS, set_note
from baclodesk.domain.plan import AsNeeded, Plan
from baclodesk.gui.chart import spoken, wording
from baclodesk.services.texts import LANGUAGES, NBSP, Texts
from tests.gui.chart.conftest import CTRL, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

TWICE = AsNeeded(Fraction(10), 2)
SHIFT_F10 = (Qt.Key.Key_F10, SHIFT)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def told(hand: Hand) -> str:
    return "\n".join(label.text() for label in hand.tab.form.findChildren(QLabel) if label.isVisible())


def opened(hand: Hand, command: str) -> Hand:
    hand.tab.commands.run(command)
    QApplication.processEvents()
    return hand


def low(*doses: int) -> Plan:
    """The first stages of the consensus plan."""
    return consensus().with_stages(consensus().stages[: len(doses)])


def through_the_menu(hand: Hand, words: str) -> None:
    """Open the menu by its key, go down to an entry by arrow keys, take it by Enter."""
    hand.key(*SHIFT_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(60):
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text().strip("\u2066\u2067\u2068\u2069").startswith(words):
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()


# --- notes


def test_a_note_on_a_stage_by_keys_alone(made: Make) -> None:
    hand = made()
    hand.select(5)
    through_the_menu(hand, "Note…")
    assert "On stage 5" in told(hand)
    assert "0 of 500 characters" in told(hand)
    QTest.keyClicks(focused(), "Sleeps badly")
    assert "12 of 500 characters" in told(hand)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    QApplication.processEvents()
    assert hand.window.commits == ["Stage 5: note"]
    assert hand.window.plan == set_note(consensus(), 5, "Sleeps badly")
    written = hand.tab.inspector.written
    assert written.isVisible()
    assert written.note.text() == "Note: Sleeps badly"
    assert written.sign.isVisible()
    hand.select(6)
    assert not written.isVisible()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == consensus()


def test_without_a_stage_the_note_is_the_plans(made: Make) -> None:
    hand = made()
    assert hand.tab.inspector.buttons["more"].isVisible()
    through_the_menu(hand, "Note on the plan…")
    assert "On the whole plan" in told(hand)
    QTest.keyClicks(focused(), "Lives alone")
    hand.tab.form.buttons["apply"].click()
    assert hand.window.plan is not None
    assert hand.window.plan.note == "Lives alone"
    assert hand.window.commits == ["Note on the plan"]
    assert hand.tab.inspector.written.note.text() == "Note: Lives alone"
    opened(hand, "note")
    assert hand.tab.form.reason is not None
    hand.tab.form.reason.clear()
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits[-1] == "Note on the plan taken away"
    assert hand.window.plan == consensus()
    assert not hand.tab.inspector.written.isVisible()


def test_a_note_that_is_too_long_is_kept_in_the_panel_and_refused(made: Make) -> None:
    hand = made()
    hand.select(5)
    opened(hand, "note")
    assert hand.tab.form.reason is not None
    hand.tab.form.reason.setPlainText("x" * (MOST_LETTERS + 1))
    assert f"{MOST_LETTERS + 1} of 500 characters" in told(hand)
    hand.tab.form.buttons["apply"].click()
    assert f"at most 500 characters; this one has {MOST_LETTERS + 1}" in hand.said
    assert hand.window.commits == []
    assert len(hand.tab.form.reason.toPlainText()) == MOST_LETTERS + 1
    hand.tab.form.reason.setPlainText("x" * MOST_LETTERS)
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits == ["Stage 5: note"]


def test_a_long_note_is_wrapped_and_widens_nothing(made: Make) -> None:
    window = StandIn(set_note(consensus(), 5, "x" * 300 + " and words " * 15))
    hand = made(window)
    width = hand.tab.inspector.width()
    hand.select(5)
    note = hand.tab.inspector.written.note
    assert hand.tab.inspector.minimumSizeHint().width() <= width
    assert note.text().replace("\u200b", "") == "Note: " + window.plan.stage(5).note if window.plan else ""
    assert note.height() >= note.heightForWidth(note.width())


def test_a_note_is_told_in_the_table_and_to_readers(made: Make) -> None:
    hand = made(StandIn(set_note(consensus(), 5, "Sleeps badly")))
    hand.tab.show_page("table")
    QApplication.processEvents()
    stages = hand.tab.table.stages
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        days = stages.columns.index("days")
        assert stages.data(stages.index(4, days), role) == "Note: Sleeps badly"
        assert stages.data(stages.index(3, days), role) is None
    assert hand.window.plan is not None
    said = spoken.stage_description(Texts("fr"), hand.window.plan, 4, [])
    assert f"Note{NBSP}: Sleeps badly" in said
    assert "Note" not in spoken.stage_description(Texts("fr"), hand.window.plan, 3, [])


def test_a_note_may_be_written_on_days_that_are_history(made: Make) -> None:
    hand = made(running())
    hand.select(2)
    opened(hand, "note")
    QTest.keyClicks(focused(), "was ill")
    hand.tab.form.buttons["apply"].click()
    assert hand.window.plan is not None
    assert hand.window.plan.stages[1].note == "was ill"
    assert hand.days == consensus_days()


def consensus_days() -> list[int | None]:
    return [stage.days for stage in consensus().stages]


# --- the as-needed dose


def test_the_proposal_names_its_source_and_fills_nothing_in_by_itself(made: Make) -> None:
    hand = opened(made(), "as_needed")
    boxes = hand.tab.form.boxes
    assert (boxes["mg"].text(), boxes["most"].text()) == ("", "")
    assert f"Proposal: 10{NBSP}mg on a strong urge" in told(hand)
    assert "prescribers’ guide (France, about 2012), last page" in told(hand)
    assert f"checked 22{NBSP}Nov{NBSP}2026" in told(hand)
    hand.tab.form.buttons["propose"].click()
    assert (boxes["mg"].text(), boxes["most"].text()) == ("10", "")
    assert focused() is boxes["most"]
    hand.tab.form.buttons["apply"].click()
    assert "A number is needed" in hand.said
    assert hand.window.commits == []


def test_an_as_needed_dose_by_keys_alone(made: Make) -> None:
    hand = made()
    through_the_menu(hand, "As-needed dose…")
    QTest.keyClicks(focused(), "10")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "2")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert hand.window.plan == set_as_needed(consensus(), TWICE)
    assert hand.window.commits == [f"As-needed dose: none → 10{NBSP}mg, at most 2 a day"]
    assert f"as needed 10{NBSP}mg, at most 2 a day" in hand.tab.readout.fields[1].light
    assert hand.tab.inspector.written.extra.text() == f"As needed 10{NBSP}mg, at most 2 a day"
    opened(hand, "as_needed")
    hand.tab.form.buttons["none"].click()
    assert hand.window.plan == consensus()
    assert hand.window.commits[-1] == f"As-needed dose: 10{NBSP}mg, at most 2 a day → none"
    opened(hand, "as_needed")
    assert not hand.tab.form.buttons["none"].isEnabled()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.window.plan == set_as_needed(consensus(), TWICE)


@pytest.mark.parametrize(
    ("mg", "most", "said", "box"),
    [
        ("7", "1", f"7{NBSP}mg cannot be made from the tablets: nearest are 5{NBSP}mg and 10{NBSP}mg", "mg"),
        ("0", "1", "above 0", "mg"),
        ("2000", "1", f"at most 1000{NBSP}mg", "mg"),
        ("much", "1", "“much” is no dose", "mg"),
        ("10", "0", "from 1 to 10", "most"),
        ("10", "11", "from 1 to 10", "most"),
        ("10", "1.5", "“1.5” is no number of times", "most"),
    ],
)
def test_what_cannot_be_is_refused_in_its_field(made: Make, mg: str, most: str, said: str, box: str) -> None:
    hand = opened(made(), "as_needed")
    hand.tab.form.boxes["mg"].setText(mg)
    hand.tab.form.boxes["most"].setText(most)
    hand.tab.form.buttons["apply"].click()
    assert said in hand.said
    assert said in told(hand)
    assert focused() is hand.tab.form.boxes[box]
    assert hand.window.commits == []


@pytest.mark.parametrize(
    ("policy", "empty", "filled"),
    [
        ("guide", "Prescribers’ guide: its dose limits do not count it.", "its dose limits do not count it"),
        (
            "france-label",
            "French label: its dose limits count it towards the day’s dose.",
            f"reaches 60{NBSP}mg at most",
        ),
    ],
)
def test_the_panel_says_whether_the_policy_counts_it(made: Make, policy: str, empty: str, filled: str) -> None:
    hand = opened(made(StandIn(low(10, 20, 30), policy=policy)), "as_needed")
    assert empty in told(hand)
    hand.tab.form.boxes["mg"].setText("10")
    hand.tab.form.boxes["most"].setText("2")
    assert filled in told(hand)


def test_readout_and_wall_say_that_the_cap_counts_it(made: Make) -> None:
    plan = set_as_needed(low(10, 20, 30, 40, 50, 60), TWICE)
    hand = made(StandIn(plan, policy="france-label"))
    assert f"as needed 2 × 10{NBSP}mg a day, counted by the cap" in hand.tab.readout.fields[1].light
    for width in (1280, 1024):
        hand.tab.resize(width, 820)
        QApplication.processEvents()
        field, room = hand.tab.readout.fields[1], hand.tab.readout.width() * 0.34 - 20
        assert "counted by the cap" in " ".join(line for _, line, _ in hand.tab.readout.lines(field, room))
    hand.select(6)
    hand.key(Qt.Key.Key_Up, CTRL)
    assert hand.doses[5] == 60
    assert f"It counts the as-needed 20{NBSP}mg." in hand.said
    guide = made(StandIn(plan))
    assert f"as needed 10{NBSP}mg, at most 2 a day" in guide.tab.readout.fields[1].light
    assert not any("count" in words for words in guide.tab.readout.fields[1].light)


def test_an_as_needed_dose_that_would_pass_the_last_line_is_refused_and_can_be_exempted(made: Make) -> None:
    hand = opened(made(StandIn(low(10, 20, 30, 40, 50, 60, 70), policy="france-label")), "as_needed")
    hand.tab.form.boxes["mg"].setText("10")
    hand.tab.form.boxes["most"].setText("2")
    hand.tab.form.buttons["apply"].click()
    assert f"It counts the as-needed 20{NBSP}mg." in hand.said
    assert hand.window.commits == []
    opened(hand, "exempt")
    assert "Stage 7" in told(hand)
    assert f"It counts the as-needed 20{NBSP}mg." in told(hand)
    assert hand.tab.form.reason is not None
    QTest.keyClicks(hand.tab.form.reason, "few nights only")
    hand.tab.form.buttons["apply"].click()
    opened(hand, "as_needed")
    hand.tab.form.boxes["mg"].setText("10")
    hand.tab.form.boxes["most"].setText("2")
    hand.tab.form.buttons["apply"].click()
    assert hand.window.commits[-1].startswith("As-needed dose")


def test_the_differences_between_revisions_tell_the_as_needed_dose() -> None:
    texts = Texts("en")
    assert wording.differences(texts, consensus(), set_as_needed(consensus(), TWICE)) == [
        f"As-needed dose: none → 10{NBSP}mg, at most 2 a day"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["note", "as_needed"])
def test_at_twice_the_text_size_the_panel_is_as_wide_as_its_place(made: Make, command: str, language: str) -> None:
    window = StandIn(set_as_needed(consensus(language), TWICE), language=language)
    hand = made(window, width=1024, height=700)
    hand.tab.set_theme(hand.tab.theme.scaled(2.0))
    hand.select(5)
    opened(hand, command)
    area = hand.tab.form.parentWidget()
    assert area is not None
    assert hand.tab.form.minimumSizeHint().width() <= area.width()
