"""Building a whole book: what is read again, what is left as it was, and what stays when something is wrong."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from goldenthread.commands.cli import main
from tests.books.commands import build_book
from tests.books.small_book import EVIDENCE, write_book
from tests.documents.pdf_links import links_followed

CHART = """
```{chart} skills-2018
:alt: Bars of the share of skilled residents in the two districts and the land.
:areas: district, land
:periods: 2018

The south leads.
```
"""
CSV = "evidence/data/skills-2018.csv"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with a chart, built once as pages and PDF."""
    root = write_book(tmp_path_factory.mktemp("book"), {"evidence/people.md": EVIDENCE + CHART})
    assert build_book(root, ["html", "pdf"]) == 0
    return root


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The built book, put back after a test has changed it."""
    kept = tmp_path / "kept"
    shutil.copytree(built, kept, symlinks=True)
    yield built
    shutil.rmtree(built)
    shutil.copytree(kept, built, symlinks=True)


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change one file as an author would, leaving every other as it was."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def page(root: Path, name: str) -> str:
    return (root / "build/html" / f"{name}.html").read_text(encoding="utf-8")


def words_of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())


def test_everything_is_built_by_its_name(built: Path) -> None:
    html, pdf = built / "build/html", built / "build/pdf"
    for name in ("index.html", "evidence/people.html", "strategy/2019-12/index.html", "strategy/2020-03/people.html",
                 "evidence/data/skills-2018.html", "evidence/data/skills-2018.csv", "needs.json", "datapackage.json"):
        assert (html / name).is_file(), name
    assert sorted(path.name for path in pdf.iterdir()) == [
        "land-2019-12.pdf", "land-2020-03.pdf", "land-agreement-pack-2020-03.pdf", "land-evidence-base.pdf"]


def test_each_page_of_an_edition_says_which_it_is_and_leads_to_the_other(built: Path) -> None:
    text = page(built, "strategy/2019-12/people")
    banner = re.search(r'<(\w+) class="gt-banner".*?</\1>', text, re.DOTALL)
    assert banner
    assert "December 2019" in banner[0]
    assert "Draft" in banner[0]
    assert 'href="../2020-03/people.html"' in banner[0]
    assert "gt-banner" not in page(built, "evidence/people")


def test_a_second_build_reads_nothing_and_changes_nothing(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_book(built, ["html"]) == 0
    assert re.search(r"build/html: 0 pages read, 0 of \d+ files changed", capsys.readouterr().out)


def test_a_changed_value_reads_only_the_pages_that_use_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = page(book, "evidence/people")
    assert "33.0%" in before
    edit(book, CSV, "33.0", "31.4")
    assert build_book(book, ["html", "pdf"]) == 0
    assert "build/html: 1 page read" in capsys.readouterr().out
    after = page(book, "evidence/people")
    assert "31.4%" in after
    assert "33.0%" not in after
    assert re.search(r"<svg.*?</svg>", before, re.DOTALL)[0] != re.search(r"<svg.*?</svg>", after, re.DOTALL)[0]  # type: ignore[index]
    # the baseline of a measure stands on a page whose text has not changed
    assert "31.4%" in page(book, "strategy/2019-12/people")
    for name in ("land-evidence-base", "land-2019-12"):
        assert "31.4%" in words_of_pdf(book / "build/pdf" / f"{name}.pdf")


def test_what_a_page_says_of_another_follows_it(book: Path) -> None:
    edit(book, "strategy/2019-12/people.md", "{priority} Raise skills", "{priority} Lift skills")
    edit(book, "strategy/2020-03/people.md", ":revises:", ":reason: The title was plainer before.\n:revises:")
    assert build_book(book, ["html"]) == 0
    assert "Lift skills" in page(book, "evidence/people")


def test_a_wrong_text_leaves_what_was_built(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (book / "build/html").rglob("*") if path.is_file()}
    edit(book, "evidence/people.md", ":confidence: high", ":confidence: hihg")
    assert main(["--root", str(book), "build", "html"]) == 1
    assert "evidence/people.md:7: EV_SKILLS has the confidence 'hihg'." in capsys.readouterr().out
    assert {path: path.read_bytes() for path in (book / "build/html").rglob("*") if path.is_file()} == before


def test_what_only_the_build_can_see_stops_it_too_and_is_not_forgotten(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = page(book, "evidence/people")
    edit(book, "evidence/people.md", "The south leads.\n```", "The south leads.\n```\n\nSee [there](nowhere.md).")
    for _ in range(2):  # a second run must not succeed just because the page was read before
        assert build_book(book, ["html"]) == 1
        output = capsys.readouterr().out
        assert re.search(r"^evidence/people\.md:\d+: .*nowhere\.md", output, re.MULTILINE)
        assert "Traceback" not in output
    assert page(book, "evidence/people") == before


def test_the_data_package_is_valid(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from frictionless import Package

    monkeypatch.chdir(built / "build/html")
    report = Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])


def test_the_register_is_exported(built: Path) -> None:
    needs = json.loads((built / "build/html/needs.json").read_text(encoding="utf-8"))
    items = needs["versions"][needs["current_version"]]["needs"]
    assert items["D19_PRI_SKILLS"]["rests_on"] == ["EV_SKILLS"]
    assert items["EV_SKILLS"]["fp"]


def test_every_link_in_the_pdf_files_leads_somewhere(built: Path) -> None:
    assert links_followed(built / "build/pdf") > 20
