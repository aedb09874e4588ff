"""The guide's acts at a visit: looked at on the chart first, taken only then, as one undo step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.visit import Visit
from baclodesk.services.practice import with_plan
from baclodesk.services.texts import Texts, Words
from baclodesk.services.visit_acts import Offer, offers

from ..desk import Desk
from ..issue.outline import PlanOutline
from ..patient.page import Work
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, clear, column, label, row
from .act_row import ActRow

_PAUSE_MS = 120
"""Acts are worked out anew when the typing pauses."""


class ActsBox(QWidget):
    """Offers the acts for one visit. ``looked_at`` carries the offer whose plan is to be seen, or None.

    Escape is the panel's: it asks ``drop`` first.
    """

    looked_at = Signal(object)
    resized = Signal()

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._visit: Visit | None = None
        self._asked: object = None
        self._taken: tuple[str, Plan] | None = None
        self._open = self.is_offering = self._brief = False
        self.rows: list[ActRow] = []
        self.looked: Offer | None = None
        self.title, self.notice = label("strong", wrap=True), Notice(desk.theme)
        self.more, self.take, self.leave = button("link"), button("primary"), button()
        self.outline = PlanOutline(desk)
        self._foot = QWidget()
        self._first, self._said, self._rest = column(gap=8), column(gap=8), column(gap=8)
        self._beside = QWidget()
        Flow(self._beside, gap=6, line_gap=6)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(self.work_out)
        self.more.clicked.connect(self._turn)
        self.take.clicked.connect(self.take_looked)
        self.leave.clicked.connect(self.drop)

    def _lay_out(self) -> None:
        foot = column(self._foot, gap=6)
        acts = row()
        acts.addWidget(self.take)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        foot.addLayout(acts)
        foot.addWidget(self.outline)
        self._foot.hide()
        self.outline.hide()
        whole = column(self, gap=8)
        whole.addWidget(self.title)
        whole.addWidget(self.notice)
        whole.addLayout(self._first)
        whole.addWidget(self._beside)
        whole.addLayout(self._said)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._rest)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # what is offered

    def show_visit(self, record: PatientRecord, visit: Visit) -> None:
        """Offer what fits this visit; nothing for one that a later visit has overtaken."""
        overtaken = any(item.on > visit.on for item in record.visits)
        self._visit = None if overtaken else visit
        texts, today = self._desk.texts, self._desk.today()
        others = tuple(item for item in record.visits if item.id != visit.id)
        facts = replace(visit, note="", next_visit=None)
        asked = (facts, others, record.plan, record.issued, record.intake, today, self._desk.practice, texts.language)
        if asked != self._asked:
            self._asked = asked
            self.drop()
            self._pause.start()

    def work_out(self) -> None:
        """Work the offers out now."""
        self._pause.stop()
        visit, record, desk = self._visit, self._work.record, self._desk
        made: tuple[Offer, ...] = ()
        if visit is not None:
            made = offers(record, visit, desk.today(), desk.practice.policy, desk.texts, library=desk.library)
        self._show(made, record)

    def _show(self, made: tuple[Offer, ...], record: PatientRecord) -> None:
        texts = self._desk.texts
        self._let_go()
        self.is_offering = bool(made)
        taken = self._visit is not None and self._taken == (self._visit.id, record.plan)
        front = [] if taken else [offer for offer in made if offer.suggested]
        beside = [] if taken else [offer for offer in made if offer.timely and not offer.suggested]
        apart = [offer for offer in beside if offer.plan is not None]
        for offer in front:
            self._add(ActRow(offer, texts), self._first)
        for offer in apart:
            self._add(ActRow(offer, texts, apart=True), self._said)
        for offer in made:
            if offer not in front and offer not in apart:
                self._add(ActRow(offer, texts), self._rest)
        if taken:
            self.notice.say(texts("visit_page.act_taken" if record.draft_differs else "visit_page.act_issued"))
        else:
            self.notice.silence()
        self._fold()
        self.title.setText(texts("visit_page.acts"))
        self.resized.emit()

    def _add(self, made: ActRow, place: QVBoxLayout) -> None:
        offer = made.offer
        made.button.looked.connect(lambda: self.look(offer))
        made.button.taken.connect(self.take_looked)
        made.button.gone.connect(self._left)
        self.rows.append(made)
        place.addWidget(made)
        beside = self._beside.layout()
        if made.button.parent() is None and beside is not None:
            beside.addWidget(made.button)
        made.set_brief(brief=self._brief)

    def _let_go(self) -> None:
        self._put_foot(None)
        self.rows = []
        for place in (self._first, self._said, self._rest):
            clear(place)
        if (beside := self._beside.layout()) is not None:
            clear(beside)

    def _turn(self) -> None:
        self._open = not self._open
        self._fold()

    def _fold(self) -> None:
        texts = self._desk.texts
        folded = [made for made in self.rows if self._rest.indexOf(made) >= 0]
        for made in folded:
            made.setVisible(self._open)
        beside = self._beside.layout()
        has_beside = beside is not None and beside.count() > 0
        self._beside.setVisible(has_beside and (self._open or not self._brief))
        self.more.setVisible(bool(folded) or (has_beside and self._brief))
        self.more.setText(texts("visit_page.fewer_acts" if self._open else "visit_page.more_acts"))

    # looking and taking

    def look(self, offer: Offer) -> None:
        """Show what an offer would make; nothing is changed by it."""
        if offer.plan is None or offer is self.looked:
            return
        self.looked = offer
        for made in self.rows:
            made.show_looked(looked=made.offer is offer)
        plan = offer.plan
        self.take.setText(self._desk.texts("visit_page.take"))
        self.take.setEnabled(plan != self._work.record.plan)
        self.outline.show_plan(plan)
        self._put_foot(next(made for made in self.rows if made.offer is offer))
        self.looked_at.emit(offer)

    def _put_foot(self, at: ActRow | None) -> None:
        """Put the buttons that take or leave under the act looked at, or away."""
        holder = None if at is None else at.layout()
        self._foot.hide()
        self._foot.setParent(None)
        if holder is not None:
            holder.addWidget(self._foot)
            self._foot.show()

    def take_looked(self) -> None:
        """Take the act looked at, as one undo step of the record named after it."""
        offer = self.looked
        visit = self._visit
        if visit is None or offer is None or offer.plan is None or offer.plan == self._work.record.plan:
            return
        plan, words = offer.plan, self._step_of(offer, visit)
        self.drop()
        self._taken = (visit.id, plan)
        self._work.edit(with_plan(self._work.record, plan), words)
        self.work_out()
        self.more.setFocus()

    def _step_of(self, offer: Offer, visit: Visit) -> Words:
        """Name the step after the act: its label is made with the offers, so in another language they are made anew."""
        desk, record, code = self._desk, self._work.record, offer.code
        today, policy, library = desk.today(), desk.practice.policy, desk.library
        label_then = offer.label
        known = {desk.texts.language: label_then}

        def words(texts: Texts) -> str:
            if texts.language not in known:
                again = offers(record, visit, today, policy, texts, library=library)
                known[texts.language] = next((item.label for item in again if item.code == code), label_then)
            return texts("visit_page.act_step", act=known[texts.language])

        return words

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.resized.emit)
        return super().event(event)

    def drop(self) -> bool:
        """Drop the preview; False when there was none."""
        if self.looked is None:
            return False
        self.looked = None
        for made in self.rows:
            made.show_looked(looked=False)
        self._put_foot(None)
        self.looked_at.emit(None)
        return True

    def _left(self) -> None:
        QTimer.singleShot(0, self, self._drop_when_outside)

    def _drop_when_outside(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self.drop()

    def set_brief(self, *, brief: bool) -> None:
        """Show only the suggestion, by its label, until somebody looks for more: there is little room."""
        if brief != self._brief:
            self._brief = brief
            for made in self.rows:
                made.set_brief(brief=brief)
            self._fold()

    @property
    def foot(self) -> QWidget:
        """The lowest of what must be in sight while an act is looked at."""
        return self.take

    def set_picture(self, *, shown: bool) -> None:
        """Show the plan in small where the chart has no room beside the visit."""
        self.outline.setVisible(shown)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._asked = None
        self.leave.setText(texts("visit_page.leave_act"))
