from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from baclodesk.gui.chart import keys
from baclodesk.gui.chart.legend import SIGNS, SignPicture
from baclodesk.gui.desk import Desk
from baclodesk.gui.frame import Frame
from baclodesk.gui.help_page import KEYS
from baclodesk.gui.style import tokens
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import Texts

from .conftest import id_of
from .fakes import PASSWORD, FakeDoors, FakeStore


def test_letterhead_and_rules_are_kept_by_themselves(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    QTest.keyClick(place, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = place.settings
    assert place.pages.currentWidget() is page
    QTest.keyClicks(page.letterhead.lines["phone"], "0199")
    page.letterhead.address.setPlainText("1 Example Street")
    page.product.activated.emit(0)
    page.paper.pick("Letter")
    qtbot.waitUntil(lambda: store.letterhead.paper == "Letter")
    assert store.letterhead.phone == "0199"
    assert store.letterhead.address == "1 Example Street"
    assert page.notice.text == "Saved."
    assert "checked" in page.policies.words.text()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.welcome


def test_another_policy_checks_the_patient_in_sight_again(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    before = place.patient.header.badge.toolTip()
    place.show_page(place.settings)
    policies = place.settings.policies
    policies.choice.setCurrentIndex(policies.choice.findData("france-label"))
    policies.choice.activated.emit(1)
    qtbot.waitUntil(policies.review.use.isEnabled)
    assert place.patient.header.badge.toolTip() == before
    QTest.mouseClick(policies.review.use, Qt.MouseButton.LeftButton)
    assert place.patient.header.badge.toolTip() != before
    QTest.mouseClick(place.settings.back, Qt.MouseButton.LeftButton)
    assert place.pages.currentWidget() is place.patient


def test_settings_that_cannot_be_saved_say_so(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.show_page(place.settings)
    store.practice_error = "folder_read_only"
    QTest.keyClicks(place.settings.letterhead.lines["name"], "X")
    place.settings.save()
    assert place.settings.notice.text.startswith("NOT saved")
    store.practice_error = "bug"
    with pytest.raises(RuntimeError):
        place.settings.save()
    store.practice_error = ""
    place.settings.save()
    place.settings.save()
    assert store.letterhead.name == "X"


def test_colours_size_language_and_lock_are_this_computers(
    qtbot: QtBot, place: Workplace, frame: Frame, desk: Desk
) -> None:
    place.show_page(place.settings)
    page = place.settings
    page.colours.pick("dark")
    assert desk.theme.colours is tokens.DARK
    page.text_size.buttons[2].click()
    assert desk.preferences.text_size == 150
    assert desk.theme.text_size == 150
    page.idle.buttons[0].click()
    assert desk.preferences.idle_minutes == 1
    page.language.pick("fr")
    assert desk.preferences.language == "fr"
    assert page.back.text() == "Terminé"
    assert desk.preferences.colours == "dark"


def test_the_password_is_changed_with_the_old_one(qtbot: QtBot, place: Workplace, doors: FakeDoors) -> None:
    place.show_page(place.settings)
    page = place.settings.password
    assert not page.go.isEnabled()
    page.old.set_text("wrong")
    QTest.mouseClick(page.new.propose, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not right" in page.notice.text)
    page.old.set_text(PASSWORD)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was changed" in page.notice.text)
    assert doors.password == doors.phrase()
    assert page.old.text() == ""


def test_help_shows_keys_and_sources_in_the_language(qtbot: QtBot, place: Workplace, frame: Frame) -> None:
    QTest.keyClick(place, Qt.Key.Key_F1)
    assert place.pages.currentWidget() is place.help
    assert place.help.title.text() == "Help"
    frame.set_language("fr")
    assert place.help.title.text() == "Aide"
    QTest.keyClick(place.help, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is place.welcome


def test_help_draws_every_sign_of_the_chart_in_its_colours(qtbot: QtBot, place: Workplace, desk: Desk) -> None:
    seen: dict[str, set[bytes]] = {}
    for choice in ("light", "dark"):
        desk.theme.choose(choice, 100)
        QTest.keyClick(place, Qt.Key.Key_F1)
        pictures = place.help.findChildren(SignPicture)
        assert [picture.objectName() for picture in pictures] == [f"sign.{name}" for name in SIGNS]
        for picture in pictures:
            image = picture.grab().toImage()
            colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
            assert len(colours) > 1, picture.objectName()
            seen.setdefault(picture.objectName(), set()).add(bytes(image.constBits()))
        QTest.keyClick(place.help, Qt.Key.Key_Escape)
    assert {len(looks) for looks in seen.values()} == {2}


def test_keys_of_the_window_reach_tabs_print_and_redo(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(place, Qt.Key.Key_2, control)
    assert place.pages.currentWidget() is place.welcome, "without a patient a tab's key does nothing"
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    for key, name in ((Qt.Key.Key_1, "intake"), (Qt.Key.Key_3, "consent"), (Qt.Key.Key_2, "titration")):
        QTest.keyClick(place, key, control)
        assert place.patient.tab == name
    place.redo()
    place.start_search()
    assert place.column.search.hasFocus()
    pressed: list[bool] = []
    place.patient.header.menu.aboutToShow.connect(lambda: pressed.append(True))
    QTest.keyClick(place, Qt.Key.Key_P, control)
    assert pressed == [True]
    place.patient.header.menu.close()
    QTest.mouseClick(place.patient.header.print, Qt.MouseButton.LeftButton)
    assert pressed == [True, True]


def test_help_tells_every_key_of_the_chart() -> None:
    arrows = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    known_by_all = {"Home", "End", "Return", "F2", "Y", "A"}  # moving as everywhere, and second keys of one act
    for texts in (Texts("en"), Texts("fr")):
        told = " ".join(texts(f"help.keys.{group}.{name}_keys") for group, names in KEYS.items() for name in names)
        words = set(told.replace("Ctrl+", "Ctrl ").replace("Maj+", "Shift ").replace("Shift+", "Shift ").split())
        words |= {word.removeprefix("Alt+").strip(",") for word in words}
        same = {"Inser": "Ins", "Suppr": "Del", "Échap": "Esc", "Entrée": "Enter", "−": "-"}
        words |= {same[word] for word in words & same.keys()}
        for key in {key for key, _ in keys._COMMANDS} | set(keys._LETTERS):
            name = QKeySequence(key).toString()
            assert arrows.get(name, name) in words | known_by_all, (texts.language, name)
