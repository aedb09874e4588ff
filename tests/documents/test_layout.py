"""Lines, strips and typed text: the small parts under every document."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.documents import fonts
from baclodesk.documents.block import Block, Keep
from baclodesk.documents.blocks import (
    Description,
    Footer,
    Grid,
    GridRow,
    KeyValues,
    NewPage,
    Notice,
    Paragraph,
    TickItem,
    TickList,
)
from baclodesk.documents.flow import strips_of
from baclodesk.documents.lines import text_width, wrap, wrap_after
from baclodesk.documents.page import make
from baclodesk.documents.pen import Pen
from baclodesk.documents.stored import own_words, plain, stored
from baclodesk.documents.strips import Strip, lay_out
from baclodesk.documents.theme import DENSER_STEPS, Face, Style, theme, tighter
from baclodesk.documents.wording import Words
from baclodesk.domain.plan import IntakeTime

BODY = Face(11, 15)
LETTERS = st.text(alphabet="abc ½éß-\u00a0\n", min_size=1, max_size=120)


def nothing(_pen: Pen, _x: float, _top: float, _height: float) -> None:
    return


def strip(key: str, height: float, **more: object) -> Strip:
    return Strip(key, height, nothing, **more)  # type: ignore[arg-type]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(LETTERS, st.floats(30, 400))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, room: float) -> None:
    lines = wrap(text, room, BODY)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    assert all(text_width(line, BODY) <= room + 0.01 or len(line) == 1 for line in lines)


@given(LETTERS, st.floats(0, 200), st.floats(60, 400))
def test_wrapping_behind_a_title_loses_no_letter(text: str, taken: float, room: float) -> None:
    lines = wrap_after(text, taken, room, BODY)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    assert text_width(lines[0], BODY) <= max(room - taken, 0) + 0.01


def test_parts_held_together_part_only_when_the_line_has_no_room_at_all() -> None:
    assert wrap("take 240\u00a0mg", text_width("take 240", BODY), BODY) == ["take", "240\u00a0mg"]
    assert wrap("240\u00a0mg", text_width("240", BODY) + 6, BODY) == ["240", "mg"]
    assert len(wrap("Donaudampfschiff", 30, BODY)) > 2


# ── typed text ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_typed_text_is_cleaned_of_marks_and_odd_line_ends() -> None:
    assert plain(stored(" a\r\nb\rc\td\u2068e\u2069 ")) == "a\nb\nc de"
    assert stored("   ") == ""
    assert own_words(f"Call {stored('Dr 10.0mg')} now") == "Call … now"
    assert own_words("Call now") == plain("Call now") == "Call now"


def test_every_letter_is_known_or_named() -> None:
    assert fonts.missing("Aé½ЖΩệ☐✓") == ""
    assert fonts.missing("a😀b😀王") == "😀王"
    assert fonts.printable("a😀b") == "a▯b"


# ── strips ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pages_of(strips: list[Strip], bottom: float = 100.0) -> list[list[str]]:
    return [[placed.strip.key for placed in page.strips] for page in lay_out(strips, 0.0, bottom).pages]


def test_strips_fill_a_page_and_then_the_next() -> None:
    assert pages_of([strip(str(n), 40) for n in range(5)]) == [["0", "1"], ["2", "3"], ["4"]]


def test_a_gap_is_dropped_at_the_top_of_a_page() -> None:
    layout = lay_out([strip("a", 90), strip("b", 100, gap=20)], 0.0, 100.0)
    assert [placed.top for page in layout.pages for placed in page.strips] == [0.0, 0.0]


def test_tied_strips_move_together() -> None:
    assert pages_of([strip("a", 70), strip("b", 20, tied=True), strip("c", 20)]) == [["a"], ["b", "c"]]


def test_a_tied_group_higher_than_a_page_is_torn_and_logged() -> None:
    layout = lay_out([strip(str(n), 60, tied=n < 2) for n in range(3)], 0.0, 100.0)
    assert [[placed.strip.key for placed in page.strips] for page in layout.pages] == [["0"], ["1"], ["2"]]
    assert layout.torn == ["1", "2"]


def test_heads_are_drawn_again_on_every_page_but_the_first() -> None:
    head = strip("head", 10)
    rows = [replace(strip(str(n), 30), heads=(head,)) for n in range(5)]
    assert pages_of([strip("head", 10, tied=True), *rows]) == [["head", "0", "1", "2"], ["head", "3", "4"]]


def test_room_left_goes_to_strips_that_may_grow() -> None:
    layout = lay_out([strip("a", 20), strip("chart", 30, most=60), strip("b", 20)], 0.0, 100.0)
    assert [(placed.top, placed.height) for placed in layout.pages[0].strips] == [(0, 20), (20, 60), (80, 20)]
    layout = lay_out([strip("chart", 30, most=60), strip("b", 60)], 0.0, 100.0)
    assert [placed.height for placed in layout.pages[0].strips] == [40, 60]


def test_two_new_pages_in_a_row_give_no_empty_page() -> None:
    blocks: list[Block] = [
        NewPage("0"),
        Paragraph("a", "A"),
        NewPage("1"),
        NewPage("2", sheet=True),
        NewPage("3"),
        Paragraph("b", "B"),
    ]
    layout = lay_out(strips_of(blocks, theme("A4")), 0.0, 700.0)
    assert [[placed.strip.key for placed in page.strips] for page in layout.pages] == [["a"], ["b"]]
    assert [page.sheet for page in layout.pages] == [True, True]


def test_a_long_paragraph_leaves_no_line_alone() -> None:
    paragraph = Paragraph("p", "word " * 400, keep=Keep.BREAK)
    strips = strips_of([paragraph], theme("A4"))
    count = len(strips)
    for room in range(30, 15 * count, 15):
        layout = lay_out(strips, 0.0, float(room))
        assert layout.torn == []
        if len(layout.pages) == 2:
            assert all(len(page.strips) >= 2 for page in layout.pages)


def test_whole_blocks_stay_whole_and_next_ones_stay_with_what_follows() -> None:
    blocks: list[Block] = [
        Paragraph("filler", "word " * 1000, keep=Keep.BREAK),
        Paragraph("heading", "Heading", keep=Keep.NEXT),
        Paragraph("whole", "word " * 60),
    ]
    strips = strips_of(blocks, theme("A4"))
    filler = sum(s.height for s in strips if s.key == "filler")
    for more in range(0, 120, 5):
        layout = lay_out(strips, 0.0, filler / 2 + more)
        homes = {placed.strip.key: n for n, page in enumerate(layout.pages) for placed in page.strips}
        assert homes["heading"] == homes["whole"]
        assert layout.torn == []


def test_a_block_without_content_takes_no_room() -> None:
    assert strips_of([Notice("empty", "")], theme("A4")) == []


def test_an_unknown_block_is_an_error() -> None:
    with pytest.raises(TypeError, match="Block"):
        strips_of([Block("what")], theme("A4"))


def test_pairs_stand_beside_each_other_and_lines_wait_for_empty_values() -> None:
    pairs = KeyValues("k", (("Name", ""), ("Born", "3 May 1979"), ("Weight", "62 kg")), columns=2)
    assert len(strips_of([pairs], theme("A4"))) == 2


def test_a_grid_keeps_its_heads_frames_and_row_height() -> None:
    table = Grid(
        "g",
        ("Date", "Dose"),
        (GridRow(("1 May", "")), GridRow(("2 May", "10"), strong=True)),
        (1, 1),
        ruled=True,
        row_height=30,
        centred=True,
    )
    strips = strips_of([table], theme("A4"))
    assert [round(s.height) for s in strips[1:]] == [30, 30]
    assert strips[1].heads


@pytest.mark.parametrize("ruled", [False, True])
def test_a_column_too_narrow_for_a_word_takes_what_it_lacks_from_the_others(ruled: bool) -> None:
    rows = (GridRow(("Donaudampfschifffahrt", "", "")),)
    table = Grid("g", ("Date", "Remarks", "x"), rows, (0.02, 0.02, 0.96), ruled=ruled, styles=(Style.HEAD,) * 3)
    bare = replace(table, heads=("", "", ""))
    heads, row = strips_of([table], theme("A4"))
    assert heads.height < 20, "no head is broken into two lines"
    assert (row.height < 20) is ruled, "in a form what stands in a cell is kept whole too"
    assert strips_of([bare], theme("A4"))[0].height > 20


def test_a_ticked_box_holds_more_ink_than_an_empty_one() -> None:
    def ink(*, ticked: bool) -> int:
        block = TickList("ticks", (TickItem("Information given", ticked=ticked),))
        footer = Footer(("foot",), "page {page} of {pages}")
        described = Description("consent", "1", "en", "Title", "Author", footer, (block,))
        document = pypdfium2.PdfDocument(make(described, theme("A4")).data)
        dark = document[0].render(scale=2, grayscale=True).to_pil().histogram()[:128]
        document.close()
        return sum(dark)

    assert ink(ticked=True) > ink(ticked=False)


# ── sizes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_denser_steps_leave_doses_and_tables_at_their_size() -> None:
    base = theme("A4")
    for step in range(1, DENSER_STEPS + 1):
        tight = tighter(base, step)
        for style in (Style.DOSE, Style.TABLE, Style.TABLE_STRONG, Style.FOOTER):
            assert tight.face(style).size == base.face(style).size
        assert tight.face(Style.BODY).size >= 9.5
        assert tight.cell_y > 0
        assert tight.gap > 0


def test_an_unknown_paper_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme("A3")


@pytest.mark.parametrize(
    ("name", "at", "english", "french"),
    [
        ("08:00", "08:00", "08:00", "8 h"),
        ("8:00", "08:00", "08:00", "8 h"),
        ("8 am", "08:00", "08:00", "8 h"),
        ("1 pm", "13:00", "13:00", "13 h"),
        ("12 am", "00:00", "00:00", "0 h"),
        ("13h", "13:00", "13:00", "13 h"),
        ("16 h 30", "16:30", "16:30", "16 h 30"),
        ("8 h", "09:00", "8 h/09:00", "8 h/9 h"),
        ("with tea", "16:30", "with tea/16:30", "with tea/16 h 30"),
        ("Bedtime", None, "bedtime", "coucher"),
        ("midi", "12:30", "noon/12:30", "midi/12 h 30"),
        ("supper", None, "supper", "supper"),
    ],
)
def test_times_of_day_are_named_once_and_in_the_language_of_the_paper(
    name: str, at: str | None, english: str, french: str
) -> None:
    for language, wanted in (("en", english), ("fr", french)):
        head = plain(Words(language).time(IntakeTime(name, at)))
        assert head.replace("\u00a0", " ").replace("\n", "/") == wanted
