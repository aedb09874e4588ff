"""The parts of the intake at the right: a group's questions, the points to tick, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from baclodesk.domain.findings import Finding
from baclodesk.domain.intake import Decision, DecisionMade, Tick
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..knowledge import sentence, severity_word
from ..widgets.choices import Choices
from ..widgets.fields import RecordText
from ..widgets.pieces import column, label, limit_width, rule, scrolled
from ..widgets.tick import Tick as TickBox
from .answering import PICKED, TYPED
from .beside import beside
from .question import QuestionRow
from .rows import RowList, read_rows

PART_WIDTH, NARROW = 860, 480
DECISIONS = (Decision.PRESCRIBE, Decision.WAIT, Decision.DECLINE)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a part shows: the record, its findings, and whether only the short way is asked."""

    record: PatientRecord
    findings: Sequence[Finding]
    brief: bool


class Part(QWidget):
    """A titled, scrolling part. Parts are made when they are first gone to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.title, self.hint = label("title", wrap=True), label("quiet", wrap=True)
        content = QWidget()
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

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""


class QuestionPart(Part):
    """One group's questions and row lists. ``answered`` carries code, answer and whether it was typed."""

    answered = Signal(str, object, bool)
    rows_edited = Signal(str, object, bool)
    typing_ended = Signal()
    next_wanted = Signal(str)

    def __init__(self, desk: Desk, group: catalogue.Group) -> None:
        super().__init__(desk)
        self._group = group
        self.questions: dict[str, QuestionRow] = {}
        self.lists: dict[str, RowList] = {}
        for item in group.items:
            self._add_question(item)
        for kind in group.rows:
            made = RowList(desk, kind)
            made.edited.connect(lambda cells, typed, kind=kind: self.rows_edited.emit(kind, cells, typed))
            made.left.connect(self.typing_ended)
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
        self.questions[item.code] = made
        self._rows.addWidget(made)

    def _move(self, code: str, step: int) -> None:
        shown = [name for name, made in self.questions.items() if not made.isHidden()]
        place = shown.index(code) + step
        if 0 <= place < len(shown):
            self.focus_question(shown[place])

    def focus_question(self, code: str) -> None:
        """Put the keyboard onto a question and bring it into sight."""
        made = self.questions[code]
        made.show()
        made.focus_answer()
        self.area.ensureWidgetVisible(made, 0, 40)

    @override
    def show_record(self, sight: Sight) -> None:
        """Show answers, flags and which questions are asked."""
        texts, intake = self._desk.texts, sight.record.intake
        for code, made in self.questions.items():
            answer = intake.answer(code)
            found = (item for item in sight.findings if item.item == code)
            flags = [(severity_word(item), sentence(texts, item, self._desk.library)) for item in found]
            made.show_answer(answer, flags, intake.history.get(code, ()))
            made.show_beside(beside(code, sight.record, self._desk))
            asked = made.item.is_asked(sight.record.identity.sex) and (made.item.brief or not sight.brief)
            made.setVisible(asked or not answer.is_open)
        for kind, rows in self.lists.items():
            rows.show_cells(read_rows(kind, intake))

    @override
    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts(f"intake.group.{self._group.code}.title"))
        self.hint.setText(texts(f"intake.group.{self._group.code}.hint"))
        for question in self.questions.values():
            question.retranslate(texts)
        for rows in self.lists.values():
            rows.retranslate(texts)


