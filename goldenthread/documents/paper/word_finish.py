"""The last pass over a Word file, for what pandoc has no option: properties, running heads, turned pages, cards, tables.

Works on the XML of WordprocessingML. python-docx has public classes for little of that, so its inner ones (`docx.oxml` and the
`_p` of a paragraph) are used, here and nowhere else in the package. The children of a property element must be in the order
of the standard (ECMA-376, part 1): Word calls a file damaged in which they do not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from goldenthread.book import LONGEST_WORD, extent
from goldenthread.documents.paper.bookmark_places import put_bookmarks_in_paragraphs
from goldenthread.documents.paper.given_out_text import keep_given_out_text
from goldenthread.documents.paper.volume import Volume
from goldenthread.documents.paper.word_fields import WordTable
from goldenthread.system import repack

CARD_LOOKS = {
    "priority": ("143D5F", 24, "EEF3F7"), "evidence": ("1F5F48", 18, "F3F7F5"), "response": ("6B4F12", 18, "F9F6EF"),
}
"""Of each kind of card the colour of its edge, the width of the edge in eighths of a point, and the colour of its ground."""
OTHER_CARDS = ("8A98A5", 8, "")
INSET, LIST_STEP, TERM_COLUMN = 190, 300, 2041
"""In twentieths of a point (twips): a card's inner margin, the indent of a level of a list, the column of a fact's term."""
TEXT_STYLES = ("BodyText", "FirstParagraph", "Compact")
LETTER, AROUND_CELL, BELOW_TABLE = 104, 216, 140
"""In twips: an average letter of a table's header, what a column needs besides its words, and the gap below a table."""
DENSE = 10
"""In twips: the margin above and below the text in a cell of a dense table."""
EMU_PER_TWIP = 635
"""English Metric Units, which python-docx counts in, to the twentieth of a point."""


def finish_docx(written: bytes, volume: Volume, cards: Mapping[str, str], tables: Sequence[WordTable]) -> bytes:
    """The Word file of a volume as it is given out, from what pandoc wrote; the same bytes for the same input.

    `cards` has the kind of each item by its bookmark, `tables` what is to be known of each table, in their order.
    """
    document: Any = docx.Document(io.BytesIO(written))
    _set_properties(document, volume)
    _set_running_head(document, volume)
    _turn_pages(document)
    _format_cards(document, cards)
    _format_tables(document, tables)
    _style_annex_headings(document)
    put_bookmarks_in_paragraphs(document.element.body)
    _set_statistics(document)
    keep_given_out_text(document)
    stream = io.BytesIO()
    document.save(stream)
    # pandoc 3.9 and python-docx 1.2 both date the zip's parts by the clock: https://github.com/jgm/pandoc/issues/7654,
    # https://github.com/python-openxml/python-docx/issues/1042
    return repack(stream.getvalue())


def _set_properties(document: Any, volume: Volume) -> None:
    properties = document.core_properties
    day = volume.dated
    properties.title = ": ".join(part for part in (volume.title, volume.edition) if part)
    properties.subject, properties.category = volume.edition, volume.status
    properties.author = properties.last_modified_by = volume.publisher
    properties.language, properties.identifier = volume.language, volume.file
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    properties.revision = 1
    for checked in document.settings.element.findall(qn("w:proofState")):
        document.settings.element.remove(checked)  # pandoc says that the spelling was found right
    for language in [*document.styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))]:
        language.set(qn("w:val"), volume.language)


