"""The letterhead in the settings: a sample that follows every letter, and a logo that is kept with the practice."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from baclodesk.gui.settings.letterhead import LetterheadSection
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import Texts

from .fakes import FakeStore


@pytest.fixture
def section(qtbot: QtBot, place: Workplace) -> LetterheadSection:
    place.show_page(place.settings)
    made = place.settings.letterhead
    with qtbot.waitSignal(made.sample.drawn):
        pass
    return made


def picture(folder: Path, colour: str = "#203040", name: str = "logo.png") -> Path:
    drawn = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(drawn).ellipse((10, 10, 290, 110), colour)
    stream = BytesIO()
    drawn.save(stream, "PNG")
    (folder / name).write_bytes(stream.getvalue())
    return folder / name


def seen(section: LetterheadSection) -> QImage:
    return section.sample.pixmap().toImage()


def test_the_sample_follows_every_letter(qtbot: QtBot, section: LetterheadSection) -> None:
    before = seen(section)
    assert not before.isNull()
    with qtbot.waitSignal(section.sample.drawn):
        QTest.keyClicks(section.lines["name"], "Practice at the Limes")
    named = seen(section)
    assert named != before
    with qtbot.waitSignal(section.sample.drawn):
        section.address.setPlainText("12 rue des Tilleuls\n69003 Lyon")
    assert seen(section) != named


def test_a_logo_is_chosen_shown_kept_and_taken_off(
    qtbot: QtBot, place: Workplace, section: LetterheadSection, store: FakeStore, tmp_path: Path
) -> None:
    bare = seen(section)
    assert section.remove.isHidden()
    QTest.mouseClick(section.choose, Qt.MouseButton.LeftButton)
    dialog = section.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(section.logo_chosen), qtbot.waitSignal(section.sample.drawn):
        dialog.fileSelected.emit(str(picture(tmp_path)))
    dialog.close()
    assert store.letterhead.logo.startswith(b"\x89PNG")
    assert place._desk.practice.logo == store.letterhead.logo
    assert seen(section) != bare
    place.show_page(place.settings)
    assert not section.remove.isHidden()
    with qtbot.waitSignal(section.sample.drawn):
        QTest.mouseClick(section.remove, Qt.MouseButton.LeftButton)
    assert store.letterhead.logo == b""
    assert seen(section) == bare


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no picture", "no PNG or JPEG"), (b"x" * 5_000_001, "too big"), (None, "no PNG or JPEG")],
)
def test_a_file_that_cannot_be_a_logo_is_one_sentence_and_changes_nothing(
    qtbot: QtBot,
    section: LetterheadSection,
    store: FakeStore,
    tmp_path: Path,
    content: bytes | None,
    words: str,
) -> None:
    section.read_logo(picture(tmp_path))
    qtbot.waitUntil(lambda: bool(store.letterhead.logo))
    kept = store.letterhead.logo
    bad = tmp_path / "bad.png"
    if content is not None:
        bad.write_bytes(content)
    else:
        bad.mkdir()
    section.read_logo(bad)
    qtbot.waitUntil(lambda: words in section.notice.text)
    assert "stays as it was" in section.notice.text
    assert store.letterhead.logo == kept


def test_a_pale_logo_is_refused_in_both_languages(
    qtbot: QtBot, place: Workplace, section: LetterheadSection, tmp_path: Path
) -> None:
    section.read_logo(picture(tmp_path, "#ffeeaa"))
    qtbot.waitUntil(lambda: "darker" in section.notice.text)
    place._desk.texts = Texts("fr")
    section.read_logo(picture(tmp_path, "#ffeeaa"))
    qtbot.waitUntil(lambda: "plus foncée" in section.notice.text)
    section.read_logo(picture(tmp_path))
    section.forget()
    assert section._job is None


def test_a_sample_that_cannot_be_made_leaves_an_empty_place(qtbot: QtBot, section: LetterheadSection) -> None:
    section.sample._fail(ValueError())
    assert section.sample.pixmap().isNull()
