"""Makes `goldenthread/documents/paper/reference.docx`, the look of every Word file, from pandoc's own reference document.

Run `python -m tools.reference_docx` after a change here; a test compares the file that is kept with what this makes.
"""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_UNDERLINE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from goldenthread.documents.paper.pandoc_process import pandoc_program
from goldenthread.system import repack

KEPT = Path(__file__).parents[1] / "goldenthread/documents/paper" / "reference.docx"
# the same colours as the PDF's
INK, QUIET, HAIR, BLUE, GOLD, BRONZE = "1B232B", "4A5560", "C9D1D8", "143D5F", "C19A2E", "6B4F12"
# a font that readers have: nothing is embedded in a Word file
FONT = "Arial"
# millimetres between the margins
TEXT_WIDTH = 160

# name: points, space before, space after, colour, and what else
PARAGRAPHS: dict[str, dict[str, Any]] = {
    "Normal": {"size": 10.5, "after": 0, "colour": INK, "line": 1.15},
    "Body Text": {"after": 7}, "First Paragraph": {"after": 7}, "Compact": {"after": 3},
    "Title": {"size": 27, "before": 0, "after": 4, "colour": BLUE, "bold": True, "line": 1.0, "align": "left"},
    "Subtitle": {"size": 14, "before": 0, "after": 2, "colour": BRONZE, "bold": True, "align": "left"},
    "Date": {"size": 10, "before": 0, "after": 10, "colour": QUIET, "align": "left"},
    "Heading 1": {"size": 21, "before": 0, "after": 14, "colour": BLUE, "bold": True, "line": 1.0, "keep": True,
                  "page": True, "under": GOLD},
    "Heading 2": {"size": 14.5, "before": 18, "after": 6, "colour": BLUE, "bold": True, "keep": True},
    "Heading 3": {"size": 12, "before": 14, "after": 5, "colour": BLUE, "bold": True, "keep": True},
    "Heading 4": {"size": 11, "before": 12, "after": 4, "colour": BLUE, "bold": True, "keep": True},
    "Heading 5": {"size": 10.5, "before": 10, "after": 4, "colour": BLUE, "bold": True, "keep": True},
    "Heading 6": {"size": 10.5, "before": 10, "after": 4, "colour": BLUE, "bold": True, "keep": True},
    "Block Text": {"after": 7, "italic": True, "left": 6, "right": 6, "beside": GOLD},
    "Footnote Text": {"size": 8.5, "after": 2},
    "Definition Term": {"before": 4, "after": 1, "bold": True, "keep": True},
    "Definition": {"after": 5, "left": 8},
    "Table Caption": {"italic": False, "size": 10, "before": 12, "after": 4, "colour": BLUE, "bold": True, "keep": True},
    "TOC Heading": {"size": 16, "before": 0, "after": 8, "colour": BLUE, "bold": True, "page": True},
}
ADDED: dict[str, dict[str, Any]] = {
    "Front Heading": {"size": 12.5, "before": 10, "after": 4, "colour": BLUE, "bold": True, "keep": True, "outline": 0},
    "Front Text": {"size": 10, "after": 5},
    "Front Question": {"size": 10, "after": 3, "left": 8, "beside": GOLD},
    "Front Note": {"size": 9, "before": 2, "after": 8, "colour": QUIET},
    "Item Label": {"size": 8.5, "after": 5, "colour": QUIET, "keep": True},
    "Item Facts": {"size": 9, "after": 2.5, "left": 36, "hanging": 36, "tab": 36},
    "Publication": {"size": 9, "after": 4, "left": 12, "hanging": 12, "tab": 12},
    "Chart Caption": {"base": "Caption", "italic": False, "size": 10, "before": 14, "after": 4, "colour": BLUE, "bold": True,
                      "keep": True},
    "Drawing": {"after": 3, "keep": True},
    "Source": {"size": 8.5, "after": 8, "colour": QUIET},
    "Lead": {"size": 12, "after": 10, "colour": BLUE},
    "Rubric": {"before": 10, "after": 4, "colour": BLUE, "bold": True, "keep": True},
    "Box Title": {"size": 9.5, "before": 8, "after": 3, "colour": BLUE, "bold": True, "keep": True, "left": 4, "beside": HAIR},
    "Box Text": {"size": 10, "after": 5, "left": 4, "beside": HAIR},
    "Table Text": {"size": 9, "after": 0, "line": 1.05}, "Table Head": {"size": 9, "after": 0, "colour": BLUE, "bold": True},
    "toc 1": {"before": 5, "after": 1, "bold": True, "page number": True},
    "toc 2": {"size": 9.5, "after": 0.5, "left": 8, "page number": True},
    "List Heading": {"size": 14.5, "before": 18, "after": 6, "colour": BLUE, "bold": True, "keep": True},
    "table of figures": {"size": 9.5, "after": 1.5, "page number": True},
    **{f"Annex Heading {level}": {"base": f"Heading {level}", **PARAGRAPHS[f"Heading {level}"], "outline": level - 1}
       for level in range(2, 7)},
    "Header": {"size": 8.5, "colour": QUIET, "align": "left"}, "Footer": {"size": 8.5, "colour": QUIET, "align": "right"},
}
CHARACTERS: dict[str, dict[str, Any]] = {
    "Hyperlink": {"colour": "1D5A8A", "underline": True}, "Value": {"underline": WD_UNDERLINE.DOTTED},
    "Section Number": {"colour": QUIET}, "Item Id": {"size": 8.5, "colour": QUIET}, "Fact": {"colour": QUIET, "bold": True},
    "Caption Number": {"colour": BRONZE}, "Running Head": {"colour": BRONZE, "bold": True}, "Verbatim Char": {"size": 9.5},
}


