"""Settings: the practice's letterhead and rules, and this computer's window. A plain page in the same window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from baclodesk.domain.practice import Practice
from baclodesk.services.ports import PracticeStore
from baclodesk.services.printing_queue import HANDOUTS
from baclodesk.services.texts import LANGUAGES, Texts

from ..desk import Desk
from ..jobs import expected_code
from ..style.theme import CHOICES, TEXT_SIZES
from ..trouble_words import trouble
from ..widgets.choices import Choices
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, choice_box, column, label, limit_width, row, rule, scrolled
from ..widgets.segmented import Segmented
from ..wording import Wording
from .chart_section import ChartSection
from .letterhead import LetterheadSection
from .password import PasswordChange
from .policies import PolicySection

_IDLE = ("1", "3", "5", "10", "20", "30")
_SAVE_PAUSE_MS = 700


class SettingsPage(Leaf):
    """Everything that can be set; changes count at once. ``practice_changed`` when rules or letterhead did."""

    language_chosen = Signal(str)
    practice_changed = Signal()

    def __init__(self, desk: Desk, store: PracticeStore) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._words = Wording()
        self._filling = False
        self.letterhead = LetterheadSection(desk)
        self.letterhead.edited.connect(self._note)
        self.letterhead.logo_chosen.connect(lambda _logo: self.save())
        self.product, self.policies = choice_box(), PolicySection(desk, store, self._keep)
        self.product.activated.connect(self._note)
        self.paper, self.handouts = Segmented(("A4", "Letter")), Choices(HANDOUTS)
        self.handouts.toggled.connect(self._hand_out)
        self.language, self.colours = Segmented(LANGUAGES), Segmented(CHOICES)
        self.text_size, self.idle = Choices([str(size) for size in TEXT_SIZES]), Choices(_IDLE)
        self.chart = ChartSection(desk)
        self.password = PasswordChange(desk, store)
        self.notice = Notice(desk.theme)
        self._pause = QTimer(self, singleShot=True, interval=_SAVE_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=(24, 16, 24, 24), gap=12)
        self._title(rows, "settings.practice")
        self._words.follow(self.letterhead)
        rows.addWidget(self.letterhead)
        self._title(rows, "settings.rules")
        self._words.follow(self.policies)
        rows.addWidget(self.policies)
        self._field(rows, "settings.product", self.product)
        self._field(rows, "settings.paper", self.paper)
        self._field(rows, "settings.handouts", self.handouts)
        self._title(rows, "settings.computer")
        for key, part in (
            ("settings.language", self.language),
            ("settings.colours", self.colours),
            ("settings.text_size", self.text_size),
            ("settings.idle", self.idle),
        ):
            self._field(rows, key, part)
        self._title(rows, "settings.chart.title")
        self._words.follow(self.chart)
        rows.addWidget(self.chart)
        self._title(rows, "settings.password")
        self._words.follow(self.password)
        rows.addWidget(self.password)
        rows.addStretch(1)
        title, self.back = label("name"), button()
        self._words.bind(title.setText, "settings.title")
        self._words.bind(self.back.setText, "settings.back")
        head = row(margin=(24, 16, 16, 8))
        head.addWidget(title, 1)
        head.addWidget(self.back)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(self.notice)
        inner = QWidget()
        middle = row(inner)
        limit_width(content, self._desk.theme, 680)
        middle.addWidget(content, 4)
        middle.addStretch(1)
        whole.addWidget(scrolled(inner), 1)

    def _title(self, rows: object, key: str) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        made = label("title", wrap=True)
        self._words.bind(made.setText, key)
        if isinstance(rows, QVBoxLayout):
            if rows.count():
                rows.addSpacing(12)
            rows.addWidget(made)

    def _field(self, rows: object, key: str, part: QWidget) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        name = label("strong", wrap=True)
        name.setBuddy(part)
        self._words.bind(name.setText, key)
        self._words.bind(part.setAccessibleName, key)
        block = column(gap=4)
        block.addWidget(name)
        block.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Segmented) else Qt.AlignmentFlag(0))
        if isinstance(rows, QVBoxLayout):
            rows.addLayout(block)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.paper.chosen.connect(self._note)
        self.language.chosen.connect(self.language_chosen)
        self.colours.chosen.connect(self._take_look)
        self.text_size.toggled.connect(self._take_size)
        self.idle.toggled.connect(self._take_idle)

    def prepare(self) -> None:
        """Show what is set now."""
        self._filling = True
        practice = self._desk.practice
        self.letterhead.prepare()
        self.handouts.set_chosen(practice.handouts)
        self._fill_choices(practice)
        self.paper.set_value(practice.paper)
        preferences = self._desk.preferences
        self.language.set_value(self._desk.texts.language)
        self.colours.set_value(preferences.colours)
        self.text_size.set_chosen([str(preferences.text_size)])
        self.idle.set_chosen([str(preferences.idle_minutes)])
        self.notice.silence()
        self.chart.prepare()
        self.password.clear()
        self._filling = False

    def _fill_choices(self, practice: Practice) -> None:
        library = self._desk.library
        self.policies.prepare()
        self.product.clear()
        for code, info in library.products.items():
            self.product.addItem(info.product.name, code)
        self.product.setCurrentIndex(max(0, self.product.findData(practice.product)))

    def _note(self) -> None:
        if not self._filling:
            self._pause.start()

    def save(self) -> None:
        """Keep letterhead and rules now; nothing is called kept before it is."""
        self._pause.stop()
        practice = replace(
            self.letterhead.on(self._desk.practice),
            product=str(self.product.currentData() or self._desk.practice.product),
            paper=self.paper.value or self._desk.practice.paper,
        )
        if practice != self._desk.practice:
            self._keep(practice)

    def _hand_out(self, kind: str) -> None:
        """Hand a kind of document out with every issued plan from now on, or no more."""
        before = self._desk.practice.handouts
        after = tuple(one for one in HANDOUTS if (one in before) != (one == kind))
        if self._keep(replace(self._desk.practice, handouts=after)):
            before = after
        self.handouts.set_chosen(before)

    def _keep(self, practice: Practice) -> bool:
        """Save the practice; only then does it hold. False, with a sentence, when it could not be saved."""
        try:
            self._store.save_practice(practice)
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            again = ((self._desk.texts("trouble.again"), lambda: self._try_again(practice)),)
            self.notice.say(trouble(self._desk.texts, code), "alarm", again)
            return False
        self._desk.practice = practice
        self.notice.say(self._desk.texts("settings.kept"))
        self.practice_changed.emit()
        return True

    def _try_again(self, practice: Practice) -> None:
        if self._keep(practice):
            self.policies.prepare()

    def _take_look(self) -> None:
        preferences = self._desk.preferences
        preferences.colours = self.colours.value
        self._desk.theme.choose(preferences.colours, preferences.text_size)

    def _take_size(self, size: str) -> None:
        preferences = self._desk.preferences
        preferences.text_size = int(size)
        self.text_size.set_chosen([size])
        self._desk.theme.choose(preferences.colours, preferences.text_size)

    def _take_idle(self, minutes: str) -> None:
        self._desk.preferences.idle_minutes = int(minutes)
        self.idle.set_chosen([minutes])

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        self.paper.set_words(["A4", "Letter"])
        self.handouts.set_words([texts(f"documents.name.{kind}") for kind in HANDOUTS])
        self.language.set_words([texts(f"window.language.{code}") for code in LANGUAGES])
        self.colours.set_words([texts(f"settings.colour.{choice}") for choice in CHOICES])
        self.text_size.set_words([f"{size}\u00a0%" for size in TEXT_SIZES])
        self.idle.set_words([texts("settings.minutes", n=minutes) for minutes in _IDLE])
        if self.isVisible():
            self.prepare()
