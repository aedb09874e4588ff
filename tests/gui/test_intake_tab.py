from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from baclodesk.domain.intake import Answer, Decision, Intake, Status
from baclodesk.gui.intake.decision import DecisionPart
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.points import PointsPart
from baclodesk.gui.intake.question import QuestionRow
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.workplace import Workplace

from .conftest import id_of, record_of
from .fakes import FakeStore


def question(tab: IntakeTab, code: str) -> QuestionRow:
    tab.show_question(code)
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    return part.questions[code]


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def answer(place: Workplace, code: str) -> Answer:
    return record_of(place).intake.answer(code)


def test_opening_a_new_patient_puts_the_keyboard_onto_the_first_question(place: Workplace, tab: IntakeTab) -> None:
    row = question(tab, "drinks_day")
    assert row.isAncestorOf(focus())


def test_no_goes_on_by_itself_and_enter_goes_to_the_next_open_question(place: Workplace, tab: IntakeTab) -> None:
    question(tab, "suicide_now")
    QTest.keyClicks(focus(), "n")
    assert answer(place, "suicide_now").status is Status.NO
    assert answer(place, "suicide_now").by == "Dr Laurent"
    QTest.keyClicks(focus(), "y")
    assert answer(place, "suicide_plan").status is Status.YES
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClicks(focus(), "u")
    assert answer(place, "suicide_attempt").status is Status.UNKNOWN


def test_french_has_its_own_letters(place: Workplace, tab: IntakeTab) -> None:
    place.language_chosen.emit("fr")
    question(tab, "depression")
    QTest.keyClicks(focus(), "o")
    assert answer(place, "depression").status is Status.YES
    QTest.keyClicks(focus(), "i")
    assert answer(place, "depression").status is Status.UNKNOWN
    assert question(tab, "depression").words.text().startswith("Une dépression")


def test_arrows_go_up_and_down_the_questions_and_along_the_answers(place: Workplace, tab: IntakeTab) -> None:
    first = question(tab, "suicide_now")
    assert first.status is not None
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    assert first.status.buttons[1].hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert answer(place, "suicide_now").status is Status.NO
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert question(tab, "suicide_plan").isAncestorOf(focus())
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    assert first.isAncestorOf(focus())
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    assert first.isAncestorOf(focus()), "there is none before the first"


def test_the_same_answer_again_takes_it_back(place: Workplace, tab: IntakeTab) -> None:
    row = question(tab, "depression")
    QTest.keyClicks(focus(), "yy")
    assert answer(place, "depression").is_open
    assert row.status is not None
    assert row.status.value == ""


def test_a_yes_opens_its_note_and_typing_is_one_step(place: Workplace, tab: IntakeTab) -> None:
    row = question(tab, "depression")
    assert row.note.isHidden()
    QTest.keyClicks(focus(), "y")
    assert not row.note.isHidden()
    row.note.setFocus()
    QTest.keyClicks(row.note, "since spring")
    assert answer(place, "depression").note == "since spring"
    QTest.keyClick(row.note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert answer(place, "depression").note == ""
    assert answer(place, "depression").status is Status.YES
    assert record_of(place).intake.history == {}, "typing leaves no history"


def test_undo_goes_to_the_answer_it_takes_back(place: Workplace, tab: IntakeTab) -> None:
    question(tab, "depression")
    QTest.keyClicks(focus(), "y")
    question(tab, "epilepsy")
    QTest.keyClicks(focus(), "n")
    place.undo()
    place.undo()
    assert answer(place, "depression").is_open
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    assert "depression" in part.questions


def test_flags_arise_beside_the_question_and_in_the_header(place: Workplace, tab: IntakeTab) -> None:
    row = question(tab, "epilepsy")
    QTest.keyClicks(focus(), "y")
    words = [flag for _severity, flag, _sources in row._flags]
    assert len(words) == 1
    assert "pilepsy" in words[0]
    sources = row._flags[0][2].splitlines()
    assert sources[0] == "guide: a real contraindication"
    assert sources[1].startswith("today: ")
    assert all(line in [part.text() for part in row.findChildren(QLabel)] for line in (words[0], row._flags[0][2]))
    assert place.patient is not None
    assert "reason" in place.patient.header.badge.text()
    QTest.keyClicks(focus(), "n")
    assert row._flags == ()


def test_an_amount_is_read_with_its_date_and_what_cannot_be_is_said(place: Workplace, tab: IntakeTab) -> None:
    row = question(tab, "egfr")
    value = row.value
    assert value is not None
    assert value.line is not None
    assert value.date is not None
    QTest.keyClicks(value.line, "88")
    assert answer(place, "egfr").amount == 88
    assert answer(place, "egfr").on == date(2026, 11, 22)
    value.date.line.setFocus()
    value.date.line.selectAll()
    QTest.keyClicks(value.date.line, "3 10 2026")
    assert answer(place, "egfr").on == date(2026, 10, 3)
    value.line.setFocus()
    value.line.selectAll()
    QTest.keyClicks(value.line, "8888")
    assert "from 1 to 200" in value._wrong.text()
    assert answer(place, "egfr").is_open
    value.line.clear()
    QTest.keyClick(value.line, Qt.Key.Key_Return)
    assert not row.isAncestorOf(focus()), "Enter goes on"


def test_an_hour_is_read_and_written_as_a_clock(place: Workplace, tab: IntakeTab) -> None:
    value = question(tab, "craving_hour").value
    assert value is not None
    assert value.line is not None
    QTest.keyClicks(value.line, "18h30")
    assert answer(place, "craving_hour").amount == Fraction(37, 2)
    value.line.clear()
    QTest.keyClicks(value.line, "99")
    assert "An hour is expected" in value._wrong.text()


def test_choices_are_pressed_or_chosen_by_digits(place: Workplace, tab: IntakeTab) -> None:
    value = question(tab, "drinking_pattern").value
    assert value is not None
    assert value.choices is not None
    QTest.keyClicks(focus(), "21")
    assert answer(place, "drinking_pattern").choices == ("alone", "home"), "kept in the catalogue's order"
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Left)
    QTest.keyClicks(focus(), "1")
    assert answer(place, "drinking_pattern").choices == ("home",)
    impact = question(tab, "impact_overall")
    QTest.keyClicks(focus(), "4")
    assert not impact.isAncestorOf(focus()), "nothing to add: the next question has the keyboard"
    question(tab, "impact_overall")
    QTest.keyClicks(focus(), "2")
    assert answer(place, "impact_overall").choices == ("mild",), "one only"
    question(tab, "impact_overall")
    QTest.keyClicks(focus(), "u")
    assert answer(place, "impact_overall").status is Status.UNKNOWN
    assert impact.unknown is not None
    assert impact.unknown.value == "unknown"


