"""How long a mouse move takes until it is painted: the chart against two widgets that do less.

Real limits, edits and findings are in it: each changed move lays out the plan anew, paints and asks for the readout;
table and findings follow at 10 Hz as they do in the window. The floor only fills its ground with one colour: how fast
that goes depends on the machine's memory far more than the chart does. The bare widget paints the very pictures of the
drag, laid out beforehand: against it stands what thinking costs.
"""

from __future__ import annotations

import gc
import os
import time
from dataclasses import dataclass
from fractions import Fraction
from statistics import median, quantiles
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QRegion

    from baclodesk.domain.plan import Stage
    from baclodesk.gui.chart.layout import Steps
    from baclodesk.gui.chart.widget import ChartView
    from tests.gui.chart.stand_in import StandIn

_WIDTH, _HEIGHT = 1400, 700
_MOVES = 400


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one series."""

    p50: float
    p95: float
    p99: float

    @staticmethod
    def of(samples: list[float]) -> Timing:
        """Sum up samples in milliseconds."""
        cuts = quantiles(samples, n=100)
        return Timing(median(samples), cuts[94], cuts[98])


def run() -> list[dict[str, object]]:
    """Measure 30 and 60 stages at one and two device pixels per pixel; each case in a process of its own."""
    import json
    import subprocess
    import sys

    rows: list[dict[str, object]] = []
    for ratio in (1, 2):
        for stages in (30, 60):
            environment = {**os.environ, "QT_SCALE_FACTOR": str(ratio)}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            made = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.chart", str(stages)],
                check=True,
                capture_output=True,
                text=True,
                env=environment,
            )
            rows.append(json.loads(made.stdout.strip().splitlines()[-1]))
    return rows


def measure(stages: int) -> dict[str, object]:
    """Measure one case in this process."""
    from PySide6.QtWidgets import QApplication

    from baclodesk.gui.collecting import Collector

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Collector(app)  # as in the window: garbage waits for a pause between events
    floor = _floor(app)
    painted, handled, worked, still, paints, changed, bare = _chart(app, stages)
    return {
        "name": f"chart drag, {stages} stages, {app.devicePixelRatio():g} px per px",
        "p50_ms": round(painted.p50, 2),
        "p95_ms": round(painted.p95, 2),
        "p99_ms": round(painted.p99, 2),
        "handler_p95_ms": round(handled.p95, 2),
        "cpu_p95_ms": round(worked.p95, 2),
        "unchanged_p95_ms": round(still.p95, 3),
        "floor_p50_ms": round(floor.p50, 2),
        "ratio": round(painted.p50 / floor.p50, 2),
        "bare_p50_ms": round(bare.p50, 2),
        "ratio_to_bare": round(painted.p50 / bare.p50, 2),
        "paints_per_changed_move": round(paints / changed, 3),
        "load": os.getloadavg()[0],
    }


def _floor(app: object) -> Timing:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(app, QApplication)

    class Floor(QWidget):
        @override
        def mouseMoveEvent(self, event: QMouseEvent) -> None:
            self.update()

        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(event.rect(), QColor("#FFFFFF"))
            painter.end()

    widget = Floor()
    widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    widget.setMouseTracking(True)
    widget.resize(_WIDTH, _HEIGHT)
    widget.show()
    app.processEvents()
    samples = []
    for at in range(_MOVES):
        began = time.perf_counter()
        _move(widget, 300 + at % 400, 300)
        app.processEvents()
        samples.append((time.perf_counter() - began) * 1000)
    widget.close()
    return Timing.of(samples[20:])


def _move(widget: object, x: float, y: float) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    assert isinstance(widget, QWidget)
    QTest.mouseMove(widget, QPoint(round(x), round(y)))


def _bare(app: object, chart: ChartView, seen: list[tuple[Steps, QRegion]]) -> Timing:
    """Paint the pictures of a drag, with the regions that were painted, in a widget that works nothing out."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from baclodesk.domain.chart_list import Area
    from baclodesk.gui.chart.layout import STILL

    assert isinstance(app, QApplication)
    inks = chart.inks
    assert chart._ground is not None
    surroundings = chart._ground

    class Bare(QWidget):
        steps = seen[0][0]

        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            painter, rect = QPainter(self), event.rect()
            surroundings.draw(painter, rect)
            clip = Area(rect.x(), rect.y(), rect.width(), rect.height())
            for name, layer in self.steps.layers.items():
                if name in STILL:
                    inks.draw_still(painter, layer)
                else:
                    inks.draw(painter, layer, clip)
            painter.end()

    widget = Bare()
    widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    widget.resize(chart.size())
    widget.show()
    app.processEvents()
    samples = []
    for steps, region in seen:
        widget.steps = steps
        began = time.perf_counter()
        widget.update(region)
        app.processEvents()
        samples.append((time.perf_counter() - began) * 1000)
    widget.close()
    return Timing.of(samples[20:])


