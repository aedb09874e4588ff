"""From what a person did to an answer: pure functions over the catalogue's items and the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction

from baclodesk.domain.intake import Answer, Intake, Status
from baclodesk.services.catalogue import Item
from baclodesk.services.intake_words import in_words
from baclodesk.services.texts import Texts

_LONGEST = 60
TYPED, PICKED = True, False
"""How an answer came: letters of a field run together into one undo step, a choice is a step of its own."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers, and when."""

    by: str
    now: datetime

    def sign(self, before: Answer, after: Answer) -> Answer:
        """Sign ``after``; an answer given today by the same person stays one answer, so typing leaves no history."""
        if before.given_at and before.by == self.by:
            given = datetime.fromisoformat(before.given_at)
            if given.astimezone(self.now.tzinfo).date() == self.now.date():
                return replace(after, given_at=before.given_at, by=self.by)
        return replace(after, given_at=self.now.astimezone(UTC).isoformat(timespec="seconds"), by=self.by)


def with_status(before: Answer, status: Status) -> Answer:
    """Give the answer with another status; what belonged to a yes is dropped with it, the note stays."""
    if status is Status.YES:
        return replace(before, status=status)
    return replace(before, status=status, choice="", amount=None, on=None, text="")


def with_choice(before: Answer, code: str, *, several: bool, order: tuple[str, ...] = ()) -> Answer:
    """Give the answer with ``code`` chosen, or taken back when it was chosen already."""
    chosen = set(before.choices)
    chosen = chosen ^ {code} if several else (set() if code in chosen else {code})
    choice = " ".join(item for item in (order or tuple(sorted(chosen))) if item in chosen)
    return replace(before, status=Status.YES if choice else Status.NOT_ASKED, choice=choice)


def with_value(
    before: Answer,
    *,
    amount: Fraction | None = None,
    on: date | None = None,
    text: str = "",
    detail: bool = False,
) -> Answer:
    """Give the answer with another value; for a question of its own (not a ``detail``) nothing typed is not asked."""
    after = replace(before, amount=amount, on=on, text=text)
    if detail:
        return after
    filled = amount is not None or bool(text.strip()) or (on is not None and before.amount is None and amount is None)
    return replace(after, status=Status.YES if filled else Status.NOT_ASKED)


def step_words(item: Item, answer: Answer, texts: Texts) -> str:
    """Say an answer as short as the name of an undo step must be."""
    words = " ".join(in_words(texts, item, answer).split()) or texts("intake.status.yes")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def read_hour(text: str) -> Fraction | None:
    """Read an hour of the day as typed: ``18``, ``18:30``, ``18h30``, ``1830``; None when it is not one."""
    plain = text.strip().lower().replace("h", ":").replace(".", ":").replace(" ", "")
    if plain.isdigit() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    hours, _, minutes = plain.partition(":")
    if not hours.isdigit() or len(hours) > 2 or (minutes and not minutes.isdigit()) or len(minutes) > 2:
        return None
    if int(hours) > 23 or int(minutes or 0) > 59:
        return None
    return int(hours) + Fraction(int(minutes or 0), 60)


def changed_codes(before: Intake, after: Intake) -> tuple[str, ...]:
    """Give the codes of the questions whose answers differ."""
    codes = {*before.answers, *after.answers}
    return tuple(sorted(code for code in codes if before.answer(code) != after.answer(code)))
