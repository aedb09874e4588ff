"""The panel for the times of day of a stage: how many, what they are called, when, and how the dose is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from baclodesk.domain import edits
from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import MAX_TIMES, Plan, Stage
from baclodesk.gui.chart import plan_words, typed_times, wording
from baclodesk.gui.chart.board import NOTE
from baclodesk.gui.chart.time_rows import TimeRows
from baclodesk.gui.chart.typed_times import Times, Wrong
from baclodesk.services.texts import Texts

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel

_RESTS: Final = 800
"""Milliseconds without a key after which readers are told what is wrong: half a clock time is no mistake yet."""


def build(panel: FormPanel) -> None:
    """Fill the panel for the current stage."""
    plan, uid = panel.board.plan, panel.board.current
    assert plan is not None
    assert uid is not None
    _TimesForm(panel, plan, uid)


class _TimesForm:
    """What the panel holds while it is open; it asks the plan anew at every keystroke."""

    def __init__(self, panel: FormPanel, plan: Plan, uid: int) -> None:
        self._panel, self._plan, self._uid = panel, plan, uid
        self._texts = panel.board.texts
        self._old = plan.times_at(plan.index_of(uid))
        for sentence in when(self._texts, plan, uid, panel.board.history):
            panel.words(sentence)
        self._rows = TimeRows(self._old, self._texts, panel.theme, panel)
        panel.add(self._rows)
        panel.boxes["time"] = self._rows.rows[0].name
        panel.words(self._texts("chart_plan.times.order"))
        panel.button("add", self._texts("chart_plan.times.add"), self._add)
        self._shared = panel.words("")
        panel.button("apply", self._texts("chart.inspector.apply"), self._take, primary=True)
        self._resting = QTimer(self._rows, singleShot=True, interval=_RESTS)
        self._resting.timeout.connect(self._speak)
        self._rows.changed.connect(self._show)
        self._rows.entered.connect(self._take)
        self._show()

    def _add(self) -> None:
        if self._rows.is_full:
            self._panel.tell(self._texts("chart_plan.times.too_many", most=MAX_TIMES))
        else:
            self._rows.add()
            self._panel.watch_fields()

    def _made(self, plan: Plan, times: Times) -> Plan:
        return from_stage(plan, self._uid, times, self._panel.board.history)

    def _show(self) -> None:
        """Show how the dose would be shared, or why it cannot be."""
        self._panel.tell("")
        self._resting.stop()
        found = typed_times.read(self._texts, self._rows.typed)
        if isinstance(found, Wrong):
            self._say_wrong(found.sentence)
            return
        try:
            after = self._made(self._plan, found)
        except DomainError as error:
            self._say_wrong(wording.refusal(self._texts, error))
            return
        self._panel.colour(self._shared, wrong=False)
        self._shared.setText(shared(self._texts, self._plan, after, self._uid))

    def _say_wrong(self, sentence: str) -> None:
        """Show what cannot be, and tell readers once typing rests."""
        self._panel.colour(self._shared, wrong=True)
        self._shared.setText(sentence)
        self._resting.start()

    def _speak(self) -> None:
        if self._shared.isVisible():  # not once the panel was left
            self._panel.board.spoke.emit(self._shared.text(), NOTE)

    def _take(self) -> None:
        found = typed_times.read(self._texts, self._rows.typed)
        if isinstance(found, Wrong):
            self._resting.stop()
            self._panel.board.refuse(found.sentence)  # in the panel it stands already
            row = self._rows.rows[found.row]
            field = row.clock if found.in_clock else row.name
            field.setFocus()
            field.selectAll()
            return
        number = self._plan.index_of(self._uid) + 1
        values = {"stage": number, "new": len(found.times), "old": len(self._old)}
        key = "change_names" if len(found.times) == len(self._old) else "change_count"
        self._panel.do(lambda plan: self._made(plan, found), plan_words.step(f"times.{key}", **values))
        self._panel.board.follow_split(self._plan)


def from_stage(plan: Plan, uid: int, times: Times, history: int | None) -> Plan:
    """Give a plan other times from a stage on, in a running treatment not before tomorrow."""
    index = plan.index_of(uid)
    if times.times == plan.times_at(index) and times.came_from == tuple(range(len(times.times))):
        return plan
    if history is not None and plan.spans()[index].first_day <= history:
        plan = edits.amend_from(plan, history + 1)
        uid = plan.stages[index + 1].uid
    return edits.set_times_from(plan, uid, times.times, times.came_from)


def when(texts: Texts, plan: Plan, uid: int, history: int | None) -> list[str]:
    """Say from which day other times would hold, and up to which stage."""
    index = plan.index_of(uid)
    first = plan.spans()[index].first_day
    if history is not None and first <= history:
        said = [texts("chart_plan.times.from_tomorrow", day=wording.day(texts, history + 1))]
    else:
        said = [texts("chart_plan.times.from_stage", stage=index + 1, day=wording.day(texts, first))]
    here = plan.times_at(index)
    later = next((n for n in range(index + 1, len(plan.stages)) if plan.times_at(n) != here), None)
    return said if later is None else [*said, texts("chart_plan.times.until", stage=later + 1)]


def shared(texts: Texts, before: Plan, after: Plan, uid: int) -> str:
    """Say how the stage's dose would be shared, and how many stages are shared anew."""
    index = before.index_of(uid)
    place = index + len(after.stages) - len(before.stages)  # the part from tomorrow on
    stage, old = after.stages[place], before.stages[index]
    slots = wording.slots(texts, after, place)
    said = [texts("chart_plan.times.shared", stage=index + 1, mg=texts.mg(stage.daily_mg), slots=slots)]
    if old.by_hand and not stage.by_hand:
        said.append(texts("chart_plan.times.by_hand"))
    anew = sum(1 for n in range(place, len(after.stages)) if len(after.stages[n].mg) != len(_was(before, after, n).mg))
    if anew:
        said.append(texts("chart_plan.times.anew", n=anew))
    return "\n".join(said)


def _was(before: Plan, after: Plan, place: int) -> Stage:
    return before.stages[place - len(after.stages) + len(before.stages)]
