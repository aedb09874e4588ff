"""Documents: making, checking and reading back a schedule against a bare ReportLab canvas that draws the same text."""

from __future__ import annotations

import gc
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop
from reportlab.pdfgen.canvas import Canvas

from baclodesk.documents import fonts
from baclodesk.documents.from_record import KINDS, Wish, document_of
from baclodesk.documents.inputs import PlanCopy, Sheet
from baclodesk.documents.lines import on_paper
from baclodesk.documents.pen import Align, Pen
from baclodesk.documents.schedule import build_schedule
from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.practice import Practice
from baclodesk.gui.desk import Desk
from baclodesk.gui.paper.beside import SheetBeside
from baclodesk.gui.preferences import Preferences
from baclodesk.gui.style.theme import Theme
from baclodesk.main import VaultDoors, make_app
from baclodesk.services import demo
from baclodesk.services.texts import Texts

SCHEDULES = Path(__file__).parent.parent / "fixtures" / "schedules.json"
ROUNDS = 15
GOAL = 1.7
MANY, BATCHES, YEARS = 200, 10, 10
NOW = datetime(2026, 11, 22, 10, 24, tzinfo=UTC)

Words = list[list[tuple[str, float, float, float, str]]]
"""For every page: face, size, x, y, words."""


def _inputs(stages: int = 0) -> tuple[Sheet, PlanCopy]:
    """Give the 15-stage plan, or one of ``stages`` stages made of its stages in turn."""
    cases = json.loads(SCHEDULES.read_text(encoding="utf-8"))
    plan = plan_from_dict(next(case["plan"] for case in cases if case["id"] == "C01"))
    if stages:
        closed = [replace(stage, days=5) for stage in plan.stages]
        plan = plan.with_stages([replace(closed[n % len(closed)], uid=n + 1) for n in range(stages)])
    practice = Practice(name="Practice at the Limes", doctor="Dr M. Laurent", phone="04 78 00 00 00", emergency="112")
    patient = Identity("p", "Arnaud", "Claire", date(1979, 5, 3))
    sheet = Sheet(practice, patient, datetime.fromisoformat("2026-11-22T14:05:00+01:00"), "Dr M. Laurent")
    return sheet, PlanCopy(plan, "7F3A", 1, None, draft=False, shortest_days=5, pause_days=7)


def _words_drawn(sheet: Sheet, copy: PlanCopy) -> Words:
    """Record every text of the document, page by page."""
    words: Words = [[]]
    draw, turn = Pen.words, Pen.fresh_page

    def turned(pen: Pen) -> None:
        words.append([])
        turn(pen)

    def record(
        pen: Pen, x: float, y: float, text: str, size: float, *, bold: bool, fill: str, align: Align = "start"
    ) -> None:
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[align] * fonts.width(on_paper(text), size, bold)
        words[-1].append((fonts.name(bold=bold), size, x - shift, pen.height - y, on_paper(text)))
        draw(pen, x, y, text, size, bold=bold, fill=fill, align=align)

    Pen.fresh_page = turned  # type: ignore[method-assign, assignment]
    Pen.words = record  # type: ignore[method-assign, assignment]
    try:
        build_schedule(sheet, copy)
    finally:
        Pen.words = draw  # type: ignore[method-assign]
        Pen.fresh_page = turn  # type: ignore[method-assign]
    return [page for page in words if page]


def _bare(words: Words) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
    for page in words:
        for name, size, x, y, text in page:
            canvas.setFont(name, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def _against_bare(what: str, sheet: Sheet, copy: PlanCopy) -> dict[str, object]:
    """Measure in turns, so that both meet the same load; times in milliseconds."""
    words = _words_drawn(sheet, copy)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: build_schedule(sheet, copy)))
        bare.append(_timed(lambda: _bare(words)))
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    one, floor = statistics.median(ours), statistics.median(bare)
    pages = f"{len(words)} page" if len(words) == 1 else f"{len(words)} pages"
    return {"what": f"{what}, {pages}", "ms": one, "floor ms": floor, "ratio": ratio, "goal": f"≤ {GOAL}"}


