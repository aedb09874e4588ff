from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from baclodesk.gui.desk import Desk
from baclodesk.gui.frame import Frame
from baclodesk.gui.preferences import Preferences
from baclodesk.gui.sign_in.enter import EnterCard
from baclodesk.gui.style import tokens
from baclodesk.gui.style.theme import Theme, style_sheet
from baclodesk.gui.trouble_page import keep_report, report
from baclodesk.gui.workplace import Workplace
from baclodesk.services.ports import Notice

from .conftest import MakeFrame, id_of, record_of
from .fakes import FakeStore


def readable(frame: Frame) -> str:
    words = [part.text() for part in frame.findChildren(QLabel)]
    words += [part.text() for part in frame.findChildren(QLineEdit)]
    words += [part.toPlainText() for part in frame.findChildren(QPlainTextEdit)]
    return " ".join(words) + frame.windowTitle()


def open_arnaud(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))


def rename(place: Workplace, name: str) -> None:
    from dataclasses import replace

    record = record_of(place)
    assert place.patient is not None
    place.patient.work.edit(replace(record, identity=replace(record.identity, given_name=name)), lambda _: "Name")


# ── the lock ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_l_saves_locks_and_leaves_nothing_readable(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    rename(frame.workplace, "Clara")
    assert "Arnaud" in readable(frame)
    QTest.keyClick(frame.workplace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not frame.findChildren(Workplace))
    assert store.locked
    assert store.records[id_of(store, "Arnaud")][0].identity.given_name == "Clara"
    assert "Arnaud" not in readable(frame)
    assert isinstance(frame.gate.card, EnterCard)
    assert "Everything was saved" in frame.gate.enter.notice.text
    assert frame.desk.user == ""


