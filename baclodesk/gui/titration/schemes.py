"""Another scheme to begin with: which, from when, from which dose, to which target; then it is loaded as a draft."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import Plan
from baclodesk.domain.schemes import Scheme
from baclodesk.services.findings_text import citation, variant_label
from baclodesk.services.library import Library
from baclodesk.services.refusal_words import refusal
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.fields import DateField, RecordLine, read_amount
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, choice_box, column, label, limit_width, row, scrolled
from ..wording import Wording


class SchemePanel(Leaf):
    """Offers all schemes. ``chosen`` carries the built plan, ``left`` when nothing is taken."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Wording()
        self._language = "en"
        self.list = QListWidget()
        self.list.setMaximumHeight(desk.theme.px(260))
        self.start = DateField(lambda: desk.texts, desk.today, past=False)
        self.target, self.before = RecordLine(), RecordLine()
        self.product, self.variant, self.base = choice_box(), choice_box(), choice_box()
        self.words, self.notice = label("secondary", wrap=True), Notice(desk.theme)
        self.go, self.cancel = button("primary"), button()
        self._rows: dict[str, QWidget] = {}
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._look())
        self.list.itemActivated.connect(lambda _item: self.load())
        self.go.clicked.connect(self.load)
        self.cancel.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        content = QWidget()
        limit_width(content, self._desk.theme, 620)
        rows = column(content, margin=(24, 16, 24, 16), gap=12)
        title = label("title", wrap=True)
        self._words.bind(title.setText, "titration_page.schemes")
        rows.addWidget(title)
        rows.addWidget(self.list)
        rows.addWidget(self.words)
        for name, part in (
            ("start", self.start),
            ("product", self.product),
            ("variant", self.variant),
            ("base", self.base),
            ("before", self.before),
            ("target", self.target),
        ):
            block = QWidget()
            inner = column(block, gap=4)
            words = label("strong", wrap=True)
            words.setBuddy(part)
            self._words.bind(words.setText, f"titration_page.{name}")
            self._words.bind(part.setAccessibleName, f"titration_page.{name}")
            inner.addWidget(words)
            inner.addWidget(part)
            self._rows[name] = block
            rows.addWidget(block)
        rows.addWidget(self.notice)
        acts = row()
        for made, key in ((self.go, "load"), (self.cancel, "cancel")):
            self._words.bind(made.setText, f"titration_page.{key}")
            acts.addWidget(made)
        acts.addStretch(1)
        rows.addLayout(acts)
        rows.addStretch(1)
        column(self).addWidget(scrolled(content))

    def prepare(self, current: Plan | None, language: str) -> None:
        """Offer the schemes, going out from the plan there is; ``language`` names the times of day."""
        self._language = language
        self.notice.silence()
        self.start.set_value(self._desk.today())
        top = None if current is None else current.top_mg
        self.before.show_text("" if not top else self._desk.texts.number(top))
        self.target.clear()
        self._fill()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _fill(self) -> None:
        texts, library = self._desk.texts, Library.load()
        place, product = max(0, self.list.currentRow()), self.product.currentData() or self._desk.practice.product
        self.list.clear()
        self.base.clear()
        for scheme in library.schemes.values():
            item = QListWidgetItem(scheme.name(texts.language))
            item.setData(int(Qt.ItemDataRole.UserRole), scheme.id)
            self.list.addItem(item)
            if not scheme.needs_dose and scheme.id != "plateaus":
                self.base.addItem(scheme.name(texts.language), scheme.id)
        self.list.setCurrentRow(place)
        self.product.clear()
        for code, info in library.products.items():
            self.product.addItem(info.product.name, code)
        self.product.setCurrentIndex(max(0, self.product.findData(product)))

    def _scheme(self) -> Scheme | None:
        if self.list.currentRow() < 0:
            return None
        return Library.load().schemes[str(self.list.currentItem().data(int(Qt.ItemDataRole.UserRole)))]

    def _look(self) -> None:
        scheme, texts = self._scheme(), self._desk.texts
        if scheme is None:
            return
        cited = citation(texts, scheme.source)
        self.words.setText(texts("help.sources.checked", source=cited, date=texts.date(scheme.checked)))
        self.variant.clear()
        for variant in scheme.variants:
            self.variant.addItem(variant_label(texts, variant), variant)
        self._rows["variant"].setVisible(bool(scheme.variants))
        self._rows["base"].setVisible(scheme.id == "plateaus")
        self._rows["before"].setVisible(scheme.needs_dose)
        self._rows["target"].setVisible(not (scheme.needs_dose and scheme.id == "stop"))
        self.target.setPlaceholderText("" if scheme.target_mg is None else texts.mg(scheme.target_mg))
        self.notice.silence()

    def load(self) -> None:
        """Build the scheme; what cannot be built is said with what would work."""
        scheme, texts, library = self._scheme(), self._desk.texts, Library.load()
        if scheme is None or self.start.value is None:
            self.notice.say(texts("window.date_expected"), "caution")
            return
        target, before = read_amount(self.target.text()), read_amount(self.before.text())
        try:
            plan = library.build_scheme(
                scheme.id,
                start=self.start.value,
                products=(library.products[str(self.product.currentData())].product,),
                target_mg=target or None,
                before_mg=before or Fraction(0) if scheme.needs_dose else Fraction(0),
                variant=str(self.variant.currentData() or ""),
                base=str(self.base.currentData() or "") if scheme.id == "plateaus" else "",
                language=self._language,
            )
        except DomainError as error:
            self.notice.say(refusal(error, texts), "caution")
            return
        self.chosen.emit(plan)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        self._fill()
        self._look()
        self.start.set_value(self.start.value)
