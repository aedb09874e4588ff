"""The top of a patient's page: who, the figures that matter, the findings, print and issue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.patient import PatientRecord
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..paper.wishes import GROUPS
from ..style import icons
from ..widgets.flow import Flow
from ..widgets.pieces import button, flag, label
from .facts import header_facts

BESIDE = "beside"
PAGES = (BESIDE, "archive", "check")
"""What the Print menu offers beside documents: the sheet beside the plan, papers handed out, a sheet to check."""


class PatientHeader(QWidget):
    """Name, facts, badge; ``paper_wanted`` carries a document's kind, the other signals ask for a page."""

    paper_wanted = Signal(str)
    issue_wanted = Signal()
    findings_wanted = Signal()
    name_wanted = Signal()
    visit_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: PatientRecord | None = None
        self.name = label("name")
        self.facts = label("quiet")
        self.facts.setCursor(Qt.CursorShape.PointingHandCursor)
        self.badge = button()
        self.badge.setProperty("badge", "none")
        self.badge.hide()
        self.visit, self.print, self.issue = button(), button(), button("primary")
        self.menu = QMenu(self.print)
        self.papers: dict[str, QAction] = {}
        for group in (*GROUPS, PAGES):
            self.menu.addSeparator()
            for kind in group:
                self.papers[kind] = action = self.menu.addAction("")
                if kind != BESIDE:
                    action.triggered.connect(lambda _checked=False, kind=kind: self.paper_wanted.emit(kind))
        self.beside = self.papers[BESIDE]  # switched on and off; whoever puts the page together listens to it
        self.beside.setCheckable(True)
        self.print.clicked.connect(self.open_menu)  # popped up, not run: a lock may come meanwhile
        self.edit = button("quiet")
        whole = Flow(self, gap=10, line_gap=4)
        whole.setContentsMargins(24, 16, 16, 4)
        for part in (self.name, self.facts, self.badge, self.edit):
            whole.addWidget(part)
        whole.spring()
        acts = QWidget()  # one part, so that the buttons break the line together, and among themselves where they must
        line = Flow(acts, gap=10, line_gap=4)
        for made in (self.visit, self.print, self.issue):
            line.addWidget(made)
        whole.addWidget(acts)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.issue.clicked.connect(self.issue_wanted)
        self.visit.clicked.connect(self.visit_wanted)
        self.badge.clicked.connect(self.findings_wanted)
        self.edit.clicked.connect(self.name_wanted)
        desk.theme.changed.connect(self._draw)
        self.retranslate(desk.texts)

    def open_menu(self) -> None:
        """Show the documents under the button."""
        self.menu.popup(self.print.mapToGlobal(QPoint(0, self.print.height())))

    def show_record(self, record: PatientRecord, findings: Sequence[Finding]) -> None:
        """Show the patient and the worst of the findings."""
        self._record = record
        self.name.setText(record.identity.full_name)
        self.facts.setText(header_facts(record, self._desk.texts, self._desk.today()))
        self._show_badge(findings)

    def _show_badge(self, findings: Sequence[Finding]) -> None:
        serious = [finding for finding in findings if finding.severity >= Severity.CAUTION]
        worst = max((finding.severity for finding in serious), default=Severity.NOTE)
        texts = self._desk.texts
        if serious:
            count = sum(1 for finding in serious if finding.severity is worst)
            self.badge.setText(f" {texts(f'window.badge.{worst.word}', n=count)}")
        self.badge.setToolTip(f"{badge_words(serious, texts)}. {texts('window.badge.tip')}")
        flag(self.badge, "badge", worst.word)
        self.badge.setVisible(bool(serious))
        self._draw()

    def _draw(self) -> None:
        kind = str(self.badge.property("badge"))
        name, colour = ("caution", "attention") if kind == "caution" else ("stop", "attention")
        self.badge.setIcon(icons.icon(self._desk.theme, name, "alarm" if kind == "refuse" else colour))
        self.visit.setIcon(icons.icon(self._desk.theme, "visit", "ink"))
        self.print.setIcon(icons.icon(self._desk.theme, "down", "ink", 12))
        self.print.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.visit.setText(f" {texts('titration_page.visit')}")
        self.visit.setToolTip(texts("titration_page.visit_tip"))
        self.print.setText(texts("window.print"))
        self.print.setToolTip(texts("window.print_tip"))
        self.issue.setText(texts("window.issue"))
        self.issue.setToolTip(texts("window.issue_tip"))
        self.edit.setText(texts("window.edit_identity"))
        for kind, action in self.papers.items():
            words = texts(f"window.paper.{kind}") if kind in PAGES else texts(f"documents.name.{kind}")
            action.setText(words.replace("&", "&&"))
        if self._record is not None:
            self.facts.setText(header_facts(self._record, texts, self._desk.today()))


def badge_words(findings: Sequence[Finding], texts: Texts) -> str:
    """Count findings by how hard the program insists, the worst first."""
    parts = []
    for severity in (Severity.REFUSE, Severity.STOP, Severity.CAUTION):
        count = sum(1 for finding in findings if finding.severity is severity)
        if count:
            parts.append(texts(f"window.badge.{severity.word}", n=count))
    return " · ".join(parts)
