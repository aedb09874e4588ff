"""The consent tab: clauses with their switches at the left, the page as it will print at the right, the state above."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.consent import Consent, ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import practice
from baclodesk.services.consenting import clause_texts, variant_for, with_scan
from baclodesk.services.practice import Renewal, Wanted
from baclodesk.services.texts import LANGUAGES, Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..paper.making import Made, Order, make, refused_words
from ..paper.preview import PaperPreview
from ..patient.page import Work
from ..widgets.fields import RecordLine, read_amount
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, row, rule, scrolled
from ..widgets.segmented import Segmented
from ..widgets.tick import Tick
from .pad import Strokes
from .scan import ScanBox
from .signing import SigningForm

_PAUSE_MS = 250
LEAST_LEFT = 320
_NAMES = ("doctor", "patient", "witness")


class ConsentTab(QWidget):
    """Prepares, prints and signs. ``paper_wanted`` asks for the print page."""

    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self._job: Job[Made] | None = None
        self._shown: Consent | None = None
        self._top: Fraction | None = None
        self._optional: frozenset[str] = frozenset(work.record.consent.optional)
        self.state, self.renewal = label("title", wrap=True), Notice(desk.theme)
        self.lines = {name: RecordLine() for name in _NAMES}
        self.dose, self.language = RecordLine(), Segmented(LANGUAGES)
        self.variant = label("secondary", wrap=True)
        self.clauses: dict[str, Tick] = {}
        self._clause_rows = column(gap=2)
        self.prepare, self.print, self.sign, self.withdraw = button("primary"), button(), button(), button("link")
        self.draw = button()
        self.signing, self.scan = SigningForm(desk), ScanBox(desk, work.store)
        self.preview, self.refusal = PaperPreview(desk), label("quiet", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()

    # laying out

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=(24, 12, 16, 16), gap=10)
        rows.addWidget(self.state)
        rows.addWidget(self.renewal)
        acts = QWidget()
        flow = Flow(acts, gap=8)
        for made in (self.prepare, self.print, self.sign, self.draw):
            flow.addWidget(made)
        rows.addWidget(acts)
        rows.addWidget(self.signing)
        rows.addWidget(self.scan)
        rows.addWidget(rule())
        for name in _NAMES:
            rows.addLayout(self._field(name, self.lines[name]))
        rows.addLayout(self._field("dose", self.dose))
        rows.addLayout(self._field("language", self.language))
        rows.addWidget(self.variant)
        rows.addWidget(rule())
        rows.addLayout(self._clause_rows)
        rows.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        right = column()
        right.addWidget(self.refusal)
        right.addWidget(self.preview, 1)
        self.refusal.setContentsMargins(24, 24, 24, 24)
        self.refusal.hide()
        whole = row(self, gap=0)
        self._left, self._content = scrolled(content), content
        whole.addWidget(self._left, 5)
        whole.addLayout(right, 6)

    def _field(self, name: str, part: QWidget) -> QVBoxLayout:
        words = label("strong", wrap=True)
        words.setBuddy(part)
        self._labels[name] = words
        block = column(gap=4)
        block.addWidget(words)
        block.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Segmented) else Qt.AlignmentFlag(0))
        return block

    def _connect(self) -> None:
        self.prepare.clicked.connect(self.prepare_consent)
        self.print.clicked.connect(lambda: self.paper_wanted.emit("consent"))
        self.sign.clicked.connect(lambda: self.signing.open_for("signed"))
        self.withdraw.clicked.connect(lambda: self.signing.open_for("withdrawn"))
        self.draw.clicked.connect(lambda: self.signing.open_for("drawn"))
        self.signing.signed.connect(self._sign)
        self.signing.drawn.connect(self._sign_drawn)
        self.scan.attached.connect(self._keep_scan)
        self.signing.withdrawn.connect(self._withdraw)
        for line in (*self.lines.values(), self.dose):
            line.textEdited.connect(lambda _text: self._look())
        self.language.chosen.connect(lambda _value: self._show_clauses())

    # showing

    def show_record(self, record: PatientRecord) -> None:
        """Show the consent as it stands."""
        consent, top = record.consent, top_dose(record)
        follows = consent.state is ConsentState.NONE and top != self._top  # until prepared it follows the plan
        if self._shown != consent or follows:
            self._fill(record)
            self._shown = consent
        self._top = top
        self._say_state(record)
        self._show_clauses()
        self._look()

    def _fill(self, record: PatientRecord) -> None:
        consent, texts = record.consent, self._desk.texts
        fresh = consent.state is ConsentState.NONE
        self.lines["doctor"].show_text(consent.doctor or self._desk.practice.doctor)
        self.lines["patient"].show_text(consent.patient or record.identity.full_name)
        self.lines["witness"].show_text(consent.witness)
        dose = consent.up_to_mg if not fresh else top_dose(record)
        self.dose.show_text("" if dose is None else texts.number(dose))
        self.language.set_value(record.identity.language if fresh else consent.language)
        self._optional = frozenset(consent.optional)

    def _say_state(self, record: PatientRecord) -> None:
        consent, texts = record.consent, self._desk.texts
        when = {
            ConsentState.PREPARED: consent.prepared_on,
            ConsentState.PRINTED: consent.printed_on,
            ConsentState.SIGNED: consent.signed_on,
            ConsentState.WITHDRAWN: consent.withdrawn_on,
        }.get(consent.state)
        shown = "…" if when is None else texts.date(when)
        words = texts(f"consent.state.{consent.state}", date=shown)
        how = texts("consent_page.drawn") if consent.strokes else consent.paper_at
        self.state.setText(f"{words} · {how}" if consent.is_signed and how else words)
        plan = record.plan or record.plan_in_force
        needs = [need for need in practice.renewals(record, plan) if need is not Renewal.UNSIGNED]
        if needs and plan is not None:
            covered = texts.mg(consent.up_to_mg) if consent.up_to_mg is not None else "…"
            words = texts(f"consent.renew.{needs[0]}", dose=texts.mg(plan.top_mg), covered=covered)
            self.renewal.say(words, "note" if needs[0] is Renewal.VERSION else "caution")
        else:
            self.renewal.silence()

    def _show_clauses(self) -> None:
        wanted = self.wanted()
        texts = Texts(self.language.value or "en")
        dose = wanted.up_to_mg if wanted is not None else Fraction(0)
        variant = wanted.variant if wanted is not None else self._variant()
        for clause in clause_texts(texts, variant, dose, tuple(self._optional)):
            if clause.code not in self.clauses:
                made = Tick(self._desk.theme, switch=True, fixed=not clause.optional)
                made.toggled.connect(lambda on, code=clause.code: self._switch(code, on=on))
                self.clauses[clause.code] = made
                self._clause_rows.addWidget(made)
            shown = self.clauses[clause.code]
            shown.set_on(clause.on)
            shown.set_words(clause.title, clause.note)
            shown.setToolTip(clause.text)
        self.variant.setText(self._desk.texts(f"consent.variant.{variant}"))
        self._pause.start()

    def _variant(self) -> str:
        record = self._work.record
        plan = record.plan or record.plan_in_force
        return record.consent.variant if plan is None else variant_for(plan)

    def _switch(self, code: str, *, on: bool) -> None:
        self._optional = self._optional | {code} if on else self._optional - {code}
        self._show_clauses()
        self._look()

    def wanted(self) -> Wanted | None:
        """What a consent prepared now would say; None while no dose is given."""
        dose = read_amount(self.dose.text())
        if dose is None or dose == 0:
            return None
        return Wanted(
            variant=self._variant(),
            up_to_mg=dose,
            doctor=self.lines["doctor"].text().strip(),
            patient=self.lines["patient"].text().strip(),
            witness=self.lines["witness"].text().strip(),
            optional=tuple(code for code in self.clauses if code in self._optional),
        )

    def _candidate(self) -> PatientRecord:
        """The record as it would be with what stands in the fields; the one on file once it is signed."""
        record, wanted = self._work.record, self.wanted()
        if wanted is None or not self._differs():
            return record
        return practice.prepared(record, Texts(self.language.value), wanted, self._desk.today())

    def _differs(self) -> bool:
        consent, wanted = self._work.record.consent, self.wanted()
        if wanted is None:
            return False
        kept = (consent.doctor, consent.patient, consent.witness, consent.up_to_mg, consent.language)
        now = (wanted.doctor, wanted.patient, wanted.witness, wanted.up_to_mg, self.language.value)
        return (
            consent.state in (ConsentState.NONE, ConsentState.WITHDRAWN)
            or kept != now
            or set(consent.optional) != set(wanted.optional)
            or consent.variant != wanted.variant
        )

    def _look(self) -> None:
        consent, texts = self._work.record.consent, self._desk.texts
        differs = self._differs()
        self.prepare.setEnabled(self.wanted() is not None and differs)
        self.prepare.setText(texts("consent_page.prepare" if not consent.clauses else "consent_page.prepare_again"))
        self.print.setEnabled(consent.state is not ConsentState.NONE and not differs)
        self.sign.setEnabled(consent.state in (ConsentState.PREPARED, ConsentState.PRINTED) and not differs)
        self.draw.setEnabled(self.sign.isEnabled())
        self.withdraw.setVisible(consent.is_signed)
        self.scan.setVisible(consent.state in (ConsentState.SIGNED, ConsentState.WITHDRAWN))
        self.scan.show_scan(consent.scan)
        self._pause.start()

    # the page as it will print

    def _draw(self) -> None:
        if not self.isVisible():
            return
        if self._job is not None:
            self._job.cancel()
        desk = self._desk
        order = Order("consent", self._candidate(), desk.practice, desk.user, desk.now())
        self._job = Job(lambda: make(order), self._show_page, self._say_refused, PAPER)

    def _show_page(self, made: Made) -> None:
        self._job = None
        self.refusal.hide()
        self.preview.show()
        self.preview.show_document(made.data)

    def _say_refused(self, error: Exception) -> None:
        self._job = None
        self.preview.hide()
        self.refusal.setText(refused_words(error, self._desk.texts))
        self.refusal.show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()  # the page is drawn when the tab comes to the front

    # steps

    def prepare_consent(self) -> None:
        """Take what stands in the fields as the consent to be printed."""
        wanted = self.wanted()
        if wanted is not None:
            after = practice.prepared(self._work.record, Texts(self.language.value), wanted, self._desk.today())
            self._work.edit(after, lambda texts: texts("consent_page.step_prepared"))

    def _sign(self, on: date, paper_at: str) -> None:
        after = practice.signed(self._work.record, on, paper_at=paper_at)
        self._work.edit(after, lambda texts: texts("consent_page.step_signed"))
        self.take_focus()

    def _sign_drawn(self, on: date, strokes: Strokes) -> None:
        after = practice.signed(self._work.record, on, strokes=strokes)
        self._work.edit(after, lambda texts: texts("consent_page.step_signed"))
        self.take_focus()

    def _keep_scan(self, name: str) -> None:
        step = "consent_page.step_scan" if name else "consent_page.step_scan_removed"
        self._work.edit(with_scan(self._work.record, name), lambda texts: texts(step))

    def _withdraw(self, on: date, note: str) -> None:
        after = practice.withdrawn(self._work.record, on, note)
        self._work.edit(after, lambda texts: texts("consent_page.step_withdrawn"))

    # the tab

    def reveal(self, before: PatientRecord, after: PatientRecord) -> None:
        """The whole consent is in sight at once."""

    @property
    def busy(self) -> bool:
        """Nothing here is ever half done."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard onto the next step."""
        steps = (self.prepare, self.print, self.sign)
        next((made for made in reversed(steps) if made.isEnabled()), self.lines["doctor"]).setFocus()

    def settle(self) -> None:
        """Forget a page being drawn and a file being read."""
        self.scan.settle()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for name, words in self._labels.items():
            key = f"consent.field.{name}" if name in _NAMES else f"consent_page.{name}"
            words.setText(texts(key))
        self.language.set_words([texts(f"window.language.{code}") for code in LANGUAGES])
        self.print.setText(texts("consent_page.print"))
        self.sign.setText(texts("consent_page.sign"))
        self.withdraw.setText(texts("consent_page.withdraw"))
        self.draw.setText(texts("consent_page.sign_drawn"))
        self.signing.retranslate(texts)
        self.scan.retranslate(texts)
        least = self._content.minimumSizeHint().width() + 16  # the scroll bar's room
        self._left.setMinimumWidth(max(LEAST_LEFT, least))
        self._say_state(self._work.record)
        self._look()


def top_dose(record: PatientRecord) -> Fraction | None:
    """Give the highest day dose of the draft, else of the plan in force."""
    plan = record.plan or record.plan_in_force
    return None if plan is None or plan.top_mg == 0 else plan.top_mg
