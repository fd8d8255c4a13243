"""The pack for agreement: a page for each priority of the last edition, with all that it depends on."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.books.broken_books import EXTRA, FINAL
from tests.books.commands import build_book
from tests.books.small_book import edition_page, write_book
from tests.documents.pdf_links import names_of

SECOND = EXTRA.replace("D19_", "M20_").replace(":status: draft", ":status: for-agreement").replace(
    "\nMore.\n", "\nMore is needed.[^why]\n\nIt pays.\n").replace(
    ":rests_on: EV_SKILLS", ":rests_on: EV_SKILLS\n:reason: It is new.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF files of the small book, with a second priority whose text has a note."""
    root = write_book(tmp_path_factory.mktemp("pack"), {FINAL: f"{edition_page('2020-03')}{SECOND}\n[^why]: It was counted.\n"})
    assert build_book(root, ["pdf"]) == 0
    return root / "build/pdf"


@pytest.fixture(scope="module")
def sheets(folder: Path) -> list[str]:
    document = pypdfium2.PdfDocument(folder / "land-agreement-pack-2020-03.pdf")
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def test_there_is_a_cover_with_the_note_the_contents_and_a_page_for_each_priority(sheets: list[str]) -> None:
    assert len(sheets) == 5  # the last is the annex of numbers
    assert "pack for agreement" in sheets[0]
    assert "Drafted from published evidence." in sheets[0]
    assert "31 March 2020" in sheets[0]
    assert "Raise skills 3" in sheets[1]
    assert "Do more 4" in sheets[1]


def test_a_page_goes_from_the_problem_to_where_it_stands(sheets: list[str]) -> None:
    sheet = sheets[3]
    parts = ["Do more", "Problem or opportunity", "More is needed.", "Evidence, and how strong it is",
             "Rests on one finding, of high confidence, from one publisher; the newest is about 2018.", "Why act on it",
             "It pays.", "What will be done", "How progress is seen", "should rise from 33.0%", "What the review said",
             "No response touches it.", "Where it stands", "For agreement, in the March 2020.", "No agreement to it is recorded."]
    places = [sheet.index(part) for part in parts]
    assert places == sorted(places)
    assert "It was counted." in sheet


def test_a_page_names_the_ids_that_it_hangs_on(sheets: list[str]) -> None:
    for ident in ("M20_PRI_SKILLS", "EV_SKILLS", "M20_ACT_COURSES", "M20_MEA_SKILLS", "D19_PRI_SKILLS"):
        assert ident in sheets[2]


def test_its_links_lead_into_the_volumes_beside_it(folder: Path) -> None:
    with pikepdf.open(folder / "land-agreement-pack-2020-03.pdf") as pack:
        targets = {str(note.A.URI) for sheet in pack.pages for note in sheet.get("/Annots", []) if "/A" in note}
    assert {"land-evidence-base.pdf#EV_SKILLS", "land-2020-03.pdf#M20_ACT_COURSES", "land-2019-12.pdf#D19_PRI_SKILLS"} <= targets
    for target in (each for each in targets if ".pdf#" in each):
        file, _, name = target.partition("#")
        assert name in names_of(folder / file), target


def test_nothing_leads_into_the_pack(folder: Path) -> None:
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            links = [str(note.A.URI) for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/A" in note]
        assert not any("pack" in link for link in links)


def test_one_edition_is_built_alone(folder: Path) -> None:
    root = folder.parent.parent
    for edition in ("2019-12", "2020-03"):
        page = root / f"strategy/{edition}/index.md"
        page.write_text(f"{page.read_text(encoding='utf-8')}\nA sentence more.\n", encoding="utf-8")
    before = {path.name: path.stat().st_mtime_ns for path in (root / "build/.work/pdf").glob("*.pdf")}
    assert build_book(root, ["pdf"], "2019-12") == 0
    after = {path.name: path.stat().st_mtime_ns for path in (root / "build/.work/pdf").glob("*.pdf")}
    assert [name for name in after if after[name] != before[name]] == ["land-2019-12.pdf"]
    assert set(after) == {path.name for path in (root / "build/pdf").glob("*.pdf")}
