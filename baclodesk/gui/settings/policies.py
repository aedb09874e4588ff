"""Which policy holds, the practice's own ones, and what a change would mean for the plans under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from baclodesk.domain.own_policy import OwnPolicy
from baclodesk.domain.practice import Practice
from baclodesk.services import own_policies
from baclodesk.services.findings_text import citation
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, choice_box, column, label
from .policy_form import OwnPolicyForm
from .policy_review import PolicyReview


class PolicySection(QWidget):
    """The part of the settings about policies. ``keep`` saves a practice and tells whether that went well.

    Choosing another policy changes nothing before the review of all open plans is confirmed.
    """

    def __init__(self, desk: Desk, store: PracticeStore, keep: Callable[[Practice], bool]) -> None:
        super().__init__()
        self._desk, self._keep = desk, keep
        self.name, self.choice = label("strong", wrap=True), choice_box()
        self.words = label("secondary", wrap=True)
        self.copy, self.change, self.retire = button(), button(), button()
        self.form, self.review, self.notice = OwnPolicyForm(desk), PolicyReview(desk, store), Notice(desk.theme)
        self.name.setBuddy(self.choice)
        whole = column(self, gap=4)
        whole.addWidget(self.name)
        whole.addWidget(self.choice)
        whole.addWidget(self.words)
        acts = Flow(gap=8)
        for made in (self.copy, self.change, self.retire):
            acts.addWidget(made)
        whole.addSpacing(4)
        whole.addLayout(acts)
        for part in (self.notice, self.form, self.review):
            whole.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.choice.activated.connect(self._choose)
        self.copy.clicked.connect(self._begin_copy)
        self.change.clicked.connect(self._begin_change)
        self.retire.clicked.connect(self._retire)
        self.form.kept.connect(self._keep_own)
        self.form.left.connect(self._leave_form)
        self.review.confirmed.connect(self._take)
        self.review.dropped.connect(self.prepare)

    def prepare(self, chosen: str = "") -> None:
        """Show the policies to choose from, with ``chosen`` or the one in force selected."""
        practice, language = self._desk.practice, self._desk.texts.language
        self.choice.clear()
        for policy in own_policies.choices(practice):
            self.choice.addItem(policy.name(language), policy.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen or practice.policy)))
        self._look()

    @property
    def chosen(self) -> str:
        """The id of the policy selected."""
        return str(self.choice.currentData() or self._desk.practice.policy)

    def _own(self) -> OwnPolicy | None:
        own = self._desk.practice.own_policies
        return next((item for item in own if item.id == self.chosen and not item.retired), None)

    def _look(self) -> None:
        texts, own = self._desk.texts, self._own()
        policy = self._desk.library.policies.get(self.chosen)
        if policy is not None:
            source = texts("policies.source", reason=policy.reason) if policy.reason else citation(texts, policy.source)
            self.words.setText(texts("help.sources.checked", source=source, date=texts.date(policy.checked)))
        self.change.setVisible(own is not None)
        self.retire.setVisible(own is not None and self.chosen != self._desk.practice.policy)

    def _choose(self) -> None:
        self.notice.silence()
        self.form.hide()
        self._look()
        if self.chosen == self._desk.practice.policy:
            self.review.stop()
            self.review.hide()
        else:
            self.review.start(replace(self._desk.practice, policy=self.chosen))

    def _begin_copy(self) -> None:
        desk = self._desk
        own = own_policies.copied(desk.practice, self.chosen, name="", reason="", by=desk.user, on=desk.today())
        self._show_form(own)

    def _begin_change(self) -> None:
        own = self._own()
        if own is not None:
            self._show_form(replace(own, by=self._desk.user, on=self._desk.today()))

    def _show_form(self, own: OwnPolicy) -> None:
        self.notice.silence()
        self.review.stop()
        self.review.hide()
        self.form.show_policy(own)

    def _leave_form(self) -> None:
        self.form.hide()
        self.prepare()
        self.choice.setFocus()

    def _keep_own(self, own: OwnPolicy) -> None:
        try:
            after = own_policies.kept(self._desk.practice, own)
        except own_policies.OwnPolicyError:
            self.form.look()
            return
        self.form.hide()
        if after.policy != self._desk.practice.policy:
            self.review.start(after)
        elif self._keep(after):
            self.prepare(after.own_policies[-1].id)
            self.notice.say(self._desk.texts("policy_page.kept", name=own.name), "note", self._use_now(after))
            self.choice.setFocus()

    def _use_now(self, after: Practice) -> tuple[tuple[str, Callable[[], None]], ...]:
        wanted = replace(after, policy=after.own_policies[-1].id)
        return ((self._desk.texts("policy_page.use_now"), lambda: self.review.start(wanted)),)

    def _retire(self) -> None:
        own = self._own()
        if own is not None and self._keep(own_policies.retired(self._desk.practice, own.id)):
            self.review.stop()
            self.review.hide()
            self.prepare()
            self.notice.say(self._desk.texts("policy_page.retired", name=own.name))

    def _take(self, wanted: Practice) -> None:
        practice = self._desk.practice
        if self._keep(replace(practice, policy=wanted.policy, own_policies=wanted.own_policies)):
            name = self._desk.library.policies[wanted.policy].name(self._desk.texts.language)
            self.notice.say(self._desk.texts("policy_page.taken", name=name))
        self.prepare()
        self.choice.setFocus()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.name.setText(texts("settings.policy"))
        self.choice.setAccessibleName(texts("settings.policy"))
        self.copy.setText(texts("policy_page.copy"))
        self.change.setText(texts("policy_page.change"))
        self.retire.setText(texts("policy_page.retire"))
        self.form.retranslate(texts)
        self.review.retranslate(texts)
        self._look()
