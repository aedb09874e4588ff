"""The practice's own policy as a form: numbers, name, reason, and beside each field what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from baclodesk.domain.own_policy import OwnLine, OwnPolicy
from baclodesk.domain.policy import LineKind
from baclodesk.services.own_policies import NAME_LETTERS, problems, told
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.fields import RecordLine, RecordText, read_amount
from ..widgets.pieces import button, column, flag, keep_width, label, row
from ..widgets.tick import Tick
from ..wording import Wording

_DAYS = ("shortest_days", "stop_at_least_days")
_LINES = {
    "line_reason": LineKind.REASON,
    "line_second_opinion": LineKind.SECOND_OPINION,
    "line_collegial": LineKind.COLLEGIAL,
    "line_last": LineKind.LAST,
}
"""The field of each kind of line, in the order in which they must rise; all but the last may stay empty."""
_NUMBERS = ("start_low_mg", "start_high_mg", "largest_rise_mg", "shortest_days", *_LINES)
_MAY_BE_EMPTY = ("stop_at_least_days", *_LINES)


class OwnPolicyForm(QFrame):
    """Edits one own policy; ``kept`` carries it only when nothing is wrong with it, ``left`` when it is dropped."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._own: OwnPolicy | None = None
        self._words = Wording()
        self.setProperty("box", "true")
        self.name, self.reason = RecordLine(), RecordText(2)
        self.name.setMaxLength(NAME_LETTERS + 20)
        self.numbers = {name: RecordLine() for name in (*_NUMBERS, "fall_per_two_days_mg", "stop_at_least_days")}
        self.wall, self.counts, self.note = Tick(desk.theme), Tick(desk.theme), Tick(desk.theme)
        self.wrong: dict[str, QLabel] = {}
        self.base, self.keep, self.leave = label("secondary", wrap=True), button("primary"), button()
        self._lay_out()
        self.name.textEdited.connect(self.look)
        self.reason.edited.connect(self.look)
        for line in self.numbers.values():
            line.textEdited.connect(self.look)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.left)
        self.hide()

    def _lay_out(self) -> None:
        rows = column(self, margin=16, gap=8)
        title = label("strong", wrap=True)
        self._words.bind(title.setText, "policy_page.own")
        rows.addWidget(title)
        rows.addWidget(self.base)
        rows.addWidget(self._field("name", self.name))
        rows.addWidget(self._field("reason", self.reason))
        for name in _NUMBERS:
            rows.addWidget(self._field(name, self.numbers[name]))
            if name == "largest_rise_mg":
                rows.addWidget(self.wall)
        rows.addWidget(self.counts)
        for name in ("fall_per_two_days_mg", "stop_at_least_days"):
            rows.addWidget(self._field(name, self.numbers[name]))
            if name == "fall_per_two_days_mg":
                rows.addWidget(self.note)
        acts = row()
        acts.addWidget(self.keep)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        rows.addLayout(acts)

    def _field(self, name: str, part: QWidget) -> QWidget:
        block, words, wrong = QWidget(), label(wrap=True), label("bad", wrap=True)
        words.setBuddy(part)
        self._words.bind(words.setText, f"policy_page.{name}")
        self._words.bind(part.setAccessibleName, f"policy_page.{name}")
        self.wrong[name] = wrong
        whole = column(block, gap=2)
        if name in self.numbers:
            line = row(gap=8)
            line.addWidget(words, 1)
            line.addWidget(part)
            keep_width(part, self._desk.theme, 84)
            self.numbers[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            whole.addLayout(line)
        else:
            whole.addWidget(words)
            whole.addWidget(part)
        whole.addWidget(wrong)
        wrong.hide()
        return block

    # showing and reading

    def show_policy(self, own: OwnPolicy) -> None:
        """Begin with this policy."""
        self._own, texts = own, self._desk.texts
        self.name.show_text(own.name)
        self.reason.show_text(own.reason)
        lines = {line.kind: line.mg for line in own.lines}
        for name, field in self.numbers.items():
            value = lines.get(_LINES[name]) if name in _LINES else getattr(own, name)
            field.show_text("" if value is None else texts.number(Fraction(value)))
        self.wall.set_on(own.rise_is_wall)
        self.counts.set_on(own.counts_as_needed)
        self.note.set_on(own.fall_is_note)
        self.retranslate(texts)
        self.show()
        self.name.setFocus()

    def read(self) -> OwnPolicy | None:
        """Give the policy as typed; None while a number cannot be read."""
        own, values = self._own, {name: self._number(name) for name in self.numbers}
        if own is None or any(self._unreadable(name) for name in self.numbers):
            return None
        lines = tuple(OwnLine(mg, kind) for name, kind in _LINES.items() if (mg := values[name]) is not None)
        stop = values["stop_at_least_days"]
        return replace(
            own,
            name=self.name.text().strip(),
            reason=self.reason.toPlainText().strip(),
            start_low_mg=values["start_low_mg"] or Fraction(0),
            start_high_mg=values["start_high_mg"] or Fraction(0),
            largest_rise_mg=values["largest_rise_mg"] or Fraction(0),
            fall_per_two_days_mg=values["fall_per_two_days_mg"] or Fraction(0),
            shortest_days=int(values["shortest_days"] or 0),
            stop_at_least_days=None if stop is None else int(stop),
            rise_is_wall=self.wall.is_on(),
            counts_as_needed=self.counts.is_on(),
            fall_is_note=self.note.is_on(),
            lines=lines,
        )

    def _number(self, name: str) -> Fraction | None:
        amount = read_amount(self.numbers[name].text())
        whole = amount is None or name not in _DAYS or amount.denominator == 1
        return amount if whole else None

    def _unreadable(self, name: str) -> bool:
        empty = not self.numbers[name].text().strip()
        return self._number(name) is None and not (empty and name in _MAY_BE_EMPTY)

    def look(self) -> None:
        """Say beside each field what is wrong with it; only a whole policy can be kept."""
        texts, own = self._desk.texts, self.read()
        said: dict[str, str] = {}
        if own is None:
            for name in filter(self._unreadable, self.numbers):
                said[name] = texts("policy_page.days_expected" if name in _DAYS else "policy_page.number_expected")
        else:
            kinds = [line.kind for line in own.lines]
            for problem in problems(self._desk.practice, own):
                said.setdefault(_place(problem.place, kinds), told(texts, problem))
        for name, wrong in self.wrong.items():
            wrong.setText(said.get(name, ""))
            wrong.setVisible(name in said)
            if name in self.numbers:
                flag(self.numbers[name], "wrong", name in said)
        self.keep.setEnabled(not said)

    def _keep(self) -> None:
        own = self.read()
        if own is not None and not problems(self._desk.practice, own):
            self.kept.emit(own)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        self.wall.set_words(texts("policy_page.rise_is_wall"))
        self.counts.set_words(texts("policy_page.counts_as_needed"))
        self.note.set_words(texts("policy_page.fall_is_note"))
        self.keep.setText(texts("policy_page.keep"))
        self.leave.setText(texts("policy_page.leave"))
        if self._own is not None:
            named = self._desk.library.policies.get(self._own.base)
            self.base.setText("" if named is None else texts("policy_page.from", name=named.name(texts.language)))
            self.look()


def _place(place: str, kinds: list[LineKind]) -> str:
    """Give the field of this form for a place of the policy (``lines[1].mg``)."""
    if place.startswith("lines["):
        kind = kinds[int(place[6 : place.index("]")])]
        return next(name for name, known in _LINES.items() if known is kind)
    return {"lines": "line_last", "base": "name", "id": "name"}.get(place, place)
