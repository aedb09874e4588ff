"""Start-up, whole processes: the window against a bare PySide6 window, a command against a bare interpreter."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
OUR_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: QApplication.processEvents() or 0
from baclodesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget(); window.resize(1400, 900); window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def _seconds(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def run() -> list[dict[str, object]]:
    """Measure in turn, so that a busy moment hits all alike; medians of seven rounds after one to warm up."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_DATA_HOME=name)
        practice, plan = folder / "practice", folder / "plan.json"
        program = [sys.executable, "-m", "baclodesk"]
        subprocess.run([*program, "demo", str(practice)], env=env, stdout=subprocess.DEVNULL, check=True)
        subprocess.run(
            [*program, "plan", "new", "consensus", "--start", "2027-03-01", "-o", str(plan)], env=env, check=True
        )
        commands: dict[str, tuple[list[str], dict[str, str]]] = {
            "bare interpreter": ([sys.executable, "-c", "pass"], env),
            "plan check": ([*program, "plan", "check", str(plan)], env),
            "plan schedule --json": ([*program, "plan", "schedule", str(plan), "--json"], env),
            "bare PySide6 window": ([sys.executable, "-c", BARE_WINDOW], env),
            "BacloDesk to its first page": ([sys.executable, "-c", OUR_WINDOW, "--data", str(practice), "--demo"], env),
        }
        times: dict[str, list[float]] = {key: [] for key in commands}
        for turn in range(ROUNDS + 1):
            for key, (command, its_env) in commands.items():
                taken = _seconds(command, its_env)
                if turn:
                    times[key].append(taken)
    floors = {"plan check": "bare interpreter", "plan schedule --json": "bare interpreter"}
    rows: list[dict[str, object]] = []
    for key, taken_all in times.items():
        middle = statistics.median(taken_all)
        floor = statistics.median(times[floors.get(key, "bare PySide6 window")])
        ratio = None if key.startswith("bare") else middle / floor
        rows.append({"process": key, "median s": middle, "fastest s": min(taken_all), "× floor": ratio})
    return rows
