"""The chart for readers: a list whose items are the stages, and sentences spoken when something happens.

Qt asks a factory for an interface; ours gives one Python object for the chart and one for each stage. All of them are
kept here as long as the chart lives, because Qt holds them without owning them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget
from typing_extensions import override

from baclodesk.gui.chart import lifted, spoken, wording
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.widget import ChartView

_QUIET = 500
"""Milliseconds between two announcements while keys repeat."""


class StageNode(QAccessibleInterface):
    """One stage as a list item: name, state, room on screen."""

    def __init__(self, chart: ChartView, uid: int) -> None:
        super().__init__()
        self._chart: ChartView | None = chart
        self.uid = uid
        self.owner: ChartNode | None = None

    def forget(self) -> None:
        """Let go of the chart, which is closed, and of everything it shows."""
        self._chart = self.owner = None

    def _place(self) -> int | None:
        plan = None if self._chart is None else self._chart.board.plan
        if plan is None:
            return None
        return next((at for at, stage in enumerate(plan.stages) if stage.uid == self.uid), None)

    @override
    def isValid(self) -> bool:
        return self._place() is not None

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        """Give none: naming the chart here would put the stage in the chart's place for readers."""
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return None if self._chart is None else self._chart.window().windowHandle()

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @override
    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.owner

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def rect(self) -> QRect:
        place, chart = self._place(), self._chart
        if place is None or chart is None or chart.steps is None or place >= len(chart.steps.bars):
            return QRect()
        bar, base = chart.steps.bars[place], chart.frame.scale.base if chart.frame else 0
        left = chart.inside(QPointF(bar.x1 if chart.mirrored else bar.x0, bar.y))
        corner = chart.mapToGlobal(left.toPoint())
        return QRect(corner.x(), corner.y(), round(bar.x1 - bar.x0), round(base - bar.y))

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Stages have no text to be set; they are edited in the table and the inspector."""

    @override
    def text(self, t: QAccessible.Text) -> str:
        place, board = self._place(), None if self._chart is None else self._chart.board
        if place is None or board is None or board.plan is None:
            return ""
        if t == QAccessible.Text.Name:
            return spoken.stage_name(board.texts, board.plan, place)
        if t == QAccessible.Text.Description:
            warnings = [line.text for line in board.findings if line.stage == place + 1]
            said = spoken.stage_description(board.texts, board.plan, place, warnings)
            return "; ".join(filter(None, (said, lifted.told(board, board.plan.stages[place].uid))))
        return ""

    @override
    def state(self) -> QAccessible.State:
        found, chart = QAccessible.State(), self._chart
        if chart is None:
            found.invalid = 1
            return found
        found.selectable = found.focusable = 1
        found.selected = int(self.uid in chart.board.selected)
        found.focused = int(self.uid == chart.board.current and chart.hasFocus())
        return found


class ChartNode(QAccessibleWidget):
    """The chart as a list of its stages."""

    def __init__(self, chart: ChartView) -> None:
        super().__init__(chart, QAccessible.Role.List, chart.accessibleName())
        self._chart = chart
        self._nodes: dict[int, StageNode] = {}
        self._gone: list[StageNode] = []

    def node(self, uid: int) -> StageNode:
        """Give the one interface of a stage, made when it is first asked for."""
        found = self._nodes.get(uid)
        if found is None:
            found = self._nodes[uid] = StageNode(self._chart, uid)
            found.owner = self
            QAccessible.registerAccessibleInterface(found)
        return found

    def forget(self) -> list[StageNode]:
        """Let go of the chart, which is closed; gives the interfaces of its stages, which Qt still holds."""
        nodes = [*self._nodes.values(), *self._gone]
        for node in nodes:
            node.forget()
        return nodes

    def _uids(self) -> list[int]:
        plan = self._chart.board.plan
        return [stage.uid for stage in plan.stages] if plan is not None else []

    def prune(self) -> None:
        """Set aside the interfaces of stages that are gone.

        They answer "not valid" from now on but are kept: Qt and the bridge may still hold them, and deleting one from
        Python ends the process when Qt deletes it once more.
        """
        present = set(self._uids())
        for uid in [uid for uid in self._nodes if uid not in present]:
            self._gone.append(self._nodes.pop(uid))

    def _editor(self) -> QWidget | None:
        """Give the editor while it is open over the chart: it follows the stages."""
        found = self._chart.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if found is not None and found.isVisible() else None

    @override
    def childCount(self) -> int:
        return len(self._uids()) + (self._editor() is not None)

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        uids, editor = self._uids(), self._editor()
        if editor is not None and index == len(uids):
            return QAccessible.queryAccessibleInterface(editor)
        return self.node(uids[index]) if 0 <= index < len(uids) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        uids, editor = self._uids(), self._editor()
        if editor is not None and child.object() is editor:
            return len(uids)
        return uids.index(child.uid) if isinstance(child, StageNode) and child.uid in uids else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for uid in self._uids():
            if self.node(uid).rect().contains(x, y):
                return self.node(uid)
        return None


_CHARTS: dict[int, ChartNode] = {}
"""Interfaces by the chart's identity: Qt asks again and must get the same one."""
_KEPT: list[StageNode] = []
"""Interfaces of stages of closed charts, empty of everything: Qt's table of interfaces still names them."""
_installed: list[bool] = []


