"""Hostile words in every field: nothing runs in a page or a spreadsheet, and nothing outside the book is read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from playwright.sync_api import Browser
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from goldenthread.book import mistyped_markup
from goldenthread.book.book_reader import read_book
from goldenthread.book.picture_files import picture_problem
from goldenthread.book.text_files import LARGEST
from goldenthread.book.web_addresses import link_is_allowed
from goldenthread.consultation.blank_form import response_form
from goldenthread.consultation.logs.write_log import logs_workbook
from goldenthread.documents.workbooks import FORMULA, FORMULA_GUARD
from goldenthread.rules import check
from tests.books.commands import build_book
from tests.books.hostile_book import write_hostile_book
from tests.books.hostile_words import ADDRESSES, FORMULAS, SCRIPTS
from tests.books.small_book import EVIDENCE, write_book
from tests.browser.browsing import search_words, served, wait_until
from tests.soundness.trials import Trials

ROOM = "Hostile input"
# what a hostile page has beside the elements of the pages of an ordinary book
ALSO = {("blockquote", ""), ("em", "class")}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages of the hostile book."""
    root = write_hostile_book(tmp_path_factory.mktemp("hostile") / "book")
    with pytest.MonkeyPatch.context() as patch:
        # a rule refuses markup in titles and options: what it does not know must be harmless in the pages, too
        patch.setattr(mistyped_markup, "AS_WRITTEN", re.compile("(?!)"))
        assert [str(problem) for problem in check(root) if not problem.advice] == []
        assert build_book(root, ["html"]) == 0
    return root / "build/html"


def parts(folder: Path) -> set[tuple[str, str]]:
    """Every element of every page, with each of its attributes, comments among them."""
    seen = set()
    for path in folder.rglob("*.html"):
        for element in lxml.html.document_fromstring(path.read_bytes()).iter():
            tag = element.tag if isinstance(element.tag, str) else "comment"
            seen |= {(tag, ""), *((tag, str(name)) for name in element.attrib)}
    return seen


def addresses(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.html"):
        for element in lxml.html.document_fromstring(path.read_bytes()).iter():
            for name in ("href", "src", "action", "formaction", "data", "srcset", "poster", "{http://www.w3.org/1999/xlink}href"):
                if isinstance(element.tag, str) and name in element.attrib:
                    yield path.name, str(element.get(name))


@pytest.mark.sound
def test_hostile_words_in_every_field_add_no_element_and_no_attribute(hostile: Path, northshire: Path, trials: Trials) -> None:
    assert parts(hostile) - parts(northshire) <= ALSO
    with_scheme = [(page, said) for page, said in addresses(hostile) if re.match(r"\s*[a-z][a-z+.-]*:", said, re.IGNORECASE)]
    assert len(with_scheme) > len(SCRIPTS)
    # a script puts the consultation's own address behind it
    with_scheme.remove(("respond.html", "mailto:"))
    assert [one for one in with_scheme if not one[1].startswith(("https://example.org/", "data:image/svg+xml;"))] == []
    shown = "\n".join(path.read_text(encoding="utf-8") for path in hostile.rglob("*.html"))
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    trials.record(ROOM, "a book with words that would run, in titles, options, texts, tables, cards, settings, references and "
                "sign-offs", len(SCRIPTS), "no element, attribute or address of theirs in any page")


def test_what_scripts_read_is_data_and_nothing_else(hostile: Path) -> None:
    register = json.loads((hostile / "register.json").read_text(encoding="utf-8"))
    titles = {item["title"] for item in register["items"]}
    assert len(titles & set(SCRIPTS)) > 20
    json.loads((hostile / "needs.json").read_text(encoding="utf-8"))
    json.loads((hostile / "datapackage.json").read_text(encoding="utf-8"))
    script = (hostile / "search-book.js").read_text(encoding="utf-8")
    assert re.fullmatch(r'\(window\.searchWords=window\.searchWords\|\|\{\}\)\.book="[A-Za-z0-9+/=]+";\n', script)
    titles = {entry[2] for entry in search_words(hostile)["entries"]}
    assert len(titles & set(SCRIPTS)) > 20


def cells(raw: bytes) -> Iterator[openpyxl.cell.Cell]:
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def test_no_produced_spreadsheet_holds_a_formula(hostile: Path) -> None:
    loaded = read_book(hostile.parent.parent)
    books = [(hostile / "register.xlsx").read_bytes(), logs_workbook(loaded.register, loaded.vocabulary),
             response_form(loaded.register, loaded.consultation, date(2020, 1, 1))]
    guarded = 0
    for raw in books:
        for cell in cells(raw):
            assert cell.data_type != "f", cell.coordinate
            assert not isinstance(cell.value, str) or not FORMULA.match(cell.value), cell.coordinate
            assert cell.hyperlink is None or not cell.hyperlink.target or cell.hyperlink.target.startswith("https://")
            guarded += isinstance(cell.value, str) and cell.value.removeprefix(FORMULA_GUARD) in FORMULAS
    assert guarded > len(FORMULAS)
    tables = [path.read_text(encoding="utf-8-sig") for path in hostile.rglob("*.csv")]
    assert {path.name for path in hostile.glob("*.csv")} == {"register.csv", "areas.csv"}
    assert len(tables) > 4  # with the table itself and the numbers of each chart
    assert [cell for text in tables for row in csv.reader(io.StringIO(text)) for cell in row if FORMULA.match(cell)] == []


@pytest.fixture
def address_of_hostile(hostile: Path) -> Iterator[str]:
    with served(hostile) as address:
        yield address


@pytest.mark.browser
def test_nothing_runs_in_a_browser(browser: Browser, address_of_hostile: str) -> None:
    context = browser.new_context()
    page, events = context.new_page(), list[str]()
    page.on("dialog", lambda dialog: (events.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: events.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: events.append(str(error)))
    for name in ("index", "evidence/odd", "docs/views", "evidence/words", "strategy/2020-03/odd", "id/EV_ODD_1",
                 "strategy/consultation/responses/odd", "evidence/references", "evidence/data/odd"):
        page.goto(f"{address_of_hostile}{name}.html")
        assert page.locator("[onerror],[onload],[onfocus],iframe,object,embed,base").count() == 0, name
    page.goto(f"{address_of_hostile}search.html?q=alert")
    wait_until(page, "document.querySelectorAll('#search-results li').length > 5")
    assert page.locator("#search-results").locator("script, img, svg").count() == 0
    context.close()
    assert events == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_link_leads_where_it_may_not(address: str, tmp_path: Path) -> None:
    assert not link_is_allowed("evidence/people.md", address)
    assert list(picture_problem(tmp_path, "evidence/people.md", address))


def codes_of(root: Path) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in check(root) if not problem.advice]


def test_a_link_that_leads_out_of_the_book_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "notes.md").write_text(EVIDENCE, encoding="utf-8")
    root = write_book(tmp_path / "book", {"evidence/people.md": None, "evidence/data/skills-2018.csv": None})
    (root / "evidence/people.md").symlink_to(outside / "notes.md")
    (root / "evidence/data/skills-2018.csv").symlink_to("/etc/passwd")
    refused = [one for one in codes_of(root) if "source.outside" in one]
    assert refused == ["evidence/data/skills-2018.csv:1 source.outside", "evidence/people.md:1 source.outside"]


