"""The left column: search, new patient, the list, and who is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget
from typing_extensions import override

from baclodesk.services.ports import Listed
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..style import icons
from ..widgets.flow import Flow
from ..widgets.pieces import button, column, label, rule
from .delegate import PatientDelegate
from .model import PATIENT_ID, PatientModel


class PatientColumn(QWidget):
    """Always there. ``picked`` carries a patient's id; the buttons at the foot have signals of their own."""

    picked = Signal(str)
    new_wanted = Signal()
    lock_wanted = Signal()
    queue_wanted = Signal()
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._chosen = desk, ""
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setMaxLength(80)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.new = button("link")
        self.model = PatientModel(desk.texts, desk.today())
        self.list = self._make_list()
        self.user = label("strong", desk.user)
        self.queue = button("quiet")
        self.lock, self.settings, self.help = button("quiet"), button("quiet"), button("quiet")
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)
        self._draw_icons()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(PatientDelegate(self._desk.theme, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _lay_out(self) -> None:
        top = column(margin=(12, 16, 12, 0), gap=4)
        top.addWidget(self.search)
        top.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        middle = column(margin=(6, 0, 6, 4))
        middle.addWidget(self.list)
        acts = Flow(gap=0, line_gap=0)
        acts.setContentsMargins(8, 4, 8, 0)
        acts.addWidget(self.queue)
        acts.addWidget(self.settings)
        acts.addWidget(self.help)
        foot = Flow(gap=4, line_gap=0)
        foot.setContentsMargins(15, 2, 8, 10)
        foot.addWidget(self.user)
        foot.addWidget(self.lock)
        whole = column(self, gap=0)
        whole.addLayout(top)
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addLayout(acts)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._pick_first)
        self.list.clicked.connect(self._pick)
        self.list.activated.connect(self._pick)
        self.new.clicked.connect(self.new_wanted)
        self.lock.clicked.connect(self.lock_wanted)
        self.queue.clicked.connect(self.queue_wanted)
        self.settings.clicked.connect(self.settings_wanted)
        self.help.clicked.connect(self.help_wanted)
        self._desk.theme.changed.connect(self._draw_icons)

    def show_patients(self, patients: Sequence[Listed], chosen: str = "") -> None:
        """Show the list with the patient in sight chosen."""
        place = self.list.verticalScrollBar().value()
        self.model.show(patients, self._desk.texts, self._desk.today())
        self.choose(chosen)
        self.list.verticalScrollBar().setValue(place)

    def show_queue(self, words: str, tip: str) -> None:
        """Say on the link to the print queue how much is to be printed."""
        self.queue.setText(words)
        self.queue.setToolTip(tip)

    def choose(self, patient_id: str) -> None:
        """Mark a patient as the one in sight; an empty id marks none."""
        self._chosen = patient_id
        index = self.model.row_of(patient_id) if patient_id else self.model.index(-1)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, flags)
        else:
            self.list.selectionModel().clear()

    def empty(self) -> None:
        """Forget every name."""
        self.search.clear()
        self.model.show((), self._desk.texts, self._desk.today())
        self.user.clear()

    def _search(self, text: str) -> None:
        self.model.search(text)
        self.choose(self._chosen)
        self.list.scrollToTop()

    def _pick(self) -> None:
        patient_id = self.list.currentIndex().data(PATIENT_ID)
        if isinstance(patient_id, str):
            self.picked.emit(patient_id)

    def _pick_first(self) -> None:
        index = self.model.first()
        if index.isValid():
            self.list.setCurrentIndex(index)
            self._pick()

    def _draw_icons(self) -> None:
        theme = self._desk.theme
        self._glass.setIcon(icons.icon(theme, "search"))
        self.new.setIcon(icons.icon(theme, "plus", "accent"))
        self.queue.setIcon(icons.icon(theme, "print"))
        self.settings.setIcon(icons.icon(theme, "settings"))
        self.help.setIcon(icons.icon(theme, "help"))
        self.lock.setIcon(icons.icon(theme, "lock"))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.search.setPlaceholderText(texts("patients.search"))
        self.search.setAccessibleName(texts("patients.search"))
        self.search.setToolTip(texts("patients.search_tip"))
        self.new.setText(texts("patients.new"))
        self.new.setToolTip(texts("patients.new_tip"))
        self.list.setAccessibleName(texts("patients.list"))
        self.settings.setText(texts("patients.settings"))
        self.help.setText(texts("patients.help"))
        self.lock.setText(texts("patients.lock"))
        self.lock.setToolTip(texts("patients.lock_tip"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                if not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self.model.first())
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)