class PointsPart(Part):
    """Points ticked with their date: information given, off-label conditions. ``edited`` carries the ticks."""

    edited = Signal(str, object)

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self.kind = kind
        known = catalogue.information()
        self._points = known.points if kind == "information" else known.off_label
        self._ticks: tuple[Tick, ...] = ()
        self.boxes: dict[str, TickBox] = {}
        inner = column(margin=(12, 0, 12, 0), gap=10)
        for point in self._points:
            made = TickBox(desk.theme)
            made.toggled.connect(lambda on, code=point.code: self._toggle(code, on=on))
            self.boxes[point.code] = made
            inner.addWidget(made)
        self._rows.addLayout(inner)
        self._rows.addStretch(1)
        self.retranslate(desk.texts)

    def _toggle(self, code: str, *, on: bool) -> None:
        ticks = tuple(tick for tick in self._ticks if tick.code != code)
        if on:
            ticks = (*ticks, Tick(code, self._desk.today(), self._desk.user))
        order = [point.code for point in self._points]
        self.edited.emit(self.kind, tuple(sorted(ticks, key=lambda tick: order.index(tick.code))))

    @override
    def show_record(self, sight: Sight) -> None:
        """Show which points are ticked, when and by whom."""
        intake = sight.record.intake
        self._ticks = intake.information if self.kind == "information" else intake.off_label
        self._say(self._desk.texts)

    def _say(self, texts: Texts) -> None:
        ticked = {tick.code: tick for tick in self._ticks}
        table = "point" if self.kind == "information" else "off_label"
        for code, made in self.boxes.items():
            tick = ticked.get(code)
            made.set_on(tick is not None)
            more = texts(f"information.{table}.{code}.text")
            if tick is not None:
                when = texts("intake_page.ticked", date=texts.date(tick.on), by=tick.by)
                more = f"{more}\n{when}"
            made.set_words(texts(f"information.{table}.{code}.title"), more)

    @override
    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts(f"intake_page.{self.kind}.title"))
        self.hint.setText(texts(f"intake_page.{self.kind}.hint"))
        self._say(texts)


class DecisionPart(Part):
    """The end of the intake: what was decided, why, by whom. ``edited`` carries a DecisionMade and if it was typed."""

    edited = Signal(object, bool)
    typing_ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made = DecisionMade()
        self.choice = Choices([decision.value for decision in DECISIONS])
        self.reasons = RecordText(4)
        self._reasons_title, self._signed = label("strong", wrap=True), label("secondary", wrap=True)
        self._flags_title, self._flags = label("strong", wrap=True), label(wrap=True)
        inner = column(margin=(12, 0, 12, 0), gap=8)
        for part in (self.choice, self._reasons_title, self.reasons, self._signed):
            inner.addWidget(part)
        inner.addSpacing(12)
        inner.addWidget(self._flags_title)
        inner.addWidget(self._flags)
        self._rows.addLayout(inner)
        self._rows.addStretch(1)
        self.choice.toggled.connect(self._decide)
        self.reasons.edited.connect(lambda text: self.edited.emit(replace(self._made, reasons=text), TYPED))
        self.reasons.left.connect(self.typing_ended)
        self.retranslate(desk.texts)

    def _decide(self, value: str) -> None:
        self.edited.emit(decided(self._made, Decision(value), self._desk), PICKED)

    @override
    def show_record(self, sight: Sight) -> None:
        """Show the decision and what was flagged on the way to it."""
        self._made = sight.record.intake.decision
        self.choice.set_chosen([self._made.decision.value])
        self.reasons.show_text(self._made.reasons)
        texts = self._desk.texts
        own = (item for item in sight.findings if item.stage is None and severity_word(item) != "note")
        words = [sentence(texts, item, self._desk.library) for item in own]
        self._flags.setText("\n".join(f"▲ {text}" for text in words) or texts("intake_page.no_flags"))
        signed = self._made.on is not None
        self._signed.setVisible(signed)
        if signed and self._made.on is not None:
            self._signed.setText(texts("intake_page.ticked", date=texts.date(self._made.on), by=self._made.by))

    @override
    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("intake.decision.title"))
        self.hint.setText(texts("intake_page.decision_hint"))
        self.choice.set_words([texts(f"intake.decision.{decision}") for decision in DECISIONS])
        self._reasons_title.setText(texts("intake.decision.reasons"))
        self._flags_title.setText(texts("intake.summary.alerts"))
        self.reasons.setAccessibleName(texts("intake.decision.reasons"))


def decided(before: DecisionMade, decision: Decision, desk: Desk) -> DecisionMade:
    """Give the decision, signed; choosing the same again takes it back."""
    if before.decision is decision:
        return replace(before, decision=Decision.OPEN, by="", on=None)
    return replace(before, decision=decision, by=desk.user, on=desk.today())
