"""What is cited, named and numbered anywhere in a book is found in the file in hand, or the file says where else."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import lxml.etree
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from goldenthread.analysis import MARKS
from tests.books.commands import build_book
from tests.books.finished_files import text_of_pdf, text_of_word_file
from tests.books.logic_chains import CHAIN, FINDING
from tests.books.small_book import AREAS, CONSULTATION, EVIDENCE, edition_page, write_book
from tests.documents.pdf_links import citations_followed, links_followed, names_of
from tools.pdf_rules import broken_rules

PUBLISHED = {"alpha": "Alpha Office", "box": "Office of Boxes", "caption": "Office of Captions", "cell": "Office of Cells",
             "field": "Office of Fields", "front": "Office of Fronts", "heading": "Office of Headings", "note": "Office of Notes",
             "quoted": "Office of Quotations", "response": "Office of Responses"}
REFERENCES = "".join(f"@misc{{{key},\n  author = {{{{{office}}}}},\n  title = {{On {key}}},\n  year = {{2019}},\n"
                     f"  url = {{https://example.org/{key}}}\n}}\n" for key, office in PUBLISHED.items())
MORE = """
:::{evidence} + 5 % more, = signs and [brackets]
:id: EV_PLUS
:tags: people
:references: field, alpha
:confidence: medium
:since: 2019-12
:period: 2018
:geography: North

It rose {cite}`alpha`.[^inner]
:::

[^inner]: A note in a card cites {cite}`note`, and {value}`skills-2018:north:2017`.

## 1. A heading with a number {cite}`heading`

Évreux, Île, Ægir, Zone and Alba.[^plain]

[^plain]: A note cites {cite}`note,alpha`; see {need}`EV_PLUS`.

:::{table} A caption[^caption] and {cite}`caption`
:name: captioned

| Part | Words |
|---|---|
| One row alone {cite}`cell` | {value}`skills-2018:south:2018` and {need}`EV_SKILLS` |
:::

[^caption]: The note of a caption, {cite}`note`.

> A quotation {cite}`quoted`

:::{note}
A box {cite}`box`.
:::

```{chart} skills-2018
:areas: north, south
:periods: 2018
:alt: Two bars, of which that of the south is the longer one.

The south leads {cite}`caption`.
```
"""
RESPONSE = """\
---
orphan: true
---

# Points

:::{response} Say where the number is from
:id: RSP_NUMBER
:source: review copy
:respondent: A college
:received: 2019-10-01
:criterion: accuracy
:disposition: accepted
:about: EV_SKILLS
:grounds: The table is named.
:changed: EV_SKILLS

