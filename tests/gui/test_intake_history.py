"""What the decision and the lists were before: kept by real clicks and keys, shown quietly, undone with the step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baclodesk.domain.intake import Decision, DecisionMade, Medicine
from baclodesk.gui.intake.decision import DecisionPart
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.workplace import Workplace

from .conftest import id_of, record_of
from .fakes import FakeStore

WAITED = DecisionMade(Decision.WAIT, "sleep clinic first", "Dr X", date(2026, 5, 3))


def opened(place: Workplace, store: FakeStore, **known: object) -> IntakeTab:
    """A patient of whom nothing was asked yet but this."""
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    record = record_of(place)
    place.patient.work.edit(replace(record, intake=replace(record.intake, **known)), lambda _: "known")  # type: ignore[arg-type]
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    return tab


def test_a_replaced_decision_stays_under_the_new_one(place: Workplace, store: FakeStore) -> None:
    tab = opened(place, store, decision=WAITED)
    tab.go_to("decision")
    part = tab.stack.currentWidget()
    assert isinstance(part, DecisionPart)
    assert part._before.isHidden()
    part.choice.setFocus()
    QTest.keyClicks(part.choice.buttons[0], "1")
    QTest.keyClicks(part.reasons, " now")
    intake = record_of(place).intake
    assert (intake.decision.decision, intake.decision.by) == (Decision.PRESCRIBE, "Dr Laurent")
    assert intake.earlier_decisions == (WAITED,)
    assert part._before.isVisible()
    english = "Before: Wait, 3 May 2026, Dr X. Reasons: sleep clinic first"
    assert part._before.text().replace("\u00a0", " ") == english
    place.language_chosen.emit("fr")
    assert part._before.text().startswith("Auparavant\u00a0: Attendre, 3\u00a0mai\u00a02026, Dr X. Motifs\u00a0: ")
    place.undo()
    place.undo()
    assert record_of(place).intake.earlier_decisions == ()
    assert part._before.isHidden()


def test_reasons_typed_on_another_day_leave_the_old_ones_once(place: Workplace, store: FakeStore) -> None:
    tab = opened(place, store, decision=WAITED)
    tab.go_to("decision")
    part = tab.stack.currentWidget()
    assert isinstance(part, DecisionPart)
    part.reasons.setFocus()
    part.reasons.selectAll()
    QTest.keyClicks(part.reasons, "apnoea treated")
    intake = record_of(place).intake
    assert intake.decision == DecisionMade(Decision.WAIT, "apnoea treated", "Dr Laurent", date(2026, 11, 22))
    QTest.mouseClick(part.choice.buttons[0], Qt.MouseButton.LeftButton)
    assert record_of(place).intake.earlier_decisions == (WAITED,)


def test_a_medicine_taken_out_stays_under_the_list_with_its_day(place: Workplace, store: FakeStore) -> None:
    tab = opened(place, store, medicines=(Medicine("tramadol", "opioid", "2024"),))
    tab.go_to("medicines")
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    rows = part.lists["medicines"]
    assert rows._before.isHidden()
    QTest.mouseClick(rows.rows[0]._remove, Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    QTest.keyClicks(rows.rows[0].fields[0], "ibuprofen")
    assert len(record_of(place).intake.earlier_rows) == 1, "one entry for the day"
    assert rows._before.isVisible()
    said = rows._before.text().replace("\u00a0", " ")
    assert said.startswith("Until 22 Nov 2026: tramadol (")
    assert said.endswith(", 2024")
    place.language_chosen.emit("fr")
    assert rows._before.text().startswith("Jusqu’au 22\u00a0nov.\u00a02026\u00a0: tramadol (")
    place.undo()
    place.undo()
    assert record_of(place).intake.earlier_rows == ()
    assert rows._before.isHidden()
