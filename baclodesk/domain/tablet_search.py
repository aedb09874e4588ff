"""Which pieces make an amount: exhaustive in effect, whole numbers only, never long.

Amounts and sizes are whole multiples of one grid. Fewer broken tablets go first, then fewer pieces, then more of the
earlier product. Branches that cannot beat what is already found are left out.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product
from math import gcd

Counts = tuple[int, ...]


@lru_cache(maxsize=16384)
def fewest_wholes(sizes: tuple[int, ...], amount: int) -> Counts | None:
    """Give the fewest whole pieces of ``sizes`` that make ``amount`` (≥ 0), in the order of ``sizes``; None: none do.

    Among equal numbers of pieces the one with more of the earlier sizes is given.
    """
    order = sorted(range(len(sizes)), key=lambda place: -sizes[place])
    common = [0] * (len(order) + 1)
    for depth in reversed(range(len(order))):
        common[depth] = gcd(sizes[order[depth]], common[depth + 1])
    counts = [0] * len(sizes)
    best: tuple[int, Counts] | None = None

    def search(depth: int, left: int, pieces: int) -> None:
        nonlocal best
        if left == 0:
            found = (pieces, tuple(-count for count in counts))
            best = found if best is None else min(best, found)
            return
        if left % common[depth]:
            return
        place = order[depth]
        size = sizes[place]
        if depth == len(order) - 1:  # the last size takes all that is left, which it divides
            counts[place] = left // size
            search(depth + 1, 0, pieces + counts[place])
            counts[place] = 0
            return
        after = sizes[order[depth + 1]]
        for count in range(left // size, -1, -1):
            rest = left - count * size
            if best is not None and pieces + count - (-rest // after) > best[0]:
                break  # fewer of this size would only need more pieces
            counts[place] = count
            search(depth + 1, rest, pieces + count)
        counts[place] = 0

    search(0, amount, 0)
    return None if best is None else tuple(-count for count in best[1])


def fewest_pieces(sizes: tuple[int, ...], parts: tuple[int, ...], amount: int) -> tuple[Counts, Counts] | None:
    """Give whole tablets and broken-off parts of each product that make ``amount``; None when nothing does.

    ``sizes`` are whole tablets in grid steps, ``parts`` how many equal parts each divides into.
    """
    for splits in range(len(sizes) + 1):
        best: tuple[int, list[int], Counts, Counts] | None = None
        for places in combinations(range(len(sizes)), splits):
            for numbers in product(*(range(1, parts[place]) for place in places)):
                taken = dict(zip(places, numbers, strict=True))
                broken = tuple(taken.get(place, 0) for place in range(len(sizes)))
                left = amount - sum(n * size // part for n, size, part in zip(broken, sizes, parts, strict=True))
                wholes = fewest_wholes(sizes, left) if left >= 0 else None
                if wholes is None:
                    continue
                more_of_earlier = [-(w * p + n) for w, n, p in zip(wholes, broken, parts, strict=True)]
                found = (sum(wholes), more_of_earlier, wholes, broken)
                best = found if best is None else min(best, found)
        if best is not None:
            return best[2], best[3]
    return None
