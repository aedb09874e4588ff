"""What keys, buttons and menu entries do, by name: moving about, steps, and the acts of ``acts``."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, QObject

from baclodesk.domain import edits
from baclodesk.domain import limits as reach_of
from baclodesk.domain.errors import DomainError, EditError
from baclodesk.domain.handles import Handle, HandleKind, Reason
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.acts import Acts
from baclodesk.gui.chart.amends import is_same_course, part_from_tomorrow
from baclodesk.gui.chart.board import NOTE, Board
from baclodesk.gui.chart.targets import Part

_TOGETHER = 1000
"""Repeated steps of one key within this many milliseconds are one undo step."""
_PARTS = (Part.END, Part.DOSE, Part.BODY)


class Commands(Acts):
    """Runs commands by name: the verbs of ``acts``, moving about, and steps of days and dose."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(board, parent)
        self._since = QElapsedTimer()
        self._run = 0
        self._base: Plan | None = None
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

    def _walk(self, by: int, mode: str = "only") -> None:
        order = self._order()
        if not order:
            return
        at = order.index(self.board.current) + by if self.board.current in order else (0 if by > 0 else len(order) - 1)
        if 0 <= at < len(order):
            self.board.told.emit("", NOTE)
            self.board.select(order[at], mode)

    def _jump(self, at: int, mode: str = "only") -> None:
        order = self._order()
        if order:
            self.board.told.emit("", NOTE)
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
            self._base = self.board.plan
        self._since.start()
        self._last_key = what
        return f"step#{self._run}"

    def run_on(self, what: str) -> None:
        """Let steps of ``what`` go on in the run of the last step."""
        self._last_key = what

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
            self._nudge_many(kind, by, wish, fine=fine)
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
        value = _next(board.plan, handle, found, wished, by, fine=not on_grid)
        if board.set_value(handle, value, self.merge_key(f"{kind}:{board.current}")):
            self.run_on(f"{kind}:{board.current}")  # the part from tomorrow goes on where today's stage began
            self._undivided()

    def _undivided(self) -> None:
        """Where steps led back to the dose before they split today's stage, take the plan before them again."""
        board, base = self.board, self._base
        at = None if base is None or board.plan is None else part_from_tomorrow(base, board.plan)
        if base is None or board.plan is None or at is None or not is_same_course(base, board.plan, at):
            return
        if board.execute(base, lambda texts: texts("chart.hint.unchanged"), f"step#{self._run}"):
            board.select(base.stages[at - 1].uid, part=board.part)

    def _nudge_many(
        self, kind: HandleKind, by: int, wish: Callable[[reach_of.Limits], Fraction], *, fine: bool
    ) -> None:
        """Move every selected stage that can move, as one step; when none can, the first one's reason is told.

        Doses go down from the last stage on and up from the first: the neighbour that is in the way moves before.
        """
        board = self.board
        assert board.plan is not None
        if board.state.locked:
            board.refuse(board.state.locked)
            return
        chosen = [uid for uid in self._order() if uid in board.selected]
        lower_first = kind is HandleKind.DOSE and by < 0
        after, parts = board.plan, dict(zip(chosen, chosen, strict=True))
        walls: dict[int, tuple[Handle, Reason]] = {}
        refused: dict[int, str] = {}
        for uid in reversed(chosen) if lower_first else chosen:
            handle = Handle(kind, uid)
            try:
                moved = self._one_step(after, handle, wish, by, fine=fine)
            except DomainError as error:
                refused[uid] = wording.refusal(board.texts, error)
                continue
            if isinstance(moved, Reason):
                walls[uid] = (handle, moved)
                continue
            split = part_from_tomorrow(after, moved)
            parts[uid] = uid if split is None else moved.stages[split].uid
            after = moved
        count = len(chosen) - len(walls) - len(refused)
        if not count and chosen[0] in walls:
            board.hit_wall(*walls[chosen[0]])
            return
        if not count:
            board.refuse(refused[chosen[0]])
            return
        wall = next((walls[uid] for uid in chosen if uid in walls), None)
        aside = "" if wall is None else wording.reason(board.texts, wall[1])
        current = board.current
        words = wording.step("nudged", n=count)
        if board.execute(after, words, self.merge_key(f"{kind}:{sorted(chosen)}"), aside=aside):
            board.selected = tuple(parts[uid] for uid in chosen)
            board.current = parts.get(current, board.current) if current is not None else board.current
            self.run_on(f"{kind}:{sorted(board.selected)}")
            board.chosen.emit()

    def _one_step(
        self, plan: Plan, handle: Handle, wish: Callable[[reach_of.Limits], Fraction], by: int, *, fine: bool
    ) -> Plan | Reason:
        """Give the plan with one stage a step further, or the reason why it stays where it is.

        Raises DomainError where it has nothing to move.
        """
        board = self.board
        if handle.kind is HandleKind.END and plan.stage(handle.uid).days is None:
            raise EditError("edit.already_open")
        found = reach_of.limits(plan, handle, board.rules, today=board.history)
        on_grid = handle.kind is HandleKind.DOSE and not fine
        value = _next(plan, handle, found, wish(found), by, fine=not on_grid)
        target = reach_of.nearest(plan, handle, value, found, fine=True)
        if target == found.value:
            return found.hi_reason if by > 0 else found.lo_reason
        return reach_of.apply(plan, handle, target, board.rules, today=board.history)


def _next(plan: Plan, handle: Handle, found: reach_of.Limits, wished: Fraction, by: int, *, fine: bool) -> Fraction:
    """Put a step on the grid; when the grid would not move at all, take the next value that does."""
    value = reach_of.nearest(plan, handle, wished, found, fine=fine)
    if value == found.value and found.lo <= wished <= found.hi:
        value = reach_of.nearest(plan, handle, wished + by * found.step, found, fine=True)
    return value if found.lo <= wished <= found.hi else wished
