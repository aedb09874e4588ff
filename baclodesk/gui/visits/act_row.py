"""One act of the guide as a button, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts
from baclodesk.services.visit_acts import Offer

from ..widgets.pieces import column, flag, label

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ActButton(QPushButton):
    """``looked`` when it is pressed or reached by Tab, ``taken`` by Enter while its plan is shown, ``gone`` after."""

    looked = Signal()
    taken = Signal()
    gone = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAutoDefault(False)
        self.setProperty("act", "rest")
        self.in_sight = False
        self.clicked.connect(self.looked)

    def show_looked(self, *, looked: bool) -> None:
        """Show whether its plan is the one on the chart."""
        self.in_sight = looked
        flag(self, "act", "shown" if looked else "rest")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            self.looked.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.gone.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.taken if self.in_sight else self.looked).emit()
        else:
            super().keyPressEvent(event)


class ActRow(QWidget):
    """An offer: its button; under it what it does, why, when to see the patient, its source, or why it cannot be.

    ``apart``: the button stands elsewhere, in a line with others.
    """

    def __init__(self, offer: Offer, texts: Texts, *, apart: bool = False) -> None:
        super().__init__()
        self.offer, self._apart, self._brief = offer, apart, False
        self.button = ActButton(offer.label)
        self.button.setEnabled(offer.plan is not None)
        self.button.setAccessibleDescription(" ".join(words_of(offer, texts)))
        self._more = QWidget()
        lines = column(self._more, gap=2)
        for place, words in enumerate(words_of(offer, texts)):
            lines.addWidget(label("secondary" if place else "", words, wrap=True))
        whole = column(self, gap=4)
        if not apart:
            whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._more)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_looked(looked=False)

    def show_looked(self, *, looked: bool) -> None:
        """Show whether its plan is on the chart; only then, or when it matters anyway, all is said of it."""
        self.button.show_looked(looked=looked)
        told = (self.offer.suggested and not self._brief) or self.offer.plan is None
        self._more.setVisible(looked or told)
        if self._apart:
            self.setVisible(looked)

    def set_brief(self, *, brief: bool) -> None:
        """Say of a suggestion only its label until it is looked at, where there is little room."""
        self._brief = brief
        self.show_looked(looked=self.button.in_sight)


def words_of(offer: Offer, texts: Texts) -> tuple[str, ...]:
    """Give the sentences of an offer: what it does (or why it cannot be), why, when to see the patient, the source."""
    lines = [offer.sentence if offer.plan is not None else offer.reason]
    if offer.why:
        lines.append(offer.why)
    if offer.see_again is not None:
        first, last = offer.see_again
        key = "visit_page.see_on" if first == last else "visit_page.see_between"
        lines.append(texts(key, first=texts.date(first), last=texts.date(last)))
    if offer.plan is not None:
        lines.append(texts("visit_page.act_source", source=offer.source))
    return tuple(line for line in lines if line)
