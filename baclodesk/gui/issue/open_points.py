"""What is open at issue: a reason to type for every stop, a tick for every caution, notes to read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from baclodesk.domain.findings import Finding, Severity
from baclodesk.services.begun import Going
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


class OpenPoints(QWidget):
    """Lists findings by severity; ``place_wanted`` names the tab that settles one.

    ``reason_given`` carries a finding and what is typed, ``tick_given`` a finding and whether it is ticked.
    """

    reason_given = Signal(object, str)
    tick_given = Signal(object, bool)
    place_wanted = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet = IssueSheet(())
        self._going = Going(Reply())
        self.reasons: dict[str, RecordText] = {}
        self.ticks: dict[str, Tick] = {}
        self._rows = column(self, gap=12)

    def show_sheet(self, sheet: IssueSheet, going: Going) -> None:
        """Show what is open, with the answers begun; while the same is open the rows stay under the typing hand."""
        if sheet == self._sheet and self._rows.count():
            return
        self._sheet = sheet
        self.draw(self._desk.texts, going)

    def draw(self, texts: Texts, going: Going) -> None:
        """Set all rows anew."""
        self._going = going
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
            if item.key in self._going.changed:
                block.addWidget(label("attention", texts("issue_page.reason_before"), wrap=True))
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
        made.show_text(self._going.reply.reasons.get(item.key, ""))
        made.edited.connect(lambda text: self.reason_given.emit(item, text))
        self.reasons[item.key] = made
        return made

    def _tick(self, item: Finding, texts: Texts) -> Tick:
        made = Tick(self._desk.theme)
        library = self._desk.library
        made.set_words(sentence(texts, item, library), beneath(texts, item, library))
        made.set_on(item.key in self._going.reply.ticks)
        made.toggled.connect(lambda on: self.tick_given.emit(item, on))
        self.ticks[item.key] = made
        return made

    def focus_on(self, key: str) -> None:
        """Put the keyboard onto the reason or tick of a finding; else onto the first."""
        fields: dict[str, QWidget] = {**self.reasons, **self.ticks}
        target = fields.get(key) or next(iter(fields.values()), None)
        if target is not None:
            target.setFocus()

    def forget(self) -> None:
        """Drop what is shown of a patient."""
        self._sheet, self._going = IssueSheet(()), Going(Reply())
        clear(self._rows)
        self.reasons, self.ticks = {}, {}
