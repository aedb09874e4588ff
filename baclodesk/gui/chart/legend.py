"""The signs of the chart, each drawn by the painter and in the looks of the chart itself, for the help page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path
from baclodesk.gui.chart.marks import knob
from baclodesk.gui.chart.paint_qt import Inks
from baclodesk.gui.chart.tags import Badge, badge_items
from baclodesk.gui.chart.theme import ChartTheme

WIDTH, HEIGHT = 64.0, 34.0
"""Pixels of a sign at 100 % text."""
_LEFT, _MIDDLE, _RIGHT, _TOP, _BASE = 8.0, 32.0, 56.0, 12.0, 31.0


def _bar(style: str, top: float = 14.0, base: float = _BASE) -> Box:
    return Box(26, top, 12, base - top, style)


def _plan() -> list[Item]:
    steps = ((_LEFT, _BASE), (_LEFT, 23.0), (_MIDDLE, 23.0), (_MIDDLE, _TOP), (_RIGHT, _TOP))
    return [Path((*steps, (_RIGHT, _BASE)), "fill", closed=True), Path(steps, "steps")]


def _step() -> list[Item]:
    return [Line(_LEFT, _TOP, _RIGHT, _TOP, "steps")]


def _hung(style: str) -> Path:
    return Path(((28.0, 24.0), (36.0, 24.0), (32.0, 17.0)), style, closed=True)


def _badge(*, lifted: bool) -> Callable[[Metrics], list[Item]]:
    def made(metrics: Metrics) -> list[Item]:
        size = metrics.ascent("badge.name") + 3
        return badge_items({1: Badge(Area(_MIDDLE - size / 2, 17 - size / 2, size, size), lifted, not lifted)}, metrics)

    return made


def _upright(style: str) -> Callable[[Metrics], list[Item]]:
    return lambda _: [Line(_MIDDLE, 3, _MIDDLE, _BASE, style)]


def _across(style: str) -> Callable[[Metrics], list[Item]]:
    return lambda _: [Line(_LEFT, 17, _RIGHT, 17, style)]


def _extra(metrics: Metrics) -> list[Item]:
    mark = Path(((22.0, 12.0), (27.0, 17.0), (22.0, 22.0), (17.0, 17.0)), "extra", closed=True)
    return [mark, Label(31, 17 + metrics.ascent("extra.name") * 0.36, "2", "extra.name")]


def _tag(metrics: Metrics) -> list[Item]:
    width = metrics.width("+4", "tag.name") + 10
    base = 17 + (metrics.ascent("tag.name") - metrics.descent("tag.name")) / 2
    height = metrics.ascent("tag.name") + metrics.descent("tag.name") + 4
    box = Box(_MIDDLE - width / 2, 17 - height / 2, width, height, "tag", 3.0)
    return [box, Label(_MIDDLE, base, "+4", "tag.name", "middle")]


SIGNS: dict[str, Callable[[Metrics], list[Item]]] = {
    "plan": lambda _: _plan(),
    "knob": lambda _: [*_step(), *knob(_MIDDLE, _TOP, 7.0, "knob")],
    "past": lambda _: [Box(_LEFT, 3, _RIGHT - _LEFT, _BASE - 3, "past")],
    "today": _upright("today"),
    "taken": lambda _: [*_step(), _bar("taken")],
    "some": lambda _: [*_step(), _bar("taken.some")],
    "missed": lambda _: [*_step(), _bar("missed"), Line(26, 22, 38, 22, "outline")],
    "unrecorded": lambda _: [*_step(), Line(_LEFT, _BASE - 2, _RIGHT, _BASE - 2, "unrecorded")],
    "more": lambda _: [*_step(), _bar("taken"), _bar("taken.more", 3.0, _TOP)],
    "extra": _extra,
    "visit": lambda _: [_hung("visit")],
    "planned": lambda _: [_hung("visit.planned")],
    "reached": _upright("reached"),
    "supply": _upright("supply"),
    "review": _upright("review"),
    "finding": _badge(lifted=False),
    "lifted": _badge(lifted=True),
    "hand": lambda _: [*_step(), Box(_LEFT + 5, _TOP + 6, 4, 4, "hand", 2.0)],
    "tick": lambda _: [*_step(), Line(_MIDDLE, _TOP - 5, _MIDDLE, _TOP - 2, "tick")],
    "policy": _across("policy"),
    "ghost": _across("ghost"),
    "overlay": _across("overlay"),
    "tag": _tag,
    "day": _upright("cursor.set"),
    "wall": lambda _: [Box(_MIDDLE, 3, 10, _BASE - 3, "wall.beyond"), Line(_MIDDLE, 3, _MIDDLE, _BASE, "wall")],
    "breach": lambda _: [*_step(), Box(_LEFT, 3, _RIGHT - _LEFT, _TOP - 3, "breach")],
}
"""What draws each sign; the words beside them are ``help.signs.<name>``."""


class SignPicture(QWidget):
    """One sign. It says nothing to readers: the words beside it do."""

    def __init__(self, name: str, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"sign.{name}")
        self._scale = theme.text_scale
        plain = theme.scaled(1.0)
        self._ground = QColor(plain.ground)
        self._inks = Inks(plain.looks, self.font().family(), hatch_wide=not plain.plain_fills)
        self._items = SIGNS[name](self._inks)
        self.setFixedSize(QSize(round(WIDTH * self._scale), round(HEIGHT * self._scale)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.scale(self._scale, self._scale)
        self._inks.draw(painter, self._items)
        painter.end()
