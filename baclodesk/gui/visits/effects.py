"""Unwanted effects of a visit: chosen from the catalogue, each with severity and course, alarms said at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QWidget
from typing_extensions import override

from baclodesk.domain.visit import Effect
from baclodesk.services import catalogue
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..style import icons
from ..widgets.pieces import button, choice_box, clear, column, go_along, label, row
from ..widgets.segmented import Segmented

COURSES = ("new", "same", "better", "gone")
SEVERITIES = ("1", "2", "3")


class EffectChoice(QComboBox):
    """The catalogue to choose from. A letter opens it to search there: closed it would take the first name."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.text().isprintable():
            self.showPopup()
            self.view().keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)


class _EffectRow(QFrame):
    """One effect: name, severity, course, and what to do about it."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, desk: Desk, effect: Effect) -> None:
        super().__init__()
        self._desk, self._effect = desk, effect
        self._name, self._advice = label("strong", wrap=True), label("secondary", wrap=True)
        self.severity, self.course = Segmented(SEVERITIES), choice_box()
        self.severity.set_keys({word: word for word in SEVERITIES})
        self._remove = button("quiet")
        self._remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Delete does it too, so Tab need not stop here
        head = row(gap=4)
        head.addWidget(self._name, 1)
        head.addWidget(self._remove)
        middle = row(gap=8)
        middle.addWidget(self.severity)
        middle.addWidget(self.course, 1)
        whole = column(self, gap=4, margin=(0, 4, 0, 4))
        whole.addLayout(head)
        whole.addLayout(middle)
        whole.addWidget(self._advice)
        self.severity.chosen.connect(lambda value: self.changed.emit(replace(self._effect, severity=int(value))))
        self.course.activated.connect(lambda place: self.changed.emit(replace(self._effect, course=COURSES[place])))
        self._remove.clicked.connect(self.removed)
        self.retranslate(desk.texts)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def show_effect(self, effect: Effect) -> None:
        """Show severity and course."""
        self._effect = effect
        self.severity.set_value(str(effect.severity))
        self.course.setCurrentIndex(COURSES.index(effect.course))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        entry = catalogue.effects().effect(self._effect.code)
        key = f"effects.effect.{entry.code}"
        self._name.setText(texts(f"{key}.name"))
        alarm = entry.alarm and self._effect.course != "gone"
        self._advice.setText(texts(f"{key}.alarm") if alarm else texts(f"{key}.helps"))
        self._advice.setProperty("role", "bad" if alarm else "secondary")
        self.severity.set_words(SEVERITIES, [texts(f"effects.severity.s{number}") for number in SEVERITIES])
        self.course.clear()
        self.course.addItems([texts(f"effects.course.{course}") for course in COURSES])
        self._remove.setIcon(icons.icon(self._desk.theme, "close"))
        self._remove.setToolTip(texts("visit_page.remove_effect"))
        self._remove.setAccessibleName(texts("visit_page.remove_effect"))
        self.show_effect(self._effect)


class EffectList(QWidget):
    """All effects of one visit; ``edited`` carries them as a tuple."""

    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._effects: tuple[Effect, ...] = ()
        self.rows: list[_EffectRow] = []
        self._place = column(gap=4)
        self.add = EffectChoice()
        self.add.activated.connect(self._add)
        whole = column(self, gap=4)
        whole.addLayout(self._place)
        whole.addWidget(self.add)
        self.retranslate(desk.texts)

    def show_effects(self, effects: Sequence[Effect]) -> None:
        """Show these effects."""
        if [effect.code for effect in effects] != [effect.code for effect in self._effects]:
            clear(self._place)
            self.rows = []
            for place, effect in enumerate(effects):
                made = _EffectRow(self._desk, effect)
                made.changed.connect(lambda changed, place=place: self._change(place, changed))
                made.removed.connect(lambda place=place: self._change(place, None))
                self.rows.append(made)
                self._place.addWidget(made)
                made.show()  # at once, so that the keyboard can go there
        self._effects = tuple(effects)
        for made, effect in zip(self.rows, effects, strict=True):
            made.show_effect(effect)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return go_along(next, *self.rows, self.add) or super().focusNextPrevChild(next)

    def _change(self, place: int, changed: Effect | None) -> None:
        own = () if changed is None else (changed,)
        self.edited.emit((*self._effects[:place], *own, *self._effects[place + 1 :]))

    def _add(self, place: int) -> None:
        code = self.add.itemData(place)
        self.add.setCurrentIndex(0)
        if isinstance(code, str) and all(effect.code != code for effect in self._effects):
            self.edited.emit((*self._effects, Effect(code)))
            if self.rows:
                self.rows[-1].severity.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.add.clear()
        self.add.addItem(texts("visit_page.add_effect"))
        for entry in catalogue.effects().effects:
            self.add.addItem(texts(f"effects.effect.{entry.code}.name"), entry.code)
        self.add.setAccessibleName(texts("visit_page.add_effect"))
        for made in self.rows:
            made.retranslate(texts)
