"""The visit beside the chart: date and planned dose filled in, the rest answered in under a minute.

There is no button to keep it: every field is an undo step of the patient's record and saved like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.visit import Visit
from baclodesk.services import practice
from baclodesk.services.texts import Texts, Words
from baclodesk.services.visit_acts import alarms
from baclodesk.services.visit_changes import changed_since

from ..desk import Desk
from ..patient.page import Work
from ..widgets.fields import DateField, RecordLine, RecordText, read_amount
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, flag, keep_width, label, limit_width, row, rule, scrolled
from ..widgets.tick import Tick
from ..wording import Wording
from .acts import ActsBox
from .dense import ScaleField, YesNoField
from .effects import EffectList

WIDTH, MOST_WIDTH = 344, 460
LEAST_FIELDS = 84
ROOMY, MOST_OF_IT, MOST_WHILE_LOOKED_AT = 700, 50, 70
"""From this height on (pixels at 100 %) the suggestion is said whole; shares of the height that acts may take."""
_SCALES = ("drowsiness", "craving", "mood")
_AMOUNTS = ("taken_mg", "drinks", "weight_kg")
_COUNTS = ("systolic", "diastolic", "missed_days")
_YES_NO = ("suicidal", "falls", "driving")
_MOST = {"systolic": 300, "diastolic": 200, "missed_days": 400}


class VisitPanel(QFrame):
    """Shows one visit of the record at a time; ``closed`` when the inspector may come back."""

    closed = Signal()

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._visit: Visit | None = None
        self._words = Wording()
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(min(desk.theme.px(WIDTH), MOST_WIDTH))
        self.title, self.planned = label("title", wrap=True), label("quiet", wrap=True)
        self.since, self.alarm = label("secondary", wrap=True), Notice(desk.theme)
        self.earlier, self.later, self.new, self.close_button = (button("quiet") for _ in range(4))
        self.on = DateField(lambda: desk.texts, desk.today)
        self.next_visit = DateField(lambda: desk.texts, desk.today, past=False)
        self.scales = {name: ScaleField() for name in _SCALES}
        self.lines = {name: RecordLine() for name in (*_AMOUNTS, *_COUNTS)}
        self.answers = {name: YesNoField() for name in _YES_NO}
        self.effects = EffectList(desk)
        self.indifference = Tick(desk.theme)
        self.note = RecordText(3)
        self.acts = ActsBox(desk, work)
        self.remove = button("link")
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    # laying out

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=(16, 4, 16, 16), gap=10)
        rows.addWidget(self.alarm)
        for name, part in self._fields():
            rows.addWidget(self._field(name, part))
        rows.addWidget(self.indifference)
        rows.addWidget(self._field("note", self.note))
        rows.addWidget(self._field("next_visit", self.next_visit))
        rows.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        head = row(gap=0)
        head.addWidget(self.title, 1)
        for made in (self.earlier, self.later, self.new, self.close_button):
            head.addWidget(made)
        self._top = top = column(margin=(16, 12, 8, 8), gap=2)
        top.addLayout(head)
        top.addWidget(self.planned)
        top.addWidget(self.since)
        whole = column(self, gap=0)
        whole.addLayout(top)
        whole.addWidget(rule())
        whole.addWidget(scrolled(content), 1)
        self._acts_rule, self._acts_area = rule(), scrolled(self.acts)
        self.acts.setContentsMargins(16, 8, 16, 8)
        whole.addWidget(self._acts_rule)
        whole.addWidget(self._acts_area)

    def _fields(self) -> list[tuple[str, QWidget]]:
        pressure = QWidget()
        line = row(pressure, gap=6)
        line.addWidget(self.lines["systolic"])
        line.addWidget(label("quiet", "/"))
        line.addWidget(self.lines["diastolic"])
        line.addStretch(1)
        fields: list[tuple[str, QWidget]] = [("on", self.on), ("taken_mg", self.lines["taken_mg"])]
        fields += [("craving", self.scales["craving"]), ("drinks", self.lines["drinks"])]
        fields += [("drowsiness", self.scales["drowsiness"]), ("effects", self.effects), ("mood", self.scales["mood"])]
        fields += [(name, self.answers[name]) for name in _YES_NO]
        fields += [("missed_days", self.lines["missed_days"]), ("pressure", pressure)]
        return [*fields, ("weight_kg", self.lines["weight_kg"])]

    def _field(self, name: str, part: QWidget) -> QWidget:
        block = QWidget()
        words = label("", wrap=True)
        words.setBuddy(part)
        self._words.bind(words.setText, f"visit_page.{name}")
        self._words.bind(part.setAccessibleName, f"visit_page.{name}")
        beside = name in (*_AMOUNTS, *_YES_NO, "missed_days", "pressure")
        if beside:
            line = row(block, gap=8)
            line.addWidget(words, 1)
            line.addWidget(part)
            if isinstance(part, RecordLine):
                keep_width(part, self._desk.theme, 84)
        else:
            inner = column(block, gap=4)
            inner.addWidget(words)
            inner.addWidget(part)
        for line_edit in self.lines.values():
            line_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            limit_width(line_edit, self._desk.theme, 84)
        return block

    def _connect(self) -> None:
        for name, scale in self.scales.items():
            scale.given.connect(self._setter(name))
        for name, answer in self.answers.items():
            answer.given.connect(self._setter(name))
            answer.answered.connect(self.go_on)
        for name, line in self.lines.items():
            line.textEdited.connect(lambda text, name=name: self._type_number(name, text))
            line.left.connect(self._work.session.end_typing)
        self.on.edited.connect(self._set_day)
        self.next_visit.edited.connect(lambda on: self._set("next_visit", on))
        self.effects.edited.connect(self._setter("effects"))
        self.indifference.toggled.connect(self._setter("indifference"))
        self.note.edited.connect(lambda text: self._set("note", text, typed=True))
        self.note.left.connect(self._work.session.end_typing)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self.new.clicked.connect(self.start_new)
        self.close_button.clicked.connect(self.closed)
        self.remove.clicked.connect(self._take_out)
        self.acts.resized.connect(self._fit_acts)

    def _fit_acts(self) -> None:
        """Give the acts the height they need, but never more than their share."""
        layout = self.acts.layout()
        offered = self.acts.is_offering and layout is not None
        for part in (self._acts_rule, self._acts_area):
            part.setVisible(offered)
        if offered and layout is not None:
            self.acts.set_brief(brief=self.height() < self._desk.theme.px(ROOMY))
            wanted = layout.totalHeightForWidth(self._acts_area.viewport().width())
            room = self.height() - self._top.totalHeightForWidth(self.width())
            share = MOST_WHILE_LOOKED_AT if self.acts.looked is not None else MOST_OF_IT
            self._acts_area.setFixedHeight(max(0, min(wanted, room * share // 100, room - LEAST_FIELDS)))
            if self.acts.looked is not None:
                self._acts_area.ensureWidgetVisible(self.acts.foot, 0, 8)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_acts()

    def _setter(self, name: str) -> Callable[[object], None]:
        return lambda value: self._set(name, value)

    # which visit

    def prepare(self) -> None:
        """Show today's visit, begun when there is none yet."""
        today = self._desk.today()
        known = next((visit for visit in self._work.record.visits if visit.on == today), None)
        if known is None:
            self.start_new()
        else:
            self._visit = known
            self.show_record(self._work.record)
        self.lines["taken_mg"].setFocus()

    def start_new(self) -> None:
        """Begin a visit of today; it is kept with its first field."""
        record = self._work.record
        self._visit = practice.new_visit(record, self._work.store.new_id(), self._desk.today(), self._desk.user)
        self.show_record(record)
        self.lines["taken_mg"].setFocus()

    def _step(self, by: int) -> None:
        visits = self._work.record.visits
        if self._visit is None or not visits:
            return
        ids = [visit.id for visit in visits]
        here = ids.index(self._visit.id) if self._visit.id in ids else len(ids)
        if 0 <= here + by < len(visits):
            self._visit = visits[here + by]
            self.show_record(self._work.record)

    def _take_out(self) -> None:
        visit = self._visit
        if visit is not None:
            after = practice.without_visit(self._work.record, visit.id)
            self._work.edit(after, lambda texts: texts("visit_page.removed"))
            self.closed.emit()

    # showing

    def show_record(self, record: PatientRecord) -> None:
        """Show the visit as the record has it."""
        if self._visit is None:
            return
        known = next((visit for visit in record.visits if visit.id == self._visit.id), None)
        self._visit = visit = known or self._visit
        for name, scale in self.scales.items():
            scale.show_number(getattr(visit, name))
        for name, answer in self.answers.items():
            answer.show_answer(getattr(visit, name))
        for name, line in self.lines.items():
            value = getattr(visit, name)
            if self._read(name, line.text()) != value:
                line.show_text("" if value is None else self._desk.texts.number(value))
        self.on.set_value(visit.on)
        self.next_visit.set_value(visit.next_visit)
        self.effects.show_effects(visit.effects)
        self.indifference.set_on(visit.indifference)
        self.note.show_text(visit.note)
        self.remove.setVisible(known is not None)
        self._say(record, visit)

    def _say(self, record: PatientRecord, visit: Visit) -> None:
        texts = self._desk.texts
        self.title.setText(texts("visit_page.title", date=texts.date(visit.on)))
        if visit.day is not None and visit.planned_mg is not None:
            words = texts("visit_page.planned", day=visit.day, dose=texts.mg(visit.planned_mg))
        else:
            words = texts("visit_page.no_plan")
        self.planned.setText(words)
        self.since.setText(changed_since(record, visit, texts))
        signs = [texts("acts.alarm.line", name=sign.name, now=sign.now) for sign in alarms(record, visit, texts)]
        if signs:
            self.alarm.say("\n".join(signs), "alarm")
        else:
            self.alarm.silence()
        self.acts.show_visit(record, visit)

    # writing

    def _set(self, name: str, value: object, *, typed: bool = False) -> None:
        visit = self._visit
        if visit is None or getattr(visit, name) == value:
            return
        self._visit = replace(visit, **{name: value})  # type: ignore[arg-type]
        step = _step_of(visit.on, name)
        key = f"visit.{visit.id}.{name}" if typed else ""
        self._work.edit(practice.with_visit(self._work.record, self._visit), step, key)

    def _set_day(self, on: date | None) -> None:
        if self._visit is None or on is None or on == self._visit.on:
            return
        fresh = practice.new_visit(self._work.record, self._visit.id, on, self._visit.by)
        self._visit = replace(self._visit, on=on, day=fresh.day, planned_mg=fresh.planned_mg)
        self._work.edit(practice.with_visit(self._work.record, self._visit), _step_of(on, "on"))

    def _read(self, name: str, text: str) -> Fraction | int | None:
        amount = read_amount(text)
        if amount is None or name in _AMOUNTS:
            return amount
        return int(amount) if amount.denominator == 1 and amount <= _MOST[name] else None

    def _type_number(self, name: str, text: str) -> None:
        value = self._read(name, text)
        readable = value is not None or not text.strip()
        self.lines[name].setToolTip("" if readable else self._desk.texts("intake_page.amount_expected"))
        flag(self.lines[name], "wrong", not readable)
        if readable:
            self._set(name, value, typed=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.acts.drop():
                self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Put the keyboard onto the next field."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.focusNextChild()  # from the field itself, so that what scrolls brings the next one into sight

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        for name, answer in self.answers.items():
            answer.set_words([texts("intake.status.yes"), texts("intake.status.no")])
            answer.set_keys({texts(f"intake.status_key.{value}"): value for value in ("yes", "no")})
            answer.setAccessibleName(texts(f"visit_page.{name}"))
        self.indifference.set_words(texts("visit_page.indifference"))
        for made, key, sign in (
            (self.earlier, "earlier", "‹"),
            (self.later, "later", "›"),
            (self.new, "new", "+"),
            (self.close_button, "close", "×"),
        ):
            made.setText(sign)
            made.setToolTip(texts(f"visit_page.{key}"))
            made.setAccessibleName(texts(f"visit_page.{key}"))
        self.remove.setText(texts("visit_page.remove"))
        self.effects.retranslate(texts)
        self.acts.retranslate(texts)
        self.on.set_value(self.on.value)
        self.next_visit.set_value(self.next_visit.value)
        self.show_record(self._work.record)


def _step_of(on: date, name: str) -> Words:
    """Name the step that changes a field of the visit of a day."""
    return lambda texts: texts("visit_page.step", date=texts.date(on, year=False), what=texts(f"visit_page.{name}"))
