"""Take the README's pictures from the real window and the real documents (run in the environment of the checks).

``.venv/bin/python packaging/pictures.py`` writes ``packaging/pictures/*.png``. The demonstration practice stands on a
fixed day, so that the pictures change only when the program does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "pictures"
NOW = datetime(2026, 11, 24, 10, 24, tzinfo=UTC)
COLOURS = 224

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QDeadlineTimer, QEventLoop, QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402

from baclodesk import main as program  # noqa: E402
from baclodesk.documents.from_record import Wish, consent_of, schedule_of  # noqa: E402
from baclodesk.gui.frame import Frame  # noqa: E402
from baclodesk.gui.intake.tab import IntakeTab  # noqa: E402
from baclodesk.gui.titration.page import TitrationPage  # noqa: E402
from baclodesk.gui.workplace import Workplace  # noqa: E402
from baclodesk.services import demo  # noqa: E402
from baclodesk.services.texts import Texts  # noqa: E402
from baclodesk.storage.demonstration import DOCTOR, PASSWORD_WORDS, make_demonstration  # noqa: E402


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours, which is plenty for flat pages and keeps the file small."""
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


def until(app: QApplication, ready: Callable[[], bool]) -> None:
    """Let the window work until ``ready``."""
    deadline = QDeadlineTimer(20_000)
    while not ready() and not deadline.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    if not ready():
        raise TimeoutError("a page did not come")


def shoot(app: QApplication, frame: Frame, name: str) -> None:
    """Take a picture of the window."""
    for _turn in range(5):
        app.processEvents()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    frame.grab().save(buffer, "PNG")
    keep(Image.open(BytesIO(bytes(buffer.data().data()))), name)


def signed_in(app: QApplication, folder: Path, language: str) -> tuple[Frame, Workplace]:
    """Open the window on the demonstration practice and the first patient."""
    practice = folder / f"practice-{language}"
    make_demonstration(practice, NOW, Texts(language), local=folder / "local")
    frame = program.make_frame(app, practice, clock=lambda: NOW, local=folder / f"local-{language}")
    frame.desk.theme.choose("light", 100)
    frame.speak(Texts(language))
    frame.resize(1440, 900)
    frame.show()
    frame.begin()
    until(app, frame.gate.enter.isVisible)
    frame.gate.enter.password.set_text(PASSWORD_WORDS)
    frame.gate.enter.sign_in()
    until(app, lambda: frame.workplace is not None)
    place = frame.workplace
    assert place is not None
    place.column.search.setText("Arnaud")
    place.column.search.returnPressed.emit()
    place.column.search.clear()
    until(app, lambda: place.patient is not None)
    return frame, place


def the_drag(app: QApplication, frame: Frame, place: Workplace) -> None:
    """Take the picture of a stage whose edge is in the hand."""
    assert place.patient is not None
    place.patient.show_tab("titration")
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    app.processEvents()
    chart, plan = page.chart.chart, place.patient.work.record.plan
    assert chart.frame is not None
    assert plan is not None
    today = plan.day_of(NOW.date())
    index = plan.stage_index_on(today or 1) or 0
    last = plan.spans()[index].last_day or 1
    height = round(chart.frame.scale.y(float(plan.stages[index].daily_mg) / 2))
    start = QPoint(round(chart.frame.scale.x(last)), height)
    end = QPoint(round(chart.frame.scale.x(last + 4)), height)
    QTest.mouseMove(chart, start)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 9):
        QTest.mouseMove(chart, start + (end - start) * step / 8)
    days = str((plan.stages[index].days or 0) + 4)
    until(app, lambda: days in [field.text() for field in page.chart.inspector.findChildren(QLineEdit)])
    shoot(app, frame, "titration-en")
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def the_window(app: QApplication, folder: Path) -> None:
    """Take the pictures of the window, two in each language."""
    frame, place = signed_in(app, folder, "en")
    the_drag(app, frame, place)
    assert place.patient is not None
    place.patient.show_tab("consent")
    preview = getattr(place.patient.tab_of("consent"), "preview", None)
    until(app, lambda: preview is None or preview.pages > 0)
    shoot(app, frame, "consent-en")
    frame.close()
    frame, place = signed_in(app, folder, "fr")
    assert place.patient is not None
    place.patient.show_tab("intake")
    intake = place.patient.tab_of("intake")
    assert isinstance(intake, IntakeTab)
    intake.go_to("medical")
    shoot(app, frame, "intake-fr")
    place.show_issue()
    shoot(app, frame, "issue-fr")
    frame.close()


def the_papers() -> None:
    """Take the pictures of two documents."""
    for language, build, name in (("en", schedule_of, "schedule-en"), ("fr", consent_of, "consent-paper-fr")):
        record = demo.records(NOW.date(), language)[0]
        document = build(record, demo.practice(language), Wish(NOW, DOCTOR, language))
        with pdfium.PdfDocument(document.data) as pdf:
            keep(pdf[0].render(scale=1.5).to_pil(), name)


def main() -> int:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    app = program.make_app(["pictures"])
    with tempfile.TemporaryDirectory(prefix="baclodesk-pictures-") as name:
        the_window(app, Path(name))
    the_papers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
