"""What all documents share: letterhead, title with the patient, and the foot of every page."""

from __future__ import annotations

from baclodesk.domain.patient import Identity

from .block import Block, Keep, Role
from .blocks import Footer, KeyValues, Letterhead, Paragraph
from .inputs import PlanCopy, Sheet
from .lines import on_paper
from .stored import plain, stored
from .theme import Style
from .wording import Words

TEMPLATE = {
    "schedule": "2",
    "doctor_copy": "3",
    "calendar": "2",
    "fridge": "2",
    "diary": "2",
    "prescription": "2",
    "consent": "2",
    "intake": "2",
    "leaflet": "2",
    "card": "2",
    "letter_colleague": "2",
    "letter_pharmacist": "2",
    "cover": "2",
}
"""The version of each document's layout; raised whenever a printed document changes its look or words."""
CODED = frozenset({"schedule", "doctor_copy", "calendar"})
"""Sheets that carry the check code: those a patient follows for weeks."""


def letterhead(sheet: Sheet, words: Words) -> tuple[Block, ...]:
    """Give who it comes from, or nothing when the practice has no letterhead yet."""
    practice = sheet.letterhead
    left = [stored(practice.doctor), " · ".join(filter(None, map(stored, (practice.name, practice.identifier))))]
    right = [", ".join(stored(line) for line in practice.address.splitlines() if line.strip())]
    if practice.phone.strip():
        right.append(words("sheet.phone", number=number_of(practice.phone)))
    left, right = [text for text in left if text], [text for text in right if text]
    if not left and not right and not practice.logo:
        return ()
    return (Letterhead("letterhead", tuple(left), tuple(right), practice.logo, role=Role.LETTERHEAD, keep=Keep.WHOLE),)


def title(text: str, side: str = "") -> Block:
    """Give the document's title; it never stands alone at the end of a page."""
    return Paragraph("title", text, Style.TITLE, side, Style.SMALL_STRONG, gap=0.9, keep=Keep.NEXT, role=Role.TITLE)


def patient(sheet: Sheet, words: Words, side: str = "") -> Block:
    """Give the patient's name and birth date; lines to write on when they are not known."""
    who = sheet.patient
    if who is None or not who.full_name:
        pairs = ((words("sheet.patient"), ""), (words("sheet.birth"), ""))
        return KeyValues("patient", pairs, columns=2, label_share=0.32, role=Role.DATA)
    return Paragraph("patient", named(who, words), Style.NAME, side, gap=0.3, role=Role.DATA)


def named(who: Identity, words: Words) -> str:
    """Give name and birth date in one line."""
    born = "" if who.birth_date is None else f" · {words('sheet.born', date=words.birth(who.birth_date))}"
    return stored(who.full_name) + born


def footer(sheet: Sheet, words: Words, kind: str, copy: PlanCopy | None = None, extra: str = "") -> Footer:
    """Give the lines at the foot of every page."""
    who = sheet.patient
    first = [words("sheet.name_open")]
    if who is not None and who.full_name:
        first = [stored(who.full_name)]
        if who.birth_date is not None:
            first.append(words("sheet.born", date=words.birth(who.birth_date)))
    if copy is not None:
        first.append(plan_words(copy, words))
        if copy.replaces is not None:
            first.append(words("sheet.replaces", revision=copy.replaces))
    first += [extra] if extra else []
    moment = words.moment(sheet.printed_at)
    second = policy_words(sheet, words)
    second += [words("sheet.template", name=words(f"name.{kind}"), version=TEMPLATE[kind])]
    if sheet.printed_by.strip():
        second.append(words("sheet.printed_by", moment=moment, who=stored(sheet.printed_by)))
    else:
        second.append(words("sheet.printed", moment=moment))
    if copy is not None and copy.is_draft:
        second.append(words("sheet.draft"))
    page = words.texts("documents.sheet.page")
    code = copy.code if copy is not None and kind in CODED and not copy.is_draft else ""
    if code:
        second.append(words("sheet.code", code=stored(code)))
    return Footer((" · ".join(first), " · ".join(second)), page, code)


def policy_words(sheet: Sheet, words: Words) -> list[str]:
    """Name the policy and the day it was checked, if one is known."""
    note = sheet.policy
    if note is None:
        return []
    return [words("sheet.policy", policy=stored(note.name), date=words.texts.date(note.checked))]


def plan_words(copy: PlanCopy, words: Words) -> str:
    """Name plan and revision."""
    plan_id = stored(copy.plan_id)
    if copy.revision is None:
        return words("sheet.plan_draft", id=plan_id)
    return words("sheet.plan_revision", id=plan_id, revision=copy.revision)


def doctor(sheet: Sheet) -> str:
    """Give name and phone of who treats, or nothing while the letterhead is empty."""
    practice = sheet.letterhead
    named = (stored(practice.doctor or practice.name), number_of(practice.phone))
    return ", ".join(text for text in named if text)


def number_of(phone: str) -> str:
    """Give a telephone number as typed, held together: it is never broken over two lines."""
    return stored(phone.strip().replace(" ", "\u00a0"))


def author(sheet: Sheet) -> str:
    """Give the author for the file's metadata: the practice or the doctor, never the patient."""
    return on_paper(plain(stored(sheet.letterhead.doctor or sheet.letterhead.name))) or "BacloDesk"
