"""The secretary's cover for a batch: what was printed for whom, to tick off as it is handed out."""

from __future__ import annotations

from collections.abc import Sequence

from . import frame
from .block import Block, Keep, Role
from .blocks import Description, Footer, Grid, GridRow, Paragraph, Signature
from .inputs import CoverRow, Sheet
from .page import Document, make
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "cover"
_SHARES = (0.3, 0.24, 0.08, 0.08, 0.2, 0.1)
_HEADS = ("patient", "document", "copies", "pages", "remark", "done")


def build_cover(sheet: Sheet, rows: Sequence[CoverRow]) -> Document:
    """Print the cover of a batch; ``sheet`` needs no patient."""
    return make(describe_cover(sheet, rows), theme(sheet.paper, large=sheet.large))


def describe_cover(sheet: Sheet, rows: Sequence[CoverRow]) -> Description:
    """Give the cover's blocks; pure."""
    words = Words(sheet.language)
    on = words.texts.date(sheet.printed_at.date(), weekday=True)
    pages = sum(row.copies * row.pages for row in rows)
    counted = words(
        "cover.counted", documents=words("cover.documents", n=len(rows)), pages=words("cover.sheets", n=pages)
    )
    blocks: tuple[Block, ...] = (
        *frame.letterhead(sheet, words),
        frame.title(words("cover.title"), on),
        Paragraph("counted", counted, Style.STRONG, gap=0.3, keep=Keep.NEXT),
        Grid(
            "rows",
            tuple(words(f"cover.head.{head}") for head in _HEADS),
            tuple(
                GridRow((stored(row.patient), row.document, str(row.copies), str(row.pages), stored(row.remark), ""))
                for row in rows
            ),
            _SHARES,
            ruled=True,
            row_height=20.0,
            styles=(Style.TABLE_STRONG, *(Style.TABLE for _ in _HEADS[1:])),
            keep=Keep.BREAK,
            role=Role.DATA,
        ),
        Paragraph("private", words("cover.private"), Style.TABLE, gap=0.6),
        Signature("signature", (("", ((words("cover.handed_out"),),)), ("", ((words("cover.signed"),),)))),
    )
    foot = frame.footer(sheet, words, KIND)
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=Footer(foot.lines[-1:], foot.page),
        blocks=blocks,
    )
