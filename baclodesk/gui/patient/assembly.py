"""Puts a patient's page together: the tabs, and what their buttons ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..desk import Desk
from ..intake.tab import IntakeTab
from .page import PatientPage, Work

if TYPE_CHECKING:
    from ..workplace import Workplace


def assemble(desk: Desk, work: Work, workplace: Workplace) -> PatientPage:
    """Make the page of one patient with all its tabs."""
    page = PatientPage(desk, work)
    intake = IntakeTab(desk, work)
    page.add_tab(intake, intake)
    del workplace
    return page
