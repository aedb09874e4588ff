"""The selected stage at the right: − and + for days, dose and every time; the verbs; the day's shape."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.gui.chart import numbers, wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.dayshape import DayShape
from baclodesk.gui.chart.fields import StepField
from baclodesk.gui.chart.open_words import is_open, open_stage
from baclodesk.gui.chart.theme import SMALL, TITLE, ChartTheme
from baclodesk.gui.chart.typed import set_typed
from baclodesk.gui.chart.verb_button import VerbButton
from baclodesk.gui.chart.written import Written

WIDTH = 236.0
_ROWS = (("hold", "plateau"), ("step_back",), ("stop",), ("reduce", "more"))


class StagePanel(QWidget):
    """See the module. Everything here asks the same limits and makes the same edits as the chart."""

    def __init__(self, board: Board, commands: Commands, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.commands, self.theme = board, commands, theme
        self.title, self.kind = QLabel(self), QLabel(self)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.days = StepField(theme, self)
        self.dose = StepField(theme, self)
        self.slots: list[tuple[QLabel, StepField]] = []
        self.shape = DayShape(board, theme, self)
        self.orientation = QLabel(self)
        self.written = Written(board, theme, self)
        self._labels = {"days": QLabel(self), "dose": QLabel(self)}
        self.buttons = {
            name: VerbButton(key, theme, self)
            for name, key in (
                ("hold", "H"),
                ("step_back", "B"),
                ("plateau", "P"),
                ("reduce", ""),
                ("stop", ""),
                ("more", ""),
            )
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: commands.run("menu" if name == "more" else name))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(5)
        self._grid.setHorizontalSpacing(8)
        self._grid.addWidget(self._labels["days"], 0, 0)
        self._grid.addWidget(self.days, 0, 1)
        self._grid.addWidget(self._labels["dose"], 1, 0)
        self._grid.addWidget(self.dose, 1, 1)
        self._grid.addWidget(self.orientation, 2, 1)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.hint)
        layout.addWidget(self.written)
        layout.addLayout(self._grid)
        layout.addWidget(self.shape)
        layout.addSpacing(4)
        for names in _ROWS:
            row = QHBoxLayout()
            row.setSpacing(6)
            for name in names:
                row.addWidget(self.buttons[name])
            layout.addLayout(row)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.days.stepped.connect(self.commands.nudge_days)
        self.days.stepped_fine.connect(self.commands.nudge_days)
        self.days.typed.connect(self._typed_days)
        self.dose.stepped.connect(self.commands.nudge_dose)
        self.dose.stepped_fine.connect(lambda by: self.commands.nudge_dose(by, fine=True))
        self.dose.typed.connect(lambda text: self._typed(HandleKind.DOSE, text))
        self.shape.stepped.connect(self._step_slot)
        for field in (self.days, self.dose):
            field.passed.connect(self.commands.run)
        self.board.refreshed.connect(self.refresh)
        self.board.chosen.connect(self.refresh)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        small, title = round(theme.px(SMALL)), round(theme.px(TITLE))
        self.title.setStyleSheet(f"font-size: {title}px; font-weight: 600; color: {theme.ink};")
        self.kind.setStyleSheet(f"font-size: {small}px; color: {theme.secondary};")
        self.hint.setStyleSheet(f"color: {theme.secondary};")
        self.orientation.setStyleSheet(f"font-size: {small}px; color: {theme.secondary};")
        for field in (self.days, self.dose, *(field for _, field in self.slots)):
            field.set_theme(theme)
        for button in self.buttons.values():
            button.set_theme(theme)
        self.shape.set_theme(theme)
        self.written.set_theme(theme)

    def retranslate(self) -> None:
        """Say everything in the board's language."""
        texts = self.board.texts
        for name, label in self._labels.items():
            label.setText(texts(f"chart.inspector.{name}"))
        self._name(self.days, texts("chart.inspector.days"))
        self._name(self.dose, texts("chart.inspector.dose"))
        days = self.commands.pace.back_days
        for name, button in self.buttons.items():
            key = "more_verbs" if name == "more" else name
            button.setText(texts(f"chart.inspector.{key}", days=days))
        self.hint.setText(self.board.none_hint)
        self.setAccessibleName(texts("chart.name.inspector"))
        self.refresh()

    def _name(self, field: StepField, what: str) -> None:
        texts = self.board.texts
        field.edit.setAccessibleName(what)
        field.less.setAccessibleName(texts("chart.inspector.less", what=what))
        field.more.setAccessibleName(texts("chart.inspector.more", what=what))

    @property
    def focus_order(self) -> list[QWidget]:
        """Everything here that the Tab key comes to, from top to bottom."""
        fields = (self.days, self.dose, *(field for _, field in self.slots))
        inside: list[QWidget] = [part for field in fields for part in (field.less, field.edit, field.more)]
        return [*inside, self.shape, *(self.buttons[name] for names in _ROWS for name in names)]

    # --- showing

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()  # numbers are not kept up while nobody sees them

    def refresh(self) -> None:
        """Show the current stage of the board, with as many times as it has."""
        plan, index = self.board.shown, self.board.index
        on = plan is not None and index is not None
        for widget in (self.days, self.dose, *self._labels.values(), self.shape, *self.buttons.values()):
            widget.setVisible(on)
        self.hint.setVisible(not on)
        self.buttons["more"].setVisible(plan is not None)  # what belongs to the whole plan is reached there too
        self.orientation.setVisible(False)
        if plan is None or index is None:
            self._show_slots(0)
            self.title.setText(self.board.texts("chart.inspector.none"))
            self.kind.setText("")
            return
        self._show_slots(len(plan.stages[index].mg))
        self.refresh_values()
        for button in self.buttons.values():
            button.setEnabled(self.board.editable)

    def _show_slots(self, count: int) -> None:
        while len(self.slots) < count:
            at = len(self.slots)
            label, field = QLabel(self), StepField(self.theme, self)
            field.stepped.connect(lambda by, at=at: self._step_slot(at, by))
            field.stepped_fine.connect(lambda by, at=at: self._step_slot(at, by))
            field.typed.connect(lambda text, at=at: self._typed(HandleKind.INTAKE, text, at))
            field.passed.connect(self.commands.run)
            self._grid.addWidget(label, 3 + at, 0)
            self._grid.addWidget(field, 3 + at, 1)
            self.slots.append((label, field))
        for at, (label, field) in enumerate(self.slots):
            label.setVisible(at < count)
            field.setVisible(at < count)

    def refresh_values(self) -> None:
        """Show the numbers of the shown plan."""
        board = self.board
        plan, index = board.shown, board.index
        if plan is None or index is None or not self.isVisibleTo(self.window()):
            return
        texts, stage = board.texts, plan.stages[index]
        self.title.setText(texts("chart.inspector.title", stage=index + 1))
        self.kind.setText(texts(f"chart.kind.{stage.kind.value}"))
        length = texts("chart.inspector.open") if stage.days is None else texts.number(stage.days)
        self._value(self.days, length)
        self._value(self.dose, texts.mg(stage.daily_mg))
        single = plan.products[0] if len(plan.products) == 1 else None
        for at, (time, mg) in enumerate(zip(plan.times_at(index), stage.mg, strict=True)):
            if at >= len(self.slots):
                break
            label, field = self.slots[at]
            label.setText(time.name)
            self._name(field, time.name)
            shown = texts.tablets(mg / single.strength_mg) if single is not None else texts.mg(mg)
            field.setToolTip(texts.mg(mg))
            self._value(field, shown)
        weight = board.state.weight_kg
        self.orientation.setVisible(bool(weight))
        if weight:
            amount = texts.number(Fraction(round(stage.daily_mg / weight * 100), 100))
            self.orientation.setText(texts("chart.inspector.per_kg", amount=amount))
            self.orientation.setToolTip(texts("chart.inspector.orientation"))
            self.orientation.setAccessibleDescription(texts("chart.inspector.orientation"))
        self.shape.show_stage(plan, index)

    def _value(self, field: StepField, text: str) -> None:
        """Show a value. Both buttons stay pressable at a limit, because pressing tells the reason."""
        field.edit.setReadOnly(not self.board.editable)
        field.show_value(text, less=self.board.editable, more=self.board.editable)

    # --- changing

    def _typed_days(self, text: str) -> None:
        uid = self.board.current
        if uid is None:
            return
        if is_open(text):
            open_stage(self.board, uid)
            return
        wished = numbers.read_days(text)
        if wished is None:
            self.board.refuse(wording.no_number(self.board.texts, text, "days"))
        else:
            set_typed(self.board, Handle(HandleKind.END, uid), wished)

    def _typed(self, kind: HandleKind, text: str, at: int = 0) -> None:
        uid, plan = self.board.current, self.board.plan
        wished = numbers.read(text)
        if uid is None or plan is None:
            return
        if wished is None:
            self.board.refuse(wording.no_value(self.board.texts, plan, kind, text))
            return
        if kind is HandleKind.INTAKE and len(plan.products) == 1 and "mg" not in text.lower():
            wished *= plan.products[0].strength_mg
        set_typed(self.board, Handle(kind, uid, at), wished)

    def _step_slot(self, at: int, by: int) -> None:
        board = self.board
        if board.current is None:
            return
        handle = Handle(HandleKind.INTAKE, board.current, at)
        why = board.why_not(handle)
        if why:
            board.refuse(why)
            return
        try:
            found = board.limits(handle)
        except DomainError as error:
            board.refuse(wording.refusal(board.texts, error))
            return
        key = self.commands.merge_key(f"intake:{handle.uid}:{at}")
        if board.set_value(handle, found.value + by * found.fine_step, key):
            self.commands.run_on(f"intake:{board.current}:{at}")
