"""The offer, over the chart of a plan not yet issued, to take one intake before the hour of the strongest craving."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.acts_hours import ITEM, draft_before_craving
from baclodesk.services.practice import with_plan
from baclodesk.services.texts import Texts
from baclodesk.services.visit_acts import Offer

from ..desk import Desk
from ..patient.page import Work
from ..widgets.notice import Notice


class CravingOffer(Notice):
    """Shows the plan on the chart before it is taken. ``looked_at`` carries the offer to be seen, or None.

    Left alone it does not come back for the same hour while the patient is open.
    """

    looked_at = Signal(object)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__(desk.theme)
        self._desk, self._work = desk, work
        self._left: Fraction | None = None
        self.offer: Offer | None = None
        self.is_shown = False
        self._has_room = True

    def set_room(self, *, there: bool) -> None:
        """Tell whether the chart that it speaks of is in sight; without it nothing is offered."""
        if there != self._has_room:
            self._has_room = there
            self.drop()
            self._draw()

    def show_record(self, record: PatientRecord) -> None:
        """Offer what fits the draft, or nothing."""
        hour = record.intake.amount(ITEM)
        desk = self._desk
        offer = draft_before_craving(record, desk.texts) if hour != self._left or hour is None else None
        if offer != self.offer:
            self.drop()
            self.offer = offer
            self._draw()

    def _draw(self) -> None:
        texts, offer = self._desk.texts, self.offer
        if offer is None or not self._has_room:
            self.silence()
            return
        first = (texts("titration_page.craving_show"), self._look)
        if self.is_shown:
            first = (texts("titration_page.craving_take"), self._take)
        acts = (first, (texts("titration_page.craving_leave"), self._leave))
        source = texts("visit_page.act_source", source=offer.source)
        self.say(f"{offer.sentence} {source}", "note", acts)

    def _look(self) -> None:
        self.is_shown = True
        self.looked_at.emit(self.offer)
        self._draw()

    def _take(self) -> None:
        offer = self.offer
        self.drop()
        if offer is not None:
            after = with_plan(self._work.record, offer.plan)
            self._work.edit(after, lambda texts: texts("titration_page.craving_step"))

    def _leave(self) -> None:
        self.drop()
        self._left = self._work.record.intake.amount(ITEM)
        self.offer = None
        self._draw()

    def drop(self) -> None:
        """Take the preview away; the offer stays."""
        if self.is_shown:
            self.is_shown = False
            self.looked_at.emit(None)
            self._draw()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_shown:
            self.drop()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        if self.offer is not None:
            self.offer = draft_before_craving(self._work.record, texts)
        self._draw()
