"""The clinical library: policies, schemes, products and thresholds as they stand in the data files.

Each file is read when it is first asked for, and once; a damaged file raises DataFileError.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

from baclodesk.domain.dose import ZERO
from baclodesk.domain.formulary import ProductInfo
from baclodesk.domain.own_policy import OwnPolicy
from baclodesk.domain.plan import IntakeTime, Plan
from baclodesk.domain.policy import Policy, Rules
from baclodesk.domain.product import Product
from baclodesk.domain.scheme_doses import NO_DOSES, SchemeDoses, doses_of
from baclodesk.domain.schemes import Scheme, Wish, build
from baclodesk.domain.thresholds import Numbers
from baclodesk.paths import resources

from . import library_files
from .library_files import Grid, History


class Library:
    """Everything clinical that comes with the program. Use :meth:`load`; another ``folder`` is for tests."""

    def __init__(self, folder: Path, own: tuple[OwnPolicy, ...] = ()) -> None:
        self._folder, self._own = folder, own

    @staticmethod
    @cache
    def load() -> Library:
        """Give the library of this installation."""
        return Library(resources())

    def with_own(self, own: tuple[OwnPolicy, ...]) -> Library:
        """Give the same library with a practice's own policies after those of the program."""
        return Library(self._folder, own)

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """Policies by id, the default first, a practice's own last."""
        return {**self._policy_file.policies, **{item.id: item.as_policy() for item in self._own}}

    def base_of(self, policy_id: str) -> str:
        """Give the id of the program's policy whose lists (epilepsy, holidays) hold: an own one has its base's."""
        return next((item.base for item in self._own if item.id == policy_id), policy_id)

    @cached_property
    def history(self) -> tuple[History, ...]:
        """What happened to the ceiling, in order."""
        return self._policy_file.history

    def label_beside(self, policy_id: str) -> Policy:
        """Give the label whose numbers stand beside the guide's: the policy itself, or today's French label."""
        first, base = next(iter(self.policies)), self.base_of(policy_id)
        return self.policies[self._policy_file.label_beside if base == first else base]

    @cached_property
    def _policy_file(self) -> library_files.PolicyFile:
        return library_files.read_policies(self._folder / "policies.toml")

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        """Schemes by id."""
        return self._scheme_file.schemes

    @property
    def grid(self) -> Grid:
        """The dose steps of a drag."""
        return self._scheme_file.grid

    @cached_property
    def _scheme_file(self) -> library_files.SchemeFile:
        return library_files.read_schemes(self._folder / "schemes.toml")

    @cached_property
    def products(self) -> dict[str, ProductInfo]:
        """Products by code."""
        return self._product_file.products

    @property
    def default_product(self) -> ProductInfo:
        """The product of a practice that has not chosen one."""
        return self.products[self._product_file.default]

    @property
    def brands(self) -> tuple[str, ...]:
        """Brand names of baclofen."""
        return self._product_file.brands

    @cached_property
    def _product_file(self) -> library_files.ProductFile:
        return library_files.read_products(self._folder / "products.toml")

    @cached_property
    def numbers(self) -> Numbers:
        """Thresholds, severities and sources of the findings."""
        numbers = library_files.read_numbers(self._folder / "rules.toml")
        return library_files.for_own(numbers, {item.id: item.base for item in self._own}) if self._own else numbers

    def rules_for(self, plan: Plan | None, policy_id: str) -> Rules:
        """Give what binds ``plan`` (None: a plan without a scheme); an unknown scheme binds nothing of its own.

        Raises KeyError for an unknown policy.
        """
        policy = self.policies[policy_id]
        scheme = None if plan is None else self.schemes.get(plan.scheme)
        shortest = None if scheme is None else scheme.shortest_days
        grid = self.grid
        return Rules(
            policy=policy,
            shortest_days=policy.shortest_days if shortest is None else shortest,
            step_mg=grid.step_mg,
            step_change_mg=grid.step_change_mg,
            large_step_mg=grid.large_step_mg,
            scheme=None if scheme is None or shortest is None else scheme.owner,
        )

    def scheme_doses(self, scheme_id: str) -> SchemeDoses:
        """Give the doses that a scheme itself has; none for a plan without a scheme."""
        scheme = self.schemes.get(scheme_id)
        if scheme is None:
            return NO_DOSES
        return doses_of(scheme, self.schemes, len(self._scheme_file.times), self.default_product.product.strength_mg)

    def times(self, language: str) -> tuple[IntakeTime, ...]:
        """Give the four times of the consensus page, named in ``language``."""
        return tuple(IntakeTime(dict(names)[language], at) for names, at in self._scheme_file.times)

    def build_scheme(
        self,
        scheme_id: str,
        *,
        start: date | None,
        products: tuple[Product, ...] = (),
        times: tuple[IntakeTime, ...] = (),
        target_mg: Fraction | None = None,
        before_mg: Fraction = ZERO,
        variant: str = "",
        base: str = "",
        language: str = "en",
    ) -> Plan:
        """Build a plan; without products the default one, without times the four of the consensus page.

        Raises KeyError for an unknown scheme, and as :func:`baclodesk.domain.schemes.build`.
        """
        wish = Wish(
            start=start,
            products=products or (self.default_product.product,),
            times=times or self.times(language),
            target_mg=target_mg,
            before_mg=before_mg,
            variant=variant,
            base=base,
        )
        return build(self.schemes[scheme_id], wish, self.schemes)