_STATISTICS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Words>{words}</Words>\
<Application>goldenthread</Application><DocSecurity>0</DocSecurity><Paragraphs>{paragraphs}</Paragraphs>\
<Characters>{characters}</Characters><CharactersWithSpaces>{with_spaces}</CharactersWithSpaces></Properties>"""


def _set_statistics(document: Any) -> None:
    """The numbers that Word shows as properties, counted: pandoc passes on those of its own example, of one page."""
    texts = ["".join(text.text or "" for text in part.iter(qn("w:t"))) for part in document.element.body.iter(qn("w:p"))]
    texts = [text for text in texts if text.strip()]
    words = [word for text in texts for word in text.split()]
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            del package.rels[key]
    content = _STATISTICS.format(words=len(words), paragraphs=len(texts), characters=sum(map(len, words)),
                                 with_spaces=sum(map(len, texts)))
    package.relate_to(Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, content.encode(), package),
                      RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _style_annex_headings(document: Any) -> None:
    """A section of an annex, such as A.3, looks like any other and stands in the navigation pane, but not in the contents."""
    for paragraph in document.element.body.iter(qn("w:p")):
        first = paragraph.find(qn("w:r"))
        level = _HEADING.fullmatch(paragraph.style or "")
        if level and first is not None and first.style == "SectionNumber" and _text(first)[:1].isalpha():
            paragraph.style = f"AnnexHeading{level[1]}"


_HEADING = re.compile(r"Heading([2-6])")


def _text(run: Any) -> str:
    return "".join(text.text or "" for text in run.iter(qn("w:t")))


def _set_running_head(document: Any, volume: Volume) -> None:
    line = document.sections[-1].header.paragraphs[0]
    title = " · ".join(part for part in (volume.title, volume.edition) if part)
    line.add_run(f"{title} · " if volume.running_head else title)
    if volume.running_head:
        line.add_run(volume.running_head, style="Running Head")
    properties = line._p.get_or_add_pPr()
    edge = '<w:bottom w:val="single" w:sz="4" w:space="4" w:color="C9D1D8"/>'
    properties.insert_element_before(parse_xml(f'<w:pBdr {nsdecls("w")}>{edge}</w:pBdr>'), *_AFTER_EDGES)


# what may follow the edges (`w:pBdr`) and the ground (`w:shd`) among the properties of a paragraph
_AFTER_EDGES = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_GROUND = _AFTER_EDGES[1:]


def _turn_pages(document: Any) -> None:
    """Give each section that ends at a mark of `word_source` the page and running heads of the whole, turned where it says so.

    pandoc 3.9 takes the section of the reference document for the end of the file only, and a section that is put into the
    text has what it brings along and nothing else: https://github.com/jgm/pandoc/issues/7255.
    """
    body, last = document.element.body, document.element.body.sectPr
    marks = [mark for mark in body.iter(qn("w:sectPr")) if mark is not last]
    for mark in marks:
        _copy_section(mark, last, mark.find(qn("w:pgSz")).get(qn("w:orient")))
    if marks and not _has_text_after(marks[-1].getparent().getparent()):
        # nothing stands after the last page that was turned: the end of the file turns with it
        paragraph = marks[-1].getparent().getparent()
        _copy_section(last, last, "landscape")
        paragraph.getparent().remove(paragraph)


def _has_text_after(paragraph: Any) -> bool:
    return any(after.tag in (qn("w:p"), qn("w:tbl")) for after in paragraph.itersiblings())


def _copy_section(mark: Any, model: Any, orient: str) -> None:
    """Give a section (`w:sectPr`) all that the model has, and its page the orientation `portrait` or `landscape`."""
    parts = [deepcopy(part) for part in model]
    for part in list(mark):
        mark.remove(part)
    for part in parts:
        mark.append(part)
    size = mark.find(qn("w:pgSz"))
    width, height = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))), reverse=orient == "landscape")
    size.set(qn("w:w"), str(width))
    size.set(qn("w:h"), str(height))
    size.set(qn("w:orient"), orient)


def _format_cards(document: Any, cards: Mapping[str, str]) -> None:
    """The edge and the ground of a card, on each paragraph between the two ends of its bookmark."""
    kind, within = "", ""
    for part in document.element.body:
        if part.tag == qn("w:bookmarkStart") and part.get(qn("w:name")) in cards:
            kind, within = cards[part.get(qn("w:name"))], part.get(qn("w:id"))
        elif part.tag == qn("w:bookmarkEnd") and part.get(qn("w:id")) == within:
            within = ""
        elif within and part.tag == qn("w:p"):
            _format_card_paragraph(part, *CARD_LOOKS.get(kind, OTHER_CARDS))


def _format_card_paragraph(paragraph: Any, colour: str, width: int, ground: str) -> None:
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
    hanging = LIST_STEP * (int(level.get(qn("w:val"))) + 1) if level is not None else 0
    if properties.style == "ItemFacts":
        hanging = TERM_COLUMN
        stops = f'<w:tab w:val="clear" w:pos="{TERM_COLUMN}"/><w:tab w:val="left" w:pos="{INSET + TERM_COLUMN}"/>'
        properties.insert_element_before(parse_xml(f'<w:tabs {nsdecls("w")}>{stops}</w:tabs>'), *_AFTER_EDGES[2:])
    indent = properties.get_or_add_ind()
    indent.set(qn("w:left"), str(INSET + hanging))
    indent.set(qn("w:right"), str(INSET))
    # one edge for all paragraphs of a card: Word joins only those that begin at the same place
    indent.set(qn("w:hanging"), str(hanging))


def _format_tables(document: Any, tables: Sequence[WordTable]) -> None:
    widths = dict(_page_widths(document))
    # strict: a table that is not counted would get the row headers of another
    for table, known in zip(list(document.element.body.iter(qn("w:tbl"))), tables, strict=True):
        if known.row_headers:
            table.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "1")
        _set_widths(table, widths[table])
        if known.dense:
            sides = "".join(f'<w:{side} w:w="{DENSE}" w:type="dxa"/>' for side in ("top", "bottom"))
            table.tblPr.insert_element_before(parse_xml(f'<w:tblCellMar {nsdecls("w")}>{sides}</w:tblCellMar>'), "w:tblLook",
                                              "w:tblCaption", "w:tblDescription")
        after = next(table.itersiblings(qn("w:p"), qn("w:tbl")), None)
        if after is not None and after.tag == qn("w:p") and after.style in TEXT_STYLES:
            after.get_or_add_pPr().get_or_add_spacing().set(qn("w:before"), str(BELOW_TABLE))
        for number, row in enumerate(table.tr_lst):
            row.get_or_add_trPr().insert(0, parse_xml(f'<w:cantSplit {nsdecls("w")}/>'))
            for paragraph in row.iter(qn("w:p")):
                if paragraph.style == "Compact":
                    paragraph.style = "TableText" if number else "TableHead"


def _page_widths(document: Any) -> Iterator[tuple[Any, int]]:
    """Each table with the width of its page between the margins, in twips; a table in a table takes the outer one's."""
    waiting: list[Any] = []
    for part in document.element.body.iter(qn("w:tbl"), qn("w:sectPr")):
        if part.tag == qn("w:tbl"):
            waiting.append(part)
            continue
        size, margins = part.find(qn("w:pgSz")), part.find(qn("w:pgMar"))
        width = int(size.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))
        yield from ((table, width) for table in waiting)
        waiting = []


