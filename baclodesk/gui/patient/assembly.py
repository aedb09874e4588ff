"""Puts a patient's page together: its tabs, and what their links lead to."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from ..consent.tab import ConsentTab
from ..desk import Desk
from ..intake.tab import IntakeTab
from ..titration.page import TitrationPage
from .page import PatientPage, Work

BESIDE_KEYS = "Ctrl+Shift+B"


def assemble(desk: Desk, work: Work) -> PatientPage:
    """Make the page of one patient with all its tabs."""
    page = PatientPage(desk, work)

    def show_question(code: str) -> None:
        page.show_tab("intake")
        intake = page.tab_of("intake")
        if isinstance(intake, IntakeTab):
            intake.show_question(code)

    def write_visit() -> None:
        page.show_tab("titration")
        titration = page.tab_of("titration")
        if isinstance(titration, TitrationPage):
            titration.open_visit()

    def make_titration() -> TitrationPage:
        made = TitrationPage(desk, work)
        made.question_wanted.connect(show_question)
        made.issue_wanted.connect(page.issue_wanted)
        made.sheet_left.connect(lambda: page.header.beside.setChecked(False))
        made.show_sheet(shown=desk.preferences.sheet_beside)
        made.paper_wanted.connect(page.paper_wanted)
        return made

    def show_beside(*, shown: bool) -> None:
        desk.preferences.sheet_beside = shown
        if shown:
            page.show_tab("titration")
        titration = page.tab_of("titration")
        if isinstance(titration, TitrationPage):
            titration.show_sheet(shown=shown)

    def make_consent() -> ConsentTab:
        made = ConsentTab(desk, work)
        made.paper_wanted.connect(page.paper_wanted)
        return made

    page.add_tab("intake", lambda: IntakeTab(desk, work))
    page.add_tab("titration", make_titration)
    page.add_tab("consent", make_consent)
    page.item_wanted.connect(show_question)
    QShortcut(QKeySequence(BESIDE_KEYS), page, page.header.beside.toggle)
    page.header.beside.setChecked(desk.preferences.sheet_beside)
    page.header.beside.toggled.connect(lambda on: show_beside(shown=on))
    page.visit_wanted.connect(write_visit)
    return page
