"""A small reader of QR marks of the smallest size, the tests' own: no error is corrected, every bit must be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

SIDE = 21
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


def read(rows: Sequence[Sequence[bool]]) -> str:
    """Give the text of a mark of 21 × 21 squares."""
    assert len(rows) == SIDE
    assert all(len(row) == SIDE for row in rows)
    form = sum(rows[8][c] << (4 - n) for n, c in enumerate((0, 1, 2, 3, 4))) ^ 0b10101
    mask = MASKS[form & 0b111]
    bits = [rows[r][c] ^ mask(r, c) for r, c in _places()]
    at = 0

    def take(count: int) -> int:
        nonlocal at
        value = sum(bit << (count - 1 - n) for n, bit in enumerate(bits[at : at + count]))
        at += count
        return value

    assert take(4) == 0b0010, "letters and figures"
    count = take(9)
    text = ""
    while len(text) < count:
        if count - len(text) == 1:
            text += LETTERS[take(6)]
        else:
            first, second = divmod(take(11), 45)
            text += LETTERS[first] + LETTERS[second]
    return text


def _places() -> Iterator[tuple[int, int]]:
    """Give the places of the data, from the lower right corner up and down in pairs of columns."""
    upwards = True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for row in range(SIDE - 1, -1, -1) if upwards else range(SIDE):
            for column in (right, right - 1):
                corner = (row < 9 and (column < 9 or column > 12)) or (row > 12 and column < 9)
                if not corner and row != 6:
                    yield row, column
        upwards = not upwards