def _set_widths(table: Any, page_width: int) -> None:
    """Give a table and its cells their widths in twips: LibreOffice sets the percentages that pandoc writes too wide.

    https://github.com/jgm/pandoc/issues/2576
    """
    columns = table.tblGrid.gridCol_lst
    old = [int(column.get(qn("w:w"))) for column in columns]
    new = _with_room_for_words([round(each * page_width / sum(old)) for each in old], table)
    for column, width in zip(columns, new, strict=True):
        column.set(qn("w:w"), str(width))
    whole = table.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(sum(new)))
    for row in table.tr_lst:
        at = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            cell.width = sum(new[at:at + span]) * EMU_PER_TWIP
            at += span


def _words(cell: Any) -> Iterator[str]:
    for part in cell.iter(qn("w:p")):
        yield from "".join(text.text or " " for text in part.iter(qn("w:t"), qn("w:br"))).split()


def _with_room_for_words(widths: list[int], table: Any) -> list[int]:
    """The widths of columns, those that are too narrow for a word widened by what the others can spare.

    The letters of a review copy are broader than those of the PDF for which the widths were worked out, and Word breaks a word
    that is too long for its column between any two letters. Very long words are for it to break.
    """
    needed = [0] * len(widths)
    for row in table.tr_lst:
        at = 0
        for cell in row.tc_lst:
            if cell.grid_span == 1:
                broad = [width for word in _words(cell) if (width := extent(word)) <= LONGEST_WORD]
                needed[at] = max(needed[at], max(broad, default=0) * LETTER + AROUND_CELL)
            at += cell.grid_span
    lacking = [max(need - width, 0) for need, width in zip(needed, widths, strict=True)]
    spare = [max(width - need, 0) for need, width in zip(needed, widths, strict=True)]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return widths
    return [width + round(moved * lack / sum(lacking)) - round(moved * free / sum(spare))
            for width, lack, free in zip(widths, lacking, spare, strict=True)]
