"""Document H: the leaflet, questions and short answers, with a receipt to sign at the end."""

from __future__ import annotations

from collections.abc import Iterator

from baclodesk.services.leaflet import Form, Said, leaflet

from . import frame
from .block import Block, Keep, Role
from .blocks import Bullets, CutLine, Description, Notice, Paragraph, Signature
from .inputs import Sheet
from .page import Document, make
from .schedule import call
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "leaflet"
PAGES = 2


def build_leaflet(sheet: Sheet) -> Document:
    """Print the leaflet in the words of the version in force."""
    return make(describe_leaflet(sheet), theme(sheet.paper, large=sheet.large))


def describe_leaflet(sheet: Sheet) -> Description:
    """Give the leaflet's blocks; pure."""
    words = Words(sheet.language)
    texts, known = words.texts, leaflet()
    version = texts("leaflet.version", version=known.version)
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(texts("leaflet.title"), texts("leaflet.keep")),
        frame.patient(sheet, words),
    ]
    for said in known.said(texts):
        blocks += _section(said, sheet, words)
    blocks += _receipt(sheet, words, known.version)
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, KIND, extra=version),
        blocks=tuple(blocks),
        most_pages=None if sheet.large else PAGES,
    )


def _section(said: Said, sheet: Sheet, words: Words) -> Iterator[Block]:
    """Give one question with its answer; the one for help at once stands in a frame with whom to call."""
    if said.form is Form.ALARM:
        number = sheet.letterhead.emergency.strip()
        lines = tuple(f"•\u00a0{line}" for line in said.lines)
        title = f"{said.title} {words.texts('leaflet.number', number=stored(number))}" if number else said.title
        yield Notice(said.code, title, lines, style=Style.BODY, role=Role.WARNING)
        yield call_only(sheet, words)
        return
    heading = f"{said.code}.title"
    yield Paragraph(heading, said.title, Style.HEADING, gap=0.8, keep=Keep.NEXT, role=Role.HEADING)
    if said.form is Form.LIST:
        yield Bullets(said.code, said.lines, style=Style.BODY, keep=Keep.BREAK)
    else:
        yield Paragraph(said.code, " ".join(said.lines), Style.BODY, gap=0.1, keep=Keep.BREAK)


def call_only(sheet: Sheet, words: Words) -> Block:
    """Give the sentence that says whom to call with any other question."""
    title = next(call(sheet, words).texts())
    return Paragraph("call", title, Style.STRONG, gap=0.5)


def _receipt(sheet: Sheet, words: Words, version: str) -> Iterator[Block]:
    texts = words.texts
    yield CutLine("cut", texts("leaflet.receipt.cut"), keep=Keep.NEXT)
    yield Paragraph("receipt", texts("leaflet.receipt.title"), Style.HEADING, keep=Keep.NEXT, role=Role.HEADING)
    who = sheet.patient
    if who is not None and who.full_name:
        yield Paragraph("receipt_name", frame.named(who, words), Style.STRONG, gap=0.2, keep=Keep.NEXT)
    yield Paragraph("receipt_text", texts("leaflet.receipt.text", version=version), gap=0.3, keep=Keep.NEXT)
    lines = (((texts("leaflet.receipt.patient"),),), ((texts("leaflet.receipt.doctor"),),))
    yield Signature("signatures", tuple(("", line) for line in lines), height=34.0, role=Role.SIGNATURE)
