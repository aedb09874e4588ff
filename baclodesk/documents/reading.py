"""Reading a finished PDF back: the text of its pages."""

from __future__ import annotations

import pypdfium2


def page_texts(data: bytes) -> tuple[str, ...]:
    """Give the text of every page in the order it was drawn."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return tuple(texts)
    finally:
        document.close()
