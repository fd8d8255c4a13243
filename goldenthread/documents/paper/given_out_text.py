"""The text of a review copy as it is given out, kept within the copy: what a reader typed into it is found by comparing.

The text travels as a custom XML part (ECMA-376, part 1, 15.2.4), which Word keeps and shows nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree  # type: ignore[import-untyped]

from goldenthread.model import (
    CONTENTS_LINE,
    GIVEN_CHANGE,
    GIVEN_OUT,
    LISTING_FIELDS,
    LOOKS,
    PAGE_PART,
    SAID_ASIDE,
    TITLE_LINE,
    UNSTEADY_FIELDS,
    LookedWords,
    field_name,
    link_key,
    look_called,
    picture_digest,
    raised,
    words_aside,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PART = "/customXml/item1.xml"
_TITLE_STYLES = ("Title", "Subtitle", "Date")
"""The styles whose lines some programs take for properties of the file, of which they write not all back."""
_INSERTED, _DELETED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """Some words of a paragraph, the element that has them, and whether they are a line of a list that a program makes."""

    words: str
    element: Any
    is_listed: bool

    def is_within(self, tags: tuple[str, ...]) -> bool:
        return next(self.element.iterancestors(*tags), None) is not None


def keep_given_out_text(document: Any) -> None:
    """Put the text of a document of python-docx, whose bookmarks are those of items and pages, into a part of its own."""
    root = Element("text", {"xmlns": GIVEN_OUT, "marks": "kept"})
    package = document.part.package
    pictures = {picture_digest(part.blob) for part in package.iter_parts() if part.partname.startswith("/word/media/")}
    links = {link_key(one.target_ref) for one in package.iter_rels() if one.is_external}
    for name, values in (("pictures", pictures), ("links", links)):
        if values:
            root.set(name, " ".join(sorted(values)))
    styled = _styled(document)
    aside = [(SAID_ASIDE, words) for part, _ in _roots(document) for element in part.iter()
             for words in words_aside(str(element.tag), element.attrib)]
    for about, marked_here, words in _paragraphs(document, styled):
        # what is said beside the text belongs to no paragraph, and stands with the first
        looks, aside = [*marked_here, *aside], []
        given = {"about": about} if about else {}
        # which words were marked so is told apart from what a reader marks beside them
        marked = {"look": "marked", "looks": json.dumps(looks, ensure_ascii=False)} if looks else {}
        SubElement(root, "p", {**given, **marked}).text = words
    part = Part(PackURI(_PART), "application/xml", tostring(root, encoding="utf-8", xml_declaration=True), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _styled(document: Any) -> dict[str, set[str]]:
    """The looks that each style of letters gives: a program that drops the style writes them down."""
    return {style.get(f"{W}styleId"): _looks_in(style.find(f"{W}rPr")) for style in document.styles.element.iter(f"{W}style")
            if style.get(f"{W}type") == "character"}


def _paragraphs(document: Any, styled: Mapping[str, set[str]]) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    """Of each paragraph with words what it is about, what is marked in it, and its words with every tracked change accepted."""
    for root, place in _roots(document):
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
                yield from _given(element, list(_words(element, fields)), place or about, styled)


def _roots(document: Any) -> Iterator[tuple[Any, str]]:
    """Each part that holds text, by its first element, and where its paragraphs stand if that is on every page."""
    yield document.element.body, ""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("header", "footer", "footnotes", "endnotes"):
            part = relation.target_part
            root = part.element if hasattr(part, "element") else etree.fromstring(part.blob)
            yield root, PAGE_PART if kind in ("header", "footer") else ""


def _given(paragraph: Any, pieces: Sequence[_Piece], about: str, styled: Mapping[str, set[str]],
           ) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    """A paragraph as it is kept; nothing of one without words."""
    shown = [piece for piece in pieces if not piece.is_within(_DELETED)]
    in_text = [piece for piece in shown if not piece.is_listed]
    if words := "".join(piece.words for piece in in_text).strip():
        looks = LookedWords()
        for piece in in_text:
            looks.add(piece.words, _looks(piece.element, styled))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_title = style is not None and style.get(f"{W}val") in _TITLE_STYLES
        yield about or TITLE_LINE * is_title, [*looks.all(), *_changes(pieces)], words
    elif listed := "".join(piece.words for piece in shown).strip():
        yield CONTENTS_LINE, [], listed
    elif changes := list(_changes(pieces)):
        yield about, changes, ""


def _changes(pieces: Sequence[_Piece]) -> Iterator[tuple[str, str]]:
    """The tracked changes of a paragraph: words that follow each other without others between them are one change."""
    deleted, inserted = "", ""
    for piece in [*pieces, None]:
        if piece is not None and piece.is_within(_DELETED):
            deleted += piece.words
        elif piece is not None and piece.is_within(_INSERTED):
            inserted += piece.words
        elif piece is None or piece.words:
            if (deleted + inserted).strip():
                yield GIVEN_CHANGE, json.dumps([deleted, inserted], ensure_ascii=False)
            deleted, inserted = "", ""


def _looks(element: Any, styled: Mapping[str, set[str]]) -> set[str]:
    """What the run around an element looks like by itself and by its style: a link is coloured and underlined by programs."""
    run = next(element.iterancestors(f"{W}r"), None)
    properties = run.find(f"{W}rPr") if run is not None else None
    style = properties.find(f"{W}rStyle") if properties is not None else None
    looks = _looks_in(properties) | (styled.get(style.get(f"{W}val"), set()) if style is not None else set())
    is_link = next(element.iterancestors(f"{W}hyperlink"), None) is not None
    return {look for look in looks if not (is_link and look.startswith(("coloured", "underlined")))}


def _looks_in(properties: Any) -> set[str]:
    """What the properties of letters make of them."""
    looks = set[str]()
    for mark in properties if properties is not None else ():
        tag = etree.QName(mark).localname
        if tag in LOOKS:
            looks.add(look_called(tag, mark.get(f"{W}fill" if tag == "shd" else f"{W}val", "1")))
    return looks - {""}


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

    def is_one_of(self, names: Set[str], element: Any) -> bool:
        """Whether an element stands in a field of one of these names."""
        simple = [around.get(f"{W}instr") for around in element.iterancestors(f"{W}fldSimple")]
        return any(field_name(each) in names for each in [*self._open, *simple])


def _words(paragraph: Any, fields: _Fields) -> Iterator[_Piece]:
    """The words of a paragraph without those of fields that each program works out anew; a picture by its description."""
    for element in paragraph.iter():
        if element.tag in (f"{W}fldChar", f"{W}instrText"):
            fields.see(element)
        elif (words := _said(element)) and not fields.is_one_of(UNSTEADY_FIELDS, element):
            yield _Piece(words=words, element=element, is_listed=fields.is_one_of(LISTING_FIELDS, element))


def _said(element: Any) -> str:
    """What an element says or stands for."""
    if element.tag in (f"{W}t", f"{W}delText"):
        return _as_shown(element)
    if element.tag in (f"{W}br", f"{W}tab") and element.getparent().tag == f"{W}r":
        return " "
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    if element.tag == f"{WP}docPr":
        described = " ".join((element.get("descr") or "").split())
        return f"[picture: {described}]" if described else "[picture]"
    return ""


def _as_shown(text: Any) -> str:
    """Words as they read in plain text: raised digits stay raised."""
    shift = text.getparent().find(f"{W}rPr/{W}vertAlign")
    how = shift.get(f"{W}val") if shift is not None else ""
    return raised(text.text or "", how) if how in ("superscript", "subscript") else text.text or ""
