"""What the scripts of a book say in a browser is in the book's language, as everything else on its pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from goldenthread.book import read_book
from goldenthread.consultation.intake import IntakeRequest
from tests.books.commands import build_book, intake
from tests.books.small_book import ROOT, small_book, write_book

NBSP = "\N{NO-BREAK SPACE}"
SETTINGS = (ROOT / "conf.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small book in French, with a list of all its items."""
    root = write_book(tmp_path_factory.mktemp("french") / "book", {
        "conf.py": SETTINGS.replace("en_GB", "fr"), "docs/reviewers/explorer.md": "# Tous\n\n```{explorer}\n```\n",
        "index.md": small_book()["index.md"].replace("evidence/index\n", "docs/reviewers/explorer\nevidence/index\n")})
    assert build_book(root, ["html"]) == 0
    return root / "build/html"


@pytest.mark.whole_build
def test_lists_and_the_search_speak_the_language_of_the_book(french: Path, page: Page) -> None:
    page.goto((french / "docs/reviewers/explorer.html").as_uri())
    count = page.locator(".gt-finder-count")
    expect(count).to_have_text("7 éléments.")
    page.locator("select[name=type]").select_option("priority")
    expect(count).to_have_text("2 éléments sur 7.")
    page.locator("#finder-q").fill("xyzzy")
    expect(count).to_have_text("Aucun élément ne convient. Choisissez moins de critères, ou moins de mots.")
    page.goto(f"{(french / 'search.html').as_uri()}?q=skills")
    expect(page.locator("#search-results > p").first).to_contain_text(f"résultats pour «{NBSP}skills{NBSP}».")
    page.goto(f"{(french / 'search.html').as_uri()}?q=xyzzy")
    expect(page.locator("#search-results > p").first).to_have_text(
        f"Rien ne contient «{NBSP}xyzzy{NBSP}». Essayez moins de mots, ou un autre mot pour la même chose.")
    colours = page.get_by_role("button", name="Couleurs")
    expect(colours).to_contain_text("automatiques")
    colours.click()
    expect(colours).to_contain_text("claires")


@pytest.mark.whole_build
def test_on_a_telephone_a_row_names_the_numbers_taken_from_it_in_the_language_of_the_book(french: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((french / "evidence/data/skills-2018.html").as_uri())
    label = page.locator("td.taken").first.evaluate("(one) => getComputedStyle(one, '::before').content")
    assert label == '"Dans le livre"'
    # and no style sheet says a word, which no catalogue would translate
    sheets = [french / "_static" / f"{name}.css" for name in ("frame", "goldenthread", "explorer")]
    said = [words for sheet in sheets for words in re.findall(r'content: "[A-Za-z]{2,}[^"]*"', sheet.read_text(encoding="utf-8"))]
    assert said == []


@pytest.mark.whole_build
def test_a_response_in_the_language_of_the_book_is_taken_in(french: Path, page: Page, tmp_path: Path) -> None:
    page.goto((french / "respond.html").as_uri())
    page.locator("select[name=about]").select_option("EV_SKILLS")
    page.locator("textarea[name=commenting]").fill("Ce n’est plus vrai depuis 2018.")
    page.get_by_role("button", name="Garder ce point").click()
    expect(page.locator(".gt-said")).to_have_text("Le point 1 est gardé dans ce navigateur.")
    expect(page.locator(".gt-points li p").last).to_have_text(f"Le point{NBSP}: Ce n’est plus vrai depuis 2018.")
    page.locator("input[name=respondent]").fill("Port de Harbwr")
    page.locator("input[name=consent]").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer la réponse dans un fichier").click()
    expect(page.locator(".gt-said")).to_contain_text("a été enregistré avec 1 point. Joignez-le à un courriel.")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert '<html lang="fr">' in file.read_text(encoding="utf-8")
    book = french.parent.parent
    good, lines = intake(book, IntakeRequest(path=file, respondent="Port de Harbwr", received=date(2020, 5, 1)), date(2020, 5, 2))
    assert good, lines
    assert any(re.search("1 taken in, 0 left out, 0 open", line) for line in lines), lines
    (taken,) = read_book(book).register.responses()
    assert (taken.links["about"], taken.body.strip()) == (("EV_SKILLS",), "> Ce n’est plus vrai depuis 2018.")
