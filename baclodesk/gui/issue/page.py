"""The issue page: what is issued, what is open, one button; afterwards the documents, chosen already."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import PatientRecord
from baclodesk.domain.plan import Plan
from baclodesk.domain.schedule import of_plan
from baclodesk.services import practice
from baclodesk.services.begun import Going, going_on, with_reason, with_tick, without
from baclodesk.services.practice import IssueRefusedError, IssueSheet
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..patient.facts import born
from ..patient.page import Work
from ..trouble_words import not_saved
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, go_along, label, limit_width, row, rule, scrolled
from .afterwards import Afterwards
from .open_points import OpenPoints
from .outline import PlanOutline


class IssuePage(Leaf):
    """One patient's draft on its way to a revision. ``papers_wanted`` carries the kinds to print."""

    place_wanted = Signal(str, str)
    papers_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._work: Work | None = None
        self.who = label("quiet", wrap=True)
        self.title, self.sums, self.period = label("name", wrap=True), label("strong", wrap=True), label(wrap=True)
        self.product, self.policy = label("quiet", wrap=True), label("quiet", wrap=True)
        self.outline, self.points = PlanOutline(desk), OpenPoints(desk)
        self.after = Afterwards(desk)
        self.state, self.notice = label("quiet", wrap=True), Notice(desk.theme)
        self.issue, self.back = button("primary"), button()
        self.pages = QStackedWidget()
        self._lay_out()
        self.issue.clicked.connect(self.issue_plan)
        self.back.clicked.connect(self.left)
        self.points.reason_given.connect(self._take_reason)
        self.points.tick_given.connect(self._take_tick)
        self.points.place_wanted.connect(self.place_wanted)
        self.after.wanted.connect(self.papers_wanted)
        self.after.left.connect(self.left)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        head = row(margin=(24, 16, 16, 8))
        names = column(gap=0)
        names.addWidget(self.title)
        names.addWidget(self.who)
        head.addLayout(names, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        limit_width(content, self._desk.theme, 860)
        rows = column(content, margin=(24, 16, 24, 16), gap=12)
        what = row(gap=24)
        words = column(gap=4)
        for part in (self.sums, self.period, self.product, self.policy):
            words.addWidget(part)
        words.addStretch(1)
        what.addLayout(words, 1)
        what.addWidget(self.outline, 1)
        rows.addLayout(what)
        rows.addWidget(rule())
        rows.addWidget(self.points)
        rows.addStretch(1)
        foot = row(margin=(24, 8, 24, 12), gap=12)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.issue)
        sheet = QWidget()
        whole = column(sheet, gap=0)
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(self.notice)
        whole.addWidget(rule())
        whole.addLayout(foot)
        self.pages.addWidget(sheet)
        self.pages.addWidget(self.after)
        outer = column(self, gap=0)
        outer.addLayout(head)
        outer.addWidget(rule())
        outer.addWidget(self.pages, 1)

    def show_work(self, work: Work, key: str = "") -> None:
        """Show what would be issued of this patient; ``key`` names the finding to begin with."""
        if self._work is not work:
            self.points.forget()
        self._work = work
        self.notice.silence()
        self.pages.setCurrentIndex(0)
        self._show()
        self.points.focus_on(key)

    def _show(self) -> None:
        if self._work is None:
            return
        record, desk = self._work.record, self._desk
        self.title.setText(record.identity.full_name)
        revision = desk.texts("issue_page.title", revision=record.next_revision)
        self.who.setText(" · ".join(part for part in (born(record.identity, desk.texts), revision) if part))
        plan = record.plan
        if plan is not None and plan.stages:
            self._say_plan(plan)
        sheet = self._sheet(record)
        self.points.show_sheet(sheet, self._going(record))
        self._look()

    def _sheet(self, record: PatientRecord) -> IssueSheet:
        desk = self._desk
        return practice.issue_sheet(record, desk.practice.policy, desk.today(), library=desk.library)

    def _going(self, record: PatientRecord) -> Going:
        """Give the answers begun to what is asked of the record now."""
        return going_on(record, self._sheet(record).findings)

    def _say_plan(self, plan: Plan) -> None:
        texts, schedule = self._desk.texts, of_plan(plan)
        tablets = schedule.closed_total_tablets
        shown = "–" if tablets is None else texts.tablets(tablets)
        self.sums.setText(
            texts("issue_page.sums", days=plan.closed_days, tablets=shown, mg=texts.mg(schedule.closed_total_mg))
        )
        if plan.start is not None:
            last = plan.start + timedelta(days=max(0, plan.closed_days - 1))
            key = "issue_page.period_open" if plan.is_open else "issue_page.period"
            words = texts(key, start=texts.date(plan.start), end=texts.date(last), stages=len(plan.stages))
            self.period.setText(words)
        else:
            self.period.setText(texts("issue_page.no_start"))
        self.product.setText(", ".join(item.name for item in plan.products))
        policy = self._desk.library.policies[self._desk.practice.policy]
        checked = texts.date(policy.checked)
        self.policy.setText(texts("issue_page.policy", policy=policy.name(texts.language), date=checked))
        self.outline.show_plan(plan)

    def _look(self) -> None:
        if self._work is None:
            return
        texts, record = self._desk.texts, self._work.record
        why = blocked(record)
        if why:
            self.state.setText(texts(f"issue_page.{why}"))
            self.issue.setEnabled(False)
            return
        left = self._sheet(record).left(self._going(record).reply)
        self.state.setText(texts("issue_page.left", n=len(left)) if left else texts("issue_page.ready"))
        self.issue.setEnabled(not left)

    # the answers: kept in the record as they are given, as facts that undo leaves alone

    def _take_reason(self, finding: Finding, text: str) -> None:
        if self._work is not None:
            desk = self._desk
            self._keep(with_reason(self._work.record, finding, text, by=desk.user, now=desk.now()))

    def _take_tick(self, finding: Finding, on: bool) -> None:
        if self._work is None:
            return
        record, desk = self._work.record, self._desk
        after = with_tick(record, finding, by=desk.user, now=desk.now()) if on else without(record, finding.key)
        self._keep(after)

    def _keep(self, after: PatientRecord) -> None:
        if self._work is not None:
            self._work.session.note_fact(after)
            self._look()

    def issue_plan(self) -> None:
        """Save what is open, freeze the draft, save the revision, and only then say that it is issued."""
        work, desk = self._work, self._desk
        if work is None:
            return
        try:
            after = practice.issued(
                work.record,
                self._going(work.record).reply,
                policy=desk.practice.policy,
                by=desk.user,
                now=desk.now(),
                library=desk.library,
            )
        except IssueRefusedError:
            self._look()
            return
        work.session.note_fact(after, closes=True)
        if not work.autosave.flush():
            state = work.autosave.state
            self.notice.say(not_saved(desk.texts, state.failure, draft_kept=state.draft_kept), "alarm")
            return
        self.points.forget()
        self._show_after(after)

    def _show_after(self, record: PatientRecord) -> None:
        unsigned = record.consent.state is not ConsentState.SIGNED
        kinds = {"schedule": True, "consent": unsigned, "intake": True}
        self.after.show_revision(len(record.issued), dict.fromkeys(self._desk.practice.handouts, True) | kinds)
        self.pages.setCurrentWidget(self.after)

    def forget(self) -> None:
        """Drop the patient and everything typed."""
        self._work = None
        self.points.forget()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        return go_along(next, self.points, self.issue, self.back) or super().focusNextPrevChild(next)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.issue.setText(texts("issue_page.issue"))
        self.back.setText(texts("issue_page.back"))
        self.after.retranslate(texts)
        if self._work is not None:
            self._show()
            self.points.draw(texts, self._going(self._work.record))


def blocked(record: PatientRecord) -> str:
    """Say why there is nothing to issue (a key), or empty."""
    plan = record.plan
    if plan is None or not plan.stages:
        return "no_plan"
    if plan.start is None:
        return "no_start"
    return "" if record.draft_differs else "unchanged"