def _live_sheet() -> dict[str, object]:
    """Measure from a change of the plan to the sheet's first page in sight, in the real widget and its thread."""
    with TemporaryDirectory() as folder:
        app = make_app(["bench"])
        record = next(one for one in demo.records(NOW.date(), "en") if one.identity.family_name == "Arnaud")
        doors = VaultDoors(Path(folder) / "practice", lambda: NOW, Path(folder), "en")
        desk = Desk(Theme(app, "light"), Texts("en"), Preferences(Path(folder)), lambda: NOW, doors)
        desk.practice = demo.practice("en")
        sheet = SheetBeside(desk)
        sheet.resize(sheet.width(), 700)
        sheet.show()
        assert record.plan is not None
        times = []
        for turn in range(ROUNDS + 2):
            stage = replace(record.plan.stages[8], days=5 + turn % 4)
            stages = [stage if one.uid == stage.uid else one for one in record.plan.stages]
            changed = replace(record, plan=record.plan.with_stages(stages))
            times.append(_timed(partial(_change, sheet, changed)))
        shown, (paper, copy) = times[2:], _inputs()
        floor = statistics.median(_timed(lambda: build_schedule(paper, copy)) for _ in range(ROUNDS))
        sheet.close()
    one = statistics.median(shown)
    return {
        "what": "change → first page in sight",
        "ms": one,
        "floor ms": floor,
        "ratio": one / floor,
        "goal": "≤ 60 ms",
    }


def _change(sheet: SheetBeside, record: PatientRecord) -> None:
    """Change the plan and let the window work until the sheet is drawn and painted."""
    loop = QEventLoop()
    sheet.drawn.connect(loop.quit)
    sheet.show_record(record)
    loop.exec()
    sheet.sheet.repaint()
    sheet.drawn.disconnect(loop.quit)


def _memory() -> dict[str, object]:
    """Measure what ten years of documents of one patient leave behind: every kind, 40 times over."""
    record = next(one for one in demo.records(NOW.date(), "en") if one.identity.family_name == "Arnaud")
    house, wish = demo.practice("en"), Wish(NOW, "Dr M. Laurent")

    def year() -> None:
        for kind in KINDS:
            document_of(kind, record, house, wish)

    tracemalloc.start()
    year()
    gc.collect()
    before, _peak = tracemalloc.get_traced_memory()
    for _turn in range(YEARS * 4):
        year()
    gc.collect()
    after, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = YEARS * 4 * len(KINDS)
    return {
        "what": f"{count} documents kept in memory, KB each",
        "ratio": (after - before) / 1024 / count,
        "goal": "≤ 0.1",
    }


def run() -> list[dict[str, object]]:
    """Measure making, checking and reading back against drawing the same words; then many documents against one."""
    fonts.load()
    rows = [
        _against_bare("15-stage schedule", *_inputs()),
        _against_bare("60-stage schedule", *_inputs(60)),
    ]
    sheet, copy = _inputs()
    batches: list[tuple[float, float]] = []
    for _ in range(BATCHES):  # one beside each batch, so that both meet the same load
        one = statistics.median(_timed(lambda: build_schedule(sheet, copy)) for _ in range(5))
        batches.append((one, _timed(lambda: [build_schedule(sheet, copy) for _ in range(MANY // BATCHES)])))
    rows.append(
        {
            "what": f"{MANY} schedules / one",
            "ms": sum(batch for _one, batch in batches),
            "floor ms": statistics.median(one for one, _batch in batches),
            "ratio": BATCHES * statistics.median(batch / one for one, batch in batches),
            "goal": f"≤ {MANY + 20}",
        }
    )
    return [*rows, _live_sheet(), _memory()]
