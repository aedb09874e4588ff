"""The strip under the intake: how far it is, what was flagged, and the decision, always in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import PatientRecord
from baclodesk.services.catalogue import Progress
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..patient.header import badge_words
from ..widgets.flow import Flow
from ..widgets.pieces import button, label
from ..widgets.segmented import Segmented
from .decision import DECISIONS

_LARGE: Final = 1.4
"""From this scale of the text on there is no room for the summary."""


class DecisionStrip(QFrame):
    """Summary and decision; ``decided`` carries the decision's word, ``open_wanted`` asks for its part."""

    decided = Signal(str)
    open_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("box", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self.summary = label("strong"), label("quiet", wrap=True)
        self.choice, self.reasons = Segmented([decision.value for decision in DECISIONS]), button("link")
        line = Flow(self, gap=12, line_gap=4)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self._title)
        line.addWidget(self.summary)
        line.spring()
        line.addWidget(self.choice)
        line.addWidget(self.reasons)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        desk.theme.changed.connect(self._fit)
        self._fit()
        self.choice.chosen.connect(self.decided)
        self.reasons.clicked.connect(self.open_wanted)

    def _fit(self) -> None:
        """With large text the decision alone stays; how far it is stands in the list, what was flagged in the badge."""
        self.summary.setVisible(self._desk.theme.scale <= _LARGE)

    def show_record(self, record: PatientRecord, findings: Sequence[Finding], progress: Progress) -> None:
        """Show the summary and the decision."""
        texts = self._desk.texts
        parts = [texts("intake_page.asked", done=progress.done, total=progress.total)]
        flags = badge_words([finding for finding in findings if finding.stage is None], texts)
        parts.extend([flags] if flags else [])
        self.summary.setText(" · ".join(parts))
        made = record.intake.decision
        self.choice.set_value(made.decision.value)
        self.reasons.setText(texts("intake_page.reasons_given" if made.reasons.strip() else "intake_page.give_reasons"))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._title.setText(texts("intake.decision.title"))
        self.choice.set_words([texts(f"intake.decision.{decision}") for decision in DECISIONS])
        self.choice.setAccessibleName(texts("intake.decision.title"))
