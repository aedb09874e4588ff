"""Puts a patient's page together: its tabs, and what their links lead to."""

from __future__ import annotations

from ..consent.tab import ConsentTab
from ..desk import Desk
from ..intake.tab import IntakeTab
from ..titration.page import TitrationPage
from .page import PatientPage, Work


def assemble(desk: Desk, work: Work) -> PatientPage:
    """Make the page of one patient with all its tabs."""
    page = PatientPage(desk, work)
    intake, titration, consent = IntakeTab(desk, work), TitrationPage(desk, work), ConsentTab(desk, work)
    page.add_tab(intake, intake)
    page.add_tab(titration, titration)
    page.add_tab(consent, consent)

    def show_question(code: str) -> None:
        page.show_tab("intake")
        intake.show_question(code)

    def write_visit() -> None:
        page.show_tab("titration")
        titration.open_visit()

    page.item_wanted.connect(show_question)
    page.visit_wanted.connect(write_visit)
    titration.question_wanted.connect(show_question)
    titration.issue_wanted.connect(page.issue_wanted)
    consent.paper_wanted.connect(page.paper_wanted)
    return page
