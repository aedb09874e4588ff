"""The practice: letterhead, policy in force, defaults."""

from __future__ import annotations

from dataclasses import dataclass, field

from .own_policy import OwnPolicy


@dataclass(frozen=True, slots=True)
class Practice:
    """What stands on the letterhead and which policy holds. ``policy`` is a policy's id; ``paper`` A4 or Letter.

    ``own_policies`` are the practice's own, retired ones among them. ``logo`` is a grey PNG picture, empty without one;
    ``handouts`` are the kinds of document that every issued plan is handed out with, besides its schedule.
    """

    name: str = field(default="", repr=False)
    doctor: str = field(default="", repr=False)
    identifier: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    emergency: str = field(default="", repr=False)
    policy: str = "guide"
    product: str = "fr-baclofene-zentiva-10"
    language: str = "en"
    paper: str = "A4"
    own_policies: tuple[OwnPolicy, ...] = ()
    logo: bytes = field(default=b"", repr=False)
    handouts: tuple[str, ...] = ()
