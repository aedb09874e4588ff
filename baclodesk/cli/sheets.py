"""``check-sheet``: whether a printed sheet is still the one in force."""

from __future__ import annotations

import argparse
import sys

from baclodesk.services.sheet_code import SheetCodeError, SheetState, check_sheet, read_code, sheet_sentence
from baclodesk.services.texts import Texts

from .told import CommandError, Exit


def check(options: argparse.Namespace, texts: Texts) -> Exit:
    """Tell in one sentence what the practice knows of a sheet; exit code 3 for every sheet not to be followed."""
    from .practices import told_by_store, unlocked

    try:
        code = read_code(options.code)
    except SheetCodeError as wrong:
        raise CommandError(texts(f"sheet.wrong.{wrong.code.partition('.')[2]}")) from wrong
    with unlocked(options, texts) as store:
        try:
            verdict = check_sheet(store, code)
        except Exception as problem:
            raise told_by_store(problem, texts) from problem
    sys.stdout.write(sheet_sentence(verdict, texts) + "\n")
    return Exit.DONE if verdict.state is SheetState.CURRENT else Exit.FINDINGS
