"""The check code as a QR mark: its dark squares, joined into bars, as one drawing of the page."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qr import QrCodeWidget

MODULE = 1.1  # points a square: 0.39 mm, above what cameras of telephones and 300 dpi printers need
QUIET = 4  # squares kept free around, as the mark's standard asks


@lru_cache(maxsize=64)
def squares(code: str) -> tuple[tuple[bool, ...], ...]:
    """Give the mark's rows from the top; True is dark."""
    mark = QrCodeWidget(code, barLevel="M").qr  # type: ignore[attr-defined]  # the stubs leave it out
    mark.make()
    return tuple(tuple(bool(dark) for dark in row) for row in mark.modules)


def side(code: str) -> float:
    """Give the length of a side in points, without the free room around."""
    return len(squares(code)) * MODULE if code else 0.0


@lru_cache(maxsize=64)
def operators(code: str) -> str:
    """Give what draws the mark with its lower left corner at the origin."""
    rows = squares(code)
    bars = ["0 g"]
    for number, row in enumerate(rows):
        y = (len(rows) - 1 - number) * MODULE
        begin = None
        for column, dark in enumerate((*row, False)):
            if dark and begin is None:
                begin = column
            elif not dark and begin is not None:
                bars.append(f"{begin * MODULE:.2f} {y:.2f} {(column - begin) * MODULE:.2f} {MODULE:.2f} re")
                begin = None
    return " ".join([*bars, "f"])
