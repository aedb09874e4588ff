from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.gui.frame import Frame
from baclodesk.gui.patients.model import HEADING, PATIENT_ID, SECOND_LINE, PatientModel
from baclodesk.gui.patients.row_words import dose_on, matters_now
from baclodesk.gui.workplace import Workplace
from baclodesk.services.ports import Listed
from baclodesk.services.texts import NBSP, Texts

from .conftest import id_of, record_of
from .fakes import NOW, FakeStore

EN = Texts("en")
TODAY = NOW.date()
STAGES: tuple[tuple[int | None, str], ...] = ((5, "10"), (5, "20"), (None, "30"))


def row(phase: str, **values: object) -> Listed:
    return Listed("1", "Arnaud, Claire", phase=phase, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (row("new"), "first visit"),
        (row("half_done"), "intake half done"),
        (row("ready"), "plan to issue"),
        (row("new", damaged=True), "file damaged"),
        (row("planned", start=TODAY + timedelta(1), stages=STAGES), f"starts 23{NBSP}Nov"),
        (row("rising", start=TODAY - timedelta(6), stages=STAGES), f"day 7 · 20{NBSP}mg"),
        (
            row("rising", start=TODAY - timedelta(6), stages=STAGES, reason_on_file=True),
            f"day 7 · 20{NBSP}mg · reason on file",
        ),
        (row("rising", start=TODAY, stages=STAGES, to_print=True), "schedule to print"),
        (row("rising", start=TODAY, stages=STAGES, draft=True), "unsaved work"),
        (row("maintenance", start=TODAY - timedelta(90), stages=STAGES), f"maintenance · 30{NBSP}mg"),
        (row("stopping", start=TODAY, stages=STAGES, stop_day=9, stop_days=20), "stopping · day 9 of 20"),
        (row("run_out", start=TODAY - timedelta(90), stages=STAGES[:1]), "plan has run out"),
    ],
)
def test_a_row_says_the_one_thing_that_matters_now(listed: Listed, expected: str) -> None:
    assert matters_now(listed, TODAY, EN) == expected


def test_a_row_of_today_begins_with_the_hour() -> None:
    listed = row("rising", start=TODAY, stages=STAGES, next_time="10:20", reason_on_file=True)
    assert matters_now(listed, TODAY, EN, with_time=True) == f"10:20 · day 1 · 10{NBSP}mg"


def test_the_dose_of_a_day_is_none_after_the_end() -> None:
    listed = row("rising", stages=((5, "10"),))
    assert dose_on(listed, 5) == "10"
    assert dose_on(listed, 6) is None


def shown(model: PatientModel) -> list[str]:
    return [str(model.index(n).data()) for n in range(model.rowCount())]


def test_today_stands_first_in_the_order_of_the_hours_and_is_not_repeated(store: FakeStore, qapp: object) -> None:
    model = PatientModel(EN, TODAY)
    model.show(store.patients(), EN, TODAY)
    names = shown(model)
    assert names[0] == "Today"
    assert names[1:5] == ["Arnaud, Claire", "Bekri, Samir", "Caron, Hélène", "Olivier, Bruno"]
    assert names[5] == "All patients · 15"
    assert len(set(names)) == len(names)
    assert model.index(0).data(PATIENT_ID) is None
    assert model.index(0).data(HEADING) == "Today"
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert "Arnaud" in str(model.index(1).data(int(Qt.ItemDataRole.AccessibleTextRole)))


@pytest.mark.parametrize("text", ["helene", "CARON", "car hel", "28/1/1991", "28011991"])
def test_search_finds_by_any_beginning_without_accents_or_by_birth_date(
    store: FakeStore, qapp: object, text: str
) -> None:
    model = PatientModel(EN, TODAY)
    model.show(store.patients(), EN, TODAY)
    model.search(text)
    assert [name for name in shown(model) if "," in name] == ["Caron, Hélène"]


def test_ten_thousand_patients_are_searched_within_a_key_stroke(qapp: object) -> None:
    many = [Listed(f"{n:032x}", f"Name{n}, Given{n % 97}", date(1950 + n % 50, 1, 1)) for n in range(10_000)]
    model = PatientModel(EN, TODAY)
    model.show(many, EN, TODAY)
    from time import perf_counter

    start = perf_counter()
    model.search("name99")
    assert perf_counter() - start < 0.1
    assert model.rowCount() == 1 + sum(1 for n in range(10_000) if str(n).startswith("99"))


