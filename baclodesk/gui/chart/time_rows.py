"""Rows to type the times of a day in: a name, a clock time, and a button that takes the row out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from baclodesk.domain.plan import MAX_TIMES, IntakeTime
from baclodesk.gui.chart import plan_words
from baclodesk.gui.chart.theme import SMALL, ChartTheme
from baclodesk.gui.chart.typed_times import TypedTime, read_clock
from baclodesk.services.texts import Texts

_MOST_LETTERS = 40
_CLOCK_WIDTH, _SIGN = 78.0, 28.0


class TimeRow:
    """One row. A name that was the clock's follows the clock until a person types another."""

    def __init__(self, owner: TimeRows, time: IntakeTime | None, came_from: int | None) -> None:
        self._texts, self._was, self.came_from = owner.texts, time, came_from
        self.name, self.clock, self.remove = QLineEdit(owner), QLineEdit(owner), QToolButton(owner)
        self.name.setMaxLength(_MOST_LETTERS)
        self.clock.setMaxLength(10)
        self.clock.setMaximumWidth(round(owner.theme.px(_CLOCK_WIDTH)))
        self.clock.setPlaceholderText("–")
        self.remove.setText("×")
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove.setMinimumSize(QSize(24, 24))
        self.remove.setFixedWidth(round(owner.theme.px(_SIGN)))
        self._follows = time is None or (time.at is not None and any(letter.isdigit() for letter in time.name))
        if time is not None:
            self.name.setText(time.name)
            self.clock.setText("" if time.at is None else plan_words.clock(self._texts, time.at))
        self.name.textEdited.connect(self._named)
        self.clock.textEdited.connect(self._clocked)

    @property
    def parts(self) -> tuple[QLineEdit, QLineEdit, QToolButton]:
        """What the Tab key comes to, in its order."""
        return self.name, self.clock, self.remove

    @property
    def typed(self) -> TypedTime:
        """What stands in the row."""
        return TypedTime(self.name.text(), self.clock.text(), self.came_from)

    def number(self, place: int) -> None:
        """Say for readers which row this is (from 1)."""
        texts, name = self._texts, self.name.text().strip()
        self.name.setAccessibleName(texts("chart_plan.times.name_of", n=place))
        self.clock.setAccessibleName(texts("chart_plan.times.clock_of", n=place))
        key = "remove" if name else "remove_unnamed"
        words = texts(f"chart_plan.times.{key}", name=name, n=place)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(words)

    def _named(self, text: str) -> None:
        self._follows = not text.strip()

    def _clocked(self, text: str) -> None:
        at = read_clock(text)
        if self._follows and at is not None:
            same = self._was is not None and self._was.at == at
            self.name.setText(self._was.name if same and self._was is not None else plan_words.clock(self._texts, at))


class TimeRows(QWidget):
    """One to six rows; ``changed`` after every keystroke and row, ``entered`` on the Enter key in a field."""

    changed = Signal()
    entered = Signal()

    def __init__(self, times: Sequence[IntakeTime], texts: Texts, theme: ChartTheme, parent: QWidget) -> None:
        super().__init__(parent)
        self.texts, self.theme = texts, theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.rows: list[TimeRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(MAX_TIMES + 1, 1)
        for column, key in enumerate(("name", "clock")):
            head = QLabel(texts(f"chart_plan.times.{key}"), self)
            head.setStyleSheet(f"font-size: {round(theme.px(SMALL))}px; color: {theme.secondary};")
            self._grid.addWidget(head, 0, column)
        for place, time in enumerate(times):
            self._insert(place, time, place)
        self._lay_out()

    @property
    def typed(self) -> list[TypedTime]:
        """What stands in the rows, from top to bottom."""
        return [row.typed for row in self.rows]

    @property
    def is_full(self) -> bool:
        """Tell whether a day can have no more times."""
        return len(self.rows) >= MAX_TIMES

    def add(self) -> None:
        """Add an empty row, before a last one without a clock time (bedtime), and put the keyboard into it."""
        last = self.rows[-1]
        place = len(self.rows) - (not last.clock.text().strip())
        self._insert(place, None, None)
        self._lay_out()
        self.rows[place].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def take_out(self, row: TimeRow) -> None:
        """Take a row out; the keyboard goes to the one in its place."""
        place = self.rows.index(row)
        self.rows.remove(row)
        for part in row.parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._lay_out()
        self.rows[min(place, len(self.rows) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _insert(self, place: int, time: IntakeTime | None, came_from: int | None) -> None:
        row = TimeRow(self, time, came_from)
        self.rows.insert(place, row)
        row.remove.clicked.connect(lambda _=False, row=row: self.take_out(row))
        for field in (row.name, row.clock):
            field.textChanged.connect(lambda _="": self._typed())
            field.returnPressed.connect(self.entered)

    def _typed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            row.number(place)
            row.remove.setEnabled(len(self.rows) > 1)

    def _lay_out(self) -> None:
        before: QWidget | None = None
        for place, row in enumerate(self.rows, start=1):
            for column, part in enumerate(row.parts):
                self._grid.addWidget(part, place, column)
                part.show()
                if before is not None:
                    QWidget.setTabOrder(before, part)
                before = part
        self._say()
