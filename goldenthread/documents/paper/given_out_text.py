"""The text of a review copy as it is given out, kept within the copy: what a reader typed into it is found by comparing.

The text travels as a custom XML part (ECMA-376, part 1, 15.2.4), which Word keeps and shows nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree  # type: ignore[import-untyped]

from goldenthread.model import (
    GIVEN_OUT,
    LISTING_FIELDS,
    LOOKS,
    UNSTEADY_FIELDS,
    LookedWords,
    field_name,
    link_key,
    look_called,
    picture_digest,
    raised,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PART = "/customXml/item1.xml"


def keep_given_out_text(document: Any) -> None:
    """Put the text of a document of python-docx, whose bookmarks are those of items and pages, into a part of its own."""
    root = Element("text", {"xmlns": GIVEN_OUT})
    package = document.part.package
    pictures = {picture_digest(part.blob) for part in package.iter_parts() if part.partname.startswith("/word/media/")}
    links = {link_key(one.target_ref) for one in package.iter_rels() if one.is_external}
    for name, values in (("pictures", pictures), ("links", links)):
        if values:
            root.set(name, " ".join(sorted(values)))
    for about, looks, words in _paragraphs(document):
        given = {"about": about} if about else {}
        # which words were marked so is told apart from what a reader marks beside them
        marked = {"look": "marked", "looks": json.dumps(looks.all(), ensure_ascii=False)} if looks.pieces else {}
        SubElement(root, "p", {**given, **marked}).text = words
    part = Part(PackURI(_PART), "application/xml", tostring(root, encoding="utf-8", xml_declaration=True), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _paragraphs(document: Any) -> Iterator[tuple[str, LookedWords, str]]:
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
                # a bookmark that begins in the paragraph before its words is around them
                about = " ".join(dict.fromkeys([*bookmarks.values(), *_begun_before_words(element)]))
                written, looks = list(_words(element, fields)), LookedWords()
                if words := "".join(each for each, _ in written).strip():
                    for each, where in written:
                        looks.add(each, _looks(where))
                    yield about, looks, words


def _looks(element: Any) -> set[str]:
    """What the run around an element looks like by itself: a link is coloured and underlined by programs."""
    run = next(element.iterancestors(f"{W}r"), None)
    properties = run.find(f"{W}rPr") if run is not None else None
    looks = set[str]()
    for mark in properties if properties is not None else ():
        tag = etree.QName(mark).localname
        if tag in LOOKS:
            looks.add(look_called(tag, mark.get(f"{W}fill" if tag == "shd" else f"{W}val", "1")))
    is_link = next(element.iterancestors(f"{W}hyperlink"), None) is not None
    return {look for look in looks if look and not (is_link and look.startswith(("coloured", "underlined")))}


def _begun_before_words(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(f"{W}bookmarkStart", f"{W}t"):
        if element.tag == f"{W}t":
            return
        yield element.get(f"{W}name")


class _Fields:
    """The fields that are open, each by its instruction."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def see(self, mark: Any) -> None:
        """Note where a field begins, what it is to show, and where it ends."""
        if mark.tag == f"{W}instrText" and self._open:
            self._open[-1] += mark.text or ""
        elif (kind := mark.get(f"{W}fldCharType")) == "begin":
            self._open.append("")
        elif kind == "end" and self._open:
            self._open.pop()

    def passed_over(self, element: Any) -> bool:
        """Whether an element stands in a field whose words change with each program."""
        simple = [around.get(f"{W}instr") for around in element.iterancestors(f"{W}fldSimple")]
        return any(field_name(each) in UNSTEADY_FIELDS | LISTING_FIELDS for each in [*self._open, *simple])


def _words(paragraph: Any, fields: _Fields) -> Iterator[tuple[str, Any]]:
    """The words of a paragraph without those of such fields, a picture's description in brackets, and where each stands."""
    for element in paragraph.iter():
        if element.tag in (f"{W}fldChar", f"{W}instrText"):
            fields.see(element)
        elif fields.passed_over(element):
            continue
        elif element.tag == f"{W}t":
            yield _as_shown(element), element
        elif element.tag in (f"{W}br", f"{W}tab") and element.getparent().tag == f"{W}r":
            yield " ", element
        elif element.tag == f"{W}noBreakHyphen":
            yield "-", element
        elif element.tag == f"{WP}docPr":
            described = " ".join((element.get("descr") or "").split())
            yield f"[picture: {described}]" if described else "[picture]", element


def _as_shown(text: Any) -> str:
    """Words as they read in plain text: raised digits stay raised."""
    shift = text.getparent().find(f"{W}rPr/{W}vertAlign")
    how = shift.get(f"{W}val") if shift is not None else ""
    return raised(text.text or "", how) if how in ("superscript", "subscript") else text.text or ""
