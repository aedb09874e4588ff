"""What keys, buttons and menu entries do, by name: moving about, steps, and the acts of ``acts``."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, QObject

from baclodesk.domain import edits
from baclodesk.domain import limits as reach_of
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.acts import Acts
from baclodesk.gui.chart.board import Board
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
        board.execute(after, wording.step("nudged", count=len(board.selected)), self.merge_key(f"{kind}:many"))


def _next(board: Board, handle: Handle, found: reach_of.Limits, wished: Fraction, by: int, *, fine: bool) -> Fraction:
    """Put a step on the grid; when the grid would not move at all, take the next value that does."""
    value = board.nearest(handle, wished, found, fine=fine)
    if value == found.value and found.lo <= wished <= found.hi:
        value = board.nearest(handle, wished + by * found.step, found, fine=True)
    return value if found.lo <= wished <= found.hi else wished
