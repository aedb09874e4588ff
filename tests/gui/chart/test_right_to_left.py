"""A window laid out from right to left: readout, table and inspector mirror; plot, numbers and signs do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from baclodesk.gui.chart.theme import LIGHT
from baclodesk.gui.chart.verb_button import VerbButton
from tests.gui.chart.conftest import CTRL, Hand, Make
from tests.gui.chart.stand_in import running

RTL = Qt.LayoutDirection.RightToLeft


@pytest.fixture(autouse=True)
def _turned_back(qapp: QApplication) -> Iterator[None]:
    """The direction is the whole program's; the next test finds it as it was."""
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(image: QImage, room: QRect, ground: str) -> QRect:
    """Give the part of a room (in pixels of the image) that differs from its ground."""
    back, spots = QColor(ground).rgb(), []
    for y in range(max(room.top(), 0), min(room.bottom() + 1, image.height())):
        spots += [
            (x, y)
            for x in range(max(room.left(), 0), min(room.right() + 1, image.width()))
            if image.pixel(x, y) != back
        ]
    assert spots, "nothing is drawn"
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def mirrored(make: Make, language: str = "en") -> Hand:
    window = running()
    window.language = language
    hand = make(window)
    QGuiApplication.setLayoutDirection(RTL)
    hand.tab.retranslate()
    QApplication.processEvents()
    return hand


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_fields_of_the_readout_stand_from_right_to_left_with_their_words_at_the_right(
    made: Make, language: str
) -> None:
    hand = mirrored(made, language)
    hand.select(8)
    readout = hand.tab.readout
    rooms = [readout._room(number) for number in range(3)]
    assert rooms[0].right() == readout.width()
    assert [rooms[0].left(), rooms[1].left()] == [rooms[1].right(), rooms[2].right()]
    assert round(rooms[2].left(), 6) == 0
    image = picture(readout)
    for room in rooms:
        inner = room.adjusted(10, 14, -10, -6).toAlignedRect()
        drawn = ink(image, inner, LIGHT.panel)
        assert room.right() - 18 <= drawn.right() <= room.right() - 13, "words end at the right, with the same air"
        assert drawn.left() > inner.left() + 60


def test_a_message_and_its_sign_begin_at_the_right(made: Make) -> None:
    hand = mirrored(made)
    hand.select(8)
    hand.key(Qt.Key.Key_Left, CTRL)
    readout = hand.tab.readout
    room = readout._message_room().adjusted(10, 0, -10, -6).toAlignedRect()
    drawn = ink(picture(readout), room, LIGHT.panel)
    assert readout.width() - 18 <= drawn.right() <= readout.width() - 13
    sign = QRect(readout.width() - 26, room.top(), 13, room.height())
    assert ink(picture(readout), sign, LIGHT.panel).width() >= 9
    assert drawn.left() > 100


def test_words_of_the_readout_are_drawn_the_same_either_way(made: Make) -> None:
    images = []
    for turned in (False, True):
        hand = mirrored(made) if turned else made(running())
        hand.select(9)
        hand.press(hand.edge(9))
        hand.by_days(4)
        hand.tab.readout.refresh()
        field = hand.tab.readout._room(1)
        image = picture(hand.tab.readout)
        drawn = ink(image, field.adjusted(10, 14, -10, -6).toAlignedRect(), LIGHT.panel)
        images.append(image.copy(drawn))
        hand.release()
    widths = [image.width() for image in images]
    first = [image.copy(0 if at == 0 else widths[at] - 40, 0, 40, 12) for at, image in enumerate(images)]
    assert first[0] != first[1], "the titles lie at other ends"
    strong = [_line(image) for image in images]
    assert _unlike(*strong) < 0.3, "90 mg = 9 tablets keeps its order"


def _line(image: QImage) -> QImage:
    """Give the second line of a field, cut to its ink."""
    return image.copy(ink(image, QRect(0, 16, image.width(), 15), LIGHT.panel))


def _unlike(one: QImage, other: QImage) -> float:
    """Give the share of the ink in which two pictures of about the same size differ."""
    first, second = _dark(one), _dark(other)
    total = sum(map(sum, first))
    by_shift = []
    for shift in (-1, 0, 1):  # the same words may lie a pixel further
        moved = [second[x + shift] if 0 <= x + shift < len(second) else [0] * len(second[0]) for x in range(len(first))]
        pairs = [pair for a, b in zip(first, moved, strict=True) for pair in zip(a, b, strict=False)]
        by_shift.append(sum(abs(a - b) for a, b in pairs) / total)
    return min(by_shift)


def _dark(image: QImage) -> list[list[int]]:
    """Give the darkness of every pixel, column by column."""
    rows = range(image.height())
    return [[255 - QColor(image.pixel(x, y)).lightness() for y in rows] for x in range(image.width())]


def test_amounts_in_the_table_read_the_same_either_way(made: Make) -> None:
    shapes: list[list[QImage]] = []
    for turned in (False, True):
        hand = mirrored(made) if turned else made(running())
        hand.tab.show_page("table")
        table = hand.tab.table
        table.clearFocus()
        hand.tab.board.select(None)
        QApplication.processEvents()
        image = picture(table.viewport())
        found = []
        for row, name in ((4, "time:0"), (4, "time:1"), (8, "change"), (8, "dates"), (8, "findings")):
            index = table.stages.index(row, table.stages.columns.index(name))
            room = table.visualRect(index).adjusted(2, 3, -2, -3)
            found.append(image.copy(ink(image, room, LIGHT.ground)))
        shapes.append(found)
    for plain, other in zip(*shapes, strict=True):
        assert abs(plain.width() - other.width()) <= 1
        assert _unlike(plain, other) < 0.4


def test_cells_and_buttons_mirror_in_place(made: Make) -> None:
    hand = mirrored(made)
    hand.tab.show_page("table")
    QApplication.processEvents()
    table = hand.tab.table
    columns = table.stages.columns
    assert table.visualRect(table.stages.index(0, 0)).left() > table.visualRect(table.stages.index(0, 4)).left()
    image = picture(table.viewport())
    room = table.visualRect(table.stages.index(3, columns.index("dates")))
    drawn = ink(image, room.adjusted(2, 3, -2, -3), LIGHT.ground)
    assert room.right() - drawn.right() < 14, "words begin at the right"
    button = next(part for part in hand.tab.inspector.findChildren(VerbButton) if part.key == "B")
    shown = picture(button)
    inner = shown.rect().adjusted(6, 5, -6, -5)
    key = ink(shown, QRect(inner.left(), inner.top(), 24, inner.height()), LIGHT.input)
    assert key.width() < 14, "the key stands at the left"
    assert inner.right() - ink(shown, inner, LIGHT.input).right() < 8
