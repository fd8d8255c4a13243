"""The publications that a printed file cites stand at its own end, with numbers of its own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docutils import nodes

from goldenthread.documents.paper import Volume, VolumeChapter, link_targets_from_volumes, make_pdf
from goldenthread.site.printing.own_publications import publication_lists, with_own_publications
from tests.documents.node_pieces import chapter, volume


def cites(number: int, mark: str = "") -> nodes.paragraph:
    link = nodes.reference("", mark or str(number), refuri=f"/evidence/references#id{number}")
    return nodes.paragraph("", "", nodes.Text(f"Claim {number} ["), link, nodes.Text("]."))


def entry(number: int, mark: str) -> nodes.citation:
    return nodes.citation("", nodes.label("", mark), nodes.paragraph("", f"Publisher {number}. A title."), ids=[f"id{number}"])


def volumes(marks: tuple[str, ...] = ("1", "2", "3")) -> tuple[Volume, Volume]:
    listed = chapter(*(entry(number, mark) for number, mark in enumerate(marks, start=1)), docname="evidence/references")
    strategy = volume([chapter(cites(3, marks[2]), cites(1, marks[0]), cites(3, marks[2]))], Path("."), file="strategy.pdf")
    evidence = volume([chapter(cites(2, marks[1]), docname="evidence/pay"), listed], Path("."), file="evidence.pdf")
    return strategy, evidence


def words(page: VolumeChapter) -> list[str]:
    return [paragraph.astext() for paragraph in page.doctree.findall(nodes.paragraph)]


def test_a_file_ends_with_what_it_cites_in_the_order_of_the_list_and_with_numbers_of_its_own() -> None:
    strategy, evidence = volumes()
    own = with_own_publications(strategy, publication_lists([strategy, evidence]))
    text, added = own.chapters
    assert [(each.next_node(nodes.label).astext(), each.next_node(nodes.paragraph).astext())  # type: ignore[union-attr]
            for each in added.doctree.findall(nodes.citation)] == [("1", "Publisher 1. A title."), ("2", "Publisher 3. A title.")]
    assert words(text) == ["Claim 3 [2].", "Claim 1 [1].", "Claim 3 [2]."]
    assert (added.docname, added.numbered, added.annex, added.made) == ("evidence/references", False, False, True)
    assert [title.astext() for title in added.doctree.findall(nodes.title)] == ["People"]


def test_the_file_that_holds_the_list_keeps_it_and_its_numbers() -> None:
    strategy, evidence = volumes()
    lists = publication_lists([strategy, evidence])
    with_own_publications(strategy, lists)
    same = with_own_publications(evidence, lists)
    assert [page.docname for page in same.chapters] == ["evidence/pay", "evidence/references"]
    assert words(same.chapters[0]) == ["Claim 2 [2]."]
    assert len(list(same.chapters[1].doctree.findall(nodes.citation))) == 3


def test_marks_that_are_no_numbers_stay() -> None:
    strategy, evidence = volumes(("Ons19", "Beis18", "Cbi19"))
    text, added = with_own_publications(strategy, publication_lists([strategy, evidence])).chapters
    assert words(text)[0] == "Claim 3 [Cbi19]."
    assert [label.astext() for label in added.doctree.findall(nodes.label)] == ["Ons19", "Cbi19"]


def test_a_file_that_cites_nothing_gets_no_list() -> None:
    plain = volume([chapter(nodes.paragraph("", "No claim."))], Path("."), file="plain.pdf")
    assert with_own_publications(plain, publication_lists(volumes())) is plain
    assert publication_lists([plain]) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publications")
    both = volumes()
    lists = publication_lists(both)
    own = [with_own_publications(each, lists) for each in both]
    targets = link_targets_from_volumes(own)
    for each in own:
        assert make_pdf(each, targets, folder, folder / f"work-{each.file}") == []
    return folder


@pytest.mark.parametrize(("file", "citing", "marks"), [("strategy.pdf", 2, 3), ("evidence.pdf", 2, 1)])
def test_every_mark_in_the_pdf_leads_to_its_entry_in_the_same_file(file: str, citing: int, marks: int, made: Path) -> None:
    with pikepdf.open(made / file) as document:
        notes = list(document.pages[citing].get("/Annots", []))
        # the list of publications may begin on this page, with its links back
        places = [note.get("/Dest") for note in notes if str(note.get("/Contents", "")).startswith("Publication ")]
        assert len([place for place in places if place[0] == document.pages[-1].obj]) == marks == len(places)
        leads = {str(note.get("/Contents", "")) for note in notes}
    assert "" not in leads


def text_of(path: Path) -> str:
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path)).split())


def test_every_entry_names_the_pages_that_cite_it(made: Path) -> None:
    text = text_of(made / "strategy.pdf")
    assert "Publisher 3. A title. Cited on page 3." in text
    assert text.count("Cited on") == 2
    assert text_of(made / "evidence.pdf").count("Cited on") == 1


def test_a_pdf_says_which_edition_it_is_and_is_made_for_keeping(made: Path) -> None:
    with pikepdf.open(made / "strategy.pdf") as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "A strategy: Draft of December 2019"
        assert metadata["dc:description"] == "No agreement yet."
        assert metadata["pdf:Keywords"] == "Draft of December 2019, Draft, The partnership"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