Of {value}`skills-2018:south:2018` {cite}`response`.
:::
"""
FRONT = "# For agreement\n\n## Changes\n\n```{changes}\n```\n\n## Front\n\n" \
    "In front {cite}`front`.[^front]\n\n[^front]: A note {cite}`note`.\n\n```{toctree}\npeople\n```\n"
PLACES = {"evreux": "Évreux", "ile": "Île", "aegir": "Ægir", "zone": "Zone", "alba": "Alba"}


def areas() -> str:
    parts = (f'\n[[area]]\nid = "{ident}"\nname = "{name}"\ncode = "X{number}"\nkind = "part"\n'
             for number, (ident, name) in enumerate(PLACES.items()))
    return AREAS + "".join(parts)


def final_page() -> str:
    """The chapter of the last edition: a priority with a logic chain, revised because of a response, and a link to a table."""
    page = edition_page("2020-03")
    for old, new in ((":revises:", ":reason: It is clearer.\n:because: RSP_NUMBER\n:revises:"),
                     ("Fewer people", "Too few {cite}`alpha`"),
                     (":by: 2021\n", ":by: 2021\n:works: EV_COURSES\n"),
                     (":direction: rise\n", ':direction: rise\n:milestones: "2021-03: read"\n')):
        page = page.replace(old, new)
    return page + CHAIN.replace("D19", "M20") + "\n## Across\n\nSee {numref}`captioned`.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("followed"), {
        "evidence/references.bib": REFERENCES, "evidence/areas.toml": areas(), "evidence/people.md": EVIDENCE + MORE,
        "evidence/works.md": FINDING, "evidence/references.md": "# References\n\n```{bibliography}\n```\n",
        "evidence/index.md": "# Evidence base\n\nIt begins {cite}`front`.\n\n```{toctree}\npeople\nworks\nreferences\n```\n",
        "strategy/2020-03/index.md": FRONT, "strategy/2020-03/people.md": final_page(),
        "strategy/consultation/consultation.toml": CONSULTATION, "strategy/consultation/responses/college.md": RESPONSE,
        "index.md": "# Book\n\n```{toctree}\nevidence/index\nstrategy/2019-12/index\nstrategy/2020-03/index\n```\n"})
    assert build_book(root, ["pdf", "docx"]) == 0
    return root / "build"


def words(built: Path, name: str) -> str:
    return " ".join(text_of_pdf(built / f"pdf/land-{name}.pdf").split())


def test_each_mark_of_a_citation_leads_to_an_entry_of_its_own_file_wherever_it_stands(built: Path) -> None:
    followed = {path.name: citations_followed(path) for path in sorted((built / "pdf").glob("*.pdf"))}
    assert followed == {"land-2019-12.pdf": 0, "land-2020-03.pdf": 3, "land-agreement-pack-2020-03.pdf": 1,
                        "land-consultation-outcome.pdf": 1, "land-evidence-base.pdf": 16}
    assert links_followed(built / "pdf") > 100


def test_every_file_keeps_the_rules_of_tagged_pdf(built: Path) -> None:
    assert {path.name: broken_rules(path) for path in (built / "pdf").glob("*.pdf") if broken_rules(path)} == {}


def test_a_source_of_an_item_has_the_mark_of_its_entry_or_its_address_where_no_list_has_it(built: Path) -> None:
    sources = re.search(r"Sources (Office of Fields .*?) May be cited", words(built, "evidence-base"))
    assert sources
    assert sources[1] == "Office of Fields (2019). On field (https://example.org/field). Alpha Office (2019). On alpha [1]."
    assert "On field (https://example.org/field)." in text_of_word_file(built / "docx/land-evidence-base.docx")


def test_the_contents_do_not_count_as_a_page_that_cites(built: Path) -> None:
    pages = text_of_pdf(built / "pdf/land-evidence-base.pdf").split("\n")
    assert any("[5]" in line for line in pages)
    entry = words(built, "evidence-base").partition("Office of Headings.")[2]
    heading = next(number for number, page in enumerate(pypdfium2.PdfDocument(built / "pdf/land-evidence-base.pdf"), start=1)
                   if number > 2 and "A heading with a number" in page.get_textpage().get_text_range())
    assert re.search(r"Cited on (pages? [\d, ]+)\.", entry)[1] == f"page {heading}"  # type: ignore[index]


def test_a_point_of_the_consultation_is_found_in_the_outcome_report(built: Path) -> None:
    assert "RSP_NUMBER" in names_of(built / "pdf/land-consultation-outcome.pdf")
    for name in ("evidence-base", "2020-03", "agreement-pack-2020-03"):
        with pikepdf.open(built / f"pdf/land-{name}.pdf") as pdf:
            leads = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note}
        assert "land-consultation-outcome.pdf#RSP_NUMBER" in leads
        with zipfile.ZipFile(built / f"docx/land-{name}.docx") as archive:
            assert b"land-consultation-outcome.docx#RSP_NUMBER" in archive.read("word/_rels/document.xml.rels")


def test_the_index_of_places_has_its_names_where_a_reader_looks_for_them(built: Path) -> None:
    index = words(built, "evidence-base").rpartition("Index of places")[2]
    names = ("\u00c6gir", "Alba", "\u00c9vreux", "\u00cele", "North", "Zone")
    assert [name for _, name in sorted((index.index(f"{name} "), name) for name in names)] == list(names)


def test_a_table_of_another_file_is_named_without_the_marks_of_its_caption(built: Path) -> None:
    assert "See Table \u2018A caption and\u2019." in words(built, "2020-03")


def test_a_paper_of_the_pack_ends_with_its_chain_drawn_and_has_it_in_words_before(built: Path) -> None:
    pack = words(built, "agreement-pack-2020-03").partition("Raise skills M20_PRI_SKILLS")[2]
    parts = ["Activity Courses are offered.", "How progress is seen", "Where it stands", "Logic chain: From courses to skills"]
    assert [pack.index(part) for part in parts] == sorted(pack.index(part) for part in parts)


def test_in_word_every_link_leads_to_a_place_that_is_there(built: Path) -> None:
    for path in sorted((built / "docx").glob("*.docx")):
        marks = docx.Document(str(path)).element.body.iter(qn("w:bookmarkStart"))
        places = {mark.get(qn("w:name")) for mark in marks}
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
        leads = [link.get(qn("w:anchor")) for part in parts for link in lxml.etree.fromstring(part).iter(qn("w:hyperlink"))]
        assert {place for place in leads if place} <= places, path.name


def test_in_word_what_went_and_what_came_is_struck_and_underlined_without_marks(built: Path) -> None:
    text = text_of_word_file(built / "docx/land-2020-03.docx")
    assert "with what went and what came:" in text
    assert not any(mark in text for marks in MARKS.values() for mark in marks)
    assert MARKS["deleted"][0] in words(built, "2020-03")


def test_in_word_a_number_of_the_pack_or_the_outcome_names_the_paper_where_it_stands(built: Path) -> None:
    for name in ("agreement-pack-2020-03", "consultation-outcome"):
        annex = text_of_word_file(built / f"docx/land-{name}.docx").rpartition("how they were worked out")[2]
        assert re.search(r"\d\.0% \([A-Z]\w+[^/()]*\) As the table has it", annex), annex
        assert not re.search(r"\((?:pack|outcome)/", annex)
