"""The reference inside Help, by keys alone; and rules grown old, said at the sign-in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.gui.desk import Desk
from baclodesk.gui.reference_page import ReferenceView
from baclodesk.gui.workplace import Workplace
from baclodesk.services.reference_pages import pages
from baclodesk.services.texts import Texts

from .conftest import MakeFrame


@pytest.fixture
def reference(place: Workplace) -> ReferenceView:
    QTest.keyClick(place, Qt.Key.Key_F1)
    assert place.pages.currentWidget() is place.help
    return place.help.reference


def names(reference: ReferenceView) -> list[str]:
    return [reference.list.item(at).text() for at in range(reference.list.count())]


def test_every_page_stands_in_the_list_and_shows_all_its_words(reference: ReferenceView) -> None:
    made = pages(Texts("en"))
    assert names(reference) == ["Keys and sources", *(page.title for page in made)]
    for at, page in enumerate(made, start=1):
        reference.list.setCurrentRow(at)
        shown = " ".join(reference.text.toPlainText().replace("\u00a0", " ").split())
        assert page.title in shown
        for block in page.blocks:
            for words in (block.title, block.source, *block.lines, *(cell for row in block.rows for cell in row)):
                assert " ".join(words.replace("\u00a0", " ").split()) in shown, (page.code, block.code)
            assert "checked" in block.source


def test_keys_alone_lead_through_list_page_and_search(reference: ReferenceView, place: Workplace) -> None:
    assert reference.list.hasFocus()
    QTest.keyClick(reference.list, Qt.Key.Key_Down)
    assert reference.text.isVisible()
    assert reference.page == "dose"
    QTest.keyClick(reference.list, Qt.Key.Key_Return)
    assert reference.text.hasFocus()
    reference.list.setFocus()
    reference.list.setCurrentRow(0)
    QTest.keyClick(reference.list, Qt.Key.Key_Up)
    assert reference.search.hasFocus()
    QTest.keyClicks(reference.search, "kidney")
    assert names(reference) == ["Unwanted effects · 4", "Ceilings and policies · 1", "What is checked · 5"]
    QTest.keyClick(reference.search, Qt.Key.Key_Down)
    assert reference.list.hasFocus()
    reference.search.setFocus()
    QTest.keyClick(reference.search, Qt.Key.Key_Escape)
    assert reference.search.text() == ""
    QTest.keyClick(reference.search, Qt.Key.Key_Escape)
    assert place.pages.currentWidget() is not place.help


def test_a_search_shows_only_what_it_finds_and_marks_it_with_or_without_accents(
    reference: ReferenceView, place: Workplace, desk: Desk
) -> None:
    desk.texts = Texts("fr")
    place.retranslate(desk.texts)
    reference.search.setText("effets indésirables confusion")
    accented = reference.text.toPlainText()
    reference.search.setText("effets indesirables confusion")
    assert reference.text.toPlainText() == accented
    assert "Confusion" in accented
    assert desk.theme.colours.chosen.lower() in reference.text.toHtml().lower()
    reference.search.setText("nothing has this word")
    assert names(reference) == []
    assert reference.nothing.isVisible()


def test_a_table_without_room_becomes_one_block_per_row(reference: ReferenceView, place: Workplace, desk: Desk) -> None:
    at = names(reference).index("Ceilings and policies")
    reference.list.setCurrentRow(at)
    assert "<table" in reference.text.toHtml()
    desk.theme.choose("light", 200)
    place.window().resize(1024, 700)
    QApplication.processEvents()
    assert "<table" not in reference.text.toHtml()
    assert "Prescribers’ guide" in reference.text.toPlainText()


def test_the_sign_in_says_when_the_rules_have_grown_old(qtbot: QtBot, make_frame: MakeFrame, desk: Desk) -> None:
    frame = make_frame()
    assert frame.gate.stale.isHidden()
    desk.clock = lambda: datetime(2028, 3, 1, tzinfo=UTC)
    frame.gate.retranslate(desk.texts)
    qtbot.waitUntil(frame.gate.stale.isVisible)
    assert "a year ago or more" in frame.gate.stale.text()
    assert "more parts of the rules are as old" in frame.gate.stale.text()
