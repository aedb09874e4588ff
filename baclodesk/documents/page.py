"""From a description to bytes: measured, laid onto pages, drawn, read back. Nothing is handed out unread."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from threading import Lock

from reportlab.pdfgen.canvas import Canvas

from baclodesk.domain.supplied import Supplied

from . import fonts
from .archive_file import equip, settled
from .block import Role
from .blocks import Description, Notice
from .check import check_doses, check_pages
from .errors import DocumentRefused
from .flow import strips_of
from .foot import SIGNED_FOOT, define_code, draw_foot, draw_signed_foot, foot_height
from .lint import check_wording
from .pen import Pen
from .reading import page_texts
from .stored import plain
from .strips import Layout, lay_out
from .tags import Tagger
from .theme import DENSER_STEPS, FOOTER_EDGE, MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, Style, Theme, tighter
from .wording import Words

_DRAWING = Lock()  # ReportLab's font objects keep state per document but are shared: one document at a time


@dataclass(frozen=True, slots=True)
class Document:
    """A finished PDF.

    ``digest`` is the SHA-256 of ``data`` in hex; ``sheets`` the number (from 1) of each page that must begin a new
    sheet of paper; ``torn`` the keys of blocks that could not be kept in one piece (empty for all but absurd
    content); ``unprintable`` the letters the font lacks, drawn as hollow boxes, by block key. ``supply`` is what a
    prescription that is no draft supplies.
    """

    kind: str
    language: str
    data: bytes = field(repr=False)
    pages: int
    digest: str
    draft: bool
    sheets: tuple[int, ...] = (1,)
    torn: tuple[str, ...] = ()
    unprintable: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    description: Description | None = field(default=None, repr=False, compare=False)
    supply: Supplied | None = field(default=None, repr=False)


def unprintable(description: Description) -> tuple[tuple[str, str], ...]:
    """Give (block key, letters) for everything the font lacks."""
    texts = list(description.texts())
    if not fonts.missing(plain("\n".join({text for _key, text in texts}))):  # one look at all of them together
        return ()
    found = ((key, fonts.missing(plain(text))) for key, text in texts)
    return tuple(dict.fromkeys((key, letters) for key, letters in found if letters))


def _with_notice(description: Description) -> Description:
    """Say on the paper itself that some letters stand as hollow boxes, right under the patient's name."""
    notice = Notice("unprintable", Words(description.language)("sheet.unprintable"), role=Role.WARNING)
    keys = [block.key for block in description.blocks]
    place = keys.index("patient") + 1 if "patient" in keys else 0
    return replace(description, blocks=(*description.blocks[:place], notice, *description.blocks[place:]))


def make(description: Description, theme: Theme) -> Document:
    """Check, lay out, draw and read back a document.

    Raises DocumentRefused when printed amounts differ from the plan, when the wording could be misread, or when a
    stage is not found on the finished pages.
    """
    check_doses(description)
    check_wording(description)
    lacking = unprintable(description)
    if lacking:
        description = _with_notice(description)
    with _DRAWING:
        fonts.load()
        theme, layout, bottom = _fitting(description, theme)
        data = _drawn(description, theme, layout, bottom)
    texts = page_texts(data)
    if len(texts) != len(layout.pages):
        raise DocumentRefused("not_on_page", "pages")
    check_pages(description, texts)
    return Document(
        kind=description.kind,
        language=description.language,
        data=data,
        pages=len(layout.pages),
        digest=hashlib.sha256(data).hexdigest(),
        draft=bool(description.draft),
        sheets=tuple(number for number, page in enumerate(layout.pages, 1) if page.sheet),
        torn=tuple(dict.fromkeys(layout.torn)),
        unprintable=lacking,
        description=description,
    )


def _fitting(description: Description, theme: Theme) -> tuple[Theme, Layout, float]:
    """Lay out; when one page budget is set and not met, try a little denser before taking another page."""
    bottom = theme.height - max(MARGIN_BOTTOM, foot_height(description.footer, theme) + FOOTER_EDGE + 6)
    for step in range(DENSER_STEPS + 1):
        tried = tighter(theme, step) if step else theme
        layout = lay_out(strips_of(description.blocks, tried, tagged=description.archive), MARGIN_TOP, bottom)
        if len(layout.pages) <= (description.most_pages or len(layout.pages)):
            break
    else:
        tried, layout = (
            theme,
            lay_out(strips_of(description.blocks, theme, tagged=description.archive), MARGIN_TOP, bottom),
        )
    if description.each_page and len(layout.pages) > 1:
        bottom -= SIGNED_FOOT
        layout = lay_out(strips_of(description.blocks, tried, tagged=description.archive), MARGIN_TOP, bottom)
    return tried, layout, bottom


def _drawn(description: Description, theme: Theme, layout: Layout, bottom: float) -> bytes:
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(theme.width, theme.height),
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs say number; it is a name
        initialFontSize=theme.face(Style.BODY).size,
        lang=description.language,
        pdfVersion=(1, 7),
    )
    canvas.setTitle(plain(description.title))
    canvas.setAuthor(plain(description.author))
    canvas.setSubject(f"{description.kind} {description.version}")
    canvas.setCreator("BacloDesk")
    canvas.setProducer("BacloDesk")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if sum(page.sheet for page in layout.pages) > 1:
        canvas.setViewerPreference("Duplex", "Simplex")
    tagger = Tagger() if description.archive else None
    pen = Pen(canvas, theme.height, tagger)
    define_code(pen, description.footer)
    numbers = _numbers(layout)
    for number, page in enumerate(layout.pages, 1):
        if description.draft:
            pen.across(description.draft, MARGIN_SIDE, MARGIN_TOP, theme.inner, bottom - MARGIN_TOP)
        for index, placed in enumerate(page.strips):
            if placed.strip.outline:
                key = f"p{number}.{index}"
                canvas.bookmarkHorizontal(key, 0, theme.height - placed.top)
                canvas.addOutlineEntry(placed.strip.outline, key, level=0)
            pen.enter(placed.strip.tag)
            placed.strip.draw(pen, MARGIN_SIDE, placed.top, placed.height)
        pen.enter(None)
        if description.each_page and number < len(layout.pages):
            draw_signed_foot(pen, description.each_page, theme, bottom)
        draw_foot(pen, description.footer, theme, *numbers[number - 1], description.draft)
        canvas.showPage()
        pen.turn()
    if tagger is not None:
        equip(canvas, tagger, description)
    canvas.save()
    vars(canvas).clear()  # canvas and file refer to each other; parted, they are freed at once and not by the collector
    data = stream.getvalue()
    return data if tagger is None else settled(data)


def _numbers(layout: Layout) -> list[tuple[int, int]]:
    """Give (page, pages) as printed: every copy on its own sheets counts from 1."""
    counts: list[int] = []
    for page in layout.pages:
        if page.sheet:
            counts.append(0)
        counts[-1] += 1
    return [(number, count) for count in counts for number in range(1, count + 1)]
