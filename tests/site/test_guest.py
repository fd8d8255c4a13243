"""Beside other Sphinx: a project of sphinx-needs that is no book builds with numbers and charts; a book names what builds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.books.small_book import ROOT, write_book

CONF = 'project = "Pumps"\nextensions = ["myst_parser", "sphinx_needs", "goldenthread"]\nhtml_theme = "alabaster"\n'
PAGE = """\
# Pumps

```{req} Pumps run
:id: REQ_1
```

In the north {value}`skills-2018:north:2018` are skilled.

```{chart} skills-2018
:kind: bar
:periods: 2018
:alt: Bars.
```
"""


def project(root: Path, page: str = PAGE, *, tables: bool = True) -> Path:
    root.mkdir()
    book = write_book(root.parent / "book") if not (root.parent / "book").exists() else root.parent / "book"
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "index.md").write_text(page, encoding="utf-8")
    if tables:
        for file in ("evidence/areas.toml", "evidence/data/skills-2018.csv", "evidence/data/skills-2018.toml"):
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_bytes((book / file).read_bytes())
    return root


def sphinx(root: Path, builder: str) -> tuple[int, str]:
    # -N: where the variables CI or FORCE_COLOR are set, Sphinx would put signs for colours around each warning
    command = [sys.executable, "-m", "sphinx", "-q", "-N", "-b", builder, str(root), str(root / "_build" / builder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.whole_build
@pytest.mark.parametrize(("builder", "file"), [
    ("html", "index.html"), ("text", "index.txt"), ("latex", "pumps.tex"), ("dirhtml", "index.html"), ("man", "pumps.1"),
    ("singlehtml", "index.html"), ("epub", "index.xhtml"), ("texinfo", "pumps.texi"), ("xml", "index.xml")])
def test_an_ordinary_project_has_numbers_and_charts_in_every_builder(builder: str, file: str, tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    status, said = sphinx(root, builder)
    # the cards of sphinx-needs span cells, which a manual page cannot; an e-book has no copyright and version, and no place for
    # the files of sphinx-needs
    known = ("table cell spanning", "EPUB3", "[epub.unknown_project_files]")
    assert (status, [line for line in said.splitlines() if not any(words in line for words in known)]) == (0, [])
    text = (root / "_build" / builder / file).read_text(encoding="utf-8")
    assert "Pumps run" in text and "REQ" in text
    assert "33.0%" in text.replace("\\%", "%"), "the number"
    assert "Statistics Office" in text, "the source of the chart"
    assert ("<svg" in text) == (builder in {"html", "dirhtml", "singlehtml", "epub"})


@pytest.mark.whole_build
def test_what_is_missing_is_said_at_its_place_and_the_project_builds(tmp_path: Path) -> None:
    page = PAGE + "\n```{counts}\n```\n"
    status, said = sphinx(project(tmp_path / "bare", page, tables=False), "html")
    assert status == 0 and "Traceback" not in said
    lines = said.splitlines()
    assert any("index.md:7: WARNING: This project has no evidence/areas.toml and no evidence/data." in line for line in lines)
    assert any(line.endswith("A chart is drawn from a table. [guest.missing]") for line in lines)
    assert any(line.endswith("'{counts}' is made from the items of a book, and this project lacks strategy/editions.toml, "
                             "strategy/framework.toml, evidence/areas.toml. 'goldenthread new' begins a book. [guest.view]")
               for line in lines)
    wrong = PAGE.replace("north:2018", "nroth:2018").replace("{chart} skills-2018", "{chart} skils-2018")
    status, said = sphinx(project(tmp_path / "wrong", wrong), "html")
    assert status == 0 and "Traceback" not in said
    assert "There is no table 'skils-2018'. Did you mean 'skills-2018'?" in said
    assert "north" in said and "[value." in said


@pytest.mark.whole_build
@pytest.mark.parametrize("builder", [
    "dirhtml", "singlehtml", "text", "man", "epub", "latex", "texinfo", "json", "qthelp", "coverage", "doctest"])
def test_a_book_says_what_to_use_instead_of_another_builder(builder: str, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    (book / "conf.py").write_text('extensions = ["goldenthread"]\n', encoding="utf-8")
    status, said = sphinx(book, builder)
    assert status == 1
    assert said.startswith(f"A book is not made by the builder '{builder}', which knows no items, charts or views. "
                           f"Use 'goldenthread {'check' if builder in {'coverage', 'doctest'} else 'build '}")


@pytest.mark.whole_build
@pytest.mark.parametrize("extensions", [["sphinx.ext.doctest", "goldenthread"], ["goldenthread", "sphinx.ext.doctest"]])
def test_a_book_with_the_extension_of_another_builder_refuses_it_too(extensions: list[str], tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    (book / "conf.py").write_text(f"extensions = {extensions}\n", encoding="utf-8")
    status, said = sphinx(book, "doctest")
    assert status == 1 and "Use 'goldenthread check'." in said and "already exists" not in said


@pytest.mark.whole_build
@pytest.mark.parametrize(("language", "number", "source", "warned"), [
    ("fr", "33,0\N{NO-BREAK SPACE}%", "Source\N{NO-BREAK SPACE}: Statistics Office", False),
    ("cy", "33.0%", "Ffynhonnell: Statistics Office", False), ("de", "33.0%", "Source: Statistics Office", True)])
def test_a_project_s_language_is_that_of_its_numbers_and_charts(
    language: str, number: str, source: str, warned: bool, tmp_path: Path
) -> None:
    root = project(tmp_path / "project")
    with (root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'language = "{language}"\n')
    status, said = sphinx(root, "html")
    assert status == 0
    assert ("stands beside charts and numbers is English. [guest.language]" in said) == warned
    text = (root / "_build/html/index.html").read_text(encoding="utf-8")
    assert number in text and source in text
