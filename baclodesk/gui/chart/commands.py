"""What keys, buttons and menu entries do. Every one is a single undo step, or says why it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QGuiApplication

from baclodesk.domain import courses, edits
from baclodesk.domain import limits as reach_of
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan, Stage
from baclodesk.gui.chart import clipboard, wording
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.pace import Pace
from baclodesk.gui.chart.targets import Part

_TOGETHER = 1000
"""Repeated steps of one key within this many milliseconds are one undo step."""
_PARTS = (Part.END, Part.DOSE, Part.BODY)


class Commands(QObject):
    """Runs commands by name on the board. ``form`` asks for a panel, ``asked`` for something of the tab."""

    form = Signal(str)
    asked = Signal(str)
    editor = Signal(int, str)

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.pace = Pace.load()
        self.cursor_day: int | None = None
        self._since = QElapsedTimer()
        self._run = 0
        self._last_key = ""
        self._table: dict[str, Callable[[], object]] = {
            "previous": lambda: self._walk(-1),
            "next": lambda: self._walk(1),
            "first": lambda: self._jump(0),
            "last": lambda: self._jump(-1),
            "previous_too": lambda: self._walk(-1, "range"),
            "next_too": lambda: self._walk(1, "range"),
            "first_too": lambda: self._jump(0, "range"),
            "last_too": lambda: self._jump(-1, "range"),
            "select_all": self._select_all,
            "part_up": lambda: self._turn(-1),
            "part_down": lambda: self._turn(1),
            "longer": lambda: self.nudge_days(1),
            "shorter": lambda: self.nudge_days(-1),
            "longer_5": lambda: self.nudge_days(5),
            "shorter_5": lambda: self.nudge_days(-5),
            "more": lambda: self.nudge_dose(1),
            "less": lambda: self.nudge_dose(-1),
            "more_fine": lambda: self.nudge_dose(1, fine=True),
            "less_fine": lambda: self.nudge_dose(-1, fine=True),
            "roll_later": lambda: self.nudge_roll(1),
            "roll_earlier": lambda: self.nudge_roll(-1),
            "hold": self.hold,
            "step_back": self.step_back,
            "cap": self.cap,
            "level_up": self.level_up,
            "plateau": lambda: self._with_stage(lambda _: self.form.emit("plateau")),
            "reduce": lambda: self._with_stage(lambda _: self.form.emit("reduce")),
            "stop": lambda: self._with_stage(lambda _: self.form.emit("stop")),
            "resume": lambda: self._with_stage(lambda _: self.form.emit("resume")),
            "split": self.split,
            "merge": lambda: self.merge(keep_first=True),
            "merge_second": lambda: self.merge(keep_first=False),
            "duplicate": lambda: self._structure("duplicate", edits.duplicate_after),
            "insert": lambda: self._structure("insert", edits.insert_after),
            "delete": lambda: self.delete(close_gap=True),
            "delete_give": lambda: self.delete(close_gap=False),
            "propose": lambda: self._structure("propose", edits.propose_again),
            "scheme_length": self.scheme_length,
            "open_end": self.open_end,
            "copy": self.copy,
            "paste": self.paste,
            "undo": self.undo,
            "redo": self.redo,
            "exempt": self.exempt,
            "help": self.help,
            "edit": lambda: self._with_stage(lambda stage: self.editor.emit(stage.uid, "")),
        }

    def run(self, name: str) -> None:
        """Run a command; one that belongs to the tab (zoom, table, today …) is asked of it."""
        if name.startswith("digit:"):
            if self.board.current is not None and self.board.editable:
                self.editor.emit(self.board.current, name[6:])
            return
        found = self._table.get(name)
        if found is None:
            self.asked.emit(name)
        else:
            found()

    # --- moving about

    def _order(self) -> list[int]:
        return [stage.uid for stage in self.board.plan.stages] if self.board.plan else []

    def _walk(self, by: int, mode: str = "only") -> None:
        order = self._order()
        if not order:
            return
        at = order.index(self.board.current) + by if self.board.current in order else (0 if by > 0 else len(order) - 1)
        if 0 <= at < len(order):
            self.board.select(order[at], mode)

    def _jump(self, at: int, mode: str = "only") -> None:
        order = self._order()
        if order:
            self.board.select(order[at], mode)

    def _select_all(self) -> None:
        order = self._order()
        if order:
            self.board.selected, self.board.current = tuple(order), order[-1]
            self.board.chosen.emit()

    def _turn(self, by: int) -> None:
        if self.board.current is not None:
            at = min(max(_PARTS.index(self.board.part) + by, 0), 2)
            self.board.part = _PARTS[at]
            self.board.chosen.emit()

    # --- steps

    def merge_key(self, what: str) -> str:
        """Give the key under which steps of one kind run together while they follow closely."""
        if not self._since.isValid() or self._since.elapsed() > _TOGETHER or what != self._last_key:
            self._run += 1
        self._since.start()
        self._last_key = what
        return f"{what}#{self._run}"

    def nudge_days(self, by: int) -> None:
        """Make the selected stages longer or shorter."""
        self._nudge(HandleKind.END, by, lambda found: found.value + by)

    def nudge_roll(self, by: int) -> None:
        """Move only the boundary after the current stage."""
        self._nudge(HandleKind.ROLL, by, lambda found: found.value + by)

    def nudge_dose(self, by: int, *, fine: bool = False) -> None:
        """Raise or lower the dose of the selected stages by one step."""
        self._nudge(
            HandleKind.DOSE, by, lambda found: found.value + by * (found.fine_step if fine else found.step), fine=fine
        )

    def _nudge(
        self, kind: HandleKind, by: int, wish: Callable[[reach_of.Limits], Fraction], *, fine: bool = False
    ) -> None:
        board = self.board
        if board.plan is None or board.current is None:
            return
        if len(board.selected) > 1 and kind is not HandleKind.ROLL:
            self._nudge_many(kind, wish, fine=fine)
            return
        handle = Handle(kind, board.current)
        why = board.why_not(handle)
        if why:
            board.refuse(why)
            return
        try:
            found = board.limits(handle)
        except DomainError as error:
            board.refuse(wording.refusal(board.texts, error))
            return
        opened = kind is HandleKind.END and board.plan.stage(board.current).days is None
        wished = found.value if opened else wish(found)
        on_grid = kind is HandleKind.DOSE and not fine
        board.set_value(
            handle,
            _next(board, handle, found, wished, by, fine=not on_grid),
            self.merge_key(f"{kind}:{board.current}"),
        )

    def _nudge_many(self, kind: HandleKind, wish: Callable[[reach_of.Limits], Fraction], *, fine: bool) -> None:
        board = self.board
        assert board.plan is not None
        after = board.plan
        try:
            for uid in board.selected:
                if uid not in {stage.uid for stage in after.stages} or after.stage(uid).days is None:
                    continue
                handle = Handle(kind, uid)
                found = reach_of.limits(after, handle, board.rules, today=board.history)
                target = reach_of.nearest(after, handle, wish(found), found, fine=fine)
                if target != found.value:
                    after = reach_of.apply(after, handle, target, today=board.history)
        except DomainError as error:
            board.refuse(wording.refusal(board.texts, error))
            return
        board.execute(
            after, board.texts("chart.change.nudged", count=len(board.selected)), self.merge_key(f"{kind}:many")
        )

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
                self.board.told.emit(self.board.texts("chart.inspector.none_hint"), WARN)
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

    def hold(self, days: int | None = None) -> None:
        """Stay longer at the stage's dose."""
        more = days or self.pace.hold_days
        texts = self.board.texts
        self._with_stage(
            lambda stage: self.board.edit(
                lambda plan: edits.hold(plan, stage.uid, more),
                texts("chart.change.hold", stage=self._number(stage.uid), days=more),
            )
        )

    def _number(self, uid: int) -> int:
        assert self.board.plan is not None
        return self.board.plan.index_of(uid) + 1

    def _verb(self, key: str, make: Callable[[Plan, int], Plan], **values: object) -> None:
        texts = self.board.texts

        def do(stage: Stage) -> None:
            day = self.from_day(stage.uid)
            text = texts(f"chart.change.{key}", day=wording.day(texts, day), **values)
            self.board.edit(lambda plan: make(plan, day), text)

        self._with_stage(do)

    def step_back(self) -> None:
        """Go back to the last lower dose, then try again."""
        days = self.pace.back_days
        self._verb("step_back", lambda plan, day: courses.step_back(plan, day, days), days=days)

    def cap(self) -> None:
        """It came back: stay below."""
        self._verb("cap", courses.cap_below)

    def level_up(self) -> None:
        """The urge returned: one level up, and stay."""
        self._verb("up", courses.one_level_up)

    def scheme_length(self) -> None:
        """Give the stage the scheme's shortest length back."""
        board = self.board
        days = board.rules.shortest_days if board.editable else 0
        self._with_stage(lambda stage: board.set_value(Handle(HandleKind.END, stage.uid), Fraction(days)))

    def open_end(self) -> None:
        """Let the last stage run on."""
        plan = self.board.plan
        if plan is not None and plan.stages:
            self.board.edit(edits.open_end, self.board.texts("chart.change.opened", stage=len(plan.stages)))

    # --- structure

    def _structure(self, key: str, make: Callable[[Plan, int], Plan]) -> None:
        texts, board = self.board.texts, self.board

        def do(stage: Stage) -> None:
            if self._is_history(stage.uid, key):
                board.refuse(texts("chart.refusal.history"))
                return
            before = {s.uid for s in board.plan.stages} if board.plan else set()
            text = texts(f"chart.change.{key}", stage=self._number(stage.uid))
            if board.edit(lambda plan: make(plan, stage.uid), text) and board.plan is not None:
                fresh = [s.uid for s in board.plan.stages if s.uid not in before]
                if fresh:
                    board.select(fresh[0])

        self._with_stage(do)

    def _is_history(self, uid: int, key: str) -> bool:
        """Tell whether a change to the stage itself, or right after it, would touch days that are history."""
        plan, history = self.board.plan, self.board.history
        if plan is None or history is None:
            return False
        span = plan.spans()[plan.index_of(uid)]
        if key in ("insert", "duplicate"):
            return span.last_day is not None and span.last_day < history
        return span.first_day <= history

    def split_day(self) -> int | None:
        """Give the day on which a split would begin the second part: the pointer's day, or the middle."""
        plan, uid = self.board.plan, self.board.current
        if plan is None or uid is None:
            return None
        span = plan.spans()[plan.index_of(uid)]
        last = span.last_day or span.first_day + 2 * self.board.rules.shortest_days - 1
        day = self.cursor_day
        if day is None or not span.first_day < day <= last:
            day = (span.first_day + last + 1) // 2
        return max(day, (self.board.history or 0) + 1)

    def why_no_split(self) -> str:
        """Say why the current stage cannot be split, or nothing."""
        plan, uid = self.board.plan, self.board.current
        if plan is None or uid is None:
            return ""
        stage = plan.stage(uid)
        least = 2
        if stage.days is not None and stage.days < least:
            return self.board.texts("chart.split.too_short", least=least, days=stage.days)
        return ""

    def split(self) -> None:
        """Split the current stage."""
        board = self.board

        def do(stage: Stage) -> None:
            why, day = self.why_no_split(), self.split_day()
            if why or day is None or board.plan is None:
                board.refuse(why)
                return
            first = day - board.plan.spans()[board.plan.index_of(stage.uid)].first_day
            text = board.texts("chart.change.split", stage=self._number(stage.uid), days=first)
            board.edit(lambda plan: edits.split(plan, stage.uid, first), text)

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
            if self._is_history(stage.uid, "merge"):
                board.refuse(board.texts("chart.refusal.history"))
                return
            pair = (stage.daily_mg, plan.stages[number].daily_mg)
            keep = min(pair) if keep_first else max(pair)
            text = board.texts("chart.change.merge", stage=number, next=number + 1, mg=board.texts.mg(keep))
            board.edit(lambda p: edits.merge(p, stage.uid, keep), text)

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
        uids = [uid for uid in board.selected if not self._is_history(uid, "delete")]

        def all_gone(plan: Plan) -> Plan:
            for uid in uids:
                plan = edits.delete(plan, uid, close_gap=True)
            return plan

        board.edit(all_gone, board.texts("chart.change.delete_many", count=len(uids)))

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
        if uid is not None and self._is_history(uid, "insert"):
            board.refuse(board.texts("chart.refusal.history"))
            return
        text = board.texts("chart.change.paste", count=len(stages))
        board.edit(lambda p: edits.paste_after(p, uid, stages), text)

    # --- history of edits, walls, help

    def undo(self) -> None:
        """Take the last step back, and select what changed."""
        self._back_or_forth(self.board.host.undo, "chart.hint.undone")

    def redo(self) -> None:
        """Do the last step again, and select what changed."""
        self._back_or_forth(self.board.host.redo, "chart.hint.redone")

    def _back_or_forth(self, go: Callable[[], None], key: str) -> None:
        board = self.board
        before = board.plan
        go()
        board.refresh()
        if board.plan is None or before is None or board.plan == before:
            return
        old = {stage.uid: stage for stage in before.stages}
        changed = next((s.uid for s in board.plan.stages if old.get(s.uid) != s), None)
        if changed is not None:
            board.select(changed)
        board.told.emit(board.texts(key), NOTE)
        board.spoke.emit(board.texts(key), NOTE)

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
            board.told.emit(wording.explain(board.texts, what, handle, found, board.rules), WARN)

        self._with_stage(do)


def _next(board: Board, handle: Handle, found: reach_of.Limits, wished: Fraction, by: int, *, fine: bool) -> Fraction:
    """Put a step on the grid; when the grid would not move at all, take the next value that does."""
    value = board.nearest(handle, wished, found, fine=fine)
    if value == found.value and found.lo <= wished <= found.hi:
        value = board.nearest(handle, wished + by * found.step, found, fine=True)
    return value if found.lo <= wished <= found.hi else wished
