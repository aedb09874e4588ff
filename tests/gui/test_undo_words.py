"""A step is named in the language of the moment, whatever tab it was made in and in whatever language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from baclodesk.domain.visit import Effect
from baclodesk.gui.consent.tab import ConsentTab
from baclodesk.gui.frame import Frame
from baclodesk.gui.intake.parts import QuestionPart
from baclodesk.gui.intake.tab import IntakeTab
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import NBSP

from .conftest import id_of, record_of
from .fakes import FakeStore

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Do = Callable[[Workplace, FakeStore], None]


def undo_words(place: Workplace) -> str:
    """What the button of undo says as its whole name, without hard spaces."""
    assert place.patient is not None
    return place.patient.foot.undo.toolTip().replace(NBSP, " ")


def titration(place: Workplace, store: FakeStore, name: str = "Arnaud") -> TitrationPage:
    place.open_patient(id_of(store, name))
    assert place.patient is not None
    place.patient.show_tab("titration")
    made = place.patient.tab_of("titration")
    assert isinstance(made, TitrationPage)
    QApplication.processEvents()
    return made


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def on_the_chart(key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, stage: int = 12) -> Do:
    """Press a key on a stage of the chart."""

    def do(place: Workplace, store: FakeStore) -> None:
        chart = titration(place, store).chart
        plan = chart.board.plan
        assert plan is not None
        chart.board.select(plan.stages[stage - 1].uid)
        chart.chart.setFocus()
        QTest.keyClick(chart.chart, key, mods)

    return do


def in_the_table(place: Workplace, store: FakeStore) -> None:
    chart = titration(place, store).chart
    chart.show_page("table")
    table = chart.table
    index = table.stages.index(11, table.stages.columns.index("days"))
    table.setCurrentIndex(index)
    table.edit(index)
    box = focus()
    assert isinstance(box, QLineEdit)
    box.selectAll()
    QTest.keyClicks(box, "7")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()


def reduced(place: Workplace, store: FakeStore) -> None:
    chart = titration(place, store).chart
    chart.board.select(chart.board.plan.stages[11].uid if chart.board.plan else None)
    chart.commands.run("reduce")
    QTest.mouseClick(chart.form.buttons["apply"], LEFT)


def new_plan(place: Workplace, store: FakeStore) -> None:
    chart = titration(place, store, "Caron").chart
    QTest.keyClick(chart.empty, Qt.Key.Key_3)


def answered(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    tab.show_question("suicide_now")
    QTest.keyClicks(focus(), "n")


def none_of_these(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    tab.show_question("epilepsy")
    part = tab.stack.currentWidget()
    assert isinstance(part, QuestionPart)
    QTest.keyClick(focus(), Qt.Key.Key_N, SHIFT)


def decided(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    tab = place.patient.tab_of("intake")
    assert isinstance(tab, IntakeTab)
    tab.strip.decided.emit("prescribe")


def visited(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store)
    QTest.keyClick(place, Qt.Key.Key_V, CTRL | SHIFT)
    assert page.visit is not None
    page.visit.scales["craving"].given.emit(4)


def act_taken(place: Workplace, store: FakeStore) -> None:
    page = titration(place, store)
    QTest.keyClick(place, Qt.Key.Key_V, CTRL | SHIFT)
    assert page.visit is not None
    page.visit.effects.edited.emit((Effect("confusion", 2),))
    page.visit.acts.work_out()
    (row,) = [row for row in page.visit.acts.rows if row.offer.suggested]
    QTest.mouseClick(row.button, LEFT)
    QTest.mouseClick(page.visit.acts.take, LEFT)


def prepared(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    place.patient.show_tab("consent")
    tab = place.patient.tab_of("consent")
    assert isinstance(tab, ConsentTab)
    QTest.keyClicks(tab.dose, "80")
    tab.prepare_consent()


def renamed(place: Workplace, store: FakeStore) -> None:
    place.open_patient(id_of(store, "Caron"))
    assert place.patient is not None
    place.patient.identity_wanted.emit()
    QTest.keyClicks(place.identity.form.given_name, "x")


STEPS: dict[str, tuple[Do, str, str]] = {
    "days": (on_the_chart(Qt.Key.Key_Right, CTRL), "Stage 12: 5 → 6 days", "Palier 12 : 5 → 6 jours"),
    "dose": (on_the_chart(Qt.Key.Key_Up, CTRL), "Stage 12: 140 mg → 160 mg", "Palier 12 : 140 mg → 160 mg"),
    "hold": (on_the_chart(Qt.Key.Key_H), "Stage 12: hold 5 more days", "Palier 12 : 5 jours de plus"),
    "back": (
        on_the_chart(Qt.Key.Key_B),
        "Back for 7 days from D60, then retry",
        "Retour de 7 jours dès J60, puis nouvel essai",
    ),
    "merge": (
        on_the_chart(Qt.Key.Key_M),
        "Stages 12 and 13: merge, keep 140 mg",
        "Paliers 12 et 13 : réunis à 140 mg",
    ),
    "delete": (on_the_chart(Qt.Key.Key_Delete), "Delete stage 12", "Supprimer le palier 12"),
    "table": (in_the_table, "Stage 12: 5 → 7 days", "Palier 12 : 5 → 7 jours"),
    "reduce": (
        reduced,
        "Reduce by 10 mg every 7 days to 70 mg",
        "Réduire de 10 mg tous les 7 jours jusqu’à 70 mg",
    ),
    "plan": (new_plan, "Plan begun with one stage", "Plan commencé avec un palier"),
    "answer": (answered, "Suicidal thoughts now: No", "Idées suicidaires actuelles : Non"),
    "none of these": (none_of_these, "Medical history: No to the rest", "Antécédents : Non au reste"),
    "decision": (decided, "Decision: Prescribe", "Décision : Prescrire"),
    "visit": (visited, "Visit of 22 Nov: Craving, 0 to 10", "Consultation du 22 nov. : Envie de boire, 0 à 10"),
    "act": (
        act_taken,
        "Act of the guide: Back to 60 mg for 7 days",
        "Mesure du guide : Revenir à 60 mg, 7 jours",
    ),
    "consent": (prepared, "Consent prepared", "Consentement préparé"),
    "identity": (renamed, "Name and birth date", "Nom et date de naissance"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_named_anew_when_the_language_changes(
    place: Workplace, frame: Frame, store: FakeStore, name: str
) -> None:
    do, english, french = STEPS[name]
    do(place, store)
    made = record_of(place)
    assert undo_words(place) == english
    frame.set_language("fr")
    assert undo_words(place) == french
    assert place.patient is not None
    assert french[:40] in place.patient.foot.undo.text().replace(NBSP, " ")
    frame.set_language("en")
    assert undo_words(place) == english
    assert record_of(place) == made, "a language changes no record"
    place.patient.undo()
    assert record_of(place) != made