def _chart(app: object, stages: int) -> tuple[Timing, Timing, Timing, Timing, int, int, Timing]:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from baclodesk.gui.chart.tab import TitrationTab
    from baclodesk.gui.chart.theme import LIGHT

    assert isinstance(app, QApplication)
    tab = TitrationTab(_window(stages), LIGHT)
    tab.resize(_WIDTH + 260, _HEIGHT + 200)
    tab.show()
    app.processEvents()
    chart = tab.chart
    chart.setFixedSize(_WIDTH, _HEIGHT)
    app.processEvents()
    assert chart.steps is not None
    assert chart.frame is not None
    bar = chart.steps.bars[stages // 3]
    press = QPoint(round(bar.x1), round((bar.y + chart.frame.scale.base) / 2))
    per_day = chart.frame.scale.per_day
    tab.board.select(tab.board.plan.stages[stages // 3].uid if tab.board.plan else None)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, press)
    _move(chart, press.x() + 12.0, press.y())
    app.processEvents()
    painted: list[float] = []
    handled: list[float] = []
    worked: list[float] = []  # time of this process alone: what a busy machine takes away is not in it
    paints = chart.paints
    gc.collect()
    days = 2
    for at in range(_MOVES):
        days = 2 + (at * 5) % 13
        began, own = time.perf_counter(), time.process_time()
        _move(chart, press.x() + days * per_day, press.y())
        handled.append((time.perf_counter() - began) * 1000)
        app.processEvents()
        painted.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - own) * 1000)
    paints = chart.paints - paints
    still: list[float] = []
    before = chart.paints
    for at in range(_MOVES):
        began = time.perf_counter()
        _move(chart, press.x() + days * per_day + (at % 2), press.y())
        app.processEvents()
        still.append((time.perf_counter() - began) * 1000)
    assert chart.paints == before, "an unchanged move must not paint"
    seen = _seen(chart, [press.x() + (2 + (at * 5) % 13) * per_day for at in range(_MOVES)], press.y())
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, press)
    bare = _bare(app, chart, seen)
    tab.close()
    times = (Timing.of(painted[20:]), Timing.of(handled[20:]), Timing.of(worked[20:]), Timing.of(still))
    return *times, paints, _MOVES, bare


def _seen(chart: ChartView, places: list[float], y: float) -> list[tuple[Steps, QRegion]]:
    """Go through a drag once more and keep each picture with the region that it paints."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QRegion
    from PySide6.QtWidgets import QApplication

    from baclodesk.gui.chart import edges

    found: list[tuple[Steps, QRegion]] = []
    for x in places:
        before = chart.steps
        _move(chart, x, y)
        after = chart.steps
        assert before is not None
        assert after is not None
        region = QRegion()
        for area in edges.changed(before, after, chart.inks):
            region += QRectF(area.x, area.y, area.width, area.height).toAlignedRect()
        found.append((after, region))
        QApplication.processEvents()
    return found


def _window(stages: int) -> StandIn:
    from datetime import date

    from tests.gui.chart.stand_in import StandIn, consensus

    plan = consensus()
    first = plan.stages[:-1]
    many = [_stage(first[at % len(first)], at + 1, Fraction(10 + 5 * (at % 40))) for at in range(stages - 1)]
    last = _stage(plan.stages[-1], stages, Fraction(200))
    return StandIn(plan.with_stages([*many, last]), today=date(2026, 12, 1))


def _stage(stage: Stage, uid: int, mg: Fraction) -> Stage:
    from dataclasses import replace

    from baclodesk.domain.split import propose
    from baclodesk.services.library import Library

    products = (Library.load().default_product.product,)
    return replace(stage, uid=uid, mg=propose(products, mg, 4))


if __name__ == "__main__":
    import json
    import sys

    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
    else:
        for row in run():
            sys.stdout.write(json.dumps(row) + "\n")