def test_a_detail_opens_under_a_yes(place: Workplace, tab: IntakeTab) -> None:
    tab.length.pick("whole")
    row = question(tab, "acamprosate")
    assert row.value is not None
    assert row.value.isHidden()
    QTest.keyClicks(focus(), "y")
    assert not row.value.isHidden()
    assert row.value.choices is not None
    row.value.choices.buttons[1].click()
    assert answer(place, "acamprosate").choices == ("partly",)
    assert answer(place, "acamprosate").status is Status.YES
    QTest.keyClicks(focus(), "n")
    assert answer(place, "acamprosate").choice == ""
    other = question(tab, "psychiatric_care")
    QTest.keyClicks(focus(), "y")
    assert other.value is not None
    assert other.value.text is not None
    QTest.keyClicks(other.value.text, "Dr X")
    assert answer(place, "psychiatric_care").text == "Dr X"


def test_free_words_count_as_answered_until_they_are_empty(place: Workplace, tab: IntakeTab) -> None:
    tab.length.pick("whole")
    value = question(tab, "use_history").value
    assert value is not None
    assert value.text is not None
    QTest.keyClicks(value.text, "x")
    assert not answer(place, "use_history").is_open
    QTest.keyClick(value.text, Qt.Key.Key_Backspace)
    assert answer(place, "use_history").is_open


def test_an_answer_changed_on_another_day_keeps_its_history(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    place.patient.show_tab("intake")
    row = question(tab, "epilepsy")
    QTest.keyClicks(focus(), "y")
    assert len(record_of(place).intake.history["epilepsy"]) == 1
    assert row._before.text().replace("\u00a0", " ") == "14 Oct 2026 to 22 Nov 2026: No · Dr M. Laurent"
    store_day = record_of(place).intake.history["epilepsy"][0]
    older = replace(store_day, status=Status.UNKNOWN, given_at="2026-09-01T08:00:00+00:00", note="not sure")
    record = record_of(place)
    both = {**record.intake.history, "epilepsy": (older, store_day)}
    place.patient.work.edit(replace(record, intake=replace(record.intake, history=both)), lambda _: "older")
    lines = row._before.text().replace("\u00a0", " ").splitlines()
    assert lines == [
        "14 Oct 2026 to 22 Nov 2026: No · Dr M. Laurent",
        "1 Sep 2026 to 14 Oct 2026: Unknown · not sure · Dr M. Laurent",
    ]


def test_medicines_are_rows_with_what_their_group_does(place: Workplace, tab: IntakeTab) -> None:
    tab.go_to("medicines")
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    rows = part.lists["medicines"]
    QTest.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    made = rows.rows[0]
    assert made.fields[0].hasFocus()
    QTest.keyClicks(made.fields[0], "tramadol")
    QTest.keyClicks(made.fields[1], "2024")
    medicine = record_of(place).intake.medicines[0]
    assert (medicine.name, medicine.group, medicine.since) == ("tramadol", "opioid", "2024")
    assert not made._why.isHidden()
    part.questions["opioid"].setFocus()
    QTest.mouseClick(made._remove, Qt.MouseButton.LeftButton)
    assert record_of(place).intake.medicines == ()
    place.undo()
    assert len(record_of(place).intake.medicines) == 1
    assert len(rows.rows) == 1


@pytest.mark.parametrize("group", ["nondrug", "drugs", "life"])
def test_other_rows_are_kept_too(place: Workplace, tab: IntakeTab, group: str) -> None:
    tab.go_to(group)
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    rows = next(iter(part.lists.values()))
    rows.add.click()
    for field, text in zip(rows.rows[0].fields, ("a", "b", "c"), strict=True):
        QTest.keyClicks(field, text)
    intake = record_of(place).intake
    kept = intake.support or tuple((item.name, item.how_long, item.result) for item in intake.treatments)
    assert kept == (("a", "b", "c"),)


def test_points_are_ticked_with_day_and_name_and_unticked(place: Workplace, tab: IntakeTab) -> None:
    for code in ("information", "off_label"):
        tab.go_to(code)
        part = tab.stack.currentWidget()
        assert isinstance(part, PointsPart)
        first = next(iter(part.boxes.values()))
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)  # on the words
        intake = record_of(place).intake
        ticks = intake.information if code == "information" else intake.off_label
        assert [(tick.on, tick.by) for tick in ticks] == [(date(2026, 11, 22), "Dr Laurent")]
        assert first.is_on()
        place.undo()
        assert not first.is_on()
        QTest.mouseClick(first.mark, Qt.MouseButton.LeftButton)
        QTest.mouseClick(first.mark, Qt.MouseButton.LeftButton)
        intake = record_of(place).intake
        assert (intake.information if code == "information" else intake.off_label) == ()