def _factory(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, ChartView) or not thing.stages_read:
        return None
    key = id(thing)
    if key not in _CHARTS:
        _CHARTS[key] = ChartNode(thing)
        thing.destroyed.connect(lambda: _closed(key))
    return _CHARTS[key]


def _closed(key: int) -> None:
    """Qt deletes the chart's own interface with it; those of its stages belong to no object and must stay."""
    node = _CHARTS.pop(key, None)
    if node is not None:
        _KEPT.extend(node.forget())


class Speech(QObject):
    """Speaks for one chart: walls, commits, cancels and undo at once, values at most twice a second."""

    def __init__(self, chart: ChartView, board: Board) -> None:
        super().__init__(chart)
        self._chart, self._board = chart, board
        self._waiting: list[tuple[str, str]] = []
        self.spoken: list[str] = []
        self._timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._timer.timeout.connect(self._speak_waiting)
        board.spoke.connect(self.say)
        board.chosen.connect(self._focus_moved)
        board.refreshed.connect(self._prune)
        if not _installed:
            QAccessible.installFactory(_factory)
            _installed.append(True)

    def say(self, sentence: str, meant: str) -> None:
        """Speak; a warning at once, after what still waits; anything else when half a second is quiet.

        What waits is spoken together, in its order; of one run (see ``Board.spoke``) only the last sentence.
        """
        if meant == WARN:
            self._speak_waiting()
            self._announce(sentence, urgent=True)
            return
        if self._timer.isActive():
            kept = [one for one in self._waiting if meant == NOTE or one[0] != meant]
            self._waiting = [*kept, (meant, sentence)]
            return
        self._announce(sentence, urgent=False)
        self._timer.start()

    def _speak_waiting(self) -> None:
        if self._waiting:
            self._announce(wording.joined(*(sentence for _, sentence in self._waiting)), urgent=False)
            self._waiting = []
            self._timer.start()

    @property
    def speaker(self) -> QWidget:
        """What speaks: the chart, or what has the keyboard while the table stands in its place."""
        focus = None if self._chart.isVisible() else QApplication.focusWidget()
        return self._chart if focus is None else focus

    def _announce(self, sentence: str, *, urgent: bool) -> None:
        self.spoken = [*self.spoken[-19:], sentence]
        if not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self.speaker, sentence)
        loud = QAccessible.AnnouncementPoliteness.Assertive
        event.setPoliteness(loud if urgent else QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _focus_moved(self) -> None:
        index = self._board.index
        if index is None or not QAccessible.isActive() or not self._chart.hasFocus():
            return
        event = QAccessibleEvent(self._chart, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)

    def _prune(self) -> None:
        node = _CHARTS.get(id(self._chart))
        if node is not None:
            node.prune()
