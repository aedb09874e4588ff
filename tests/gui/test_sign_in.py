from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from baclodesk.gui.desk import Desk
from baclodesk.gui.doors import Demonstration
from baclodesk.gui.frame import Frame
from baclodesk.gui.sign_in.enter import EnterCard
from baclodesk.gui.sign_in.first_start import FirstStartCard
from baclodesk.gui.sign_in.keep_key import KeepKeyCard
from baclodesk.gui.sign_in.recover import RecoverCard

from .conftest import MakeFrame
from .fakes import PASSWORD, FakeDoors, FakeStore


def enter_card(frame: Frame) -> EnterCard:
    card = frame.gate.card
    assert isinstance(card, EnterCard)
    return card


def test_a_doctor_signs_in_by_keyboard_alone(qtbot: QtBot, frame: Frame) -> None:
    card = enter_card(frame)
    assert card.password.line.hasFocus()
    QTest.keyClicks(card.password.line, PASSWORD)
    with qtbot.waitSignal(frame.signed_in):
        QTest.keyClick(card.password.line, Qt.Key.Key_Return)
    assert frame.workplace is not None
    assert frame.workplace.column.user.text() == "Dr Laurent"
    assert card.password.text() == ""


def test_a_wrong_password_gets_one_constant_sentence_and_the_work_happens_in_a_thread(
    qtbot: QtBot, frame: Frame
) -> None:
    card = enter_card(frame)
    QTest.keyClicks(card.password.line, "wrong")
    QTest.keyClick(card.password.line, Qt.Key.Key_Return)
    assert not card.busy.isHidden()
    assert "on purpose" in card.busy.words
    qtbot.waitUntil(lambda: not card.notice.isHidden())
    first = card.notice.text
    assert card.busy.isHidden()
    assert card.password.line.hasFocus()
    card.names.setCurrentRow(1)
    card.password.set_text(PASSWORD)
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.go.isEnabled() and not card.notice.isHidden())
    assert card.notice.text == first
    assert frame.workplace is None


def test_a_second_press_while_the_first_is_checked_does_nothing(qtbot: QtBot, frame: Frame) -> None:
    card = enter_card(frame)
    QTest.keyClicks(card.password.line, PASSWORD)
    with qtbot.waitSignal(frame.signed_in):
        card.sign_in()
        card.sign_in()


def test_the_password_can_be_shown_and_caps_lock_is_noticed(qtbot: QtBot, frame: Frame) -> None:
    field = enter_card(frame).password
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    QTest.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert field.show_button.text() == "Hide"
    QTest.keyClicks(field.line, "A")  # a capital without Shift
    assert not field.caps.isHidden()
    QTest.keyClick(field.line, Qt.Key.Key_CapsLock)
    assert field.caps.isHidden()
    QTest.keyClicks(field.line, "a")
    assert field.caps.isHidden()


def test_the_demonstration_shows_and_fills_in_its_sign_in(qtbot: QtBot, make_frame: MakeFrame) -> None:
    frame = make_frame(Demonstration("Dr Laurent", PASSWORD))
    card = enter_card(frame)
    assert PASSWORD in card.notice.text
    frame.set_language("fr")
    assert "fictifs" in card.notice.text
    with qtbot.waitSignal(frame.signed_in):
        QTest.keyClick(card.password.line, Qt.Key.Key_Return)


