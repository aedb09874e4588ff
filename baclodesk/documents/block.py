"""What every block of a description has: a stable key, a keep rule and a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Keep(Enum):
    """What may happen at the end of a page. A table BREAKs between rows only, a paragraph between lines only."""

    BREAK = "break"
    WHOLE = "whole"
    NEXT = "next"  # whole, and on the page of what follows
    TAIL = "tail"  # may break, but its last piece stands on the page of what follows


class Role(StrEnum):
    """What a block is to a reader who does not see the page."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    DATA = "data"
    WARNING = "warning"
    FIGURE = "figure"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """What all blocks have."""

    key: str
    keep: Keep = field(default=Keep.WHOLE, kw_only=True)
    role: Role = field(default=Role.TEXT, kw_only=True)

    def texts(self) -> Iterator[str]:
        """Give every text of the block in reading order."""
        yield from ()
