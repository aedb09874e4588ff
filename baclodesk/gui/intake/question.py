"""One question: words at the left, answer at the right, and below what a yes, a flag or the history adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from baclodesk.domain.intake import Answer, Status
from baclodesk.services.catalogue import Item, ItemKind
from baclodesk.services.intake_words import was_valid
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..style import icons
from ..widgets.fields import RecordText
from ..widgets.pieces import button, clear, column, flag, label, row
from ..widgets.segmented import Segmented
from .answering import PICKED, TYPED, with_choice, with_status
from .beside import Beside
from .value import ValueField

Flag = tuple[str, str, str]
"""Severity, sentence, and what stands under it: the guide's and today's word, or the source."""
STATUSES = (Status.YES, Status.NO, Status.UNKNOWN)


class QuestionRow(QFrame):
    """Shows one answer. ``answered`` carries the new answer and whether it was typed; keys leave as signals.

    A letter or digit that leaves nothing to add to an answer goes on to the next open question by itself.

    ``taken`` carries the code of a question and the answer that what stands beside this one gives to it.
    """

    answered = Signal(object, bool)
    taken = Signal(str, object)
    typing_ended = Signal()
    next_wanted = Signal()
    move_wanted = Signal(int)
    rest_wanted = Signal()
    row_wanted = Signal()

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__()
        self._desk, self.item = desk, item
        self._answer = Answer()
        self._flags: tuple[Flag, ...] = ()
        self._history: tuple[Answer, ...] = ()
        self.words, self.hint = label(wrap=True), label("secondary", wrap=True)
        self.status = Segmented([status.value for status in STATUSES]) if item.kind is ItemKind.YES_NO else None
        kind = item.detail if item.kind is ItemKind.YES_NO else item.kind
        self.value = None if kind is None else ValueField(desk, item, kind)
        self.unknown = None if self.status is not None else Segmented([Status.UNKNOWN.value])
        self.note = RecordText(1)
        self.beside_words, self.take = label("quiet", wrap=True), button("link")
        self.beside_source = label("secondary", wrap=True)
        self._beside: Beside | None = None
        self._flag_rows, self._before = column(gap=2), label("secondary", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        whole = column(self, margin=(12, 8, 12, 8), gap=6)
        self._head, self._below = row(gap=16), row(gap=16)
        texts = column(gap=2)
        texts.addWidget(self.words)
        texts.addWidget(self.hint)
        self._head.addLayout(texts, 1)
        if self.status is not None:
            self._head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._head)
        if self.value is not None:
            self._below.addWidget(self.value, 1)
            if self.unknown is not None:
                self._below.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignTop)
            whole.addLayout(self._below)
        whole.addLayout(self._lay_out_beside())
        whole.addWidget(self.note)
        whole.addLayout(self._flag_rows)
        whole.addWidget(self._before)

    def _lay_out_beside(self) -> QBoxLayout:
        block = column(gap=2)
        self._reckoned = row(gap=16)
        self._reckoned.addWidget(self.beside_words, 1)
        self._reckoned.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        block.addLayout(self._reckoned)
        block.addWidget(self.beside_source)
        self.show_beside(None)
        return block

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the answer under the question where there is no room beside it."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for line in (self._head, self._below, self._reckoned):
            line.setDirection(way)
            line.setStretch(0, 0 if narrow else 1)

    def _connect(self) -> None:
        if self.status is not None:
            self.status.chosen.connect(lambda value: self._give_status(Status(value)))
        if self.unknown is not None:
            self.unknown.chosen.connect(lambda _value: self._give_status(Status.UNKNOWN))
        if self.value is not None:
            self.value.given.connect(self.answered)
            self.value.left.connect(self.typing_ended)
            self.value.entered.connect(self.next_wanted)
        self.take.clicked.connect(self._take)
        self.note.edited.connect(self._give_note)
        self.note.left.connect(self.typing_ended)

    # showing

    def show_answer(self, answer: Answer, flags: Sequence[Flag], history: tuple[Answer, ...]) -> None:
        """Show an answer, its flags, and what was answered before."""
        self._answer, self._history = answer, history
        if self.status is not None:
            self.status.set_value("" if answer.is_open else answer.status.value)
        if self.unknown is not None:
            self.unknown.set_value(Status.UNKNOWN.value if answer.status is Status.UNKNOWN else "")
        if self.value is not None:
            self.value.setVisible(self.status is None or answer.status is Status.YES)
            self.value.show_answer(answer)
        self.note.show_text(answer.note)
        opens = self.status is not None and answer.status is Status.YES and self.item.detail is not ItemKind.TEXT
        self.note.setVisible(opens or bool(answer.note))
        if tuple(flags) != self._flags:
            self._flags = tuple(flags)
            self._draw_flags()
        self._say_history()

    def show_beside(self, beside: Beside | None) -> None:
        """Show what is reckoned from the answers beside this question, or nothing."""
        self._beside = beside
        self.beside_words.setText("" if beside is None else beside.words)
        self.beside_source.setText("" if beside is None else beside.source)
        can = beside is not None and beside.take is not None
        if not can and self.take.hasFocus():
            self.focus_answer()  # the button goes; the keyboard stays at its question
        self.take.setText(beside.button if beside is not None and can else "")
        self.take.setVisible(can)
        self.beside_words.setVisible(beside is not None)
        self.beside_source.setVisible(beside is not None and bool(beside.source))
        flag(self.beside_words, "role", "attention" if beside is not None and beside.attention else "quiet")

    def _take(self) -> None:
        if self._beside is not None and self._beside.take is not None:
            self.taken.emit(self._beside.code, self._beside.take)

    def _draw_flags(self) -> None:
        clear(self._flag_rows)
        theme = self._desk.theme
        for severity, sentence, sources in self._flags:
            line, said = row(gap=6), column(gap=0)
            sign, words = QLabel(), label("attention" if severity != "note" else "secondary", sentence, wrap=True)
            said.addWidget(words)
            said.addWidget(label("secondary", sources, wrap=True))
            name = {"note": "note", "caution": "caution"}.get(severity, "stop")
            colour = theme.colours.secondary if severity == "note" else theme.colours.attention
            sign.setPixmap(icons.pixmap(name, colour, theme.px(14)))
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(said, 1)
            self._flag_rows.addLayout(line)

    def _say_history(self) -> None:
        self._before.setVisible(bool(self._history))
        texts = self._desk.texts
        lines = [
            texts("intake_page.was", **words) for words in was_valid(self._history, self._answer, self.item, texts)
        ]
        self._before.setText("\n".join(lines))

    # answering

    def _give_status(self, status: Status) -> None:
        if self._answer.status is status:
            status = Status.NOT_ASKED  # pressed again: taken back
        self.answered.emit(with_status(self._answer, status), PICKED)

    def _give_note(self, text: str) -> None:
        self.answered.emit(replace(self._answer, note=text), TYPED)

    def focus_answer(self) -> None:
        """Put the keyboard onto the answer."""
        target: QWidget | None = self.status or self.value
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._is_typing() or event.isAutoRepeat() or not self._take_letter(event):
            super().keyPressEvent(event)

    def _is_typing(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, (QLineEdit, QPlainTextEdit))

    def _take_letter(self, event: QKeyEvent) -> bool:
        """Answer by a letter of the language, or choose by a digit."""
        letter = event.text().casefold()
        if not letter:
            return False
        if letter == "+":
            self.row_wanted.emit()
            return True
        for status in STATUSES:
            can = status is Status.UNKNOWN or self.status is not None
            if can and letter == self._desk.texts(f"intake.status_key.{status}").casefold():
                self._take_status(status, rest=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
        return self._take_digit(letter)

    def _take_status(self, status: Status, *, rest: bool) -> None:
        """Answer; a "no" has nothing to add and goes on. With Shift it is said of all that is still open here."""
        if status is Status.NO and rest:
            self.rest_wanted.emit()
            return
        self._give_status(status)
        if self._answer.status is Status.NO:
            self.next_wanted.emit()

    def _take_digit(self, letter: str) -> bool:
        value = self.value
        choices = value.choices if value is not None else None
        code = choices.code_at(int(letter) - 1) if choices is not None and letter in "123456789" else None
        if code is None or value is None or value.isHidden():
            return False
        several = value.kind is ItemKind.MULTI
        after = with_choice(self._answer, code, several=several, order=self.item.choices)
        self.answered.emit(after if self.status is None else replace(after, status=Status.YES), PICKED)
        if not several and self._answer.choice:
            self.next_wanted.emit()
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_answer()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        code = self.item.code
        question = texts(f"intake.item.{code}.question")
        self.words.setText(question)
        hint = f"intake.item.{code}.hint"
        self.hint.setText(texts(hint) if texts.has(hint) else "")
        self.hint.setVisible(texts.has(hint))
        if self.status is not None:
            self.status.set_words([texts(f"intake.status.{status}") for status in STATUSES], self._tips(texts))
        if self.unknown is not None:
            self.unknown.set_words([texts("intake.status.unknown")])
        for part in (self.status, self.value, self.note):
            if part is not None:
                part.setAccessibleName(question)
        self.note.setPlaceholderText(texts("intake_page.note"))
        if self.value is not None:
            self.value.retranslate(texts)
        self._say_history()

    def _tips(self, texts: Texts) -> list[str]:
        return [texts("intake_page.key", key=texts(f"intake.status_key.{status}")) for status in STATUSES]
