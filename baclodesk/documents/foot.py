"""The foot of every page: who, which plan, when printed, which page, and the check code as QR."""

from __future__ import annotations

from . import code_mark
from .blocks import Footer
from .lines import text_width, wrap
from .pen import Pen
from .theme import FOOTER_EDGE, LINE, MARGIN_SIDE, Style, Theme

CODE = "check-code"
SIGNED_FOOT = 34.0
"""Points over the foot of a page that is signed by itself."""


def foot_height(footer: Footer, theme: Theme) -> float:
    """Give the height in points from the rule to the lower end."""
    return max(len(_lines(footer, theme)) * theme.face(Style.FOOTER).leading, _mark(footer)) + 4


def define_code(pen: Pen, footer: Footer) -> None:
    """Put the QR mark into the file, once for all pages."""
    if footer.code:
        pen.define(CODE, code_mark.operators(footer.code), code_mark.side(footer.code))


def draw_foot(pen: Pen, footer: Footer, theme: Theme, number: int, count: int, draft: str = "") -> None:
    """Draw the foot of one page; ``draft`` is the word that says the sheet is not to be followed, in black."""
    face = theme.face(Style.FOOTER)
    lines = _lines(footer, theme)
    end = theme.height - FOOTER_EDGE
    top = end - foot_height(footer, theme) + 4
    right = MARGIN_SIDE + theme.inner - _room(footer)
    pen.line(MARGIN_SIDE, top - 3, right, top - 3, width=0.4, grey=LINE)
    for index, line in enumerate(lines):
        pen.text(MARGIN_SIDE, top + index * face.leading + face.ascent, line, face)
    pen.text(right, top + face.ascent, footer.page.format(page=number, pages=count), face, "end")
    if draft:
        strong = theme.face(Style.SMALL_STRONG)
        pen.text(right, top + face.leading + face.ascent, draft, strong, "end")
    if footer.code:
        pen.stamp(CODE, MARGIN_SIDE + theme.inner - code_mark.side(footer.code), end)


def draw_signed_foot(pen: Pen, words: str, theme: Theme, top: float) -> None:
    """Draw a line to sign on at the right, under ``top``, with what it is for."""
    face = theme.face(Style.SMALL)
    begin, end = MARGIN_SIDE + theme.inner / 2, MARGIN_SIDE + theme.inner
    line = top + SIGNED_FOOT - face.leading - 2
    pen.line(begin, line, end, line, width=0.7, grey=LINE)
    pen.text(begin, line + face.ascent, words, face)


def _lines(footer: Footer, theme: Theme) -> list[str]:
    face = theme.face(Style.FOOTER)
    room = theme.inner - text_width(footer.page.format(page=888, pages=888), face) - 14 - _room(footer)
    return [line for text in footer.lines for line in wrap(text, room, face)]


def _mark(footer: Footer) -> float:
    return code_mark.side(footer.code)


def _room(footer: Footer) -> float:
    """Give the width that mark and free room beside it take."""
    return _mark(footer) + code_mark.QUIET * code_mark.MODULE + 2 if footer.code else 0.0