def test_typing_a_name_and_enter_opens_the_patient(qtbot: QtBot, place: Workplace) -> None:
    QTest.keyClick(place, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert place.column.search.hasFocus()
    QTest.keyClicks(place.column.search, "del")
    QTest.keyClick(place.column.search, Qt.Key.Key_Return)
    assert record_of(place).identity.family_name == "Delmas"
    assert place.patient is not None
    assert place.patient.tab == "titration"
    chosen = place.column.list.currentIndex()
    assert chosen.data() == "Delmas, Jean"
    QTest.keyClick(place.column.search, Qt.Key.Key_Escape)
    assert place.column.search.text() == ""
    assert place.column.list.currentIndex().data() == "Delmas, Jean", "the patient in sight stays marked"


def test_arrow_down_goes_into_the_list_and_enter_opens(qtbot: QtBot, place: Workplace) -> None:
    place.column.search.setFocus()
    QTest.keyClick(place.column.search, Qt.Key.Key_Down)
    assert place.column.list.hasFocus()
    QTest.keyClick(place.column.list, Qt.Key.Key_Down)
    QTest.keyClick(place.column.list, Qt.Key.Key_Return)
    assert record_of(place).identity.family_name == "Bekri"


def test_a_click_opens_and_a_second_click_changes_nothing(qtbot: QtBot, place: Workplace) -> None:
    view = place.column.list
    where = view.visualRect(place.column.model.index(3)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    page = place.patient
    assert page is not None
    assert page.tab == "intake", "without a plan the intake comes first"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert place.patient is page


def test_a_new_patient_is_saved_and_opened_on_the_first_question(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    QTest.keyClick(place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = place.new_patient.form
    assert not place.new_patient.go.isEnabled()
    QTest.keyClicks(form.family_name, "Quentin")
    QTest.keyClicks(form.given_name, "Ève")
    QTest.keyClicks(form.birth_date.line, "3 5 79")
    form.sex.pick("f")
    QTest.mouseClick(place.new_patient.go, Qt.MouseButton.LeftButton)
    record = record_of(place)
    assert record.identity.full_name == "Quentin, Ève"
    assert record.identity.birth_date == date(1979, 5, 3)
    assert store.records[record.identity.id][1] == 1
    assert "Quentin, Ève" in shown(place.column.model)


def test_a_date_that_is_none_is_not_taken(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.start_new_patient()
    QTest.keyClicks(place.new_patient.form.family_name, "Quentin")
    QTest.keyClicks(place.new_patient.form.birth_date.line, "soon")
    QTest.keyClick(place.new_patient, Qt.Key.Key_Return)
    assert "date is expected" in place.new_patient.notice.text
    assert len(store.records) == 15


def test_a_new_patient_that_cannot_be_saved_keeps_the_form(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    store.save_error = "not_enough_space"
    place.start_new_patient()
    QTest.keyClicks(place.new_patient.form.family_name, "Quentin")
    QTest.keyClick(place.new_patient, Qt.Key.Key_Return)
    assert "disk is full" in place.new_patient.notice.text
    assert place.new_patient.form.family_name.text() == "Quentin"
    QTest.keyClick(place.new_patient, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.welcome


def test_an_empty_practice_says_the_first_step_with_its_key(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    store.records.clear()
    frame.enter(store)
    assert frame.workplace is not None
    assert "Ctrl+N" in frame.workplace.welcome.words.text()
    assert frame.workplace.welcome.search.isHidden()
    QTest.mouseClick(frame.workplace.welcome.new, Qt.MouseButton.LeftButton)
    assert frame.workplace.pages.currentWidget() is frame.workplace.new_patient


def test_a_patient_that_cannot_be_opened_says_why(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    store.open_error = "damaged"
    place.open_patient(id_of(store, "Delmas"))
    assert place.patient is None
    assert "damaged" in place.welcome.notice.text


def test_a_list_that_cannot_be_read_says_why(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    store.list_error = "unreachable"
    place.refresh_list()
    assert "cannot be reached" in place.welcome.notice.text


def test_errors_nobody_foresaw_are_raised(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    store.list_error = store.open_error = store.save_error = "bug"
    with pytest.raises(RuntimeError):
        place.refresh_list()
    with pytest.raises(RuntimeError):
        place.open_patient(id_of(store, "Delmas"))
    with pytest.raises(RuntimeError):
        place.add_patient(Identity("", "Quentin"))


def test_name_and_birth_date_are_edited_in_the_same_window(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Delmas"))
    assert place.patient is not None
    QTest.mouseClick(place.patient.header.edit, Qt.MouseButton.LeftButton)
    assert place.pages.currentWidget() is place.identity
    QTest.keyClicks(place.identity.form.phone, "0199")
    assert record_of(place).identity.phone == "0199"
    QTest.keyClick(place.identity, Qt.Key.Key_Return)
    assert place.pages.currentWidget() is place.patient
    place.undo()
    assert record_of(place).identity.phone == ""


def test_the_header_shows_figures_only_when_they_are_known(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    facts = place.patient.header.facts.text().replace(NBSP, " ")
    assert facts == "born 3 May 1979 · 62 kg · eGFR 88 (9 Oct 2026)"
    assert not place.patient.header.badge.isHidden()
    bare = PatientRecord(Identity("f" * 32, "Bare"))
    store.records[bare.identity.id] = (bare, 1)
    place.open_patient(bare.identity.id)
    assert place.patient.header.facts.text() == ""


def test_the_list_shows_the_second_line_of_each(qtbot: QtBot, place: Workplace) -> None:
    assert str(place.column.model.index(1).data(SECOND_LINE)).startswith("10:20 · day 34")
    place.column.list.viewport().grab()  # painted without a warning
