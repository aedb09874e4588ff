"""What every page of the window stands on: theme, sentences, preferences, clock. Made once by main, passed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from baclodesk.domain.practice import Practice
from baclodesk.services.library import Library
from baclodesk.services.own_policies import library_of
from baclodesk.services.ports import Clock
from baclodesk.services.printing import NoPrinters, PrintBackend
from baclodesk.services.texts import Texts

from .doors import Doors
from .preferences import Preferences
from .style.theme import Theme


@dataclass
class Desk:
    """See the module; ``texts`` is replaced when the language changes, before the pages are told;
    ``practice`` and ``user`` are those signed in, empty while the window is locked; ``backend`` is the way to the
    printers."""

    theme: Theme
    texts: Texts
    preferences: Preferences
    clock: Clock
    doors: Doors
    practice: Practice = field(default_factory=Practice)
    user: str = field(default="", repr=False)
    backend: PrintBackend = field(default_factory=NoPrinters)

    @property
    def library(self) -> Library:
        """Policies, schemes, products and numbers, with the practice's own policies."""
        return library_of(self.practice)

    def now(self) -> datetime:
        """Give the present moment with its time zone."""
        return self.clock()

    def today(self) -> date:
        """Give the calendar day."""
        return self.clock().date()
