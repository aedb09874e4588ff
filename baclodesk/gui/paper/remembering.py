"""The choices of documents, remembered on this computer for each practice; never a day, a name or a dose."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from ..desk import Desk
from .wishes import PaperWish, remembered, to_remember


def wish_for(desk: Desk, kind: str) -> PaperWish:
    """Give how this kind of document was last wished for in the practice that is open."""
    return remembered(kind, desk.preferences.paper(_practice(desk), kind))


def remember(desk: Desk, kind: str, wish: PaperWish) -> None:
    """Keep what of a wish holds for the next patient as well; the practice's own paper is not worth a word."""
    if wish.paper == desk.practice.paper:
        wish = replace(wish, paper="")
    desk.preferences.keep_paper(_practice(desk), kind, to_remember(kind, wish))


def _practice(desk: Desk) -> str:
    return hashlib.sha256(str(desk.doors.folder).encode()).hexdigest()[:12]
