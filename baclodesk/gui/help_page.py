"""Help: the keys, the signs of the chart, where the numbers come from, the reference. A plain page in the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from baclodesk import __version__
from baclodesk.services.texts import Texts

from .desk import Desk
from .reference_page import ReferenceView
from .widgets.leaf import Leaf
from .widgets.pieces import button, clear, column, label, row, rule, scrolled

_LARGE: Final = 1.4
"""From this scale of the text on, the words of a key stand under it."""
KEYS: Final = {
    "window": (
        *("search", "new", "lock", "settings", "help"),
        *("print", "queue", "sheet", "beside", "zoom", "issue", "undo", "redo", "tabs"),
    ),
    "intake": ("yes", "no", "none", "unknown", "choice", "move", "next", "row", "groups", "points"),
    "visit": ("scale", "answer", "on", "effect", "leave"),
    "titration": (
        "stages",
        "range",
        "parts",
        "day",
        "days",
        "roll",
        "dose",
        "edit",
        "acts",
        "shape",
        "more",
        "delete",
        "copy",
        "exempt",
        "zoom",
        "today",
        "table",
        "menu",
        "plan",
        "help",
        "visit",
        "escape",
    ),
    "mouse": ("edge", "top", "start", "fine", "catch", "digits", "twice", "wheel", "right"),
}


class HelpPage(Leaf):
    """Keys and sources; ``left`` on Escape or the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._content = QWidget()
        self._rows = column(self._content, margin=(24, 16, 24, 24), gap=8)
        self.area = scrolled(self._content)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.back = label("name"), button()
        head = row(margin=(24, 16, 16, 8))
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(rule())
        self.reference = ReferenceView(desk, self.area)
        whole.addWidget(self.reference, 1)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.reference)
        self._written: object = None
        self.title.setText(desk.texts("help.title"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._write(self._desk.texts)

    def _write(self, texts: Texts) -> None:
        """Set all rows anew when the language is another one."""
        self.title.setText(texts("help.title"))
        self.back.setText(texts("help.back"))
        self.reference.prepare(texts)
        asked = (texts.language, self._desk.practice.own_policies, self._desk.theme.scale, self._desk.theme.colours)
        if self._written == asked:
            return
        self._written = asked
        clear(self._rows)
        for group, names in KEYS.items():
            self._rows.addWidget(label("title", texts(f"help.keys.{group}.title"), wrap=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            large = self._desk.theme.scale > _LARGE
            if not large:
                grid.setColumnMinimumWidth(0, self._desk.theme.px(150))
            for place, name in enumerate(names):
                keys = label("strong", texts(f"help.keys.{group}.{name}_keys"))
                words = label(text=texts(f"help.keys.{group}.{name}"), wrap=True)
                if large:
                    grid.addWidget(keys, 2 * place, 0, 1, 2)
                    grid.addWidget(words, 2 * place + 1, 0, 1, 2)
                else:
                    grid.addWidget(keys, place, 0, Qt.AlignmentFlag.AlignTop)
                    grid.addWidget(words, place, 1)
            self._rows.addLayout(grid)
            self._rows.addSpacing(12)
        self._write_signs(texts)
        self._write_sources(texts)
        self._rows.addStretch(1)

    def _write_signs(self, texts: Texts) -> None:
        """Show what the marks of the chart mean, drawn as the chart draws them."""
        from .chart.legend import SIGNS, SignPicture
        from .chart.theme import from_colours

        theme = from_colours(self._desk.theme.colours, self._desk.theme.scale)
        self._rows.addWidget(label("title", texts("help.signs.title"), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(SIGNS):
            grid.addWidget(SignPicture(name, theme), place, 0)
            grid.addWidget(label(text=texts(f"help.signs.{name}"), wrap=True), place, 1)
        self._rows.addLayout(grid)
        self._rows.addSpacing(12)

    def _write_sources(self, texts: Texts) -> None:
        from baclodesk.services.findings_text import citation

        self._rows.addWidget(label("title", texts("help.sources.title"), wrap=True))
        self._rows.addWidget(label("quiet", texts("help.sources.words"), wrap=True))
        for policy in self._desk.library.policies.values():
            self._rows.addWidget(label("strong", policy.name(texts.language), wrap=True))
            own = texts("policies.source", reason=policy.reason) if policy.reason else ""
            source = own or citation(texts, policy.source)
            checked = texts("help.sources.checked", source=source, date=texts.date(policy.checked))
            self._rows.addWidget(label("secondary", checked, wrap=True))
        self._rows.addWidget(label("secondary", texts("help.version", version=__version__), wrap=True))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        if self.isVisible():
            self._write(texts)
