"""The last pass over a Word file: what pandoc cannot be told. Properties, running heads, pages on their side, cards, tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from goldenthread.documents.paper.volume import Volume
from goldenthread.system import repack

# of each kind of card: the colour of its edge, its width in eighths of a point, the ground
CARDS = {
    "priority": ("143D5F", 24, "EEF3F7"), "evidence": ("1F5F48", 18, "F3F7F5"), "response": ("6B4F12", 18, "F9F6EF"),
}
LIGHT = ("8A98A5", 8, "")
# twentieths of a point: a card's inner edge, a step of a list, the column of a fact's term
INSET, STEP, TERM = 190, 300, 1701


def finished(written: bytes, volume: Volume, cards: Mapping[str, str], tables: Sequence[int]) -> bytes:
    """The file as it is given out. `cards` are the kinds of items by bookmark, `tables` the row headers of each table."""
    document: Any = docx.Document(io.BytesIO(written))
    _say_what_it_is(document, volume)
    _running_head(document, volume)
    _turn_pages(document)
    _look_of_cards(document, cards)
    _look_of_tables(document, tables)
    stream = io.BytesIO()
    document.save(stream)
    return repack(stream.getvalue())


def _say_what_it_is(document: Any, volume: Volume) -> None:
    properties = document.core_properties
    day = volume.dated
    properties.title, properties.subject, properties.category = volume.title, volume.edition, volume.status
    properties.author = properties.last_modified_by = volume.publisher
    properties.language, properties.identifier = volume.language, volume.file
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    properties.revision = 1
    for language in [*document.styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))]:
        language.set(qn("w:val"), volume.language)


def _running_head(document: Any, volume: Volume) -> None:
    line = document.sections[-1].header.paragraphs[0]
    said = " · ".join(part for part in (volume.title, volume.edition) if part)
    line.add_run(f"{said} · " if volume.running_head else said)
    if volume.running_head:
        line.add_run(volume.running_head, style="Running Head")
    properties = line._p.get_or_add_pPr()
    edge = '<w:bottom w:val="single" w:sz="4" w:space="4" w:color="C9D1D8"/>'
    properties.insert_element_before(parse_xml(f'<w:pBdr {nsdecls("w")}>{edge}</w:pBdr>'), *_AFTER_EDGES)


_AFTER_EDGES = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_GROUND = _AFTER_EDGES[1:]


def _turn_pages(document: Any) -> None:
    """Each mark where a page is turned becomes the end of a section with the page and running heads of the whole."""
    body, last = document.element.body, document.element.body.sectPr
    marks = [mark for mark in body.iter(qn("w:sectPr")) if mark is not last]
    for mark in marks:
        _take_page(mark, last, mark.find(qn("w:pgSz")).get(qn("w:orient")))
    if marks and not _holds_words(marks[-1].getparent().getparent()):
        # nothing stands after the last page that was turned: the end of the file turns with it
        paragraph = marks[-1].getparent().getparent()
        _take_page(last, last, "landscape")
        paragraph.getparent().remove(paragraph)


def _holds_words(mark: Any) -> bool:
    return any(after.tag in (qn("w:p"), qn("w:tbl")) for after in mark.itersiblings())


def _take_page(mark: Any, model: Any, orient: str) -> None:
    parts = [deepcopy(part) for part in model]
    for part in list(mark):
        mark.remove(part)
    for part in parts:
        mark.append(part)
    size = mark.find(qn("w:pgSz"))
    across, up = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))), reverse=orient == "landscape")
    size.set(qn("w:w"), str(across))
    size.set(qn("w:h"), str(up))
    size.set(qn("w:orient"), orient)


def _look_of_cards(document: Any, cards: Mapping[str, str]) -> None:
    """The edge and the ground of a card, on each paragraph between the two ends of its bookmark."""
    kind, within = "", ""
    for part in document.element.body:
        if part.tag == qn("w:bookmarkStart") and part.get(qn("w:name")) in cards:
            kind, within = cards[part.get(qn("w:name"))], part.get(qn("w:id"))
        elif part.tag == qn("w:bookmarkEnd") and part.get(qn("w:id")) == within:
            within = ""
        elif within and part.tag == qn("w:p"):
            _set_in(part, *CARDS.get(kind, LIGHT))


def _set_in(paragraph: Any, colour: str, width: int, ground: str) -> None:
    properties = paragraph.get_or_add_pPr()
    edge = f'<w:left w:val="single" w:sz="{width}" w:space="8" w:color="{colour}"/>'
    if ground:  # edges that are not seen give the ground some room above and below
        rim = f'w:val="single" w:sz="4" w:space="5" w:color="{ground}"'
        edge = f"<w:top {rim}/>{edge}<w:bottom {rim}/>"
    properties.insert_element_before(parse_xml(f'<w:pBdr {nsdecls("w")}>{edge}</w:pBdr>'), *_AFTER_EDGES)
    if ground:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>')
        properties.insert_element_before(shade, *_AFTER_GROUND)
    level = properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
    hanging = STEP * (int(level.get(qn("w:val"))) + 1) if level is not None else 0
    if properties.style == "ItemFacts":
        hanging = TERM
        stops = f'<w:tab w:val="clear" w:pos="{TERM}"/><w:tab w:val="left" w:pos="{INSET + TERM}"/>'
        properties.insert_element_before(parse_xml(f'<w:tabs {nsdecls("w")}>{stops}</w:tabs>'), *_AFTER_EDGES[2:])
    indent = properties.get_or_add_ind()
    indent.set(qn("w:left"), str(INSET + hanging))
    indent.set(qn("w:right"), str(INSET))
    # one edge for all paragraphs of a card: Word joins only those that begin at the same place
    indent.set(qn("w:hanging"), str(hanging))


def _look_of_tables(document: Any, tables: Sequence[int]) -> None:
    found = list(document.element.body.iter(qn("w:tbl")))
    if len(found) != len(tables):
        raise ValueError(f"{len(tables)} tables were written, {len(found)} are in the file")
    widths = dict(_widths(document))
    for table, stubs in zip(found, tables, strict=True):
        if stubs:
            table.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "1")
        _fit(table, widths[table])
        for number, row in enumerate(table.tr_lst):
            row.get_or_add_trPr().insert(0, parse_xml(f'<w:cantSplit {nsdecls("w")}/>'))
            for paragraph in row.iter(qn("w:p")):
                if paragraph.style == "Compact":
                    paragraph.style = "TableText" if number else "TableHead"


def _widths(document: Any) -> Iterator[tuple[Any, int]]:
    """How wide each table's page is, between its margins; a table in a table takes the outer one's."""
    waiting: list[Any] = []
    for part in document.element.body.iter(qn("w:tbl"), qn("w:sectPr")):
        if part.tag == qn("w:tbl"):
            waiting.append(part)
            continue
        size, margins = part.find(qn("w:pgSz")), part.find(qn("w:pgMar"))
        wide = int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))
        yield from ((table, wide) for table in waiting)
        waiting = []


def _fit(table: Any, wide: int) -> None:
    """Columns in twentieths of a point, which every program understands alike."""
    columns = table.tblGrid.gridCol_lst
    old = [int(column.get(qn("w:w"))) for column in columns]
    new = [round(each * wide / sum(old)) for each in old]
    for column, width in zip(columns, new, strict=True):
        column.set(qn("w:w"), str(width))
    whole = table.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(sum(new)))
    for row in table.tr_lst:
        at = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            cell.width = sum(new[at:at + span]) * 635
            at += span
