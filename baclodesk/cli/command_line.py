"""The command line: what can be asked for, and where each request goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from baclodesk import __version__
from baclodesk.domain.dose import parse_decimal
from baclodesk.services.texts import LANGUAGES, Texts

from .told import CommandError, Exit

WINDOW_COMMANDS = ("tour",)
DOCUMENTS = (
    "schedule",
    "doctor-copy",
    "calendar",
    "fridge",
    "diary",
    "prescription",
    "consent",
    "intake",
    "leaflet",
    "card",
    "letter",
)
MOST_DAYS = 3650


class _Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(Exit.BAD_INPUT, f"{self.prog}: {message}. Try '{self.prog} --help'.\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not an ISO date such as 2027-03-01") from None


def _mg(text: str) -> Fraction:
    try:
        return parse_decimal(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a dose in mg such as 80 or 2.5") from None


def _day_or_number(text: str) -> date | int | str:
    if text == "today":
        return text
    if text.isascii() and text.isdigit():
        return _count(text)
    return _day(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to {MOST_DAYS}")
    return int(text)


def parser() -> _Parser:
    """Give the parser of the whole command line."""
    top = _Parser(prog="baclodesk", description="Intake, titration chart and consent for baclofen treatment, offline.")
    top.add_argument("--version", action="version", version=f"BacloDesk {__version__}")
    top.add_argument("--data", type=Path, metavar="DIR", help="the practice's folder")
    top.add_argument("--demo", action="store_true", help="show the demonstration practice's sign-in on the first page")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    language = _Parser(add_help=False)
    language.add_argument("--lang", choices=LANGUAGES, default=None, help="language of the sentences (en)")
    practice = _Parser(add_help=False)
    practice.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the practice's folder")
    practice.add_argument("--user", metavar="NAME", help="who signs in (when the practice has several names)")
    _plan_commands(commands.add_parser("plan", help="make, check or lay out a plan file"), language)
    _export_command(commands, language, practice)
    sheet = commands.add_parser(
        "check-sheet", parents=[practice, language], help="tell whether a printed sheet is out of date"
    )
    sheet.add_argument("code", metavar="CODE", help="the check code at the foot of the sheet, typed or scanned")
    sheet.set_defaults(act="check_sheet")
    patients = commands.add_parser("patients", parents=[practice, language], help="list ids and names of a practice")
    patients.set_defaults(act="patients")
    demo = commands.add_parser("demo", parents=[language], help="make a practice of fictional patients")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.set_defaults(act="demo")
    tour = commands.add_parser("tour", help="pictures of every page and the demonstration PDFs")
    tour.add_argument("folder", type=Path, metavar="DIR")
    commands.add_parser("selftest", parents=[language], help="look whether this installation is whole").set_defaults(
        act="selftest"
    )
    return top


def _plan_commands(plan: _Parser, language: _Parser) -> None:
    acts = plan.add_subparsers(dest="plan_command", metavar="ACT", required=True)
    new = acts.add_parser("new", parents=[language], help="build a plan from a scheme")
    new.add_argument("scheme", metavar="SCHEME", help="consensus, gentle, fast, neurological, label, …")
    new.add_argument("--start", type=_day, required=True, metavar="DATE", help="day 1, as 2027-03-01")
    new.add_argument("--target", type=_mg, metavar="MG", help="the day dose to reach, in mg")
    new.add_argument("--before", type=_mg, metavar="MG", default=Fraction(0), help="the day dose before day 1, in mg")
    new.add_argument("--product", metavar="CODE", help="a product of the product table")
    new.add_argument("-o", dest="out", type=Path, metavar="FILE", help="where to write it (the terminal when absent)")
    new.set_defaults(act="plan_new")
    check = acts.add_parser("check", parents=[language], help="tell what a policy finds in a plan file")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument(
        "--policy", metavar="NAME", default=None, help="guide, france-label, uk, germany, usa, australia"
    )
    check.add_argument("--json", action="store_true", help="as JSON")
    check.set_defaults(act="plan_check")
    schedule = acts.add_parser("schedule", parents=[language], help="lay a plan file out in rows")
    schedule.add_argument("file", type=Path, metavar="FILE")
    schedule.add_argument("--policy", metavar="NAME", default=None, help="the policy of the findings (guide)")
    form = schedule.add_mutually_exclusive_group(required=True)
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    schedule.set_defaults(act="plan_schedule")


def _export_command(
    commands: argparse._SubParsersAction[_Parser],
    language: _Parser,
    practice: _Parser,
) -> None:
    export = commands.add_parser(
        "export", parents=[language, practice], help="write a document as PDF, from a plan file or a practice"
    )
    export.add_argument("document", choices=DOCUMENTS)
    export.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a plan file")
    export.add_argument("--patient", metavar="ID", help="a patient of the practice given with --data")
    export.add_argument("-o", dest="out", type=Path, required=True, metavar="X.pdf")
    export.add_argument("--paper", choices=("A4", "Letter"), default=None)
    export.add_argument("--large", action="store_true", help="large print")
    export.add_argument("--policy", metavar="NAME", default=None, help="the policy of a plan file's findings (guide)")
    days = export.add_argument_group("which days (day numbers of the plan, dates as 2027-03-01, or 'today')")
    days.add_argument("--from", dest="first", type=_day_or_number, metavar="DAY", help="the first day printed")
    days.add_argument("--to", dest="last", type=_day_or_number, metavar="DAY", help="the last day printed")
    days.add_argument("--days", type=_count, metavar="N", help="length of a diary or prescription")
    days.add_argument("--day-numbers", action="store_true", help="print day numbers without dates")
    export.add_argument("--draft", action="store_true", help="print the plan being edited, marked as a draft")
    export.add_argument("--renewals", type=_count, default=0, metavar="N", help="renewals of a prescription")
    export.add_argument("--for", dest="reader", choices=("colleague", "pharmacist"), default="colleague", help="letter")
    export.add_argument("--addressee", default="", metavar="NAME", help="whom a letter is written to")
    export.add_argument("--weight", action="store_true", help="print the patient's weight on a prescription")
    export.set_defaults(act="export")


def main(options: argparse.Namespace) -> int:
    """Do one command and give its exit code; a sentence on the error stream says why it could not be done."""
    texts = Texts(options.lang or "en")
    try:
        return int(_act(options, texts))
    except CommandError as told:
        sys.stderr.write(f"{told}\n")
        return int(told.code)
    except BrokenPipeError:  # the reader of our output has gone: nothing is left to say
        sys.stderr.close()
        return int(Exit.DONE)
    except KeyboardInterrupt:
        return 130


def _act(options: argparse.Namespace, texts: Texts) -> Exit:
    name: str = options.act
    if name.startswith("plan_"):
        from . import plans

        return plans.ACTS[name](options, texts)
    if name == "export":
        from . import exports

        return exports.export(options, texts)
    if name == "check_sheet":
        from . import sheets

        return sheets.check(options, texts)
    from . import practices

    return practices.ACTS[name](options, texts)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; leaves with exit code 2 and one sentence when it cannot be read."""
    return parser().parse_args(arguments)
