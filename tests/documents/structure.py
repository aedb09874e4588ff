"""Readers of a finished file's structure, of the tests' own: PDFium's tree with the text of every mark, raw objects."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as raw


@dataclass
class Node:
    """One element: kind, words for a figure, the text of its own marks, what lies in it."""

    kind: str
    alt: str = ""
    text: str = ""
    kids: list[Node] = field(default_factory=list)

    def all_text(self) -> str:
        return self.text + "".join(kid.all_text() for kid in self.kids)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


def trees(data: bytes) -> list[Node]:
    """Give the tree of every page, as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        reader = page.get_textpage()
        texts: dict[int, str] = {}
        for item in page.get_objects(max_depth=1):
            number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
            if item.type == raw.FPDF_PAGEOBJ_TEXT and number >= 0:
                texts[number] = texts.get(number, "") + _written(item.raw, reader.raw)
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        top = Node("page")
        for n in range(raw.FPDF_StructTree_CountChildren(tree)):
            top.kids.append(_node(raw.FPDF_StructTree_GetChildAtIndex(tree, n), texts))
        raw.FPDF_StructTree_Close(tree)
        reader.close()
        found.append(top)
    document.close()
    return found


def _written(item: object, reader: object) -> str:
    size = raw.FPDFTextObj_GetText(item, reader, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(item, reader, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le")


def _string(read: object, element: object) -> str:
    size = read(element, None, 0)  # type: ignore[operator]
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(element, buffer, size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le")


def _node(element: object, texts: dict[int, str]) -> Node:
    node = Node(_string(raw.FPDF_StructElement_GetType, element), _string(raw.FPDF_StructElement_GetAltText, element))
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, n)
        if kid:
            node.kids.append(_node(kid, texts))
        else:
            node.text += texts.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, n), "")
    return node


def objects(data: bytes) -> dict[int, bytes]:
    """Give every object by number, found by the file's own table of places."""
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert data[start : start + 5] == b"xref\n"
    rows = data[start:].split(b"\n")
    count = int(rows[1].split()[1])
    found = {}
    for number, row in enumerate(rows[2 : 2 + count]):
        if row[17:18] == b"n":
            place = int(row[:10])
            head = b"%d 0 obj" % number
            assert data[place : place + len(head)] == head
            found[number] = data[place : data.index(b"endobj", place)]
    return found


def streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give dictionary and bytes of every stream; its length must be true and a line end stand before its end."""
    for content in objects(data).values():
        if b"\nstream\n" not in content:
            continue
        facts, body = content.split(b"\nstream\n", 1)
        length = int(re.search(rb"/Length (\d+)", facts).group(1))  # type: ignore[union-attr]
        assert body[length:].startswith(b"\nendstream")
        body = body[:length]
        yield facts, zlib.decompress(body) if b"FlateDecode" in facts else body
