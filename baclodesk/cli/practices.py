"""Commands on a whole practice: open one, list its patients, make the demonstration, look at the installation."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from .told import CommandError, Exit

PASSWORD_VARIABLE = "BACLODESK_PASSWORD"  # noqa: S105 - the variable's name


def _now() -> datetime:
    return datetime.now().astimezone()


@contextlib.contextmanager
def unlocked(options: argparse.Namespace, texts: Texts) -> Iterator[PracticeStore]:
    """Open the practice of a command and lock it afterwards; raises CommandError with one sentence."""
    from baclodesk.storage.practice_store import VaultPracticeStore
    from baclodesk.storage.vault import Vault

    if options.data is None:
        raise CommandError(texts("commands.no_data"))
    try:
        name = _name(Vault.user_names(options.data), options.user, texts)
        vault = Vault.unlock(options.data, name, _password(name, texts))
    except CommandError:
        raise
    except Exception as problem:
        raise told_by_store(problem, texts) from problem
    store = VaultPracticeStore(vault, name, _now)
    try:
        yield store
    finally:
        store.lock()


def told_by_store(problem: Exception, texts: Texts) -> CommandError:
    """Turn an error of the store into its sentence; anything without a code is a fault of the program."""
    code = getattr(problem, "code", None)
    if not isinstance(code, str):
        raise problem
    key = f"trouble.expected.{code.replace('.', '_')}"
    reason = texts(key) if texts.has(key) else texts("trouble.expected.other", code=code)
    return CommandError(texts("commands.store_problem", reason=reason))


def _name(names: list[str], wanted: str | None, texts: Texts) -> str:
    if wanted is not None:
        return wanted
    if len(names) == 1:
        return names[0]
    raise CommandError(texts("commands.which_user", known=", ".join(names)))


def _password(name: str, texts: Texts) -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise CommandError(texts("commands.no_password"))
    from getpass import getpass

    return getpass(texts("commands.password", name=name))


def patients(options: argparse.Namespace, texts: Texts) -> Exit:
    """List ids, names and birth dates, a patient a line, parted by tabs."""
    with unlocked(options, texts) as store:
        rows = store.patients()
    if not rows:
        sys.stderr.write(texts("commands.patients_none") + "\n")
    for row in rows:
        born = "" if row.birth_date is None else row.birth_date.isoformat()
        sys.stdout.write(f"{row.id}\t{row.full_name}\t{born}\n")
    return Exit.DONE


def demo(options: argparse.Namespace, texts: Texts) -> Exit:
    """Make a practice of fictional patients."""
    from baclodesk.storage.demonstration import DOCTOR, PASSWORD_WORDS, make_demonstration

    folder: Path = options.folder
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(texts("commands.demo_exists", folder=folder))
    try:
        make_demonstration(folder, _now(), texts)
    except Exception as problem:
        raise told_by_store(problem, texts) from problem
    sys.stdout.write(texts("commands.demo_made", folder=folder, name=DOCTOR, password=PASSWORD_WORDS) + "\n")
    return Exit.DONE


# ── the installation ─────────────────────────────────────────────────────────────────────────────────────────────────


def _look_at_resources() -> None:
    from baclodesk.services import catalogue
    from baclodesk.services.library import Library

    library = Library.load()
    for part in (library.policies, library.schemes, library.products, library.numbers.rules):
        if not part:
            raise LookupError("empty")
    for read in (catalogue.intake, catalogue.consent, catalogue.effects, catalogue.medicines, catalogue.information):
        read()


def _look_at_scheme() -> None:
    from baclodesk.domain.schedule import of_plan
    from baclodesk.services.library import Library

    rows = of_plan(Library.load().build_scheme("consensus", start=date(2027, 3, 1)))
    sums = (len(rows.rows), rows.closed_days, rows.closed_total_mg, rows.closed_total_tablets)
    if sums != (15, 70, Fraction(5750), Fraction(575)):
        raise ArithmeticError("the sums differ")


def _look_at_store() -> None:
    from baclodesk.storage.demonstration import try_store

    with tempfile.TemporaryDirectory(prefix="baclodesk-selftest-") as name:
        try_store(Path(name))


def _look_at_document() -> None:
    from baclodesk.documents.from_record import Wish, schedule_of
    from baclodesk.domain.patient import Identity, PatientRecord
    from baclodesk.domain.practice import Practice
    from baclodesk.services.library import Library

    plan = Library.load().build_scheme("consensus", start=date(2027, 3, 1))
    record = PatientRecord(Identity(id=""), plan=plan)
    schedule_of(record, Practice(), Wish(datetime(2027, 3, 1, 9, 0, tzinfo=UTC)))


def selftest(options: argparse.Namespace, texts: Texts) -> Exit:
    """Go through everything that an installation must be able to do, and tell each."""
    del options
    looks: dict[str, Callable[[], None]] = {
        "resources": _look_at_resources,
        "scheme": _look_at_scheme,
        "store": _look_at_store,
        "document": _look_at_document,
    }
    whole = True
    for name, look in looks.items():
        what = texts(f"commands.selftest.{name}")
        try:
            look()
        except Exception as problem:  # noqa: BLE001 - whatever is wrong is told, and the other parts are still looked at
            whole = False
            line = texts("commands.selftest.failed", what=what, reason=type(problem).__name__)
        else:
            line = texts("commands.selftest.ok", what=what)
        sys.stdout.write(line + "\n")
    sys.stdout.write(texts("commands.selftest.done" if whole else "commands.selftest.broken") + "\n")
    return Exit.DONE if whole else Exit.BROKEN


ACTS: dict[str, Callable[[argparse.Namespace, Texts], Exit]] = {
    "patients": patients,
    "demo": demo,
    "selftest": selftest,
}
