"""What is open at issue: a reason to type for every stop, a tick for every caution, notes to read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from baclodesk.domain.findings import Finding, Severity
from baclodesk.services.practice import IssueSheet, Reply
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..knowledge import beneath, sentence
from ..style import icons
from ..widgets.fields import RecordText
from ..widgets.pieces import button, clear, column, label, row
from ..widgets.tick import Tick

PLACES = {
    "issue.consent_unsigned": "consent",
    "issue.intake_undecided": "intake",
    "issue.intake_against": "intake",
}
"""Findings that are better settled where they arose than by a reason."""
_ICONS = {
    Severity.REFUSE: ("stop", "alarm"),
    Severity.STOP: ("stop", "attention"),
    Severity.CAUTION: ("caution", "attention"),
    Severity.NOTE: ("note", "secondary"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers typed so far, by key; they outlive a redrawing."""

    reasons: dict[str, str]
    ticks: set[str]


class OpenPoints(QWidget):
    """Lists findings by severity. ``changed`` with every answer, ``place_wanted`` names the tab that settles one."""

    changed = Signal()
    place_wanted = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet = IssueSheet(())
        self._kept = Kept({}, set())
        self.reasons: dict[str, RecordText] = {}
        self.ticks: dict[str, Tick] = {}
        self._rows = column(self, gap=12)

    def show_sheet(self, sheet: IssueSheet) -> None:
        """Show what is open; answers already given stay."""
        if sheet == self._sheet and self._rows.count():
            return
        self._sheet = sheet
        self.draw(self._desk.texts)

    def draw(self, texts: Texts) -> None:
        """Set all rows anew."""
        clear(self._rows)
        self.reasons, self.ticks = {}, {}
        sheet = self._sheet
        notes = [item for item in sheet.findings if item.severity is Severity.NOTE]
        for key, found in (
            ("refusals", sheet.refusals),
            ("to_reason", sheet.to_reason),
            ("to_tick", sheet.to_tick),
            ("notes", notes),
        ):
            if found:
                self._rows.addWidget(label("strong", texts(f"issue_page.{key}"), wrap=True))
                for item in found:
                    self._add(item, texts)
        if not sheet.findings:
            self._rows.addWidget(label("quiet", texts("issue_page.nothing_open"), wrap=True))

    def _add(self, item: Finding, texts: Texts) -> None:
        block = column(gap=4)
        if item.severity is Severity.CAUTION:
            block.addWidget(self._tick(item, texts))
        else:
            block.addLayout(self._sentence(item, texts))
        if item.severity is Severity.STOP:
            block.addWidget(self._reason(item, texts))
        self._rows.addLayout(block)

    def _sentence(self, item: Finding, texts: Texts) -> QHBoxLayout:
        theme, library = self._desk.theme, self._desk.library
        line = row(gap=8)
        sign = QLabel()
        name, colour = _ICONS[item.severity]
        sign.setPixmap(icons.pixmap(name, getattr(theme.colours, colour), theme.px(16)))
        words = column(gap=0)
        words.addWidget(label(text=sentence(texts, item, library), wrap=True))
        words.addWidget(label("secondary", beneath(texts, item, library), wrap=True))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        place = PLACES.get(item.code) or ("intake" if item.item and item.stage is None else "")
        if item.stage is not None:
            place = "titration"
        if place:
            link = button("link", texts(f"issue_page.go_{place}"))
            link.clicked.connect(lambda: self.place_wanted.emit(place, item.item))
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _reason(self, item: Finding, texts: Texts) -> RecordText:
        made = RecordText(1)
        made.setPlaceholderText(texts("issue_page.reason"))
        made.setAccessibleName(f"{texts('issue_page.reason')}: {sentence(texts, item, self._desk.library)}")
        made.show_text(self._kept.reasons.get(item.key, ""))
        made.edited.connect(lambda text: self._take_reason(item.key, text))
        self.reasons[item.key] = made
        return made

    def _tick(self, item: Finding, texts: Texts) -> Tick:
        made = Tick(self._desk.theme)
        library = self._desk.library
        made.set_words(sentence(texts, item, library), beneath(texts, item, library))
        made.set_on(item.key in self._kept.ticks)
        made.toggled.connect(lambda on: self._take_tick(item.key, on=on))
        self.ticks[item.key] = made
        return made

    def _take_reason(self, key: str, text: str) -> None:
        self._kept.reasons[key] = text
        self.changed.emit()

    def _take_tick(self, key: str, *, on: bool) -> None:
        (self._kept.ticks.add if on else self._kept.ticks.discard)(key)
        self.changed.emit()

    @property
    def reply(self) -> Reply:
        """The answers given so far, to what is asked now."""
        asked = {item.key for item in self._sheet.findings}
        reasons = {key: text for key, text in self._kept.reasons.items() if key in asked}
        return Reply(reasons, frozenset(self._kept.ticks & asked))

    def focus_on(self, key: str) -> None:
        """Put the keyboard onto the reason or tick of a finding; else onto the first."""
        fields: dict[str, QWidget] = {**self.reasons, **self.ticks}
        target = fields.get(key) or next(iter(fields.values()), None)
        if target is not None:
            target.setFocus()

    def forget(self) -> None:
        """Drop the answers: they went with an issued revision."""
        self._kept = Kept({}, set())
        self._sheet = IssueSheet(())
