"""Short forms of the attacks; ``BACLODESK_FAULTS=long`` makes them long. Each runs its forks in its own process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage import faults

LONG = os.environ.get("BACLODESK_FAULTS") == "long"


def run(name: str, short: int, long: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.storage.faults", name, str(long if LONG else short)]
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=1800)
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout.split(": ", 1)[1].rsplit(" in ", 1)[0])
    assert isinstance(tally, dict)
    return tally


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed with fork and SIGKILL")
def test_killed_at_any_moment_nothing_acknowledged_is_lost() -> None:
    tally = run("kills", 60, 5000)
    assert tally["lost"] == tally["unreadable"] == tally["leftovers"] == 0
    assert tally["acknowledged"] >= tally["kills"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the rivals are forked")
def test_of_two_processes_saving_on_one_base_one_wins_and_the_other_is_told() -> None:
    tally = run("race", 60, 5000)
    assert tally["won"] == tally["conflicts"] == tally["rounds"]


def test_a_full_tmpfs_is_told_and_damages_nothing() -> None:
    tally, how = faults.mounted_full(3000 if LONG else 200)
    if tally is None:
        pytest.skip(how)
    assert tally["refused"] > 50
    assert tally["kept"] > 10


def test_two_thousand_hurt_dossiers_show_the_revision_before_with_a_notice(tmp_path: Path) -> None:
    tally = faults.dossier_flips(tmp_path, 40_000 if LONG else 2000)
    assert tally["tried"] >= 1990
    assert tally["unfinished"] + tally["damaged"] == tally["tried"]
