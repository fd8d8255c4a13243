"""What printed volumes bring along: workings of their numbers, lists and an imprint in front, an index of places at the end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from goldenthread.model import bookmark_name, label_name, number_anchor
from tests.books.commands import build_book
from tests.books.small_book import EVIDENCE, changed, edition_page, write_book
from tests.documents.pdf_links import links_followed
from tools.pdf_rules import Checked, broken_rules

RISE, RANK = "rise from skills-2018:north:2017 to skills-2018:north:2018", "rank of skills-2018:north:2018 among district"
MORE = f"""\

## More

It rose by {{value}}`{RISE}`. The north is {{value}}`{RANK}`.

```{{chart}} skills-2018
:areas: north, south
:periods: 2018
:alt: Two bars, of which that of the south is the longer one.

The south leads.
```
"""
ANNEX = "Numbers and how they were worked out"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = 'contact = "the desk"\nlicence = "Free to use."\nformats = "Large print on request."\n\n[[edition]]\nid = "2019-12"'
    root = write_book(tmp_path_factory.mktemp("volumes"), {
        "evidence/people.md": EVIDENCE + MORE, **changed("strategy/editions.toml", '[[edition]]\nid = "2019-12"', said),
        "strategy/2020-03/people.md": edition_page("2020-03").replace(
            ":rests_on: EV_SKILLS\n", ":rests_on: EV_SKILLS\n:reason: It is clearer.\n").replace("Fewer", "Too few"),
        "strategy/2020-03/index.md": "# For agreement\n\n## Changes\n\n```{changes}\n```\n\n```{toctree}\npeople\n```\n",
    })
    assert build_book(root, ["pdf", "docx"]) == 0
    return root / "build"


def sheets(path: Path) -> list[str]:
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pypdfium2.PdfDocument(path)]


def entry(text: str, number: str) -> str:
    """The entry of a number in the annex: from it to the pages on which it stands."""
    annex = text.rpartition(ANNEX)[2]
    found = re.search(rf"{re.escape(number)} (?:As|From|North).*? On pages? [\d, ]+\.", annex)
    assert found, annex
    return found.group()


def test_an_entry_has_the_steps_the_rows_the_table_its_publisher_and_the_pages(built: Path) -> None:
    pages = sheets(built / "pdf/land-evidence-base.pdf")
    text = " ".join(pages)
    place = next(number for number, page in enumerate(pages, start=1) if "It rose by 10.0%" in page)
    rise = entry(text, "10.0%")
    for words in ("From 30.0% to 33.0%, a rise of 3.0 percentage points. 3.0 \u00f7 30.0 = 10.0%.",
                  "From: 30.0%: North, 2017; 33.0%: North, 2018.",
                  "Table: Skilled residents", "Statistics Office: Skills survey.", f"On page {place}."):
        assert words in rise
    assert "As the table has it: North, 2018." in entry(text, "33.0%")
    assert "The ranking: 1st South, 40.0%; 2nd North, 33.0%." in entry(text, "2nd")


def test_the_entries_stand_in_the_order_of_the_pages_and_each_once(built: Path) -> None:
    annex = " ".join(sheets(built / "pdf/land-evidence-base.pdf")).rpartition(ANNEX)[2]
    places = [annex.index(words) for words in ("33.0% As", "39.2% As", "10.0% From", "2nd North")]
    assert places == sorted(places)
    assert annex.count("As the table has it: North, 2018.") == 1


def test_each_volume_that_shows_a_number_brings_its_own(built: Path) -> None:
    for name in ("land-2019-12", "land-2020-03", "land-agreement-pack-2020-03"):
        assert "As the table has it: North, 2018." in entry(" ".join(sheets(built / f"pdf/{name}.pdf")), "33.0%")
    assert links_followed(built / "pdf") > 30


def test_a_number_leads_to_its_entry_and_the_entry_back_to_the_page(built: Path) -> None:
    with pikepdf.open(built / "pdf/land-evidence-base.pdf") as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        texts = sheets(built / "pdf/land-evidence-base.pdf")
        text = next(number for number, page in enumerate(texts, start=1) if "It rose by 10.0%" in page)
        annex = next(number for number, page in enumerate(texts, start=1) if "Each number of this file" in page)
        leads = {(number, pages[note.Dest[0].objgen]) for number, page in enumerate(pdf.pages, start=1)
                 for note in page.get("/Annots", []) if isinstance(note.get("/Dest"), pikepdf.Array)}
    assert {(text, annex), (annex, text)} <= leads


def test_the_alternative_text_of_a_chart_has_its_numbers(built: Path) -> None:
    with pikepdf.open(built / "pdf/land-evidence-base.pdf") as pdf:
        alts = [str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
    assert alts == ["Two bars, of which that of the south is the longer one. Its numbers (2018) are: South: 40.0%; North: 33.0%."]
    document = docx.Document(str(built / "docx/land-evidence-base.docx"))
    assert [picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))] == alts


def test_every_finished_file_keeps_the_rules_of_tagged_pdf(built: Path) -> None:
    files = sorted((built / "pdf").glob("*.pdf"))
    assert len(files) == 4
    assert {path.name: broken_rules(path) for path in files} == {path.name: {} for path in files}


def described(path: Path) -> set[str]:
    """What the links of a file are called."""
    with pikepdf.open(path) as pdf:
        return {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", [])}


def test_each_link_is_described_by_what_it_leads_to(built: Path) -> None:
    edition, evidence = (described(built / f"pdf/land-{name}.pdf") for name in ("2020-03", "evidence-base"))
    assert {"Priority: Raise skills, page 4", "Changes in full, page 5", "How 33.0% was worked out, page 5", "Table 2",
            "A third of residents in the north are highly skilled, in the file land-evidence-base.pdf",
            "Skills survey, on the web at example.org"} <= edition
    assert {"How 2nd was worked out, page 4", "Index of places, page 5", "Chart 1"} <= evidence
    assert not [words for words in edition | evidence if "://" in words or words.startswith(("listed", "#"))]


def test_a_link_back_to_the_text_says_what_stands_there_and_not_the_page_alone(built: Path) -> None:
    said = described(built / "pdf/land-evidence-base.pdf") | described(built / "pdf/land-2020-03.pdf")
    assert [words for words in said if re.fullmatch(r"pages? [\d, ]+", words)] == []
    place = next(number for number, page in enumerate(sheets(built / "pdf/land-evidence-base.pdf"), start=1)
                 if "It rose by 10.0%" in page)
    assert f"More, page {place}" in said, "the number's place in the section of that title"
    assert any(words.startswith("Priority: Raise skills, page ") for words in said)


def test_a_page_that_a_link_names_is_the_page_that_it_leads_to(built: Path) -> None:
    found = 0
    for path in sorted((built / "pdf").glob("*.pdf")):
        led = dict[str, set[str]]()
        with pikepdf.open(path) as pdf:
            pages = {page.obj.objgen: str(number) for number, page in enumerate(pdf.pages, start=1)}
            places = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
            for note in (note for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note):
                place = places[str(note.Dest)] if isinstance(note.Dest, pikepdf.String) else note.Dest
                page = pages[(place if isinstance(place, pikepdf.Array) else place.D)[0].objgen]
                words, _, said = str(note.Contents).rpartition(", page ")
                assert not words or said == page, words
                led.setdefault(words.partition(": ")[2] or words, set()).add(page)
        text = " ".join(sheets(path))
        printed = [(words, number) for words in led if words
                   for number in re.findall(re.escape(words) + r" \((?:[A-Z0-9_]+, )?page (\d+)\)", text)]
        found += len(printed)
        assert [each for each in printed if each[1] not in led[each[0]]] == []
    assert found > 5


def test_the_first_cell_of_a_row_is_its_header_and_the_others_name_it(built: Path) -> None:
    with pikepdf.open(built / "pdf/land-2020-03.pdf") as pdf:
        rows = [each.element for each in Checked(pdf).tags if each.kind == "TR" and each.around[-1] == "TBody"]
        assert len(rows) == 5
        listed = 0
        for row in rows:
            header, *others = row.K
            if header.S == "/TD":  # the index of items
                continue
            listed += 1
            assert (header.S, header.A[0].Scope) == ("/TH", "/Row")
            assert {str(cell.A[0].Headers[1]) for cell in others} == {str(header.ID)}
        assert listed == 2
        assert not [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "-X" in str(item.get("/Lang", ""))]
        assert not [note for page in pdf.pages for note in page.get("/Annots", []) if b"\x01" in bytes(
            note.get("/A", pikepdf.Dictionary()).get("/URI", pikepdf.String("")))]


def anchors(document: Any) -> set[str]:
    return {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}


def test_in_word_a_number_leads_to_its_entry_which_names_the_item_and_leads_back(built: Path) -> None:
    document = docx.Document(str(built / "docx/land-2020-03.docx"))
    name = bookmark_name(label_name("numbers", number_anchor("skills-2018:north:2018")))
    assert name in anchors(document)
    assert name in {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    own = next(each.text for each in document.paragraphs if "As the table has it" in each.text)
    place = "(Residents with a higher qualification)"
    assert own.startswith(f"33.0% {place} As the table has it: North, 2018. Table: Skilled residents")


def test_nobody_is_asked_to_review_the_annex_and_a_chapter_alone_leads_to_the_evidence_base(built: Path) -> None:
    assert not list((built / "docx/chapters").glob("*numbers*"))
    chapter = docx.Document(str(built / "docx/chapters/land-2020-03-people.docx"))
    assert any("land-evidence-base.docx" in relation.target_ref for relation in chapter.part.rels.values()
               if relation.reltype.endswith("/hyperlink"))
    assert "As the table has it" not in " ".join(each.text for each in chapter.paragraphs)


def test_a_volume_begins_with_lists_of_its_charts_and_tables_and_with_an_imprint(built: Path) -> None:
    evidence, edition = (" ".join(sheets(built / f"pdf/land-{name}.pdf")[1:3]) for name in ("evidence-base", "2020-03"))
    assert "Charts 1 The south leads. 3" in evidence
    assert "2 What each priority of the March 2020 serves, and the findings that it rests on 4" in edition
    for words in ("Publisher The partnership", "Contact the desk", "Licence Free to use.",
                  "Accessible formats Large print on request.", "Version March 2020, For agreement, 31 March 2020"):
        assert words in edition
    word = "\n".join(each.text for each in docx.Document(str(built / "docx/land-2020-03.docx")).paragraphs)
    assert "Contact: the desk." in word


def test_an_edition_has_its_strategy_on_one_page(built: Path) -> None:
    pictures = [page for page in sheets(built / "pdf/land-2020-03.pdf") if "The strategy on one page Table 2 What each" in page]
    assert len(pictures) == 1
    assert "Priority People Clean growth Findings (of high confidence) Raise skills (page" in pictures[0]
    assert "\N{BLACK CIRCLE} 1 (1)" in pictures[0]


def test_an_index_names_the_pages_of_each_place(built: Path) -> None:
    pages = sheets(built / "pdf/land-evidence-base.pdf")
    text = next(number for number, page in enumerate(pages, start=1) if "It rose by 10.0%" in page)
    index = pages[-1].partition("Index of places")[2]
    assert f"North {text}" in index
    assert "South" not in index  # it is named in the chart and the annex alone


def test_changes_stand_word_by_word_in_an_annex_and_what_changed_in_front(built: Path) -> None:
    pages = sheets(built / "pdf/land-2020-03.pdf")
    front = next(number for number, page in enumerate(pages) if "Change notes" in page and "Contents" not in page)
    annex = next(number for number, page in enumerate(pages) if "Revised: Raise skills" in page and "Contents" not in page)
    assert front < next(number for number, page in enumerate(pages) if "Offer courses" in page) < annex
    assert "word by word, in the annex Changes in full." in pages[front]
    assert "Revised: Raise skills" in "\n".join(
        each.text for each in docx.Document(str(built / "docx/chapters/land-2020-03-index.docx")).paragraphs)
