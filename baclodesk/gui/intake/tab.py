"""The intake tab: parts at the left, the one in sight at the right, the decision in the strip below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from typing_extensions import override

from baclodesk.domain.findings import Finding
from baclodesk.domain.intake import Answer, Decision, DecisionMade, Intake, Tick
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import catalogue, practice
from baclodesk.services.texts import Texts, Words

from ..desk import Desk
from ..patient.page import Work
from ..widgets.pieces import column, row
from ..widgets.segmented import Segmented
from .answering import PICKED, Signature, changed_codes, step_words
from .decision import DecisionPart, decided
from .groups import PartList, PartState
from .parts import Part, QuestionPart, Sight
from .points import PointsPart
from .rows import Cells, write_rows
from .strip import DecisionStrip

_EXTRA = ("information", "off_label", "decision")
LEFT, MOST_LEFT = 252, 250
LENGTHS = ("short", "whole")


class IntakeTab(QWidget):
    """Every answer is one undo step of the patient's session; typing runs together per field."""

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._catalogue = catalogue.intake()
        codes = tuple(group.code for group in self._catalogue.groups) + _EXTRA
        self.list = PartList(desk.theme, codes)
        self.length = Segmented(LENGTHS)
        self.length.set_value("short")
        self.stack = QStackedWidget()
        self.strip = DecisionStrip(desk)
        self._parts: dict[str, Part] = {}
        self._findings: Sequence[Finding] = ()
        self._lay_out()
        self.list.chosen.connect(self.go_to)
        self.length.chosen.connect(lambda _value: self.show_record(self._work.record))
        self.strip.decided.connect(self._decide_in_strip)
        self.strip.open_wanted.connect(lambda: self.go_to("decision"))
        self.go_to(codes[0])

    def _lay_out(self) -> None:
        self._left = left = QFrame()
        self._desk.theme.changed.connect(self._fit_left)
        side = column(left, margin=(20, 12, 4, 8), gap=8)
        side.addWidget(self.length)
        side.addWidget(self.list, 1)
        middle = row(gap=0)
        middle.addWidget(left)
        middle.addWidget(self.stack, 1)
        whole = column(self, gap=0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.strip)

    def _fit_left(self) -> None:
        least = self.length.sizeHint().width() + 24
        self._left.setFixedWidth(max(least, min(self._desk.theme.px(LEFT), MOST_LEFT)))

    @property
    def brief(self) -> bool:
        """Tell whether only the short way is asked."""
        return self.length.value == "short"

    # parts

    def part(self, code: str) -> Part:
        """Give a part, made when it is first wanted."""
        if code not in self._parts:
            made = self._make(code)
            made.turned.connect(self._turn)
            self._parts[code] = made
            self.stack.addWidget(made)
        return self._parts[code]

    def _make(self, code: str) -> Part:
        if code in ("information", "off_label"):
            points = PointsPart(self._desk, code)
            points.edited.connect(self._tick)
            points.next_wanted.connect(lambda: self._go_on_from(code))
            return points
        if code == "decision":
            decision = DecisionPart(self._desk)
            decision.edited.connect(self._decide)
            decision.typing_ended.connect(self._work.session.end_typing)
            return decision
        questions = QuestionPart(self._desk, self._catalogue.group(code))
        questions.answered.connect(self._answer)
        questions.rows_edited.connect(self._set_rows)
        questions.typing_ended.connect(self._work.session.end_typing)
        questions.next_wanted.connect(self.go_on)
        questions.none_wanted.connect(self._say_none)
        questions.list_ended.connect(self._go_on_in)
        return questions

    def go_to(self, code: str) -> None:
        """Bring a part to the front."""
        part = self.part(code)
        part.show_record(Sight(self._work.record, self._findings, self.brief))
        self.stack.setCurrentWidget(part)
        self.list.choose(code)

    def go_on(self, after: str) -> None:
        """Go to the next open question behind ``after``, else to the points, else to the decision."""
        record = self._work.record
        code = self._catalogue.next_open(record.intake, record.identity.sex, after, brief=self.brief)
        if code is None:
            self._go_on_from("")
        else:
            self.show_question(code)

    def _go_on_from(self, part: str) -> None:
        """Go to the first points behind ``part`` that are not all ticked, else to the decision."""
        intake, points = self._work.record.intake, catalogue.information()
        information = len(intake.information) < len(points.points)
        off_label = len(intake.off_label) < len(points.off_label)
        wanted = "decision"
        if information and part == "":
            wanted = "information"
        elif off_label and part != "off_label":
            wanted = "off_label"
        self.go_to(wanted)
        self.part(wanted).take_focus()

    def _say_none(self, group: str) -> None:
        """Say "none of these" of a group's open questions, as one step, and go on."""
        desk, record = self._desk, self._work.record
        after = practice.none_of_these(record, group, by=desk.user, now=desk.now(), brief=self.brief)
        if after is not record:
            self._work.edit(after, _step_of(f"intake_page.group.{group}", "intake_page.none_step"))
        self._go_on_in(group)

    def _go_on_in(self, group: str) -> None:
        """Go to what still waits in a group, else on from its end."""
        part = self.part(group)
        if isinstance(part, QuestionPart) and part.waiting:
            part.take_focus()
        else:
            self.go_on(self._catalogue.group(group).items[-1].code)

    def show_question(self, code: str) -> None:
        """Bring a question, or the ``decision``, into sight, the keyboard near it."""
        if code == "decision":
            self.go_to(code)
            self.list.setFocus()
            return
        group = self._catalogue.item(code).group
        self.go_to(group)
        part = self.part(group)
        if isinstance(part, QuestionPart):
            part.focus_question(code)

    # edits

    def _edit(self, intake: Intake, step: Words, merge_key: str = "") -> None:
        record = self._work.record
        intake = replace(intake, catalogue=self._catalogue.version)
        self._work.edit(replace(record, intake=intake), step, merge_key)

    def _answer(self, code: str, answer: Answer, typed: bool) -> None:
        intake = self._work.record.intake
        before = intake.answer(code)
        signed = Signature(self._desk.user, self._desk.now()).sign(before, answer)
        item = self._catalogue.item(code)

        def step(texts: Texts) -> str:
            words = step_words(item, signed, texts)
            return texts("intake_page.step", label=texts(f"intake.item.{code}.label"), answer=words)

        self._edit(intake.with_answer(code, signed), step, f"intake.{code}" if typed else "")

    def _set_rows(self, kind: str, cells: Cells, typed: bool) -> None:
        before = self._work.record.intake
        after = before.followed_by(write_rows(kind, before, cells), self._desk.today())
        self._edit(after, lambda texts: texts(f"intake.rows.{kind}"), f"intake.rows.{kind}" if typed else "")

    def _tick(self, kind: str, ticks: tuple[Tick, ...]) -> None:
        intake = self._work.record.intake
        after = replace(intake, information=ticks) if kind == "information" else replace(intake, off_label=ticks)
        self._edit(after, lambda texts: texts(f"intake_page.{kind}.title"))

    def _decide(self, made: DecisionMade, typed: bool) -> None:
        step = _step_of("intake.decision.title", f"intake.decision.{made.decision}")
        desk, intake = self._desk, self._work.record.intake
        after = intake.with_decision(made, by=desk.user, on=desk.today())
        self._edit(after, step, "intake.decision" if typed else "")

    def _decide_in_strip(self, value: str) -> None:
        self._decide(decided(self._work.record.intake.decision, Decision(value), self._desk), PICKED)

    # the tab

    def show_record(self, record: PatientRecord) -> None:
        """Show the record: the part in sight, the progress of all, the decision."""
        self._findings = self._work.findings()
        current = self.stack.currentWidget()
        if isinstance(current, Part):
            current.show_record(Sight(record, self._findings, self.brief))
        self._show_progress(record)
        self.strip.show_record(
            record, self._findings, self._catalogue.progress(record.intake, record.identity.sex, brief=self.brief)
        )

    def _show_progress(self, record: PatientRecord) -> None:
        texts, intake = self._desk.texts, record.intake
        flagged = {finding.item for finding in self._findings if finding.item and finding.severity > 1}
        for group in self._catalogue.groups:
            count = self._catalogue.progress(intake, record.identity.sex, group.code, brief=self.brief)
            words = texts("intake_page.progress", done=count.done, total=count.total)
            marked = any(item.code in flagged for item in group.items)
            title = texts(f"intake_page.group.{group.code}")
            self.list.show_state(group.code, PartState(title, words, count.is_complete, marked))
        points = catalogue.information()
        for code, done, total in (
            ("information", len(intake.information), len(points.points)),
            ("off_label", len(intake.off_label), len(points.off_label)),
        ):
            words = texts("intake_page.progress", done=done, total=total)
            self.list.show_state(code, PartState(texts(f"intake_page.{code}.short"), words, done == total))
        made = intake.decision.decision
        words = "" if made is Decision.OPEN else texts(f"intake.decision.{made}")
        self.list.show_state("decision", PartState(texts("intake.decision.title"), words))

    def reveal(self, before: PatientRecord, after: PatientRecord) -> None:
        """Bring the answer that differs into sight."""
        codes = changed_codes(before.intake, after.intake)
        known = {item.code for item in self._catalogue.items}
        if codes and codes[0] in known:
            self.show_question(codes[0])
        elif before.intake.information != after.intake.information:
            self.go_to("information")
        elif before.intake.off_label != after.intake.off_label:
            self.go_to("off_label")
        elif before.intake.decision != after.intake.decision:
            self.go_to("decision")

    @property
    def busy(self) -> bool:
        """Nothing here is ever held."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard onto the next open question, else onto the parts."""
        record = self._work.record
        code = self._catalogue.next_open(record.intake, record.identity.sex, brief=self.brief)
        if code is None:
            self.list.setFocus()
        else:
            self.show_question(code)

    def settle(self) -> None:
        """Close the step being typed."""
        self._work.session.end_typing()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._turn(step)
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        """Go to the part before or after, the keyboard on the first thing to do there."""
        place = self.list.currentRow() + step
        if 0 <= place < self.list.count():
            self.list.setCurrentRow(place)
            part = self.stack.currentWidget()
            if isinstance(part, Part):
                part.take_focus()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.length.set_words([texts(f"intake_page.length_{value}") for value in LENGTHS])
        self._fit_left()
        self.list.setAccessibleName(texts("window.tab.intake"))
        self.strip.retranslate(texts)
        for part in self._parts.values():
            part.retranslate(texts)
        self.show_record(self._work.record)


def _step_of(label: str, answer: str) -> Words:
    """Name a step by the keys of what was asked and of what was said."""
    return lambda texts: texts("intake_page.step", label=texts(label), answer=texts(answer))
