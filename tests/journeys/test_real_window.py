"""The chart in a real window: xdotool moves it, a reader's bus and the sealed record tell what came of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from baclodesk.domain.plan import Plan
from baclodesk.main import VaultDoors
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts
from baclodesk.storage.demonstration import DOCTOR, PASSWORD_WORDS, make_demonstration
from tests.journeys.live import FOCUSED, SELECTED, Live, Node, NoScreenError, missing, program

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="xdotool and AT-SPI are there on Linux only"),
    pytest.mark.skipif(sys.platform.startswith("linux") and bool(missing()), reason=f"not installed: {missing()}"),
    pytest.mark.xdist_group("real window"),
]
PATIENT = "Arnaud"


@dataclass
class Chart:
    """The titration chart of one patient in the running program."""

    live: Live
    store: PracticeStore
    patient: str
    _clicks: int = 0

    @property
    def node(self) -> Node:
        return self.live.find("list", "^Titration chart$")

    @property
    def stages(self) -> list[str]:
        return [item.name for item in self.node.children]

    def stage(self, number: int) -> Node:
        return self.node.children[number - 1]

    def days(self, number: int) -> int:
        """The days of a stage as a reader hears them."""
        return int(self.stage(number).description.split()[0])

    def dose(self, number: int) -> int:
        found = re.search(r"(\d+)\s+mg per day", self.stage(number).name)
        assert found
        return int(found[1])

    def per_day(self, number: int) -> float:
        return self.stage(number).room[2] / self.days(number)

    def edge(self, number: int) -> tuple[int, int]:
        """A point on the right edge of a stage, on the screen."""
        x, y, width, height = self.stage(number).room
        return x + width, y + height * 2 // 3

    def top(self, number: int) -> tuple[int, int]:
        x, y, width, _ = self.stage(number).room
        return x + width // 2, y

    def focus(self, number: int) -> None:
        """Click into a stage, so that keys go to the chart; each time elsewhere, lest two clicks are a double one."""
        x, y, width, height = self.stage(number).room
        self._clicks = (self._clicks + 1) % 3
        self.live.do("mousemove", x + width // 2, y + height // 2 + 10 * self._clicks, "click", 1)
        self.live.until(lambda: self.stage(number).has(FOCUSED), f"stage {number} focused")

    @property
    def saved(self) -> Plan:
        """The draft in the sealed file, read by another process than the one that wrote it."""
        plan = self.store.open(self.patient).record.plan
        assert plan is not None
        return plan

    def saves(self, stage: int, days: int) -> Plan:
        """Wait until the sealed record holds a stage with so many days."""
        self.live.until(lambda: self.saved.stages[stage - 1].days == days, f"stage {stage} saved with {days} days")
        return self.saved

    def undo_all(self) -> None:
        """Undo to the bottom."""
        while (last := self.undo) != "Nothing to undo":
            self.live.keys("ctrl+z")
            self._wait_for_other(last)

    def _wait_for_other(self, last: str) -> None:
        self.live.until(lambda: self.undo != last, "another step to undo")

    @property
    def undo(self) -> str:
        """What the button for undo says."""
        return self.live.find("push button", "ndo").name


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chart]:
    folder, local = tmp_path_factory.mktemp("practice"), tmp_path_factory.mktemp("local")
    make_demonstration(folder, datetime.now().astimezone(), Texts("en"))
    try:
        with program(folder, local) as live:
            live.find("push button", "Sign in")
            live.keys("Return")
            live.find("text", "Search patients")
            live.keys("ctrl+f")
            live.do("type", PATIENT)
            live.keys("Return", "ctrl+2")
            live.find("list", "^Titration chart$")
            store = VaultDoors(folder, lambda: datetime.now().astimezone()).sign_in(DOCTOR, PASSWORD_WORDS)
            patient = next(row.id for row in store.patients() if row.full_name.startswith(PATIENT))
            yield Chart(live, store, patient)
    except NoScreenError as error:
        pytest.skip(f"no display or bus here: {error}")


@pytest.fixture
def chart(running: Chart) -> Iterator[Chart]:
    """The chart with nothing done on it."""
    yield running
    running.live.do("mouseup", 1)
    running.live.keys("Escape", "Escape")
    running.undo_all()


def _drag(chart: Chart, start: tuple[int, int], *moves: tuple[int, int], hold: bool = False) -> None:
    x, y = start
    words: list[str | int] = ["mousemove", x, y, "mousedown", 1]
    for dx, dy in moves:
        words += ["mousemove", x + dx, y + dy]
    chart.live.do(*words, *(() if hold else ("mouseup", 1)))


def test_a_reader_finds_the_chart_its_stages_and_their_states(chart: Chart) -> None:
    node = chart.node
    summary = r"15 stages, 10\smg to 200\smg per day, day 1 to \d+, then open(; today is in stage \d+)?"
    assert re.fullmatch(summary, node.description)
    names = [name.replace("\xa0", " ") for name in chart.stages]
    assert names[4] == "Stage 5, day 21 to day 25, 50 mg per day"
    assert re.search(r"^Stage \d+, from day \d+, open, 200 mg per day$", names[-1])
    assert chart.stage(5).description.startswith("5 days; 8 am 1 and a half tablets, 1 pm 1 tablet,")
    assert "; warning: From stage 9 the dose is 90" in chart.stage(9).description
    chart.focus(9)
    chosen = [at for at, item in enumerate(node.children, start=1) if item.has(SELECTED)]
    assert chosen == [9]
    chart.live.keys("Right")
    chart.live.until(lambda: chart.stage(10).has(SELECTED) and chart.stage(10).has(FOCUSED), "stage 10 focused")
    assert not chart.stage(9).has(SELECTED)


def test_an_edge_is_dragged_and_the_sealed_record_holds_it(chart: Chart) -> None:
    days, later = chart.days(9), [chart.days(number) for number in (10, 11, 12)]
    chart.focus(9)
    since = len(chart.live.heard)
    _drag(chart, chart.edge(9), (8, 0), (round(4 * chart.per_day(9)), 0))
    chart.live.hears(rf"Stage 9: {days} → {days + 4} days", since)
    assert chart.days(9) == days + 4
    assert [chart.days(number) for number in (10, 11, 12)] == later
    saved = chart.saves(9, days + 4)
    assert [stage.days for stage in saved.stages[9:12]] == later
    assert "Stage 9: 5 → 9 days" in chart.undo


def test_the_edge_stops_at_the_shortest_stage_and_says_why(chart: Chart) -> None:
    chart.focus(9)
    since = len(chart.live.heard)
    _drag(chart, chart.edge(9), (-8, 0), (-round(4 * chart.per_day(9)), 0))
    said = chart.live.hears(r"Stage 9: no less than 5\sdays before a rise", since)
    assert "scheme “Consensus scheme, 15 stages”" in said
    assert "X" in said
    assert chart.days(9) == 5
    assert chart.undo == "Nothing to undo"


def test_escape_with_the_button_held_drops_the_drag_and_the_release_does_nothing(chart: Chart) -> None:
    before, saved = chart.stages, chart.saved
    chart.focus(9)
    since = len(chart.live.heard)
    _drag(chart, chart.edge(9), (8, 0), (round(5 * chart.per_day(9)), 0), hold=True)
    chart.live.keys("Escape")
    chart.live.hears("Cancelled: nothing was changed", since)
    x, y = chart.edge(9)
    chart.live.do("mousemove", x + 60, y, "mousemove", x + 90, y, "mouseup", 1)
    chart.focus(8)
    assert chart.stages == before
    assert chart.saved == saved
    assert chart.undo == "Nothing to undo"


def test_ctrl_rolls_only_the_boundary(chart: Chart) -> None:
    chart.focus(9)
    chart.live.keys("ctrl+Right", "ctrl+Right", "ctrl+Right")
    chart.live.until(lambda: chart.days(9) == 8, "stage 9 of 8 days")
    ends = chart.stages[9].split(",")[1]
    since = len(chart.live.heard)
    chart.live.do("keydown", "ctrl")
    _drag(chart, chart.edge(9), (-8, 0), (-round(2 * chart.per_day(9)), 0))
    chart.live.do("keyup", "ctrl")
    chart.live.hears("Stages 9 and 10", since)
    assert (chart.days(9), chart.days(10)) == (6, 7)
    assert chart.stages[9].split(",")[1].split()[-1] == ends.split()[-1]
    saved = chart.saves(9, 6)
    assert saved.stages[9].days == 7


def test_a_number_typed_while_an_edge_is_held_is_taken_with_return(chart: Chart) -> None:
    chart.focus(9)
    since = len(chart.live.heard)
    _drag(chart, chart.edge(9), (8, 0), (round(3 * chart.per_day(9)), 0), hold=True)
    chart.live.keys("1", "2", "Return")
    chart.live.hears(r"Stage 9: 5 → 12 days", since)
    chart.live.do("mouseup", 1)
    assert chart.days(9) == 12
    assert chart.saves(9, 12).stages[8].days == 12


def test_a_reader_edits_through_the_inspector_and_hears_what_came_of_it(chart: Chart) -> None:
    chart.focus(9)
    since = len(chart.live.heard)
    chart.live.find("push button", "^Days: more$").act()
    chart.live.hears(r"Stage 9: 5 → 6 days", since)
    chart.live.find("push button", "^Hold here$").act()
    chart.live.until(lambda: chart.days(9) == 11, "stage 9 of 11 days")
    since = len(chart.live.heard)
    chart.live.keys("ctrl+z")
    chart.live.until(lambda: chart.days(9) == 6, "the hold taken back")
    chart.live.hears("Undone", since)


def test_the_keyboard_alone_edits_days_and_dose(chart: Chart) -> None:
    chart.live.keys("ctrl+f", "ctrl+2", "Home")
    chart.live.until(lambda: chart.stage(1).has(FOCUSED), "stage 1 focused")
    chart.live.keys(*["Right"] * 9, "ctrl+Right", "ctrl+Right", "ctrl+Up")
    chart.live.until(lambda: (chart.days(10), chart.dose(10)) == (7, 120), "stage 10 of 7 days and 120 mg")
    chart.live.keys("Return")
    chart.live.until(lambda: chart.node.find("text", "Days"), "the editor")
    chart.live.do("type", "9")
    chart.live.keys("Return")
    chart.live.until(lambda: chart.days(10) == 9, "stage 10 of 9 days")
    chart.live.keys("ctrl+t")
    chart.live.find("table", "Stages as a table")
    chart.live.keys("ctrl+g", "ctrl+z")
    chart.live.until(lambda: chart.days(10) == 7, "the step taken back")
    chart.live.until(lambda: _saved_stage(chart, 10) == (7, 120), "stage 10 saved as it stands")


def _saved_stage(chart: Chart, number: int) -> tuple[int | None, int]:
    stage = chart.saved.stages[number - 1]
    return stage.days, int(stage.daily_mg)
