"""Lists of rows within a group: other medicines, earlier treatments, the support plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QWidget
from typing_extensions import override

from baclodesk.domain.intake import EarlierTreatment, Intake, Medicine
from baclodesk.services import catalogue
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..style import icons
from ..widgets.fields import RecordLine
from ..widgets.pieces import button, clear, column, go_along, label, row
from .answering import PICKED, TYPED

COLUMNS: Final = {
    "medicines": ("name", "since", "effect"),
    "treatments_drug": ("name", "how_long", "result"),
    "treatments_other": ("name", "how_long", "result"),
    "support": ("support_what", "support_who", "support_since"),
}
Cells = tuple[tuple[str, ...], ...]


def read_rows(kind: str, intake: Intake) -> Cells:
    """Give the rows of one kind as texts."""
    if kind == "medicines":
        return tuple((item.name, item.since, item.note) for item in intake.medicines)
    if kind == "support":
        return intake.support
    wanted = kind.removeprefix("treatments_")
    return tuple((item.name, item.how_long, item.result) for item in intake.treatments if item.kind == wanted)


def write_rows(kind: str, intake: Intake, cells: Cells) -> Intake:
    """Give the intake with these rows; a medicine's interaction group is looked up by its name."""
    if kind == "medicines":
        known = catalogue.medicines()
        made = tuple(Medicine(name, known.group_of(name), since, note) for name, since, note in cells)
        return replace(intake, medicines=made)
    if kind == "support":
        return replace(intake, support=tuple((what, who, since) for what, who, since in cells))
    wanted = kind.removeprefix("treatments_")
    others = tuple(item for item in intake.treatments if item.kind != wanted)
    own = tuple(EarlierTreatment(wanted, name, how_long, result) for name, how_long, result in cells)
    return replace(intake, treatments=others + own)


class _Row(QWidget):
    """One row: its fields, a button that takes it out, and for a medicine what its group does."""

    edited = Signal()
    left = Signal()
    removed = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk, self.kind = desk, kind
        self._completer: QCompleter | None = None
        self.fields = [RecordLine() for _column in COLUMNS[kind]]
        self._remove = button("quiet")
        self._remove.clicked.connect(self.removed)
        self._why = label("attention", wrap=True)
        self._why.hide()
        line = row(gap=6)
        for place, field in enumerate(self.fields):
            line.addWidget(field, 3 if place == 0 else 2)
            field.textEdited.connect(lambda _text: self._edit())
            field.left.connect(self.left)
            field.returnPressed.connect(self._enter)
        line.addWidget(self._remove)
        whole = column(self, gap=2)
        whole.addLayout(line)
        whole.addWidget(self._why)
        if kind == "medicines":
            self._names = QStringListModel(self)
            completer = QCompleter(self._names, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(lambda _name: self._edit())
            self.fields[0].setCompleter(completer)
            self._completer = completer
        self.retranslate(desk.texts)

    def show_cells(self, cells: Sequence[str]) -> None:
        """Show the row's texts."""
        for field, text in zip(self.fields, cells, strict=True):
            field.show_text(text)
        self._say_why()

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's texts."""
        return tuple(field.text() for field in self.fields)

    def _enter(self) -> None:
        """Go on, unless Enter only takes the name chosen from the list of names."""
        names = None if self._completer is None else self._completer.popup()
        if names is not None and names.isVisible() and names.currentIndex().isValid():
            return
        if names is not None:
            names.hide()
        self.entered.emit()

    def _edit(self) -> None:
        if self.kind == "medicines":
            found = catalogue.medicines().search(self.fields[0].text())
            self._names.setStringList([name for name, _group in found])
        self._say_why()
        self.edited.emit()

    def _say_why(self) -> None:
        texts = self._desk.texts
        group = catalogue.medicines().group_of(self.fields[0].text()) if self.kind == "medicines" else ""
        self._why.setVisible(bool(group))
        if group:
            name, why = texts(f"medicines.group.{group}.name"), texts(f"medicines.group.{group}.why")
            self._why.setText(f"{name} · {why}")

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for field, name in zip(self.fields, COLUMNS[self.kind], strict=True):
            field.setPlaceholderText(texts(f"intake.column.{name}"))
            field.setAccessibleName(texts(f"intake.column.{name}"))
        self._remove.setToolTip(texts("intake_page.remove_row"))
        self._remove.setAccessibleName(texts("intake_page.remove_row"))
        self._remove.setIcon(icons.icon(self._desk.theme, "close"))
        self._say_why()


class RowList(QFrame):
    """All rows of one kind. ``edited`` carries the cells and whether they were typed; empty rows are left out.

    Enter in a filled row begins the next one, in an empty row it ends the list: ``ended``.
    """

    edited = Signal(object, bool)
    left = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk, self.kind = desk, kind
        self.rows: list[_Row] = []
        self._title, self._before = label("strong", wrap=True), label("secondary", wrap=True)
        self._before.hide()
        self.add = button("link")
        self._place = column(gap=6)
        whole = column(self, margin=(12, 8, 12, 8), gap=6)
        whole.addWidget(self._title)
        whole.addLayout(self._place)
        whole.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._before)
        self.add.clicked.connect(self.add_row)
        self.retranslate(desk.texts)

    def show_cells(self, cells: Cells) -> None:
        """Show these rows; rows still empty stay behind them."""
        if cells == self._filled():
            return
        if len(cells) != len(self.rows):
            clear(self._place)
            self.rows = []
            for _cells in cells:
                self._make()
        for made, texts in zip(self.rows, cells, strict=True):
            made.show_cells(texts)

    def show_before(self, lines: Sequence[str]) -> None:
        """Show what was taken out or changed, one line each."""
        self._before.setVisible(bool(lines))
        self._before.setText("\n".join(lines))

    def _filled(self) -> Cells:
        return tuple(made.cells for made in self.rows if any(text.strip() for text in made.cells))

    def _make(self) -> _Row:
        made = _Row(self._desk, self.kind)
        made.edited.connect(lambda: self.edited.emit(self._filled(), TYPED))
        made.left.connect(self.left)
        made.removed.connect(lambda: self._take_out(made))
        made.entered.connect(lambda: self._enter(made))
        self.rows.append(made)
        self._place.addWidget(made)
        return made

    def add_row(self) -> None:
        """Begin a row; the keyboard goes to its first field."""
        made = self._make()
        made.show()
        made.fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self, made: _Row) -> None:
        if any(text.strip() for text in made.cells):
            self.add_row()
            return
        self._take_out(made)
        self.ended.emit()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return go_along(next, *self.rows, self.add) or super().focusNextPrevChild(next)

    def _take_out(self, made: _Row) -> None:
        self.rows.remove(made)
        self._place.removeWidget(made)
        made.hide()
        made.deleteLater()
        self.edited.emit(self._filled(), PICKED)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._title.setText(texts(f"intake.rows.{self.kind}"))
        self.add.setText(texts("intake_page.add_row"))
        for made in self.rows:
            made.retranslate(texts)
