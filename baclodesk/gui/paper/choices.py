"""Beside a document: which days of the plan it shows, in which language, how large; every change makes it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.paper_numbers import paper_numbers
from baclodesk.services.texts import LANGUAGES, Texts

from ..desk import Desk
from ..widgets.pieces import add_all, column, flag, label, scrolled
from ..widgets.tick import Tick
from .choice_parts import CountLine, DayLine, OneOf
from .wishes import MOST_DAYS, MOST_RENEWALS, OF_PLAN, OPTIONS, Option, PaperWish

WIDTH, MOST_WIDTH = 300, 408
TYPING_PAUSE_MS = 250
PAPERS = ("A4", "Letter")


class ChoicePanel(QFrame):
    """Shows what can be chosen for one kind of document. ``changed`` when the wish is another and can be read."""

    changed = Signal()
    spoiled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kind, self._usual = "", PaperWish()
        self.setProperty("panel", "true")
        self.title, self.why = label("title", wrap=True), label("bad", wrap=True)
        self.plan = OneOf(("issued", "draft"))
        self.span, self.day = OneOf(("whole", "today", "days")), OneOf(("today", "day"))
        self.first, self.last = (DayLine(lambda: desk.texts, desk.today) for _ in range(2))
        self.length, self.renewals = CountLine(desk.theme, 1, MOST_DAYS), CountLine(desk.theme, 0, MOST_RENEWALS)
        self.dates, self.large, self.extra, self.weight = (Tick(desk.theme) for _ in range(4))
        self.addressee_name, self.addressee = label("strong", wrap=True), QLineEdit()
        self.addressee.setMaxLength(120)
        self.addressee_name.setBuddy(self.addressee)
        self.language, self.paper = OneOf(LANGUAGES), OneOf(PAPERS)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=(16, 12, 16, 12), gap=10)
        add_all(rows, (self.title, self.plan, self.span, self.day, self.first, self.last, self.length, self.renewals))
        add_all(rows, (self.addressee_name, self.addressee, self.extra, self.weight, self.dates, self.large))
        add_all(rows, (self.language, self.paper, self.why))
        rows.addStretch(1)
        self._fit()
        self._desk.theme.changed.connect(self._fit)
        column(self).addWidget(scrolled(content))

    def _fit(self) -> None:
        self.setFixedWidth(min(self._desk.theme.px(WIDTH), MOST_WIDTH))

    def _connect(self) -> None:
        for one in (self.plan, self.span, self.day, self.language, self.paper):
            one.changed.connect(self._choose)
        for tick in (self.dates, self.large, self.extra, self.weight):
            tick.toggled.connect(lambda _on: self._choose())
        for line in (self.first, self.last, self.length, self.renewals):
            line.changed.connect(self._type)
        self.addressee.textEdited.connect(lambda _text: self._type())

    # what can be chosen

    def show_kind(self, kind: str, record: PatientRecord, wish: PaperWish) -> None:
        """Offer what can be chosen for this kind of document of this patient, beginning with ``wish``."""
        self._kind, self._usual = kind, wish
        choice, options = wish.choice, OPTIONS[kind]
        self.plan.show_value("draft" if choice.draft else "issued")
        self.span.show_value("today" if choice.today else "whole")
        self.day.show_value("today")
        for line in (self.first, self.last):
            line.clear()
        self.length.show_value(choice.days)
        self.renewals.show_value(choice.renewals or None)
        ticks = ((self.dates, choice.dates), (self.large, wish.large), (self.extra, choice.extra))
        for tick, on in (*ticks, (self.weight, choice.with_weight)):
            tick.set_on(on)
        self.addressee.setText(choice.addressee)
        self.language.show_value(wish.language or record.identity.language)
        self.paper.show_value(wish.paper or self._desk.practice.paper)
        plan = record.plan if choice.draft or record.current_issue is None else record.current_issue.plan
        self.plan.setVisible(kind in OF_PLAN and record.current_issue is not None and record.draft_differs)
        self.extra.setVisible(Option.EXTRA in options and plan is not None and plan.as_needed is not None)
        self.language.setVisible(not (kind == "consent" and record.consent.clauses))  # its words are agreed on
        for part, option in (
            (self.span, Option.SPAN),
            (self.day, Option.DAY),
            (self.length, Option.LENGTH),
            (self.renewals, Option.RENEWALS),
            (self.weight, Option.WEIGHT),
            (self.dates, Option.DATES),
            (self.addressee_name, Option.ADDRESSEE),
            (self.addressee, Option.ADDRESSEE),
        ):
            part.setVisible(option in options)
        self._name_length()
        self._look()

    @property
    def wish(self) -> PaperWish | None:
        """What is wished for; None while something typed cannot be read."""
        if self._wrong():
            return None
        first, last = self._days()
        choice = replace(
            self._usual.choice,
            draft=self.plan.value == "draft",
            first=first,
            last=last,
            today=self.span.value == "today",
            dates=self.dates.is_on(),
            days=self.length.value,
            renewals=self.renewals.value or 0,
            extra=self.extra.is_on(),
            with_weight=self.weight.is_on(),
            addressee=self.addressee.text().strip(),
        )
        language = self._usual.language if self.language.isHidden() else self.language.value
        return PaperWish(choice, language, self.paper.value, self.large.is_on())

    def _days(self) -> tuple[int | date | None, int | date | None]:
        options = OPTIONS.get(self._kind, frozenset())
        if Option.SPAN in options and self.span.value == "days":
            return self.first.value or 1, self.last.value
        if Option.SPAN in options and self.span.value == "whole":
            return 1, None
        if Option.DAY in options and self.day.value == "day":
            return self.first.value, None
        return None, None

    def _shown_lines(self) -> tuple[bool, bool]:
        options = OPTIONS.get(self._kind, frozenset())
        span = Option.SPAN in options and self.span.value == "days"
        return span or (Option.DAY in options and self.day.value == "day"), span

    def _wrong(self) -> bool:
        first, last = self._shown_lines()
        days = (first and self.first.is_wrong) or (last and self.last.is_wrong)
        return days or self.length.is_wrong or self.renewals.is_wrong

    # a person chooses

    def _choose(self) -> None:
        self._look()
        first, _last = self._shown_lines()
        if first and not self.first.line.text():
            self.first.line.setFocus()
        self._tell()

    def _type(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self._look()
        (self.spoiled if self._wrong() else self.changed).emit()

    def forget(self) -> None:
        """Have nothing to choose for, and nothing typed."""
        self._pause.stop()
        self._kind = ""
        self.addressee.clear()
        for line in (self.first, self.last):
            line.clear()

    def _look(self) -> None:
        first, last = self._shown_lines()
        self.first.setVisible(first)
        self.last.setVisible(last)
        texts = self._desk.texts
        words = texts("paper_page.choices.first") if last else texts("paper_page.choices.on")
        self.first.set_words(words, texts("paper_page.choices.day_hint"))
        counts = [line for line in (self.length, self.renewals) if line.is_wrong]
        self.why.setVisible(bool(counts))
        if counts:
            least, most = (1, MOST_DAYS) if counts[0] is self.length else (0, MOST_RENEWALS)
            self.why.setText(texts("paper_page.choices.count_expected", least=least, most=most))
        flag(self.why, "role", "bad")

    def _name_length(self) -> None:
        numbers, texts = paper_numbers(), self._desk.texts
        usual = numbers.prescription_days if self._kind == "prescription" else numbers.diary_days
        self.length.set_words(texts("paper_page.choices.length"), str(usual))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        say = "paper_page.choices."
        self.title.setText(texts(say + "title"))
        self.plan.set_words(texts(say + "plan"), [texts(say + "issued"), texts(say + "draft")])
        self.span.set_words(texts(say + "days"), [texts(say + code) for code in ("whole", "from_today", "chosen")])
        self.day.set_words(texts(say + "day"), [texts(say + "today"), texts(say + "other_day")])
        self.last.set_words(texts(say + "last"), texts(say + "last_hint"))
        self.renewals.set_words(texts(say + "renewals"), "0")
        self.dates.set_words(texts(say + "dates"), texts(say + "dates_more"))
        self.large.set_words(texts(say + "large"))
        self.extra.set_words(texts(say + "extra"))
        self.weight.set_words(texts(say + "weight"))
        self.addressee_name.setText(texts(say + "addressee"))
        self.addressee.setAccessibleName(texts(say + "addressee"))
        self.language.set_words(texts(say + "language"), [texts(f"window.language.{code}") for code in LANGUAGES])
        self.paper.set_words(texts(say + "paper"), PAPERS)
        self._name_length()
        self._look()
