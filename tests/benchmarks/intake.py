"""A whole first intake at the keyboard: keys counted on the real window, and the time of hands and head estimated.

The estimate is the keystroke-level model of Card, Moran and Newell (The keystroke-level model for user performance time
with interactive systems, Communications of the ACM 23 (1980), 396-410): so many seconds for each key, and 1.35 s of
thought before each answer. It says nothing of the talk with the patient; nobody was timed.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.gui.fakes import FakeStore
from tests.journeys.first_intake import ANSWERS, FORM, Typist, seconds

NOW = datetime(2027, 2, 26, 10, 24, tzinfo=UTC)
THOUGHT = 1.35
TYPISTS = {"average skilled typist, 55 words a minute": 0.20, "average non-secretary typist, 40 words a minute": 0.28}
"""Seconds for each key, from the same paper."""
FIVE_MINUTES = 300


def run() -> list[dict[str, object]]:
    """Type the intake once and give a row for each kind of typist."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from baclodesk import main as program

    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    typist = Typist()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame = program.make_frame(app, folder / "practice", clock=lambda: NOW, local=folder / "local")
        frame.desk.user = "Dr Ada Example"
        frame.show()
        frame.enter(FakeStore())
        app.processEvents()
        typist.chord(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        typist.press(FORM, decisions=4)
        typist.answer_all()
        if frame.workplace is not None and frame.workplace.patient is not None:
            frame.workplace.patient.work.autosave.flush()
        frame.close()
    if typist.asked != [code for code, _keys in ANSWERS]:
        raise RuntimeError("the window did not ask what was expected")
    return [
        {
            "intake typed by": who,
            "questions": len(ANSWERS),
            "keys": typist.keys,
            "thoughts": typist.decisions,
            "estimated s": round(seconds(typist, per_key, THOUGHT)),
            "of five minutes": seconds(typist, per_key, THOUGHT) / FIVE_MINUTES,
        }
        for who, per_key in TYPISTS.items()
    ]
