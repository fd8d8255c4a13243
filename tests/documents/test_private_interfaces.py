"""What documents use of other packages and programs that no documentation promises, each tried by itself.

docs/developers/private-interfaces.md lists them with the file that uses each. A test that fails after an upgrade says what moved.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

import goldenthread
from goldenthread.documents.paper import pandoc_model
from goldenthread.documents.paper.pandoc_process import docx_from_document, typst_from_document
from goldenthread.documents.paper.typst_process import font_folders, run_typst
from goldenthread.documents.paper.volume import DEFAULT_LIMITS
from goldenthread.model import Place

PACKAGE = Path(goldenthread.__file__).parent
TABLE = pandoc_model.element("Table", [
    pandoc_model.attributes("a-table"), [None, [pandoc_model.plain(pandoc_model.words("A caption"))]],
    [[pandoc_model.element("AlignLeft"), pandoc_model.element("ColWidth", 0.5)]] * 2,
    [pandoc_model.attributes(), [[pandoc_model.attributes(), [
        [pandoc_model.attributes(), pandoc_model.element("AlignDefault"), 1, 1, [pandoc_model.plain(pandoc_model.words(text))]]
        for text in ("Area", "Value")]]]],
    [[pandoc_model.attributes(), 1, [], []]], [pandoc_model.attributes(), []]])


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize(("module", "file"), [
    ("docx.oxml", "documents/paper/word_finish.py"), ("xlsxwriter", "documents/workbooks.py"),
    ("typst", "documents/paper/typst_worker.py")])
def test_what_may_move_is_used_in_one_file(module: str, file: str) -> None:
    users = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
             if any(name == module or name.startswith(f"{module}.") for name in imports_of(path))}
    assert users == {file}


# python-docx


def test_python_docx_gives_the_xml_of_a_paragraph() -> None:
    paragraph = docx.Document().add_paragraph("Text")
    assert paragraph._p.tag == qn("w:p"), "Paragraph._p is no longer the paragraph's XML: the running head would have no line"
    properties = paragraph._p.get_or_add_pPr()
    for name in ("insert_element_before", "get_or_add_ind", "style"):
        assert hasattr(properties, name), f"CT_PPr.{name} is gone: cards would have no edge and no indent"
    properties.get_or_add_ind()
    properties.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}/>"), "w:shd", "w:ind")
    assert [child.tag for child in properties] == [qn("w:pBdr"), qn("w:ind")], \
        "insert_element_before no longer keeps the order of the standard: Word would call the file damaged"
    paragraph._p.style = "Compact"
    assert paragraph._p.style == "Compact", "CT_P.style no longer sets the style: cells would look like text"


def test_python_docx_gives_the_xml_of_a_table() -> None:
    table = docx.Document().add_table(rows=1, cols=2)._tbl
    assert len(table.tblGrid.gridCol_lst) == 2, "CT_Tbl.tblGrid.gridCol_lst"
    assert table.tblPr.find(qn("w:tblW")) is not None and table.tblPr.find(qn("w:tblLook")) is not None, "CT_Tbl.tblPr"
    row, = table.tr_lst
    assert row.get_or_add_trPr().tag == qn("w:trPr"), "CT_Row.get_or_add_trPr: rows would part at a page's end"
    cell = row.tc_lst[0]
    assert cell.grid_span == 1, "CT_Tc.grid_span"
    cell.width = 635 * 1440
    assert cell.tcPr.find(qn("w:tcW")).get(qn("w:w")) == "1440", "CT_Tc.width is no longer given in EMU and written in twips"


def test_python_docx_gives_the_section_at_the_end_of_a_file() -> None:
    body = docx.Document().element.body
    assert body.sectPr is list(body)[-1], "CT_Body.sectPr: turned pages would have no running heads"
    assert body.sectPr.find(qn("w:pgSz")) is not None and body.sectPr.find(qn("w:pgMar")) is not None


# XlsxWriter


def test_xlsxwriter_ends_the_properties_as_before() -> None:
    stream = io.BytesIO()
    xlsxwriter.Workbook(stream).close()
    with zipfile.ZipFile(stream) as book:
        properties = book.read("docProps/core.xml")
    assert properties.endswith(b"</cp:coreProperties>") and b"dc:language" not in properties, \
        "docProps/core.xml: a workbook would say no language, or say it twice"


# pandoc


def test_pandoc_reads_our_version_of_its_model() -> None:
    run = typst_from_document(pandoc_model.pandoc_document([pandoc_model.paragraph(pandoc_model.words("A word"))]), 60)
    assert run.output == b"A word\n", f"pandoc no longer reads pandoc-types {pandoc_model.API_VERSION}: {run.message}"


def test_pandoc_passes_raw_typst_on_and_calls_the_functions_that_our_templates_have() -> None:
    blocks = [pandoc_model.raw_block("typst", "// chapter 1"), TABLE, pandoc_model.element("HorizontalRule")]
    source = (typst_from_document(pandoc_model.pandoc_document(blocks), 60).output or b"").decode()
    assert re.search(r"^// chapter 1$", source, re.MULTILINE), \
        "a raw block no longer stands on lines of its own: chapters would be one"
    assert "#figure(" in source and "kind: table" in source and "table.header(" in source, \
        "a table is no longer a figure of the kind table: `pieces.typ` would not format it"
    assert "<a-table>" in source, "the identifier of a table is no longer its label: links to it would lead nowhere"
    assert "#horizontalrule" in source, "a rule between two parts is no longer #horizontalrule"


def test_pandoc_writes_tables_and_bookmarks_for_word_as_before(tmp_path: Path) -> None:
    blocks = [pandoc_model.div(pandoc_model.attributes("EV_PAY"), [pandoc_model.paragraph(pandoc_model.words("Text"))]), TABLE]
    document = docx.Document(io.BytesIO(docx_from_document(pandoc_model.pandoc_document(blocks), 60, tmp_path).output or b""))
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert "EV_PAY" in names, "a Div's identifier is no longer a bookmark: comments could not be tied to their items"
    table: Any = next(document.element.body.iter(qn("w:tbl")))
    assert table.tblPr.find(qn("w:tblW")) is not None and table.tblPr.find(qn("w:tblLook")) is not None, "w:tblW, w:tblLook"
    styles = {paragraph.style for paragraph in table.iter(qn("w:p"))}
    assert styles == {"Compact"}, f"the text of cells has the style {styles}, not Compact: tables would look like text"


def test_pandoc_quotes_a_formula_that_it_cannot_read(tmp_path: Path) -> None:
    formula = pandoc_model.element("Math", [pandoc_model.element("InlineMath"), r"\frac{"])
    run = docx_from_document(pandoc_model.pandoc_document([pandoc_model.paragraph([formula])]), 60, tmp_path)
    assert run.message.startswith("Could not convert TeX math") and r"\frac{" in run.message, \
        f"pandoc says '{run.message}' of a formula: its chapter could not be found"


# Typst


@pytest.mark.parametrize(("source", "message"), [("\n#nowhere()\n", "unknown variable: nowhere"),
                                                 ("\n#set text(font: \"Thin Air\")\nText\n", "unknown font family: thin air")])
def test_typst_says_where_an_error_or_a_warning_is(source: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "part-1.typ").write_text(source, encoding="utf-8")
    fonts, _ = font_folders(Place(file="index.md", line=1))
    run = run_typst(tmp_path / "part-1.typ", fonts, DEFAULT_LIMITS, {"format": "pdf"})
    assert run is not None and len(run.faults) == 1
    assert run.faults[0].message == message
    assert re.search(r"part-1\.typ:2:\d+", run.faults[0].where), \
        f"a diagnostic no longer names file:line:column but {run.faults[0].where!r}: problems would have no place"


def test_typst_gives_a_page_as_bytes_and_several_as_a_list(tmp_path: Path) -> None:
    for pages in (1, 3):
        source = "#set page(width: 9pt, height: 9pt)\n" + "#pagebreak()\n" * (pages - 1) + "#box(width: 1pt)"
        (tmp_path / "pictures.typ").write_text(source, encoding="utf-8")
        run = run_typst(tmp_path / "pictures.typ", [], DEFAULT_LIMITS, {"format": "png", "ppi": 72})
        assert run is not None
        assert [output[:8] for output in run.outputs] == [b"\x89PNG\r\n\x1a\n"] * pages


# pikepdf


def test_pikepdf_logs_by_its_own_name() -> None:
    code = ("import logging, sys; logging.basicConfig(level=0, stream=sys.stdout); logging.getLogger('pikepdf').setLevel(30); "
            "import pikepdf")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "", "pikepdf logs on import under another name than 'pikepdf': builds would show that as a warning"
