"""Start: a command, or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; without a command open the window. Gives the exit code."""
    from baclodesk.cli import command_line

    for stream in (sys.stdout, sys.stderr):  # sentences hold ½ and é; a Windows console may not expect them
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = command_line.parse(arguments)
    if options.command is not None and options.command not in command_line.WINDOW_COMMANDS:
        return command_line.main(options)
    from baclodesk import main as program

    if options.command == "tour":
        return program.make_tour(options.folder)
    return program.run_window(options.data, demo=options.demo)


def window() -> int:
    """Open the window (the entry without a console)."""
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
