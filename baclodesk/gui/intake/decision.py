"""The end of the intake: what was decided, why, by whom, with what was flagged on the way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from baclodesk.domain.intake import Decision, DecisionMade
from baclodesk.services.intake_words import decisions_were
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..knowledge import sentence, severity_word
from ..widgets.choices import Choices
from ..widgets.fields import RecordText
from ..widgets.pieces import column, label
from .answering import PICKED, TYPED
from .parts import Part, Sight

DECISIONS = (Decision.PRESCRIBE, Decision.WAIT, Decision.DECLINE)


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
        self._before = label("secondary", wrap=True)
        inner = column(margin=(12, 0, 12, 0), gap=8)
        for part in (self.choice, self._reasons_title, self.reasons, self._signed, self._before):
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
    def take_focus(self) -> None:
        """Put the keyboard onto the decision."""
        self.choice.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by a digit; the keyboard then goes to the reasons."""
        place = int(event.text()) - 1 if event.text() in ("1", "2", "3") else -1
        value = self.choice.code_at(place)
        if value is None or self.reasons.hasFocus() or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        self._decide(value)
        self.reasons.setFocus(Qt.FocusReason.TabFocusReason)

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
        before = decisions_were(texts, sight.record.intake)
        self._before.setVisible(bool(before))
        self._before.setText("\n".join(before))

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
