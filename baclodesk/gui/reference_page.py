"""The reference inside Help: its pages at the left, the one chosen at the right, and a search over all of them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget
from typing_extensions import override

from baclodesk.services.reference_pages import Page, pages
from baclodesk.services.texts import NBSP, Texts

from .desk import Desk
from .reference_view import Sheet, found_in, hits, html_of
from .style import tokens
from .widgets.pieces import column, label, row

_CODE = int(Qt.ItemDataRole.UserRole)
_LIST_WIDTH, _MOST_LIST = 216, 300


class _Search(QLineEdit):
    """The search line: down goes to the list, Escape empties it first."""

    down = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _List(QListWidget):
    """The list of pages: Enter, Space and right go into the page, up from its first row to the search."""

    into = Signal()
    above = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.into.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.above.emit()
        else:
            super().keyPressEvent(event)


class ReferenceView(QWidget):
    """``first`` is a page of the window's own (the keys) that stands before those of the reference."""

    def __init__(self, desk: Desk, first: QWidget) -> None:
        super().__init__()
        self._desk, self._first = desk, first
        self._pages: tuple[Page, ...] = ()
        self._asked: object = None
        self.search, self.list, self.text = _Search(), _List(), QTextBrowser()
        self.search.setClearButtonEnabled(True)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.nothing = label("quiet", wrap=True)
        self._side = QWidget()
        side = column(self._side, margin=(16, 12, 8, 12), gap=8)
        side.addWidget(self.search)
        side.addWidget(self.nothing)
        side.addWidget(self.list, 1)
        whole = row(self, gap=0)
        whole.addWidget(self._side)
        whole.addWidget(first, 1)
        whole.addWidget(self.text, 1)
        self.setFocusProxy(self.list)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.textChanged.connect(self._fill)
        self.search.down.connect(self._to_list)
        self.list.into.connect(self._into_page)
        self.list.above.connect(self.search.setFocus)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    def prepare(self, texts: Texts) -> None:
        """Make the pages in the language of ``texts``, with the practice's own policies among them."""
        asked = (texts.language, self._desk.practice.own_policies)
        if asked != self._asked:
            self._asked = asked
            self._pages = pages(texts, self._desk.library)
            self.search.setPlaceholderText(texts("reference_page.search"))
            self.search.setAccessibleName(texts("reference_page.search"))
            self.list.setAccessibleName(texts("reference_page.list"))
            self.nothing.setText(texts("reference_page.nothing"))
            self._fill()

    @property
    def page(self) -> str:
        """The code of the page in sight; empty for the first."""
        at = self.list.currentRow()
        return "" if at < 0 else str(self.list.item(at).data(_CODE))

    def _fill(self) -> None:
        texts, search, before = self._desk.texts, self.search.text().strip(), self.page
        with QSignalBlocker(self.list):
            self.list.clear()
            if not search:
                self._entry(texts("reference_page.keys"), "")
            for page in self._pages:
                count = hits(found_in(page, search))
                if count:
                    name = texts("reference_page.hits", title=page.title, n=count) if search else page.title
                    self._entry(name, page.code)
            codes = [str(self.list.item(at).data(_CODE)) for at in range(self.list.count())]
            self.list.setCurrentRow(codes.index(before) if before in codes else 0 if codes else -1)
        self.nothing.setVisible(not codes)
        self._show()

    def _entry(self, words: str, code: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_CODE, code)
        self.list.addItem(item)

    def _to_list(self) -> None:
        if self.list.count():
            self.list.setFocus()

    def _into_page(self) -> None:
        (self.text if self.page else self._first).setFocus()

    def _show(self) -> None:
        page = next((page for page in self._pages if page.code == self.page), None)
        self._first.setVisible(page is None)
        self.text.setVisible(page is not None)
        if page is not None:
            search = self.search.text().strip()
            self.text.setHtml(html_of(found_in(page, search), search, self._sheet()))
            self.text.setAccessibleName(page.title)

    def _sheet(self) -> Sheet:
        theme = self._desk.theme
        room = self.width() - self._side.width() - 60
        colon = f"{NBSP}:" if self._desk.texts.language == "fr" else ":"
        return Sheet(theme.colours, theme.px(tokens.SMALL), theme.px(tokens.TITLE), room, theme.scale, colon)

    def _restyle(self) -> None:
        theme = self._desk.theme
        self._side.setFixedWidth(min(theme.px(_LIST_WIDTH), _MOST_LIST))
        look = theme.colours
        self.text.setStyleSheet(
            f"QTextBrowser {{ background: {look.ground}; border: 2px solid {look.ground}; padding: 0px 16px; }}"
            f"QTextBrowser:focus {{ border: {tokens.FOCUS}px solid {look.accent}; }}"
        )
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()
