"""The Print menu and the choices beside a document: every kind and choice, by keyboard, remembered where it may be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from baclodesk.documents.inputs import USUAL
from baclodesk.documents.reading import page_texts
from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.desk import Desk
from baclodesk.gui.jobs import PAPER
from baclodesk.gui.paper.choice_parts import read_day
from baclodesk.gui.paper.page import PaperPage
from baclodesk.gui.paper.preview import ZOOMS
from baclodesk.gui.paper.wishes import KINDS, OPTIONS, PaperWish, remembered, to_remember, usual_wish
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import Texts

from .conftest import id_of, record_of
from .fakes import NOW, FakeStore


@pytest.fixture
def page(place: Workplace, store: FakeStore) -> PaperPage:
    place.open_patient(id_of(store, "Arnaud"))
    return place.paper


def show(qtbot: QtBot, place: Workplace, kind: str) -> str:
    place.printing.want(kind)
    return wait(qtbot, place.paper)


def wait(qtbot: QtBot, page: PaperPage) -> str:
    """Give the text of the document in sight, when it is there."""
    qtbot.waitUntil(lambda: page._made is not None and page.preview.pages > 0)
    assert page._made is not None
    texts = PAPER.submit(page_texts, page._made.data).result()  # PDFium bears one thread alone
    return re.sub(r"\s+", " ", " ".join(texts))


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# ── the menu ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_the_menu_makes_every_document(qtbot: QtBot, place: Workplace, page: PaperPage, kind: str) -> None:
    assert place.patient is not None
    place.patient.header.papers[kind].trigger()
    assert place.pages.currentWidget() is page
    wait(qtbot, page)
    assert page._made is not None
    assert page._made.kind == kind
    assert page.title.text() == Texts("en")(f"documents.name.{kind}")


def test_the_menu_opens_and_chooses_by_keyboard_alone(qtbot: QtBot, place: Workplace, page: PaperPage) -> None:
    QTest.keyClick(place, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert place.patient is not None
    menu = place.patient.header.menu
    qtbot.waitUntil(menu.isVisible)
    for _step in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert page._made is not None
    assert page._made.kind == "calendar"


# ── the choices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_schedule_is_whole_from_today_or_of_chosen_days(qtbot: QtBot, place: Workplace, page: PaperPage) -> None:
    assert "Days 1–70 together" in show(qtbot, place, "schedule")
    whole, today, chosen = page.choices.span.buttons.buttons
    press(today)
    assert "Days 34–70 together" in wait(qtbot, page)
    press(chosen)
    assert page.choices.first.line.hasFocus()
    QTest.keyClicks(page.choices.first.line, "40")
    QTest.keyClicks(page.choices.last.line, "5 12 2026")
    qtbot.waitUntil(lambda: page._job is None and page._made is not None and "Days 40–47" in wait(qtbot, page))
    assert "Sat\u00a05\u00a0Dec" in page.choices.last.said.text()
    press(whole)
    assert "Days 1–70 together" in wait(qtbot, page)
    assert page.choices.first.isHidden()


def test_days_that_cannot_be_read_or_are_not_in_the_plan_show_nothing_and_say_why(
    qtbot: QtBot, place: Workplace, page: PaperPage
) -> None:
    show(qtbot, place, "schedule")
    press(page.choices.span.buttons.buttons[2])
    wait(qtbot, page)
    QTest.keyClicks(page.choices.first.line, "soon")
    qtbot.waitUntil(lambda: page.preview.pages == 0)
    assert "is expected" in page.choices.first.said.text()
    assert not page.print.isEnabled()
    assert page.choices.wish is None
    for _letter in range(4):
        QTest.keyClick(page.choices.first.line, Qt.Key.Key_Backspace)
    wait(qtbot, page)
    QTest.keyClicks(page.choices.last.line, "40")
    QTest.keyClicks(page.choices.first.line, "60")
    qtbot.waitUntil(lambda: "not in the plan" in page.notice.text)
    assert not page.save.isEnabled()


def test_every_sheet_of_one_day_takes_another_day(qtbot: QtBot, place: Workplace, page: PaperPage) -> None:
    assert "day 34" in show(qtbot, place, "card")
    press(page.choices.day.buttons.buttons[1])
    QTest.keyClicks(page.choices.first.line, "3 12 2026")
    qtbot.waitUntil(lambda: "day 45" in wait(qtbot, page))
    press(page.choices.day.buttons.buttons[0])
    qtbot.waitUntil(lambda: "day 34" in wait(qtbot, page))


def test_dates_large_print_paper_and_language_change_the_document_at_once(
    qtbot: QtBot, place: Workplace, page: PaperPage
) -> None:
    assert "20 Oct" in show(qtbot, place, "schedule")
    press(page.choices.dates.mark)  # type: ignore[arg-type]
    assert "20 Oct" not in wait(qtbot, page)
    press(page.choices.large.mark)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: page.preview.pages == 2)
    assert not page.list.isHidden()
    press(page.choices.language.buttons.buttons[1])
    assert "Votre plan de" in wait(qtbot, page)
    assert "Français" in page.words.text()
    press(page.choices.paper.buttons.buttons[1])
    wait(qtbot, page)
    assert page._made is not None
    assert b"612 792" in page._made.data
    press(page.choices.paper.buttons.buttons[1])
    assert page._made is not None, "what is chosen already makes nothing anew"


def test_a_prescription_takes_days_renewals_and_weight(qtbot: QtBot, place: Workplace, page: PaperPage) -> None:
    assert "For 28 days" in show(qtbot, place, "prescription")
    choices = page.choices
    assert choices.extra.isHidden(), "this plan has no extra tablet"
    QTest.keyClicks(choices.length.line, "14")
    qtbot.waitUntil(lambda: "For 14 days" in wait(qtbot, page))
    QTest.keyClicks(choices.renewals.line, "2")
    qtbot.waitUntil(lambda: "2 times" in wait(qtbot, page))
    press(choices.weight.mark)  # type: ignore[arg-type]
    assert "Weight" in wait(qtbot, page)
    QTest.keyClicks(choices.renewals.line, "0")
    qtbot.waitUntil(lambda: not choices.why.isHidden())
    assert "from 0 to 12" in choices.why.text()
    assert page.preview.pages == 0
    choices.renewals.line.clear()
    choices.length.line.clear()
    QTest.keyClicks(choices.length.line, "999")
    qtbot.waitUntil(lambda: "from 1 to 400" in choices.why.text())


def test_a_letter_is_written_to_a_name_that_is_not_remembered(
    qtbot: QtBot, place: Workplace, page: PaperPage, desk: Desk
) -> None:
    show(qtbot, place, "letter_colleague")
    QTest.keyClicks(page.choices.addressee, "Dr Roux")
    qtbot.waitUntil(lambda: "To Dr Roux" in wait(qtbot, page))
    assert "Dr Roux" not in show(qtbot, place, "letter_pharmacist")
    assert page.choices.addressee.text() == ""
    desk.preferences.write()
    kept = Path(desk.preferences._file.fileName()).read_text(encoding="utf-8")
    assert "letter_colleague" in kept
    assert "Roux" not in kept


def test_the_draft_is_offered_beside_the_plan_in_force_only_while_they_differ(
    qtbot: QtBot, place: Workplace, page: PaperPage
) -> None:
    show(qtbot, place, "schedule")
    assert record_of(place).draft_differs
    assert not page.choices.plan.isHidden()
    press(page.choices.plan.buttons.buttons[1])
    assert "DRAFT" in wait(qtbot, page)
    assert "a draft" in page.words.text().lower()
    record = record_of(place)
    assert place.patient is not None
    place.patient.work.edit(replace(record, plan=record.plan_in_force), lambda _: "as issued")
    show(qtbot, place, "schedule")
    assert page.choices.plan.isHidden()


def test_a_prepared_consent_keeps_the_language_of_its_words(qtbot: QtBot, place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Lemoine"))
    show(qtbot, place, "consent")
    assert place.paper.choices.language.isHidden()
    assert place.paper.choices.wish is not None


def test_choices_are_remembered_for_the_practice_and_no_day_is(
    qtbot: QtBot, place: Workplace, page: PaperPage, store: FakeStore
) -> None:
    show(qtbot, place, "schedule")
    press(page.choices.large.mark)  # type: ignore[arg-type]
    wait(qtbot, page)
    press(page.choices.span.buttons.buttons[2])
    QTest.keyClicks(page.choices.first.line, "40")
    qtbot.waitUntil(lambda: "Days 40–" in wait(qtbot, page))
    place.open_patient(id_of(store, "Bekri"))
    text = show(qtbot, place, "schedule")
    assert page.choices.large.is_on()
    assert page.choices.span.value == "whole"
    assert "Days 1–" in text


def test_the_practices_paper_holds_until_another_was_chosen_and_renewals_are_asked_each_time(
    qtbot: QtBot, place: Workplace, page: PaperPage, desk: Desk
) -> None:
    show(qtbot, place, "prescription")
    QTest.keyClicks(page.choices.renewals.line, "3")
    qtbot.waitUntil(lambda: "3 times" in wait(qtbot, page))
    desk.practice = replace(desk.practice, paper="Letter")
    assert "none" in show(qtbot, place, "prescription")
    assert page.choices.paper.value == "Letter"
    assert page.choices.renewals.line.text() == ""
    press(page.choices.paper.buttons.buttons[0])
    wait(qtbot, page)
    show(qtbot, place, "prescription")
    assert page.choices.paper.value == "A4"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_remembered_comes_back_and_odd_words_are_passed_over(kind: str) -> None:
    usual = usual_wish(kind)
    assert remembered(kind, to_remember(kind, usual)) == usual
    assert remembered(kind, "") == usual
    assert remembered(kind, "large=7 dates=x days=9999 renewals=99 weight= paper=A3 today=? nonsense") == usual
    chosen = PaperWish(
        replace(
            USUAL,
            today=True,
            dates=False,
            days=14,
            renewals=3,
            extra=False,
            with_weight=True,
            first=date(2026, 1, 1),
            addressee="Dr Roux",
        ),
        "fr",
        "Letter",
        large=True,
    )
    text = to_remember(kind, chosen)
    assert "Roux" not in text
    assert "2026" not in text
    back = remembered(kind, text)
    assert (back.large, back.paper, back.language) == (True, "Letter", "")
    assert back.choice.first is None
    assert (back.choice.days == 14) is ("length" in OPTIONS[kind])
    assert back.choice.dates is ("dates" not in OPTIONS[kind])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12", 12),
        (" 400 ", 400),
        ("0", None),
        ("3 5 2027", date(2027, 5, 3)),
        ("2027-05-03", date(2027, 5, 3)),
        ("x", None),
    ],
)
def test_a_day_is_a_number_or_a_date(text: str, day: object) -> None:
    assert read_day(text, Texts("en"), NOW.date()) == day


def test_letters_that_cannot_be_printed_are_named_with_what_to_do(
    qtbot: QtBot, place: Workplace, store: FakeStore, stories: dict[str, PatientRecord]
) -> None:
    arnaud = stories["Arnaud"]
    record = replace(arnaud, identity=replace(arnaud.identity, family_name="Arnaud 😀 علي"))
    store.records[arnaud.identity.id] = (record, 1)
    place.open_patient(arnaud.identity.id)
    show(qtbot, place, "schedule")
    assert "hollow boxes: 😀علي" in place.paper.notice.text
    assert "by hand" in place.paper.notice.text


# ── zoom and pages ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_wanted_before_the_window_has_laid_it_out_is_come_to(
    qtbot: QtBot, place: Workplace, page: PaperPage
) -> None:
    page.preview.drawn.connect(lambda: page.preview.go_to(2))
    show(qtbot, place, "leaflet")
    qtbot.waitUntil(lambda: page.preview.page == 2)


def test_pages_are_gone_to_and_shown_larger_by_keyboard(qtbot: QtBot, place: Workplace, page: PaperPage) -> None:
    show(qtbot, place, "leaflet")
    preview, bar = page.preview, page.zoom
    assert preview.pages == 2
    assert bar.page.text() == "Page 1 of 2"
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: preview.page == 2)
    assert bar.page.text() == "Page 2 of 2"
    preview.verticalScrollBar().setValue(0)
    assert page.list.currentRow() == 0
    control = Qt.KeyboardModifier.ControlModifier
    for _step in ZOOMS:
        QTest.keyClick(page, Qt.Key.Key_Plus, control)
    assert preview.percent == 200
    qtbot.waitUntil(lambda: preview._job is None)
    assert preview.images[0].width() > 595 * 2.5, "drawn anew, not blown up"
    for _step in range(len(ZOOMS) + 1):
        QTest.keyClick(page, Qt.Key.Key_Minus, control)
    assert bar.percent.text() == "50\u00a0%"
    QTest.keyClick(page, Qt.Key.Key_0, control)
    assert preview.zoom is None
    assert not bar.fit.isEnabled()
    page.window().resize(1024, 700)
    page.resize(500, 600)
    qtbot.waitUntil(page.list.isHidden)
    page.resize(1000, 600)
    qtbot.waitUntil(page.list.isVisible)
    page.preview.go_to(9)
    assert preview.page == 1
    preview.empty()
    assert (preview.page, preview.percent, bar.page.text()) == (0, 100, "")
    preview.set_zoom(1.0)
