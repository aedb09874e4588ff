"""``plan new``, ``plan check``, ``plan schedule``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date

from baclodesk.domain.checks_plan import check_plan
from baclodesk.domain.errors import DomainError
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.plan import Plan
from baclodesk.domain.product import Product
from baclodesk.interop.plan_file import PlanFileError, plan_to_text, read_plan_file, write_plan_file
from baclodesk.interop.schedule_out import finding_to_dict, schedule_to_csv, schedule_to_json
from baclodesk.services.findings_text import sentence, source
from baclodesk.services.library import Library
from baclodesk.services.refusal_words import refusal
from baclodesk.services.texts import Texts

from .told import CommandError, Exit

DEFAULT_POLICY = "guide"


def read_plan(options: argparse.Namespace, texts: Texts) -> Plan:
    """Read the plan file of a command; raises CommandError with its one sentence."""
    try:
        return read_plan_file(options.file)
    except PlanFileError as error:
        raise CommandError(error.sentence(texts)) from error


def policy_of(options: argparse.Namespace, texts: Texts) -> str:
    """Give the policy asked for; raises CommandError naming those there are."""
    wanted = options.policy or DEFAULT_POLICY
    known = Library.load().policies
    if wanted not in known:
        raise CommandError(texts("commands.no_such_policy", name=wanted, known=", ".join(known)))
    return str(wanted)


def findings_for(plan: Plan, policy: str) -> tuple[Finding, ...]:
    """Check a plan that stands alone; the day of the check is today."""
    library = Library.load()
    return check_plan(plan, library.rules_for(plan, policy), library.numbers, today=date.today())  # noqa: DTZ011


def verdict(findings: Sequence[Finding]) -> Exit:
    """Give the exit code that findings ask for."""
    return Exit.FINDINGS if any(item.severity >= Severity.STOP for item in findings) else Exit.DONE


def new(options: argparse.Namespace, texts: Texts) -> Exit:
    """Build a plan from a scheme and write it."""
    library = Library.load()
    if options.scheme not in library.schemes:
        known = ", ".join(library.schemes)
        raise CommandError(texts("commands.no_such_scheme", name=options.scheme, known=known))
    try:
        plan = library.build_scheme(
            options.scheme,
            start=options.start,
            products=_products(options, texts),
            target_mg=options.target,
            before_mg=options.before,
            language=texts.language,
        )
        if options.out is None:
            sys.stdout.write(plan_to_text(plan))
        else:
            write_plan_file(options.out, plan)
    except PlanFileError as error:
        raise CommandError(error.sentence(texts)) from error
    except DomainError as error:
        raise CommandError(refusal(error, texts)) from error
    return Exit.DONE


def _products(options: argparse.Namespace, texts: Texts) -> tuple[Product, ...]:
    if options.product is None:
        return ()
    known = Library.load().products
    if options.product not in known:
        raise CommandError(texts("commands.no_such_product", name=options.product, known=", ".join(known)))
    return (known[options.product].product,)


def check(options: argparse.Namespace, texts: Texts) -> Exit:
    """Tell what a policy finds."""
    plan, policy = read_plan(options, texts), policy_of(options, texts)
    found = findings_for(plan, policy)
    if options.json:
        data = {"policy": policy, "findings": [finding_to_dict(item, texts) for item in found]}
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return verdict(found)
    name = Library.load().policies[policy].name(texts.language)
    lines = [texts("commands.checked", policy=name, n=len(found))]
    for item in found:
        place = texts("commands.stage", number=item.stage) if item.stage is not None else texts("commands.plan")
        word = texts(f"commands.severity.{item.severity.word}")
        lines.append(f"{word:10}  {place:9}  {sentence(texts, item)} [{source(item, texts)}]")
    sys.stdout.write("\n".join(lines) + "\n")
    return verdict(found)


def schedule(options: argparse.Namespace, texts: Texts) -> Exit:
    """Lay a plan out for other programs."""
    plan, policy = read_plan(options, texts), policy_of(options, texts)
    found = findings_for(plan, policy)
    sys.stdout.write(schedule_to_csv(plan) if options.csv else schedule_to_json(plan, found, texts))
    return verdict(found)


ACTS: dict[str, Callable[[argparse.Namespace, Texts], Exit]] = {
    "plan_new": new,
    "plan_check": check,
    "plan_schedule": schedule,
}