def test_the_decision_is_taken_in_the_strip_or_at_the_end(place: Workplace, tab: IntakeTab) -> None:
    QTest.mouseClick(tab.strip.choice.buttons[0], Qt.MouseButton.LeftButton)
    made = record_of(place).intake.decision
    assert (made.decision, made.by, made.on) == (Decision.PRESCRIBE, "Dr Laurent", date(2026, 11, 22))
    QTest.mouseClick(tab.strip.reasons, Qt.MouseButton.LeftButton)
    part = tab.stack.currentWidget()
    assert isinstance(part, DecisionPart)
    QTest.keyClicks(part.reasons, "asks for it")
    assert record_of(place).intake.decision.reasons == "asks for it"
    part.choice.buttons[0].click()
    assert record_of(place).intake.decision.decision is Decision.OPEN
    assert record_of(place).intake.decision.reasons == "asks for it"
    place.undo()
    assert record_of(place).intake.decision.decision is Decision.PRESCRIBE


def test_progress_counts_the_short_way_or_the_whole(place: Workplace, tab: IntakeTab) -> None:
    short = tab.strip.summary.text()
    tab.length.pick("whole")
    assert tab.strip.summary.text() != short
    question(tab, "epilepsy")
    QTest.keyClicks(focus(), "n")
    assert tab.strip.summary.text().startswith("1 of ")


def test_when_nothing_is_open_enter_leads_to_the_points_and_the_decision(place: Workplace, tab: IntakeTab) -> None:
    record = record_of(place)
    known = tab._catalogue
    answers = {item.code: Answer(Status.NO) for item in known.asked(record.identity.sex)}
    assert place.patient is not None
    place.patient.work.edit(replace(record, intake=Intake(answers)), lambda _: "all")
    tab.go_on("weight")
    points = tab.stack.currentWidget()
    assert isinstance(points, PointsPart)
    assert points.boxes["aim"].mark.hasFocus()
    tab.take_focus()
    assert tab.list.hasFocus()


def test_page_keys_and_the_list_go_from_part_to_part(place: Workplace, tab: IntakeTab) -> None:
    tab.go_to("use")
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_PageDown)
    assert tab.list.currentRow() == 1
    QTest.keyClick(tab, Qt.Key.Key_PageUp)
    QTest.keyClick(tab, Qt.Key.Key_PageUp)
    assert tab.list.currentRow() == 0
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Down)
    assert isinstance(tab.stack.currentWidget(), QuestionPart)
    assert tab.list.currentRow() == 1


def test_redo_of_points_and_decision_comes_into_sight(place: Workplace, tab: IntakeTab) -> None:
    before = record_of(place)
    ticked = replace(before, intake=replace(before.intake, off_label=()))
    assert before == ticked
    tab.part("off_label")
    points = tab.part("off_label")
    assert isinstance(points, PointsPart)
    next(iter(points.boxes.values())).mark.click()
    tab.strip.choice.pick("wait")
    tab.go_to("use")
    place.undo()
    assert isinstance(tab.stack.currentWidget(), DecisionPart)
    place.undo()
    assert tab.stack.currentWidget() is points


def test_only_what_is_asked_of_this_patient_is_shown(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Huet"))  # a man
    assert place.patient is not None
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    tab.go_to("medical")
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    assert part.questions["pregnancy"].isHidden()
