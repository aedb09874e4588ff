"""What makes a file fit for an archive (PDF/A-2, level A): structure, metadata, colour condition, settled line ends."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from .blocks import Description
from .colour_profile import srgb
from .stored import plain
from .tags import Element, Tagger

_MOMENT = "2000-01-01T00:00:00+00:00"  # the file's own dates say the same: equal content, equal bytes
_CONDITION = "sRGB IEC61966-2.1"


def equip(canvas: Canvas, tagger: Tagger, description: Description) -> None:
    """Give the file on ``canvas``, all pages drawn, its structure, metadata and colour condition."""
    document: Any = canvas._doc  # type: ignore[attr-defined]  # the stubs leave it out
    root = tagger.finish()
    catalog, pages = document.Catalog, document.Pages.pages
    for number, page in enumerate(pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot = _Structure(document, pages, tagger).root(root)
    catalog.Metadata = _stream({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}, metadata(description), [])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    profile = document.Reference(_stream({"N": 3}, srgb(), None))
    catalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString(_CONDITION),
                    "Info": PDFString(_CONDITION),
                    "DestOutputProfile": profile,
                }
            )
        ]
    )


def _stream(facts: dict[str, object], content: bytes, filters: list[object] | None) -> PDFStream:
    return PDFStream(PDFDictionary(facts), content, filters)


class _Structure:
    """Writes the tree of elements as objects of the file."""

    def __init__(self, document: Any, pages: list[Any], tagger: Tagger) -> None:
        self._document, self._tagger = document, tagger
        self._pages = [document.Reference(page) for page in pages]
        self._made: dict[int, Any] = {}

    def root(self, tree: Element) -> PDFDictionary:
        """Give the root with all elements below it and, for every page, the element of every mark."""
        top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        place = self._document.Reference(top)
        top["K"] = self._element(tree, place)
        numbers: list[object] = []
        for number, marks in enumerate(self._tagger.pages):
            owners = self._document.Reference(PDFArray([self._made[id(element)] for element in marks]))
            numbers += [number, owners]
        top["ParentTree"] = self._document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        top["ParentTreeNextKey"] = len(self._tagger.pages)
        return top

    def _element(self, element: Element, parent: object) -> Any:
        facts = PDFDictionary({"S": PDFName(element.kind), "P": parent})
        place = self._made[id(element)] = self._document.Reference(facts)
        home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        if home is not None:
            facts["Pg"] = self._pages[home]
        kids = [
            self._element(kid, place) if isinstance(kid, Element) else self._mark(kid, home) for kid in element.kids
        ]
        if kids:
            facts["K"] = PDFArray(kids)
        if element.alt:
            facts["Alt"] = PDFString(element.alt)
        if element.scope or element.span > 1:
            facts["A"] = _table_facts(element)
        return place

    def _mark(self, kid: tuple[int, int], home: int | None) -> object:
        page, number = kid
        if page == home:
            return number
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": self._pages[page], "MCID": number})


def _table_facts(element: Element) -> PDFDictionary:
    facts = PDFDictionary({"O": PDFName("Table")})
    if element.scope:
        facts["Scope"] = PDFName(element.scope)
    if element.span > 1:
        facts["ColSpan"] = element.span
    return facts


def metadata(description: Description) -> bytes:
    """Give the file's facts as XMP: the same as in its information table, no word about the patient."""
    title, author = escape(plain(description.title)), escape(plain(description.author))
    subject = escape(f"{description.kind} {description.version}")
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{description.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>BacloDesk</xmp:CreatorTool><pdf:Producer>BacloDesk</pdf:Producer>
<xmp:CreateDate>{_MOMENT}</xmp:CreateDate><xmp:ModifyDate>{_MOMENT}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""
    return text.encode()


_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf][ \r]?\n)+)trailer\n(.*?)startxref\n(\d+)\n", re.DOTALL)


def settled(data: bytes) -> bytes:
    """Give the file with a line end before every ``endstream``, as archives ask, and its table of places renewed."""
    found = _TABLE.search(data)
    assert found is not None
    begins = [int(row[:10]) for row in found.group(2).splitlines() if row[17:18] == b"n"]
    order = sorted(begins)
    moved: dict[int, int] = {}
    body = data[: order[0]]
    for begin, end in zip(order, [*order[1:], found.start()], strict=True):
        moved[begin] = len(body)
        piece = data[begin:end]
        cut = piece.rfind(b"endstream")
        if cut > 0:
            piece = piece[:cut] + b"\n" + piece[cut:]
        body += piece
    rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % moved[begin] for begin in begins)]
    table = b"xref\n0 %d\n" % len(rows) + b"".join(rows) + b"trailer\n" + found.group(3)
    return body + table + b"startxref\n%d\n" % len(body) + data[found.end() :]
