"""The panels that take the inspector's place while a verb asks for its numbers: never a window over a window."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from baclodesk.domain import courses, edits
from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import (
    as_needed_form,
    exemption,
    first_day,
    note_form,
    numbers,
    revisions,
    times_form,
    wording,
)
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.field_keys import KeyedPanel
from baclodesk.gui.chart.panels import mark_scrolled
from baclodesk.gui.chart.stop_outlook import StopOutlook
from baclodesk.gui.chart.theme import SMALL, TITLE, ChartTheme
from baclodesk.services.texts import Words

_OF_STAGE = ("reduce", "stop", "plateau", "resume")
_TITLES = {
    "first_day": "chart_more.first_day_title",
    "revisions": "chart_more.revisions_title",
    "times": "chart_plan.title.times",
    "note": "chart_plan.title.note",
    "as_needed": "chart_plan.title.as_needed",
}


class FormPanel(KeyedPanel):
    """One panel at a time, made anew for each verb."""

    def __init__(self, board: Board, commands: Commands, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.commands, self.theme = board, commands, theme
        self.name = ""
        self.uid: int | None = None
        self.boxes: dict[str, QLineEdit] = {}
        self.reason: QPlainTextEdit | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._inner: QWidget | None = None
        self._note: QLabel | None = None
        self.passed.connect(commands.run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        self._outer = layout

    def open(self, name: str) -> None:
        """Show the panel of a verb, or of what belongs to the plan: first_day, revisions, times, note, as_needed."""
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self.name, self.boxes, self.buttons, self.reason = name, {}, {}, None
        self._inner, self._note = QWidget(self), None
        mark_scrolled(self._inner)
        self._body = QVBoxLayout(self._inner)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(8)
        self._outer.addWidget(self._inner)
        builders: dict[str, Callable[[], None]] = {
            "first_day": lambda: first_day.build(self),
            "revisions": lambda: revisions.build(self),
            "times": lambda: times_form.build(self),
            "note": lambda: note_form.build(self),
            "as_needed": lambda: as_needed_form.build(self),
            "reduce": self._reduce,
            "stop": self._stop,
            "plateau": self._plateau,
            "resume": self._resume,
            "exempt": lambda: exemption.build(self),
        }
        self.uid = self.board.current
        self._title(self._words_over(name))
        builders[name]()
        self._note = QLabel(self._inner)
        self._note.setWordWrap(True)
        self._note.setStyleSheet(f"color: {self.theme.attention};")
        self._note.hide()
        self._body.addWidget(self._note)
        self.button("back", self.board.texts("chart.inspector.back"), self.closed.emit)
        self._body.addStretch(1)
        self.watch_fields()
        self._first_focus()

    def _words_over(self, name: str) -> str:
        """Name the panel, and the stage that it is about: it stays that one, whatever is selected meanwhile."""
        board = self.board
        words = board.texts(_TITLES.get(name, f"chart.form.{name}"))
        if name not in _OF_STAGE or board.plan is None or self.uid is None:
            return words
        number = board.plan.index_of(self.uid) + 1
        return board.texts("chart_acts.form_of", stage=number, act=words[:1].lower() + words[1:])

    def _first_focus(self) -> None:
        if self.reason is not None:
            self.reason.setFocus()
        elif self.boxes:
            first = next(iter(self.boxes.values()))
            first.setFocus()
            first.selectAll()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes from the next panel on."""
        self.theme = theme

    # --- pieces

    def _title(self, text: str) -> None:
        title = QLabel(text, self._inner)
        title.setWordWrap(True)
        title.setStyleSheet(f"font-size: {round(self.theme.px(TITLE))}px; font-weight: 600;")
        self._body.addWidget(title)

    def words(self, text: str) -> QLabel:
        """Add a sentence to the panel."""
        label = QLabel(text, self._inner)
        label.setWordWrap(True)
        self.colour(label, wrong=False)
        self._body.addWidget(label)
        return label

    def colour(self, label: QLabel, *, wrong: bool) -> None:
        """Give a sentence the colour of what cannot be, or that of every other."""
        ink = self.theme.attention if wrong else self.theme.secondary
        label.setStyleSheet(f"font-size: {round(self.theme.px(SMALL))}px; color: {ink};")

    def add(self, part: QWidget) -> None:
        """Add a part of one's own to the panel."""
        self._body.addWidget(part)

    def _numbers(self, *rows: tuple[str, str, str]) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for at, (name, words, value) in enumerate(rows):
            label, box = QLabel(words, self._inner), QLineEdit(value, self._inner)
            box.setMaximumWidth(round(self.theme.px(90)))
            box.setAccessibleName(words)
            label.setBuddy(box)
            grid.addWidget(label, at, 0)
            grid.addWidget(box, at, 1)
            self.boxes[name] = box
        self._body.addLayout(grid)

    def button(self, name: str, words: str, do: Callable[[], object], *, primary: bool = False) -> None:
        """Add a button to the panel."""
        button = QPushButton(words, self._inner)
        button.setAutoDefault(True)
        if primary:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda _=False: do())
        self.buttons[name] = button
        self._body.addWidget(button)

    def tell(self, text: str) -> None:
        """Say inside the panel what is missing."""
        if self._note is not None:
            self._note.setText(text)
            self._note.setVisible(bool(text))
        if text:
            self.board.refuse(text)

    def _amount(self, name: str) -> Fraction | None:
        text = self.boxes[name].text()
        found = numbers.read(text)
        if found is None:
            self.tell(wording.no_number(self.board.texts, text, "mg"))
            self.boxes[name].setFocus()
        return found

    def _whole(self, name: str) -> int | None:
        text = self.boxes[name].text()
        found = numbers.read_days(text)
        if found is None or found < 1:
            self.tell(wording.no_number(self.board.texts, text, "days"))
            self.boxes[name].setFocus()
            return None
        return int(found)

    def do(self, make: Callable[[Plan], Plan], words: Words) -> None:
        """Do one edit as one step and close the panel; a refusal is told inside it."""
        before = self.board.plan
        assert before is not None
        try:
            after = make(before)
        except DomainError as error:
            self.tell(wording.refusal(self.board.texts, error))
            return
        uid = self.uid if self.name in _OF_STAGE else None
        self.closed.emit()
        if self.board.execute(after, words) and uid is not None:
            self.board.select_new(before, uid)

    @property
    def _day(self) -> int:
        assert self.board.current is not None
        return self.commands.from_day(self.board.current)

    @property
    def _after_stage(self) -> int:
        """The day from which a course goes down: tomorrow in today's stage, else the day after a stage's end."""
        board = self.board
        assert board.plan is not None
        assert board.current is not None
        span = board.plan.spans()[board.plan.index_of(board.current)]
        history = board.history
        if history is not None and span.first_day <= history:
            return history + 1
        return span.first_day if span.last_day is None else span.last_day + 1

    # --- the panels

    def _reduce(self) -> None:
        board, texts, pace = self.board, self.board.texts, self.commands.pace
        day = self._after_stage
        stage = board.plan.stage(board.current) if board.plan and board.current is not None else None
        here = stage.daily_mg if stage is not None else Fraction(0)
        self.words(texts("chart.form.from", day=wording.day(texts, day)))
        half = Fraction(here / 2 // 10 * 10)
        self._numbers(
            ("step", f"{texts('chart.form.per_step')} (mg)", texts.number(pace.reduce_mg)),
            ("every", texts("chart.form.every"), "7"),
            ("to", f"{texts('chart.form.to')} (mg)", texts.number(half)),
        )
        self.button("apply", texts("chart.inspector.apply"), lambda: self._reduce_now(day), primary=True)
        self._threshold(day)
        assert board.plan is not None
        self.words(texts("chart.form.or_to"))
        for mg in courses.two_thirds(board.plan, day):
            self._offer(day, mg)

    def _threshold(self, day: int) -> None:
        """Offer to go down week by week until the urge returns, and the level up for when it has."""
        texts, step, every = self.board.texts, self.commands.pace.reduce_mg, 7
        down = wording.step("threshold", mg=wording.mg_of(step), days=every)
        self.words(texts("chart.form.threshold_hint", mg=texts.mg(step), days=every))
        self.button(
            "threshold",
            texts("chart.form.threshold"),
            lambda: self.do(lambda plan: courses.reduce_weekly(plan, day, step, step, every), down),
        )
        from_day = self._day
        up = wording.step("up", day=wording.day_of(from_day))
        self.button(
            "urge", texts("chart.form.urge"), lambda: self.do(lambda plan: courses.one_level_up(plan, from_day), up)
        )

    def _offer(self, day: int, mg: Fraction) -> None:
        texts = self.board.texts
        step = wording.step("reduce_to", mg=wording.mg_of(mg), day=wording.day_of(day))
        words = texts("chart.form.go_to", mg=texts.mg(mg))
        self.button(f"to {mg}", words, lambda: self.do(lambda plan: courses.reduce_to(plan, day, mg, None), step))

    def _reduce_now(self, day: int) -> None:
        step, every, to = self._amount("step"), self._whole("every"), self._amount("to")
        if step is None or every is None or to is None:
            return
        words = wording.step("reduce", mg=wording.mg_of(step), days=every, to=wording.mg_of(to))
        self.do(lambda plan: courses.reduce_weekly(plan, day, step, to, every), words)

    def _stop(self) -> None:
        texts, pace = self.board.texts, self.commands.pace
        day = self._after_stage
        self.words(texts("chart.form.from", day=wording.day(texts, day)))
        self.words(texts("chart.form.rate"))
        self._numbers(
            ("step", f"{texts('chart.form.per_step')} (mg)", texts.number(pace.stop_rates_mg[0])),
            ("every", texts("chart.form.every"), texts.number(pace.stop_every_days)),
        )
        by_rate = self.words("")
        self.button("rate", texts("chart.form.rate"), lambda: self._stop_by_rate(day), primary=True)
        self.words(texts("chart.form.length"))
        self._numbers(("over", texts("chart.form.over"), texts.number(pace.stop_lengths_days[-1])))
        by_length = self.words("")
        self.button("length", texts("chart.form.length"), lambda: self._stop_by_length(day))
        difference = self.words("")
        self.words(texts("chart.form.stop_compare"))
        outlook = StopOutlook(self.board, day, pace.stop_stage_days)

        def show() -> None:
            typed = {name: box.text() for name, box in self.boxes.items()}
            for label, said in zip((by_rate, by_length, difference), outlook.sentences(typed), strict=True):
                label.setText(said)
                label.setVisible(bool(said))

        for box in self.boxes.values():
            box.textChanged.connect(show)
        show()

    def _stop_by_rate(self, day: int) -> None:
        step, every = self._amount("step"), self._whole("every")
        if step is None or every is None:
            return
        words = wording.step("stop_rate", mg=wording.mg_of(step), days=every)
        self.do(lambda plan: courses.stop_by_rate(plan, day, step, every), words)

    def _stop_by_length(self, day: int) -> None:
        length = self._whole("over")
        if length is None:
            return
        stage_days = self.commands.pace.stop_stage_days
        words = wording.step("stop_length", length=length)
        self.do(lambda plan: courses.stop_by_length(plan, day, length, stage_days), words)

    def _plateau(self) -> None:
        texts, uid = self.board.texts, self.board.current
        assert uid is not None
        self._numbers(("days", texts("chart.form.plateau_days"), texts.number(self.commands.pace.plateau_days)))
        self.button("apply", texts("chart.inspector.apply"), lambda: self._plateau_now(uid), primary=True)

    def _plateau_now(self, uid: int) -> None:
        days = self._whole("days")
        if days is None or self.board.plan is None:
            return
        found = self.board.limits(Handle(HandleKind.END, uid))
        if days < found.lo:
            self.tell(wording.reason(self.board.texts, found.lo_reason))
            return
        number = self.board.plan.index_of(uid) + 1
        words = wording.step("plateau", stage=number, days=days)
        self.do(lambda plan: edits.plateau(plan, uid, days), words)

    def _resume(self) -> None:
        board, texts = self.board, self.board.texts
        day = self._day
        assert board.plan is not None
        first = board.plan.stages[0].daily_mg
        self.words(texts("chart.form.from", day=wording.day(texts, day)))
        self._numbers(("restart", f"{texts('chart.form.restart')} (mg)", texts.number(first)))
        self.button("apply", texts("chart.inspector.apply"), lambda: self._resume_now(day), primary=True)

    def _resume_now(self, day: int) -> None:
        mg = self._amount("restart")
        if mg is None:
            return
        words = wording.step("resume", mg=wording.mg_of(mg), day=wording.day_of(day))
        self.do(lambda plan: courses.resume_after_gap(plan, day, mg), words)