def test_the_first_start_makes_the_practice_and_shows_the_key_once(
    qtbot: QtBot, doors: FakeDoors, make_frame: MakeFrame
) -> None:
    doors.made = False
    frame = make_frame()
    card = frame.gate.card
    assert isinstance(card, FirstStartCard)
    assert not card.go.isEnabled()
    QTest.keyClicks(card.doctor, "Dr Anne Martin")
    QTest.keyClicks(card.new_password.first.line, "short")
    assert "guess" in card.new_password._verdict.text()
    QTest.keyClicks(card.new_password.first.line, " but made longer")
    QTest.keyClicks(card.new_password.second.line, "short")
    assert not card.go.isEnabled()
    QTest.keyClicks(card.new_password.second.line, " but made longer")
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(frame.gate.card, KeepKeyCard))
    keep = frame.gate.card
    assert isinstance(keep, KeepKeyCard)
    assert keep.key.text() == "RECOVERY-KEY"
    assert not keep.go.isEnabled()
    QTest.mouseClick(keep.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "RECOVERY-KEY"
    QTest.mouseClick(keep.tick.mark, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(frame.signed_in):
        QTest.mouseClick(keep.go, Qt.MouseButton.LeftButton)
    assert keep.key.text() == ""
    assert frame.workplace is not None
    assert frame.workplace.column.user.text() == "Dr Anne Martin"


def test_a_phrase_of_seven_words_can_be_taken(qtbot: QtBot, doors: FakeDoors, make_frame: MakeFrame) -> None:
    doors.made = False
    card = make_frame().gate.first
    QTest.mouseClick(card.new_password.propose, Qt.MouseButton.LeftButton)
    assert len(card.new_password.text().split()) == 7
    assert card.new_password.is_enough()
    assert card.new_password.first.line.echoMode() is QLineEdit.EchoMode.Normal


def test_a_practice_that_cannot_be_made_says_why_and_keeps_what_was_typed(
    qtbot: QtBot, doors: FakeDoors, make_frame: MakeFrame
) -> None:
    doors.made, doors.make_error = False, "sync_folder"
    card = make_frame().gate.first
    QTest.keyClicks(card.doctor, "Dr Anne Martin")
    card.new_password.propose.click()
    card.go.click()
    qtbot.waitUntil(lambda: not card.notice.isHidden())
    assert "cloud" in card.notice.text
    assert card.doctor.text() == "Dr Anne Martin"
    assert card.go.isEnabled()


def test_the_folder_is_chosen_and_an_existing_practice_leads_to_its_sign_in(
    qtbot: QtBot, doors: FakeDoors, make_frame: MakeFrame, tmp_path: Path
) -> None:
    doors.made = False
    frame = make_frame()
    card = frame.gate.first
    card.folder.setText("not/whole")
    card.folder.editingFinished.emit()
    assert not card.notice.isHidden()
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    QTest.mouseClick(card.choose, Qt.MouseButton.LeftButton)
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(empty))
    dialog.close()
    assert doors.folder == empty
    assert card.folder.text() == str(empty)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "keyring").touch()
    card.folder.setText(str(tmp_path / "old"))
    card.folder.editingFinished.emit()
    assert isinstance(frame.gate.card, EnterCard)


def test_the_recovery_key_opens_the_practice_and_is_replaced(qtbot: QtBot, frame: Frame, doors: FakeDoors) -> None:
    QTest.mouseClick(enter_card(frame)._forgot, Qt.MouseButton.LeftButton)
    card = frame.gate.card
    assert isinstance(card, RecoverCard)
    QTest.keyClicks(card.key, "SLIP")
    QTest.mouseClick(card.new_password.propose, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.notice.isHidden())
    assert "slip" in card.notice.text
    card.key.setText("RECOVERY-KEY")
    QTest.mouseClick(card.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(frame.gate.card, KeepKeyCard))
    assert frame.gate.keep_key.key.text() == "NEW-RECOVERY-KEY"
    assert doors.password == doors.phrase()


def test_one_can_go_back_from_the_recovery_key(qtbot: QtBot, frame: Frame) -> None:
    enter_card(frame).forgot.emit()
    card = frame.gate.card
    assert isinstance(card, RecoverCard)
    QTest.mouseClick(card._back, Qt.MouseButton.LeftButton)
    assert isinstance(frame.gate.card, EnterCard)


def test_without_a_printer_the_key_page_says_so(
    qtbot: QtBot, doors: FakeDoors, make_frame: MakeFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    frame = make_frame()
    frame.gate._show_key(doors.recover("RECOVERY-KEY", "Dr Laurent", "x"))
    keep = frame.gate.keep_key
    QTest.mouseClick(keep.print, Qt.MouseButton.LeftButton)
    assert "No printer" in keep.notice.text


def test_the_key_is_drawn_on_paper(frame: Frame, doors: FakeDoors, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    frame.gate._show_key(doors.recover("RECOVERY-KEY", "Dr Laurent", "x"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    frame.gate.keep_key._draw(printer)
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "key.pdf")
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "NEW" in text.replace("\n", "")


def test_the_language_is_switched_at_the_gate_and_remembered(qtbot: QtBot, frame: Frame, desk: Desk) -> None:
    QTest.mouseClick(frame.gate.language.buttons[1], Qt.MouseButton.LeftButton)
    assert enter_card(frame).go.text() == "Se connecter"
    assert desk.preferences.language == "fr"
    frame.gate.language.pick("en")
    assert enter_card(frame).go.text() == "Sign in"


def test_an_unforeseen_error_of_the_door_is_not_called_a_wrong_password(
    qtbot: QtBot, frame: Frame, doors: FakeDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(name: str, password: str) -> FakeStore:
        raise RuntimeError("boom")

    monkeypatch.setattr(doors, "sign_in", explode)
    card = enter_card(frame)
    with qtbot.captureExceptions() as caught:
        card.sign_in()
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is RuntimeError
    assert card.go.isEnabled()
    assert "not right" not in card.notice.text
