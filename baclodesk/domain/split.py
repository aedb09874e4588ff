"""How a day's dose is shared over the day's times.

The rule (prescribers' guide, last page: it reproduces all 15 rows): count in the smallest part of a tablet; every
time gets the whole quotient; what is left goes out one part at a time to the last time first, then the first, then
the others from the end, because sleepiness is worst after lunch; from three tablets a time upward whole tablets only.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from .dose import ZERO
from .errors import NotMakeableError
from .product import Product, nearest_mg, smallest_step_mg, tablets_or_none

WHOLE_FROM_TABLETS = 3


def order(times: int) -> tuple[int, ...]:
    """Give the order in which ``times`` (1 to 6) intakes receive what is left over: last, first, then from the end."""
    last = times - 1
    return (last,) if times == 1 else (last, 0, *range(last - 1, 0, -1))


def _share(units: int, times: int) -> list[int]:
    quotient, left = divmod(units, times)
    shares = [quotient] * times
    for index in order(times)[:left]:
        shares[index] += 1
    return shares


def _single(item: Product, daily_mg: Fraction, times: int) -> tuple[Fraction, ...]:
    parts = int(daily_mg / item.part_mg)
    if parts // times < WHOLE_FROM_TABLETS * item.parts:
        return tuple(share * item.part_mg for share in _share(parts, times))
    whole, rest = divmod(parts, item.parts)
    shares = [share * item.parts for share in _share(whole, times)]
    if rest:
        shares[order(times)[whole % times]] += rest
    return tuple(share * item.part_mg for share in shares)


def _several(products: tuple[Product, ...], daily_mg: Fraction, times: int) -> tuple[Fraction, ...]:
    """Share as evenly as the tablets allow (least sum of squares), the larger intakes in the order of the rule."""
    step = smallest_step_mg(products)
    total = int(daily_mg / step)
    amounts = []
    for n in range(total + 1):
        tablets = tablets_or_none(products, n * step)
        if tablets is not None:
            amounts.append((n, sum(1 for count in tablets if count.denominator != 1)))
    # best[sum] = (sum of squares, broken tablets, shares from largest to smallest)
    best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, ())}
    for _ in range(times):
        longer: dict[int, tuple[int, int, tuple[int, ...]]] = {}
        for done, (squares, broken, shares) in best.items():
            for amount, splits in amounts:
                if done + amount > total:
                    break
                new = (squares + amount * amount, broken + splits, (*shares, amount))
                if done + amount not in longer or new < longer[done + amount]:
                    longer[done + amount] = new
        best = longer
    largest_first = sorted(best[total][2], reverse=True)
    result = [ZERO] * times
    for index, share in zip(order(times), largest_first, strict=True):
        result[index] = share * step
    return tuple(result)


@lru_cache(maxsize=4096)
def propose(products: tuple[Product, ...], daily_mg: Fraction, times: int) -> tuple[Fraction, ...]:
    """Share ``daily_mg`` (≥ 0) over ``times`` (1 to 6) intakes; the parts add up to it exactly.

    Raises NotMakeableError with the nearest day doses when the tablets cannot make it.
    """
    if tablets_or_none(products, daily_mg) is None:
        raise NotMakeableError(daily_mg, *nearest_mg(products, daily_mg))
    if len(products) == 1:
        return _single(products[0], daily_mg, times)
    return _several(products, daily_mg, times)
