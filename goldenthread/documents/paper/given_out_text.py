"""The text of a review copy as it is given out, kept within the copy: what a reader typed into it is found by comparing.

The text travels as a custom XML part (ECMA-376, part 1, 15.2.4), which Word keeps and shows nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree  # type: ignore[import-untyped]

from goldenthread.model import GIVEN_OUT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PART = "/customXml/item1.xml"


def keep_given_out_text(document: Any) -> None:
    """Put the text of a document of python-docx, whose bookmarks are those of items and pages, into a part of its own."""
    root = Element("text", {"xmlns": GIVEN_OUT})
    for about, words in _paragraphs(document):
        SubElement(root, "p", {"about": about} if about else {}).text = words
    part = Part(PackURI(_PART), "application/xml", tostring(root, encoding="utf-8", xml_declaration=True), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _paragraphs(document: Any) -> Iterator[tuple[str, str]]:
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in ("header", "footer", "footnotes", "endnotes"):
            part = relation.target_part
            roots.append(part.element if hasattr(part, "element") else etree.fromstring(part.blob))
    for root in roots:
        # every bookmark that is open, the innermost last: whoever reads the copy knows which of them are items
        bookmarks: dict[str, str] = {}
        fields = _Fields()
        for element in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}p"):
            if element.tag == f"{W}bookmarkStart":
                bookmarks[element.get(f"{W}id")] = element.get(f"{W}name")
            elif element.tag == f"{W}bookmarkEnd":
                bookmarks.pop(element.get(f"{W}id"), None)
            else:
                about = " ".join(bookmarks.values())
                if words := "".join(_words(element, fields)).strip():
                    yield about, words


class _Fields:
    """How many fields are open: what one shows, such as the number of a page, changes with each program."""

    def __init__(self) -> None:
        self.open = 0

    def see(self, mark: Any) -> None:
        kind = mark.get(f"{W}fldCharType")
        self.open += {"begin": 1, "end": -1}.get(kind, 0)


def _words(paragraph: Any, fields: _Fields) -> Iterator[str]:
    """The words of a paragraph without those of fields, and with a picture's description in brackets."""
    for element in paragraph.iter():
        if element.tag == f"{W}fldChar":
            fields.see(element)
        elif fields.open or any(True for _ in element.iterancestors(f"{W}fldSimple")):
            continue
        elif element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in (f"{W}br", f"{W}tab") and element.getparent().tag == f"{W}r":
            yield " "
        elif element.tag == f"{W}noBreakHyphen":
            yield "-"
        elif element.tag == f"{WP}docPr":
            described = " ".join((element.get("descr") or "").split())
            yield f"[picture: {described}]" if described else "[picture]"
