"""What chart, table, inspector, readout and findings share: the plan, what is selected, a drag under way.

Nothing here draws. Every change goes to the host as one step; the board then shows what the host has.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from baclodesk.domain import limits as reach_of
from baclodesk.domain.courses import keeps_history
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind, Limits, Reason
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Rules
from baclodesk.domain.walls import Breach, breaches, new_breach
from baclodesk.gui.chart import news, wording
from baclodesk.gui.chart.amends import part_from_tomorrow
from baclodesk.gui.chart.answered import with_reasons
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.host import ChartHost, ChartState, FindingLine
from baclodesk.gui.chart.targets import Part, Stop
from baclodesk.services.texts import Texts, Words

NOTE, WARN = "note", "warn"
"""How a sentence is meant: by the way, or something stopped."""


class Board(QObject):
    """The shared state of the tab. ``preview`` is the dragged plan (None at rest), ``shown`` what is to be seen.
    ``offered``: the preview comes from outside, by ``show_preview``, not from a drag.

    ``refreshed``: another plan, state or language · ``previewed``: a drag moved or ended · ``chosen`` ·
    ``told``: a sentence for the readout's message line and how it is meant · ``spoke``: a sentence for readers,
    NOTE, WARN, or the name of a run of sentences (steps of one key, days passed by) of which only the last counts.
    """

    refreshed = Signal()
    previewed = Signal()
    chosen = Signal()
    underlaid = Signal()
    told = Signal(str, str)
    spoke = Signal(str, str)

    def __init__(self, host: ChartHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.texts: Texts = host.texts()
        self.state: ChartState = host.state()
        self.facts = Facts(self.texts, self.state.plan.products if self.state.plan else ())
        self.selected: tuple[int, ...] = ()
        self.current: int | None = None
        self.part = Part.BODY
        self.preview: Plan | None = None
        self.offered = self.in_table = False
        self.handle: Handle | None = None
        self.reach: Limits | None = None
        self.stop: Stop | None = None
        self.wall: tuple[Handle, Reason] | None = None
        self.findings: tuple[FindingLine, ...] = ()
        self.broken: tuple[Breach, ...] = ()
        self.overlay: int | None = None
        self._check()

    # --- what is shown

    @property
    def plan(self) -> Plan | None:
        """The plan at rest."""
        return self.state.plan

    @property
    def shown(self) -> Plan | None:
        """The plan to be seen: the preview during a drag."""
        return self.preview if self.preview is not None else self.state.plan

    @property
    def laid_under(self) -> Plan | None:
        """The earlier revision whose outline is drawn under the plan."""
        return next((item.plan for item in self.state.issued if item.number == self.overlay), None)

    def lay_under(self, number: int | None) -> None:
        """Draw an earlier revision's outline under the plan; None takes it away."""
        if number != self.overlay:
            self.overlay = number
            self.underlaid.emit()

    @property
    def rules(self) -> Rules:
        """The rules of the plan; only to be asked while there is a plan."""
        assert self.state.rules is not None
        return self.state.rules

    @property
    def editable(self) -> bool:
        """Tell whether anything can be changed."""
        return self.plan is not None and self.state.rules is not None and not self.state.locked

    @property
    def history(self) -> int | None:
        """The last day that cannot be changed; None while no revision is in force."""
        return self.state.history_until

    def refresh(self) -> None:
        """Take the host's state anew; a drag under way must have been dropped before."""
        before, self.state = self.state.plan, self.host.state()
        self.wall = self.wall if self.state.plan == before else None
        texts = self.host.texts()
        products = self.state.plan.products if self.state.plan else ()
        if texts.language != self.texts.language or products != self.facts.products:
            self.facts = Facts(texts, products)
        self.texts = texts
        was_offered, self.offered = self.offered, False
        self.preview = self.handle = self.reach = self.stop = None
        self._keep_selection()
        self._check()
        if was_offered:
            self.previewed.emit()
        self.refreshed.emit()
        self.chosen.emit()

    def show_preview(self, plan: Plan | None, words: str = "") -> None:
        """Show a plan that only might be taken, over the outline of the present one; None drops it.

        Nothing is changed by it. It never goes over a drag; a later drag or plan drops it. ``words`` say whose it is.
        """
        if self.handle is not None or (plan is None and not self.offered):
            return
        if plan is not None and (self.plan is None or self.state.rules is None):
            return
        self.offered, self.preview = plan is not None, plan
        self.told.emit(words, NOTE)
        self.previewed.emit()

    def _check(self) -> None:
        plan, rules = self.plan, self.state.rules
        self.findings = () if plan is None or rules is None else self.findings_of(plan)
        self.broken = () if plan is None or rules is None else breaches(plan, rules)

    def findings_of(self, plan: Plan) -> tuple[FindingLine, ...]:
        """Check a plan, also one that is only being dragged; an answered finding tells its reason."""
        return with_reasons(self.texts, plan, self.host.findings(plan))

    @property
    def none_hint(self) -> str:
        """Say how a stage is chosen, in the chart or in the table."""
        return self.texts("chart.inspector.none_hint_table" if self.in_table else "chart.inspector.none_hint")

    def select_new(self, before: Plan, uid: int | None = None) -> None:
        """Make the first stage that an edit of ``before`` brought the current one; without one that of ``uid``."""
        known, now = {old.uid for old in before.stages}, [new.uid for new in self.plan.stages] if self.plan else []
        fresh = next((new for new in now if new not in known), uid)
        if fresh in now:
            self.select(fresh)

    def _keep_selection(self) -> None:
        uids = {stage.uid for stage in self.plan.stages} if self.plan else set()
        self.selected = tuple(uid for uid in self.selected if uid in uids)
        if self.current not in uids:
            self.current = self.selected[-1] if self.selected else None

    def supply_until(self, plan: Plan) -> int | None:
        """Give the last day of ``plan`` that the tablets prescribed cover; None without them or where they suffice."""
        return None if self.state.supply is None else self.facts.supply_until(plan, self.state.supply)

    # --- selection

    @property
    def index(self) -> int | None:
        """The place of the current stage in the shown plan."""
        if self.current is None or self.shown is None:
            return None
        for index, stage in enumerate(self.shown.stages):
            if stage.uid == self.current:
                return index
        return None

    def select(self, uid: int | None, mode: str = "only", part: Part | None = None) -> None:
        """Make a stage the current one: alone, toggled into the selection, or with all up to it."""
        if uid is None:
            self.selected, self.current = (), None
        elif mode == "toggle":
            kept = tuple(u for u in self.selected if u != uid)
            self.selected = kept if uid in self.selected else (*kept, uid)
            self.current = self.selected[-1] if self.selected else None
        elif mode == "range" and self.current is not None and self.plan is not None:
            order = [stage.uid for stage in self.plan.stages]
            anchor = self.selected[0] if self.selected else self.current
            low, high = sorted((order.index(anchor), order.index(uid)))
            between = order[low : high + 1]
            self.selected = tuple(between if between[0] == anchor else reversed(between))
            self.current = uid
        else:
            self.selected, self.current = (uid,), uid
        if part is not None:
            self.part = part
        self.wall = None
        self.chosen.emit()

    def follow_split(self, before: Plan) -> None:
        """Make the part from tomorrow the current stage, where an edit of ``before`` split it off the current one."""
        at = None if self.plan is None else part_from_tomorrow(before, self.plan)
        if at is not None and self.plan is not None and self.plan.stages[at - 1].uid == self.current:
            self.lead_on(self.plan.stages[at].uid)
            self.chosen.emit()

    def lead_on(self, uid: int) -> None:
        """Let the stage ``uid`` take the current one's place in the selection; nothing is told."""
        self.selected = tuple(uid if kept == self.current else kept for kept in self.selected) or (uid,)
        self.current = uid

    # --- asking

    def why_not(self, handle: Handle | None) -> str:
        """Say why a handle cannot move at all: locked, or its days are history."""
        if handle is None or self.plan is None:
            return ""
        if self.state.locked:
            return self.state.locked
        try:
            found = self.limits(handle)
        except DomainError as error:
            return wording.refusal(self.texts, error)
        if found.lo == found.hi == found.value and found.lo_reason.code == "past":
            return self.texts("chart.refusal.history")
        return ""

    def limits(self, handle: Handle) -> Limits:
        """Give the reach of a handle in the plan at rest."""
        assert self.plan is not None
        return reach_of.limits(self.plan, handle, self.rules, today=self.history)

    def nearest(self, handle: Handle, value: Fraction, found: Limits, *, fine: bool = False) -> Fraction:
        """Put a wished value on the handle's grid."""
        assert self.plan is not None
        return reach_of.nearest(self.plan, handle, value, found, fine=fine)

    def applied(self, handle: Handle, value: Fraction) -> Plan:
        """Give the plan at rest with the handle at ``value``."""
        assert self.plan is not None
        return reach_of.apply(self.plan, handle, value, self.rules, today=self.history)

    # --- changing

    def execute(self, after: Plan, words: Words, merge_key: str | None = None, *, aside: str = "") -> bool:
        """Hand a new plan to the host as one step; nothing when it equals the present one.

        The last guard: whatever asked for it, no step changes a day that is history. True when it was done.
        ``aside`` stands after the step's words as long as they do: why it went no further. Findings of severity
        caution or more that the step brings are read out after its words.
        """
        before, lines = self.plan, self.findings
        if before is not None and (after is before or after == before):
            return False
        if before is not None and self.history is not None and not keeps_history(before, after, self.history):
            self.refuse(self.texts("chart.refusal.history"))
            return False
        self.wall = None
        self.host.commit(before, after, words, merge_key)
        if self.state.plan is not after:  # the host's own signal may have refreshed the board already
            self.refresh()
        text = wording.joined(words(self.texts), wording.split_anew(self.texts, before, after))
        self.told.emit(wording.joined(text, aside), WARN if aside else NOTE)
        fresh = [] if before is None else news.added(before, lines, after, self.findings)
        self.spoke.emit(news.sentence(self.texts, text, fresh), WARN if fresh else merge_key or NOTE)
        return True

    def set_value(self, handle: Handle, value: Fraction, merge_key: str | None = None, *, fine: bool = True) -> bool:
        """Move a handle to the nearest possible value; says why when that is not the wished one. True when moved."""
        why = self.why_not(handle)
        if why:
            self.refuse(why)
            return False
        try:
            found = self.limits(handle)
            target = self.nearest(handle, value, found, fine=fine)
        except DomainError as error:
            self.refuse(wording.refusal(self.texts, error))
            return False
        beyond = found.hi_reason if value > found.hi else found.lo_reason if value < found.lo else None
        return self.move_to(handle, found, target, merge_key, beyond)

    def move_to(
        self,
        handle: Handle,
        found: Limits,
        target: Fraction,
        merge_key: str | None = None,
        beyond: Reason | None = None,
    ) -> bool:
        """Take the plan with the handle at a value it can have; ``beyond`` is the wall that it was wished past."""
        before = self.plan
        assert before is not None
        opened = handle.kind is HandleKind.OPEN_END or self._was_open(handle)
        if target == found.value and not opened:
            if beyond is not None:
                self.hit_wall(handle, beyond)
            return False
        try:
            after = self.applied(handle, target)
        except DomainError as error:
            self.refuse(wording.refusal(self.texts, error))
            return False
        aside = "" if beyond is None else wording.reason(self.texts, beyond)
        words = wording.change_of(before, after, handle, found.value, target)
        done = self.execute(after, words, merge_key, aside=aside)
        if done:
            self.follow_split(before)
        if done and beyond is not None:
            self.wall = (handle, beyond) if beyond.wall else None
            self.spoke.emit(aside, WARN)
        elif beyond is not None and after == before:
            self.hit_wall(handle, beyond)
        return done

    def _was_open(self, handle: Handle) -> bool:
        return handle.kind is HandleKind.END and self.plan is not None and self.plan.stage(handle.uid).days is None

    def edit(self, make: Callable[[Plan], Plan], words: Words, *, within_walls: bool = False) -> bool:
        """Do one edit of the plan at rest; a refusal is told, never silent. True when something changed.

        ``within_walls``: refused, with the wall's reason, when the plan would break more walls than it does now.
        """
        if self.plan is None or self.state.locked:
            self.refuse(self.state.locked)
            return False
        try:
            after = make(self.plan)
        except DomainError as error:
            self.refuse(wording.refusal(self.texts, error))
            return False
        broken = new_breach(self.plan, after, self.rules) if within_walls else None
        if broken is not None:
            self.hit_wall(Handle(HandleKind.DOSE, broken.uid), broken.reason)
            return False
        return self.execute(after, words)

    def refuse(self, why: str) -> None:
        """Tell why something cannot be done."""
        if why:
            self.told.emit(why, WARN)
            self.spoke.emit(why, WARN)

    def hit_wall(self, handle: Handle, reason: Reason) -> None:
        """Tell that a handle stands at its end; a policy's wall can be lifted by an exemption now."""
        self.wall = (handle, reason) if reason.wall else None
        self.refuse(wording.reason(self.texts, reason))