def test_idleness_locks_and_signs_of_life_put_it_off(qtbot: QtBot, frame: Frame, store: FakeStore, desk: Desk) -> None:
    desk.preferences.idle_minutes = 3
    frame.enter(store)
    assert frame.idle.isActive()
    assert frame.idle.interval() == 180_000
    frame.idle.start(1_000_000)
    frame._quiet.stop()
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(5, 5),
        frame.mapToGlobal(QPointF(5, 5)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(frame.windowHandle(), move)
    assert frame.idle.interval() == 180_000
    frame.idle.timeout.emit()
    assert frame.workplace is None
    assert "after a while" in frame.gate.enter.notice.text


def test_a_lock_while_saving_fails_keeps_the_draft_and_says_so(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    store.save_error = "not_saved"
    rename(frame.workplace, "Clara")
    frame.lock()
    assert "kept on this computer" in frame.gate.enter.notice.text
    assert store.drafts[id_of(store, "Arnaud")].identity.given_name == "Clara"


def test_work_that_nothing_could_take_survives_the_lock_in_memory_and_is_saved_later(
    qtbot: QtBot, frame: Frame, store: FakeStore
) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    store.save_error = store.draft_error = "unreachable"
    rename(frame.workplace, "Clara")
    frame.lock()
    qtbot.waitUntil(lambda: not frame.findChildren(Workplace))
    assert "Clara" not in readable(frame)
    store.save_error = store.draft_error = ""
    store.locked = False
    frame.enter(store)
    assert frame.workplace is not None
    assert record_of(frame.workplace).identity.given_name == "Clara"
    qtbot.waitUntil(lambda: store.records[id_of(store, "Arnaud")][0].identity.given_name == "Clara")


def test_lock_without_a_practice_does_nothing(frame: Frame) -> None:
    frame.lock()
    assert frame.workplace is None


# ── saving, drafts, conflicts ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_failed_save_says_not_saved_with_a_way_to_try_again(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    open_arnaud(place, store)
    store.save_error = "not_enough_space"
    rename(place, "Clara")
    page = place.patient
    assert page is not None
    page.work.autosave.begin()
    qtbot.waitUntil(lambda: not page.save_notice.isHidden())
    assert page.save_notice.text.startswith("NOT saved: the disk is full")
    assert "kept, sealed, on this computer" in page.save_notice.text
    assert page.foot.state.text() == "NOT saved"
    store.save_error = ""
    again = next(made for made in page.save_notice.findChildren(type(page.header.edit)) if made.text() == "Try again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.save_notice.isHidden)
    assert page.foot.state.text().startswith("Saved ")


def test_another_patient_is_not_opened_over_work_that_nothing_could_take(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    open_arnaud(place, store)
    store.save_error = store.draft_error = "unreachable"
    rename(place, "Clara")
    place.open_patient(id_of(store, "Delmas"))
    assert record_of(place).identity.given_name == "Clara"
    assert place.patient is not None
    assert "only in this window" in place.patient.save_notice.text


def test_a_conflict_offers_the_newer_file_and_keeps_the_own_work(
    qtbot: QtBot, place: Workplace, store: FakeStore
) -> None:
    open_arnaud(place, store)
    store.save_error = "conflict"
    rename(place, "Clara")
    page = place.patient
    assert page is not None
    page.work.autosave.flush()
    assert "somewhere else" in page.save_notice.text
    page.reopen_wanted.emit()
    assert place.patient is not None
    assert record_of(place).identity.given_name == "Claire"
    assert "not saved is kept" in place.patient.file_notice.text


def test_a_draft_is_offered_and_taken_up_as_one_step(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    from dataclasses import replace

    key = id_of(store, "Arnaud")
    record = store.records[key][0]
    store.drafts[key] = replace(record, identity=replace(record.identity, given_name="Clara"))
    open_arnaud(place, store)
    page = place.patient
    assert page is not None
    assert "kept on this computer" in page.file_notice.text
    page._take_draft()
    assert record_of(place).identity.given_name == "Clara"
    page.undo()
    assert record_of(place).identity.given_name == "Claire"
    page.redo()
    page.work.autosave.flush()
    assert store.drafts == {}


def test_a_draft_can_be_dropped(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    from dataclasses import replace

    key = id_of(store, "Arnaud")
    record = store.records[key][0]
    store.drafts[key] = replace(record, identity=replace(record.identity, given_name="Clara"))
    open_arnaud(place, store)
    assert place.patient is not None
    place.patient._drop_draft()
    assert store.drafts == {}
    assert place.patient.file_notice.isHidden()


@pytest.mark.parametrize(("code", "words"), [("damaged", "damaged"), ("never_heard_of", "newest good version")])
def test_what_was_found_while_opening_is_said(
    qtbot: QtBot, place: Workplace, store: FakeStore, code: str, words: str
) -> None:
    store.notices[id_of(store, "Arnaud")] = (Notice("unfinished"), Notice(code, severe=True))
    open_arnaud(place, store)
    assert place.patient is not None
    assert words in place.patient.file_notice.text
    place.retranslate(place._desk.texts)
    assert words in place.patient.file_notice.text


# ── language, look, geometry ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_language_changes_everywhere_at_once(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    frame.set_language("fr")
    page = frame.workplace.patient
    assert page is not None
    assert page.bar.tabText(0) == "Bilan"
    assert page.header.facts.text().startswith("née le")
    assert frame.workplace.column.new.text() == "Nouveau patient"
    frame.set_language("fr")
    frame.set_language("en")
    assert page.bar.tabText(0) == "Intake"


def test_the_look_follows_the_system_until_something_else_is_chosen(
    qtbot: QtBot, qapp: QApplication, desk: Desk
) -> None:
    system = [Qt.ColorScheme.Light]
    theme = Theme(qapp, "auto", scheme=lambda: system[0])
    assert theme.colours is tokens.LIGHT
    system[0] = Qt.ColorScheme.Dark
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert [theme.colours] == [tokens.DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.DARK.ground
    theme.choose("light", 100)
    assert [theme.colours] == [tokens.LIGHT]
    theme.deleteLater()


def test_text_grows_to_twice_its_size_and_no_further(desk: Desk, qapp: QApplication) -> None:
    small = desk.theme.px(100)
    desk.theme.choose("light", 200)
    assert desk.theme.px(100) == min(200, 2 * small)
    assert qapp.font().pixelSize() == desk.theme.px(tokens.BODY)


def test_high_contrast_takes_the_system_palette(qapp: QApplication) -> None:
    colours = tokens.high_contrast(QPalette(qapp.palette()))
    assert colours.high_contrast
    assert colours.ink == qapp.palette().color(QPalette.ColorRole.WindowText).name()
    assert colours.ink in style_sheet(colours, 1.0)


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_colour_has_the_contrast_it_needs(colours: tokens.Colours) -> None:
    text = {
        "ink": ("ground", "panel", "raised", "hover"),
        "secondary": ("ground", "panel", "raised", "chosen"),
        "accent": ("ground", "panel", "hover"),
        "on_accent": ("accent", "accent_strong"),
        "on_chosen": ("chosen",),
        "attention": ("ground", "panel", "attention_ground"),
        "alarm": ("ground", "panel", "alarm_ground"),
        "craving": ("ground",),
        "drinks": ("ground",),
    }
    low = {
        (name, ground)
        for name, grounds in text.items()
        for ground in grounds
        if tokens.contrast(getattr(colours, name), getattr(colours, ground)) < 4.5
    }
    assert low == set()
    assert tokens.contrast(colours.edge, colours.raised) >= 3
    assert tokens.contrast(colours.edge, colours.panel) >= 3


def test_size_column_and_language_are_remembered_and_nothing_about_a_patient(
    qtbot: QtBot, frame: Frame, store: FakeStore, desk: Desk, make_frame: MakeFrame, tmp_path: Path
) -> None:
    frame.resize(1111, 777)
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    frame.workplace.splitter.setSizes([300, 811])
    width = frame.workplace.splitter.sizes()[0]
    frame.set_language("fr")
    frame.close()
    desk.preferences.write()
    again = Preferences(tmp_path / "local")
    assert again.language == "fr"
    assert again.vault is None
    kept = (tmp_path / "local" / "window.ini").read_text()
    assert "Arnaud" not in kept
    assert "Claire" not in kept
    second = Frame(desk)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) != (1440, 900), "the size of a first start"
    store.locked = False
    with qtbot.waitExposed(second):
        second.show()
    second.enter(store)
    assert second.workplace is not None
    assert second.workplace.splitter.sizes()[0] == width
    second.close()


def test_odd_values_in_the_preferences_fall_back(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[window]\nlanguage=xx\ncolours=pink\ntext_size=999\nidle_minutes=-4\n")
    read = Preferences(tmp_path)
    assert (read.language in ("en", "fr"), read.colours, read.text_size, read.idle_minutes) == (True, "auto", 100, 5)
    assert read.state("window") is None
    read.text_size = 130
    assert read.text_size == 100, "not one of the sizes"
    read.vault = tmp_path
    assert Preferences(tmp_path).vault == tmp_path


def test_the_title_never_names_a_patient(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    assert frame.windowTitle() == "BacloDesk"


# ── the unforeseen ────────────────────────────────────────────────────────────────────────────────────────────────────


def caught() -> tuple[type[BaseException], TracebackType | None]:
    try:
        raise ValueError("could not read Arnaud")
    except ValueError as error:
        return type(error), error.__traceback__


def test_the_report_names_places_in_the_code_but_no_patient(
    qtbot: QtBot, frame: Frame, store: FakeStore, tmp_path: Path
) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    rename(frame.workplace, "Clara")
    kind, trace = caught()
    frame.show_trouble(kind, trace)
    frame.show_trouble(kind, trace)
    keep_report(kind, trace, tmp_path / "log")
    text = frame.trouble.text.toPlainText()
    assert text == report(kind, trace)
    assert "ValueError" in text
    assert "test_frame.py" in text
    assert "Arnaud" not in text
    assert text in (tmp_path / "log" / "log.txt").read_text()
    page = frame.trouble
    assert frame.stack.currentWidget() is page
    assert page.text.toPlainText().count("ValueError") == 1
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert "ValueError" in QGuiApplication.clipboard().text()
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.notice.text == "Saved."
    assert store.records[id_of(store, "Arnaud")][0].identity.given_name == "Clara"
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert frame.stack.currentWidget() is frame.workplace


def test_saving_from_the_report_can_fail_and_says_so(qtbot: QtBot, frame: Frame, store: FakeStore) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    store.save_error = "folder_read_only"
    rename(frame.workplace, "Clara")
    frame.show_trouble(ValueError, None)
    QTest.mouseClick(frame.trouble.save, Qt.MouseButton.LeftButton)
    assert "NOT saved" in frame.trouble.notice.text


def test_the_window_does_not_close_over_work_that_nothing_could_take(
    qtbot: QtBot, frame: Frame, store: FakeStore
) -> None:
    frame.enter(store)
    assert frame.workplace is not None
    open_arnaud(frame.workplace, store)
    store.save_error = store.draft_error = "unreachable"
    rename(frame.workplace, "Clara")
    assert not frame.close()
    assert frame.workplace is not None
    store.save_error = store.draft_error = ""
    assert frame.close()
    assert store.records[id_of(store, "Arnaud")][0].identity.given_name == "Clara"


def test_a_theme_gives_equal_figures(desk: Desk) -> None:
    assert desk.theme.font().isFeatureSet(desk.theme.font().Tag("tnum"))
    assert desk.theme.choice == "light"
