"""The typed part of an answer: choices, an amount with its unit and date, an hour, a date, or words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from baclodesk.domain.intake import Answer, Status
from baclodesk.services.catalogue import Item, ItemKind
from baclodesk.services.intake_words import clock
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.choices import Choices
from ..widgets.fields import DateField, RecordLine, RecordText, read_amount
from ..widgets.flow import Flow
from ..widgets.pieces import column, flag, label
from .answering import PICKED, TYPED, read_hour, with_choice, with_value


class ValueField(QWidget):
    """The field of one ``kind``; ``given`` carries the answer with its new value and whether it was typed."""

    given = Signal(object, bool)
    left = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, item: Item, kind: ItemKind) -> None:
        super().__init__()
        self._desk, self._item, self.kind = desk, item, kind
        self._answer = Answer()
        self._is_detail = item.kind is ItemKind.YES_NO
        self.choices: Choices | None = None
        self.line: RecordLine | None = None
        self.date: DateField | None = None
        self.text: RecordText | None = None
        self._unit, self._wrong = label("quiet"), label("bad", wrap=True)
        self._on = label("quiet")
        self._wrong.hide()
        whole = column(self, gap=4)
        if kind in (ItemKind.CHOICE, ItemKind.MULTI):
            self.choices = Choices(item.choices)
            self.choices.toggled.connect(self._toggle)
            whole.addWidget(self.choices)
        elif kind is ItemKind.TEXT:
            self.text = RecordText(1)
            self.text.edited.connect(self._give_text)
            self.text.left.connect(self.left)
            whole.addWidget(self.text)
        elif kind is ItemKind.DATE:
            self._make_date()
            whole.addLayout(self._line_of(self.date))
        else:
            self._make_line()
            if item.dated:
                self._make_date()
            whole.addLayout(self._line_of(self.line, self._unit, self._on, self.date))
        whole.addWidget(self._wrong)
        first = next(part for part in (self.choices, self.text, self.line, self.date) if part is not None)
        self.setFocusProxy(first)

    def _line_of(self, *parts: QWidget | None) -> Flow:
        line = Flow(gap=6, line_gap=4)
        for part in parts:
            if part is not None:
                line.addWidget(part)
        return line

    def _make_line(self) -> None:
        made = RecordLine()
        made.setMaxLength(12)
        made.setFixedWidth(self._desk.theme.px(72))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.textEdited.connect(self._give_amount)
        made.returnPressed.connect(self.entered)
        made.left.connect(self.left)
        self.line = made
        for part in (self._unit, self._on):
            part.setMinimumHeight(self._desk.theme.px(31))
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _make_date(self) -> None:
        made = DateField(lambda: self._desk.texts, self._desk.today, past=self._item.code != "pregnancy")
        made.setFixedWidth(self._desk.theme.px(150))
        made.edited.connect(self._give_date)
        made.line.returnPressed.connect(self.entered)
        made.left.connect(self.left)
        self.date = made

    # showing

    def show_answer(self, answer: Answer) -> None:
        """Show the value of an answer; what is being typed and cannot be read yet stays."""
        self._answer = answer
        if self.choices is not None:
            self.choices.set_chosen(answer.choices)
        if self.text is not None:
            self.text.show_text(answer.text)
        if self.date is not None:
            self.date.set_value(answer.on)
        if self.line is not None and self._read(self.line.text()) != answer.amount:
            self.line.show_text(self._write(answer.amount))
            self._say_wrong("")

    def _write(self, amount: Fraction | None) -> str:
        if amount is None:
            return ""
        return clock(amount) if self.kind is ItemKind.HOUR else self._desk.texts.number(amount)

    def _read(self, text: str) -> Fraction | None:
        read = read_hour(text) if self.kind is ItemKind.HOUR else read_amount(text)
        return read if read is not None and self._item.accepts(read) else None

    # answering

    def _toggle(self, code: str) -> None:
        after = with_choice(self._answer, code, several=self.kind is ItemKind.MULTI, order=self._item.choices)
        self.given.emit(replace(after, status=Status.YES) if self._is_detail else after, PICKED)

    def _give_amount(self, text: str) -> None:
        amount = self._read(text)
        self._say_wrong("" if amount is not None or not text.strip() else self._expected())
        on = self._answer.on
        if amount is not None and self._item.dated and on is None:
            on = self._desk.today()
        self._give(amount=amount, on=on if amount is not None or self._is_detail else None, text=self._answer.text)

    def _give_date(self, on: date | None) -> None:
        self._give(amount=self._answer.amount, on=on, text=self._answer.text)

    def _give_text(self, text: str) -> None:
        self._give(amount=self._answer.amount, on=self._answer.on, text=text)

    def _give(self, *, amount: Fraction | None, on: date | None, text: str) -> None:
        after = with_value(self._answer, amount=amount, on=on, text=text, detail=self._is_detail)
        if after != self._answer:
            self.given.emit(after, TYPED)

    def _expected(self) -> str:
        texts, item = self._desk.texts, self._item
        if self.kind is ItemKind.HOUR:
            return texts("intake_page.hour_expected")
        if item.low is None or item.high is None:
            return texts("intake_page.amount_expected")
        return texts("intake_page.amount_between", low=texts.number(item.low), high=texts.number(item.high))

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if self.line is not None:
            flag(self.line, "wrong", bool(words))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        item = self._item
        if self.choices is not None:
            self.choices.set_words([texts(f"intake.choice.{item.choice_set}.{code}") for code in item.choices])
        if self.line is not None:
            unit = texts(f"intake.unit.{item.unit}") if item.unit and self.kind is not ItemKind.HOUR else ""
            self._unit.setText(unit)
            self._unit.setVisible(bool(unit))
            self._on.setText(texts("intake_page.of_date") if item.dated else "")
            self._on.setVisible(item.dated)
            self.line.show_text(self._write(self._answer.amount))
            self.line.setPlaceholderText("18:30" if self.kind is ItemKind.HOUR else "")
        if self.text is not None:
            self.text.setPlaceholderText(texts("intake_page.words"))
        if self.date is not None:
            self.date.line.setPlaceholderText(texts("intake_page.date"))
            self.date.set_value(self._answer.on)
