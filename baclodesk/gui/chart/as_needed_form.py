"""The panel for the plan's extra dose on an urge: proposed with its source, never filled in by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from baclodesk.domain.as_needed import set_as_needed
from baclodesk.domain.errors import NotMakeableError, PlanError
from baclodesk.domain.handles import Handle, HandleKind
from baclodesk.domain.plan import MAX_INTAKE_MG, AsNeeded
from baclodesk.domain.walls import new_breach
from baclodesk.gui.chart import numbers, plan_words, wording
from baclodesk.services.findings_text import citation
from baclodesk.services.library import Library

if TYPE_CHECKING:
    from baclodesk.gui.chart.forms import FormPanel

_BOX = 90.0


def build(panel: FormPanel) -> None:
    """Fill the panel."""
    _AsNeededForm(panel)


class _AsNeededForm:
    """What the panel holds while it is open."""

    def __init__(self, panel: FormPanel) -> None:
        board = panel.board
        assert board.plan is not None
        self._panel, self._texts, self._now = panel, board.texts, board.plan.as_needed
        texts = self._texts
        panel.words(texts("chart_plan.as_needed.what"))
        box = QWidget(panel)
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._mg = self._field("mg", "" if self._now is None else texts.number(self._now.mg))
        self._most = self._field("most", "" if self._now is None else str(self._now.most_per_day))
        panel.add(box)
        self._counts = panel.words("")
        panel.button("apply", texts("chart.inspector.apply"), self._take, primary=True)
        self._propose()
        panel.button("none", texts("chart_plan.as_needed.none"), lambda: self._do(None))
        panel.buttons["none"].setEnabled(self._now is not None)
        self._show()

    def _field(self, name: str, value: str) -> QLineEdit:
        panel, row = self._panel, self._grid.rowCount()
        words = self._texts(f"chart_plan.as_needed.{name}")
        label, field = QLabel(words, panel), QLineEdit(value, panel)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setMaximumWidth(round(panel.theme.px(_BOX)))
        field.setAccessibleName(words)
        field.textChanged.connect(lambda _="": self._show())
        field.returnPressed.connect(self._take)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        panel.boxes[name] = field
        return field

    def _propose(self) -> None:
        texts, found = self._texts, Library.load().numbers
        code, checked = found.citations["as_needed_mg"]
        mg = texts.mg(found.as_needed_mg)
        values = {"mg": mg, "source": citation(texts, code), "date": texts.date(checked)}
        self._panel.words(texts("chart_plan.as_needed.proposal", **values))

        def fill() -> None:
            self._mg.setText(texts.number(found.as_needed_mg))
            self._most.setFocus()

        self._panel.button("propose", texts("chart_plan.as_needed.propose", mg=mg), fill)

    def _read(self) -> AsNeeded | None:
        """Read the fields; None while one of them is no number."""
        mg, most = numbers.read(self._mg.text()), numbers.read_days(self._most.text())
        return None if mg is None or most is None else AsNeeded(mg, int(most))

    def _show(self) -> None:
        board = self._panel.board
        self._counts.setText(plan_words.policy_on_extra(self._texts, board.rules, self._read()))

    def _take(self) -> None:
        texts, found = self._texts, self._read()
        for field, read, what in ((self._mg, numbers.read, "mg"), (self._most, numbers.read_days, "times")):
            if read(field.text()) is None:
                self._wrong(wording.no_number(texts, field.text(), what), field)
                return
        self._do(found)

    def _wrong(self, sentence: str, field: QLineEdit) -> None:
        self._panel.tell(sentence)
        field.setFocus()
        field.selectAll()

    def _do(self, wanted: AsNeeded | None) -> None:
        """Take it as one step, unless it cannot be made or the plan would break more walls than it does now."""
        panel, board, texts = self._panel, self._panel.board, self._texts
        assert board.plan is not None
        try:
            after = set_as_needed(board.plan, wanted)
        except PlanError as error:
            amount = error.key == "extra_mg"
            key = "mg_wrong" if amount else "most_wrong"
            sentence = texts(f"chart_plan.as_needed.{key}", most=texts.mg(MAX_INTAKE_MG))
            self._wrong(sentence, self._mg if amount else self._most)
            return
        except NotMakeableError as error:
            self._wrong(wording.refusal(texts, error), self._mg)
            return
        broken = new_breach(board.plan, after, board.rules)
        if broken is not None:
            board.wall = (Handle(HandleKind.DOSE, broken.uid), broken.reason) if broken.reason.wall else None
            panel.tell(wording.reason(texts, broken.reason))
            return
        panel.do(lambda _plan: after, plan_words.change_of_extra(self._now, wanted))
