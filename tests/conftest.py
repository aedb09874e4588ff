"""What every test shares: no display, no patience for blocking dialogs, repeatable examples."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

if sys.platform.startswith("linux") and "BACLODESK_TEST_DISPLAY" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile(
    "check", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("check")

gc.disable()  # as in the window: a worker that asks for memory must not destroy widgets (gui/collecting.py)


@pytest.fixture(autouse=True)
def _garbage_goes_between_tests() -> Iterator[None]:
    yield
    if gc.get_count()[0] > 100_000:
        gc.collect()


FIXTURES = Path(__file__).parent / "fixtures"
