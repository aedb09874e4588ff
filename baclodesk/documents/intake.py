"""Document G: the intake on one or two pages, alerts first, open questions shown as open."""

from __future__ import annotations

from collections.abc import Iterator

from . import frame
from .block import Block, Keep, Role
from .blocks import Description, Grid, GridRow, KeyValues, Notice, Paragraph
from .inputs import Flag, IntakeCopy, IntakeGroup, IntakeLine, Sheet
from .page import Document, make
from .stored import stored
from .theme import Style, theme
from .wording import Words

KIND = "intake"
MARKS = {Flag.NONE: "", Flag.CAUTION: "△", Flag.STOP: "▲"}
PAGES = 2


def build_intake_summary(sheet: Sheet, copy: IntakeCopy) -> Document:
    """Print the intake summary for the doctor's record."""
    return make(describe_intake(sheet, copy), theme(sheet.paper, large=sheet.large))


def describe_intake(sheet: Sheet, copy: IntakeCopy) -> Description:
    """Give the summary's blocks; pure."""
    words = Words(sheet.language)
    lines = [line for group in copy.groups for line in group.lines]
    done = sum(1 for line in lines if line.answer)
    blocks: list[Block] = [
        *frame.letterhead(sheet, words),
        frame.title(words("intake.title"), words("intake.confidential")),
        frame.patient(sheet, words),
        _alerts(copy, words),
        *_decision(copy, words),
    ]
    if done < len(lines):
        counted = words("intake.open_count", done=done, total=len(lines))
        blocks.append(Paragraph("open", counted, Style.TABLE, words("intake.marks"), gap=0.6))
    for number, group in enumerate(copy.groups):
        blocks += _group(group, number, words)
    extra = words("intake.catalogue", version=stored(copy.catalogue)) if copy.catalogue else ""
    return Description(
        kind=KIND,
        version=frame.TEMPLATE[KIND],
        language=sheet.language,
        title=words(f"name.{KIND}"),
        author=frame.author(sheet),
        archive=sheet.archive,
        footer=frame.footer(sheet, words, KIND, extra=extra),
        blocks=tuple(blocks),
        most_pages=None if sheet.large else PAGES,
    )


def _alerts(copy: IntakeCopy, words: Words) -> Block:
    if not copy.alerts:
        return Notice("alerts", words("intake.no_alerts"), strong=False, role=Role.DATA)
    lines = []
    for alert in sorted(copy.alerts, key=lambda alert: alert.flag is not Flag.STOP):
        mark = f"{MARKS[alert.flag]}\u00a0" if MARKS[alert.flag] else ""
        reason = f" {words('intake.reason', text=stored(alert.reason))}" if alert.reason.strip() else ""
        lines.append(f"{mark}{alert.text}{reason}")
    return Notice("alerts", words("intake.alerts"), tuple(lines), keep=Keep.BREAK, role=Role.WARNING)


def _decision(copy: IntakeCopy, words: Words) -> Iterator[Block]:
    pairs = [(words("intake.decision"), copy.decision or words("intake.decision_open"))]
    if copy.reasons.strip():
        pairs.append((words("intake.reasons"), stored(copy.reasons)))
    if copy.decision and copy.decided_by.strip():
        on = "" if copy.decided_on is None else words("intake.decided_on", date=words.texts.date(copy.decided_on))
        pairs.append((words("intake.decided"), " ".join(filter(None, (stored(copy.decided_by), on)))))
    for made, reasons in copy.earlier:
        said = words("intake.before_reasons", made=stored(made), reasons=stored(reasons)) if reasons else stored(made)
        pairs.append((words("intake.before"), said))
    yield KeyValues("decision", tuple(pairs), label_share=0.2, keep=Keep.BREAK, role=Role.DATA)


def _group(group: IntakeGroup, number: int, words: Words) -> Iterator[Block]:
    """Give a group: a row for every answer that says more than no, then what was denied, then what was not asked."""
    yield Paragraph(f"group{number}", group.title, Style.HEADING, gap=0.8, keep=Keep.NEXT, role=Role.HEADING)
    plain_no = [line for line in group.lines if line.answer and line.negative and not _says_more(line)]
    unasked = [line for line in group.lines if not line.answer and not _says_more(line)]
    rows = [_row(line, words) for line in group.lines if line not in plain_no and line not in unasked]
    if rows:
        yield Grid(
            f"answers{number}",
            (),
            tuple(rows),
            (0.035, 0.315, 0.2, 0.45),
            styles=(Style.TABLE, Style.TABLE, Style.TABLE_STRONG, Style.TABLE),
            keep=Keep.BREAK,
            role=Role.DATA,
            gap=0.1,
            spill=True,
        )
    gathered = [("intake.no", plain_no), ("intake.not_asked", unasked)]
    lists = tuple(
        GridRow(("", words(key), "\u00a0· ".join(line.question for line in lines))) for key, lines in gathered if lines
    )
    if lists:
        yield Grid(
            f"lists{number}",
            (),
            lists,
            (0.035, 0.185, 0.78),
            styles=(Style.TABLE, Style.TABLE_STRONG, Style.TABLE),
            keep=Keep.BREAK,
            role=Role.DATA,
            gap=0.0 if rows else 0.1,
        )


def _says_more(line: IntakeLine) -> bool:
    return bool(line.note.strip()) or line.flag is not Flag.NONE


def _row(line: IntakeLine, words: Words) -> GridRow:
    answer = stored(line.answer) if line.typed else line.answer
    return GridRow((MARKS[line.flag], line.question, answer or words("intake.not_asked"), stored(line.note)))