def test_a_folder_that_is_a_link_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = write_book(tmp_path / "book")
    (root / "evidence/more").symlink_to(tmp_path / "outside")
    (root / "strategy/round").symlink_to(root)
    assert codes_of(root) == ["evidence/more:1 source.folder-link", "strategy/round:1 source.folder-link"]


def test_what_is_no_file_or_too_large_is_not_read(tmp_path: Path) -> None:
    root = write_book(tmp_path, {"evidence/areas.toml": None, "strategy/framework.toml": None})
    os.mkfifo(root / "evidence/areas.toml")
    with (root / "strategy/framework.toml").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert codes_of(root) == ["evidence/areas.toml:1 source.unreadable", "strategy/framework.toml:1 source.too-large"]


UNSAFE = {
    "evidence/include.md": "# A\n\n```{include} ../../secret.txt\n```\n",
    "evidence/rst.md": "# B\n\n```{eval-rst}\n.. include:: ../../secret.txt\n```\n",
    "evidence/linked.md": "# C\n\n[A file](../../secret.txt) and ![a picture](../../secret.png)\n",
    "evidence/head.md": "---\nmyst:\n  enable_extensions: [substitution]\n  substitutions:\n"
                        "    a: \"{{ cycler.__init__.__globals__.os."
                        "popen('touch RAN').read() }}\"\n---\n# D\n\n{{ a }}\n",
    "evidence/needs.md": "# E\n\n:::{evidence} F\n:id: EV_F\n:jinja_content: true\n\n{{ 7 * 191 }}\n:::\n",
    "evidence/filter.md": "# G\n\n> ```{needlist}\n> :filter: __import__('os').system('touch RAN')\n> ```\n",
    "evidence/pins.md": "# H\n\n:::{evidence} I\n:id: EV_I\n:replaces: "
                        "EV_SKILLS[__import__('os').system('touch RAN')]\n\nWords.\n:::\n",
}


def test_what_the_rules_refuse_is_not_read_by_sphinx_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("secret.txt", "secret.png"):
        (tmp_path / name).write_text("zqsecret", encoding="utf-8")
    root = write_book(tmp_path / "book", UNSAFE)
    monkeypatch.chdir(tmp_path)
    assert len({problem.place.file for problem in check(root)} & set(UNSAFE)) == len(UNSAFE)
    warnings = io.StringIO()
    with patch_docutils(str(root)), docutils_namespace():
        Sphinx(str(root), str(root), str(root / "out"), str(root / "trees"), "html", status=None, warning=warnings).build(False)
    for name in UNSAFE:
        page = (root / "out" / name.replace(".md", ".html")).read_text(encoding="utf-8")
        assert "This page cannot be shown" in page and "zqsecret" not in page and "1337" not in page, name
    assert not (tmp_path / "RAN").exists() and not (root / "RAN").exists()
    assert [path for path in (root / "out").rglob("*") if path.is_file() and b"zqsecret" in path.read_bytes()] == []
    assert "markup.directive" in warnings.getvalue()


LIVELY = (
    "<script>alert(1)</script>", "<rect onload='alert(1)'/>", "<a href='https://example.org'/>", "<foreignObject/>",
    "<image href='https://example.org/x.png'/>", "<use href='other.svg#x'/>", "<set attributeName='href' to='x'/>",
    "<style>@import 'https://example.org/x.css';</style>", "<rect style='fill:url(https://example.org/x)'/>",
    "<body xmlns='http://www.w3.org/1999/xhtml'/>", "<g>", "<style>a{b:\\75rl(x)}</style>",
)


@pytest.mark.parametrize("content", LIVELY)
def test_a_drawing_only_draws(content: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{content}</svg>", encoding="utf-8")
    assert list(picture_problem(tmp_path, "docs/people.md", "a.svg"))


def test_a_plain_drawing_is_a_picture(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><g id='x'><use href='#x'/>"
                                    "<rect style='fill:url(#x)'/>"
                                    "</g></svg>", encoding="utf-8")
    assert list(picture_problem(tmp_path, "docs/people.md", "a.svg")) == []
