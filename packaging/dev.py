#!/usr/bin/env python3
"""The two commands of the README, on any machine with Python 3.11 or newer and nothing else.

``run`` makes the environment and opens the window on a demonstration practice; ``check`` runs every check and test.
``tour`` writes pictures of the window and the demonstration documents into a folder, without a display.
Only the standard library is used here: this file runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
WINDOWS = sys.platform == "win32"

# library file → Debian package; the first group Qt needs always, the second for a window on X11
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "cupsd": "cups-daemon",
    "lp": "cups-client",
    "qpdf": "qpdf",
}
TEST_FILES = {"/usr/share/dbus-1/services/org.a11y.Bus.service": "at-spi2-core"}


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, flush=True)


def python() -> Path:
    """Give the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the checkout and give its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def must(*command: str | Path) -> None:
    """Run a command that everything after it needs; leave with its exit code when it fails."""
    code = run(*command)
    if code:
        sys.exit(code)


# ── the environment ──────────────────────────────────────────────────────────────────────────────────────────────────


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where that is possible (root on Debian); tell whether it worked."""
    if not packages:
        return True
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get")):
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return False
    return True


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Give the packages of those shared libraries that cannot be loaded."""
    missing = []
    for file, package in libraries.items():
        try:
            ctypes.CDLL(file)
        except OSError:
            missing.append(package)
    return missing


def need_libraries(*, window: bool) -> bool:
    """Look for what Qt needs on Linux; install it or name it in one sentence. Tell whether all is there."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = QT_LIBRARIES | (X11_LIBRARIES if window else {})
    missing = missing_libraries(wanted)
    if not missing or (apt_install(missing) and not missing_libraries(wanted)):
        return True
    say(f"The window needs these system packages, please install them and try again: {' '.join(missing)}")
    return False


def make_environment(lock: str) -> None:
    """Make ``.venv`` with exactly what the lock names; nothing is done when it is there already."""
    if tuple(sys.version_info[:2]) < (3, 11):
        say("BacloDesk needs Python 3.11 or newer.")
        sys.exit(2)
    if not python().exists():
        say("Making the environment in .venv …")
        if run(sys.executable, "-m", "venv", VENV):
            version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            shutil.rmtree(VENV, ignore_errors=True)
            if not apt_install([version]) or run(sys.executable, "-m", "venv", VENV):
                say(f"Python's venv module is missing: please install the package {version} and try again.")
                sys.exit(2)
    stamps = {name: _stamp(name) for name in ("requirements.lock", "requirements-dev.lock")}
    done = VENV / "installed.txt"
    installed = done.read_text(encoding="utf-8").split() if done.exists() else []
    if stamps[lock] in installed or stamps["requirements-dev.lock"] in installed:
        return
    say(f"Installing what {lock} names …")
    must(python(), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", ROOT / lock)
    done.write_text(stamps[lock], encoding="utf-8")


def _stamp(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )


def command_run(options: argparse.Namespace) -> int:
    """Open the window on the demonstration practice."""
    make_environment("requirements.lock")
    if not has_display():
        say("There is no display here, so the window cannot be shown.")
        if sys.stdin.isatty():
            answer = input("Make a tour instead: pictures of the window and the demonstration PDFs in a folder? [Y/n] ")
            if answer.strip().lower() not in ("", "y", "yes", "o", "oui"):
                return 2
        else:
            say("Making a tour instead: pictures of the window and the demonstration PDFs in a folder.")
        return command_tour(options)
    if not need_libraries(window=True):
        return 2
    folder = demo_practice()
    return run(python(), "-m", "baclodesk", "--data", folder, "--demo")


def demo_practice() -> Path:
    """Make the demonstration practice once."""
    folder = BUILD / "demo"
    if not any(folder.glob("keyring.*")):
        say("Making the demonstration practice …")
        must(python(), "-m", "baclodesk", "demo", folder)
    return folder


def command_tour(options: argparse.Namespace) -> int:
    """Write pictures of the real window and the demonstration PDFs into a folder."""
    make_environment("requirements.lock")
    if not need_libraries(window=False):
        return 2
    folder = Path(getattr(options, "folder", None) or BUILD / "tour").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    code = run(python(), "-m", "baclodesk", "tour", folder, env=env)
    if code == 0:
        say(f"The tour is in {folder}")
    return code


def command_check(options: argparse.Namespace) -> int:
    """Run every check and test; tell all failures at the end."""
    make_environment("requirements-dev.lock")
    if not need_libraries(window=True):
        return 2
    if sys.platform.startswith("linux"):
        programs = [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
        apt_install(programs + [package for file, package in TEST_FILES.items() if not Path(file).exists()])
    if not (VENV / "baclodesk-linked.txt").exists():
        must(
            python(),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-build-isolation",
            "-e",
            ROOT,
        )
        (VENV / "baclodesk-linked.txt").touch()
    tools = VENV / ("Scripts" if WINDOWS else "bin")
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    checks: list[tuple[str, list[str | Path]]] = [
        ("style", [tools / "ruff", "check", "."]),
        ("format", [tools / "ruff", "format", "--check", "-q", "."]),
        ("imports", [tools / "lint-imports"]),
        ("types", [tools / "mypy"]),
    ]
    tests: list[str | Path] = [python(), "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
    if not options.quick:
        tests += ["--cov", "--cov-report="]
    checks.append(("tests", tests))
    if not options.quick:
        checks.append(("coverage", [python(), ROOT / "packaging" / "coverage_floors.py"]))
    failed = []
    for name, command in checks:
        say(f"── {name}")
        if run(*command, env=env):
            failed.append(name)
    say("All checks passed." if not failed else f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def command_bench(options: argparse.Namespace) -> int:
    """Measure start-up, dragging, saving and documents, as ratios in one run."""
    make_environment("requirements-dev.lock")
    return run(python(), "-m", "tests.benchmarks", *options.names, env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Run and check BacloDesk from a checkout.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the window on a demonstration practice").set_defaults(act=command_run)
    check = commands.add_parser("check", help="run every check and test, without a display too")
    check.add_argument("--quick", action="store_true", help="leave the coverage out")
    check.set_defaults(act=command_check)
    tour = commands.add_parser("tour", help="pictures of the window and the demonstration PDFs in a folder")
    tour.add_argument("folder", nargs="?")
    tour.set_defaults(act=command_tour)
    bench = commands.add_parser("bench", help="measure, as ratios in one run")
    bench.add_argument("names", nargs="*", help="startup, chart, storage, documents; all when none is named")
    bench.set_defaults(act=command_bench)
    options = parser.parse_args()
    return int(options.act(options))


if __name__ == "__main__":
    sys.exit(main())
