"""What every test shares: no display, no patience for blocking dialogs, repeatable examples."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

if sys.platform.startswith("linux") and "BACLODESK_TEST_DISPLAY" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile(
    "check", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("check")

FIXTURES = Path(__file__).parent / "fixtures"
