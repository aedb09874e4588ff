"""Scans of signed papers: what may be attached to a dossier, told by content and size."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
_BEGINNINGS: Final = ((b"%PDF-", ".pdf"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"))
SUFFIXES: Final = (".pdf", ".png", ".jpg", ".jpeg")


class ScanError(Exception):
    """A file that cannot be attached; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def suffix_of(content: bytes) -> str:
    """Give the file ending a scan's content calls for; raises ScanError for another kind, or one over 20 MiB."""
    if len(content) > MOST_BYTES:
        raise ScanError("scan.too_large")
    for beginning, suffix in _BEGINNINGS:
        if content.startswith(beginning):
            return suffix
    raise ScanError("scan.other_kind")
