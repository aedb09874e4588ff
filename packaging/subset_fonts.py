"""Make resources/fonts from the DejaVu fonts of this computer: the letters and signs that documents can print.

Run ``python packaging/subset_fonts.py [FOLDER]``; FOLDER holds DejaVuSans.ttf and DejaVuSans-Bold.ttf (Debian:
fonts-dejavu-core 2.37, in /usr/share/fonts/truetype/dejavu). Equal input gives equal bytes.
Combining marks are left out on purpose: without shaping they would be drawn in the wrong place, so a text that
needs them is reported instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font  # type: ignore[import-untyped]

FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x0259, 0x0259),  # schwa, used in names
    (0x02B9, 0x02BF),  # modifier apostrophes of transliterated names
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese, Welsh
    (0x1F00, 0x1FFF),  # Greek Extended
    (0x2009, 0x2009),  # thin space
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # dagger, bullet
    (0x2026, 0x2026),  # ellipsis
    (0x202F, 0x202F),  # narrow no-break space
    (0x2030, 0x2030),  # per mille
    (0x2032, 0x2033),  # prime
    (0x2039, 0x203A),  # single guillemets
    (0x2044, 0x2044),  # fraction slash
    (0x2070, 0x2089),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2116, 0x2116),  # numero
    (0x2122, 0x2122),  # trade mark
    (0x2150, 0x215E),  # fractions
    (0x2190, 0x2195),  # arrows
    (0x21D2, 0x21D2),
    (0x2206, 0x2206),
    (0x2212, 0x2212),  # minus
    (0x221E, 0x221E),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),  # squares
    (0x25AF, 0x25AF),  # stands on paper for a letter that cannot be printed
    (0x25B2, 0x25B3),
    (0x25B6, 0x25B7),
    (0x25BC, 0x25BD),
    (0x25C6, 0x25C7),
    (0x25CB, 0x25CB),
    (0x25CF, 0x25CF),
    (0x2610, 0x2612),  # ballot boxes
    (0x260E, 0x260E),  # telephone
    (0x26A0, 0x26A0),  # warning sign
    (0x2702, 0x2702),  # scissors
    (0x2713, 0x2714),  # ticks
    (0x2717, 0x2717),
    (0xFB01, 0xFB02),
)


def options() -> Options:
    """Give the settings of the subset: plain glyphs, kerning kept for the window, no hinting, steady time stamps."""
    chosen = Options()
    chosen.hinting = False
    chosen.layout_features = ["kern"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False
    chosen.canonical_order = True
    return chosen


def main(arguments: list[str]) -> int:
    """Write both faces; gives 2 when a source font is missing."""
    source = Path(arguments[0]) if arguments else Path("/usr/share/fonts/truetype/dejavu")
    target = Path(__file__).resolve().parent.parent / "resources" / "fonts"
    for name in FACES:
        if not (source / name).is_file():
            print(f"{name} is not in {source}: install the package fonts-dejavu-core, or name its folder.")
            return 2
        chosen = options()
        font = load_font(str(source / name), chosen)
        subsetter = Subsetter(chosen)
        subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        subsetter.subset(font)
        save_font(font, str(target / name), chosen)
        print(f"{name}: {(target / name).stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