def _lettering(style: Any, look: dict[str, Any]) -> None:
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:color", "w:b", "w:bCs", "w:i", "w:iCs", "w:sz", "w:szCs", "w:u", "w:spacing", "w:kern"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    if style.type == WD_STYLE_TYPE.PARAGRAPH or style.name == "Verbatim Char":
        name = "Consolas" if style.name == "Verbatim Char" else FONT
        properties.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'))
    font = style.font
    font.size = Pt(look["size"]) if "size" in look else None
    font.bold, font.italic = look.get("bold", False if "Heading" in style.name else None), look.get("italic")
    if "colour" in look:
        font.color.rgb = RGBColor.from_string(look["colour"])
    font.underline = look.get("underline")


def _spacing(style: Any, look: dict[str, Any]) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    form.line_spacing, form.keep_with_next = look.get("line"), look.get("keep", False)
    form.page_break_before = look.get("page", False)
    form.alignment = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}.get(look.get("align", ""))
    form.left_indent, form.right_indent = Mm(look.get("left", 0)), Mm(look.get("right", 0))
    form.first_line_indent = Mm(-look["hanging"]) if "hanging" in look else Mm(0)
    if "tab" in look:
        form.tab_stops.add_tab_stop(Mm(look["tab"]))
    if "page number" in look:
        form.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    form.widow_control = True
    properties = style.element.get_or_add_pPr()
    sides = {"under": ("bottom", 12, 5), "beside": ("left", 18, 8)}
    for where, (side, width, gap) in sides.items():
        if where in look:
            edge = f'<w:{side} w:val="single" w:sz="{width}" w:space="{gap}" w:color="{look[where]}"/>'
            properties.insert_element_before(parse_xml(f'<w:pBdr {nsdecls("w")}>{edge}</w:pBdr>'), *_AFTER_BORDERS)
    if "outline" in look:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look["outline"]))
        properties.append(level)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


def _table_look(document: Any) -> None:
    style = document.styles["Table"].element
    for old in [*style.findall(qn("w:tblPr")), *style.findall(qn("w:tblStylePr"))]:
        style.remove(old)
    edges = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>' for side, size, colour in (
        ("top", 8, BLUE), ("bottom", 8, BLUE), ("insideH", 4, HAIR)))
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (
        ("top", 50), ("left", 70), ("bottom", 50), ("right", 70)))
    style.append(parse_xml(f'<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
                           f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"))
    under = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/></w:tcBorders>'
    style.append(parse_xml(f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tblPr/><w:tcPr>{under}</w:tcPr></w:tblStylePr>'))
    style.append(parse_xml(f'<w:tblStylePr {nsdecls("w")} w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'))


def _plain_table(document: Any) -> None:
    """Word's plain table, on which pandoc bases its own without defining it."""
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (
        ("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))
    document.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr></w:style>"))
    own = document.styles["Table"].element
    own.attrib.pop(qn("w:default"), None)


def _settings(document: Any) -> None:
    """The program counts pages when it opens a file, and nobody has checked its spelling yet."""
    settings = document.settings.element
    for name in ("w:proofState", "w:embedSystemFonts", "w:savePreviewPicture"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    for part in ('<w:updateFields {} w:val="true"/>', f"<w:compat {{}}>{mode}</w:compat>"):
        settings.insert_element_before(parse_xml(part.format(nsdecls("w"))), *_AFTER_UPDATE)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


_AFTER_UPDATE = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:rsids", "m:mathPr", "w:themeFontLang")


def _field(paragraph: Any, code: str) -> None:
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(27), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    for restart in section._sectPr.iter(qn("w:numRestart")):
        restart.set(qn("w:val"), "continuous")
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    section.header.paragraphs[0].style, section.footer.paragraphs[0].style = "Header", "Footer"
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def made() -> bytes:
    """The reference document."""
    default = subprocess.run([pandoc_program(), "--print-default-data-file", "reference.docx"],
                             capture_output=True, check=True).stdout
    document: Any = docx.Document(io.BytesIO(default))
    styles = document.styles
    # pandoc writes the name of Word's own style with a capital, by which Word does not know it
    caption = next(name for name in styles.element.iter(qn("w:name")) if name.get(qn("w:val")) == "Caption")
    caption.set(qn("w:val"), "caption")
    for name, look in ADDED.items():
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[look.get("base", "Normal")]
    for name in CHARACTERS:
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    for name, look in {**PARAGRAPHS, **ADDED}.items():
        _lettering(styles[name], look)
        _spacing(styles[name], look)
        styles[name].quick_style, styles[name].hidden = True, False
    for name, look in CHARACTERS.items():
        _lettering(styles[name], look)
    _table_look(document)
    _plain_table(document)
    _page(document)
    _settings(document)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    document.core_properties.created = document.core_properties.modified = datetime(2019, 12, 31)
    stream = io.BytesIO()
    document.save(stream)
    return repack(stream.getvalue())


if __name__ == "__main__":
    KEPT.write_bytes(made())
    sys.stdout.write(f"{KEPT.name}: {KEPT.stat().st_size} bytes\n")
