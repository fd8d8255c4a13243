"""A book in two languages: two books side by side, each page of which leads to the same page of the other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from goldenthread.commands.cli import main
from goldenthread.commands.new import Start, start_book
from goldenthread.rules import check
from tests.books.commands import build_book

DAY = date(2027, 3, 31)
SITES = {"en": "https://example.org/en", "cy": "https://example.org/cy"}
NAMES = {"en": "English", "cy": "Cymraeg"}


def start(folder: Path) -> dict[str, Path]:
    """The two books as the guide has them made, by language."""
    books = {}
    for language, other in (("en", "cy"), ("cy", "en")):
        root = books[language] = folder / language
        started = start_book(Start(name="Harbwr", root=folder, folder=root, edition="2027-03", licence="none", language=language),
                             DAY)
        assert started.status == 0, started.problems
        file = root / "strategy/editions.toml"
        words = (f'\n[[other_language]]\nlanguage = "{other}"\nname = "{NAMES[other]}"\nsite = "{SITES[other]}"\n\n[[edition]]')
        file.write_text(file.read_text(encoding="utf-8").replace('site = ""', f'site = "{SITES[language]}"')
                        .replace("\n[[edition]]", words, 1), encoding="utf-8")
    return books


def beside(books: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["--root", str(books["en"]), "check", "--beside", str(books["cy"])])
    return status, capsys.readouterr().out


def test_each_page_leads_to_the_same_page_in_the_other_language(tmp_path: Path) -> None:
    books = start(tmp_path)
    pages: dict[str, dict[str, lxml.html.HtmlElement]] = {}
    for language, root in books.items():
        assert build_book(root, ["html"]) == 0
        folder = root / "build/html"
        pages[language] = {file.relative_to(folder).as_posix(): lxml.html.document_fromstring(file.read_bytes())
                           for file in folder.rglob("*.html")}
    assert pages["en"].keys() == pages["cy"].keys() and "id/EV_EXAMPLE_SHARE.html" in pages["en"]
    for language, other in (("en", "cy"), ("cy", "en")):
        for name, page in pages[language].items():
            address = f"{SITES[other]}/{'' if name == 'index.html' else name}"
            (link,) = page.xpath('//ul[contains(@class, "gt-languages")]//a')
            assert (link.get("href"), link.get("lang"), link.get("hreflang"), link.text) == (address, other, other, NAMES[other])
            if name not in {"404.html", "search.html"}:
                alternates = {one.get("hreflang"): one.get("href") for one in page.xpath('//link[@rel="alternate"][@hreflang]')}
                assert alternates[other] == address
                assert alternates[language] == address.replace(SITES[other], SITES[language])


def test_what_one_language_lacks_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = start(tmp_path)
    assert check(books["cy"]) == check(books["en"]) == []
    assert beside(books, capsys) == (0, "Both books have the same pages and items, and the same rows in their tables.\n")
    chapter = books["cy"] / "evidence/first-chapter.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("EV_EXAMPLE_RISE", "EV_CODIAD"), encoding="utf-8")
    table = books["cy"] / "evidence/data/example-table.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shutil.copy(books["en"] / "docs/reviewers/map.md", books["en"] / "docs/reviewers/second-map.md")
    status, told = beside(books, capsys)
    assert status == 1
    for line in (
        "docs/reviewers/second-map.md:1: The book in the other language has no page docs/reviewers/second-map.md. Add it there, "
        "or take it out here: readers go from one language to the other by it. [language.page]",
        "The book in the other language has no item EV_EXAMPLE_RISE.",
        "This book has no item EV_CODIAD, which the other language has. Add it here, or take it out there. [language.item]",
        "evidence/data/example-table.csv:1: The rows differ between the two languages. Copy the file from one book to the other: "
        "both must show the same numbers. [language.table]",
    ):
        assert line in told
    assert main(["--root", str(books["en"]), "check", "--beside", str(tmp_path / "none")]) == 1
    assert ("There is no book here to compare with. Name the folder of the same book in the other language, as in "
            "--beside ../cy. [language.beside]") in capsys.readouterr().out
