"""The acts on a stage: clinical verbs, structure, clipboard, undo, exemption, help.

Every one is a single undo step, or says why it cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from baclodesk.domain import courses, edits
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import STAGE_TOO_SHORT, Handle, HandleKind
from baclodesk.domain.plan import Plan, Stage
from baclodesk.domain.stays import is_lifted
from baclodesk.gui.chart import clipboard, wording
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.pace import Pace
from baclodesk.gui.chart.scheme_length import give_scheme_length
from baclodesk.gui.chart.taking_out import take_out
from baclodesk.gui.chart.targets import Part


class Acts(QObject):
    """See the module. ``form`` asks for a panel, ``asked`` for something of the tab, ``editor`` for the stage's."""

    form = Signal(str)
    asked = Signal(str)
    editor = Signal(int, str)

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.pace = Pace.load()
        self.cursor_day: int | None = None

    def _order(self) -> list[int]:
        return [stage.uid for stage in self.board.plan.stages] if self.board.plan else []

    # --- verbs

    def _with_stage(self, do: Callable[[Stage], object]) -> None:
        plan, uid = self.board.plan, self.board.current
        if plan is None:
            return
        if self.board.state.locked:
            self.board.refuse(self.board.state.locked)
            return
        if uid is None:
            day = self.board.state.today_number
            index = None if day is None else plan.stage_index_on(day)
            if index is None:
                self.board.told.emit(self.board.none_hint, WARN)
                return
            self.board.select(plan.stages[index].uid)
            uid = plan.stages[index].uid
        do(plan.stage(uid))

    def from_day(self, uid: int) -> int:
        """Give the first day that a verb changes: tomorrow in the stage of today, else the stage's first day."""
        plan = self.board.plan
        assert plan is not None
        first = plan.spans()[plan.index_of(uid)].first_day
        history = self.board.history
        return first if history is None else max(first, history + 1)

    def _here(self, day: int | None) -> int | None:
        """Give the day where it lies in the current stage, else None."""
        plan, uid = self.board.plan, self.board.current
        index = None if plan is None or day is None else plan.stage_index_on(day)
        return day if plan is not None and index is not None and plan.stages[index].uid == uid else None

    def hold(self, days: int | None = None) -> None:
        """Stay longer at the stage's dose."""
        more = days or self.pace.hold_days
        self._with_stage(
            lambda stage: self.board.edit(
                lambda plan: edits.hold(plan, stage.uid, more),
                wording.step("hold", stage=self._number(stage.uid), days=more),
            )
        )

    def _number(self, uid: int) -> int:
        assert self.board.plan is not None
        return self.board.plan.index_of(uid) + 1

    def _verb(
        self, key: str, make: Callable[[Plan, int], Plan], not_before: int | None = None, **values: object
    ) -> None:
        def do(stage: Stage) -> None:
            day = max(self.from_day(stage.uid), not_before or 1)
            before = self.board.plan
            words = wording.step(key, day=wording.day_of(day), **values)
            if self.board.edit(lambda plan: make(plan, day), words) and before is not None:
                self.board.select_new(before, stage.uid)

        self._with_stage(do)

    def step_back(self) -> None:
        """Go back to the last lower dose, then try again; from the cursor's day on where that is later."""
        days, at = self.pace.back_days, self._here(self.cursor_day)
        self._verb("step_back", lambda plan, day: courses.step_back(plan, day, days), at, days=days)

    def cap(self) -> None:
        """It came back: stay below."""
        self._verb("cap", courses.cap_below)

    def level_up(self) -> None:
        """The urge returned: one level up, and stay."""
        self._verb("up", courses.one_level_up)

    def scheme_length(self) -> None:
        """Give the stage the length back that the plan's own scheme has for its dose and kind."""
        self._with_stage(lambda stage: give_scheme_length(self.board, stage))

    def open_end(self) -> None:
        """Let the last stage run on."""
        plan = self.board.plan
        if plan is not None and plan.stages:
            self.board.edit(edits.open_end, wording.step("opened", stage=len(plan.stages)))

    # --- structure

    def _structure(self, key: str, make: Callable[[Plan, int], Plan]) -> None:
        texts, board = self.board.texts, self.board

        def do(stage: Stage) -> None:
            if self.is_history(stage.uid, key):
                board.refuse(texts("chart.refusal.history"))
                return
            before, words = board.plan, wording.step(key, stage=self._number(stage.uid))
            if board.edit(lambda plan: make(plan, stage.uid), words, within_walls=True) and before is not None:
                board.select_new(before)

        self._with_stage(do)

    def is_history(self, uid: int, key: str) -> bool:
        """Tell whether a change to the stage itself, or right after it, would touch days that are history."""
        plan, history = self.board.plan, self.board.history
        if plan is None or history is None:
            return False
        span = plan.spans()[plan.index_of(uid)]
        if key in ("insert", "duplicate"):
            return span.last_day is not None and span.last_day < history
        return span.first_day <= history

    def _split_days(self) -> tuple[int, int | None]:
        """Give the first and last day on which a second part may begin, so that both parts are long enough."""
        plan, board = self.board.plan, self.board
        assert plan is not None
        assert board.current is not None
        stage, span = plan.stage(board.current), plan.spans()[plan.index_of(board.current)]
        least = 1 if is_lifted(stage, STAGE_TOO_SHORT) else board.rules.shortest_days
        first = max(span.first_day + least, (board.history or 0) + 1)
        return first, None if span.last_day is None else span.last_day - least + 1

    def split_day(self, pointed: int | None = None) -> int | None:
        """Give the day on which a split would begin the second part, so that both are long enough.

        It is the day next to ``pointed`` (in the current stage, else that of the cursor), or the middle.
        """
        if self.board.plan is None or self.board.current is None:
            return None
        first, last = self._split_days()
        day = self._here(pointed) or self._here(self.cursor_day)
        if last is None:
            return max(first, day or first)
        return min(max(day if day is not None else (first + last + 1) // 2, first), max(last, first))

    def why_no_split(self) -> str:
        """Say why the current stage cannot be split, or nothing."""
        plan, uid, texts = self.board.plan, self.board.current, self.board.texts
        if plan is None or uid is None:
            return ""
        first, last = self._split_days()
        if last is None or first <= last:
            return ""
        stage = plan.stage(uid)
        least = 2 * (1 if is_lifted(stage, STAGE_TOO_SHORT) else self.board.rules.shortest_days)
        if stage.days is not None and stage.days < least:
            return texts("chart.split.too_short", least=least, days=stage.days)
        return texts("chart.split.past")

    def why_not_at(self) -> str:
        """Say why the current stage cannot be split at the cursor's day though it can be elsewhere, or nothing."""
        texts, cursor = self.board.texts, self._here(self.cursor_day)
        if cursor is None or cursor == self.split_day():
            return ""
        first, last = self._split_days()
        values = {"first": wording.day(texts, first), "day": wording.day(texts, cursor)}
        if last is None:
            return texts("chart_more.split_from", **values)
        return texts("chart_more.split_between", last=wording.day(texts, last), **values)

    def split(self, at: int | None = None) -> None:
        """Split the current stage at a day that ``split_day`` gave, else at the cursor's day, or in the middle."""
        board = self.board

        def do(stage: Stage) -> None:
            why = self.why_no_split() or ("" if at is not None else self.why_not_at())
            day = self.split_day() if at is None else at
            if why or day is None or board.plan is None:
                board.refuse(why)
                return
            first = day - board.plan.spans()[board.plan.index_of(stage.uid)].first_day
            words = wording.step("split", stage=self._number(stage.uid), days=first)
            board.edit(lambda plan: edits.split(plan, stage.uid, first), words)

        self._with_stage(do)

    def merge(self, *, keep_first: bool) -> None:
        """Join the stage with the next one."""
        board = self.board

        def do(stage: Stage) -> None:
            plan = board.plan
            assert plan is not None
            number = self._number(stage.uid)
            if number == len(plan.stages):
                board.refuse(board.texts("chart.refusal.no_next_stage"))
                return
            if self.is_history(stage.uid, "merge"):
                board.refuse(board.texts("chart.refusal.history"))
                return
            pair = (stage.daily_mg, plan.stages[number].daily_mg)
            keep = min(pair) if keep_first else max(pair)
            words = wording.step("merge", stage=number, next=number + 1, mg=wording.mg_of(keep))
            board.edit(lambda p: edits.merge(p, stage.uid, keep), words, within_walls=True)

        self._with_stage(do)

    def delete(self, *, close_gap: bool) -> None:
        """Take the selected stages out."""
        board = self.board
        if len(board.selected) <= 1:
            key = "delete" if close_gap else "give"
            order, current = self._order(), board.current
            at = order.index(current) if current in order else 0
            self._structure(key, lambda plan, uid: edits.delete(plan, uid, close_gap=close_gap))
            left = self._order()
            if left and board.current is None:
                board.select(left[min(at, len(left) - 1)])
            return
        uids = [uid for uid in self._order() if uid in board.selected]
        if not board.state.locked and any(self.is_history(uid, "delete") for uid in uids):
            board.refuse(board.texts("chart.refusal.history"))
        else:
            take_out(board, uids, close_gap=close_gap)

    # --- clipboard

    def copy(self) -> None:
        """Put the selected stages on the clipboard as tab-separated text."""
        plan, board = self.board.plan, self.board
        if plan is None:
            return
        chosen = [s for s in plan.stages if s.uid in board.selected] or list(plan.stages)
        QGuiApplication.clipboard().setText(clipboard.to_text(chosen))
        board.told.emit(board.texts("chart.hint.copied", n=len(chosen)), NOTE)

    def paste(self) -> None:
        """Insert stages from tab-separated text after the current stage."""
        board, plan = self.board, self.board.plan
        if plan is None:
            return
        uid = board.current if board.current is not None else (plan.stages[-1].uid if plan.stages else None)
        times = plan.times_at(plan.index_of(uid)) if uid is not None else plan.times
        stages = clipboard.from_text(QGuiApplication.clipboard().text(), plan, len(times))
        if stages is None:
            board.refuse(board.texts("chart.refusal.paste_words"))
            return
        if uid is not None and self.is_history(uid, "insert"):
            board.refuse(board.texts("chart.refusal.history"))
            return
        words = wording.step("paste", n=len(stages))
        board.edit(lambda p: edits.paste_after(p, uid, stages), words, within_walls=True)

    def end_on(self, day: int) -> None:
        """End the current stage on a day (number from 1)."""
        board = self.board
        if board.current is None or board.plan is None:
            return
        first = board.plan.spans()[board.plan.index_of(board.current)].first_day
        board.set_value(Handle(HandleKind.END, board.current), Fraction(day - first + 1))

    # --- history of edits, walls, help

    def undo(self) -> None:
        """Take the last step back, and select what changed."""
        self._back_or_forth(self.board.host.undo, "undone")

    def redo(self) -> None:
        """Do the last step again, and select what changed."""
        self._back_or_forth(self.board.host.redo, "redone")

    def _back_or_forth(self, go: Callable[[], str], key: str) -> None:
        board = self.board
        before = board.plan
        step = go()
        board.refresh()
        said = board.texts(f"chart_acts.{key}", step=step) if step else board.texts(f"chart_acts.nothing_{key}")
        if board.plan is not None and before is not None and board.plan != before:
            old = {stage.uid: stage for stage in before.stages}
            changed = next((s.uid for s in board.plan.stages if old.get(s.uid) != s), None)
            if changed is not None:
                board.select(changed)
        board.told.emit(said, NOTE)
        board.spoke.emit(said, NOTE)

    def exempt(self) -> None:
        """Record an exemption for the wall just hit."""
        if self.board.wall is None:
            self.board.told.emit(self.board.texts("chart.hint.no_wall"), NOTE)
        else:
            self.form.emit("exempt")

    def help(self) -> None:
        """Say what the current handle can do and which rules limit it."""
        board = self.board

        def do(stage: Stage) -> None:
            dose = board.part is Part.DOSE
            handle = board.handle or Handle(HandleKind.DOSE if dose else HandleKind.END, stage.uid)
            key = "top" if handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER) else "edge"
            what = board.texts(f"chart.hint.{key}", stage=self._number(stage.uid))
            try:
                found = board.limits(handle)
            except DomainError as error:
                board.refuse(wording.refusal(board.texts, error))
                return
            board.told.emit(wording.explain(board.texts, what, handle, found), NOTE)

        self._with_stage(do)

    def compare(self, number: int | None) -> None:
        """Lay an earlier revision under the chart and list in words what differs; None takes it away."""
        self.board.lay_under(number)
        self.board.told.emit("", NOTE)
        if number is not None:
            self.form.emit("revisions")
