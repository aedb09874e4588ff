"""Whose the sharing of a dose over the day is: the scheme's page's, or a proposal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from baclodesk.domain.product import Product
from baclodesk.domain.scheme_doses import NO_DOSES, SchemeDoses, doses_of
from baclodesk.domain.schemes import Plateaus, Stop
from baclodesk.domain.split import propose
from baclodesk.services.library import Library

LIBRARY = Library.load()
TABLET = LIBRARY.default_product.product


def of(scheme: str) -> SchemeDoses:
    return doses_of(LIBRARY.schemes[scheme], LIBRARY.schemes, 4, TABLET.strength_mg)


def gives(scheme: str, mg: int, times: int = 4, products: tuple[Product, ...] = (TABLET,)) -> bool:
    return of(scheme).gives(propose(products, Fraction(mg), times), products)


def test_the_fifteen_rows_are_the_schemes_own_and_nothing_beside_them() -> None:
    plan = LIBRARY.build_scheme("consensus", start=None)
    doses = of("consensus")
    assert all(doses.gives(stage.mg, plan.products) for stage in plan.stages)
    assert not gives("consensus", 55)
    assert not gives("consensus", 110)
    assert gives("consensus", 220), "beyond the last row the scheme goes on by its own step"


def test_with_other_times_or_tablets_only_equal_parts_are_the_schemes() -> None:
    assert not gives("consensus", 50, times=3)
    assert gives("consensus", 60, times=3)
    other = replace(TABLET, strength_mg=Fraction(25))
    assert not of("consensus").gives((Fraction(25), Fraction(25), Fraction(0), Fraction(0)), (other,))
    assert of("consensus").gives((Fraction(25),) * 4, (other,))


@pytest.mark.parametrize(("mg", "own"), [(30, False), (40, True), (45, False), (80, True)])
def test_steps_name_doses_but_share_nothing(mg: int, own: bool) -> None:
    assert gives("gentle", mg) is own


def test_the_longer_variant_of_a_ladder_belongs_to_it() -> None:
    assert Fraction(150) in of("fast").doses_mg


def test_plateaus_have_the_doses_of_the_scheme_under_them() -> None:
    shapes = {key: scheme.shape for key, scheme in LIBRARY.schemes.items()}
    name, shape = next((key, shape) for key, shape in shapes.items() if isinstance(shape, Plateaus))
    assert of(name).doses_mg >= {Fraction(30), Fraction(150)}
    assert of(name).times == of(shape.base).times


def test_a_stop_and_an_own_plan_have_none_but_nothing_needs_no_sharing() -> None:
    stop = next(key for key, scheme in LIBRARY.schemes.items() if isinstance(scheme.shape, Stop))
    assert of(stop) == NO_DOSES
    assert not NO_DOSES.gives((Fraction(10),) * 4, (TABLET,))
    assert NO_DOSES.gives((Fraction(0),) * 4, (TABLET,))
