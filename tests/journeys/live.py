"""The real program in its own process on its own display, moved by xdotool and read over the accessibility bus.

Nothing here waits a fixed time: every wait is for something that can be seen or heard, with a deadline.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from tests.journeys.bus import Bus, BusError

ROOT: Final = Path(__file__).parent.parent.parent
SIZE: Final = (1440, 900)
PATIENCE: Final = 30.0
FOCUSED, SELECTED, SHOWING = 12, 23, 25
"""Numbers of states as AT-SPI counts them."""
_TREE, _REGISTRY = "org.a11y.atspi.Accessible", "org.a11y.atspi.Registry"
_TOP = "/org/a11y/atspi/accessible/root"
_BUS_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")

T = TypeVar("T")


class NoScreenError(Exception):
    """A service of the system that shows a window or speaks to readers did not start."""


def missing() -> str:
    """Say what of the system is not there; empty when all is."""
    lacking = [name for name in ("Xvfb", "xdotool", "dbus-daemon") if shutil.which(name) is None]
    if not _BUS_SERVICE.exists():
        lacking.append("at-spi2-core")
    return ", ".join(lacking)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the accessibility tree of the program."""

    bus: Bus
    owner: str
    path: str

    def _ask(self, interface: str, member: str, *values: str | int) -> Any:
        return self.bus.call(self.owner, self.path, f"org.a11y.atspi.{interface}", member, *values)

    def _property(self, name: str) -> str:
        got = self.bus.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Get", _TREE, name)
        return str(got)

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return self._property("Name")

    @property
    def description(self) -> str:
        """What a reader says when asked for more."""
        return self._property("Description")

    @property
    def role(self) -> str:
        """Its role in words."""
        return str(self._ask("Accessible", "GetRoleName"))

    @property
    def children(self) -> list[Node]:
        """What it holds."""
        return [Node(self.bus, owner, path) for owner, path in self._ask("Accessible", "GetChildren")]

    def has(self, state: int) -> bool:
        """Tell whether it has a state."""
        low, high = self._ask("Accessible", "GetState")
        return bool((low | high << 32) >> state & 1)

    @property
    def room(self) -> tuple[int, int, int, int]:
        """Its left, top, width and height on the screen."""
        x, y, width, height = self._ask("Component", "GetExtents", 0)
        return x, y, width, height

    def act(self, number: int = 0) -> None:
        """Do its action, as a reader would: press a button, say."""
        self.bus.call(self.owner, self.path, "org.a11y.atspi.Action", "DoAction", number)

    def find(self, role: str, words: str) -> Node | None:
        """Give the first thing in sight below with a role and a name that matches ``words`` (a pattern), or None."""
        waiting = [self]
        while waiting:
            here = waiting.pop(0)
            try:
                if here is not self and not here.has(SHOWING):
                    continue
                if here.role == role and re.search(words, here.name):
                    return here
                waiting += here.children
            except BusError:  # it went away while we looked
                continue
        return None


class Live:
    """The running program: ``keys`` and ``mouse`` act on it, ``find`` and ``heard`` tell what a reader gets."""

    def __init__(self, env: dict[str, str], process: subprocess.Popen[bytes], bus: Bus) -> None:
        self._env, self.process, self.bus = env, process, bus

    def until(self, look: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """Look again and again, taking in what the bus tells meanwhile; fails with ``what`` at the deadline."""
        deadline = time.monotonic() + seconds
        while not (found := look()):
            assert time.monotonic() < deadline, f"did not come: {what}; heard: {self.heard}"
            assert self.process.poll() is None, "the program ended"
            self.bus.wait(0.02)
        return found

    def do(self, *words: str | int) -> None:
        """Let xdotool do something; several of its commands in a row are one run."""
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, capture_output=True, timeout=20)

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        self.do("key", "--delay", "4", *names)

    @property
    def app(self) -> Node | None:
        """The program in the tree, when it is there."""
        try:
            found = Node(self.bus, _REGISTRY, _TOP).children
        except BusError:  # the registry is not up yet
            return None
        return found[0] if found else None

    def find(self, role: str, words: str) -> Node:
        """Wait for something in sight."""
        return self.until(lambda: None if self.app is None else self.app.find(role, words), f"{role} {words}")

    @property
    def heard(self) -> list[str]:
        """Every announcement so far."""
        return [str(told.values[3]) for told in self.bus.told if told.member == "Announcement"]

    def hears(self, words: str, since: int = 0) -> str:
        """Wait for an announcement that matches a pattern."""
        return self.until(
            lambda: next((text for text in self.heard[since:] if re.search(words, text)), ""), f"announcement {words}"
        )

    def show_window(self) -> None:
        """Wait for the window, give it the whole screen and the keyboard."""
        self.until(lambda: any(map(self._place, self._windows())), "a window that takes the keyboard")

    def _place(self, window: str) -> bool:
        wide, high = map(str, SIZE)
        words = ["windowmove", window, "0", "0", "windowsize", window, wide, high, "windowfocus", window]
        done = subprocess.run(["xdotool", *words], env=self._env, check=False, capture_output=True, timeout=20)
        return done.returncode == 0 and not done.stderr

    def _windows(self) -> list[str]:
        command = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        return subprocess.run(command, env=self._env, check=False, capture_output=True, text=True).stdout.split()


@contextmanager
def program(folder: Path, local: Path) -> Iterator[Live]:
    """Start display, session bus, and the program on the demonstration practice in ``folder``; all end with it.

    Raises NoScreenError where display or bus cannot start.
    """
    started: list[subprocess.Popen[Any]] = []
    stack = ExitStack()
    try:
        display = _start_display(started)
        env = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "WAYLAND", "XDG_"))}
        env |= {"DISPLAY": display, "NO_AT_BRIDGE": "0", "XDG_RUNTIME_DIR": str(local), "HOME": str(local)}
        env["DBUS_SESSION_BUS_ADDRESS"] = _start_bus(started, env)
        with_reader = env | {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "baclodesk", "--data", str(folder), "--demo"]
        process = subprocess.Popen(command, env=with_reader, cwd=ROOT, stdout=subprocess.DEVNULL)
        started.append(process)
        address = _ask_for_readers_bus(env["DBUS_SESSION_BUS_ADDRESS"])
        bus = stack.enter_context(closing(Bus(address)))
        bus.listen("type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'")
        bus.call(_REGISTRY, "/org/a11y/atspi/registry", _REGISTRY, "RegisterEvent", "object:announcement")
        live = Live(env, process, bus)
        live.until(lambda: live.app, "the program on the accessibility bus")
        live.show_window()
        yield live
    finally:
        stack.close()
        for one in reversed(started):
            one.terminate()
            one.wait(10)
            if one.stdout is not None:
                one.stdout.close()


def _ask_for_readers_bus(session_address: str) -> str:
    try:
        with closing(Bus(session_address)) as session:
            return str(session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
    except (BusError, OSError) as error:
        raise NoScreenError(f"no bus for readers: {error}") from error


def _start_display(started: list[subprocess.Popen[Any]]) -> str:
    read, write = os.pipe()
    wide, high = SIZE
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp"]
    started.append(subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL))
    os.close(write)
    number = b""
    while not number.endswith(b"\n"):
        more = os.read(read, 16)
        if not more:
            raise NoScreenError("Xvfb gave no display")
        number += more
    os.close(read)
    return f":{number.decode().strip()}"


def _start_bus(started: list[subprocess.Popen[Any]], env: dict[str, str]) -> str:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    started.append(daemon)
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    if not address:
        raise NoScreenError("dbus-daemon gave no address")
    return address
