"""The walk over the tags of a PDF: a finished file of the trial pages keeps every rule, and each rule is broken once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from goldenthread.documents.paper import link_targets_from_volumes, make_pdf
from tests.documents.node_pieces import volume
from tests.documents.page_chapters import chapters_from_pages
from tools.pdf_rules import RULES, Checked, broken_rules, main

PAGES = Path(__file__).parents[1] / "documents/pages"
GUIDE = Path(__file__).parents[2] / "docs/developers/tagged-pdf.md"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of small pages that hold every kind of block."""
    folder = tmp_path_factory.mktemp("rules")
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.*"))}
    conf = '\nextensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["references.bib"]\n'
    chapters, warnings = chapters_from_pages(folder / "src", pages, conf)
    assert warnings == ""
    whole = volume(sorted(chapters, key=lambda each: each.docname != "index"), folder / "src", file="whole.pdf")
    assert make_pdf(whole, link_targets_from_volumes([whole]), folder, folder / "work") == []
    return folder / "whole.pdf"


def tag(pdf: pikepdf.Pdf, kind: str, count: int = 0) -> Any:
    return [each.element for each in Checked(pdf).tags if each.kind == kind][count]


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", [])]


def content(more: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(more), prepend=True)


def role(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.StructTreeRoot.RoleMap.__setitem__(f"/{kind}", pikepdf.Name(f"/{other}"))


def typed(kind: str, other: str, count: int = 0) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: tag(pdf, kind, count).__setitem__("/S", pikepdf.Name(f"/{other}"))


def without(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: tag(pdf, kind).__delitem__(key)


def metadata(word: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(word, b"x:" + word[-1:]))


def lonely(pdf: pikepdf.Pdf) -> None:
    header = tag(pdf, "TH")
    header.ID = pikepdf.String("nobody's")
    del header.A[0]["/Scope"]


def same_ids(pdf: pikepdf.Pdf) -> None:
    tag(pdf, "TH", 1).ID = tag(pdf, "TH").ID


def fonts(key: str) -> Callable[[pikepdf.Pdf], None]:
    def broken(pdf: pikepdf.Pdf) -> None:
        for _, font in Checked(pdf).fonts:
            holder = font if key == "/ToUnicode" else font.DescendantFonts[0].FontDescriptor
            del holder[key if key in holder else "/FontFile3"]
    return broken


BREAKING: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "01-003": content(b"/P <</MCID 9999>> BDC /Artifact BMC EMC EMC"),
    "01-004": content(b"/Artifact BMC /P <</MCID 9999>> BDC EMC EMC"),
    "01-005": content(b"0 0 1 1 re f"),
    "01-007": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "02-001": typed("Span", "Sentence"),
    "02-003": role("Sentence", "Sentence"),
    "02-004": role("P", "Span"),
    "06-001": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "06-002": metadata(b"pdfuaid:part"),
    "06-003": metadata(b"dc:title"),
    "07-001": lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
    "07-002": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
    "09-004": typed("TR", "P"),
    "09-005": typed("LI", "P"),
    "09-006": typed("TOCI", "P"),
    "10-001": fonts("/ToUnicode"),
    "11-001": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "13-004": without("Figure", "/Alt"),
    "14-002": typed("H1", "H2"),
    "14-003": typed("H2", "H4"),
    "14-007": typed("H2", "H"),
    "15-003": lonely,
    "15-005": lambda pdf: tag(pdf, "TD").A[0].Headers.append(pikepdf.String("nobody")),
    "17-002": without("Formula", "/Alt"),
    "19-003": without("Note", "/ID"),
    "19-004": same_ids,
    "28-008": lambda pdf: next(page for page in pdf.pages if "/Annots" in page).__delitem__("/Tabs"),
    "28-011": typed("Link", "Span"),
    "28-012": lambda pdf: links(pdf)[0].__delitem__("/Contents"),
    "31-009": fonts("/FontFile2"),
}


def test_a_finished_file_keeps_every_rule(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert broken_rules(finished) == {}
    assert main([str(finished.parent)]) == 0
    assert capsys.readouterr().out == f"1 files were held against {len(RULES)} rules of PDF/UA-1: 0 broken.\n"


@pytest.mark.parametrize("number", BREAKING)
def test_a_file_that_breaks_a_rule_is_told_by_its_number(finished: Path, tmp_path: Path, number: str) -> None:
    with pikepdf.open(finished) as pdf:
        BREAKING[number](pdf)
        pdf.save(tmp_path / "broken.pdf")
    assert number in broken_rules(tmp_path / "broken.pdf")


def test_an_encrypted_file_and_one_without_tags_are_told(finished: Path, tmp_path: Path,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    with pikepdf.open(finished) as pdf:
        pdf.save(tmp_path / "encrypted.pdf", encryption=pikepdf.Encryption(owner="one", user=""))
        del pdf.Root.StructTreeRoot
        pdf.save(tmp_path / "untagged.pdf")
    assert list(broken_rules(tmp_path / "encrypted.pdf")) == ["26-001"]
    assert list(broken_rules(tmp_path / "untagged.pdf")) == ["01-005"]
    assert main([str(tmp_path)]) == 1
    assert "encrypted.pdf: 26-001 The file may be read by every program: broken 1 times" in capsys.readouterr().out


def test_each_rule_is_broken_once_and_listed_in_the_guide_by_its_number() -> None:
    assert BREAKING.keys() | {"26-001"} == RULES.keys()
    listed = re.findall(r"^\| (\d\d-\d\d\d) \| (.+?) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [(number, sentence) for number, (sentence, _) in RULES.items()]
