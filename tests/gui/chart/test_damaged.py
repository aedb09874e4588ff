"""A plan that is not what was issued: its values as a table, and nothing that is reckoned from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from baclodesk.domain.plan import Plan
from tests.gui.chart.conftest import Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

HEADS = {
    "en": "Stage Days From To First_day Last_day 8_am,_mg 1_pm,_mg 6_pm,_mg bedtime,_mg",
    "fr": "Palier Jours De À Premier_jour Dernier_jour 8_h,_mg 13_h,_mg 18_h,_mg coucher,_mg",
}


def cell(hand: Hand, row: int, column: int) -> str:
    """The words of a cell of the values, row -1 for the headings."""
    table = hand.tab.empty.raw.table
    item = table.horizontalHeaderItem(column) if row < 0 else table.item(row, column)
    assert item is not None
    return item.text()


def damaged(made: Make, language: str = "en", plan: Plan | None = None) -> Hand:
    window = running(language)
    window.plan = plan if plan is not None else window.plan
    window.damaged = "the revision differs from what was issued"
    return made(window)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_values_stand_in_a_table_with_headings_and_dates(made: Make, language: str) -> None:
    hand = damaged(made, language)
    table = hand.tab.empty.raw.table
    assert table.isVisible()
    heads = [cell(hand, -1, column) for column in range(table.columnCount())]
    assert heads == [words.replace("_", " ") for words in HEADS[language].split()]
    assert table.rowCount() == 15
    third = [cell(hand, 2, column) for column in range(table.columnCount())]
    dates = ["11\u00a0Nov\u00a02026", "15\u00a0Nov\u00a02026"]
    days = ["D11", "D15"]
    if language == "fr":
        dates, days = [words.replace("Nov", "nov.") for words in dates], ["J11", "J15"]
    assert third == ["3", "5", *days, *dates, "10", "5", "5", "10"]
    last = [cell(hand, 14, column) for column in range(6)]
    assert last[1] in ("open", "sans fin")
    assert (last[3], last[5]) == ("–", "–")
    assert table.accessibleName()


def test_times_that_only_some_stages_have_stay_empty_in_the_others(made: Make) -> None:
    plan = consensus()
    fewer = replace(plan.stages[0], mg=plan.stages[0].mg[:3], times=plan.times[:3])
    second = replace(plan.stages[1], times=plan.times)
    hand = damaged(made, plan=replace(plan.with_stages([fewer, second, *plan.stages[2:]]), start=None))
    assert [cell(hand, 0, column) for column in (4, 5, 9)] == ["–", "–", ""]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_reckoned_and_no_reason_is_asked_for(made: Make, language: str) -> None:
    hand = damaged(made, language)
    said = " ".join(field.sentence() for field in hand.tab.readout.fields)
    assert not any(figure.isdigit() for figure in said)
    assert not any(row.isVisible() for row in hand.tab.findings.rows)
    assert not hand.tab.findings.height()
    assert not hand.tab.show_table.isVisible()
    assert not hand.tab.readout.isVisible()
    hand.window.damaged = ""
    hand.tab.refresh()
    assert hand.tab.readout.isVisible()
    assert hand.tab.findings.rows[0].isVisible()
    assert hand.tab.show_table.isVisible()


def test_the_values_are_copied_with_their_headings(made: Make) -> None:
    hand = damaged(made)
    hand.tab.empty.raw.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 16
    assert lines[0].startswith("Stage\tDays\tFrom")
    assert all(line.count("\t") == 9 for line in lines)


def test_the_values_are_saved_where_the_doctor_wants_them(made: Make, tmp_path: Path) -> None:
    hand = damaged(made)
    raw, target = hand.tab.empty.raw, tmp_path / "values.tsv"
    raw.save.click()
    dialog = raw.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    assert target.read_text(encoding="utf-8") == raw.text
    assert hand.tab.empty.hint.text() == "Saved: values.tsv"
    raw.save_as(tmp_path / "no" / "such" / "values.tsv")
    assert "could not be written" in hand.tab.empty.hint.text()


def test_a_damaged_record_without_a_plan_has_no_table(made: Make) -> None:
    window = StandIn(None)
    window.damaged = "the file ends too early"
    hand = made(window)
    raw = hand.tab.empty.raw
    assert not raw.isVisible()
    raw.ask_where()
    assert raw.findChild(QFileDialog) is None
