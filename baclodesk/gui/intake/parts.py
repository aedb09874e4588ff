"""The parts of the intake at the right: what all have in common, and a group's questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue, practice
from baclodesk.services.intake_words import rows_were
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..knowledge import beneath, sentence, severity_word
from ..widgets.pieces import button, column, label, limit_width, row, rule, scrolled
from .answering import PICKED
from .beside import beside
from .question import Flag, QuestionRow
from .rows import RowList, read_rows

PART_WIDTH, NARROW = 860, 480


@dataclass(frozen=True, slots=True)
class Sight:
    """What a part shows: the record, its findings, and whether only the short way is asked."""

    record: PatientRecord
    findings: Sequence[Finding]
    brief: bool


class _Content(QWidget):
    """What scrolls in a part: it takes the page keys before the scroll area does, for they turn to another part."""

    turned = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turned.emit(step)
        else:
            super().keyPressEvent(event)


class Part(QWidget):
    """A titled, scrolling part, made when it is first gone to. ``turned`` carries a step to another part."""

    turned = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.title, self.hint = label("title", wrap=True), label("quiet", wrap=True)
        content = _Content()
        content.turned.connect(self.turned)
        self._rows = column(content, margin=(8, 12, 20, 24), gap=2)
        head = column(margin=(12, 0, 12, 8), gap=2)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        self._rows.addLayout(head)
        limit_width(content, desk.theme, PART_WIDTH)
        self.area: QScrollArea = scrolled(content)
        column(self).addWidget(self.area)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_narrow(narrow=self.width() < self._desk.theme.px(NARROW))

    def set_narrow(self, *, narrow: bool) -> None:
        """Set the parts below each other where there is no room beside."""

    def show_record(self, sight: Sight) -> None:
        """Show what the record says of this part."""

    def take_focus(self) -> None:
        """Put the keyboard onto the first thing to do here."""

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""


class QuestionPart(Part):
    """One group's questions and row lists. ``answered`` carries code, answer and whether it was typed.

    ``waiting`` is the code of the first question in sight that waits, or empty.
    """

    answered = Signal(str, object, bool)
    rows_edited = Signal(str, object, bool)
    typing_ended = Signal()
    next_wanted = Signal(str)
    none_wanted = Signal(str)
    list_ended = Signal(str)

    def __init__(self, desk: Desk, group: catalogue.Group) -> None:
        super().__init__(desk)
        self._group = group
        self.waiting = ""
        self.none = button("link")
        self.none.clicked.connect(lambda: self.none_wanted.emit(group.code))
        beneath_title = row(margin=(4, 0, 0, 0))
        beneath_title.addWidget(self.none)
        beneath_title.addStretch(1)
        self._rows.addLayout(beneath_title)
        self.questions: dict[str, QuestionRow] = {}
        self.lists: dict[str, RowList] = {}
        for item in group.items:
            self._add_question(item)
        for kind in group.rows:
            made = RowList(desk, kind)
            made.edited.connect(lambda cells, typed, kind=kind: self.rows_edited.emit(kind, cells, typed))
            made.left.connect(self.typing_ended)
            made.ended.connect(lambda: self.list_ended.emit(group.code))
            self.lists[kind] = made
            self._rows.addWidget(rule())
            self._rows.addWidget(made)
        self._rows.addStretch(1)
        self.retranslate(desk.texts)

    @override
    def set_narrow(self, *, narrow: bool) -> None:
        for made in self.questions.values():
            made.set_narrow(narrow=narrow)

    def _add_question(self, item: catalogue.Item) -> None:
        made = QuestionRow(self._desk, item)
        made.answered.connect(lambda answer, typed: self.answered.emit(item.code, answer, typed))
        made.taken.connect(lambda code, answer: self.answered.emit(code, answer, PICKED))
        made.typing_ended.connect(self.typing_ended)
        made.next_wanted.connect(lambda: self.next_wanted.emit(item.code))
        made.move_wanted.connect(lambda step: self._move(item.code, step))
        made.rest_wanted.connect(lambda: self.none_wanted.emit(self._group.code))
        made.row_wanted.connect(self._add_row)
        self.questions[item.code] = made
        self._rows.addWidget(made)

    def _move(self, code: str, step: int) -> None:
        shown = [name for name, made in self.questions.items() if not made.isHidden()]
        place = shown.index(code) + step
        if 0 <= place < len(shown):
            self.focus_question(shown[place])

    def _add_row(self) -> None:
        """Begin a row of this group's list, where it has one."""
        for rows in self.lists.values():
            rows.add_row()
            self.area.ensureWidgetVisible(rows.add, 0, 40)

    @override
    def take_focus(self) -> None:
        """Put the keyboard onto the first question that waits, else onto the first one."""
        shown = [code for code, made in self.questions.items() if not made.isHidden()]
        self.focus_question(self.waiting or shown[0])

    def focus_question(self, code: str) -> None:
        """Put the keyboard onto a question and bring it into sight."""
        made = self.questions[code]
        made.show()
        made.focus_answer()
        self.area.ensureWidgetVisible(made, 0, 40)

    @override
    def show_record(self, sight: Sight) -> None:
        """Show answers, flags and which questions are asked."""
        intake = sight.record.intake
        rest = practice.rest_of(sight.record, self._group.code, brief=sight.brief)
        self.none.setVisible(len(rest) > 1)
        self.waiting = ""
        for code, made in self.questions.items():
            answer = intake.answer(code)
            found = (item for item in sight.findings if item.item == code)
            flags = [_flag(item, self._desk) for item in found]
            made.show_answer(answer, flags, intake.history.get(code, ()))
            made.show_beside(beside(code, sight.record, self._desk))
            asked = made.item.is_asked(sight.record.identity.sex) and (made.item.brief or not sight.brief)
            made.setVisible(asked or not answer.is_open)
            if asked and not self.waiting and made.item.waits(intake):
                self.waiting = code
        for kind, rows in self.lists.items():
            rows.show_cells(read_rows(kind, intake))
            rows.show_before(rows_were(self._desk.texts, intake, kind))

    @override
    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts(f"intake.group.{self._group.code}.title"))
        self.hint.setText(texts(f"intake.group.{self._group.code}.hint"))
        self.none.setText(texts("intake_page.none_of_these"))
        self.none.setToolTip(texts("intake_page.none_tip"))
        for question in self.questions.values():
            question.retranslate(texts)
        for rows in self.lists.values():
            rows.retranslate(texts)


def _flag(finding: Finding, desk: Desk) -> Flag:
    texts, library = desk.texts, desk.library
    return severity_word(finding), sentence(texts, finding, library), beneath(texts, finding, library)
